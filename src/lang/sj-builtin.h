/* sj-builtin.h -- the functions of both languages.
 *
 * One row of sj-builtin-expression.def or sj-builtin-template.def describes one
 * function completely: name, signatures, what null does to it, what it is for.
 * Checking, completion, help and the tests that every function must pass walk
 * the rows.
 *
 * A signature is read as "arguments:result", alternatives parted by |:
 *
 *   s text   i integer   d decimal   n number   b boolean   D date   L local
 *   T dateTime   U duration   z zone (a literal)   c literal text   o object
 *   p text that is a regular expression
 *   * any scalar   x anything   t one type: number, date, local, dateTime or
 *   duration   e any one scalar type   [t] list of t   [o] list of objects
 *   [x] list of anything   ? behind an argument: may be left out   ~ behind an
 *   argument: may be repeated any number of times
 *
 * For example sort: "[*],b:[e]|[o],c,b:[o]".
 */
#pragma once

#include "lang/sj-eval.h"

/* What happens before the function is called when an argument is null. */
typedef enum
{
  SJ_NULLS_NULL,        /* the result is null */
  SJ_NULLS_FALSE,       /* the result is false */
  SJ_NULLS_PASS         /* the function sees it; a null for a list is still an empty list in A */
} SjNulls;

/* The arguments have the number that a signature allows; their types were checked
 * only as far as they were known, so a function meets any type and fails with
 * sj_eval_fail (eval, "type", …) on one it cannot use (A), or gives null (B). */
typedef bool (*SjFunction) (SjEval *eval, const SjValue *args, unsigned count, SjValue *result);

struct SjBuiltin
{
  const char *name;
  const char *signature;
  SjFunction call;
  SjNulls nulls;
  const char *alias_of;     /* NULL, or the present name of a former one */
  const char *group;        /* "Text", "Date": translatable */
  const char *help;         /* one line: translatable */
  uint8_t least, most;      /* arguments; `most` 255: any number.  Filled in from the signature */
};

const SjBuiltin *sj_builtin_find  (SjDialect dialect, const char *name, size_t length);
const SjBuiltin *sj_builtin_table (SjDialect dialect, size_t *count);

/* Whether this many arguments fit, and the parameter of the alternatives with
 * that many: one letter of the above, or '[' for a list; 0 where they differ. */
bool sj_builtin_accepts   (const SjBuiltin *builtin, unsigned count);
char sj_builtin_parameter (const SjBuiltin *builtin, unsigned count, unsigned index);

/* Of what the list is that stands there in all of those alternatives; 0 where they
 * differ, or where something else than a list may stand. */
char sj_builtin_item      (const SjBuiltin *builtin, unsigned count, unsigned index);
