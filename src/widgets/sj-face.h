/* sj-face.h -- what stands on a menu button, from its beginning to its end.
 *
 * GtkMenuButton centres its child; a button that shows a value looks like an entry.
 */
#pragma once

#include <gtk/gtk.h>

static inline void
sj_face_set (GtkWidget *menu_button, GtkWidget *face)
{
  gtk_menu_button_set_child (GTK_MENU_BUTTON (menu_button), face);
  for (GtkWidget *at = face; at != menu_button; at = gtk_widget_get_parent (at))
    {
      gtk_widget_set_halign (at, GTK_ALIGN_FILL);
      gtk_widget_set_hexpand (at, TRUE);
    }
}
