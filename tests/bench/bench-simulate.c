/* bench-simulate.c -- how fast journeys run in virtual time.
 *
 * The floor makes the same decisions for each person in a few lines without an
 * engine, counters by period, limits or messages.  Figures are per second of the
 * processor, but for the last lines, which are about threads.
 */
#include "workload-run.h"

#include <stdio.h>

static const struct
{
  const char *workload;
  uint32_t persons;
  bool in_order;
  const char *what;
} rows[] = {
  { "W1", 10000, false, "purchase journey, 10,000 persons" },
  { "W1", 100000, false, "purchase journey, 100,000 persons" },
  { "W1", 1000000, false, "purchase journey, 1,000,000 persons" },
  { "W1", 10000000, false, "purchase journey, 10,000,000 persons" },
  { "W1T", 1000000, false, "the same, every message rendered" },
  { "W1M", 1000000, false, "the same, eight visits each" },
  { "W2", 1000000, false, "inaction drip, 1,000,000 persons" },
  { "W1", 1000000, true, "purchase journey, all in the order of time" },
};

static void
print_row (const char *what, uint32_t persons, const WorkloadFigures *figures)
{
  printf ("  %-46s %8.2f M persons/s %8.1f M hops/s %7.1f ns a person", what, persons / figures->cpu / 1e6,
          (double) figures->hops / figures->cpu / 1e6, figures->cpu / persons * 1e9);
  if (figures->floor > 0)
    printf ("  %.2f of the floor", figures->floor / figures->cpu);
  printf ("\n");
}

static void
print_threads (unsigned threads, double alone)
{
  WorkloadFigures figures;

  workload_run ("W1", 4000000, 1, threads, false, false, &figures);
  printf ("  %u thread%s %36.2f M persons a second of the clock", threads, threads > 1 ? "s" : " ",
          4000000 / figures.wall / 1e6);
  if (alone > 0)
    printf (", %.2f times one", alone / figures.wall);
  printf ("\n");
}

int
main (void)
{
  WorkloadFigures figures;

  for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++)
    {
      workload_run (rows[i].workload, rows[i].persons, 1, 1, rows[i].in_order, false, &figures);
      print_row (rows[i].what, rows[i].persons, &figures);
    }
  workload_run ("W1", 4000000, 1, 1, false, false, &figures);
  print_threads (1, 0);
  print_threads (2, figures.wall);
  return 0;
}
