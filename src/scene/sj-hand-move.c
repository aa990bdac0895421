/* sj-hand-move.c -- cards in the hand: where they are held, and where they are let go.
 *
 * A single step that is joined to nothing stands in nobody's way while it is held, so
 * that the path below it stays there and can open for it.
 */
#include "scene/sj-drawing-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_NUDGED 50    /* larger selections stay where they are dropped */
#define RINGS       40

static bool
is_loose (const SjNode *node)
{
  if (node->n_paths == 0 || sj_node_n_in (node) > 0 || node->kind->flags & SJ_KIND_ENTRY)
    return false;
  for (uint32_t i = 0; i < node->n_paths; i++)
    if (node->paths[i]->to != NULL)
      return false;
  return true;
}

void
sj_hand_begin_move (SjDrawing *drawing)
{
  const SjNode *node = drawing->pressed.card->node;
  g_auto (GStrv) ids = NULL;

  if (!sj_drawing_can_edit (drawing))
    {
      sj_hand_reset (drawing);
      return;
    }
  if (!sj_drawing_is_selected (drawing, node->id))
    sj_drawing_select (drawing, node->id);
  ids = sj_drawing_selected (drawing);
  g_ptr_array_set_size (drawing->held, 0);
  for (guint i = 0; ids[i] != NULL; i++)
    g_ptr_array_add (drawing->held, g_strdup (ids[i]));
  g_free (drawing->handle);
  drawing->handle = g_strdup (node->id);
  drawing->copies = (drawing->start.with & SJ_WITH_CTRL) != 0;
  drawing->may_splice = drawing->held->len == 1 && !drawing->copies && is_loose (node);
  drawing->hand.state = SJ_HAND_MOVING;
  drawing->hand.cursor = drawing->copies ? SJ_CURSOR_COPY : SJ_CURSOR_MOVE;
  sj_scene_set_ghostly (drawing->scene, drawing->may_splice && !(drawing->start.with & SJ_WITH_ALT));
}

static SjBox
home_of (const SjNode *node)
{
  return (SjBox) { node->at.x, node->at.y, SJ_SCENE_CARD_WIDTH, sj_card_height (node) };
}

/* Where it would stand: as far as the pointer went, on one axis, at the guides. */
static SjPoint
wished_shift (SjDrawing *drawing)
{
  const SjNode *node = sj_journey_find (drawing->journey, drawing->handle);
  SjBox home = home_of (node);
  bool level = true, upright = true;
  SjPoint shift;
  double x, y;

  sj_view_to_scene (&drawing->view, drawing->last.x, drawing->last.y, &x, &y);
  shift = (SjPoint) { (int32_t) floor (x - drawing->start_x + 0.5), (int32_t) floor (y - drawing->start_y + 0.5) };
  if (drawing->last.with & SJ_WITH_SHIFT)
    {
      level = abs (shift.x) >= abs (shift.y);
      upright = !level;
      shift = level ? (SjPoint) { shift.x, 0 } : (SjPoint) { 0, shift.y };
    }
  g_array_set_size (drawing->hand.guides, 0);
  if (drawing->last.with & SJ_WITH_CTRL && !drawing->copies)
    return shift;
  return sj_hand_snap (drawing, &home, shift, level, upright);
}

static void
show_copies (SjDrawing *drawing)
{
  g_array_set_size (drawing->hand.ghosts, 0);
  for (guint i = 0; i < drawing->held->len; i++)
    {
      SjBox box = home_of (sj_journey_find (drawing->journey, drawing->held->pdata[i]));

      box.x += drawing->shift.x;
      box.y += drawing->shift.y;
      g_array_append_val (drawing->hand.ghosts, box);
    }
}

static void
shift_cards (SjDrawing *drawing)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();

  for (guint i = 0; i < drawing->held->len; i++)
    {
      SjCard *card = sj_scene_find (drawing->scene, drawing->held->pdata[i]);

      if (card != NULL && !card->held)
        g_ptr_array_add (cards, card);
    }
  sj_scene_shift (drawing->scene, (SjCard *const *) cards->pdata, cards->len, drawing->shift.x, drawing->shift.y);
  sj_drawing_touch (drawing, SJ_REDRAW_SCENE);
}

/* ------------------------------------------------------------------ onto a path */

/* Whether the path that was under it before is still the one, for long enough. */
static bool
dwells (SjDrawing *drawing, const SjRoute *route)
{
  g_autofree char *key = route ? sj_drawing_key (route->path->node->id, route->path->id) : NULL;

  if (g_strcmp0 (key, drawing->over) != 0)
    {
      g_free (drawing->over);
      drawing->over = g_steal_pointer (&key);
      drawing->over_since = drawing->last.time;
    }
  return route != NULL && drawing->last.time - drawing->over_since >= SJ_DRAWING_DWELL;
}

/* At its own place, unless that would lie over the step that the path comes from. */
static SjPlace
place_on (const SjRoute *route, const SjBox *box)
{
  if (sj_box_overlaps (box, &route->from->box))
    return (SjPlace) { 0, 0, false };
  return (SjPlace) { box->x, box->y, true };
}

static void
look_for_path (SjDrawing *drawing)
{
  const SjCard *card = sj_scene_find (drawing->scene, drawing->handle);
  bool may = drawing->may_splice && !(drawing->last.with & SJ_WITH_ALT);
  SjRoute *route = may ? sj_hand_route_under (drawing, &card->box) : NULL;
  char *refusal;

  drawing->hand.split = NULL;
  g_array_set_size (drawing->hand.outlines, 0);
  if (!dwells (drawing, route))
    {
      sj_hand_hint (drawing, SJ_VERDICT_NONE, NULL);
      return;
    }
  refusal = sj_drawing_insert_refusal (drawing, card->node->kind, route->path);
  if (refusal == NULL)
    sj_hand_show_split (drawing, route, card->box.height, place_on (route, &card->box));
  sj_hand_hint (drawing, refusal ? SJ_VERDICT_NO : SJ_VERDICT_YES, refusal);
}

void
sj_hand_move (SjDrawing *drawing)
{
  drawing->shift = wished_shift (drawing);
  if (drawing->copies)
    show_copies (drawing);
  else
    {
      shift_cards (drawing);
      look_for_path (drawing);
    }
  sj_drawing_marks_changed (drawing);
  sj_drawing_touch (drawing, SJ_REDRAW_HAND);
}

/* ------------------------------------------------------------------ letting go */

/* Part of the other card that a box covers. */
static double
covered (const SjBox *box, const SjBox *other)
{
  double width = MIN (sj_box_right (box), sj_box_right (other)) - MAX (box->x, other->x);
  double height = MIN (sj_box_bottom (box), sj_box_bottom (other)) - MAX (box->y, other->y);

  return width <= 0 || height <= 0 ? 0 : width * height / ((double) other->width * other->height);
}

/* How much of another card any held card covers at most. */
static double
most_covered (SjDrawing *drawing, SjPoint shift)
{
  g_autoptr (GPtrArray) near = g_ptr_array_new ();
  double most = 0;

  for (guint i = 0; i < drawing->held->len; i++)
    {
      SjBox box = home_of (sj_journey_find (drawing->journey, drawing->held->pdata[i]));

      box.x += shift.x;
      box.y += shift.y;
      sj_scene_cards_in (drawing->scene, &box, near);
      for (guint c = 0; c < near->len; c++)
        if (!((const SjCard *) near->pdata[c])->held)
          most = MAX (most, covered (&box, &((const SjCard *) near->pdata[c])->box));
    }
  return most;
}

/* The nearest place where nothing is covered. */
static SjPoint
make_way (SjDrawing *drawing, SjPoint shift)
{
  SjPoint best = shift;
  int64_t nearest = INT64_MAX;

  if (drawing->held->len > MOST_NUDGED || most_covered (drawing, shift) <= 0.5)
    return shift;
  for (int ring = 1; ring <= RINGS && nearest == INT64_MAX; ring++)
    for (int i = -ring; i <= ring; i++)
      for (int side = 0; side < 4; side++)
        {
          int x = side < 2 ? i : side == 2 ? -ring : ring, y = side >= 2 ? i : side == 0 ? -ring : ring;
          SjPoint wish = { shift.x + x * SJ_SCENE_GRID, shift.y + y * SJ_SCENE_GRID };
          int64_t far = (int64_t) x * x + (int64_t) y * y;

          if (far >= nearest || most_covered (drawing, wish) > 0)
            continue;
          nearest = far;
          best = wish;
        }
  return best;
}

static SjEdit *
move_edit (SjDrawing *drawing, SjPoint shift)
{
  g_autoptr (GArray) moves = g_array_new (FALSE, FALSE, sizeof (SjShift));

  for (guint i = 0; i < drawing->held->len; i++)
    {
      const SjNode *node = sj_journey_find (drawing->journey, drawing->held->pdata[i]);
      SjShift move = { node->id, node->at.x + shift.x, node->at.y + shift.y };

      g_array_append_val (moves, move);
    }
  return sj_edit_move ((const SjShift *) (void *) moves->data, moves->len);
}

static char *
name_held (const SjDrawing *drawing)
{
  if (drawing->held->len == 1)
    return sj_drawing_name_of (drawing, sj_journey_find (drawing->journey, drawing->held->pdata[0]));
  return g_strdup_printf (ngettext ("%u step", "%u steps", drawing->held->len), drawing->held->len);
}

static void
drop_copies (SjDrawing *drawing)
{
  const SjNode *node = sj_journey_find (drawing->journey, drawing->held->pdata[0]);
  g_autofree char *name = name_held (drawing), *text = NULL;
  g_autofree char *title = g_strdup_printf (_("Duplicate %s"), drawing->held->len == 1 ? sj_node_title (node) : name);
  SjPlace at = { INT32_MAX, INT32_MAX, true };

  for (guint i = 0; i < drawing->held->len; i++)
    {
      node = sj_journey_find (drawing->journey, drawing->held->pdata[i]);
      at.x = MIN (at.x, node->at.x);
      at.y = MIN (at.y, node->at.y);
    }
  at.x += drawing->shift.x;
  at.y += drawing->shift.y;
  g_ptr_array_add (drawing->held, NULL);
  text = sj_edit_graph_copy (drawing->journey, (const char *const *) drawing->held->pdata);
  sj_hand_reset (drawing);
  sj_history_seal (drawing->parts.history);
  sj_history_begin (drawing->parts.history, title);
  sj_drawing_paste_at (drawing, text, at, NULL);
  sj_history_end (drawing->parts.history);
  sj_drawing_say (drawing, g_strdup_printf (_("Duplicated %s."), name));
}

static void
drop_on_path (SjDrawing *drawing)
{
  SjHistory *history = drawing->parts.history;
  const SjRoute *route = drawing->hand.split;
  const SjPath *path = route->path;
  SjPathRef way = { path->node->id, path->id };
  const SjNode *node = sj_journey_find (drawing->journey, drawing->handle);
  SjBox box = sj_scene_find (drawing->scene, drawing->handle)->box;
  SjPlace at = place_on (route, &box);
  g_autofree char *id = g_strdup (node->id);
  g_autofree char *name = sj_drawing_name_of (drawing, node);
  g_autofree char *title = g_strdup_printf (_("Insert %s on %s"), sj_node_title (node),
                                            path->node->n_paths > 1 ? sj_path_title (path)
                                                                    : sj_node_title (path->node));

  g_array_unref (sj_edit_graph_room (drawing->journey, &way, box.height, &at));
  sj_scene_settle (drawing->scene);
  sj_hand_reset (drawing);
  sj_history_seal (history);
  sj_history_begin (history, title);
  sj_history_do (history, sj_edit_move (&(SjShift) { id, at.x, at.y }, 1));
  sj_edit_graph_splice (history, id, &way);
  sj_history_end (history);
  sj_drawing_log ("inserted %s", id);
  sj_drawing_say (drawing, g_strdup_printf (_("Inserted %s."), name));
}

static void
drop_moved (SjDrawing *drawing)
{
  SjPoint shift = make_way (drawing, drawing->shift);
  g_autofree char *name = name_held (drawing);
  guint count = drawing->held->len;
  SjEdit *edit = move_edit (drawing, shift);

  sj_scene_settle (drawing->scene);
  sj_hand_reset (drawing);
  sj_history_seal (drawing->parts.history);
  sj_history_do (drawing->parts.history, edit);
  sj_history_seal (drawing->parts.history);
  sj_drawing_log ("moved %u", count);
  sj_drawing_say (drawing, g_strdup_printf (_("Moved %s."), name));
}

void
sj_hand_drop_move (SjDrawing *drawing)
{
  if (drawing->shift.x == 0 && drawing->shift.y == 0)
    sj_hand_cancel (drawing);
  else if (drawing->copies)
    drop_copies (drawing);
  else if (drawing->hand.split != NULL)
    drop_on_path (drawing);
  else
    drop_moved (drawing);
}
