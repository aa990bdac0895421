/* sj-time-write.c -- dates, times and durations as ISO 8601 text.
 *
 * The two forms differ in what they leave out: that of journey expressions
 * always has seconds, that of message templates drops zero seconds, writes
 * fractions in threes and names the region.  Everything is put together in a few
 * bytes on the stack; the buffer grows once.
 */
#include "base/sj-time-private.h"

#include <string.h>

static char *
write_number (char *at, uint64_t number, int least)
{
  char digits[20];
  int count = 0;

  do
    digits[count++] = (char) ('0' + number % 10);
  while ((number /= 10) > 0);
  for (; least > count; least--)
    *at++ = '0';
  while (count > 0)
    *at++ = digits[--count];
  return at;
}

/* As Java: a sign where there are more than four digits. */
static char *
write_year (char *at, int64_t year)
{
  if (year >= 0 && year <= 9999)
    return write_two (write_two (at, (int) year / 100), (int) year % 100);
  *at++ = year < 0 ? '-' : '+';
  return write_number (at, (uint64_t) ABS (year), 4);
}

static char *
write_date (char *at, const SjCivil *civil)
{
  at = write_year (at, civil->year);
  *at++ = '-';
  at = write_two (at, civil->month);
  *at++ = '-';
  return write_two (at, civil->day);
}

/* The first digits of a fraction. */
static char *
write_fraction (char *at, int32_t nanos, int digits)
{
  *at++ = '.';
  for (int32_t unit = NANOS_PER_SECOND / 10; digits > 0; unit /= 10, digits--)
    *at++ = (char) ('0' + nanos / unit % 10);
  return at;
}

static int
fraction_digits (int32_t nanos)
{
  int digits = 9;

  for (; nanos % 10 == 0; nanos /= 10)
    digits--;
  return digits;
}

static char *
write_minutes (char *at, const SjCivil *civil)
{
  *at++ = 'T';
  at = write_two (at, civil->hour);
  *at++ = ':';
  return write_two (at, civil->minute);
}

static char *
write_seconds (char *at, const SjCivil *civil)
{
  *at++ = ':';
  return write_two (at, civil->second);
}

static char *
write_local (char *at, const SjCivil *civil)
{
  at = write_seconds (write_minutes (write_date (at, civil), civil), civil);
  return civil->nanos > 0 ? write_fraction (at, civil->nanos, fraction_digits (civil->nanos)) : at;
}

static char *
write_local_short (char *at, const SjCivil *civil)
{
  at = write_minutes (write_date (at, civil), civil);
  if (civil->second > 0 || civil->nanos > 0)
    at = write_seconds (at, civil);
  if (civil->nanos == 0)
    return at;
  return write_fraction (at, civil->nanos, (fraction_digits (civil->nanos) + 2) / 3 * 3);
}

char *
sj_time_write_offset (char *at, int32_t offset)
{
  int32_t size = ABS (offset);

  if (offset == 0)
    {
      *at = 'Z';
      return at + 1;
    }
  *at++ = offset < 0 ? '-' : '+';
  at = write_two (at, size / 3600 % 100);
  *at++ = ':';
  at = write_two (at, size / 60 % 60);
  if (size % 60 == 0)
    return at;
  *at++ = ':';
  return write_two (at, size % 60);
}

/* As Java's Duration: the fraction of a negative second counts towards zero, and
 * -0.5 keeps its sign although its seconds are 0. */
static char *
write_duration (char *at, int64_t seconds, int32_t nanos)
{
  bool backwards = seconds < 0 && nanos > 0;
  int64_t whole = seconds + backwards;
  int64_t parts[] = { whole / 3600, whole / 60 % 60, whole % 60 };
  bool any = false;

  *at++ = 'P';
  *at++ = 'T';
  for (int i = 0; i < 3; i++)
    {
      bool last = i == 2 && (nanos > 0 || !any);

      if (parts[i] == 0 && !last)
        continue;
      if (parts[i] < 0 || (last && backwards))
        *at++ = '-';
      at = write_number (at, parts[i] < 0 ? 0 - (uint64_t) parts[i] : (uint64_t) parts[i], 1);
      if (last && nanos > 0)
        {
          nanos = backwards ? NANOS_PER_SECOND - nanos : nanos;
          at = write_fraction (at, nanos, fraction_digits (nanos));
        }
      *at++ = "HMS"[i];
      any = true;
    }
  return at;
}

static char *
write_value (char *at, SjValue value, char *(*write_clock) (char *, const SjCivil *))
{
  SjCivil civil;

  switch ((SjType) value.type)
    {
    case SJ_DATE:
      sj_civil_split (clamped_multiply (value.integer, DAY_SECONDS), 0, &civil);
      return write_date (at, &civil);
    case SJ_LOCAL:
      sj_civil_split (value.integer, (int32_t) value.length, &civil);
      return write_clock (at, &civil);
    case SJ_MOMENT:
      sj_moment_split (value.moment, &civil);
      return sj_time_write_offset (write_clock (at, &civil), value.moment->offset);
    case SJ_DURATION:
      return write_duration (at, value.integer, (int32_t) value.length);
    default:
      g_return_val_if_reached (at);
    }
}

void
sj_time_write_iso (SjBuffer *buffer, SjValue value)
{
  char text[ISO_SIZE];

  sj_buffer_append_n (buffer, text, (size_t) (write_value (text, value, write_local) - text));
}

void
sj_time_write_short (SjBuffer *buffer, SjValue value)
{
  char text[ISO_SIZE];

  sj_buffer_append_n (buffer, text, (size_t) (write_value (text, value, write_local_short) - text));
  if (value.type == SJ_MOMENT && value.moment->zone != NULL)
    {
      sj_buffer_append_c (buffer, '[');
      sj_buffer_append (buffer, value.moment->zone);
      sj_buffer_append_c (buffer, ']');
    }
}
