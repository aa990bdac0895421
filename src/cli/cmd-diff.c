/* cmd-diff.c -- tells two versions of a journey apart. */
#include "cli/sj-cli-journey.h"
#include "cli/sj-command.h"

#include "model/sj-diff.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

static gboolean as_json;

const GOptionEntry sj_diff_options[] = {
  { "json", 'j', 0, G_OPTION_ARG_NONE, &as_json, N_("Print JSON"), NULL },
  { NULL }
};

static void
print_json (const SjDiff *diff)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree char *text = sj_json_to_string (sj_diff_to_value (diff, &arena), SJ_JSON_PRETTY);

  fputs (text, stdout);
}

static void
print_words (const SjDiff *diff)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  sj_diff_write (diff, &buffer);
  fputs (sj_buffer_text (&buffer), stdout);
}

int
sj_cmd_diff (char **arguments)
{
  g_auto (SjCliJourney) older = { NULL };
  g_auto (SjCliJourney) newer = { NULL };
  g_autoptr (SjDiff) diff = NULL;

  if (!sj_cli_journey_open (&older, arguments[0], true) || !sj_cli_journey_open (&newer, arguments[1], true))
    return SJ_EXIT_FAILED;
  diff = sj_diff_new (older.journey, newer.journey, sj_cli_names (arguments[1]));
  if (as_json)
    print_json (diff);
  else
    print_words (diff);
  return sj_diff_count (diff) > 0 ? SJ_EXIT_FOUND : SJ_EXIT_OK;
}
