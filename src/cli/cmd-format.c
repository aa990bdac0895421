/* cmd-format.c -- rewrites journeys in their canonical form. */
#include "cli/sj-cli-journey.h"
#include "cli/sj-command.h"

#include "model/sj-journey-json.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

static gboolean only_look;

const GOptionEntry sj_format_options[] = {
  { "check", 'c', 0, G_OPTION_ARG_NONE, &only_look,
    N_("Change nothing; name the files that are not canonical and end with 1"), NULL },
  { NULL }
};

static int
look_at (const SjCliJourney *file)
{
  g_autofree char *canonical = sj_journey_to_string (file->journey);

  if (strlen (canonical) == file->length && memcmp (canonical, file->text, file->length) == 0)
    return SJ_EXIT_OK;
  printf ("%s\n", file->path);
  return SJ_EXIT_FOUND;
}

static int
format_one (const char *path)
{
  g_auto (SjCliJourney) file = { NULL };
  bool changed;

  if (!sj_cli_journey_open (&file, path, true))
    return SJ_EXIT_FAILED;
  if (only_look)
    return look_at (&file);
  return sj_cli_journey_save (&file, &changed) ? SJ_EXIT_OK : SJ_EXIT_FAILED;
}

int
sj_cmd_format (char **arguments)
{
  int status = SJ_EXIT_OK;

  for (; *arguments != NULL; arguments++)
    status = sj_exit_worst (status, format_one (*arguments));
  return status;
}
