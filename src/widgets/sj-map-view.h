/* sj-map-view.h -- the journey in a corner of the canvas, and which part of it is shown.
 *
 * Hidden where the canvas is narrow.  Drag or click pans, the wheel zooms.
 */
#pragma once

#include "widgets/sj-board.h"

#define SJ_TYPE_MAP_VIEW (sj_map_view_get_type ())
G_DECLARE_FINAL_TYPE (SjMapView, sj_map_view, SJ, MAP_VIEW, GtkWidget)

GtkWidget *sj_map_view_new (SjBoard *board);    /* borrowed: it lives as long as the map */
