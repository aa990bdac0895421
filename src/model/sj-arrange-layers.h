/* sj-arrange-layers.h -- a part as layers of items, for laying it out anew; private to sj-arrange.
 *
 * Items are cards, and the places where a long path passes a column.  Places in
 * the order (`at`) count through all layers, so they compare within a layer and
 * no further.
 */
#pragma once

#include "model/sj-arrange-private.h"

typedef struct
{
  SjArena *arena;
  unsigned n_items, n_layers;
  unsigned *node;         /* of an item; SJ_ARRANGE_NONE where a path passes */
  unsigned *layer;        /* of an item */
  unsigned *start;        /* of a layer in order; n_layers + 1 of them */
  unsigned *order;        /* items, layer after layer, each from top to bottom */
  unsigned *at;           /* of an item in order */
  unsigned *drawn;        /* where it was in order, as drawn */
  bool *still;            /* fixed: such items keep their order among themselves */
  SjArrangeLists out, in; /* items */
  unsigned *in_port, *in_edge;      /* beside in.item; the port only behind the source itself */
  unsigned *out_port, *out_edge;    /* beside out.item */
} SjArrangeLayers;

/* How bad an order is, in one number: a crossing counts most, then two paths of
 * one node that leave it crosswise, then two items that were the other way
 * round in the drawing. */
enum { SJ_ARRANGE_CROSSING = 256, SJ_ARRANGE_CROSSWISE = 64, SJ_ARRANGE_TURNED = 1 };

/* sj-arrange-layers.c */
void      sj_arrange_layers_init    (SjArrangeLayers *layers, SjArrange *a,
                                     const SjArrangePart *part);
unsigned *sj_arrange_layers_save    (const SjArrangeLayers *layers);
void      sj_arrange_layers_restore (SjArrangeLayers *layers, const unsigned *order);

/* Without what was turned: of all, and of one layer and the one before. */
int64_t sj_arrange_layers_cost (const SjArrangeLayers *layers);
int64_t sj_arrange_layer_cost  (const SjArrangeLayers *layers, unsigned layer);

/* sj-arrange-order.c, sj-arrange-anneal.c */
void sj_arrange_order  (SjArrangeLayers *layers);
void sj_arrange_anneal (SjArrangeLayers *layers);

/* The rows of the items, for a given order. */
typedef struct
{
  SjArrange *a;
  const SjArrangeLayers *layers;
  int *y;                           /* of an item */
  bool *leads;                      /* of a node: on the main line from the beginning */
  int *in_level, *out_level;        /* beside in.item, out.item: the drop of a level path */
  int *in_weight, *out_weight;      /* what it costs to lead over one row */
} SjArrangeRows;

/* sj-arrange-rows.c, sj-arrange-strands.c */
void sj_arrange_rows     (SjArrange *a, const SjArrangePart *part, const SjArrangeLayers *layers);
bool sj_arrange_strands  (SjArrangeRows *rows);    /* whether anything moved */

/* The least from top to top. */
int sj_arrange_distance (const SjArrangeRows *rows, unsigned upper, unsigned lower);

static inline int
sj_arrange_turned_cost (const SjArrangeLayers *layers, unsigned upper, unsigned lower)
{
  return layers->drawn[upper] < layers->drawn[lower] ? SJ_ARRANGE_TURNED : -SJ_ARRANGE_TURNED;
}

/* Of two items next to each other: by how much the order gets worse when they
 * change places.  The hot spot of it all. */
static inline int
sj_arrange_swap_cost (const SjArrangeLayers *layers, unsigned upper, unsigned lower)
{
  const unsigned *at = layers->at;
  int crossings = 0, crosswise = 0;

  for (unsigned i = layers->in.start[upper]; i < layers->in.start[upper + 1]; i++)
    for (unsigned k = layers->in.start[lower]; k < layers->in.start[lower + 1]; k++)
      {
        unsigned one = at[layers->in.item[i]], other = at[layers->in.item[k]];

        crossings += (one < other) - (one > other);
        if (one == other)
          crosswise += (layers->in_port[i] < layers->in_port[k]) -
                       (layers->in_port[i] > layers->in_port[k]);
      }
  for (unsigned i = layers->out.start[upper]; i < layers->out.start[upper + 1]; i++)
    for (unsigned k = layers->out.start[lower]; k < layers->out.start[lower + 1]; k++)
      {
        unsigned one = at[layers->out.item[i]], other = at[layers->out.item[k]];

        crossings += (one < other) - (one > other);
      }
  return crossings * SJ_ARRANGE_CROSSING + crosswise * SJ_ARRANGE_CROSSWISE +
         sj_arrange_turned_cost (layers, upper, lower);
}

/* The neighbours at places PLACE and PLACE + 1 of the order change places. */
static inline void
sj_arrange_swap (SjArrangeLayers *layers, unsigned place)
{
  unsigned upper = layers->order[place], lower = layers->order[place + 1];

  layers->order[place] = lower;
  layers->order[place + 1] = upper;
  layers->at[lower] = place;
  layers->at[upper] = place + 1;
}
