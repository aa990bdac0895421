/* corpus-main.c -- runs a fuzz target over files, without libFuzzer.
 *
 * A target aborts where a promise is broken, so a file that was passed is fine.
 * Each input is copied to memory of just its size, so that the address
 * sanitizer sees a read beyond its end.  A file whose name begins with "saved-" must be
 * accepted: a corpus that is refused as a whole would test nothing.
 */
#include <glib.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_files (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL)
    g_error ("%s", error->message);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_paths);
  return paths;
}

static void
run_file (const char *path)
{
  const char *name = strrchr (path, G_DIR_SEPARATOR) + 1;
  unsigned read_before = fuzz_n_read;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree uint8_t *exact = NULL;
  size_t size;

  if (!g_file_get_contents (path, &text, &size, &error))
    g_error ("%s", error->message);
  exact = g_malloc (size);
  if (size > 0)
    memcpy (exact, text, size);
  LLVMFuzzerTestOneInput (exact, size);
  if (g_str_has_prefix (name, "saved-") && fuzz_n_read == read_before)
    g_error ("%s is meant to be valid, but was refused", path);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) paths = NULL;

  if (argc != 2)
    {
      fprintf (stderr, "usage: %s FOLDER\n", argv[0]);
      return 2;
    }
  paths = list_files (argv[1]);
  if (paths->len == 0)
    g_error ("there is no file in %s", argv[1]);

  printf ("1..%u\n", paths->len);
  for (unsigned i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);

      printf ("# %s\n", path);    /* so that a crash names its file */
      fflush (stdout);
      run_file (path);
      printf ("ok %u\n", i + 1);
    }
  return 0;
}
