/* sj-schedule.c -- settings of a reading into moments.
 *
 * Days are those of the zone's calendar: "every day at nine" stays at nine when clocks
 * are moved.  Hours are sixty minutes each.
 */
#include "engine/sj-schedule.h"

#include "base/sj-when.h"

#include <string.h>

#define MOST 100000    /* readings: eleven years of hours */

/* Of the step's settings; the kind's own file knows the struct. */
static const void *
setting (const SjNode *node, const char *name)
{
  const SjField *field = sj_spec_find (&node->kind->config, name);

  return field ? sj_field_slot (field, node->config) : NULL;
}

static SjTime
moment_of (const SjWhen *when, const SjZone *zone, SjTime unset)
{
  return when == NULL || when->form == SJ_WHEN_UNSET ? unset : sj_when_time (when, zone);
}

static void
add (GArray *times, SjTime time, SjTime from, SjTime until)
{
  if (time >= from && time <= until && times->len < MOST)
    g_array_append_val (times, time);
}

static int64_t
day_of (SjTime time, const SjZone *zone, int64_t *rest)
{
  SjMoment moment = sj_time_moment (time, zone);
  int64_t local = sj_moment_local (&moment);
  int64_t day = local / 86400 - (local % 86400 < 0);

  *rest = local - day * 86400;
  return day;
}

static SjTime
at_time (int64_t day, int64_t seconds, const SjZone *zone)
{
  SjMoment moment = sj_zone_local (zone, day * 86400 + seconds, 0);

  return sj_moment_time (&moment);
}

/* Whether the day is one of those: every day, some days of the week, one of the month. */
static bool
is_due (const SjNode *node, const char *repeat, int64_t day)
{
  SjCivil civil;
  int64_t wanted;

  if (strcmp (repeat, "weekly") == 0)
    return (*(const uint32_t *) setting (node, "days") >> (sj_day_of_week (day) - 1)) & 1;
  if (strcmp (repeat, "monthly") != 0)
    return true;
  sj_civil_split (day * 86400, 0, &civil);
  wanted = MIN (sj_node_integer (node, "day"), sj_month_length (civil.year, civil.month));
  return civil.day == wanted;
}

static void
add_days (GArray *times, const SjNode *node, const char *repeat, const SjZone *zone, SjTime first, SjTime from,
          SjTime until)
{
  int32_t at = *(const int32_t *) setting (node, "at");
  int64_t rest, other;
  int64_t begin = day_of (first, zone, &rest);
  int64_t day = MAX (begin, day_of (from, zone, &other));
  int64_t last = day_of (until, zone, &other);
  int64_t seconds = at != SJ_CLOCK_UNSET ? at * 60 : rest;

  for (; day <= last && times->len < MOST; day++)
    if (is_due (node, repeat, day) && at_time (day, seconds, zone) >= first)
      add (times, at_time (day, seconds, zone), from, until);
}

void
sj_schedule_init (SjSchedule *schedule, const SjNode *node, const SjZone *zone, SjTime from, SjTime until)
{
  const SjField *field = sj_spec_find (&node->kind->config, "repeat");
  const char *repeat = field->choices[sj_node_integer (node, "repeat")].id;
  SjTime first = moment_of (setting (node, "start"), zone, from);
  SjTime last = MIN (moment_of (setting (node, "until"), zone, until), until);
  GArray *times = g_array_new (FALSE, FALSE, sizeof (SjTime));
  bool repeats = false;

  if (strcmp (repeat, "at-once") == 0)
    add (times, from, from, until);
  else if (strcmp (repeat, "once") == 0)
    add (times, first, from, until);
  else
    {
      repeats = true;
      if (strcmp (repeat, "hourly") != 0)
        add_days (times, node, repeat, zone, first, from, last);
      else
        for (SjTime time = first < from ? first + (from - first + SJ_HOUR - 1) / SJ_HOUR * SJ_HOUR : first;
             time <= last && times->len < MOST; time += SJ_HOUR)
          add (times, time, from, last);
    }
  *schedule = (SjSchedule) { .count = times->len, .rate = MAX (sj_node_integer (node, "rate"), 1),
                             .incremental = repeats && sj_node_integer (node, "incremental") != 0,
                             .force = repeats && sj_node_integer (node, "force") != 0 };
  schedule->times = (SjTime *) (void *) g_array_free (times, FALSE);
}

void
sj_schedule_clear (SjSchedule *schedule)
{
  g_clear_pointer (&schedule->times, g_free);
}
