/* sojourn-bench.h -- the workload that has no journey. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* W4, many timers: prints its lines; false where times went back. */
bool bench_timers (uint32_t count);
