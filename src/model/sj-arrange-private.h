/* sj-arrange-private.h -- what the steps of "Tidy" share.
 *
 * Words: a *part* is what paths hold together; the *line* of a card is the card
 * before and the one after it on the main line; a card is *adrift* when it
 * stands in no column (new, dragged) and has to be found a place.  Inside,
 * every place is on the grid, and columns may be negative.  All memory is the
 * arena's.
 */
#pragma once

#include "base/sj-arena.h"
#include "model/sj-arrange.h"

#define SJ_ARRANGE_NONE       UINT_MAX    /* no node, no edge, no item */
#define SJ_ARRANGE_NO_COLUMN  INT_MIN
#define SJ_ARRANGE_LANE       16          /* what a path needs between two cards */
#define SJ_ARRANGE_MIDDLE     32          /* of a card without its rows, where paths come in */
#define SJ_ARRANGE_FAR        (1 << 29)   /* beyond any place */

/* Those of number i: item[start[i]] up to, and without, item[start[i + 1]]. */
typedef struct
{
  unsigned *start;
  unsigned *item;
} SjArrangeLists;

/* A stretch of a column that a fixed card keeps from the others. */
typedef struct
{
  int column, top, bottom;
} SjArrangeWall;

typedef struct
{
  unsigned *nodes;     /* along the flow; those that move, and the fixed ones beside them */
  unsigned n_nodes;
  unsigned n_movable;
  bool held;           /* has fixed nodes: all such parts are one, and it is never shifted */
  bool fresh;          /* laid out anew */
  unsigned faults;     /* what a tidy drawing would not have; counted while keeping */
  int ceiling;         /* no card is put above; there is another part */
  int top, bottom;
  int sort_y, sort_x;  /* where it stood in the drawing */
} SjArrangePart;

typedef struct
{
  SjArena *arena;
  const SjArrangeNode *nodes;
  const SjArrangeEdge *edges;
  unsigned n_nodes, n_edges;

  /* by node */
  int *x, *y;             /* on the grid: as drawn, then as arranged (y only) */
  int *slot;              /* height on the grid */
  int *column;            /* where it goes; of a fixed node, where it stands or the next one */
  int *drawn_column;      /* where it stands, or SJ_ARRANGE_NO_COLUMN */
  int *latest;            /* the last column that pushes nothing */
  bool *adrift;
  bool *moved;            /* out of its row, while keeping */
  unsigned *rank;         /* place in the flow, branch by branch */
  unsigned *line_before;  /* or SJ_ARRANGE_NONE */
  unsigned *line_after;

  SjArrangeLists out, in; /* edges of a node: by port, and by place in the array */
  bool *binding;          /* by edge: leads to a later column */
  unsigned *flow;         /* nodes, each after what binds it */

  SjArrangePart *parts;   /* the main one first */
  unsigned n_parts;
  SjArrangeWall *walls;   /* by column, then from top to bottom */
  unsigned n_walls;
  int pitch, origin;      /* of columns */
} SjArrange;

static inline int
sj_arrange_snap (int value)
{
  return (value + (value >= 0 ? SJ_ARRANGE_GRID / 2 : -SJ_ARRANGE_GRID / 2)) / SJ_ARRANGE_GRID *
         SJ_ARRANGE_GRID;
}

static inline int
sj_arrange_round_up (int value)
{
  return (value + SJ_ARRANGE_GRID - 1) & ~(SJ_ARRANGE_GRID - 1);
}

static inline int
sj_arrange_middle (const SjArrange *a, unsigned node)
{
  return a->y[node] + a->slot[node] / 2;
}

/* A path that is drawn from left to right. */
static inline bool
sj_arrange_is_forward (const SjArrange *a, unsigned edge)
{
  return a->column[a->edges[edge].source] < a->column[a->edges[edge].target];
}

/* sj-arrange-flow.c: edges, cycles, the main line, parts. */
void sj_arrange_flow       (SjArrange *a);
int  sj_arrange_port_drop  (const SjArrange *a, unsigned edge);    /* how much lower its target belongs */

/* sj-arrange-columns.c */
int  sj_arrange_compare_ints (const void *left, const void *right, void *data);
unsigned sj_arrange_lead   (const SjArrange *a, const SjArrangePart *part);
void sj_arrange_origin     (SjArrange *a);
void sj_arrange_columns    (SjArrange *a, SjArrangePart *part);
int  sj_arrange_span_limit (const SjArrange *a, const SjArrangePart *part);

/* sj-arrange-ascend.c: start, then per number its wishes and `next`, then `finish`. */
typedef struct
{
  int value, weight;
} SjArrangeWish;

typedef struct
{
  SjArrangeWish *heap;
  unsigned n_heap;
  int weight;    /* of the wishes of the number that comes next */
} SjArrangeAscent;

void sj_arrange_ascent_init   (SjArrangeAscent *ascent, unsigned most_wishes);
void sj_arrange_ascent_clear  (SjArrangeAscent *ascent);
void sj_arrange_ascent_start  (SjArrangeAscent *ascent);
void sj_arrange_ascent_wish   (SjArrangeAscent *ascent, int value, int weight);
int  sj_arrange_ascent_next   (SjArrangeAscent *ascent);
void sj_arrange_ascent_finish (int *numbers, unsigned n);

/* sj-arrange-stack.c: one column from top to bottom. */
void sj_arrange_walls     (SjArrange *a);
const SjArrangeWall *sj_arrange_walls_of (const SjArrange *a, int column, unsigned *n_walls);
void sj_arrange_stack     (SjArrange *a, const SjArrangePart *part, int column,
                           const unsigned *cards, unsigned n_cards,
                           const int *wish, const int *weight);

/* sj-arrange-settle.c: columns from left to right, what is tidy untouched. */
void sj_arrange_settle    (SjArrange *a, SjArrangePart *part);

/* sj-arrange-adrift.c */
typedef struct SjArrangeGaps SjArrangeGaps;

SjArrangeGaps *sj_arrange_gaps_new (SjArrange *a, const SjArrangePart *part);
unsigned       sj_arrange_adrift   (SjArrange *a, SjArrangeGaps *gaps, const SjArrangePart *part,
                                    unsigned node, const unsigned *cards, unsigned n_cards);

/* Lays a part out anew (sj-arrange-fresh.c). */
void sj_arrange_fresh (SjArrange *a, SjArrangePart *part);
