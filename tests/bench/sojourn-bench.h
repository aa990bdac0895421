/* sojourn-bench.h -- clocks of the workloads, and the workload that has no journey. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

double bench_wall (void);
double bench_cpu  (void);

/* W4, many timers: prints its lines; false where times went back. */
bool bench_timers (uint32_t count);
