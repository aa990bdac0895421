/* sojourn-bench-timers.c -- W4: a calendar of many timers, phase by phase.
 *
 * Deadlines are worked out before the clock starts; what is measured is the calendar
 * and the array that says what each id waits for.
 */
#include "engine/sj-timers.h"
#include "sojourn-bench.h"
#include "workload-run.h"
#include "workload.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define STRIDE 7368787u     /* in which order ids are cancelled */

typedef struct
{
  uint32_t count;
  SjTime *dues;             /* owned */
  bool *cancelled;          /* owned */
  uint64_t fired;
  uint32_t sum;
  SjTime last;
  bool back;                /* a time went back */
} Timers;

/* KiB, from a line of the kernel's report about this process. */
static long
memory (const char *word)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0;
  line = strstr (text, word);
  return line ? atol (line + strlen (word) + 1) : 0;
}

static void
report (const Timers *self, const char *phase, double seconds, uint64_t count, const char *note)
{
  printf ("W4\tsojourn calendar\tN=%u\t%s\t%.3f\tMops/s\t%s\n", self->count, phase, (double) count / seconds / 1e6,
          note);
}

static void
load (Timers *self)
{
  for (uint32_t i = 0; i < self->count; i++)
    self->dues[i] = workload_deadline (i, &self->cancelled[i]);
  self->fired = 0;
  self->sum = 0;
  self->last = 0;
}

static inline void
fire (Timers *self, const SjTimer *timer)
{
  self->fired++;
  self->sum += workload_mix ((uint32_t) timer->time ^ workload_mix (timer->id));
  self->back = self->back || timer->time < self->last;
  self->last = timer->time;
}

static void
insert (Timers *self, SjTimers *timers)
{
  sj_timers_init (timers, 0);
  timers->dues = self->dues;
  for (uint32_t i = 0; i < self->count; i++)
    sj_timers_push (timers, self->dues[i], i);
}

static uint64_t
cancel (Timers *self)
{
  uint64_t count = 0;

  for (uint32_t k = 0; k < self->count; k++)
    {
      uint32_t id = (uint32_t) ((uint64_t) k * STRIDE % self->count);

      if (!self->cancelled[id])
        continue;
      self->dues[id] = SJ_TIME_NEVER;
      count++;
    }
  return count;
}

static void
expire (Timers *self)
{
  SjTimers timers;
  SjTimer timer;
  uint64_t count;
  double begin;

  load (self);
  begin = bench_cpu ();
  insert (self, &timers);
  report (self, "insert", bench_cpu () - begin, self->count, "");
  begin = bench_cpu ();
  count = cancel (self);
  report (self, "cancel", bench_cpu () - begin, count, "");
  begin = bench_cpu ();
  while (sj_timers_pop (&timers, SJ_TIME_NEVER - 1, &timer))
    fire (self, &timer);
  report (self, "expire", bench_cpu () - begin, self->fired, "");
  printf ("CHECK W4 N=%u expired=%" PRIu64 " sum=%08x ordered=%s\n", self->count, self->fired, self->sum,
          self->back ? "NO" : "yes");
  sj_timers_clear (&timers);
}

/* The soonest comes out and goes in again, later. */
static void
hold (Timers *self)
{
  SjTimers timers;
  SjTimer timer;
  double begin;

  load (self);
  insert (self, &timers);
  begin = bench_cpu ();
  for (uint32_t k = 0; k < self->count && sj_timers_pop (&timers, SJ_TIME_NEVER - 1, &timer); k++)
    {
      fire (self, &timer);
      self->dues[timer.id] = timer.time + workload_hold (k);
      sj_timers_push (&timers, self->dues[timer.id], timer.id);
    }
  report (self, "hold", bench_cpu () - begin, self->fired, "1 op = expire + insert");
  printf ("CHECK W4hold N=%u ordered=%s last=%" PRId64 "\n", self->count, self->back ? "NO" : "yes", self->last);
  sj_timers_clear (&timers);
}

bool
bench_timers (uint32_t count)
{
  Timers self = { .count = count, .dues = g_new (SjTime, MAX (count, 1)), .cancelled = g_new (bool, MAX (count, 1)) };
  long before;

  memset (self.dues, 1, count * sizeof (SjTime));
  memset (self.cancelled, 1, count * sizeof (bool));
  before = memory ("VmRSS");
  expire (&self);
  hold (&self);
  printf ("W4\tsojourn calendar\tN=%u\tbytes/timer (RSS growth)\t%.1f\tB\tincludes %u B deadline by id\n", count,
          (double) (memory ("VmHWM") - before) * 1024 / count + sizeof (SjTime), (unsigned) sizeof (SjTime));
  g_free (self.dues);
  g_free (self.cancelled);
  return !self.back;
}
