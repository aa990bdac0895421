/* sj-grid.c -- a coarse grid of cells that says what is near a place. */
#include "scene/sj-scene-private.h"

#include <string.h>

#define FAR_CELLS 1024    /* a stretch over more of them is kept apart */

static inline int32_t
cell_of (int32_t at)
{
  G_STATIC_ASSERT (SJ_SCENE_CELL == 512);
  return at >> 9;
}

static inline uint32_t
slot_of (const SjGrid *grid, int32_t x, int32_t y)
{
  uint64_t hash = ((uint64_t) (uint32_t) x << 32 | (uint32_t) y) * UINT64_C (0x9e3779b97f4a7c15);

  return (uint32_t) (hash >> 40) & (grid->size - 1);
}

void
sj_grid_init (SjGrid *grid)
{
  *grid = (SjGrid) { .size = 64 };
  grid->slots = g_new0 (SjCell *, grid->size);
}

static void
clear_cell (SjCell *cell)
{
  g_free (cell->cards);
  g_free (cell->level.items);
  g_free (cell->upright.items);
}

void
sj_grid_clear (SjGrid *grid)
{
  for (uint32_t i = 0; i < grid->size; i++)
    if (grid->slots[i] != NULL)
      {
        clear_cell (grid->slots[i]);
        g_free (grid->slots[i]);
      }
  clear_cell (&grid->far);
  g_free (grid->slots);
}

SjCell *
sj_grid_cell (const SjGrid *grid, int32_t x, int32_t y)
{
  for (uint32_t slot = slot_of (grid, x, y); grid->slots[slot] != NULL; slot = (slot + 1) & (grid->size - 1))
    if (grid->slots[slot]->x == x && grid->slots[slot]->y == y)
      return grid->slots[slot];
  return NULL;
}

static void
put_cell (SjGrid *grid, SjCell *cell)
{
  uint32_t slot = slot_of (grid, cell->x, cell->y);

  while (grid->slots[slot] != NULL)
    slot = (slot + 1) & (grid->size - 1);
  grid->slots[slot] = cell;
}

static void
grow (SjGrid *grid)
{
  SjCell **before = grid->slots;
  uint32_t size = grid->size;

  grid->size *= 2;
  grid->slots = g_new0 (SjCell *, grid->size);
  for (uint32_t i = 0; i < size; i++)
    if (before[i] != NULL)
      put_cell (grid, before[i]);
  g_free (before);
}

static SjCell *
make_cell (SjGrid *grid, int32_t x, int32_t y)
{
  SjCell *cell = sj_grid_cell (grid, x, y);

  if (cell != NULL)
    return cell;
  if (grid->n_cells * 2 >= grid->size)
    grow (grid);
  cell = g_new0 (SjCell, 1);
  cell->x = x;
  cell->y = y;
  put_cell (grid, cell);
  grid->n_cells++;
  return cell;
}

/* ------------------------------------------------------------------ walking */

void
sj_cell_walk_init (SjCellWalk *walk, const SjGrid *grid, int32_t left, int32_t top, int32_t right, int32_t bottom)
{
  *walk = (SjCellWalk) { .grid = grid, .left = cell_of (left), .right = cell_of (right), .top = cell_of (top),
                         .bottom = cell_of (bottom) };
  walk->x = walk->left;
  walk->y = walk->top;
  walk->far = grid->far.level.count + grid->far.upright.count > 0;
  walk->sparse = (int64_t) (walk->right - walk->left + 1) * (walk->bottom - walk->top + 1) > grid->size;
}

static SjCell *
next_sparse (SjCellWalk *walk)
{
  while (walk->slot < walk->grid->size)
    {
      SjCell *cell = walk->grid->slots[walk->slot++];

      if (cell != NULL && cell->x >= walk->left && cell->x <= walk->right && cell->y >= walk->top &&
          cell->y <= walk->bottom)
        return cell;
    }
  return NULL;
}

SjCell *
sj_cell_walk_next (SjCellWalk *walk)
{
  if (walk->far)
    {
      walk->far = false;
      return (SjCell *) &walk->grid->far;
    }
  if (walk->sparse)
    return next_sparse (walk);
  while (walk->y <= walk->bottom)
    {
      SjCell *cell = sj_grid_cell (walk->grid, walk->x, walk->y);

      if (walk->x++ == walk->right)
        {
          walk->x = walk->left;
          walk->y++;
        }
      if (cell != NULL)
        return cell;
    }
  return NULL;
}

/* ------------------------------------------------------------------ cards */

void
sj_grid_add_card (SjGrid *grid, SjCard *card, const SjBox *box)
{
  SjBox grown = sj_box_grown (box, SJ_SCENE_CLEARANCE);

  for (int32_t y = cell_of (grown.y); y <= cell_of (sj_box_bottom (&grown)); y++)
    for (int32_t x = cell_of (grown.x); x <= cell_of (sj_box_right (&grown)); x++)
      {
        SjCell *cell = make_cell (grid, x, y);

        if (cell->n_cards == cell->room)
          {
            cell->room = MAX (8, cell->room * 2);
            cell->cards = g_renew (SjCard *, cell->cards, cell->room);
          }
        cell->cards[cell->n_cards++] = card;
      }
}

void
sj_grid_remove_card (SjGrid *grid, SjCard *card, const SjBox *box)
{
  SjBox grown = sj_box_grown (box, SJ_SCENE_CLEARANCE);

  for (int32_t y = cell_of (grown.y); y <= cell_of (sj_box_bottom (&grown)); y++)
    for (int32_t x = cell_of (grown.x); x <= cell_of (sj_box_right (&grown)); x++)
      {
        SjCell *cell = sj_grid_cell (grid, x, y);

        for (uint32_t i = 0; i < cell->n_cards; i++)
          if (cell->cards[i] == card)
            {
              cell->cards[i] = cell->cards[--cell->n_cards];
              break;
            }
      }
}

/* ------------------------------------------------------------------ routes */

static void
add_stretch (SjStretches *list, const SjStretch *stretch)
{
  if (list->count == list->room)
    {
      list->room = MAX (8, list->room * 2);
      list->items = g_renew (SjStretch, list->items, list->room);
    }
  list->items[list->count++] = *stretch;
}

static void
remove_stretch (SjStretches *list, const SjStretch *stretch)
{
  for (uint32_t i = 0; i < list->count; i++)
    if (list->items[i].route == stretch->route && list->items[i].index == stretch->index)
      {
        list->items[i] = list->items[--list->count];
        return;
      }
}

/* The stretch behind a point, and whether it is an upright one. */
static bool
stretch_at (SjRoute *route, uint32_t index, SjStretch *stretch)
{
  SjPoint a = route->points[index], b = route->points[index + 1];
  bool upright = a.x == b.x;

  *stretch = (SjStretch) { route, upright ? a.x : a.y, upright ? MIN (a.y, b.y) : MIN (a.x, b.x),
                           upright ? MAX (a.y, b.y) : MAX (a.x, b.x), index };
  return upright;
}

static void
change_cell (SjCell *cell, const SjStretch *stretch, bool upright, bool add)
{
  SjStretches *list = upright ? &cell->upright : &cell->level;

  cell->version++;
  if (add)
    add_stretch (list, stretch);
  else
    remove_stretch (list, stretch);
}

static void
change_route (SjGrid *grid, SjRoute *route, bool add)
{
  for (uint32_t i = 0; i + 1 < route->n_points; i++)
    {
      SjStretch stretch;
      bool upright = stretch_at (route, i, &stretch);
      int32_t across = cell_of (stretch.at), first = cell_of (stretch.from), last = cell_of (stretch.to);

      if (last - first > FAR_CELLS)
        {
          change_cell (&grid->far, &stretch, upright, add);
          continue;
        }
      for (int32_t along = first; along <= last; along++)
        change_cell (upright ? make_cell (grid, across, along) : make_cell (grid, along, across), &stretch, upright,
                     add);
    }
}

void
sj_grid_add_route (SjGrid *grid, SjRoute *route)
{
  if (route->in_grid)
    return;
  change_route (grid, route, true);
  route->in_grid = true;
}

void
sj_grid_remove_route (SjGrid *grid, SjRoute *route)
{
  if (!route->in_grid)
    return;
  change_route (grid, route, false);
  route->in_grid = false;
}

uint64_t
sj_grid_version (const SjGrid *grid, const SjRoute *route)
{
  uint64_t version = 1 + grid->far.version;

  for (uint32_t i = 0; i + 1 < route->n_points; i++)
    {
      SjStretch stretch;
      bool upright = stretch_at ((SjRoute *) route, i, &stretch);
      int32_t across = cell_of (stretch.at), first = cell_of (stretch.from), last = cell_of (stretch.to);

      if (last - first > FAR_CELLS)
        continue;
      for (int32_t along = first; along <= last; along++)
        {
          const SjCell *cell = upright ? sj_grid_cell (grid, across, along) : sj_grid_cell (grid, along, across);

          version += cell ? cell->version : 0;
        }
    }
  return version;
}

/* ------------------------------------------------------------------ rays */

/* Everything along a ray as if it ran to the right: turned or mirrored. */
typedef struct
{
  int32_t start, line, best, clearance;
  SjDirection direction;
  SjCard *blocker;
} Ray;

static inline void
try_card (Ray *ray, SjCard *card)
{
  const SjBox *box = &card->placed;
  bool level = sj_direction_is_level (ray->direction);
  int32_t near = level ? box->x : box->y, far = level ? sj_box_right (box) : sj_box_bottom (box);
  int32_t low = level ? box->y : box->x, high = level ? sj_box_bottom (box) : sj_box_right (box);
  int32_t stop;

  if (low - ray->clearance >= ray->line || high + ray->clearance <= ray->line)
    return;
  if (ray->direction == SJ_LEFT || ray->direction == SJ_UP)
    {
      int32_t swap = near;

      near = -far;
      far = -swap;
    }
  if (far + ray->clearance <= ray->start)
    return;
  stop = MAX (ray->start, near - ray->clearance);
  if (stop < ray->best)
    {
      ray->best = stop;
      ray->blocker = card;
    }
}

static void
cast_sparse (const SjGrid *grid, Ray *ray, int32_t across)
{
  bool level = sj_direction_is_level (ray->direction);

  for (uint32_t slot = 0; slot < grid->size; slot++)
    {
      const SjCell *cell = grid->slots[slot];

      if (cell == NULL || (level ? cell->y : cell->x) != across)
        continue;
      for (uint32_t i = 0; i < cell->n_cards; i++)
        try_card (ray, cell->cards[i]);
    }
}

/* Cell by cell, until the next one begins behind what was met. */
static void
cast_dense (const SjGrid *grid, Ray *ray, int32_t across, int32_t sign)
{
  bool level = sj_direction_is_level (ray->direction);
  int32_t along = cell_of (sign * ray->start);

  for (;;)
    {
      const SjCell *cell = level ? sj_grid_cell (grid, along, across) : sj_grid_cell (grid, across, along);
      int32_t next;

      for (uint32_t i = 0; cell != NULL && i < cell->n_cards; i++)
        try_card (ray, cell->cards[i]);
      along += sign;
      next = sign > 0 ? along * SJ_SCENE_CELL : -((along + 1) * SJ_SCENE_CELL - 1);
      if (next > ray->best)
        return;
    }
}

int32_t
sj_grid_cast (const SjGrid *grid, SjPoint from, SjDirection direction, int32_t limit, int32_t clearance,
              SjCard **blocker)
{
  bool level = sj_direction_is_level (direction);
  int32_t sign = direction == SJ_RIGHT || direction == SJ_DOWN ? 1 : -1;
  Ray ray = { sign * (level ? from.x : from.y), level ? from.y : from.x, sign * limit, clearance, direction, NULL };
  int32_t across = cell_of (ray.line);

  if ((ray.best - ray.start) / SJ_SCENE_CELL > (int32_t) MIN (grid->size, INT32_MAX))
    cast_sparse (grid, &ray, across);
  else
    cast_dense (grid, &ray, across, sign);
  if (blocker != NULL)
    *blocker = ray.blocker;
  return sign * ray.best;
}
