/* sj-journey.c -- a journey's life, its observers, and the changes that edits make. */
#include "model/sj-journey.h"

#include "model/sj-journey-private.h"

#include <glib/gi18n-lib.h>

static const SjField journey_fields[] = {
  { "name", SJ_FIELD_TEXT, offsetof (SjJourney, name), N_("Name"), .flags = SJ_FIELD_REQUIRED },
  { "description", SJ_FIELD_LONG_TEXT, offsetof (SjJourney, description), N_("Description") },
  { NULL }
};

const SjSpec sj_journey_spec = { journey_fields, sizeof (SjJourney) };

typedef struct
{
  unsigned id;
  SjJourneyObserver function;
  gpointer data;
} Observer;

static void
free_goal (gpointer goal)
{
  sj_config_free (&sj_goal_spec, goal);
}

static void
free_exit (gpointer exit)
{
  sj_config_free (&sj_exit_spec, exit);
}

static void
free_test (gpointer test)
{
  sj_config_free (&sj_test_case_spec, test);
}

static SjJourney *
begin (SjJourney *journey, const SjKindTable *kinds)
{
  journey->form = SJ_JOURNEY_FORM;
  journey->kinds = kinds;
  journey->refs = 1;
  sj_graph_init (&journey->graph);
  journey->goals = g_ptr_array_new_with_free_func (free_goal);
  journey->exits = g_ptr_array_new_with_free_func (free_exit);
  journey->tests = g_ptr_array_new_with_free_func (free_test);
  return journey;
}

SjJourney *
sj_journey_new (const SjKindTable *kinds)
{
  SjJourney *journey = begin (sj_config_new (&sj_journey_spec), kinds);

  journey->settings = sj_config_new (&sj_settings_spec);
  return journey;
}

SjJourney *
sj_journey_ref (SjJourney *journey)
{
  g_atomic_int_inc (&journey->refs);
  return journey;
}

void
sj_journey_unref (SjJourney *journey)
{
  if (!g_atomic_int_dec_and_test (&journey->refs))
    return;
  g_clear_pointer (&journey->snapshot, sj_journey_unref);
  g_clear_pointer (&journey->observers, g_array_unref);
  sj_graph_clear (&journey->graph);
  g_ptr_array_unref (journey->goals);
  g_ptr_array_unref (journey->exits);
  g_ptr_array_unref (journey->tests);
  sj_config_free (&sj_settings_spec, journey->settings);
  g_free (journey->id);
  sj_config_free (&sj_journey_spec, journey);
}

static void
copy_all (GPtrArray *to, const GPtrArray *from, const SjSpec *spec)
{
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, sj_config_copy (spec, from->pdata[i]));
}

SjJourney *
sj_journey_copy (const SjJourney *journey)
{
  SjJourney *copy = begin (sj_config_copy (&sj_journey_spec, journey), journey->kinds);

  copy->form = journey->form;
  copy->id = g_strdup (journey->id);
  copy->settings = sj_config_copy (&sj_settings_spec, journey->settings);
  copy_all (copy->goals, journey->goals, &sj_goal_spec);
  copy_all (copy->exits, journey->exits, &sj_exit_spec);
  copy_all (copy->tests, journey->tests, &sj_test_case_spec);
  for (uint32_t i = 0; i < journey->graph.n_nodes; i++)
    sj_graph_insert (&copy->graph, sj_node_copy (journey->graph.nodes[i], NULL), i);
  copy->graph.last_number = journey->graph.last_number;
  return copy;
}

SjJourney *
sj_journey_freeze (SjJourney *journey)
{
  if (journey->frozen)
    return sj_journey_ref (journey);
  if (journey->snapshot == NULL)
    {
      journey->snapshot = sj_journey_copy (journey);
      journey->snapshot->frozen = true;
    }
  return sj_journey_ref (journey->snapshot);
}

unsigned
sj_journey_observe (SjJourney *journey, SjJourneyObserver function, gpointer data)
{
  Observer observer = { 1, function, data };

  if (journey->observers == NULL)
    journey->observers = g_array_new (FALSE, FALSE, sizeof (Observer));
  if (journey->observers->len > 0)
    observer.id = g_array_index (journey->observers, Observer, journey->observers->len - 1).id + 1;
  g_array_append_val (journey->observers, observer);
  return observer.id;
}

void
sj_journey_unobserve (SjJourney *journey, unsigned id)
{
  for (guint i = 0; journey->observers != NULL && i < journey->observers->len; i++)
    if (g_array_index (journey->observers, Observer, i).id == id)
      {
        g_array_remove_index (journey->observers, i);
        return;
      }
}

bool
sj_node_is_start (const SjNode *node)
{
  return (node->kind->flags & (SJ_KIND_STARTS | SJ_KIND_ENTRY)) != 0 && sj_node_n_in (node) == 0;
}

void
sj_journey_changed (SjJourney *journey, const SjChange *change)
{
  g_assert (!journey->frozen);
  g_clear_pointer (&journey->snapshot, sj_journey_unref);
  for (guint i = 0; journey->observers != NULL && i < journey->observers->len; i++)
    {
      const Observer *observer = &g_array_index (journey->observers, Observer, i);

      observer->function (journey, change, observer->data);
    }
}

void
sj_journey_insert_node (SjJourney *journey, SjNode *node, uint32_t index)
{
  sj_graph_insert (&journey->graph, node, index);
  sj_journey_changed (journey, &(SjChange) { .type = SJ_CHANGE_NODE_ADDED, .node = node });
}

SjNode *
sj_journey_take_node (SjJourney *journey, SjNode *node)
{
  sj_graph_take (&journey->graph, node);
  sj_journey_changed (journey, &(SjChange) { .type = SJ_CHANGE_NODE_REMOVED, .node = node });
  return node;
}

void
sj_journey_insert_path (SjJourney *journey, SjNode *node, SjPath *path, uint32_t index)
{
  sj_graph_insert_path (&journey->graph, node, path, index);
  sj_journey_changed (journey, &(SjChange) { .type = SJ_CHANGE_PATH_ADDED, .node = node, .path = path });
}

SjPath *
sj_journey_take_path (SjJourney *journey, SjPath *path)
{
  const SjNode *node = path->node;

  sj_graph_take_path (&journey->graph, path);
  sj_journey_changed (journey, &(SjChange) { .type = SJ_CHANGE_PATH_REMOVED, .node = node, .path = path });
  return path;
}

void
sj_journey_move_path (SjJourney *journey, SjPath *path, uint32_t index)
{
  sj_graph_move_path (path, index);
  sj_journey_changed (journey, &(SjChange) { .type = SJ_CHANGE_PATH_ORDER, .node = path->node, .path = path });
}

void
sj_journey_swap_target (SjJourney *journey, SjPath *path, char **to)
{
  g_autofree char *was = g_strdup (path->to);

  sj_graph_connect (&journey->graph, path, *to);
  g_free (*to);
  *to = g_strdup (was);
  sj_journey_changed (journey, &(SjChange) { .type = SJ_CHANGE_PATH_TARGET, .node = path->node, .path = path,
                                             .was = was });
}

void
sj_journey_swap_place (SjJourney *journey, SjNode *node, SjPlace *place)
{
  SjPlace was = node->at;

  node->at = *place;
  *place = was;
  sj_journey_changed (journey, &(SjChange) { .type = SJ_CHANGE_NODE_MOVED, .node = node });
}

/* ------------------------------------------------------------------ names */

static const char *
goal_name (const SjJourney *journey, const char *id)
{
  for (guint i = 0; i < journey->goals->len; i++)
    if (g_strcmp0 (sj_journey_goal (journey, i)->id, id) == 0)
      return sj_journey_goal (journey, i)->name;
  return NULL;
}

static const char *
look_up (SjRefTo to, const char *id, gpointer data)
{
  const SjJourneyNames *own = data;
  const SjNode *node = to == SJ_REF_NODE ? sj_journey_find (own->journey, id) : NULL;
  const char *name = to == SJ_REF_GOAL ? goal_name (own->journey, id) : NULL;

  if (node != NULL)
    return sj_node_title (node);
  return name == NULL && own->others != NULL ? own->others->lookup (to, id, own->others->data) : name;
}

const SjNames *
sj_journey_names_init (SjJourneyNames *own, const SjJourney *journey, const SjNames *others)
{
  *own = (SjJourneyNames) { { look_up, own }, journey, others };
  return &own->names;
}
