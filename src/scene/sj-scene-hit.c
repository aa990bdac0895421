/* sj-scene-hit.c -- ports, handles, and what is under the pointer.
 *
 * Reaches are in pixels, so they grow in the scene as it is drawn smaller, up to
 * MOST_REACH for what lies on a card: otherwise a small card would be nothing but ports.
 */
#include "scene/sj-scene-private.h"

#include <math.h>

#define PORT_REACH   16.0     /* to each side */
#define PORT_TOUCH   22.0
#define PATH_REACH   12.0
#define PATH_TOUCH   22.0
#define END_REACH    12.0
#define PLUS_REACH   12.0
#define MOST_REACH   40.0     /* units */
#define PORTS_FROM   0.3      /* drawn smaller, there are no ports */
#define CHIP_WIDTH   56
#define CHIP_HEIGHT  20

SjPoint
sj_card_in_port (const SjCard *card)
{
  return (SjPoint) { card->box.x, card->box.y + SJ_SCENE_CARD_HEIGHT / 2 };
}

SjPoint
sj_card_out_port (const SjCard *card, uint32_t path)
{
  int32_t y = card->box.y + SJ_SCENE_CARD_HEIGHT / 2;

  if (card->node->n_paths > 1)
    y = card->box.y + SJ_SCENE_CARD_HEIGHT + (int32_t) path * SJ_SCENE_ROW_HEIGHT + SJ_SCENE_ROW_HEIGHT / 2;
  return (SjPoint) { sj_box_right (&card->box), y };
}

SjBox
sj_card_row (const SjCard *card, uint32_t path)
{
  if (card->node->n_paths <= 1)
    return (SjBox) { 0, 0, 0, 0 };
  return (SjBox) { card->box.x, card->box.y + SJ_SCENE_CARD_HEIGHT + (int32_t) path * SJ_SCENE_ROW_HEIGHT,
                   card->box.width, SJ_SCENE_ROW_HEIGHT };
}

bool
sj_node_has_in_port (const SjNode *node)
{
  return !(node->kind->flags & SJ_KIND_ENTRY);
}

/* ------------------------------------------------------------------ handles on a path */

/* The part of a stretch inside of the box; its length, below 0: none. */
static int32_t
clip (SjPoint *a, SjPoint *b, const SjBox *box)
{
  SjPoint low = { MIN (a->x, b->x), MIN (a->y, b->y) }, high = { MAX (a->x, b->x), MAX (a->y, b->y) };

  if (box != NULL)
    {
      low = (SjPoint) { MAX (low.x, box->x), MAX (low.y, box->y) };
      high = (SjPoint) { MIN (high.x, sj_box_right (box)), MIN (high.y, sj_box_bottom (box)) };
    }
  *a = low;
  *b = high;
  return low.x > high.x || low.y > high.y ? -1 : high.x - low.x + high.y - low.y;
}

bool
sj_scene_plus (const SjRoute *route, const SjBox *visible, SjPoint *middle)
{
  int32_t longest = 0;

  for (uint32_t i = 0; i + 1 < route->n_points; i++)
    {
      SjPoint a = route->points[i], b = route->points[i + 1];
      int32_t length = clip (&a, &b, visible);

      if (length <= longest)
        continue;
      longest = length;
      *middle = (SjPoint) { a.x + (b.x - a.x) / 2, a.y + (b.y - a.y) / 2 };
    }
  return longest > 0;
}

bool
sj_scene_delay_chip (const SjRoute *route, SjBox *chip)
{
  uint32_t best = UINT32_MAX;
  int32_t longest = -1;
  SjPoint a, b;

  for (uint32_t i = 0; i + 1 < route->n_points && longest < CHIP_WIDTH; i++)
    if (route->points[i].y == route->points[i + 1].y && abs (route->points[i].x - route->points[i + 1].x) > longest)
      {
        longest = abs (route->points[i].x - route->points[i + 1].x);
        best = i;
      }
  if (best == UINT32_MAX)
    return false;
  a = route->points[best];
  b = route->points[best + 1];
  *chip = (SjBox) { a.x + (b.x - a.x) / 2 - CHIP_WIDTH / 2, a.y - CHIP_HEIGHT / 2, CHIP_WIDTH, CHIP_HEIGHT };
  return true;
}

/* ------------------------------------------------------------------ hitting */

typedef struct
{
  SjScene *scene;
  const SjProbe *probe;
  SjHit hit;
  double nearest;
} Look;

static double
reach (const SjProbe *probe, double pixels, double touch)
{
  return MIN ((probe->touch ? touch : pixels) / probe->scale, MOST_REACH);
}

static double
distance (const SjProbe *probe, SjPoint point)
{
  return MAX (fabs (probe->x - point.x), fabs (probe->y - point.y));
}

static SjBox
around (const SjProbe *probe, double by)
{
  int32_t left = (int32_t) floor (probe->x - by), top = (int32_t) floor (probe->y - by);

  return (SjBox) { left, top, (int32_t) ceil (probe->x + by) - left + 1, (int32_t) ceil (probe->y + by) - top + 1 };
}

static void
take (Look *look, double far, SjHit hit)
{
  if (far > look->nearest)
    return;
  look->nearest = far;
  look->hit = hit;
}

static void
try_ports (Look *look, SjCard *card, double within)
{
  const SjProbe *probe = look->probe;

  if (sj_node_has_in_port (card->node) && distance (probe, sj_card_in_port (card)) <= within)
    take (look, distance (probe, sj_card_in_port (card)), (SjHit) { SJ_HIT_IN_PORT, card });
  for (uint32_t i = 0; i < card->node->n_paths; i++)
    {
      SjPoint port = sj_card_out_port (card, i);
      const SjPath *path = card->node->paths[i];

      if (distance (probe, port) <= within)
        take (look, distance (probe, port),
              (SjHit) { SJ_HIT_OUT_PORT, card, sj_scene_route_of (look->scene, path), path });
    }
}

/* Of cards one above the other, the one drawn last. */
static void
try_card (Look *look, SjCard *card)
{
  const SjProbe *probe = look->probe;

  if (!sj_box_holds (&card->box, (SjPoint) { (int32_t) floor (probe->x), (int32_t) floor (probe->y) }))
    return;
  if (look->hit.type == SJ_HIT_CARD && look->hit.card->node->index > card->node->index)
    return;
  look->hit = (SjHit) { SJ_HIT_CARD, card };
}

static SjHit
path_hit (SjHitType type, SjRoute *route)
{
  return (SjHit) { type, NULL, route, route->path };
}

static double
distance_to_route (const SjProbe *probe, const SjRoute *route)
{
  double nearest = G_MAXDOUBLE;

  for (uint32_t i = 0; i + 1 < route->n_points; i++)
    {
      SjPoint a = route->points[i], b = route->points[i + 1];
      double dx = MAX (0, MAX (MIN (a.x, b.x) - probe->x, probe->x - MAX (a.x, b.x)));
      double dy = MAX (0, MAX (MIN (a.y, b.y) - probe->y, probe->y - MAX (a.y, b.y)));

      nearest = MIN (nearest, hypot (dx, dy));
    }
  return nearest;
}

/* Ends, + and delay: what stands on a path. */
static void
try_handles (Look *look, GPtrArray *routes)
{
  const SjProbe *probe = look->probe;
  SjPoint middle;
  SjBox chip;

  for (guint i = 0; i < routes->len; i++)
    {
      SjRoute *route = routes->pdata[i];
      double within = reach (probe, END_REACH, PATH_TOUCH);

      if (!(route->marks & SJ_MARK_SELECTED) || route->n_points == 0)
        continue;
      if (distance (probe, route->points[route->n_points - 1]) <= within)
        take (look, distance (probe, route->points[route->n_points - 1]), path_hit (SJ_HIT_ENDING, route));
      if (distance (probe, route->points[0]) <= within)
        take (look, distance (probe, route->points[0]), path_hit (SJ_HIT_BEGINNING, route));
    }
  for (guint i = 0; i < routes->len && look->hit.type == SJ_HIT_NOTHING; i++)
    {
      SjRoute *route = routes->pdata[i];
      SjPoint at = { (int32_t) floor (probe->x), (int32_t) floor (probe->y) };

      if (route == probe->plus && sj_scene_plus (route, probe->visible, &middle) &&
          distance (probe, middle) <= reach (probe, PLUS_REACH, PATH_TOUCH))
        look->hit = path_hit (SJ_HIT_PLUS, route);
      else if (route->path->delay > 0 && sj_scene_delay_chip (route, &chip) && sj_box_holds (&chip, at))
        look->hit = path_hit (SJ_HIT_DELAY, route);
    }
}

static void
try_paths (Look *look, GPtrArray *routes)
{
  double within = (look->probe->touch ? PATH_TOUCH : PATH_REACH) / look->probe->scale;

  look->nearest = within;
  for (guint i = 0; i < routes->len; i++)
    take (look, distance_to_route (look->probe, routes->pdata[i]), path_hit (SJ_HIT_PATH, routes->pdata[i]));
}

SjHit
sj_scene_hit (SjScene *scene, const SjProbe *probe)
{
  double port = probe->scale >= PORTS_FROM ? reach (probe, PORT_REACH, PORT_TOUCH) : 0;
  SjBox wide = around (probe, PATH_TOUCH / probe->scale + CHIP_WIDTH), narrow = around (probe, port + 1);
  g_autoptr (GPtrArray) routes = g_ptr_array_new ();
  Look look = { scene, probe, { SJ_HIT_NOTHING }, G_MAXDOUBLE };
  GPtrArray *cards;

  sj_scene_routes_in (scene, &wide, routes);
  if (probe->scale >= PORTS_FROM)
    try_handles (&look, routes);
  if (look.hit.type != SJ_HIT_NOTHING)
    return look.hit;
  cards = sj_scene_gather (scene, narrow.x, narrow.y, sj_box_right (&narrow), sj_box_bottom (&narrow), 0);
  for (guint i = 0; i < cards->len && port > 0; i++)
    try_ports (&look, cards->pdata[i], port);
  for (guint i = 0; i < cards->len && (look.hit.type == SJ_HIT_NOTHING || look.hit.type == SJ_HIT_CARD); i++)
    try_card (&look, cards->pdata[i]);
  if (look.hit.type == SJ_HIT_NOTHING)
    try_paths (&look, routes);
  return look.hit;
}

/* ------------------------------------------------------------------ while a path is drawn */

SjPoint *
sj_scene_live_route (SjScene *scene, SjPoint from, const SjCard *source, SjPoint to, const SjCard *target,
                     uint32_t *n_points)
{
  sj_route_plan (scene, from, to, source, target, false);
  *n_points = scene->sketch->len;
  return g_memdup2 (scene->sketch->data, scene->sketch->len * sizeof (SjPoint));
}
