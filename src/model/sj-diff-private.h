/* sj-diff-private.h -- what finding differences and saying them share. */
#pragma once

#include "model/sj-diff.h"

typedef struct
{
  const SjJourney *older, *newer;
  const SjNames *names;
  SjDiff *diff;
} SjDiffing;

/* The sentence, from everything else in the difference. */
char *sj_diff_sentence (const SjDiffing *diffing, const SjDifference *item);
/* A value of a field in full, also what is in records. */
char *sj_diff_value_text (const SjField *field, const void *slot, const SjNames *names);
