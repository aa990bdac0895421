/* sj-finding-words.c -- whose finding it is, for people: the step, the path, the field.
 *
 * What the finding's sentence names itself is left out, so that nothing is read twice.
 */
#include "model/sj-finding.h"

#include "model/sj-journey.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
add_name (GString *words, const char *name, const char *sentence)
{
  g_autofree char *quoted = g_strdup_printf ("“%s”", name);

  if (*name == '\0' || strstr (sentence, quoted) != NULL)
    return;
  if (words->len > 0)
    g_string_append (words, " › ");
  g_string_append (words, name);
}

static void
add_path (GString *words, const SjPath *path, const SjNames *names, const char *sentence)
{
  g_autofree char *name = sj_path_name (path, names);
  bool alone = path->node->n_paths == 1 && path->label == NULL && sj_path_is_mandatory (path);

  if (!alone)
    add_name (words, name, sentence);
}

static void
add_listed (GString *words, const char *title, const SjSpec *spec, const void *config, const SjNames *names,
            const char *sentence)
{
  const char *pattern = spec == &sj_test_case_spec ? "{name}" : "{name}|{event}|{audience}";
  g_autofree char *name = sj_config_summary (spec, config, pattern, names);
  g_autofree char *both = name ? g_strdup_printf ("%s %s", title, name) : g_strdup (title);

  add_name (words, both, sentence);
}

/* One step of a place: "parameters[0]", or "value". */
static void
add_step (GString *words, const SjField *field, const char *name, const char *index, const char *sentence)
{
  g_autofree char *entry = NULL;

  if (index != NULL && field != NULL)
    entry = g_strdup_printf ("%s %" G_GINT64_FORMAT, _(field->title), g_ascii_strtoll (index, NULL, 10) + 1);
  add_name (words, entry ? entry : field ? _(field->title) : name, sentence);
}

/* "parameters[0].value" as "Parameters 1 › Value". */
static void
add_field (GString *words, const SjSpec *spec, const char *place, const char *sentence)
{
  while (spec != NULL && *place != '\0')
    {
      size_t length = strcspn (place, ".[");
      g_autofree char *name = g_strndup (place, length);
      const SjField *field = sj_spec_find (spec, name);
      bool entry = place[length] == '[' && g_ascii_isdigit (place[length + 1]);

      add_step (words, field, name, entry ? place + length + 1 : NULL, sentence);
      place += entry ? length + strcspn (place + length, "]") : length;
      place += strspn (place, "].");
      spec = field ? field->record : NULL;
    }
}

char *
sj_finding_owner (const SjFinding *finding, const SjJourney *journey, const SjNames *names)
{
  GString *words = g_string_new (NULL);
  const SjTarget *at = &finding->at;
  const SjNode *node = at->node ? sj_journey_find (journey, at->node) : NULL;
  const SjPath *path = node && at->path ? sj_node_path (node, at->path) : NULL;
  const SjSpec *spec = NULL;
  void *config = NULL;
  bool there = sj_target_find (journey, at, &spec, &config);
  g_autofree char *name = NULL;
  SjJourneyNames own;

  names = sj_journey_names_init (&own, journey, names);
  name = node ? sj_node_name (node, names) : NULL;
  if (name != NULL)
    add_name (words, name, "");
  if (path != NULL)
    add_path (words, path, names, finding->text);
  if (at->scope == SJ_SCOPE_GOAL && there)
    add_listed (words, _("Goal"), spec, config, names, finding->text);
  if (at->scope == SJ_SCOPE_EXIT && there)
    add_listed (words, _("Exit criterion"), spec, config, names, finding->text);
  if (at->scope == SJ_SCOPE_TEST && there)
    add_listed (words, _("Test"), spec, config, names, finding->text);
  if (finding->field != NULL && there)
    add_field (words, spec, finding->field, finding->text);
  if (words->len == 0)
    g_string_append (words, _("Journey"));
  return g_string_free (words, FALSE);
}
