/* sj-playback.c -- curves of sums, searched by period.
 *
 * A curve is where a number changes and what it is from there on.  Levels (who stands
 * somewhere) come as such from the result; counts are added up here.
 */
#include "engine/sj-playback.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  uint64_t period, value;
} Turn;

typedef struct
{
  uint32_t first, n;        /* among the turns */
} Curve;

typedef struct
{
  Curve entered, here, lost, completed;
  uint32_t first_path;      /* among the paths' curves */
} NodeCurves;

struct SjPlayback
{
  const SjResult *result;   /* borrowed */
  GArray *turns;            /* owned: of Turn */
  NodeCurves *nodes;        /* owned */
  Curve *paths;             /* owned: of all nodes, one after the other */
  Curve inside;
  uint64_t *bars[SJ_N_PLAYED];    /* owned: n_periods each */

  uint64_t period;
  SjPlayedNode *now;        /* owned */
  uint64_t *taken;          /* owned: by path */
  uint64_t inside_now;
};

static int
compare_turns (const void *a, const void *b)
{
  const Turn *left = a, *right = b;

  return (left->period > right->period) - (left->period < right->period);
}

static void
collect (SjPlayback *playback, const SjSeries *series)
{
  for (uint32_t i = 0; i < series->n; i++)
    {
      Turn turn = { series->pairs[2 * (gsize) i], series->pairs[2 * (gsize) i + 1] };

      g_array_append_val (playback->turns, turn);
    }
}

/* What was collected since `first`, as one curve; counts are added up. */
static Curve
close_curve (SjPlayback *playback, guint first, bool counts)
{
  GArray *turns = playback->turns;
  Turn *from = turns->len > first ? &g_array_index (turns, Turn, first) : NULL;
  guint n = turns->len - first, kept = 0;
  uint64_t sum = 0;

  if (n > 0)
    qsort (from, n, sizeof (Turn), compare_turns);
  for (guint i = 0; i < n; i++)
    {
      sum = counts ? sum + from[i].value : from[i].value;
      if (kept > 0 && from[kept - 1].period == from[i].period)
        from[kept - 1].value = sum;
      else
        from[kept++] = (Turn) { from[i].period, sum };
    }
  g_array_set_size (turns, first + kept);
  return (Curve) { first, kept };
}

static Curve
curve_of (SjPlayback *playback, const SjSeries *series, bool counts)
{
  guint first = playback->turns->len;

  collect (playback, series);
  return close_curve (playback, first, counts);
}

static Curve
curve_of_losses (SjPlayback *playback, const SjResultNode *node)
{
  guint first = playback->turns->len;

  for (unsigned i = 0; i < SJ_N_ENDS; i++)
    if (i != SJ_END_COMPLETED)
      collect (playback, &node->ended_over_time[i]);
  return close_curve (playback, first, true);
}

static uint64_t
value_at (const SjPlayback *playback, Curve curve)
{
  const Turn *turns = curve.n > 0 ? &g_array_index (playback->turns, Turn, curve.first) : NULL;
  uint32_t low = 0, high = curve.n;    /* the first turn that is later */

  while (low < high)
    {
      uint32_t middle = low + (high - low) / 2;

      if (turns[middle].period <= playback->period)
        low = middle + 1;
      else
        high = middle;
    }
  return low > 0 ? turns[low - 1].value : 0;
}

static void
add_bars (SjPlayback *playback, SjPlayed what, const SjSeries *series)
{
  for (uint32_t i = 0; i < series->n; i++)
    if (series->pairs[2 * (gsize) i] < playback->result->n_periods)
      playback->bars[what][series->pairs[2 * (gsize) i]] += series->pairs[2 * (gsize) i + 1];
}

static void
make_bars (SjPlayback *playback)
{
  const SjResult *result = playback->result;

  for (unsigned i = 0; i < SJ_N_PLAYED; i++)
    playback->bars[i] = g_new0 (uint64_t, MAX (result->n_periods, 1));
  add_bars (playback, SJ_PLAYED_ENTERED, &result->entered_over_time);
  for (unsigned i = 0; i < SJ_N_ENDS; i++)
    add_bars (playback, SJ_PLAYED_ENDED, &result->exits_over_time[i]);
  for (uint32_t i = 0; i < result->n_nodes; i++)
    if (result->nodes[i].message != NULL)
      add_bars (playback, SJ_PLAYED_SENT, &result->nodes[i].message->over_time);
}

static void
make_curves (SjPlayback *playback)
{
  const SjResult *result = playback->result;
  uint32_t n_paths = 0;

  for (uint32_t i = 0; i < result->n_nodes; i++)
    n_paths += result->nodes[i].n_paths;
  playback->nodes = g_new (NodeCurves, MAX (result->n_nodes, 1));
  playback->now = g_new0 (SjPlayedNode, MAX (result->n_nodes, 1));
  playback->paths = g_new (Curve, MAX (n_paths, 1));
  playback->taken = g_new0 (uint64_t, MAX (n_paths, 1));
  n_paths = 0;
  for (uint32_t i = 0; i < result->n_nodes; i++)
    {
      const SjResultNode *node = &result->nodes[i];

      playback->nodes[i] = (NodeCurves) {
        .entered = curve_of (playback, &node->entered_over_time, true),
        .here = curve_of (playback, &node->here_over_time, false),
        .lost = curve_of_losses (playback, node),
        .completed = curve_of (playback, &node->ended_over_time[SJ_END_COMPLETED], true),
        .first_path = n_paths,
      };
      for (uint32_t j = 0; j < node->n_paths; j++)
        playback->paths[n_paths++] = curve_of (playback, &node->paths[j].over_time, true);
    }
  playback->inside = curve_of (playback, &result->inside_over_time, false);
}

SjPlayback *
sj_playback_new (const SjResult *result)
{
  SjPlayback *playback = g_new0 (SjPlayback, 1);

  playback->result = result;
  playback->turns = g_array_new (FALSE, FALSE, sizeof (Turn));
  make_curves (playback);
  make_bars (playback);
  sj_playback_seek (playback, UINT64_MAX);
  return playback;
}

void
sj_playback_free (SjPlayback *playback)
{
  if (playback == NULL)
    return;
  for (unsigned i = 0; i < SJ_N_PLAYED; i++)
    g_free (playback->bars[i]);
  g_array_unref (playback->turns);
  g_free (playback->nodes);
  g_free (playback->paths);
  g_free (playback->now);
  g_free (playback->taken);
  g_free (playback);
}

void
sj_playback_seek (SjPlayback *playback, uint64_t period)
{
  const SjResult *result = playback->result;

  playback->period = MIN (period, result->n_periods > 0 ? result->n_periods - 1 : 0);
  for (uint32_t i = 0; i < result->n_nodes; i++)
    {
      const NodeCurves *curves = &playback->nodes[i];
      SjPlayedNode *node = &playback->now[i];

      *node = (SjPlayedNode) {
        .entered = value_at (playback, curves->entered),
        .here = value_at (playback, curves->here),
        .lost = value_at (playback, curves->lost),
        .completed = value_at (playback, curves->completed),
      };
      for (uint32_t j = curves->first_path; j < curves->first_path + result->nodes[i].n_paths; j++)
        {
          playback->taken[j] = value_at (playback, playback->paths[j]);
          node->left += playback->taken[j];
        }
    }
  playback->inside_now = value_at (playback, playback->inside);
}

uint64_t
sj_playback_period (const SjPlayback *playback)
{
  return playback->period;
}

SjTime
sj_playback_time (const SjPlayback *playback)
{
  return sj_result_period_end (playback->result, playback->period);
}

const SjPlayedNode *
sj_playback_node (const SjPlayback *playback, uint32_t node)
{
  return &playback->now[node];
}

uint64_t
sj_playback_path (const SjPlayback *playback, uint32_t node, uint32_t path)
{
  return playback->taken[playback->nodes[node].first_path + path];
}

uint64_t
sj_playback_inside (const SjPlayback *playback)
{
  return playback->inside_now;
}

const uint64_t *
sj_playback_bars (const SjPlayback *playback, SjPlayed what)
{
  return playback->bars[what];
}

static bool
is_busy (const SjPlayback *playback, uint64_t period)
{
  for (unsigned i = 0; i < SJ_N_PLAYED; i++)
    if (playback->bars[i][period] > 0)
      return true;
  return false;
}

uint64_t
sj_playback_next (const SjPlayback *playback, bool back)
{
  uint64_t period = playback->period;

  while (back ? period > 0 : period + 1 < playback->result->n_periods)
    {
      period += back ? -1 : 1;
      if (is_busy (playback, period))
        return period;
    }
  return playback->period;
}
