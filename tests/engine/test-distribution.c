/* test-distribution.c -- numbers from hashes: exact, and spread as they say. */
#include "engine/sj-distribution.h"

#include "base/sj-json.h"

#include <string.h>

#define DRAWS 200000u

/* From tables; libm is asked for none of them. */
static void
test_exact (void)
{
  static const struct { double x, exp; } exps[] = {
    { 0, 1 }, { 1, 2.718281828459045 }, { -1, 0.36787944117144233 }, { 10, 22026.465794806718 },
    { -20, 2.061153622438558e-09 }, { 50, 5.184705528587072e+21 }, { 0.3465, 1.4141094938303624 },
  };
  static const struct { double p, z; } normals[] = {
    { 0.5, 0 }, { 0.841344746068543, 1 }, { 0.977249868051821, 2 }, { 0.998650101968370, 3 },
    { 0.001349898031630, -3 }, { 0.025, -1.959963984540054 }, { 1e-12, -7.034483825287803 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (exps); i++)
    {
      g_assert_cmpfloat_with_epsilon (sj_exact_exp (exps[i].x) / exps[i].exp, 1, 1e-12);
      g_assert_cmpfloat_with_epsilon (sj_exact_log (exps[i].exp), exps[i].x, 1e-12);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (normals); i++)
    g_assert_cmpfloat_with_epsilon (sj_exact_normal (normals[i].p), normals[i].z, 1e-8);
}

static SjDelay *
read_delay (const char *text)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjValue root;
  SjDelay *delay = sj_config_parse (&sj_delay_spec, &arena, text, strlen (text), &diags, &root);

  g_assert_nonnull (delay);
  g_assert_cmpuint (sj_diags_count (&diags), ==, 0);
  return delay;
}

/* The share of draws that are not later than a time. */
static double
share_within (const SjSampler *sampler, SjTime time)
{
  unsigned count = 0;

  for (uint64_t i = 0; i < DRAWS; i++)
    count += sj_sampler_time (sampler, sj_hash_mix (1, i)) <= time;
  return (double) count / DRAWS;
}

static void
test_delays (void)
{
  static const struct { const char *text; SjTime time; double share; } cases[] = {
    { "{\"after\": \"PT5S\"}", 4999, 0 },
    { "{\"after\": \"PT5S\"}", 5000, 1 },
    { "{\"kind\": \"uniform\", \"from\": \"PT10S\", \"until\": \"PT20S\"}", 9999, 0 },
    { "{\"kind\": \"uniform\", \"from\": \"PT10S\", \"until\": \"PT20S\"}", 12500, 0.25 },
    { "{\"kind\": \"uniform\", \"from\": \"PT10S\", \"until\": \"PT20S\"}", 20000, 1 },
    { "{\"kind\": \"exponential\", \"mean\": \"PT1H\"}", 3600000, 0.632121 },
    { "{\"kind\": \"exponential\", \"mean\": \"PT1H\"}", 10800000, 0.950213 },
    { "{\"kind\": \"exponential\", \"mean\": \"PT1H\", \"most\": \"PT2H\"}", 7200000, 1 },
    { "{\"kind\": \"log-normal\", \"median\": \"PT1H\", \"spread\": 2}", 3600000, 0.5 },
    { "{\"kind\": \"log-normal\", \"median\": \"PT1H\", \"spread\": 2}", 7200000, 0.841345 },
    { "{\"kind\": \"log-normal\", \"median\": \"PT1H\", \"spread\": 2}", 1800000, 0.158655 },
    { "{\"kind\": \"empirical\", \"values\": [{\"after\": \"PT1S\", \"weight\": 3}, {\"after\": \"PT2S\"}]}", 1000,
      0.75 },
    { "{\"kind\": \"empirical\", \"values\": [{\"after\": \"PT1S\", \"weight\": 0}, {\"after\": \"PT2S\"}]}", 1000, 0 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      SjDelay *delay = read_delay (cases[i].text);
      SjSampler sampler = sj_sampler_delay (delay, &arena);

      g_assert_cmpfloat_with_epsilon (share_within (&sampler, cases[i].time), cases[i].share, 0.004);
      sj_config_free (&sj_delay_spec, delay);
    }
}

/* Any member can have any value, also together with a kind that has no use for it. */
static void
test_bounds (void)
{
  static const char *const texts[] = {
    "{\"kind\": \"uniform\", \"from\": \"PT20S\", \"until\": \"PT10S\"}", "{\"kind\": \"empirical\"}",
    "{\"kind\": \"exponential\", \"mean\": \"PT2562047788015H\"}", "{\"kind\": \"log-normal\"}",
    "{\"kind\": \"log-normal\", \"median\": \"PT2562047788015H\", \"spread\": 1000}",
    "{\"kind\": \"log-normal\", \"median\": \"PT1S\", \"spread\": -5}",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      SjDelay *delay = read_delay (texts[i]);
      SjSampler sampler = sj_sampler_delay (delay, &arena);

      for (uint64_t j = 0; j < 1000; j++)
        {
          SjTime time = sj_sampler_time (&sampler, j < 2 ? -j : sj_hash_mix (2, j));

          g_assert_cmpint (time, >=, 0);
          g_assert_cmpint (time, <=, SJ_DELAY_MOST);
        }
      sj_config_free (&sj_delay_spec, delay);
    }
}

static char *
draw_text (const char *text, uint64_t hash)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjValue root;
  SjDraw *draw = sj_config_parse (&sj_draw_spec, &arena, text, strlen (text), &diags, &root);
  SjDrawer drawer;
  char *result;

  g_assert_nonnull (draw);
  drawer = sj_drawer_make (draw, &arena);
  result = sj_json_to_string (sj_drawer_value (&drawer, hash, 17, &arena), SJ_JSON_COMPACT);
  sj_config_free (&sj_draw_spec, draw);
  return result;
}

/* What was drawn once is drawn for ever. */
static void
test_values (void)
{
  static const struct { const char *text; uint64_t hash; const char *value; } cases[] = {
    { "{\"value\": {\"a\": [1, 2.5]}}", 1, "{\"a\":[1,2.5]}" },
    { "{}", 1, "null" },
    { "{\"kind\": \"uniform\", \"from\": -2, \"until\": 4}", 0, "-2" },
    { "{\"kind\": \"uniform\", \"from\": -2, \"until\": 4}", UINT64_C (1) << 63, "1" },
    { "{\"kind\": \"uniform\", \"from\": 1, \"until\": 2, \"digits\": 2}", UINT64_C (1) << 61, "1.13" },
    { "{\"kind\": \"exponential\", \"mean\": 100, \"digits\": 1}", UINT64_C (1) << 63, "69.3" },
    { "{\"kind\": \"log-normal\", \"median\": 50}", UINT64_C (1) << 63, "50" },
    { "{\"kind\": \"empirical\", \"values\": [{\"value\": \"a\"}, {\"value\": \"b\"}]}", 0, "\"a\"" },
    { "{\"kind\": \"empirical\", \"values\": [{\"value\": \"a\"}, {\"value\": \"b\"}]}", UINT64_MAX, "\"b\"" },
    { "{\"kind\": \"empirical\", \"values\": [{\"value\": \"a\"}, {\"weight\": 3}]}", UINT64_MAX, "null" },
    { "{\"kind\": \"date\", \"first\": \"2026-01-01\", \"last\": \"2026-01-03\"}", UINT64_C (1) << 63,
      "\"2026-01-02\"" },
    { "{\"kind\": \"date\", \"first\": \"2026-01-01\", \"last\": \"2026-01-02\", \"time\": true}", UINT64_C (1) << 63,
      "\"2026-01-01T12:00:00Z\"" },
    { "{\"kind\": \"numbered\", \"text\": \"c-{n}!\"}", 1, "\"c-17!\"" },
    { "{\"kind\": \"numbered\", \"text\": \"plain\"}", 1, "\"plain\"" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *value = draw_text (cases[i].text, cases[i].hash);

      g_assert_cmpstr (value, ==, cases[i].value);
    }
}

/* The digest of many draws of each kind: the same with every compiler and machine. */
static void
test_digest (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  const double points[] = { 1, 20, 300 }, weights[] = { 1, 5, 2 };
  const SjSampler samplers[] = {
    sj_sampler_uniform (0, 1e9), sj_sampler_exponential (1e9), sj_sampler_log_normal (1e6, 3),
    sj_sampler_empirical (&arena, points, weights, 3),
  };
  uint64_t digest = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (samplers); i++)
    for (uint64_t j = 0; j < 20000; j++)
      {
        double value = sj_sampler_draw (&samplers[i], sj_hash_mix (i, j));

        digest = sj_hash_mix (digest, sj_hash_bytes (0, &value, sizeof value));
      }
  g_assert_cmphex (digest, ==, UINT64_C (0x92be4f35ad371623));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/distribution/exact", test_exact);
  g_test_add_func ("/distribution/delays", test_delays);
  g_test_add_func ("/distribution/bounds", test_bounds);
  g_test_add_func ("/distribution/values", test_values);
  g_test_add_func ("/distribution/digest", test_digest);
  return g_test_run ();
}
