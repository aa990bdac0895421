/* sj-decide.h -- what can be known of conditions before there is any data.
 *
 * Conditions are tried in order, the first that holds is taken, and null is false.
 * What is said here is proved: for every data the evaluation gives that result, or
 * fails.  What cannot be proved within the limits is left open; nothing is guessed.
 */
#pragma once

#include "lang/sj-tree.h"

typedef enum
{
  SJ_VERDICT_OPEN,
  SJ_VERDICT_NEVER,         /* no data makes it true */
  SJ_VERDICT_ALWAYS,        /* all data does */
  SJ_VERDICT_COVERED,       /* whenever it is true, an earlier one is: it is never taken */
  SJ_VERDICT_REST           /* whenever no earlier one is true, it is: nothing comes after it */
} SjVerdict;

typedef struct
{
  SjVerdict verdict;
  int32_t by;               /* covered: the one earlier condition that does it alone; -1: it takes several */
  bool by_shape;            /* only because a schema requires a field or lists its values */
  int32_t overlaps;         /* an earlier one with which it shares some values of one field, and neither all
                               of the other's; -1: none.  Never with a verdict but OPEN */
} SjDecision;

/* Fills in a decision for each of the checked trees of journey expressions, all of
 * which must give a boolean.  NULL: a condition that is not known; it may do anything. */
void sj_decide (const SjTree *const *conditions, size_t count, SjDecision *decisions);

/* What a field, or a call, would have to give. */
typedef struct
{
  const SjTree *tree;       /* borrowed from a condition */
  SjValue value;            /* in the arena */
} SjExample;

/* Data for which each condition gives what is wanted, as far as it depends on single
 * fields: appends SjExample to `examples`.  False where none was found; there may be
 * some all the same. */
bool sj_decide_example (const SjTree *const *conditions, const bool *wanted, size_t count, SjArena *arena,
                        GArray *examples);

/* Whether a tree needs no data, no clock and no chance; its value, in the arena. */
bool sj_decide_constant (const SjTree *tree, SjArena *arena, SjValue *value);
