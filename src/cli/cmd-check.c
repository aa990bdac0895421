/* cmd-check.c -- finds what is wrong with journeys and with what they use. */
#include "cli/sj-cli-journey.h"
#include "cli/sj-cli-workspace.h"
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
    N_("What the journeys refer to; without it, the folder above a journey that has a workspace.json"), N_("PATH") },
  { "alone", 'a', 0, G_OPTION_ARG_NONE, &is_alone, N_("Look at the journeys only, not at what they refer to"), NULL },
  { "now", 'n', 0, G_OPTION_ARG_STRING, &now_text, N_("Say what is past at this time"), N_("TIME") },
  { NULL }
};

/* Where the last finding stood: most stand further on in the same text, and a long
 * text is not counted from its beginning for each. */
typedef struct
{
  const char *text;
  size_t offset;
  unsigned line, column;
} Cursor;

typedef struct
{
  unsigned journeys, errors, warnings;
  bool homeless;            /* some belong to no workspace */
  SjTime now;               /* 0: not asked for */
  Cursor cursor;
  SjArena arena;
  SjListBuilder list;       /* of findings, for JSON */
} Report;

/* One finding, whatever found it. */
typedef struct
{
  const char *path, *text;
  size_t length, offset;
  SjSeverity severity;
  const char *code, *node, *owner, *place, *sentence, *fix;
} Row;

static void
find_position (Cursor *cursor, const Row *row)
{
  unsigned line, column;

  if (cursor->text != row->text || row->offset < cursor->offset || cursor->offset > row->length)
    *cursor = (Cursor) { row->text, 0, 1, 1 };
  sj_text_position (row->text + cursor->offset, row->length - cursor->offset, row->offset - cursor->offset, &line,
                    &column);
  cursor->column = line > 1 ? column : cursor->column + column - 1;
  cursor->line += line - 1;
  cursor->offset = MIN (row->offset, row->length);
}

static void
set_text (SjObjectBuilder *object, Report *report, const char *name, const char *text)
{
  if (text != NULL)
    sj_object_set (object, name, sj_value_copy_text (&report->arena, text, strlen (text)));
}

static void
list_row (Report *report, const Row *row)
{
  SjObjectBuilder object;

  sj_object_begin (&object, &report->arena);
  set_text (&object, report, "file", row->path);
  sj_object_set (&object, "line", sj_value_integer (report->cursor.line));
  sj_object_set (&object, "column", sj_value_integer (report->cursor.column));
  set_text (&object, report, "severity", sj_severity_name (row->severity));
  set_text (&object, report, "code", row->code);
  set_text (&object, report, "node", row->node);
  set_text (&object, report, "place", row->place);
  set_text (&object, report, "owner", row->owner);
  set_text (&object, report, "text", row->sentence);
  set_text (&object, report, "fix", row->fix);
  sj_list_add (&report->list, sj_object_end (&object));
}

static void
add_row (Report *report, const Row *row)
{
  report->errors += row->severity == SJ_SEVERITY_ERROR;
  report->warnings += row->severity == SJ_SEVERITY_WARNING;
  find_position (&report->cursor, row);
  if (as_json)
    {
      list_row (report, row);
      return;
    }
  printf ("%s:%u:%u: %s: ", row->path, report->cursor.line, report->cursor.column, sj_severity_name (row->severity));
  if (row->owner != NULL)
    printf ("%s: ", row->owner);
  printf ("%s\n", row->sentence);
  if (row->fix != NULL)
    printf ("    %s %s\n", _("way out:"), row->fix);
}

/* `owner`: whose the text is, or NULL. */
static void
add_diag (Report *report, const char *path, const char *text, size_t length, const SjDiag *diag, const char *owner)
{
  g_autofree char *fix = diag->fix ? g_strdup_printf (_("Use “%s”"), diag->fix) : NULL;

  add_row (report, &(Row) { path, text, length, diag->start, diag->severity, diag->code, diag->node, owner,
                            diag->field, diag->text, fix });
}

/* ------------------------------------------------------------------ journeys */

/* Reading tells a field or a path by its name, the check by its whole place. */
static bool
is_end_of (const char *place, const char *name)
{
  const char *last = place && name ? g_strrstr (place, name) : NULL;
  const char *rest = last ? last + strlen (name) : NULL;

  return last != NULL && (last == place || strchr (".[", last[-1]) != NULL) &&
         (*rest == '\0' || g_str_equal (rest, "]"));
}

/* What reading said of the same spot. */
static const SjDiag *
find_diag (const SjCliJourney *file, const SjFinding *finding, const char *place, GHashTable *said)
{
  for (size_t i = 0; i < sj_diags_count (&file->diags); i++)
    {
      const SjDiag *diag = sj_diags_get (&file->diags, i);

      if (g_str_equal (diag->code, finding->code) && g_strcmp0 (diag->node, finding->at.node) == 0 &&
          (place == NULL || is_end_of (place, diag->field)) && !g_hash_table_contains (said, diag))
        return diag;
    }
  return NULL;
}

/* The check knows the names of fields, reading knows what else may have been meant. */
static void
add_finding (Report *report, SjCliJourney *file, const SjFinding *finding, const SjNames *names, GHashTable *said)
{
  g_autofree char *place = sj_finding_place (finding);
  g_autofree char *owner = sj_finding_owner (finding, file->journey, names);
  const SjDiag *diag = find_diag (file, finding, place, said);
  bool guess = diag != NULL && diag->fix != NULL && finding->fix == NULL;
  g_autofree char *fix = guess ? g_strdup_printf (_("Use “%s”"), diag->fix) : NULL;
  size_t offset = diag && place == NULL ? diag->start : sj_cli_journey_offset (file, finding->at.node, place);

  if (diag != NULL)
    g_hash_table_add (said, (gpointer) diag);
  if (fix == NULL && finding->fix != NULL)
    fix = g_strdup (sj_fix_title (finding->fix));
  add_row (report, &(Row) { file->path, file->text, file->length, offset, finding->severity, finding->code,
                            finding->at.node, owner, place, guess ? diag->text : finding->text, fix });
}

static void
check_journey (Report *report, SjCliJourney *file, const SjLibrary *library)
{
  g_autoptr (SjChecker) checker = sj_checker_new (file->journey, library);
  g_autoptr (GHashTable) said = g_hash_table_new (NULL, NULL);
  const SjNames *names = library ? sj_library_names (library) : NULL;

  sj_checker_set_now (checker, report->now);
  sj_checker_update (checker);
  for (size_t i = 0; i < sj_checker_count (checker); i++)
    add_finding (report, file, sj_checker_get (checker, i), names, said);
  for (size_t i = 0; i < sj_diags_count (&file->diags); i++)
    {
      const SjDiag *diag = sj_diags_get (&file->diags, i);
      const SjNode *node = diag->node ? sj_journey_find (file->journey, diag->node) : NULL;

      if (!g_hash_table_contains (said, diag))
        add_diag (report, file->path, file->text, file->length, diag, node ? sj_node_title (node) : NULL);
    }
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

      for (size_t j = 0; j < sj_diags_count (&source->diags); j++)
        add_diag (report, source->path, source->text, source->length, sj_diags_get (&source->diags, j), NULL);
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
  report->journeys++;
  report->cursor = (Cursor) { NULL };    /* another text may lie where the last one lay */
  if (!is_alone)
    library = sj_cli_library (path, folder, &failed);
  if (failed)
    return SJ_EXIT_FAILED;
  report->homeless |= library == NULL && !is_alone;
  if (library != NULL)
    check_library (report, library);
  check_journey (report, &file, library);
  return SJ_EXIT_OK;
}

static void
print_sum (const Report *report)
{
  g_autofree char *errors = g_strdup_printf (ngettext ("%u error", "%u errors", report->errors), report->errors);
  g_autofree char *warnings = g_strdup_printf (ngettext ("%u warning", "%u warnings", report->warnings),
                                               report->warnings);

  if (report->journeys > 0)
    printf (ngettext ("%u journey: %s, %s\n", "%u journeys: %s, %s\n", report->journeys), report->journeys, errors,
            warnings);
  if (report->homeless)
    printf (_("There is no workspace.json above the journey, so what it refers to was not looked at.\n"));
}

int
sj_cmd_check (char **arguments)
{
  g_auto (GStrv) paths = sj_cli_expand (arguments);
  Report report = { 0 };
  SjMoment now;
  int status = SJ_EXIT_OK;

  if (paths == NULL)
    return SJ_EXIT_FAILED;
  if (now_text != NULL)
    {
      if (!sj_cli_now (now_text, &now))
        return SJ_EXIT_FAILED;
      report.now = sj_moment_time (&now);
    }
  sj_list_begin (&report.list, &report.arena);
  for (char **path = paths; *path != NULL; path++)
    status = sj_exit_worst (status, check_one (&report, *path));
  if (as_json)
    {
      g_autofree char *text = sj_json_to_string (sj_list_end (&report.list), SJ_JSON_PRETTY);

      fputs (text, stdout);
    }
  else
    {
      sj_list_end (&report.list);
      print_sum (&report);
    }
  if (status == SJ_EXIT_OK && report.errors > 0)
    status = SJ_EXIT_FOUND;
  sj_arena_clear (&report.arena);
  return status;
}
