/* cmd-outline.c -- prints a journey as an indented list. */
#include "cli/sj-cli-journey.h"
#include "cli/sj-command.h"

#include "model/sj-outline.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

static gboolean with_ids, only_steps;

const GOptionEntry sj_outline_options[] = {
  { "ids", 'i', 0, G_OPTION_ARG_NONE, &with_ids, N_("Print the id of each step"), NULL },
  { "steps", 's', 0, G_OPTION_ARG_NONE, &only_steps, N_("Leave out the name and the settings of the journey"), NULL },
  { NULL }
};

int
sj_cmd_outline (char **arguments)
{
  g_auto (SjCliJourney) file = { NULL };
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
  unsigned flags = (with_ids ? SJ_OUTLINE_IDS : 0) | (only_steps ? 0 : SJ_OUTLINE_HEAD);

  if (!sj_cli_journey_open (&file, arguments[0], true))
    return SJ_EXIT_FAILED;
  sj_outline_write (file.journey, flags, sj_cli_names (arguments[0]), &buffer);
  fputs (sj_buffer_text (&buffer), stdout);
  return SJ_EXIT_OK;
}
