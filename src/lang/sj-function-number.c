/* sj-function-number.c -- arithmetic of single numbers, and numbers as text. */
#include "lang/sj-function.h"

#include "base/sj-number.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MOST_DECIMALS 100

bool
sj_fn_random (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return sj_function_give (result, sj_value_decimal (sj_eval_random (eval)));
}

static bool
give_whole (SjEval *eval, double whole, SjValue *result)
{
  if (!(whole >= -0x1p63 && whole < 0x1p63))
    return sj_function_overflow (eval);
  return sj_function_give (result, sj_value_integer ((int64_t) whole));
}

/* floor (x + 0.5) would be 1 for the number just below a half. */
bool
sj_fn_round (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  double number, below;

  if (args[0].type == SJ_INTEGER)
    return sj_function_give (result, args[0]);
  if (!sj_function_number (eval, "round", args[0], &number))
    return false;
  below = floor (number);
  return give_whole (eval, number - below >= 0.5 ? below + 1 : below, result);
}

bool
sj_fn_absolute (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  double number;

  if (!sj_function_number (eval, "absolute", args[0], &number))
    return false;
  if (args[0].type == SJ_INTEGER && args[0].integer != INT64_MIN)
    return sj_function_give (result, sj_value_integer (args[0].integer < 0 ? -args[0].integer : args[0].integer));
  return sj_function_decimal (eval, fabs (number), result);
}

bool
sj_fn_round_down (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  double number;

  if (args[0].type == SJ_INTEGER)
    return sj_function_give (result, args[0]);
  return sj_function_number (eval, "roundDown", args[0], &number) &&
         sj_function_decimal (eval, floor (number), result);
}

bool
sj_fn_round_up (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  double number;

  if (args[0].type == SJ_INTEGER)
    return sj_function_give (result, args[0]);
  return sj_function_number (eval, "roundUp", args[0], &number) && sj_function_decimal (eval, ceil (number), result);
}

static bool
cut_off (SjEval *eval, double number, SjValue *result)
{
  return give_whole (eval, trunc (number), result);
}

bool
sj_fn_to_int (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  bool whole;
  int64_t integer;
  double decimal;

  switch (args[0].type)
    {
    case SJ_INTEGER:
      return sj_function_give (result, args[0]);
    case SJ_DECIMAL:
      return cut_off (eval, args[0].decimal, result);
    case SJ_BOOL:
      return sj_function_give (result, sj_value_integer (args[0].boolean));
    case SJ_TEXT:
      if (!sj_number_parse (args[0].text, args[0].length, &whole, &integer, &decimal))
        return sj_function_give (result, sj_null);
      return whole ? sj_function_give (result, sj_value_integer (integer)) : cut_off (eval, decimal, result);
    default:
      return sj_function_wrong (eval, "toInt", _("a number or a text"), args[0]);
    }
}

bool
sj_fn_to_hex_string (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  char text[20];
  int64_t integer;
  int length;

  if (!sj_function_integer (eval, "toHexString", args[0], &integer))
    return false;
  length = g_snprintf (text, sizeof text, "%" G_GINT64_MODIFIER "x", (guint64) integer);
  return sj_eval_text (eval, text, (size_t) length, result);
}

/* Whether the number lies exactly between two of so many decimals.  It is then
 * an odd number of halves of such a unit, which two's powers tell: m · 2^e times
 * 10^decimals times 2 is odd only for e = -(decimals + 1), with m odd. */
static bool
is_tie (double number, int decimals)
{
  int exponent;
  double mantissa = frexp (number, &exponent);
  int64_t bits = (int64_t) ldexp (mantissa, 53);

  if (bits == 0)
    return false;
  return exponent - 53 + __builtin_ctzll ((uint64_t) bits) == -(decimals + 1);
}

/* Ties go away from 0, as in JavaScript's toFixed and Java's HALF_UP; printf
 * would send them to the even neighbour. */
static size_t
write_fixed (double number, int decimals, char *text, size_t size)
{
  char format[8];
  double magnitude = fabs (number);
  size_t length;

  if (is_tie (magnitude, decimals))
    magnitude = nextafter (magnitude, INFINITY);
  g_snprintf (format, sizeof format, "%%.%df", decimals);
  g_ascii_formatd (text + 1, (int) size - 1, format, magnitude);
  length = strlen (text + 1);
  if (number < 0 && strspn (text + 1, "0.") < length)
    {
      text[0] = '-';
      return length + 1;
    }
  memmove (text, text + 1, length + 1);
  return length;
}

bool
sj_fn_to_precision (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  char text[512];
  int64_t decimals;
  double number;
  SjBuffer buffer = SJ_BUFFER_INIT;

  if (!sj_function_number (eval, "toPrecision", args[0], &number) ||
      !sj_function_integer (eval, "toPrecision", args[1], &decimals))
    return false;
  if (!isfinite (number))
    return sj_function_overflow (eval);
  if (decimals < 0 || decimals > MOST_DECIMALS)
    return sj_function_wrong (eval, "toPrecision", _("a number of decimals from 0 to 100"), args[1]);
  if (args[0].type == SJ_DECIMAL)
    return sj_eval_text (eval, text, write_fixed (number, (int) decimals, text, sizeof text), result);

  sj_buffer_integer (&buffer, args[0].integer);
  if (decimals > 0)
    sj_buffer_append_c (&buffer, '.');
  for (int64_t i = 0; i < decimals; i++)
    sj_buffer_append_c (&buffer, '0');
  return sj_eval_buffer (eval, &buffer, result);
}

bool
sj_fn_to_percentage (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  char text[512];
  size_t length;
  double number;

  if (!sj_function_number (eval, "toPercentage", args[0], &number))
    return false;
  if (!isfinite (number * 100))
    return sj_function_overflow (eval);
  length = write_fixed (number * 100, 2, text, sizeof text - 1);
  while (text[length - 1] == '0')
    length--;
  length -= text[length - 1] == '.';
  text[length++] = '%';
  return sj_eval_text (eval, text, length, result);
}
