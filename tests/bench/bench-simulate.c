/* bench-simulate.c -- how fast journeys run in virtual time, and in how much memory.
 *
 * The floor makes the same decisions for each person in a few lines without an
 * engine, counters by period, limits or messages.  Figures are per second of the
 * processor, but for the last lines, which are about threads.  Each line has a process
 * of its own, so that its memory is its own; that of recorded inputs includes the inputs.
 */
#include "workload-run.h"

#include "engine/sj-step.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct
{
  const char *workload;
  uint32_t persons;
  bool in_order, by_chance;
  unsigned threads;
  const char *what;
} Row;

static const Row rows[] = {
  { "W1", 10000, false, false, 1, "purchase journey, 10,000 persons" },
  { "W1", 100000, false, false, 1, "purchase journey, 100,000 persons" },
  { "W1", 1000000, false, false, 1, "purchase journey, 1,000,000 persons" },
  { "W1", 10000000, false, false, 1, "purchase journey, 10,000,000 persons" },
  { "W1", 10000, false, true, 1, "people made of chance, 10,000" },
  { "W1", 100000, false, true, 1, "people made of chance, 100,000" },
  { "W1", 1000000, false, true, 1, "people made of chance, 1,000,000" },
  { "W1", 10000000, false, true, 1, "people made of chance, 10,000,000" },
  { "W1T", 1000000, false, false, 1, "purchase journey, every message rendered" },
  { "W1M", 1000000, false, false, 1, "purchase journey, eight visits each" },
  { "W2", 1000000, false, false, 1, "inaction drip, 1,000,000 persons" },
  { "W1", 1000000, true, false, 1, "purchase journey, all in the order of time" },
};

static const Row threaded[] = {
  { "W1", 4000000, false, false, 1, "1 thread" },
  { "W1", 4000000, false, false, 2, "2 threads" },
  { "W1", 4000000, false, true, 1, "1 thread, people made of chance" },
  { "W1", 4000000, false, true, 2, "2 threads, people made of chance" },
};

static void
work (const Row *row, WorkloadFigures *figures)
{
  if (row->by_chance)
    workload_simulate (row->workload, row->persons, row->threads, figures);
  else
    workload_run (row->workload, row->persons, 1, row->threads, row->in_order, false, figures);
}

static void
fail (const char *what)
{
  perror (what);
  exit (1);
}

/* In a process of its own; its memory at most, in MB. */
static double
run (const Row *row, WorkloadFigures *figures)
{
  struct rusage usage;
  int ends[2], status;
  pid_t child = -1;

  fflush (stdout);
  if (pipe (ends) == 0)
    child = fork ();
  if (child < 0)
    fail ("bench-simulate");
  if (child == 0)
    {
      work (row, figures);
      _exit (write (ends[1], figures, sizeof *figures) == sizeof *figures ? 0 : 1);
    }
  close (ends[1]);
  if (read (ends[0], figures, sizeof *figures) != sizeof *figures || wait4 (child, &status, 0, &usage) != child ||
      status != 0)
    fail (row->what);
  close (ends[0]);
  return (double) usage.ru_maxrss / 1024;
}

/* The nanoseconds that one person takes. */
static double
print_row (const Row *row)
{
  WorkloadFigures figures;
  double memory = run (row, &figures), each = figures.cpu / row->persons * 1e9;

  printf ("  %-44s %7.2f M persons/s %7.1f M hops/s %7.1f ns a person %7.0f MB", row->what,
          row->persons / figures.cpu / 1e6, (double) figures.hops / figures.cpu / 1e6, each, memory);
  if (figures.floor > 0)
    printf ("  %.2f of the floor", figures.floor / figures.cpu);
  printf ("\n");
  return each;
}

/* One line after the other of four rows from 10^4 to 10^7 persons. */
static void
print_growth (const char *what, const double *each)
{
  double least = each[0], most = each[0];

  for (unsigned i = 1; i < 4; i++)
    {
      least = each[i] < least ? each[i] : least;
      most = each[i] > most ? each[i] : most;
    }
  printf ("  %-44s %7.2f times the shortest, from 10^4 to 10^7 persons\n", what, most / least);
}

static void
print_threads (const Row *row)
{
  WorkloadFigures alone, together;

  run (row, &alone);
  run (row + 1, &together);
  printf ("  %-44s %7.2f M persons a second of the clock\n", row->what, row->persons / alone.wall / 1e6);
  printf ("  %-44s %7.2f M persons a second of the clock, %.2f times one\n", row[1].what,
          row->persons / together.wall / 1e6, alone.wall / together.wall);
}

int
main (void)
{
  double each[sizeof rows / sizeof rows[0]];

  for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++)
    each[i] = print_row (&rows[i]);
  print_growth ("the longest time of one person", each);
  print_growth ("the same, people made of chance", each + 4);
  printf ("  %-44s %7zu bytes of the run, %.1f bytes of all that is kept\n", "one person who waits",
          sizeof (SjInstance), workload_waiting_bytes (1000000));
  print_threads (&threaded[0]);
  print_threads (&threaded[2]);
  return 0;
}
