/* sj-rate-log.c -- calls in the order of time, and whether a turn had to be waited for. */
#include "engine/sj-rate-log.h"

#include <stdlib.h>

#define MOST (1u << 25)     /* calls of one log and rate */

void
sj_rate_log_init (SjRateLog *log, const SjWorld *world)
{
  *log = (SjRateLog) { .times = g_new0 (GArray *, MAX (world->rates->len, 1)), .n_rates = world->rates->len };
  for (uint32_t i = 0; i < log->n_rates; i++)
    log->times[i] = g_array_new (FALSE, FALSE, sizeof (SjTime));
}

void
sj_rate_log_clear (SjRateLog *log)
{
  for (uint32_t i = 0; i < log->n_rates; i++)
    g_array_unref (log->times[i]);
  g_clear_pointer (&log->times, g_free);
}

void
sj_rate_log_note (SjRateLog *log, uint32_t rate, SjTime time)
{
  if (log->times[rate]->len < MOST)
    g_array_append_val (log->times[rate], time);
  else
    log->full = true;
}

static int
compare_times (const void *a, const void *b)
{
  SjTime left = *(const SjTime *) a, right = *(const SjTime *) b;

  return (left > right) - (left < right);
}

/* As a turn is given: not before a second after the one that was `count` turns ago. */
static bool
holds (const SjTime *times, guint n, uint32_t count)
{
  for (guint i = count; i < n; i++)
    if (times[i] - times[i - count] < SJ_SECOND)
      return false;
  return true;
}

bool
sj_rate_logs_hold (SjRateLog *const *logs, uint32_t n_logs, const SjWorld *world)
{
  for (uint32_t rate = 0; rate < world->rates->len; rate++)
    {
      g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (SjTime));

      for (uint32_t i = 0; i < n_logs; i++)
        {
          if (logs[i]->full)
            return false;
          if (logs[i]->times[rate]->len > 0)
            g_array_append_vals (all, logs[i]->times[rate]->data, logs[i]->times[rate]->len);
        }
      if (all->len > 0)
        qsort (all->data, all->len, sizeof (SjTime), compare_times);
      if (!holds ((const SjTime *) (const void *) all->data, all->len,
                  g_array_index (world->rates, SjRate, rate).per_second))
        return false;
    }
  return true;
}
