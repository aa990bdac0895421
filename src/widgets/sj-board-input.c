/* sj-board-input.c -- hands the pointer, touch and keys on to the drawing.
 *
 * Nothing is decided here: what a press or a key means is SjDrawing's.  A press comes from
 * the click gesture, which counts; movement from the motion controller, and of touch from
 * the drag gesture, because only that one hears of it.
 */
#include "widgets/sj-board-private.h"

#include "widgets/sj-canvas.h"

#include <adwaita.h>
#include <math.h>

#define NOTCH 64                                     /* pixels of one notch of a wheel */
#define TAP   (250 * G_TIME_SPAN_MILLISECOND)        /* Space is a key up to here, then a hand */
#define FRICTION 4.0                                 /* of what was let go: a 50th is left after a second */
#define SLOWEST  20.0                                /* pixels a second */
#define LINE  48                                     /* pixels of an arrow key where nothing has the focus */

static unsigned
with_of (GdkModifierType state)
{
  return (state & GDK_SHIFT_MASK ? SJ_WITH_SHIFT : 0) | (state & GDK_CONTROL_MASK ? SJ_WITH_CTRL : 0) |
         (state & GDK_ALT_MASK ? SJ_WITH_ALT : 0);
}

static SjPointer
pointer_at (SjBoard *board, GtkEventController *controller, double x, double y)
{
  GdkDevice *device = gtk_event_controller_get_current_event_device (controller);
  bool touch = device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
  unsigned with = with_of (gtk_event_controller_get_current_event_state (controller));

  if (board->space)
    with |= SJ_WITH_SPACE;
  if (touch)
    with |= SJ_BY_TOUCH;
  board->pointer_x = x;
  board->pointer_y = y;
  board->pointer_inside = true;
  return (SjPointer) { .x = x, .y = y, .with = with, .button = 1, .n_press = 1, .time = g_get_monotonic_time () };
}

void
sj_board_set_cursor (SjBoard *board)
{
  static const char *const names[] = {
    [SJ_CURSOR_DEFAULT] = NULL, [SJ_CURSOR_HAND] = "grab", [SJ_CURSOR_GRABBING] = "grabbing",
    [SJ_CURSOR_POINTER] = "pointer", [SJ_CURSOR_CROSSHAIR] = "crosshair", [SJ_CURSOR_COPY] = "copy",
    [SJ_CURSOR_MOVE] = "move", [SJ_CURSOR_REFUSED] = "not-allowed",
  };

  gtk_widget_set_cursor_from_name (GTK_WIDGET (board), names[sj_drawing_hand (board->stage.drawing)->cursor]);
}

static void
stop_fling (SjBoard *board)
{
  if (board->flinging != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (board), board->flinging);
  board->flinging = 0;
}

/* ---------------------------------------------------------------- pointer */

static void
pressed_cb (GtkGestureClick *click, int n_press, double x, double y, SjBoard *board)
{
  SjPointer pointer = pointer_at (board, GTK_EVENT_CONTROLLER (click), x, y);
  SjDrawing *drawing = board->stage.drawing;

  if (drawing == NULL)
    return;
  stop_fling (board);
  board->space_since = 0;
  board->pressed_x = x;
  board->pressed_y = y;
  gtk_widget_grab_focus (GTK_WIDGET (board));
  pointer.button = MAX (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (click)), GDK_BUTTON_PRIMARY);
  pointer.n_press = (unsigned) n_press;
  sj_drawing_press (drawing, &pointer);
}

static void
motion_cb (GtkEventControllerMotion *motion, double x, double y, SjBoard *board)
{
  SjPointer pointer = pointer_at (board, GTK_EVENT_CONTROLLER (motion), x, y);

  if (board->stage.drawing != NULL)
    sj_drawing_motion (board->stage.drawing, &pointer);
}

static void
leave_cb (GtkEventControllerMotion *motion, SjBoard *board)
{
  board->pointer_inside = false;
  if (board->stage.drawing != NULL)
    sj_drawing_leave (board->stage.drawing);
}

static void
drag_update_cb (GtkGestureDrag *drag, double dx, double dy, SjBoard *board)
{
  SjPointer pointer = pointer_at (board, GTK_EVENT_CONTROLLER (drag), board->pressed_x + dx, board->pressed_y + dy);

  if (board->stage.drawing == NULL)
    return;
  if (pointer.with & SJ_BY_TOUCH)
    sj_drawing_motion (board->stage.drawing, &pointer);
  if (sj_drawing_hand (board->stage.drawing)->state > SJ_HAND_PRESSED)
    gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
drag_end_cb (GtkGestureDrag *drag, double dx, double dy, SjBoard *board)
{
  SjPointer pointer = pointer_at (board, GTK_EVENT_CONTROLLER (drag), board->pressed_x + dx, board->pressed_y + dy);

  if (board->stage.drawing == NULL)
    return;
  pointer.button = MAX (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (drag)), GDK_BUTTON_PRIMARY);
  sj_drawing_release (board->stage.drawing, &pointer);
}

static void
cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, SjBoard *board)
{
  if (board->stage.drawing != NULL && sj_drawing_hand (board->stage.drawing)->state != SJ_HAND_IDLE)
    sj_drawing_escape (board->stage.drawing);
}

static void
long_press_cb (GtkGestureLongPress *press, double x, double y, SjBoard *board)
{
  SjPointer pointer = pointer_at (board, GTK_EVENT_CONTROLLER (press), x, y);

  if (board->stage.drawing != NULL)
    sj_drawing_hold (board->stage.drawing, &pointer);
}

/* The whole title, which a card may have no room for, and what is wrong with the step. */
static gboolean
tooltip_cb (GtkWidget *widget, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip, gpointer data)
{
  SjBoard *board = SJ_BOARD (widget);
  SjProbe probe = { .scale = board->stage.view.zoom };
  g_autofree char *text = NULL;
  SjHit hit;

  if (board->stage.drawing == NULL || by_keyboard || sj_drawing_hand (board->stage.drawing)->state != SJ_HAND_IDLE)
    return FALSE;
  sj_view_to_scene (&board->stage.view, x, y, &probe.x, &probe.y);
  hit = sj_scene_hit (sj_drawing_scene (board->stage.drawing), &probe);
  if (hit.card == NULL || hit.type == SJ_HIT_PATH)
    return FALSE;
  text = sj_card_view_tooltip (SJ_CARD_VIEW (hit.card->data));
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

/* ---------------------------------------------------------------- scroll and zoom */

static gboolean
scroll_cb (GtkEventControllerScroll *scroll, double dx, double dy, SjBoard *board)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (scroll));
  bool wheel = gtk_event_controller_scroll_get_unit (scroll) == GDK_SCROLL_UNIT_WHEEL;
  bool zooms = (state & GDK_CONTROL_MASK) != 0 || (wheel && board->wheel_zooms && !(state & GDK_SHIFT_MASK));

  if (board->stage.drawing == NULL)
    return GDK_EVENT_PROPAGATE;
  stop_fling (board);
  if (zooms)
    sj_drawing_zoom_by (board->stage.drawing, wheel ? -dy : -dy / NOTCH, board->pointer_x, board->pointer_y);
  else if (state & GDK_SHIFT_MASK && dx == 0)
    sj_drawing_pan (board->stage.drawing, wheel ? dy * NOTCH : dy, 0);
  else
    sj_drawing_pan (board->stage.drawing, wheel ? dx * NOTCH : dx, wheel ? dy * NOTCH : dy);
  return GDK_EVENT_STOP;
}

/* A touch pad lets go while it moves: the view goes on, and slower and slower. */
static gboolean
fling_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SjBoard *board = SJ_BOARD (widget);
  int64_t now = gdk_frame_clock_get_frame_time (clock);
  double seconds = (double) (now - board->fling_time) / G_TIME_SPAN_SECOND, kept = exp (-FRICTION * seconds);

  board->fling_time = now;
  if (board->stage.drawing == NULL || hypot (board->fling_x, board->fling_y) < SLOWEST)
    {
      board->flinging = 0;
      return G_SOURCE_REMOVE;
    }
  sj_drawing_pan (board->stage.drawing, board->fling_x * seconds, board->fling_y * seconds);
  board->fling_x *= kept;
  board->fling_y *= kept;
  return G_SOURCE_CONTINUE;
}

static void
decelerate_cb (GtkEventControllerScroll *scroll, double across, double down, SjBoard *board)
{
  stop_fling (board);
  if (!adw_get_enable_animations (GTK_WIDGET (board)))
    return;
  board->fling_x = across;
  board->fling_y = down;
  board->fling_time = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (GTK_WIDGET (board)));
  board->flinging = gtk_widget_add_tick_callback (GTK_WIDGET (board), fling_cb, NULL, NULL);
}

static void
pinch_begin_cb (GtkGesture *zoom, GdkEventSequence *sequence, SjBoard *board)
{
  board->pinch = 1;
  cancel_cb (zoom, sequence, board);
  gtk_gesture_set_state (zoom, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
pinch_cb (GtkGestureZoom *zoom, double scale, SjBoard *board)
{
  double x = board->pointer_x, y = board->pointer_y;

  if (board->stage.drawing == NULL || scale <= 0)
    return;
  gtk_gesture_get_bounding_box_center (GTK_GESTURE (zoom), &x, &y);
  sj_drawing_zoom_by (board->stage.drawing, log (scale / board->pinch) / log (SJ_VIEW_STEP), x, y);
  board->pinch = scale;
}

/* ---------------------------------------------------------------- from the palette */

static bool
carried (SjBoard *board, const GValue *value, const SjKind **kind, char **config)
{
  g_autofree char *id = NULL;

  if (value == NULL || !G_VALUE_HOLDS_STRING (value) || g_value_get_string (value) == NULL ||
      !sj_canvas_read_drag (g_value_get_string (value), &id, config))
    return false;
  *kind = sj_kind_find (sj_drawing_journey (board->stage.drawing)->kinds, id, strlen (id));
  return *kind != NULL;
}

static GdkDragAction
carry (SjBoard *board, GtkDropTarget *target, double x, double y)
{
  SjPointer pointer = pointer_at (board, GTK_EVENT_CONTROLLER (target), x, y);
  g_autofree char *config = NULL;
  const SjKind *kind;

  if (board->stage.drawing == NULL)
    return 0;
  if (carried (board, gtk_drop_target_get_value (target), &kind, &config))
    sj_drawing_drag_in (board->stage.drawing, kind, config, &pointer);
  return GDK_ACTION_COPY;
}

static GdkDragAction
drop_motion_cb (GtkDropTarget *target, double x, double y, SjBoard *board)
{
  return carry (board, target, x, y);
}

static void
drop_leave_cb (GtkDropTarget *target, SjBoard *board)
{
  if (board->stage.drawing != NULL)
    sj_drawing_drag_out (board->stage.drawing);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, SjBoard *board)
{
  SjPointer pointer = pointer_at (board, GTK_EVENT_CONTROLLER (target), x, y);
  g_autofree char *config = NULL;
  const SjKind *kind;

  if (board->stage.drawing == NULL || !carried (board, value, &kind, &config))
    return FALSE;
  sj_drawing_drag_in (board->stage.drawing, kind, config, &pointer);
  gtk_widget_grab_focus (GTK_WIDGET (board));
  return sj_drawing_drop_in (board->stage.drawing, &pointer);
}

/* ---------------------------------------------------------------- keys */

#define PLAIN 0
#define SHIFT GDK_SHIFT_MASK
#define CTRL  GDK_CONTROL_MASK
#define ALT   GDK_ALT_MASK

static bool
has_focus_item (SjBoard *board)
{
  return sj_drawing_focus (board->stage.drawing)->node != NULL;
}

/* Along the flow, or where nothing has the focus the view moves. */
static bool
go (SjBoard *board, SjFocusStep step, bool extend, double dx, double dy)
{
  if (has_focus_item (board))
    sj_drawing_move_focus (board->stage.drawing, step, extend);
  else
    sj_drawing_pan (board->stage.drawing, dx * LINE, dy * LINE);
  return true;
}

static bool
arrow_key (SjBoard *board, unsigned key, GdkModifierType with)
{
  static const struct { unsigned key; int dx, dy; } arrows[] = {
    { GDK_KEY_Left, -1, 0 }, { GDK_KEY_Right, 1, 0 }, { GDK_KEY_Up, 0, -1 }, { GDK_KEY_Down, 0, 1 },
  };
  SjDrawing *drawing = board->stage.drawing;

  for (size_t i = 0; i < G_N_ELEMENTS (arrows); i++)
    {
      int dx = arrows[i].dx, dy = arrows[i].dy, by = with & SHIFT ? 1 : SJ_SCENE_GRID;

      if (arrows[i].key != key)
        continue;
      if (with & ALT)
        return sj_drawing_nudge (drawing, (board->stage.look.mirrored ? -dx : dx) * by, dy * by,
                                 g_get_monotonic_time ()) || true;
      if (dx != 0 && with == (CTRL | SHIFT))
        return sj_drawing_select_flow (drawing, sj_drawing_side (drawing, dx < 0 ? SJ_KEY_LEFT : SJ_KEY_RIGHT) ==
                                                SJ_FOCUS_BACK), true;
      if (dx != 0 && !(with & CTRL))
        return go (board, sj_drawing_side (drawing, dx < 0 ? SJ_KEY_LEFT : SJ_KEY_RIGHT), (with & SHIFT) != 0, dx, dy);
      if (dy != 0 && with == CTRL)
        return go (board, dy < 0 ? SJ_FOCUS_OTHER_UP : SJ_FOCUS_OTHER_DOWN, false, dx, dy);
      if (dy != 0)
        return go (board, dy < 0 ? SJ_FOCUS_UP : SJ_FOCUS_DOWN, (with & SHIFT) != 0, dx, dy);
    }
  return false;
}

static bool
page_key (SjBoard *board, unsigned key, GdkModifierType with)
{
  double part = key == GDK_KEY_Page_Up ? -0.8 : 0.8;

  if (with & SHIFT)
    sj_drawing_pan (board->stage.drawing, part * board->stage.view.width, 0);
  else
    sj_drawing_pan (board->stage.drawing, 0, part * board->stage.view.height);
  return true;
}

static bool
other_key (SjBoard *board, unsigned key, GdkModifierType with)
{
  SjDrawing *drawing = board->stage.drawing;

  switch (key)
    {
    case GDK_KEY_Home:
    case GDK_KEY_End:
      sj_drawing_move_focus (drawing, key == GDK_KEY_Home ? SJ_FOCUS_HOME : SJ_FOCUS_END, (with & SHIFT) != 0);
      return true;
    case GDK_KEY_Page_Up:
    case GDK_KEY_Page_Down:
      return with & CTRL ? false : page_key (board, key, with);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if (with != PLAIN)
        return false;
      sj_drawing_activate (drawing);
      return true;
    case GDK_KEY_Menu:
      sj_drawing_ask_menu (drawing);
      return true;
    case GDK_KEY_F10:
      if (with != SHIFT)
        return false;
      sj_drawing_ask_menu (drawing);
      return true;
    case GDK_KEY_Escape:
      return sj_drawing_escape (drawing);
    default:
      return false;
    }
}

/* A keypad without numbers has arrows too. */
static unsigned
plain_key (unsigned key)
{
  static const unsigned pairs[][2] = {
    { GDK_KEY_KP_Left, GDK_KEY_Left }, { GDK_KEY_KP_Right, GDK_KEY_Right }, { GDK_KEY_KP_Up, GDK_KEY_Up },
    { GDK_KEY_KP_Down, GDK_KEY_Down }, { GDK_KEY_KP_Home, GDK_KEY_Home }, { GDK_KEY_KP_End, GDK_KEY_End },
    { GDK_KEY_KP_Page_Up, GDK_KEY_Page_Up }, { GDK_KEY_KP_Page_Down, GDK_KEY_Page_Down },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (pairs[i][0] == key)
      return pairs[i][1];
  return key;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *keys, unsigned key, unsigned code, GdkModifierType state, SjBoard *board)
{
  GdkModifierType with = state & (SHIFT | CTRL | ALT);

  if (board->stage.drawing == NULL)
    return GDK_EVENT_PROPAGATE;
  key = plain_key (key);
  if (key == GDK_KEY_space && with == PLAIN)
    {
      if (!board->space)
        board->space_since = g_get_monotonic_time ();
      board->space = true;
      return GDK_EVENT_STOP;
    }
  return arrow_key (board, key, with) || other_key (board, key, with);
}

static void
key_released_cb (GtkEventControllerKey *keys, unsigned key, unsigned code, GdkModifierType state, SjBoard *board)
{
  if (key != GDK_KEY_space || !board->space)
    return;
  board->space = false;
  if (board->stage.drawing != NULL && board->space_since != 0 && g_get_monotonic_time () - board->space_since <= TAP)
    sj_drawing_toggle_focused (board->stage.drawing);
}

/* ---------------------------------------------------------------- put together */

static void
add_scroll (SjBoard *board)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES |
                                                                GTK_EVENT_CONTROLLER_SCROLL_KINETIC);
  GtkGesture *zoom = gtk_gesture_zoom_new ();

  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), board);
  g_signal_connect (scroll, "decelerate", G_CALLBACK (decelerate_cb), board);
  g_signal_connect (zoom, "begin", G_CALLBACK (pinch_begin_cb), board);
  g_signal_connect (zoom, "scale-changed", G_CALLBACK (pinch_cb), board);
  gtk_widget_add_controller (GTK_WIDGET (board), scroll);
  gtk_widget_add_controller (GTK_WIDGET (board), GTK_EVENT_CONTROLLER (zoom));
}

static void
add_drop (SjBoard *board)
{
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);

  gtk_drop_target_set_preload (drop, TRUE);
  g_signal_connect (drop, "motion", G_CALLBACK (drop_motion_cb), board);
  g_signal_connect (drop, "leave", G_CALLBACK (drop_leave_cb), board);
  g_signal_connect (drop, "drop", G_CALLBACK (drop_cb), board);
  gtk_widget_add_controller (GTK_WIDGET (board), GTK_EVENT_CONTROLLER (drop));
}

void
sj_board_add_input (SjBoard *board)
{
  GtkGesture *click = gtk_gesture_click_new (), *drag = gtk_gesture_drag_new (), *hold = gtk_gesture_long_press_new ();
  GtkEventController *motion = gtk_event_controller_motion_new (), *keys = gtk_event_controller_key_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), board);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), board);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), board);
  g_signal_connect (drag, "cancel", G_CALLBACK (cancel_cb), board);
  g_signal_connect (hold, "pressed", G_CALLBACK (long_press_cb), board);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), board);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), board);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), board);
  g_signal_connect (keys, "key-released", G_CALLBACK (key_released_cb), board);
  gtk_widget_add_controller (GTK_WIDGET (board), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (board), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (board), GTK_EVENT_CONTROLLER (hold));
  gtk_gesture_group (click, drag);
  gtk_gesture_group (click, hold);
  gtk_widget_add_controller (GTK_WIDGET (board), motion);
  gtk_widget_add_controller (GTK_WIDGET (board), keys);
  gtk_widget_set_has_tooltip (GTK_WIDGET (board), TRUE);
  g_signal_connect (board, "query-tooltip", G_CALLBACK (tooltip_cb), NULL);
  add_scroll (board);
  add_drop (board);
}
