/* test-kinds.c -- what every kind of step must keep, walked over the table. */
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"
#include "model/sj-journey-private.h"

#include "../model/random.h"

#include <string.h>

static const size_t slot_sizes[] = {
#define SJ_FIELD_TYPE(NAME, ctype, family, words) sizeof (ctype),
#include "base/sj-field-type.def"
#undef SJ_FIELD_TYPE
};

#define FOR_KINDS(kind) for (const SjKind *const *at = sj_kinds_default.kinds, *kind; (kind = *at) != NULL; at++)
#define FOR_PATHS(kind, path) for (const SjPathKind *path = (kind)->paths; path != NULL && path->name != NULL; path++)
#define FOR_FIELDS(spec, field) \
  for (const SjField *field = (spec)->fields; field != NULL && field->name != NULL; field++)

/* A text that people read: there, without shouting, perhaps a whole sentence. */
static void
check_text (const char *text, bool sentence)
{
  g_assert_nonnull (text);
  g_assert_cmpuint (strlen (text), >, 0);
  g_assert_null (strchr (text, '!'));
  if (sentence)
    g_assert_cmpint (text[strlen (text) - 1], ==, '.');
}

/* "wait", "read-audience": what stands in documents for ever. */
static void
check_id (const char *id)
{
  g_assert_true (g_regex_match_simple ("^[a-z]+(-[a-z]+)*$", id, 0, 0));
}

static void
check_when (const SjSpec *spec, const char *when)
{
  g_auto (GStrv) parts = g_strsplit (when, "=", 2);
  const SjField *other = sj_spec_find (spec, parts[0]);
  g_auto (GStrv) ids = parts[1] ? g_strsplit (parts[1], "|", -1) : NULL;

  g_assert_nonnull (other);
  for (char **id = ids; id != NULL && *id != NULL; id++)
    g_assert_cmpint (sj_choice_find (other->choices, *id, strlen (*id)), >=, 0);
}

static void check_spec (const SjSpec *spec);

static void
check_field (const SjSpec *spec, const SjField *field)
{
  g_assert_true (g_regex_match_simple ("^[a-z][a-zA-Z]*$", field->name, 0, 0));
  check_text (field->title, false);
  if (field->help != NULL)
    check_text (field->help, true);
  if (field->section != NULL)
    check_text (field->section, false);
  g_assert_cmpuint (field->offset + slot_sizes[field->type], <=, spec->size);
  g_assert_true (sj_spec_find (spec, field->name) == field);    /* no name stands twice */
  g_assert_cmpint (field->type == SJ_FIELD_CHOICE, ==, field->choices != NULL);
  g_assert_cmpint (field->type == SJ_FIELD_REFERENCE || field->type == SJ_FIELD_REFERENCES, ==,
                   field->to != SJ_REF_NONE);
  g_assert_cmpint (field->type == SJ_FIELD_RECORDS || field->type == SJ_FIELD_RECORD, ==, field->record != NULL);
  g_assert_cmpint (field->min, <=, field->max == 0 ? INT64_MAX : field->max);
  for (const SjChoice *choice = field->choices; choice != NULL && choice->id != NULL; choice++)
    {
      check_id (choice->id);
      check_text (choice->title, false);
    }
  if (field->when != NULL)
    check_when (spec, field->when);
  if (field->about != NULL)
    g_assert_cmpint (sj_spec_find (spec, field->about)->type, ==, SJ_FIELD_REFERENCE);
  if (field->record != NULL)
    check_spec (field->record);
}

static void
check_overlap (const SjSpec *spec)
{
  FOR_FIELDS (spec, one)
    FOR_FIELDS (spec, two)
      g_assert_true (one == two || one->offset + slot_sizes[one->type] <= two->offset ||
                     two->offset + slot_sizes[two->type] <= one->offset);
}

static void
check_spec (const SjSpec *spec)
{
  void *config = sj_config_new (spec);

  FOR_FIELDS (spec, field)
    check_field (spec, field);
  check_overlap (spec);
  g_assert_true (sj_config_is_default (spec, config));
  sj_config_free (spec, config);
}

static void
check_paths (const SjKind *kind)
{
  unsigned repeating = 0;

  g_assert_cmpint (kind->paths == NULL, ==, (kind->flags & SJ_KIND_ENDS) != 0);
  FOR_PATHS (kind, path)
    {
      check_id (path->name);
      check_text (path->title, false);
      check_spec (&path->config);
      g_assert_cmpuint (path->initial, >=, path->least);
      repeating += (path->flags & SJ_PATH_REPEATS) != 0;
      g_assert_cmpint (path->initial > 0, ==, (path->flags & SJ_PATH_REPEATS) != 0);
      g_assert_true (sj_kind_path (kind, path->name) == path);
      if (path->needs != NULL)
        g_assert_nonnull (sj_spec_find (&kind->config, path->needs));
    }
  g_assert_cmpuint (repeating, <=, 1);
}

static void
test_described (void)
{
  FOR_KINDS (kind)
    {
      g_test_message ("%s", kind->id);
      check_id (kind->id);
      g_assert_true (sj_kind_find (&sj_kinds_default, kind->id, strlen (kind->id)) == kind);
      check_text (kind->title, false);
      check_text (kind->purpose, true);
      g_assert_true (g_str_has_prefix (kind->icon, "sj-") && g_str_has_suffix (kind->icon, "-symbolic"));
      g_assert_cmpint (kind->group, <, SJ_GROUP_UNKNOWN);
      g_assert_cmpint ((kind->flags & SJ_KIND_ENDS) != 0, ==, kind->group == SJ_GROUP_END);
      if (kind->flags & (SJ_KIND_STARTS | SJ_KIND_ENTRY))
        g_assert_cmpint (kind->group, ==, SJ_GROUP_EVENT);
      check_spec (&kind->config);
      check_paths (kind);
    }
}

static void
test_journey_specs (void)
{
  const SjSpec *const specs[] = { &sj_journey_spec, &sj_settings_spec, &sj_goal_spec, &sj_exit_spec,
                                  &sj_quiet_hours_spec, &sj_node_spec, &sj_path_spec };

  for (size_t i = 0; i < G_N_ELEMENTS (specs); i++)
    check_spec (specs[i]);
}

/* Writes, reads and writes again; nothing is found and nothing changes. */
static char *
check_round_trip (SjJourney *journey)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (GError) error = NULL;
  g_autofree char *first = sj_journey_to_string (journey);
  g_autoptr (SjJourney) again = sj_journey_read (&sj_kinds_default, "a", first, strlen (first), &diags, &error);
  g_autofree char *second = NULL;

  g_assert_no_error (error);
  for (size_t i = 0; i < sj_diags_count (&diags); i++)
    g_error ("%s in %s", sj_diags_get (&diags, i)->text, first);
  second = sj_journey_to_string (again);
  assert_same_text (first, second);
  return g_steal_pointer (&second);
}

static void
test_defaults (void)
{
  FOR_KINDS (kind)
    {
      g_autoptr (SjJourney) journey = sj_journey_new (&sj_kinds_default);
      SjNode *node = sj_node_new (kind, "only");
      g_autofree char *caption = sj_node_caption (node, NULL);
      g_autofree char *text = NULL;
      const SjPathKind *repeating = sj_kind_repeating (kind);
      unsigned drawn = 0;

      g_assert_true (g_str_has_prefix (caption, kind->title));
      g_assert_cmpstr (sj_node_title (node), ==, kind->title);
      FOR_PATHS (kind, path)
        if (!(path->flags & (SJ_PATH_OPTIONAL | SJ_PATH_REPEATS)))
          drawn++;
      g_assert_cmpuint (node->n_paths, ==, drawn + (repeating ? repeating->initial : 0));
      sj_journey_insert_node (journey, node, SJ_AT_END);
      text = check_round_trip (journey);
      if (repeating == NULL)    /* nothing but id and kind is worth a word */
        g_assert_null (strstr (text, "paths"));
      g_assert_null (strstr (text, "settings"));
    }
}

static void
test_random_settings (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (7);

  FOR_KINDS (kind)
    for (int round = 0; round < 40; round++)
      {
        const SjKind *const only[] = { kind, NULL };
        SjKindTable table = { only };
        g_autoptr (SjJourney) journey = random_journey (chance, &table, 3);
        g_autofree char *text = check_round_trip (journey);

        g_assert_nonnull (text);
        for (uint32_t i = 0; i < 3; i++)
          {
            SjNode *node = sj_journey_node (journey, i);
            g_autofree char *caption = sj_node_caption (node, NULL);
            g_autoptr (SjNode) copy = sj_node_copy (node, NULL);

            check_text (caption, false);
            g_assert_true (sj_config_equal (&kind->config, node->config, copy->config));
            for (uint32_t p = 0; p < node->n_paths; p++)
              g_free (sj_path_caption (node->paths[p], NULL));
          }
      }
}

static const struct { const char *kind, *settings, *caption; } captions[] = {
  { "wait", "{}", "Wait · 1 day" },
  { "wait", "{\"for\": \"PT2H\"}", "Wait · 2 hours" },
  { "wait", "{\"for\": \"90m\"}", "Wait · 1 hour 30 minutes" },
  { "wait", "{\"mode\": \"date\", \"date\": \"2026-03-01\"}", "Wait · until 2026-03-01" },
  { "wait", "{\"mode\": \"window\", \"days\": [\"mon\", \"tue\"], \"from\": \"9:00\"}", "Wait · Mon, Tue, from 09:00" },
  { "event", "{\"event\": \"Charged\"}", "Event · Charged" },
  { "event", "{}", "Event" },
  { "segment", "{\"event\": \"Added to Cart\"}", "Segment · Added to Cart" },
  { "segment", "{\"mode\": \"inaction\", \"event\": \"A\", \"unless\": \"B\", \"within\": \"PT2M\"}",
    "Segment · A, but not B within 2 minutes" },
  { "audience", "{\"audience\": \"VIP\", \"membership\": \"leaves\"}", "Audience qualification · Leaves VIP" },
  { "profile-cap", "{}", "Profile cap · 1000" },
  { "email", "{\"subject\": \"Hello\"}", "Email · Hello" },
  { "email", "{\"subject\": \"Hello\", \"message\": \"Welcome\"}", "Email · Welcome" },
  { "end", "{}", "End" },
};

static void
test_captions (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (captions); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("{\"form\": 1, \"nodes\": [{\"id\": \"a\", \"kind\": \"%s\", \"settings\": %s}]}",
                           captions[i].kind, captions[i].settings);
      g_autoptr (GError) error = NULL;
      g_autoptr (SjJourney) journey = sj_journey_read (&sj_kinds_default, NULL, text, strlen (text), NULL, &error);
      g_autofree char *caption = NULL;

      g_assert_no_error (error);
      caption = sj_node_caption (sj_journey_node (journey, 0), NULL);
      g_assert_cmpstr (caption, ==, captions[i].caption);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kinds/described", test_described);
  g_test_add_func ("/kinds/journey-specs", test_journey_specs);
  g_test_add_func ("/kinds/defaults", test_defaults);
  g_test_add_func ("/kinds/random-settings", test_random_settings);
  g_test_add_func ("/kinds/captions", test_captions);
  return g_test_run ();
}
