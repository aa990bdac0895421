/* shop.c -- a workspace for tests, filled from the sample. */
#include "shop.h"

#include <glib/gstdio.h>

void
shop_init (Shop *shop, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (SjImported) imported = { 0 };

  shop->folder = g_dir_make_tmp ("sojourn-app-XXXXXX", NULL);
  shop->path = g_build_filename (shop->folder, "shop.sojourn", NULL);
  shop->desk = sj_desk_create (shop->path, "Shop", &error);
  g_assert_no_error (error);
  sj_workspace_import (sj_desk_workspace (shop->desk), g_getenv ("SAMPLE"), SJ_REF_NONE, &imported, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (imported.added, >, 20);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  for (const char *name = dir ? g_dir_read_name (dir) : NULL; name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *below = g_build_filename (path, name, NULL);

      remove_all (below);
    }
  g_remove (path);
}

void
shop_clear (Shop *shop, gconstpointer data)
{
  if (shop->desk != NULL)
    sj_desk_close (shop->desk);
  g_clear_object (&shop->desk);
  remove_all (shop->folder);
  g_free (shop->folder);
  g_free (shop->path);
}

void
shop_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

char *
shop_journey (Shop *shop, const char *name)
{
  SjWorkspace *workspace = sj_desk_workspace (shop->desk);

  for (size_t i = 0; i < sj_workspace_n_journeys (workspace); i++)
    if (g_str_equal (sj_workspace_journey (workspace, i)->name, name))
      return g_strdup (sj_workspace_journey (workspace, i)->id);
  g_assert_not_reached ();
}
