/* sj-edit.c -- edits are made, compared, put together, written and read. */
#include "model/sj-edit-private.h"

#include "model/sj-journey-json.h"

#include <string.h>

static const SjChoice type_choices[] = {
  [SJ_EDIT_SET] = { "set", NULL },
  [SJ_EDIT_ADD_NODE] = { "add-node", NULL },
  [SJ_EDIT_REMOVE_NODE] = { "remove-node", NULL },
  [SJ_EDIT_CONNECT] = { "connect", NULL },
  [SJ_EDIT_ADD_PATH] = { "add-path", NULL },
  [SJ_EDIT_REMOVE_PATH] = { "remove-path", NULL },
  [SJ_EDIT_MOVE_PATH] = { "move-path", NULL },
  [SJ_EDIT_MOVE] = { "move", NULL },
  [SJ_EDIT_ADD_GOAL] = { "add-goal", NULL },
  [SJ_EDIT_REMOVE_GOAL] = { "remove-goal", NULL },
  [SJ_EDIT_ADD_EXIT] = { "add-exit", NULL },
  [SJ_EDIT_REMOVE_EXIT] = { "remove-exit", NULL },
  [SJ_EDIT_ADD_TEST] = { "add-test", NULL },
  [SJ_EDIT_REMOVE_TEST] = { "remove-test", NULL },
  [SJ_N_EDITS] = { NULL },
};

static const SjChoice scope_choices[] = {
  [SJ_SCOPE_JOURNEY] = { "journey", NULL },
  [SJ_SCOPE_SETTINGS] = { "settings", NULL },
  [SJ_SCOPE_GOAL] = { "goal", NULL },
  [SJ_SCOPE_EXIT] = { "exit", NULL },
  [SJ_SCOPE_TEST] = { "test", NULL },
  [SJ_SCOPE_NODE] = { "node", NULL },
  [SJ_SCOPE_NODE_SETTINGS] = { "node-settings", NULL },
  [SJ_SCOPE_PATH] = { "path", NULL },
  [SJ_SCOPE_PATH_SETTINGS] = { "path-settings", NULL },
  { NULL },
};

static const SjField move_fields[] = {
  { "node", SJ_FIELD_TEXT, offsetof (SjNodeMove, node) },
  { "now", SJ_FIELD_POSITION, offsetof (SjNodeMove, now) },
  { "was", SJ_FIELD_POSITION, offsetof (SjNodeMove, was) },
  { NULL }
};

const SjSpec sj_node_move_spec = { move_fields, sizeof (SjNodeMove) };

static const SjField edit_fields[] = {
  { "do", SJ_FIELD_CHOICE, offsetof (SjEdit, type), .choices = type_choices, .fallback = -1 },
  { "in", SJ_FIELD_CHOICE, offsetof (SjEdit, scope), .choices = scope_choices },
  { "node", SJ_FIELD_TEXT, offsetof (SjEdit, node) },
  { "path", SJ_FIELD_TEXT, offsetof (SjEdit, path) },
  { "field", SJ_FIELD_TEXT, offsetof (SjEdit, field) },
  { "index", SJ_FIELD_INTEGER, offsetof (SjEdit, index), .fallback = -1 },
  { "oldIndex", SJ_FIELD_INTEGER, offsetof (SjEdit, old_index), .fallback = -1 },
  { "now", SJ_FIELD_VALUE, offsetof (SjEdit, now) },
  { "was", SJ_FIELD_VALUE, offsetof (SjEdit, was) },
  { "nowPlace", SJ_FIELD_INTEGER, offsetof (SjEdit, now_place), .fallback = -1 },
  { "wasPlace", SJ_FIELD_INTEGER, offsetof (SjEdit, was_place), .fallback = -1 },
  { "to", SJ_FIELD_TEXT, offsetof (SjEdit, to) },
  { "wasTo", SJ_FIELD_TEXT, offsetof (SjEdit, was_to) },
  { "moves", SJ_FIELD_RECORDS, offsetof (SjEdit, moves), .record = &sj_node_move_spec },
  { NULL }
};

const SjSpec sj_edit_spec = { edit_fields, sizeof (SjEdit) };

static SjEdit *
new_edit (SjEditType type, const char *node, const char *path)
{
  SjEdit *edit = sj_config_new (&sj_edit_spec);

  edit->type = type;
  edit->node = g_strdup (node);
  edit->path = g_strdup (path);
  return edit;
}

static SjEdit *
new_indexed (SjEditType type, uint32_t index)
{
  SjEdit *edit = new_edit (type, NULL, NULL);

  if (index != SJ_AT_END)
    edit->index = index;
  return edit;
}

SjEdit *
sj_edit_set_field (const SjTarget *target, const char *field, const SjValue *value)
{
  SjEdit *edit = new_edit (SJ_EDIT_SET, target->node, target->path);

  edit->scope = target->scope;
  edit->field = g_strdup (field);
  if (target->scope == SJ_SCOPE_GOAL || target->scope == SJ_SCOPE_EXIT || target->scope == SJ_SCOPE_TEST)
    edit->index = target->index;
  if (value != NULL)
    edit->now = sj_blob_new (sj_value_list (value, 1));
  return edit;
}

SjEdit *
sj_edit_add_node (const SjNode *node, uint32_t index)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjEdit *edit = new_indexed (SJ_EDIT_ADD_NODE, index);

  edit->node = g_strdup (node->id);
  edit->now = sj_blob_new (sj_node_to_value (node, &arena));
  return edit;
}

SjEdit *
sj_edit_remove_node (const char *node)
{
  return new_edit (SJ_EDIT_REMOVE_NODE, node, NULL);
}

SjEdit *
sj_edit_connect (const char *node, const char *path, const char *to)
{
  SjEdit *edit = new_edit (SJ_EDIT_CONNECT, node, path);

  edit->to = g_strdup (to);
  return edit;
}

SjEdit *
sj_edit_add_path (const char *node, const SjPath *path, uint32_t index)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjEdit *edit = new_indexed (SJ_EDIT_ADD_PATH, index);

  edit->node = g_strdup (node);
  edit->path = g_strdup (path->id);
  edit->now = sj_blob_new (sj_path_to_value (path, &arena));
  return edit;
}

SjEdit *
sj_edit_remove_path (const char *node, const char *path)
{
  return new_edit (SJ_EDIT_REMOVE_PATH, node, path);
}

SjEdit *
sj_edit_move_path (const char *node, const char *path, uint32_t index)
{
  SjEdit *edit = new_edit (SJ_EDIT_MOVE_PATH, node, path);

  if (index != SJ_AT_END)
    edit->index = index;
  return edit;
}

SjEdit *
sj_edit_move (const SjShift *moves, size_t count)
{
  SjEdit *edit = new_edit (SJ_EDIT_MOVE, NULL, NULL);

  edit->moves.items = g_new (void *, count);
  edit->moves.count = (uint32_t) count;
  for (size_t i = 0; i < count; i++)
    {
      SjNodeMove *move = sj_config_new (&sj_node_move_spec);

      move->node = g_strdup (moves[i].node);
      move->now = (SjPlace) { CLAMP (moves[i].x, -SJ_PLACE_MOST, SJ_PLACE_MOST),
                              CLAMP (moves[i].y, -SJ_PLACE_MOST, SJ_PLACE_MOST), true };
      edit->moves.items[i] = move;
    }
  return edit;
}

static SjEdit *
new_item (SjEditType type, const SjSpec *spec, const void *config, uint32_t index)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjEdit *edit = new_indexed (type, index);

  edit->now = sj_blob_new (sj_config_to_value (spec, config, &arena));
  return edit;
}

SjEdit *
sj_edit_add_goal (const SjGoal *goal, uint32_t index)
{
  return new_item (SJ_EDIT_ADD_GOAL, &sj_goal_spec, goal, index);
}

SjEdit *
sj_edit_remove_goal (uint32_t index)
{
  return new_indexed (SJ_EDIT_REMOVE_GOAL, index);
}

SjEdit *
sj_edit_add_exit (const SjExit *exit, uint32_t index)
{
  return new_item (SJ_EDIT_ADD_EXIT, &sj_exit_spec, exit, index);
}

SjEdit *
sj_edit_remove_exit (uint32_t index)
{
  return new_indexed (SJ_EDIT_REMOVE_EXIT, index);
}

SjEdit *
sj_edit_add_test (const SjTestCase *test, uint32_t index)
{
  return new_item (SJ_EDIT_ADD_TEST, &sj_test_case_spec, test, index);
}

SjEdit *
sj_edit_remove_test (uint32_t index)
{
  return new_indexed (SJ_EDIT_REMOVE_TEST, index);
}

void
sj_edit_free (SjEdit *edit)
{
  sj_config_free (&sj_edit_spec, edit);
}

SjEdit *
sj_edit_copy (const SjEdit *edit)
{
  SjEdit *copy = sj_config_copy (&sj_edit_spec, edit);

  copy->known = edit->known;
  return copy;
}

bool
sj_edit_apply (SjEdit *edit, SjJourney *journey)
{
  if (!sj_edit_do (edit, journey, true))
    return false;
  edit->known = true;
  return true;
}

bool
sj_edit_revert (SjEdit *edit, SjJourney *journey)
{
  g_return_val_if_fail (edit->known, false);
  return sj_edit_do (edit, journey, false);
}

bool
sj_edit_is_continuous (const SjEdit *edit, const SjJourney *journey)
{
  SjTarget target = { edit->scope, edit->node, edit->path, sj_edit_place (edit->index) };
  const SjSpec *spec;
  const SjField *field;
  void *config;

  if (edit->type == SJ_EDIT_MOVE)
    return true;
  if (edit->type != SJ_EDIT_SET || !sj_target_find (journey, &target, &spec, &config))
    return false;
  field = sj_spec_find (spec, edit->field);
  switch (field ? field->type : SJ_N_FIELD_TYPES)
    {
    case SJ_FIELD_TEXT:
    case SJ_FIELD_LONG_TEXT:
    case SJ_FIELD_EXPRESSION:
    case SJ_FIELD_TEMPLATE:
    case SJ_FIELD_LONG_TEMPLATE:
    case SJ_FIELD_INTEGER:
    case SJ_FIELD_DECIMAL:
    case SJ_FIELD_PERCENT:
    case SJ_FIELD_DURATION:
    case SJ_FIELD_TEXTS:
    case SJ_FIELD_PAIRS:
    case SJ_FIELD_RECORDS:
      return true;
    default:
      return false;    /* a click each */
    }
}

static bool
same_field (const SjEdit *a, const SjEdit *b)
{
  return a->scope == b->scope && a->index == b->index && g_strcmp0 (a->node, b->node) == 0 &&
         g_strcmp0 (a->path, b->path) == 0 && g_strcmp0 (a->field, b->field) == 0;
}

static bool
same_nodes (const SjEdit *a, const SjEdit *b)
{
  if (a->moves.count != b->moves.count)
    return false;
  for (uint32_t i = 0; i < a->moves.count; i++)
    if (g_strcmp0 (((SjNodeMove *) a->moves.items[i])->node, ((SjNodeMove *) b->moves.items[i])->node) != 0)
      return false;
  return true;
}

bool
sj_edit_absorb (SjEdit *edit, const SjEdit *next)
{
  if (edit->type != next->type)
    return false;
  if (edit->type == SJ_EDIT_SET && same_field (edit, next))
    {
      sj_blob_unref (edit->now);
      edit->now = sj_blob_ref (next->now);
      edit->now_place = next->now_place;
      return true;
    }
  if (edit->type == SJ_EDIT_MOVE && same_nodes (edit, next))
    {
      for (uint32_t i = 0; i < edit->moves.count; i++)
        ((SjNodeMove *) edit->moves.items[i])->now = ((SjNodeMove *) next->moves.items[i])->now;
      return true;
    }
  return false;
}

SjValue
sj_edit_to_value (const SjEdit *edit, SjArena *arena)
{
  return sj_config_to_value (&sj_edit_spec, edit, arena);
}

static bool
is_wrapped (const SjBlob *blob)
{
  SjValue value = sj_blob_value (blob);

  return blob == NULL || (value.type == SJ_LIST && value.length == 1);
}

/* Whether all that the type needs is there. */
static bool
is_complete (const SjEdit *edit)
{
  switch ((SjEditType) edit->type)
    {
    case SJ_EDIT_SET:
      return edit->field != NULL && is_wrapped (edit->now) && is_wrapped (edit->was) && edit->now_place <= INT_MAX &&
             edit->was_place <= INT_MAX;
    case SJ_EDIT_ADD_NODE:
    case SJ_EDIT_REMOVE_NODE:
      return edit->node != NULL && edit->now != NULL && edit->index >= 0;
    case SJ_EDIT_CONNECT:
      return edit->node != NULL && edit->path != NULL;
    case SJ_EDIT_ADD_PATH:
    case SJ_EDIT_REMOVE_PATH:
      return edit->node != NULL && edit->path != NULL && edit->now != NULL && edit->index >= 0;
    case SJ_EDIT_MOVE_PATH:
      return edit->node != NULL && edit->path != NULL && edit->index >= 0 && edit->old_index >= 0;
    case SJ_EDIT_MOVE:
      for (uint32_t i = 0; i < edit->moves.count; i++)
        if (((SjNodeMove *) edit->moves.items[i])->node == NULL)
          return false;
      return true;
    case SJ_EDIT_ADD_GOAL:
    case SJ_EDIT_REMOVE_GOAL:
    case SJ_EDIT_ADD_EXIT:
    case SJ_EDIT_REMOVE_EXIT:
    case SJ_EDIT_ADD_TEST:
    case SJ_EDIT_REMOVE_TEST:
      return edit->now != NULL && edit->index >= 0;
    default:
      return false;
    }
}

SjEdit *
sj_edit_from_value (SjValue value)
{
  g_autoptr (SjEdit) edit = NULL;

  if (value.type != SJ_OBJECT)
    return NULL;
  edit = sj_config_new (&sj_edit_spec);
  sj_config_read (&sj_edit_spec, edit, value, NULL, NULL);
  if (!sj_value_is_null (sj_config_extra (edit)) || !is_complete (edit))
    return NULL;
  edit->known = true;
  return g_steal_pointer (&edit);
}
