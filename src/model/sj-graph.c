/* sj-graph.c -- ids as anchors that paths and nodes hang on.
 *
 * An anchor lives as long as a node has its id or a path leads to it.  So a node
 * can be taken out and put back without touching the paths of others.
 */
#include "model/sj-graph.h"

#include <string.h>

static void
free_anchor (gpointer data)
{
  SjAnchor *anchor = data;

  g_free (anchor->in);
  g_free (anchor->id);
  g_free (anchor);
}

void
sj_graph_init (SjGraph *graph)
{
  *graph = (SjGraph) { .anchors = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_anchor) };
}

void
sj_graph_clear (SjGraph *graph)
{
  for (uint32_t i = 0; i < graph->n_nodes; i++)
    sj_node_free (graph->nodes[i]);
  g_free (graph->nodes);
  g_hash_table_unref (graph->anchors);
  *graph = (SjGraph) { NULL };
}

const SjAnchor *
sj_graph_anchor (const SjGraph *graph, const char *id)
{
  return g_hash_table_lookup (graph->anchors, id);
}

SjNode *
sj_graph_find (const SjGraph *graph, const char *id)
{
  const SjAnchor *anchor = id ? sj_graph_anchor (graph, id) : NULL;

  return anchor ? anchor->node : NULL;
}

static SjAnchor *
need_anchor (SjGraph *graph, const char *id)
{
  SjAnchor *anchor = g_hash_table_lookup (graph->anchors, id);

  if (anchor == NULL)
    {
      anchor = g_new0 (SjAnchor, 1);
      anchor->id = g_strdup (id);
      g_hash_table_insert (graph->anchors, anchor->id, anchor);
    }
  return anchor;
}

static void
drop_anchor (SjGraph *graph, SjAnchor *anchor)
{
  if (anchor->node == NULL && anchor->n_in == 0)
    g_hash_table_remove (graph->anchors, anchor->id);
}

static void
attach (SjGraph *graph, SjPath *path)
{
  SjAnchor *anchor;

  if (path->to == NULL)
    return;
  anchor = need_anchor (graph, path->to);
  if (anchor->n_in == anchor->allocated)
    {
      anchor->allocated = MAX (2, anchor->allocated * 2);
      anchor->in = g_renew (SjPath *, anchor->in, anchor->allocated);
    }
  path->anchor = anchor;
  path->in_index = anchor->n_in;
  anchor->in[anchor->n_in++] = path;
}

static void
detach (SjGraph *graph, SjPath *path)
{
  SjAnchor *anchor = g_steal_pointer (&path->anchor);
  SjPath *last;

  if (anchor == NULL)
    return;
  last = anchor->in[--anchor->n_in];
  anchor->in[path->in_index] = last;
  last->in_index = path->in_index;
  drop_anchor (graph, anchor);
}

/* The number behind the last hyphen, so that new ids go on from there. */
static void
note_number (SjGraph *graph, const char *id)
{
  const char *hyphen = strrchr (id, '-');
  guint64 number;

  if (hyphen != NULL && g_ascii_string_to_unsigned (hyphen + 1, 10, 0, INT64_MAX, &number, NULL))
    graph->last_number = MAX (graph->last_number, number);
}

char *
sj_graph_new_id (SjGraph *graph, const SjKind *kind)
{
  for (;;)
    {
      g_autofree char *id = g_strdup_printf ("%s-%" G_GUINT64_FORMAT, kind->id, ++graph->last_number);

      if (sj_graph_anchor (graph, id) == NULL)
        return g_steal_pointer (&id);
    }
}

static void
renumber (SjGraph *graph, uint32_t from)
{
  for (uint32_t i = from; i < graph->n_nodes; i++)
    graph->nodes[i]->index = i;
}

void
sj_graph_insert (SjGraph *graph, SjNode *node, uint32_t index)
{
  SjAnchor *anchor = need_anchor (graph, node->id);

  g_return_if_fail (anchor->node == NULL);

  if (graph->n_nodes == graph->allocated)
    {
      graph->allocated = MAX (16, graph->allocated * 2);
      graph->nodes = g_renew (SjNode *, graph->nodes, graph->allocated);
    }
  index = MIN (index, graph->n_nodes);
  memmove (graph->nodes + index + 1, graph->nodes + index, (graph->n_nodes - index) * sizeof *graph->nodes);
  graph->nodes[index] = node;
  graph->n_nodes++;
  renumber (graph, index);

  anchor->node = node;
  node->anchor = anchor;
  note_number (graph, node->id);
  for (uint32_t i = 0; i < node->n_paths; i++)
    attach (graph, node->paths[i]);
}

SjNode *
sj_graph_take (SjGraph *graph, SjNode *node)
{
  SjAnchor *anchor = g_steal_pointer (&node->anchor);

  for (uint32_t i = 0; i < node->n_paths; i++)
    detach (graph, node->paths[i]);
  anchor->node = NULL;
  drop_anchor (graph, anchor);

  graph->n_nodes--;
  memmove (graph->nodes + node->index, graph->nodes + node->index + 1,
           (graph->n_nodes - node->index) * sizeof *graph->nodes);
  renumber (graph, node->index);
  return node;
}

void
sj_graph_insert_path (SjGraph *graph, SjNode *node, SjPath *path, uint32_t index)
{
  index = MIN (index, node->n_paths);
  node->paths = g_renew (SjPath *, node->paths, node->n_paths + 1);
  memmove (node->paths + index + 1, node->paths + index, (node->n_paths - index) * sizeof *node->paths);
  node->paths[index] = path;
  node->n_paths++;
  path->node = node;
  attach (graph, path);
}

static uint32_t
index_of (const SjPath *path)
{
  uint32_t index = 0;

  while (path->node->paths[index] != path)
    index++;
  return index;
}

SjPath *
sj_graph_take_path (SjGraph *graph, SjPath *path)
{
  SjNode *node = path->node;
  uint32_t index = index_of (path);

  detach (graph, path);
  node->n_paths--;
  memmove (node->paths + index, node->paths + index + 1, (node->n_paths - index) * sizeof *node->paths);
  path->node = NULL;
  return path;
}

void
sj_graph_move_path (SjPath *path, uint32_t index)
{
  SjPath **paths = path->node->paths;
  uint32_t from = index_of (path);

  index = MIN (index, path->node->n_paths - 1);
  if (from < index)
    memmove (paths + from, paths + from + 1, (index - from) * sizeof *paths);
  else
    memmove (paths + index + 1, paths + index, (from - index) * sizeof *paths);
  paths[index] = path;
}

void
sj_graph_connect (SjGraph *graph, SjPath *path, const char *to)
{
  detach (graph, path);
  g_free (path->to);
  path->to = g_strdup (to);
  attach (graph, path);
}

bool
sj_graph_reaches (const SjGraph *graph, const SjNode *from, const SjNode *to)
{
  g_autofree bool *seen = g_new0 (bool, graph->n_nodes);
  g_autofree const SjNode **stack = g_new (const SjNode *, graph->n_nodes);
  uint32_t depth = 0;

  stack[depth++] = from;
  seen[from->index] = true;
  while (depth > 0)
    {
      const SjNode *node = stack[--depth];

      if (node == to)
        return true;
      for (uint32_t i = 0; i < node->n_paths; i++)
        {
          const SjNode *next = sj_path_target (node->paths[i]);

          if (next == NULL || seen[next->index])
            continue;
          seen[next->index] = true;
          stack[depth++] = next;
        }
    }
  return false;
}
