/* cmd-compare.c -- tells two results apart. */
#include "cli/sj-command.h"

#include "engine/sj-result-csv.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

static char *csv_path;
static gboolean as_json, all;

const GOptionEntry sj_compare_options[] = {
  { "json", 'j', 0, G_OPTION_ARG_NONE, &as_json, N_("Print JSON"), NULL },
  { "all", 'a', 0, G_OPTION_ARG_NONE, &all, N_("Print also what is the same or may be chance"), NULL },
  { "csv", 0, 0, G_OPTION_ARG_FILENAME, &csv_path, N_("Write all lines as rows for a spreadsheet"), N_("FILE") },
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

static bool
write_csv (const SjComparison *comparison, const char *path)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  sj_compare_csv (comparison, &buffer);
  return sj_cli_write_file (path, sj_buffer_text (&buffer), buffer.length);
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
  return csv_path == NULL || write_csv (comparison, csv_path) ? SJ_EXIT_OK : SJ_EXIT_FAILED;
}
