/* sj-drawing.c -- the life of a drawing: what it is made of, whom it tells, what it says. */
#include "scene/sj-drawing-private.h"

#include "model/sj-outline.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>
#include <string.h>

/* ------------------------------------------------------------------ telling */

void
sj_drawing_touch (SjDrawing *drawing, unsigned what)
{
  drawing->pending |= what;
}

void
sj_drawing_marks_changed (SjDrawing *drawing)
{
  drawing->marks_dirty = true;
}

void
sj_drawing_say (SjDrawing *drawing, char *sentence)
{
  g_free (drawing->status);
  drawing->status = sentence;
  sj_drawing_touch (drawing, SJ_REDRAW_STATUS);
}

void
sj_drawing_log (const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_logv ("sojourn-ui", G_LOG_LEVEL_DEBUG, format, args);
  va_end (args);
}

static void
mark_card (SjDrawing *drawing, SjCard *card, unsigned marks)
{
  if (card == NULL)
    return;
  if (card->marks == 0)
    g_ptr_array_add (drawing->marked_cards, card);
  card->marks |= marks;
}

static void
mark_route (SjDrawing *drawing, SjRoute *route, unsigned marks)
{
  if (route == NULL)
    return;
  if (route->marks == 0)
    g_ptr_array_add (drawing->marked_routes, route);
  route->marks |= marks;
}

static void
clear_marks (SjDrawing *drawing)
{
  for (guint i = 0; i < drawing->marked_cards->len; i++)
    ((SjCard *) drawing->marked_cards->pdata[i])->marks = 0;
  for (guint i = 0; i < drawing->marked_routes->len; i++)
    ((SjRoute *) drawing->marked_routes->pdata[i])->marks = 0;
  g_ptr_array_set_size (drawing->marked_cards, 0);
  g_ptr_array_set_size (drawing->marked_routes, 0);
}

static void
mark_selected (SjDrawing *drawing)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, drawing->nodes);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    mark_card (drawing, sj_scene_find (drawing->scene, key), SJ_MARK_SELECTED);
  g_hash_table_iter_init (&iter, drawing->paths);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const SjPath *path = sj_drawing_by_key (drawing, key);

      mark_route (drawing, path ? sj_scene_route_of (drawing->scene, path) : NULL, SJ_MARK_SELECTED);
    }
}

static void
mark_held (SjDrawing *drawing)
{
  GHashTableIter iter;
  gpointer key;

  if (drawing->hand.state == SJ_HAND_MOVING && !drawing->copies)
    for (guint i = 0; i < drawing->held->len; i++)
      mark_card (drawing, sj_scene_find (drawing->scene, drawing->held->pdata[i]), SJ_MARK_LIFTED);
  if (drawing->way.node != NULL)
    mark_route (drawing, sj_drawing_route (drawing, drawing->way.node, drawing->way.path), SJ_MARK_DETACHED);
  if (drawing->refused != NULL)
    {
      g_hash_table_iter_init (&iter, drawing->refused);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        mark_card (drawing, sj_scene_find (drawing->scene, key), SJ_MARK_DIMMED);
    }
  mark_card (drawing, drawing->hand.lit, drawing->hand.verdict == SJ_VERDICT_NO ? SJ_MARK_REFUSES : SJ_MARK_TARGET);
  mark_route (drawing, drawing->hand.split, SJ_MARK_SPLIT);
}

/* What a trace did not come by is dimmed. */
static void
mark_trace (SjDrawing *drawing)
{
  if (drawing->overlay == NULL || sj_overlay_type (drawing->overlay) != SJ_OVERLAY_TRACE)
    return;
  for (uint32_t i = 0; i < sj_scene_n_cards (drawing->scene); i++)
    {
      SjCard *card = sj_scene_card (drawing->scene, i);
      const SjNodeOverlay *node = sj_overlay_node (drawing->overlay, card->node->id);

      if (node == NULL || node->visits == 0)
        mark_card (drawing, card, SJ_MARK_DIMMED);
      for (uint32_t p = 0; p < card->node->n_paths; p++)
        {
          const SjPath *path = card->node->paths[p];
          const SjPathOverlay *taken = sj_overlay_path (drawing->overlay, card->node->id, path->id);

          if (taken == NULL || taken->visits == 0)
            mark_route (drawing, sj_scene_route_of (drawing->scene, path), SJ_MARK_DIMMED);
        }
    }
}

static bool
is_found (const SjDrawing *drawing, const SjCard *card)
{
  return card != NULL && g_hash_table_contains (drawing->found, card->node->id);
}

/* A path is as bright as its ends. */
static void
mark_found (SjDrawing *drawing)
{
  for (uint32_t i = 0; drawing->found != NULL && i < sj_scene_n_cards (drawing->scene); i++)
    {
      SjCard *card = sj_scene_card (drawing->scene, i);
      bool found = is_found (drawing, card);

      mark_card (drawing, card, found ? SJ_MARK_FOUND : SJ_MARK_DIMMED);
      for (uint32_t p = 0; p < card->node->n_paths; p++)
        {
          SjRoute *route = sj_scene_route_of (drawing->scene, card->node->paths[p]);

          if (!found || !is_found (drawing, route->to))
            mark_route (drawing, route, SJ_MARK_DIMMED);
        }
    }
}

void
sj_drawing_set_found (SjDrawing *drawing, const char *const *nodes)
{
  if (drawing->found == NULL && (nodes == NULL || nodes[0] == NULL))
    return;
  sj_drawing_begin (drawing);
  g_clear_pointer (&drawing->found, g_hash_table_unref);
  if (nodes != NULL && nodes[0] != NULL)
    drawing->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; drawing->found != NULL && nodes[i] != NULL; i++)
    g_hash_table_add (drawing->found, g_strdup (nodes[i]));
  sj_drawing_marks_changed (drawing);
  sj_drawing_end (drawing);
}

static void
make_marks (SjDrawing *drawing)
{
  clear_marks (drawing);
  mark_trace (drawing);
  mark_found (drawing);
  mark_selected (drawing);
  mark_held (drawing);
  mark_card (drawing, drawing->hovered, SJ_MARK_HOVERED);
  mark_route (drawing, drawing->hovered_route, SJ_MARK_HOVERED);
  if (drawing->focus.path == NULL)
    mark_card (drawing, sj_scene_find (drawing->scene, drawing->focus.node), SJ_MARK_FOCUSED);
  else
    mark_route (drawing, sj_drawing_route (drawing, drawing->focus.node, drawing->focus.path), SJ_MARK_FOCUSED);
  drawing->marks_dirty = false;
  sj_drawing_touch (drawing, SJ_REDRAW_MARKS);
}

void
sj_drawing_begin (SjDrawing *drawing)
{
  if (drawing->depth++ > 0)
    return;
  drawing->n_kept = drawing->parts.history ? sj_history_n_undo (drawing->parts.history) : 0;
  if (drawing->broken)
    sj_hand_cancel (drawing);
}

void
sj_drawing_end (SjDrawing *drawing)
{
  unsigned what;

  if (drawing->depth > 1)
    {
      drawing->depth--;
      return;
    }
  if (drawing->broken)
    sj_hand_cancel (drawing);
  if (sj_scene_update (drawing->scene))
    sj_drawing_touch (drawing, SJ_REDRAW_SCENE);
  if (drawing->marks_dirty)
    make_marks (drawing);
  sj_drawing_keep_selection (drawing);
  drawing->depth = 0;
  what = drawing->pending;
  drawing->pending = 0;
  if (what != 0 && drawing->observer != NULL)
    drawing->observer (drawing, what, drawing->observer_data);
}

/* ------------------------------------------------------------------ following the journey */

static bool
is_in_hand (const SjDrawing *drawing)
{
  return drawing->hand.state != SJ_HAND_IDLE && drawing->hand.state != SJ_HAND_PANNING &&
         drawing->hand.state != SJ_HAND_CARRYING && drawing->hand.state != SJ_HAND_PASTING;
}

static void
forget_card (SjDrawing *drawing, SjCard *card)
{
  SjHand *hand = &drawing->hand;

  if (drawing->hovered == card)
    drawing->hovered = NULL;
  if (drawing->pressed.card == card)
    drawing->pressed = (SjHit) { SJ_HIT_NOTHING };
  if (hand->lit == card)
    hand->lit = NULL;
  g_ptr_array_remove_fast (drawing->marked_cards, card);
}

static void
forget_route (SjDrawing *drawing, SjRoute *route)
{
  SjHand *hand = &drawing->hand;

  if (drawing->hovered_route == route)
    drawing->hovered_route = NULL;
  if (drawing->pressed.route == route)
    drawing->pressed = (SjHit) { SJ_HIT_NOTHING };
  if (hand->split == route)
    hand->split = NULL;
  if (hand->live_path == route->path)
    hand->live_path = NULL;
  if (hand->lit_path == route->path)
    hand->lit_path = NULL;
  g_ptr_array_remove_fast (drawing->marked_routes, route);
}

static void
guard_cb (SjScene *scene, SjSceneChange change, SjCard *card, SjRoute *route, gpointer data)
{
  SjDrawing *drawing = data;

  if (change == SJ_SCENE_CARD_REMOVED)
    forget_card (drawing, card);
  else if (change == SJ_SCENE_ROUTE_REMOVED)
    forget_route (drawing, route);
  if ((change == SJ_SCENE_CARD_REMOVED || change == SJ_SCENE_ROUTE_REMOVED) && is_in_hand (drawing))
    drawing->broken = true;
  drawing->marks_dirty = true;
}

static void
note_touched (SjDrawing *drawing, const SjNode *node)
{
  char *id;

  if (node == NULL || g_hash_table_contains (drawing->touched_ids, node->id))
    return;
  id = g_strdup (node->id);
  g_ptr_array_add (drawing->touched, id);
  g_hash_table_add (drawing->touched_ids, id);
}

/* What the gesture shows would no longer be true after a change that is not its own. */
static bool
is_about_journey (const SjDrawing *drawing)
{
  return drawing->hand.state == SJ_HAND_MOVING || drawing->hand.state == SJ_HAND_CONNECTING ||
         drawing->hand.state == SJ_HAND_RESOURCING || drawing->hand.state == SJ_HAND_AIMING;
}

static void
journey_cb (SjJourney *journey, const SjChange *change, gpointer data)
{
  SjDrawing *drawing = data;

  sj_drawing_touch (drawing, SJ_REDRAW_HISTORY);
  if (is_about_journey (drawing))
    drawing->broken = true;
  if (change->type != SJ_CHANGE_NODE_MOVED && change->type != SJ_CHANGE_NODE_FIELD)
    g_clear_pointer (&drawing->order, g_ptr_array_unref);
  if (drawing->touched != NULL)
    note_touched (drawing, change->node);
  else if (!drawing->changed && drawing->depth > 0)
    {
      drawing->changed = true;
      drawing->before = sj_drawing_selection_copy (drawing);
    }
}

void
sj_drawing_update (SjDrawing *drawing)
{
  sj_drawing_begin (drawing);
  sj_selection_prune (drawing);
  sj_drawing_end (drawing);
}

GPtrArray *
sj_drawing_order (SjDrawing *drawing)
{
  if (drawing->order != NULL)
    return drawing->order;
  drawing->order = sj_outline_order (drawing->journey);
  g_free (drawing->places);
  drawing->places = g_new0 (uint32_t, drawing->order->len + 1);
  for (guint i = 0; i < drawing->order->len; i++)
    drawing->places[((const SjNode *) drawing->order->pdata[i])->index] = i;
  return drawing->order;
}

uint32_t
sj_drawing_place (SjDrawing *drawing, const SjNode *node)
{
  sj_drawing_order (drawing);
  return drawing->places[node->index];
}

/* ------------------------------------------------------------------ ids */

char *
sj_drawing_key (const char *node, const char *path)
{
  return g_strdup_printf ("%s\n%s", node, path);
}

SjPath *
sj_drawing_path (const SjDrawing *drawing, const char *node, const char *path)
{
  const SjNode *found = node && path ? sj_journey_find (drawing->journey, node) : NULL;

  return found ? sj_node_path (found, path) : NULL;
}

SjPath *
sj_drawing_by_key (const SjDrawing *drawing, const char *key)
{
  const char *line = strchr (key, '\n');
  g_autofree char *node = g_strndup (key, (gsize) (line - key));

  return sj_drawing_path (drawing, node, line + 1);
}

SjRoute *
sj_drawing_route (const SjDrawing *drawing, const char *node, const char *path)
{
  const SjPath *found = sj_drawing_path (drawing, node, path);

  return found ? sj_scene_route_of (drawing->scene, found) : NULL;
}

bool
sj_drawing_can_edit (const SjDrawing *drawing)
{
  if (drawing->parts.history != NULL)
    return true;
  sj_drawing_say ((SjDrawing *) drawing, g_strdup (_("This version cannot be changed.")));
  return false;
}

/* ------------------------------------------------------------------ from beginning to end */

SjDrawing *
sj_drawing_new (SjJourney *journey, const SjDrawingParts *parts)
{
  SjDrawing *drawing = g_new0 (SjDrawing, 1);

  drawing->journey = sj_journey_ref (journey);
  drawing->parts = *parts;
  drawing->scene = sj_scene_new (journey);
  drawing->nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  drawing->paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  drawing->fresh = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  drawing->marked_cards = g_ptr_array_new ();
  drawing->marked_routes = g_ptr_array_new ();
  drawing->held = g_ptr_array_new_with_free_func (g_free);
  drawing->hand.ghosts = g_array_new (FALSE, FALSE, sizeof (SjBox));
  drawing->hand.outlines = g_array_new (FALSE, FALSE, sizeof (SjBox));
  drawing->hand.guides = g_array_new (FALSE, FALSE, sizeof (SjGuide));
  drawing->status = g_strdup ("");
  drawing->nudged = INT64_MIN / 2;
  drawing->kept = sj_drawing_kept_new ();
  sj_view_init (&drawing->view);
  sj_scene_guard (drawing->scene, guard_cb, drawing);
  if (!journey->frozen)
    drawing->journey_observer = sj_journey_observe (journey, journey_cb, drawing);
  return drawing;
}

static void
free_hand (SjDrawing *drawing)
{
  g_array_unref (drawing->hand.ghosts);
  g_array_unref (drawing->hand.outlines);
  g_array_unref (drawing->hand.guides);
  g_free (drawing->hand.live);
  g_free (drawing->hand.hint);
  g_free (drawing->way.node);
  g_free (drawing->way.path);
  g_free (drawing->handle);
  g_free (drawing->over);
  g_free (drawing->config);
  g_free (drawing->text);
  g_clear_pointer (&drawing->base_nodes, g_hash_table_unref);
  g_clear_pointer (&drawing->refused, g_hash_table_unref);
  g_ptr_array_unref (drawing->held);
}

void
sj_drawing_free (SjDrawing *drawing)
{
  if (drawing == NULL)
    return;
  if (drawing->journey_observer != 0)
    sj_journey_unobserve (drawing->journey, drawing->journey_observer);
  free_hand (drawing);
  g_free (drawing->ask.node);
  g_free (drawing->ask.path);
  g_free (drawing->ask.before);
  g_free (drawing->focus.node);
  g_free (drawing->focus.path);
  g_free (drawing->anchor);
  g_free (drawing->came_from);
  g_free (drawing->join);
  g_free (drawing->status);
  sj_overlay_free (drawing->overlay);
  sj_scene_free (drawing->scene);
  g_hash_table_unref (drawing->nodes);
  g_hash_table_unref (drawing->paths);
  g_hash_table_unref (drawing->fresh);
  g_array_unref (drawing->kept);
  g_clear_pointer (&drawing->before, g_ptr_array_unref);
  g_clear_pointer (&drawing->found, g_hash_table_unref);
  g_ptr_array_unref (drawing->marked_cards);
  g_ptr_array_unref (drawing->marked_routes);
  g_clear_pointer (&drawing->order, g_ptr_array_unref);
  g_free (drawing->places);
  sj_journey_unref (drawing->journey);
  g_free (drawing);
}

void
sj_drawing_observe (SjDrawing *drawing, SjDrawingObserver observer, gpointer data)
{
  drawing->observer = observer;
  drawing->observer_data = data;
}

void
sj_drawing_set_parts (SjDrawing *drawing, const SjDrawingParts *parts)
{
  drawing->parts = *parts;
}

SjScene *
sj_drawing_scene (const SjDrawing *drawing)
{
  return drawing->scene;
}

SjJourney *
sj_drawing_journey (const SjDrawing *drawing)
{
  return drawing->journey;
}

SjHistory *
sj_drawing_history (const SjDrawing *drawing)
{
  return drawing->parts.history;
}

SjChecker *
sj_drawing_checker (const SjDrawing *drawing)
{
  return drawing->parts.checker;
}

const SjNames *
sj_drawing_names (const SjDrawing *drawing)
{
  return drawing->parts.names;
}

SjView *
sj_drawing_view (SjDrawing *drawing)
{
  return &drawing->view;
}

const SjHand *
sj_drawing_hand (const SjDrawing *drawing)
{
  return &drawing->hand;
}

const SjFocus *
sj_drawing_focus (const SjDrawing *drawing)
{
  return &drawing->focus;
}

const SjAsk *
sj_drawing_ask (const SjDrawing *drawing)
{
  return &drawing->ask;
}

const char *
sj_drawing_status (const SjDrawing *drawing)
{
  return drawing->status;
}

SjRoute *
sj_drawing_hovered_route (const SjDrawing *drawing)
{
  if (drawing->hovered_route != NULL)
    return drawing->hovered_route;
  return drawing->focus.on_line ? sj_drawing_route (drawing, drawing->focus.node, drawing->focus.path) : NULL;
}

void
sj_drawing_set_overlay (SjDrawing *drawing, SjOverlay *overlay)
{
  sj_drawing_begin (drawing);
  if (drawing->overlay != overlay)
    sj_overlay_free (drawing->overlay);
  drawing->overlay = overlay;
  sj_drawing_marks_changed (drawing);
  sj_drawing_touch (drawing, SJ_REDRAW_OVERLAY);
  sj_drawing_end (drawing);
}

const SjOverlay *
sj_drawing_overlay (const SjDrawing *drawing)
{
  return drawing->overlay;
}

/* ------------------------------------------------------------------ steps to be set up */

bool
sj_drawing_is_fresh (const SjDrawing *drawing, const char *node)
{
  return g_hash_table_contains (drawing->fresh, node);
}

void
sj_drawing_finish_setup (SjDrawing *drawing)
{
  if (g_hash_table_size (drawing->fresh) == 0)
    return;
  sj_drawing_begin (drawing);
  g_hash_table_remove_all (drawing->fresh);
  sj_drawing_touch (drawing, SJ_REDRAW_MARKS);
  sj_drawing_end (drawing);
}
