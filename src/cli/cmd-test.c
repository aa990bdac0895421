/* cmd-test.c -- runs the tests that journeys carry, and says what they leave out. */
#include "cli/sj-cli-program.h"
#include "cli/sj-cli-workspace.h"
#include "cli/sj-command.h"

#include "base/sj-json.h"
#include "engine/sj-test-generate.h"
#include "model/sj-edit.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

static gboolean as_json, all_paths, is_generating;
static char *folder, *junit_path;

const GOptionEntry sj_test_options[] = {
  { "json", 'j', 0, G_OPTION_ARG_NONE, &as_json, N_("Print JSON"), NULL },
  { "junit", 'u', 0, G_OPTION_ARG_FILENAME, &junit_path, N_("Write the results as JUnit XML, too"), N_("FILE") },
  { "generate", 'g', 0, G_OPTION_ARG_NONE, &is_generating,
    N_("Add tests to the journeys, until each path that can be taken is taken by one"), NULL },
  { "paths", 'p', 0, G_OPTION_ARG_NONE, &all_paths, N_("List each path with how it fares"), NULL },
  { "workspace", 'w', 0, G_OPTION_ARG_FILENAME, &folder,
    N_("What the journeys refer to; without it, the folder above a journey that has a workspace.json"), N_("PATH") },
  { NULL }
};

typedef struct
{
  unsigned tests, failed;
  SjArena arena;
  SjListBuilder list;       /* of journeys, for JSON */
  GString *junit;           /* suites so far, or NULL */
} Report;

/* One journey's. */
typedef struct
{
  Report *report;
  SjCliProgram *opened;
  bool *covered;            /* owned: of each way */
  unsigned tests, failed;
  SjGenerated generated;    /* where that was asked for */
  SjListBuilder results;
  GString *cases;           /* of JUnit */
} Suite;

static void
append_xml (GString *xml, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text ? text : "", -1);
  g_autofree char *escaped = g_markup_escape_text (valid, -1);

  g_string_append (xml, escaped);
}

static const char *
title_of (const Suite *suite)
{
  const SjJourney *journey = suite->opened->file.journey;

  return journey->name ? journey->name : suite->opened->file.path;
}

static void
add_junit (Suite *suite, const char *name, const SjTestResult *result)
{
  GString *xml = suite->cases;

  g_string_append (xml, "    <testcase classname=\"");
  append_xml (xml, title_of (suite));
  g_string_append (xml, "\" name=\"");
  append_xml (xml, name);
  if (result->failures->len == 0)
    {
      g_string_append (xml, "\"/>\n");
      return;
    }
  g_string_append (xml, "\">\n      <failure message=\"");
  append_xml (xml, result->failures->pdata[0]);
  g_string_append (xml, "\">");
  for (guint i = 0; i < result->failures->len; i++)
    {
      append_xml (xml, result->failures->pdata[i]);
      g_string_append_c (xml, '\n');
    }
  append_xml (xml, result->story);
  g_string_append (xml, "</failure>\n    </testcase>\n");
}

static SjValue
text_value (SjArena *arena, const char *text)
{
  return text ? sj_value_copy_text (arena, text, strlen (text)) : sj_null;
}

static void
add_json (Suite *suite, const char *name, const SjTestResult *result)
{
  SjArena *arena = &suite->report->arena;
  SjObjectBuilder object;
  SjListBuilder failures;

  sj_object_begin (&object, arena);
  sj_object_set (&object, "name", text_value (arena, name));
  sj_object_set (&object, "passed", sj_value_bool (result->failures->len == 0));
  if (result->failures->len > 0)
    {
      sj_list_begin (&failures, arena);
      for (guint i = 0; i < result->failures->len; i++)
        sj_list_add (&failures, text_value (arena, result->failures->pdata[i]));
      sj_object_set (&object, "failures", sj_list_end (&failures));
      sj_object_set (&object, "story", text_value (arena, result->story));
    }
  sj_list_add (&suite->results, sj_object_end (&object));
}

static void
print_failure (const char *name, const SjTestResult *result)
{
  printf (_("  failed: %s\n"), name);
  for (guint i = 0; i < result->failures->len; i++)
    printf ("    %s\n", (char *) result->failures->pdata[i]);
  if (result->story != NULL && *result->story != '\0')
    {
      g_auto (GStrv) lines = g_strsplit (result->story, "\n", -1);
      g_autofree char *story = g_strjoinv ("\n      ", lines);

      printf (_("    What happened:\n      %s\n"), g_strchomp (story));
    }
}

static void
run_one (Suite *suite, const SjTestCase *test)
{
  const char *name = test->name ? test->name : _("without a name");
  g_auto (SjTestResult) result = { NULL };

  sj_journey_test_run (suite->opened->world, suite->opened->program, test, suite->covered, &result);
  suite->tests++;
  suite->failed += result.failures->len > 0;
  add_json (suite, name, &result);
  add_junit (suite, name, &result);
  if (as_json)
    return;
  if (result.failures->len > 0)
    print_failure (name, &result);
  else
    printf (_("  passed: %s\n"), name);
}

/* ------------------------------------------------------------------ coverage */

static char *
path_words (const SjNode *node, const SjPath *path)
{
  g_autofree char *step = sj_node_name (node, NULL);
  g_autofree char *way = sj_path_name (path, NULL);

  return g_strdup_printf (_("%s, path “%s”"), step, way && *way != '\0' ? way : path->id);
}

static void
list_path (Suite *suite, SjListBuilder *list, const SjNode *node, const SjPath *path, bool covered)
{
  SjArena *arena = &suite->report->arena;
  SjObjectBuilder object;

  sj_object_begin (&object, arena);
  sj_object_set (&object, "node", text_value (arena, node->id));
  sj_object_set (&object, "path", text_value (arena, path->id));
  sj_object_set (&object, "covered", sj_value_bool (covered));
  sj_list_add (list, sj_object_end (&object));
}

/* Why no test takes the way, where that was asked for; or NULL. */
static const char *
reason_of (const SjGenerated *generated, uint32_t way)
{
  for (guint i = 0; generated->untried != NULL && i < generated->untried->len; i++)
    if (g_array_index (generated->untried, SjUntried, i).way == way)
      return g_array_index (generated->untried, SjUntried, i).reason;
  return NULL;
}

static void
report_paths (Suite *suite, SjObjectBuilder *object)
{
  const SjProgram *program = suite->opened->program;
  unsigned covered = 0, count = 0;
  GString *missing = g_string_new (NULL);
  SjListBuilder list;

  sj_list_begin (&list, &suite->report->arena);
  for (uint32_t i = 0; i < program->ways->len; i++)
    {
      const SjWay *way = sj_program_way (program, i);
      const SjNode *node = sj_program_station (program, way->from)->node;
      g_autofree char *words = NULL;
      const char *reason;

      if (!sj_way_counts (program, i))
        continue;
      count++;
      covered += suite->covered[i];
      list_path (suite, &list, node, node->paths[way->path], suite->covered[i]);
      words = path_words (node, node->paths[way->path]);
      if (all_paths)
        g_string_append_printf (missing, "    %s %s\n", suite->covered[i] ? _("covered:    ") : _("not covered:"),
                                words);
      else if (!suite->covered[i])
        g_string_append_printf (missing, _("    not covered: %s\n"), words);
      reason = suite->covered[i] ? NULL : reason_of (&suite->generated, i);
      if (reason != NULL)
        g_string_append_printf (missing, "        %s\n", reason);
    }
  sj_object_set (object, "paths", sj_list_end (&list));
  if (!as_json)
    printf (_("  %u of %u paths are covered\n%s"), covered, count, missing->str);
  g_string_free (missing, TRUE);
}

static void
finish_suite (Suite *suite)
{
  Report *report = suite->report;
  SjObjectBuilder object;

  sj_object_begin (&object, &report->arena);
  sj_object_set (&object, "file", text_value (&report->arena, suite->opened->file.path));
  sj_object_set (&object, "journey", text_value (&report->arena, suite->opened->file.journey->id));
  sj_object_set (&object, "tests", sj_list_end (&suite->results));
  report_paths (suite, &object);
  sj_list_add (&report->list, sj_object_end (&object));
  report->tests += suite->tests;
  report->failed += suite->failed;
  g_string_append (report->junit, "  <testsuite name=\"");
  append_xml (report->junit, title_of (suite));
  g_string_append_printf (report->junit, "\" tests=\"%u\" failures=\"%u\" errors=\"0\">\n%s  </testsuite>\n",
                          suite->tests, suite->failed, suite->cases->str);
}

/* New tests into the journey's file. */
static bool
generate (Suite *suite)
{
  SjJourney *journey = suite->opened->file.journey;
  guint had = journey->tests->len;
  bool changed, fine = true;

  sj_tests_generate (suite->opened->world, suite->opened->program, suite->covered, &suite->generated);
  for (guint i = 0; fine && i < suite->generated.tests->len; i++)
    {
      SjEdit *edit = sj_edit_add_test (suite->generated.tests->pdata[i], journey->tests->len);

      fine = sj_edit_apply (edit, journey);
      sj_edit_free (edit);
    }
  if (!fine || (journey->tests->len > had && !sj_cli_journey_save (&suite->opened->file, &changed)))
    return false;
  if (!as_json)
    printf (ngettext ("  %u test was added:\n", "  %u tests were added:\n", journey->tests->len - had),
            journey->tests->len - had);
  for (guint i = had; i < journey->tests->len; i++)
    run_one (suite, sj_journey_test (journey, i));
  return true;
}

static int
test_file (Report *report, const char *path)
{
  g_auto (SjCliProgram) opened = { .program = NULL };
  Suite suite = { .report = report, .opened = &opened };
  int status = SJ_EXIT_OK;
  const SjJourney *journey;

  if (!sj_cli_program_open (&opened, path, folder))
    return SJ_EXIT_FAILED;
  journey = opened.file.journey;
  suite.covered = g_new0 (bool, MAX (opened.program->ways->len, 1));
  suite.cases = g_string_new (NULL);
  sj_list_begin (&suite.results, &report->arena);
  if (!as_json)
    printf ("%s\n", title_of (&suite));
  for (guint i = 0; i < journey->tests->len; i++)
    run_one (&suite, sj_journey_test (journey, i));
  if (is_generating && !generate (&suite))
    status = SJ_EXIT_FAILED;
  if (journey->tests->len == 0 && !as_json)
    printf (_("  The journey carries no tests.\n"));
  finish_suite (&suite);
  g_string_free (suite.cases, TRUE);
  g_free (suite.covered);
  sj_generated_clear (&suite.generated);
  return status;
}

static bool
write_junit (const Report *report)
{
  g_autofree char *xml =
      g_strdup_printf ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"%u\" failures=\"%u\">\n%s"
                       "</testsuites>\n", report->tests, report->failed, report->junit->str);

  return sj_cli_write_file (junit_path, xml, strlen (xml));
}

static void
print_sum (const Report *report)
{
  printf (ngettext ("%u test, %u failed\n", "%u tests, %u failed\n", report->tests), report->tests, report->failed);
}

int
sj_cmd_test (char **arguments)
{
  g_auto (GStrv) paths = sj_cli_expand (arguments);
  Report report = { 0 };
  int status = SJ_EXIT_OK;
  SjValue all;

  if (paths == NULL)
    return SJ_EXIT_FAILED;
  report.junit = g_string_new (NULL);
  sj_list_begin (&report.list, &report.arena);
  for (char **path = paths; *path != NULL; path++)
    status = sj_exit_worst (status, test_file (&report, *path));
  all = sj_list_end (&report.list);
  if (as_json)
    {
      g_autofree char *text = sj_json_to_string (all, SJ_JSON_PRETTY);

      fputs (text, stdout);
    }
  else
    print_sum (&report);
  if (report.failed > 0)
    status = sj_exit_worst (status, SJ_EXIT_FOUND);
  if (junit_path != NULL && !write_junit (&report))
    status = SJ_EXIT_FAILED;
  g_string_free (report.junit, TRUE);
  sj_arena_clear (&report.arena);
  return status;
}
