/* sj-asked.h -- answers to what the drawing asks for: a kind of step, or one of several paths.
 *
 * A popover at the place of the question; dismissed, the question is answered with none.
 */
#pragma once

#include "app/sj-editor.h"

#include <gtk/gtk.h>

/* For SJ_ASK_KIND and SJ_ASK_PATH; `at` is in `canvas`. */
void sj_asked_present (GtkWidget *canvas, SjEditor *editor, const GdkRectangle *at);
