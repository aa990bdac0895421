/* sj-time-scan.c -- dates that were written by one of Java's patterns.
 *
 * Strict: the whole text is used, numbers have the width that the pattern gives
 * them, 31 April and a weekday that is not that date's are refused.  A number of
 * any width that stands directly before others of fixed width leaves them their
 * digits, as in yyyyMMdd.
 */
#include "base/sj-time-pattern.h"
#include "base/sj-time-private.h"

#include <string.h>

typedef enum
{
  FIELD_YEAR,
  FIELD_MONTH,
  FIELD_DAY,
  FIELD_YEAR_DAY,
  FIELD_WEEKDAY,
  FIELD_HOUR,
  FIELD_HALF_HOUR,    /* 0 to 11 */
  FIELD_HALF,         /* 0 AM, 1 PM */
  FIELD_MINUTE,
  FIELD_SECOND,
  FIELD_NANOS,
  FIELD_OFFSET,
  N_FIELDS
} Field;

typedef struct
{
  const char *at;
  const char *end;
  unsigned seen;              /* a bit for each field */
  int64_t values[N_FIELDS];
  const SjZone *zone;         /* or NULL */
} Scan;

static bool
has (const Scan *scan, Field field)
{
  return (scan->seen >> field & 1) != 0;
}

/* What is said twice must be the same. */
static bool
set (Scan *scan, Field field, int64_t value)
{
  if (has (scan, field))
    return scan->values[field] == value;
  scan->seen |= 1u << field;
  scan->values[field] = value;
  return true;
}

/* -- Numbers -------------------------------------------------------------------- */

static const struct { char letter; Field field; int low, high; } numbers[] = {
  { 'M', FIELD_MONTH, 1, 12 },  { 'L', FIELD_MONTH, 1, 12 },     { 'd', FIELD_DAY, 1, 31 },
  { 'H', FIELD_HOUR, 0, 23 },   { 'k', FIELD_HOUR, 1, 24 },      { 'K', FIELD_HALF_HOUR, 0, 11 },
  { 'm', FIELD_MINUTE, 0, 59 }, { 'h', FIELD_HALF_HOUR, 1, 12 }, { 's', FIELD_SECOND, 0, 59 },
  { 'D', FIELD_YEAR_DAY, 1, 366 },
};

/* How many digits an item has that always has the same number of them, else 0. */
static int
fixed_width (const SjPatternItem *item)
{
  switch (item->letter)
    {
    case 'S':
      return item->count;
    case 'D':
      return item->count == 3 ? 3 : 0;
    case 'y':
    case 'u':
    case 'M':
    case 'L':
    case 'd':
    case 'H':
    case 'k':
    case 'K':
    case 'h':
    case 'm':
    case 's':
      return item->count == 2 ? 2 : 0;
    default:
      return 0;
    }
}

/* The digits that belong to the items behind this one; beyond 40 it does not matter. */
static int
reserved_digits (SjPattern pattern)
{
  SjPatternItem item;
  int sum = 0;

  while (sum < 40 && sj_pattern_next (&pattern, &item) == SJ_PATTERN_ITEM &&
         fixed_width (&item) > 0)
    sum += fixed_width (&item);
  return sum;
}

/* At least so many digits; all there are but the reserved ones where `fixed` is not
 * set.  The number of them, 0 where there are too few or the number is too large. */
static int
scan_digits (Scan *scan, int least, bool fixed, int reserved, int64_t *number)
{
  int64_t value = 0;
  int count = 0;

  while (count < scan->end - scan->at && count < 40 && is_digit (scan->at[count]))
    count++;
  count = fixed ? MIN (count, least) : MAX (MIN (count, least), count - reserved);
  if (count < least)
    return 0;
  for (int i = 0; i < count; i++)
    if ((value = value * 10 + scan->at[i] - '0') > INT32_MAX)
      return 0;
  scan->at += count;
  *number = value;
  return count;
}

/* From four letters on, a year with more digits has a plus in front, and only such a
 * one.  There is no year -0, and "y" counts from 1. */
static bool
is_year_spelled (const SjPatternItem *item, char sign, int64_t year, int digits)
{
  if (item->letter == 'y' && (sign == '-' || year == 0))
    return false;
  if (sign == '-')
    return year > 0;
  if (item->count < 4)
    return sign == '\0';
  return (sign == '+') == (digits > item->count);
}

static bool
scan_year (Scan *scan, const SjPatternItem *item, const SjPattern *behind)
{
  int least = item->count;
  char sign = scan->at < scan->end && (*scan->at == '+' || *scan->at == '-') ? *scan->at : '\0';
  int64_t year;
  int count;

  if (least == 2)
    return scan_digits (scan, 2, true, 0, &year) > 0 && set (scan, FIELD_YEAR, 2000 + year);
  if (sign != '\0')
    scan->at++;
  count = scan_digits (scan, least, false, reserved_digits (*behind), &year);
  if (count == 0 || !is_year_spelled (item, sign, year, count))
    return false;
  return set (scan, FIELD_YEAR, sign == '-' ? -year : year);
}

static bool
scan_number (Scan *scan, const SjPatternItem *item, const SjPattern *behind)
{
  bool fixed = fixed_width (item) > 0;
  int reserved = fixed ? 0 : reserved_digits (*behind);
  int64_t value;

  for (size_t i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (numbers[i].letter == item->letter)
      {
        if (scan_digits (scan, item->count, fixed, reserved, &value) == 0 ||
            value < numbers[i].low || value > numbers[i].high)
          return false;
        if (item->letter == 'k' || item->letter == 'h')
          value %= numbers[i].high;
        return set (scan, numbers[i].field, value);
      }
  return false;
}

static bool
scan_fraction (Scan *scan, int count)
{
  int64_t value;

  if (scan_digits (scan, count, true, 0, &value) == 0)
    return false;
  for (; count < 9; count++)
    value *= 10;
  return set (scan, FIELD_NANOS, value);
}

/* -- Words, zones ---------------------------------------------------------------- */

static const char *const months[] = { "January", "February", "March", "April", "May", "June",
                                      "July", "August", "September", "October", "November",
                                      "December" };
static const char *const weekdays[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
                                        "Saturday", "Sunday" };
static const char *const halves[] = { "AM", "PM" };

/* The first `width` letters of a word, or all of it; numbered from `first`. */
static bool
scan_word (Scan *scan, const char *const *words, size_t n_words, size_t width, Field field,
           int first)
{
  for (size_t i = 0; i < n_words; i++)
    {
      size_t length = MIN (strlen (words[i]), width);

      if (length <= (size_t) (scan->end - scan->at) &&
          g_ascii_strncasecmp (scan->at, words[i], length) == 0)
        {
          scan->at += length;
          return set (scan, field, first + (int) i);
        }
    }
  return false;
}

static bool
scan_month_name (Scan *scan, int count)
{
  return count < 5 && scan_word (scan, months, 12, count == 3 ? 3 : 20, FIELD_MONTH, 1);
}

static bool
scan_weekday (Scan *scan, int count)
{
  return count < 5 && scan_word (scan, weekdays, 7, count == 4 ? 20 : 3, FIELD_WEEKDAY, 1);
}

static bool
set_zone (Scan *scan, const SjZone *zone)
{
  if (zone == NULL || (scan->zone != NULL && scan->zone != zone))
    return false;
  scan->zone = zone;
  return true;
}

static bool
is_of_zone (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("_+-/:", c) != NULL);
}

static bool
scan_zone (Scan *scan)
{
  const char *first = scan->at;

  while (scan->at < scan->end && is_of_zone (*scan->at))
    scan->at++;
  return set_zone (scan, sj_zone_find (first, (size_t) (scan->at - first)));
}

/* Two digits of an offset, perhaps behind a colon; what may be missing is zero. */
static bool
scan_offset_part (Scan *scan, SjShow show, bool colon, int *number)
{
  const char *digits = scan->at + colon;

  *number = 0;
  if (show == SJ_SHOW_NEVER)
    return true;
  if (digits > scan->end || (colon && digits[-1] != ':') || !read_two (digits, scan->end, number))
    return show == SJ_SHOW_IF_ANY;
  scan->at = digits + 2;
  return *number < 60;
}

static bool
scan_offset (Scan *scan, char letter, int count)
{
  const SjOffsetForm *form = sj_offset_form (letter, count);
  char sign = scan->at < scan->end ? *scan->at++ : '\0';
  int hours, minutes, seconds;
  int32_t offset;

  if (sign == 'Z' && (letter == 'X' || count == 5))
    return letter != 'x' && set (scan, FIELD_OFFSET, 0);
  if ((sign != '+' && sign != '-') || (letter == 'Z' && count == 4) ||
      !scan_offset_part (scan, SJ_SHOW_ALWAYS, false, &hours) ||
      !scan_offset_part (scan, form->minutes, form->colons, &minutes) ||
      !scan_offset_part (scan, form->seconds, form->colons, &seconds))
    return false;
  offset = hours * 3600 + minutes * 60 + seconds;
  return offset <= OFFSET_LIMIT && set (scan, FIELD_OFFSET, sign == '-' ? -offset : offset);
}

/* -- Items ------------------------------------------------------------------------ */

static bool
scan_literal (Scan *scan, SjSlice literal)
{
  if (literal.length > (size_t) (scan->end - scan->at) ||
      (literal.length > 0 && memcmp (scan->at, literal.text, literal.length) != 0))
    return false;
  scan->at += literal.length;
  return true;
}

static bool
scan_item (Scan *scan, const SjPatternItem *item, const SjPattern *behind)
{
  switch (item->letter)
    {
    case '\0':
      return scan_literal (scan, item->literal);
    case 'y':
    case 'u':
      return scan_year (scan, item, behind);
    case 'M':
    case 'L':
      if (item->count > 2)
        return scan_month_name (scan, item->count);
      return scan_number (scan, item, behind);
    case 'E':
      return scan_weekday (scan, item->count);
    case 'a':
      return scan_word (scan, halves, 2, 2, FIELD_HALF, 0);
    case 'S':
      return scan_fraction (scan, item->count);
    case 'V':
    case 'z':
      return scan_zone (scan);
    case 'X':
    case 'x':
    case 'Z':
      return scan_offset (scan, item->letter, item->count);
    default:
      return scan_number (scan, item, behind);
    }
}

/* An optional part that does not fit is passed over; the pattern is read to the
 * part's end in any case.  False where the pattern is wrong. */
static bool
scan_part (Scan *scan, SjPattern *pattern, bool *fits)
{
  Scan before = *scan;
  SjPatternResult result;
  SjPatternItem item;

  *fits = true;
  while ((result = sj_pattern_next (pattern, &item)) == SJ_PATTERN_ITEM && item.letter != ']')
    {
      bool inner;

      if (item.letter == '[')
        {
          if (!scan_part (scan, pattern, &inner))
            return false;
        }
      else if (*fits)
        *fits = scan_item (scan, &item, pattern);
    }
  if (!*fits)
    *scan = before;
  return result != SJ_PATTERN_BAD;
}

/* -- What it comes to --------------------------------------------------------------- */

/* By the number of the day in its year. */
static bool
settle_year_day (const Scan *scan, SjCivil *civil)
{
  int64_t year = scan->values[FIELD_YEAR];
  int64_t days = sj_civil_days (year, 1, 1) + scan->values[FIELD_YEAR_DAY] - 1;

  sj_civil_split (days * DAY_SECONDS, 0, civil);
  return civil->year == year &&
         (!has (scan, FIELD_MONTH) || civil->month == scan->values[FIELD_MONTH]) &&
         (!has (scan, FIELD_DAY) || civil->day == scan->values[FIELD_DAY]);
}

static bool
settle_date (const Scan *scan, SjCivil *civil)
{
  int64_t year = scan->values[FIELD_YEAR];
  int64_t days;

  if (!has (scan, FIELD_YEAR) || year < -YEAR_LIMIT || year > YEAR_LIMIT)
    return false;
  if (has (scan, FIELD_YEAR_DAY))
    {
      if (!settle_year_day (scan, civil))
        return false;
    }
  else
    {
      civil->year = year;
      civil->month = (int) scan->values[FIELD_MONTH];    /* 0 where it is missing: no month */
      civil->day = (int) scan->values[FIELD_DAY];
      if (!sj_civil_valid (year, civil->month, civil->day))
        return false;
    }
  days = sj_civil_days (year, civil->month, civil->day);
  return !has (scan, FIELD_WEEKDAY) || scan->values[FIELD_WEEKDAY] == sj_day_of_week (days);
}

/* Of 24, or of 12 with the half of the day; where both are there, they must agree. */
static bool
settle_hour (Scan *scan)
{
  bool halved = has (scan, FIELD_HALF_HOUR);
  int64_t hour = scan->values[FIELD_HOUR];

  if (!has (scan, FIELD_HOUR))
    {
      hour = scan->values[FIELD_HALF] * 12 + scan->values[FIELD_HALF_HOUR];
      return halved == has (scan, FIELD_HALF) && (!halved || set (scan, FIELD_HOUR, hour));
    }
  return (!halved || hour % 12 == scan->values[FIELD_HALF_HOUR]) &&
         (!has (scan, FIELD_HALF) || hour / 12 == scan->values[FIELD_HALF]);
}

/* Midnight where nothing is said; no part of a time without the larger ones. */
static bool
settle_time (Scan *scan, SjCivil *civil)
{
  if (!settle_hour (scan) ||
      (has (scan, FIELD_NANOS) && !has (scan, FIELD_SECOND)) ||
      (has (scan, FIELD_SECOND) && !has (scan, FIELD_MINUTE)) ||
      (has (scan, FIELD_MINUTE) && !has (scan, FIELD_HOUR)))
    return false;

  civil->hour = (int) scan->values[FIELD_HOUR];
  civil->minute = (int) scan->values[FIELD_MINUTE];
  civil->second = (int) scan->values[FIELD_SECOND];
  civil->nanos = (int32_t) scan->values[FIELD_NANOS];
  return true;
}

bool
sj_time_scan (const char *text, size_t length, const char *pattern, size_t pattern_length,
              SjMoment *moment)
{
  SjPattern reader = sj_pattern_begin (pattern, pattern_length);
  Scan scan = { .at = text, .end = text + length };
  int64_t seconds;
  SjCivil civil;
  bool fits;

  if (!scan_part (&scan, &reader, &fits) || !fits || scan.at != scan.end ||
      !settle_date (&scan, &civil) || !settle_time (&scan, &civil))
    return false;

  seconds = sj_civil_seconds (&civil);
  if (!has (&scan, FIELD_OFFSET))
    *moment = sj_zone_local (scan.zone ? scan.zone : sj_zone_utc (), seconds, civil.nanos);
  else
    {
      int32_t offset = (int32_t) scan.values[FIELD_OFFSET];

      *moment = (SjMoment) { seconds - offset, civil.nanos, offset, NULL };
      if (scan.zone != NULL)
        *moment = sj_zone_moment (scan.zone, moment->seconds, civil.nanos);
    }
  return true;
}
