/* cmd-layout.c -- tidies journeys without a canvas. */
#include "cli/sj-cli-journey.h"
#include "cli/sj-command.h"

#include "model/sj-history.h"
#include "model/sj-tidy.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

static gboolean is_quiet;

const GOptionEntry sj_layout_options[] = {
  { "quiet", 'q', 0, G_OPTION_ARG_NONE, &is_quiet, N_("Do not say how many steps were moved"), NULL },
  { NULL }
};

static size_t
tidy (SjJourney *journey)
{
  g_autoptr (SjHistory) history = sj_history_new (journey);
  size_t moved;
  SjEdit *edit = sj_tidy (journey, NULL, &moved);

  if (edit != NULL && !sj_history_do (history, edit))
    g_assert_not_reached ();    /* made for this very journey */
  return moved;
}

static int
layout_one (const char *path)
{
  g_auto (SjCliJourney) file = { NULL };
  bool changed;
  size_t moved;

  if (!sj_cli_journey_open (&file, path, true))
    return SJ_EXIT_FAILED;
  moved = tidy (file.journey);
  if (!sj_cli_journey_save (&file, &changed))
    return SJ_EXIT_FAILED;
  if (!is_quiet)
    fprintf (stderr, ngettext ("%s: %zu step moved\n", "%s: %zu steps moved\n", moved), path, moved);
  return SJ_EXIT_OK;
}

int
sj_cmd_layout (char **arguments)
{
  int status = SJ_EXIT_OK;

  for (; *arguments != NULL; arguments++)
    status = sj_exit_worst (status, layout_one (*arguments));
  return status;
}
