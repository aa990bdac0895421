/* sj-edit-graph.c -- adding, inserting, deleting and joining, each a group of edits. */
#include "model/sj-edit-graph.h"

#include "model/sj-card.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static SjPath *
find_path (const SjJourney *journey, const SjPathRef *way)
{
  SjNode *node = sj_journey_find (journey, way->node);

  return node ? sj_node_path (node, way->path) : NULL;
}

static void
begin (SjHistory *history, char *title)
{
  sj_history_begin (history, title);
  g_free (title);
}

static void
connect (SjHistory *history, const SjPath *path, const char *to)
{
  sj_history_do (history, sj_edit_connect (path->node->id, path->id, to));
}

/* ------------------------------------------------------------------ adding */

static SjNode *
add_node (SjHistory *history, const SjKind *kind, SjPlace at)
{
  SjJourney *journey = sj_history_journey (history);
  g_autofree char *id = sj_graph_new_id (&journey->graph, kind);
  g_autoptr (SjNode) node = sj_node_new (kind, id);

  node->at = at;
  sj_history_do (history, sj_edit_add_node (node, SJ_AT_END));
  return sj_journey_find (journey, id);
}

char *
sj_edit_graph_add (SjHistory *history, const SjKind *kind, SjPlace at, const SjPathRef *from)
{
  SjPath *path = from ? find_path (sj_history_journey (history), from) : NULL;
  const SjNode *node;

  g_return_val_if_fail (from == NULL || path != NULL, NULL);

  begin (history, g_strdup_printf (_("Add %s"), _(kind->title)));
  node = add_node (history, kind, at);
  if (path != NULL)
    connect (history, path, node->id);
  sj_history_end (history);
  return g_strdup (node->id);
}

char *
sj_edit_graph_add_path (SjHistory *history, const char *node_id, const char *name)
{
  SjNode *node = sj_journey_find (sj_history_journey (history), node_id);
  const SjPathKind *repeating = node ? sj_kind_repeating (node->kind) : NULL;
  bool repeats = repeating != NULL && strcmp (repeating->name, name) == 0;
  g_autofree char *id = repeats ? sj_node_new_path_id (node) : g_strdup (name);
  const SjPathKind *kind = node ? sj_kind_path (node->kind, id) : NULL;
  g_autoptr (SjPath) path = NULL;

  if (kind == NULL || (kind == repeating) != repeats || sj_node_path (node, id) != NULL)
    return NULL;
  path = sj_path_new (node, id);
  if (!sj_history_do (history, sj_edit_add_path (node_id, path, SJ_AT_END)))
    return NULL;
  return g_steal_pointer (&id);
}

static bool
has_goal (const SjJourney *journey, const char *id)
{
  for (guint i = 0; i < journey->goals->len; i++)
    if (g_strcmp0 (sj_journey_goal (journey, i)->id, id) == 0)
      return true;
  return false;
}

uint32_t
sj_edit_graph_add_goal (SjHistory *history)
{
  SjJourney *journey = sj_history_journey (history);
  SjGoal *goal = sj_config_new (&sj_goal_spec);
  unsigned number = 1;

  goal->id = g_strdup_printf ("goal-%u", number);
  while (has_goal (journey, goal->id))
    {
      g_free (goal->id);
      goal->id = g_strdup_printf ("goal-%u", ++number);
    }
  sj_history_do (history, sj_edit_add_goal (goal, SJ_AT_END));
  sj_config_free (&sj_goal_spec, goal);
  return journey->goals->len - 1;
}

/* ------------------------------------------------------------------ inserting */

/* Where the flow goes on from a node in between: its first path that may be taken
 * by everybody.  NULL at an end. */
static SjPath *
way_on (const SjNode *node)
{
  return node->n_paths > 0 ? node->paths[0] : NULL;
}

static bool
overlap (const SjNode *node, const SjPlace *place, int height)
{
  return abs (node->at.x - place->x) < SJ_ARRANGE_CARD_WIDTH && place->y < node->at.y + sj_card_height (node) &&
         node->at.y < place->y + height;
}

/* Nodes that the flow reaches from `first` and that lie to the end side of `x`. */
static GPtrArray *
nodes_after (const SjGraph *graph, SjNode *first, int x)
{
  g_autofree bool *seen = g_new0 (bool, graph->n_nodes);
  GPtrArray *found = g_ptr_array_new ();

  seen[first->index] = true;
  g_ptr_array_add (found, first);
  for (guint i = 0; i < found->len; i++)
    {
      const SjNode *node = found->pdata[i];

      for (uint32_t p = 0; p < node->n_paths; p++)
        {
          SjNode *next = sj_path_target (node->paths[p]);

          if (next == NULL || seen[next->index])
            continue;
          seen[next->index] = true;
          if (next->at.set && next->at.x > x)
            g_ptr_array_add (found, next);
        }
    }
  return found;
}

/* Those in the way of the place move on by a column, and those in their way, too. */
static GArray *
find_room (const SjGraph *graph, const SjNode *inserted, SjPlace place, int height, SjNode *first)
{
  g_autoptr (GPtrArray) after = nodes_after (graph, first, place.x - 1);
  g_autoptr (GPtrArray) moved = g_ptr_array_new ();
  GArray *moves = g_array_new (FALSE, FALSE, sizeof (SjShift));

  for (guint done = 0;; done++)
    {
      for (guint i = 0; i < after->len; i++)
        {
          SjNode *node = after->pdata[i];
          SjShift move = { node->id, node->at.x + SJ_ARRANGE_COLUMN, node->at.y };

          if (node == inserted || node->pinned || !node->at.set || !overlap (node, &place, height) ||
              g_ptr_array_find (moved, node, NULL))
            continue;
          g_ptr_array_add (moved, node);
          g_array_append_val (moves, move);
        }
      if (done == moved->len)
        return moves;
      place = ((SjNode *) moved->pdata[done])->at;
      place.x += SJ_ARRANGE_COLUMN;
      height = sj_card_height (moved->pdata[done]);
    }
}

static void
make_room (SjHistory *history, const SjNode *inserted, SjNode *first)
{
  g_autoptr (GArray) moves = find_room (&sj_history_journey (history)->graph, inserted, inserted->at,
                                        sj_card_height (inserted), first);

  if (moves->len > 0)
    sj_history_do (history, sj_edit_move ((const SjShift *) (void *) moves->data, moves->len));
}

static SjPlace
place_behind (const SjNode *source, const SjNode *target)
{
  SjPlace place = source->at;

  place.x += SJ_ARRANGE_COLUMN;
  if (target != NULL && target->at.set)
    place.y = target->at.y;
  return place;
}

static void
put_on_path (SjHistory *history, SjNode *node, SjPath *path)
{
  SjNode *target = sj_path_target (path);
  g_autofree char *to = g_strdup (path->to);
  SjPath *on = way_on (node);

  connect (history, path, node->id);
  if (on != NULL)
    connect (history, on, to);
  if (target != NULL && node->at.set)
    make_room (history, node, target);
}

static char *
insert_title (const char *what, const SjPath *path)
{
  return g_strdup_printf (_("Insert %s on %s"), what,
                          path->node->n_paths > 1 ? sj_path_title (path) : sj_node_title (path->node));
}

GArray *
sj_edit_graph_room (const SjJourney *journey, const SjPathRef *way, int height, SjPlace *at)
{
  const SjPath *path = find_path (journey, way);
  SjNode *target = path ? sj_path_target (path) : NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (!at->set)
    *at = place_behind (path->node, target);
  if (target == NULL || !at->set)
    return g_array_new (FALSE, FALSE, sizeof (SjShift));
  return find_room (&journey->graph, NULL, *at, height, target);
}

char *
sj_edit_graph_insert (SjHistory *history, const SjKind *kind, const SjPathRef *way)
{
  return sj_edit_graph_insert_at (history, kind, way, (SjPlace) { 0, 0, false });
}

char *
sj_edit_graph_insert_at (SjHistory *history, const SjKind *kind, const SjPathRef *way, SjPlace at)
{
  SjPath *path = find_path (sj_history_journey (history), way);
  SjNode *node;

  g_return_val_if_fail (path != NULL, NULL);

  if (kind->paths == NULL)
    return NULL;
  begin (history, insert_title (_(kind->title), path));
  node = add_node (history, kind, at.set ? at : place_behind (path->node, sj_path_target (path)));
  put_on_path (history, node, path);
  sj_history_end (history);
  return g_strdup (node->id);
}

bool
sj_edit_graph_splice (SjHistory *history, const char *node_id, const SjPathRef *way)
{
  SjJourney *journey = sj_history_journey (history);
  SjPath *path = find_path (journey, way);
  SjNode *node = sj_journey_find (journey, node_id);

  g_return_val_if_fail (path != NULL && node != NULL, false);

  if (node->n_paths == 0 || sj_node_n_in (node) > 0 || path->node == node)
    return false;
  for (uint32_t i = 0; i < node->n_paths; i++)
    if (node->paths[i]->to != NULL)
      return false;
  begin (history, insert_title (sj_node_title (node), path));
  put_on_path (history, node, path);
  sj_history_end (history);
  return true;
}

/* ------------------------------------------------------------------ deleting */

/* Where the only way in may lead on to; false where there are several ways. */
static bool
gap_target (const SjNode *node, char **to)
{
  SjPath *only = NULL;

  if (sj_node_n_in (node) != 1 || sj_node_in (node, 0)->node == node)
    return false;
  for (uint32_t i = 0; i < node->n_paths; i++)
    {
      if (node->paths[i]->to == NULL)
        continue;
      if (only != NULL)
        return false;
      only = node->paths[i];
    }
  if (only == NULL)
    return false;
  *to = g_strdup (only->to);
  return true;
}

static void
delete_one (SjHistory *history, SjNode *node, bool close)
{
  g_autofree char *to = NULL;
  g_autofree char *id = g_strdup (node->id);

  if (close)
    gap_target (node, &to);
  while (sj_node_n_in (node) > 0)
    connect (history, sj_node_in (node, sj_node_n_in (node) - 1), to);
  sj_history_do (history, sj_edit_remove_node (id));
}

bool
sj_edit_graph_delete (SjHistory *history, const char *const *nodes, bool close)
{
  SjJourney *journey = sj_history_journey (history);
  guint count = g_strv_length ((char **) nodes);
  const SjNode *first = count > 0 ? sj_journey_find (journey, nodes[0]) : NULL;
  bool any = false;

  begin (history, count == 1 && first != NULL
                      ? g_strdup_printf (_("Delete %s"), sj_node_title (first))
                      : g_strdup_printf (ngettext ("Delete %u step", "Delete %u steps", count), count));
  for (; *nodes != NULL; nodes++)
    {
      SjNode *node = sj_journey_find (journey, *nodes);

      if (node == NULL)
        continue;
      delete_one (history, node, close);
      any = true;
    }
  sj_history_end (history);
  return any;
}

/* ------------------------------------------------------------------ joining */

bool
sj_edit_graph_connect (SjHistory *history, const SjPathRef *way, const char *target)
{
  const SjPath *path = find_path (sj_history_journey (history), way);

  if (path == NULL || g_strcmp0 (path->to, target) == 0)
    return false;
  return sj_history_do (history, sj_edit_connect (way->node, way->path, target));
}
