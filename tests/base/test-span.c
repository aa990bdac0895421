/* test-span.c -- lengths of time as people type them. */
#include "base/sj-time.h"

static const struct { const char *text; SjTime want; const char *canonical; } good[] = {
  { "90s", 90000, "1m 30s" },
  { "2h 30m", 9000000, "2h 30m" },
  { "2h30m", 9000000, "2h 30m" },
  { "2 hours", 2 * SJ_HOUR, "2h" },
  { "2 HOURS", 2 * SJ_HOUR, "2h" },
  { "1 hr 5 mins", 65 * SJ_MINUTE, "1h 5m" },
  { "1 day", SJ_DAY, "1d" },
  { "24h", SJ_DAY, "1d" },
  { "3 days 4 h", 76 * SJ_HOUR, "3d 4h" },
  { "3 days, 4 hours and 5 minutes", 76 * SJ_HOUR + 5 * SJ_MINUTE, "3d 4h 5m" },
  { "3 days and 4 hours", 76 * SJ_HOUR, "3d 4h" },
  { "4h 3d", 76 * SJ_HOUR, "3d 4h" },
  { "1 week", 7 * SJ_DAY, "7d" },
  { "2w 1d", 15 * SJ_DAY, "15d" },
  { "500 ms", 500, "500ms" },
  { "1500ms", 1500, "1s 500ms" },
  { "0s", 0, "0s" },
  { "0 days", 0, "0s" },
  { "1.5h", 90 * SJ_MINUTE, "1h 30m" },
  { "1,5 h", 90 * SJ_MINUTE, "1h 30m" },
  { "0.001s", 1, "1ms" },
  { "0.125 weeks", 21 * SJ_HOUR, "21h" },
  { " \t1\302\240d ", SJ_DAY, "1d" },
  { "-2h 30m", -9000000, "-2h 30m" },
  { "- 1 ms", -1, "-1ms" },
  { "9223372036854775807ms", INT64_MAX, "106751991167d 7h 12m 55s 807ms" },
  { "-9223372036854775808ms", INT64_MIN, "-106751991167d 7h 12m 55s 808ms" },
};

static void
test_good (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *text = NULL;
      SjTime got = 1, again = 2;

      g_test_message ("%s", good[i].text);
      g_assert_true (sj_span_parse (good[i].text, &got));
      g_assert_cmpint (got, ==, good[i].want);
      text = sj_span_format (got);
      g_assert_cmpstr (text, ==, good[i].canonical);
      g_assert_true (sj_span_parse (text, &again));
      g_assert_cmpint (again, ==, got);
    }
}

static void
test_bad (void)
{
  static const char *const bad[] = {
    "", " ", "-", "90", "s", "h2", "2 parsecs", "1 month", "1 year", "1h 1h", "1h 2 hours", "1h 30", "1h x",
    "1.h", ".5h", "1.5.5h", "1..5h", "0.5ms", "0.0001s", "1.1234567891d", "--1h", "1h -1m", "+1h", "1h,,1m",
    "9223372036854775808ms", "-9223372036854775809ms", "15250284453w", "9223372036854775807w",
    "99999999999999999999d", "106751991167d 8h", "PT1H", "1h and", "and 1h", "1 hoursx", "１h",
  };
  SjTime span = 77;

  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      if (sj_span_parse (bad[i], &span))
        g_error ("\"%s\" was read as %" G_GINT64_FORMAT, bad[i], span);
    }
  g_assert_cmpint (span, ==, 77);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/span/good", test_good);
  g_test_add_func ("/span/bad", test_bad);
  return g_test_run ();
}
