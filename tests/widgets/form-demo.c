/* form-demo.c -- a form in a window, to be looked at:
 *
 *     form-demo           lists what there is
 *     form-demo NAME [WIDTH]
 */
#include "form-cases.h"
#include "widgets/sj-widgets.h"

#include <adwaita.h>

static const FormCase *
find_case (GPtrArray *cases, const char *name)
{
  for (guint i = 0; i < cases->len; i++)
    if (strcmp (((FormCase *) g_ptr_array_index (cases, i))->name, name) == 0)
      return g_ptr_array_index (cases, i);
  return NULL;
}

static void
closed_cb (GtkWidget *window, GMainLoop *loop)
{
  g_main_loop_quit (loop);
}

static GtkWidget *
make_window (FormOwner *owner, int width)
{
  GtkWidget *window = adw_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new (), *clamp = adw_clamp_new (), *form = form_owner_form (owner);

  gtk_widget_set_margin_start (form, 12);
  gtk_widget_set_margin_end (form, 12);
  gtk_widget_set_margin_top (form, 12);
  gtk_widget_set_margin_bottom (form, 12);
  adw_clamp_set_child (ADW_CLAMP (clamp), form);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), owner->form_case->name);
  gtk_window_set_default_size (GTK_WINDOW (window), width, 900);
  return window;
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) cases = form_cases_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  const FormCase *found = argc > 1 ? find_case (cases, argv[1]) : NULL;
  GtkWidget *window;
  FormOwner owner;

  if (found == NULL)
    {
      for (guint i = 0; i < cases->len; i++)
        g_print ("%s\n", ((FormCase *) g_ptr_array_index (cases, i))->name);
      return argc > 1;
    }
  adw_init ();
  sj_widgets_init ();
  form_owner_init (&owner, found);
  window = make_window (&owner, argc > 2 ? (int) g_ascii_strtoll (argv[2], NULL, 10) : 360);
  g_signal_connect (window, "destroy", G_CALLBACK (closed_cb), loop);
  gtk_window_present (GTK_WINDOW (window));
  g_main_loop_run (loop);
  form_owner_clear (&owner);
  g_clear_pointer (&cases, g_ptr_array_unref);
  form_cases_end ();
  return 0;
}
