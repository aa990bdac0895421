/* sj-port-view.h -- a way out of the focused step, for GTK's focus and assistive technology.
 *
 * Draws nothing: the card draws its ports.
 */
#pragma once

#include "scene/sj-drawing.h"

#include <gtk/gtk.h>

#define SJ_TYPE_PORT_VIEW (sj_port_view_get_type ())
G_DECLARE_FINAL_TYPE (SjPortView, sj_port_view, SJ, PORT_VIEW, GtkWidget)

GtkWidget  *sj_port_view_new  (SjDrawing *drawing, const char *node, const char *path);
const char *sj_port_view_path (SjPortView *view);
