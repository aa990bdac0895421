/* sj-scene.c -- follows a journey: its cards, its routes, and what of them is to be done again.
 *
 * What goes leaves the scene while the journey says so, because its node or path is gone
 * afterwards; everything else is noted and done by the update.
 */
#include "scene/sj-drawing-private.h"
#include "scene/sj-scene-private.h"

#include <string.h>

void
sj_scene_tell (SjScene *scene, SjSceneChange change, SjCard *card, SjRoute *route)
{
  scene->changed = true;
  scene->bounds_known = false;
  if (scene->guard_cb != NULL)
    scene->guard_cb (scene, change, card, route, scene->guard_data);
  if (scene->observer_cb != NULL)
    scene->observer_cb (scene, change, card, route, scene->observer_data);
}

void
sj_scene_observe (SjScene *scene, SjSceneObserver observer, gpointer data)
{
  scene->observer_cb = observer;
  scene->observer_data = data;
}

void
sj_scene_guard (SjScene *scene, SjSceneObserver guard, gpointer data)
{
  scene->guard_cb = guard;
  scene->guard_data = data;
}

/* ------------------------------------------------------------------ cards and routes come and go */

static void
soil_card (SjScene *scene, SjCard *card)
{
  if (card == NULL || card->dirty)
    return;
  card->dirty = true;
  g_ptr_array_add (scene->dirty_cards, card);
}

static void
soil_route (SjScene *scene, SjRoute *route)
{
  if (route == NULL || route->dirty)
    return;
  route->dirty = true;
  g_ptr_array_add (scene->dirty_routes, route);
}

static void
change_card (SjScene *scene, SjCard *card)
{
  if (card == NULL)
    return;
  card->stamp++;
  sj_scene_tell (scene, SJ_SCENE_CARD_CHANGED, card, NULL);
}

static void
free_route (gpointer data)
{
  SjRoute *route = data;

  g_free (route->points);
  g_free (route->gaps);
  g_free (route->saved);
  g_free (route);
}

static SjRoute *
add_route (SjScene *scene, SjCard *from, const SjPath *path)
{
  SjRoute *route = g_new0 (SjRoute, 1);

  route->path = path;
  route->from = from;
  g_hash_table_insert (scene->route_of, (gpointer) path, route);
  soil_route (scene, route);
  sj_scene_tell (scene, SJ_SCENE_ROUTE_ADDED, NULL, route);
  return route;
}

static void
remove_route (SjScene *scene, const SjPath *path)
{
  SjRoute *route = sj_scene_route_of (scene, path);

  if (route == NULL)
    return;
  sj_grid_remove_route (&scene->grid, route);
  if (route->dirty)
    g_ptr_array_remove_fast (scene->dirty_routes, route);
  if (route->is_saved)
    g_ptr_array_remove_fast (scene->saved, route);
  sj_scene_tell (scene, SJ_SCENE_ROUTE_REMOVED, NULL, route);
  g_hash_table_remove (scene->route_of, path);
}

static void
soil_routes_of (SjScene *scene, const SjNode *node)
{
  for (uint32_t i = 0; i < node->n_paths; i++)
    soil_route (scene, sj_scene_route_of (scene, node->paths[i]));
}

static void
soil_routes_to (SjScene *scene, const SjNode *node)
{
  for (uint32_t i = 0; i < sj_node_n_in (node); i++)
    soil_route (scene, sj_scene_route_of (scene, sj_node_in (node, i)));
}

static SjCard *
add_card (SjScene *scene, const SjNode *node)
{
  SjCard *card = g_new0 (SjCard, 1);

  card->node = node;
  card->index = scene->cards->len;
  card->fresh = true;
  card->box = (SjBox) { node->at.x, node->at.y, SJ_SCENE_CARD_WIDTH, sj_card_height (node) };
  g_ptr_array_add (scene->cards, card);
  g_hash_table_insert (scene->card_of, (gpointer) node, card);
  for (uint32_t i = 0; i < node->n_paths; i++)
    add_route (scene, card, node->paths[i]);
  soil_card (scene, card);
  soil_routes_to (scene, node);
  sj_scene_tell (scene, SJ_SCENE_CARD_ADDED, card, NULL);
  return card;
}

static void
unset_target (SjScene *scene, SjRoute *route)
{
  if (route == NULL)
    return;
  route->to = NULL;
  soil_route (scene, route);
}

/* The paths to it are still there, and lead to an id that no node has. */
static void
forget_target (SjScene *scene, const SjNode *node)
{
  const SjAnchor *anchor = sj_graph_anchor (&scene->journey->graph, node->id);

  for (uint32_t i = 0; anchor != NULL && i < anchor->n_in; i++)
    unset_target (scene, sj_scene_route_of (scene, anchor->in[i]));
}

static void
remove_card (SjScene *scene, const SjNode *node)
{
  SjCard *card = sj_scene_card_of (scene, node);

  if (card == NULL)
    return;
  for (uint32_t i = 0; i < node->n_paths; i++)
    remove_route (scene, node->paths[i]);
  forget_target (scene, node);
  if (!card->fresh)
    sj_grid_remove_card (&scene->grid, card, &card->placed);
  if (card->dirty)
    g_ptr_array_remove_fast (scene->dirty_cards, card);
  if (card->held)
    g_ptr_array_remove_fast (scene->held, card);
  g_ptr_array_remove_index_fast (scene->cards, card->index);
  if (card->index < scene->cards->len)
    ((SjCard *) scene->cards->pdata[card->index])->index = card->index;
  scene->ground_dirty = true;
  sj_scene_tell (scene, SJ_SCENE_CARD_REMOVED, card, NULL);
  g_hash_table_remove (scene->card_of, node);
}

static void
follow_cb (SjJourney *journey, const SjChange *change, gpointer data)
{
  SjScene *scene = data;
  SjCard *card = change->node ? sj_scene_card_of (scene, change->node) : NULL;
  SjRoute *route = change->path ? sj_scene_route_of (scene, change->path) : NULL;

  switch (change->type)
    {
    case SJ_CHANGE_NODE_ADDED:
      add_card (scene, change->node);
      break;
    case SJ_CHANGE_NODE_REMOVED:
      remove_card (scene, change->node);
      break;
    case SJ_CHANGE_NODE_FIELD:
      change_card (scene, card);
      break;
    case SJ_CHANGE_NODE_MOVED:
      soil_card (scene, card);
      break;
    case SJ_CHANGE_PATH_ADDED:
      if (card != NULL && route == NULL)
        add_route (scene, card, change->path);
      soil_card (scene, card);
      soil_routes_of (scene, change->node);
      change_card (scene, card);
      break;
    case SJ_CHANGE_PATH_REMOVED:
      remove_route (scene, change->path);
      soil_card (scene, card);
      soil_routes_of (scene, change->node);
      change_card (scene, card);
      break;
    case SJ_CHANGE_PATH_ORDER:
      soil_routes_of (scene, change->node);
      change_card (scene, card);
      break;
    case SJ_CHANGE_PATH_FIELD:
      change_card (scene, card);
      if (route != NULL)
        {
          route->stamp++;
          sj_scene_tell (scene, SJ_SCENE_ROUTE_CHANGED, NULL, route);
        }
      break;
    case SJ_CHANGE_PATH_TARGET:
      unset_target (scene, route);
      change_card (scene, card);
      break;
    default:
      break;
    }
}

/* ------------------------------------------------------------------ the update */

static SjBox
box_for (const SjScene *scene, const SjCard *card)
{
  SjBox box = { card->node->at.x, card->node->at.y, SJ_SCENE_CARD_WIDTH, sj_card_height (card->node) };

  if (card->held)
    {
      box.x += scene->shift.x;
      box.y += scene->shift.y;
    }
  return box;
}

/* Remembers what a route was before the drag that goes on. */
static void
save_route (SjScene *scene, SjRoute *route)
{
  if (scene->held->len == 0 || route->is_saved)
    return;
  route->saved = g_memdup2 (route->points, route->n_points * sizeof (SjPoint));
  route->n_saved = route->n_points;
  route->is_saved = true;
  g_ptr_array_add (scene->saved, route);
}

static void
set_points (SjScene *scene, SjRoute *route, const SjPoint *points, uint32_t n_points)
{
  bool same = n_points == route->n_points &&
              (n_points == 0 || memcmp (points, route->points, n_points * sizeof (SjPoint)) == 0);

  if (!same)
    {
      save_route (scene, route);
      sj_grid_remove_route (&scene->grid, route);
      route->points = g_renew (SjPoint, route->points, MAX (n_points, 1));
      if (n_points > 0)
        for (uint32_t i = 0; i < n_points; i++)
        route->points[i] = points[i];
      route->n_points = n_points;
      route->bounds = sj_scene_box_of (points, n_points);
      route->stamp++;
    }
  sj_grid_add_route (&scene->grid, route);
  if (!same)
    sj_scene_tell (scene, SJ_SCENE_ROUTE_CHANGED, NULL, route);
}

/* Moves the card in the grid; false: it stands where it stood. */
static bool
place_card (SjScene *scene, SjCard *card)
{
  SjBox box = box_for (scene, card);
  bool fresh = card->fresh, same = !fresh && sj_box_equal (&box, &card->placed);

  card->dirty = false;
  if (same)
    return false;
  card->delta = fresh || box.height != card->placed.height
                    ? (SjPoint) { INT32_MIN, INT32_MIN }
                    : (SjPoint) { box.x - card->placed.x, box.y - card->placed.y };
  if (!fresh)
    sj_grid_remove_card (&scene->grid, card, &card->placed);
  card->stamp += box.height != card->placed.height;    /* drawn while it was told, it was drawn of the old height */
  card->box = card->placed = box;
  card->fresh = false;
  sj_grid_add_card (&scene->grid, card, &box);
  sj_scene_tell (scene, SJ_SCENE_CARD_MOVED, card, NULL);
  return true;
}

/* Both ends moved alike: the route moves with them, if nothing is in its way there. */
static void
carry_route (SjScene *scene, SjRoute *route, bool all)
{
  SjPoint delta = route->from->delta;
  g_autofree SjPoint *points = g_memdup2 (route->points, route->n_points * sizeof (SjPoint));

  for (uint32_t i = 0; i < route->n_points; i++)
    {
      points[i].x += delta.x;
      points[i].y += delta.y;
    }
  if (all || !sj_scene_is_blocked (scene, points, route->n_points, route->from, route->to))
    set_points (scene, route, points, route->n_points);
  else
    soil_route (scene, route);
}

static void
follow_route (SjScene *scene, SjRoute *route, bool all)
{
  if (route == NULL || route->dirty || route->to == NULL || route->followed == scene->passes)
    return;
  route->followed = scene->passes;
  if (route->from->delta.x == route->to->delta.x && route->from->delta.y == route->to->delta.y &&
      route->from->delta.x != INT32_MIN)
    carry_route (scene, route, all);
  else
    soil_route (scene, route);
}

/* Does a route come closer to a box than it should? */
static bool
touches (const SjStretch *stretch, bool upright, const SjBox *box)
{
  int32_t near = upright ? box->x : box->y, far = upright ? sj_box_right (box) : sj_box_bottom (box);
  int32_t low = upright ? box->y : box->x, high = upright ? sj_box_bottom (box) : sj_box_right (box);

  return stretch->at > near && stretch->at < far && stretch->from < high && stretch->to > low;
}

/* Routes in whose way the card came. */
static void
soil_blocked (SjScene *scene, SjCard *card)
{
  SjBox grown = sj_box_grown (&card->placed, SJ_SCENE_CLEARANCE);
  SjCellWalk walk;
  SjCell *cell;

  sj_cell_walk_init (&walk, &scene->grid, grown.x, grown.y, sj_box_right (&grown), sj_box_bottom (&grown));
  while ((cell = sj_cell_walk_next (&walk)) != NULL)
    for (int upright = 0; upright < 2; upright++)
      {
        const SjStretches *list = upright ? &cell->upright : &cell->level;

        for (uint32_t i = 0; i < list->count; i++)
          {
            SjRoute *route = list->items[i].route;

            if (!route->dirty && route->from != card && route->to != card &&
                touches (&list->items[i], upright, &grown))
              soil_route (scene, route);
          }
      }
}

/* A route that made way in this drag goes back to where it was as soon as it can. */
static void
bring_back (SjScene *scene)
{
  for (guint i = 0; i < scene->saved->len; i++)
    {
      SjRoute *route = scene->saved->pdata[i];

      if (route->dirty || route->from->held || route->to == NULL || route->to->held)
        continue;
      if (!sj_scene_is_blocked (scene, route->saved, route->n_saved, route->from, route->to))
        set_points (scene, route, route->saved, route->n_saved);
    }
}

static void
find_ground (SjScene *scene)
{
  scene->ground = (SjBox) { 0, 0, 0, 0 };
  scene->ground_dirty = false;
  for (guint i = 0; i < scene->cards->len; i++)
    scene->ground = sj_box_around (&scene->ground, &((const SjCard *) scene->cards->pdata[i])->box);
}

static void
place_cards (SjScene *scene)
{
  g_autoptr (GPtrArray) moved = g_ptr_array_new ();
  bool all;

  for (guint i = 0; i < scene->dirty_cards->len; i++)
    if (place_card (scene, scene->dirty_cards->pdata[i]))
      g_ptr_array_add (moved, scene->dirty_cards->pdata[i]);
  g_ptr_array_set_size (scene->dirty_cards, 0);
  find_ground (scene);
  all = moved->len == scene->cards->len;
  scene->passes++;
  for (guint i = 0; i < moved->len; i++)
    {
      const SjNode *node = ((SjCard *) moved->pdata[i])->node;

      for (uint32_t p = 0; p < node->n_paths; p++)
        follow_route (scene, sj_scene_route_of (scene, node->paths[p]), all);
      for (uint32_t p = 0; p < sj_node_n_in (node); p++)
        follow_route (scene, sj_scene_route_of (scene, sj_node_in (node, p)), all);
    }
  for (guint i = 0; i < moved->len && !all; i++)
    if (!scene->ghostly || !((SjCard *) moved->pdata[i])->held)
      soil_blocked (scene, moved->pdata[i]);
  for (guint i = 0; i < moved->len; i++)
    ((SjCard *) moved->pdata[i])->delta = (SjPoint) { 0, 0 };
}

/* ------------------------------------------------------------------ routing */

static uint32_t
port_of (const SjPath *path)
{
  uint32_t port = 0;

  while (port + 1 < path->node->n_paths && path->node->paths[port] != path)
    port++;
  return port;
}

/* Near the target where ways meet, near the source where they part. */
static bool
is_late (const SjRoute *route)
{
  return route->path->node->n_paths == 1 && sj_node_n_in (route->to->node) > 1;
}

typedef struct
{
  SjRoute *route;
  int32_t column, height;
  uint32_t order;
  bool late;
} Job;

/* Column by column, and there so that those that are routed first do not have to be crossed:
 * of ways down, those that part begin with the lowest, those that meet with the highest. */
static int
compare_jobs (gconstpointer a, gconstpointer b)
{
  const Job *one = a, *other = b;

  if (one->column != other->column)
    return one->column < other->column ? -1 : 1;
  if (one->late != other->late)
    return one->late ? 1 : -1;
  if (one->height != other->height)
    return one->height < other->height ? -1 : 1;
  return one->order < other->order ? -1 : one->order > other->order;
}

static Job
job_of (SjRoute *route)
{
  SjPoint from = sj_card_out_port (route->from, port_of (route->path)), to = sj_card_in_port (route->to);
  bool late = is_late (route), down = to.y > from.y;

  return (Job) { route, from.x, down == late ? from.y : -from.y, route->path->node->index * 64 + port_of (route->path),
                 late };
}

static void
route_one (SjScene *scene, SjRoute *route, bool late)
{
  SjPoint from = sj_card_out_port (route->from, port_of (route->path)), to = sj_card_in_port (route->to);

  sj_route_plan (scene, from, to, route->from, route->to, late);
  sj_route_find_lanes (scene);
  set_points (scene, route, (const SjPoint *) (void *) scene->sketch->data, scene->sketch->len);
}

static void
route_dirty (SjScene *scene)
{
  g_autoptr (GArray) jobs = g_array_sized_new (FALSE, FALSE, sizeof (Job), scene->dirty_routes->len);

  for (guint i = 0; i < scene->dirty_routes->len; i++)
    {
      SjRoute *route = scene->dirty_routes->pdata[i];
      const SjNode *target = sj_path_target (route->path);
      Job job;

      route->dirty = false;
      save_route (scene, route);
      sj_grid_remove_route (&scene->grid, route);
      route->to = target ? sj_scene_card_of (scene, target) : NULL;
      if (route->to == NULL)
        {
          set_points (scene, route, NULL, 0);
          continue;
        }
      job = job_of (route);
      g_array_append_val (jobs, job);
    }
  g_ptr_array_set_size (scene->dirty_routes, 0);
  g_array_sort (jobs, compare_jobs);
  for (guint i = 0; i < jobs->len; i++)
    route_one (scene, g_array_index (jobs, Job, i).route, g_array_index (jobs, Job, i).late);
}

bool
sj_scene_update (SjScene *scene)
{
  bool changed;

  if (scene->dirty_cards->len > 0)
    {
      place_cards (scene);
      bring_back (scene);
    }
  if (scene->ground_dirty)
    find_ground (scene);
  if (scene->dirty_routes->len > 0)
    route_dirty (scene);
  changed = scene->changed;
  scene->changed = false;
  return changed;
}

void
sj_scene_reroute (SjScene *scene)
{
  GHashTableIter iter;
  gpointer route;

  sj_scene_update (scene);
  g_hash_table_iter_init (&iter, scene->route_of);
  while (g_hash_table_iter_next (&iter, NULL, &route))
    soil_route (scene, route);
  route_dirty (scene);
}

/* ------------------------------------------------------------------ during a drag */

static void
hold (SjScene *scene, SjCard *const *cards, uint32_t n_cards)
{
  if (scene->held->len > 0)
    return;
  for (uint32_t i = 0; i < n_cards; i++)
    if (!cards[i]->held)
      {
        cards[i]->held = true;
        g_ptr_array_add (scene->held, cards[i]);
      }
}

void
sj_scene_shift (SjScene *scene, SjCard *const *cards, uint32_t n_cards, int32_t dx, int32_t dy)
{
  sj_scene_update (scene);
  hold (scene, cards, n_cards);
  scene->shift = (SjPoint) { dx, dy };
  for (guint i = 0; i < scene->held->len; i++)
    soil_card (scene, scene->held->pdata[i]);
  sj_scene_update (scene);
  scene->changed = true;
}

static void
let_go (SjScene *scene)
{
  for (guint i = 0; i < scene->held->len; i++)
    ((SjCard *) scene->held->pdata[i])->held = false;
  g_ptr_array_set_size (scene->held, 0);
}

static void
forget_saved (SjScene *scene)
{
  for (guint i = 0; i < scene->saved->len; i++)
    {
      SjRoute *route = scene->saved->pdata[i];

      g_clear_pointer (&route->saved, g_free);
      route->n_saved = 0;
      route->is_saved = false;
    }
  g_ptr_array_set_size (scene->saved, 0);
}

/* Whether the route still begins and ends at its ports: the journey may have changed meanwhile. */
static bool
ends_fit (const SjRoute *route)
{
  const SjNode *target = sj_path_target (route->path);
  SjPoint from, to;

  if (route->n_points == 0 || route->to == NULL || route->to->node != target)
    return route->n_points == 0 && target == NULL;
  from = sj_card_out_port (route->from, port_of (route->path));
  to = sj_card_in_port (route->to);
  return route->points[0].x == from.x && route->points[0].y == from.y &&
         route->points[route->n_points - 1].x == to.x && route->points[route->n_points - 1].y == to.y;
}

void
sj_scene_unshift (SjScene *scene)
{
  g_autoptr (GPtrArray) held = g_ptr_array_copy (scene->held, NULL, NULL);

  let_go (scene);
  scene->ghostly = false;
  for (guint i = 0; i < held->len; i++)
    place_card (scene, held->pdata[i]);
  find_ground (scene);
  for (guint i = 0; i < scene->saved->len; i++)
    {
      SjRoute *route = scene->saved->pdata[i];

      set_points (scene, route, route->saved, route->n_saved);
      if (!ends_fit (route))
        soil_route (scene, route);
    }
  forget_saved (scene);
}

void
sj_scene_settle (SjScene *scene)
{
  if (scene->ghostly)
    for (guint i = 0; i < scene->held->len; i++)
      soil_blocked (scene, scene->held->pdata[i]);
  scene->ghostly = false;
  let_go (scene);
  forget_saved (scene);
}

void
sj_scene_set_ghostly (SjScene *scene, bool ghostly)
{
  scene->ghostly = ghostly;
}

/* ------------------------------------------------------------------ reading */

SjJourney *
sj_scene_journey (const SjScene *scene)
{
  return scene->journey;
}

uint32_t
sj_scene_n_cards (const SjScene *scene)
{
  return scene->cards->len;
}

SjCard *
sj_scene_card (const SjScene *scene, uint32_t index)
{
  return scene->cards->pdata[index];
}

SjCard *
sj_scene_card_of (const SjScene *scene, const SjNode *node)
{
  return g_hash_table_lookup (scene->card_of, node);
}

SjCard *
sj_scene_find (const SjScene *scene, const char *node)
{
  const SjNode *found = node ? sj_journey_find (scene->journey, node) : NULL;

  return found ? sj_scene_card_of (scene, found) : NULL;
}

SjRoute *
sj_scene_route_of (const SjScene *scene, const SjPath *path)
{
  return g_hash_table_lookup (scene->route_of, path);
}

SjBox
sj_scene_bounds (const SjScene *scene)
{
  SjScene *cache = (SjScene *) scene;
  GHashTableIter iter;
  gpointer route;

  if (scene->bounds_known)
    return scene->bounds;
  cache->bounds = scene->ground;
  g_hash_table_iter_init (&iter, scene->route_of);
  while (g_hash_table_iter_next (&iter, NULL, &route))
    if (((const SjRoute *) route)->n_points > 0)
      cache->bounds = sj_box_around (&scene->bounds, &((const SjRoute *) route)->bounds);
  cache->bounds_known = true;
  return scene->bounds;
}

/* ------------------------------------------------------------------ from beginning to end */

SjScene *
sj_scene_new (SjJourney *journey)
{
  SjScene *scene = g_new0 (SjScene, 1);

  scene->journey = sj_journey_ref (journey);
  scene->card_of = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  scene->route_of = g_hash_table_new_full (NULL, NULL, NULL, free_route);
  scene->cards = g_ptr_array_new ();
  scene->dirty_cards = g_ptr_array_new ();
  scene->dirty_routes = g_ptr_array_new ();
  scene->held = g_ptr_array_new ();
  scene->saved = g_ptr_array_new ();
  scene->found = g_ptr_array_new ();
  scene->sketch = g_array_new (FALSE, FALSE, sizeof (SjPoint));
  scene->used = g_array_new (FALSE, FALSE, sizeof (int32_t));
  scene->search = sj_search_new ();
  sj_grid_init (&scene->grid);
  for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
    add_card (scene, sj_journey_node (journey, i));
  if (!journey->frozen)
    scene->observer = sj_journey_observe (journey, follow_cb, scene);
  sj_scene_update (scene);
  return scene;
}

void
sj_scene_free (SjScene *scene)
{
  if (scene == NULL)
    return;
  if (scene->observer != 0)
    sj_journey_unobserve (scene->journey, scene->observer);
  g_hash_table_unref (scene->route_of);
  g_hash_table_unref (scene->card_of);
  g_ptr_array_unref (scene->cards);
  g_ptr_array_unref (scene->dirty_cards);
  g_ptr_array_unref (scene->dirty_routes);
  g_ptr_array_unref (scene->held);
  g_ptr_array_unref (scene->saved);
  g_ptr_array_unref (scene->found);
  g_array_unref (scene->sketch);
  g_array_unref (scene->used);
  sj_search_free (scene->search);
  sj_grid_clear (&scene->grid);
  sj_journey_unref (scene->journey);
  g_free (scene);
}
