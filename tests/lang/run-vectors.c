/* run-vectors.c -- runs files of test vectors: run-vectors FILE…
 *
 * Prints every vector that fails, with what was expected and what came, and ends
 * with "N passed, N failed".  Exits with 0 only when vectors ran and none failed.
 */
#include "vectors.h"

#include "base/sj-json.h"

#include <stdio.h>

typedef struct
{
  unsigned passed;
  unsigned failed;
} Count;

static char *
describe_expected (SjValue vector)
{
  SjValue error = sj_value_get (vector, "error");

  if (error.type == SJ_BOOL && error.boolean)
    return g_strdup ("an error");
  return sj_json_to_string (sj_value_get (vector, "expect"), SJ_JSON_COMPACT);
}

static void
run_vector (SjValue vector, Count *count)
{
  g_autofree char *id = sj_value_dup_text (sj_value_get (vector, "id"));
  g_autofree char *lang = sj_value_dup_text (sj_value_get (vector, "lang"));
  g_autofree char *got = NULL;
  g_autofree char *expected = NULL;
  bool ok = false;

  if (g_strcmp0 (lang, "expression") == 0)
    ok = vector_expression (vector, &got);
  else if (g_strcmp0 (lang, "personalization") == 0)
    ok = vector_template (vector, &got);
  else
    got = g_strdup ("no language of this name");
  if (ok)
    {
      count->passed++;
      return;
    }
  count->failed++;
  expected = describe_expected (vector);
  printf ("%s\n  expected %s\n  got      %s\n", id ? id : "(without id)", expected, got);
}

static bool
run_file (const char *name, Count *count)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  SjValue document;
  gsize length;

  if (!g_file_get_contents (name, &text, &length, &error) ||
      !sj_json_read (&arena, name, text, length, &document, &error))
    {
      printf ("%s\n", error->message);
      return false;
    }
  if (document.type == SJ_OBJECT)
    document = sj_value_get (document, "vectors");
  if (document.type != SJ_LIST)
    {
      printf ("%s: holds no list of vectors\n", name);
      return false;
    }
  for (uint32_t i = 0; i < document.length; i++)
    run_vector (document.items[i], count);
  return true;
}

int
main (int argc, char **argv)
{
  Count count = { 0, 0 };
  bool read = true;

  for (int i = 1; i < argc; i++)
    read &= run_file (argv[i], &count);
  printf ("%u passed, %u failed\n", count.passed, count.failed);
  return read && count.failed == 0 && count.passed > 0 ? 0 : 1;
}
