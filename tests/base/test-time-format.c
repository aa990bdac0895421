/* test-time-format.c -- Java's patterns, from dates to text.  What is expected was
 * compared with java.time.format.DateTimeFormatter. */
#include "base/sj-time.h"

static const char noon[] = "2024-11-01T17:09:05.123456789+01:00[Europe/Paris]";
static const char last[] = "2023-12-31T10:15:30Z";
static const char midnight[] = "2024-01-01T00:00-05:00";

static const struct { const char *value; const char *pattern; const char *locale; const char *want; } good[] = {
  /* the samples that marketers know */
  { last, "YYYY", NULL, "2024" },
  { last, "MM", NULL, "12" },
  { last, "mm", NULL, "15" },
  { last, "dd", NULL, "31" },
  { "2020-01-01T00:00:00Z", "EEEE MMMM dd yyyy", NULL, "Wednesday January 01 2020" },
  { "2026-01-30T12:00:00Z", "MM/dd/YYYY", NULL, "01/30/2026" },
  { "2026-04-12T12:00:00Z", "EEE", NULL, "Sun" },
  { "2026-04-11T08:00:00Z", "EEEE, MMMM dd", "en_US", "Saturday, April 11" },
  { "2023-01-10T23:13:26Z", "dd/MM/yyyy HH:mm", "en_US", "10/01/2023 23:13" },
  /* years */
  { noon, "y|yy|yyy|yyyy|yyyyy", NULL, "2024|24|2024|2024|02024" },
  { noon, "u|uu|uuu|uuuu|uuuuu", NULL, "2024|24|2024|2024|02024" },
  { "+12024-11-01", "y|yy|yyy|yyyy|yyyyy", NULL, "12024|24|12024|+12024|12024" },
  { "0000-11-01", "y|yy|yyyy|uuuu|G|GGGG", NULL, "1|01|0001|0000|BC|Before Christ" },
  { "-0005-11-01", "y|uu|uuuu|u", NULL, "6|05|-0005|-5" },
  { "0044-03-15", "yyyy|G|GG|GGG|GGGG", NULL, "0044|AD|AD|AD|Anno Domini" },
  /* weeks */
  { last, "YY|YYYY|w|ww|W|e|ee", "en_US", "24|2024|1|01|6|1|01" },
  { last, "YY|YYYY|w|ww|W|e|c", "de_DE", "23|2023|52|52|4|7|7" },
  { "2021-01-01", "YYYY w W e", "de_DE", "2020 53 0 5" },
  { "2021-01-01", "YYYY w W e", "en_US", "2021 1 1 6" },
  { "2027-01-03", "YYYY w W e", "en_GB", "2026 53 0 7" },
  { "2024-12-30", "YYYY w", "fr_FR", "2025 1" },
  { "2024-12-30", "YYYY w", "en_US", "2025 1" },
  { "2024-12-28", "YYYY w", "en_US", "2024 52" },
  /* months, quarters, days */
  { noon, "M|MM|MMM|MMMM|MMMMM", NULL, "11|11|Nov|November|N" },
  { "2024-03-05", "M|MM|L|LL|LLL|LLLL|LLLLL", NULL, "3|03|3|03|Mar|March|M" },
  { "2024-03-05", "Q|QQ|QQQ|QQQQ|QQQQQ|q|qqq|qqqq", NULL, "1|01|Q1|1st quarter|1|1|Q1|1st quarter" },
  { "2024-03-05", "d|dd|D|DD|DDD", NULL, "5|05|65|65|065" },
  { "2024-12-05", "D|DD|DDD", NULL, "340|340|340" },
  { "2024-03-05", "E|EE|EEE|EEEE|EEEEE|eee|eeee|eeeee", NULL, "Tue|Tue|Tue|Tuesday|T|Tue|Tuesday|T" },
  { "2024-03-05", "ccc cccc ccccc", NULL, "Tue Tuesday T" },
  /* times */
  { noon, "H|HH|h|hh|K|KK|k|kk|a", NULL, "17|17|5|05|5|05|17|17|PM" },
  { midnight, "H|HH|h|hh|K|KK|k|kk|a", NULL, "0|00|12|12|0|00|24|24|AM" },
  { "2024-01-01T12:00Z", "H h K k a", NULL, "12 12 0 12 PM" },
  { noon, "m|mm|s|ss", NULL, "9|09|5|05" },
  { noon, "S|SS|SSS|SSSSSS|SSSSSSSSS", NULL, "1|12|123|123456|123456789" },
  { noon, "n|A|N", NULL, "123456789|61745123|61745123456789" },
  { midnight, "S|SSS|n|nnn|A|AAA|N", NULL, "0|000|0|000|0|000|0" },
  /* zones */
  { noon, "X|XX|XXX|XXXX|XXXXX", NULL, "+01|+0100|+01:00|+0100|+01:00" },
  { noon, "x|xx|xxx|xxxx|xxxxx", NULL, "+01|+0100|+01:00|+0100|+01:00" },
  { noon, "Z|ZZ|ZZZ|ZZZZ|ZZZZZ", NULL, "+0100|+0100|+0100|GMT+01:00|+01:00" },
  { noon, "VV|z|zzz|zzzz|O|OOOO", NULL, "Europe/Paris|CET|CET|Central European Standard Time|GMT+1|GMT+01:00" },
  { last, "X|XX|XXX|XXXX|XXXXX", NULL, "Z|Z|Z|Z|Z" },
  { last, "x|xx|xxx|xxxx|xxxxx", NULL, "+00|+0000|+00:00|+0000|+00:00" },
  { last, "Z|ZZZZ|ZZZZZ|VV|z|O|OOOO", NULL, "+0000|GMT|Z|Z|Z|GMT|GMT" },
  { "2024-01-01T00:00+05:30", "X|XX|XXX|x|Z|VV|z|O", NULL, "+0530|+0530|+05:30|+0530|+0530|+05:30|+05:30|GMT+5:30" },
  { "2024-01-01T00:00-00:30", "X|XX|x", NULL, "-0030|-0030|-0030" },
  { "2024-01-01T00:00+00:00:21", "X|XXX|XXXX|XXXXX|x|Z|ZZZZZ", NULL, "Z|Z|+000021|+00:00:21|+00|+0000|+00:00:21" },
  { "2024-07-01T12:00-07:00[America/Los_Angeles]", "z|zzzz", NULL, "PDT|Pacific Daylight Time" },
  { "2024-01-01T12:00-08:00[America/Los_Angeles]", "z|zzzz", NULL, "PST|Pacific Standard Time" },
  { "2024-07-01T12:00+05:30[Asia/Kolkata]", "z|zzzz", NULL, "IST|India Standard Time" },
  { "2024-07-01T12:00+02:00[Europe/Berlin]", "z|zzzz", "de_DE", "MESZ|Mitteleuropäische Sommerzeit" },
  /* text */
  { noon, "", NULL, "" },
  { noon, "'day' d", NULL, "day 1" },
  { noon, "H 'o''clock'", NULL, "17 o'clock" },
  { noon, "''yy''", NULL, "'24'" },
  { noon, "''''", NULL, "'" },
  { noon, "yyyy'年'MM'月'", NULL, "2024年11月" },
  { noon, "yyyy年MM月", NULL, "2024年11月" },
  { noon, "yyyy-MM-dd'T'HH:mm:ss.SSSXXX'['VV']'", NULL, "2024-11-01T17:09:05.123+01:00[Europe/Paris]" },
  /* what the value has not */
  { "2024-11-01", "yyyy-MM-dd[ HH:mm]", NULL, "2024-11-01" },
  { "2024-11-01T10:00", "yyyy-MM-dd[ HH:mm[ XXX]]['!']", NULL, "2024-11-01 10:00!" },
  { noon, "yyyy[-MM[-dd", NULL, "2024-11-01" },
  { "2024-11-01T10:00", "EEEE d MMMM yyyy, h:mm a", NULL, "Friday 1 November 2024, 10:00 AM" },
  /* other languages */
  { last, "EEEE, d. MMMM yyyy", "de_DE", "Sonntag, 31. Dezember 2023" },
  { last, "EEEE, d. MMMM yyyy", "de-DE", "Sonntag, 31. Dezember 2023" },
  { last, "EE, d. MMM yy", "de", "So., 31. Dez. 23" },
  { last, "EEEE d MMMM yyyy", "fr_FR", "dimanche 31 décembre 2023" },
  { "2024-02-01", "E d MMM", "fr_FR", "jeu. 1 févr." },
  { last, "EEEE, d 'de' MMMM 'de' yyyy", "es_ES", "domingo, 31 de diciembre de 2023" },
  { last, "d MMMM|LLLL", "pl_PL", "31 grudnia|grudzień" },
  { last, "h:mm a", "en_GB", "10:15 am" },
  { last, "yyyy-MM-dd", "th_TH", "2023-12-31" },
  { last, "yyyy-MM-dd", "ar_EG", "2023-12-31" },
  { last, "M月d日 EEEE", "ja_JP", "12月31日 日曜日" },
  { last, "MMMM", "zh_Hans_CN", "十二月" },
  { last, "d MMMM", "en_NO", "31 December" },
};

static void
test_good (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;

  for (size_t i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
      SjValue value = sj_time_parse (&arena, good[i].value, strlen (good[i].value));

      g_test_message ("%s of %s", good[i].pattern, good[i].value);
      g_assert_false (sj_value_is_null (value));
      g_assert_true (sj_time_format (&buffer, value, good[i].pattern, strlen (good[i].pattern), good[i].locale));
      g_assert_cmpstr (sj_buffer_text (&buffer), ==, good[i].want);
    }
}

/* Nothing is left behind in the buffer. */
static void
refuse (SjValue value, const char *pattern, const char *locale)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  sj_buffer_append (&buffer, "before");
  if (sj_time_format (&buffer, value, pattern, strlen (pattern), locale))
    g_error ("\"%s\" in %s gave \"%s\"", pattern, locale ? locale : "NULL", sj_buffer_text (&buffer));
  g_assert_cmpstr (sj_buffer_text (&buffer), ==, "before");
}

static void
test_bad_patterns (void)
{
  static const char *const bad[] = {
    "yyyy-MM-dd {", "}", "#", "'", "yyyy'T", "yyyy ''' ", "'''", "]", "[yyyy]]", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    "f", "j", "b", "r", "R", "T", "l", "I", "J", "P", "p", "pp", "B", "F", "g", "v", "U", "o", "i", "C", "t",
    "MMMMMM", "LLLLLL", "EEEEEE", "ddd", "DDDD", "HHH", "hhh", "KKK", "kkk", "mmm", "sss", "aa", "SSSSSSSSSS",
    "V", "VVV", "zzzzz", "XXXXXX", "xxxxxx", "ZZZZZZ", "OO", "OOO", "www", "WW", "cc", "cccccc", "eeeeee",
    "QQQQQQ", "GGGGGG", "yyyyyyyyyyyyyyyyyyyy", "hello", "[HH}", "yyyy [B]",
  };
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue value = sj_time_parse (&arena, noon, strlen (noon));

  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    refuse (value, bad[i], NULL);
}

static void
test_missing (void)
{
  static const char *const of_time[] = { "HH", "h", "m", "s", "S", "a", "k", "K", "n", "N", "A", "yyyy HH" };
  static const char *const of_zone[] = { "X", "x", "Z", "VV", "z", "zzzz", "O", "ZZZZ", "HH:mm XXX" };
  SjValue date = sj_value_date (20028);
  SjValue local = sj_value_local (1700000000, 0);

  for (size_t i = 0; i < G_N_ELEMENTS (of_time); i++)
    refuse (date, of_time[i], NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (of_zone); i++)
    {
      refuse (date, of_zone[i], NULL);
      refuse (local, of_zone[i], NULL);
    }
  refuse (sj_null, "yyyy", NULL);
  refuse (sj_value_integer (5), "yyyy", NULL);
  refuse (sj_value_duration (5, 0), "s", NULL);
  refuse (sj_value_string ("2024-01-01"), "yyyy", NULL);
}

static void
test_locales (void)
{
  static const char *const bad[] = {
    "", "e", "english", "xx", "xx_YY", "en_", "en__US", "en_USA", "en_QX", "en US", "_US", "de_DE@currency=USD",
    "de_DE_POSIX", "en_US.UTF-8", "zz_US", "de_De_De", "en-US-u-ca-buddhist", "../de", "d\303\251_DE",
    "de_DEde_DEde_DEde_DEde_DEde_DEde_DE",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      refuse (sj_value_date (0), "yyyy", bad[i]);
      refuse (sj_value_date (0), "MMMM", bad[i]);
    }
}

/* Dates at the ends of the range, with every letter. */
static void
test_far (void)
{
  static const int64_t far[] = { INT64_MIN, INT64_MIN + 1, -1, 0, 1, INT64_MAX - 1, INT64_MAX };
  static const char pattern[] = "y u Y yy MMMM d D EEEE e w W H h K k m s S a n N A G Q XXX zzzz z VV O ZZZZ";

  for (size_t i = 0; i < G_N_ELEMENTS (far); i++)
    for (int32_t offset = -64800; offset <= 64800; offset += 64800)
      {
        g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
        SjMoment moment = { far[i], 999999999, offset, offset == 0 ? "Europe/Paris" : NULL };
        SjValue value = { .type = SJ_MOMENT, .moment = &moment };

        g_assert_true (sj_time_format (&buffer, value, pattern, sizeof pattern - 1, NULL));
        g_assert_true (sj_time_format (&buffer, sj_value_date (far[i]), "y u Y D w W e", 13, "de_DE"));
      }
}

static gpointer
format_many_cb (gpointer data)
{
  static const char *const locales[] = { "en_US", "de_DE", "fr_FR", "es_ES", "pt_BR", "it_IT", "nl_NL", "sv_SE" };
  const SjZone *zone = sj_zone_find ("Europe/Paris", 12);
  SjMoment moment = sj_zone_moment (zone, 1700000000, 0);
  SjValue value = { .type = SJ_MOMENT, .moment = &moment };

  for (int round = 0; round < 50; round++)
    for (size_t i = 0; i < G_N_ELEMENTS (locales); i++)
      {
        g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

        g_assert_true (sj_time_format (&buffer, value, "yyyy MMMM EEEE z", 16, locales[i]));
        g_assert_true (g_str_has_prefix (sj_buffer_text (&buffer), "2023 "));
      }
  return NULL;
}

/* More languages than the table holds, from several threads. */
static void
test_threads (void)
{
  static const char *const languages[] = { "en", "de", "fr", "es", "it" };
  GThread *threads[3];

  for (size_t i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("format", format_many_cb, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (languages); i++)
    for (char c = 'A'; c <= 'Z'; c++)
      for (char d = 'A'; d <= 'Z'; d++)
        {
          g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
          g_autofree char *locale = g_strdup_printf ("%s_%c%c", languages[i], c, d);

          if (sj_time_format (&buffer, sj_value_date (0), "yyyy", 4, locale))
            g_assert_cmpstr (sj_buffer_text (&buffer), ==, "1970");
        }
  for (size_t i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time-format/good", test_good);
  g_test_add_func ("/time-format/bad-patterns", test_bad_patterns);
  g_test_add_func ("/time-format/missing", test_missing);
  g_test_add_func ("/time-format/locales", test_locales);
  g_test_add_func ("/time-format/far", test_far);
  g_test_add_func ("/time-format/threads", test_threads);
  return g_test_run ();
}
