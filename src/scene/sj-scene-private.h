/* sj-scene-private.h -- a scene from inside; for sj-scene*.c, sj-grid.c and sj-route*.c alone.
 *
 * A card is blocked ground up to and without its box grown by the clearance: what runs
 * along that border is free.  Cards stand in the grid by their boxes grown by
 * SJ_SCENE_CLEARANCE, so looking into the cells of a place is enough.
 */
#pragma once

#include "scene/sj-scene.h"

/* One straight piece of a route. */
typedef struct
{
  SjRoute *route;
  int32_t at;               /* y of a level one, x of an upright one */
  int32_t from, to;         /* along it; from <= to */
  uint32_t index;           /* of its first point */
} SjStretch;

typedef struct
{
  SjStretch *items;
  uint32_t count, room;
} SjStretches;

typedef struct
{
  int32_t x, y;             /* of the cell, in cells */
  uint32_t version;         /* grows with every route that comes or goes */
  SjCard **cards;
  uint32_t n_cards, room;
  SjStretches level, upright;
} SjCell;

/* Cells by their place; made when something stands there, kept until the end. */
typedef struct
{
  SjCell **slots;           /* owned */
  uint32_t n_cells, size;   /* size is a power of two */
  SjCell far;               /* stretches too long for cells; looked at always */
} SjGrid;

void sj_grid_init  (SjGrid *grid);
void sj_grid_clear (SjGrid *grid);

void sj_grid_add_card     (SjGrid *grid, SjCard *card, const SjBox *box);
void sj_grid_remove_card  (SjGrid *grid, SjCard *card, const SjBox *box);
void sj_grid_add_route    (SjGrid *grid, SjRoute *route);
void sj_grid_remove_route (SjGrid *grid, SjRoute *route);
/* Another number whenever a route came or went where this one runs. */
uint64_t sj_grid_version  (const SjGrid *grid, const SjRoute *route);

/* Every cell there is that a box touches. */
typedef struct
{
  const SjGrid *grid;
  int32_t left, right, top, bottom, x, y;
  uint32_t slot;
  bool sparse, far;
} SjCellWalk;

void    sj_cell_walk_init (SjCellWalk *walk, const SjGrid *grid, int32_t left, int32_t top, int32_t right,
                           int32_t bottom);
SjCell *sj_cell_walk_next (SjCellWalk *walk);
SjCell *sj_grid_cell      (const SjGrid *grid, int32_t x, int32_t y);    /* or NULL */

typedef enum { SJ_RIGHT, SJ_DOWN, SJ_LEFT, SJ_UP } SjDirection;

static inline bool
sj_direction_is_level (SjDirection direction)
{
  return direction == SJ_RIGHT || direction == SJ_LEFT;
}

/* Where a ray from a point ends: at a card's border (then `blocker` is that card), or at the limit. */
int32_t sj_grid_cast (const SjGrid *grid, SjPoint from, SjDirection direction, int32_t limit, int32_t clearance,
                      SjCard **blocker);

typedef struct SjSearch SjSearch;

struct SjScene
{
  SjJourney *journey;       /* owned: a reference */
  unsigned observer;
  GHashTable *card_of;      /* of SjNode: owned cards */
  GHashTable *route_of;     /* of SjPath: owned routes */
  GPtrArray *cards;         /* borrowed */
  SjGrid grid;

  GPtrArray *dirty_cards;   /* borrowed */
  GPtrArray *dirty_routes;
  bool changed;             /* something to be drawn did, since the last update */
  SjBox bounds, ground;     /* of all, and of the cards alone */
  bool bounds_known, ground_dirty;
  uint32_t looks;           /* counts searches, for `seen` */
  uint32_t passes;          /* counts updates, for `followed` */

  GPtrArray *held;          /* borrowed: cards of the drag that goes on */
  SjPoint shift;
  GPtrArray *saved;         /* borrowed: routes that it changed */

  SjSceneObserver observer_cb, guard_cb;
  gpointer observer_data, guard_data;
  bool ghostly;             /* held cards stand in nobody's way */

  SjSearch *search;         /* owned: memory of sj-route-search.c */
  GArray *sketch;           /* owned: of SjPoint */
  GArray *used;             /* owned: of int32_t */
  GPtrArray *found;         /* owned */
};

void sj_scene_tell (SjScene *scene, SjSceneChange change, SjCard *card, SjRoute *route);
/* Whose grown boxes an open box overlaps; into scene->found. */
GPtrArray *sj_scene_gather (SjScene *scene, int32_t left, int32_t top, int32_t right, int32_t bottom,
                            int32_t clearance);
bool sj_scene_is_blocked (SjScene *scene, const SjPoint *points, uint32_t n_points, const SjCard *from,
                          const SjCard *to);
SjBox sj_scene_box_of (const SjPoint *points, uint32_t n_points);

/* sj-route.c: the points of a route into scene->sketch. */
void sj_route_plan (SjScene *scene, SjPoint from, SjPoint to, const SjCard *source, const SjCard *target,
                    bool late);
/* Side by side with those that are there. */
void sj_route_find_lanes (SjScene *scene);

/* sj-route-search.c: any way around; false: there is none with this clearance. */
SjSearch *sj_search_new  (void);
void      sj_search_free (SjSearch *search);
bool      sj_search_run  (SjScene *scene, SjPoint from, SjPoint to, const SjCard *source, int32_t clearance);
