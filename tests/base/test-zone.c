/* test-zone.c -- names of zones, clocks that change, files of the zone database. */
#include "base/sj-time-private.h"

static const SjZone *
find (const char *name)
{
  return sj_zone_find (name, strlen (name));
}

static void
test_names (void)
{
  static const struct { const char *name; const char *printed; } good[] = {
    { "UTC", NULL }, { "GMT", NULL }, { "Z", NULL }, { "+02:00", NULL }, { "-05", NULL }, { "+0530", NULL },
    { "+00:00", NULL }, { "-18:00", NULL }, { "+00:09:21", NULL }, { "Europe/Paris", "Europe/Paris" },
    { "America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires" }, { "Etc/GMT+5", "Etc/GMT+5" },
    { "America/Port-au-Prince", "America/Port-au-Prince" }, { "Etc/UTC", "Etc/UTC" }, { "EST5EDT", "EST5EDT" },
  };
  static const char *const bad[] = {
    "", " ", "utc", "z", "gmt", "UTC+1", "GMT+5", "+2", "+2:00", "+02:0", "+18:01", "+02:60", "+02:00 ", "5", "EST5",
    "europe/paris", "Europe/", "/Europe/Paris", "Europe//Paris", "Europe", "Europe/Paris ", "Europe/Atlantis",
    "../zoneinfo/Europe/Paris", "Europe/../Europe/Paris", "./Europe/Paris", "posix/Europe/Paris", "zone.tab",
    "right/Europe/Paris", "localtime", "posixrules", "Factory", "tzdata.zi", "CET-1CEST,M3.5.0,M10.5.0/3",
    "Europe/ParisEurope/ParisEurope/ParisEurope/ParisEurope/ParisEurope/ParisEurope/Paris", "Europa/Zürich",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (good); i++)
    {
      const SjZone *zone = find (good[i].name);

      g_test_message ("%s", good[i].name);
      g_assert_nonnull (zone);
      g_assert_cmpstr (sj_zone_name (zone), ==, good[i].printed);
      g_assert_true (zone == find (good[i].name));
    }
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    if (find (bad[i]) != NULL)
      g_error ("\"%s\" is no zone", bad[i]);

  g_assert_null (sj_zone_find ("Europe/Paris\0", 13));
  g_assert_null (sj_zone_find ("Europe\0/Paris", 13));
  g_assert_true (sj_zone_find ("Europe/Paris and more", 12) == find ("Europe/Paris"));
  g_assert_true (find ("UTC") == sj_zone_utc ());
  g_assert_true (find ("+00:00") == sj_zone_utc ());
  g_assert_true (find ("+0200") == find ("+02:00"));
}

/* A local time, and the moment it means: forward by the gap, the first of two. */
static const struct { const char *zone; const char *local; const char *want; } locals[] = {
  { "Europe/Paris", "2024-03-31T01:59:59", "2024-03-31T01:59:59+01:00" },
  { "Europe/Paris", "2024-03-31T02:00:00", "2024-03-31T03:00:00+02:00" },
  { "Europe/Paris", "2024-03-31T02:30:00", "2024-03-31T03:30:00+02:00" },
  { "Europe/Paris", "2024-03-31T03:00:00", "2024-03-31T03:00:00+02:00" },
  { "Europe/Paris", "2024-10-27T01:59:59", "2024-10-27T01:59:59+02:00" },
  { "Europe/Paris", "2024-10-27T02:00:00", "2024-10-27T02:00:00+02:00" },
  { "Europe/Paris", "2024-10-27T02:59:59", "2024-10-27T02:59:59+02:00" },
  { "Europe/Paris", "2024-10-27T03:00:00", "2024-10-27T03:00:00+01:00" },
  { "Europe/Paris", "2023-08-18", "2023-08-18T00:00:00+02:00" },
  { "Europe/Paris", "2023-01-18", "2023-01-18T00:00:00+01:00" },
  { "Europe/Paris", "1890-01-01", "1890-01-01T00:00:00+00:09:21" },
  { "Europe/Paris", "2150-03-29T02:30", "2150-03-29T03:30:00+02:00" },
  { "Europe/Paris", "2150-10-25T02:30", "2150-10-25T02:30:00+02:00" },
  { "Europe/Dublin", "2024-07-01", "2024-07-01T00:00:00+01:00" },
  { "Europe/Dublin", "2124-07-01", "2124-07-01T00:00:00+01:00" },
  { "Europe/Dublin", "2124-01-01", "2124-01-01T00:00:00Z" },
  { "America/New_York", "2024-03-10T02:15", "2024-03-10T03:15:00-04:00" },
  { "America/New_York", "2024-11-03T01:15", "2024-11-03T01:15:00-04:00" },
  { "America/New_York", "2100-07-01", "2100-07-01T00:00:00-04:00" },
  { "America/Santiago", "2100-01-01", "2100-01-01T00:00:00-03:00" },
  { "America/Santiago", "2100-07-01", "2100-07-01T00:00:00-04:00" },
  { "Australia/Lord_Howe", "2024-10-06T02:15", "2024-10-06T02:45:00+11:00" },
  { "Australia/Lord_Howe", "2024-04-07T01:45", "2024-04-07T01:45:00+11:00" },
  { "Pacific/Apia", "2011-12-30T12:00", "2011-12-31T12:00:00+14:00" },
  { "Asia/Tehran", "2019-02-19T11:39", "2019-02-19T11:39:00+03:30" },
  { "Asia/Kolkata", "2025-01-07T12:22:46.993748", "2025-01-07T12:22:46.993748+05:30" },
  { "Etc/GMT+5", "2024-01-01", "2024-01-01T00:00:00-05:00" },
  { "UTC", "2023-08-18T23:17:59.123", "2023-08-18T23:17:59.123Z" },
  { "-03:30", "2023-08-18T23:17:59", "2023-08-18T23:17:59-03:30" },
};

static void
test_locals (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;

  for (size_t i = 0; i < G_N_ELEMENTS (locals); i++)
    {
      g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
      const SjZone *zone = find (locals[i].zone);
      int64_t seconds;
      int32_t nanos;
      SjMoment moment;

      g_assert_true (sj_local_parse (locals[i].local, strlen (locals[i].local), &seconds, &nanos));
      moment = sj_zone_local (zone, seconds, nanos);
      g_assert_true (sj_moment_zone (&moment) == zone);
      sj_time_write_iso (&buffer, sj_value_moment (&arena, moment));
      g_assert_cmpstr (sj_buffer_text (&buffer), ==, locals[i].want);
    }
}

static void
test_instants (void)
{
  static const struct { const char *zone; const char *instant; const char *want; const char *name; } table[] = {
    { "Europe/Paris", "2024-03-31T00:59:59Z", "2024-03-31T01:59:59+01:00[Europe/Paris]", "CET" },
    { "Europe/Paris", "2024-03-31T01:00:00Z", "2024-03-31T03:00+02:00[Europe/Paris]", "CEST" },
    { "Europe/Paris", "2024-10-27T00:59:59Z", "2024-10-27T02:59:59+02:00[Europe/Paris]", "CEST" },
    { "Europe/Paris", "2024-10-27T01:00:00Z", "2024-10-27T02:00+01:00[Europe/Paris]", "CET" },
    { "Europe/Paris", "2200-07-01T00:00Z", "2200-07-01T02:00+02:00[Europe/Paris]", "CEST" },
    { "Europe/Paris", "2200-12-01T00:00Z", "2200-12-01T01:00+01:00[Europe/Paris]", "CET" },
    { "Australia/Sydney", "2021-11-16T16:55:12Z", "2021-11-17T03:55:12+11:00[Australia/Sydney]", "AEDT" },
    { "America/New_York", "2024-07-01T12:00Z", "2024-07-01T08:00-04:00[America/New_York]", "EDT" },
    { "Asia/Tehran", "2019-02-19T08:09Z", "2019-02-19T11:39+03:30[Asia/Tehran]", "+0330" },
    { "Europe/Dublin", "2150-07-01T00:00Z", "2150-07-01T01:00+01:00[Europe/Dublin]", "IST" },
    { "+05:45", "2024-07-01T12:00Z", "2024-07-01T17:45+05:45", "+05:45" },
    { "UTC", "2024-07-01T12:00Z", "2024-07-01T12:00Z", "Z" },
  };
  g_auto (SjArena) arena = SJ_ARENA_INIT;

  for (size_t i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
      const SjZone *zone = find (table[i].zone);
      SjMoment moment;

      g_assert_true (sj_moment_parse (table[i].instant, strlen (table[i].instant), &moment));
      moment = sj_zone_moment (zone, moment.seconds, moment.nanos);
      sj_time_write_short (&buffer, sj_value_moment (&arena, moment));
      g_assert_cmpstr (sj_buffer_text (&buffer), ==, table[i].want);
      g_assert_cmpstr (sj_zone_abbreviation (zone, moment.seconds), ==, table[i].name);
    }
}

static void
test_far (void)
{
  static const char *const names[] = { "Europe/Paris", "Africa/Casablanca", "UTC", "-18:00", "+18:00" };
  static const int64_t far[] = { INT64_MIN, INT64_MIN + 100000, INT64_MAX - 100000, INT64_MAX };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (far); j++)
      {
        SjMoment moment = sj_zone_local (find (names[i]), far[j], 5);

        g_assert_cmpint (moment.offset, ==, sj_zone_offset (find (names[i]), moment.seconds));
        moment = sj_zone_moment (find (names[i]), far[j], 5);
        g_assert_cmpint (moment.nanos, ==, 5);
        g_assert_cmpint (moment.seconds, ==, far[j]);
      }
}

/* A named zone that is not on this machine falls back to the offset. */
static void
test_zone_of_moment (void)
{
  SjMoment moment = { 0, 0, 7200, "Europe/Atlantis" };

  g_assert_true (sj_moment_zone (&moment) == find ("+02:00"));
  moment.zone = "Europe/Paris";
  g_assert_true (sj_moment_zone (&moment) == find ("Europe/Paris"));
}

/* -- Files -------------------------------------------------------------------- */

static void
put_header (GString *file, uint32_t times, uint32_t kinds, uint32_t letters)
{
  uint32_t counts[] = { 0, 0, 0, times, kinds, letters };

  g_string_append_len (file, "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20);
  for (size_t i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      uint32_t word = GUINT32_TO_BE (counts[i]);

      g_string_append_len (file, (const char *) &word, 4);
    }
}

/* A file that knows no change but the rule for all times. */
static SjZoneRules *
rules_from_tail (const char *tail)
{
  g_autoptr (GString) file = g_string_new (NULL);

  put_header (file, 0, 1, 4);
  g_string_append_len (file, "\0\0\0\0\0\0LMT\0", 10);
  put_header (file, 0, 1, 4);
  g_string_append_len (file, "\0\0\0\0\0\0LMT\0", 10);
  g_string_append_printf (file, "\n%s\n", tail);
  return sj_zone_rules_read (file->str, file->len);
}

static void
test_tails (void)
{
  static const struct { const char *tail; const char *instant; int32_t offset; const char *name; } table[] = {
    { "EST5EDT,M3.2.0,M11.1.0", "2024-03-10T06:59:59Z", -18000, "EST" },
    { "EST5EDT,M3.2.0,M11.1.0", "2024-03-10T07:00:00Z", -14400, "EDT" },
    { "EST5EDT,M3.2.0,M11.1.0", "2024-11-03T05:59:59Z", -14400, "EDT" },
    { "EST5EDT,M3.2.0,M11.1.0", "2024-11-03T06:00:00Z", -18000, "EST" },
    { "EST5EDT,M3.2.0,M11.1.0", "-0500-07-01T00:00:00Z", -14400, "EDT" },
    { "IST-1GMT0,M10.5.0,M3.5.0/1", "2024-01-01T00:00:00Z", 0, "GMT" },
    { "IST-1GMT0,M10.5.0,M3.5.0/1", "2024-03-31T01:00:00Z", 3600, "IST" },
    { "<-03>3<-02>,J60/0,J300/25", "2024-03-01T02:59:59Z", -10800, "-03" },
    { "<-03>3<-02>,J60/0,J300/25", "2024-03-01T03:00:00Z", -7200, "-02" },
    { "<-03>3<-02>,J60/0,J300/25", "2023-03-01T03:00:00Z", -7200, "-02" },
    { "<-03>3<-02>,J60/0,J300/25", "2023-10-28T02:59:59Z", -7200, "-02" },
    { "<-03>3<-02>,J60/0,J300/25", "2023-10-28T03:00:00Z", -10800, "-03" },
    { "A0B,59/0,100/0", "2024-02-28T23:59:59Z", 0, "A" },
    { "A0B,59/0,100/0", "2024-02-29T00:00:00Z", 3600, "B" },
    { "A0B,59/0,100/0", "2023-03-01T00:00:00Z", 3600, "B" },
    { "A0B,M3.4.4/-2:30:15,M10.5.0", "2024-03-27T21:29:44Z", 0, "A" },
    { "A0B,M3.4.4/-2:30:15,M10.5.0", "2024-03-27T21:29:45Z", 3600, "B" },
    { "<+0330>-3:30", "2024-03-01T00:00:00Z", 12600, "+0330" },
    { "AAA-3BBB-5:30,M4.1.0,M9.1.0", "2024-06-01T00:00:00Z", 19800, "BBB" },
    { "XST-2XDT,M9.1.0,M4.1.0", "2024-01-01T00:00:00Z", 10800, "XDT" },
  };
  static const char *const bad[] = {
    "EST", "5", "EST5EDT", "EST5EDT,", "EST5EDT,M3.2.0", "EST5EDT,M3.2.0,", "EST5EDT,M3.2.0,M11.1.0,",
    "EST5EDT M3.2.0,M11.1.0",
    "EST5EDT,M0.2.0,M11.1.0", "EST5EDT,M13.2.0,M11.1.0", "EST5EDT,M3.6.0,M11.1.0", "EST5EDT,M3.0.0,M11.1.0",
    "EST5EDT,M3.2.7,M11.1.0", "EST5EDT,M3.2,M11.1.0", "EST5EDT,J0,J100", "EST5EDT,J366,J100", "EST5EDT,366,100",
    "EST5EDT,M3.2.0/168,M11.1.0", "EST5EDT,M3.2.0/,M11.1.0", "EST19", "<EST5", "<>5", "<ABCDEFGHIJKL>5", "EST5:60",
    "EST5x",
    "EST99999999999", "EST5EDT,M3.2.0/2:99,M11.1.0",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (table); i++)
    {
      SjZoneRules *rules = rules_from_tail (table[i].tail);
      SjZoneSpan span;
      SjMoment moment;

      g_test_message ("%s at %s", table[i].tail, table[i].instant);
      g_assert_nonnull (rules);
      g_assert_true (sj_moment_parse (table[i].instant, strlen (table[i].instant), &moment));
      span = sj_zone_rules_span (rules, moment.seconds);
      g_assert_cmpint (span.offset, ==, table[i].offset);
      g_assert_cmpstr (span.abbreviation, ==, table[i].name);
      g_assert_cmpint (span.end, >, moment.seconds);
      sj_zone_rules_free (rules);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    if (rules_from_tail (bad[i]) != NULL)
      g_error ("\"%s\" is no rule", bad[i]);
}

/* Whatever is cut off or changed in a file, it is refused or read, and answers. */
static void
test_damage (void)
{
  g_autofree char *bytes = NULL;
  g_autofree char *path = NULL;
  size_t size;

  path = g_build_filename (g_getenv ("TZDIR") ? g_getenv ("TZDIR") : "/usr/share/zoneinfo", "Europe/Paris", NULL);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (size_t length = 0; length < size; length++)
    {
      g_autofree char *cut = g_memdup2 (bytes, length);

      g_assert_null (sj_zone_rules_read (cut, length));
    }
  for (size_t i = 0; i < size; i++)
    for (int bit = 0; bit < 8; bit++)
      {
        SjZoneRules *rules;

        bytes[i] ^= (char) (1 << bit);
        rules = sj_zone_rules_read (bytes, size);
        bytes[i] ^= (char) (1 << bit);
        if (rules == NULL)
          continue;
        for (int64_t t = -INT64_C (5000000000); t < INT64_C (9000000000); t += 999999999)
          g_assert_cmpint (sj_zone_rules_span (rules, t).end, >, t);
        sj_zone_rules_free (rules);
      }
}

/* -- Threads ------------------------------------------------------------------ */

static gpointer
find_many_cb (gpointer data)
{
  static const char *const names[] = { "Asia/Tokyo", "America/Lima", "Africa/Cairo", "Europe/Rome", "Asia/Seoul" };
  const SjZone **found = data;

  for (int round = 0; round < 200; round++)
    for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
      {
        char offset[16];

        found[i] = find (names[i]);
        g_snprintf (offset, sizeof offset, "+%02d:%02d", round % 17, round % 60);
        g_assert_cmpint (sj_zone_offset (find (offset), 0), ==, round % 17 * 3600 + round % 60 * 60);
        g_assert_cmpint (sj_zone_local (found[i], round * 86400 * 30, 0).nanos, ==, 0);
      }
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];
  const SjZone *found[4][5];

  for (size_t i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("find", find_many_cb, found[i]);
  for (size_t i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  for (size_t i = 1; i < G_N_ELEMENTS (threads); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (found[i]); j++)
      g_assert_true (found[i][j] != NULL && found[i][j] == found[0][j]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zone/names", test_names);
  g_test_add_func ("/zone/locals", test_locals);
  g_test_add_func ("/zone/instants", test_instants);
  g_test_add_func ("/zone/far", test_far);
  g_test_add_func ("/zone/zone-of-moment", test_zone_of_moment);
  g_test_add_func ("/zone/tails", test_tails);
  g_test_add_func ("/zone/damage", test_damage);
  g_test_add_func ("/zone/threads", test_threads);
  return g_test_run ();
}
