/* bench-arrange.c -- "Tidy" of made-up journeys: time, and crossings of what comes out.
 *
 * Each size twice: plain cards, as the bar was measured, and cards with a row
 * for each path, as they are drawn.  The bar is Graphviz dot on the same graphs
 * and the same kind of machine.  Fails above a target by more than a fifth.
 */
#include "tests/bench/journey-graph.h"

#include <stdio.h>
#include <time.h>

enum { ROUNDS = 5 };

typedef struct
{
  unsigned n_nodes;
  double ms, ms_bar;
  unsigned crossings, crossings_bar;
} Target;

static const Target targets[] = {
  { 100, 10, 17, 20, 18 },
  { 1000, 100, 121, 1080, 981 },
  { 5000, 1000, 2681, 17400, 15815 },
};

/* Of the processor: others at work on the machine do not count. */
static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1000.0 + time.tv_nsec / 1000000.0;
}

/* The best of a few rounds, in milliseconds. */
static double
measure (const JourneyGraph *graph, SjArrangePlace *places)
{
  double best = G_MAXDOUBLE;

  for (int i = 0; i < ROUNDS; i++)
    {
      double start = now ();

      sj_arrange (graph->nodes, graph->n_nodes, graph->edges, graph->n_edges, places);
      best = MIN (best, now () - start);
    }
  return best;
}

static bool
bench (const Target *target, bool rows)
{
  g_autoptr (JourneyGraph) graph = journey_graph_new (target->n_nodes, 7);
  g_autofree SjArrangePlace *places = g_new (SjArrangePlace, graph->n_nodes);
  unsigned crossings;
  double ms;
  bool good;

  if (rows)
    journey_graph_add_rows (graph);
  ms = measure (graph, places);
  crossings = (unsigned) sj_arrange_crossings (graph->nodes, places, graph->edges, graph->n_edges);
  good = ms <= target->ms * 1.2 && crossings * 10 <= target->crossings * 12;
  printf ("%6u  %-5s %9.1f %9.0f %9.0f  %9u %9u %9u  %s\n",
          target->n_nodes, rows ? "rows" : "plain", ms, target->ms, target->ms_bar,
          crossings, target->crossings, target->crossings_bar, good ? "" : "above the target");
  return good;
}

int
main (void)
{
  bool good = true;

  printf ("%6s  %-5s %9s %9s %9s  %9s %9s %9s\n",
          "nodes", "cards", "ms", "target", "bar", "crossings", "target", "bar");
  for (size_t i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      good &= bench (&targets[i], false);
      good &= bench (&targets[i], true);
    }
  return good ? 0 : 1;
}
