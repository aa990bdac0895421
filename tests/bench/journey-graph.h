/* journey-graph.h -- made-up journeys of any size, for measuring.
 *
 * One beginning, runs of actions and waits, conditions and splits of two to
 * four ways, events with a timeout, merges and ends.  The same size and seed
 * always give the same graph: figures of other layout programs are on exactly
 * these, so a change here makes them worthless.
 */
#pragma once

#include "model/sj-arrange.h"

typedef enum
{
  JOURNEY_EVENT,
  JOURNEY_ACTION,
  JOURNEY_CONDITION,
  JOURNEY_SPLIT,
  JOURNEY_WAIT,
  JOURNEY_END,
} JourneyKind;

typedef struct
{
  JourneyKind *kinds;
  SjArrangeNode *nodes;    /* plain cards, placed column by column */
  SjArrangeEdge *edges;    /* ports count the paths of a node in their order */
  unsigned n_nodes, n_edges;
} JourneyGraph;

JourneyGraph *journey_graph_new  (unsigned n_nodes, uint32_t seed);
void          journey_graph_free (JourneyGraph *graph);

/* Makes room below each card for the rows of its paths. */
void journey_graph_add_rows (JourneyGraph *graph);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JourneyGraph, journey_graph_free)
