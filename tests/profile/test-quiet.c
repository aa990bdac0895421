/* test-quiet.c -- quiet hours: what they hold, when they end, what is done. */
#include "profile/sj-quiet.h"

#include <string.h>

static SjQuiet *
read_quiet (const char *text, SjDiags *diags)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree char *copy = g_strdelimit (g_strdup (text), "'", '"');
  SjValue root;
  SjQuiet *quiet = sj_config_parse (&sj_quiet_spec, &arena, copy, strlen (copy), diags, &root);
  SjReading reading = { .text = copy, .length = strlen (copy), .diags = diags, .root = &root };

  g_assert_nonnull (quiet);
  sj_config_check (&sj_quiet_spec, quiet, &reading);
  return quiet;
}

#define NIGHT "{'hours':[{'from':'22:00','until':'08:00'}]}"
#define NIGHT_NEXT "{'mode':'next-day','hours':[{'from':'22:00','until':'08:00'}]}"
#define NIGHT_DROP "{'mode':'drop','hours':[{'from':'22:00','until':'08:00'}]}"
/* CleverTap's own example: Monday 23:00 to Tuesday 12:00. */
#define MONDAY "{'hours':[{'days':['mon'],'from':'23:00','until':'12:00'}]}"
#define MONDAY_NEXT "{'mode':'next-day','hours':[{'days':['mon'],'from':'23:00','until':'12:00'}]}"
#define WEEKEND                                                        \
  "{'hours':[{'days':['sat','sun'],'from':'00:00','until':'24:00'},"   \
  "{'days':['fri'],'from':'20:00','until':'00:00'}]}"
#define CHAIN                                                                              \
  "{'hours':[{'from':'08:00','until':'10:00'},{'from':'10:00','until':'11:30'},"           \
  "{'from':'09:00','until':'10:30'}]}"

/* 2026-03-02 is a Monday.  `when` NULL: now; "": never. */
static const struct { const char *quiet, *zone, *now, *when; } cases[] = {
  { "{}", "UTC", "2026-03-02T03:00:00Z", NULL },
  { NIGHT, "UTC", "2026-03-02T21:59:59.999Z", NULL },
  { NIGHT, "UTC", "2026-03-02T22:00:00Z", "2026-03-03T08:00:00Z" },
  { NIGHT, "UTC", "2026-03-03T07:59:59.999Z", "2026-03-03T08:00:00Z" },
  { NIGHT, "UTC", "2026-03-03T08:00:00Z", NULL },
  { NIGHT, "Asia/Tokyo", "2026-03-03T08:00:00Z", NULL },
  { NIGHT, "Asia/Tokyo", "2026-03-03T13:30:00Z", "2026-03-03T23:00:00Z" },
  { NIGHT_DROP, "UTC", "2026-03-02T23:00:00Z", "" },
  { NIGHT_DROP, "UTC", "2026-03-02T12:00:00Z", NULL },
  { NIGHT_NEXT, "UTC", "2026-03-02T23:00:00Z", "2026-03-03T08:00:00Z" },    /* quiet at that hour every day */
  { MONDAY, "UTC", "2026-03-03T11:00:00Z", "2026-03-03T12:00:00Z" },
  { MONDAY_NEXT, "UTC", "2026-03-03T11:00:00Z", "2026-03-04T11:00:00Z" },
  { MONDAY_NEXT, "UTC", "2026-03-02T23:30:00.250Z", "2026-03-03T23:30:00.250Z" },
  { MONDAY, "UTC", "2026-03-04T11:00:00Z", NULL },
  { WEEKEND, "UTC", "2026-03-06T20:00:00Z", "2026-03-09T00:00:00Z" },
  { WEEKEND, "UTC", "2026-03-08T23:59:00Z", "2026-03-09T00:00:00Z" },
  { CHAIN, "UTC", "2026-03-06T08:15:00Z", "2026-03-06T11:30:00Z" },
  /* The night the clocks go forward: 08:00 comes an hour sooner; and back. */
  { NIGHT, "Europe/Paris", "2026-03-28T22:00:00Z", "2026-03-29T06:00:00Z" },
  { NIGHT, "Europe/Paris", "2026-10-24T21:00:00Z", "2026-10-25T07:00:00Z" },
  /* An end that the zone skips: at three, its clock shows a time that is not quiet. */
  { "{'hours':[{'from':'01:00','until':'02:30'}]}", "Europe/Paris", "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z" },
  /* One that it shows twice is quiet twice. */
  { "{'hours':[{'from':'01:00','until':'02:30'}]}", "Europe/Paris", "2026-10-25T00:10:00Z", "2026-10-25T00:30:00Z" },
  { "{'hours':[{'from':'01:00','until':'02:30'}]}", "Europe/Paris", "2026-10-25T01:10:00Z", "2026-10-25T01:30:00Z" },
};

static SjTime
time_of (const char *text)
{
  SjMoment moment;

  g_assert_true (sj_moment_parse (text, strlen (text), &moment));
  return sj_moment_time (&moment);
}

static void
test_decide (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      SjQuiet *quiet = read_quiet (cases[i].quiet, &diags);
      const SjZone *zone = sj_zone_find (cases[i].zone, strlen (cases[i].zone));
      SjTime now = time_of (cases[i].now), when;
      SjQuietVerdict verdict = sj_quiet_decide (&quiet->hours, quiet->mode, now, zone, &when);

      g_assert_cmpuint (sj_diags_count (&diags), ==, 0);
      if (cases[i].when == NULL)
        g_assert_cmpint (verdict, ==, SJ_QUIET_SEND);
      else if (*cases[i].when == '\0')
        g_assert_cmpint (verdict, ==, SJ_QUIET_NEVER);
      else
        {
          g_assert_cmpint (verdict, ==, SJ_QUIET_WAIT);
          g_assert_cmpint (when, ==, time_of (cases[i].when));
        }
      sj_config_free (&sj_quiet_spec, quiet);
    }
}

/* At any minute of a week: not quiet exactly where it ends at once, and never past
 * a minute that is not quiet. */
static void
test_end_is_first (void)
{
  static const char *const texts[] = { NIGHT, MONDAY, WEEKEND, CHAIN };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      SjQuiet *quiet = read_quiet (texts[i], &diags);

      for (int64_t minute = -3000; minute < 3 * 10080; minute += 7)
        {
          int64_t end;

          g_assert_true (sj_quiet_end (&quiet->hours, minute * 60, &end));
          g_assert_false (sj_quiet_at (&quiet->hours, end));
          g_assert_cmpint (sj_quiet_at (&quiet->hours, minute * 60), ==, end != minute * 60);
          for (int64_t between = minute * 60; between < end; between += 60)
            g_assert_true (sj_quiet_at (&quiet->hours, between));
        }
      sj_config_free (&sj_quiet_spec, quiet);
    }
}

static const struct { const char *quiet; bool always; } weeks[] = {
  { "{}", false },
  { "{'hours':[{'from':'00:00','until':'24:00'}]}", true },
  { "{'hours':[{'from':'07:00','until':'07:00'}]}", true },
  { "{'hours':[{'from':'00:00','until':'12:00'},{'from':'12:00','until':'23:59'}]}", false },
  { "{'hours':[{'from':'00:00','until':'12:00'},{'from':'11:00','until':'00:00'}]}", true },
  { "{'hours':[{'days':['mon','tue','wed','thu','fri','sat'],'from':'00:00','until':'24:00'}]}", false },
};

static void
test_always (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (weeks); i++)
    {
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      SjQuiet *quiet = read_quiet (weeks[i].quiet, &diags);
      int64_t end;

      g_assert_cmpint (sj_quiet_always (&quiet->hours), ==, weeks[i].always);
      g_assert_cmpint (sj_quiet_end (&quiet->hours, 12345, &end), ==, !weeks[i].always);
      g_assert_cmpuint (sj_diags_count (&diags), ==, weeks[i].always);
      if (weeks[i].always)
        g_assert_cmpstr (sj_diags_get (&diags, 0)->code, ==, "always-quiet");
      sj_config_free (&sj_quiet_spec, quiet);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quiet/decide", test_decide);
  g_test_add_func ("/quiet/end-is-first", test_end_is_first);
  g_test_add_func ("/quiet/always", test_always);
  return g_test_run ();
}
