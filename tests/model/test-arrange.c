/* test-arrange.c -- "Tidy": what it promises, on small drawings by hand and on many made up. */
#include "tests/bench/journey-graph.h"

#include <stdio.h>

/* A drawing that is added to; arrange () moves its cards. */
typedef struct
{
  GArray *nodes, *edges;
} Drawing;

static Drawing *
drawing_new (void)
{
  Drawing *drawing = g_new (Drawing, 1);

  drawing->nodes = g_array_new (FALSE, TRUE, sizeof (SjArrangeNode));
  drawing->edges = g_array_new (FALSE, TRUE, sizeof (SjArrangeEdge));
  return drawing;
}

static void
drawing_free (Drawing *drawing)
{
  g_array_unref (drawing->nodes);
  g_array_unref (drawing->edges);
  g_free (drawing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Drawing, drawing_free)

static SjArrangeNode *
node (const Drawing *drawing, unsigned index)
{
  return &g_array_index (drawing->nodes, SjArrangeNode, index);
}

static SjArrangeEdge *
edge (const Drawing *drawing, unsigned index)
{
  return &g_array_index (drawing->edges, SjArrangeEdge, index);
}

static unsigned
add_card (Drawing *drawing, int x, int y)
{
  SjArrangeNode card = { x, y, SJ_ARRANGE_CARD_WIDTH, SJ_ARRANGE_CARD_HEIGHT, false };

  g_array_append_val (drawing->nodes, card);
  return drawing->nodes->len - 1;
}

static SjArrangeEdge *
add_path (Drawing *drawing, unsigned source, unsigned target)
{
  SjArrangeEdge path = { .source = source, .target = target };

  for (unsigned e = 0; e < drawing->edges->len; e++)
    path.port += edge (drawing, e)->source == source;
  g_array_append_val (drawing->edges, path);
  return edge (drawing, drawing->edges->len - 1);
}

/* Cards 0 to n - 1, all drawn upon each other, and paths as in "0-1 1-2". */
static Drawing *
draw (unsigned n, const char *paths)
{
  Drawing *drawing = drawing_new ();
  g_auto (GStrv) words = g_strsplit (paths, " ", -1);

  for (unsigned v = 0; v < n; v++)
    add_card (drawing, 0, 0);
  for (unsigned i = 0; words[i] && *words[i]; i++)
    {
      unsigned source, target;

      g_assert_cmpint (sscanf (words[i], "%u-%u", &source, &target), ==, 2);
      add_path (drawing, source, target);
    }
  return drawing;
}

static Drawing *
copy (const Drawing *drawing)
{
  Drawing *other = g_new (Drawing, 1);

  other->nodes = g_array_copy (drawing->nodes);
  other->edges = g_array_copy (drawing->edges);
  return other;
}

static size_t
arrange (Drawing *drawing)
{
  g_autofree SjArrangePlace *places = g_new (SjArrangePlace, drawing->nodes->len + 1);
  size_t moved = sj_arrange ((SjArrangeNode *) drawing->nodes->data, drawing->nodes->len,
                             (SjArrangeEdge *) drawing->edges->data, drawing->edges->len, places);

  for (unsigned v = 0; v < drawing->nodes->len; v++)
    {
      node (drawing, v)->x = places[v].x;
      node (drawing, v)->y = places[v].y;
    }
  return moved;
}

static uint64_t
count_crossings (const Drawing *drawing)
{
  g_autofree SjArrangePlace *places = g_new (SjArrangePlace, drawing->nodes->len + 1);

  for (unsigned v = 0; v < drawing->nodes->len; v++)
    places[v] = (SjArrangePlace) { node (drawing, v)->x, node (drawing, v)->y };
  return sj_arrange_crossings ((SjArrangeNode *) drawing->nodes->data, places,
                               (SjArrangeEdge *) drawing->edges->data, drawing->edges->len);
}

/* Whether two cards are closer than cards of a column, or of neighbouring columns, may be. */
static bool
are_close (const SjArrangeNode *one, const SjArrangeNode *other)
{
  return one->x < other->x + other->width + SJ_ARRANGE_ROW_FREE &&
         other->x < one->x + one->width + SJ_ARRANGE_ROW_FREE &&
         one->y < other->y + other->height + SJ_ARRANGE_ROW_FREE &&
         other->y < one->y + one->height + SJ_ARRANGE_ROW_FREE;
}

/* What holds for every arranged drawing. */
static void
assert_tidy (const Drawing *drawing)
{
  int first = INT_MIN;

  for (unsigned v = 0; v < drawing->nodes->len; v++)
    {
      const SjArrangeNode *card = node (drawing, v);

      if (card->fixed)
        continue;
      first = first == INT_MIN ? card->x : first;
      g_assert_cmpint ((card->x - first) % SJ_ARRANGE_COLUMN, ==, 0);
      g_assert_cmpint (card->x % SJ_ARRANGE_GRID, ==, 0);
      g_assert_cmpint (card->y % SJ_ARRANGE_GRID, ==, 0);
      for (unsigned u = 0; u < drawing->nodes->len; u++)
        if (u != v && (u < v || node (drawing, u)->fixed))
          g_assert_false (are_close (card, node (drawing, u)));
    }
}

static void
assert_same_places (const Drawing *one, const Drawing *other)
{
  for (unsigned v = 0; v < one->nodes->len; v++)
    {
      g_assert_cmpint (node (one, v)->x, ==, node (other, v)->x);
      g_assert_cmpint (node (one, v)->y, ==, node (other, v)->y);
    }
}

static void
assert_stays (const Drawing *drawing)
{
  g_autoptr (Drawing) again = copy (drawing);

  g_assert_cmpuint (arrange (again), ==, 0);
  assert_same_places (drawing, again);
}

/* "A@column,row" in units of a column and of a plain card with the room below it, from card 0. */
static void
assert_places (const Drawing *drawing, const char *want)
{
  g_autoptr (GString) got = g_string_new (NULL);

  for (unsigned v = 0; v < drawing->nodes->len; v++)
    g_string_append_printf (got, "%s%d,%g", v > 0 ? " " : "",
                            (node (drawing, v)->x - node (drawing, 0)->x) / SJ_ARRANGE_COLUMN,
                            (node (drawing, v)->y - node (drawing, 0)->y) / 96.0);
  g_assert_cmpstr (got->str, ==, want);
}

/* Small drawings without places, and where their cards belong. */
static const struct
{
  const char *name;
  unsigned n;
  const char *paths, *want;
} drawings[] = {
  { "single", 1, "", "0,0" },
  { "chain", 4, "0-1 1-2 2-3", "0,0 1,0 2,0 3,0" },
  { "self-loop", 2, "0-0 0-1 1-1", "0,0 1,0" },
  { "double-path", 2, "0-1 0-1", "0,0 1,0" },
  { "fork", 4, "0-1 0-2 0-3", "0,0 1,0 1,1 1,2" },
  { "join", 4, "0-1 0-2 1-3 2-3", "0,0 1,0 1,1 2,0" },
  { "short-cut", 4, "0-1 1-2 2-3 0-3", "0,0 1,0 2,0 3,0" },
  { "cycle", 3, "0-1 1-2 2-0", "0,0 1,0 2,0" },
  { "cycle-inside", 4, "0-1 1-2 2-1 2-3", "0,0 1,0 2,0 3,0" },
  { "two-cycles", 4, "0-1 1-0 1-2 2-3 3-1", "0,0 1,0 2,0 3,0" },
  { "late-beginning", 5, "0-1 1-2 2-3 4-3", "0,0 1,0 2,0 3,0 2,1" },
};

static void
test_drawing (gconstpointer data)
{
  unsigned i = GPOINTER_TO_UINT (data);
  g_autoptr (Drawing) drawing = draw (drawings[i].n, drawings[i].paths);

  arrange (drawing);
  assert_tidy (drawing);
  assert_places (drawing, drawings[i].want);
  assert_stays (drawing);
}

static void
test_empty (void)
{
  g_autoptr (Drawing) drawing = drawing_new ();

  g_assert_cmpuint (arrange (drawing), ==, 0);
}

static void
test_lone_card_stays (void)
{
  g_autoptr (Drawing) drawing = drawing_new ();

  add_card (drawing, 48, -32);
  g_assert_cmpuint (arrange (drawing), ==, 0);
  add_card (drawing, 1000, 1000);
  add_path (drawing, 0, 1);
  g_assert_cmpuint (arrange (drawing), ==, 1);
  g_assert_cmpint (node (drawing, 0)->x, ==, 48);
  g_assert_cmpint (node (drawing, 0)->y, ==, -32);
  assert_places (drawing, "0,0 1,0");
}

/* The heaviest path is the straight one; of equal ones the first. */
static void
test_heavy_path_is_straight (void)
{
  g_autoptr (Drawing) drawing = draw (5, "0-1 0-2 1-3 2-4");

  arrange (drawing);
  g_assert_cmpint (node (drawing, 1)->y, ==, node (drawing, 0)->y);
  edge (drawing, 1)->weight = 10;
  for (unsigned v = 0; v < 5; v++)
    node (drawing, v)->x = node (drawing, v)->y = 8;
  arrange (drawing);
  g_assert_cmpint (node (drawing, 2)->y, ==, node (drawing, 0)->y);
  g_assert_cmpint (node (drawing, 4)->y, ==, node (drawing, 0)->y);
  g_assert_cmpint (node (drawing, 1)->y, <, node (drawing, 2)->y);
}

/* A jump decides no column, wherever it leads. */
static void
test_jumps (void)
{
  g_autoptr (Drawing) drawing = draw (4, "0-1 1-2 0-3");

  add_path (drawing, 2, 1)->backward = true;
  add_path (drawing, 2, 3)->backward = true;
  arrange (drawing);
  assert_places (drawing, "0,0 1,0 2,0 1,1");
  assert_stays (drawing);
}

/* Two runs that cross are set right; two that do not keep the order that the user gave them. */
static void
test_order_is_kept (void)
{
  g_autoptr (Drawing) drawing = draw (5, "0-1 0-2 1-3 2-4");
  static const int rows[][5] = { { 0, 0, 300, 300, 0 }, { 0, 0, 300, 0, 300 } };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      for (unsigned v = 0; v < 5; v++)
        {
          edge (drawing, MIN (v, 3))->port = 0;
          node (drawing, v)->x = (int) (v + 1) / 2 * 250;
          node (drawing, v)->y = rows[i][v];
        }
      arrange (drawing);
      g_assert_cmpuint (count_crossings (drawing), ==, 0);
    }
  node (drawing, 1)->y = node (drawing, 3)->y = 500;
  node (drawing, 1)->x = node (drawing, 3)->x = 17;
  arrange (drawing);
  g_assert_cmpint (node (drawing, 1)->y, >, node (drawing, 2)->y);
  g_assert_cmpint (node (drawing, 3)->y, >, node (drawing, 4)->y);
}

/* The same, in a drawing that stands in columns already. */
static void
test_crossing_in_columns (void)
{
  g_autoptr (Drawing) drawing = draw (7, "0-1 0-2 1-3 2-4 3-5 4-6");
  int rows[2];

  arrange (drawing);
  rows[0] = node (drawing, 1)->y;
  rows[1] = node (drawing, 2)->y;
  for (unsigned v = 3; v < 7; v++)
    node (drawing, v)->y = rows[v % 2];
  g_assert_cmpuint (count_crossings (drawing), >, 0);
  arrange (drawing);
  g_assert_cmpuint (count_crossings (drawing), ==, 0);
  assert_tidy (drawing);
  assert_stays (drawing);
}

static void
test_parts_are_stacked (void)
{
  g_autoptr (Drawing) drawing = draw (9, "0-1 1-2 2-3 4-5 6-7");
  static const int heights[] = { 0, 70, 10, 30, 600, 500, 300, 333, -200 };
  static const unsigned below[] = { 8, 6, 4 };
  int bottom;

  for (unsigned v = 0; v < 9; v++)
    {
      node (drawing, v)->x = (int) (v * 77 % 500);
      node (drawing, v)->y = heights[v];
    }
  arrange (drawing);
  assert_tidy (drawing);
  assert_stays (drawing);
  bottom = node (drawing, 0)->y + SJ_ARRANGE_CARD_HEIGHT + SJ_ARRANGE_PART_FREE;
  for (size_t i = 0; i < G_N_ELEMENTS (below); i++)
    {
      g_assert_cmpint (node (drawing, below[i])->x, ==, node (drawing, 0)->x);
      g_assert_cmpint (node (drawing, below[i])->y, ==, bottom);
      bottom += SJ_ARRANGE_CARD_HEIGHT + SJ_ARRANGE_PART_FREE;
    }
}

static void
test_rows_make_room (void)
{
  g_autoptr (Drawing) drawing = draw (6, "0-1 0-2 1-3 1-4 2-5");

  node (drawing, 1)->height = SJ_ARRANGE_CARD_HEIGHT + 2 * SJ_ARRANGE_ROW_HEIGHT;
  arrange (drawing);
  assert_tidy (drawing);
  g_assert_cmpint (node (drawing, 2)->y - node (drawing, 1)->y, >=, 64 + 48 + 32);

  /* Two more paths: what is below moves down, nothing else. */
  node (drawing, 1)->height += 2 * SJ_ARRANGE_ROW_HEIGHT;
  arrange (drawing);
  assert_tidy (drawing);
  assert_stays (drawing);
}

/* Two fixed cards in odd places, the rest around them. */
static void
test_pins_stay (void)
{
  g_autoptr (Drawing) drawing = draw (8, "0-1 1-2 2-3 1-4 4-5 5-6 6-7 3-7");

  for (unsigned v = 0; v < 8; v++)
    node (drawing, v)->x = (int) v * 100;
  *node (drawing, 2) = (SjArrangeNode) { 601, 37, 208, 112, true };
  *node (drawing, 6) = (SjArrangeNode) { 290, -5, 208, 64, true };
  arrange (drawing);
  assert_tidy (drawing);
  assert_stays (drawing);
  g_assert_cmpint (node (drawing, 2)->x, ==, 601);
  g_assert_cmpint (node (drawing, 2)->y, ==, 37);
  g_assert_cmpint (node (drawing, 6)->x, ==, 290);
  g_assert_cmpint (node (drawing, 6)->y, ==, -5);
  g_assert_cmpint (node (drawing, 3)->x, >=, 601 + 208);
}

/* A selection is put in order between cards that stay. */
static void
test_selection (void)
{
  g_autoptr (Drawing) drawing = draw (7, "0-1 1-2 2-3 3-4 1-5 5-6");

  arrange (drawing);
  for (unsigned v = 0; v < 7; v++)
    node (drawing, v)->fixed = v < 2 || v == 6;
  for (unsigned v = 2; v < 6; v++)
    {
      node (drawing, v)->x += (int) v * 23;
      node (drawing, v)->y -= (int) v * 67;
    }
  g_assert_cmpuint (arrange (drawing), ==, 4);
  assert_places (drawing, "0,0 1,0 2,0 3,0 4,0 2,1 3,1");
  assert_stays (drawing);
}

static void
test_nothing_movable (void)
{
  g_autoptr (Drawing) drawing = draw (3, "0-1 1-2");

  for (unsigned v = 0; v < 3; v++)
    *node (drawing, v) = (SjArrangeNode) { 5, 5, 208, 64, true };
  g_assert_cmpuint (arrange (drawing), ==, 0);
  g_assert_cmpint (node (drawing, 1)->x, ==, 5);
}

/* Places beyond all measure neither overflow nor hang. */
static void
test_far_places (void)
{
  g_autoptr (Drawing) drawing = draw (5, "0-1 1-2 2-3 0-4 4-3");

  *node (drawing, 0) = (SjArrangeNode) { INT_MAX, INT_MIN, INT_MAX, INT_MAX, false };
  *node (drawing, 1) = (SjArrangeNode) { INT_MIN, INT_MAX, 0, -7, false };
  *node (drawing, 2) = (SjArrangeNode) { INT_MIN, INT_MIN, 208, 64, true };
  *node (drawing, 4) = (SjArrangeNode) { INT_MAX, INT_MAX, 208, 64, true };
  arrange (drawing);
  g_assert_cmpint (node (drawing, 2)->x, ==, INT_MIN);
  g_assert_cmpint (node (drawing, 4)->y, ==, INT_MAX);
}

/* What has a path to everything, in both directions, and more paths than need be. */
static void
test_hub (void)
{
  g_autoptr (Drawing) drawing = drawing_new ();

  for (unsigned v = 0; v < 300; v++)
    add_card (drawing, 0, 0);
  for (unsigned v = 1; v < 300; v++)
    {
      SjArrangeEdge out = { .source = 0, .target = v, .port = v }, in = { .source = v, .target = v % 7 };

      g_array_append_val (drawing->edges, out);
      g_array_append_val (drawing->edges, in);
    }
  arrange (drawing);
  assert_tidy (drawing);
  assert_stays (drawing);
}

/* Drawings of chance: several beginnings, cycles, loops, doubled paths, parts,
 * cards of all heights anywhere, some fixed. */
static int
roll (GRand *rand, int n)
{
  return g_rand_int_range (rand, 0, MAX (n, 1));
}

static Drawing *
draw_by_chance (GRand *rand, unsigned most)
{
  Drawing *drawing = drawing_new ();
  unsigned n = 1 + (unsigned) roll (rand, (int) most), n_paths = (unsigned) roll (rand, (int) n * 2);
  int step = roll (rand, 3), back = roll (rand, 4) * 5;
  int fixed = roll (rand, 3) ? 0 : 1 + roll (rand, 6);

  for (unsigned v = 0; v < n; v++)
    {
      static const int steps[][2] = { { 1, 1 }, { 16, 16 }, { SJ_ARRANGE_COLUMN, 96 } };
      int x = roll (rand, 3000), y = roll (rand, 2000);
      unsigned added = add_card (drawing, x / steps[step][0] * steps[step][0],
                                 y / steps[step][1] * steps[step][1]);
      SjArrangeNode *card = node (drawing, added);

      card->height += roll (rand, 3) ? 0 : SJ_ARRANGE_ROW_HEIGHT * (2 + roll (rand, 3));
      card->fixed = fixed > 0 && roll (rand, fixed) == 0;
    }
  for (unsigned e = 0; e < n_paths; e++)
    {
      unsigned one = (unsigned) roll (rand, (int) n), ahead = (unsigned) roll (rand, 8);
      unsigned other = MIN (n - 1, one + ahead);
      bool turned = roll (rand, 100) < back;
      SjArrangeEdge *path = add_path (drawing, turned ? other : one, turned ? one : other);

      path->weight = (unsigned) roll (rand, 3);
      path->backward = roll (rand, 20) == 0;
    }
  return drawing;
}

/* Fixed cards may stand too close to each other; the others to none. */
static void
test_chance (void)
{
  for (unsigned seed = 0; seed < 400; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (Drawing) drawing = draw_by_chance (rand, seed % 20 == 0 ? 200 : 30);
      g_autoptr (Drawing) before = copy (drawing), other = copy (drawing);

      g_test_message ("drawing %u", seed);
      arrange (drawing);
      assert_tidy (drawing);
      assert_stays (drawing);
      for (unsigned v = 0; v < before->nodes->len; v++)
        if (node (before, v)->fixed)
          {
            g_assert_cmpint (node (before, v)->x, ==, node (drawing, v)->x);
            g_assert_cmpint (node (before, v)->y, ==, node (drawing, v)->y);
          }
      arrange (other);
      assert_same_places (drawing, other);
    }
}

static Drawing *
draw_journey (unsigned n, unsigned seed)
{
  g_autoptr (JourneyGraph) graph = journey_graph_new (n, seed);
  Drawing *drawing = drawing_new ();

  journey_graph_add_rows (graph);
  g_array_append_vals (drawing->nodes, graph->nodes, graph->n_nodes);
  g_array_append_vals (drawing->edges, graph->edges, graph->n_edges);
  return drawing;
}

/* One more card: at the end of a path that leads nowhere, or in the middle of
 * one; dropped beside where it belongs, upon another card, or anywhere. */
static unsigned
add_by_chance (GRand *rand, Drawing *drawing)
{
  unsigned old = (unsigned) roll (rand, (int) drawing->edges->len);
  unsigned source = edge (drawing, old)->source, target = edge (drawing, old)->target;
  const SjArrangeNode *beside = node (drawing, source);
  unsigned added;

  switch (roll (rand, 4))
    {
    case 0: added = add_card (drawing, beside->x + SJ_ARRANGE_COLUMN, beside->y); break;
    case 1: added = add_card (drawing, beside->x + 240, beside->y + 48); break;
    case 2: added = add_card (drawing, node (drawing, target)->x, node (drawing, target)->y); break;
    default: added = add_card (drawing, roll (rand, 4000), roll (rand, 4000)); break;
    }
  if (roll (rand, 3) == 0)
    {
      add_path (drawing, source, added);
      return added;
    }
  edge (drawing, old)->target = added;
  add_path (drawing, added, target);
  return added;
}

/* Whether paths lead from a card to another. */
static bool *
find_ancestors (const Drawing *drawing, unsigned of)
{
  bool *is_before = g_new0 (bool, drawing->nodes->len);
  bool changed = true;

  is_before[of] = true;
  while (changed)
    {
      changed = false;
      for (unsigned e = 0; e < drawing->edges->len; e++)
        if (is_before[edge (drawing, e)->target] && !is_before[edge (drawing, e)->source])
          is_before[edge (drawing, e)->source] = changed = true;
    }
  return is_before;
}

typedef struct
{
  unsigned pairs, turned;
} Pairs;

/* Cards that stand in one column before and after, without the card SKIP. */
static Pairs
compare_columns (const Drawing *before, const Drawing *after, unsigned skip)
{
  Pairs pairs = { 0, 0 };

  for (unsigned v = 0; v < before->nodes->len; v++)
    for (unsigned u = 0; u < v; u++)
      {
        const SjArrangeNode *one = node (before, u), *other = node (before, v);
        const SjArrangeNode *one_now = node (after, u), *other_now = node (after, v);

        if (u == skip || v == skip || one->x != other->x || one_now->x != other_now->x)
          continue;
        pairs.pairs++;
        pairs.turned += (one->y < other->y) != (one_now->y < other_now->y);
      }
  return pairs;
}

static void
assert_added_quietly (const Drawing *before, const Drawing *after, unsigned added)
{
  g_autofree bool *is_before = find_ancestors (after, added);
  Pairs pairs = compare_columns (before, after, added);

  for (unsigned v = 0; v < before->nodes->len; v++)
    if (is_before[v] || node (before, v)->x < node (after, added)->x)
      {
        g_assert_cmpint (node (before, v)->x, ==, node (after, v)->x);
        g_assert_cmpint (node (before, v)->y, ==, node (after, v)->y);
      }
  g_assert_cmpuint (pairs.turned * 100, <=, pairs.pairs);
}

/* A tidied journey gets a card, again and again, and is tidied each time. */
static void
test_adding_is_quiet (void)
{
  static const unsigned sizes[] = { 10, 30, 100, 300 };

  for (unsigned i = 0; i < 60; i++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (i);
      g_autoptr (Drawing) drawing = draw_journey (sizes[i % G_N_ELEMENTS (sizes)], i);

      arrange (drawing);
      for (int k = 0; k < 10; k++)
        {
          g_autoptr (Drawing) before = copy (drawing);
          unsigned added = add_by_chance (rand, drawing);

          g_test_message ("journey %u, card %d", i, k);
          arrange (drawing);
          assert_tidy (drawing);
          assert_stays (drawing);
          assert_added_quietly (before, drawing, added);
        }
    }
}

/* A card that is dragged away comes back, and the others keep their order. */
static void
test_dragging_is_quiet (void)
{
  for (unsigned i = 0; i < 40; i++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (i);
      g_autoptr (Drawing) drawing = draw_journey (60, i), before = NULL;
      unsigned dragged;
      Pairs pairs;

      g_test_message ("journey %u", i);
      arrange (drawing);
      before = copy (drawing);
      dragged = (unsigned) roll (rand, (int) drawing->nodes->len);
      node (drawing, dragged)->x += 100;
      node (drawing, dragged)->y += 1000;
      arrange (drawing);
      assert_tidy (drawing);
      assert_stays (drawing);
      for (unsigned v = 0; v < drawing->nodes->len; v++)
        g_assert_cmpint (node (drawing, v)->x, ==, node (before, v)->x);
      pairs = compare_columns (before, drawing, dragged);
      g_assert_cmpuint (pairs.turned * 100, <=, pairs.pairs);
    }
}

/* A card that is taken out leaves no empty column behind it. */
static void
test_gap_closes (void)
{
  g_autoptr (Drawing) drawing = draw (6, "0-1 1-2 2-3 0-4 4-5");

  arrange (drawing);
  edge (drawing, 0)->target = 2;
  node (drawing, 1)->fixed = true;
  node (drawing, 1)->x = -1000;
  g_array_remove_index (drawing->edges, 1);
  arrange (drawing);
  g_assert_cmpint (node (drawing, 2)->x, ==, node (drawing, 0)->x + SJ_ARRANGE_COLUMN);
  g_assert_cmpint (node (drawing, 3)->x, ==, node (drawing, 0)->x + 2 * SJ_ARRANGE_COLUMN);
  g_assert_cmpint (node (drawing, 3)->y, ==, node (drawing, 0)->y);
  assert_stays (drawing);
}

static void
mix (uint32_t *sum, unsigned value)
{
  *sum = (*sum ^ value) * 16777619;
}

/* The graphs are those on which other programs were measured; the sums are from there. */
static void
test_graphs_are_the_known_ones (void)
{
  static const struct { unsigned n, seed, n_nodes, n_edges; uint32_t sum; } known[] = {
    { 100, 7, 100, 116, 0xd96abd13 },
    { 1000, 7, 1000, 1239, 0x84482aa3 },
    { 5000, 7, 5000, 6349, 0xa72fedc9 },
    { 300, 1, 300, 372, 0xbdb7d9af },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autoptr (JourneyGraph) graph = journey_graph_new (known[i].n, known[i].seed);
      uint32_t sum = 0x811c9dc5;

      g_assert_cmpuint (graph->n_nodes, ==, known[i].n_nodes);
      g_assert_cmpuint (graph->n_edges, ==, known[i].n_edges);
      for (unsigned v = 0; v < graph->n_nodes; v++)
        {
          mix (&sum, (unsigned) graph->nodes[v].x);
          mix (&sum, (unsigned) graph->nodes[v].y);
          mix (&sum, (unsigned) graph->nodes[v].x / 300);
          mix (&sum, graph->kinds[v]);
        }
      for (unsigned e = 0; e < graph->n_edges; e++)
        {
          mix (&sum, graph->edges[e].source);
          mix (&sum, graph->edges[e].target);
        }
      g_assert_cmphex (sum, ==, known[i].sum);
    }
}

/* Crossings of straight lines; the bar is Graphviz dot on the same graphs. */
static void
test_crossings_of_journeys (void)
{
  static const struct { unsigned n; uint64_t bar; } sizes[] = {
    { 100, 18 }, { 1000, 981 }, { 5000, 15815 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (Drawing) drawing = draw_journey (sizes[i].n, 7);

      arrange (drawing);
      g_assert_cmpuint (count_crossings (drawing), <=, sizes[i].bar);
      assert_stays (drawing);
    }
}

static void
test_counting_crossings (void)
{
  g_autoptr (Drawing) drawing = draw (4, "0-2 1-3");

  node (drawing, 1)->y = 100;
  node (drawing, 2)->x = node (drawing, 3)->x = 300;
  node (drawing, 2)->y = 100;
  g_assert_cmpuint (count_crossings (drawing), ==, 1);
  node (drawing, 3)->y = 200;
  g_assert_cmpuint (count_crossings (drawing), ==, 0);
  add_path (drawing, 0, 3);
  g_assert_cmpuint (count_crossings (drawing), ==, 0);    /* shares an end with each */
  add_path (drawing, 2, 1);
  g_assert_cmpuint (count_crossings (drawing), ==, 1);    /* the direction does not matter */
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (unsigned i = 0; i < G_N_ELEMENTS (drawings); i++)
    {
      g_autofree char *path = g_strconcat ("/arrange/drawing/", drawings[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_drawing);
    }
  g_test_add_func ("/arrange/empty", test_empty);
  g_test_add_func ("/arrange/lone-card", test_lone_card_stays);
  g_test_add_func ("/arrange/heavy-path", test_heavy_path_is_straight);
  g_test_add_func ("/arrange/jumps", test_jumps);
  g_test_add_func ("/arrange/order", test_order_is_kept);
  g_test_add_func ("/arrange/crossing-in-columns", test_crossing_in_columns);
  g_test_add_func ("/arrange/parts", test_parts_are_stacked);
  g_test_add_func ("/arrange/rows", test_rows_make_room);
  g_test_add_func ("/arrange/pins", test_pins_stay);
  g_test_add_func ("/arrange/selection", test_selection);
  g_test_add_func ("/arrange/nothing-movable", test_nothing_movable);
  g_test_add_func ("/arrange/far-places", test_far_places);
  g_test_add_func ("/arrange/hub", test_hub);
  g_test_add_func ("/arrange/chance", test_chance);
  g_test_add_func ("/arrange/adding", test_adding_is_quiet);
  g_test_add_func ("/arrange/dragging", test_dragging_is_quiet);
  g_test_add_func ("/arrange/gap", test_gap_closes);
  g_test_add_func ("/arrange/known-graphs", test_graphs_are_the_known_ones);
  g_test_add_func ("/arrange/journeys", test_crossings_of_journeys);
  g_test_add_func ("/arrange/counting", test_counting_crossings);
  return g_test_run ();
}
