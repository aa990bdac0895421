/* graph-scene.c -- see graph-scene.h. */
#include "graph-scene.h"

#include "kinds/sj-kinds-default.h"
#include "model/sj-edit.h"
#include "model/sj-tidy.h"

#include <string.h>

static SjNode *
make_node (const char *id, unsigned n_paths)
{
  const char *name = n_paths == 0 ? "end" : n_paths == 1 ? "wait" : "condition";
  SjNode *node = sj_node_new (sj_kind_find (&sj_kinds_default, name, strlen (name)), id);

  return node;
}

static void
apply (SjJourney *journey, SjEdit *edit)
{
  g_assert_true (sj_edit_apply (edit, journey));
  sj_edit_free (edit);
}

SjJourney *
graph_journey (const JourneyGraph *graph, bool tidy)
{
  SjJourney *journey = sj_journey_new (&sj_kinds_default);
  g_autofree unsigned *n_paths = g_new0 (unsigned, graph->n_nodes);
  SjEdit *edit;

  for (unsigned e = 0; e < graph->n_edges; e++)
    n_paths[graph->edges[e].source] = MAX (n_paths[graph->edges[e].source], graph->edges[e].port + 1);
  for (unsigned v = 0; v < graph->n_nodes; v++)
    {
      g_autofree char *id = g_strdup_printf ("n-%u", v);
      g_autoptr (SjNode) node = make_node (id, n_paths[v]);

      node->at = (SjPlace) { graph->nodes[v].x, graph->nodes[v].y, true };
      apply (journey, sj_edit_add_node (node, SJ_AT_END));
      while (sj_journey_find (journey, id)->n_paths < n_paths[v])
        {
          g_autofree char *path_id = sj_node_new_path_id (sj_journey_find (journey, id));
          g_autoptr (SjPath) path = sj_path_new (sj_journey_find (journey, id), path_id);

          apply (journey, sj_edit_add_path (id, path, SJ_AT_END));
        }
    }
  for (unsigned e = 0; e < graph->n_edges; e++)
    {
      g_autofree char *to = g_strdup_printf ("n-%u", graph->edges[e].target);
      SjNode *node = sj_journey_node (journey, graph->edges[e].source);

      apply (journey, sj_edit_connect (node->id, node->paths[graph->edges[e].port]->id, to));
    }
  edit = tidy ? sj_tidy (journey, NULL, NULL) : NULL;
  if (edit != NULL)
    apply (journey, edit);
  return journey;
}
