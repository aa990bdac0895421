/* bench-lang.h -- the parts of the languages' benchmark. */
#pragma once

#include "base/sj-types.h"

/* Each prints its figures: per second, nanoseconds, and the ratio to a function
 * written by hand that does the same work in the same run. */
void bench_condition (void);
void bench_template  (void);
void bench_json      (void);

/* The nanoseconds that one call takes: the best of several rounds of about a
 * tenth of a second of processor time each. */
double bench_time (void (*call) (void *data), void *data);

void bench_line (const char *what, double nanoseconds, double floor);

extern const char bench_event[];        /* one purchase, 1 KB of JSON */
extern const size_t bench_event_length;
