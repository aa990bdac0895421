/* sj-scene-find.c -- what is near a place: cards, routes, what is in the way, what crosses. */
#include "scene/sj-scene-private.h"

#define CORNER_FREE 4    /* a gap this near to a corner would look like a mistake */

GPtrArray *
sj_scene_gather (SjScene *scene, int32_t left, int32_t top, int32_t right, int32_t bottom, int32_t clearance)
{
  SjCellWalk walk;
  SjCell *cell;

  g_ptr_array_set_size (scene->found, 0);
  scene->looks++;
  sj_cell_walk_init (&walk, &scene->grid, left, top, right, bottom);
  while ((cell = sj_cell_walk_next (&walk)) != NULL)
    for (uint32_t i = 0; i < cell->n_cards; i++)
      {
        SjCard *card = cell->cards[i];
        const SjBox *box = &card->placed;

        if (card->seen == scene->looks || box->x - clearance >= right || left >= sj_box_right (box) + clearance ||
            box->y - clearance >= bottom || top >= sj_box_bottom (box) + clearance)
          continue;
        card->seen = scene->looks;
        g_ptr_array_add (scene->found, card);
      }
  return scene->found;
}

/* The stretch as a box without an area; whatever it overlaps is in its way. */
static bool
is_stretch_blocked (SjScene *scene, SjPoint a, SjPoint b, const SjCard *from, const SjCard *to)
{
  GPtrArray *near = sj_scene_gather (scene, MIN (a.x, b.x), MIN (a.y, b.y), MAX (a.x, b.x), MAX (a.y, b.y),
                                     SJ_SCENE_CLEARANCE);

  for (guint i = 0; i < near->len; i++)
    {
      const SjCard *card = near->pdata[i];
      const SjBox *box = &card->placed;

      if (card != from && card != to)
        return true;
      if (MIN (a.x, b.x) < sj_box_right (box) && MAX (a.x, b.x) > box->x && MIN (a.y, b.y) < sj_box_bottom (box) &&
          MAX (a.y, b.y) > box->y)
        return true;
    }
  return false;
}

bool
sj_scene_is_blocked (SjScene *scene, const SjPoint *points, uint32_t n_points, const SjCard *from, const SjCard *to)
{
  for (uint32_t i = 0; i + 1 < n_points; i++)
    if (is_stretch_blocked (scene, points[i], points[i + 1], from, to))
      return true;
  return false;
}

SjBox
sj_scene_box_of (const SjPoint *points, uint32_t n_points)
{
  int32_t left = INT32_MAX, top = INT32_MAX, right = INT32_MIN, bottom = INT32_MIN;

  if (n_points == 0)
    return (SjBox) { 0, 0, 0, 0 };
  for (uint32_t i = 0; i < n_points; i++)
    {
      left = MIN (left, points[i].x);
      top = MIN (top, points[i].y);
      right = MAX (right, points[i].x);
      bottom = MAX (bottom, points[i].y);
    }
  return (SjBox) { left, top, right - left + 1, bottom - top + 1 };
}

void
sj_scene_cards_in (SjScene *scene, const SjBox *box, GPtrArray *found)
{
  GPtrArray *near = sj_scene_gather (scene, box->x, box->y, sj_box_right (box), sj_box_bottom (box), 0);

  g_ptr_array_set_size (found, 0);
  for (guint i = 0; i < near->len; i++)
    g_ptr_array_add (found, near->pdata[i]);
}

void
sj_scene_routes_in (SjScene *scene, const SjBox *box, GPtrArray *found)
{
  int32_t right = sj_box_right (box), bottom = sj_box_bottom (box);
  SjCellWalk walk;
  SjCell *cell;

  g_ptr_array_set_size (found, 0);
  scene->looks++;
  sj_cell_walk_init (&walk, &scene->grid, box->x, box->y, right, bottom);
  while ((cell = sj_cell_walk_next (&walk)) != NULL)
    for (int upright = 0; upright < 2; upright++)
      {
        const SjStretches *list = upright ? &cell->upright : &cell->level;

        for (uint32_t i = 0; i < list->count; i++)
          {
            const SjStretch *stretch = &list->items[i];
            bool inside = upright ? stretch->at >= box->x && stretch->at < right && stretch->from < bottom &&
                                        stretch->to >= box->y
                                  : stretch->at >= box->y && stretch->at < bottom && stretch->from < right &&
                                        stretch->to >= box->x;

            if (!inside || stretch->route->seen == scene->looks)
              continue;
            stretch->route->seen = scene->looks;
            g_ptr_array_add (found, stretch->route);
          }
      }
}

/* ------------------------------------------------------------------ gaps */

static bool
is_earlier (const SjRoute *route, const SjRoute *than)
{
  const SjNode *node = than->path->node;

  if (route->path->node != node)
    return route->path->node->index < node->index;
  for (uint32_t i = 0; i < node->n_paths; i++)
    if (node->paths[i] == route->path || node->paths[i] == than->path)
      return node->paths[i] == route->path && route != than;
  return false;
}

typedef struct
{
  SjRoute *route;
  GArray *gaps;
  uint32_t index;
  bool upright;
  int32_t at, from, to;
} Crossing;

/* Those that cross it in this cell; a stretch stands in several, a crossing in one. */
static void
cross_in (const Crossing *crossing, const SjCell *cell, bool far)
{
  const SjStretches *list = crossing->upright ? &cell->level : &cell->upright;

  for (uint32_t i = 0; i < list->count; i++)
    {
      const SjStretch *other = &list->items[i];
      SjPoint point = crossing->upright ? (SjPoint) { crossing->at, other->at } : (SjPoint) { other->at, crossing->at };
      SjGap gap = { crossing->index, other->at };

      if (other->at <= crossing->from + CORNER_FREE || other->at >= crossing->to - CORNER_FREE ||
          crossing->at <= other->from || crossing->at >= other->to || !is_earlier (other->route, crossing->route))
        continue;
      if (!far && (point.x >> 9 != cell->x || point.y >> 9 != cell->y))
        continue;
      g_array_append_val (crossing->gaps, gap);
    }
}

static int
compare_gaps (gconstpointer a, gconstpointer b)
{
  const SjGap *one = a, *other = b;

  if (one->stretch != other->stretch)
    return one->stretch < other->stretch ? -1 : 1;
  return one->at < other->at ? -1 : one->at > other->at;
}

static GArray *
find_gaps (SjScene *scene, SjRoute *route)
{
  GArray *gaps = g_array_new (FALSE, FALSE, sizeof (SjGap));

  for (uint32_t i = 0; i + 1 < route->n_points; i++)
    {
      SjPoint a = route->points[i], b = route->points[i + 1];
      bool upright = a.x == b.x;
      Crossing crossing = { route, gaps, i, upright, upright ? a.x : a.y, upright ? MIN (a.y, b.y) : MIN (a.x, b.x),
                            upright ? MAX (a.y, b.y) : MAX (a.x, b.x) };
      SjCellWalk walk;
      SjCell *cell;

      sj_cell_walk_init (&walk, &scene->grid, MIN (a.x, b.x), MIN (a.y, b.y), MAX (a.x, b.x), MAX (a.y, b.y));
      while ((cell = sj_cell_walk_next (&walk)) != NULL)
        cross_in (&crossing, cell, cell == &scene->grid.far);
    }
  g_array_sort (gaps, compare_gaps);
  return gaps;
}

const SjGap *
sj_scene_gaps (SjScene *scene, SjRoute *route, uint32_t *n_gaps)
{
  uint64_t version = sj_grid_version (&scene->grid, route);

  if (route->gaps_version != version)
    {
      GArray *gaps = find_gaps (scene, route);
      bool same = gaps->len == route->n_gaps;

      for (guint i = 0; i < gaps->len && same; i++)
        same = compare_gaps (&g_array_index (gaps, SjGap, i), &route->gaps[i]) == 0;
      route->gaps_version = version;
      route->n_gaps = gaps->len;
      g_free (route->gaps);
      route->gaps = (SjGap *) g_array_free (gaps, FALSE);
      if (!same)
        route->stamp++;
    }
  *n_gaps = route->n_gaps;
  return route->gaps;
}
