/* journey-drawn.c -- turns a graph of journey-graph.h into steps of the default kinds. */
#include "tests/bench/journey-drawn.h"

#include "kinds/sj-kinds-default.h"
#include "tests/bench/journey-graph.h"

static const char *const kinds[] = {
  [JOURNEY_EVENT] = "event", [JOURNEY_ACTION] = "email",  [JOURNEY_CONDITION] = "condition",
  [JOURNEY_SPLIT] = "split", [JOURNEY_WAIT] = "wait",     [JOURNEY_END] = "end",
};

/* Messages of all kinds, so that not every card looks the same. */
static const SjKind *
kind_of (const JourneyGraph *graph, unsigned index)
{
  static const char *const actions[] = { "email", "push", "sms", "call", "update-profile" };
  const char *id = graph->kinds[index] == JOURNEY_ACTION ? actions[index % G_N_ELEMENTS (actions)]
                                                         : kinds[graph->kinds[index]];

  return sj_kind_find (&sj_kinds_default, id, strlen (id));
}

static char *
optional_path (const SjNode *node)
{
  for (const SjPathKind *path = node->kind->paths; path != NULL && path->name != NULL; path++)
    if (!(path->flags & SJ_PATH_REPEATS) && sj_node_path (node, path->name) == NULL)
      return g_strdup (path->name);
  return NULL;
}

static SjPath *
port_of (SjJourney *journey, SjNode *node, unsigned port)
{
  while (node->n_paths <= port)
    {
      g_autofree char *id = sj_kind_repeating (node->kind) ? sj_node_new_path_id (node) : optional_path (node);

      if (id == NULL)
        return NULL;
      sj_graph_insert_path (&journey->graph, node, sj_path_new (node, id), sj_node_path_place (node, id));
    }
  return node->paths[port];
}

static char *
id_of (unsigned index)
{
  return g_strdup_printf ("step-%u", index + 1);
}

SjJourney *
journey_drawn_new (unsigned n_nodes, uint32_t seed)
{
  g_autoptr (JourneyGraph) graph = journey_graph_new (n_nodes, seed);
  g_autofree SjArrangePlace *places = g_new (SjArrangePlace, graph->n_nodes);
  SjJourney *journey = sj_journey_new (&sj_kinds_default);

  journey_graph_add_rows (graph);
  sj_arrange (graph->nodes, graph->n_nodes, graph->edges, graph->n_edges, places);
  for (unsigned i = 0; i < graph->n_nodes; i++)
    {
      g_autofree char *id = id_of (i);
      SjNode *node = sj_node_new (kind_of (graph, i), id);

      node->at = (SjPlace) { places[i].x, places[i].y, true };
      sj_graph_insert (&journey->graph, node, SJ_AT_END);
    }
  for (unsigned i = 0; i < graph->n_edges; i++)
    {
      g_autofree char *to = id_of (graph->edges[i].target);
      SjPath *path = port_of (journey, sj_journey_node (journey, graph->edges[i].source), graph->edges[i].port);

      if (path != NULL)
        sj_graph_connect (&journey->graph, path, to);
    }
  return journey;
}
