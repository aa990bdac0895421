/* The canvas in a window: what it says, and that it goes when its window goes. */
#include "widgets/sj-canvas.h"
#include "widgets/sj-widgets.h"

#include <adwaita.h>

static void
test_finalise (void)
{
  GtkWidget *window = gtk_window_new (), *canvas = sj_canvas_new ();

  gtk_window_set_child (GTK_WINDOW (window), canvas);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  sj_canvas_say (SJ_CANVAS (canvas), "Moved 2 steps");
  g_object_add_weak_pointer (G_OBJECT (canvas), (gpointer *) &canvas);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (canvas);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  sj_widgets_init ();
  g_test_add_func ("/canvas/finalise", test_finalise);
  return g_test_run ();
}
