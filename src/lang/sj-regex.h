/* sj-regex.h -- patterns as Java writes them, compiled once and limited.
 *
 * A match that takes too much effort counts as no match: a bad pattern cannot
 * hang a journey.
 */
#pragma once

#include "lang/sj-eval.h"

#define SJ_REGEX_GROUPS 32

typedef struct
{
  bool matched;
  unsigned count;                         /* groups that are set, with the whole match */
  size_t start[SJ_REGEX_GROUPS];          /* in bytes; SIZE_MAX where a group took no part */
  size_t end[SJ_REGEX_GROUPS];
} SjMatch;

SjRegexes *sj_regexes_new  (void);
void       sj_regexes_free (SjRegexes *regexes);

/* False, with the error set, for a pattern that is not one and where the limits of
 * the evaluation are used up.  Pattern and subject are texts; `from` is 0 or where
 * an earlier match in the same subject ended. */
bool sj_regex_match (SjEval *eval, SjValue pattern, SjValue subject, size_t from, bool whole, SjMatch *match);

/* Whether a pattern compiles; what is wrong with it, and where, if not. */
bool sj_regex_check (const char *pattern, size_t length, char **problem, size_t *offset);
