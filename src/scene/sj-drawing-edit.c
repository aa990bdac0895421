/* sj-drawing-edit.c -- commands on what is selected; each is one step with a name.
 *
 * Where nothing is selected, the focused item is meant.
 */
#include "scene/sj-drawing-private.h"

#include "model/sj-journey-json.h"
#include "model/sj-tidy.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The selected nodes, else the focused one; free with g_strfreev (). */
static GStrv
nodes_meant (const SjDrawing *drawing)
{
  GStrv ids = sj_drawing_selected (drawing);

  if (ids[0] != NULL || g_hash_table_size (drawing->paths) > 0 || drawing->focus.node == NULL ||
      drawing->focus.path != NULL)
    return ids;
  g_strfreev (ids);
  ids = g_new0 (char *, 2);
  ids[0] = g_strdup (drawing->focus.node);
  return ids;
}

static char *
count_words (guint count)
{
  return g_strdup_printf (ngettext ("%u step", "%u steps", count), count);
}

/* "Wait" or "3 steps" */
static char *
name_all (const SjDrawing *drawing, char *const *ids)
{
  guint count = g_strv_length ((char **) ids);
  const SjNode *node = count == 1 ? sj_journey_find (drawing->journey, ids[0]) : NULL;

  return node ? sj_drawing_name_of (drawing, node) : count_words (count);
}

/* ------------------------------------------------------------------ deleting */

/* Where the focus goes when these go: to what led to the first of them. */
static char *
heir_of (const SjDrawing *drawing, char *const *ids)
{
  const SjNode *node = sj_journey_find (drawing->journey, ids[0]);

  for (uint32_t i = 0; node != NULL && i < sj_node_n_in (node); i++)
    if (!g_strv_contains ((const char *const *) ids, sj_node_in (node, i)->node->id))
      return g_strdup (sj_node_in (node, i)->node->id);
  return NULL;
}

static unsigned
count_loose_ends (const SjJourney *journey)
{
  unsigned count = 0;

  for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
    for (uint32_t p = 0; p < sj_journey_node (journey, i)->n_paths; p++)
      count += sj_journey_node (journey, i)->paths[p]->to == NULL;
  return count;
}

static bool
delete_nodes (SjDrawing *drawing, char *const *ids, bool close)
{
  g_autofree char *name = name_all (drawing, ids), *heir = heir_of (drawing, ids);
  unsigned before = count_loose_ends (drawing->journey), after;

  sj_history_seal (drawing->parts.history);
  if (!sj_edit_graph_delete (drawing->parts.history, (const char *const *) ids, close))
    return false;
  after = count_loose_ends (drawing->journey);
  for (guint i = 0; ids[i] != NULL; i++)
    sj_drawing_log ("deleted %s", ids[i]);
  sj_drawing_say (drawing, after > before
                               ? g_strdup_printf (ngettext ("Deleted %s; %u path leads nowhere now.",
                                                            "Deleted %s; %u paths lead nowhere now.", after - before),
                                                  name, after - before)
                               : g_strdup_printf (_("Deleted %s."), name));
  sj_selection_prune (drawing);
  sj_drawing_set_focus (drawing, heir, NULL, false);
  return true;
}

bool
sj_drawing_delete (SjDrawing *drawing, bool close)
{
  g_auto (GStrv) ids = nodes_meant (drawing);
  bool done;

  if (!sj_drawing_can_edit (drawing))
    return false;
  if (ids[0] == NULL)
    return sj_drawing_disconnect (drawing);
  sj_drawing_begin (drawing);
  done = delete_nodes (drawing, ids, close);
  sj_drawing_end (drawing);
  return done;
}

/* The selected paths that lead somewhere, else the focused one. */
static GPtrArray *
paths_meant (SjDrawing *drawing)
{
  GPtrArray *paths = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;
  SjPath *path;

  g_hash_table_iter_init (&iter, drawing->paths);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if ((path = sj_drawing_by_key (drawing, key)) != NULL && path->to != NULL)
      g_ptr_array_add (paths, path);
  path = sj_drawing_path (drawing, drawing->focus.node, drawing->focus.path);
  if (paths->len == 0 && path != NULL && path->to != NULL)
    g_ptr_array_add (paths, path);
  return paths;
}

bool
sj_drawing_disconnect (SjDrawing *drawing)
{
  g_autoptr (GPtrArray) paths = paths_meant (drawing);
  g_autofree char *title = NULL;

  if (!sj_drawing_can_edit (drawing) || paths->len == 0)
    return false;
  sj_drawing_begin (drawing);
  title = g_strdup_printf (ngettext ("Disconnect %u path", "Disconnect %u paths", paths->len), paths->len);
  sj_history_seal (drawing->parts.history);
  if (paths->len > 1)
    sj_history_begin (drawing->parts.history, title);
  for (guint i = 0; i < paths->len; i++)
    {
      const SjPath *path = paths->pdata[i];

      sj_edit_graph_connect (drawing->parts.history, &(SjPathRef) { path->node->id, path->id }, NULL);
      sj_drawing_log ("disconnected %s %s", path->node->id, path->id);
    }
  if (paths->len > 1)
    sj_history_end (drawing->parts.history);
  sj_drawing_say (drawing, g_strdup_printf (ngettext ("%u path leads nowhere now.", "%u paths lead nowhere now.",
                                                      paths->len), paths->len));
  sj_drawing_end (drawing);
  return true;
}

/* ------------------------------------------------------------------ copies */

static char *
copy_of (SjDrawing *drawing, char *const *ids)
{
  return ids[0] != NULL ? sj_edit_graph_copy (drawing->journey, (const char *const *) ids) : NULL;
}

char *
sj_drawing_copy (SjDrawing *drawing)
{
  g_auto (GStrv) ids = nodes_meant (drawing);
  g_autofree char *name = ids[0] ? name_all (drawing, ids) : NULL;
  char *text = copy_of (drawing, ids);

  if (text == NULL)
    return NULL;
  sj_drawing_begin (drawing);
  sj_drawing_log ("copied %u", g_strv_length (ids));
  sj_drawing_say (drawing, g_strdup_printf (_("Copied %s."), name));
  sj_drawing_end (drawing);
  return text;
}

char *
sj_drawing_cut (SjDrawing *drawing)
{
  g_auto (GStrv) ids = nodes_meant (drawing);
  char *text = sj_drawing_can_edit (drawing) ? copy_of (drawing, ids) : NULL;

  if (text != NULL)
    sj_drawing_delete (drawing, true);
  return text;
}

/* The pasted nodes are what is selected now. */
static bool
show_pasted (SjDrawing *drawing, GStrv ids)
{
  if (ids == NULL || ids[0] == NULL)
    return false;
  sj_scene_update (drawing->scene);
  sj_drawing_touch (drawing, SJ_REDRAW_SCENE);
  sj_drawing_select_nodes (drawing, (const char *const *) ids);
  sj_drawing_reveal (drawing, ids[0], NULL);
  return true;
}

/* What the pasted steps refer to and this workspace does not have, as a sentence; NULL: nothing. */
static char *
what_is_missing (SjDrawing *drawing, GStrv ids)
{
  SjChecker *checker = drawing->parts.checker;
  const SjFinding *first = NULL;
  guint count = 0;

  if (checker == NULL)
    return NULL;
  sj_checker_update (checker);
  for (size_t i = 0; i < sj_checker_count (checker); i++)
    {
      const SjFinding *finding = sj_checker_get (checker, i);

      if (strcmp (finding->code, "missing-reference") != 0 || finding->at.node == NULL ||
          !g_strv_contains ((const char *const *) ids, finding->at.node))
        continue;
      first = first ? first : finding;
      count++;
    }
  if (count < 2)
    return first ? g_strdup (first->text) : NULL;
  return g_strdup_printf (ngettext ("%u thing that they refer to is missing here.",
                                    "%u things that they refer to are missing here.", count), count);
}

bool
sj_drawing_paste_at (SjDrawing *drawing, const char *text, SjPlace at, GError **error)
{
  g_auto (GStrv) ids = NULL;
  g_autofree char *name = NULL, *missing = NULL;

  sj_history_seal (drawing->parts.history);
  ids = sj_edit_graph_paste (drawing->parts.history, text, strlen (text), at, error);
  if (!show_pasted (drawing, ids))
    return false;
  name = name_all (drawing, ids);
  sj_drawing_log ("pasted %u", g_strv_length (ids));
  missing = what_is_missing (drawing, ids);
  sj_drawing_say (drawing, missing ? g_strdup_printf (_("Pasted %s. %s"), name, missing)
                                   : g_strdup_printf (_("Pasted %s."), name));
  return true;
}

/* The selected or focused path, if a step may be put on it. */
static const SjPath *
path_to_paste_on (const SjDrawing *drawing)
{
  const SjPath *path = sj_drawing_selected_path (drawing);

  if (path == NULL && g_hash_table_size (drawing->nodes) == 0)
    path = sj_drawing_path (drawing, drawing->focus.node, drawing->focus.path);
  return path != NULL && path->to != NULL ? path : NULL;
}

/* The title of the only step in a text, if it may stand between two; or NULL. */
static char *
single_title (const SjDrawing *drawing, const char *text)
{
  g_autoptr (SjJourney) piece = sj_journey_read (drawing->journey->kinds, NULL, text, strlen (text), NULL, NULL);
  const SjNode *node = piece && sj_journey_n_nodes (piece) == 1 ? sj_journey_node (piece, 0) : NULL;

  if (node == NULL || node->n_paths == 0 || node->kind->flags & SJ_KIND_ENTRY)
    return NULL;
  return g_strdup (sj_node_title (node));
}

static bool
paste_on (SjDrawing *drawing, const SjPath *path, const char *text, const char *name)
{
  SjHistory *history = drawing->parts.history;
  SjPathRef way = { path->node->id, path->id };
  g_autofree char *title = g_strdup_printf (_("Insert %s on %s"), name,
                                            path->node->n_paths > 1 ? sj_path_title (path)
                                                                    : sj_node_title (path->node));
  SjPlace at = { 0, 0, false };
  const SjNode *node;

  g_array_unref (sj_edit_graph_room (drawing->journey, &way, SJ_SCENE_CARD_HEIGHT, &at));
  sj_history_seal (history);
  sj_history_begin (history, title);
  sj_drawing_paste_at (drawing, text, at, NULL);
  node = sj_drawing_selected_node (drawing);
  if (node != NULL)
    sj_edit_graph_splice (history, node->id, &way);
  sj_history_end (history);
  sj_drawing_say (drawing, g_strdup_printf (_("Inserted %s."), name));
  return node != NULL;
}

bool
sj_drawing_paste (SjDrawing *drawing, const char *text, bool follow, GError **error)
{
  const SjPath *path = path_to_paste_on (drawing);
  g_autofree char *single = path ? single_title (drawing, text) : NULL;
  bool done;

  if (!sj_drawing_can_edit (drawing))
    return false;
  sj_drawing_begin (drawing);
  sj_hand_cancel (drawing);
  if (single != NULL)
    done = paste_on (drawing, path, text, single);
  else if (follow)
    done = sj_hand_begin_paste (drawing, text, error);
  else
    done = sj_drawing_paste_at (drawing, text, (SjPlace) { 0, 0, false }, error);
  sj_drawing_end (drawing);
  return done;
}

/* The first of the pasted nodes that none of the others leads to. */
static const SjNode *
entry_of (const SjDrawing *drawing, GStrv ids)
{
  for (char **id = ids; *id != NULL; id++)
    {
      const SjNode *node = sj_journey_find (drawing->journey, *id);

      if (node != NULL && sj_node_n_in (node) == 0)
        return node;
    }
  return NULL;
}

/* Where the flow goes on from there: the first free path along it; NULL: it ends or comes round. */
static const SjPath *
loose_end (const SjDrawing *drawing, const SjNode *node)
{
  g_autofree bool *seen = g_new0 (bool, sj_journey_n_nodes (drawing->journey));

  while (node != NULL && node->n_paths > 0 && !seen[node->index])
    {
      seen[node->index] = true;
      if (node->paths[0]->to == NULL)
        return node->paths[0];
      node = sj_path_target (node->paths[0]);
    }
  return NULL;
}

/* Joins what was pasted to the path; false: refused, and the status says why. */
static bool
join_pasted (SjDrawing *drawing, const SjPathRef *way, GStrv ids)
{
  const SjPath *path = sj_drawing_path (drawing, way->node, way->path), *end;
  const SjNode *entry = entry_of (drawing, ids);
  g_autofree char *target = g_strdup (path->to);
  char *refusal = entry && drawing->parts.checker
                      ? sj_check_connection (drawing->parts.checker, path->node, path, entry)
                      : NULL;

  if (refusal != NULL)
    {
      sj_drawing_say (drawing, refusal);
      return false;
    }
  if (entry == NULL)
    return false;
  end = loose_end (drawing, entry);
  sj_edit_graph_connect (drawing->parts.history, way, entry->id);
  if (target != NULL && end != NULL)
    sj_edit_graph_connect (drawing->parts.history, &(SjPathRef) { end->node->id, end->id }, target);
  return true;
}

bool
sj_drawing_paste_joined (SjDrawing *drawing, const char *text, GError **error)
{
  SjHistory *history = drawing->parts.history;
  const SjPath *path = sj_drawing_path_meant (drawing);
  g_autofree char *node_id = path ? g_strdup (path->node->id) : NULL, *path_id = path ? g_strdup (path->id) : NULL;
  g_auto (GStrv) ids = NULL;
  g_autofree char *title = NULL;
  bool done;

  if (path == NULL || !sj_drawing_can_edit (drawing))
    return sj_drawing_paste (drawing, text, false, error);
  sj_drawing_begin (drawing);
  sj_hand_cancel (drawing);
  title = g_strdup_printf (_("Paste after %s"), sj_node_title (path->node));
  sj_history_seal (history);
  sj_history_begin (history, title);
  done = sj_drawing_paste_at (drawing, text, sj_drawing_place_behind (drawing, path, SJ_SCENE_CARD_HEIGHT), error);
  ids = done ? sj_drawing_selected (drawing) : NULL;
  done = done && join_pasted (drawing, &(SjPathRef) { node_id, path_id }, ids);
  if (done)
    sj_history_end (history);
  else
    sj_history_cancel (history);
  sj_selection_prune (drawing);
  sj_drawing_end (drawing);
  return done;
}

bool
sj_drawing_duplicate (SjDrawing *drawing)
{
  g_auto (GStrv) ids = nodes_meant (drawing), copies = NULL;
  g_autofree char *name = NULL;
  bool done;

  if (!sj_drawing_can_edit (drawing) || ids[0] == NULL)
    return false;
  sj_drawing_begin (drawing);
  name = name_all (drawing, ids);
  sj_history_seal (drawing->parts.history);
  copies = sj_edit_graph_duplicate (drawing->parts.history, (const char *const *) ids);
  done = show_pasted (drawing, copies);
  sj_drawing_log ("duplicated %u", g_strv_length (ids));
  sj_drawing_say (drawing, g_strdup_printf (_("Duplicated %s."), name));
  sj_drawing_end (drawing);
  return done;
}

/* ------------------------------------------------------------------ places */

/* The focused node, if it can be seen, keeps its place on the screen. */
static void
keep_in_place (SjDrawing *drawing, SjPoint before)
{
  const SjCard *card = sj_scene_find (drawing->scene, drawing->focus.node);
  int32_t dx, dy;

  if (card == NULL)
    return;
  dx = card->box.x - before.x;
  dy = card->box.y - before.y;
  drawing->view.x += drawing->view.mirrored ? -dx : dx;
  drawing->view.y += dy;
  if (dx != 0 || dy != 0)
    sj_drawing_touch (drawing, SJ_REDRAW_VIEW);
}

bool
sj_drawing_take_tidy (SjDrawing *drawing, SjEdit *edit, size_t moved)
{
  const SjCard *card = sj_scene_find (drawing->scene, drawing->focus.node);
  SjBox visible = sj_view_visible (&drawing->view);
  bool keep = card != NULL && sj_box_overlaps (&visible, &card->box), done;
  SjPoint before = keep ? (SjPoint) { card->box.x, card->box.y } : (SjPoint) { 0, 0 };

  sj_drawing_begin (drawing);
  sj_hand_cancel (drawing);
  sj_history_seal (drawing->parts.history);
  sj_history_begin (drawing->parts.history, _("Tidy"));
  done = sj_history_do (drawing->parts.history, edit);
  sj_history_end (drawing->parts.history);
  sj_scene_update (drawing->scene);
  sj_scene_reroute (drawing->scene);
  sj_drawing_touch (drawing, SJ_REDRAW_SCENE | SJ_REDRAW_GLIDE);
  if (keep)
    keep_in_place (drawing, before);
  sj_drawing_log ("tidied %zu", moved);
  sj_drawing_say (drawing, g_strdup_printf (ngettext ("Tidied %u step.", "Tidied %u steps.", (unsigned) moved),
                                            (unsigned) moved));
  sj_drawing_end (drawing);
  return done;
}

bool
sj_drawing_tidy (SjDrawing *drawing)
{
  g_auto (GStrv) ids = sj_drawing_selected (drawing);
  size_t moved = 0;
  SjEdit *edit;

  if (!sj_drawing_can_edit (drawing))
    return false;
  edit = sj_tidy (drawing->journey, ids[0] ? (const char *const *) ids : NULL, &moved);
  if (edit != NULL)
    return sj_drawing_take_tidy (drawing, edit, moved);
  sj_drawing_begin (drawing);
  sj_drawing_say (drawing, g_strdup (_("Everything is tidy already.")));
  sj_drawing_end (drawing);
  return false;
}

bool
sj_drawing_nudge (SjDrawing *drawing, int dx, int dy, int64_t time)
{
  g_auto (GStrv) ids = nodes_meant (drawing);
  g_autoptr (GArray) moves = g_array_new (FALSE, FALSE, sizeof (SjShift));
  g_autofree char *name = NULL;

  if (!sj_drawing_can_edit (drawing) || ids[0] == NULL)
    return false;
  sj_drawing_begin (drawing);
  if (time - drawing->nudged > SJ_DRAWING_BURST)
    sj_history_seal (drawing->parts.history);
  drawing->nudged = time;
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const SjNode *node = sj_journey_find (drawing->journey, ids[i]);
      SjShift move = { ids[i], node->at.x + (drawing->view.mirrored ? -dx : dx), node->at.y + dy };

      g_array_append_val (moves, move);
    }
  name = name_all (drawing, ids);
  sj_history_do (drawing->parts.history, sj_edit_move ((const SjShift *) (void *) moves->data, moves->len));
  sj_drawing_log ("moved %u", moves->len);
  sj_drawing_say (drawing, g_strdup_printf (_("Moved %s."), name));
  sj_scene_update (drawing->scene);
  sj_drawing_touch (drawing, SJ_REDRAW_SCENE);
  sj_drawing_reveal (drawing, ids[0], NULL);
  sj_drawing_end (drawing);
  return true;
}

/* ------------------------------------------------------------------ fields */

static bool
set_field (SjDrawing *drawing, const SjTarget *target, const char *field, const SjValue *value)
{
  bool done;

  sj_history_seal (drawing->parts.history);
  done = sj_history_do (drawing->parts.history, sj_edit_set_field (target, field, value));
  sj_history_seal (drawing->parts.history);
  return done;
}

bool
sj_drawing_set_pinned (SjDrawing *drawing, bool pinned)
{
  g_auto (GStrv) ids = nodes_meant (drawing);
  g_autofree char *name = NULL;
  SjValue value = sj_value_bool (pinned);

  if (!sj_drawing_can_edit (drawing) || ids[0] == NULL)
    return false;
  sj_drawing_begin (drawing);
  name = name_all (drawing, ids);
  sj_history_begin (drawing->parts.history, pinned ? _("Pin") : _("Unpin"));
  for (guint i = 0; ids[i] != NULL; i++)
    sj_history_do (drawing->parts.history, sj_edit_set_field (&(SjTarget) { SJ_SCOPE_NODE, .node = ids[i] }, "pinned",
                                                              pinned ? &value : NULL));
  sj_history_end (drawing->parts.history);
  sj_drawing_log (pinned ? "pinned %u" : "unpinned %u", g_strv_length (ids));
  sj_drawing_say (drawing, pinned ? g_strdup_printf (_("Pinned %s: tidying does not move it."), name)
                                  : g_strdup_printf (_("Unpinned %s."), name));
  sj_drawing_end (drawing);
  return true;
}

static void
close_ask (SjDrawing *drawing)
{
  sj_drawing_set_ask (drawing, SJ_ASK_NOTHING, NULL, NULL, (SjPoint) { 0, 0 });
}

bool
sj_drawing_rename (SjDrawing *drawing, const char *label)
{
  const SjAsk *ask = &drawing->ask;
  SjTarget target = { ask->path ? SJ_SCOPE_PATH : SJ_SCOPE_NODE, .node = ask->node, .path = ask->path };
  const SjNode *node = ask->node ? sj_journey_find (drawing->journey, ask->node) : NULL;
  const SjPath *path = sj_drawing_path (drawing, ask->node, ask->path);
  g_autofree char *clean = g_strstrip (g_strdup (label ? label : ""));
  SjValue value = sj_value_text (clean, strlen (clean));
  const char *was = path ? path->label : node ? node->label : NULL;
  bool done = false;

  if (ask->type != SJ_ASK_RENAME || node == NULL || !sj_drawing_can_edit (drawing))
    return false;
  sj_drawing_begin (drawing);
  if (strcmp (was ? was : "", clean) != 0)
    {
      done = set_field (drawing, &target, "label", *clean != '\0' ? &value : NULL);
      sj_drawing_log ("renamed %s", ask->node);
      sj_drawing_say (drawing, g_strdup_printf (_("Renamed to %s."),
                                                path ? sj_path_title (path) : sj_node_title (node)));
    }
  close_ask (drawing);
  sj_drawing_end (drawing);
  return done;
}

bool
sj_drawing_fix (SjDrawing *drawing, const SjFinding *finding)
{
  SjEdit *edit = finding->fix && drawing->parts.history ? sj_fix_edit (finding->fix, drawing->journey) : NULL;
  g_autofree char *title = edit ? g_strdup (sj_fix_title (finding->fix)) : NULL;
  bool done;

  if (edit == NULL)
    return false;
  sj_drawing_begin (drawing);
  sj_history_seal (drawing->parts.history);
  sj_history_begin (drawing->parts.history, title);
  done = sj_history_do (drawing->parts.history, edit);
  sj_history_end (drawing->parts.history);
  sj_drawing_log ("fixed");
  sj_drawing_say (drawing, g_strdup_printf (_("Fixed: %s."), title));
  sj_drawing_end (drawing);
  return done;
}

void
sj_drawing_activate (SjDrawing *drawing)
{
  const SjPath *path = sj_drawing_path (drawing, drawing->focus.node, drawing->focus.path);
  SjCard *card = sj_scene_find (drawing->scene, drawing->focus.node);

  if (card == NULL)
    return;
  sj_drawing_begin (drawing);
  if (drawing->hand.state == SJ_HAND_AIMING)
    sj_hand_join (drawing, card);
  else if (path != NULL && drawing->focus.on_line && path->delay > 0)
    sj_drawing_set_ask (drawing, SJ_ASK_DELAY, path->node->id, path->id, sj_card_in_port (card));
  else
    {
      if (path != NULL)
        sj_drawing_select_path (drawing, path->node->id, path->id);
      else
        sj_drawing_select (drawing, card->node->id);
      sj_drawing_set_ask (drawing, SJ_ASK_INSPECT, card->node->id, path ? path->id : NULL, sj_card_in_port (card));
    }
  sj_drawing_end (drawing);
}
