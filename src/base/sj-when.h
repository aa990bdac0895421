/* sj-when.h -- a date and time of a document as a point of time. */
#pragma once

#include "base/sj-field.h"
#include "base/sj-time.h"

/* In the zone, where it stands on a wall clock.  It must be set. */
SjTime sj_when_time (const SjWhen *when, const SjZone *zone);
