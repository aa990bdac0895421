/* sj-quiet.c -- quiet hours on a clock of a week. */
#include "profile/sj-quiet.h"

#include <glib/gi18n-lib.h>

#define DAY_SECONDS 86400

const SjChoice sj_quiet_mode_choices[] = {
  [SJ_QUIET_LATER] = { "later", N_("Send when the quiet time ends") },
  [SJ_QUIET_NEXT_DAY] = { "next-day", N_("Send at the same time of the next day that allows it") },
  [SJ_QUIET_DROP] = { "drop", N_("Do not send") },
  { NULL },
};

static const SjField quiet_hours_fields[] = {
  { "days", SJ_FIELD_WEEKDAYS, offsetof (SjQuietHours, days), N_("On"), .fallback = SJ_ALL_DAYS },
  { "from", SJ_FIELD_TIME_OF_DAY, offsetof (SjQuietHours, from), N_("From"), .fallback = SJ_CLOCK_UNSET,
    .flags = SJ_FIELD_REQUIRED },
  { "until", SJ_FIELD_TIME_OF_DAY, offsetof (SjQuietHours, until), N_("Until"), .fallback = SJ_CLOCK_UNSET,
    .help = N_("A time that is not later than the beginning belongs to the next day."),
    .flags = SJ_FIELD_REQUIRED },
  { NULL }
};

const SjSpec sj_quiet_hours_spec = { quiet_hours_fields, sizeof (SjQuietHours), N_("quiet hours") };

static const SjField quiet_fields[] = {
  { "hours", SJ_FIELD_RECORDS, offsetof (SjQuiet, hours), N_("Quiet hours"), .record = &sj_quiet_hours_spec,
    .each = N_("{from}–{until}, {days}") },
  { "mode", SJ_FIELD_CHOICE, offsetof (SjQuiet, mode), N_("In quiet hours"), .choices = sj_quiet_mode_choices },
  { NULL }
};

static void
check_quiet (const void *config, SjReading *reading)
{
  const SjQuiet *quiet = config;

  if (sj_quiet_always (&quiet->hours))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "always-quiet", sj_null, "hours",
                    _("It is quiet all week, so no message could ever be sent."));
}

const SjSpec sj_quiet_spec = { quiet_fields, sizeof (SjQuiet), N_("quiet hours"), check_quiet };

static int64_t
day_of (int64_t local)
{
  return local / DAY_SECONDS - (local % DAY_SECONDS < 0);
}

/* Where the range that begins on that day ends, and whether `local` is in it. */
static bool
covers (const SjQuietHours *hours, int64_t day, int64_t local, int64_t *end)
{
  int64_t from = day * DAY_SECONDS + hours->from * 60;
  int64_t until = day * DAY_SECONDS + hours->until * 60;

  if (hours->from < 0 || hours->until < 0 || (hours->days & (1u << (sj_day_of_week (day) - 1))) == 0)
    return false;
  if (hours->until <= hours->from)
    until += DAY_SECONDS;
  *end = until;
  return local >= from && local < until;
}

/* The latest end of the ranges that hold `local`. */
static bool
range_end (const SjRecords *hours, int64_t local, int64_t *end)
{
  int64_t today = day_of (local);
  bool found = false;

  for (uint32_t i = 0; i < hours->count; i++)
    for (int64_t day = today - 1; day <= today; day++)
      {
        int64_t until;

        if (covers (hours->items[i], day, local, &until) && (!found || until > *end))
          {
            *end = until;
            found = true;
          }
      }
  return found;
}

bool
sj_quiet_at (const SjRecords *hours, int64_t local)
{
  int64_t end;

  return range_end (hours, local, &end);
}

bool
sj_quiet_end (const SjRecords *hours, int64_t local, int64_t *end)
{
  int64_t limit = local + 8 * DAY_SECONDS;    /* all of a week was passed by then */
  int64_t until;

  while (local < limit && range_end (hours, local, &until))
    local = until;
  *end = local;
  return local < limit;
}

bool
sj_quiet_always (const SjRecords *hours)
{
  int64_t end;

  return hours->count > 0 && !sj_quiet_end (hours, 0, &end);
}

/* The same time of a following day; false: it is quiet then on all of them. */
static bool
next_day (const SjRecords *hours, const SjMoment *now, const SjZone *zone, SjTime *when)
{
  int64_t local = sj_moment_local (now);

  for (int day = 1; day <= 7; day++)
    {
      SjMoment then = sj_zone_local (zone, local + day * DAY_SECONDS, now->nanos);

      *when = sj_moment_time (&then);
      if (!sj_quiet_at (hours, sj_moment_local (&then)))
        return true;
    }
  return false;
}

/* The first moment at which the clock shows a time that is not quiet: one that is
 * moved may show it sooner, or show a quiet time again. */
static bool
quiet_over (const SjRecords *hours, const SjMoment *now, const SjZone *zone, SjTime *when)
{
  int64_t at = now->seconds;
  int64_t limit = at + 9 * DAY_SECONDS;
  int64_t end, turn;

  for (;;)
    {
      int64_t local = at + sj_zone_offset (zone, at);

      *when = at * 1000;
      if (!sj_quiet_at (hours, local))
        return true;
      if (at > limit || !sj_quiet_end (hours, local, &end))
        return false;
      at = sj_zone_turns (zone, at, at + end - local, &turn) ? turn : at + end - local;
    }
}

SjQuietVerdict
sj_quiet_decide (const SjRecords *hours, SjQuietMode mode, SjTime now, const SjZone *zone, SjTime *when)
{
  SjMoment moment = sj_time_moment (now, zone);

  *when = now;
  if (!sj_quiet_at (hours, sj_moment_local (&moment)))
    return SJ_QUIET_SEND;
  if (mode == SJ_QUIET_DROP)
    return SJ_QUIET_NEVER;
  if (mode == SJ_QUIET_NEXT_DAY && next_day (hours, &moment, zone, when))
    return SJ_QUIET_WAIT;
  return quiet_over (hours, &moment, zone, when) ? SJ_QUIET_WAIT : SJ_QUIET_NEVER;
}
