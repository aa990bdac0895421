/* test-format-page.c -- docs/journey-format.md ends with the tables of all fields.
 *
 * They are made here and compared; `test-format-page print` writes what should
 * stand there, from the line "## The journey" on.  The example is read and written.
 */
#include "kinds/sj-kinds-default.h"
#include "kinds/sj-kinds.h"
#include "model/sj-journey-json.h"

#include <stdio.h>
#include <string.h>

#define FIRST_LINE "## The journey\n"

static const char *
type_words (SjFieldType type)
{
  switch (type)
    {
    case SJ_FIELD_BOOL:
      return "true or false";
    case SJ_FIELD_INTEGER:
      return "whole number";
    case SJ_FIELD_DECIMAL:
      return "number";
    case SJ_FIELD_PERCENT:
      return "percentage";
    case SJ_FIELD_DURATION:
      return "duration";
    case SJ_FIELD_DATE_TIME:
      return "date";
    case SJ_FIELD_TIME_OF_DAY:
      return "time of day";
    case SJ_FIELD_WEEKDAYS:
      return "weekdays";
    case SJ_FIELD_ZONE:
      return "zone";
    case SJ_FIELD_EXPRESSION:
      return "expression";
    case SJ_FIELD_TEMPLATE:
    case SJ_FIELD_LONG_TEMPLATE:
      return "template";
    case SJ_FIELD_REFERENCE:
      return "reference";
    case SJ_FIELD_REFERENCES:
      return "references";
    case SJ_FIELD_RECORDS:
      return "records";
    default:
      return "text";
    }
}

static void
append_type (GString *page, const SjField *field)
{
  if (field->type == SJ_FIELD_CHOICE)
    {
      for (const SjChoice *choice = field->choices; choice->id != NULL; choice++)
        g_string_append_printf (page, "%s`%s`", choice > field->choices ? ", " : "", choice->id);
      return;
    }
  g_string_append (page, type_words (field->type));
  if (field->to != SJ_REF_NONE)
    g_string_append_printf (page, " (%s)", sj_ref_words (field->to));
  if (field->type == SJ_FIELD_EXPRESSION && field->result != SJ_NULL)
    g_string_append_printf (page, " (%s)", sj_type_name (field->result));
  if (field->type == SJ_FIELD_RECORDS)
    for (const SjField *member = field->record->fields; member->name != NULL; member++)
      g_string_append_printf (page, "%s`%s`", member > field->record->fields ? ", " : ": ", member->name);
}

static void
append_default (GString *page, const SjField *field)
{
  void *slot = g_malloc0 (64);
  g_autofree char *text = NULL;

  sj_slot_init (field, slot);
  if (field->type == SJ_FIELD_CHOICE)
    text = g_strdup (field->choices[field->fallback].id);
  else if (field->fallback != 0)
    text = sj_slot_to_text (field, slot, NULL);
  sj_slot_clear (field, slot);
  g_free (slot);
  g_string_append (page, text ? text : "");
}

static void
append_meaning (GString *page, const SjField *field)
{
  g_autofree char *when = g_strdup (field->when ? field->when : "");
  g_auto (GStrv) choices = g_strsplit (when, "|", -1);
  g_autofree char *words = g_strjoinv ("` or `", choices);

  g_string_append_printf (page, "%s%s%s", field->title, field->help ? ". " : "", field->help ? field->help : "");
  if (field->when != NULL)
    g_string_append_printf (page, "%s *Only with* `%s`.", field->help ? "" : ".", words);
}

static void
append_fields (GString *page, const SjSpec *spec, const char *prefix)
{
  for (const SjField *field = spec->fields; field != NULL && field->name != NULL; field++)
    {
      const char *mark = field->flags & SJ_FIELD_REQUIRED ? "**" : "";

      g_string_append_printf (page, "| %s%s`%s`%s | ", prefix, mark, field->name, mark);
      append_type (page, field);
      g_string_append (page, " | ");
      append_default (page, field);
      g_string_append (page, " | ");
      append_meaning (page, field);
      g_string_append (page, " |\n");
      if (field->record != NULL)
        {
          g_autofree char *below = g_strdup_printf ("%s`%s` ", prefix, field->name);

          append_fields (page, field->record, below);
        }
    }
}

static void
append_table (GString *page, const SjSpec *spec)
{
  if (spec->fields == NULL)
    return;
  g_string_append (page, "\n| field | type | default | meaning |\n| --- | --- | --- | --- |\n");
  append_fields (page, spec, "");
}

static void
append_path (GString *page, const SjPathKind *path)
{
  g_string_append_printf (page, "| `%s%s` | %s | %s | %s |\n", path->name,
                          path->flags & SJ_PATH_REPEATS ? "-1`, `…-2`, `…" : "", sj_role_name (path->role),
                          path->flags & SJ_PATH_REPEATS    ? "any number"
                          : path->flags & SJ_PATH_OPTIONAL ? "optional"
                                                           : "always there",
                          path->title);
}

static void
append_kind (GString *page, const SjKind *kind)
{
  g_string_append_printf (page, "\n### `%s`: %s\n\n%s\n", kind->id, kind->title, kind->purpose);
  append_table (page, &kind->config);
  if (kind->paths == NULL)
    return;
  g_string_append (page, "\n| path | role | | title |\n| --- | --- | --- | --- |\n");
  for (const SjPathKind *path = kind->paths; path->name != NULL; path++)
    append_path (page, path);
  for (const SjPathKind *path = kind->paths; path->name != NULL; path++)
    if (path->config.fields != NULL)
      {
        g_string_append_printf (page, "\nSettings of each `%s` path:\n", path->name);
        append_table (page, &path->config);
      }
}

static char *
make_page (void)
{
  GString *page = g_string_new (FIRST_LINE);

  g_string_append (page, "\n### `settings`\n");
  append_table (page, &sj_settings_spec);
  g_string_append (page, "\n### `goals`, each\n");
  append_table (page, &sj_goal_spec);
  g_string_append (page, "\n### `exits`, each\n");
  append_table (page, &sj_exit_spec);
  g_string_append (page, "\n## The kinds of steps\n");
  for (const SjKind *const *kind = sj_kinds_default.kinds; *kind != NULL; kind++)
    append_kind (page, *kind);
  return g_string_free (page, FALSE);
}

static void
test_page (void)
{
  g_autofree char *wanted = make_page ();
  g_autofree char *page = NULL;
  g_autoptr (GError) error = NULL;
  const char *tables;

  g_assert_true (g_file_get_contents (FORMAT_PAGE, &page, NULL, &error));
  tables = strstr (page, FIRST_LINE);
  g_assert_nonnull (tables);
  g_assert_cmpstr (tables, ==, wanted);
}

static void
test_example (void)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autofree char *page = NULL;
  g_autofree char *example = NULL;
  g_autofree char *written = NULL;
  g_autoptr (SjJourney) journey = NULL;
  g_autoptr (GError) error = NULL;
  const char *begin, *end;

  g_assert_true (g_file_get_contents (FORMAT_PAGE, &page, NULL, &error));
  begin = strstr (page, "```json\n") + strlen ("```json\n");
  end = strstr (begin, "```");
  example = g_strndup (begin, (size_t) (end - begin));
  journey = sj_journey_read (&sj_kinds_default, NULL, example, strlen (example), &diags, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sj_diags_count (&diags), ==, 0);
  written = sj_journey_to_string (journey);
  g_assert_cmpstr (written, ==, example);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 1 && strcmp (argv[1], "print") == 0)
    {
      g_autofree char *page = make_page ();

      fputs (page, stdout);
      return 0;
    }
  g_test_add_func ("/kinds/format-page/tables", test_page);
  g_test_add_func ("/kinds/format-page/example", test_example);
  return g_test_run ();
}
