/* cmd-check.c -- finds what is wrong with journeys and with what they use. */
#include "cli/sj-cli-journey.h"
#include "cli/sj-command.h"

#include "base/sj-json.h"
#include "model/sj-check.h"
#include "model/sj-journey-json.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

static gboolean as_json, is_alone;
static char *folder, *now_text;

const GOptionEntry sj_check_options[] = {
  { "json", 'j', 0, G_OPTION_ARG_NONE, &as_json, N_("Print JSON"), NULL },
  { "workspace", 'w', 0, G_OPTION_ARG_FILENAME, &folder,
    N_("What the journeys refer to; without it, the folder above a journey that has a workspace.json"), N_("FOLDER") },
  { "alone", 'a', 0, G_OPTION_ARG_NONE, &is_alone, N_("Look at the journeys only, not at what they refer to"), NULL },
  { "now", 'n', 0, G_OPTION_ARG_STRING, &now_text, N_("Say what is past at this time"), N_("TIME") },
  { NULL }
};

typedef struct
{
  unsigned errors, warnings;
  SjTime now;               /* 0: not asked for */
  SjArena arena;
  SjListBuilder list;       /* of findings, for JSON */
} Report;

static void
set_text (SjObjectBuilder *object, Report *report, const char *name, const char *text)
{
  if (text != NULL)
    sj_object_set (object, name, sj_value_copy_text (&report->arena, text, strlen (text)));
}

/* One finding, whatever found it. */
static void
add_finding (Report *report, const char *path, const char *text, size_t length, size_t offset, SjSeverity severity,
             const char *code, const char *node, const char *who, const char *place, const char *sentence,
             const char *fix)
{
  unsigned line, column;

  report->errors += severity == SJ_SEVERITY_ERROR;
  report->warnings += severity == SJ_SEVERITY_WARNING;
  sj_text_position (text, length, offset, &line, &column);
  if (as_json)
    {
      SjObjectBuilder object;

      sj_object_begin (&object, &report->arena);
      set_text (&object, report, "file", path);
      sj_object_set (&object, "line", sj_value_integer (line));
      sj_object_set (&object, "column", sj_value_integer (column));
      set_text (&object, report, "severity", sj_severity_name (severity));
      set_text (&object, report, "code", code);
      set_text (&object, report, "node", node);
      set_text (&object, report, "place", place);
      set_text (&object, report, "text", sentence);
      set_text (&object, report, "fix", fix);
      sj_list_add (&report->list, sj_object_end (&object));
      return;
    }
  printf ("%s:%u:%u: %s: ", path, line, column, sj_severity_name (severity));
  if (who != NULL)
    printf ("%s: ", who);
  printf ("%s\n", sentence);
  if (fix != NULL)
    printf ("    %s %s\n", _("way out:"), fix);
}

static void
add_diags (Report *report, const char *path, const char *text, size_t length, const SjDiags *diags)
{
  for (size_t i = 0; i < sj_diags_count (diags); i++)
    {
      const SjDiag *diag = sj_diags_get (diags, i);

      add_finding (report, path, text, length, diag->start, diag->severity, diag->code, diag->node, diag->node,
                   diag->field, diag->text, diag->fix);
    }
}

static void
add_journey_finding (Report *report, const SjCliJourney *file, const SjFinding *finding)
{
  const SjNode *node = finding->at.node ? sj_journey_find (file->journey, finding->at.node) : NULL;
  g_autofree char *place = sj_finding_place (finding);
  size_t offset = sj_cli_journey_offset (file, finding->at.node, place);

  add_finding (report, file->path, file->text, file->length, offset, finding->severity, finding->code,
               finding->at.node, node ? sj_node_title (node) : NULL, place, finding->text,
               finding->fix ? sj_fix_title (finding->fix) : NULL);
}

static void
check_journey (Report *report, const SjCliJourney *file, const SjLibrary *library)
{
  g_autoptr (SjChecker) checker = sj_checker_new (file->journey, library);

  sj_checker_set_now (checker, report->now);
  sj_checker_update (checker);
  for (size_t i = 0; i < sj_checker_count (checker); i++)
    add_journey_finding (report, file, sj_checker_get (checker, i));
}

/* The files of a workspace are looked at once, with the first journey of it. */
static void
check_library (Report *report, const SjLibrary *library)
{
  static GHashTable *seen;
  const GPtrArray *sources = sj_library_sources (library);

  if (seen == NULL)
    seen = g_hash_table_new (NULL, NULL);
  if (!g_hash_table_add (seen, (gpointer) library))
    return;
  for (guint i = 0; i < sources->len; i++)
    {
      const SjSource *source = g_ptr_array_index (sources, i);

      add_diags (report, source->path, source->text, source->length, &source->diags);
    }
}

static int
check_one (Report *report, const char *path)
{
  g_auto (SjCliJourney) file = { NULL };
  const SjLibrary *library = NULL;
  bool failed = false;

  if (!sj_cli_journey_open (&file, path, false))
    return SJ_EXIT_FAILED;
  add_diags (report, path, file.text, file.length, &file.diags);
  if (!is_alone)
    library = sj_cli_library (path, folder, &failed);
  if (failed)
    return SJ_EXIT_FAILED;
  if (library != NULL)
    check_library (report, library);
  check_journey (report, &file, library);
  return SJ_EXIT_OK;
}

static void
print_sum (const Report *report, unsigned files)
{
  g_autofree char *errors = g_strdup_printf (ngettext ("%u error", "%u errors", report->errors), report->errors);
  g_autofree char *warnings = g_strdup_printf (ngettext ("%u warning", "%u warnings", report->warnings),
                                               report->warnings);

  printf (ngettext ("%u journey: %s, %s\n", "%u journeys: %s, %s\n", files), files, errors, warnings);
}

int
sj_cmd_check (char **arguments)
{
  Report report = { 0 };
  SjMoment now;
  int status = SJ_EXIT_OK;

  if (now_text != NULL)
    {
      if (!sj_cli_now (now_text, &now))
        return SJ_EXIT_FAILED;
      report.now = sj_moment_time (&now);
    }
  sj_list_begin (&report.list, &report.arena);
  for (char **path = arguments; *path != NULL; path++)
    status = sj_exit_worst (status, check_one (&report, *path));
  if (as_json)
    {
      g_autofree char *text = sj_json_to_string (sj_list_end (&report.list), SJ_JSON_PRETTY);

      fputs (text, stdout);
    }
  else
    {
      sj_list_end (&report.list);
      print_sum (&report, g_strv_length (arguments));
    }
  if (status == SJ_EXIT_OK && report.errors > 0)
    status = SJ_EXIT_FOUND;
  sj_arena_clear (&report.arena);
  return status;
}
