/* sj-oracle-time.c -- clocks, windows, quiet hours and limits, found by trying.
 *
 * "The first moment" is found by asking minute after minute: a clock that is moved
 * needs no thought then.
 */
#include "sj-oracle-private.h"

#include "profile/sj-pressure.h"

#include <string.h>

#define DAY_SECONDS 86400
#define MINUTES_TRIED (9 * 24 * 60)    /* what does not come in a week, and a day for moved clocks, does not come */

static const SjZone *
find_zone (const char *name)
{
  return name != NULL ? sj_zone_find (name, strlen (name)) : NULL;
}

const SjZone *
oracle_journey_zone (const World *world, const SjJourney *journey)
{
  const SjZone *zone = find_zone (journey->settings->zone);

  if (zone == NULL && world->acase->library != NULL)
    zone = find_zone (sj_library_zone (world->acase->library));
  return zone != NULL ? zone : sj_zone_utc ();
}

const SjZone *
oracle_zone (const Person *person, const SjJourney *journey)
{
  const SjZone *zone = journey->settings->profile_zone ? find_zone (person->given->zone) : NULL;

  return zone != NULL ? zone : oracle_journey_zone (person->world, journey);
}

int64_t
oracle_local (SjTime time, const SjZone *zone)
{
  SjMoment moment = sj_time_moment (time, zone);

  return sj_moment_local (&moment);
}

static SjTime
from_local (int64_t local, int32_t nanos, const SjZone *zone)
{
  SjMoment moment = sj_zone_local (zone, local, nanos);

  return sj_moment_time (&moment);
}

bool
oracle_when (const SjSpec *spec, const void *config, const char *field, const SjZone *zone, SjTime *time)
{
  const SjWhen *when = sj_field_slot (sj_spec_find (spec, field), config);

  if (when->form == SJ_WHEN_UNSET)
    return false;
  if (when->form == SJ_WHEN_LOCAL)
    *time = from_local (when->seconds, when->nanos, zone);
  else
    *time = when->seconds * 1000 + when->nanos / 1000000;
  return true;
}

static int64_t
floor_div (int64_t number, int64_t by)
{
  int64_t quotient = number / by;

  return number % by < 0 ? quotient - 1 : quotient;
}

/* Whether [from, until) of that day holds the local time; from and until in minutes. */
static bool
day_holds (int64_t day, uint32_t days, int32_t from, int32_t until, int64_t local)
{
  int64_t begins = day * DAY_SECONDS + from * 60;
  int64_t ends = day * DAY_SECONDS + until * 60;

  if (until <= from)
    ends += DAY_SECONDS;
  return (days & (1u << (sj_day_of_week (day) - 1))) != 0 && begins <= local && local < ends;
}

static bool
hours_hold (uint32_t days, int32_t from, int32_t until, int64_t local)
{
  int64_t today = floor_div (local, DAY_SECONDS);

  if (from == SJ_CLOCK_UNSET)
    from = 0;
  if (until == SJ_CLOCK_UNSET)
    until = 24 * 60;
  return day_holds (today, days, from, until, local) || day_holds (today - 1, days, from, until, local);
}

bool
oracle_in_hours (uint32_t days, int32_t from, int32_t until, SjTime time, const SjZone *zone)
{
  return hours_hold (days, from, until, oracle_local (time, zone));
}

/* What the clock would show if it had not been moved forward a while ago, where it
 * then skipped that time. */
static int64_t
skipped_local (SjTime time, const SjZone *zone)
{
  SjTime before = time - 3 * SJ_HOUR;
  int64_t old = oracle_local (before, zone) + 3 * 3600;

  return from_local (old, 0, zone) == floor_div (time, 1000) * 1000 ? old : oracle_local (time, zone);
}

/* The whole minutes after `time`, one after the other. */
static SjTime
next_minute (SjTime time)
{
  return (floor_div (time, SJ_MINUTE) + 1) * SJ_MINUTE;
}

SjTime
oracle_window (const SjNode *wait, SjTime time, const SjZone *zone)
{
  uint32_t days = (uint32_t) sj_node_integer (wait, "days");
  int32_t from = (int32_t) sj_node_integer (wait, "from");
  int32_t until = (int32_t) sj_node_integer (wait, "until");

  if (days == SJ_ALL_DAYS && from == until)
    return time;
  for (int i = 0; i < MINUTES_TRIED; i++, time = next_minute (time))
    if (oracle_in_hours (days, from, until, time, zone) ||
        hours_hold (days, from, until, skipped_local (time, zone)))
      return time;
  return SJ_TIME_NEVER;
}

static bool
is_quiet (const SjRecords *hours, SjTime time, const SjZone *zone)
{
  for (uint32_t i = 0; i < hours->count; i++)
    {
      const SjQuietHours *range = hours->items[i];

      if (range->from != SJ_CLOCK_UNSET && range->until != SJ_CLOCK_UNSET &&
          oracle_in_hours (range->days, range->from, range->until, time, zone))
        return true;
    }
  return false;
}

static SjTime
quiet_end (const SjRecords *hours, SjTime time, const SjZone *zone)
{
  for (int i = 0; i < MINUTES_TRIED; i++, time = next_minute (time))
    if (!is_quiet (hours, time, zone))
      return time;
  return SJ_TIME_NEVER;
}

/* The same time of the first following day on which it is not quiet. */
static SjTime
next_day (const SjRecords *hours, SjTime time, const SjZone *zone)
{
  SjMoment moment = sj_time_moment (time, zone);

  for (int day = 1; day <= 7; day++)
    {
      SjTime then = from_local (sj_moment_local (&moment) + day * DAY_SECONDS, moment.nanos, zone);

      if (!is_quiet (hours, then, zone))
        return then;
    }
  return quiet_end (hours, time, zone);
}

/* Whether these hours are quiet now, and then when to ask again. */
static bool
hours_say_no (const SjRecords *hours, int32_t mode, SjTime now, const SjZone *zone, SjTime *until)
{
  if (!is_quiet (hours, now, zone))
    return false;
  if (mode == SJ_QUIET_DROP)
    *until = SJ_TIME_NEVER;
  else if (mode == SJ_QUIET_NEXT_DAY)
    *until = next_day (hours, now, zone);
  else
    *until = quiet_end (hours, now, zone);
  return true;
}

/* The rule sets that count for a message: the journey's, then the step's. */
static GPtrArray *
list_rule_sets (const SjLibrary *library, const SjJourney *journey, const SjNode *node)
{
  char *const *lists[2] = { journey->settings->rule_sets,
                            *(char ***) sj_field_slot (sj_spec_find (&node->kind->config, "ruleSets"), node->config) };
  GPtrArray *sets = g_ptr_array_new ();

  for (int i = 0; i < 2; i++)
    for (char *const *id = lists[i]; id != NULL && *id != NULL && library != NULL; id++)
      {
        const SjEntry *entry = sj_library_find (library, SJ_REF_RULE_SET, *id);

        if (entry != NULL && !((const SjRuleSet *) entry->config)->inactive)
          g_ptr_array_add (sets, entry->config);
      }
  return sets;
}

bool
oracle_quiet (Run *run, const SjNode *node, SjTime *until)
{
  const SjSettings *settings = run->journey->settings;
  const SjZone *zone = oracle_zone (run->person, run->journey);
  g_autoptr (GPtrArray) sets = list_rule_sets (run->person->world->acase->library, run->journey, node);
  SjTime now = run->person->now;

  if (sj_node_integer (node, "ignoreQuietHours"))
    return false;
  if (hours_say_no (&settings->quiet_hours, settings->quiet_mode, now, zone, until))
    return true;
  for (guint i = 0; i < sets->len; i++)
    {
      const SjQuiet *quiet = ((const SjRuleSet *) g_ptr_array_index (sets, i))->quiet;

      if (quiet != NULL && hours_say_no (&quiet->hours, quiet->mode, now, zone, until))
        return true;
    }
  return false;
}

/* The number of the calendar's window, so that equal numbers are the same window. */
static int64_t
calendar_window (const SjCap *cap, int64_t local)
{
  int64_t day = floor_div (local, DAY_SECONDS);
  SjCivil civil;

  switch (cap->period)
    {
    case SJ_PERIOD_HOUR:    /* begins anew at midnight */
      return day * 24 + (local - day * DAY_SECONDS) / 3600 / cap->every;
    case SJ_PERIOD_DAY:
      return floor_div (day, cap->every);
    case SJ_PERIOD_WEEK:    /* 1970-01-05 was a Monday */
      return floor_div (day - 4, 7 * cap->every);
    default:
      sj_civil_split (local, 0, &civil);
      return floor_div (civil.year * 12 + civil.month - 1, cap->every);
    }
}

/* When a window that rolls has passed: the same time of the clock, but hours are hours. */
static SjTime
rolled_by (const SjCap *cap, SjTime sent, const SjZone *zone)
{
  SjMoment moment = sj_time_moment (sent, zone);
  int64_t local = sj_moment_local (&moment);

  switch (cap->period)
    {
    case SJ_PERIOD_HOUR:
      return sent + cap->every * SJ_HOUR;
    case SJ_PERIOD_DAY:
      local += cap->every * DAY_SECONDS;
      break;
    case SJ_PERIOD_WEEK:
      local += cap->every * 7 * DAY_SECONDS;
      break;
    default:
      sj_local_add_months (local, cap->every, &local);
      break;
    }
  return from_local (local, moment.nanos, zone);
}

static bool
cap_is_about (const SjCap *cap, int channel, bool transactional)
{
  return (cap->channels & (1u << channel)) != 0 && (cap->category == SJ_CAP_ALL || !transactional);
}

/* Whether the message is held back by this limit, and so counts for it. */
static bool
is_under (const SjCap *cap, const SjLibrary *library, const SjJourney *journey, const SjNode *node)
{
  g_autoptr (GPtrArray) sets = list_rule_sets (library, journey, node);
  bool found = false;

  for (guint i = 0; i < sets->len; i++)
    {
      const SjRecords *caps = &((const SjRuleSet *) g_ptr_array_index (sets, i))->caps;

      for (uint32_t j = 0; j < caps->count; j++)
        found = found || caps->items[j] == cap;
    }
  return found && cap_is_about (cap, oracle_channel (node), sj_node_integer (node, "category") != 0);
}

static bool
cap_is_reached (const SjCap *cap, const Person *person, const SjZone *zone)
{
  const SjLibrary *library = person->world->acase->library;
  int64_t count = 0;

  for (guint i = 0; i < person->sent->len; i++)
    {
      const Sent *sent = g_ptr_array_index (person->sent, i);
      bool same = cap->window == SJ_WINDOW_ROLLING
                      ? person->now < rolled_by (cap, sent->time, zone)
                      : calendar_window (cap, oracle_local (sent->time, zone)) ==
                            calendar_window (cap, oracle_local (person->now, zone));

      if (!sent->failed && same && is_under (cap, library, sent->journey, sent->node))
        count++;
    }
  return count >= cap->limit;
}

bool
oracle_capped (Run *run, const SjNode *node)
{
  const SjZone *zone = oracle_zone (run->person, run->journey);
  g_autoptr (GPtrArray) sets = list_rule_sets (run->person->world->acase->library, run->journey, node);
  bool transactional = sj_node_integer (node, "category") != 0;

  for (guint i = 0; i < sets->len; i++)
    {
      const SjRecords *caps = &((const SjRuleSet *) g_ptr_array_index (sets, i))->caps;

      for (uint32_t j = 0; j < caps->count; j++)
        if (cap_is_about (caps->items[j], oracle_channel (node), transactional) &&
            cap_is_reached (caps->items[j], run->person, zone))
          return true;
    }
  return false;
}

int
oracle_channel (const SjNode *node)
{
  for (int i = 0; i < SJ_N_CHANNELS; i++)
    if (g_str_equal (node->kind->id, sj_channel_id (i)))
      return i;
  return -1;
}
