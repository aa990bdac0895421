/* sj-config.h -- the settings of nodes and journeys are configs as everywhere. */
#pragma once

#include "base/sj-config.h"
