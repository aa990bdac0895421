/* sj-draw.h -- the few shapes that the canvas is made of, as render nodes.
 *
 * Only what both renderers draw fast: rectangles, rounded borders, textures, text.
 */
#pragma once

#include <gtk/gtk.h>

void sj_draw_box        (GtkSnapshot *snapshot, double x, double y, double width, double height, const GdkRGBA *colour);
void sj_draw_round_box  (GtkSnapshot *snapshot, const graphene_rect_t *box, double radius, const GdkRGBA *colour);
/* A border inside of the box. */
void sj_draw_border     (GtkSnapshot *snapshot, const graphene_rect_t *box, double radius, double width,
                         const GdkRGBA *colour);
void sj_draw_dashed_box (GtkSnapshot *snapshot, const graphene_rect_t *box, double width, double dash,
                         const GdkRGBA *colour);
void sj_draw_picture    (GtkSnapshot *snapshot, GdkTexture *texture, double x, double y, double size);
void sj_draw_text       (GtkSnapshot *snapshot, PangoLayout *layout, double x, double y, const GdkRGBA *colour);
/* Stripes instead of transparency, where contrast has to be high. */
void sj_draw_hatching   (GtkSnapshot *snapshot, const graphene_rect_t *box, const GdkRGBA *colour);
