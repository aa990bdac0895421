/* sj-view.h -- which part of a scene a widget shows, and how large.
 *
 * `x` and `y` are the drawn place of the widget's upper left corner.  Drawn places are
 * the scene's, but mirrored about x = 0 where the text runs from right to left; so a
 * scene has one geometry and is never stored mirrored.  Plain arithmetic; nothing is
 * limited unless a function says so.
 */
#pragma once

#include "scene/sj-geometry.h"

#define SJ_VIEW_LEAST      0.1
#define SJ_VIEW_MOST       4.0
#define SJ_VIEW_LEAST_FIT  0.02     /* to fit a very large journey */
#define SJ_VIEW_OPEN_LEAST 0.6      /* a journey that is opened the first time is not shown smaller */
#define SJ_VIEW_STEP       1.2      /* one notch */
#define SJ_VIEW_MARGIN     48       /* pixels beside what is revealed or fitted */

typedef struct
{
  double zoom;              /* pixels a unit */
  double x, y;              /* drawn place of the upper left corner, in units */
  double width, height;     /* of the widget, in pixels */
  bool mirrored;
} SjView;

void sj_view_init   (SjView *view);
/* The middle stays in the middle. */
void sj_view_resize (SjView *view, double width, double height);
/* What is in the middle stays there. */
void sj_view_mirror (SjView *view, bool mirrored);

void  sj_view_to_scene  (const SjView *view, double x, double y, double *scene_x, double *scene_y);
void  sj_view_to_widget (const SjView *view, double scene_x, double scene_y, double *x, double *y);
SjBox sj_view_visible   (const SjView *view);    /* of the scene, rounded outwards */
/* Where a box of the scene stands in the widget. */
void  sj_view_place (const SjView *view, const SjBox *box, double *x, double *y, double *width, double *height);

/* By pixels: the content moves the other way, as with a scroll bar. */
void sj_view_pan     (SjView *view, double dx, double dy);
/* The point of the widget stays put; 10–400 %, but smaller where the view is smaller already. */
void sj_view_zoom_at (SjView *view, double zoom, double x, double y);
void sj_view_zoom_by (SjView *view, double notches, double x, double y);    /* factor 1.2 each */
/* Never beyond half a view past the content. */
void sj_view_keep    (SjView *view, const SjBox *content);

/* The whole box, at most at 100 %, down to 2 %. */
void sj_view_fit    (SjView *view, const SjBox *box);
/* The first time: fit, but never below 60 %; then `beginning` stands at the start. */
void sj_view_open   (SjView *view, const SjBox *content, const SjBox *beginning);
/* Pans by the least distance that makes the box visible, plus 48; false where it was. */
bool sj_view_reveal (SjView *view, const SjBox *box);
void sj_view_centre (SjView *view, double scene_x, double scene_y);
/* Part of the way from one to another, for glides: 0 … 1. */
void sj_view_between (const SjView *from, const SjView *to, double part, SjView *result);

/* A velocity in pixels a second for something held at a place near the edge; 600 at most. */
void sj_view_edge_pull (const SjView *view, double x, double y, double *dx, double *dy);

/* ---------------------------------------------------------------- the minimap */

/* The content scaled into a small widget: drawn place = (place in the widget - x) / scale. */
typedef struct
{
  double scale;             /* pixels of the minimap a unit */
  double x, y;              /* pixels: where drawn place 0, 0 stands */
  double width, height;     /* 200 wide; as high as the content wants, 96–120 */
  bool mirrored;
} SjMinimap;

#define SJ_MINIMAP_WIDTH  200
#define SJ_MINIMAP_HEIGHT 120
#define SJ_MINIMAP_LEAST  96
#define SJ_MINIMAP_FROM   700      /* a canvas that is narrower shows none */

void sj_minimap_init  (SjMinimap *map, const SjView *view, const SjBox *content);
void sj_minimap_place (const SjMinimap *map, const SjBox *box, double *x, double *y, double *width, double *height);
void sj_minimap_frame (const SjMinimap *map, const SjView *view, double *x, double *y, double *width, double *height);
/* Centres the view on what was clicked there. */
void sj_minimap_pan   (const SjMinimap *map, SjView *view, double x, double y);
