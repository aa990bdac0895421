/* fuzz-json.c -- any bytes are refused at a place inside them, or are a value
 * that survives being written and read, in both styles; what is passed over without
 * being read is one, too. */
#include "fuzz.h"

#include "base/sj-json.h"

static void
check_round_trip (SjValue value, SjJsonStyle style)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree char *first = sj_json_to_string (value, style);
  g_autofree char *second = NULL;
  SjJsonReader reader;
  SjJsonError error;
  SjValue again;

  sj_json_reader_init (&reader, &arena);
  if (!sj_json_reader_read (&reader, first, strlen (first), &again, &error))
    g_error ("not read back at byte %zu, %s: %s", error.offset, error.text, first);
  g_assert_true (sj_value_equal (value, again));
  g_assert_cmpuint (sj_value_hash (value), ==, sj_value_hash (again));

  second = sj_json_to_string (again, style);
  g_assert_cmpstr (first, ==, second);
  sj_json_reader_clear (&reader);
}

static void
check_read (const char *text, size_t size, bool strict)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjJsonReader reader;
  SjJsonError error;
  SjValue value;

  sj_json_reader_init (&reader, &arena);
  reader.strict = strict;
  if (sj_json_reader_read (&reader, text, size, &value, &error))
    {
      g_assert_cmpuint (sj_json_offset (value, text, size), <, size);
      check_round_trip (value, SJ_JSON_COMPACT);
      check_round_trip (value, SJ_JSON_PRETTY);
    }
  else
    {
      g_assert_cmpuint (error.offset, <=, size);
      g_assert_nonnull (error.text);
    }
  sj_json_reader_clear (&reader);
}

/* What is passed over is one value, for the reader, too. */
static void
check_skip (const char *text, size_t size)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  const char *end = sj_json_skip (text, text + size);
  SjJsonReader reader;
  SjJsonError error;
  SjValue value;

  if (end == NULL || !g_utf8_validate_len (text, (gsize) (end - text), NULL))
    return;
  sj_json_reader_init (&reader, &arena);
  g_assert_true (sj_json_reader_read (&reader, text, (size_t) (end - text), &value, &error));
  sj_json_reader_clear (&reader);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  check_read ((const char *) data, size, false);
  check_read ((const char *) data, size, true);
  check_skip ((const char *) data, size);
  return 0;
}
