/* sj-canvas.h -- the journey as a drawing that one works on.
 *
 * Shows an SjDrawing and hands it what the pointer and the keys do; it keeps no
 * state of its own that matters.  The drawing is borrowed: take it away with
 * sj_canvas_set_drawing (canvas, NULL) before it is freed.
 */
#pragma once

#include <gtk/gtk.h>

typedef struct SjDrawing SjDrawing;    /* scene/sj-drawing.h */

#define SJ_TYPE_CANVAS (sj_canvas_get_type ())
G_DECLARE_FINAL_TYPE (SjCanvas, sj_canvas, SJ, CANVAS, GtkWidget)

GtkWidget *sj_canvas_new         (void);
void       sj_canvas_set_drawing (SjCanvas *canvas, SjDrawing *drawing);
SjDrawing *sj_canvas_get_drawing (SjCanvas *canvas);

/* One sentence for everybody, screen readers included: it stays until the next. */
void sj_canvas_say (SjCanvas *canvas, const char *sentence);

/* The menu of the secondary button and the Menu key. */
typedef enum
{
  SJ_CANVAS_MENU_EMPTY,     /* where nothing is */
  SJ_CANVAS_MENU_NODE,
  SJ_CANVAS_MENU_NODES,     /* several are selected */
  SJ_CANVAS_MENU_PATH,
  SJ_N_CANVAS_MENUS
} SjCanvasMenu;

void sj_canvas_set_menu (SjCanvas *canvas, SjCanvasMenu which, GMenuModel *menu);
