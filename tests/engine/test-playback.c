/* test-playback.c -- a result at any moment: the law holds at each, the last is the result. */
#include "engine/sj-playback.h"
#include "run-journey.h"

static const RunOptions usual = { .persons = 3000, .threads = 2, .share = 0.5, .seed = 3 };

static void
check_law (const SjResult *result, const SjPlayback *playback)
{
  for (uint32_t i = 0; i < result->n_nodes; i++)
    {
      const SjPlayedNode *node = sj_playback_node (playback, i);
      uint64_t left = 0;

      for (uint32_t j = 0; j < result->nodes[i].n_paths; j++)
        left += sj_playback_path (playback, i, j);
      g_assert_cmpuint (node->left, ==, left);
      g_assert_cmpuint (node->entered, ==, node->here + node->left + node->lost + node->completed);
    }
}

static void
test_moments (void)
{
  g_autoptr (SjResult) result = run_journey (run_shop, &usual);
  g_autoptr (SjPlayback) playback = sj_playback_new (result);
  uint64_t before = 0, most_inside = 0;

  g_assert_cmpuint (result->n_periods, >, 100);
  for (uint64_t period = 0; period < result->n_periods; period++)
    {
      sj_playback_seek (playback, period);
      g_assert_cmpuint (sj_playback_period (playback), ==, period);
      check_law (result, playback);
      g_assert_cmpuint (sj_playback_node (playback, 0)->entered, >=, before);
      before = sj_playback_node (playback, 0)->entered;
      most_inside = MAX (most_inside, sj_playback_inside (playback));
    }
  g_assert_cmpuint (most_inside, >, result->inside);
}

static void
test_end (void)
{
  g_autoptr (SjResult) result = run_journey (run_shop, &usual);
  g_autoptr (SjPlayback) playback = sj_playback_new (result);

  g_assert_cmpint (sj_playback_time (playback), ==, result->until);
  g_assert_cmpuint (sj_playback_inside (playback), ==, result->inside);
  for (uint32_t i = 0; i < result->n_nodes; i++)
    {
      g_assert_cmpuint (sj_playback_node (playback, i)->entered, ==, result->nodes[i].entered);
      g_assert_cmpuint (sj_playback_node (playback, i)->here, ==, result->nodes[i].here);
      g_assert_cmpuint (sj_playback_node (playback, i)->completed, ==, result->nodes[i].ended[SJ_END_COMPLETED]);
      for (uint32_t j = 0; j < result->nodes[i].n_paths; j++)
        g_assert_cmpuint (sj_playback_path (playback, i, j), ==, result->nodes[i].paths[j].taken);
    }
}

static void
test_bars (void)
{
  g_autoptr (SjResult) result = run_journey (run_shop, &usual);
  g_autoptr (SjPlayback) playback = sj_playback_new (result);
  uint64_t entered = 0, sent = 0, all_sent = 0, busy = 0;

  for (uint64_t period = 0; period < result->n_periods; period++)
    {
      entered += sj_playback_bars (playback, SJ_PLAYED_ENTERED)[period];
      sent += sj_playback_bars (playback, SJ_PLAYED_SENT)[period];
    }
  for (unsigned i = 0; i < SJ_N_CHANNELS; i++)
    all_sent += result->channels[i].sent;
  g_assert_cmpuint (entered, ==, result->entered);
  g_assert_cmpuint (sent, ==, all_sent);
  g_assert_cmpuint (sent, >, 0);

  sj_playback_seek (playback, 0);
  for (uint64_t next; (next = sj_playback_next (playback, false)) != sj_playback_period (playback); busy++)
    sj_playback_seek (playback, next);
  g_assert_cmpuint (busy, >, 10);
  for (uint64_t next; (next = sj_playback_next (playback, true)) != sj_playback_period (playback); busy--)
    sj_playback_seek (playback, next);
  g_assert_cmpuint (busy, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/playback/moments", test_moments);
  g_test_add_func ("/engine/playback/end", test_end);
  g_test_add_func ("/engine/playback/bars", test_bars);
  return g_test_run ();
}
