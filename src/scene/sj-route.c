/* sj-route.c -- the way of one path around the cards, and its place beside other paths.
 *
 * The usual shapes are tried first: straight, with one upright stretch, or back below the
 * cards; what they cannot do the search can.  Where there is no room for the clearance it
 * shrinks; only a port that is shut in has a route over a card, because there is no other.
 * Then each stretch between the first and the last moves aside until it has a lane.
 */
#include "scene/sj-scene-private.h"

#include <string.h>

#define TIGHT      4      /* clearance where many lanes have to pass */
#define REACH      96     /* how far a stretch moves aside */
#define STUB_LEAST 8      /* out of a port straight, where there is no room for more */
#define LEVELS     64     /* tries to get below everything */

static const int32_t clearances[] = { SJ_SCENE_CLEARANCE, 8, 2 };

static void
add_point (GArray *points, int32_t x, int32_t y)
{
  SjPoint point = { x, y };

  if (points->len > 0)
    {
      const SjPoint *last = &g_array_index (points, SjPoint, points->len - 1);

      if (last->x == x && last->y == y)
        return;
    }
  g_array_append_val (points, point);
}

/* ------------------------------------------------------------------ one upright stretch */

typedef struct
{
  int32_t from, to;    /* blocked between them */
} Block;

static int
compare_blocks (gconstpointer a, gconstpointer b)
{
  const Block *one = a, *other = b;

  return one->from < other->from ? -1 : one->from > other->from;
}

/* The place in [least, most] nearest to `wish` that no block covers; false: none. */
static bool
nearest_free (GArray *blocks, int32_t least, int32_t most, int32_t wish, int32_t *place)
{
  int32_t below = wish, above = wish;
  bool low, high;

  g_array_sort (blocks, compare_blocks);
  for (guint i = 0; i < blocks->len; i++)
    {
      const Block *block = &g_array_index (blocks, Block, i);

      if (block->from < above && above < block->to)
        above = block->to;
    }
  for (bool moved = true; moved;)
    {
      moved = false;
      for (guint i = blocks->len; i > 0; i--)
        {
          const Block *block = &g_array_index (blocks, Block, i - 1);

          if (block->from < below && below < block->to)
            {
              below = block->from;
              moved = true;
            }
        }
    }
  low = below >= least && below <= most;
  high = above >= least && above <= most;
  if (!low && !high)
    return false;
  *place = !high || (low && wish - below <= above - wish) ? below : above;
  return true;
}

static bool
plan_one_upright (SjScene *scene, SjPoint from, SjPoint to, int32_t clearance, bool late)
{
  int32_t start = from.x + clearance, end = to.x - clearance, least, most, place;
  g_autoptr (GArray) blocks = NULL;
  GPtrArray *near;

  if (end < start)
    return false;
  most = MIN (end, sj_grid_cast (&scene->grid, (SjPoint) { start, from.y }, SJ_RIGHT, end, clearance, NULL));
  least = MAX (start, sj_grid_cast (&scene->grid, (SjPoint) { end, to.y }, SJ_LEFT, start, clearance, NULL));
  if (least > most)
    return false;
  if (from.y == to.y && least == start && most == end)
    return true;
  blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  near = sj_scene_gather (scene, least - 1, MIN (from.y, to.y), most + 1, MAX (from.y, to.y), clearance);
  for (guint i = 0; i < near->len; i++)
    {
      const SjBox *box = &((const SjCard *) near->pdata[i])->placed;
      Block block = { box->x - clearance, sj_box_right (box) + clearance };

      g_array_append_val (blocks, block);
    }
  if (!nearest_free (blocks, least, most, late ? most : least, &place))
    return false;
  add_point (scene->sketch, place, from.y);
  add_point (scene->sketch, place, to.y);
  return true;
}

/* ------------------------------------------------------------------ back */

/* A level below which, between the two, no card is in the way. */
static bool
find_level (SjScene *scene, int32_t start, int32_t end, int32_t wish, int32_t most, int32_t clearance, int32_t *level)
{
  for (int i = 0; i < LEVELS && wish <= most; i++)
    {
      SjCard *blocker;

      sj_grid_cast (&scene->grid, (SjPoint) { start, wish }, SJ_LEFT, end, clearance, &blocker);
      if (blocker == NULL)
        {
          *level = wish;
          return true;
        }
      wish = sj_box_bottom (&blocker->placed) + clearance;
    }
  return false;
}

static bool
is_upright_free (SjScene *scene, int32_t x, int32_t from, int32_t to, int32_t clearance)
{
  SjCard *blocker;

  sj_grid_cast (&scene->grid, (SjPoint) { x, from }, to > from ? SJ_DOWN : SJ_UP, to, clearance, &blocker);
  return blocker == NULL;
}

/* Between the two cards where one is below the other, else below both. */
static bool
plan_back (SjScene *scene, SjPoint from, SjPoint to, const SjCard *source, const SjCard *target, int32_t clearance)
{
  int32_t start = from.x + clearance, end = to.x - clearance;
  int32_t source_bottom = source ? sj_box_bottom (&source->placed) : from.y;
  int32_t target_top = target ? target->placed.y : to.y;
  int32_t target_bottom = target ? sj_box_bottom (&target->placed) : to.y;
  int32_t wish = MAX (source_bottom, target_bottom) + clearance, most = INT32_MAX, level;

  if (start <= end)
    return false;
  if (source_bottom + 2 * clearance <= target_top)
    {
      wish = source_bottom + clearance + (target_top - source_bottom - 2 * clearance) / 2;
      most = target_top - clearance;
    }
  if (!find_level (scene, start, end, wish, most, clearance, &level) ||
      !is_upright_free (scene, start, from.y, level, clearance) ||
      !is_upright_free (scene, end, to.y, level, clearance))
    return false;
  add_point (scene->sketch, start, from.y);
  add_point (scene->sketch, start, level);
  add_point (scene->sketch, end, level);
  add_point (scene->sketch, end, to.y);
  return true;
}

/* ------------------------------------------------------------------ the plan */

/* Points in one line are one stretch; there and back on one line is none. */
static void
straighten (GArray *points)
{
  for (guint i = 1; i + 1 < points->len;)
    {
      const SjPoint *at = &g_array_index (points, SjPoint, i);
      bool upright = at[-1].x == at->x && at->x == at[1].x;
      bool level = at[-1].y == at->y && at->y == at[1].y;

      if (upright || level)
        {
          g_array_remove_index (points, i);
          i = MAX (1, i - 1);
        }
      else
        i++;
    }
}

/* Over whatever is there: the ports are shut in. */
static void
plan_anyhow (SjScene *scene, SjPoint from, SjPoint to)
{
  int32_t middle = from.x + (to.x - from.x) / 2, below = MAX (from.y, to.y) + SJ_SCENE_CARD_HEIGHT;

  if (to.x - from.x >= 2 * STUB_LEAST)
    {
      add_point (scene->sketch, middle, from.y);
      add_point (scene->sketch, middle, to.y);
      return;
    }
  add_point (scene->sketch, from.x + STUB_LEAST, from.y);
  add_point (scene->sketch, from.x + STUB_LEAST, below);
  add_point (scene->sketch, to.x - STUB_LEAST, below);
  add_point (scene->sketch, to.x - STUB_LEAST, to.y);
}

/* Whether the first or the last piece of the way lies too close to a card: then no way does. */
static bool
is_shut_in (SjScene *scene, SjPoint from, SjPoint to, int32_t clearance)
{
  SjCard *blocker;

  sj_grid_cast (&scene->grid, (SjPoint) { from.x + clearance, from.y }, SJ_RIGHT, from.x + clearance + 1, clearance,
                &blocker);
  if (blocker != NULL && blocker->placed.x - clearance < from.x + clearance)
    return true;
  sj_grid_cast (&scene->grid, (SjPoint) { to.x - clearance, to.y }, SJ_LEFT, to.x - clearance - 1, clearance,
                &blocker);
  return blocker != NULL && sj_box_right (&blocker->placed) + clearance > to.x - clearance;
}

void
sj_route_plan (SjScene *scene, SjPoint from, SjPoint to, const SjCard *source, const SjCard *target, bool late)
{
  bool found = false;

  for (size_t i = 0; i < G_N_ELEMENTS (clearances) && !found; i++)
    {
      g_array_set_size (scene->sketch, 0);
      add_point (scene->sketch, from.x, from.y);
      if (is_shut_in (scene, from, to, clearances[i]))
        continue;
      found = plan_one_upright (scene, from, to, clearances[i], late) ||
              plan_back (scene, from, to, source, target, clearances[i]) ||
              sj_search_run (scene, from, to, source, clearances[i]);
    }
  if (!found)
    {
      g_array_set_size (scene->sketch, 0);
      add_point (scene->sketch, from.x, from.y);
      plan_anyhow (scene, from, to);
    }
  add_point (scene->sketch, to.x, to.y);
  straighten (scene->sketch);
}

/* ------------------------------------------------------------------ lanes */

/* A stretch that may move aside: across from `at`, while it runs from low to high. */
typedef struct
{
  bool upright;
  int32_t at, low, high;
  int32_t least, most;      /* how far the stretches before and behind it let it */
} Slide;

static inline int32_t
across (const Slide *slide, const SjPoint *point)
{
  return slide->upright ? point->x : point->y;
}

static inline int32_t
along (const Slide *slide, const SjPoint *point)
{
  return slide->upright ? point->y : point->x;
}

/* A neighbour keeps its direction, and at least a corner of its length. */
static void
limit_by (Slide *slide, int32_t neighbour, int32_t keep)
{
  int32_t length = abs (neighbour - slide->at);

  keep = MIN (keep, length);
  if (neighbour < slide->at)
    slide->least = MAX (slide->least, neighbour + keep);
  else
    slide->most = MIN (slide->most, neighbour - keep);
}

static Slide
slide_of (const GArray *points, guint index, int32_t stub)
{
  const SjPoint *at = &g_array_index (points, SjPoint, index);
  Slide slide = { .upright = at[0].x == at[1].x };

  slide.at = across (&slide, &at[0]);
  slide.low = MIN (along (&slide, &at[0]), along (&slide, &at[1]));
  slide.high = MAX (along (&slide, &at[0]), along (&slide, &at[1]));
  slide.least = slide.at - REACH;
  slide.most = slide.at + REACH;
  limit_by (&slide, across (&slide, &at[-1]), index == 1 ? stub : SJ_SCENE_CORNER);
  limit_by (&slide, across (&slide, &at[2]), index + 3 == points->len ? stub : SJ_SCENE_CORNER);
  return slide;
}

/* As far as no card is in the way. */
static void
limit_by_cards (SjScene *scene, Slide *slide, int32_t clearance)
{
  int32_t low = slide->low, high = slide->high;
  GPtrArray *near = slide->upright
                        ? sj_scene_gather (scene, slide->least, low, slide->most, high, clearance)
                        : sj_scene_gather (scene, low, slide->least, high, slide->most, clearance);

  for (guint i = 0; i < near->len; i++)
    {
      const SjBox *box = &((const SjCard *) near->pdata[i])->placed;
      int32_t first = (slide->upright ? box->x : box->y) - clearance;
      int32_t last = (slide->upright ? sj_box_right (box) : sj_box_bottom (box)) + clearance;

      if (first < slide->at && slide->at < last)
        slide->least = slide->most = slide->at;
      else if (last <= slide->at)
        slide->least = MAX (slide->least, last);
      else
        slide->most = MIN (slide->most, first);
    }
}

/* Where others run beside it; into scene->used, in order. */
static void
gather_used (SjScene *scene, const Slide *slide)
{
  int32_t least = slide->least - SJ_SCENE_LANE, most = slide->most + SJ_SCENE_LANE;
  SjCellWalk walk;
  SjCell *cell;

  g_array_set_size (scene->used, 0);
  if (slide->upright)
    sj_cell_walk_init (&walk, &scene->grid, least, slide->low, most, slide->high);
  else
    sj_cell_walk_init (&walk, &scene->grid, slide->low, least, slide->high, most);
  while ((cell = sj_cell_walk_next (&walk)) != NULL)
    {
      const SjStretches *list = slide->upright ? &cell->upright : &cell->level;

      for (uint32_t i = 0; i < list->count; i++)
        {
          const SjStretch *other = &list->items[i];

          if (other->at > least && other->at < most && other->from < slide->high && other->to > slide->low)
            g_array_append_val (scene->used, other->at);
        }
    }
}

static bool
is_apart (const GArray *used, int32_t at)
{
  for (guint i = 0; i < used->len; i++)
    if (abs (g_array_index (used, int32_t, i) - at) < SJ_SCENE_LANE)
      return false;
  return true;
}

static void
try_lane (const Slide *slide, const GArray *used, int32_t at, int32_t *best)
{
  if (at >= slide->least && at <= slide->most && abs (at - slide->at) < abs (*best - slide->at) && is_apart (used, at))
    *best = at;
}

static bool
find_lane (const Slide *slide, const GArray *used, int32_t *lane)
{
  int32_t best = INT32_MAX / 2;

  if (is_apart (used, slide->at))
    {
      *lane = slide->at;
      return true;
    }
  for (guint i = 0; i < used->len; i++)
    {
      try_lane (slide, used, g_array_index (used, int32_t, i) + SJ_SCENE_LANE, &best);
      try_lane (slide, used, g_array_index (used, int32_t, i) - SJ_SCENE_LANE, &best);
    }
  *lane = best;
  return best != INT32_MAX / 2;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  int32_t one = *(const int32_t *) a, other = *(const int32_t *) b;

  return one < other ? -1 : one > other;
}

/* The middle of the widest gap, where lanes are closer than they should be. */
static int32_t
widest_gap (const Slide *slide, GArray *used)
{
  int32_t before = slide->least, best = slide->at, width = 0;

  g_array_sort (used, compare_places);
  for (guint i = 0; i <= used->len; i++)
    {
      int32_t next = i < used->len ? CLAMP (g_array_index (used, int32_t, i), slide->least, slide->most) : slide->most;

      if (next - before > width)
        {
          width = next - before;
          best = before + width / 2;
        }
      before = next;
    }
  return best;
}

static void
move_stretch (GArray *points, guint index, const Slide *slide, int32_t to)
{
  SjPoint *at = &g_array_index (points, SjPoint, index);

  for (int i = 0; i < 2; i++)
    if (slide->upright)
      at[i].x = to;
    else
      at[i].y = to;
}

static void
find_lane_of (SjScene *scene, guint index)
{
  Slide slide = slide_of (scene->sketch, index, SJ_SCENE_CLEARANCE);
  int32_t lane;

  gather_used (scene, &slide);
  if (is_apart (scene->used, slide.at))
    return;
  limit_by_cards (scene, &slide, SJ_SCENE_CLEARANCE);
  if (!find_lane (&slide, scene->used, &lane))
    {
      slide = slide_of (scene->sketch, index, STUB_LEAST);
      limit_by_cards (scene, &slide, TIGHT);
      if (!find_lane (&slide, scene->used, &lane))
        lane = widest_gap (&slide, scene->used);
    }
  move_stretch (scene->sketch, index, &slide, lane);
}

void
sj_route_find_lanes (SjScene *scene)
{
  for (guint i = 1; i + 2 < scene->sketch->len; i++)
    find_lane_of (scene, i);
  straighten (scene->sketch);
}
