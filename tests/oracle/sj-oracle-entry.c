/* sj-oracle-entry.c -- who is let in: the table of the page, from top to bottom. */
#include "sj-oracle-private.h"

#include "base/sj-hash.h"

#include <string.h>

static bool
is_kind (const SjNode *node, const char *kind)
{
  return g_str_equal (node->kind->id, kind);
}

static bool
is_inaction (const SjNode *node)
{
  return is_kind (node, "segment") && sj_node_integer (node, "mode") != 0;
}

static bool
is_entry (const SjJourney *journey, const SjNode *node)
{
  for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
    {
      const SjNode *other = sj_journey_node (journey, i);

      for (uint32_t j = 0; j < other->n_paths; j++)
        if (g_strcmp0 (other->paths[j]->to, node->id) == 0)
          return false;
    }
  return is_kind (node, "event") || is_kind (node, "audience") || is_kind (node, "segment") ||
         is_kind (node, "read-audience") || is_kind (node, "business-event");
}

static void
refuse (Person *person, const SjJourney *journey, const char *code)
{
  oracle_log (person, "refuse %s %s", journey->id, code);
}

static void
run_let_in (Person *person, const SjJourney *journey, const SjNode *node, const char *key, const char *event,
            SjBlob *payload, unsigned number)
{
  Run *run = g_new0 (Run, 1);

  run->person = person;
  run->journey = journey;
  run->number = number;
  run->key = g_strdup (key);
  run->entered = person->now;
  run->node = node;
  oracle_count_node (person);
  run->watches = g_ptr_array_new_with_free_func (g_free);
  run->visited = g_ptr_array_new ();
  run->events = g_ptr_array_new_with_free_func (oracle_known_free);
  run->answers = g_ptr_array_new_with_free_func (oracle_known_free);
  run->noted = g_ptr_array_new_with_free_func (oracle_known_free);
  run->sendings = g_ptr_array_new ();
  g_ptr_array_add (person->runs, run);

  oracle_begin_step (person);
  if (event != NULL)
    oracle_know (run->events, event, payload);
  if (journey->settings->timeout > 0)
    oracle_set (person, run, COMING_STAY, person->now + journey->settings->timeout);
  oracle_log (person, "enter %s %u", journey->id, number);
  oracle_log (person, "at %s", node->id);
  g_ptr_array_add (run->visited, (gpointer) node);
  oracle_go (run, sj_node_path (node, is_kind (node, "segment") ? "yes" : "next"));
}

static bool
is_capped (const World *world, const SjJourney *journey)
{
  int64_t entries = 0;
  int64_t inside = 0;

  for (guint i = 0; i < world->persons->len; i++)
    {
      const Person *person = g_ptr_array_index (world->persons, i);

      for (guint j = 0; j < person->runs->len; j++)
        {
          const Run *run = g_ptr_array_index (person->runs, j);

          entries += run->journey == journey;
          inside += run->journey == journey && !run->over;
        }
    }
  return (journey->settings->max_entries > 0 && entries >= journey->settings->max_entries) ||
         (journey->settings->max_inside > 0 && inside >= journey->settings->max_inside);
}

static bool
is_control (const Person *person, const SjJourney *journey)
{
  uint64_t hash = sj_hash_mix (sj_hash_text (person->world->acase->seed, journey->id),
                               sj_hash_text (0, person->given->id));

  return sj_hash_unit (hash) < journey->settings->control_share / 100;
}

static bool
is_on_the_way (const Person *person, const SjJourney *journey, const char *key)
{
  for (guint i = 0; i < person->pendings->len; i++)
    {
      const Pending *pending = g_ptr_array_index (person->pendings, i);

      if (pending->journey == journey && g_strcmp0 (pending->key, key) == 0)
        return true;
    }
  return false;
}

/* What the person's own past says; NULL: nothing against it.  The key is NULL but
 * with `always`. */
static const char *
past_says_no (const Person *person, const SjJourney *journey, const char *key)
{
  const SjSettings *settings = journey->settings;
  const char *code = NULL;

  for (guint i = 0; i < person->runs->len; i++)
    {
      const Run *run = g_ptr_array_index (person->runs, i);

      if (run->journey != journey)
        continue;
      if (!run->over && g_strcmp0 (run->key, key) == 0)
        return "inside-already";
      if (settings->reentry == SJ_REENTRY_NEVER)
        code = "re-entry-not-allowed";
      if (settings->reentry == SJ_REENTRY_AFTER_EXIT && run->over && person->now - run->left < settings->reentry_gap)
        code = "re-entry-too-soon";
    }
  if (settings->reentry != SJ_REENTRY_ALWAYS && is_on_the_way (person, journey, NULL))
    return "inside-already";
  return code;
}

/* The table from `inside-already` on, and then in. */
static void
ask_the_rest (Person *person, const SjJourney *journey, const SjNode *node, const char *key, const char *event,
              SjBlob *payload)
{
  const char *code = past_says_no (person, journey, key);
  unsigned number = 0;

  if (code == NULL && person->given->suppressed)
    code = "suppressed";
  if (code == NULL && is_capped (person->world, journey))
    code = "capped";
  if (code == NULL && is_control (person, journey))
    code = "control-group";
  if (code != NULL)
    {
      refuse (person, journey, code);
      return;
    }
  for (guint i = 0; i < person->runs->len; i++)
    number += ((const Run *) g_ptr_array_index (person->runs, i))->journey == journey;
  run_let_in (person, journey, node, key, event, payload, number);
}

static bool
is_open (const Person *person, const SjJourney *journey)
{
  const SjZone *zone = oracle_journey_zone (person->world, journey);
  SjTime start = INT64_MIN;
  SjTime end = INT64_MAX;

  oracle_when (&sj_settings_spec, journey->settings, "start", zone, &start);
  oracle_when (&sj_settings_spec, journey->settings, "end", zone, &end);
  return start <= person->now && person->now < end;
}

/* NULL where it cannot be computed, or is null. */
static char *
compute_key (const Scene *scene)
{
  const char *text = scene->journey->settings->instance_key;
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue value;

  if (text == NULL || !oracle_compute (scene, text, SJ_EXPR_TEXT, &arena, &value))
    return NULL;
  return sj_value_dup_text (value);
}

static void
begin_way_in (Person *person, const SjJourney *journey, const SjNode *node, const char *key, const char *event,
              SjBlob *payload)
{
  Pending *pending;

  if (is_on_the_way (person, journey, key))
    {
      refuse (person, journey, "inside-already");
      return;
    }
  pending = g_new0 (Pending, 1);
  pending->journey = journey;
  pending->node = node;
  pending->key = g_strdup (key);
  pending->event = g_strdup (event);
  pending->payload = payload ? sj_blob_ref (payload) : NULL;
  oracle_begin_step (person);
  g_ptr_array_add (person->pendings, pending);
  oracle_set (person, NULL, COMING_ENTRY, person->now + sj_node_integer (node, "within"))->pending = pending;
}

/* The trigger of the entry node has fired. */
static void
ask (Person *person, const SjJourney *journey, const SjNode *node, const char *event, SjBlob *payload)
{
  Scene scene = { person, journey, NULL, event, payload };
  const char *condition = event != NULL ? sj_node_text (node, "condition") : NULL;
  bool keyed = journey->settings->reentry == SJ_REENTRY_ALWAYS;
  g_autofree char *key = NULL;

  if (!is_open (person, journey))
    {
      refuse (person, journey, "not-open");
      return;
    }
  if (oracle_is_true (&scene, condition) && keyed)
    key = compute_key (&scene);
  if (!oracle_is_true (&scene, condition) || (keyed && key == NULL))
    refuse (person, journey, "not-matching");
  else if (is_inaction (node))
    begin_way_in (person, journey, node, key, event, payload);
  else
    ask_the_rest (person, journey, node, key, event, payload);
}

static void
drop_pending (Person *person, Pending *pending)
{
  for (guint i = person->coming->len; i > 0; i--)
    {
      const Coming *coming = g_ptr_array_index (person->coming, i - 1);

      if (coming->kind == COMING_ENTRY && coming->pending == pending)
        g_ptr_array_remove_index (person->coming, i - 1);
    }
  g_ptr_array_remove (person->pendings, pending);
}

/* What must not happen on the way in. */
static bool
drops (Person *person, const Pending *pending, const char *event, SjBlob *payload)
{
  Scene scene = { person, pending->journey, NULL, event, payload, pending->event, pending->payload };

  return g_str_equal (sj_node_text (pending->node, "unless"), event) &&
         oracle_hears (person, pending->journey, pending->key, payload) &&
         oracle_is_true (&scene, sj_node_text (pending->node, "unlessCondition"));
}

/* One of a person's own events. */
static bool
begins_by_event (const SjNode *node)
{
  return is_kind (node, "event") || is_kind (node, "segment");
}

static void
enter_journey_by_event (Person *person, const SjJourney *journey, const char *event, SjBlob *payload)
{
  for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
    {
      const SjNode *node = sj_journey_node (journey, i);

      if (is_entry (journey, node) && begins_by_event (node) && g_str_equal (sj_node_text (node, "event"), event))
        ask (person, journey, node, event, payload);
    }
}

/* Nobody is asked for anything but whether it is known who it is. */
void
oracle_refuse_nobody (Person *nobody, const char *event)
{
  const GPtrArray *journeys = nobody->world->acase->journeys;

  for (guint i = 0; i < journeys->len; i++)
    {
      const SjJourney *journey = g_ptr_array_index (journeys, i);

      for (uint32_t j = 0; j < sj_journey_n_nodes (journey); j++)
        {
          const SjNode *node = sj_journey_node (journey, j);

          if (is_entry (journey, node) && begins_by_event (node) && g_str_equal (sj_node_text (node, "event"), event))
            refuse (nobody, journey, is_open (nobody, journey) ? "no-identity" : "not-open");
        }
    }
}

/* Somebody whom the reading of an audience has found; the business event that it is
 * read for is known to the run. */
void
oracle_enter_by_reading (Person *person, const char *id, SjBlob *payload)
{
  const GPtrArray *journeys = person->world->acase->journeys;

  for (guint i = 0; i < journeys->len; i++)
    {
      const SjJourney *journey = g_ptr_array_index (journeys, i);
      const SjNode *node = sj_journey_find (journey, id);

      if (node == NULL || !is_entry (journey, node))
        continue;
      if (is_kind (node, "business-event"))
        ask (person, journey, node, sj_node_text (node, "event"), payload);
      else
        ask (person, journey, node, NULL, NULL);
    }
}

void
oracle_enter_by_event (Person *person, const char *event, SjBlob *payload)
{
  const GPtrArray *journeys = person->world->acase->journeys;

  for (guint i = person->pendings->len; i > 0; i--)
    if (drops (person, g_ptr_array_index (person->pendings, i - 1), event, payload))
      drop_pending (person, g_ptr_array_index (person->pendings, i - 1));
  for (guint i = 0; i < journeys->len; i++)
    enter_journey_by_event (person, g_ptr_array_index (journeys, i), event, payload);
}

static void
enter_journey_by_audience (Person *person, const SjJourney *journey, const char *audience, bool enters)
{
  for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
    {
      const SjNode *node = sj_journey_node (journey, i);

      if (is_entry (journey, node) && is_kind (node, "audience") &&
          g_str_equal (sj_node_text (node, "audience"), audience) &&
          oracle_membership (&node->kind->config, node->config, enters))
        ask (person, journey, node, NULL, NULL);
    }
}

void
oracle_enter_by_audience (Person *person, const char *audience, bool enters)
{
  const GPtrArray *journeys = person->world->acase->journeys;

  for (guint i = 0; i < journeys->len; i++)
    enter_journey_by_audience (person, g_ptr_array_index (journeys, i), audience, enters);
}

/* The first entry node, as if its own trigger had fired. */
void
oracle_enter_by_jump (Person *person, const SjJourney *journey, SjBlob *payload)
{
  for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
    {
      const SjNode *node = sj_journey_node (journey, i);

      if (!is_entry (journey, node))
        continue;
      if (is_kind (node, "audience") || is_kind (node, "read-audience"))
        ask (person, journey, node, NULL, NULL);
      else
        ask (person, journey, node, sj_node_text (node, "event"), payload);
      return;
    }
}

void
oracle_enter_pending (Person *person, Pending *pending)
{
  const SjJourney *journey = pending->journey;
  const SjNode *node = pending->node;
  g_autofree char *key = g_strdup (pending->key);
  g_autofree char *event = g_strdup (pending->event);
  g_autoptr (SjBlob) payload = pending->payload ? sj_blob_ref (pending->payload) : NULL;

  drop_pending (person, pending);
  ask_the_rest (person, journey, node, key, event, payload);
}

/* The names behind @event{Type. of a key that is nothing but that; NULL otherwise. */
static GPtrArray *
key_fields (const SjTree *tree)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (; tree->kind == SJ_TREE_FIELD; tree = tree->parts[0])
    g_ptr_array_insert (names, 0, g_strndup (tree->name.text, tree->name.length));
  if (tree->kind == SJ_TREE_ROOT && tree->op == SJ_ROOT_EVENT && names->len > 0)
    return names;
  g_ptr_array_unref (names);
  return NULL;
}

bool
oracle_hears (Person *person, const SjJourney *journey, const char *key, SjBlob *payload)
{
  const SjLibrary *library = person->world->acase->library;
  const char *text = journey->settings->instance_key;
  g_autoptr (SjExpr) expr = NULL;
  g_autoptr (GPtrArray) names = NULL;
  SjValue value = sj_blob_value (payload);

  if (key == NULL || text == NULL)
    return true;
  expr = sj_expr_compile (text, strlen (text), library ? sj_library_expr_env (library) : NULL, SJ_EXPR_TEXT, NULL);
  names = expr != NULL ? key_fields (sj_expr_tree (expr)) : NULL;
  if (names == NULL)
    return true;
  for (guint i = 0; i < names->len; i++)
    value = sj_value_get (value, g_ptr_array_index (names, i));
  if (sj_value_is_null (value))
    return true;
  return sj_value_is_text (value, (SjSlice) { key, strlen (key) });
}
