/* sj-drawing-undo.c -- steps back and on, each with what was selected and where it can be seen.
 *
 * The history keeps the steps and this the selections around them; a step that somebody
 * else made (the inspector, a fix from the list) has none, and what it touched is selected.
 */
#include "scene/sj-drawing-private.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define MOST_KEPT 300

/* Ids of nodes and keys of paths; or NULL. */
typedef struct
{
  char *title;              /* owned: of the step, to know it again */
  GPtrArray *before, *after;
} Kept;

static void
kept_clear (Kept *kept)
{
  g_free (kept->title);
  g_clear_pointer (&kept->before, g_ptr_array_unref);
  g_clear_pointer (&kept->after, g_ptr_array_unref);
  *kept = (Kept) { NULL };
}

GArray *
sj_drawing_kept_new (void)
{
  GArray *kept = g_array_new (FALSE, TRUE, sizeof (Kept));

  g_array_set_clear_func (kept, (GDestroyNotify) kept_clear);
  return kept;
}

static void
add_keys (GPtrArray *keys, GHashTable *from)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, g_strdup (key));
}

/* NULL where there are too many to keep for each step: then what it touches will do. */
GPtrArray *
sj_drawing_selection_copy (const SjDrawing *drawing)
{
  GPtrArray *keys;

  if (g_hash_table_size (drawing->nodes) + g_hash_table_size (drawing->paths) > MOST_KEPT)
    return NULL;
  keys = g_ptr_array_new_with_free_func (g_free);
  add_keys (keys, drawing->nodes);
  add_keys (keys, drawing->paths);
  return keys;
}

/* ------------------------------------------------------------------ keeping */

/* At the end of a call that changed the journey: around which step, and what was selected. */
void
sj_drawing_keep_selection (SjDrawing *drawing)
{
  size_t steps = drawing->parts.history ? sj_history_n_undo (drawing->parts.history) : 0;
  bool changed = drawing->changed && steps > 0, is_new = steps > drawing->n_kept;
  g_autoptr (GPtrArray) before = g_steal_pointer (&drawing->before);
  Kept *kept;

  drawing->n_kept = steps;
  drawing->changed = false;
  if (!changed)
    return;
  if (drawing->kept->len < steps)
    g_array_set_size (drawing->kept, (guint) steps);
  kept = &g_array_index (drawing->kept, Kept, steps - 1);
  if (is_new)
    {
      kept_clear (kept);
      kept->before = g_steal_pointer (&before);
    }
  g_free (kept->title);
  kept->title = g_strdup (sj_history_undo_title (drawing->parts.history));
  g_clear_pointer (&kept->after, g_ptr_array_unref);
  kept->after = sj_drawing_selection_copy (drawing);
}

/* ------------------------------------------------------------------ showing */

static void
select_keys (SjDrawing *drawing, const GPtrArray *keys)
{
  sj_selection_clear (drawing);
  for (guint i = 0; i < keys->len; i++)
    {
      const SjPath *path = strchr (keys->pdata[i], '\n') ? sj_drawing_by_key (drawing, keys->pdata[i]) : NULL;

      if (path != NULL)
        sj_selection_add_path (drawing, path);
      else if (sj_journey_find (drawing->journey, keys->pdata[i]) != NULL)
        sj_selection_add (drawing, keys->pdata[i]);
    }
}

static GPtrArray *
those_there (const SjDrawing *drawing, const GPtrArray *ids)
{
  GPtrArray *there = g_ptr_array_new ();

  for (guint i = 0; i < ids->len; i++)
    if (sj_journey_find (drawing->journey, ids->pdata[i]) != NULL)
      g_ptr_array_add (there, ids->pdata[i]);
  return there;
}

/* The nearest of them, unless one is in view. */
static void
reveal_any (SjDrawing *drawing, const GPtrArray *ids)
{
  SjBox visible = sj_view_visible (&drawing->view);
  int64_t nearest = INT64_MAX;
  const char *id = NULL;

  for (guint i = 0; i < ids->len; i++)
    {
      const SjCard *card = sj_scene_find (drawing->scene, ids->pdata[i]);
      int64_t dx, dy;

      if (card == NULL)
        continue;
      if (sj_box_overlaps (&visible, &card->box))
        return;
      dx = (int64_t) card->box.x - visible.x - visible.width / 2;
      dy = (int64_t) card->box.y - visible.y - visible.height / 2;
      if (llabs (dx) + llabs (dy) >= nearest)
        continue;
      nearest = llabs (dx) + llabs (dy);
      id = ids->pdata[i];
    }
  if (id != NULL)
    sj_drawing_reveal (drawing, id, NULL);
}

static void
show_step (SjDrawing *drawing, const GPtrArray *selected)
{
  g_autoptr (GPtrArray) there = those_there (drawing, drawing->touched);

  sj_selection_prune (drawing);
  sj_scene_update (drawing->scene);
  sj_drawing_touch (drawing, SJ_REDRAW_SCENE);
  reveal_any (drawing, there);
  if (selected != NULL)
    select_keys (drawing, selected);
  else if (there->len > 0)
    {
      g_ptr_array_add (there, NULL);
      sj_drawing_select_nodes (drawing, (const char *const *) there->pdata);
    }
  if (there->len > 0 && (drawing->focus.node == NULL || !sj_drawing_is_selected (drawing, drawing->focus.node)))
    sj_drawing_set_focus (drawing, there->pdata[0], NULL, false);
}

/* What was selected around a step of that title; NULL: nobody knows. */
static GPtrArray *
kept_selection (SjDrawing *drawing, size_t step, const char *title, bool before)
{
  Kept *kept = step < drawing->kept->len ? &g_array_index (drawing->kept, Kept, step) : NULL;
  GPtrArray *keys = kept && g_strcmp0 (kept->title, title) == 0 ? before ? kept->before : kept->after : NULL;

  return keys ? g_ptr_array_ref (keys) : NULL;
}

static bool
go (SjDrawing *drawing, bool back)
{
  SjHistory *history = drawing->parts.history;
  const char *title = history ? back ? sj_history_undo_title (history) : sj_history_redo_title (history) : NULL;
  size_t step = history ? sj_history_n_undo (history) - (back ? 1 : 0) : 0;
  g_autoptr (GPtrArray) selected = NULL;
  g_autofree char *sentence = NULL;
  bool done;

  if (!sj_drawing_can_edit (drawing) || title == NULL)
    return false;
  sj_drawing_begin (drawing);
  sj_hand_cancel (drawing);
  sentence = back ? g_strdup_printf (_("Undone: %s."), title) : g_strdup_printf (_("Done again: %s."), title);
  sj_drawing_log (back ? "undone: %s" : "redone: %s", title);
  selected = kept_selection (drawing, step, title, back);
  drawing->touched = g_ptr_array_new_with_free_func (g_free);
  drawing->touched_ids = g_hash_table_new (g_str_hash, g_str_equal);
  done = back ? sj_history_undo (history) : sj_history_redo (history);
  show_step (drawing, selected);
  g_clear_pointer (&drawing->touched_ids, g_hash_table_unref);
  g_clear_pointer (&drawing->touched, g_ptr_array_unref);
  drawing->n_kept = sj_history_n_undo (history);
  sj_drawing_say (drawing, g_steal_pointer (&sentence));
  sj_drawing_end (drawing);
  return done;
}

bool
sj_drawing_undo (SjDrawing *drawing)
{
  return go (drawing, true);
}

bool
sj_drawing_redo (SjDrawing *drawing)
{
  return go (drawing, false);
}
