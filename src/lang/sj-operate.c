/* sj-operate.c -- the operators of both languages on values.
 *
 * In journey expressions a type that does not fit stops the evaluation; in PQL
 * it makes null or false (languages.md 1.6 and 2.5).  Integer arithmetic never
 * wraps: overflow stops the one and goes over to decimals in the other.
 */
#include "lang/sj-code-private.h"

#include "base/sj-time.h"
#include "lang/sj-function.h"
#include "lang/sj-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static bool
is_date (SjValue value)
{
  return value.type >= SJ_DATE && value.type <= SJ_MOMENT;
}

static const char *
words_of (SjValue value)
{
  static const char *const words[SJ_N_TYPES] = {
    "nothing", "true or false", "a number", "a number", "a text", "a date", "a date and time without zone",
    "a date and time with zone", "a duration", "a list", "a group of fields",
  };

  return words[value.type];
}

SjValue
sj_operate_coerce (SjEval *eval, SjValue value, SjType type)
{
  SjValue time;
  int64_t whole;
  int32_t nanos;

  if (value.type != SJ_TEXT)
    return value;
  switch (type)
    {
    case SJ_DATE:
      return sj_date_parse (value.text, value.length, &whole) ? sj_value_date (whole) : sj_null;
    case SJ_LOCAL:
      return sj_local_parse (value.text, value.length, &whole, &nanos) ? sj_value_local (whole, (uint32_t) nanos)
                                                                       : sj_null;
    case SJ_MOMENT:
      return sj_function_time (eval, value, SJ_MOMENT);
    case SJ_DURATION:
      return sj_duration_parse (value.text, value.length, &whole, &nanos) ? sj_value_duration (whole, (uint32_t) nanos)
                                                                          : sj_null;
    default:
      time = sj_function_time (eval, value, SJ_NULL);
      return time.type == SJ_DATE && type == SJ_COERCE_TIME ? sj_operate_coerce (eval, value, SJ_LOCAL) : time;
    }
}

/* A field's text beside a date is read as that kind of date. */
static void
coerce_fields (SjEval *eval, unsigned flags, SjValue *a, SjValue *b)
{
  if ((flags & SJ_CODE_LEFT_FIELD) && a->type == SJ_TEXT && is_date (*b))
    *a = sj_operate_coerce (eval, *a, b->type);
  else if ((flags & SJ_CODE_RIGHT_FIELD) && b->type == SJ_TEXT && is_date (*a))
    *b = sj_operate_coerce (eval, *b, a->type);
}

static bool
order_holds (SjOperator op, int order)
{
  switch (op)
    {
    case SJ_OP_LT:
      return order < 0;
    case SJ_OP_LE:
      return order <= 0;
    case SJ_OP_GT:
      return order > 0;
    default:
      return order >= 0;
    }
}

static bool
charge_deep (SjEval *eval, SjValue a, SjValue b)
{
  return (a.type < SJ_LIST && b.type < SJ_LIST) || sj_eval_charge (eval, 10 * ((size_t) a.length + b.length));
}

bool
sj_operate_compare (SjEval *eval, SjOperator op, unsigned flags, SjValue a, SjValue b, bool *result)
{
  int order;

  if (flags != 0)
    coerce_fields (eval, flags, &a, &b);
  if (op == SJ_OP_EQ || op == SJ_OP_NE)
    {
      *result = sj_value_equal (a, b) == (op == SJ_OP_EQ);
      return charge_deep (eval, a, b);
    }
  *result = false;
  if (a.type == SJ_NULL || b.type == SJ_NULL)
    return true;
  if (a.type == SJ_TEXT || !sj_value_compare (a, b, &order))
    return sj_eval_fail (eval, "type", _("%s cannot be compared with %s"), words_of (a), words_of (b));
  *result = order_holds (op, order);
  return true;
}

static bool
overflow (SjEval *eval)
{
  return sj_eval_fail (eval, "overflow", "%s", _("the result is larger than a whole number can be"));
}

static bool
join_texts (SjEval *eval, SjValue a, SjValue b, SjValue *result)
{
  SjBuffer buffer = SJ_BUFFER_INIT;

  buffer.limit = SJ_TEXT_LIMIT;
  if (a.type != SJ_NULL)
    sj_text_expression (&buffer, a);
  if (b.type != SJ_NULL)
    sj_text_expression (&buffer, b);
  return sj_eval_buffer (eval, &buffer, result);
}

/* Seconds and nanoseconds of two values added, or taken away. */
static bool
add_parts (int64_t a, int64_t a_nanos, int64_t b, int64_t b_nanos, bool minus, int64_t *seconds, int32_t *nanos)
{
  int64_t sum = minus ? a_nanos - b_nanos : a_nanos + b_nanos;
  int64_t carry = sum < 0 ? -1 : sum >= 1000000000;

  *nanos = (int32_t) (sum - carry * 1000000000);
  if (minus ? __builtin_sub_overflow (a, b, seconds) : __builtin_add_overflow (a, b, seconds))
    return false;
  return !__builtin_add_overflow (*seconds, carry, seconds);
}

/* Within what a calendar can hold. */
static bool
in_calendar (int64_t seconds)
{
  return seconds > -INT64_C (31557014167219200) && seconds < INT64_C (31556889864403199);
}

static bool
shift_time (SjEval *eval, SjValue time, SjValue duration, bool minus, SjValue *result)
{
  int64_t base = time.type == SJ_MOMENT ? time.moment->seconds : time.integer;
  int64_t base_nanos = time.type == SJ_MOMENT ? time.moment->nanos : (int64_t) time.length;
  int64_t seconds;
  int32_t nanos;

  if (!add_parts (base, base_nanos, duration.integer, duration.length, minus, &seconds, &nanos) ||
      (time.type != SJ_DURATION && !in_calendar (seconds)))
    return overflow (eval);
  if (time.type == SJ_MOMENT)
    *result = sj_value_moment (eval->arena, sj_zone_moment (sj_moment_zone (time.moment), seconds, nanos));
  else if (time.type == SJ_LOCAL)
    *result = sj_value_local (seconds, (uint32_t) nanos);
  else
    *result = sj_value_duration (seconds, (uint32_t) nanos);
  return true;
}

static bool
whole_arithmetic (SjEval *eval, SjOperator op, int64_t a, int64_t b, SjValue *result)
{
  int64_t value = 0;
  bool over = false;

  switch (op)
    {
    case SJ_OP_ADD:
      over = __builtin_add_overflow (a, b, &value);
      break;
    case SJ_OP_SUB:
      over = __builtin_sub_overflow (a, b, &value);
      break;
    case SJ_OP_MUL:
      over = __builtin_mul_overflow (a, b, &value);
      break;
    case SJ_OP_DIV:
      over = b == -1 && a == INT64_MIN;
      value = b == 0 || over ? 0 : a / b;
      break;
    default:
      value = b == 0 || b == -1 ? 0 : a % b;
      break;
    }
  *result = sj_value_integer (value);
  return !over || overflow (eval);
}

static double
decimal_arithmetic (SjOperator op, double a, double b)
{
  switch (op)
    {
    case SJ_OP_ADD:
      return a + b;
    case SJ_OP_SUB:
      return a - b;
    case SJ_OP_MUL:
      return a * b;
    case SJ_OP_DIV:
      return b == 0 ? 0 : a / b;
    default:
      return b == 0 ? 0 : fmod (a, b);
    }
}

static bool
refuse (SjEval *eval, SjOperator op, SjValue a, SjValue b)
{
  return sj_eval_fail (eval, "type", _("“%s” cannot join %s and %s"), sj_operator_symbol (op, SJ_EXPRESSION),
                       words_of (a), words_of (b));
}

bool
sj_operate_arithmetic (SjEval *eval, SjOperator op, SjValue a, SjValue b, SjValue *result)
{
  double decimal;

  if (op == SJ_OP_ADD && (a.type == SJ_TEXT || b.type == SJ_TEXT) && a.type < SJ_LIST && b.type < SJ_LIST)
    return join_texts (eval, a, b, result);
  if (a.type == SJ_NULL || b.type == SJ_NULL)
    {
      *result = sj_null;
      return true;
    }
  if (a.type == SJ_INTEGER && b.type == SJ_INTEGER)
    return whole_arithmetic (eval, op, a.integer, b.integer, result);
  if ((op == SJ_OP_ADD || op == SJ_OP_SUB) && b.type == SJ_DURATION &&
      (a.type == SJ_MOMENT || a.type == SJ_LOCAL || a.type == SJ_DURATION))
    return shift_time (eval, a, b, op == SJ_OP_SUB, result);
  if (!sj_value_is_number (a) || !sj_value_is_number (b) || (op == SJ_OP_MUL && a.type != b.type))
    return refuse (eval, op, a, b);
  decimal = decimal_arithmetic (op, sj_value_number (a), sj_value_number (b));
  if (!isfinite (decimal))
    return overflow (eval);
  *result = sj_value_decimal (decimal);
  return true;
}

bool
sj_operate_negate (SjEval *eval, SjValue a, SjValue *result)
{
  switch (a.type)
    {
    case SJ_NULL:
      *result = sj_null;
      return true;
    case SJ_INTEGER:
      return whole_arithmetic (eval, SJ_OP_SUB, 0, a.integer, result);
    case SJ_DECIMAL:
      *result = sj_value_decimal (-a.decimal);
      return true;
    default:
      return sj_eval_fail (eval, "type", _("a minus stands before a number, and this is %s"), words_of (a));
    }
}

static bool
list_has_null (SjValue list)
{
  for (uint32_t i = 0; i < list.length; i++)
    if (list.items[i].type == SJ_NULL)
      return true;
  return false;
}

/* A list that a filter left empty counts as nothing. */
static bool
counts_as_null (SjValue value)
{
  return value.type == SJ_NULL || (value.type == SJ_LIST && value.length == 0 && (value.flags & SJ_VALUE_FILTERED));
}

bool
sj_operate_test (SjEval *eval, SjOperator op, SjValue a, SjValue *result)
{
  bool holds;

  switch (op)
    {
    case SJ_OP_IS_NULL:
      holds = counts_as_null (a);
      break;
    case SJ_OP_IS_NOT_NULL:
      holds = !counts_as_null (a);
      break;
    case SJ_OP_IS_NUMERIC:
      holds = sj_value_is_number (a);
      break;
    case SJ_OP_IS_INTEGER:
      holds = a.type == SJ_INTEGER;
      break;
    case SJ_OP_IS_DECIMAL:
      holds = a.type == SJ_DECIMAL;
      break;
    default:
      if (a.type != SJ_LIST && a.type != SJ_NULL)
        return sj_eval_fail (eval, "type", _("“has null” tests a list, and this is %s"), words_of (a));
      if (a.type == SJ_LIST && !sj_eval_charge (eval, a.length))
        return false;
      holds = a.type == SJ_LIST && list_has_null (a);
      break;
    }
  *result = sj_value_bool (holds);
  return true;
}

static bool
compare_pair_pql (SjOperator op, SjValue a, SjValue b)
{
  int order;

  if (op == SJ_OP_EQ || op == SJ_OP_NE)
    return sj_value_equal (a, b) == (op == SJ_OP_EQ);
  return a.type != SJ_NULL && sj_value_compare (a, b, &order) && order_holds (op, order);
}

/* A list against one value: true if any item satisfies the comparison. */
static bool
compare_any_pql (SjOperator op, SjValue a, SjValue b)
{
  SjValue list = a.type == SJ_LIST ? a : b;

  for (uint32_t i = 0; i < list.length; i++)
    if (a.type == SJ_LIST ? compare_pair_pql (op, list.items[i], b) : compare_pair_pql (op, a, list.items[i]))
      return true;
  return false;
}

bool
sj_operate_compare_pql (SjEval *eval, SjOperator op, SjValue a, SjValue b, bool *result)
{
  bool one_list = (a.type == SJ_LIST) != (b.type == SJ_LIST) && a.type != SJ_NULL && b.type != SJ_NULL;

  if (!charge_deep (eval, a, b))
    return false;
  *result = one_list ? compare_any_pql (op, a, b) : compare_pair_pql (op, a, b);
  return true;
}

/* Whole numbers stay whole but for “/”, and turn into decimals beyond 64 bits. */
static bool
whole_pql (SjOperator op, int64_t a, int64_t b, int64_t *value)
{
  switch (op)
    {
    case SJ_OP_ADD:
      return !__builtin_add_overflow (a, b, value);
    case SJ_OP_SUB:
      return !__builtin_sub_overflow (a, b, value);
    case SJ_OP_MUL:
      return !__builtin_mul_overflow (a, b, value);
    case SJ_OP_MOD:
      *value = b == -1 ? 0 : a % b;
      return true;
    default:
      return false;
    }
}

static bool
join_pql (SjEval *eval, SjValue a, SjValue b, SjValue *result)
{
  size_t length = (size_t) a.length + b.length;
  char *text;

  if (length > SJ_TEXT_LIMIT || !sj_eval_charge (eval, length / 64))
    return sj_eval_fail (eval, "limit", "%s", _("the text grows too long"));
  text = sj_arena_alloc (eval->arena, length + 1);
  memcpy (text, a.text, a.length);
  memcpy (text + a.length, b.text, b.length);
  *result = sj_value_text (text, length);
  return true;
}

bool
sj_operate_arithmetic_pql (SjEval *eval, SjOperator op, SjValue a, SjValue b, SjValue *result)
{
  int64_t whole;
  double x, y;

  if (op == SJ_OP_ADD && a.type == SJ_TEXT && b.type == SJ_TEXT)
    return join_pql (eval, a, b, result);
  *result = sj_null;
  if (!sj_value_is_number (a) || !sj_value_is_number (b))
    return true;
  x = sj_value_number (a);
  y = sj_value_number (b);
  if ((op == SJ_OP_DIV || op == SJ_OP_MOD) && y == 0)
    return true;
  if (a.type == SJ_INTEGER && b.type == SJ_INTEGER && whole_pql (op, a.integer, b.integer, &whole))
    *result = sj_value_integer (whole);
  else
    {
      double decimal = decimal_arithmetic (op, x, y);

      if (isfinite (decimal))
        *result = sj_value_decimal (decimal);
    }
  return true;
}
