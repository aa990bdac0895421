/* sj-edit-do.c -- edits carried out and taken back.
 *
 * Each type is one function for both directions: what goes in when it is done
 * comes out when it is undone.  All that could fail is asked before the first
 * change, so a refused edit has changed nothing.
 */
#include "model/sj-edit-private.h"

#include "model/sj-journey-json.h"
#include "model/sj-journey-private.h"

#include <string.h>

bool
sj_target_find (const SjJourney *journey, const SjTarget *target, const SjSpec **spec, void **config)
{
  SjNode *node = target->node ? sj_journey_find (journey, target->node) : NULL;
  SjPath *path = node && target->path ? sj_node_path (node, target->path) : NULL;

  *config = NULL;
  switch (target->scope)
    {
    case SJ_SCOPE_JOURNEY:
      *spec = &sj_journey_spec;
      *config = (void *) journey;
      break;
    case SJ_SCOPE_SETTINGS:
      *spec = &sj_settings_spec;
      *config = journey->settings;
      break;
    case SJ_SCOPE_GOAL:
      *spec = &sj_goal_spec;
      *config = target->index < journey->goals->len ? g_ptr_array_index (journey->goals, target->index) : NULL;
      break;
    case SJ_SCOPE_EXIT:
      *spec = &sj_exit_spec;
      *config = target->index < journey->exits->len ? g_ptr_array_index (journey->exits, target->index) : NULL;
      break;
    case SJ_SCOPE_TEST:
      *spec = &sj_test_case_spec;
      *config = target->index < journey->tests->len ? g_ptr_array_index (journey->tests, target->index) : NULL;
      break;
    case SJ_SCOPE_NODE:
      *spec = &sj_node_spec;
      *config = node;
      break;
    case SJ_SCOPE_NODE_SETTINGS:
      *spec = node ? &node->kind->config : NULL;
      *config = node ? node->config : NULL;
      break;
    case SJ_SCOPE_PATH:
      *spec = &sj_path_spec;
      *config = path;
      break;
    case SJ_SCOPE_PATH_SETTINGS:
      *spec = path ? &path->kind->config : NULL;
      *config = path ? path->config : NULL;
      break;
    }
  return *config != NULL;
}

static SjChangeType
change_of_scope (SjScope scope)
{
  switch (scope)
    {
    case SJ_SCOPE_JOURNEY:
      return SJ_CHANGE_JOURNEY;
    case SJ_SCOPE_SETTINGS:
      return SJ_CHANGE_SETTINGS;
    case SJ_SCOPE_GOAL:
      return SJ_CHANGE_GOALS;
    case SJ_SCOPE_EXIT:
      return SJ_CHANGE_EXITS;
    case SJ_SCOPE_TEST:
      return SJ_CHANGE_TESTS;
    case SJ_SCOPE_NODE:
    case SJ_SCOPE_NODE_SETTINGS:
      return SJ_CHANGE_NODE_FIELD;
    default:
      return SJ_CHANGE_PATH_FIELD;
    }
}

static void
tell_field (const SjEdit *edit, SjJourney *journey)
{
  SjNode *node = edit->node ? sj_journey_find (journey, edit->node) : NULL;
  SjChange change = { change_of_scope (edit->scope), .field = edit->field, .node = node };

  if (node != NULL && edit->path != NULL)
    change.path = sj_node_path (node, edit->path);
  if (edit->scope == SJ_SCOPE_NODE && strcmp (edit->field, "at") == 0)
    change.type = SJ_CHANGE_NODE_MOVED;
  sj_journey_changed (journey, &change);
}

/* What makes up a journey, a node or a path beside its fields is no field. */
static bool
is_frame (const SjEdit *edit)
{
  static const char *const names[] = { "form",  "id",    "kind",  "settings", "paths",
                                       "to",    "goals", "exits", "nodes",    "tests", NULL };

  return (edit->scope == SJ_SCOPE_JOURNEY || edit->scope == SJ_SCOPE_NODE || edit->scope == SJ_SCOPE_PATH) &&
         g_strv_contains (names, edit->field);
}

/* A place that cannot be read is not kept in documents, so it must not get in. */
static bool
is_no_place (const SjEdit *edit, const SjSpec *spec, const SjBlob *value)
{
  const SjField *field = value ? sj_spec_find (spec, edit->field) : NULL;
  SjPlace place;

  return field != NULL && field->type == SJ_FIELD_POSITION &&
         !sj_slot_read (field, &place, sj_blob_value (value).items[0], NULL);
}

static SjBlob *
wrap (const SjBlob *blob)
{
  SjValue value = sj_blob_value (blob);

  return blob ? sj_blob_new (sj_value_list (&value, 1)) : NULL;
}

static SjBlob *
unwrap (const SjBlob *blob)
{
  return blob ? sj_blob_new (sj_blob_value (blob).items[0]) : NULL;
}

static bool
do_set (SjEdit *edit, SjJourney *journey, bool forward)
{
  SjTarget target = { edit->scope, edit->node, edit->path, sj_edit_place (edit->index) };
  const SjBlob *value = forward ? edit->now : edit->was;
  const SjSpec *spec;
  void *config;
  SjRaw raw;

  if (is_frame (edit) || !sj_target_find (journey, &target, &spec, &config) || is_no_place (edit, spec, value))
    return false;
  raw.value = unwrap (value);
  raw.place = (int) (forward ? edit->now_place : edit->was_place);
  sj_config_swap (spec, config, edit->field, &raw);
  if (!edit->known)
    {
      edit->was = wrap (raw.value);
      edit->was_place = raw.place;
    }
  sj_raw_clear (&raw);
  tell_field (edit, journey);
  return true;
}

static bool
add_node (SjEdit *edit, SjJourney *journey)
{
  uint32_t index = MIN (sj_edit_place (edit->index), journey->graph.n_nodes);
  SjNode *node;

  if (sj_journey_find (journey, edit->node) != NULL)
    return false;
  node = sj_node_from_value (journey->kinds, sj_blob_value (edit->now), NULL);
  if (node == NULL || strcmp (node->id, edit->node) != 0)
    {
      g_clear_pointer (&node, sj_node_free);
      return false;
    }
  edit->index = index;
  sj_journey_insert_node (journey, node, index);
  return true;
}

static bool
remove_node (SjEdit *edit, SjJourney *journey)
{
  SjNode *node = sj_journey_find (journey, edit->node);

  if (node == NULL)
    return false;
  edit->index = node->index;
  if (!edit->known)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;

      edit->now = sj_blob_new (sj_node_to_value (node, &arena));
    }
  sj_node_free (sj_journey_take_node (journey, node));
  return true;
}

static SjPath *
find_path (const SjEdit *edit, const SjJourney *journey)
{
  SjNode *node = sj_journey_find (journey, edit->node);

  return node ? sj_node_path (node, edit->path) : NULL;
}

static bool
do_connect (SjEdit *edit, SjJourney *journey, bool forward)
{
  SjPath *path = find_path (edit, journey);
  char *to;

  if (path == NULL)
    return false;
  to = g_strdup (forward ? edit->to : edit->was_to);
  sj_journey_swap_target (journey, path, &to);
  if (!edit->known)
    edit->was_to = g_strdup (to);
  g_free (to);
  return true;
}

static uint32_t
index_of_path (const SjPath *path)
{
  uint32_t index = 0;

  while (path->node->paths[index] != path)
    index++;
  return index;
}

/* Paths keep the order of their kind; only among those that repeat is there a choice. */
static uint32_t
place_of_path (const SjNode *node, const char *id, uint32_t wanted)
{
  const SjPathKind *kind = sj_kind_path (node->kind, id);
  uint32_t last = sj_node_path_place (node, id);
  uint32_t first = last;

  while (first > 0 && node->paths[first - 1]->kind == (kind ? kind : &sj_path_kind_unknown))
    first--;
  return CLAMP (wanted, first, last);
}

static bool
add_path (SjEdit *edit, SjJourney *journey)
{
  SjNode *node = sj_journey_find (journey, edit->node);
  SjPath *path;

  if (node == NULL || sj_node_path (node, edit->path) != NULL)
    return false;
  path = sj_path_from_value (node, sj_blob_value (edit->now), NULL);
  if (path == NULL || strcmp (path->id, edit->path) != 0)
    {
      g_clear_pointer (&path, sj_path_free);
      return false;
    }
  edit->index = place_of_path (node, path->id, sj_edit_place (edit->index));
  sj_journey_insert_path (journey, node, path, (uint32_t) edit->index);
  return true;
}

static bool
remove_path (SjEdit *edit, SjJourney *journey)
{
  SjPath *path = find_path (edit, journey);

  if (path == NULL || sj_path_is_mandatory (path))
    return false;
  edit->index = index_of_path (path);
  if (!edit->known)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;

      edit->now = sj_blob_new (sj_path_to_value (path, &arena));
    }
  sj_path_free (sj_journey_take_path (journey, path));
  return true;
}

static bool
do_move_path (SjEdit *edit, SjJourney *journey, bool forward)
{
  SjPath *path = find_path (edit, journey);
  uint32_t wanted = sj_edit_place (forward ? edit->index : edit->old_index);
  uint32_t last;

  if (path == NULL)
    return false;
  if (!edit->known)
    edit->old_index = index_of_path (path);
  last = sj_node_path_place (path->node, path->id) - 1;    /* the place behind it counts itself */
  wanted = MIN (place_of_path (path->node, path->id, wanted), last);
  if (forward)
    edit->index = wanted;
  sj_journey_move_path (journey, path, wanted);
  return true;
}

static bool
do_move (SjEdit *edit, SjJourney *journey, bool forward)
{
  for (uint32_t i = 0; i < edit->moves.count; i++)
    if (sj_journey_find (journey, ((SjNodeMove *) edit->moves.items[i])->node) == NULL)
      return false;

  for (uint32_t i = 0; i < edit->moves.count; i++)
    {
      /* Backwards in the opposite order, in case a node stands in it twice. */
      SjNodeMove *move = edit->moves.items[forward ? i : edit->moves.count - 1 - i];
      SjPlace place = forward ? move->now : move->was;

      sj_journey_swap_place (journey, sj_journey_find (journey, move->node), &place);
      if (!edit->known)
        move->was = place;
    }
  return true;
}

static GPtrArray *
list_of (const SjEdit *edit, const SjJourney *journey, const SjSpec **spec, SjChangeType *change)
{
  bool goals = edit->type == SJ_EDIT_ADD_GOAL || edit->type == SJ_EDIT_REMOVE_GOAL;

  if (edit->type == SJ_EDIT_ADD_TEST || edit->type == SJ_EDIT_REMOVE_TEST)
    {
      *spec = &sj_test_case_spec;
      *change = SJ_CHANGE_TESTS;
      return journey->tests;
    }
  *spec = goals ? &sj_goal_spec : &sj_exit_spec;
  *change = goals ? SJ_CHANGE_GOALS : SJ_CHANGE_EXITS;
  return goals ? journey->goals : journey->exits;
}

static bool
add_item (SjEdit *edit, SjJourney *journey)
{
  const SjSpec *spec;
  SjChangeType change;
  GPtrArray *list = list_of (edit, journey, &spec, &change);
  void *config;

  if (sj_blob_value (edit->now).type != SJ_OBJECT)
    return false;
  edit->index = MIN (sj_edit_place (edit->index), list->len);
  config = sj_config_new (spec);
  sj_config_read (spec, config, sj_blob_value (edit->now), NULL, NULL);
  g_ptr_array_insert (list, (int) edit->index, config);
  sj_journey_changed (journey, &(SjChange) { .type = change });
  return true;
}

static bool
remove_item (SjEdit *edit, SjJourney *journey)
{
  const SjSpec *spec;
  SjChangeType change;
  GPtrArray *list = list_of (edit, journey, &spec, &change);

  if (edit->index < 0 || edit->index >= list->len)
    return false;
  if (!edit->known)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;

      edit->now = sj_blob_new (sj_config_to_value (spec, list->pdata[edit->index], &arena));
    }
  g_ptr_array_remove_index (list, (guint) edit->index);
  sj_journey_changed (journey, &(SjChange) { .type = change });
  return true;
}

bool
sj_edit_do (SjEdit *edit, SjJourney *journey, bool forward)
{
  switch ((SjEditType) edit->type)
    {
    case SJ_EDIT_SET:
      return do_set (edit, journey, forward);
    case SJ_EDIT_ADD_NODE:
      return forward ? add_node (edit, journey) : remove_node (edit, journey);
    case SJ_EDIT_REMOVE_NODE:
      return forward ? remove_node (edit, journey) : add_node (edit, journey);
    case SJ_EDIT_CONNECT:
      return do_connect (edit, journey, forward);
    case SJ_EDIT_ADD_PATH:
      return forward ? add_path (edit, journey) : remove_path (edit, journey);
    case SJ_EDIT_REMOVE_PATH:
      return forward ? remove_path (edit, journey) : add_path (edit, journey);
    case SJ_EDIT_MOVE_PATH:
      return do_move_path (edit, journey, forward);
    case SJ_EDIT_MOVE:
      return do_move (edit, journey, forward);
    case SJ_EDIT_ADD_GOAL:
    case SJ_EDIT_ADD_EXIT:
    case SJ_EDIT_ADD_TEST:
      return forward ? add_item (edit, journey) : remove_item (edit, journey);
    case SJ_EDIT_REMOVE_GOAL:
    case SJ_EDIT_REMOVE_EXIT:
    case SJ_EDIT_REMOVE_TEST:
      return forward ? remove_item (edit, journey) : add_item (edit, journey);
    default:
      return false;
    }
}
