/* sojourn-bench.c -- speaks the protocol by which engines are compared.
 *
 *   sojourn-bench W1|W1T|W1M|W2 PERSONS [QUANTUM [THREADS [order]]]
 *   sojourn-bench W4 TIMERS
 */
#include "sojourn-bench.h"
#include "workload-run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool
run (int argc, char **argv)
{
  uint32_t persons = (uint32_t) atoi (argv[2]);
  uint32_t quantum = argc > 3 ? (uint32_t) atoi (argv[3]) : 1;
  unsigned threads = argc > 4 ? (unsigned) atoi (argv[4]) : 1;
  WorkloadFigures figures;

  if (!workload_run (argv[1], persons, quantum > 0 ? quantum : 1, threads, argc > 5 && strcmp (argv[5], "order") == 0,
                     true, &figures))
    return false;
  printf ("TIMES run=%.4f cpu=%.4f profiles_s=%.0f hops_s=%.0f\n", figures.wall, figures.cpu, persons / figures.cpu,
          (double) figures.hops / figures.cpu);
  return true;
}

int
main (int argc, char **argv)
{
  if (argc == 3 && strcmp (argv[1], "W4") == 0)
    return bench_timers ((uint32_t) atoi (argv[2])) ? 0 : 1;
  if (argc > 2 && run (argc, argv))
    return 0;
  fprintf (stderr, "usage: sojourn-bench W4 TIMERS\n"
                   "       sojourn-bench W1|W1T|W1M|W2 PERSONS [QUANTUM [THREADS [order]]]\n");
  return 2;
}
