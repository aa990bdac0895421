/* test-scene.c -- properties of a drawing, on journeys of chance and on small ones by hand. */
#include "graph-scene.h"

#include "kinds/sj-kinds-default.h"
#include "model/sj-edit-graph.h"
#include "scene/sj-scene.h"
#include "tests/model/random.h"

#include <string.h>

typedef struct
{
  SjJourney *journey;
  SjHistory *history;
  SjScene *scene;
} Fixture;

static Fixture
open_fixture (unsigned n_nodes, uint32_t seed, bool tidy)
{
  g_autoptr (JourneyGraph) graph = journey_graph_new (n_nodes, seed);
  Fixture fixture = { graph_journey (graph, tidy) };

  fixture.history = sj_history_new (fixture.journey);
  fixture.scene = sj_scene_new (fixture.journey);
  return fixture;
}

static void
close_fixture (Fixture *fixture)
{
  sj_scene_free (fixture->scene);
  sj_history_free (fixture->history);
  sj_journey_unref (fixture->journey);
}

static SjRoute *
route_at (const Fixture *fixture, uint32_t node, uint32_t path)
{
  return sj_scene_route_of (fixture->scene, sj_journey_node (fixture->journey, node)->paths[path]);
}

static void
move_to (Fixture *fixture, const SjNode *node, int32_t x, int32_t y)
{
  sj_history_do (fixture->history, sj_edit_move (&(SjShift) { node->id, x, y }, 1));
}

/* Somewhere on a coarse grid, no two in one place: at least 16 apart. */
static void
scatter (Fixture *fixture, GRand *chance)
{
  uint32_t count = sj_journey_n_nodes (fixture->journey), across = 1;
  g_autofree uint32_t *places = NULL;

  while (across * across < 2 * count)
    across++;
  places = g_new (uint32_t, across * across);
  for (uint32_t i = 0; i < across * across; i++)
    places[i] = i;
  for (uint32_t i = 0; i < count; i++)
    {
      uint32_t other = (uint32_t) g_rand_int_range (chance, (gint) i, (gint) (across * across)), place = places[other];

      places[other] = places[i];
      move_to (fixture, sj_journey_node (fixture->journey, i),
               (int32_t) (place % across) * 240 + g_rand_int_range (chance, 0, 17),
               (int32_t) (place / across) * 192 + g_rand_int_range (chance, 0, 9));
    }
}

/* ------------------------------------------------------------------ what holds of every route */

static bool
crosses_card (const SjRoute *route, const SjCard *card)
{
  for (uint32_t i = 0; i + 1 < route->n_points; i++)
    {
      SjPoint a = route->points[i], b = route->points[i + 1];

      if (MIN (a.x, b.x) < sj_box_right (&card->box) && MAX (a.x, b.x) > card->box.x &&
          MIN (a.y, b.y) < sj_box_bottom (&card->box) && MAX (a.y, b.y) > card->box.y)
        return true;
    }
  return false;
}

static void
check_route (const Fixture *fixture, const SjRoute *route, uint32_t port)
{
  const SjPoint *points = route->points;
  const SjNode *target = sj_path_target (route->path);
  uint32_t last = route->n_points - 1;
  SjPoint from, to;

  g_assert_true (route->to == (target ? sj_scene_card_of (fixture->scene, target) : NULL));
  if (target == NULL)
    {
      g_assert_cmpuint (route->n_points, ==, 0);
      return;
    }
  from = sj_card_out_port (route->from, port);
  to = sj_card_in_port (route->to);
  g_assert_cmpuint (route->n_points, >=, 2);
  g_assert_true (points[0].x == from.x && points[0].y == from.y);
  g_assert_true (points[last].x == to.x && points[last].y == to.y);
  g_assert_cmpint (points[1].x, >, points[0].x);
  g_assert_cmpint (points[last - 1].x, <, points[last].x);
  for (uint32_t i = 0; i < last; i++)
    {
      bool level = points[i].y == points[i + 1].y;

      g_assert_true (level || points[i].x == points[i + 1].x);
      g_assert_true (level == (i % 2 == 0));
    }
}

static void
check_routes (const Fixture *fixture)
{
  for (uint32_t v = 0; v < sj_journey_n_nodes (fixture->journey); v++)
    for (uint32_t p = 0; p < sj_journey_node (fixture->journey, v)->n_paths; p++)
      check_route (fixture, route_at (fixture, v, p), p);
}

static void
check_no_crossed_card (const Fixture *fixture)
{
  for (uint32_t v = 0; v < sj_journey_n_nodes (fixture->journey); v++)
    for (uint32_t p = 0; p < sj_journey_node (fixture->journey, v)->n_paths; p++)
      for (uint32_t c = 0; c < sj_scene_n_cards (fixture->scene); c++)
        if (crosses_card (route_at (fixture, v, p), sj_scene_card (fixture->scene, c)))
          g_error ("the route of %s %u crosses %s", sj_journey_node (fixture->journey, v)->id, p,
                   sj_scene_card (fixture->scene, c)->node->id);
}

static void
test_never_over_a_card (void)
{
  for (uint32_t seed = 1; seed <= 40; seed++)
    {
      Fixture fixture = open_fixture (30 + seed * 7, seed, seed % 2 == 0);
      g_autoptr (GRand) chance = g_rand_new_with_seed (seed);

      if (seed % 2 == 0)
        {
          check_routes (&fixture);
          check_no_crossed_card (&fixture);
        }
      scatter (&fixture, chance);
      sj_scene_update (fixture.scene);
      check_routes (&fixture);
      check_no_crossed_card (&fixture);
      sj_scene_reroute (fixture.scene);
      check_routes (&fixture);
      check_no_crossed_card (&fixture);
      close_fixture (&fixture);
    }
}

/* ------------------------------------------------------------------ what stays and what does not */

typedef struct
{
  SjRoute *route;
  SjPoint *points;
  uint32_t n_points;
} Kept;

static void
clear_kept (gpointer data)
{
  g_free (((Kept *) data)->points);
}

static GArray *
keep_routes (const Fixture *fixture)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Kept));

  g_array_set_clear_func (all, clear_kept);
  for (uint32_t v = 0; v < sj_journey_n_nodes (fixture->journey); v++)
    for (uint32_t p = 0; p < sj_journey_node (fixture->journey, v)->n_paths; p++)
      {
        SjRoute *route = route_at (fixture, v, p);
        Kept kept = { route, g_memdup2 (route->points, route->n_points * sizeof (SjPoint)), route->n_points };

        g_array_append_val (all, kept);
      }
  return all;
}

static bool
is_as_kept (const Kept *kept)
{
  return kept->n_points == kept->route->n_points &&
         (kept->n_points == 0 ||
          memcmp (kept->points, kept->route->points, kept->n_points * sizeof (SjPoint)) == 0);
}

static bool
is_near (const Kept *kept, const SjCard *card)
{
  SjCard grown = { .box = sj_box_grown (&card->box, SJ_SCENE_CLEARANCE) };
  SjRoute route = { .points = kept->points, .n_points = kept->n_points };

  return crosses_card (&route, &grown);
}

/* Moving a card changes the routes at it and those it stands in the way of, and no others. */
static void
test_others_stay (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (5);
  Fixture fixture = open_fixture (300, 11, true);
  unsigned touched = 0;

  for (int round = 0; round < 60; round++)
    {
      g_autoptr (GArray) before = keep_routes (&fixture);
      SjNode *node = sj_journey_node (fixture.journey, (uint32_t) g_rand_int_range (chance, 0, 300));
      SjCard *card = sj_scene_card_of (fixture.scene, node);

      move_to (&fixture, node, node->at.x + 16 * g_rand_int_range (chance, -40, 41),
               node->at.y + 16 * g_rand_int_range (chance, -20, 21));
      sj_scene_update (fixture.scene);
      for (guint i = 0; i < before->len; i++)
        {
          const Kept *kept = &g_array_index (before, Kept, i);

          if (kept->route->from == card || kept->route->to == card || is_near (kept, card))
            touched++;
          else
            g_assert_true (is_as_kept (kept));
        }
      check_routes (&fixture);
    }
  g_assert_cmpuint (touched, >, 60);
  close_fixture (&fixture);
}

/* However a journey came to be as it is: drawn anew, it looks the same. */
static void
test_anew (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (9);
  Fixture fixture = open_fixture (120, 3, true);

  for (int round = 0; round < 30; round++)
    {
      uint32_t count = sj_journey_n_nodes (fixture.journey);
      SjNode *node = sj_journey_node (fixture.journey, (uint32_t) g_rand_int_range (chance, 0, (gint) count));
      const char *ids[] = { node->id, NULL };
      SjScene *other;

      switch (g_rand_int_range (chance, 0, 4))
        {
        case 0:
          sj_edit_graph_delete (fixture.history, ids, true);
          break;
        case 1:
          g_strfreev (sj_edit_graph_duplicate (fixture.history, ids));
          break;
        case 2:
          sj_history_undo (fixture.history);
          break;
        default:
          move_to (&fixture, node, node->at.x + 160, node->at.y - 96);
          break;
        }
      if (round % 3 == 0)
        continue;
      sj_scene_update (fixture.scene);
      check_routes (&fixture);
      g_assert_cmpuint (sj_scene_n_cards (fixture.scene), ==, sj_journey_n_nodes (fixture.journey));
      sj_scene_reroute (fixture.scene);
      other = sj_scene_new (fixture.journey);
      for (uint32_t v = 0; v < sj_journey_n_nodes (fixture.journey); v++)
        for (uint32_t p = 0; p < sj_journey_node (fixture.journey, v)->n_paths; p++)
          {
            SjRoute *one = route_at (&fixture, v, p), *two = sj_scene_route_of (other, one->path);
            Kept kept = { one, two->points, two->n_points };

            g_assert_true (is_as_kept (&kept));
          }
      sj_scene_free (other);
    }
  close_fixture (&fixture);
}

/* Any edit there is, undone and redone as well, with updates now and then: what is drawn is
 * what the journey says, steps that are missing or stand nowhere included. */
static void
test_any_edit (void)
{
  for (uint32_t seed = 1; seed <= 30; seed++)
    {
      g_autoptr (GRand) chance = g_rand_new_with_seed (seed);
      Fixture fixture = { random_journey (chance, &sj_kinds_default, seed) };

      fixture.history = sj_history_new (fixture.journey);
      fixture.scene = sj_scene_new (fixture.journey);
      check_routes (&fixture);
      for (int round = 0; round < 200; round++)
        {
          int what = g_rand_int_range (chance, 0, 8);
          SjEdit *edit = what > 1 ? random_edit (chance, fixture.journey) : NULL;

          if (what == 0)
            sj_history_undo (fixture.history);
          else if (what == 1)
            sj_history_redo (fixture.history);
          else if (edit != NULL)
            sj_history_do (fixture.history, edit);
          if (round % 4 > 0)
            continue;
          sj_scene_update (fixture.scene);
          g_assert_cmpuint (sj_scene_n_cards (fixture.scene), ==, sj_journey_n_nodes (fixture.journey));
          check_routes (&fixture);
        }
      close_fixture (&fixture);
    }
}

/* ------------------------------------------------------------------ drags */

static void
test_drag_and_back (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (21);

  for (int round = 0; round < 20; round++)
    {
      Fixture fixture = open_fixture (150, (uint32_t) round + 1, true);
      g_autoptr (GArray) before = keep_routes (&fixture);
      SjCard *cards[12];
      uint32_t count = (uint32_t) g_rand_int_range (chance, 1, 13);

      for (uint32_t i = 0; i < count; i++)
        cards[i] = sj_scene_card (fixture.scene, 10 + i * 5);
      for (int step = 0; step < 15; step++)
        sj_scene_shift (fixture.scene, cards, count, g_rand_int_range (chance, -900, 900),
                        g_rand_int_range (chance, -500, 500));
      check_routes (&fixture);
      sj_scene_unshift (fixture.scene);
      for (guint i = 0; i < before->len; i++)
        g_assert_true (is_as_kept (&g_array_index (before, Kept, i)));
      for (uint32_t i = 0; i < sj_scene_n_cards (fixture.scene); i++)
        g_assert_cmpint (sj_scene_card (fixture.scene, i)->box.x, ==, sj_scene_card (fixture.scene, i)->node->at.x);
      close_fixture (&fixture);
    }
}

/* A card that only passes by leaves no trace on the routes that made way for it. */
static void
test_passing_by (void)
{
  Fixture fixture = open_fixture (200, 4, true);
  g_autoptr (GArray) before = keep_routes (&fixture);
  SjCard *card = sj_scene_card (fixture.scene, 100);

  for (int x = -2000; x <= 2000; x += 50)
    sj_scene_shift (fixture.scene, &card, 1, x, x / 4);
  sj_scene_shift (fixture.scene, &card, 1, 0, -100000);
  for (guint i = 0; i < before->len; i++)
    {
      const Kept *kept = &g_array_index (before, Kept, i);

      if (kept->route->from != card && kept->route->to != card)
        g_assert_true (is_as_kept (kept));
    }
  close_fixture (&fixture);
}

static void
test_settle (void)
{
  Fixture fixture = open_fixture (60, 2, true);
  SjCard *card = sj_scene_card (fixture.scene, 20);
  g_autoptr (GArray) after = NULL;

  sj_scene_shift (fixture.scene, &card, 1, 320, 48);
  after = keep_routes (&fixture);
  sj_scene_settle (fixture.scene);
  move_to (&fixture, card->node, card->node->at.x + 320, card->node->at.y + 48);
  sj_scene_update (fixture.scene);
  for (guint i = 0; i < after->len; i++)
    g_assert_true (is_as_kept (&g_array_index (after, Kept, i)));
  close_fixture (&fixture);
}

/* ------------------------------------------------------------------ looking */

static void
test_visible (void)
{
  Fixture fixture = open_fixture (400, 8, true);
  g_autoptr (GRand) chance = g_rand_new_with_seed (2);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  SjBox bounds = sj_scene_bounds (fixture.scene);

  for (int round = 0; round < 50; round++)
    {
      SjBox box = { g_rand_int_range (chance, bounds.x - 500, sj_box_right (&bounds)),
                    g_rand_int_range (chance, bounds.y - 500, sj_box_bottom (&bounds)),
                    g_rand_int_range (chance, 1, 3000), g_rand_int_range (chance, 1, 2000) };
      unsigned cards = 0, routes = 0;

      sj_scene_cards_in (fixture.scene, &box, found);
      for (uint32_t i = 0; i < sj_scene_n_cards (fixture.scene); i++)
        cards += sj_box_overlaps (&box, &sj_scene_card (fixture.scene, i)->box);
      g_assert_cmpuint (found->len, ==, cards);
      sj_scene_routes_in (fixture.scene, &box, found);
      for (uint32_t v = 0; v < sj_journey_n_nodes (fixture.journey); v++)
        for (uint32_t p = 0; p < sj_journey_node (fixture.journey, v)->n_paths; p++)
          {
            /* One unit more to the upper left, because a line has no width. */
            SjCard one = { .box = { box.x - 1, box.y - 1, box.width + 1, box.height + 1 } };

            routes += crosses_card (route_at (&fixture, v, p), &one);
          }
      g_assert_cmpuint (found->len, ==, routes);
    }
  close_fixture (&fixture);
}

static unsigned
count_crossings (const SjRoute *one, const SjRoute *other)
{
  unsigned count = 0;

  for (uint32_t i = 0; i + 1 < one->n_points; i++)
    for (uint32_t j = 0; j + 1 < other->n_points; j++)
      {
        SjPoint a = one->points[i], b = one->points[i + 1], c = other->points[j], d = other->points[j + 1];

        if ((a.x == b.x) == (c.x == d.x))
          continue;
        if (a.x == b.x)
          count += a.x > MIN (c.x, d.x) && a.x < MAX (c.x, d.x) && c.y > MIN (a.y, b.y) + 4 && c.y < MAX (a.y, b.y) - 4;
        else
          count += c.x > MIN (a.x, b.x) + 4 && c.x < MAX (a.x, b.x) - 4 && a.y > MIN (c.y, d.y) && a.y < MAX (c.y, d.y);
      }
  return count;
}

/* Of each crossing pair, the later one has the gap. */
static void
test_gaps (void)
{
  Fixture fixture = open_fixture (80, 6, false);
  g_autoptr (GArray) all = keep_routes (&fixture);
  unsigned total = 0;

  for (guint i = 0; i < all->len; i++)
    {
      SjRoute *route = g_array_index (all, Kept, i).route;
      unsigned count = 0;
      uint32_t n_gaps;

      for (guint j = 0; j < i; j++)
        count += count_crossings (route, g_array_index (all, Kept, j).route);
      sj_scene_gaps (fixture.scene, route, &n_gaps);
      g_assert_cmpuint (n_gaps, ==, count);
      total += count;
    }
  g_assert_cmpuint (total, >, 20);
  close_fixture (&fixture);
}

/* Two parallel stretches: where they are, and from where to where they run. */
static bool
is_close (int32_t one, int32_t other, int32_t a, int32_t b, int32_t c, int32_t d)
{
  return abs (one - other) < SJ_SCENE_LANE && MIN (a, b) < MAX (c, d) && MIN (c, d) < MAX (a, b);
}

/* Parallel stretches are 8 apart, but at the port where they meet. */
static unsigned
count_close (const SjRoute *one, const SjRoute *other)
{
  unsigned count = 0;

  for (uint32_t i = 1; i + 2 < one->n_points; i++)
    for (uint32_t j = 1; j + 2 < other->n_points; j++)
      {
        SjPoint a = one->points[i], b = one->points[i + 1], c = other->points[j], d = other->points[j + 1];

        if (a.x == b.x && c.x == d.x)
          count += is_close (a.x, c.x, a.y, b.y, c.y, d.y);
        else if (a.y == b.y && c.y == d.y)
          count += is_close (a.y, c.y, a.x, b.x, c.x, d.x);
      }
  return count;
}

static void
test_lanes (void)
{
  for (uint32_t seed = 1; seed < 12; seed++)
    {
      Fixture fixture = open_fixture (100, seed, true);
      g_autoptr (GArray) all = keep_routes (&fixture);
      unsigned count = 0;

      for (guint i = 0; i < all->len; i++)
        for (guint j = 0; j < i; j++)
          count += count_close (g_array_index (all, Kept, i).route, g_array_index (all, Kept, j).route);
      g_assert_cmpuint (count, ==, 0);
      close_fixture (&fixture);
    }
}

/* ------------------------------------------------------------------ by hand */

/* Two waits in a row, and a way back from the second to the first. */
static Fixture
open_pair (int32_t x, int32_t y)
{
  Fixture fixture = open_fixture (2, 1, false);
  SjNode *first = sj_journey_node (fixture.journey, 0), *second = sj_journey_node (fixture.journey, 1);

  sj_history_do (fixture.history, sj_edit_connect (first->id, first->paths[0]->id, second->id));
  move_to (&fixture, first, 0, 0);
  move_to (&fixture, second, x, y);
  sj_scene_update (fixture.scene);
  return fixture;
}

static char *
write_points (const SjRoute *route)
{
  GString *text = g_string_new (NULL);

  for (uint32_t i = 0; i < route->n_points; i++)
    g_string_append_printf (text, "%s%d,%d", i > 0 ? " " : "", route->points[i].x, route->points[i].y);
  return g_string_free (text, FALSE);
}

static void
test_shapes (void)
{
  static const struct { int32_t x, y; const char *want; } cases[] = {
    { 288, 0, "208,32 288,32" },
    { 288, 96, "208,32 224,32 224,128 288,128" },
    { 0, 160, "208,32 224,32 224,112 -16,112 -16,192 0,192" },            /* between the two */
    { -288, 0, "208,32 224,32 224,80 -304,80 -304,32 -288,32" },          /* back: below */
    { -288, -160, "208,32 224,32 224,80 -304,80 -304,-128 -288,-128" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture = open_pair (cases[i].x, cases[i].y);
      g_autofree char *text = write_points (route_at (&fixture, 0, 0));

      g_assert_cmpstr (text, ==, cases[i].want);
      close_fixture (&fixture);
    }
}

/* At 400, 0 a card of one path; its in port at 400, 32. */
static void
test_hits (void)
{
  static const struct { double x, y, scale; bool touch; SjHitType want; } cases[] = {
    { 100, 20, 1, false, SJ_HIT_CARD },
    { 208, 32, 1, false, SJ_HIT_OUT_PORT },
    { 224, 48, 1, false, SJ_HIT_OUT_PORT },
    { 226, 32, 1, false, SJ_HIT_PATH },
    { 226, 32, 1, true, SJ_HIT_OUT_PORT },
    { 300, 43, 1, false, SJ_HIT_PATH },
    { 300, 46, 1, false, SJ_HIT_NOTHING },
    { 300, 53, 1, true, SJ_HIT_PATH },
    { 300, 53, 0.5, false, SJ_HIT_PATH },
    { 385, 32, 1, false, SJ_HIT_IN_PORT },
    { 450, 32, 1, false, SJ_HIT_CARD },
    { 450, 90, 1, false, SJ_HIT_NOTHING },
    { 208, 32, 0.2, false, SJ_HIT_PATH },     /* too small for ports */
    { 200, 32, 0.2, false, SJ_HIT_CARD },
  };
  Fixture fixture = open_pair (400, 0);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SjProbe probe = { cases[i].x, cases[i].y, cases[i].scale, cases[i].touch };

      g_assert_cmpint (sj_scene_hit (fixture.scene, &probe).type, ==, cases[i].want);
    }
  close_fixture (&fixture);
}

static void
test_handles (void)
{
  Fixture fixture = open_pair (400, 0);
  SjRoute *route = route_at (&fixture, 0, 0);
  SjBox visible = { 250, 0, 100, 100 }, chip;
  SjProbe probe = { 300, 32, 1, .plus = route, .visible = &visible };
  SjPoint middle;

  g_assert_true (sj_scene_plus (route, &visible, &middle));
  g_assert_cmpint (middle.x, ==, 300);
  g_assert_cmpint (sj_scene_hit (fixture.scene, &probe).type, ==, SJ_HIT_PLUS);
  visible.x = 600;
  g_assert_false (sj_scene_plus (route, &visible, &middle));
  g_assert_true (sj_scene_delay_chip (route, &chip));
  g_assert_cmpint (chip.y + chip.height / 2, ==, 32);
  route->marks = SJ_MARK_SELECTED;
  probe = (SjProbe) { 395, 34, 1 };
  g_assert_cmpint (sj_scene_hit (fixture.scene, &probe).type, ==, SJ_HIT_ENDING);
  probe = (SjProbe) { 212, 34, 1 };
  g_assert_cmpint (sj_scene_hit (fixture.scene, &probe).type, ==, SJ_HIT_BEGINNING);
  close_fixture (&fixture);
}

/* The far ends of what a place may be, and everything in one place. */
static void
test_far (void)
{
  Fixture fixture = open_fixture (40, 2, false);

  for (uint32_t i = 0; i < 40; i++)
    move_to (&fixture, sj_journey_node (fixture.journey, i), i % 2 ? SJ_PLACE_MOST : -SJ_PLACE_MOST,
             i % 3 ? SJ_PLACE_MOST : -SJ_PLACE_MOST);
  sj_scene_update (fixture.scene);
  check_routes (&fixture);
  for (uint32_t i = 0; i < 40; i++)
    move_to (&fixture, sj_journey_node (fixture.journey, i), 5, 5);
  sj_scene_update (fixture.scene);
  check_routes (&fixture);
  close_fixture (&fixture);
}

typedef struct
{
  int cards, routes, removed;
} Heard;

static void
hear_cb (SjScene *scene, SjSceneChange change, SjCard *card, SjRoute *route, gpointer data)
{
  Heard *heard = data;

  heard->cards += (change == SJ_SCENE_CARD_ADDED) - (change == SJ_SCENE_CARD_REMOVED);
  heard->routes += (change == SJ_SCENE_ROUTE_ADDED) - (change == SJ_SCENE_ROUTE_REMOVED);
  heard->removed += change == SJ_SCENE_CARD_REMOVED;
  if (change == SJ_SCENE_CARD_REMOVED)
    g_assert_nonnull (card->node->id);
}

static void
test_observer (void)
{
  Fixture fixture = open_fixture (30, 2, false);
  const char *const ids[] = { "n-5", NULL };
  int routes = (int) sj_journey_node (fixture.journey, 5)->n_paths;
  Heard heard = { 0 };
  uint32_t stamp;

  sj_scene_observe (fixture.scene, hear_cb, &heard);
  sj_edit_graph_delete (fixture.history, ids, true);
  g_assert_true (sj_scene_update (fixture.scene));
  g_assert_false (sj_scene_update (fixture.scene));
  g_assert_cmpint (heard.cards, ==, -1);
  g_assert_cmpint (heard.routes, ==, -routes);
  sj_history_undo (fixture.history);
  sj_scene_update (fixture.scene);
  g_assert_cmpint (heard.cards, ==, 0);
  g_assert_cmpint (heard.routes, ==, 0);
  stamp = sj_scene_find (fixture.scene, ids[0])->stamp;
  sj_history_do (fixture.history, sj_edit_set_field (&(SjTarget) { SJ_SCOPE_NODE, .node = "n-5" }, "label",
                                                     &(SjValue) { .type = SJ_TEXT, .text = "Hello", .length = 5 }));
  g_assert_cmpuint (sj_scene_find (fixture.scene, "n-5")->stamp, >, stamp);
  close_fixture (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/scene/shapes", test_shapes);
  g_test_add_func ("/scene/scene/never-over-a-card", test_never_over_a_card);
  g_test_add_func ("/scene/scene/others-stay", test_others_stay);
  g_test_add_func ("/scene/scene/anew", test_anew);
  g_test_add_func ("/scene/scene/any-edit", test_any_edit);
  g_test_add_func ("/scene/scene/drag-and-back", test_drag_and_back);
  g_test_add_func ("/scene/scene/passing-by", test_passing_by);
  g_test_add_func ("/scene/scene/settle", test_settle);
  g_test_add_func ("/scene/scene/visible", test_visible);
  g_test_add_func ("/scene/scene/gaps", test_gaps);
  g_test_add_func ("/scene/scene/lanes", test_lanes);
  g_test_add_func ("/scene/scene/hits", test_hits);
  g_test_add_func ("/scene/scene/handles", test_handles);
  g_test_add_func ("/scene/scene/far", test_far);
  g_test_add_func ("/scene/scene/observer", test_observer);
  return g_test_run ();
}
