/* sj-cli-workspace.c -- the way into workspace files. */
#include "cli/sj-cli-workspace.h"

#include "cli/sj-command.h"

#include <string.h>

bool
sj_cli_is_workspace (const char *path)
{
  return g_str_has_suffix (path, SJ_WORKSPACE_SUFFIX) && g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

bool
sj_cli_in_workspace (const char *path, char **file, char **id)
{
  const char *at = path;

  while ((at = strstr (at, SJ_WORKSPACE_SUFFIX "/")) != NULL)
    {
      g_autofree char *front = NULL;

      at += strlen (SJ_WORKSPACE_SUFFIX);
      front = g_strndup (path, (size_t) (at - path));
      if (!sj_cli_is_workspace (front))
        continue;
      *file = g_steal_pointer (&front);
      *id = g_strdup (at + 1);
      return true;
    }
  return false;
}

static void
print_damage (SjWorkspace *workspace, const char *file)
{
  const SjDiags *damage = sj_workspace_damage (workspace);

  for (size_t i = 0; i < sj_diags_count (damage); i++)
    sj_cli_complain ("%s: %s", file, sj_diags_get (damage, i)->text);
}

SjWorkspace *
sj_cli_look_into (const char *file)
{
  static GHashTable *workspaces;
  g_autoptr (GError) error = NULL;
  SjWorkspace *workspace;

  if (workspaces == NULL)
    workspaces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sj_workspace_free);
  workspace = g_hash_table_lookup (workspaces, file);
  if (workspace != NULL)
    return workspace;
  workspace = sj_workspace_open_to_read (file, &error);
  if (workspace == NULL)
    {
      sj_cli_complain ("%s", error->message);
      return NULL;
    }
  print_damage (workspace, file);
  g_hash_table_insert (workspaces, g_strdup (file), workspace);
  return workspace;
}

static bool
add_journeys (GPtrArray *paths, const char *file)
{
  SjWorkspace *workspace = sj_cli_look_into (file);

  if (workspace == NULL)
    return false;
  for (size_t i = 0; i < sj_workspace_n_journeys (workspace); i++)
    g_ptr_array_add (paths, g_strconcat (file, "/", sj_workspace_journey (workspace, i)->id, NULL));
  return true;
}

char **
sj_cli_expand (char **arguments)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (char **path = arguments; *path != NULL; path++)
    if (!sj_cli_is_workspace (*path))
      g_ptr_array_add (paths, g_strdup (*path));
    else if (!add_journeys (paths, *path))
      return NULL;
  g_ptr_array_add (paths, NULL);
  return (char **) g_ptr_array_steal (paths, NULL);
}
