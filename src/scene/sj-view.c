/* sj-view.c -- zoom, offset and mirror; the only place that knows about all three.
 *
 * Easy to get wrong: a box that is mirrored begins where its right edge was.
 */
#include "scene/sj-view.h"

#include <math.h>

#define PULL_REACH 32.0     /* pixels from the edge at which the view begins to follow */
#define PULL_MOST  600.0    /* pixels a second */
#define MAP_MARGIN 4.0      /* pixels of a minimap around its content */

void
sj_view_init (SjView *view)
{
  *view = (SjView) { .zoom = 1 };
}

static double
drawn (const SjView *view, double scene_x)
{
  return view->mirrored ? -scene_x : scene_x;
}

/* The drawn left edge of a box. */
static double
drawn_left (bool mirrored, const SjBox *box)
{
  return mirrored ? -(double) sj_box_right (box) : box->x;
}

void
sj_view_centre (SjView *view, double scene_x, double scene_y)
{
  view->x = drawn (view, scene_x) - view->width / view->zoom / 2;
  view->y = scene_y - view->height / view->zoom / 2;
}

static void
middle_of (const SjView *view, double *scene_x, double *scene_y)
{
  sj_view_to_scene (view, view->width / 2, view->height / 2, scene_x, scene_y);
}

void
sj_view_resize (SjView *view, double width, double height)
{
  double x, y;

  middle_of (view, &x, &y);
  view->width = width;
  view->height = height;
  sj_view_centre (view, x, y);
}

void
sj_view_mirror (SjView *view, bool mirrored)
{
  double x, y;

  middle_of (view, &x, &y);
  view->mirrored = mirrored;
  sj_view_centre (view, x, y);
}

void
sj_view_to_scene (const SjView *view, double x, double y, double *scene_x, double *scene_y)
{
  *scene_x = drawn (view, view->x + x / view->zoom);
  *scene_y = view->y + y / view->zoom;
}

void
sj_view_to_widget (const SjView *view, double scene_x, double scene_y, double *x, double *y)
{
  *x = (drawn (view, scene_x) - view->x) * view->zoom;
  *y = (scene_y - view->y) * view->zoom;
}

SjBox
sj_view_visible (const SjView *view)
{
  double left = floor (view->x), top = floor (view->y);
  double right = ceil (view->x + view->width / view->zoom);
  double bottom = ceil (view->y + view->height / view->zoom);

  return (SjBox) { (int32_t) (view->mirrored ? -right : left), (int32_t) top, (int32_t) (right - left),
                   (int32_t) (bottom - top) };
}

void
sj_view_place (const SjView *view, const SjBox *box, double *x, double *y, double *width, double *height)
{
  *x = (drawn_left (view->mirrored, box) - view->x) * view->zoom;
  *y = (box->y - view->y) * view->zoom;
  *width = box->width * view->zoom;
  *height = box->height * view->zoom;
}

void
sj_view_pan (SjView *view, double dx, double dy)
{
  view->x += dx / view->zoom;
  view->y += dy / view->zoom;
}

void
sj_view_zoom_at (SjView *view, double zoom, double x, double y)
{
  double before = view->zoom;

  view->zoom = CLAMP (zoom, MIN (SJ_VIEW_LEAST, before), SJ_VIEW_MOST);
  view->x += x / before - x / view->zoom;
  view->y += y / before - y / view->zoom;
}

void
sj_view_zoom_by (SjView *view, double notches, double x, double y)
{
  sj_view_zoom_at (view, view->zoom * pow (SJ_VIEW_STEP, notches), x, y);
}

static double
between (double least, double value, double most)
{
  return value < least ? least : value > most ? most : value;
}

void
sj_view_keep (SjView *view, const SjBox *content)
{
  double width = view->width / view->zoom, height = view->height / view->zoom;
  double left = drawn_left (view->mirrored, content);

  view->x = between (left - 1.5 * width, view->x, left + content->width + width / 2);
  view->y = between (content->y - 1.5 * height, view->y, sj_box_bottom (content) + height / 2);
}

static double
zoom_to_fit (const SjView *view, const SjBox *box)
{
  double across = MAX (1, view->width - 2 * SJ_VIEW_MARGIN) / MAX (1, box->width);
  double down = MAX (1, view->height - 2 * SJ_VIEW_MARGIN) / MAX (1, box->height);

  return between (SJ_VIEW_LEAST_FIT, MIN (across, down), 1);
}

void
sj_view_fit (SjView *view, const SjBox *box)
{
  view->zoom = zoom_to_fit (view, box);
  sj_view_centre (view, box->x + box->width / 2.0, box->y + box->height / 2.0);
}

void
sj_view_open (SjView *view, const SjBox *content, const SjBox *beginning)
{
  double left;

  if (zoom_to_fit (view, content) >= SJ_VIEW_OPEN_LEAST)
    {
      sj_view_fit (view, content);
      return;
    }
  view->zoom = SJ_VIEW_OPEN_LEAST;
  sj_view_centre (view, beginning->x + beginning->width / 2.0, beginning->y + beginning->height / 2.0);
  left = drawn_left (view->mirrored, beginning);
  view->x = view->mirrored ? left + beginning->width - (view->width - SJ_VIEW_MARGIN) / view->zoom
                           : left - SJ_VIEW_MARGIN / view->zoom;
}

/* How far [from, from + size] has to be moved to lie within [0, length] with the margin;
 * what is larger than that shows its beginning. */
static double
way_into (double from, double size, double length)
{
  double margin = SJ_VIEW_MARGIN;

  if (from >= 0 && from + size <= length)
    return 0;
  if (size + 2 * margin > length)
    margin = MAX (0, (length - size) / 2);
  if (from < 0 || size > length)
    return from - margin;
  return from + size + margin - length;
}

bool
sj_view_reveal (SjView *view, const SjBox *box)
{
  double x, y, width, height, dx, dy;

  sj_view_place (view, box, &x, &y, &width, &height);
  dx = way_into (x, width, view->width);
  dy = way_into (y, height, view->height);
  sj_view_pan (view, dx, dy);
  return dx != 0 || dy != 0;
}

/* The zoom changes by equal factors in equal times, and the place with it. */
void
sj_view_between (const SjView *from, const SjView *to, double part, SjView *result)
{
  double share = part;

  *result = *to;
  result->zoom = from->zoom * pow (to->zoom / from->zoom, part);
  if (from->zoom != to->zoom)
    share = (1 / result->zoom - 1 / from->zoom) / (1 / to->zoom - 1 / from->zoom);
  result->x = from->x + (to->x - from->x) * share;
  result->y = from->y + (to->y - from->y) * share;
}

static double
pull (double at, double length)
{
  if (at < PULL_REACH)
    return -PULL_MOST * between (0, (PULL_REACH - at) / PULL_REACH, 1);
  if (at > length - PULL_REACH)
    return PULL_MOST * between (0, (at - length + PULL_REACH) / PULL_REACH, 1);
  return 0;
}

void
sj_view_edge_pull (const SjView *view, double x, double y, double *dx, double *dy)
{
  *dx = pull (x, view->width);
  *dy = pull (y, view->height);
}

/* ------------------------------------------------------------------ the minimap */

void
sj_minimap_init (SjMinimap *map, const SjView *view, const SjBox *content)
{
  double width = MAX (1, content->width), height = MAX (1, content->height);

  map->mirrored = view->mirrored;
  map->width = SJ_MINIMAP_WIDTH;
  map->scale = MIN ((SJ_MINIMAP_WIDTH - 2 * MAP_MARGIN) / width, (SJ_MINIMAP_HEIGHT - 2 * MAP_MARGIN) / height);
  map->height = between (SJ_MINIMAP_LEAST, height * map->scale + 2 * MAP_MARGIN, SJ_MINIMAP_HEIGHT);
  map->x = (map->width - width * map->scale) / 2 - drawn_left (map->mirrored, content) * map->scale;
  map->y = (map->height - height * map->scale) / 2 - content->y * map->scale;
}

void
sj_minimap_place (const SjMinimap *map, const SjBox *box, double *x, double *y, double *width, double *height)
{
  *x = drawn_left (map->mirrored, box) * map->scale + map->x;
  *y = box->y * map->scale + map->y;
  *width = box->width * map->scale;
  *height = box->height * map->scale;
}

void
sj_minimap_frame (const SjMinimap *map, const SjView *view, double *x, double *y, double *width, double *height)
{
  *x = view->x * map->scale + map->x;
  *y = view->y * map->scale + map->y;
  *width = view->width / view->zoom * map->scale;
  *height = view->height / view->zoom * map->scale;
}

void
sj_minimap_pan (const SjMinimap *map, SjView *view, double x, double y)
{
  view->x = (x - map->x) / map->scale - view->width / view->zoom / 2;
  view->y = (y - map->y) / map->scale - view->height / view->zoom / 2;
}
