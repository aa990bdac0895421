/* sj-widgets.h -- what every program with Sojourn's widgets calls once.
 *
 * Adds Sojourn's icons and style to the display; to be called after
 * adw_init () or from the application's startup.  Harmless to repeat.
 */
#pragma once

#include <gtk/gtk.h>

void sj_widgets_init (void);

/* Names of the icons that widgets use beside those of kinds and paths; ends with NULL. */
extern const char *const sj_widgets_icons[];

/* For dispose, after gtk_widget_dispose_template (): that leaves what has no name in the template. */
void sj_widgets_drop_children (GtkWidget *widget);
