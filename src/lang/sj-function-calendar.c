/* sj-function-calendar.c -- dates of message templates.
 *
 * A date and time here has a zone, which calendar steps respect: a day later is
 * the same time on the clock.  ISO text stands for the date it spells, in UTC if
 * it names no zone; a text that spells none gives nothing.  Differences are whole
 * units, cut off towards 0, counted on the clock of the earlier named date.
 */
#include "lang/sj-function.h"

#include "base/sj-time.h"

#include <glib/gi18n-lib.h>

#define DAY_SECONDS 86400

static int64_t
day_of (int64_t seconds)
{
  return seconds / DAY_SECONDS - (seconds % DAY_SECONDS < 0);
}

static bool
take_local (int64_t seconds, int32_t nanos, SjMoment *moment)
{
  *moment = (SjMoment) { seconds, nanos, 0, NULL };
  return true;
}

/* False after a failure, too, for a text that is no date: to a template the two
 * are the same. */
static bool
take_moment (SjEval *eval, const char *function, SjValue value, SjMoment *moment)
{
  if (value.type == SJ_TEXT)
    value = sj_time_parse (eval->arena, value.text, value.length);

  switch (value.type)
    {
    case SJ_DATE:
      if (!sj_function_in_calendar (value.integer) || !sj_function_in_calendar (value.integer * DAY_SECONDS))
        return sj_function_too_far (eval);
      return take_local (value.integer * DAY_SECONDS, 0, moment);
    case SJ_LOCAL:
      if (!sj_function_in_calendar (value.integer))
        return sj_function_too_far (eval);
      return take_local (value.integer, (int32_t) value.length, moment);
    case SJ_MOMENT:
      if (!sj_function_in_calendar (value.moment->seconds))
        return sj_function_too_far (eval);
      *moment = *value.moment;
      return true;
    default:
      return sj_function_wrong (eval, function, _("a date and time"), value);
    }
}

static bool
take_two (SjEval *eval, const char *function, const SjValue *args, SjMoment *a, SjMoment *b)
{
  return take_moment (eval, function, args[0], a) && take_moment (eval, function, args[1], b);
}

static bool
give_moment (SjEval *eval, SjMoment moment, SjValue *result)
{
  if (!sj_function_in_calendar (moment.seconds))
    return sj_function_too_far (eval);
  return sj_function_give (result, sj_value_moment (eval->arena, moment));
}

/* What the clock of the moment's own zone then shows. */
static bool
give_local (SjEval *eval, const SjMoment *moment, int64_t local, int32_t nanos, SjValue *result)
{
  if (!sj_function_in_calendar (local))
    return sj_function_too_far (eval);
  return give_moment (eval, sj_zone_local (sj_moment_zone (moment), local, nanos), result);
}

/* Shifting */

static bool
add_exactly (SjEval *eval, const char *function, const SjValue *args, int64_t length, SjValue *result)
{
  SjMoment moment;
  int64_t amount, to;

  if (!take_moment (eval, function, args[0], &moment) || !sj_function_integer (eval, function, args[1], &amount))
    return false;
  if (__builtin_mul_overflow (amount, length, &to) || __builtin_add_overflow (moment.seconds, to, &to) ||
      !sj_function_in_calendar (to))
    return sj_function_too_far (eval);
  return give_moment (eval, sj_zone_moment (sj_moment_zone (&moment), to, moment.nanos), result);
}

static bool
add_months (SjEval *eval, const char *function, const SjValue *args, int64_t length, SjValue *result)
{
  SjMoment moment;
  int64_t amount, to;

  if (!take_moment (eval, function, args[0], &moment) || !sj_function_integer (eval, function, args[1], &amount))
    return false;
  if (__builtin_mul_overflow (amount, length, &to) || !sj_local_add_months (sj_moment_local (&moment), to, &to))
    return sj_function_too_far (eval);
  return give_local (eval, &moment, to, moment.nanos, result);
}

bool
sj_fn_add_seconds (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return add_exactly (eval, "addSeconds", args, 1, result);
}

bool
sj_fn_add_minutes (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return add_exactly (eval, "addMinutes", args, 60, result);
}

bool
sj_fn_add_hours (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return add_exactly (eval, "addHours", args, 3600, result);
}

bool
sj_fn_add_days (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjMoment moment;
  int64_t amount, to;

  if (!take_moment (eval, "addDays", args[0], &moment) || !sj_function_integer (eval, "addDays", args[1], &amount))
    return false;
  if (__builtin_mul_overflow (amount, (int64_t) DAY_SECONDS, &to) ||
      __builtin_add_overflow (sj_moment_local (&moment), to, &to))
    return sj_function_too_far (eval);
  return give_local (eval, &moment, to, moment.nanos, result);
}

bool
sj_fn_add_months (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return add_months (eval, "addMonths", args, 1, result);
}

bool
sj_fn_add_years (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return add_months (eval, "addYears", args, 12, result);
}

/* Differences */

typedef enum
{
  WHOLE_DAYS,
  WHOLE_MONTHS,
  WHOLE_YEARS
} Unit;

/* From one local time to another; a day, and so a month, is full only when its
 * time of day has come. */
static int64_t
count_units (int64_t from, int64_t to, Unit unit)
{
  int64_t from_day = day_of (from), to_day = day_of (to);
  int64_t from_time = from - from_day * DAY_SECONDS, to_time = to - to_day * DAY_SECONDS;
  SjCivil a, b;
  int64_t months;

  if (to_day > from_day && to_time < from_time)
    to_day--;
  else if (to_day < from_day && to_time > from_time)
    to_day++;
  if (unit == WHOLE_DAYS)
    return to_day - from_day;

  sj_civil_split (from_day * DAY_SECONDS, 0, &a);
  sj_civil_split (to_day * DAY_SECONDS, 0, &b);
  months = (((b.year * 12 + b.month) * 32 + b.day) - ((a.year * 12 + a.month) * 32 + a.day)) / 32;
  return unit == WHOLE_MONTHS ? months : months / 12;
}

static bool
count_between (SjEval *eval, SjMoment from, SjMoment to, Unit unit, SjValue *result)
{
  SjMoment there = sj_zone_moment (sj_moment_zone (&from), to.seconds, to.nanos);
  int64_t from_local = sj_moment_local (&from), to_local = sj_moment_local (&there);

  /* A fraction of a second counts like the second it belongs to. */
  if (there.nanos < from.nanos && to_local > from_local)
    to_local--;
  else if (there.nanos > from.nanos && to_local < from_local)
    to_local++;
  return sj_function_give (result, sj_value_integer (count_units (from_local, to_local, unit)));
}

static bool
count_since (SjEval *eval, const char *function, SjValue date, Unit unit, SjValue *result)
{
  SjMoment from;

  return take_moment (eval, function, date, &from) && count_between (eval, from, eval->now, unit, result);
}

bool
sj_fn_age (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return count_since (eval, "age", args[0], WHOLE_YEARS, result);
}

bool
sj_fn_age_in_days (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return count_since (eval, "ageInDays", args[0], WHOLE_DAYS, result);
}

bool
sj_fn_age_in_months (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return count_since (eval, "ageInMonths", args[0], WHOLE_MONTHS, result);
}

/* The one difference that runs from the first to the second. */
bool
sj_fn_days_until (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjMoment from, to;

  return take_two (eval, "dateDiff", args, &from, &to) && count_between (eval, from, to, WHOLE_DAYS, result);
}

bool
sj_fn_diff_in_months (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjMoment end, start;

  return take_two (eval, "diffInMonths", args, &end, &start) && count_between (eval, start, end, WHOLE_MONTHS, result);
}

bool
sj_fn_diff_in_years (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjMoment end, start;

  return take_two (eval, "diffInYears", args, &end, &start) && count_between (eval, start, end, WHOLE_YEARS, result);
}

static bool
count_exactly (SjEval *eval, const char *function, const SjValue *args, int64_t length, SjValue *result)
{
  SjMoment end, start;
  int64_t seconds;

  if (!take_two (eval, function, args, &end, &start))
    return false;
  seconds = end.seconds - start.seconds;
  if (seconds > 0 && end.nanos < start.nanos)
    seconds--;
  else if (seconds < 0 && end.nanos > start.nanos)
    seconds++;
  return sj_function_give (result, sj_value_integer (seconds / length));
}

bool
sj_fn_diff_in_seconds (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return count_exactly (eval, "diffInSeconds", args, 1, result);
}

bool
sj_fn_diff_in_minutes (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return count_exactly (eval, "diffInMinutes", args, 60, result);
}

bool
sj_fn_diff_in_hours (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return count_exactly (eval, "diffInHours", args, 3600, result);
}

static int
compare_moments (const SjMoment *a, const SjMoment *b)
{
  if (a->seconds != b->seconds)
    return a->seconds < b->seconds ? -1 : 1;
  return (a->nanos > b->nanos) - (a->nanos < b->nanos);
}

bool
sj_fn_compare_dates (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjMoment a, b;

  return take_two (eval, "compareDates", args, &a, &b) &&
         sj_function_give (result, sj_value_integer (compare_moments (&a, &b)));
}

bool
sj_fn_date_between (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjMoment date, from, to;
  bool between;

  if (!take_two (eval, "dateBetween", args, &date, &from) || !take_moment (eval, "dateBetween", args[2], &to))
    return false;
  between = compare_moments (&from, &date) <= 0 && compare_moments (&date, &to) <= 0;
  return sj_function_give (result, sj_value_bool (between));
}

/* Zones and the current time */

bool
sj_fn_get_current_zoned_date_time (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return sj_function_give (result, sj_value_moment (eval->arena, eval->now));
}

bool
sj_fn_convert_zoned_date_time (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  const SjZone *zone;
  SjMoment moment;

  if (!take_moment (eval, "convertZonedDateTime", args[0], &moment) ||
      !sj_function_text (eval, "convertZonedDateTime", args[1]))
    return false;
  zone = sj_zone_find (args[1].text, args[1].length);
  if (zone == NULL)
    return sj_function_wrong (eval, "convertZonedDateTime", _("a time zone such as Europe/Paris"), args[1]);
  return give_moment (eval, sj_zone_moment (zone, moment.seconds, moment.nanos), result);
}

bool
sj_fn_to_utc (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjMoment moment;

  return take_moment (eval, "toUTC", args[0], &moment) &&
         give_moment (eval, sj_zone_moment (sj_zone_utc (), moment.seconds, moment.nanos), result);
}

/* Parts */

typedef int64_t (*Part) (int64_t local, const SjCivil *civil);

static bool
give_part (SjEval *eval, const char *function, SjValue date, Part part, SjValue *result)
{
  SjMoment moment;
  SjCivil civil;

  if (!take_moment (eval, function, date, &moment))
    return false;
  sj_moment_split (&moment, &civil);
  return sj_function_give (result, sj_value_integer (part (sj_moment_local (&moment), &civil)));
}

static int64_t
part_week (int64_t local, const SjCivil *civil)
{
  int64_t year;

  return sj_week_of_year (day_of (local), &year);
}

#define PART(name, spoken, expression)                                                 \
  static int64_t                                                                       \
  part_##name (int64_t local, const SjCivil *civil)                                    \
  {                                                                                    \
    return expression;                                                                 \
  }                                                                                    \
                                                                                       \
  bool                                                                                 \
  sj_fn_##name (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)    \
  {                                                                                    \
    return give_part (eval, spoken, args[0], part_##name, result);                     \
  }

PART (day_of_month, "dayOfMonth", civil->day)
PART (day_of_week, "dayOfWeek", sj_day_of_week (day_of (local)))
PART (day_of_year, "dayOfYear", sj_day_of_year (day_of (local)))
PART (week_of_year, "weekOfYear", part_week (local, civil))
PART (extract_hours, "extractHours", civil->hour)
PART (extract_minutes, "extractMinutes", civil->minute)
PART (extract_seconds, "extractSeconds", civil->second)
PART (extract_month, "extractMonth", civil->month)

bool
sj_fn_set_hours (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjMoment moment;
  int64_t hour, local, day;

  if (!take_moment (eval, "setHours", args[0], &moment) || !sj_function_integer (eval, "setHours", args[1], &hour))
    return false;
  if (hour < 0 || hour > 23)
    return sj_function_give (result, sj_null);
  local = sj_moment_local (&moment);
  day = day_of (local) * DAY_SECONDS;
  return give_local (eval, &moment, day + hour * 3600 + (local - day) % 3600, moment.nanos, result);
}

bool
sj_fn_set_days (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjMoment moment;
  SjCivil civil;
  int64_t day;

  if (!take_moment (eval, "setDays", args[0], &moment) || !sj_function_integer (eval, "setDays", args[1], &day))
    return false;
  sj_moment_split (&moment, &civil);
  if (day < 1 || day > sj_month_length (civil.year, civil.month))
    return sj_function_give (result, sj_null);
  return give_local (eval, &moment, sj_moment_local (&moment) + (day - civil.day) * DAY_SECONDS, moment.nanos, result);
}

/* The first day of the unit that the day lies in. */
typedef int64_t (*Start) (int64_t day, const SjCivil *civil);

static int64_t
start_of_day (int64_t day, const SjCivil *civil)
{
  return day;
}

static int64_t
start_of_week (int64_t day, const SjCivil *civil)
{
  return day - (sj_day_of_week (day) - 1);
}

static int64_t
start_of_quarter (int64_t day, const SjCivil *civil)
{
  return sj_civil_days (civil->year, (civil->month - 1) / 3 * 3 + 1, 1);
}

static int64_t
start_of_year (int64_t day, const SjCivil *civil)
{
  return sj_civil_days (civil->year, 1, 1);
}

static bool
give_start (SjEval *eval, const char *function, SjValue date, Start start, SjValue *result)
{
  SjMoment moment;
  SjCivil civil;

  if (!take_moment (eval, function, date, &moment))
    return false;
  sj_moment_split (&moment, &civil);
  return give_local (eval, &moment, start (day_of (sj_moment_local (&moment)), &civil) * DAY_SECONDS, 0, result);
}

bool
sj_fn_truncate_to_day (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return give_start (eval, "truncateToStartOfDay", args[0], start_of_day, result);
}

bool
sj_fn_truncate_to_week (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return give_start (eval, "truncateToStartOfWeek", args[0], start_of_week, result);
}

bool
sj_fn_truncate_to_quarter (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return give_start (eval, "truncateToStartOfQuarter", args[0], start_of_quarter, result);
}

bool
sj_fn_truncate_to_year (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return give_start (eval, "truncateToStartOfYear", args[0], start_of_year, result);
}
