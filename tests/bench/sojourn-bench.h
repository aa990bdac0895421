/* sojourn-bench.h -- clocks of the workloads. */
#pragma once

double bench_wall (void);
double bench_cpu  (void);
