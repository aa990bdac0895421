/* sj-arrange-anneal.c -- a longer search for an order with fewer crossings.
 *
 * Neighbours picked by chance change places: always when that is no loss, and
 * the more rarely the more it costs and the later it is.  This leaves the
 * valleys in which sweeping stops, and removes a quarter of the crossings that
 * sweeping leaves.  Chance comes from a fixed seed: the same drawing is always
 * arranged the same way.
 */
#include "model/sj-arrange-layers.h"

#include <math.h>
#include <string.h>

/* A swap that costs HOT is made about once in three tries at first, and one that
 * costs COLD in the end. */
#define HOT  (1.4 * SJ_ARRANGE_CROSSING)
#define COLD (0.2 * SJ_ARRANGE_CROSSING)

enum { STEPS = 64, LIMIT = 8 * SJ_ARRANGE_CROSSING };

/* Tries per pair of neighbours, as long as that is within the bounds; a pair of
 * many paths counts for more. */
enum { TRIES = 1500, MOST_WORK = 18000000 };

typedef struct
{
  SjArrangeLayers *layers;
  unsigned *pairs;     /* places of the upper one */
  unsigned n_pairs;
  uint64_t chance;
  uint32_t *odds;      /* by cost, of 2^32 */
} Annealing;

static inline uint64_t
draw (Annealing *annealing)
{
  annealing->chance ^= annealing->chance << 13;
  annealing->chance ^= annealing->chance >> 7;
  annealing->chance ^= annealing->chance << 17;
  return annealing->chance;
}

static void
list_pairs (Annealing *annealing)
{
  const SjArrangeLayers *layers = annealing->layers;

  for (unsigned l = 0; l < layers->n_layers; l++)
    for (unsigned i = layers->start[l]; i + 1 < layers->start[l + 1]; i++)
      annealing->pairs[annealing->n_pairs++] = i;
}

/* What one try costs on average, in comparisons. */
static double
average_work (const Annealing *annealing)
{
  const SjArrangeLayers *layers = annealing->layers;
  double work = 0;

  for (unsigned i = 0; i < annealing->n_pairs; i++)
    {
      unsigned one = layers->order[annealing->pairs[i]];
      unsigned other = layers->order[annealing->pairs[i] + 1];
      double in = (double) (layers->in.start[one + 1] - layers->in.start[one]) *
                  (layers->in.start[other + 1] - layers->in.start[other]);
      double out = (double) (layers->out.start[one + 1] - layers->out.start[one]) *
                   (layers->out.start[other + 1] - layers->out.start[other]);

      work += 1 + in + out;
    }
  return work / annealing->n_pairs;
}

static void
cool_down (Annealing *annealing, double heat)
{
  const double step = exp (-1 / heat);
  double odds = 1;

  for (int cost = 0; cost < LIMIT; cost++, odds *= step)
    annealing->odds[cost] = (uint32_t) MIN (odds * 0x1p32, 0xffffffff);
}

/* Returns the change in cost, without what was turned. */
static int64_t
shake (Annealing *annealing, uint64_t tries)
{
  SjArrangeLayers *layers = annealing->layers;
  int64_t change = 0;

  for (uint64_t i = 0; i < tries; i++)
    {
      uint64_t chance = draw (annealing);
      unsigned place = annealing->pairs[((chance >> 32) * annealing->n_pairs) >> 32];
      unsigned upper = layers->order[place], lower = layers->order[place + 1];
      int cost = sj_arrange_swap_cost (layers, upper, lower);

      if (cost > 0 && (cost >= LIMIT || (uint32_t) chance >= annealing->odds[cost]))
        continue;
      if (layers->still[upper] && layers->still[lower])
        continue;
      sj_arrange_swap (layers, place);
      change += cost - sj_arrange_turned_cost (layers, upper, lower);
    }
  return change;
}

/* Leaves the best order that was seen at the end of a step; that from before counts too. */
void
sj_arrange_anneal (SjArrangeLayers *layers)
{
  g_autofree unsigned *pairs = g_new (unsigned, layers->n_items);
  g_autofree uint32_t *odds = g_new (uint32_t, LIMIT);
  Annealing annealing = { layers, pairs, 0, UINT64_C (0x9e3779b97f4a7c15), odds };
  unsigned *best = sj_arrange_layers_save (layers);
  int64_t cost = 0, best_cost = 0;
  uint64_t tries;

  list_pairs (&annealing);
  if (annealing.n_pairs == 0)
    return;

  tries = (uint64_t) MIN ((double) TRIES * annealing.n_pairs, MOST_WORK / average_work (&annealing));
  for (int step = 0; step < STEPS; step++)
    {
      cool_down (&annealing, HOT * pow (COLD / HOT, (double) step / (STEPS - 1)));
      cost += shake (&annealing, tries / STEPS + 1);
      if (cost >= best_cost)
        continue;
      best_cost = cost;
      memcpy (best, layers->order, layers->n_items * sizeof (unsigned));
    }
  sj_arrange_layers_restore (layers, best);
}
