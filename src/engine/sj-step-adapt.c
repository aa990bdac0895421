/* sj-step-adapt.c -- experiments whose shares follow success.
 *
 * For each treatment a rate of success is drawn as likely as what was seen makes it
 * (Thompson sampling), and the best of these draws is given.  The draws come from the
 * hash of person and node, so they depend on nothing but what was counted before.
 */
#include "engine/sj-step-private.h"

#include <math.h>

#define SUCCEEDED 0x8000u

/* A stream of hashes. */
static double
draw_unit (uint64_t *state)
{
  *state = sj_hash_mix (*state, UINT64_C (0x9e3779b97f4a7c15));
  return sj_hash_unit (*state) + 0x1p-54;    /* never 0 */
}

static double
draw_normal (uint64_t *state)
{
  double length = sqrt (-2 * log (draw_unit (state)));

  return length * cos (2 * G_PI * draw_unit (state));
}

/* By Marsaglia and Tsang; of shapes from 1 on. */
static double
draw_gamma (uint64_t *state, double shape)
{
  double d = shape - 1.0 / 3, c = 1 / sqrt (9 * d);

  for (;;)
    {
      double x = draw_normal (state), v = 1 + c * x, cube = v * v * v;

      if (v > 0 && log (draw_unit (state)) < x * x / 2 + d - d * cube + d * log (cube))
        return d * cube;
    }
}

static double
draw_rate (uint64_t chance, const SjArm *arm)
{
  uint64_t state = chance;
  double yes = draw_gamma (&state, 1.0 + arm->succeeded);
  double no = draw_gamma (&state, 1.0 + (arm->given - arm->succeeded));

  return yes / (yes + no);
}

static uint16_t *
treatment_of (const SjStep *step, const SjShares *shares)
{
  return &step->shared->treatments[(size_t) step->person->number * step->program->n_adaptive + shares->number];
}

/* Who has a treatment keeps it. */
uint32_t
sj_step_adapt (SjStep *step, const SjOp *op, const SjShares *shares)
{
  uint64_t chance = sj_step_chance (step, sj_program_station (step->program, op->station)->chance);
  SjArm *arms = step->shared->arms + shares->first_arm;
  uint16_t *mine = treatment_of (step, shares);
  uint32_t best = 0;
  double highest = -1;

  if (*mine != 0)
    return (*mine & ~SUCCEEDED) - 1;
  for (uint32_t i = 0; i < op->count; i++)
    {
      double rate = draw_rate (sj_hash_mix (chance, i + 1), &arms[i]);

      if (rate <= highest)
        continue;
      highest = rate;
      best = i;
    }
  arms[best].given++;
  *mine = (uint16_t) (best + 1);
  return best;
}

/* A goal was reached: a success of each such experiment that it is the goal of, once a
 * person. */
void
sj_step_succeed (SjStep *step, uint32_t goal)
{
  for (guint i = 0; step->shared != NULL && step->shared->arms != NULL && i < step->program->shares->len; i++)
    {
      const SjShares *shares = &g_array_index (step->program->shares, SjShares, i);
      uint16_t *mine = shares->adaptive ? treatment_of (step, shares) : NULL;

      if (mine == NULL || *mine == 0 || (*mine & SUCCEEDED) || (shares->goal != SJ_NONE && shares->goal != goal))
        continue;
      step->shared->arms[shares->first_arm + *mine - 1].succeeded++;
      *mine |= SUCCEEDED;
    }
}
