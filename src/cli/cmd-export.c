/* cmd-export.c -- writes a workspace file, or one document of it, as text. */
#include "cli/sj-cli-workspace.h"
#include "cli/sj-command.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
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
print_line (const char *id, const char *text, size_t length, gpointer data)
{
  return fwrite (text, 1, length, stdout) == length && fputc ('\n', stdout) != EOF;
}

static bool
export_profiles (SjWorkspace *workspace, const char *path)
{
  g_autoptr (GError) error = NULL;

  if (g_str_equal (path, "-") ? sj_workspace_each_profile (workspace, print_line, NULL, &error)
                              : sj_workspace_export_document (workspace, SJ_REF_PROFILE, NULL, path, &error))
    return true;
  sj_cli_complain ("%s", error ? error->message : _("standard output cannot be written"));
  return false;
}

static bool
export_one (SjWorkspace *workspace, const char *path)
{
  size_t length = strcspn (only, "/");
  SjRefTo kind = kind_of (only, length);
  const char *id = only[length] == '/' ? only + length + 1 : "";
  g_autofree char *text = NULL;

  if (kind == SJ_N_REFS)
    {
      sj_cli_complain (_("there is no kind “%.*s”; kinds are named as the folders of a workspace"), (int) length,
                       only);
      return false;
    }
  if (kind == SJ_REF_PROFILE && *id == '\0')
    return export_profiles (workspace, path);
  text = sj_workspace_text (workspace, kind, id);
  if (text != NULL)
    return sj_cli_write_file (path, text, strlen (text));
  sj_cli_complain (_("there is no %s “%s”"), sj_ref_words (kind), id);
  return false;
}

static bool
export_all (SjWorkspace *workspace, const char *path)
{
  g_autoptr (GError) error = NULL;

  if (sj_workspace_export (workspace, path, &error))
    return true;
  sj_cli_complain ("%s", error->message);
  return false;
}

int
sj_cmd_export (char **arguments)
{
  SjWorkspace *workspace = sj_cli_look_into (arguments[0]);

  if (workspace == NULL || !(only ? export_one (workspace, arguments[1]) : export_all (workspace, arguments[1])))
    return SJ_EXIT_FAILED;
  return sj_diags_count (sj_workspace_damage (workspace)) > 0 ? SJ_EXIT_FOUND : SJ_EXIT_OK;
}
