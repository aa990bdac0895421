/* cmd-import.c -- brings text into a workspace file. */
#include "cli/sj-cli-workspace.h"
#include "cli/sj-command.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

static char *kind_word;

const GOptionEntry sj_import_options[] = {
  { "kind", 'k', 0, G_OPTION_ARG_STRING, &kind_word,
    N_("What a single document is, by the name of its folder: events, audiences, …"), N_("KIND") },
  { NULL }
};

static bool
find_kind (SjRefTo *kind)
{
  *kind = SJ_REF_NONE;
  if (kind_word == NULL)
    return true;
  if (g_str_equal (kind_word, "journeys") || g_str_equal (kind_word, "profiles"))
    {
      *kind = kind_word[0] == 'j' ? SJ_REF_JOURNEY : SJ_REF_PROFILE;
      return true;
    }
  for (size_t i = 0; i < sj_library_n_kinds (); i++)
    if (g_str_equal (sj_library_kind (i)->folder, kind_word))
      {
        *kind = sj_library_kind (i)->ref;
        return true;
      }
  sj_cli_complain (_("there is no kind “%s”; kinds are named as the folders of a workspace"), kind_word);
  return false;
}

static SjWorkspace *
open_or_create (const char *file, GError **error)
{
  g_autofree char *name = g_path_get_basename (file);

  if (g_file_test (file, G_FILE_TEST_EXISTS))
    return sj_workspace_open (file, error);
  if (g_str_has_suffix (name, SJ_WORKSPACE_SUFFIX))
    name[strlen (name) - strlen (SJ_WORKSPACE_SUFFIX)] = '\0';
  return sj_workspace_create (file, name, error);
}

static int
import_one (SjWorkspace *workspace, const char *path, SjRefTo kind)
{
  g_auto (SjImported) imported = { 0 };
  g_autoptr (GError) error = NULL;

  if (!sj_workspace_import (workspace, path, kind, &imported, &error))
    {
      sj_cli_complain ("%s: %s", path, error->message);
      return SJ_EXIT_FAILED;
    }
  for (guint i = 0; i < imported.findings->len; i++)
    sj_cli_complain ("%s", (const char *) imported.findings->pdata[i]);
  printf (_("%s: %u new, %u changed, %u as before\n"), path, imported.added, imported.replaced, imported.same);
  return imported.findings->len > 0 ? SJ_EXIT_FOUND : SJ_EXIT_OK;
}

int
sj_cmd_import (char **arguments)
{
  g_autoptr (GError) error = NULL;
  SjWorkspace *workspace;
  SjRefTo kind;
  int status = SJ_EXIT_OK;

  if (!find_kind (&kind))
    return SJ_EXIT_FAILED;
  workspace = open_or_create (arguments[0], &error);
  if (workspace == NULL)
    {
      sj_cli_complain ("%s", error->message);
      return SJ_EXIT_FAILED;
    }
  for (char **path = arguments + 1; *path != NULL; path++)
    status = sj_exit_worst (status, import_one (workspace, *path, kind));
  if (!sj_workspace_close (workspace, &error))
    {
      sj_cli_complain ("%s", error->message);
      status = SJ_EXIT_FAILED;
    }
  return status;
}
