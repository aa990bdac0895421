/* sj-canvas.h -- the journey as a drawing that one works on.
 *
 * Shows an SjDrawing and hands it what the pointer and the keys do; it keeps no
 * state of its own that matters.  The drawing is borrowed: take it away with
 * sj_canvas_set_drawing (canvas, NULL) before it is freed.  The canvas observes drawing
 * and scene, so nobody else can; "changed" (unsigned: of SjRedraw) tells on.
 *
 * Of the drawing's questions it answers rename and menu itself; the others are the signal
 * "ask" (GdkRectangle: where, in the canvas), to be answered by sj_drawing_pick () and the
 * like.  Property "map" (also as the action canvas.map): whether the map is wanted.
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

/* The mouse's wheel zooms and does not pan. */
void sj_canvas_set_wheel_zooms (SjCanvas *canvas, bool zooms);
/* Where the pointer is, in pixels of the drawing; false: it is elsewhere. */
bool sj_canvas_pointer (SjCanvas *canvas, double *x, double *y);

/* What a palette's GtkDragSource offers, as a string: a kind, and the settings that the
 * step is to have (the JSON of them, or NULL).  Owned by the caller; and back. */
char *sj_canvas_write_drag (const char *kind, const char *config);
bool  sj_canvas_read_drag  (const char *text, char **kind, char **config);
