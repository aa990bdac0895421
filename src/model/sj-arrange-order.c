/* sj-arrange-order.c -- the order inside of each layer, for few crossings.
 *
 * Starts from the order as drawn and leaves it alone where it has no crossing
 * to remove: first neighbours change places, then medians sweep through the
 * layers, then an annealing search looks further.  What changed and did not pay
 * is taken back in the end.
 */
#include "model/sj-arrange-layers.h"

#include <string.h>

enum { SWEEPS = 12, PATIENCE = 4 };

/* Neighbours change places where it helps. */
static bool
swap_layer (SjArrangeLayers *layers, unsigned layer)
{
  bool changed = false;

  for (unsigned i = layers->start[layer]; i + 1 < layers->start[layer + 1]; i++)
    {
      unsigned upper = layers->order[i], lower = layers->order[i + 1];

      if ((layers->still[upper] && layers->still[lower]) ||
          sj_arrange_swap_cost (layers, upper, lower) >= 0)
        continue;
      sj_arrange_swap (layers, i);
      changed = true;
    }
  return changed;
}

/* A layer is looked at again only when it or one beside it has changed. */
static void
swap_neighbours (SjArrangeLayers *layers)
{
  g_autofree bool *stale = g_new (bool, layers->n_layers + 2);
  bool changed = true;

  memset (stale, true, layers->n_layers + 2);
  while (changed)
    {
      changed = false;
      for (unsigned l = 0; l < layers->n_layers; l++)
        while (stale[l + 1])
          {
            stale[l + 1] = false;
            if (swap_layer (layers, l))
              stale[l] = stale[l + 1] = stale[l + 2] = changed = true;
          }
    }
}

typedef struct
{
  double median;
  unsigned item;
} Place;

static int
compare_places (const void *left, const void *right, void *data)
{
  const Place *one = left, *other = right;

  return one->median < other->median ? -1 : one->median > other->median;
}

static int
compare_unsigned (const void *left, const void *right, void *data)
{
  unsigned one = *(const unsigned *) left, other = *(const unsigned *) right;

  return one < other ? -1 : one > other;
}

/* Of four and more neighbours the median leans to the side where they stand closer. */
static double
find_median (const unsigned *places, unsigned n)
{
  unsigned middle = n / 2;
  double above, below;

  if (n % 2 == 1)
    return places[middle];
  if (n == 2)
    return (places[0] + places[1]) / 2.0;

  above = places[middle - 1] - places[0];
  below = places[n - 1] - places[middle];
  if (above + below == 0)
    return (places[middle - 1] + places[middle]) / 2.0;

  return (places[middle - 1] * below + places[middle] * above) / (above + below);
}

static double
median_of (const SjArrangeLayers *layers, const SjArrangeLists *lists, unsigned item,
           unsigned *places)
{
  unsigned n = lists->start[item + 1] - lists->start[item];

  for (unsigned k = 0; k < n; k++)
    places[k] = layers->at[lists->item[lists->start[item] + k]];
  g_qsort_with_data (places, (int) n, sizeof (unsigned), compare_unsigned, NULL);
  return find_median (places, n);
}

typedef struct
{
  Place *places;             /* scratch */
  unsigned *numbers;         /* scratch */
  const unsigned *drawn;     /* the order, as drawn */
} Sweep;

/* Still items go back to their order among themselves. */
static void
keep_still_order (SjArrangeLayers *layers, unsigned layer, const Sweep *sweep)
{
  unsigned *still = sweep->numbers, n = 0;

  for (unsigned i = layers->start[layer]; i < layers->start[layer + 1]; i++)
    if (layers->still[layers->order[i]])
      still[n++] = layers->drawn[layers->order[i]];
  if (n < 2)
    return;
  g_qsort_with_data (still, (int) n, sizeof (unsigned), compare_unsigned, NULL);
  for (unsigned i = layers->start[layer], k = 0; k < n; i++)
    if (layers->still[layers->order[i]])
      layers->order[i] = sweep->drawn[still[k++]];
}

/* Items without a neighbour on that side stay where they are; the others fill
 * the places between them in the order of their medians. */
static void
sweep_layer (SjArrangeLayers *layers, Sweep *sweep, unsigned layer, const SjArrangeLists *lists)
{
  unsigned from = layers->start[layer], to = layers->start[layer + 1], n = 0;

  for (unsigned i = from; i < to; i++)
    {
      unsigned item = layers->order[i];

      if (lists->start[item] < lists->start[item + 1])
        sweep->places[n++] = (Place) { median_of (layers, lists, item, sweep->numbers), item };
    }
  if (n > 1)
    g_qsort_with_data (sweep->places, (int) n, sizeof (Place), compare_places, NULL);
  for (unsigned i = from, k = 0; i < to; i++)
    if (lists->start[layers->order[i]] < lists->start[layers->order[i] + 1])
      layers->order[i] = sweep->places[k++].item;
  keep_still_order (layers, layer, sweep);
  for (unsigned i = from; i < to; i++)
    layers->at[layers->order[i]] = i;
}

static void
sweep_all (SjArrangeLayers *layers, Sweep *sweep, bool rightwards)
{
  for (unsigned l = 1; l < layers->n_layers; l++)
    if (rightwards)
      sweep_layer (layers, sweep, l, &layers->in);
    else
      sweep_layer (layers, sweep, layers->n_layers - 1 - l, &layers->out);
}

/* The best order that sweeping finds, or the one there is now. */
static void
sweep_for_best (SjArrangeLayers *layers, const unsigned *drawn)
{
  int64_t best_cost = sj_arrange_layers_cost (layers);
  unsigned *best = sj_arrange_layers_save (layers), n_segments = layers->in.start[layers->n_items];
  g_autofree Place *places = g_new (Place, layers->n_items);
  g_autofree unsigned *numbers = g_new (unsigned, layers->n_items + n_segments);
  Sweep sweep = { places, numbers, drawn };

  sj_arrange_layers_restore (layers, drawn);
  for (int i = 0, idle = 0; i < SWEEPS && idle < PATIENCE && best_cost > 0; i++, idle++)
    {
      int64_t cost;

      sweep_all (layers, &sweep, i % 2 == 0);
      swap_neighbours (layers);
      cost = sj_arrange_layers_cost (layers);
      if (cost >= best_cost)
        continue;
      best_cost = cost;
      memcpy (best, layers->order, layers->n_items * sizeof (unsigned));
      idle = 0;
    }
  sj_arrange_layers_restore (layers, best);
}

/* A stretch of a layer that holds the same items as in the drawing, in another
 * order; stretches that paths join are taken back together. */
typedef struct
{
  unsigned layer, from, to;
  unsigned group;    /* index of another stretch, or its own */
} Stretch;

typedef struct
{
  Stretch *stretches;
  unsigned n_stretches;
  unsigned *stretch;    /* of an item, or SJ_ARRANGE_NONE */
} Changes;

static void
find_stretches (const SjArrangeLayers *layers, Changes *changes)
{
  for (unsigned l = 0; l < layers->n_layers; l++)
    for (unsigned i = layers->start[l], from = i, last = i; i < layers->start[l + 1]; i++)
      {
        last = MAX (last, layers->drawn[layers->order[i]]);
        if (last > i)
          continue;
        for (unsigned k = from; k <= i; k++)
          changes->stretch[layers->order[k]] = from < i ? changes->n_stretches : SJ_ARRANGE_NONE;
        if (from < i)
          {
            changes->stretches[changes->n_stretches] =
                (Stretch) { l, from, i + 1, changes->n_stretches };
            changes->n_stretches++;
          }
        from = last = i + 1;
      }
}

static unsigned
find_group (Stretch *stretches, unsigned index)
{
  while (stretches[index].group != index)
    index = stretches[index].group = stretches[stretches[index].group].group;

  return index;
}

static void
join_stretches (const SjArrangeLayers *layers, Changes *changes)
{
  for (unsigned item = 0; item < layers->n_items; item++)
    for (unsigned k = layers->out.start[item]; k < layers->out.start[item + 1]; k++)
      {
        unsigned one = changes->stretch[item], other = changes->stretch[layers->out.item[k]];

        if (one != SJ_ARRANGE_NONE && other != SJ_ARRANGE_NONE)
          changes->stretches[find_group (changes->stretches, one)].group =
              find_group (changes->stretches, other);
      }
  for (unsigned i = 0; i < changes->n_stretches; i++)
    changes->stretches[i].group = find_group (changes->stretches, i);
}

static int
compare_stretches (const void *left, const void *right, void *data)
{
  const Stretch *one = left, *other = right;

  if (one->group != other->group)
    return one->group < other->group ? -1 : 1;
  return one->from < other->from ? -1 : one->from > other->from;
}

/* Of the layers that the stretches touch. */
static int64_t
cost_around (const SjArrangeLayers *layers, const Stretch *stretches, unsigned n)
{
  unsigned next = 0;
  int64_t cost = 0;

  for (unsigned i = 0; i < n; i++)
    for (unsigned l = MAX (next, stretches[i].layer); l <= stretches[i].layer + 1; l++, next = l)
      if (l < layers->n_layers)
        cost += sj_arrange_layer_cost (layers, l);
  return cost;
}

static void
put_back (SjArrangeLayers *layers, const Stretch *stretches, unsigned n, const unsigned *order)
{
  for (unsigned i = 0; i < n; i++)
    for (unsigned k = stretches[i].from; k < stretches[i].to; k++)
      {
        layers->order[k] = order[k];
        layers->at[order[k]] = k;
      }
}

/* Changes that removed nothing are undone, group by group. */
static void
take_back (SjArrangeLayers *layers, const unsigned *drawn)
{
  g_autofree Stretch *stretches = g_new (Stretch, layers->n_items);
  g_autofree unsigned *stretch = g_new (unsigned, layers->n_items);
  Changes changes = { stretches, 0, stretch };
  const unsigned *order = sj_arrange_layers_save (layers);

  find_stretches (layers, &changes);
  join_stretches (layers, &changes);
  if (changes.n_stretches > 1)
    g_qsort_with_data (stretches, (int) changes.n_stretches, sizeof (Stretch), compare_stretches,
                       NULL);
  for (unsigned i = 0, n; i < changes.n_stretches; i += n)
    {
      int64_t cost;

      for (n = 1; i + n < changes.n_stretches && stretches[i + n].group == stretches[i].group; n++)
        ;
      cost = cost_around (layers, stretches + i, n);
      put_back (layers, stretches + i, n, drawn);
      if (cost_around (layers, stretches + i, n) > cost)
        put_back (layers, stretches + i, n, order);
    }
}

void
sj_arrange_order (SjArrangeLayers *layers)
{
  const unsigned *drawn = sj_arrange_layers_save (layers);

  if (sj_arrange_layers_cost (layers) == 0)
    return;

  swap_neighbours (layers);
  sweep_for_best (layers, drawn);
  if (sj_arrange_layers_cost (layers) > 0)
    sj_arrange_anneal (layers);
  take_back (layers, drawn);
  swap_neighbours (layers);
}
