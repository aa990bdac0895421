/* test-format-page.c -- docs/journey-format.md ends with the tables of all fields.
 *
 * They are made here and compared; `test-format-page print` writes what should
 * stand there, from the line "## The journey" on.  The example is read and written.
 */
#include "field-table.h"
#include "kinds/sj-kinds-default.h"
#include "kinds/sj-kinds.h"
#include "model/sj-journey-json.h"

#include <string.h>

#define FIRST_LINE "## The journey\n"

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
  field_table_append (page, &kind->config, NULL);
  if (kind->paths == NULL)
    return;
  g_string_append (page, "\n| path | role | | title |\n| --- | --- | --- | --- |\n");
  for (const SjPathKind *path = kind->paths; path->name != NULL; path++)
    append_path (page, path);
  for (const SjPathKind *path = kind->paths; path->name != NULL; path++)
    if (path->config.fields != NULL)
      {
        g_string_append_printf (page, "\nSettings of each `%s` path:\n", path->name);
        field_table_append (page, &path->config, NULL);
      }
}

static char *
make_page (void)
{
  GString *page = g_string_new (FIRST_LINE);

  g_string_append (page, "\n### `settings`\n");
  field_table_append (page, &sj_settings_spec, NULL);
  g_string_append (page, "\n### `goals`, each\n");
  field_table_append (page, &sj_goal_spec, NULL);
  g_string_append (page, "\n### `exits`, each\n");
  field_table_append (page, &sj_exit_spec, NULL);
  g_string_append (page, "\n### `tests`, each\n");
  field_table_append (page, &sj_test_case_spec, NULL);
  g_string_append (page, "\n## The kinds of steps\n");
  for (const SjKind *const *kind = sj_kinds_default.kinds; *kind != NULL; kind++)
    append_kind (page, *kind);
  return g_string_free (page, FALSE);
}

static void
test_page (void)
{
  g_autofree char *wanted = make_page ();

  field_page_check (FORMAT_PAGE, FIRST_LINE, wanted);
}

static void
test_example (void)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autofree char *example = field_page_example (FORMAT_PAGE);
  g_autofree char *written = NULL;
  g_autoptr (SjJourney) journey = NULL;
  g_autoptr (GError) error = NULL;

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
  if (field_page_print (argc, argv, make_page))
    return 0;
  g_test_add_func ("/kinds/format-page/tables", test_page);
  g_test_add_func ("/kinds/format-page/example", test_example);
  return g_test_run ();
}
