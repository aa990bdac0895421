/* bench-scene.c -- drawing made-up journeys: all routes, a drag, what is visible, a hit.
 *
 * Journeys are tidied first, as they are when people look at them; the places of the graph
 * are measured as well, because nobody is forced to tidy.  Fails above a target by more
 * than a fifth.
 */
#include "kinds/sj-kinds-default.h"
#include "scene/sj-drawing.h"
#include "scene/sj-scene-private.h"
#include "tests/scene/graph-scene.h"

#include <stdio.h>
#include <time.h>

enum { ROUNDS = 5, FRAMES = 200 };

static bool good = true;

/* Of the processor: others at work on the machine do not count. */
static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1000.0 + time.tv_nsec / 1000000.0;
}

static void
tell (const char *what, unsigned nodes, double value, double target, const char *unit)
{
  bool above = target > 0 && value > target * 1.2;

  good &= !above;
  if (target > 0)
    printf ("%6u  %-40s %9.3f %-4s %9.3f  %s\n", nodes, what, value, unit, target, above ? "above the target" : "");
  else
    printf ("%6u  %-40s %9.3f %-4s %9s\n", nodes, what, value, unit, "");
}

static double
limit_for (unsigned nodes, double at_5000)
{
  return nodes == 5000 ? at_5000 : 0;
}

static void
bench_all (SjScene *scene, unsigned nodes, const char *what)
{
  double best = G_MAXDOUBLE;

  for (int i = 0; i < ROUNDS; i++)
    {
      double start = now ();

      sj_scene_reroute (scene);
      best = MIN (best, now () - start);
    }
  tell (what, nodes, best, limit_for (nodes, 150), "ms");
}

/* Over the whole drawing in a diagonal, so that it meets everything; the mean and the worst frame. */
static void
bench_drag (SjScene *scene, unsigned nodes, unsigned count, const char *what, const char *worst, double target)
{
  g_autofree SjCard **cards = g_new (SjCard *, count);
  SjBox bounds = sj_scene_bounds (scene);
  double total = 0, most = 0;

  for (unsigned i = 0; i < count; i++)
    cards[i] = sj_scene_card (scene, (nodes / 2 + i) % nodes);
  for (int i = 0; i < FRAMES; i++)
    {
      double start = now (), took;
      int dx = count == nodes ? 16 * i : (int) ((int64_t) (i % 50 - 25) * 16);
      int dy = count == nodes ? 0 : (int) (((int64_t) i - FRAMES / 2) * bounds.height / FRAMES / 2);

      sj_scene_shift (scene, cards, count, dx, dy);
      took = now () - start;
      total += took;
      most = MAX (most, took);
    }
  sj_scene_unshift (scene);
  tell (what, nodes, total / FRAMES, target, "ms");
  tell (worst, nodes, most, 0, "ms");
}

static void
bench_view (SjScene *scene, unsigned nodes)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  SjBox bounds = sj_scene_bounds (scene);
  size_t cards = 0, routes = 0;
  uint32_t n_gaps, all = 0;
  double start = now ();

  for (int i = 0; i < FRAMES; i++)
    {
      SjBox box = { bounds.x + bounds.width / FRAMES * i, bounds.y + bounds.height / 2 - 400, 1280, 800 };

      sj_scene_cards_in (scene, &box, found);
      cards += found->len;
      sj_scene_routes_in (scene, &box, found);
      routes += found->len;
      for (guint r = 0; r < found->len; r++)
        sj_scene_gaps (scene, found->pdata[r], &n_gaps);
    }
  tell ("find what is visible", nodes, (now () - start) / FRAMES, 0, "ms");
  start = now ();
  sj_scene_routes_in (scene, &bounds, found);
  for (guint r = 0; r < found->len; r++)
    {
      sj_scene_gaps (scene, found->pdata[r], &n_gaps);
      all += n_gaps;
    }
  tell ("all gaps", nodes, now () - start, 0, "ms");
  printf ("%6u  %zu cards and %zu routes visible on average, %u crossings\n", nodes, cards / FRAMES, routes / FRAMES,
          all);
}

static void
bench_hit (SjScene *scene, unsigned nodes)
{
  SjBox bounds = sj_scene_bounds (scene);
  unsigned hits = 0;
  double start = now ();

  for (int i = 0; i < 10000; i++)
    {
      SjProbe probe = { bounds.x + (double) bounds.width * i / 10000, bounds.y + i * 7919 % bounds.height, 1 };

      hits += sj_scene_hit (scene, &probe).type != SJ_HIT_NOTHING;
    }
  tell ("hit test", nodes, (now () - start) / 10, 0, "us");
  printf ("%6u  %.1f %% of the places are something\n", nodes, hits / 100.0);
}

/* What the eye sees: the sum of bends, and of parallel stretches that are too close. */
static void
tell_looks (SjScene *scene, unsigned nodes)
{
  g_autoptr (GPtrArray) routes = g_ptr_array_new ();
  SjBox bounds = sj_scene_bounds (scene);
  unsigned bends = 0, over = 0;
  int64_t length = 0;

  sj_scene_routes_in (scene, &bounds, routes);
  for (guint i = 0; i < routes->len; i++)
    {
      const SjRoute *route = routes->pdata[i];

      bends += route->n_points - 2;
      over += sj_scene_is_blocked (scene, route->points, route->n_points, route->from, route->to);
      for (uint32_t p = 0; p + 1 < route->n_points; p++)
        length += abs (route->points[p].x - route->points[p + 1].x) + abs (route->points[p].y - route->points[p + 1].y);
    }
  printf ("%6u  %u routes, %.2f bends each, %.0f long on average, %u closer to a card than they should be\n", nodes,
          routes->len, (double) bends / routes->len, (double) length / routes->len, over);
}

/* ------------------------------------------------------------------ with everything above it */

typedef struct
{
  SjHistory *history;
  SjChecker *checker;
  SjDrawing *drawing;
  SjPointer pointer;
} Desk;

static void
point_at (Desk *desk, const char *node, double dx, double dy)
{
  const SjCard *card = sj_scene_find (sj_drawing_scene (desk->drawing), node);

  sj_view_to_widget (sj_drawing_view (desk->drawing), card->box.x + dx, card->box.y + dy, &desk->pointer.x,
                     &desk->pointer.y);
  desk->pointer.button = desk->pointer.n_press = 1;
  desk->pointer.time += 10000;
}

static void
drag_frames (Desk *desk, unsigned nodes, const char *first, const char *frame, double target)
{
  double start = now (), total = 0;

  sj_drawing_press (desk->drawing, &desk->pointer);
  desk->pointer.x += 20;
  sj_drawing_motion (desk->drawing, &desk->pointer);
  tell (first, nodes, now () - start, 0, "ms");
  for (int i = 0; i < 40; i++)
    {
      desk->pointer.x += 4;
      desk->pointer.y += i % 2 ? 3 : -1;
      start = now ();
      sj_drawing_motion (desk->drawing, &desk->pointer);
      total += now () - start;
    }
  tell (frame, nodes, total / 40, target, "ms");
  start = now ();
  sj_drawing_escape (desk->drawing);
  sj_drawing_release (desk->drawing, &desk->pointer);
}

/* A command until it could be drawn and its problems are known. */
static void
bench_edit (Desk *desk, unsigned nodes, const char *what, bool (*edit) (Desk *))
{
  double best = G_MAXDOUBLE;

  for (int i = 0; i < ROUNDS; i++)
    {
      double start = now ();

      good &= edit (desk);
      sj_checker_update (desk->checker);
      best = MIN (best, now () - start);
    }
  tell (what, nodes, best, limit_for (nodes, 30), "ms");
}

static bool
insert (Desk *desk)
{
  return sj_drawing_add (desk->drawing, sj_kind_find (&sj_kinds_default, "push", 4), NULL);
}

static bool
delete_one (Desk *desk)
{
  return sj_drawing_delete (desk->drawing, true);
}

static bool
undo (Desk *desk)
{
  return sj_drawing_undo (desk->drawing);
}

static bool
paste (Desk *desk)
{
  g_autofree char *text = NULL;

  sj_drawing_select_nodes (desk->drawing, (const char *const[]) { "n-5", "n-6", "n-7", "n-8", "n-9", NULL });
  text = sj_drawing_copy (desk->drawing);
  return sj_drawing_paste (desk->drawing, text, false, NULL);
}

static void
bench_drawing (SjJourney *journey, unsigned nodes)
{
  Desk desk = { .history = sj_history_new (journey), .checker = sj_checker_new (journey, NULL) };
  SjDrawingParts parts = { desk.history, desk.checker, NULL };
  double start;

  sj_checker_update (desk.checker);
  desk.drawing = sj_drawing_new (journey, &parts);
  sj_drawing_resize (desk.drawing, 1280, 800);
  sj_drawing_fit (desk.drawing, false);
  sj_drawing_zoom_to (desk.drawing, 1);
  sj_drawing_reveal (desk.drawing, "n-50", NULL);
  point_at (&desk, "n-50", 208, sj_journey_find (journey, "n-50")->n_paths > 1 ? 76 : 32);
  drag_frames (&desk, nodes, "begin to draw a path", "a frame of it", limit_for (nodes, 4));
  point_at (&desk, "n-50", 100, 10);
  drag_frames (&desk, nodes, "begin to move a card", "a frame of it, with guides", limit_for (nodes, 4));
  sj_drawing_select_all (desk.drawing);
  point_at (&desk, "n-50", 100, 10);
  drag_frames (&desk, nodes, "begin to move all", "a frame of it, with guides", limit_for (nodes, 33));
  start = now ();
  sj_drawing_select_all (desk.drawing);
  sj_drawing_select_none (desk.drawing);
  tell ("select all and none", nodes, now () - start, 0, "ms");
  sj_drawing_select (desk.drawing, "n-50");
  bench_edit (&desk, nodes, "insert", insert);
  bench_edit (&desk, nodes, "delete", delete_one);
  bench_edit (&desk, nodes, "undo", undo);
  bench_edit (&desk, nodes, "paste 5", paste);
  sj_drawing_free (desk.drawing);
  sj_checker_free (desk.checker);
  sj_history_free (desk.history);
}

static void
bench (unsigned nodes, bool tidy)
{
  g_autoptr (JourneyGraph) graph = journey_graph_new (nodes, 7);
  g_autoptr (SjJourney) journey = graph_journey (graph, tidy);
  double start = now ();
  g_autoptr (SjScene) scene = sj_scene_new (journey);

  tell (tidy ? "open, tidied" : "open, as it came", nodes, now () - start, 0, "ms");
  bench_all (scene, nodes, "route all");
  tell_looks (scene, nodes);
  bench_drag (scene, nodes, 1, "a frame of a drag of 1", "the worst of them", limit_for (nodes, 4));
  bench_drag (scene, nodes, MIN (20, nodes), "a frame of a drag of 20", "the worst of them", 0);
  bench_drag (scene, nodes, nodes, "a frame of a drag of all", "the worst of them", limit_for (nodes, 33));
  bench_view (scene, nodes);
  bench_hit (scene, nodes);
  if (tidy)
    bench_drawing (journey, nodes);
}

int
main (void)
{
  static const unsigned sizes[] = { 100, 1000, 5000 };

  printf ("%6s  %-40s %9s %-4s %9s\n", "nodes", "what", "", "", "target");
  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      bench (sizes[i], true);
      bench (sizes[i], false);
    }
  return good ? 0 : 1;
}
