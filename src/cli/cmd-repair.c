/* cmd-repair.c -- what of a damaged workspace file can be read, into a new one. */
#include "cli/sj-command.h"
#include "runtime/sj-workspace.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

int
sj_cmd_repair (char **arguments)
{
  g_auto (SjDiags) losses = SJ_DIAGS_INIT;
  g_autoptr (GError) error = NULL;

  if (!sj_workspace_repair (arguments[0], arguments[1], &losses, &error))
    {
      sj_cli_complain ("%s", error->message);
      return SJ_EXIT_FAILED;
    }
  for (size_t i = 0; i < sj_diags_count (&losses); i++)
    printf ("%s\n", sj_diags_get (&losses, i)->text);
  if (sj_diags_count (&losses) == 0)
    printf (_("Nothing is lost.\n"));
  return sj_diags_count (&losses) > 0 ? SJ_EXIT_FOUND : SJ_EXIT_OK;
}
