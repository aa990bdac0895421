/* sj-arrange-layers.c -- a part as layers of items, and how often their lines cross.
 *
 * A path over several columns becomes a chain: one item in each column that it
 * passes, at first where the straight line would pass.
 */
#include "model/sj-arrange-layers.h"

typedef struct
{
  SjArrangeLayers *layers;
  SjArrange *a;
  const SjArrangePart *part;
  int first_column;
  int span_limit;
  unsigned *item;       /* of a node */
  double *height;       /* of an item, in the drawing */
  unsigned n_segments;
  struct Segment { unsigned from, to, port, edge; } *segments;
} Making;

static bool
takes_part (const Making *making, unsigned edge)
{
  const SjArrange *a = making->a;
  const SjArrangeEdge *path = &a->edges[edge];

  return sj_arrange_is_forward (a, edge) &&
         a->column[path->target] - a->column[path->source] <= making->span_limit;
}

/* Counts the items and the segments of paths, and finds the first column and the last. */
static void
measure (Making *making)
{
  const SjArrange *a = making->a;
  SjArrangeLayers *layers = making->layers;
  int last = INT_MIN;

  making->first_column = INT_MAX;
  layers->n_items = making->part->n_nodes;
  for (unsigned i = 0; i < making->part->n_nodes; i++)
    {
      unsigned node = making->part->nodes[i];

      making->first_column = MIN (making->first_column, a->column[node]);
      last = MAX (last, a->column[node]);
      for (unsigned k = a->out.start[node]; k < a->out.start[node + 1]; k++)
        if (takes_part (making, a->out.item[k]))
          {
            int span = a->column[a->edges[a->out.item[k]].target] - a->column[node];

            making->n_segments += (unsigned) span;
            layers->n_items += (unsigned) span - 1;
          }
    }
  layers->n_layers = (unsigned) (last - making->first_column + 1);
}

static void
allocate (Making *making)
{
  SjArrangeLayers *layers = making->layers;
  SjArena *arena = layers->arena;
  unsigned n = layers->n_items;

  layers->node = sj_arena_new_n (arena, unsigned, n);
  layers->layer = sj_arena_new_n (arena, unsigned, n);
  layers->order = sj_arena_new_n (arena, unsigned, n);
  layers->at = sj_arena_new_n (arena, unsigned, n);
  layers->drawn = sj_arena_new_n (arena, unsigned, n);
  layers->still = sj_arena_alloc0 (arena, n * sizeof (bool));
  layers->start = sj_arena_alloc0 (arena, (layers->n_layers + 1) * sizeof (unsigned));
  layers->out.start = sj_arena_alloc0 (arena, (n + 1) * sizeof (unsigned));
  layers->in.start = sj_arena_alloc0 (arena, (n + 1) * sizeof (unsigned));
  layers->out.item = sj_arena_new_n (arena, unsigned, making->n_segments);
  layers->in.item = sj_arena_new_n (arena, unsigned, making->n_segments);
  layers->in_port = sj_arena_new_n (arena, unsigned, making->n_segments);
  layers->in_edge = sj_arena_new_n (arena, unsigned, making->n_segments);
  layers->out_port = sj_arena_new_n (arena, unsigned, making->n_segments);
  layers->out_edge = sj_arena_new_n (arena, unsigned, making->n_segments);
  making->item = sj_arena_new_n (arena, unsigned, making->a->n_nodes);
  making->height = sj_arena_new_n (arena, double, n);
  making->segments = sj_arena_new_n (arena, struct Segment, making->n_segments);
}

static unsigned
add_item (Making *making, unsigned index, unsigned node, int column, double height)
{
  SjArrangeLayers *layers = making->layers;

  layers->node[index] = node;
  layers->layer[index] = (unsigned) (column - making->first_column);
  making->height[index] = height;
  layers->start[layers->layer[index] + 1]++;
  return index;
}

static void
add_segment (Making *making, unsigned from, unsigned to, unsigned port, unsigned edge)
{
  making->segments[making->n_segments++] = (struct Segment) { from, to, port, edge };
  making->layers->out.start[from + 1]++;
  making->layers->in.start[to + 1]++;
}

/* The items of a long path lie on the straight line between its ends. */
static unsigned
add_path (Making *making, unsigned edge, unsigned n_items)
{
  const SjArrange *a = making->a;
  unsigned source = a->edges[edge].source, target = a->edges[edge].target;
  unsigned from = making->item[source], port = a->edges[edge].port;
  int span = a->column[target] - a->column[source];
  double height = making->height[from];
  double rise = (making->height[making->item[target]] - height) / span;

  for (int i = 1; i < span; i++)
    {
      unsigned item = add_item (making, n_items++, SJ_ARRANGE_NONE, a->column[source] + i,
                                height + i * rise);

      add_segment (making, from, item, port, edge);
      from = item;
      port = 0;
    }
  add_segment (making, from, making->item[target], port, edge);
  return n_items;
}

static void
add_all (Making *making)
{
  const SjArrange *a = making->a;
  const SjArrangePart *part = making->part;
  unsigned n_items = part->n_nodes;

  making->n_segments = 0;
  for (unsigned i = 0; i < part->n_nodes; i++)
    {
      unsigned node = part->nodes[i];

      making->item[node] = add_item (making, i, node, a->column[node], sj_arrange_middle (a, node));
      making->layers->still[i] = a->nodes[node].fixed;
    }
  for (unsigned i = 0; i < part->n_nodes; i++)
    for (unsigned k = a->out.start[part->nodes[i]]; k < a->out.start[part->nodes[i] + 1]; k++)
      if (takes_part (making, a->out.item[k]))
        n_items = add_path (making, a->out.item[k], n_items);
}

static void
list_segments (Making *making)
{
  SjArrangeLayers *layers = making->layers;
  unsigned *n_out = sj_arena_alloc0 (layers->arena, layers->n_items * sizeof (unsigned));
  unsigned *n_in = sj_arena_alloc0 (layers->arena, layers->n_items * sizeof (unsigned));

  for (unsigned i = 0; i < layers->n_items; i++)
    {
      layers->out.start[i + 1] += layers->out.start[i];
      layers->in.start[i + 1] += layers->in.start[i];
    }
  for (unsigned i = 0; i < making->n_segments; i++)
    {
      struct Segment segment = making->segments[i];
      unsigned out = layers->out.start[segment.from] + n_out[segment.from]++;
      unsigned in = layers->in.start[segment.to] + n_in[segment.to]++;

      layers->out.item[out] = segment.to;
      layers->out_port[out] = segment.port;
      layers->out_edge[out] = segment.edge;
      layers->in.item[in] = segment.from;
      layers->in_port[in] = segment.port;
      layers->in_edge[in] = segment.edge;
    }
}

/* By height; items of one height as the flow goes, then by number. */
static int
compare_drawn (const void *left, const void *right, void *data)
{
  const Making *making = data;
  const SjArrangeLayers *layers = making->layers;
  unsigned one = *(const unsigned *) left, other = *(const unsigned *) right;
  unsigned a = layers->node[one], b = layers->node[other];

  if (layers->layer[one] != layers->layer[other])
    return layers->layer[one] < layers->layer[other] ? -1 : 1;
  if (making->height[one] != making->height[other])
    return making->height[one] < making->height[other] ? -1 : 1;
  if (a != SJ_ARRANGE_NONE && b != SJ_ARRANGE_NONE)
    return making->a->rank[a] < making->a->rank[b] ? -1 : making->a->rank[a] > making->a->rank[b];
  return one < other ? -1 : one > other;
}

static void
order_as_drawn (Making *making)
{
  SjArrangeLayers *layers = making->layers;

  for (unsigned i = 0; i < layers->n_items; i++)
    layers->order[i] = i;
  for (unsigned l = 0; l < layers->n_layers; l++)
    layers->start[l + 1] += layers->start[l];
  g_qsort_with_data (layers->order, (int) layers->n_items, sizeof (unsigned), compare_drawn,
                     making);
  for (unsigned i = 0; i < layers->n_items; i++)
    layers->at[layers->order[i]] = layers->drawn[layers->order[i]] = i;
}

void
sj_arrange_layers_init (SjArrangeLayers *layers, SjArrange *a, const SjArrangePart *part)
{
  Making making = { .layers = layers, .a = a, .part = part };

  *layers = (SjArrangeLayers) { .arena = a->arena };
  making.span_limit = sj_arrange_span_limit (a, part);
  measure (&making);
  allocate (&making);
  add_all (&making);
  list_segments (&making);
  order_as_drawn (&making);
}

/* Counts, for numbers added one by one, how many before were greater. */
typedef struct
{
  unsigned *sums;
  unsigned size, n_added;
} Tally;

static void
tally_add (Tally *tally, unsigned number, int times)
{
  for (unsigned i = number + 1; i <= tally->size; i += i & -i)
    tally->sums[i] += (unsigned) times;
  tally->n_added += (unsigned) times;
}

static unsigned
tally_greater (const Tally *tally, unsigned number)
{
  unsigned up_to = 0;

  for (unsigned i = number + 1; i > 0; i -= i & -i)
    up_to += tally->sums[i];
  return tally->n_added - up_to;
}

/* Paths of one item that leave it crosswise; the tally is as empty afterwards as before. */
static int64_t
count_crosswise (const SjArrangeLayers *layers, Tally *tally, unsigned item, unsigned first)
{
  unsigned from = layers->out.start[item], to = layers->out.start[item + 1];
  int64_t n = 0;

  if (to - from < 2)
    return 0;

  for (unsigned k = from, added = from; k < to; k++)
    {
      for (; layers->out_port[added] < layers->out_port[k]; added++)
        tally_add (tally, layers->at[layers->out.item[added]] - first, 1);
      n += tally_greater (tally, layers->at[layers->out.item[k]] - first);
    }
  for (unsigned k = from; layers->out_port[k] < layers->out_port[to - 1]; k++)
    tally_add (tally, layers->at[layers->out.item[k]] - first, -1);
  return n;
}

static int64_t
count_crossings (const SjArrangeLayers *layers, Tally *tally, unsigned layer, unsigned first)
{
  int64_t n = 0;

  for (unsigned i = layers->start[layer - 1]; i < layers->start[layer]; i++)
    {
      unsigned item = layers->order[i];

      for (unsigned k = layers->out.start[item]; k < layers->out.start[item + 1]; k++)
        n += tally_greater (tally, layers->at[layers->out.item[k]] - first);
      for (unsigned k = layers->out.start[item]; k < layers->out.start[item + 1]; k++)
        tally_add (tally, layers->at[layers->out.item[k]] - first, 1);
    }
  return n;
}

int64_t
sj_arrange_layer_cost (const SjArrangeLayers *layers, unsigned layer)
{
  unsigned first = layers->start[layer], size = layers->start[layer + 1] - first;
  g_autofree unsigned *sums = g_new0 (unsigned, size + 1);
  Tally tally = { sums, size, 0 };
  int64_t crosswise = 0;

  if (layer == 0)
    return 0;

  for (unsigned i = layers->start[layer - 1]; i < first; i++)
    crosswise += count_crosswise (layers, &tally, layers->order[i], first);
  return crosswise * SJ_ARRANGE_CROSSWISE +
         count_crossings (layers, &tally, layer, first) * SJ_ARRANGE_CROSSING;
}

int64_t
sj_arrange_layers_cost (const SjArrangeLayers *layers)
{
  int64_t cost = 0;

  for (unsigned l = 1; l < layers->n_layers; l++)
    cost += sj_arrange_layer_cost (layers, l);
  return cost;
}

void
sj_arrange_layers_restore (SjArrangeLayers *layers, const unsigned *order)
{
  for (unsigned i = 0; i < layers->n_items; i++)
    {
      layers->order[i] = order[i];
      layers->at[order[i]] = i;
    }
}

unsigned *
sj_arrange_layers_save (const SjArrangeLayers *layers)
{
  return sj_arena_dup (layers->arena, layers->order, layers->n_items * sizeof (unsigned));
}
