/* sj-field.h -- the settings of nodes and journeys are fields as everywhere. */
#pragma once

#include "base/sj-field.h"
