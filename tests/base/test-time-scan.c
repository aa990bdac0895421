/* test-time-scan.c -- Java's patterns, from text to dates.  Compared with Java's
 * reader, which is less strict in one thing: it turns 31 April into the 30th. */
#include "base/sj-time.h"

static const struct { const char *text; const char *pattern; const char *want; } good[] = {
  { "2023-01-10 23:13:26", "yyyy-MM-dd HH:mm:ss", "2023-01-10T23:13:26Z" },
  { "2023-01-10", "yyyy-MM-dd", "2023-01-10T00:00Z" },
  { "10/01/2023", "dd/MM/yyyy", "2023-01-10T00:00Z" },
  { "1/2/23", "d/M/yy", "2023-02-01T00:00Z" },
  { "1/2/99", "d/M/yy", "2099-02-01T00:00Z" },
  { "31/12/00", "dd/MM/yy", "2000-12-31T00:00Z" },
  { "20230110", "yyyyMMdd", "2023-01-10T00:00Z" },
  { "20230110231326", "yyyyMMddHHmmss", "2023-01-10T23:13:26Z" },
  { "20230110231326987", "yyyyMMddHHmmssSSS", "2023-01-10T23:13:26.987Z" },
  { "2023010", "yyyyDDD", "2023-01-10T00:00Z" },
  { "2023-365", "uuuu-DDD", "2023-12-31T00:00Z" },
  { "2024-366", "uuuu-D", "2024-12-31T00:00Z" },
  { "20230110", "yMMdd", "2023-01-10T00:00Z" },
  { "+120230110", "yyyyMMdd", "+12023-01-10T00:00Z" },
  { "-0005-01-10", "uuuu-MM-dd", "-0005-01-10T00:00Z" },
  { "2023-1-1 1:2:3", "y-M-d H:m:s", "2023-01-01T01:02:03Z" },
  { "2023-01-01 0:00 AM", "yyyy-MM-dd K:mm a", "2023-01-01T00:00Z" },
  { "2023-01-01 12:30 AM", "yyyy-MM-dd h:mm a", "2023-01-01T00:30Z" },
  { "2023-01-01 12:30 pm", "yyyy-MM-dd hh:mm a", "2023-01-01T12:30Z" },
  { "2023-01-01 11:59 PM", "yyyy-MM-dd hh:mm a", "2023-01-01T23:59Z" },
  { "2023-01-01 23 11 PM", "yyyy-MM-dd HH h a", "2023-01-01T23:00Z" },
  { "2023-01-01 24:10", "yyyy-MM-dd kk:mm", "2023-01-01T00:10Z" },
  { "2023-01-01 07", "yyyy-MM-dd HH", "2023-01-01T07:00Z" },
  { "2023-01-01T10:20:30.5", "yyyy-MM-dd'T'HH:mm:ss.S", "2023-01-01T10:20:30.500Z" },
  { "2023-01-01T10:20:30.123456789", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS", "2023-01-01T10:20:30.123456789Z" },
  { "January 5, 2024", "MMMM d, yyyy", "2024-01-05T00:00Z" },
  { "JANUARY 5, 2024", "MMMM d, yyyy", "2024-01-05T00:00Z" },
  { "may 5, 2024", "MMM d, yyyy", "2024-05-05T00:00Z" },
  { "5 Sep 2024", "d LLL yyyy", "2024-09-05T00:00Z" },
  { "Fri, 01 Nov 2024 17:09:05 +0100", "EEE, dd MMM yyyy HH:mm:ss Z", "2024-11-01T17:09:05+01:00" },
  { "friday, november 1, 2024", "EEEE, MMMM d, yyyy", "2024-11-01T00:00Z" },
  { "2024-11-01T17:09:05.123+01:00", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "2024-11-01T17:09:05.123+01:00" },
  { "2024-11-01 17:09 Z", "yyyy-MM-dd HH:mm X", "2024-11-01T17:09Z" },
  { "2024-11-01 17:09 -07", "yyyy-MM-dd HH:mm X", "2024-11-01T17:09-07:00" },
  { "2024-11-01 17:09 +0530", "yyyy-MM-dd HH:mm X", "2024-11-01T17:09+05:30" },
  { "2024-11-01 17:09 +0530", "yyyy-MM-dd HH:mm xx", "2024-11-01T17:09+05:30" },
  { "2024-11-01 17:09 +05:30:15", "yyyy-MM-dd HH:mm XXXXX", "2024-11-01T17:09+05:30:15" },
  { "2024-11-01 17:09 Z", "yyyy-MM-dd HH:mm ZZZZZ", "2024-11-01T17:09Z" },
  { "2024-11-01 17:09 Europe/Paris", "yyyy-MM-dd HH:mm VV", "2024-11-01T17:09+01:00[Europe/Paris]" },
  { "2024-03-31 02:30 Europe/Paris", "yyyy-MM-dd HH:mm VV", "2024-03-31T03:30+02:00[Europe/Paris]" },
  { "2024-10-27 02:30 Europe/Paris", "yyyy-MM-dd HH:mm z", "2024-10-27T02:30+02:00[Europe/Paris]" },
  { "2024-11-01 17:09 UTC", "yyyy-MM-dd HH:mm z", "2024-11-01T17:09Z" },
  { "2024-11-01 17:09 +02:00", "yyyy-MM-dd HH:mm VV", "2024-11-01T17:09+02:00" },
  { "2024-11-01T17:09+02:00[Europe/Paris]", "yyyy-MM-dd'T'HH:mmXXX'['VV']'", "2024-11-01T16:09+01:00[Europe/Paris]" },
  { "2024-11-01", "yyyy-MM-dd[ HH:mm[:ss]]", "2024-11-01T00:00Z" },
  { "2024-11-01 10:20", "yyyy-MM-dd[ HH:mm[:ss]]", "2024-11-01T10:20Z" },
  { "2024-11-01 10:20:30", "yyyy-MM-dd[ HH:mm[:ss]]", "2024-11-01T10:20:30Z" },
  { "2024-11-01/2024", "yyyy-MM-dd/yyyy", "2024-11-01T00:00Z" },
  { "am 1.11.2024", "'am' d.M.yyyy", "2024-11-01T00:00Z" },
  { "2024年11月1日", "yyyy年M月d日", "2024-11-01T00:00Z" },
  { "o'clock 10 2024-11-01", "'o''clock' HH yyyy-MM-dd", "2024-11-01T10:00Z" },
};

static void
test_good (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;

  for (size_t i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
      const char *text = good[i].text;
      const char *pattern = good[i].pattern;
      SjMoment moment;

      g_test_message ("%s as %s", text, pattern);
      g_assert_true (sj_time_scan (text, strlen (text), pattern, strlen (pattern), &moment));
      sj_time_write_short (&buffer, sj_value_moment (&arena, moment));
      g_assert_cmpstr (sj_buffer_text (&buffer), ==, good[i].want);
    }
}

static void
test_bad (void)
{
  static const struct { const char *text; const char *pattern; } bad[] = {
    { "", "" }, { "", "yyyy-MM-dd" }, { "2023-01-10", "" },
    /* not all of it, or more */
    { "2023-01-10 ", "yyyy-MM-dd" }, { " 2023-01-10", "yyyy-MM-dd" }, { "2023-01-10x", "yyyy-MM-dd" },
    { "2023-01-1", "yyyy-MM-dd" }, { "2023-1-10", "yyyy-MM-dd" }, { "23-01-10", "yyyy-MM-dd" },
    { "02023-01-10", "yyyy-MM-dd" }, { "+2023-01-10", "yyyy-MM-dd" }, { "2023/01/10", "yyyy-MM-dd" },
    { "123-01-10", "yy-MM-dd" }, { "2023-01-10 1:00", "yyyy-MM-dd HH:mm" },
    { "2023-01-10T00:00", "yyyy-MM-dd't'HH:mm" },
    { "2023-01-10 10:20:30.12", "yyyy-MM-dd HH:mm:ss.SSS" },
    { "2023-01-10 10:20:30.1234", "yyyy-MM-dd HH:mm:ss.SSS" },
    /* dates and times that do not exist */
    { "2023-02-29", "yyyy-MM-dd" }, { "2023-04-31", "yyyy-MM-dd" }, { "2023-13-01", "yyyy-MM-dd" },
    { "2023-00-01", "yyyy-MM-dd" }, { "2023-01-00", "yyyy-MM-dd" }, { "2023-366", "yyyy-DDD" },
    { "2023-000", "yyyy-DDD" },
    { "0000-01-01", "yyyy-MM-dd" }, { "-0005-01-01", "yyyy-MM-dd" }, { "-0000-01-01", "uuuu-MM-dd" },
    { "+1000000-01-01", "uuuu-MM-dd" }, { "+99999999999999999999-01-01", "uuuu-MM-dd" },
    { "2023-01-10 24:00", "yyyy-MM-dd HH:mm" }, { "2023-01-10 23:60", "yyyy-MM-dd HH:mm" },
    { "2023-01-10 23:59:60", "yyyy-MM-dd HH:mm:ss" }, { "2023-01-10 0:10", "yyyy-MM-dd k:mm" },
    { "2023-01-10 0:10 AM", "yyyy-MM-dd h:mm a" }, { "2023-01-10 13:10 AM", "yyyy-MM-dd h:mm a" },
    { "2023-01-10 12:10 AM", "yyyy-MM-dd K:mm a" }, { "Monday 2024-11-01", "EEEE yyyy-MM-dd" },
    /* what contradicts itself, or says too little */
    { "2024-11-01/2023", "yyyy-MM-dd/yyyy" }, { "2024-11-01 23 AM", "yyyy-MM-dd HH a" },
    { "2024-11-01 23 10 PM", "yyyy-MM-dd HH h a" }, { "2024-11-01 032", "yyyy-MM-dd DDD" },
    { "2024-11", "yyyy-MM" }, { "2024", "yyyy" }, { "11-01", "MM-dd" }, { "10:20", "HH:mm" },
    { "2024-11-01 10:20", "yyyy-MM-dd h:mm" }, { "2024-11-01 AM", "yyyy-MM-dd a" },
    { "2024-11-01 10", "yyyy-MM-dd mm" },
    { "2024-11-01 10 20", "yyyy-MM-dd HH ss" }, { "2024-11-01 10:20 5", "yyyy-MM-dd HH:mm S" },
    /* words */
    { "Janury 5, 2024", "MMMM d, yyyy" }, { "January 5, 2024", "MMM d, yyyy" }, { "Jan 5, 2024", "MMMM d, yyyy" },
    { "januar 5, 2024", "MMMM d, yyyy" }, { "J 5, 2024", "MMMMM d, yyyy" }, { "2024-11-01 10 XM", "yyyy-MM-dd hh a" },
    /* zones */
    { "2024-11-01 10:20 +5", "yyyy-MM-dd HH:mm X" }, { "2024-11-01 10:20 +05", "yyyy-MM-dd HH:mm XX" },
    { "2024-11-01 10:20 +0500", "yyyy-MM-dd HH:mm XXX" }, { "2024-11-01 10:20 +19:00", "yyyy-MM-dd HH:mm XXX" },
    { "2024-11-01 10:20 +05:60", "yyyy-MM-dd HH:mm XXX" }, { "2024-11-01 10:20 Z", "yyyy-MM-dd HH:mm xxx" },
    { "2024-11-01 10:20 Z", "yyyy-MM-dd HH:mm Z" }, { "2024-11-01 10:20 ", "yyyy-MM-dd HH:mm X" },
    { "2024-11-01 10:20 +", "yyyy-MM-dd HH:mm X" }, { "2024-11-01 10:20 Europe/Atlantis", "yyyy-MM-dd HH:mm VV" },
    { "2024-11-01 10:20 ", "yyyy-MM-dd HH:mm VV" }, { "2024-11-01 GMT+01:00", "yyyy-MM-dd ZZZZ" },
    { "2024-11-01 +01:00 Z", "yyyy-MM-dd XXX X" }, { "2024-11-01 UTC Europe/Paris", "yyyy-MM-dd VV VV" },
    /* patterns */
    { "2024-11-01", "yyyy-MM-dd'" }, { "2024-11-01", "yyyy-MM-dd]" }, { "2024-11-01{", "yyyy-MM-dd{" },
    { "2024-11-01", "yyyy-MM-ddd" }, { "2024-11-01", "yyyy-MM-dd[T]" }, { "2024-44 5", "YYYY-ww e" },
    { "2024-11-01 AD", "yyyy-MM-dd G" }, { "2024-11-01 Q4", "yyyy-MM-dd QQQ" }, { "2024-11-01 5", "yyyy-MM-dd n" },
  };
  SjMoment moment = { 1, 2, 3, NULL };

  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    if (sj_time_scan (bad[i].text, strlen (bad[i].text), bad[i].pattern, strlen (bad[i].pattern), &moment))
      g_error ("\"%s\" was read as %s", bad[i].text, bad[i].pattern);
  g_assert_cmpint (moment.seconds, ==, 1);
}

/* What is written by a pattern that says everything, is read back the same. */
static void
test_round_trip (void)
{
  static const char *const patterns[] = {
    "yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSSXXXXX", "yyyyMMddHHmmssSSSSSSSSSXXXX", "EEEE, d MMMM y, h:m:s.SSSSSSSSS a xxxxx",
    "D uuuu kk:mm:ss SSSSSSSSS ZZZZZ", "dd.LLL.yyyy K a mm ss SSSSSSSSS XXXXX", "yyyyDDDHHmmssSSSSSSSSSZZZZZ",
  };
  const SjZone *zone = sj_zone_find ("America/St_Johns", 16);

  for (size_t i = 0; i < G_N_ELEMENTS (patterns); i++)
    for (int64_t seconds = -3000000000; seconds < 9000000000; seconds += 123456789)
      {
        g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
        SjMoment moment = sj_zone_moment (zone, seconds, (int32_t) (ABS (seconds) % 999999937));
        SjValue value = { .type = SJ_MOMENT, .moment = &moment };
        SjMoment again;

        g_assert_true (sj_time_format (&buffer, value, patterns[i], strlen (patterns[i]), NULL));
        g_assert_true (sj_time_scan (buffer.text, buffer.length, patterns[i], strlen (patterns[i]), &again));
        g_assert_cmpint (again.seconds, ==, moment.seconds);
        g_assert_cmpint (again.nanos, ==, moment.nanos);
        g_assert_cmpint (again.offset, ==, moment.offset);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time-scan/good", test_good);
  g_test_add_func ("/time-scan/bad", test_bad);
  g_test_add_func ("/time-scan/round-trip", test_round_trip);
  return g_test_run ();
}
