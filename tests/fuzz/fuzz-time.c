/* fuzz-time.c -- any bytes as a date, a duration, a span, a zone file, a locale, a
 * pattern with the text it is to read; and, eight of them, as an instant.  What is
 * read, is written and read back the same. */
#include "fuzz.h"

#include "base/sj-locale.h"
#include "base/sj-time-private.h"

static void
check_same (SjValue value, void (*write) (SjBuffer *, SjValue))
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
  SjValue again;

  write (&buffer, value);
  again = sj_time_parse (&arena, buffer.text, buffer.length);
  if (!sj_value_equal (value, again))
    g_error ("\"%s\" is read as something else", sj_buffer_text (&buffer));
}

static void
check_time (const char *text, size_t size)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue value = sj_time_parse (&arena, text, size);

  if (sj_value_is_null (value))
    return;
  check_same (value, sj_time_write_iso);
  check_same (value, sj_time_write_short);
}

static void
check_duration (const char *text, size_t size)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
  int64_t seconds, again_seconds;
  int32_t nanos, again_nanos;

  if (!sj_duration_parse (text, size, &seconds, &nanos))
    return;
  g_assert_true (nanos >= 0 && nanos < NANOS_PER_SECOND);
  sj_time_write_iso (&buffer, sj_value_duration (seconds, (uint32_t) nanos));
  g_assert_true (sj_duration_parse (buffer.text, buffer.length, &again_seconds, &again_nanos));
  g_assert_true (seconds == again_seconds && nanos == again_nanos);
}

static void
check_span (const char *text)
{
  g_autofree char *canonical = NULL;
  SjTime span, again;

  if (!sj_span_parse (text, &span))
    return;
  canonical = sj_span_format (span);
  g_assert_true (sj_span_parse (canonical, &again));
  g_assert_cmpint (span, ==, again);
}

static void
check_instant (int64_t instant)
{
  static const char *const names[] = { "Europe/Paris", "Africa/Casablanca", "Pacific/Apia", "-12:34" };
  int64_t result;
  SjCivil civil;
  SjMoment moment;

  sj_civil_split (instant, 0, &civil);
  g_assert_cmpint (sj_civil_seconds (&civil), ==, instant);
  sj_local_add_months (instant, instant, &result);
  moment = sj_time_moment (instant, sj_zone_utc ());
  g_assert_cmpint (sj_moment_time (&moment), ==, instant);

  instant %= INT64_C (31000000000000);    /* years that are read */
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const SjZone *zone = sj_zone_find (names[i], strlen (names[i]));

      moment = sj_zone_moment (zone, instant, 5);
      check_same ((SjValue) { .type = SJ_MOMENT, .moment = &moment }, sj_time_write_iso);
      check_same ((SjValue) { .type = SJ_MOMENT, .moment = &moment }, sj_time_write_short);
      moment = sj_zone_local (zone, instant, 5);
      g_assert_cmpint (moment.offset, ==, sj_zone_offset (zone, moment.seconds));
      g_assert_cmpint (ABS (sj_moment_local (&moment) - instant), <=, DAY_SECONDS);
    }
}

static void
check_zone_file (const char *bytes, size_t size)
{
  SjZoneRules *rules = sj_zone_rules_read (bytes, size);

  if (rules == NULL)
    return;
  for (int64_t seconds = INT64_MIN / 2; seconds < INT64_MAX / 2; seconds += INT64_MAX / 16)
    {
      SjZoneSpan span = sj_zone_rules_span (rules, seconds);

      g_assert_cmpint (span.end, >, seconds);
      g_assert_cmpint (ABS (span.offset), <=, OFFSET_LIMIT);
      g_assert_cmpuint (strlen (span.abbreviation), <, 12);
    }
  sj_zone_rules_free (rules);
}

/* Either the text is appended, or nothing is. */
static void
check_format (SjValue value, const char *pattern, size_t size, const char *locale)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  sj_buffer_append (&buffer, "before");
  if (!sj_time_format (&buffer, value, pattern, size, locale))
    g_assert_cmpstr (sj_buffer_text (&buffer), ==, "before");
  else if (g_utf8_validate (pattern, (gssize) size, NULL))
    g_assert_true (g_utf8_validate (buffer.text, (gssize) buffer.length, NULL));
}

static void
check_pattern (const char *pattern, size_t size, const char *text, size_t text_size)
{
  static const SjMoment sample = { 1730477345, 123456789, 3600, "Europe/Paris" };
  SjMoment moment;

  check_format ((SjValue) { .type = SJ_MOMENT, .moment = &sample }, pattern, size, "de_DE");
  check_format (sj_value_local (INT64_MIN, 0), pattern, size, NULL);
  check_format (sj_value_date (0), pattern, size, "en_US");
  if (!sj_time_scan (text, text_size, pattern, size, &moment))
    return;
  check_same ((SjValue) { .type = SJ_MOMENT, .moment = &moment }, sj_time_write_short);
  check_format ((SjValue) { .type = SJ_MOMENT, .moment = &moment }, pattern, size, NULL);
}

static void
check_locale (const char *locale)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  g_assert_true (sj_locale_number (&buffer, sj_value_decimal (1234.5), locale) == sj_locale_known (locale));
  g_assert_true (buffer.length > 0 || !sj_locale_known (locale));
  check_format (sj_value_date (19000), "EEEE MMMM YYYY w", 16, locale);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *copy = g_strndup ((const char *) data, size);
  const char *text = (const char *) data;
  const char *line = size > 0 ? memchr (text, '\n', size) : NULL;
  int64_t instant;

  check_time (text, size);
  check_duration (text, size);
  check_span (copy);
  check_locale (copy);
  check_zone_file (text, size);
  if (line != NULL)
    check_pattern (text, (size_t) (line - text), line + 1, size - (size_t) (line + 1 - text));
  if (size >= sizeof instant)
    {
      memcpy (&instant, data, sizeof instant);
      check_instant (instant);
    }
  return 0;
}
