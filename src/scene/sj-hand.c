/* sj-hand.c -- the pointer: what was pressed, whether it is a click or a drag, and of what.
 *
 * A gesture begins when the pointer has gone further than the threshold.  While it lasts
 * nothing but the scene and the hand shows it; a step is made when it ends.
 */
#include "scene/sj-drawing-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define LEAST_COVERED 24        /* units of a path below a card, to count */
#define NEAR_CARD     4.0       /* pixels: a drag that begins this near to a card is one of the card */
#define RENAME_AFTER  400000    /* a second click that comes sooner is a double click */
#define LABEL_LEFT    48        /* of a card: where its label stands */
#define LABEL_BOTTOM  36
#define LONGEST_TICK  50000

/* ------------------------------------------------------------------ what is shown */

SjPoint
sj_hand_at (const SjDrawing *drawing)
{
  double x, y;

  sj_view_to_scene (&drawing->view, drawing->last.x, drawing->last.y, &x, &y);
  return (SjPoint) { (int32_t) floor (x), (int32_t) floor (y) };
}

void
sj_hand_clear_preview (SjDrawing *drawing)
{
  SjHand *hand = &drawing->hand;

  g_array_set_size (hand->ghosts, 0);
  g_array_set_size (hand->outlines, 0);
  g_array_set_size (hand->guides, 0);
  g_clear_pointer (&hand->live, g_free);
  g_clear_pointer (&hand->hint, g_free);
  hand->n_live = 0;
  hand->ghost_kind = NULL;
  hand->live_path = hand->lit_path = NULL;
  hand->lit = NULL;
  hand->split = NULL;
  hand->verdict = SJ_VERDICT_NONE;
  sj_drawing_marks_changed (drawing);
  sj_drawing_touch (drawing, SJ_REDRAW_HAND);
}

void
sj_hand_hint (SjDrawing *drawing, SjVerdict verdict, char *hint)
{
  drawing->hand.verdict = verdict;
  g_free (drawing->hand.hint);
  drawing->hand.hint = hint;
  drawing->hand.hint_at = sj_hand_at (drawing);
}

void
sj_hand_reset (SjDrawing *drawing)
{
  SjHand *hand = &drawing->hand;

  sj_hand_clear_preview (drawing);
  hand->state = SJ_HAND_IDLE;
  hand->cursor = SJ_CURSOR_DEFAULT;
  hand->band = (SjBox) { 0, 0, 0, 0 };
  hand->pull_x = hand->pull_y = 0;
  g_clear_pointer (&drawing->way.node, g_free);
  g_clear_pointer (&drawing->way.path, g_free);
  g_clear_pointer (&drawing->handle, g_free);
  g_clear_pointer (&drawing->over, g_free);
  g_clear_pointer (&drawing->text, g_free);
  g_clear_pointer (&drawing->base_nodes, g_hash_table_unref);
  g_clear_pointer (&drawing->refused, g_hash_table_unref);
  g_ptr_array_set_size (drawing->held, 0);
  drawing->shift = (SjPoint) { 0, 0 };
  drawing->detaches = drawing->copies = drawing->may_splice = drawing->broken = false;
}

static void
restore_band (SjDrawing *drawing)
{
  GHashTableIter iter;
  gpointer key;

  sj_selection_clear (drawing);
  g_hash_table_iter_init (&iter, drawing->base_nodes);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    sj_selection_add (drawing, key);
}

void
sj_hand_cancel (SjDrawing *drawing)
{
  if (drawing->hand.state == SJ_HAND_IDLE)
    {
      drawing->broken = false;
      return;
    }
  if (drawing->hand.state == SJ_HAND_MOVING)
    {
      sj_scene_unshift (drawing->scene);
      sj_drawing_touch (drawing, SJ_REDRAW_SCENE);
    }
  if (drawing->hand.state == SJ_HAND_BAND && drawing->base_nodes != NULL)
    restore_band (drawing);
  sj_hand_reset (drawing);
}

/* ------------------------------------------------------------------ what is under it */

SjHit
sj_hand_probe (SjDrawing *drawing, const SjPointer *pointer)
{
  SjBox visible = sj_view_visible (&drawing->view);
  SjProbe probe = { .scale = drawing->view.zoom, .touch = (pointer->with & SJ_BY_TOUCH) != 0,
                    .plus = sj_drawing_hovered_route (drawing), .visible = &visible };

  sj_view_to_scene (&drawing->view, pointer->x, pointer->y, &probe.x, &probe.y);
  return sj_scene_hit (drawing->scene, &probe);
}

static void
hover (SjDrawing *drawing, SjCard *card, SjRoute *route)
{
  if (drawing->hovered == card && drawing->hovered_route == route)
    return;
  drawing->hovered = card;
  drawing->hovered_route = route;
  sj_drawing_marks_changed (drawing);
}

static void
set_cursor (SjDrawing *drawing, SjCursor cursor)
{
  if (drawing->hand.cursor == cursor)
    return;
  drawing->hand.cursor = cursor;
  sj_drawing_touch (drawing, SJ_REDRAW_HAND);
}

static SjCursor
cursor_for (const SjHit *hit, unsigned with)
{
  if (with & SJ_WITH_SPACE)
    return SJ_CURSOR_HAND;
  switch (hit->type)
    {
    case SJ_HIT_OUT_PORT:
    case SJ_HIT_BEGINNING:
    case SJ_HIT_ENDING:
      return SJ_CURSOR_CROSSHAIR;
    case SJ_HIT_PATH:
    case SJ_HIT_PLUS:
    case SJ_HIT_DELAY:
      return SJ_CURSOR_POINTER;
    default:
      return SJ_CURSOR_DEFAULT;
    }
}

static void
look (SjDrawing *drawing, const SjPointer *pointer)
{
  SjHit hit = sj_hand_probe (drawing, pointer);
  bool on_path = hit.type == SJ_HIT_PATH || hit.type == SJ_HIT_PLUS || hit.type == SJ_HIT_DELAY;

  hover (drawing, hit.card, on_path ? hit.route : NULL);
  set_cursor (drawing, cursor_for (&hit, pointer->with));
  if (drawing->hand.state == SJ_HAND_AIMING)
    sj_hand_aim_at (drawing, hit.card);
}

/* The path that a card would cover: at least half of the stretch, or along half of the card. */
SjRoute *
sj_hand_route_under (SjDrawing *drawing, const SjBox *box)
{
  g_autoptr (GPtrArray) routes = g_ptr_array_new ();
  double most = 0.5;
  SjRoute *best = NULL;

  sj_scene_routes_in (drawing->scene, box, routes);
  for (guint i = 0; i < routes->len; i++)
    {
      SjRoute *route = routes->pdata[i];

      for (uint32_t p = 0; p + 1 < route->n_points; p++)
        {
          SjPoint a = route->points[p], b = route->points[p + 1];
          bool upright = a.x == b.x;
          int32_t from = upright ? MAX (MIN (a.y, b.y), box->y) : MAX (MIN (a.x, b.x), box->x);
          int32_t to = upright ? MIN (MAX (a.y, b.y), sj_box_bottom (box)) : MIN (MAX (a.x, b.x), sj_box_right (box));
          bool inside = upright ? a.x > box->x && a.x < sj_box_right (box) : a.y > box->y && a.y < sj_box_bottom (box);
          int32_t whole = MIN (abs (a.x - b.x) + abs (a.y - b.y), upright ? box->height : box->width);
          double share = to - from >= LEAST_COVERED ? (double) (to - from) / whole : 0;

          if (!inside || share < most || (share == most && best != NULL))
            continue;
          most = share;
          best = route;
        }
    }
  return best;
}

void
sj_hand_show_split (SjDrawing *drawing, SjRoute *route, int height, SjPlace at)
{
  SjPathRef way = { route->path->node->id, route->path->id };
  g_autoptr (GArray) moves = sj_edit_graph_room (drawing->journey, &way, height, &at);

  drawing->hand.split = route;
  g_array_set_size (drawing->hand.outlines, 0);
  for (guint i = 0; i < moves->len; i++)
    {
      const SjShift *move = &g_array_index (moves, SjShift, i);
      const SjCard *card = sj_scene_find (drawing->scene, move->node);
      SjBox box = { move->x, move->y, SJ_SCENE_CARD_WIDTH, card ? card->box.height : SJ_SCENE_CARD_HEIGHT };

      g_array_append_val (drawing->hand.outlines, box);
    }
}

/* ------------------------------------------------------------------ pressing */

static void
press_menu (SjDrawing *drawing)
{
  SjHit *hit = &drawing->pressed;

  if (hit->card != NULL && !sj_drawing_is_selected (drawing, hit->card->node->id))
    sj_drawing_select (drawing, hit->card->node->id);
  else if (hit->card == NULL && hit->path != NULL && !sj_selection_has_path (drawing, hit->path))
    sj_drawing_select_path (drawing, hit->path->node->id, hit->path->id);
  else if (hit->type == SJ_HIT_NOTHING)
    sj_selection_clear (drawing);
  sj_drawing_set_ask (drawing, SJ_ASK_MENU, hit->card ? hit->card->node->id : hit->path ? hit->path->node->id : NULL,
                      hit->path ? hit->path->id : NULL, sj_hand_at (drawing));
}

static void
press_twice (SjDrawing *drawing)
{
  SjHit *hit = &drawing->pressed;

  if (hit->type == SJ_HIT_PATH)
    {
      sj_drawing_select_path (drawing, hit->path->node->id, hit->path->id);
      sj_drawing_select_flow (drawing, false);
    }
  else if (hit->type == SJ_HIT_CARD)
    {
      sj_drawing_select (drawing, hit->card->node->id);
      sj_drawing_set_ask (drawing, SJ_ASK_INSPECT, hit->card->node->id, NULL, sj_hand_at (drawing));
    }
}

/* What is pressed is selected at once, so that it can be dragged. */
static void
press_item (SjDrawing *drawing)
{
  const SjHit *hit = &drawing->pressed;
  bool adds = drawing->start.with & (SJ_WITH_CTRL | SJ_WITH_SHIFT);

  drawing->was_selected = false;
  if (hit->type == SJ_HIT_CARD || hit->type == SJ_HIT_IN_PORT)
    {
      drawing->was_selected = sj_drawing_is_selected (drawing, hit->card->node->id);
      if (!drawing->was_selected && !adds)
        {
          sj_drawing_select (drawing, hit->card->node->id);
          drawing->selected_at = drawing->start.time;
        }
      sj_drawing_set_focus (drawing, hit->card->node->id, NULL, false);
    }
  else if (hit->type == SJ_HIT_PATH || hit->type == SJ_HIT_PLUS || hit->type == SJ_HIT_DELAY)
    {
      if (!adds)
        sj_drawing_select_path (drawing, hit->path->node->id, hit->path->id);
      else if (hit->type == SJ_HIT_PATH)
        sj_selection_toggle_path (drawing, hit->path);
    }
}

void
sj_drawing_press (SjDrawing *drawing, const SjPointer *pointer)
{
  SjHandState state = drawing->hand.state;

  sj_drawing_begin (drawing);
  drawing->last = drawing->start = *pointer;
  sj_view_to_scene (&drawing->view, pointer->x, pointer->y, &drawing->start_x, &drawing->start_y);
  drawing->pressed = sj_hand_probe (drawing, pointer);
  if (drawing->ask.type != SJ_ASK_NOTHING)
    sj_drawing_pick_none (drawing);
  if (pointer->button == 2 || pointer->with & SJ_WITH_SPACE)
    {
      drawing->hand.state = state == SJ_HAND_IDLE ? SJ_HAND_PANNING : state;
      set_cursor (drawing, SJ_CURSOR_GRABBING);
    }
  else if (pointer->button == 3 && state == SJ_HAND_IDLE)
    press_menu (drawing);
  else if (pointer->button == 1 && state == SJ_HAND_IDLE)
    {
      drawing->hand.state = SJ_HAND_PRESSED;
      if (pointer->n_press == 2)
        press_twice (drawing);
      else
        press_item (drawing);
    }
  sj_drawing_end (drawing);
}

void
sj_drawing_hold (SjDrawing *drawing, const SjPointer *pointer)
{
  sj_drawing_begin (drawing);
  sj_hand_cancel (drawing);
  drawing->last = *pointer;
  drawing->pressed = sj_hand_probe (drawing, pointer);
  press_menu (drawing);
  sj_drawing_end (drawing);
}

/* ------------------------------------------------------------------ the rubber band */

static void
begin_band (SjDrawing *drawing)
{
  GHashTableIter iter;
  gpointer key;

  drawing->hand.state = SJ_HAND_BAND;
  drawing->base_nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, drawing->nodes);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (drawing->base_nodes, g_strdup (key));
}

static void
band (SjDrawing *drawing)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  SjPoint at = sj_hand_at (drawing), start = { (int32_t) floor (drawing->start_x), (int32_t) floor (drawing->start_y) };
  SjBox box = { MIN (at.x, start.x), MIN (at.y, start.y), abs (at.x - start.x) + 1, abs (at.y - start.y) + 1 };

  drawing->hand.band = box;
  if (drawing->start.with & (SJ_WITH_SHIFT | SJ_WITH_CTRL))
    restore_band (drawing);
  else
    sj_selection_clear (drawing);
  sj_scene_cards_in (drawing->scene, &box, cards);
  for (guint i = 0; i < cards->len; i++)
    {
      const char *id = ((const SjCard *) cards->pdata[i])->node->id;

      if (drawing->start.with & SJ_WITH_CTRL)
        sj_selection_toggle (drawing, id);
      else
        sj_selection_add (drawing, id);
    }
  sj_selection_add_inner_paths (drawing);
  sj_drawing_touch (drawing, SJ_REDRAW_HAND);
}

/* ------------------------------------------------------------------ moving */

static SjCard *
card_near (SjDrawing *drawing)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  int32_t by = (int32_t) ceil (NEAR_CARD / drawing->view.zoom);
  SjBox box = { (int32_t) floor (drawing->start_x) - by, (int32_t) floor (drawing->start_y) - by, 2 * by + 1,
                2 * by + 1 };

  sj_scene_cards_in (drawing->scene, &box, cards);
  return cards->len > 0 ? cards->pdata[0] : NULL;
}

static void
begin_on_canvas (SjDrawing *drawing)
{
  SjCard *card = card_near (drawing);

  if (drawing->start.with & SJ_BY_TOUCH)
    drawing->hand.state = SJ_HAND_PANNING;
  else if (card != NULL)
    {
      drawing->pressed = (SjHit) { SJ_HIT_CARD, card };
      if (!sj_drawing_is_selected (drawing, card->node->id))
        sj_drawing_select (drawing, card->node->id);
      sj_hand_begin_move (drawing);
    }
  else
    begin_band (drawing);
}

static void
begin_drag (SjDrawing *drawing)
{
  SjHit hit = drawing->pressed;

  switch (hit.type)
    {
    case SJ_HIT_CARD:
    case SJ_HIT_IN_PORT:
      sj_hand_begin_move (drawing);
      break;
    case SJ_HIT_OUT_PORT:
      sj_hand_begin_connect (drawing, hit.path, false);
      break;
    case SJ_HIT_ENDING:
      sj_hand_begin_connect (drawing, hit.path, true);
      break;
    case SJ_HIT_BEGINNING:
      sj_hand_begin_resource (drawing, hit.path);
      break;
    default:
      begin_on_canvas (drawing);
      break;
    }
  hover (drawing, NULL, NULL);
}

static bool
is_past_threshold (const SjDrawing *drawing)
{
  double far = hypot (drawing->last.x - drawing->start.x, drawing->last.y - drawing->start.y);

  return far > (drawing->start.with & SJ_BY_TOUCH ? SJ_DRAWING_THRESHOLD_TOUCH : SJ_DRAWING_THRESHOLD);
}

static void
find_pull (SjDrawing *drawing)
{
  SjHand *hand = &drawing->hand;

  hand->pull_x = hand->pull_y = 0;
  if (hand->state == SJ_HAND_MOVING || hand->state == SJ_HAND_CONNECTING || hand->state == SJ_HAND_RESOURCING ||
      hand->state == SJ_HAND_BAND || hand->state == SJ_HAND_CARRYING)
    sj_view_edge_pull (&drawing->view, drawing->last.x, drawing->last.y, &hand->pull_x, &hand->pull_y);
}

static void
follow (SjDrawing *drawing)
{
  switch (drawing->hand.state)
    {
    case SJ_HAND_MOVING:
      sj_hand_move (drawing);
      break;
    case SJ_HAND_CONNECTING:
    case SJ_HAND_RESOURCING:
      sj_hand_connect (drawing);
      break;
    case SJ_HAND_BAND:
      band (drawing);
      break;
    case SJ_HAND_CARRYING:
      sj_hand_carry (drawing);
      break;
    case SJ_HAND_PASTING:
      sj_hand_paste (drawing);
      break;
    default:
      break;
    }
  find_pull (drawing);
}

void
sj_drawing_motion (SjDrawing *drawing, const SjPointer *pointer)
{
  SjPointer before = drawing->last;

  sj_drawing_begin (drawing);
  drawing->last = *pointer;
  if (drawing->hand.state == SJ_HAND_PRESSED && is_past_threshold (drawing))
    begin_drag (drawing);
  if (drawing->hand.state == SJ_HAND_PANNING)
    sj_drawing_pan (drawing, before.x - pointer->x, before.y - pointer->y);
  else if (drawing->hand.state == SJ_HAND_IDLE || drawing->hand.state == SJ_HAND_AIMING)
    look (drawing, pointer);
  else
    follow (drawing);
  sj_drawing_end (drawing);
}

void
sj_drawing_leave (SjDrawing *drawing)
{
  if (drawing->hand.state != SJ_HAND_IDLE)
    return;
  sj_drawing_begin (drawing);
  hover (drawing, NULL, NULL);
  sj_drawing_end (drawing);
}

/* ------------------------------------------------------------------ releasing */

static bool
is_on_label (const SjDrawing *drawing, const SjCard *card)
{
  return drawing->start_x >= card->box.x + LABEL_LEFT && drawing->start_y < card->box.y + LABEL_BOTTOM;
}

static void
click_card (SjDrawing *drawing, SjCard *card)
{
  const char *id = card->node->id;
  bool alone = sj_drawing_selected_node (drawing) == card->node && g_hash_table_size (drawing->paths) == 0;

  if (drawing->start.with & SJ_WITH_SHIFT)
    sj_drawing_select_range (drawing, id);
  else if (drawing->start.with & SJ_WITH_CTRL)
    sj_selection_toggle (drawing, id);
  else if (drawing->was_selected && alone && is_on_label (drawing, card) && drawing->parts.history != NULL &&
           drawing->start.time - drawing->selected_at > RENAME_AFTER)
    sj_drawing_ask_rename (drawing);
  else
    sj_drawing_select (drawing, id);
}

static void
click_port (SjDrawing *drawing, const SjPath *path)
{
  sj_drawing_set_focus (drawing, path->node->id, path->id, false);
  sj_hand_aim (drawing, path);
}

static void
click (SjDrawing *drawing)
{
  SjHit hit = drawing->pressed;

  sj_hand_reset (drawing);
  switch (hit.type)
    {
    case SJ_HIT_CARD:
    case SJ_HIT_IN_PORT:
      click_card (drawing, hit.card);
      break;
    case SJ_HIT_OUT_PORT:
      click_port (drawing, hit.path);
      break;
    case SJ_HIT_PLUS:
      sj_drawing_set_ask (drawing, SJ_ASK_KIND, hit.path->node->id, hit.path->id, sj_hand_at (drawing));
      drawing->ask.insert = true;
      break;
    case SJ_HIT_DELAY:
      sj_drawing_set_ask (drawing, SJ_ASK_DELAY, hit.path->node->id, hit.path->id, sj_hand_at (drawing));
      break;
    case SJ_HIT_NOTHING:
      if (!(drawing->start.with & (SJ_WITH_SHIFT | SJ_WITH_CTRL)))
        sj_selection_clear (drawing);
      break;
    default:
      break;
    }
}

static void
release_aim (SjDrawing *drawing)
{
  if (drawing->pressed.card != NULL)
    sj_hand_join (drawing, drawing->pressed.card);
  else
    sj_hand_cancel (drawing);
}

void
sj_drawing_release (SjDrawing *drawing, const SjPointer *pointer)
{
  sj_drawing_begin (drawing);
  drawing->last = *pointer;
  switch (drawing->hand.state)
    {
    case SJ_HAND_PRESSED:
      if (drawing->start.n_press == 2)
        sj_hand_reset (drawing);
      else
        click (drawing);
      break;
    case SJ_HAND_MOVING:
      sj_hand_drop_move (drawing);
      break;
    case SJ_HAND_CONNECTING:
    case SJ_HAND_RESOURCING:
      sj_hand_drop_connect (drawing);
      break;
    case SJ_HAND_BAND:
    case SJ_HAND_PANNING:
      sj_hand_reset (drawing);
      break;
    case SJ_HAND_PASTING:
      if (drawing->start.button == 1)
        sj_hand_drop_paste (drawing);
      break;
    case SJ_HAND_AIMING:
      if (drawing->start.button == 1)
        release_aim (drawing);
      break;
    default:
      break;
    }
  sj_drawing_end (drawing);
}

bool
sj_drawing_escape (SjDrawing *drawing)
{
  bool done = true;

  sj_drawing_begin (drawing);
  if (drawing->hand.state != SJ_HAND_IDLE)
    sj_hand_cancel (drawing);
  else if (drawing->ask.type != SJ_ASK_NOTHING)
    sj_drawing_pick_none (drawing);
  else if (drawing->overlay != NULL && sj_overlay_type (drawing->overlay) == SJ_OVERLAY_TRACE)
    sj_drawing_set_overlay (drawing, NULL);
  else if (g_hash_table_size (drawing->nodes) + g_hash_table_size (drawing->paths) > 0)
    sj_selection_clear (drawing);
  else
    done = false;
  sj_drawing_end (drawing);
  return done;
}

/* ------------------------------------------------------------------ time */

bool
sj_drawing_wants_ticks (const SjDrawing *drawing)
{
  const SjHand *hand = &drawing->hand;

  return hand->pull_x != 0 || hand->pull_y != 0 || (drawing->over != NULL && hand->split == NULL);
}

void
sj_drawing_tick (SjDrawing *drawing, int64_t time)
{
  double seconds = (double) CLAMP (time - drawing->ticked, 0, LONGEST_TICK) / 1000000.0;

  drawing->ticked = time;
  if (!sj_drawing_wants_ticks (drawing))
    return;
  sj_drawing_begin (drawing);
  drawing->last.time = time;
  if (drawing->hand.pull_x != 0 || drawing->hand.pull_y != 0)
    sj_drawing_pan (drawing, drawing->hand.pull_x * seconds, drawing->hand.pull_y * seconds);
  follow (drawing);
  sj_drawing_end (drawing);
}
