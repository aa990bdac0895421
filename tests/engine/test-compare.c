/* test-compare.c -- intervals with numbers known from elsewhere; results told apart. */
#include "run-journey.h"

#include "engine/sj-compare.h"

#include <string.h>

/* ------------------------------------------------------------------ intervals */

static void
assert_near (SjEstimate got, double value, double low, double high)
{
  g_assert_cmpfloat_with_epsilon (got.value, value, 0.00006);
  g_assert_cmpfloat_with_epsilon (got.low, low, 0.00006);
  g_assert_cmpfloat_with_epsilon (got.high, high, 0.00006);
}

static void
test_wilson (void)
{
  static const struct { unsigned count, total; double value, low, high; } cases[] = {
    { 10, 100, 0.1, 0.055229, 0.174366 }, { 0, 10, 0, 0, 0.277533 },         { 10, 10, 1, 0.722467, 1 },
    { 1, 2, 0.5, 0.094531, 0.905469 },    { 50, 100, 0.5, 0.403832, 0.596168 }, { 0, 0, 0, 0, 1 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_near (sj_interval_share (cases[i].count, cases[i].total), cases[i].value, cases[i].low, cases[i].high);
}

/* The examples of Newcombe's paper of 1998, table II, method 10. */
static void
test_newcombe (void)
{
  static const struct { unsigned a, of_a, b, of_b; double low, high; } cases[] = {
    { 56, 70, 48, 80, 0.0524, 0.3339 }, { 9, 10, 3, 10, 0.1705, 0.8090 }, { 6, 7, 2, 7, 0.0582, 0.8062 },
    { 5, 56, 0, 29, -0.0381, 0.1926 },  { 0, 10, 0, 20, -0.1611, 0.2775 }, { 0, 10, 0, 10, -0.2775, 0.2775 },
    { 10, 10, 0, 20, 0.6791, 1.0000 },  { 10, 10, 0, 10, 0.6075, 1.0000 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_near (sj_interval_difference (cases[i].a, cases[i].of_a, cases[i].b, cases[i].of_b),
                 (double) cases[i].a / cases[i].of_a - (double) cases[i].b / cases[i].of_b, cases[i].low,
                 cases[i].high);
  assert_near (sj_interval_difference (0, 0, 1, 2), 0, -1, 1);
}

static void
test_paired (void)
{
  double a[10], b[10] = { 0 }, c[100], zero[100] = { 0 };
  SjEstimate estimate;

  for (int i = 0; i < 10; i++)
    a[i] = i;
  for (int i = 0; i < 100; i++)
    c[i] = i % 2;
  g_assert_false (sj_interval_paired (a, b, 1, &estimate));
  g_assert_true (sj_interval_paired (a, b, 4, &estimate));     /* 6 ± 3.182446 · 1.290994 · 2 */
  g_assert_cmpfloat_with_epsilon (estimate.high - estimate.value, 8.217057, 0.001);
  g_assert_true (sj_interval_paired (a, b, 5, &estimate));     /* 10 ± 2.776445 · 1.581139 · √5 */
  g_assert_cmpfloat_with_epsilon (estimate.high - estimate.value, 9.816216, 0.001);
  g_assert_true (sj_interval_paired (a, b, 10, &estimate));    /* 45 ± 2.262157 · 3.027650 · √10 */
  g_assert_cmpfloat_with_epsilon (estimate.value, 45, 1e-9);
  g_assert_cmpfloat_with_epsilon (estimate.high - estimate.value, 21.658358, 0.001);
  g_assert_true (sj_interval_paired (c, zero, 100, &estimate));    /* 1.984217 · 0.502519 · √100 */
  g_assert_cmpfloat_with_epsilon (estimate.high - estimate.value, 9.971066, 0.001);
  g_assert_true (sj_interval_paired (a, a, 10, &estimate));
  g_assert_cmpfloat (estimate.low, ==, 0);
  g_assert_cmpfloat (estimate.high, ==, 0);
}

/* ------------------------------------------------------------------ results */

static SjResult *
run (double share, uint64_t seed, uint32_t persons)
{
  return run_journey (run_shop, &(RunOptions) { .persons = persons, .threads = 2, .share = share, .seed = seed });
}

static const SjCompareLine *
find (const SjComparison *comparison, const char *what, const char *node, const char *goal)
{
  for (guint i = 0; i < comparison->lines->len; i++)
    {
      const SjCompareLine *line = &g_array_index (comparison->lines, SjCompareLine, i);

      if (strcmp (line->what, what) == 0 && g_strcmp0 (line->node, node) == 0 && g_strcmp0 (line->goal, goal) == 0)
        return line;
    }
  g_assert_not_reached ();
}

static void
test_same (void)
{
  g_autoptr (SjResult) a = run (0.5, 3, 5000);
  g_autoptr (SjResult) b = run (0.5, 3, 5000);
  g_autoptr (SjComparison) comparison = sj_compare_new (a, b);

  g_assert_true (comparison->paired);
  for (guint i = 0; i < comparison->lines->len; i++)
    {
      const SjCompareLine *line = &g_array_index (comparison->lines, SjCompareLine, i);

      g_assert_cmpuint (line->a, ==, line->b);
      g_assert_cmpfloat (line->difference.value, ==, 0);
      g_assert_false (sj_compare_is_sure (line));
    }
}

static void
test_more (void)
{
  g_autoptr (SjResult) a = run (0.5, 3, 5000);
  g_autoptr (SjResult) b = run (0.53, 3, 5000);
  g_autoptr (SjResult) other = run (0.53, 4, 5000);
  g_autoptr (SjComparison) paired = sj_compare_new (a, b);
  g_autoptr (SjComparison) apart = sj_compare_new (a, other);
  const SjCompareLine *same = find (paired, "converted", NULL, "bought");
  const SjCompareLine *free = find (apart, "converted", NULL, "bought");

  g_assert_true (same->paired);
  g_assert_false (apart->paired);
  g_assert_false (free->paired);
  g_assert_cmpfloat (same->difference.low, <, 0.03);
  g_assert_cmpfloat (same->difference.high, >, 0.03);
  g_assert_true (sj_compare_is_sure (same));
  /* With the same people the interval is less than half as wide. */
  g_assert_cmpfloat (2 * (same->difference.high - same->difference.low), <,
                     free->difference.high - free->difference.low);
  g_assert_cmpfloat (find (paired, "entered", NULL, NULL)->difference.high, ==, 0);    /* the same ones entered */
}

/* Of the same number, but others. */
static void
test_strangers (void)
{
  RunOptions options = { .persons = 3000, .threads = 2, .share = 0.5, .seed = 3 };
  g_autoptr (SjResult) a = run_journey (run_shop, &options);
  g_autoptr (SjResult) b = NULL;
  g_autoptr (SjComparison) comparison = NULL;

  options.town = 1;
  b = run_journey (run_shop, &options);
  comparison = sj_compare_new (a, b);
  g_assert_cmpstr (a->people, !=, b->people);
  g_assert_false (comparison->paired);
}

static void
test_people (void)
{
  g_autoptr (SjResult) a = run (0.5, 3, 4000);
  g_autoptr (SjResult) b = run (0.5, 3, 8000);
  g_autoptr (SjComparison) comparison = sj_compare_new (a, b);
  const SjCompareLine *line = find (comparison, "qualified", NULL, NULL);
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  g_assert_cmpuint (line->a, ==, 4000);
  g_assert_cmpuint (line->b, ==, 8000);
  g_assert_cmpfloat (line->difference.value, ==, 0);    /* as many for each */
  sj_compare_write (comparison, false, &buffer);
  g_assert_nonnull (strstr (sj_buffer_text (&buffer), "numbers of people differ"));
}

/* One without the mail: what only one has is said so, and is not a difference. */
static void
test_other_steps (void)
{
  const char *mail = "\"label\": \"Mail\", \"settings\": {\"share\": 50}, \"to\": \"mail\"";
  const char *at = strstr (run_shop, mail);
  g_autofree char *text = g_strdup_printf ("%.*s\"label\": \"Mail\", \"settings\": {\"share\": 50}, \"to\": \"news\"%s",
                                           (int) (at - run_shop), run_shop, at + strlen (mail));
  char *id = strstr (text, "\"id\": \"mail\"");
  RunOptions options = { .persons = 3000, .threads = 1, .share = 0.5, .seed = 3 };
  g_autoptr (SjResult) a = run_journey (run_shop, &options);
  g_autoptr (SjResult) b = NULL;
  g_autoptr (SjComparison) comparison = NULL;
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  memcpy (id, "\"id\": \"news\"", strlen ("\"id\": \"news\""));
  b = run_journey (text, &options);
  comparison = sj_compare_new (a, b);
  g_assert_cmpint (find (comparison, "entered", "mail", NULL)->side, ==, SJ_SIDE_A);
  g_assert_cmpint (find (comparison, "entered", "news", NULL)->side, ==, SJ_SIDE_B);
  sj_compare_write (comparison, false, &buffer);
  g_assert_nonnull (strstr (sj_buffer_text (&buffer), "only in A"));
  g_assert_nonnull (strstr (sj_buffer_text (&buffer), "only in B"));
}

static void
test_data (void)
{
  g_autoptr (SjResult) a = run (0.5, 3, 2000);
  g_autoptr (SjResult) b = run (0.9, 3, 2000);
  g_autoptr (SjComparison) comparison = sj_compare_new (a, b);
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue value = sj_compare_to_value (comparison, &arena);
  g_autofree char *text = sj_json_to_string (value, SJ_JSON_PRETTY);
  SjValue again;

  g_assert_true (sj_json_read (&arena, "comparison", text, strlen (text), &again, NULL));
  g_assert_true (sj_value_equal (again, value));
  g_assert_cmpstr (sj_value_follow (value, "lines[0].what").text, ==, "converted");
  g_assert_true (sj_value_follow (value, "lines[0].sure").boolean);
}

/* What messages cost: of all, by channel and step by step. */
static void
test_costs (void)
{
  static const double cheap[] = { 0.5 }, dear[] = { 2 };
  RunOptions options = { .persons = 2000, .threads = 1, .share = 0.2, .seed = 3, .prices = cheap };
  g_autoptr (SjResult) a = run_journey (run_shop, &options);
  g_autoptr (SjResult) b = (options.prices = dear, run_journey (run_shop, &options));
  g_autoptr (SjComparison) comparison = sj_compare_new (a, b);
  unsigned found = 0;

  for (guint i = 0; i < comparison->lines->len; i++)
    {
      const SjCompareLine *line = &g_array_index (comparison->lines, SjCompareLine, i);

      if (strcmp (line->what, "cost") != 0)
        continue;
      found |= line->node != NULL ? 1 : line->channel != NULL ? 2 : 4;
      g_assert_true (line->node == NULL || strcmp (line->node, "mail") == 0);
      g_assert_cmpfloat (line->worth_a, ==, a->cost);
      g_assert_cmpfloat (line->worth_b, ==, b->cost);
      g_assert_cmpfloat (line->worth_b, ==, 4 * line->worth_a);
    }
  g_assert_cmpuint (found, ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/compare/wilson", test_wilson);
  g_test_add_func ("/engine/compare/newcombe", test_newcombe);
  g_test_add_func ("/engine/compare/paired", test_paired);
  g_test_add_func ("/engine/compare/same", test_same);
  g_test_add_func ("/engine/compare/more", test_more);
  g_test_add_func ("/engine/compare/strangers", test_strangers);
  g_test_add_func ("/engine/compare/people", test_people);
  g_test_add_func ("/engine/compare/other-steps", test_other_steps);
  g_test_add_func ("/engine/compare/data", test_data);
  g_test_add_func ("/engine/compare/costs", test_costs);
  return g_test_run ();
}
