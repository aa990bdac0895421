/* sj-function-text.c -- functions that test texts or change their case.
 *
 * Without case means folded, so that the Kelvin sign is a k; plain ASCII texts
 * are compared as they are.
 */
#include "lang/sj-function.h"
#include "lang/sj-text.h"

#include <string.h>

static bool
begins (SjValue text, SjValue part)
{
  return part.length <= text.length && (part.length == 0 || memcmp (text.text, part.text, part.length) == 0);
}

static bool
ends (SjValue text, SjValue part)
{
  return part.length <= text.length &&
         (part.length == 0 || memcmp (text.text + text.length - part.length, part.text, part.length) == 0);
}

/* Case */

static bool
map_case (SjEval *eval, SjCase mapping, SjValue text, SjValue *result)
{
  size_t room = text.length;
  char *out = sj_function_bytes (eval, room);
  size_t needed;

  if (out == NULL)
    return false;
  needed = sj_text_map (mapping, text.text, text.length, out, room);
  if (needed > room)
    {
      out = sj_function_bytes (eval, needed);
      if (out == NULL)
        return false;
      needed = sj_text_map (mapping, text.text, text.length, out, needed);
    }
  return sj_function_give (result, sj_value_text (out, needed));
}

bool
sj_fn_lower (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return sj_function_text (eval, "lower", args[0]) && map_case (eval, SJ_CASE_LOWER, args[0], result);
}

bool
sj_fn_upper (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return sj_function_text (eval, "upper", args[0]) && map_case (eval, SJ_CASE_UPPER, args[0], result);
}

/* A word's first letter may stand behind a bracket or quote, but not behind a
 * digit: "3rd" stays.  A letter of two bytes may have a capital of three. */
bool
sj_fn_capitalize (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  SjValue text = args[0];
  bool inside = false;
  char *out, *to;

  if (!sj_function_text (eval, "titleCase", text) ||
      (out = to = sj_function_bytes (eval, text.length + text.length / 2 + 6)) == NULL)
    return false;
  for (const char *at = text.text; at < text.text + text.length; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c))
        inside = false;
      else if (!inside && g_unichar_isalnum (c))
        {
          inside = true;
          c = g_unichar_totitle (c);
        }
      to += g_unichar_to_utf8 (c, to);
    }
  return sj_function_give (result, sj_value_text (out, (size_t) (to - out)));
}

static bool
is_plain (SjValue text)
{
  return sj_text_is_ascii (text.text, text.length);
}

static bool
same_plain (const char *a, const char *b, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if (g_ascii_tolower (a[i]) != g_ascii_tolower (b[i]))
      return false;
  return true;
}

/* Both texts folded, unless they are plain and can be compared as they are. */
static bool
fold_two (SjEval *eval, const SjValue *args, SjValue *folded, bool *plain)
{
  *plain = is_plain (args[0]) && is_plain (args[1]);
  if (*plain)
    {
      folded[0] = args[0];
      folded[1] = args[1];
      return true;
    }
  return map_case (eval, SJ_CASE_FOLD, args[0], &folded[0]) && map_case (eval, SJ_CASE_FOLD, args[1], &folded[1]);
}

static bool
same_ignoring_case (SjEval *eval, const SjValue *args, bool *same)
{
  SjValue folded[2];
  bool plain;

  if (!fold_two (eval, args, folded, &plain))
    return false;
  *same = folded[0].length == folded[1].length &&
          (plain ? same_plain (folded[0].text, folded[1].text, folded[0].length) : begins (folded[0], folded[1]));
  return true;
}

/* Tests of two texts */

typedef enum
{
  CONTAINS,
  BEGINS,
  ENDS
} Test;

static bool
test_exactly (Test test, SjValue text, SjValue part)
{
  switch (test)
    {
    case CONTAINS:
      return sj_function_find (text, part, 0) != NULL;
    case BEGINS:
      return begins (text, part);
    default:
      return ends (text, part);
    }
}

static bool
test_ignoring_case (SjEval *eval, Test test, const SjValue *args, bool *passes)
{
  SjValue folded[2];
  bool plain;

  if (!fold_two (eval, args, folded, &plain))
    return false;
  if (plain && test != CONTAINS)
    {
      size_t skipped = test == ENDS ? folded[0].length - folded[1].length : 0;

      *passes = folded[1].length <= folded[0].length &&
                same_plain (folded[0].text + skipped, folded[1].text, folded[1].length);
      return true;
    }
  for (unsigned i = 0; i < 2 && plain; i++)
    if (!map_case (eval, SJ_CASE_FOLD, args[i], &folded[i]))
      return false;
  *passes = test_exactly (test, folded[0], folded[1]);
  return true;
}

static bool
test_texts (SjEval *eval, const char *function, Test test, const SjValue *args, bool exact, bool wanted,
            SjValue *result)
{
  bool passes;

  if (!sj_function_texts (eval, function, args, 2))
    return false;
  if (exact)
    passes = test_exactly (test, args[0], args[1]);
  else if (!test_ignoring_case (eval, test, args, &passes))
    return false;
  return sj_function_give (result, sj_value_bool (passes == wanted));
}

#define TEST(name, spoken, test, exact)                                                \
  bool                                                                                 \
  sj_fn_##name (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)    \
  {                                                                                    \
    return test_texts (eval, spoken, test, args, exact, true, result);                 \
  }

TEST (contain, "contain", CONTAINS, true)
TEST (contain_ignore_case, "containIgnoreCase", CONTAINS, false)
TEST (start_with, "startWith", BEGINS, true)
TEST (start_with_ignore_case, "startWithIgnoreCase", BEGINS, false)
TEST (end_with, "endWith", ENDS, true)
TEST (end_with_ignore_case, "endWithIgnoreCase", ENDS, false)

/* The templates' tests say in a third argument whether case counts. */
static bool
test_template (SjEval *eval, const char *function, Test test, const SjValue *args, unsigned count, bool wanted,
               SjValue *result)
{
  bool exact = true;

  if (count > 2 && !sj_function_boolean (eval, function, args[2], &exact))
    return false;
  return test_texts (eval, function, test, args, exact, wanted, result);
}

#define TEMPLATE_TEST(name, spoken, test, wanted)                                      \
  bool                                                                                 \
  sj_fn_##name (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)    \
  {                                                                                    \
    return test_template (eval, spoken, test, args, count, wanted, result);            \
  }

TEMPLATE_TEST (contains, "contains", CONTAINS, true)
TEMPLATE_TEST (does_not_contain, "doesNotContain", CONTAINS, false)
TEMPLATE_TEST (starts_with, "startsWith", BEGINS, true)
TEMPLATE_TEST (does_not_start_with, "doesNotStartWith", BEGINS, false)
TEMPLATE_TEST (ends_with, "endsWith", ENDS, true)
TEMPLATE_TEST (does_not_end_with, "doesNotEndWith", ENDS, false)

static bool
equal_ignoring_case (SjEval *eval, const SjValue *args, bool wanted, SjValue *result)
{
  bool same;

  if (!sj_function_texts (eval, "equalIgnoreCase", args, 2) || !same_ignoring_case (eval, args, &same))
    return false;
  return sj_function_give (result, sj_value_bool (same == wanted));
}

bool
sj_fn_equal_ignore_case (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return equal_ignoring_case (eval, args, true, result);
}

bool
sj_fn_not_equal_ignore_case (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return equal_ignoring_case (eval, args, false, result);
}

/* As the operators = and != of templates: values of different types, or one that
 * is missing, are simply not equal. */
bool
sj_fn_equals (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return sj_function_give (result, sj_value_bool (sj_value_equal (args[0], args[1])));
}

bool
sj_fn_not_equal_to (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return sj_function_give (result, sj_value_bool (!sj_value_equal (args[0], args[1])));
}

static bool
loosely_equal (SjEval *eval, SjValue a, SjValue b, bool *same)
{
  SjValue both[2] = { a, b };

  if (a.type != SJ_TEXT || b.type != SJ_TEXT)
    {
      *same = sj_value_equal (a, b);
      return true;
    }
  return sj_function_texts (eval, "equalsIgnoreCase", both, 2) && same_ignoring_case (eval, both, same);
}

bool
sj_fn_equals_any_ignore_case (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  bool same = false;

  for (unsigned i = 1; i < count && !same; i++)
    if (!loosely_equal (eval, args[0], args[i], &same))
      return false;
  return sj_function_give (result, sj_value_bool (same));
}

bool
sj_fn_not_equal_with_ignore_case (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  bool same;

  if (!loosely_equal (eval, args[0], args[1], &same))
    return false;
  return sj_function_give (result, sj_value_bool (!same));
}

bool
sj_fn_compare_to (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  int order = 0;

  if (!sj_function_texts (eval, "compareTo", args, 2))
    return false;
  sj_value_compare (args[0], args[1], &order);
  return sj_function_give (result, sj_value_integer ((order > 0) - (order < 0)));
}

bool
sj_fn_is_empty_text (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return sj_function_text (eval, "isEmpty", args[0]) &&
         sj_function_give (result, sj_value_bool (args[0].length == 0));
}

bool
sj_fn_is_not_empty_text (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return sj_function_text (eval, "isNotEmpty", args[0]) &&
         sj_function_give (result, sj_value_bool (args[0].length > 0));
}

static bool
nothing_in (SjValue value)
{
  return value.type == SJ_NULL ||
         ((value.type == SJ_TEXT || value.type == SJ_LIST || value.type == SJ_OBJECT) && value.length == 0);
}

bool
sj_fn_is_empty (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return sj_function_give (result, sj_value_bool (nothing_in (args[0])));
}

bool
sj_fn_is_not_empty (SjEval *eval, const SjValue *args, unsigned count, SjValue *result)
{
  return sj_function_give (result, sj_value_bool (!nothing_in (args[0])));
}
