/* sj-time-read.c -- dates, times and durations from ISO 8601 text.
 *
 * As strict as Java's readers: two digits are two digits, a year beyond 9999 has
 * a sign, seconds may be missing, 24:00 is no time.  Letters may be small.  The
 * offset of a moment decides which instant it is, the region behind it only on
 * which clock it is shown.
 */
#include "base/sj-time-private.h"

#include <string.h>

/* Four digits, or a sign and more of them.  No year is called -0. */
static const char *
read_year (const char *at, const char *end, int64_t *year)
{
  char sign = at < end && (*at == '+' || *at == '-') ? *at++ : '\0';
  const char *first = at;
  int64_t value = 0;

  for (; at < end && is_digit (*at); at++)
    {
      value = value * 10 + *at - '0';
      if (value > YEAR_LIMIT)
        return NULL;
    }
  if (at - first < 4 || (at - first > 4) > (sign != '\0') || (sign == '+' && at - first == 4) ||
      (sign == '-' && value == 0))
    return NULL;
  *year = sign == '-' ? -value : value;
  return at;
}

static const char *
read_date (const char *at, const char *end, SjCivil *civil)
{
  at = read_year (at, end, &civil->year);
  if (at == NULL || end - at < 6 || at[0] != '-' || at[3] != '-' ||
      !read_two (at + 1, end, &civil->month) || !read_two (at + 4, end, &civil->day) ||
      !sj_civil_valid (civil->year, civil->month, civil->day))
    return NULL;
  return at + 6;
}

/* Up to nine digits, behind the point. */
static const char *
read_fraction (const char *at, const char *end, int32_t *nanos)
{
  const char *first = at;
  int32_t value = 0;

  for (; at < end && is_digit (*at) && at - first < 9; at++)
    value = value * 10 + *at - '0';
  for (ptrdiff_t digits = at - first; digits < 9; digits++)
    value *= 10;
  *nanos = value;
  return at;
}

static const char *
read_time (const char *at, const char *end, SjCivil *civil)
{
  if (end - at < 5 || at[2] != ':' ||
      !read_two (at, end, &civil->hour) || !read_two (at + 3, end, &civil->minute) ||
      civil->hour > 23 || civil->minute > 59)
    return NULL;
  at += 5;
  civil->second = civil->nanos = 0;
  if (at == end || *at != ':')
    return at;
  if (!read_two (at + 1, end, &civil->second) || civil->second > 59)
    return NULL;
  at += 3;
  return at < end && *at == '.' ? read_fraction (at + 1, end, &civil->nanos) : at;
}

static const char *
read_date_time (const char *at, const char *end, SjCivil *civil)
{
  at = read_date (at, end, civil);
  if (at == NULL || at == end || lower (*at) != 't')
    return NULL;
  return read_time (at + 1, end, civil);
}

const char *
sj_time_read_offset (const char *at, const char *end, int32_t *offset)
{
  int parts[3] = { 0, 0, 0 };
  bool negative = at < end && *at == '-';
  int32_t total;

  if (at == end || (*at != '+' && *at != '-') || !read_two (++at, end, &parts[0]))
    return NULL;
  at += 2;
  if (at < end && is_digit (*at))    /* +0200 */
    {
      if (!read_two (at, end, &parts[1]))
        return NULL;
      at += 2;
    }
  else
    for (int i = 1; i < 3 && at < end && *at == ':'; i++, at += 3)
      if (!read_two (at + 1, end, &parts[i]))
        return NULL;

  total = parts[0] * 3600 + parts[1] * 60 + parts[2];
  if (parts[1] > 59 || parts[2] > 59 || total > OFFSET_LIMIT)
    return NULL;
  *offset = negative ? -total : total;
  return at;
}

static const char *
read_offset_or_z (const char *at, const char *end, int32_t *offset)
{
  if (at < end && lower (*at) == 'z')
    {
      *offset = 0;
      return at + 1;
    }
  return sj_time_read_offset (at, end, offset);
}

bool
sj_date_parse (const char *text, size_t length, int64_t *days)
{
  const char *end = text + length;
  SjCivil civil;

  if (length == 0 || read_date (text, end, &civil) != end)
    return false;
  *days = sj_civil_days (civil.year, civil.month, civil.day);
  return true;
}

bool
sj_local_parse (const char *text, size_t length, int64_t *seconds, int32_t *nanos)
{
  const char *end = text + length;
  SjCivil civil;
  int64_t days;

  if (sj_date_parse (text, length, &days))
    {
      *seconds = days * DAY_SECONDS;
      *nanos = 0;
      return true;
    }
  if (length == 0 || read_date_time (text, end, &civil) != end)
    return false;
  *seconds = sj_civil_seconds (&civil);
  *nanos = civil.nanos;
  return true;
}

bool
sj_moment_parse (const char *text, size_t length, SjMoment *moment)
{
  const char *end = text + length;
  const char *at = length > 0 ? text : NULL;
  const SjZone *zone;
  SjCivil civil;
  int32_t offset;
  int64_t seconds;

  at = at != NULL ? read_date_time (at, end, &civil) : NULL;
  at = at != NULL ? read_offset_or_z (at, end, &offset) : NULL;
  if (at == NULL)
    return false;
  seconds = sj_civil_seconds (&civil) - offset;
  if (at == end)
    {
      *moment = (SjMoment) { seconds, civil.nanos, offset, NULL };
      return true;
    }
  if (end - at < 3 || *at != '[' || end[-1] != ']')
    return false;
  zone = sj_zone_find (at + 1, (size_t) (end - at - 2));
  if (zone == NULL)
    return false;
  *moment = sj_zone_moment (zone, seconds, civil.nanos);
  return true;
}

SjValue
sj_time_parse (SjArena *arena, const char *text, size_t length)
{
  SjMoment moment;
  int64_t number;
  int32_t nanos;

  if (sj_date_parse (text, length, &number))
    return sj_value_date (number);
  if (sj_local_parse (text, length, &number, &nanos))
    return sj_value_local (number, (uint32_t) nanos);
  if (sj_moment_parse (text, length, &moment))
    return sj_value_moment (arena, moment);
  return sj_null;
}

/* -- Durations ---------------------------------------------------------------- */

/* A signed number, a unit that has not been passed yet, and for seconds a
 * fraction, which has the sign of the number even where that is -0. */
static const char *
read_part (const char *at, const char *end, int *unit, int64_t *seconds, int32_t *nanos)
{
  static const struct { char letter; int32_t seconds; } units[] = {
    { 'd', 86400 }, { 'h', 3600 }, { 'm', 60 }, { 's', 1 },
  };
  bool negative = at < end && *at == '-';
  bool fraction = false;
  const char *first;
  int64_t value = 0;
  int found;

  at += at < end && (*at == '-' || *at == '+');
  for (first = at; at < end && is_digit (*at); at++)
    if (__builtin_mul_overflow (value, 10, &value) ||
        __builtin_add_overflow (value, negative ? '0' - *at : *at - '0', &value))
      return NULL;
  if (at == first)
    return NULL;
  if (at < end && (*at == '.' || *at == ','))
    {
      at = read_fraction (at + 1, end, nanos);
      *nanos = negative ? -*nanos : *nanos;
      fraction = true;
    }

  for (found = *unit; found < 4 && !(at < end && lower (*at) == units[found].letter); found++)
    ;
  if (found == 4 || (fraction && found < 3) ||
      __builtin_mul_overflow (value, units[found].seconds, &value) ||
      __builtin_add_overflow (*seconds, value, seconds))
    return NULL;
  *unit = found + 1;
  return at + 1;
}

/* The T before hours may be missing, but not stand before days or at the end. */
static bool
read_parts (const char *at, const char *end, int64_t *seconds, int32_t *nanos)
{
  int unit = 0;
  bool timed = false;

  while (at < end || unit == 0)
    {
      if (at < end && lower (*at) == 't' && !timed && unit <= 1)
        {
          timed = true;
          unit = MAX (unit, 1);
          at++;
        }
      at = read_part (at, end, &unit, seconds, nanos);
      if (at == NULL)
        return false;
    }
  return true;
}

/* Seconds and nanoseconds of one sign or not, with the sign in front of the whole,
 * as seconds and a fraction that counts upwards. */
static bool
settle (bool negative, int64_t *seconds, int32_t *nanos)
{
  if (negative)
    {
      *nanos = -*nanos;
      if (__builtin_sub_overflow (0, *seconds, seconds))
        return false;
    }
  if (*nanos < 0)
    {
      *nanos += NANOS_PER_SECOND;
      return !__builtin_sub_overflow (*seconds, 1, seconds);
    }
  return true;
}

bool
sj_duration_parse (const char *text, size_t length, int64_t *seconds, int32_t *nanos)
{
  const char *end = text + length;
  const char *at = text;
  bool negative = length > 0 && *at == '-';
  int64_t whole = 0;
  int32_t fraction = 0;

  at += length > 0 && (*at == '-' || *at == '+');
  if (at == end || lower (*at) != 'p' || !read_parts (at + 1, end, &whole, &fraction) ||
      !settle (negative, &whole, &fraction))
    return false;
  *seconds = whole;
  *nanos = fraction;
  return true;
}
