/* sj-function.h -- what the files of functions share; for this folder alone.
 *
 * Every function is written strictly: a value of a type that it cannot use is a
 * failure with the code "type".  Language B turns failures of type and size into
 * null (see sj-builtin.c), so a function that means the same in both languages
 * exists once.  Null is seen only where the row says SJ_NULLS_PASS.
 */
#pragma once

#include "base/sj-buffer.h"
#include "lang/sj-builtin.h"

typedef bool SjFunctionBody (SjEval *eval, const SjValue *args, unsigned count, SjValue *result);

/* The rows name the functions; the prototypes come from there. */
#define SJ_FUNCTION(name, signature, call, nulls, alias_of, group, help) SjFunctionBody sj_fn_##call;
#define SJ_SPECIAL(name, signature, nulls, alias_of, group, help)
#include "lang/sj-builtin-expression.def"
#include "lang/sj-builtin-template.def"
#undef SJ_FUNCTION
#undef SJ_SPECIAL

/* Failures.  They return false in plain sight of the compiler, which then knows
 * that nothing unset is used. */
void sj_function_fail_wrong    (SjEval *eval, const char *function, const char *needs, SjValue value);
void sj_function_fail_overflow (SjEval *eval);
void sj_function_fail_too_far  (SjEval *eval);

static inline bool
sj_function_wrong (SjEval *eval, const char *function, const char *needs, SjValue value)
{
  sj_function_fail_wrong (eval, function, needs, value);
  return false;
}

static inline bool
sj_function_overflow (SjEval *eval)
{
  sj_function_fail_overflow (eval);
  return false;
}

/* A date out of all calendars. */
static inline bool
sj_function_too_far (SjEval *eval)
{
  sj_function_fail_too_far (eval);
  return false;
}

/* Reading arguments: false after a failure.  `function` is for the sentence. */
bool sj_function_number  (SjEval *eval, const char *function, SjValue value, double *number);
bool sj_function_integer (SjEval *eval, const char *function, SjValue value, int64_t *integer);
bool sj_function_boolean (SjEval *eval, const char *function, SjValue value, bool *boolean);
bool sj_function_text    (SjEval *eval, const char *function, SjValue value);
bool sj_function_texts   (SjEval *eval, const char *function, const SjValue *args, unsigned count);
bool sj_function_list    (SjEval *eval, const char *function, SjValue value, SjValue *list);    /* null: empty */

/* Texts: where a part begins, from a byte on, or NULL; a part of a text, borrowed. */
const char *sj_function_find (SjValue text, SjValue part, size_t from);
SjValue     sj_function_part (SjValue text, size_t from, size_t to);

/* Journey expressions know offsets and no zones: of "…+01:00[Europe/Paris]" the
 * offset counts.  A text that is no date, or not of the type asked for (SJ_NULL:
 * whatever it looks like), is null. */
SjValue sj_function_time (SjEval *eval, SjValue text, SjType type);

/* Making results. */
bool sj_function_give     (SjValue *result, SjValue value);    /* always true */
bool sj_function_decimal  (SjEval *eval, double decimal, SjValue *result);

/* Room for a list's items, or a text's bytes; NULL beyond the limits. */
SjValue *sj_function_items (SjEval *eval, size_t count);
char    *sj_function_bytes (SjEval *eval, size_t length);

/* Seconds that the calendar's years -999999 to 999999 hold. */
bool sj_function_in_calendar (int64_t seconds);
