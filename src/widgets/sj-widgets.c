/* sj-widgets.c -- icons and style of the resource bundle, for the default display. */
#include "widgets/sj-widgets.h"

#include <gtk/gtk.h>

const char *const sj_widgets_icons[] = {
  "sj-badge-error-symbolic", "sj-badge-warning-symbolic", "sj-badge-note-symbolic", "sj-fit-symbolic",
  "sj-mark-changed-symbolic", "sj-minimap-symbolic", "sj-zoom-in-symbolic", "sj-zoom-out-symbolic", NULL
};

/* Below what an application loads by itself: of two with the same rank the later wins,
 * whatever its selectors say, and the dark style would not be seen. */
enum { STYLE_RANK = GTK_STYLE_PROVIDER_PRIORITY_APPLICATION - 1 };

void
sj_widgets_init (void)
{
  static bool done;
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GtkCssProvider) style = NULL;

  if (done || display == NULL)
    return;
  done = true;
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display), "/app/sojourn/icons");
  style = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (style, "/app/sojourn/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (style), STYLE_RANK);
}

void
sj_widgets_drop_children (GtkWidget *widget)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    gtk_widget_unparent (child);
}
