/* journey-drawn.h -- a made-up journey of any size as a document, laid out as Tidy does. */
#pragma once

#include "model/sj-journey.h"

SjJourney *journey_drawn_new (unsigned n_nodes, uint32_t seed);    /* owned by the caller */
