/* sj-interval.h -- how sure a share is: intervals of 95 %.
 *
 * Wilson's score interval for a share and Newcombe's hybrid of two of them for the
 * difference of shares; both stay within what is possible also for few persons and
 * shares near 0 and 1.  All numbers are rounded to six digits behind the point, so
 * that they are the same bytes everywhere.
 */
#pragma once

#include "base/sj-types.h"

typedef struct
{
  double value;
  double low, high;         /* of 95 % */
} SjEstimate;

double sj_round6 (double number);

/* The share of `count` among `total`; of nobody it is 0, from 0 to 1. */
SjEstimate sj_interval_share (uint64_t count, uint64_t total);

/* The first share less the second, of different persons. */
SjEstimate sj_interval_difference (uint64_t count_a, uint64_t total_a, uint64_t count_b, uint64_t total_b);

/* The first count times `scale` less the second, of things that happen independently. */
SjEstimate sj_interval_counts (uint64_t a, uint64_t b, double scale);

/* The sum of the differences a[i] - b[i] of n batches that were drawn alike (Student's t
 * with n - 1 degrees of freedom); false with fewer than two. */
bool sj_interval_paired (const double *a, const double *b, unsigned n, SjEstimate *estimate);

/* Whether it is sure which way: 0 does not lie within. */
static inline bool
sj_estimate_is_sure (const SjEstimate *estimate)
{
  return estimate->low > 0 || estimate->high < 0;
}
