/* sj-arrange.h -- "Tidy": puts cards into columns along the flow, with few crossings.
 *
 * Works on plain arrays and knows no journey, so it may run on any thread over
 * a frozen copy.  The order of the arrays is part of the input: nodes in the
 * order of the document; among the paths of one node the port decides, then
 * the place in the array.  The same input gives the same places.
 *
 * A drawing that is tidy already comes back unchanged.  One that is tidy but
 * for a few cards (added, dragged, rewired) keeps its rows and its order, and
 * only what has to move does; any other drawing is laid out anew, starting
 * from the order in which its cards stand.
 */
#pragma once

#include "base/sj-types.h"

#define SJ_ARRANGE_GRID        16
#define SJ_ARRANGE_COLUMN      288    /* from column to column, unless a card is wider than 208 */
#define SJ_ARRANGE_CARD_WIDTH  208
#define SJ_ARRANGE_CARD_HEIGHT 64     /* without the rows of its paths */
#define SJ_ARRANGE_ROW_HEIGHT  24     /* of one path, when there is more than one */
#define SJ_ARRANGE_ROW_FREE    32     /* least distance between two cards of a column */
#define SJ_ARRANGE_PART_FREE   64     /* least distance between two parts that no path joins */

#define SJ_ARRANGE_MOST_NODES 65536    /* of a larger drawing nothing is moved */
#define SJ_ARRANGE_MOST_SIZE  8192     /* a larger card counts as this */

typedef struct
{
  int x, y;             /* upper left corner, as drawn now */
  int width, height;    /* with the rows of its paths */
  bool fixed;           /* pinned, or not in the selection: stays, and others keep clear of it */
} SjArrangeNode;

typedef struct
{
  unsigned source, target;    /* indexes of nodes */
  unsigned port;              /* the row at the source, counted from 0 */
  unsigned weight;            /* people; the heaviest path of a node is straightened first */
  bool backward;              /* a jump: leads wherever it leads, and decides no column */
} SjArrangeEdge;

typedef struct
{
  int x, y;
} SjArrangePlace;

/* Fills PLACES, one for each node, and returns how many differ from where the nodes are. */
size_t sj_arrange (const SjArrangeNode *nodes, size_t n_nodes,
                   const SjArrangeEdge *edges, size_t n_edges,
                   SjArrangePlace *places);

/* How often the straight lines between the middles of joined cards cross, when
 * CARDS, of which only the sizes count, are at PLACES. */
uint64_t sj_arrange_crossings (const SjArrangeNode *cards, const SjArrangePlace *places,
                               const SjArrangeEdge *edges, size_t n_edges);
