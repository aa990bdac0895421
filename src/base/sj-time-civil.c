/* sj-time-civil.c -- the proleptic Gregorian calendar as arithmetic.
 *
 * Years are counted from March, so that the leap day is the last of its year and
 * month lengths become a straight line; 400 such years are one era of 146,097
 * days.  Every function answers for every argument: what lies beyond the range
 * of its type stops at the end of the range.
 */
#include "base/sj-time-private.h"

#define ERA_DAYS     INT64_C (146097)
#define MARCH_DAYS   INT64_C (719468)               /* from 0000-03-01 to 1970-01-01 */
#define FAR_YEAR     INT64_C (25000000000000000)    /* its days still fit 64 bits */
#define FAR_DAYS     INT64_C (9000000000000000000)

static bool
is_leap (int64_t year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int
sj_month_length (int64_t year, int month)
{
  static const int8_t lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  if (month < 1 || month > 12)
    return 0;
  return lengths[month - 1] + (month == 2 && is_leap (year));
}

bool
sj_civil_valid (int64_t year, int month, int day)
{
  return year >= -YEAR_LIMIT && year <= YEAR_LIMIT &&
         day >= 1 && day <= sj_month_length (year, month);
}

int64_t
sj_civil_days (int64_t year, int month, int day)
{
  int64_t shifted = CLAMP (year, -FAR_YEAR, FAR_YEAR) - (month <= 2);
  int64_t era = floor_div (shifted, 400);
  int64_t year_of_era = shifted - era * 400;
  int64_t day_of_year = (153 * (int64_t) (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * ERA_DAYS - MARCH_DAYS +
         year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
}

/* The date of a day, leaving the time alone. */
static void
split_days (int64_t days, SjCivil *civil)
{
  int64_t shifted = CLAMP (days, -FAR_DAYS, FAR_DAYS) + MARCH_DAYS;
  int64_t era = floor_div (shifted, ERA_DAYS);
  int day = (int) (shifted - era * ERA_DAYS);
  int year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
  int month;

  day -= 365 * year + year / 4 - year / 100;
  month = (5 * day + 2) / 153;
  civil->day = day - (153 * month + 2) / 5 + 1;
  civil->month = month < 10 ? month + 3 : month - 9;
  civil->year = era * 400 + year + (civil->month <= 2);
}

int64_t
sj_civil_seconds (const SjCivil *civil)
{
  int64_t days = sj_civil_days (civil->year, civil->month, civil->day);
  int64_t time = civil->hour * INT64_C (3600) + civil->minute * INT64_C (60) + civil->second;

  if (days < 0)    /* the day before the first whole one is not whole itself */
    return clamped_add (clamped_multiply (days + 1, DAY_SECONDS), time - DAY_SECONDS);
  return clamped_add (clamped_multiply (days, DAY_SECONDS), time);
}

void
sj_civil_split (int64_t seconds, int32_t nanos, SjCivil *civil)
{
  int64_t days = floor_div (seconds, DAY_SECONDS);
  int rest = (int) floor_mod (seconds, DAY_SECONDS);

  split_days (days, civil);
  civil->hour = rest / 3600;
  civil->minute = rest / 60 % 60;
  civil->second = rest % 60;
  civil->nanos = nanos;
}

int
sj_day_of_week (int64_t days)
{
  return (int) ((floor_mod (days, 7) + 3) % 7) + 1;    /* 1970 began on a Thursday */
}

int
sj_day_of_year (int64_t days)
{
  SjCivil civil;

  split_days (days, &civil);
  return (int) (CLAMP (days, -FAR_DAYS, FAR_DAYS) - sj_civil_days (civil.year, 1, 1)) + 1;
}

/* A week belongs to the year that its Thursday is in. */
int
sj_week_of_year (int64_t days, int64_t *week_year)
{
  int64_t thursday = CLAMP (days, -FAR_DAYS, FAR_DAYS) - sj_day_of_week (days) + 4;
  SjCivil civil;

  split_days (thursday, &civil);
  *week_year = civil.year;
  return (sj_day_of_year (thursday) - 1) / 7 + 1;
}

bool
sj_local_add_months (int64_t seconds, int64_t months, int64_t *result)
{
  SjCivil civil;
  int64_t total;
  int length;

  sj_civil_split (seconds, 0, &civil);
  if (__builtin_add_overflow (civil.year * 12 + civil.month - 1, months, &total))
    return false;
  civil.year = floor_div (total, 12);
  if (civil.year < -YEAR_LIMIT || civil.year > YEAR_LIMIT)
    return false;

  civil.month = (int) floor_mod (total, 12) + 1;
  length = sj_month_length (civil.year, civil.month);
  civil.day = MIN (civil.day, length);
  *result = sj_civil_seconds (&civil);
  return true;
}
