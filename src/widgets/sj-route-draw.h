/* sj-route-draw.h -- a path of the journey as rectangles, quarter rings and an arrow head.
 *
 * No cairo: the GL renderer would upload a picture for each path and frame.  What lies
 * outside of `visible` is left out, so a long path costs no more than what is seen of it.
 */
#pragma once

#include "widgets/sj-stage.h"

typedef struct
{
  GdkRGBA colour;
  double width;
  uint8_t dashes[4];    /* as in SjLineStyle */
  bool rounded;         /* corners */
  bool arrow;
} SjRouteStyle;

/* Of a path as the stage has it: role, marks, overlay, level of detail. */
SjRouteStyle sj_route_style (const SjStage *stage, const SjRoute *route);
void         sj_route_draw  (SjStage *stage, GtkSnapshot *snapshot, SjRoute *route, const SjRouteStyle *style,
                             const SjBox *visible);
/* The same for points that are no route's: a path that is being drawn. */
void         sj_points_draw (SjStage *stage, GtkSnapshot *snapshot, const SjPoint *points, uint32_t n_points,
                             const SjRouteStyle *style, const SjBox *visible);
/* Delay chip and, where the pointer or the focus is, the +. */
void         sj_route_draw_chips (SjStage *stage, GtkSnapshot *snapshot, SjRoute *route, const SjBox *visible);
