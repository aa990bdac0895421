/* cmd-compare.c -- tells two results apart. */
#include "cli/sj-command.h"

#include "engine/sj-compare.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

static gboolean as_json, all;

const GOptionEntry sj_compare_options[] = {
  { "json", 'j', 0, G_OPTION_ARG_NONE, &as_json, N_("Print JSON"), NULL },
  { "all", 'a', 0, G_OPTION_ARG_NONE, &all, N_("Print also what is the same or may be chance"), NULL },
  { NULL }
};

static SjResult *
open_result (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  SjResult *result = NULL;
  size_t length = 0;

  text = sj_cli_read_file (path, &length);
  if (text == NULL || !sj_cli_is_text (path, text, length))
    return NULL;
  result = sj_result_read (path, text, length, &error);
  if (result == NULL)
    sj_cli_complain ("%s", error->message);
  return result;
}

int
sj_cmd_compare (char **arguments)
{
  g_autoptr (SjResult) a = open_result (arguments[0]);
  g_autoptr (SjResult) b = a ? open_result (arguments[1]) : NULL;
  g_autoptr (SjComparison) comparison = NULL;
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  if (b == NULL)
    return SJ_EXIT_FAILED;
  comparison = sj_compare_new (a, b);
  if (as_json)
    sj_json_write (&buffer, sj_compare_to_value (comparison, &arena), SJ_JSON_PRETTY);
  else
    sj_compare_write (comparison, all, &buffer);
  fputs (sj_buffer_text (&buffer), stdout);
  return SJ_EXIT_OK;
}
