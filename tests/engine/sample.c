/* sample.c -- reading them. */
#include "sample.h"

SjLibrary *sample_library;

char *
sample_journey (const char *file)
{
  g_autofree char *path = g_build_filename (TEST_SOURCE, "data/sample/journeys", file, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

int
sample_test_run (void)
{
  int status;

  sample_library = sj_library_load (TEST_SOURCE "/data/sample", NULL);
  g_assert_nonnull (sample_library);
  status = g_test_run ();
  g_clear_pointer (&sample_library, sj_library_unref);
  return status;
}
