/* sj-canvas-bar.h -- below the canvas: zoom, how many steps there are, and the last sentence.
 *
 * The sentence has the role status, so that screen readers say it.
 */
#pragma once

#include "scene/sj-drawing.h"

#include <gtk/gtk.h>

#define SJ_TYPE_CANVAS_BAR (sj_canvas_bar_get_type ())
G_DECLARE_FINAL_TYPE (SjCanvasBar, sj_canvas_bar, SJ, CANVAS_BAR, GtkWidget)

GtkWidget *sj_canvas_bar_new    (void);
void       sj_canvas_bar_follow (SjCanvasBar *bar, SjDrawing *drawing);    /* borrowed until the next; or NULL */
void       sj_canvas_bar_say    (SjCanvasBar *bar, const char *sentence);
