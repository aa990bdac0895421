/* sj-distribution.c -- hashes into numbers.
 *
 * The logarithm and the exponential are series of a fixed length; the normal quantile
 * is Acklam's rational approximation, wrong by less than 1.2e-9 of the value.  That is
 * far below a millisecond, and it is the same everywhere.
 */
#include "engine/sj-distribution.h"

#include "base/sj-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LN_2 0.69314718055994530942
#define SQRT_2 1.41421356237309504880

/* ------------------------------------------------------------------ as documents */

static const SjChoice delay_kinds[] = {
  { "fixed", N_("Always the same") },
  { "uniform", N_("Evenly between two times") },
  { "exponential", N_("Soon for most, late for few") },
  { "log-normal", N_("Around a usual time") },
  { "empirical", N_("As observed") },
  { NULL }
};

static const SjChoice draw_kinds[] = {
  { "fixed", N_("Always the same") },
  { "uniform", N_("Evenly between two numbers") },
  { "exponential", N_("Small for most, large for few") },
  { "log-normal", N_("Around a usual number") },
  { "empirical", N_("As observed, or one of a list") },
  { "date", N_("A date between two dates") },
  { "numbered", N_("A text with the profile's number") },
  { NULL }
};

static const SjField delay_point_fields[] = {
  { "after", SJ_FIELD_DURATION, offsetof (SjDelayPoint, after), N_("After") },
  { "weight", SJ_FIELD_DECIMAL, offsetof (SjDelayPoint, weight), N_("How often, against the others"), .fallback = 1,
    .max = 1000000000 },
  { NULL }
};

static const SjSpec delay_point_spec = { delay_point_fields, sizeof (SjDelayPoint), N_("observed delay") };

#define DELAY(name, TYPE, member, title, ...) \
  { name, SJ_FIELD_##TYPE, offsetof (SjDelay, member), title, __VA_ARGS__ }

static const SjField delay_fields[] = {
  DELAY ("kind", CHOICE, kind, N_("How it is spread"), .choices = delay_kinds),
  DELAY ("after", DURATION, after, N_("After"), .when = "kind=fixed"),
  DELAY ("from", DURATION, from, N_("At the soonest"), .when = "kind=uniform"),
  DELAY ("until", DURATION, until, N_("At the latest"), .when = "kind=uniform", .flags = SJ_FIELD_REQUIRED),
  DELAY ("mean", DURATION, mean, N_("On average"), .when = "kind=exponential", .flags = SJ_FIELD_REQUIRED),
  DELAY ("median", DURATION, median, N_("Half of them within"), .when = "kind=log-normal", .flags = SJ_FIELD_REQUIRED),
  DELAY ("spread", DECIMAL, spread, N_("Factor"),
         .help = N_("Two thirds lie between the middle divided by this and multiplied by it."), .fallback = 3, .min = 1,
         .max = 1000, .when = "kind=log-normal"),
  DELAY ("values", RECORDS, values, N_("Observed"), .record = &delay_point_spec, .when = "kind=empirical",
         .flags = SJ_FIELD_REQUIRED),
  DELAY ("most", DURATION, most, N_("Never later than"), .when = "kind=exponential|log-normal"),
  { NULL }
};

static void
check_delay (const void *config, SjReading *reading)
{
  const SjDelay *delay = config;
  double sum = 0;

  if (delay->kind == SJ_SPREAD_UNIFORM && delay->until < delay->from)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "end-before-start", sj_null, "until",
                    _("“until” is before “from”."));
  for (uint32_t i = 0; i < delay->values.count; i++)
    sum += ((const SjDelayPoint *) delay->values.items[i])->weight;
  if (delay->kind == SJ_SPREAD_EMPIRICAL && delay->values.count > 0 && sum <= 0)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "no-weight", sj_null, "values",
                    _("No value has a weight, so none can be chosen."));
}

const SjSpec sj_delay_spec = { delay_fields, sizeof (SjDelay), N_("delay"), check_delay };

static const SjField draw_point_fields[] = {
  { "value", SJ_FIELD_VALUE, offsetof (SjDrawPoint, value), N_("Value"), N_("Left out: the value is missing.") },
  { "weight", SJ_FIELD_DECIMAL, offsetof (SjDrawPoint, weight), N_("How often, against the others"), .fallback = 1,
    .max = 1000000000 },
  { NULL }
};

static const SjSpec draw_point_spec = { draw_point_fields, sizeof (SjDrawPoint), N_("observed value") };

#define DRAW(name, TYPE, member, title, ...) \
  { name, SJ_FIELD_##TYPE, offsetof (SjDraw, member), title, __VA_ARGS__ }

static const SjField draw_fields[] = {
  DRAW ("kind", CHOICE, kind, N_("How it is spread"), .choices = draw_kinds),
  DRAW ("value", VALUE, value, N_("Value"), .when = "kind=fixed"),
  DRAW ("from", DECIMAL, from, N_("At least"), .when = "kind=uniform"),
  DRAW ("until", DECIMAL, until, N_("At most"), .when = "kind=uniform", .flags = SJ_FIELD_REQUIRED),
  DRAW ("mean", DECIMAL, mean, N_("On average"), .when = "kind=exponential", .flags = SJ_FIELD_REQUIRED),
  DRAW ("median", DECIMAL, median, N_("Half of them below"), .when = "kind=log-normal", .flags = SJ_FIELD_REQUIRED),
  DRAW ("spread", DECIMAL, spread, N_("Factor"),
        .help = N_("Two thirds lie between the middle divided by this and multiplied by it."), .fallback = 2, .min = 1,
        .max = 1000, .when = "kind=log-normal"),
  DRAW ("digits", INTEGER, digits, N_("Digits behind the decimal point"), N_("None: whole numbers."), .max = 9,
        .when = "kind=uniform|exponential|log-normal"),
  DRAW ("values", RECORDS, values, N_("One of these"), .record = &draw_point_spec, .when = "kind=empirical",
        .flags = SJ_FIELD_REQUIRED),
  DRAW ("first", DATE_TIME, first, N_("First date"), .when = "kind=date", .flags = SJ_FIELD_REQUIRED),
  DRAW ("last", DATE_TIME, last, N_("Last date"), .when = "kind=date", .flags = SJ_FIELD_REQUIRED),
  DRAW ("time", BOOL, time, N_("With the time of day"), .when = "kind=date"),
  DRAW ("text", TEXT, text, N_("Text"), N_("The number stands in place of {n}."), .when = "kind=numbered",
        .flags = SJ_FIELD_REQUIRED),
  { NULL }
};

static int64_t
when_seconds (const SjWhen *when)
{
  return when->seconds;    /* dates are written in UTC, whatever their zone */
}

static void
check_draw (const void *config, SjReading *reading)
{
  const SjDraw *draw = config;
  double sum = 0;

  if (draw->kind == SJ_SPREAD_UNIFORM && draw->until < draw->from)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "end-before-start", sj_null, "until",
                    _("“until” is less than “from”."));
  if (draw->kind == SJ_SPREAD_LOG_NORMAL && draw->median < 0)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "out-of-range", sj_null, "median",
                    _("“median” must be greater than 0."));
  if (draw->kind == SJ_SPREAD_DATE && draw->first.form != SJ_WHEN_UNSET && draw->last.form != SJ_WHEN_UNSET &&
      when_seconds (&draw->last) < when_seconds (&draw->first))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "end-before-start", sj_null, "last", _("“last” is before “first”."));
  for (uint32_t i = 0; i < draw->values.count; i++)
    sum += ((const SjDrawPoint *) draw->values.items[i])->weight;
  if (draw->kind == SJ_SPREAD_EMPIRICAL && draw->values.count > 0 && sum <= 0)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "no-weight", sj_null, "values",
                    _("No value has a weight, so none can be chosen."));
}

const SjSpec sj_draw_spec = { draw_fields, sizeof (SjDraw), N_("value"), check_draw };

/* ------------------------------------------------------------------ numbers */

static uint64_t
bits_of (double x)
{
  uint64_t bits;

  memcpy (&bits, &x, sizeof bits);
  return bits;
}

static double
double_of (uint64_t bits)
{
  double x;

  memcpy (&x, &bits, sizeof x);
  return x;
}

/* x = m · 2^e with m near 1; log m = 2 artanh ((m − 1) / (m + 1)). */
double
sj_exact_log (double x)
{
  uint64_t bits = bits_of (x);
  int exponent = (int) (bits >> 52) - 1023;
  double m = double_of ((bits & UINT64_C (0x000fffffffffffff)) | UINT64_C (0x3ff0000000000000));
  static const double odd[] = { 1. / 17, 1. / 15, 1. / 13, 1. / 11, 1. / 9, 1. / 7, 1. / 5, 1. / 3, 1 };
  double s, square, sum = 0;

  if (m > SQRT_2)
    {
      m /= 2;
      exponent++;
    }
  s = (m - 1) / (m + 1);
  square = s * s;
  for (size_t i = 0; i < G_N_ELEMENTS (odd); i++)
    sum = sum * square + odd[i];
  return 2 * s * sum + exponent * LN_2;
}

double
sj_exact_exp (double x)
{
  static const double factorials[] = { 1. / 479001600, 1. / 39916800, 1. / 3628800, 1. / 362880, 1. / 40320, 1. / 5040,
                                       1. / 720, 1. / 120, 1. / 24, 1. / 6, 1. / 2, 1, 1 };
  double bounded = CLAMP (x, -700.0, 700.0);
  double scaled = bounded * (1 / LN_2);
  int power = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
  double rest = bounded - power * LN_2;
  double sum = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (factorials); i++)
    sum = sum * rest + factorials[i];
  return sum * double_of ((uint64_t) (power + 1023) << 52);
}

/* Of the lower tail. */
static double
normal_tail (double p)
{
  double q = __builtin_sqrt (-2 * sj_exact_log (p));

  return (((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838e+00) * q -
            2.549732539343734e+00) * q + 4.374664141464968e+00) * q + 2.938163982698783e+00) /
         ((((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996e+00) * q +
           3.754408661907416e+00) * q + 1);
}

static double
normal_middle (double p)
{
  double q = p - 0.5;
  double r = q * q;

  return (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r +
            1.383577518672690e+02) * r - 3.066479806614716e+01) * r + 2.506628277459239e+00) * q /
         (((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r +
            6.680131188771972e+01) * r - 1.328068155288572e+01) * r + 1);
}

double
sj_exact_normal (double p)
{
  const double low = 0.02425;

  if (p < low)
    return normal_tail (p);
  return p > 1 - low ? -normal_tail (1 - p) : normal_middle (p);
}

/* ------------------------------------------------------------------ samplers */

SjSampler
sj_sampler_fixed (double value)
{
  return (SjSampler) { .kind = SJ_SPREAD_FIXED, .a = value };
}

SjSampler
sj_sampler_uniform (double from, double until)
{
  return (SjSampler) { .kind = SJ_SPREAD_UNIFORM, .a = from, .b = until - from };
}

SjSampler
sj_sampler_exponential (double mean)
{
  return (SjSampler) { .kind = SJ_SPREAD_EXPONENTIAL, .a = mean };
}

SjSampler
sj_sampler_log_normal (double median, double spread)
{
  if (median <= 0)
    return sj_sampler_fixed (0);
  return (SjSampler) { .kind = SJ_SPREAD_LOG_NORMAL, .a = sj_exact_log (median), .b = sj_exact_log (MAX (spread, 1)) };
}

SjSampler
sj_sampler_empirical (SjArena *arena, const double *points, const double *weights, uint32_t count)
{
  double *bounds = sj_arena_new_n (arena, double, MAX (count, 1));
  double sum = 0, all = 0;

  for (uint32_t i = 0; i < count; i++)
    all += MAX (weights[i], 0);
  for (uint32_t i = 0; i < count; i++)
    {
      sum += MAX (weights[i], 0);
      bounds[i] = all > 0 ? sum / all : (double) (i + 1) / count;
    }
  return (SjSampler) { .kind = SJ_SPREAD_EMPIRICAL, .count = count, .bounds = bounds,
                       .points = points ? sj_arena_dup (arena, points, count * sizeof (double)) : NULL };
}

static SjSampler
observed_delays (const SjDelay *delay, SjArena *arena)
{
  g_autofree double *points = g_new0 (double, MAX (delay->values.count, 1));
  g_autofree double *weights = g_new0 (double, MAX (delay->values.count, 1));

  for (uint32_t i = 0; i < delay->values.count; i++)
    {
      const SjDelayPoint *point = delay->values.items[i];

      points[i] = (double) point->after;
      weights[i] = point->weight;
    }
  return sj_sampler_empirical (arena, points, weights, delay->values.count);
}

SjSampler
sj_sampler_delay (const SjDelay *delay, SjArena *arena)
{
  SjSampler sampler = { .kind = SJ_SPREAD_FIXED };

  switch ((SjSpread) delay->kind)
    {
    case SJ_SPREAD_UNIFORM:
      sampler = sj_sampler_uniform ((double) delay->from, (double) MAX (delay->until, delay->from));
      break;
    case SJ_SPREAD_EXPONENTIAL:
      sampler = sj_sampler_exponential ((double) delay->mean);
      break;
    case SJ_SPREAD_LOG_NORMAL:
      sampler = sj_sampler_log_normal ((double) delay->median, delay->spread);
      break;
    case SJ_SPREAD_EMPIRICAL:
      sampler = observed_delays (delay, arena);
      break;
    default:
      sampler = sj_sampler_fixed ((double) delay->after);
      break;
    }
  sampler.most = (double) delay->most;
  return sampler;
}

/* The first whose share is not yet passed; a share of nothing is never met. */
uint32_t
sj_sampler_pick (const SjSampler *sampler, uint64_t hash)
{
  double at = sj_hash_unit (hash);
  uint32_t low = 0, high = sampler->count > 0 ? sampler->count - 1 : 0;

  while (low < high)
    {
      uint32_t middle = low + (high - low) / 2;

      if (at < sampler->bounds[middle])
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

/* Neither 0 nor 1. */
static double
open_unit (uint64_t hash)
{
  return ((double) (hash >> 12) + 0.5) * 0x1p-52;
}

double
sj_sampler_draw (const SjSampler *sampler, uint64_t hash)
{
  double unit = sj_hash_unit (hash);
  double value = 0;

  switch ((SjSpread) sampler->kind)
    {
    case SJ_SPREAD_UNIFORM:
      value = sampler->a + sampler->b * unit;
      break;
    case SJ_SPREAD_EXPONENTIAL:
      value = -sampler->a * sj_exact_log (1 - unit);
      break;
    case SJ_SPREAD_LOG_NORMAL:
      value = sj_exact_exp (sampler->a + sampler->b * sj_exact_normal (open_unit (hash)));
      break;
    case SJ_SPREAD_EMPIRICAL:
      value = sampler->count > 0 ? sampler->points[sj_sampler_pick (sampler, hash)] : 0;
      break;
    default:
      value = sampler->a;
      break;
    }
  return sampler->most > 0 ? MIN (value, sampler->most) : value;
}

SjTime
sj_sampler_time (const SjSampler *sampler, uint64_t hash)
{
  double value = sj_sampler_draw (sampler, hash);

  return (SjTime) (CLAMP (value, 0, (double) SJ_DELAY_MOST) + 0.5);
}

/* ------------------------------------------------------------------ values */

static SjSampler
observed_values (const SjDraw *draw, SjArena *arena)
{
  g_autofree double *weights = g_new0 (double, MAX (draw->values.count, 1));

  for (uint32_t i = 0; i < draw->values.count; i++)
    weights[i] = ((const SjDrawPoint *) draw->values.items[i])->weight;
  return sj_sampler_empirical (arena, NULL, weights, draw->values.count);
}

SjDrawer
sj_drawer_make (const SjDraw *draw, SjArena *arena)
{
  SjDrawer drawer = { .draw = draw };

  switch ((SjSpread) draw->kind)
    {
    case SJ_SPREAD_UNIFORM:
      drawer.sampler = sj_sampler_uniform (draw->from, MAX (draw->from, draw->until));
      break;
    case SJ_SPREAD_EXPONENTIAL:
      drawer.sampler = sj_sampler_exponential (draw->mean);
      break;
    case SJ_SPREAD_LOG_NORMAL:
      drawer.sampler = sj_sampler_log_normal (draw->median, draw->spread);
      break;
    case SJ_SPREAD_EMPIRICAL:
      drawer.sampler = observed_values (draw, arena);
      break;
    case SJ_SPREAD_DATE:
      drawer.sampler = sj_sampler_uniform ((double) when_seconds (&draw->first),
                                           (double) MAX (when_seconds (&draw->first), when_seconds (&draw->last)));
      break;
    default:
      break;
    }
  return drawer;
}

static double
rounded (double value)
{
  double whole = (double) (int64_t) CLAMP (value, -9e15, 9e15);
  double rest = value - whole;

  return whole + (rest >= 0.5) - (rest <= -0.5);
}

static SjValue
number_value (double number, int64_t digits)
{
  double scale = 1;

  if (digits <= 0)
    return sj_value_integer ((int64_t) rounded (CLAMP (number, -9e15, 9e15)));
  for (int64_t i = 0; i < digits; i++)
    scale *= 10;
  return sj_value_decimal (number > -9e15 / scale && number < 9e15 / scale ? rounded (number * scale) / scale : number);
}

static SjValue
date_value (const SjDraw *draw, int64_t seconds, SjArena *arena)
{
  SjCivil civil;
  char *text;

  sj_civil_split (seconds, 0, &civil);
  text = draw->time ? sj_arena_printf (arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int) civil.year, civil.month,
                                       civil.day, civil.hour, civil.minute, civil.second)
                    : sj_arena_printf (arena, "%04d-%02d-%02d", (int) civil.year, civil.month, civil.day);
  return sj_value_string (text);
}

static SjValue
numbered_value (const char *text, uint64_t number, SjArena *arena)
{
  const char *place = text ? strstr (text, "{n}") : NULL;

  if (place == NULL)
    return sj_value_string (text);
  return sj_value_string (sj_arena_printf (arena, "%.*s%" G_GUINT64_FORMAT "%s", (int) (place - text), text, number,
                                           place + strlen ("{n}")));
}

SjValue
sj_drawer_value (const SjDrawer *drawer, uint64_t hash, uint64_t number, SjArena *arena)
{
  const SjDraw *draw = drawer->draw;

  switch ((SjSpread) draw->kind)
    {
    case SJ_SPREAD_FIXED:
      return sj_blob_value (draw->value);
    case SJ_SPREAD_EMPIRICAL:
      if (draw->values.count == 0)
        return sj_null;
      return sj_blob_value (
          ((const SjDrawPoint *) draw->values.items[sj_sampler_pick (&drawer->sampler, hash)])->value);
    case SJ_SPREAD_DATE:
      return date_value (draw, (int64_t) sj_sampler_draw (&drawer->sampler, hash), arena);
    case SJ_SPREAD_NUMBERED:
      return numbered_value (draw->text, number, arena);
    default:
      return number_value (sj_sampler_draw (&drawer->sampler, hash), draw->digits);
    }
}
