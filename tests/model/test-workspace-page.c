/* test-workspace-page.c -- docs/workspace-format.md ends with the tables of all fields.
 *
 * They are made here and compared; `test-workspace-page print` writes what should
 * stand there, from the line "## workspace.json" on.  The example is read and written.
 */
#include "../kinds/field-table.h"
#include "content/sj-block.h"
#include "content/sj-content.h"
#include "content/sj-variant.h"
#include "model/sj-library-private.h"
#include "profile/sj-audience.h"
#include "profile/sj-event.h"
#include "profile/sj-pressure.h"
#include "profile/sj-profile.h"

#include <string.h>

#define FIRST_LINE "## workspace.json\n"

/* Parts of several documents. */
static const struct { const char *title; const SjSpec *spec; } parts[] = {
  { "identity", &sj_identity_spec },        { "email", &sj_email_spec },     { "push", &sj_push_spec },
  { "SMS", &sj_sms_spec },                  { "in-app message", &sj_in_app_spec },
  { "component", &sj_block_spec },          { "style", &sj_style_spec },
};

static void
append_document (GString *page, const char *folder, const SjSpec *spec, const SjSpec *const *apart)
{
  g_string_append_printf (page, "\n## %s\n", folder);
  field_table_append (page, spec, apart);
}

static char *
make_page (void)
{
  const SjSpec *apart[G_N_ELEMENTS (parts) + 1] = { NULL };
  GString *page = g_string_new (FIRST_LINE);

  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    apart[i] = parts[i].spec;
  field_table_append (page, &sj_workspace_file_spec, apart);
  append_document (page, "events/", &sj_event_type_spec, apart);
  append_document (page, "audiences/", &sj_audience_spec, apart);
  append_document (page, "rule-sets/", &sj_rule_set_spec, apart);
  for (const SjContentKind *kind = sj_content_kinds; kind->folder != NULL; kind++)
    {
      g_autofree char *folder = g_strconcat (kind->folder, "/", NULL);

      append_document (page, folder, kind->spec, apart);
    }
  append_document (page, "profiles.jsonl, each line", &sj_profile_spec, apart);
  g_string_append (page, "\n## Parts\n");
  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_string_append_printf (page, "\n### %s\n", parts[i].title);
      field_table_append (page, parts[i].spec, apart);
    }
  return g_string_free (page, FALSE);
}

static void
test_page (void)
{
  g_autofree char *wanted = make_page ();

  field_page_check (WORKSPACE_PAGE, FIRST_LINE, wanted);
}

static void
test_example (void)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree char *example = field_page_example (WORKSPACE_PAGE);
  g_autofree char *written = NULL;
  g_autoptr (SjSchema) schema = NULL;
  SjReading reading;
  SjEventType *type;
  SjValue root;

  type = sj_config_parse (&sj_event_type_spec, &arena, example, strlen (example), &diags, &root);
  g_assert_nonnull (type);
  reading = (SjReading) { .text = example, .length = strlen (example), .diags = &diags, .root = &root };
  sj_config_check (&sj_event_type_spec, type, &reading);
  schema = sj_event_type_read_schema (type, &reading);
  sj_event_type_check (type, schema, &reading);
  g_assert_cmpuint (sj_diags_count (&diags), ==, 0);
  written = sj_config_to_string (&sj_event_type_spec, type);
  g_assert_cmpstr (written, ==, example);
  sj_config_free (&sj_event_type_spec, type);
}

int
main (int argc, char **argv)
{
  if (field_page_print (argc, argv, make_page))
    return 0;
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/page/tables", test_page);
  g_test_add_func ("/library/page/example", test_example);
  return g_test_run ();
}
