/* journey-graph.c -- see journey-graph.h.
 *
 * The easy thing to get wrong is the order in which numbers are drawn: each
 * call of `next_number ()` stands where it does for that reason.
 */
#include "journey-graph.h"

#include <math.h>

/* A way out of a node that leads nowhere yet. */
typedef struct
{
  unsigned from, port, depth;
} OpenPath;

typedef struct
{
  uint32_t state;
  GArray *kinds;      /* JourneyKind */
  GArray *depths;     /* unsigned, by node */
  GArray *edges;      /* SjArrangeEdge */
  GArray *open;       /* OpenPath */
} Making;

static double
next_number (Making *making)
{
  uint32_t t;

  making->state += 0x6d2b79f5;
  t = (making->state ^ (making->state >> 15)) * (1 | making->state);
  t = (t + (t ^ (t >> 7)) * (61 | t)) ^ t;
  return (t ^ (t >> 14)) / 4294967296.0;
}

static unsigned *
depth_of (Making *making, unsigned node)
{
  return &g_array_index (making->depths, unsigned, node);
}

static unsigned
add_node (Making *making, JourneyKind kind, unsigned depth)
{
  g_array_append_val (making->kinds, kind);
  g_array_append_val (making->depths, depth);
  return making->kinds->len - 1;
}

static void
open_paths (Making *making, unsigned node, unsigned n)
{
  for (unsigned port = 0; port < n; port++)
    {
      OpenPath path = { node, port, *depth_of (making, node) };

      g_array_append_val (making->open, path);
    }
}

static OpenPath
take_path (Making *making, unsigned index)
{
  OpenPath path = g_array_index (making->open, OpenPath, index);

  g_array_remove_index (making->open, index);
  return path;
}

static void
link_path (Making *making, OpenPath path, unsigned node)
{
  SjArrangeEdge edge = { .source = path.from, .target = node, .port = path.port };

  g_array_append_val (making->edges, edge);
  *depth_of (making, node) = MAX (*depth_of (making, node), path.depth + 1);
}

/* Stable, and the paths are nearly in order. */
static void
sort_by_depth (GArray *open)
{
  for (unsigned i = 1; i < open->len; i++)
    {
      OpenPath path = g_array_index (open, OpenPath, i);
      unsigned at = i;

      for (; at > 0 && g_array_index (open, OpenPath, at - 1).depth > path.depth; at--)
        g_array_index (open, OpenPath, at) = g_array_index (open, OpenPath, at - 1);
      g_array_index (open, OpenPath, at) = path;
    }
}

/* Rather one of the first. */
static unsigned
pick (Making *making, unsigned n)
{
  double one = next_number (making), other = next_number (making);

  return MIN (making->open->len - 1, (unsigned) floor (one * other * n));
}

static void
add_one (Making *making, OpenPath path, JourneyKind kind, unsigned n_paths)
{
  unsigned node = add_node (making, kind, path.depth + 1);

  link_path (making, path, node);
  open_paths (making, node, n_paths);
}

static void
merge_paths (Making *making, OpenPath path)
{
  unsigned node = add_node (making, JOURNEY_ACTION, path.depth + 1), more;

  link_path (making, path, node);
  more = next_number (making) < 0.25 ? 2 : 1;
  for (unsigned i = 0; i < more && making->open->len > 0; i++)
    link_path (making, take_path (making, pick (making, MIN (making->open->len, 8))), node);
  open_paths (making, node, 1);
}

static void
grow (Making *making, unsigned most_open)
{
  OpenPath path;
  bool crowded;
  double k;

  sort_by_depth (making->open);
  path = take_path (making, pick (making, making->open->len));
  k = next_number (making);
  crowded = making->open->len >= most_open;
  if (making->open->len >= 2 && (crowded ? k < 0.45 : k < 0.08))
    merge_paths (making, path);
  else if (!crowded && k < 0.24)
    add_one (making, path, JOURNEY_CONDITION, 2 + (unsigned) floor (next_number (making) * 3));
  else if (!crowded && k < 0.30)
    add_one (making, path, JOURNEY_SPLIT, 2);
  else if (!crowded && k < 0.42)
    add_one (making, path, JOURNEY_EVENT, 2);
  else if (k < 0.60)
    add_one (making, path, JOURNEY_WAIT, 1);
  else if (k > 0.96 && making->open->len > 1)
    add_one (making, path, JOURNEY_END, 0);
  else
    add_one (making, path, JOURNEY_ACTION, 1);
}

typedef struct
{
  unsigned node;
  double order;
} Placed;

static int
compare_placed (const void *left, const void *right)
{
  const Placed *one = left, *other = right;

  if (one->order != other->order)
    return one->order < other->order ? -1 : 1;
  return one->node < other->node ? -1 : one->node > other->node;
}

/* The mean height of those that lead to a node; a layer to the left is placed already. */
static double *
mean_heights (const JourneyGraph *graph)
{
  double *sums = g_new0 (double, graph->n_nodes);
  g_autofree unsigned *n_sources = g_new0 (unsigned, graph->n_nodes);

  for (unsigned e = 0; e < graph->n_edges; e++)
    {
      sums[graph->edges[e].target] += graph->nodes[graph->edges[e].source].y;
      n_sources[graph->edges[e].target]++;
    }
  for (unsigned v = 0; v < graph->n_nodes; v++)
    if (n_sources[v] > 0)
      sums[v] /= n_sources[v];
  return sums;
}

static void
place_layer (JourneyGraph *graph, const unsigned *depths, unsigned depth)
{
  g_autofree double *means = mean_heights (graph);
  g_autofree Placed *layer = g_new (Placed, graph->n_nodes);
  unsigned n = 0;

  for (unsigned v = 0; v < graph->n_nodes; v++)
    if (depths[v] == depth)
      layer[n++] = (Placed) { v, means[v] };
  qsort (layer, n, sizeof (Placed), compare_placed);
  for (unsigned i = 0; i < n; i++)
    {
      graph->nodes[layer[i].node].x = (int) depth * 300;
      graph->nodes[layer[i].node].y = (2 * (int) i - (int) n + 1) * 60;
    }
}

static JourneyGraph *
finish (Making *making)
{
  JourneyGraph *graph = g_new0 (JourneyGraph, 1);
  const unsigned *depths = (const unsigned *) making->depths->data;
  unsigned deepest = 0;

  graph->n_nodes = making->kinds->len;
  graph->n_edges = making->edges->len;
  graph->kinds = (JourneyKind *) g_array_free (making->kinds, FALSE);
  graph->edges = (SjArrangeEdge *) g_array_free (making->edges, FALSE);
  graph->nodes = g_new0 (SjArrangeNode, graph->n_nodes);
  for (unsigned v = 0; v < graph->n_nodes; v++)
    {
      graph->nodes[v].width = SJ_ARRANGE_CARD_WIDTH;
      graph->nodes[v].height = SJ_ARRANGE_CARD_HEIGHT;
      deepest = MAX (deepest, depths[v]);
    }
  for (unsigned depth = 0; depth <= deepest; depth++)
    place_layer (graph, depths, depth);
  g_array_unref (making->depths);
  g_array_unref (making->open);
  return graph;
}

JourneyGraph *
journey_graph_new (unsigned n_nodes, uint32_t seed)
{
  Making making = { seed, g_array_new (FALSE, FALSE, sizeof (JourneyKind)),
                    g_array_new (FALSE, FALSE, sizeof (unsigned)),
                    g_array_new (FALSE, FALSE, sizeof (SjArrangeEdge)),
                    g_array_new (FALSE, FALSE, sizeof (OpenPath)) };
  unsigned most_open = MAX (3, (unsigned) floor (sqrt (n_nodes) * 0.8 + 0.5));
  unsigned start = add_node (&making, JOURNEY_EVENT, 0);

  open_paths (&making, start, 1);
  while (making.kinds->len < n_nodes)
    {
      grow (&making, most_open);
      if (making.open->len == 0)
        open_paths (&making, start, 1);
    }
  return finish (&making);
}

void
journey_graph_free (JourneyGraph *graph)
{
  g_free (graph->kinds);
  g_free (graph->nodes);
  g_free (graph->edges);
  g_free (graph);
}

void
journey_graph_add_rows (JourneyGraph *graph)
{
  g_autofree int *n_paths = g_new0 (int, graph->n_nodes);

  for (unsigned e = 0; e < graph->n_edges; e++)
    {
      const SjArrangeEdge *edge = &graph->edges[e];

      n_paths[edge->source] = MAX (n_paths[edge->source], (int) edge->port + 1);
    }
  for (unsigned v = 0; v < graph->n_nodes; v++)
    if (n_paths[v] > 1)
      graph->nodes[v].height = SJ_ARRANGE_CARD_HEIGHT + SJ_ARRANGE_ROW_HEIGHT * n_paths[v];
}
