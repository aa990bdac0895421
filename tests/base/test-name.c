/* test-name.c -- ids, languages, and ways to a value. */
#include "base/sj-json.h"
#include "base/sj-name.h"

#include <string.h>

static const struct { const char *text; bool id, language; } names[] = {
  { "en", true, true },          { "pt-BR", true, true },      { "zh-Hant-TW", true, true }, { "gsw", true, true },
  { "e", true, false },          { "english", true, false },   { "en-", true, false },       { "en_US", true, false },
  { "es-419", true, true },      { "12", false, false },       { "", false, false },         { "-en", false, false },
  { "Luma_2", true, false },     { "_x", true, false },        { "a b", false, false },      { "a.b", false, false },
  { "caf\u00e9", false, false }, { "en-x", true, false },
};

static void
test_names (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_test_message ("%s", names[i].text);
      g_assert_cmpint (sj_is_id (names[i].text), ==, names[i].id);
      g_assert_cmpint (sj_is_language (names[i].text), ==, names[i].language);
    }
}

/* Where there is nothing more, the last on the way. */
static const struct { const char *path, *json; } paths[] = {
  { "", "{\"a\":[{\"b\":1},{\"b\":2,\"c.d\":{\"e\":[3]}}],\"\":4}" },
  { "a[0]", "{\"b\":1}" },
  { "a[1].b", "2" },
  { "a[1][\"c.d\"].e[0]", "3" },
  { "a[2].b", "[{\"b\":1},{\"b\":2,\"c.d\":{\"e\":[3]}}]" },
  { "a[1].x.y", "{\"b\":2,\"c.d\":{\"e\":[3]}}" },
  { "a[1].b.c", "2" },
  { "[\"\"]", "4" },
  { "a[", "{\"b\":1}" },
  { "a[\"", "[{\"b\":1},{\"b\":2,\"c.d\":{\"e\":[3]}}]" },
};

static void
test_paths (void)
{
  const char *text = paths[0].json;
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue root;

  g_assert_true (sj_json_read (&arena, NULL, text, strlen (text), &root, NULL));
  for (size_t i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *json = sj_json_to_string (sj_value_follow (root, paths[i].path), SJ_JSON_COMPACT);

      g_assert_cmpstr (json, ==, paths[i].json);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/name/names", test_names);
  g_test_add_func ("/name/paths", test_paths);
  return g_test_run ();
}
