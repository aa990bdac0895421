/* fuzz-schema.c -- any bytes are refused as a schema at a place inside them, or are
 * one: its shape can be made, and a payload is judged alike with and without words.
 * Any value is a sample of a schema that it fits.
 *
 * The bytes are a schema and, behind the first zero byte, a payload. */
#include "fuzz.h"

#include "profile/sj-schema-draft.h"
#include "profile/sj-schema.h"

#include <string.h>

static bool
read_value (SjArena *arena, const char *text, size_t size, bool strict, SjValue *value)
{
  SjJsonReader reader;
  SjJsonError error;
  bool ok;

  sj_json_reader_init (&reader, arena);
  reader.strict = strict;
  ok = sj_json_reader_read (&reader, text, size, value, &error);
  sj_json_reader_clear (&reader);
  return ok;
}

static void
check_places (const SjDiags *diags, size_t size)
{
  for (size_t i = 0; i < sj_diags_count (diags); i++)
    g_assert_cmpuint (sj_diags_get (diags, i)->start, <=, size);
}

static void
check_payload (const SjSchema *schema, SjArena *arena, const char *text, size_t size)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjReading reading = { .text = text, .length = size, .diags = &diags };
  SjValue payload;
  bool fits;

  if (!read_value (arena, text, size, false, &payload))
    return;
  fits = sj_schema_check (schema, payload, &reading);
  g_assert_cmpint (fits, ==, sj_schema_check (schema, payload, NULL));
  g_assert_cmpint (fits, ==, sj_diags_count (&diags) == 0);
  g_assert_null (reading.trail);
  check_places (&diags, size);
}

static void
check_sample (SjArena *arena, SjValue sample)
{
  SjValue draft = sj_schema_draft (arena, sample);
  g_autoptr (SjSchema) schema = sj_schema_read (draft, NULL);

  g_assert_nonnull (schema);
  g_assert_true (sj_schema_check (schema, sample, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;
  const char *zero = size > 0 ? memchr (text, '\0', size) : NULL;
  size_t length = zero ? (size_t) (zero - text) : size;
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjReading reading = { .text = text, .length = length, .diags = &diags };
  g_autoptr (SjSchema) schema = NULL;
  g_autoptr (SjShape) shape = NULL;
  SjValue value;

  if (!read_value (&arena, text, length, true, &value))
    return 0;
  check_sample (&arena, value);
  schema = sj_schema_read (value, &reading);
  g_assert_cmpint (schema == NULL, ==, sj_diags_failed (&diags));
  check_places (&diags, length);
  if (schema == NULL)
    return 0;
  shape = sj_schema_shape (schema);
  if (zero != NULL)
    check_payload (schema, &arena, zero + 1, size - length - 1);
  return 0;
}
