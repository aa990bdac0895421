/* form-cases.c -- every kind of struct that people set, filled from the sample workspace. */
#include "form-cases.h"

#include "base/sj-json.h"
#include "content/sj-content.h"
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"
#include "profile/sj-audience.h"
#include "profile/sj-event.h"
#include "profile/sj-identity.h"
#include "profile/sj-pressure.h"
#include "profile/sj-profile.h"

#include <string.h>

#define SAMPLE TEST_ROOT "/data/sample"

static const char *const journey_names[] = { "purchase.journey", "abandoned-cart.journey", "life-cycle.journey" };

static SjLibrary *library;
static SjJourney *journeys[G_N_ELEMENTS (journey_names)];

SjLibrary *
form_cases_library (void)
{
  if (library == NULL)
    library = sj_library_load (SAMPLE, NULL);
  g_assert_nonnull (library);
  return library;
}

static void
free_case (gpointer data)
{
  FormCase *one = data;

  sj_config_free (one->spec, one->config);
  g_free (one->name);
  g_free (one);
}

static void
add_case (GPtrArray *cases, char *name, const SjSpec *spec, const void *config, SjJourney *journey, const SjNode *node)
{
  FormCase *one = g_new0 (FormCase, 1);

  *one = (FormCase) { name, spec, config ? sj_config_copy (spec, config) : sj_config_new (spec), journey, node };
  g_ptr_array_add (cases, one);
}

static void
add_documents (GPtrArray *cases)
{
  static const SjSpec *const profile_specs[] = { &sj_event_type_spec, &sj_audience_spec, &sj_rule_set_spec,
                                                 &sj_profile_spec, &sj_namespace_spec };
  form_cases_library ();
  for (size_t i = 0; i < G_N_ELEMENTS (profile_specs); i++)
    add_case (cases, g_strdup_printf ("new %s", profile_specs[i]->title ? profile_specs[i]->title : "struct"),
              profile_specs[i], NULL, NULL, NULL);
  for (const SjContentKind *kind = sj_content_kinds; kind->folder != NULL; kind++)
    add_case (cases, g_strdup_printf ("new %s", kind->folder), kind->spec, NULL, NULL, NULL);
  for (SjRefTo to = 0; to < SJ_N_REFS; to++)
    for (size_t i = 0; i < sj_library_count (library, to); i++)
      {
        const SjEntry *entry = sj_library_get (library, to, i);

        if (entry->config != NULL && (to != SJ_REF_PROFILE || i < 3))
          add_case (cases, g_strdup_printf ("%s: %s", sj_ref_words (to), entry->id), entry->spec, entry->config, NULL,
                    NULL);
      }
}

static SjJourney *
load_journey (const char *name)
{
  g_autofree char *path = g_strdup_printf (SAMPLE "/journeys/%s", name), *text = NULL;
  size_t length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  return sj_journey_read (&sj_kinds_default, name, text, length, NULL, NULL);
}

static void
add_node (GPtrArray *cases, SjJourney *journey, const SjNode *node)
{
  if (node->kind->config.fields != NULL)
    add_case (cases, g_strdup_printf ("node: %s %s", node->kind->id, node->id), &node->kind->config, node->config,
              journey, node);
  for (uint32_t i = 0; i < node->n_paths; i++)
    if (node->paths[i]->kind->config.fields != NULL)
      add_case (cases, g_strdup_printf ("path: %s %s %s", node->kind->id, node->id, node->paths[i]->id),
                &node->paths[i]->kind->config, node->paths[i]->config, journey, node);
  add_case (cases, g_strdup_printf ("step: %s", node->id), &sj_node_spec, node, journey, node);
}

static void
add_journeys (GPtrArray *cases)
{
  for (size_t n = 0; n < G_N_ELEMENTS (journey_names); n++)
    {
      SjJourney *journey = journeys[n] ? journeys[n] : (journeys[n] = load_journey (journey_names[n]));

      g_assert_nonnull (journey);
      add_case (cases, g_strdup_printf ("settings: %s", journey_names[n]), &sj_settings_spec, journey->settings,
                journey, NULL);
      for (guint i = 0; i < journey->goals->len; i++)
        add_case (cases, g_strdup_printf ("goal %u: %s", i, journey_names[n]), &sj_goal_spec,
                  sj_journey_goal (journey, i), journey, NULL);
      for (guint i = 0; i < journey->tests->len; i++)
        add_case (cases, g_strdup_printf ("test %u: %s", i, journey_names[n]), &sj_test_case_spec,
                  sj_journey_test (journey, i), journey, NULL);
      for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
        add_node (cases, journey, sj_journey_node (journey, i));
    }
}

static void
add_kinds (GPtrArray *cases)
{
  for (const SjKind *const *kind = sj_kinds_default.kinds; *kind != NULL; kind++)
    {
      if ((*kind)->config.fields != NULL)
        add_case (cases, g_strdup_printf ("new node: %s", (*kind)->id), &(*kind)->config, NULL, NULL, NULL);
      for (const SjPathKind *path = (*kind)->paths; path != NULL && path->name != NULL; path++)
        if (path->config.fields != NULL)
          add_case (cases, g_strdup_printf ("new path: %s %s", (*kind)->id, path->name), &path->config, NULL, NULL,
                    NULL);
    }
  add_case (cases, g_strdup ("new exit"), &sj_exit_spec, NULL, NULL, NULL);
}

/* The structs inside of structs, each once. */
static void
add_records (GPtrArray *cases, const SjSpec *spec, GHashTable *seen)
{
  for (const SjField *field = spec->fields; field != NULL && field->name != NULL; field++)
    if (field->record != NULL && g_hash_table_add (seen, (gpointer) field->record))
      {
        add_case (cases, g_strdup_printf ("record: %s", field->name), field->record, NULL, NULL, NULL);
        add_records (cases, field->record, seen);
      }
}

static void
add_all_records (GPtrArray *cases)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint count = cases->len;

  for (guint i = 0; i < count; i++)
    add_records (cases, ((FormCase *) g_ptr_array_index (cases, i))->spec, seen);
}

GPtrArray *
form_cases_new (void)
{
  GPtrArray *cases = g_ptr_array_new_with_free_func (free_case);

  add_documents (cases);
  add_kinds (cases);
  add_journeys (cases);
  add_all_records (cases);
  return cases;
}

void
form_cases_end (void)
{
  for (size_t n = 0; n < G_N_ELEMENTS (journey_names); n++)
    g_clear_pointer (&journeys[n], sj_journey_unref);
  g_clear_pointer (&library, sj_library_unref);
}

void
form_owner_init (FormOwner *owner, const FormCase *form_case)
{
  *owner = (FormOwner) { .form_case = form_case, .config = sj_config_copy (form_case->spec, form_case->config) };
}

void
form_owner_clear (FormOwner *owner)
{
  sj_config_free (owner->form_case->spec, owner->config);
  g_free (owner->field);
  g_free (owner->json);
}

/* Null is the default; anything else must be what reading it gives. */
static void
check_told (const FormOwner *owner, const SjField *field, SjValue value)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autofree char *slot = g_malloc0 (64);

  sj_slot_init (field, slot);
  if (!sj_value_is_null (value))
    {
      g_assert_true (sj_slot_read (field, slot, value, NULL));
      g_assert_true (sj_value_equal (sj_slot_write (field, slot, &arena), value));
    }
  g_assert_true (sj_slot_equal (field, slot, sj_field_slot (field, owner->config)));
  sj_slot_clear (field, slot);
}

static void
changed_cb (SjForm *form, const char *name, SjValue value, gpointer data)
{
  FormOwner *owner = data;
  const SjField *field = sj_spec_find (owner->form_case->spec, name);
  g_auto (SjRaw) raw = SJ_RAW_INIT;

  g_assert_nonnull (field);
  owner->changes++;
  g_free (owner->field);
  owner->field = g_strdup (name);
  g_free (owner->json);
  owner->json = sj_json_to_string (value, SJ_JSON_COMPACT);
  raw.value = sj_value_is_null (value) ? NULL : sj_blob_new (value);
  sj_config_swap (owner->form_case->spec, owner->config, name, &raw);
  check_told (owner, field, value);
  sj_form_show (form, owner->config, NULL);
  form_owner_note (owner, form);
}

static void
left_cb (SjForm *form, gpointer data)
{
  ((FormOwner *) data)->lefts++;
}

static void
fix_cb (SjForm *form, uint64_t id, gpointer data)
{
  ((FormOwner *) data)->fixes++;
}

static char *
create_cb (SjForm *form, const char *place, SjRefTo to, gpointer data)
{
  return sj_library_count (library, to) > 0 ? g_strdup (sj_library_get (library, to, 0)->id) : NULL;
}

static void
open_cb (SjForm *form, SjRefTo to, const char *id, gpointer data)
{
}

void
form_owner_note (FormOwner *owner, SjForm *form)
{
  SjContentEnv env = { sj_library_expr_env (library), sj_library_template_env (library),
                       sj_library_plain_env (library) };
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjReading reading = { .diags = &diags };

  sj_content_check (owner->form_case->spec, owner->config, &env, &reading);
  sj_form_set_diags (form, &diags);
}

GtkWidget *
form_owner_form (FormOwner *owner)
{
  static const SjFormCalls calls = { changed_cb, left_cb, fix_cb, create_cb, open_cb };
  SjFormContext context = { .library = form_cases_library (), .journey = owner->form_case->journey,
                            .node = owner->form_case->node };
  GtkWidget *form = sj_form_new (owner->form_case->spec);

  sj_form_set_calls (SJ_FORM (form), &calls, owner);
  sj_form_show (SJ_FORM (form), owner->config, &context);
  form_owner_note (owner, SJ_FORM (form));
  return form;
}
