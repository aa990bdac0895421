/* test-pql.c -- PQL as trees: what binds how, and that a tree's text is its own. */
#include "lang/sj-pql-parse.h"

#include "base/sj-diag.h"

#include <string.h>

/* The text, and the same with all its parentheses, or written in another way. */
static const struct { const char *text, *means; } trees[] = {
  { "1", "1" },
  { "1.5", "1.5" },
  { "56L", "56" },
  { "\"a\\\"b\\n\"", "\"a\\\"b\\n\"" },
  { "'x'", "\"x\"" },
  { "true", "true" },
  { "null", "null" },
  { "[1, \"a\"]", "[1, \"a\"]" },
  { "a.b.c", "a.b.c" },
  { "a.`b-c`.`1`", "a.`b-c`.`1`" },
  { "`a b`", "`a b`" },
  { "@index", "@index" },
  { "a[2].b", "a[2].b" },
  { "1 + 2 * 3", "1 + (2 * 3)" },
  { "1 - 2 - 3", "(1 - 2) - 3" },
  { "-a * b", "(- a) * b" },
  { "not a = b", "not (a = b)" },
  { "!a and b", "(not a) and b" },
  { "a or b and c", "a or (b and c)" },
  { "a = 1 and b != 2", "(a = 1) and (b != 2)" },
  { "a < 1 or b >= 2", "(a < 1) or (b >= 2)" },
  { "a ?: b ?: c", "a ?: (b ?: c)" },
  { "a or b ?: c", "(a or b) ?: c" },
  { "a in [1]", "in(a, [1])" },
  { "a notIn b", "notIn(a, b)" },
  { "a + \"x\" like \"%\"", "like(a + \"x\", \"%\")" },
  { "a.count()", "count(a)" },
  { "a.b.get(\"k\").c", "(get(a.b, \"k\")).c" },
  { "head(a)[0]", "(head(a))[0]" },
  { "upperCase ( a )", "upperCase(a)" },
  { "a.contains(\"x\") and b", "(contains(a, \"x\")) and b" },
  { "7 % 2 / 3", "(7 % 2) / 3" },
  { "(1 + 2) * 3", "(1 + 2) * 3" },
};

static SjTree *
parse (SjArena *arena, const char *text)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjTree *tree = sj_pql_parse (arena, text, 0, strlen (text), &diags);

  g_test_message ("%s%s%s", text, tree ? "" : ": ", tree ? "" : sj_diags_get (&diags, 0)->text);
  g_assert_true ((tree == NULL) == sj_diags_failed (&diags));
  return tree;
}

static void
test_trees (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (trees); i++)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      SjTree *tree = parse (&arena, trees[i].text);
      g_autofree char *printed = NULL;

      g_assert_nonnull (tree);
      g_assert_true (sj_tree_equal (tree, parse (&arena, trees[i].means)));
      printed = sj_tree_to_string (tree, SJ_PQL);
      g_assert_true (sj_tree_equal (tree, parse (&arena, printed)));
      g_assert_cmpuint (tree->end, ==, strlen (trees[i].text));
      g_assert_cmpuint (tree->start, ==, 0);
    }
}

/* What does not mean the same. */
static void
test_differences (void)
{
  static const struct { const char *one, *other; } rows[] = {
    { "1 + 2 * 3", "(1 + 2) * 3" },     { "1 - 2 - 3", "1 - (2 - 3)" },     { "not a = b", "(not a) = b" },
    { "a or b and c", "(a or b) and c" }, { "a ?: b ?: c", "(a ?: b) ?: c" }, { "1", "1.0" },
    { "a.b", "a[0]" },                  { "\"a\"", "a" },                   { "a - b", "`a-b`" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;

      g_assert_false (sj_tree_equal (parse (&arena, rows[i].one), parse (&arena, rows[i].other)));
    }
}

static char *
repeat (const char *before, const char *part, int count, const char *after)
{
  GString *text = g_string_new (before);

  for (int i = 0; i < count; i++)
    g_string_append (text, part);
  g_string_append (text, after);
  return g_string_free (text, FALSE);
}

/* Just below a limit, and just beyond it. */
static void
test_limits (void)
{
  static const struct { const char *before, *part, *after; int allowed; } rows[] = {
    { "1", " + 1", "", 1000 },
    { "a", ".b", "", 1000 },
    { "a", "[0]", "", 1000 },
    { "", "not ", "true", 100 },
    { "", "1 ?: ", "1", 100 },
    { "", "upperCase(", "", 0 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      g_autofree char *good = repeat (rows[i].before, rows[i].part, rows[i].allowed, rows[i].after);
      g_autofree char *bad = repeat (rows[i].before, rows[i].part, rows[i].allowed + 1, rows[i].after);

      if (rows[i].allowed > 0)
        g_assert_nonnull (parse (&arena, good));
      g_assert_null (parse (&arena, bad));
    }
}

static void
test_names (void)
{
  static const struct { const char *name, *written; } names[] = {
    { "price", "price" }, { "order-total", "`order-total`" }, { "2nd", "`2nd`" }, { "a b", "`a b`" }, { "_id", "_id" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *written = sj_pql_name (names[i].name, strlen (names[i].name));

      g_assert_cmpstr (written, ==, names[i].written);
    }
}

static void
test_nearest (void)
{
  g_assert_cmpstr (sj_pql_nearest_function ("uperCase", 8), ==, "upperCase");
  g_assert_cmpstr (sj_pql_nearest_function ("now", 3), ==, "getCurrentZonedDateTime");
  g_assert_null (sj_pql_nearest_function ("somethingElse", 13));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pql/trees", test_trees);
  g_test_add_func ("/pql/differences", test_differences);
  g_test_add_func ("/pql/limits", test_limits);
  g_test_add_func ("/pql/names", test_names);
  g_test_add_func ("/pql/nearest", test_nearest);
  return g_test_run ();
}
