/* test-pressure.c -- limits: windows of every kind, and that no more ever pass. */
#include "base/sj-hash.h"
#include "profile/sj-pressure.h"

#include <string.h>

static SjTime
time_of (const char *text)
{
  SjMoment moment;

  g_assert_true (sj_moment_parse (text, strlen (text), &moment));
  return sj_moment_time (&moment);
}

static const SjZone *
zone_of (const char *name)
{
  return sj_zone_find (name, strlen (name));
}

#define ROLLING SJ_WINDOW_ROLLING
#define CALENDAR SJ_WINDOW_CALENDAR

/* 2026-03-02 is a Monday. */
static const struct
{
  int every;
  SjPeriod period;
  SjWindow window;
  const char *zone, *sent, *passes;
} windows[] = {
  { 1, SJ_PERIOD_HOUR, ROLLING, "UTC", "2026-03-02T10:20:30.5Z", "2026-03-02T11:20:30.5Z" },
  { 6, SJ_PERIOD_HOUR, ROLLING, "Europe/Paris", "2026-03-29T00:30:00Z", "2026-03-29T06:30:00Z" },
  { 1, SJ_PERIOD_DAY, ROLLING, "UTC", "2026-03-02T10:20:30.5Z", "2026-03-03T10:20:30.5Z" },
  { 1, SJ_PERIOD_DAY, ROLLING, "Europe/Paris", "2026-03-28T11:00:00Z", "2026-03-29T10:00:00Z" },
  { 1, SJ_PERIOD_WEEK, ROLLING, "UTC", "2026-03-02T10:20:30Z", "2026-03-09T10:20:30Z" },
  { 2, SJ_PERIOD_WEEK, ROLLING, "Europe/Paris", "2026-03-20T10:00:00Z", "2026-04-03T09:00:00Z" },
  { 1, SJ_PERIOD_MONTH, ROLLING, "UTC", "2026-01-31T10:00:00Z", "2026-02-28T10:00:00Z" },
  { 3, SJ_PERIOD_MONTH, ROLLING, "UTC", "2026-11-15T10:00:00Z", "2027-02-15T10:00:00Z" },
  { 1, SJ_PERIOD_HOUR, CALENDAR, "UTC", "2026-03-02T10:20:30Z", "2026-03-02T11:00:00Z" },
  { 1, SJ_PERIOD_HOUR, CALENDAR, "Asia/Kolkata", "2026-03-02T10:20:30Z", "2026-03-02T10:30:00Z" },
  { 5, SJ_PERIOD_HOUR, CALENDAR, "UTC", "2026-03-02T14:59:59Z", "2026-03-02T15:00:00Z" },
  { 5, SJ_PERIOD_HOUR, CALENDAR, "UTC", "2026-03-02T23:00:00Z", "2026-03-03T00:00:00Z" },
  { 1, SJ_PERIOD_DAY, CALENDAR, "UTC", "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z" },
  { 1, SJ_PERIOD_DAY, CALENDAR, "America/New_York", "2026-03-02T04:59:59Z", "2026-03-02T05:00:00Z" },
  { 1, SJ_PERIOD_WEEK, CALENDAR, "UTC", "2026-03-08T23:59:59.999Z", "2026-03-09T00:00:00Z" },
  { 1, SJ_PERIOD_WEEK, CALENDAR, "UTC", "2026-03-02T00:00:00Z", "2026-03-09T00:00:00Z" },
  { 1, SJ_PERIOD_WEEK, CALENDAR, "UTC", "1969-12-30T00:00:00Z", "1970-01-05T00:00:00Z" },
  { 1, SJ_PERIOD_MONTH, CALENDAR, "UTC", "2026-12-31T23:00:00Z", "2027-01-01T00:00:00Z" },
  { 3, SJ_PERIOD_MONTH, CALENDAR, "UTC", "2026-03-31T23:00:00Z", "2026-04-01T00:00:00Z" },
  { 3, SJ_PERIOD_MONTH, CALENDAR, "Asia/Tokyo", "2026-03-31T15:00:00Z", "2026-06-30T15:00:00Z" },
};

static void
test_windows (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (windows); i++)
    {
      SjCap cap = { .limit = 1, .every = windows[i].every, .period = windows[i].period, .window = windows[i].window };
      const SjZone *zone = zone_of (windows[i].zone);
      SjTime sent = time_of (windows[i].sent), passes = time_of (windows[i].passes);

      g_assert_cmpint (sj_cap_passes (&cap, sent, zone), ==, passes);
      g_assert_false (sj_cap_allows (&cap, &sent, 1, sent, zone));
      g_assert_false (sj_cap_allows (&cap, &sent, 1, passes - 1, zone));
      g_assert_true (sj_cap_allows (&cap, &sent, 1, passes, zone));
      g_assert_cmpint (sj_cap_opens (&cap, &sent, 1, sent, zone), ==, passes);
    }
}

/* Whoever always waits until it opens never has more than the limit in any window,
 * and never waits for nothing. */
static void
test_opens (void)
{
  static const char *const zones[] = { "UTC", "Europe/Paris", "America/New_York", "Pacific/Apia" };
  uint64_t seed = 7;

  for (int round = 0; round < 400; round++)
    {
      SjCap cap = { .limit = 1 + round % 4, .every = 1 + round % 3, .period = round / 4 % 4, .window = round / 16 % 2 };
      const SjZone *zone = zone_of (zones[round % 4]);
      SjTime now = time_of ("2026-01-30T12:00:00Z");
      SjTime sent[40];
      size_t count = 0;

      while (count < G_N_ELEMENTS (sent))
        {
          SjTime opens = sj_cap_opens (&cap, sent, count, now, zone);

          g_assert_true (sj_cap_allows (&cap, sent, count, opens, zone));
          g_assert_cmpint (sj_cap_allows (&cap, sent, count, now, zone), ==, opens == now);
          if (opens > now)
            g_assert_false (sj_cap_allows (&cap, sent, count, opens - 1, zone));
          sent[count++] = opens;
          seed = sj_hash_mix (seed, (uint64_t) round);
          now = opens + (SjTime) (seed % (uint64_t) (30 * SJ_HOUR));
        }
    }
}

static void
test_counts (void)
{
  SjCap cap = { .channels = 1u << SJ_CHANNEL_EMAIL | 1u << SJ_CHANNEL_PUSH };

  g_assert_true (sj_cap_counts (&cap, SJ_CHANNEL_EMAIL, false));
  g_assert_true (sj_cap_counts (&cap, SJ_CHANNEL_PUSH, false));
  g_assert_false (sj_cap_counts (&cap, SJ_CHANNEL_SMS, false));
  g_assert_false (sj_cap_counts (&cap, SJ_CHANNEL_EMAIL, true));
  cap.category = SJ_CAP_ALL;
  g_assert_true (sj_cap_counts (&cap, SJ_CHANNEL_EMAIL, true));
}

#define DAILY "'period':'day','window':'rolling'"
#define SET(caps) "{'id':'luma','name':'Luma','caps':[" caps "]}"

static const struct { const char *text, *code, *field; } sets[] = {
  { SET ("{'name':'a','limit':3,'channels':['email','push'],'period':'week','window':'rolling'}"), NULL, NULL },
  { SET (""), "no-rules", NULL },
  { SET ("{'name':'a','channels':['email']," DAILY "}"), "missing", "caps[0].limit" },
  { SET ("{'name':'a','limit':-1,'channels':['email']," DAILY "}"), "out-of-range", "caps[0].limit" },
  { SET ("{'name':'a','limit':3," DAILY "}"), "missing", "caps[0].channels" },
  { SET ("{'name':'a','limit':3,'channels':['mail']," DAILY "}"), "bad-value", "caps[0].channels" },
  { SET ("{'name':'a','limit':3,'channels':['sms'],'every':0," DAILY "}"), "out-of-range", "caps[0].every" },
  { "{'id':'my luma','name':'Luma','quietHours':{'hours':[{'from':'22:00','until':'07:00'}]}}", "bad-id", "id" },
  { "{'id':'luma','name':'Luma','quietHours':{'hours':[{'from':'22:00'}]}}", "missing", "quietHours.hours[0].until" },
};

static void
test_sets (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;
      g_autofree char *text = g_strdelimit (g_strdup (sets[i].text), "'", '"');
      SjReading reading = { .diags = &diags };
      SjRuleSet *set = sj_config_parse (&sj_rule_set_spec, &arena, text, strlen (text), &diags, NULL);

      sj_config_check (&sj_rule_set_spec, set, &reading);
      g_assert_cmpuint (sj_diags_count (&diags), ==, sets[i].code != NULL);
      if (sets[i].code != NULL)
        {
          g_assert_cmpstr (sj_diags_get (&diags, 0)->code, ==, sets[i].code);
          g_assert_cmpstr (sj_diags_get (&diags, 0)->field, ==, sets[i].field);
        }
      else
        {
          g_autofree char *words = sj_cap_describe (set->caps.items[0]);

          g_assert_cmpstr (words, ==, "At most 3 messages by Email, Push in 1 week");
        }
      sj_config_free (&sj_rule_set_spec, set);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pressure/windows", test_windows);
  g_test_add_func ("/pressure/opens", test_opens);
  g_test_add_func ("/pressure/counts", test_counts);
  g_test_add_func ("/pressure/sets", test_sets);
  return g_test_run ();
}
