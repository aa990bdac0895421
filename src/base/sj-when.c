/* sj-when.c -- from a wall clock, or from an instant. */
#include "base/sj-when.h"

SjTime
sj_when_time (const SjWhen *when, const SjZone *zone)
{
  SjMoment moment;

  if (when->form == SJ_WHEN_INSTANT)
    return when->seconds * 1000 + when->nanos / 1000000;
  moment = sj_zone_local (zone, when->seconds, when->nanos);
  return sj_moment_time (&moment);
}
