/* test-digest.c -- the same journey, seed and inputs are the same bytes: on however
 * many threads, and whatever compiled the program, with sanitizers or without.
 *
 * The digests of whole results stand in digests.txt; with --write they are written
 * anew, which is only right when what journeys mean, or the result's form, was changed.
 */
#include <gio/gio.h>
#include <stdbool.h>
#include <string.h>

static const char *program;
static bool writes;

static const char *const journeys[] = { "purchase", "abandoned-cart", "life-cycle" };

/* SHA-256 of what the command prints. */
static char *
digest_of (const char *journey, const char *threads)
{
  g_autofree char *path = g_strdup_printf ("%s/data/sample/journeys/%s.journey", TEST_SOURCE, journey);
  const char *const arguments[] = { program,     "simulate", path,   "--json", "--from",  "2026-03-20T00:00:00Z",
                                    "--for",     "90d",      "--profiles", "5000", "--seed", "11",
                                    "--trace",   "20",       "--threads", threads, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_autofree char *out = NULL;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  g_assert_nonnull (strstr (out, "\"balances\": true"));
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, out, -1);
}

static void
test_threads (void)
{
  static const char *const threads[] = { "1", "2", "5" };

  for (size_t i = 0; i < G_N_ELEMENTS (journeys); i++)
    {
      g_autofree char *alone = digest_of (journeys[i], threads[0]);

      for (size_t j = 1; j < G_N_ELEMENTS (threads); j++)
        {
          g_autofree char *together = digest_of (journeys[i], threads[j]);

          g_assert_cmpstr (together, ==, alone);
        }
    }
}

static char *
all_digests (void)
{
  GString *text = g_string_new (NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (journeys); i++)
    {
      g_autofree char *digest = digest_of (journeys[i], "2");

      g_string_append_printf (text, "%s %s\n", journeys[i], digest);
    }
  return g_string_free (text, FALSE);
}

static void
test_compilers (void)
{
  g_autofree char *path = g_build_filename (TEST_SOURCE, "tests/cli/digests.txt", NULL);
  g_autofree char *digests = all_digests ();
  g_autofree char *wanted = NULL;

  if (writes)
    g_assert_true (g_file_set_contents (path, digests, -1, NULL));
  g_assert_true (g_file_get_contents (path, &wanted, NULL, NULL));
  g_assert_cmpstr (digests, ==, wanted);
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_setenv ("TZ", "UTC", TRUE);
  writes = argc > 2 && strcmp (argv[2], "--write") == 0;
  g_test_init (&argc, &argv, NULL);
  g_assert (argc > 1);
  program = argv[1];
  g_test_add_func ("/digest/threads", test_threads);
  g_test_add_func ("/digest/compilers", test_compilers);
  return g_test_run ();
}
