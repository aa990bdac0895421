/* cmd-export.c -- writes a workspace file, or one document of it, as text. */
#include "cli/sj-cli-workspace.h"
#include "cli/sj-command.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *only;

const GOptionEntry sj_export_options[] = {
  { "only", 'o', 0, G_OPTION_ARG_STRING, &only,
    N_("One document as a file: events/ID, journeys/ID, …; or “profiles”, all of them, one a line"), N_("KIND/ID") },
  { NULL }
};

static SjRefTo
kind_of (const char *word, size_t length)
{
  static const struct { const char *word; SjRefTo kind; } others[] = {
    { "journeys", SJ_REF_JOURNEY }, { "profiles", SJ_REF_PROFILE }, { "workspace", SJ_REF_NONE },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (others); i++)
    if (strlen (others[i].word) == length && strncmp (others[i].word, word, length) == 0)
      return others[i].kind;
  for (size_t i = 0; i < sj_library_n_kinds (); i++)
    if (strlen (sj_library_kind (i)->folder) == length && strncmp (sj_library_kind (i)->folder, word, length) == 0)
      return sj_library_kind (i)->ref;
  return SJ_N_REFS;
}

static bool
export_one (SjWorkspace *workspace, const char *path, GError **error)
{
  size_t length = strcspn (only, "/");
  SjRefTo kind = kind_of (only, length);
  const char *id = only[length] == '/' ? only + length + 1 : NULL;

  if (kind < SJ_N_REFS)
    return sj_workspace_export_document (workspace, kind, id, path, error);
  g_set_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_MISSING,
               _("there is no kind “%.*s”; kinds are named as the folders of a workspace"), (int) length, only);
  return false;
}

int
sj_cmd_export (char **arguments)
{
  SjWorkspace *workspace = sj_cli_look_into (arguments[0]);
  g_autoptr (GError) error = NULL;

  if (workspace == NULL)
    return SJ_EXIT_FAILED;
  if (!(only ? export_one (workspace, arguments[1], &error) : sj_workspace_export (workspace, arguments[1], &error)))
    {
      sj_cli_complain ("%s", error->message);
      return SJ_EXIT_FAILED;
    }
  return sj_diags_count (sj_workspace_damage (workspace)) > 0 ? SJ_EXIT_FOUND : SJ_EXIT_OK;
}
