/* sj-function-date.c -- dates of journey expressions.
 *
 * A date and time here is an instant and an offset: no zone is kept, and setting
 * the hour or the day leaves the offset alone.  Only where a zone is named do its
 * rules count.
 */
#include "lang/sj-function.h"

#include "base/sj-time.h"

#include <glib/gi18n-lib.h>

#define DAY_SECONDS 86400

typedef enum
{
  SECONDS,
  MINUTES,
  HOURS,
  DAYS,
  MONTHS,
  YEARS,
  N_UNITS
} Unit;

static int64_t
day_of (int64_t seconds)
{
  return seconds / DAY_SECONDS - (seconds % DAY_SECONDS < 0);
}

static bool
give_moment (SjEval *eval, SjMoment moment, SjValue *result)
{
  if (!sj_function_in_calendar (moment.seconds))
    return sj_function_too_far (eval);
  moment.zone = NULL;
  return sj_function_give (result, sj_value_moment (eval->arena, moment));
}

static bool
take_zone (SjEval *eval, const char *function, SjValue name, const SjZone **zone)
{
  if (!sj_function_text (eval, function, name))
    return false;
  *zone = sj_zone_find (name.text, name.length);
  return *zone != NULL || sj_function_wrong (eval, function, _("a time zone such as Europe/Paris"), name);
}

/* Conversions */

/* Milliseconds since 1970; null where no calendar reaches. */
static bool
give_time (SjEval *eval, int64_t millis, SjValue *result)
{
  SjMoment moment = sj_time_moment (millis, sj_zone_utc ());

  if (!sj_function_in_calendar (moment.seconds))
    return sj_function_give (result, sj_null);
  return give_moment (eval, moment, result);
}

static SjValue
date_of (SjValue time)
{
  switch (time.type)
    {
    case SJ_LOCAL:
      return sj_value_date (day_of (time.integer));
    case SJ_MOMENT:
      return sj_value_date (day_of (sj_moment_local (time.moment)));
    default:
      return time;
    }
}

static bool
make_date (SjEval *eval, const SjValue *args, SjValue *result)
{
  int64_t year, month, day;

  if (!sj_function_integer (eval, "toDateOnly", args[0], &year) ||
      !sj_function_integer (eval, "toDateOnly", args[1], &month) ||
      !sj_function_integer (eval, "toDateOnly", args[2], &day))
    return false;
  if (year < -999999 || year > 999999 || month < 1 || month > 12 || day < 1 || day > 31 ||
      !sj_civil_valid (year, (int) month, (int) day))
    return sj_function_give (result, sj_null);
  return sj_function_give (result, sj_value_date (sj_civil_days (year, (int) month, (int) day)));
}

bool
sj_fn_to_date_only (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  if (count == 3)
    return make_date (eval, args, result);

  switch (args[0].type)
    {
    case SJ_TEXT:
      return sj_function_give (result, date_of (sj_function_time (eval, args[0], SJ_NULL)));
    case SJ_INTEGER:
      if (!give_time (eval, args[0].integer, result))
        return false;
      *result = date_of (*result);
      return true;
    case SJ_DATE:
    case SJ_LOCAL:
    case SJ_MOMENT:
      return sj_function_give (result, date_of (args[0]));
    default:
      return sj_function_wrong (eval, "toDateOnly", _("a text, a date and time or milliseconds"), args[0]);
    }
}

/* The zone may come first or last.  A text that is no zone is the local time, read
 * from data. */
static bool
place_in_zone (SjEval *eval, const SjValue *args, SjValue *result)
{
  bool first = args[0].type == SJ_TEXT && sj_zone_find (args[0].text, args[0].length) != NULL;
  SjValue time = args[first ? 1 : 0];
  const SjZone *zone;

  if (!take_zone (eval, "toDateTime", args[first ? 0 : 1], &zone))
    return false;
  if (time.type == SJ_TEXT)
    time = sj_function_time (eval, time, SJ_NULL);
  switch (time.type)
    {
    case SJ_NULL:
      return sj_function_give (result, sj_null);
    case SJ_DATE:
      time = sj_value_local (time.integer < INT64_MAX / DAY_SECONDS && time.integer > INT64_MIN / DAY_SECONDS
                             ? time.integer * DAY_SECONDS : INT64_MAX, 0);
      break;
    case SJ_LOCAL:
      break;
    default:
      return sj_function_wrong (eval, "toDateTime", _("a date, or a date and time without zone, beside a zone"), time);
    }
  return give_moment (eval, sj_zone_local (zone, time.integer, (int32_t) time.length), result);
}

bool
sj_fn_to_date_time (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  if (count == 2)
    return place_in_zone (eval, args, result);

  switch (args[0].type)
    {
    case SJ_TEXT:
      return sj_function_give (result, sj_function_time (eval, args[0], SJ_MOMENT));
    case SJ_INTEGER:
      return give_time (eval, args[0].integer, result);
    case SJ_MOMENT:
      return sj_function_give (result, args[0]);
    default:
      return sj_function_wrong (eval, "toDateTime", _("a text, milliseconds, or a zone and a date"), args[0]);
    }
}

static SjValue
local_of (SjValue time)
{
  switch (time.type)
    {
    case SJ_DATE:
      return sj_value_local (time.integer * DAY_SECONDS, 0);
    case SJ_MOMENT:
      return sj_value_local (sj_moment_local (time.moment), (uint32_t) time.moment->nanos);
    default:
      return time;
    }
}

bool
sj_fn_to_date_time_only (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  switch (args[0].type)
    {
    case SJ_TEXT:
      return sj_function_give (result, local_of (sj_function_time (eval, args[0], SJ_NULL)));
    case SJ_LOCAL:
    case SJ_MOMENT:
      return sj_function_give (result, local_of (args[0]));
    default:
      return sj_function_wrong (eval, "toDateTimeOnly", _("a text or a date and time"), args[0]);
    }
}

bool
sj_fn_date (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return sj_function_text (eval, "date", args[0]) &&
         sj_function_give (result, sj_function_time (eval, args[0], SJ_NULL));
}

bool
sj_fn_to_time_zone (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return sj_function_text (eval, "toTimeZone", args[0]) && sj_function_give (result, args[0]);
}

/* The current time */

bool
sj_fn_now (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  const SjZone *zone = sj_zone_utc ();

  if (count > 0 && !take_zone (eval, "now", args[0], &zone))
    return false;
  return give_moment (eval, sj_zone_moment (zone, eval->now.seconds, eval->now.nanos), result);
}

bool
sj_fn_current_time_in_millis (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return sj_function_give (result, sj_value_integer (sj_moment_time (&eval->now)));
}

/* Now and so many units on.  Days and longer are steps in the zone's calendar,
 * shorter ones are exact.  False where no calendar reaches. */
static bool
shift_now (SjEval *eval, const SjZone *zone, int64_t amount, Unit unit, SjMoment *moment)
{
  static const int64_t lengths[N_UNITS] = { 1, 60, 3600, DAY_SECONDS, 1, 12 };
  SjMoment now = sj_zone_moment (zone, eval->now.seconds, eval->now.nanos);
  int64_t from = unit < DAYS ? now.seconds : sj_moment_local (&now);
  int64_t distance, to;

  if (__builtin_mul_overflow (amount, lengths[unit], &distance))
    return false;
  if (unit < MONTHS ? __builtin_add_overflow (from, distance, &to) : !sj_local_add_months (from, distance, &to))
    return false;
  if (!sj_function_in_calendar (to))
    return false;
  *moment = unit < DAYS ? sj_zone_moment (zone, to, now.nanos) : sj_zone_local (zone, to, now.nanos);
  return true;
}

static bool
read_unit (SjValue word, Unit *unit)
{
  static const char *const words[N_UNITS] = { "seconds", "minutes", "hours", "days", "months", "years" };

  for (unsigned i = 0; i < N_UNITS; i++)
    if (sj_value_is_text (word, (SjSlice) { words[i], __builtin_strlen (words[i]) }))
      {
        *unit = i;
        return true;
      }
  return false;
}

bool
sj_fn_now_with_delta (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  const SjZone *zone = sj_zone_utc ();
  SjMoment moment;
  int64_t amount;
  Unit unit;

  if (!sj_function_integer (eval, "nowWithDelta", args[0], &amount) ||
      (count > 2 && !take_zone (eval, "nowWithDelta", args[2], &zone)))
    return false;
  if (!read_unit (args[1], &unit))
    return sj_function_wrong (eval, "nowWithDelta", _("years, months, days, hours, minutes or seconds"), args[1]);
  if (!shift_now (eval, zone, amount, unit, &moment))
    return sj_function_too_far (eval);
  return give_moment (eval, moment, result);
}

static int
compare_moments (const SjMoment *a, const SjMoment *b)
{
  if (a->seconds != b->seconds)
    return a->seconds < b->seconds ? -1 : 1;
  return (a->nanos > b->nanos) - (a->nanos < b->nanos);
}

/* A bound that no calendar reaches lies beyond any time. */
static bool
is_within (SjEval *eval, const char *function, const SjValue *args, int sign, Unit unit, SjValue *result)
{
  bool within, reached;
  int64_t amount;
  SjMoment bound;
  int side;

  if (args[0].type != SJ_MOMENT)
    return sj_function_wrong (eval, function, _("a date and time"), args[0]);
  if (!sj_function_integer (eval, function, args[1], &amount))
    return false;
  side = compare_moments (args[0].moment, &eval->now) * sign;
  reached = amount != INT64_MIN && shift_now (eval, sj_zone_utc (), amount * sign, unit, &bound);
  within = side >= 0 && (reached ? compare_moments (args[0].moment, &bound) * sign <= 0 : amount > 0);
  return sj_function_give (result, sj_value_bool (within));
}

#define WITHIN(name, spoken, sign, unit)                                               \
  bool                                                                                 \
  sj_fn_##name (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)    \
  {                                                                                    \
    return is_within (eval, spoken, args, sign, unit, result);                         \
  }

WITHIN (in_last_hours, "inLastHours", -1, HOURS)
WITHIN (in_last_days, "inLastDays", -1, DAYS)
WITHIN (in_last_months, "inLastMonths", -1, MONTHS)
WITHIN (in_last_years, "inLastYears", -1, YEARS)
WITHIN (in_next_hours, "inNextHours", 1, HOURS)
WITHIN (in_next_days, "inNextDays", 1, DAYS)
WITHIN (in_next_months, "inNextMonths", 1, MONTHS)
WITHIN (in_next_years, "inNextYears", 1, YEARS)

/* Changing a part */

typedef bool (*Change) (int64_t number, int64_t *local);

static bool
change_hour (int64_t hour, int64_t *local)
{
  int64_t day = day_of (*local);

  if (hour < 0 || hour > 23)
    return false;
  *local = day * DAY_SECONDS + hour * 3600 + (*local - day * DAY_SECONDS) % 3600;
  return true;
}

static bool
change_day (int64_t day, int64_t *local)
{
  SjCivil civil;

  sj_civil_split (*local, 0, &civil);
  if (day < 1 || day > sj_month_length (civil.year, civil.month))
    return false;
  *local += (day - civil.day) * DAY_SECONDS;
  return true;
}

static bool
change_part (SjEval *eval, const char *function, const SjValue *args, Change change, SjValue *result)
{
  int64_t number, local;
  SjMoment moment;

  if (args[0].type != SJ_LOCAL && args[0].type != SJ_MOMENT)
    return sj_function_wrong (eval, function, _("a date and time"), args[0]);
  if (!sj_function_integer (eval, function, args[1], &number))
    return false;
  local = args[0].type == SJ_LOCAL ? args[0].integer : sj_moment_local (args[0].moment);
  if (!sj_function_in_calendar (local))
    return sj_function_too_far (eval);
  if (!change (number, &local))
    return sj_function_give (result, sj_null);
  if (args[0].type == SJ_LOCAL)
    return sj_function_give (result, sj_value_local (local, args[0].length));
  moment = *args[0].moment;
  moment.seconds = local - moment.offset;
  return give_moment (eval, moment, result);
}

bool
sj_fn_replace_hours (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return change_part (eval, "setHours", args, change_hour, result);
}

bool
sj_fn_replace_days (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return change_part (eval, "setDays", args, change_day, result);
}

bool
sj_fn_update_time_zone (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  const SjZone *zone;

  if (args[0].type != SJ_MOMENT)
    return sj_function_wrong (eval, "updateTimeZone", _("a date and time"), args[0]);
  if (!take_zone (eval, "updateTimeZone", args[1], &zone))
    return false;
  return give_moment (eval, sj_zone_moment (zone, args[0].moment->seconds, args[0].moment->nanos), result);
}

static bool
give_millis (SjEval *eval, __int128 seconds, int64_t nanos, SjValue *result)
{
  __int128 millis = (seconds * 1000000000 + nanos) / 1000000;

  if (millis > INT64_MAX || millis < INT64_MIN)
    return sj_function_overflow (eval);
  return sj_function_give (result, sj_value_integer ((int64_t) millis));
}

bool
sj_fn_date_difference (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjValue a = args[0], b = args[1];
  const SjMoment *first = a.moment, *second = b.moment;
  int64_t days;

  if (a.type < SJ_DATE || a.type > SJ_MOMENT)
    return sj_function_wrong (eval, "dateDiff", _("dates"), a);
  if (a.type != b.type)
    return sj_function_wrong (eval, "dateDiff", _("two dates of one kind"), b);
  if (a.type == SJ_MOMENT)
    return give_millis (eval, (__int128) first->seconds - second->seconds, first->nanos - second->nanos, result);
  if (a.type == SJ_LOCAL)
    return give_millis (eval, (__int128) a.integer - b.integer, (int64_t) a.length - b.length, result);
  if (__builtin_sub_overflow (a.integer, b.integer, &days))
    return sj_function_overflow (eval);
  return sj_function_give (result, sj_value_integer (days));
}
