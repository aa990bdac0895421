/* place.c -- folders for tests. */
#include "place.h"

#include <glib/gstdio.h>

void
place_init (Place *place, gconstpointer data)
{
  place->folder = g_dir_make_tmp ("sojourn-workspace-XXXXXX", NULL);
  place->path = g_build_filename (place->folder, "a.sojourn", NULL);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);

  for (const char *name = dir ? g_dir_read_name (dir) : NULL; name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *below = g_build_filename (path, name, NULL);

      remove_all (below);
    }
  g_remove (path);
}

void
place_clear (Place *place, gconstpointer data)
{
  remove_all (place->folder);
  g_free (place->folder);
  g_free (place->path);
}

SjWorkspace *
place_create (const Place *place)
{
  g_autoptr (GError) error = NULL;
  SjWorkspace *workspace = sj_workspace_create (place->path, "A", &error);

  g_assert_no_error (error);
  return workspace;
}

void
place_reopen (const Place *place, SjWorkspace **workspace)
{
  g_autoptr (GError) error = NULL;

  if (*workspace != NULL)
    {
      sj_workspace_close (*workspace, &error);
      g_assert_no_error (error);
    }
  *workspace = sj_workspace_open (place->path, &error);
  g_assert_no_error (error);
}
