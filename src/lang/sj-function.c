/* sj-function.c -- reading arguments and making results. */
#include "lang/sj-function.h"

#include "base/sj-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define TEXT_PER_STEP 64    /* bytes that a function looks at for one step */
#define FIRST_SECOND INT64_C (-31619087683200)    /* -999999-01-01T00:00:00 */
#define LAST_SECOND INT64_C (31494784780799)      /*  999999-12-31T23:59:59 */

static const char *
describe (SjValue value)
{
  switch (value.type)
    {
    case SJ_BOOL:
      return _("true or false");
    case SJ_INTEGER:
      return _("a whole number");
    case SJ_DECIMAL:
      return _("a decimal number");
    case SJ_TEXT:
      return _("a text");
    case SJ_DATE:
      return _("a date");
    case SJ_LOCAL:
      return _("a date and time without zone");
    case SJ_MOMENT:
      return _("a date and time");
    case SJ_DURATION:
      return _("a duration");
    case SJ_LIST:
      return _("a list");
    case SJ_OBJECT:
      return _("an object");
    default:
      return _("nothing");
    }
}

void
sj_function_fail_wrong (SjEval *eval, const char *function, const char *needs, SjValue value)
{
  sj_eval_fail (eval, "type", _("%s needs %s, but this is %s"), function, needs, describe (value));
}

bool
sj_function_number (SjEval *eval, const char *function, SjValue value, double *number)
{
  if (!sj_value_is_number (value))
    return sj_function_wrong (eval, function, _("a number"), value);
  *number = sj_value_number (value);
  return true;
}

bool
sj_function_integer (SjEval *eval, const char *function, SjValue value, int64_t *integer)
{
  if (value.type != SJ_INTEGER)
    return sj_function_wrong (eval, function, _("a whole number"), value);
  *integer = value.integer;
  return true;
}

bool
sj_function_boolean (SjEval *eval, const char *function, SjValue value, bool *boolean)
{
  if (value.type != SJ_BOOL)
    return sj_function_wrong (eval, function, _("true or false"), value);
  *boolean = value.boolean;
  return true;
}

bool
sj_function_text (SjEval *eval, const char *function, SjValue value)
{
  if (value.type != SJ_TEXT)
    return sj_function_wrong (eval, function, _("a text"), value);
  return value.length < TEXT_PER_STEP || sj_eval_charge (eval, value.length / TEXT_PER_STEP);
}

bool
sj_function_texts (SjEval *eval, const char *function, const SjValue *args, unsigned count)
{
  for (unsigned i = 0; i < count; i++)
    if (!sj_function_text (eval, function, args[i]))
      return false;
  return true;
}

bool
sj_function_list (SjEval *eval, const char *function, SjValue value, SjValue *list)
{
  if (value.type == SJ_NULL)
    value = sj_value_list (NULL, 0);
  if (value.type != SJ_LIST)
    return sj_function_wrong (eval, function, _("a list"), value);
  *list = value;
  return sj_eval_charge (eval, value.length);
}

const char *
sj_function_find (SjValue text, SjValue part, size_t from)
{
  if (part.length == 0)
    return text.length > 0 ? text.text + from : "";
  if (part.length > text.length - from)
    return NULL;
  return memmem (text.text + from, text.length - from, part.text, part.length);
}

SjValue
sj_function_part (SjValue text, size_t from, size_t to)
{
  return from < to ? sj_value_text (text.text + from, to - from) : sj_value_text ("", 0);
}

bool
sj_function_give (SjValue *result, SjValue value)
{
  *result = value;
  return true;
}

bool
sj_function_decimal (SjEval *eval, double decimal, SjValue *result)
{
  if (!isfinite (decimal))
    return sj_function_overflow (eval);
  return sj_function_give (result, sj_value_decimal (decimal));
}

void
sj_function_fail_overflow (SjEval *eval)
{
  sj_eval_fail (eval, "overflow", "%s", _("the number grows too large"));
}

void
sj_function_fail_too_far (SjEval *eval)
{
  sj_eval_fail (eval, "overflow", "%s", _("the date is too far away"));
}

static bool
has_room (SjEval *eval, size_t bytes)
{
  size_t used = sj_arena_used (eval->arena);

  if (used <= eval->bytes && bytes <= eval->bytes - used)
    return true;
  return sj_eval_fail (eval, "limit", "%s", _("this takes up too much memory"));
}

SjValue *
sj_function_items (SjEval *eval, size_t count)
{
  if (!sj_eval_charge (eval, count) || !has_room (eval, count * sizeof (SjValue)))
    return NULL;
  return sj_arena_new_n (eval->arena, SjValue, MAX (count, 1));
}

char *
sj_function_bytes (SjEval *eval, size_t length)
{
  if (length > SJ_TEXT_LIMIT)
    {
      sj_eval_fail (eval, "limit", "%s", _("the text grows too long"));
      return NULL;
    }
  if (!sj_eval_charge (eval, length / TEXT_PER_STEP) || !has_room (eval, length))
    return NULL;
  return sj_arena_alloc (eval->arena, length + 1);
}

bool
sj_function_in_calendar (int64_t seconds)
{
  return seconds >= FIRST_SECOND && seconds <= LAST_SECOND;
}

/* The length without "[Region/City]". */
static size_t
without_region (SjValue text)
{
  const char *bracket = text.length > 0 ? memchr (text.text, '[', text.length) : NULL;

  return bracket ? (size_t) (bracket - text.text) : text.length;
}

static SjValue
read_moment (SjEval *eval, SjValue text)
{
  SjMoment moment;

  if (!sj_moment_parse (text.text, text.length, &moment) ||
      (moment.zone != NULL && !sj_moment_parse (text.text, without_region (text), &moment)))
    return sj_null;
  return sj_value_moment (eval->arena, moment);
}

SjValue
sj_function_time (SjEval *eval, SjValue text, SjType type)
{
  SjValue time = type == SJ_MOMENT ? sj_null : sj_time_parse (eval->arena, text.text, text.length);

  if (type == SJ_MOMENT || time.type == SJ_MOMENT)
    time = read_moment (eval, text);
  return type == SJ_NULL || time.type == type ? time : sj_null;
}
