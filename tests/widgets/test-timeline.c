/* test-timeline.c -- the slider over time: where the pointer is, what the keys do. */
#include "widgets/sj-timeline.h"
#include "widgets/sj-widgets.h"

#include <adwaita.h>

#define PERIODS 100

static uint64_t bars[2][PERIODS];

static GtkEventController *
controller_of (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) list = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (list, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller;    /* the widget holds a reference, too */
    }
  g_assert_not_reached ();
}

static char *
words (uint64_t period, gboolean brief, gpointer data)
{
  return g_strdup_printf (brief ? "%u" : "after hour %u", (unsigned) period + 1);
}

static void
moved_cb (SjTimeline *timeline, guint64 period, guint64 *moved)
{
  *moved = period;
}

static GtkWidget *
make (GtkWidget **timeline, guint64 *moved)
{
  GtkWidget *window = gtk_window_new ();
  SjTimelineLane lanes[] = { { "Entered", SJ_COLOUR_GREEN, bars[0] }, { "Sent", SJ_COLOUR_BLUE, bars[1] } };

  for (unsigned i = 0; i < PERIODS; i++)
    {
      bars[0][i] = i < 30 ? 100 - i : 0;
      bars[1][i] = i % 7;
    }
  *timeline = sj_timeline_new ();
  sj_timeline_set_lanes (SJ_TIMELINE (*timeline), lanes, G_N_ELEMENTS (lanes), PERIODS, 24);
  sj_timeline_set_words (SJ_TIMELINE (*timeline), words, NULL, NULL);
  g_signal_connect (*timeline, "moved", G_CALLBACK (moved_cb), moved);
  gtk_window_set_default_size (GTK_WINDOW (window), 700, 120);
  gtk_window_set_child (GTK_WINDOW (window), *timeline);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  return window;
}

static void
finish (GtkWidget *window, GtkWidget *timeline)
{
  g_object_add_weak_pointer (G_OBJECT (timeline), (gpointer *) &timeline);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (timeline);
}

static void
test_pointer (void)
{
  guint64 moved = 1000, last;
  GtkWidget *timeline, *window = make (&timeline, &moved);
  GtkEventController *drag = controller_of (timeline, GTK_TYPE_GESTURE_DRAG);

  g_signal_emit_by_name (drag, "drag-begin", 5000.0, 10.0);
  g_assert_cmpuint (moved, ==, PERIODS - 1);
  g_signal_emit_by_name (drag, "drag-begin", 0.0, 10.0);
  g_assert_cmpuint (moved, ==, 0);
  g_signal_emit_by_name (drag, "drag-begin", gtk_widget_get_width (timeline) / 2.0, 10.0);
  g_assert_cmpuint (moved, >, 30);
  g_assert_cmpuint (moved, <, 70);
  last = moved;
  sj_timeline_set_moment (SJ_TIMELINE (timeline), 7);    /* by the owner: nothing is said */
  g_assert_cmpuint (moved, ==, last);
  g_assert_cmpuint (sj_timeline_moment (SJ_TIMELINE (timeline)), ==, 7);
  gtk_test_accessible_assert_property (timeline, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "after hour 8");
  finish (window, timeline);
}

static const struct { guint key; guint64 from, want; } keys[] = {
  { GDK_KEY_Right, 7, 8 },   { GDK_KEY_Left, 7, 6 },     { GDK_KEY_Page_Down, 7, 31 },
  { GDK_KEY_Page_Up, 7, 0 }, { GDK_KEY_Home, 50, 0 },    { GDK_KEY_End, 50, PERIODS - 1 },
};

static void
test_keys (void)
{
  guint64 moved = 1000;
  GtkWidget *timeline, *window = make (&timeline, &moved);
  GtkEventController *controller = controller_of (timeline, GTK_TYPE_EVENT_CONTROLLER_KEY);

  for (size_t i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gboolean taken = FALSE;

      sj_timeline_set_moment (SJ_TIMELINE (timeline), keys[i].from);
      g_signal_emit_by_name (controller, "key-pressed", keys[i].key, 0, 0, &taken);
      g_assert_true (taken);
      g_assert_cmpuint (moved, ==, keys[i].want);
    }
  gtk_widget_set_direction (timeline, GTK_TEXT_DIR_RTL);
  {
    gboolean taken = FALSE;

    sj_timeline_set_moment (SJ_TIMELINE (timeline), 7);
    g_signal_emit_by_name (controller, "key-pressed", GDK_KEY_Right, 0, 0, &taken);
    g_assert_cmpuint (moved, ==, 6);
  }
  finish (window, timeline);
}

static void
test_empty (void)
{
  guint64 moved = 1000;
  GtkWidget *timeline, *window = make (&timeline, &moved);

  sj_timeline_set_lanes (SJ_TIMELINE (timeline), NULL, 0, 0, 0);
  gtk_test_widget_wait_for_draw (window);
  g_signal_emit_by_name (controller_of (timeline, GTK_TYPE_GESTURE_DRAG), "drag-begin", 300.0, 10.0);
  g_assert_cmpuint (moved, ==, 1000);
  finish (window, timeline);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  sj_widgets_init ();
  g_test_add_func ("/timeline/pointer", test_pointer);
  g_test_add_func ("/timeline/keys", test_keys);
  g_test_add_func ("/timeline/empty", test_empty);
  return g_test_run ();
}
