/* sj-pressure.c -- limits on the number of messages. */
#include "profile/sj-pressure.h"

#include "base/sj-name.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#define DAY_SECONDS 86400
#define MONDAY 4    /* 1970-01-05, in days since 1970: where counted weeks begin */

static const SjChoice period_choices[] = {
  [SJ_PERIOD_HOUR] = { "hour", N_("Hour") },
  [SJ_PERIOD_DAY] = { "day", N_("Day") },
  [SJ_PERIOD_WEEK] = { "week", N_("Week") },
  [SJ_PERIOD_MONTH] = { "month", N_("Month") },
  { NULL },
};

static const SjChoice window_choices[] = {
  [SJ_WINDOW_ROLLING] = { "rolling", N_("Counted back from now") },
  [SJ_WINDOW_CALENDAR] = { "calendar", N_("Of the calendar") },
  { NULL },
};

static const SjChoice category_choices[] = {
  [SJ_CAP_MARKETING] = { "marketing", N_("Marketing messages") },
  [SJ_CAP_ALL] = { "all", N_("All messages") },
  { NULL },
};

#define FIELD(name, TYPE, member, title, ...) { name, SJ_FIELD_##TYPE, offsetof (SjCap, member), title, __VA_ARGS__ }

static const SjField cap_fields[] = {
  FIELD ("name", TEXT, name, N_("Name"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("limit", INTEGER, limit, N_("At most"), .min = 1, .max = 1000, .flags = SJ_FIELD_REQUIRED),
  FIELD ("every", INTEGER, every, N_("In"), .fallback = 1, .min = 1, .max = 60),
  FIELD ("period", CHOICE, period, N_("Period"), .choices = period_choices, .fallback = -1,
         .flags = SJ_FIELD_REQUIRED),
  FIELD ("window", CHOICE, window, N_("Window"), .choices = window_choices, .fallback = -1,
         .flags = SJ_FIELD_REQUIRED),
  FIELD ("channels", FLAGS, channels, N_("Channels"), .choices = sj_channel_choices, .flags = SJ_FIELD_REQUIRED),
  FIELD ("category", CHOICE, category, N_("Counts"), .choices = category_choices),
  { NULL }
};

static const SjSpec cap_spec = { cap_fields, sizeof (SjCap), N_("limit") };

#undef FIELD
#define FIELD(name, TYPE, member, title, ...) \
  { name, SJ_FIELD_##TYPE, offsetof (SjRuleSet, member), title, __VA_ARGS__ }

static const SjField rule_set_fields[] = {
  FIELD ("id", TEXT, id, N_("Id"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("name", TEXT, name, N_("Name"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("description", LONG_TEXT, description, N_("Description")),
  FIELD ("inactive", BOOL, inactive, N_("Switched off")),
  FIELD ("caps", RECORDS, caps, N_("Limits"), .record = &cap_spec, .max = 50),
  FIELD ("quietHours", RECORD, quiet, N_("Quiet hours"), .record = &sj_quiet_spec),
  { NULL }
};

static void
check_rule_set (const void *config, SjReading *reading)
{
  const SjRuleSet *set = config;

  if (set->id != NULL && !sj_is_id (set->id))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-id", sj_null, "id",
                    _("“%s” cannot be an id: letters, digits, _ and - are possible."), set->id);
  if (set->caps.count == 0 && set->quiet == NULL)
    sj_reading_add (reading, SJ_SEVERITY_WARNING, "no-rules", sj_null, NULL,
                    _("The rule set has no rules, so it holds nothing back."));
}

const SjSpec sj_rule_set_spec = { rule_set_fields, sizeof (SjRuleSet), N_("rule set"), check_rule_set };

bool
sj_cap_counts (const SjCap *cap, SjChannel channel, bool transactional)
{
  return (cap->channels & (1u << channel)) != 0 && (cap->category == SJ_CAP_ALL || !transactional);
}

static int64_t
floor_to (int64_t number, int64_t unit)
{
  int64_t rest = number % unit;

  return number - (rest < 0 ? rest + unit : rest);
}

/* The beginning of the next `every` months, counted from year 0, so that two or
 * three of them begin where half-years and quarters do. */
static int64_t
next_months (int64_t local, int64_t every)
{
  SjCivil civil;
  int64_t month;

  sj_civil_split (local, 0, &civil);
  month = floor_to (civil.year * 12 + civil.month - 1, every) + every;
  return sj_civil_days (floor_to (month, 12) / 12, (int) (month - floor_to (month, 12)) + 1, 1) * DAY_SECONDS;
}

/* Where the calendar's window around `local` ends.  Hours are counted from midnight,
 * and the last ones of a day may be fewer. */
static int64_t
calendar_end (const SjCap *cap, int64_t local)
{
  int64_t midnight = floor_to (local, DAY_SECONDS);
  int64_t day = midnight / DAY_SECONDS;
  int64_t end;

  switch (cap->period)
    {
    case SJ_PERIOD_HOUR:
      end = midnight + floor_to (local - midnight, cap->every * 3600) + cap->every * 3600;
      return MIN (end, midnight + DAY_SECONDS);
    case SJ_PERIOD_DAY:
      return (floor_to (day, cap->every) + cap->every) * DAY_SECONDS;
    case SJ_PERIOD_WEEK:
      return (floor_to (day - MONDAY, 7 * cap->every) + 7 * cap->every + MONDAY) * DAY_SECONDS;
    default:
      return next_months (local, cap->every);
    }
}

/* On the same time of the clock; hours are exact. */
static int64_t
rolling_end (const SjCap *cap, int64_t local)
{
  int64_t end = local;

  switch (cap->period)
    {
    case SJ_PERIOD_DAY:
      return local + cap->every * DAY_SECONDS;
    case SJ_PERIOD_WEEK:
      return local + cap->every * 7 * DAY_SECONDS;
    default:
      sj_local_add_months (local, cap->every, &end);
      return end;
    }
}

SjTime
sj_cap_passes (const SjCap *cap, SjTime sent, const SjZone *zone)
{
  SjMoment moment = sj_time_moment (sent, zone);
  int64_t local = sj_moment_local (&moment);

  if (cap->window == SJ_WINDOW_ROLLING && cap->period == SJ_PERIOD_HOUR)
    return sent + cap->every * SJ_HOUR;
  if (cap->window == SJ_WINDOW_ROLLING)
    moment = sj_zone_local (zone, rolling_end (cap, local), moment.nanos);
  else
    moment = sj_zone_local (zone, calendar_end (cap, local), 0);
  return sj_moment_time (&moment);
}

bool
sj_cap_allows (const SjCap *cap, const SjTime *sent, size_t count, SjTime now, const SjZone *zone)
{
  int64_t left = cap->limit;

  for (size_t i = count; i > 0 && left > 0; i--)
    left -= sj_cap_passes (cap, sent[i - 1], zone) > now;
  return left > 0;
}

static int
compare_times (const void *a, const void *b)
{
  SjTime left = *(const SjTime *) a, right = *(const SjTime *) b;

  return (left > right) - (left < right);
}

/* An older message may pass after a younger one, where months differ in length or
 * clocks change; hence the sorting. */
SjTime
sj_cap_opens (const SjCap *cap, const SjTime *sent, size_t count, SjTime now, const SjZone *zone)
{
  g_autofree SjTime *passes = NULL;

  if (sj_cap_allows (cap, sent, count, now, zone))
    return now;
  passes = g_new (SjTime, count);
  for (size_t i = 0; i < count; i++)
    passes[i] = sj_cap_passes (cap, sent[i], zone);
  qsort (passes, count, sizeof (SjTime), compare_times);
  return passes[count - (size_t) cap->limit];
}

static char *
channel_words (uint32_t channels)
{
  GString *words = g_string_new (NULL);

  for (int i = 0; i < SJ_N_CHANNELS; i++)
    if (channels & (1u << i))
      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", _(sj_channel_choices[i].title));
  return g_string_free (words, FALSE);
}

static char *
period_words (const SjCap *cap)
{
  static const char *const words[][2] = {
    [SJ_PERIOD_HOUR] = { N_("%d hour"), N_("%d hours") },
    [SJ_PERIOD_DAY] = { N_("%d day"), N_("%d days") },
    [SJ_PERIOD_WEEK] = { N_("%d week"), N_("%d weeks") },
    [SJ_PERIOD_MONTH] = { N_("%d month"), N_("%d months") },
  };

  return g_strdup_printf (ngettext (words[cap->period][0], words[cap->period][1], (unsigned long) cap->every),
                          (int) cap->every);
}

char *
sj_cap_describe (const SjCap *cap)
{
  g_autofree char *channels = channel_words (cap->channels);
  g_autofree char *period = period_words (cap);

  return g_strdup_printf (ngettext ("At most %d message by %s in %s", "At most %d messages by %s in %s",
                                    (unsigned long) cap->limit),
                          (int) cap->limit, channels, period);
}
