/* sj-board.c -- keeps widgets and pictures in step with the scene, and draws them.
 *
 * A frame in which only the view moved snapshots nothing: the plane's render node is the
 * one from before.  What makes it draw again is a card or path of the ring that changed, or
 * the ring itself.
 */
#include "widgets/sj-board-private.h"

#include "widgets/sj-draw.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#define EVERYTHING (SJ_REDRAW_SCENE | SJ_REDRAW_HISTORY | SJ_REDRAW_VIEW | SJ_REDRAW_MARKS | SJ_REDRAW_FOCUS)
#define GLIDE_TIME (150 * G_TIME_SPAN_MILLISECOND)

G_DEFINE_FINAL_TYPE (SjBoard, sj_board, GTK_TYPE_WIDGET)

enum { VIEW_CHANGED, DRAWING_CHANGED, MENU_WANTED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* ---------------------------------------------------------------- what is in view */

static int32_t
cell_floor (double at)
{
  return (int32_t) floor (at / SJ_SCENE_CELL) * SJ_SCENE_CELL;
}

/* The cells that the view touches, and one more on each side. */
static SjBox
ring_of (const SjView *view)
{
  SjBox visible = sj_view_visible (view);
  int32_t x = cell_floor (visible.x) - SJ_SCENE_CELL, y = cell_floor (visible.y) - SJ_SCENE_CELL;

  return (SjBox) { x, y, cell_floor (sj_box_right (&visible)) + 2 * SJ_SCENE_CELL - x,
                   cell_floor (sj_box_bottom (&visible)) + 2 * SJ_SCENE_CELL - y };
}

static int
by_place (gconstpointer one, gconstpointer other)
{
  const SjCard *a = *(SjCard *const *) one, *b = *(SjCard *const *) other;
  bool lifted = a->marks & SJ_MARK_LIFTED, other_lifted = b->marks & SJ_MARK_LIFTED;

  return lifted != other_lifted ? lifted - other_lifted : (a->index > b->index) - (a->index < b->index);
}

static void
show_card (SjCard *card, bool shown)
{
  GtkWidget *view = card->data;

  /* What has the focus must stay mapped, or it loses it. */
  if (view != NULL)
    gtk_widget_set_child_visible (view, shown || gtk_widget_has_focus (view));
}

static void
read_ring (SjBoard *board)
{
  SjScene *scene = sj_board_scene (board);
  g_autoptr (GPtrArray) before = g_steal_pointer (&board->cards);
  unsigned turn = sj_board_turn (board);
  bool anew = turn != board->turn;    /* GTK keeps what a card drew until it is told */

  board->turn = turn;
  board->cards = g_ptr_array_new ();
  if (sj_board_is_far (board))
    g_ptr_array_set_size (board->routes, 0);
  else
    {
      sj_scene_cards_in (scene, &board->ring, board->cards);
      sj_scene_routes_in (scene, &board->ring, board->routes);
      g_ptr_array_sort (board->cards, by_place);
    }
  for (unsigned i = 0; i < before->len; i++)
    {
      SjCard *card = g_ptr_array_index (before, i);

      if (sj_board_is_far (board) || !sj_box_overlaps (&card->box, &board->ring))
        show_card (card, false);
    }
  for (unsigned i = 0; i < board->cards->len; i++)
    {
      SjCard *card = g_ptr_array_index (board->cards, i);

      show_card (card, true);
      if (anew)
        gtk_widget_queue_draw (card->data);
    }
}

static void
follow_view (SjBoard *board)
{
  SjStage *stage = &board->stage;
  SjBox ring;
  SjDetail detail;
  double step;

  if (stage->drawing == NULL)
    return;
  ring = ring_of (&stage->view);
  detail = sj_detail_of (stage->view.zoom);
  step = sj_step_of (stage->view.zoom);
  if (detail != stage->detail || (detail >= SJ_DETAIL_LABELS && step != stage->step))
    board->stale = true;
  stage->detail = detail;
  stage->step = step;
  if (board->stale || (!sj_board_is_far (board) && !sj_box_equal (&ring, &board->ring)))
    {
      board->ring = ring;
      board->stale = false;
      read_ring (board);
      gtk_widget_queue_draw (board->plane);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (board));
  gtk_widget_queue_draw (GTK_WIDGET (board));
}

static gboolean
glide_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SjBoard *board = SJ_BOARD (widget);
  double part = (gdk_frame_clock_get_frame_time (clock) - board->glide_start) / (double) GLIDE_TIME;
  double eased = 1 - pow (1 - CLAMP (part, 0, 1), 3);

  sj_view_between (&board->from, sj_drawing_view (board->stage.drawing), eased, &board->stage.view);
  follow_view (board);
  if (part < 1)
    return G_SOURCE_CONTINUE;
  board->gliding = 0;
  return G_SOURCE_REMOVE;
}

static void
stop_glide (SjBoard *board)
{
  if (board->gliding != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (board), board->gliding);
  board->gliding = 0;
}

static void
show_view (SjBoard *board, bool glide)
{
  SjView *wanted = sj_drawing_view (board->stage.drawing);

  stop_glide (board);
  if (glide && adw_get_enable_animations (GTK_WIDGET (board)) && gtk_widget_get_mapped (GTK_WIDGET (board)))
    {
      board->from = board->stage.view;
      board->glide_start = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (GTK_WIDGET (board)));
      board->gliding = gtk_widget_add_tick_callback (GTK_WIDGET (board), glide_cb, NULL, NULL);
    }
  else
    board->stage.view = *wanted;
  follow_view (board);
  g_signal_emit (board, signals[VIEW_CHANGED], 0);
}

/* ---------------------------------------------------------------- following the drawing */

static void
follow_findings (SjBoard *board)
{
  SjChecker *checker = sj_drawing_checker (board->stage.drawing);
  SjScene *scene = sj_board_scene (board);

  if (checker != NULL)
    sj_checker_update (checker);
  for (uint32_t i = 0; i < sj_scene_n_cards (scene); i++)
    {
      SjCard *card = sj_scene_card (scene, i);
      SjFindingCounts counts = { 0 };

      if (checker != NULL)
        counts = sj_checker_counts (checker, card->node);
      if (card->data != NULL && sj_card_view_set_found (card->data, counts.of[SJ_SEVERITY_ERROR],
                                                        counts.of[SJ_SEVERITY_WARNING]))
        {
          sj_card_view_tell (card->data, board->telling_turn);
          sj_far_forget (board->far);
        }
    }
}

static void
tell_count (SjBoard *board)
{
  uint32_t n = board->stage.drawing ? sj_scene_n_cards (sj_board_scene (board)) : 0;
  g_autofree char *name = g_strdup_printf (ngettext ("Journey canvas, %u step", "Journey canvas, %u steps", n), n);

  gtk_accessible_update_property (GTK_ACCESSIBLE (board), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static bool
has_focus_inside (SjBoard *board)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (board));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == GTK_WIDGET (board) || gtk_widget_is_ancestor (focus, GTK_WIDGET (board)));
}

static void
follow_focus (SjBoard *board)
{
  bool inside = has_focus_inside (board);
  GtkWidget *widget;

  if (inside)
    gtk_widget_grab_focus (GTK_WIDGET (board));
  sj_board_make_ports (board, sj_drawing_focus (board->stage.drawing));
  widget = sj_board_focused_widget (board);
  if (widget != GTK_WIDGET (board))
    gtk_widget_set_child_visible (widget, TRUE);
  if (inside)
    gtk_widget_grab_focus (widget);
}

static void
follow_marks (SjBoard *board)
{
  SjScene *scene = sj_board_scene (board);

  for (uint32_t i = 0; i < sj_scene_n_cards (scene); i++)
    sj_card_view_follow_marks (SJ_CARD_VIEW (sj_scene_card (scene, i)->data));
  sj_far_forget (board->far);
  gtk_widget_queue_draw (board->plane);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SjBoard *board = SJ_BOARD (widget);

  if (board->stage.drawing != NULL && sj_drawing_wants_ticks (board->stage.drawing))
    {
      sj_drawing_tick (board->stage.drawing, gdk_frame_clock_get_frame_time (clock));
      return G_SOURCE_CONTINUE;
    }
  board->ticking = 0;
  return G_SOURCE_REMOVE;
}

static void
drawing_changed_cb (SjDrawing *drawing, unsigned what, gpointer data)
{
  SjBoard *board = data;

  if (what & SJ_REDRAW_OVERLAY)
    {
      board->stage.turn++;
      board->stale = true;
    }
  if (what & SJ_REDRAW_HISTORY)
    {
      follow_findings (board);
      tell_count (board);
    }
  if (what & SJ_REDRAW_SCENE && what & SJ_REDRAW_GLIDE)
    sj_board_let_drift (board);
  if (what & SJ_REDRAW_MARKS)
    follow_marks (board);
  if (what & (SJ_REDRAW_FOCUS | SJ_REDRAW_HISTORY))
    follow_focus (board);
  if (what & SJ_REDRAW_VIEW)
    show_view (board, (what & SJ_REDRAW_GLIDE) != 0);
  else
    follow_view (board);
  sj_board_set_cursor (board);
  if (board->ticking == 0 && sj_drawing_wants_ticks (drawing))
    board->ticking = gtk_widget_add_tick_callback (GTK_WIDGET (board), tick_cb, NULL, NULL);
  g_signal_emit (board, signals[DRAWING_CHANGED], 0, what);
}

/* ---------------------------------------------------------------- the board */

static void
sj_board_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SjBoard *board = SJ_BOARD (widget);
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  if (board->stage.drawing != NULL && sj_board_is_far (board))
    gtk_snapshot_append_node (snapshot, sj_far_draw (board->far, &board->stage));
  else
    {
      sj_draw_box (snapshot, 0, 0, width, height, &board->stage.look.ground);
      gtk_widget_snapshot_child (widget, board->plane, snapshot);
    }
  if (board->stage.drawing != NULL)
    sj_board_draw_hand (board, snapshot);
}

static void
sj_board_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                  int *minimum_baseline, int *natural_baseline)
{
  *minimum = 120;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 400;
}

/* Whole device pixels, so that level and upright lines stay sharp while the view is moved. */
static float
sharp (double at, double scale)
{
  return (float) (round (at * scale) / scale);
}

static void
sj_board_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SjBoard *board = SJ_BOARD (widget);
  SjStage *stage = &board->stage;
  GskTransform *transform = NULL;

  if (stage->drawing != NULL && (stage->view.width != width || stage->view.height != height))
    sj_drawing_resize (stage->drawing, width, height);
  if (stage->drawing != NULL)
    {
      double zoom = stage->view.zoom, scale = stage->look.scale;

      transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (sharp (-stage->view.x * zoom, scale),
                                                                      sharp (-stage->view.y * zoom, scale)));
      transform = gsk_transform_scale (transform, (float) zoom, (float) zoom);
    }
  gtk_widget_measure (board->plane, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (board->plane, 1, 1, -1, transform);
  sj_board_place_ports (board);
}

static gboolean
sj_board_focus (GtkWidget *widget, GtkDirectionType direction)
{
  SjBoard *board = SJ_BOARD (widget);

  /* The canvas is one stop of Tab. */
  return !has_focus_inside (board) && gtk_widget_grab_focus (widget);
}

static gboolean
sj_board_grab_focus (GtkWidget *widget)
{
  SjBoard *board = SJ_BOARD (widget);
  GtkWidget *inner = board->stage.drawing ? sj_board_focused_widget (board) : widget;

  if (inner != widget && gtk_widget_get_mapped (inner))
    return gtk_widget_grab_focus (inner);
  return GTK_WIDGET_CLASS (sj_board_parent_class)->grab_focus (widget);
}

static void
read_look (SjBoard *board)
{
  if (!sj_look_read (&board->stage.look, GTK_WIDGET (board)))
    return;
  board->stage.turn++;
  board->stale = true;
  sj_far_forget (board->far);
  if (board->stage.drawing != NULL)
    {
      sj_drawing_set_mirrored (board->stage.drawing, board->stage.look.mirrored);
      follow_view (board);
    }
  gtk_widget_queue_draw (GTK_WIDGET (board));
}

static void
sj_board_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sj_board_parent_class)->css_changed (widget, change);
  read_look (SJ_BOARD (widget));
}

static void
sj_board_direction_changed (GtkWidget *widget, GtkTextDirection before)
{
  SjBoard *board = SJ_BOARD (widget);

  read_look (board);
  for (GtkWidget *view = gtk_widget_get_first_child (board->plane); view; view = gtk_widget_get_next_sibling (view))
    sj_board_place_card (board, sj_card_view_card (SJ_CARD_VIEW (view)));
}

static void
sj_board_dispose (GObject *object)
{
  SjBoard *board = SJ_BOARD (object);

  sj_board_set_drawing (board, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (board->look_ids); i++)
    if (board->look_ids[i] != 0)
      g_signal_handler_disconnect (adw_style_manager_get_default (), board->look_ids[i]);
  memset (board->look_ids, 0, sizeof board->look_ids);
  g_clear_pointer (&board->plane, gtk_widget_unparent);
  G_OBJECT_CLASS (sj_board_parent_class)->dispose (object);
}

static void
sj_board_finalize (GObject *object)
{
  SjBoard *board = SJ_BOARD (object);

  sj_look_clear (&board->stage.look);
  sj_far_free (board->far);
  g_ptr_array_unref (board->cards);
  g_ptr_array_unref (board->routes);
  g_ptr_array_unref (board->placed);
  g_ptr_array_unref (board->ports);
  g_ptr_array_unref (board->adrift);
  G_OBJECT_CLASS (sj_board_parent_class)->finalize (object);
}

static void
sj_board_class_init (SjBoardClass *class)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_board_dispose;
  G_OBJECT_CLASS (class)->finalize = sj_board_finalize;
  widget->snapshot = sj_board_snapshot;
  widget->measure = sj_board_measure;
  widget->size_allocate = sj_board_size_allocate;
  widget->focus = sj_board_focus;
  widget->grab_focus = sj_board_grab_focus;
  widget->css_changed = sj_board_css_changed;
  widget->direction_changed = sj_board_direction_changed;
  signals[VIEW_CHANGED] = g_signal_new ("view-changed", SJ_TYPE_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[DRAWING_CHANGED] = g_signal_new ("drawing-changed", SJ_TYPE_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[MENU_WANTED] = g_signal_new ("menu-wanted", SJ_TYPE_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  gtk_widget_class_set_css_name (widget, "sj-board");
  gtk_widget_class_set_accessible_role (widget, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
sj_board_init (SjBoard *board)
{
  static const char *const looks[] = { "notify::dark", "notify::high-contrast", "notify::color-scheme" };

  board->far = sj_far_new ();
  board->cards = g_ptr_array_new ();
  board->routes = g_ptr_array_new ();
  board->placed = g_ptr_array_new ();
  board->ports = g_ptr_array_new ();
  board->adrift = g_ptr_array_new ();
  board->stage.step = 1;
  sj_view_init (&board->stage.view);
  board->plane = sj_plane_new (board);
  gtk_widget_set_parent (board->plane, GTK_WIDGET (board));
  gtk_widget_set_focusable (GTK_WIDGET (board), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (board), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand (GTK_WIDGET (board), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (board), TRUE);
  for (size_t i = 0; i < G_N_ELEMENTS (looks); i++)
    board->look_ids[i] = (unsigned) g_signal_connect_swapped (adw_style_manager_get_default (), looks[i],
                                                              G_CALLBACK (read_look), board);
  g_signal_connect (board, "notify::scale-factor", G_CALLBACK (read_look), NULL);
  sj_board_add_input (board);
  tell_count (board);
}

/* ---------------------------------------------------------------- for others */

GtkWidget *
sj_board_new (void)
{
  return g_object_new (SJ_TYPE_BOARD, NULL);
}

static void
leave_drawing (SjBoard *board)
{
  SjScene *scene = sj_board_scene (board);

  stop_glide (board);
  sj_board_drop_ports (board);
  sj_board_end_drift (board);
  g_clear_handle_id (&board->telling, g_source_remove);
  if (board->ticking != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (board), board->ticking);
  board->ticking = 0;
  sj_drawing_observe (board->stage.drawing, NULL, NULL);
  sj_scene_observe (scene, NULL, NULL);
  for (uint32_t i = 0; i < sj_scene_n_cards (scene); i++)
    sj_board_remove_card (board, sj_scene_card (scene, i));
  sj_board_forget_routes (scene);
  g_ptr_array_set_size (board->routes, 0);
  g_clear_handle_id (&board->telling, g_source_remove);
  sj_far_forget (board->far);
  board->stage.drawing = NULL;
}

void
sj_board_set_drawing (SjBoard *board, SjDrawing *drawing)
{
  SjScene *scene;

  if (board->stage.drawing == drawing)
    return;
  if (board->stage.drawing != NULL)
    leave_drawing (board);
  board->stage.drawing = drawing;
  gtk_widget_queue_draw (GTK_WIDGET (board));
  tell_count (board);
  if (drawing == NULL)
    return;
  scene = sj_drawing_scene (drawing);
  for (uint32_t i = 0; i < sj_scene_n_cards (scene); i++)
    sj_board_add_card (board, sj_scene_card (scene, i));
  sj_scene_observe (scene, sj_board_scene_changed, board);
  sj_drawing_observe (drawing, drawing_changed_cb, board);
  read_look (board);
  sj_drawing_set_mirrored (drawing, board->stage.look.mirrored);
  if (gtk_widget_get_width (GTK_WIDGET (board)) > 0)
    sj_drawing_resize (drawing, gtk_widget_get_width (GTK_WIDGET (board)), gtk_widget_get_height (GTK_WIDGET (board)));
  drawing_changed_cb (drawing, EVERYTHING, board);
}

SjStage *
sj_board_stage (SjBoard *board)
{
  return &board->stage;
}

void
sj_board_set_wheel_zooms (SjBoard *board, bool zooms)
{
  board->wheel_zooms = zooms;
}

bool
sj_board_pointer (SjBoard *board, double *x, double *y)
{
  *x = board->pointer_x;
  *y = board->pointer_y;
  return board->pointer_inside;
}

bool
sj_board_place (SjBoard *board, const char *node, GdkRectangle *place)
{
  SjCard *card = board->stage.drawing ? sj_scene_find (sj_board_scene (board), node) : NULL;
  double x, y, width, height;

  if (card == NULL)
    return false;
  sj_view_place (&board->stage.view, &card->box, &x, &y, &width, &height);
  *place = (GdkRectangle) { (int) x, (int) y, (int) ceil (width), (int) ceil (height) };
  return true;
}
