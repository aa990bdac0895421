/* sj-distribution.h -- how long something takes, and what values people have: by chance.
 *
 * Nothing is generated: a hash of what is being decided is turned into a number, so
 * that the same decision always has the same outcome.  The same bytes on every
 * machine, with every compiler: only additions, multiplications, divisions and square
 * roots are used, which IEEE 754 rounds in one way only, and the build forbids
 * compilers to join them (-ffp-contract=off).  The functions of libm are not used.
 */
#pragma once

#include "base/sj-config.h"
#include "base/sj-hash.h"

typedef enum
{
  SJ_SPREAD_FIXED,
  SJ_SPREAD_UNIFORM,
  SJ_SPREAD_EXPONENTIAL,
  SJ_SPREAD_LOG_NORMAL,
  SJ_SPREAD_EMPIRICAL,
  SJ_SPREAD_DATE,           /* values only */
  SJ_SPREAD_NUMBERED        /* the same */
} SjSpread;

typedef struct
{
  SjTime after;
  double weight;
} SjDelayPoint;

typedef struct
{
  int32_t kind;             /* SjSpread */
  SjTime after;             /* fixed */
  SjTime from, until;       /* uniform */
  SjTime mean;              /* exponential */
  SjTime median;            /* log-normal */
  double spread;            /* the same: two thirds lie between median / spread and median · spread */
  SjRecords values;         /* empirical: of SjDelayPoint */
  SjTime most;              /* what would take longer takes this long; 0: no bound */
} SjDelay;

typedef struct
{
  SjBlob *value;
  double weight;
} SjDrawPoint;

typedef struct
{
  int32_t kind;             /* SjSpread */
  SjBlob *value;            /* fixed */
  double from, until;       /* uniform */
  double mean;              /* exponential */
  double median, spread;    /* log-normal */
  int64_t digits;           /* behind the decimal point; 0: whole numbers */
  SjRecords values;         /* empirical: of SjDrawPoint */
  SjWhen first, last;       /* date */
  bool time;                /* the same: with time of day */
  char *text;               /* numbered: {n} is the person's number */
} SjDraw;

extern const SjSpec sj_delay_spec;
extern const SjSpec sj_draw_spec;

#define SJ_DELAY_MOST (100 * 365 * SJ_DAY)

/* Made once from one of these; what it borrows lies in the arena it was made with. */
typedef struct
{
  uint8_t kind;             /* SjSpread: the first five */
  uint32_t count;           /* empirical */
  double a, b;              /* value; from and width; mean; logarithms of median and spread */
  double most;
  const double *bounds;     /* empirical: upper ends of the shares, 0 to 1 */
  const double *points;     /* the same */
} SjSampler;

SjSampler sj_sampler_fixed       (double value);
SjSampler sj_sampler_uniform     (double from, double until);
SjSampler sj_sampler_exponential (double mean);
SjSampler sj_sampler_log_normal  (double median, double spread);
/* `points` may be NULL where only the index matters; weights of 0 are never drawn. */
SjSampler sj_sampler_empirical   (SjArena *arena, const double *points, const double *weights, uint32_t count);
SjSampler sj_sampler_delay       (const SjDelay *delay, SjArena *arena);

double   sj_sampler_draw (const SjSampler *sampler, uint64_t hash);
uint32_t sj_sampler_pick (const SjSampler *sampler, uint64_t hash);    /* empirical: which */
SjTime   sj_sampler_time (const SjSampler *sampler, uint64_t hash);    /* 0 to SJ_DELAY_MOST */

/* A value's distribution, ready to be drawn from; borrows the draw. */
typedef struct
{
  const SjDraw *draw;
  SjSampler sampler;
} SjDrawer;

SjDrawer sj_drawer_make  (const SjDraw *draw, SjArena *arena);
SjValue  sj_drawer_value (const SjDrawer *drawer, uint64_t hash, uint64_t number, SjArena *arena);

/* Whether something with that probability (0 to 1) happens. */
static inline bool
sj_chance_hits (uint64_t hash, double probability)
{
  return sj_hash_unit (hash) < probability;
}

/* e^x, the natural logarithm of x > 0, and the z that a normal deviate stays below with
 * probability p (0 < p < 1): from basic operations alone. */
double sj_exact_exp    (double x);
double sj_exact_log    (double x);
double sj_exact_normal (double p);
