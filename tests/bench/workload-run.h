/* workload-run.h -- a workload driven through the engine, and what it took. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef struct
{
  double wall, cpu;         /* seconds, from the first input to the last timer */
  uint64_t hops;
  double floor;             /* the same decisions by hand, without an engine; 0: not measured */
} WorkloadFigures;

/* "W1", "W1T", "W1M", "W2"; false: there is none of that name.  Ends the program where
 * the ledger does not balance.  `print`: the line of counts. */
bool workload_run (const char *name, uint32_t persons, uint32_t quantum, unsigned threads, bool in_order, bool print,
                   WorkloadFigures *figures);

/* The journey of a workload with people made of chance, as `sojournctl simulate` does it. */
void workload_simulate (const char *name, uint32_t persons, unsigned threads, WorkloadFigures *figures);

/* What one person of W1 takes who waits for their turn: the run, and all else that is kept of them. */
double workload_waiting_bytes (uint32_t persons);

double bench_wall (void);
double bench_cpu  (void);
