/* test-program.c -- what journeys compile to, and what cannot be compiled.
 *
 * The listings lie in golden/; with the argument --write they are written anew, to
 * be looked at before they are committed.
 */
#include "engine/sj-program.h"
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"

#include <string.h>

static bool writes;

static const struct
{
  const char *name;
  const char *folder;       /* the workspace */
  const char *file;
} journeys[] = {
  { "purchase", "data/sample", "journeys/purchase.journey" },
  { "abandoned-cart", "data/sample", "journeys/abandoned-cart.journey" },
  { "life-cycle", "data/sample", "journeys/life-cycle.journey" },
  { "w1", "tests/bench", "w1.journey" },
  { "w2", "tests/bench", "w2.journey" },
  { "all-kinds", "data/sample", "../../tests/engine/golden/all-kinds.journey" },
};

static SjJourney *
read_journey (const char *text)
{
  g_autoptr (GError) error = NULL;
  SjJourney *journey = sj_journey_read (&sj_kinds_default, "test", text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  return journey;
}

static char *
listing_of (const char *folder, const char *file)
{
  g_autofree char *root = g_build_filename (TEST_SOURCE, folder, NULL);
  g_autofree char *path = g_build_filename (root, file, NULL);
  g_autoptr (SjLibrary) library = sj_library_load (root, NULL);
  g_autoptr (SjWorld) world = sj_world_new (library);
  g_autoptr (SjJourney) journey = NULL;
  g_autofree char *text = NULL;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjProgram *program;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  journey = read_journey (text);
  program = sj_program_compile (world, journey, &diags);
  for (size_t i = 0; i < sj_diags_count (&diags); i++)
    g_test_message ("%s", sj_diags_get (&diags, i)->text);
  g_assert_nonnull (program);
  return sj_program_listing (program);
}

static void
test_listing (gconstpointer data)
{
  size_t index = GPOINTER_TO_SIZE (data);
  g_autofree char *name = g_strdup_printf ("%s.listing", journeys[index].name);
  g_autofree char *path = g_build_filename (TEST_SOURCE, "tests/engine/golden", name, NULL);
  g_autofree char *listing = listing_of (journeys[index].folder, journeys[index].file);
  g_autofree char *wanted = NULL;

  if (writes)
    g_assert_true (g_file_set_contents (path, listing, -1, NULL));
  g_assert_true (g_file_get_contents (path, &wanted, NULL, NULL));
  g_assert_cmpstr (listing, ==, wanted);
}

/* A program cannot tell where the journey was read from, or when: the same text
 * gives the same program. */
static void
test_same (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (journeys); i++)
    {
      g_autofree char *one = listing_of (journeys[i].folder, journeys[i].file);
      g_autofree char *other = listing_of (journeys[i].folder, journeys[i].file);

      g_assert_cmpstr (one, ==, other);
    }
}

#define EVENT(settings) \
  "{\"form\":1,\"id\":\"a\",\"name\":\"A\",\"nodes\":[{\"id\":\"e\",\"kind\":\"event\",\"settings\":{" settings "}}]}"

static void
test_refused (void)
{
  static const struct { const char *text, *node, *field, *sentence; } rows[] = {
    { EVENT ("\"event\":\"E\",\"condition\":\"1 +\""), "e", "condition", NULL },
    { EVENT ("\"event\":\"E\",\"condition\":\"lenght(\\\"a\\\") > 1\""), "e", "condition", "lenght" },
    { "{\"form\":1,\"id\":\"a\",\"name\":\"A\",\"nodes\":[{\"id\":\"e\",\"kind\":\"teleport\"}]}", "e", NULL,
      "teleport" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SjWorld) world = sj_world_new (NULL);
      g_autoptr (SjJourney) journey = read_journey (rows[i].text);
      g_auto (SjDiags) diags = SJ_DIAGS_INIT;

      g_assert_null (sj_program_compile (world, journey, &diags));
      g_assert_cmpuint (world->programs->len, ==, 0);
      g_assert_cmpuint (sj_diags_count (&diags), ==, 1);
      g_assert_cmpstr (sj_diags_get (&diags, 0)->node, ==, rows[i].node);
      g_assert_cmpstr (sj_diags_get (&diags, 0)->field, ==, rows[i].field);
      if (rows[i].sentence != NULL)
        g_assert_nonnull (strstr (sj_diags_get (&diags, 0)->text, rows[i].sentence));
    }
}

/* An unfinished drawing compiles as far as it goes. */
static void
test_unfinished (void)
{
  g_autoptr (SjWorld) world = sj_world_new (NULL);
  g_autoptr (SjJourney) journey = read_journey (EVENT (""));
  g_autoptr (SjJourney) empty = read_journey ("{\"form\":1,\"id\":\"b\",\"name\":\"B\",\"nodes\":[]}");

  g_assert_nonnull (sj_program_compile (world, journey, NULL));
  g_assert_nonnull (sj_program_compile (world, empty, NULL));
  g_assert_cmpuint (world->programs->len, ==, 2);
}

/* Places are numbered in 16 bits: paths that take time count as much as steps. */
static void
test_too_large (void)
{
  g_autoptr (GString) text = g_string_new ("{\"form\":1,\"id\":\"b\",\"nodes\":[");
  g_autoptr (SjWorld) world = sj_world_new (NULL);
  g_autoptr (SjJourney) journey = NULL;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;

  for (unsigned i = 0; i < 14000; i++)
    {
      g_string_append_printf (text, "%s{\"id\":\"s%u\",\"kind\":\"split\",\"paths\":[", i > 0 ? "," : "", i);
      for (unsigned j = 1; j <= 5; j++)
        g_string_append_printf (text, "%s{\"id\":\"p-%u\",\"to\":\"s0\",\"delay\":\"PT1S\"}", j > 1 ? "," : "", j);
      g_string_append (text, "]}");
    }
  g_string_append (text, "]}");
  journey = read_journey (text->str);
  g_assert_null (sj_program_compile (world, journey, &diags));
  g_assert_cmpuint (sj_diags_count (&diags), ==, 1);
  g_assert_cmpstr (sj_diags_get (&diags, 0)->code, ==, "too-large");
}

int
main (int argc, char **argv)
{
  writes = argc > 1 && strcmp (argv[1], "--write") == 0;
  g_test_init (&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (journeys); i++)
    {
      g_autofree char *path = g_strdup_printf ("/program/listing/%s", journeys[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_listing);
    }
  g_test_add_func ("/program/same", test_same);
  g_test_add_func ("/program/refused", test_refused);
  g_test_add_func ("/program/unfinished", test_unfinished);
  g_test_add_func ("/program/too-large", test_too_large);
  return g_test_run ();
}
