/* sj-arrange-rows.c -- the rows of a part that is laid out anew, for a given order.
 *
 * What is steep costs: a path for each row that it leads over, the main line
 * and the inside of long paths more than others.  Layer by layer the items are
 * put where that is least for where the layers beside are; then whole strands
 * of items that lie level are moved, which no layer can do alone.
 */
#include "model/sj-arrange-layers.h"

#include <string.h>

enum { STEEP_PATH = 1, STEEP_PASSAGE = 4, STEEP_LINE = 8, STEEP_LEAD = 64 };

/* A sweep looks ahead, but mostly back to the layers that it has been to. */
enum { AHEAD = 1, BACK = 8 };

enum { SWEEPS = 16, ROUNDS = 4 };

/* Cards on the main line from the beginning of the journey. */
static bool *
find_lead_line (const SjArrange *a, const SjArrangePart *part, SjArena *arena)
{
  bool *leads = sj_arena_alloc0 (arena, a->n_nodes * sizeof (bool));

  for (unsigned v = sj_arrange_lead (a, part); v != SJ_ARRANGE_NONE; v = a->line_after[v])
    leads[v] = true;
  return leads;
}

static bool
is_passage (const SjArrangeRows *rows, unsigned item)
{
  return rows->layers->node[item] == SJ_ARRANGE_NONE;
}

static int
steepness (const SjArrangeRows *rows, unsigned from, unsigned to, unsigned edge)
{
  const SjArrangeEdge *path = &rows->a->edges[edge];

  if (rows->a->line_after[path->source] == path->target)
    return rows->leads[path->source] ? STEEP_LEAD : STEEP_LINE;
  return is_passage (rows, from) && is_passage (rows, to) ? STEEP_PASSAGE : STEEP_PATH;
}

static int
level_between (const SjArrangeRows *rows, unsigned from, unsigned to, unsigned edge)
{
  int leaves = 0, arrives = 0;

  if (!is_passage (rows, from))
    leaves = SJ_ARRANGE_MIDDLE + sj_arrange_port_drop (rows->a, edge);
  if (!is_passage (rows, to))
    arrives = SJ_ARRANGE_MIDDLE;
  return leaves - arrives;
}

int
sj_arrange_distance (const SjArrangeRows *rows, unsigned upper, unsigned lower)
{
  if (is_passage (rows, upper))
    return SJ_ARRANGE_LANE;
  return rows->a->slot[rows->layers->node[upper]] +
         (is_passage (rows, lower) ? SJ_ARRANGE_LANE : SJ_ARRANGE_ROW_FREE);
}

static void
measure_paths (SjArrangeRows *rows, const SjArrangePart *part)
{
  const SjArrangeLayers *layers = rows->layers;
  unsigned n = layers->out.start[layers->n_items];
  SjArena *arena = layers->arena;

  rows->leads = find_lead_line (rows->a, part, arena);
  rows->in_level = sj_arena_new_n (arena, int, n);
  rows->in_weight = sj_arena_new_n (arena, int, n);
  rows->out_level = sj_arena_new_n (arena, int, n);
  rows->out_weight = sj_arena_new_n (arena, int, n);
  for (unsigned item = 0; item < layers->n_items; item++)
    {
      for (unsigned k = layers->in.start[item]; k < layers->in.start[item + 1]; k++)
        {
          rows->in_level[k] = level_between (rows, layers->in.item[k], item, layers->in_edge[k]);
          rows->in_weight[k] = steepness (rows, layers->in.item[k], item, layers->in_edge[k]);
        }
      for (unsigned k = layers->out.start[item]; k < layers->out.start[item + 1]; k++)
        {
          rows->out_level[k] = level_between (rows, item, layers->out.item[k], layers->out_edge[k]);
          rows->out_weight[k] = steepness (rows, item, layers->out.item[k], layers->out_edge[k]);
        }
    }
}

/* Each layer for itself, as close as can be, about a common middle. */
static void
pack_layers (SjArrangeRows *rows)
{
  const SjArrangeLayers *layers = rows->layers;

  for (unsigned l = 0; l < layers->n_layers; l++)
    {
      int height = 0;

      for (unsigned i = layers->start[l]; i < layers->start[l + 1]; i++)
        {
          if (i > layers->start[l])
            height += sj_arrange_distance (rows, layers->order[i - 1], layers->order[i]);
          rows->y[layers->order[i]] = height;
        }
      for (unsigned i = layers->start[l]; i < layers->start[l + 1]; i++)
        rows->y[layers->order[i]] -= sj_arrange_snap (height / 2);
    }
}

static void
wish_for (const SjArrangeRows *rows, SjArrangeAscent *ascent, unsigned item, int above,
          int left, int right)
{
  const SjArrangeLayers *layers = rows->layers;

  for (unsigned k = layers->in.start[item]; k < layers->in.start[item + 1]; k++)
    sj_arrange_ascent_wish (ascent, rows->y[layers->in.item[k]] + rows->in_level[k] - above,
                            rows->in_weight[k] * left);
  for (unsigned k = layers->out.start[item]; k < layers->out.start[item + 1]; k++)
    sj_arrange_ascent_wish (ascent, rows->y[layers->out.item[k]] - rows->out_level[k] - above,
                            rows->out_weight[k] * right);
  if (layers->in.start[item] == layers->in.start[item + 1] &&
      layers->out.start[item] == layers->out.start[item + 1])
    sj_arrange_ascent_wish (ascent, rows->y[item] - above, 1);
}

static void
sweep_layer (SjArrangeRows *rows, SjArrangeAscent *ascent, unsigned layer, int *places,
             int left, int right)
{
  const SjArrangeLayers *layers = rows->layers;
  unsigned from = layers->start[layer], n = layers->start[layer + 1] - from;
  const unsigned *items = layers->order + from;

  sj_arrange_ascent_start (ascent);
  for (unsigned i = 0, above = 0; i < n; i++)
    {
      if (i > 0)
        above += (unsigned) sj_arrange_distance (rows, items[i - 1], items[i]);
      wish_for (rows, ascent, items[i], (int) above, left, right);
      places[i] = sj_arrange_ascent_next (ascent);
    }
  sj_arrange_ascent_finish (places, n);
  for (unsigned i = 0, above = 0; i < n; i++)
    {
      if (i > 0)
        above += (unsigned) sj_arrange_distance (rows, items[i - 1], items[i]);
      rows->y[items[i]] = places[i] + (int) above;
    }
}

static int64_t
total_cost (const SjArrangeRows *rows)
{
  const SjArrangeLayers *layers = rows->layers;
  int64_t cost = 0;

  for (unsigned item = 0; item < layers->n_items; item++)
    for (unsigned k = layers->out.start[item]; k < layers->out.start[item + 1]; k++)
      cost += (int64_t) rows->out_weight[k] *
              ABS (rows->y[layers->out.item[k]] - rows->y[item] - rows->out_level[k]);
  return cost;
}

typedef struct
{
  SjArrangeAscent ascent;
  int *places;      /* scratch */
  int *best;
  int64_t best_cost;
} Sweeps;

static void
keep_if_best (SjArrangeRows *rows, Sweeps *sweeps)
{
  int64_t cost = total_cost (rows);

  if (cost >= sweeps->best_cost)
    return;
  sweeps->best_cost = cost;
  memcpy (sweeps->best, rows->y, rows->layers->n_items * sizeof (int));
}

static void
sweep (SjArrangeRows *rows, Sweeps *sweeps, bool rightwards, int back, int ahead)
{
  unsigned n = rows->layers->n_layers;

  for (unsigned l = 0; l < n; l++)
    if (rightwards)
      sweep_layer (rows, &sweeps->ascent, l, sweeps->places, back, ahead);
    else
      sweep_layer (rows, &sweeps->ascent, n - 1 - l, sweeps->places, ahead, back);
  keep_if_best (rows, sweeps);
}

static void
level_all (SjArrangeRows *rows, Sweeps *sweeps)
{
  for (int i = 0; i < SWEEPS; i++)
    sweep (rows, sweeps, i % 2 == 0, BACK, AHEAD);
  memcpy (rows->y, sweeps->best, rows->layers->n_items * sizeof (int));
  for (int i = 0; i < ROUNDS && sj_arrange_strands (rows); i++)
    {
      keep_if_best (rows, sweeps);
      sweep (rows, sweeps, true, 1, 1);
      sweep (rows, sweeps, false, 1, 1);
    }
  memcpy (rows->y, sweeps->best, rows->layers->n_items * sizeof (int));
}

void
sj_arrange_rows (SjArrange *a, const SjArrangePart *part, const SjArrangeLayers *layers)
{
  g_autofree int *y = g_new (int, layers->n_items), *best = g_new (int, layers->n_items);
  g_autofree int *places = g_new (int, layers->n_items);
  SjArrangeRows rows = { .a = a, .layers = layers, .y = y };
  Sweeps sweeps = { .places = places, .best = best, .best_cost = INT64_MAX };

  sj_arrange_ascent_init (&sweeps.ascent, 2 * layers->out.start[layers->n_items] + layers->n_items);
  measure_paths (&rows, part);
  pack_layers (&rows);
  level_all (&rows, &sweeps);
  for (unsigned i = 0; i < layers->n_items; i++)
    if (!is_passage (&rows, i))
      a->y[layers->node[i]] = y[i];
  sj_arrange_ascent_clear (&sweeps.ascent);
}
