/* The canvas in a window: what is drawn where, what its steps are called, and that handlers
 * do what hands and keys do.  No input is faked: the controllers' signals are emitted. */
#include "kinds/sj-kinds-default.h"
#include "model/sj-edit-graph.h"
#include "scene/sj-drawing.h"
#include "tests/widgets/picture.h"
#include "widgets/sj-appearance.h"
#include "widgets/sj-board.h"
#include "widgets/sj-canvas.h"
#include "widgets/sj-card-view.h"
#include "widgets/sj-map-view.h"
#include "widgets/sj-port-view.h"
#include "widgets/sj-widgets.h"

#include <adwaita.h>

/* An event that leads to a condition of two ways; one of them to an email. */
typedef struct
{
  SjJourney *journey;
  SjHistory *history;
  SjChecker *checker;
  SjDrawing *drawing;
  GtkWidget *window, *canvas, *board;
  char *event, *condition, *email;
} Fixture;

static const SjKind *
kind (const char *id)
{
  return sj_kind_find (&sj_kinds_default, id, strlen (id));
}

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;
  GtkWidget *child = gtk_widget_get_first_child (widget);

  for (; child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  bool is = GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
  GtkWidget *found = is ? widget : NULL, *child = gtk_widget_get_first_child (widget);

  for (; child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);
  return found;
}

static void
wait_for_frame (Fixture *fixture)
{
  gtk_widget_queue_draw (fixture->window);
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->journey = sj_journey_new (&sj_kinds_default);
  fixture->history = sj_history_new (fixture->journey);
  fixture->event = sj_edit_graph_add (fixture->history, kind ("event"), (SjPlace) { 0, 0, true }, NULL);
  fixture->condition = sj_edit_graph_add (fixture->history, kind ("condition"), (SjPlace) { 288, 0, true },
                                          &(SjPathRef) { fixture->event, "next" });
  fixture->email = sj_edit_graph_add (fixture->history, kind ("email"), (SjPlace) { 576, 0, true },
                                      &(SjPathRef) { fixture->condition, "case-1" });
  fixture->checker = sj_checker_new (fixture->journey, NULL);
  sj_checker_update (fixture->checker);
  fixture->drawing = sj_drawing_new (fixture->journey, &(SjDrawingParts) { fixture->history, fixture->checker, NULL });
  fixture->window = gtk_window_new ();
  fixture->canvas = sj_canvas_new ();
  fixture->board = find (fixture->canvas, SJ_TYPE_BOARD);
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 600);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->canvas);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
  sj_canvas_set_drawing (SJ_CANVAS (fixture->canvas), fixture->drawing);
  wait_for_frame (fixture);
}

/* Looks at 100 %: scene place 0, 0 stands at 100, 100. */
static void
look (Fixture *fixture, double zoom)
{
  SjView *view = sj_drawing_view (fixture->drawing);

  view->zoom = zoom;
  view->x = (view->mirrored ? -900 : -100) / zoom;
  view->y = -100 / zoom;
  sj_drawing_view_changed (fixture->drawing);
  wait_for_frame (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sj_canvas_set_drawing (SJ_CANVAS (fixture->canvas), NULL);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  sj_drawing_free (fixture->drawing);
  sj_checker_free (fixture->checker);
  sj_history_free (fixture->history);
  sj_journey_unref (fixture->journey);
  g_free (fixture->event);
  g_free (fixture->condition);
  g_free (fixture->email);
}

static SjNode *
node (Fixture *fixture, const char *id)
{
  return sj_journey_find (fixture->journey, id);
}

static GtkWidget *
card_of (Fixture *fixture, const char *id)
{
  return sj_scene_find (sj_drawing_scene (fixture->drawing), id)->data;
}

/* ---------------------------------------------------------------- pictures */

static void
test_colours (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Picture) picture = NULL;

  look (fixture, 1);
  picture = picture_of (fixture->board);
  picture_assert (picture, 100 + 17, 132, sj_colour_rgb (SJ_COLOUR_GREEN, false));     /* the tile of the event */
  picture_assert (picture, 100 + 2, 150, sj_colour_rgb (SJ_COLOUR_GREEN, false));      /* and its edge */
  picture_assert (picture, 388 + 2, 150, sj_colour_rgb (SJ_COLOUR_ORANGE, false));     /* of the condition */
  picture_assert (picture, 100 + 250, 132, sj_colour_rgb (SJ_COLOUR_NEUTRAL, false));  /* the path between them */
  picture_assert (picture, 100 + 190, 158, 0xffffff);                                  /* the card */
  picture_assert (picture, 20, 20, 0xfafafa);                                          /* the ground */
}

static void
test_dark (Fixture *fixture, gconstpointer data)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  g_autoptr (Picture) picture = NULL;

  look (fixture, 1);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  wait_for_frame (fixture);
  picture = picture_of (fixture->board);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
  picture_assert (picture, 100 + 17, 132, sj_colour_rgb (SJ_COLOUR_GREEN, true));
  picture_assert (picture, 100 + 250, 132, sj_colour_rgb (SJ_COLOUR_NEUTRAL, true));
}

static void
test_from_afar (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Picture) shapes = NULL;
  g_autoptr (Picture) blocks = NULL;

  look (fixture, 0.2);
  shapes = picture_of (fixture->board);
  picture_assert (shapes, 100 + 6, 106, sj_colour_rgb (SJ_COLOUR_GREEN, false));
  picture_assert (shapes, 100 + 50, 106, sj_colour_rgb (SJ_COLOUR_NEUTRAL, false));    /* a path of one pixel */
  look (fixture, 0.1);
  blocks = picture_of (fixture->board);
  picture_assert (blocks, 100 + 10, 100, sj_colour_rgb (SJ_COLOUR_GREEN, false));      /* the edge of a block */
}

static void
test_mirrored (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Picture) picture = NULL;

  gtk_widget_set_direction (fixture->board, GTK_TEXT_DIR_RTL);
  look (fixture, 1);
  picture = picture_of (fixture->board);
  picture_assert (picture, 900 - 17, 132, sj_colour_rgb (SJ_COLOUR_GREEN, false));
  picture_assert (picture, 900 - 250, 132, sj_colour_rgb (SJ_COLOUR_NEUTRAL, false));
}

/* The path of all is drawn as wide as a path gets, and red stands where people were lost. */
static void
test_figures (Fixture *fixture, gconstpointer data)
{
  SjOverlay *overlay = sj_overlay_new (SJ_OVERLAY_FIGURES);
  g_autoptr (Picture) picture = NULL;

  sj_overlay_set_node (overlay, fixture->event, &(SjNodeFigures) { .entered = 1000, .dropped = 500 });
  sj_overlay_set_node (overlay, fixture->condition, &(SjNodeFigures) { .entered = 500 });
  sj_overlay_set_path (overlay, fixture->event, "next", 500);
  sj_overlay_finish (overlay);
  sj_drawing_set_overlay (fixture->drawing, overlay);
  look (fixture, 1);
  picture = picture_of (fixture->board);
  picture_assert (picture, 100 + 218, 132 - 10, sj_colour_rgb (SJ_COLOUR_NEUTRAL, false));
  picture_assert (picture, 100 + 218, 132 + 10, sj_colour_rgb (SJ_COLOUR_NEUTRAL, false));
  picture_assert (picture, 100 + 30, 162, sj_colour_rgb (SJ_COLOUR_RED, false));
}

/* What a profile did not come through stands back. */
static void
test_trace (Fixture *fixture, gconstpointer data)
{
  SjOverlay *overlay = sj_overlay_new (SJ_OVERLAY_TRACE);
  g_autoptr (Picture) picture = NULL;

  sj_overlay_visit (overlay, NULL, NULL, fixture->event);
  sj_overlay_finish (overlay);
  sj_drawing_set_overlay (fixture->drawing, overlay);
  look (fixture, 1);
  picture = picture_of (fixture->board);
  picture_assert (picture, 100 + 2, 150, sj_colour_rgb (SJ_COLOUR_GREEN, false));
  picture_assert (picture, 388 + 2, 150, 0xdbbda4);                                    /* orange, 35 % */
}

/* ---------------------------------------------------------------- assistive technology */

static void
test_names (Fixture *fixture, gconstpointer data)
{
  const char *const ids[] = { fixture->event, fixture->condition, fixture->email };

  while (g_main_context_iteration (NULL, FALSE))
    ;
  gtk_test_accessible_assert_role (fixture->board, GTK_ACCESSIBLE_ROLE_LIST);
  gtk_test_accessible_assert_property (fixture->board, GTK_ACCESSIBLE_PROPERTY_LABEL, "Journey canvas, 3 steps");
  for (size_t i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *name = sj_drawing_name (fixture->drawing, ids[i], NULL);
      GtkWidget *card = card_of (fixture, ids[i]);

      gtk_test_accessible_assert_role (card, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
      gtk_test_accessible_assert_property (card, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
    }
  g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (card_of (fixture, fixture->event)),
                                                   GTK_ACCESSIBLE_RELATION_FLOW_TO));
  g_assert_false (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (card_of (fixture, fixture->email)),
                                                    GTK_ACCESSIBLE_RELATION_FLOW_TO));
}

static void
test_selected (Fixture *fixture, gconstpointer data)
{
  sj_drawing_select (fixture->drawing, fixture->email);
  gtk_test_accessible_assert_state (card_of (fixture, fixture->email), GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  sj_drawing_select_none (fixture->drawing);
  gtk_test_accessible_assert_state (card_of (fixture, fixture->email), GTK_ACCESSIBLE_STATE_SELECTED, FALSE);
}

/* The ways out of the focused step are items, too. */
static void
test_ports (Fixture *fixture, gconstpointer data)
{
  g_autofree char *name = sj_drawing_name (fixture->drawing, fixture->condition, "case-1");
  GtkWidget *port;

  g_assert_null (find (fixture->board, SJ_TYPE_PORT_VIEW));
  sj_drawing_set_focus (fixture->drawing, fixture->condition, "case-1", false);
  port = find (fixture->board, SJ_TYPE_PORT_VIEW);
  g_assert_nonnull (port);
  gtk_test_accessible_assert_role (port, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (port, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  wait_for_frame (fixture);
}

/* ---------------------------------------------------------------- hands and keys */

static GtkEventController *
controller (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) list = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (GtkEventController) found = g_list_model_get_item (list, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (found, type))
        return found;
    }
  return NULL;
}

static void
drag (Fixture *fixture, double x, double y, double dx, double dy)
{
  g_signal_emit_by_name (controller (fixture->board, GTK_TYPE_GESTURE_CLICK), "pressed", 1, x, y);
  for (int i = 1; i <= 4; i++)
    g_signal_emit_by_name (controller (fixture->board, GTK_TYPE_EVENT_CONTROLLER_MOTION), "motion", x + dx * i / 4,
                           y + dy * i / 4);
  g_signal_emit_by_name (controller (fixture->board, GTK_TYPE_GESTURE_DRAG), "drag-end", dx, dy);
}

static void
test_drag (Fixture *fixture, gconstpointer data)
{
  look (fixture, 1);
  drag (fixture, 100 + 576 + 100, 130, 0, 160);
  g_assert_cmpint (node (fixture, fixture->email)->at.x, ==, 576);
  g_assert_cmpint (node (fixture, fixture->email)->at.y, ==, 160);
  g_assert_true (sj_drawing_undo (fixture->drawing));
  g_assert_cmpint (node (fixture, fixture->email)->at.y, ==, 0);
  wait_for_frame (fixture);
}

static void
test_drop (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = sj_canvas_write_drag ("wait", NULL);
  GtkEventController *drop = controller (fixture->board, GTK_TYPE_DROP_TARGET);
  GValue value = G_VALUE_INIT;
  gboolean taken = FALSE;

  look (fixture, 1);
  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, text);
  g_signal_emit_by_name (drop, "drop", &value, 500.0, 420.0, &taken);
  g_assert_true (taken);
  g_assert_cmpuint (sj_journey_n_nodes (fixture->journey), ==, 4);
  g_value_set_string (&value, "something else");
  g_signal_emit_by_name (drop, "drop", &value, 500.0, 420.0, &taken);
  g_assert_false (taken);
  g_value_unset (&value);
  wait_for_frame (fixture);
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  GtkEventController *keys = controller (fixture->board, GTK_TYPE_EVENT_CONTROLLER_KEY);
  gboolean taken = FALSE;

  sj_drawing_select (fixture->drawing, fixture->event);
  g_signal_emit_by_name (keys, "key-pressed", GDK_KEY_Right, 0, 0, &taken);
  g_assert_true (taken);
  g_assert_cmpstr (sj_drawing_focus (fixture->drawing)->node, ==, fixture->condition);
  g_signal_emit_by_name (keys, "key-pressed", GDK_KEY_x, 0, 0, &taken);
  g_assert_false (taken);
}

static void
test_scroll (Fixture *fixture, gconstpointer data)
{
  GtkEventController *scroll = controller (fixture->board, GTK_TYPE_EVENT_CONTROLLER_SCROLL);
  SjView *view = sj_drawing_view (fixture->drawing);
  gboolean taken = FALSE;
  double y, zoom;

  look (fixture, 1);
  y = view->y;
  g_signal_emit_by_name (scroll, "scroll", 0.0, 1.0, &taken);
  g_assert_cmpfloat (view->y, >, y);
  zoom = view->zoom;
  sj_canvas_set_wheel_zooms (SJ_CANVAS (fixture->canvas), true);
  g_signal_emit_by_name (scroll, "scroll", 0.0, -1.0, &taken);
  g_assert_cmpfloat (view->zoom, >, zoom);
}

static void
asked_cb (GtkWidget *canvas, const GdkRectangle *place, unsigned *asked)
{
  *asked += 1;
}

/* Rename and menu are the canvas's, the other questions its owner's. */
static void
test_questions (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry;
  unsigned asked = 0;

  g_signal_connect (fixture->canvas, "ask", G_CALLBACK (asked_cb), &asked);
  sj_drawing_select (fixture->drawing, fixture->email);
  sj_drawing_ask_insert (fixture->drawing, false);
  g_assert_cmpuint (asked, ==, 1);
  sj_drawing_pick_none (fixture->drawing);
  sj_drawing_ask_rename (fixture->drawing);
  g_assert_cmpuint (asked, ==, 1);
  entry = find (fixture->board, GTK_TYPE_ENTRY);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Thanks");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (node (fixture, fixture->email)->label, ==, "Thanks");
  wait_for_frame (fixture);
}

static void
test_aiming (Fixture *fixture, gconstpointer data)
{
  GtkWidget *cancel;

  sj_drawing_select (fixture->drawing, fixture->email);
  sj_drawing_aim (fixture->drawing);
  g_assert_cmpint (sj_drawing_hand (fixture->drawing)->state, ==, SJ_HAND_AIMING);
  cancel = find_button (fixture->canvas, "Cancel");
  g_assert_true (gtk_widget_get_visible (gtk_widget_get_parent (cancel)));
  g_signal_emit_by_name (cancel, "clicked");
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_parent (cancel)));
  g_assert_cmpint (sj_drawing_hand (fixture->drawing)->state, ==, SJ_HAND_IDLE);
}

/* ---------------------------------------------------------------- the rest */

static void
test_status (Fixture *fixture, gconstpointer data)
{
  g_test_expect_message ("sojourn-ui", G_LOG_LEVEL_DEBUG, "*Moved 2 steps*");
  sj_canvas_say (SJ_CANVAS (fixture->canvas), "Moved 2 steps");
  g_test_assert_expected_messages ();
}

static void
test_map (Fixture *fixture, gconstpointer data)
{
  GtkWidget *map = find (fixture->canvas, SJ_TYPE_MAP_VIEW);

  look (fixture, 1);
  g_assert_true (gtk_widget_get_mapped (map));
  g_signal_emit_by_name (controller (map, GTK_TYPE_GESTURE_DRAG), "drag-begin", 10.0, 10.0);
  g_assert_cmpfloat (sj_drawing_view (fixture->drawing)->x, !=, -100);
  gtk_widget_activate_action (fixture->canvas, "canvas.map", NULL);
  wait_for_frame (fixture);
  g_assert_false (gtk_widget_get_mapped (map));
}

static void
test_follows (Fixture *fixture, gconstpointer data)
{
  const char *const gone[] = { fixture->condition, NULL };

  g_assert_true (sj_edit_graph_delete (fixture->history, gone, false));
  sj_drawing_update (fixture->drawing);
  wait_for_frame (fixture);
  gtk_test_accessible_assert_property (fixture->board, GTK_ACCESSIBLE_PROPERTY_LABEL, "Journey canvas, 2 steps");
  g_assert_true (sj_drawing_undo (fixture->drawing));
  wait_for_frame (fixture);
  gtk_test_accessible_assert_property (fixture->board, GTK_ACCESSIBLE_PROPERTY_LABEL, "Journey canvas, 3 steps");
}

static double
left_of (Fixture *fixture, const char *id)
{
  GtkWidget *card = card_of (fixture, id);
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (card, gtk_widget_get_parent (card), &bounds));
  return bounds.origin.x;
}

/* What is tidied goes there in a while, and arrives. */
static void
test_glide (Fixture *fixture, gconstpointer data)
{
  GtkSettings *settings = gtk_settings_get_default ();

  look (fixture, 1);
  drag (fixture, 100 + 576 + 100, 130, -48, 160);
  wait_for_frame (fixture);
  g_object_set (settings, "gtk-enable-animations", TRUE, NULL);
  g_assert_true (sj_drawing_tidy (fixture->drawing));
  g_assert_cmpint (node (fixture, fixture->email)->at.x, ==, 576);
  g_assert_cmpfloat (left_of (fixture, fixture->email), ==, 528);
  while (left_of (fixture, fixture->email) < 576)
    g_main_context_iteration (NULL, TRUE);
  g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
  g_assert_cmpfloat (left_of (fixture, fixture->email), ==, 576);
}

static void
test_finalise (Fixture *fixture, gconstpointer data)
{
  GtkWidget *canvas = sj_canvas_new (), *card;
  GtkWidget *window = gtk_window_new ();

  sj_canvas_set_drawing (SJ_CANVAS (fixture->canvas), NULL);
  gtk_window_set_child (GTK_WINDOW (window), canvas);
  gtk_window_present (GTK_WINDOW (window));
  sj_canvas_set_drawing (SJ_CANVAS (canvas), fixture->drawing);
  gtk_test_widget_wait_for_draw (window);
  card = card_of (fixture, fixture->email);
  g_object_add_weak_pointer (G_OBJECT (canvas), (gpointer *) &canvas);
  g_object_add_weak_pointer (G_OBJECT (card), (gpointer *) &card);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (card);
  g_assert_null (canvas);
}

static void
test_drag_text (void)
{
  g_autofree char *text = sj_canvas_write_drag ("email", "{\"subject\":\"a\\nb\"}");
  g_autofree char *id = NULL;
  g_autofree char *config = NULL;

  g_assert_true (sj_canvas_read_drag (text, &id, &config));
  g_assert_cmpstr (id, ==, "email");
  g_assert_cmpstr (config, ==, "{\"subject\":\"a\\nb\"}");
  g_assert_false (sj_canvas_read_drag ("email", &id, &config));
}

int
main (int argc, char **argv)
{
  static const struct { const char *path; void (*test) (Fixture *, gconstpointer); } tests[] = {
    { "/canvas/colours", test_colours },   { "/canvas/dark", test_dark },
    { "/canvas/from-afar", test_from_afar }, { "/canvas/mirrored", test_mirrored },
    { "/canvas/figures", test_figures },   { "/canvas/trace", test_trace },
    { "/canvas/names", test_names },       { "/canvas/selected", test_selected },
    { "/canvas/ports", test_ports },       { "/canvas/questions", test_questions },
    { "/canvas/aiming", test_aiming },     { "/canvas/glide", test_glide },
    { "/canvas/drag", test_drag },         { "/canvas/drop", test_drop },
    { "/canvas/keys", test_keys },         { "/canvas/scroll", test_scroll },
    { "/canvas/status", test_status },     { "/canvas/map", test_map },
    { "/canvas/follows", test_follows },   { "/canvas/finalise", test_finalise },
  };

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  sj_widgets_init ();
  for (size_t i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  g_test_add_func ("/canvas/drag-text", test_drag_text);
  return g_test_run ();
}
