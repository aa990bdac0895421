/* sj-interval.c -- Wilson, Newcombe, Student. */
#include "engine/sj-interval.h"

#include <math.h>

#define Z 1.959963984540054    /* 97.5 % of the normal distribution */

double
sj_round6 (double number)
{
  double rounded = fabs (number) < 1e9 ? round (number * 1e6) / 1e6 : number;

  return rounded == 0 ? 0 : rounded;    /* never -0 */
}

static SjEstimate
rounded (double value, double low, double high)
{
  return (SjEstimate) { sj_round6 (value), sj_round6 (low), sj_round6 (high) };
}

static SjEstimate
wilson (uint64_t count, uint64_t total)
{
  double n = (double) total, p = (double) count / n, zz = Z * Z;
  double middle = (p + zz / (2 * n)) / (1 + zz / n);
  double half = Z * sqrt (p * (1 - p) / n + zz / (4 * n * n)) / (1 + zz / n);

  return (SjEstimate) { p, count == 0 ? 0 : MAX (middle - half, 0), count == total ? 1 : MIN (middle + half, 1) };
}

SjEstimate
sj_interval_share (uint64_t count, uint64_t total)
{
  SjEstimate share;

  if (total == 0)
    return (SjEstimate) { 0, 0, 1 };
  share = wilson (MIN (count, total), total);
  return rounded (share.value, share.low, share.high);
}

SjEstimate
sj_interval_difference (uint64_t count_a, uint64_t total_a, uint64_t count_b, uint64_t total_b)
{
  SjEstimate a, b;
  double difference;

  if (total_a == 0 || total_b == 0)
    return (SjEstimate) { 0, -1, 1 };
  a = wilson (MIN (count_a, total_a), total_a);
  b = wilson (MIN (count_b, total_b), total_b);
  difference = a.value - b.value;
  return rounded (difference, difference - hypot (a.value - a.low, b.high - b.value),
                  difference + hypot (a.high - a.value, b.value - b.low));
}

SjEstimate
sj_interval_counts (uint64_t a, uint64_t b, double scale)
{
  double difference = (double) a * scale - (double) b;
  double half = Z * sqrt ((double) a * scale * scale + (double) b);

  return rounded (difference, difference - half, difference + half);
}

/* 97.5 % of Student's distribution: from ten degrees of freedom on Cornish and Fisher's
 * series, exact to four digits; before, the values themselves. */
static double
student (unsigned degrees)
{
  static const double few[] = { 0,        12.706205, 4.302653, 3.182446, 2.776445,
                                2.570582, 2.446912,  2.364624, 2.306004, 2.262157 };
  double n = degrees, z = Z, z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z;

  if (degrees < G_N_ELEMENTS (few))
    return few[degrees];
  return z + (z3 + z) / (4 * n) + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n) +
         (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * n * n * n);
}

bool
sj_interval_paired (const double *a, const double *b, unsigned n, SjEstimate *estimate)
{
  double sum = 0, squares = 0, half;

  if (n < 2)
    return false;
  for (unsigned i = 0; i < n; i++)
    sum += a[i] - b[i];
  for (unsigned i = 0; i < n; i++)
    squares += pow (a[i] - b[i] - sum / n, 2);
  half = student (n - 1) * sqrt (squares / (n - 1) * n);
  *estimate = rounded (sum, sum - half, sum + half);
  return true;
}
