/* sj-function-conversion.c -- from one type to another, but for dates.
 *
 * Text that cannot be read gives null and is never an error; so does a number
 * that the other type cannot hold.
 */
#include "lang/sj-function.h"
#include "lang/sj-text.h"

#include "base/sj-number.h"
#include "base/sj-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>

bool
sj_fn_to_bool (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  switch (args[0].type)
    {
    case SJ_BOOL:
      return sj_function_give (result, args[0]);
    case SJ_TEXT:
      return sj_function_give (result, sj_value_bool (sj_value_is_text (args[0], SJ_SLICE ("true"))));
    case SJ_INTEGER:
    case SJ_DECIMAL:
      return sj_function_give (result, sj_value_bool (sj_value_number (args[0]) != 0));
    default:
      return sj_function_wrong (eval, "toBool", _("a text or a number"), args[0]);
    }
}

/* The number in a text as it is spelled, or null. */
static SjValue
read_number (SjValue text)
{
  bool whole;
  int64_t integer;
  double decimal;

  if (!sj_number_parse (text.text, text.length, &whole, &integer, &decimal))
    return sj_null;
  if (whole)
    return sj_value_integer (integer);
  return isfinite (decimal) ? sj_value_decimal (decimal) : sj_null;
}

bool
sj_fn_to_decimal (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjValue number = args[0];

  switch (args[0].type)
    {
    case SJ_BOOL:
      return sj_function_give (result, sj_value_decimal (args[0].boolean));
    case SJ_MOMENT:
      return sj_function_give (result, sj_value_decimal ((double) sj_moment_time (args[0].moment)));
    case SJ_TEXT:
      number = read_number (args[0]);
      break;
    case SJ_INTEGER:
    case SJ_DECIMAL:
      break;
    default:
      return sj_function_wrong (eval, "toDecimal", _("a text, a number or a date and time"), args[0]);
    }
  return sj_function_give (result, number.type == SJ_NULL ? number : sj_value_decimal (sj_value_number (number)));
}

/* Only what is spelled as a whole number; "1.5" is not one. */
static SjValue
read_integer (SjValue text)
{
  SjValue number = read_number (text);

  return number.type == SJ_INTEGER ? number : sj_null;
}

bool
sj_fn_to_integer (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  double whole;

  switch (args[0].type)
    {
    case SJ_INTEGER:
      return sj_function_give (result, args[0]);
    case SJ_BOOL:
      return sj_function_give (result, sj_value_integer (args[0].boolean));
    case SJ_MOMENT:
      return sj_function_give (result, sj_value_integer (sj_moment_time (args[0].moment)));
    case SJ_TEXT:
      return sj_function_give (result, read_integer (args[0]));
    case SJ_DECIMAL:
      whole = trunc (args[0].decimal);
      if (whole < -0x1p63 || whole >= 0x1p63)
        return sj_function_give (result, sj_null);
      return sj_function_give (result, sj_value_integer ((int64_t) whole));
    default:
      return sj_function_wrong (eval, "toInteger", _("a text, a number or a date and time"), args[0]);
    }
}

bool
sj_fn_to_duration (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  int64_t seconds, rest;
  int32_t nanos;

  switch (args[0].type)
    {
    case SJ_DURATION:
      return sj_function_give (result, args[0]);
    case SJ_INTEGER:
      seconds = args[0].integer / 1000;
      rest = args[0].integer % 1000;
      if (rest < 0)
        {
          seconds--;
          rest += 1000;
        }
      return sj_function_give (result, sj_value_duration (seconds, (uint32_t) rest * 1000000));
    case SJ_TEXT:
      if (!sj_duration_parse (args[0].text, args[0].length, &seconds, &nanos))
        return sj_function_give (result, sj_null);
      return sj_function_give (result, sj_value_duration (seconds, (uint32_t) nanos));
    default:
      return sj_function_wrong (eval, "toDuration", _("a text or a number of milliseconds"), args[0]);
    }
}

/* Scalars need no buffer: they are what is written most. */
static bool
write_scalar (SjEval *eval, SjValue value, size_t (*write_decimal) (double, char *), SjValue *result)
{
  char text[SJ_NUMBER_SIZE];
  size_t length;

  if (value.type == SJ_TEXT)
    return sj_function_give (result, value);
  if (value.type == SJ_BOOL)
    return sj_function_give (result, sj_value_string (value.boolean ? "true" : "false"));
  length = value.type == SJ_DECIMAL ? write_decimal (value.decimal, text)
                                    : (size_t) g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, value.integer);
  return sj_eval_text (eval, text, length, result);
}

static bool
write_value (SjEval *eval, SjValue value, void (*write) (SjBuffer *, SjValue), SjValue *result)
{
  SjBuffer buffer = SJ_BUFFER_INIT;

  buffer.limit = SJ_TEXT_LIMIT;
  write (&buffer, value);
  return sj_eval_buffer (eval, &buffer, result);
}

static bool
is_plain (SjType type)
{
  return type == SJ_TEXT || type == SJ_BOOL || type == SJ_INTEGER || type == SJ_DECIMAL;
}

bool
sj_fn_to_string (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  if (args[0].type == SJ_LIST || args[0].type == SJ_OBJECT)
    return sj_function_wrong (eval, "toString", _("a single value"), args[0]);
  if (is_plain (args[0].type))
    return write_scalar (eval, args[0], sj_decimal_java, result);
  return write_value (eval, args[0], sj_text_expression, result);
}

bool
sj_fn_to_text (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  if (is_plain (args[0].type))
    return write_scalar (eval, args[0], sj_decimal_plain, result);
  return write_value (eval, args[0], sj_text_template, result);
}

/* What is no number comes back as it was. */
bool
sj_fn_string_to_number (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjValue number;

  if (sj_value_is_number (args[0]))
    return sj_function_give (result, args[0]);
  if (!sj_function_text (eval, "stringToNumber", args[0]))
    return false;
  number = read_number (args[0]);
  return sj_function_give (result, number.type == SJ_NULL ? args[0] : number);
}

bool
sj_fn_string_to_integer (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  if (args[0].type == SJ_INTEGER)
    return sj_function_give (result, args[0]);
  return sj_function_text (eval, "string_to_integer", args[0]) &&
         sj_function_give (result, read_integer (args[0]));
}
