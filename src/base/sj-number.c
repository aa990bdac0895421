/* sj-number.c -- reading and writing numbers.
 *
 * The easy thing to get wrong is the last digit.  Reading multiplies exactly
 * representable numbers once (mantissa below 2^53, power of ten up to 22), which
 * rounds correctly, and leaves the rest to strtod.  Writing looks for the
 * shortest fraction that divides back to the same number by the same argument.
 */
#include "base/sj-number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const double powers[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

#define EXACT_MANTISSA (UINT64_C (1) << 53)

/* The digits of a positive number without leading or trailing zeros; the value
 * is 0.DIGITS times ten to the power of `point`. */
typedef struct
{
  char digits[24];
  int count;
  int point;
} Digits;

static void
set_digits (Digits *out, uint64_t mantissa, int scale)
{
  char reversed[24];
  int count = 0;

  while (mantissa % 10 == 0)
    {
      mantissa /= 10;
      scale--;
    }
  for (; mantissa > 0; mantissa /= 10)
    reversed[count++] = (char) ('0' + mantissa % 10);
  for (int i = 0; i < count; i++)
    out->digits[i] = reversed[count - 1 - i];
  out->count = count;
  out->point = count - scale;
}

/* Prices and the like: few digits behind the point. */
static bool
short_digits (double value, Digits *out)
{
  if (value >= 0x1p53 || value < 1e-3)
    return false;
  for (int scale = 0; scale <= 6; scale++)
    {
      double scaled = value * powers[scale];
      double mantissa;

      if (scaled >= 0x1p53)
        return false;
      mantissa = nearbyint (scaled);
      if (mantissa / powers[scale] == value)
        {
          set_digits (out, (uint64_t) mantissa, scale);
          return true;
        }
    }
  return false;
}

/* Any number, through the C library: as few digits as read back the same. */
static void
long_digits (double value, Digits *out)
{
  char text[40];
  char *mark;
  int precision = value < 1e-300 ? 0 : 14;    /* near the smallest numbers few digits do */
  int count = 0;

  for (; precision <= 16; precision++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%de", precision);
      g_ascii_formatd (text, sizeof text, format, value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }
  mark = strchr (text, 'e');
  for (char *at = text; at < mark; at++)
    if (*at != '.')
      out->digits[count++] = *at;
  while (count > 1 && out->digits[count - 1] == '0')
    count--;
  out->count = count;
  out->point = atoi (mark + 1) + 1;
}

static void
find_digits (double value, Digits *out)
{
  if (!short_digits (value, out))
    long_digits (value, out);
}

static char *
put (char *at, const char *text, int count)
{
  memcpy (at, text, (size_t) count);
  return at + count;
}

static char *
put_zeros (char *at, int count)
{
  for (; count > 0; count--)
    *at++ = '0';
  return at;
}

/* Digits with a decimal point, and nothing behind it where there is none. */
static char *
put_plain (char *at, const Digits *digits)
{
  if (digits->point <= 0)
    {
      at = put (at, "0.", 2);
      at = put_zeros (at, -digits->point);
      return put (at, digits->digits, digits->count);
    }
  if (digits->point >= digits->count)
    {
      at = put (at, digits->digits, digits->count);
      return put_zeros (at, digits->point - digits->count);
    }
  at = put (at, digits->digits, digits->point);
  *at++ = '.';
  return put (at, digits->digits + digits->point, digits->count - digits->point);
}

/* One digit, a point, the others (or a zero), and the exponent. */
static char *
put_exponent (char *at, const Digits *digits, char mark)
{
  *at++ = digits->digits[0];
  *at++ = '.';
  if (digits->count > 1)
    at = put (at, digits->digits + 1, digits->count - 1);
  else
    *at++ = '0';
  *at++ = mark;
  return at + sprintf (at, "%d", digits->point - 1);
}

/* As JavaScript: no zero that says nothing, and the exponent with its sign. */
static char *
put_short_exponent (char *at, const Digits *digits)
{
  *at++ = digits->digits[0];
  if (digits->count > 1)
    {
      *at++ = '.';
      at = put (at, digits->digits + 1, digits->count - 1);
    }
  return at + sprintf (at, "e%+d", digits->point - 1);
}

static size_t
finish (char *text, char *at)
{
  *at = '\0';
  return (size_t) (at - text);
}

static size_t
put_special (double decimal, char *text)
{
  if (isnan (decimal))
    return finish (text, put (text, "NaN", 3));
  return finish (text, decimal < 0 ? put (text, "-Infinity", 9) : put (text, "Infinity", 8));
}

size_t
sj_decimal_java (double decimal, char text[SJ_NUMBER_SIZE])
{
  Digits digits;
  char *at = text;
  double magnitude = fabs (decimal);

  if (!isfinite (decimal))
    return put_special (decimal, text);
  if (signbit (decimal))
    *at++ = '-';
  if (magnitude == 0)
    return finish (text, put (at, "0.0", 3));

  find_digits (magnitude, &digits);
  if (magnitude < 1e-3 || magnitude >= 1e7)
    return finish (text, put_exponent (at, &digits, 'E'));
  at = put_plain (at, &digits);
  if (digits.point >= digits.count)
    at = put (at, ".0", 2);
  return finish (text, at);
}

size_t
sj_decimal_json (double decimal, char text[SJ_NUMBER_SIZE])
{
  Digits digits;
  char *at = text;
  double magnitude = fabs (decimal);

  if (!isfinite (decimal))    /* JSON has no such number */
    return finish (text, put (text, "null", 4));
  if (signbit (decimal))
    *at++ = '-';
  if (magnitude == 0)
    return finish (text, put (at, "0.0", 3));

  find_digits (magnitude, &digits);
  if (magnitude < 1e-6 || magnitude >= 1e21)
    return finish (text, put_exponent (at, &digits, 'e'));
  at = put_plain (at, &digits);
  if (digits.point >= digits.count)
    at = put (at, ".0", 2);
  return finish (text, at);
}

static const char pairs[] = "0001020304050607080910111213141516171819"
                            "2021222324252627282930313233343536373839"
                            "4041424344454647484950515253545556575859"
                            "6061626364656667686970717273747576777879"
                            "8081828384858687888990919293949596979899";

static char *
put_whole (char *at, uint64_t whole)
{
  uint64_t left = whole;
  int count = 1;

  for (; left >= 100; left /= 100)
    count += 2;
  count += left >= 10;
  for (char *to = at + count; to > at; whole /= 100)
    {
      const char *pair = pairs + 2 * (whole % 100);

      if (to - at == 1)
        *--to = pair[1];
      else
        {
          *--to = pair[1];
          *--to = pair[0];
        }
    }
  return at + count;
}

/* Two digits behind the point at most, as prices have: the same digits as below,
 * sooner.  NULL for other numbers. */
static char *
put_price (char *at, double value)
{
  uint64_t cents;

  if (!(value < 1e13))
    return NULL;
  cents = (uint64_t) (value * 100 + 0.5);
  if ((double) cents / 100 != value)
    return NULL;
  at = put_whole (at, cents / 100);
  if (cents % 100 == 0)
    return at;
  *at++ = '.';
  memcpy (at, pairs + 2 * (cents % 100), 2);
  return at + (cents % 10 != 0 ? 2 : 1);
}

size_t
sj_decimal_plain (double decimal, char text[SJ_NUMBER_SIZE])
{
  Digits digits;
  char *at = text;
  char *behind;
  double magnitude = fabs (decimal);

  if (!isfinite (decimal))
    return put_special (decimal, text);
  if (magnitude == 0)
    return finish (text, put (at, "0", 1));
  if (decimal < 0)
    *at++ = '-';
  behind = put_price (at, magnitude);
  if (behind != NULL)
    return finish (text, behind);

  find_digits (magnitude, &digits);
  if (magnitude < 1e-6 || magnitude >= 1e21)
    return finish (text, put_short_exponent (at, &digits));
  return finish (text, put_plain (at, &digits));
}

/* What the scan of a number found. */
typedef struct
{
  bool negative;
  bool fraction;        /* or exponent */
  bool inexact;         /* more digits than the mantissa holds */
  uint64_t mantissa;
  int64_t scale;        /* the value is the mantissa times ten to this power */
} Scan;

static inline bool
is_digit (char c)
{
  return (unsigned char) (c - '0') < 10;
}

static const char *
scan_digits (const char *at, const char *end, Scan *scan, int step)
{
  for (; at < end && is_digit (*at); at++)
    {
      if (scan->mantissa < (UINT64_MAX - 9) / 10)
        {
          scan->mantissa = scan->mantissa * 10 + (uint64_t) (*at - '0');
          scan->scale += step;
        }
      else
        {
          scan->inexact = true;
          scan->scale += step + 1;
        }
    }
  return at;
}

static const char *
scan_exponent (const char *at, const char *end, Scan *scan)
{
  const char *mark = at++;
  bool negative = false;
  int64_t exponent = 0;

  if (at < end && (*at == '+' || *at == '-'))
    negative = *at++ == '-';
  if (at == end || !is_digit (*at))
    return mark;
  for (; at < end && is_digit (*at); at++)
    if (exponent < 100000)
      exponent = exponent * 10 + (*at - '0');
  scan->scale += negative ? -exponent : exponent;
  scan->fraction = true;
  return at;
}

static double
scan_value (const Scan *scan, const char *text, const char *end)
{
  double value;

  if (!scan->inexact && scan->mantissa <= EXACT_MANTISSA && scan->scale >= -22 && scan->scale <= 22)
    {
      value = (double) scan->mantissa;
      value = scan->scale < 0 ? value / powers[-scan->scale] : value * powers[scan->scale];
    }
  else
    {
      g_autofree char *copy = g_strndup (text, (size_t) (end - text));

      value = g_ascii_strtod (copy, NULL);
    }
  return scan->negative ? -value : value;
}

/* From the first digit on; the bytes behind the number, or NULL. */
static const char *
read_digits (const char *text, const char *end, bool negative, bool *whole, int64_t *integer, double *decimal)
{
  Scan scan = { .negative = negative };
  const char *at = scan_digits (text, end, &scan, 0);

  if (at == text || (*text == '0' && at - text > 1))
    return NULL;
  if (at + 1 < end && *at == '.' && is_digit (at[1]))
    {
      scan.fraction = true;
      at = scan_digits (at + 1, end, &scan, -1);
    }
  if (at < end && (*at == 'e' || *at == 'E'))
    at = scan_exponent (at, end, &scan);

  *whole = !scan.fraction && !scan.inexact && scan.mantissa <= (uint64_t) INT64_MAX + (negative ? 1 : 0);
  if (*whole)
    *integer = negative ? (int64_t) (0 - scan.mantissa) : (int64_t) scan.mantissa;
  else
    *decimal = scan_value (&scan, text, at);
  return at;
}

size_t
sj_number_read (const char *text, const char *end, bool *whole, int64_t *integer, double *decimal)
{
  bool negative = text < end && *text == '-';
  const char *after = read_digits (text + negative, end, negative, whole, integer, decimal);

  return after ? (size_t) (after - text) : 0;
}

bool
sj_number_parse (const char *text, size_t length, bool *whole, int64_t *integer, double *decimal)
{
  const char *end = text + length;
  bool negative = length > 0 && *text == '-';
  const char *at = text + (length > 0 && (negative || *text == '+'));

  while (end - at > 1 && at[0] == '0' && is_digit (at[1]))    /* JSON forbids them, people write them */
    at++;
  return at < end && read_digits (at, end, negative, whole, integer, decimal) == end;
}
