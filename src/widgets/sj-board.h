/* sj-board.h -- the drawing itself: cards, paths, what is held, and the pointer over it.
 *
 * Pan and zoom give the plane that holds all cards another transform and nothing else;
 * cards and paths are drawn for a ring of cells around the view and kept.  From afar the
 * picture of sj-far.h takes the place of the cards, which stay for assistive technology.
 *
 * Signals: "view-changed" after offset or zoom changed; "drawing-changed" (unsigned: of
 * SjRedraw) after the board followed the drawing; "menu-wanted" (double x, double y).
 */
#pragma once

#include "widgets/sj-stage.h"

#define SJ_TYPE_BOARD (sj_board_get_type ())
G_DECLARE_FINAL_TYPE (SjBoard, sj_board, SJ, BOARD, GtkWidget)

GtkWidget *sj_board_new         (void);
void       sj_board_set_drawing (SjBoard *board, SjDrawing *drawing);
SjStage   *sj_board_stage       (SjBoard *board);
/* The mouse's wheel zooms and does not pan. */
void       sj_board_set_wheel_zooms (SjBoard *board, bool zooms);
/* Where the pointer is, in pixels of the widget; false: it is elsewhere. */
bool       sj_board_pointer     (SjBoard *board, double *x, double *y);
/* The place of an item in pixels of the widget. */
bool       sj_board_place       (SjBoard *board, const char *node, GdkRectangle *place);
