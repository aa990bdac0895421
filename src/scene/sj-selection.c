/* sj-selection.c -- which nodes and paths are meant by the next command.
 *
 * A range lies along the flow: all that is on a way from one node to the other.
 */
#include "scene/sj-drawing-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
sj_selection_changed (SjDrawing *drawing)
{
  sj_drawing_marks_changed (drawing);
  sj_drawing_touch (drawing, SJ_REDRAW_SELECTION);
}

/* Who looks at something else has left the inspector of what was new. */
static void
leave_fresh (SjDrawing *drawing)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, drawing->nodes);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_hash_table_remove (drawing->fresh, key))
      sj_drawing_touch (drawing, SJ_REDRAW_MARKS);
}

void
sj_selection_clear (SjDrawing *drawing)
{
  if (g_hash_table_size (drawing->nodes) == 0 && g_hash_table_size (drawing->paths) == 0)
    return;
  leave_fresh (drawing);
  g_hash_table_remove_all (drawing->nodes);
  g_hash_table_remove_all (drawing->paths);
  sj_selection_changed (drawing);
}

void
sj_selection_add (SjDrawing *drawing, const char *node)
{
  if (g_hash_table_add (drawing->nodes, g_strdup (node)))
    sj_selection_changed (drawing);
}

void
sj_selection_add_path (SjDrawing *drawing, const SjPath *path)
{
  if (g_hash_table_add (drawing->paths, sj_drawing_key (path->node->id, path->id)))
    sj_selection_changed (drawing);
}

void
sj_selection_toggle (SjDrawing *drawing, const char *node)
{
  if (!g_hash_table_remove (drawing->nodes, node))
    g_hash_table_add (drawing->nodes, g_strdup (node));
  sj_selection_changed (drawing);
}

void
sj_selection_toggle_path (SjDrawing *drawing, const SjPath *path)
{
  char *key = sj_drawing_key (path->node->id, path->id);

  if (g_hash_table_remove (drawing->paths, key))
    g_free (key);
  else
    g_hash_table_add (drawing->paths, key);
  sj_selection_changed (drawing);
}

bool
sj_selection_has_path (const SjDrawing *drawing, const SjPath *path)
{
  g_autofree char *key = sj_drawing_key (path->node->id, path->id);

  return g_hash_table_contains (drawing->paths, key);
}

void
sj_selection_add_inner_paths (SjDrawing *drawing)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, drawing->nodes);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const SjNode *node = sj_journey_find (drawing->journey, key);

      for (uint32_t i = 0; node != NULL && i < node->n_paths; i++)
        if (node->paths[i]->to != NULL && g_hash_table_contains (drawing->nodes, node->paths[i]->to))
          sj_selection_add_path (drawing, node->paths[i]);
    }
}

static gboolean
node_is_gone (gpointer key, gpointer value, gpointer data)
{
  const SjDrawing *drawing = data;

  return sj_journey_find (drawing->journey, key) == NULL;
}

static gboolean
path_is_gone (gpointer key, gpointer value, gpointer data)
{
  return sj_drawing_by_key (data, key) == NULL;
}

void
sj_selection_prune (SjDrawing *drawing)
{
  guint gone = g_hash_table_foreach_remove (drawing->nodes, node_is_gone, drawing);

  gone += g_hash_table_foreach_remove (drawing->paths, path_is_gone, drawing);
  g_hash_table_foreach_remove (drawing->fresh, node_is_gone, drawing);
  if (gone > 0)
    sj_selection_changed (drawing);
  if (drawing->focus.node != NULL && sj_journey_find (drawing->journey, drawing->focus.node) == NULL)
    sj_drawing_set_focus (drawing, NULL, NULL, false);
  else if (drawing->focus.path != NULL && sj_drawing_path (drawing, drawing->focus.node, drawing->focus.path) == NULL)
    sj_drawing_set_focus (drawing, drawing->focus.node, NULL, false);
}

/* ------------------------------------------------------------------ reading */

uint32_t
sj_drawing_n_selected (const SjDrawing *drawing)
{
  return g_hash_table_size (drawing->nodes);
}

bool
sj_drawing_is_selected (const SjDrawing *drawing, const char *node)
{
  return g_hash_table_contains (drawing->nodes, node);
}

GStrv
sj_drawing_selected (const SjDrawing *drawing)
{
  GStrv ids = g_new0 (char *, g_hash_table_size (drawing->nodes) + 1);
  guint count = 0;

  for (uint32_t i = 0; i < sj_journey_n_nodes (drawing->journey) && count < g_hash_table_size (drawing->nodes); i++)
    if (sj_drawing_is_selected (drawing, sj_journey_node (drawing->journey, i)->id))
      ids[count++] = g_strdup (sj_journey_node (drawing->journey, i)->id);
  return ids;
}

static gpointer
only_key (GHashTable *keys)
{
  GHashTableIter iter;
  gpointer key = NULL;

  g_hash_table_iter_init (&iter, keys);
  g_hash_table_iter_next (&iter, &key, NULL);
  return key;
}

const SjNode *
sj_drawing_selected_node (const SjDrawing *drawing)
{
  if (g_hash_table_size (drawing->nodes) != 1)
    return NULL;
  return sj_journey_find (drawing->journey, only_key (drawing->nodes));
}

const SjPath *
sj_drawing_selected_path (const SjDrawing *drawing)
{
  if (g_hash_table_size (drawing->nodes) != 0 || g_hash_table_size (drawing->paths) != 1)
    return NULL;
  return sj_drawing_by_key (drawing, only_key (drawing->paths));
}

char *
sj_drawing_summary (const SjDrawing *drawing)
{
  guint n_nodes = g_hash_table_size (drawing->nodes), n_paths = g_hash_table_size (drawing->paths);
  const SjNode *node = sj_drawing_selected_node (drawing);
  const SjPath *path = sj_drawing_selected_path (drawing);
  g_autofree char *name = NULL;
  g_autofree char *steps = NULL;
  g_autofree char *paths = NULL;

  if (n_nodes + n_paths == 0)
    return g_strdup ("");
  if (node != NULL && n_paths == 0)
    return sj_drawing_name_of (drawing, node);
  if (path != NULL)
    {
      name = sj_drawing_name_of (drawing, path->node);
      return path->node->n_paths > 1 ? g_strdup_printf (_("Path %s of %s"), sj_path_title (path), name)
                                     : g_strdup_printf (_("Path from %s"), name);
    }
  steps = g_strdup_printf (ngettext ("%u step", "%u steps", n_nodes), n_nodes);
  paths = g_strdup_printf (ngettext ("%u path", "%u paths", n_paths), n_paths);
  if (n_nodes == 0)
    return g_strdup_printf (_("%s selected"), paths);
  if (n_paths == 0)
    return g_strdup_printf (_("%s selected"), steps);
  return g_strdup_printf (_("%s and %s selected"), steps, paths);
}

/* ------------------------------------------------------------------ commands */

void
sj_drawing_select (SjDrawing *drawing, const char *node)
{
  bool alone = g_hash_table_size (drawing->nodes) == 1 && sj_drawing_is_selected (drawing, node) &&
               g_hash_table_size (drawing->paths) == 0;

  if (sj_journey_find (drawing->journey, node) == NULL)
    return;
  sj_drawing_begin (drawing);
  if (!alone)
    {
      sj_selection_clear (drawing);
      sj_selection_add (drawing, node);
    }
  g_free (drawing->anchor);
  drawing->anchor = g_strdup (node);
  sj_drawing_set_focus (drawing, node, NULL, false);
  sj_drawing_end (drawing);
}

void
sj_drawing_select_path (SjDrawing *drawing, const char *node, const char *path)
{
  const SjPath *found = sj_drawing_path (drawing, node, path);

  if (found == NULL)
    return;
  sj_drawing_begin (drawing);
  sj_selection_clear (drawing);
  sj_selection_add_path (drawing, found);
  sj_drawing_set_focus (drawing, node, path, true);
  sj_drawing_end (drawing);
}

void
sj_drawing_select_nodes (SjDrawing *drawing, const char *const *nodes)
{
  sj_drawing_begin (drawing);
  sj_selection_clear (drawing);
  for (guint i = 0; nodes[i] != NULL; i++)
    if (sj_journey_find (drawing->journey, nodes[i]) != NULL)
      sj_selection_add (drawing, nodes[i]);
  if (g_hash_table_size (drawing->nodes) > 1)
    sj_selection_add_inner_paths (drawing);
  if (g_hash_table_size (drawing->nodes) > 0)
    sj_drawing_set_focus (drawing, nodes[0], NULL, false);
  sj_drawing_end (drawing);
}

void
sj_drawing_select_all (SjDrawing *drawing)
{
  sj_drawing_begin (drawing);
  for (uint32_t i = 0; i < sj_journey_n_nodes (drawing->journey); i++)
    {
      const SjNode *node = sj_journey_node (drawing->journey, i);

      sj_selection_add (drawing, node->id);
      for (uint32_t p = 0; p < node->n_paths; p++)
        if (sj_path_target (node->paths[p]) != NULL)
          sj_selection_add_path (drawing, node->paths[p]);
    }
  sj_drawing_end (drawing);
}

void
sj_drawing_select_none (SjDrawing *drawing)
{
  sj_drawing_begin (drawing);
  sj_selection_clear (drawing);
  sj_drawing_end (drawing);
}

void
sj_drawing_toggle_focused (SjDrawing *drawing)
{
  const SjPath *path = sj_drawing_path (drawing, drawing->focus.node, drawing->focus.path);

  if (drawing->focus.node == NULL)
    return;
  sj_drawing_begin (drawing);
  if (path != NULL)
    sj_selection_toggle_path (drawing, path);
  else
    sj_selection_toggle (drawing, drawing->focus.node);
  sj_drawing_end (drawing);
}

/* ------------------------------------------------------------------ along the flow */

static void
spread_from (GPtrArray *found, bool *seen, const SjNode *node)
{
  if (node == NULL || seen[node->index])
    return;
  seen[node->index] = true;
  g_ptr_array_add (found, (gpointer) node);
}

/* Marks in `seen` all that the flow reaches from what is in `found`, or comes from. */
static void
spread (GPtrArray *found, bool *seen, bool before)
{
  for (guint i = 0; i < found->len; i++)
    {
      const SjNode *node = found->pdata[i];

      if (before)
        for (uint32_t p = 0; p < sj_node_n_in (node); p++)
          spread_from (found, seen, sj_node_in (node, p)->node);
      else
        for (uint32_t p = 0; p < node->n_paths; p++)
          spread_from (found, seen, sj_path_target (node->paths[p]));
    }
}

/* What is selected, and where selected paths lead (or come from). */
static void
spread_selected (SjDrawing *drawing, GPtrArray *found, bool *seen, bool before)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, drawing->nodes);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    spread_from (found, seen, sj_journey_find (drawing->journey, key));
  g_hash_table_iter_init (&iter, drawing->paths);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const SjPath *path = sj_drawing_by_key (drawing, key);

      if (path != NULL)
        spread_from (found, seen, before ? path->node : sj_path_target (path));
    }
  if (found->len == 0 && drawing->focus.node != NULL)
    spread_from (found, seen, sj_journey_find (drawing->journey, drawing->focus.node));
}

void
sj_drawing_select_flow (SjDrawing *drawing, bool before)
{
  g_autofree bool *seen = g_new0 (bool, sj_journey_n_nodes (drawing->journey) + 1);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  sj_drawing_begin (drawing);
  spread_selected (drawing, found, seen, before);
  spread (found, seen, before);
  for (guint i = 0; i < found->len; i++)
    sj_selection_add (drawing, ((const SjNode *) found->pdata[i])->id);
  sj_selection_add_inner_paths (drawing);
  sj_drawing_end (drawing);
}

/* Adds all on a way from one to the other; false: there is no such way. */
static bool
add_between (SjDrawing *drawing, const SjNode *from, const SjNode *to)
{
  uint32_t count = sj_journey_n_nodes (drawing->journey);
  g_autofree bool *after = g_new0 (bool, count), *before = g_new0 (bool, count);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  spread_from (found, after, from);
  spread (found, after, false);
  if (!after[to->index])
    return false;
  g_ptr_array_set_size (found, 0);
  spread_from (found, before, to);
  spread (found, before, true);
  for (uint32_t i = 0; i < count; i++)
    if (after[i] && before[i])
      sj_selection_add (drawing, sj_journey_node (drawing->journey, i)->id);
  return true;
}

void
sj_drawing_select_range (SjDrawing *drawing, const char *node)
{
  const SjNode *to = sj_journey_find (drawing->journey, node);
  const SjNode *from = drawing->anchor ? sj_journey_find (drawing->journey, drawing->anchor) : NULL;

  if (to == NULL)
    return;
  sj_drawing_begin (drawing);
  if (from == NULL || (!add_between (drawing, from, to) && !add_between (drawing, to, from)))
    sj_selection_add (drawing, node);
  sj_selection_add_inner_paths (drawing);
  sj_drawing_set_focus (drawing, node, NULL, false);
  sj_drawing_end (drawing);
}
