/* sj-route-search.c -- a way around anything, where the usual shapes do not do.
 *
 * A ray runs until a card stops it.  It may turn where it is level with the target, where
 * it was stopped, and where the card that stopped the ray before it ends; so one gets
 * around every card and out of every corner.  Rays are tried in the order of the length
 * they promise, a turn counting as much as a stretch of TURN.
 */
#include "scene/sj-scene-private.h"

#define TURN      64
#define MOST_RAYS 3000
#define BESIDE    64      /* how far beyond everything a way may lead */
#define NOBODY    UINT32_MAX

typedef struct
{
  SjPoint at;
  SjDirection direction;
  SjDirection resume;       /* the direction before `around` was in the way */
  SjCard *around;
  uint32_t parent;
  int64_t cost;
} Ray;

typedef struct
{
  int64_t promise;
  uint32_t ray;
} Candidate;

typedef struct
{
  SjPoint at;
  SjCard *around;
  SjDirection direction;
  uint32_t run;             /* the search that it was seen in */
} Seen;

struct SjSearch
{
  GArray *rays;
  GArray *queue;            /* a heap of Candidate */
  Seen *seen;
  uint32_t size, count;
  uint32_t run;

  /* Of the search that goes on. */
  SjScene *scene;
  SjPoint goal;
  int32_t clearance;
  SjBox limits;
};

SjSearch *
sj_search_new (void)
{
  SjSearch *search = g_new0 (SjSearch, 1);

  search->rays = g_array_new (FALSE, FALSE, sizeof (Ray));
  search->queue = g_array_new (FALSE, FALSE, sizeof (Candidate));
  search->size = 1024;
  search->seen = g_new0 (Seen, search->size);
  return search;
}

void
sj_search_free (SjSearch *search)
{
  g_array_unref (search->rays);
  g_array_unref (search->queue);
  g_free (search->seen);
  g_free (search);
}

/* ------------------------------------------------------------------ what was tried */

static uint32_t
slot_of (const SjSearch *search, const Ray *ray)
{
  uint64_t hash = ((uint64_t) (uint32_t) ray->at.x << 32 | (uint32_t) ray->at.y) * UINT64_C (0x9e3779b97f4a7c15);

  hash ^= (uint64_t) (uintptr_t) ray->around * UINT64_C (0xff51afd7ed558ccd) + ray->direction;
  return (uint32_t) (hash >> 33) & (search->size - 1);
}

static void
grow (SjSearch *search)
{
  Seen *before = search->seen;
  uint32_t size = search->size;

  search->size *= 2;
  search->seen = g_new0 (Seen, search->size);
  for (uint32_t i = 0; i < size; i++)
    if (before[i].run == search->run)
      {
        Ray ray = { before[i].at, before[i].direction, .around = before[i].around };
        uint32_t slot = slot_of (search, &ray);

        while (search->seen[slot].run == search->run)
          slot = (slot + 1) & (search->size - 1);
        search->seen[slot] = before[i];
      }
  g_free (before);
}

/* Notes the ray; false: it was tried before. */
static bool
note (SjSearch *search, const Ray *ray)
{
  uint32_t slot = slot_of (search, ray);

  for (; search->seen[slot].run == search->run; slot = (slot + 1) & (search->size - 1))
    {
      const Seen *seen = &search->seen[slot];

      if (seen->at.x == ray->at.x && seen->at.y == ray->at.y && seen->direction == ray->direction &&
          seen->around == ray->around)
        return false;
    }
  search->seen[slot] = (Seen) { ray->at, ray->around, ray->direction, search->run };
  if (++search->count * 2 > search->size)
    grow (search);
  return true;
}

/* ------------------------------------------------------------------ the queue */

static Candidate *
candidate (SjSearch *search, uint32_t index)
{
  return &g_array_index (search->queue, Candidate, index);
}

static void
push_candidate (SjSearch *search, Candidate new)
{
  uint32_t at = search->queue->len;

  g_array_append_val (search->queue, new);
  for (; at > 0 && candidate (search, (at - 1) / 2)->promise > new.promise; at = (at - 1) / 2)
    *candidate (search, at) = *candidate (search, (at - 1) / 2);
  *candidate (search, at) = new;
}

static uint32_t
pop_candidate (SjSearch *search)
{
  uint32_t ray = candidate (search, 0)->ray, count = search->queue->len - 1, at = 0;
  Candidate last = *candidate (search, count);

  g_array_set_size (search->queue, count);
  for (uint32_t child = 1; child < count; child = 2 * at + 1)
    {
      if (child + 1 < count && candidate (search, child + 1)->promise < candidate (search, child)->promise)
        child++;
      if (candidate (search, child)->promise >= last.promise)
        break;
      *candidate (search, at) = *candidate (search, child);
      at = child;
    }
  if (count > 0)
    *candidate (search, at) = last;
  return ray;
}

static void
push (SjSearch *search, uint32_t parent, SjPoint at, SjDirection direction, SjCard *around, SjDirection resume)
{
  const Ray *from = parent == NOBODY ? NULL : &g_array_index (search->rays, Ray, parent);
  Ray ray = { at, direction, resume, around, parent, 0 };
  Candidate new = { .ray = search->rays->len };

  if (from != NULL)
    ray.cost = from->cost + abs (at.x - from->at.x) + abs (at.y - from->at.y) + TURN;
  new.promise = ray.cost + abs (search->goal.x - at.x) + abs (search->goal.y - at.y);
  g_array_append_val (search->rays, ray);
  push_candidate (search, new);
}

/* ------------------------------------------------------------------ turning */

static SjDirection
opposite (SjDirection direction)
{
  return (SjDirection) (direction ^ 2);
}

static SjDirection
towards (const SjSearch *search, SjPoint at, bool level)
{
  if (level)
    return at.x <= search->goal.x ? SJ_RIGHT : SJ_LEFT;
  return at.y <= search->goal.y ? SJ_DOWN : SJ_UP;
}

static SjPoint
point_on (const Ray *ray, int32_t place)
{
  return sj_direction_is_level (ray->direction) ? (SjPoint) { place, ray->at.y } : (SjPoint) { ray->at.x, place };
}

/* Whether a place lies on the ray, its beginning included. */
static bool
is_on (const Ray *ray, int32_t stop, int32_t place)
{
  int32_t start = sj_direction_is_level (ray->direction) ? ray->at.x : ray->at.y;

  return ray->direction == SJ_RIGHT || ray->direction == SJ_DOWN ? place >= start && place <= stop
                                                                 : place <= start && place >= stop;
}

/* Where the ray leaves the border of a card behind. */
static int32_t
far_edge (const SjSearch *search, const SjCard *card, SjDirection direction)
{
  const SjBox *box = &card->placed;

  switch (direction)
    {
    case SJ_RIGHT:
      return sj_box_right (box) + search->clearance;
    case SJ_LEFT:
      return box->x - search->clearance;
    case SJ_DOWN:
      return sj_box_bottom (box) + search->clearance;
    default:
      return box->y - search->clearance;
    }
}

static int32_t
limit_of (const SjSearch *search, SjDirection direction)
{
  switch (direction)
    {
    case SJ_RIGHT:
      return sj_box_right (&search->limits);
    case SJ_LEFT:
      return search->limits.x;
    case SJ_DOWN:
      return sj_box_bottom (&search->limits);
    default:
      return search->limits.y;
    }
}

/* Level with the target: towards it. */
static void
turn_to_goal (SjSearch *search, uint32_t index, int32_t stop)
{
  Ray ray = g_array_index (search->rays, Ray, index);
  bool level = sj_direction_is_level (ray.direction);
  int32_t place = level ? search->goal.x : search->goal.y;
  SjPoint at = point_on (&ray, place);

  if (is_on (&ray, stop, place) && (level ? at.y != search->goal.y : at.x != search->goal.x))
    push (search, index, at, towards (search, at, !level), NULL, SJ_RIGHT);
}

/* Past the card that was in the way: on as before, and back towards the target. */
static void
turn_around (SjSearch *search, uint32_t index, int32_t stop)
{
  Ray ray = g_array_index (search->rays, Ray, index);
  int32_t place;
  SjPoint at;

  if (ray.around == NULL)
    return;
  place = far_edge (search, ray.around, ray.direction);
  if (!is_on (&ray, stop, place))
    return;
  at = point_on (&ray, place);
  if (sj_direction_is_level (ray.resume) != sj_direction_is_level (ray.direction))
    push (search, index, at, ray.resume, ray.around, opposite (ray.direction));
}

/* Stopped by a card: to both sides, but not back where the ray came from. */
static void
turn_at_stop (SjSearch *search, uint32_t index, int32_t stop, SjCard *blocker)
{
  Ray ray = g_array_index (search->rays, Ray, index);
  SjPoint at = point_on (&ray, stop);
  bool level = sj_direction_is_level (ray.direction), moved = at.x != ray.at.x || at.y != ray.at.y;

  for (int side = 0; side < 2; side++)
    {
      SjDirection direction = level ? (side ? SJ_UP : SJ_DOWN) : (side ? SJ_LEFT : SJ_RIGHT);

      if (!moved && ray.parent != NOBODY &&
          direction == opposite (g_array_index (search->rays, Ray, ray.parent).direction))
        continue;
      push (search, index, at, direction, blocker, ray.direction);
    }
}

/* ------------------------------------------------------------------ the search */

/* Whether the ray reaches the target, so that the path may go straight on into the port. */
static bool
arrives (const SjSearch *search, const Ray *ray, int32_t stop)
{
  bool level = sj_direction_is_level (ray->direction);

  if (ray->direction == SJ_LEFT)
    return false;
  return level ? ray->at.y == search->goal.y && is_on (ray, stop, search->goal.x)
               : ray->at.x == search->goal.x && is_on (ray, stop, search->goal.y);
}

static void
write_way (SjSearch *search, uint32_t index)
{
  GArray *sketch = search->scene->sketch;
  guint first = sketch->len;

  g_array_append_val (sketch, search->goal);
  for (; index != NOBODY; index = g_array_index (search->rays, Ray, index).parent)
    g_array_append_val (sketch, g_array_index (search->rays, Ray, index).at);
  for (guint i = first, j = sketch->len - 1; i < j; i++, j--)
    {
      SjPoint swap = g_array_index (sketch, SjPoint, i);

      g_array_index (sketch, SjPoint, i) = g_array_index (sketch, SjPoint, j);
      g_array_index (sketch, SjPoint, j) = swap;
    }
}

static bool
search_on (SjSearch *search)
{
  while (search->queue->len > 0 && search->rays->len < MOST_RAYS)
    {
      uint32_t index = pop_candidate (search);
      Ray ray = g_array_index (search->rays, Ray, index);
      SjCard *blocker;
      int32_t stop;

      if (!note (search, &ray))
        continue;
      stop = sj_grid_cast (&search->scene->grid, ray.at, ray.direction, limit_of (search, ray.direction),
                           search->clearance, &blocker);
      if (arrives (search, &ray, stop))
        {
          write_way (search, index);
          return true;
        }
      turn_to_goal (search, index, stop);
      turn_around (search, index, stop);
      if (blocker != NULL)
        turn_at_stop (search, index, stop, blocker);
    }
  return false;
}

bool
sj_search_run (SjScene *scene, SjPoint from, SjPoint to, const SjCard *source, int32_t clearance)
{
  SjSearch *search = scene->search;
  SjPoint start = { from.x + clearance, from.y };
  SjBox bounds = scene->ground, ends = { MIN (from.x, to.x), MIN (from.y, to.y), abs (to.x - from.x) + 1,
                                                   abs (to.y - from.y) + 1 };

  search->scene = scene;
  search->goal = (SjPoint) { to.x - clearance, to.y };
  search->clearance = clearance;
  bounds = sj_box_around (&bounds, &ends);
  search->limits = sj_box_grown (&bounds, BESIDE);
  search->run++;
  search->count = 0;
  g_array_set_size (search->rays, 0);
  g_array_set_size (search->queue, 0);
  push (search, NOBODY, start, SJ_RIGHT, NULL, SJ_RIGHT);
  push (search, NOBODY, start, SJ_DOWN, (SjCard *) source, SJ_LEFT);
  push (search, NOBODY, start, SJ_UP, (SjCard *) source, SJ_LEFT);
  return search_on (search);
}
