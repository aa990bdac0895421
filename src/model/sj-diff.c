/* sj-diff.c -- two versions walked side by side, by id. */
#include "model/sj-diff-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const type_names[] = {
  [SJ_DIFF_NODE_ADDED] = "node-added",
  [SJ_DIFF_NODE_REMOVED] = "node-removed",
  [SJ_DIFF_PATH_ADDED] = "path-added",
  [SJ_DIFF_PATH_REMOVED] = "path-removed",
  [SJ_DIFF_PATH_ORDER] = "path-order",
  [SJ_DIFF_REWIRED] = "rewired",
  [SJ_DIFF_GOAL_ADDED] = "goal-added",
  [SJ_DIFF_GOAL_REMOVED] = "goal-removed",
  [SJ_DIFF_EXIT_ADDED] = "exit-added",
  [SJ_DIFF_EXIT_REMOVED] = "exit-removed",
  [SJ_DIFF_TEST_ADDED] = "test-added",
  [SJ_DIFF_TEST_REMOVED] = "test-removed",
  [SJ_DIFF_FIELD] = "field",
};

static const char *const scope_names[] = {
  [SJ_SCOPE_JOURNEY] = "journey",
  [SJ_SCOPE_SETTINGS] = "settings",
  [SJ_SCOPE_GOAL] = "goal",
  [SJ_SCOPE_EXIT] = "exit",
  [SJ_SCOPE_TEST] = "test",
  [SJ_SCOPE_NODE] = "node",
  [SJ_SCOPE_NODE_SETTINGS] = "node-settings",
  [SJ_SCOPE_PATH] = "path",
  [SJ_SCOPE_PATH_SETTINGS] = "path-settings",
};

static void
free_item (gpointer data)
{
  SjDifference *item = data;

  g_free (item->node);
  g_free (item->path);
  g_free (item->field);
  g_free (item->title);
  sj_blob_unref (item->old_value);
  sj_blob_unref (item->new_value);
  g_free (item->old_text);
  g_free (item->new_text);
  g_free (item->text);
  g_free (item);
}

static SjDifference *
new_item (SjDiffType type, const SjNode *node, const SjPath *path)
{
  SjDifference *item = g_new0 (SjDifference, 1);

  item->type = type;
  item->index = -1;
  item->node = node ? g_strdup (node->id) : NULL;
  item->path = path ? g_strdup (path->id) : NULL;
  return item;
}

static void
take (SjDiffing *diffing, SjDifference *item)
{
  item->text = sj_diff_sentence (diffing, item);
  g_ptr_array_add (diffing->diff->items, item);
}

/* ------------------------------------------------------------------ fields */

/* Whose fields are compared; `like` is copied into each difference. */
typedef struct
{
  SjDiffing *diffing;
  SjScope scope;
  const SjNode *node;
  const SjPath *path;
  int64_t index;
} Owner;

static SjDifference *
new_field (const Owner *owner, const char *name, const char *title)
{
  SjDifference *item = new_item (SJ_DIFF_FIELD, owner->node, owner->path);

  item->scope = owner->scope;
  item->index = owner->index;
  item->field = g_strdup (name);
  item->title = g_strdup (title);
  return item;
}

static SjBlob *
member_value (const SjSpec *spec, const void *config, const char *name)
{
  SjRaw raw;

  sj_config_get (spec, config, name, &raw);
  return raw.value;
}

static void
compare_field (const Owner *owner, const SjSpec *spec, const SjField *field, const void *older, const void *newer)
{
  SjDifference *item;

  if (field->type == SJ_FIELD_POSITION ||
      sj_slot_equal (field, sj_field_slot (field, older), sj_field_slot (field, newer)))
    return;
  item = new_field (owner, field->name, _(field->title));
  item->old_value = member_value (spec, older, field->name);
  item->new_value = member_value (spec, newer, field->name);
  item->old_text = sj_diff_value_text (field, sj_field_slot (field, older), owner->diffing->names);
  item->new_text = sj_diff_value_text (field, sj_field_slot (field, newer), owner->diffing->names);
  take (owner->diffing, item);
}

static char *
json_text (const SjValue *value)
{
  return value ? sj_json_to_string (*value, SJ_JSON_COMPACT) : NULL;
}

/* A member that no field took, in one or both versions. */
static void
compare_extra (const Owner *owner, SjValue key, const SjValue *older, const SjValue *newer)
{
  g_autofree char *name = sj_value_dup_text (key);
  SjDifference *item = new_field (owner, name, name);

  item->old_value = older ? sj_blob_new (*older) : NULL;
  item->new_value = newer ? sj_blob_new (*newer) : NULL;
  if (older != NULL && newer != NULL && sj_blob_equal (item->old_value, item->new_value))
    {
      free_item (item);
      return;
    }
  item->old_text = json_text (older);
  item->new_text = json_text (newer);
  take (owner->diffing, item);
}

static void
compare_extras (const Owner *owner, const void *older_config, const void *newer_config)
{
  SjValue older = sj_config_extra (older_config), newer = sj_config_extra (newer_config);

  for (uint32_t i = 0; older.type == SJ_OBJECT && i < older.length; i++)
    {
      SjValue key = older.members[i].key;

      compare_extra (owner, key, &older.members[i].value, sj_value_find (newer, key.text, key.length));
    }
  for (uint32_t i = 0; newer.type == SJ_OBJECT && i < newer.length; i++)
    {
      SjValue key = newer.members[i].key;

      if (sj_value_find (older, key.text, key.length) == NULL)
        compare_extra (owner, key, NULL, &newer.members[i].value);
    }
}

static void
compare_configs (const Owner *owner, const SjSpec *spec, const void *older, const void *newer)
{
  for (const SjField *field = spec->fields; field != NULL && field->name != NULL; field++)
    compare_field (owner, spec, field, older, newer);
  compare_extras (owner, older, newer);
}

/* ------------------------------------------------------------------ paths */

static char *
target_name (const SjPath *path, const SjNames *names)
{
  const SjNode *target = sj_path_target (path);

  return target ? sj_node_name (target, names) : g_strdup (path->to);
}

static SjBlob *
target_value (const SjPath *path)
{
  return path->to ? sj_blob_new (sj_value_string (path->to)) : NULL;
}

static void
compare_target (SjDiffing *diffing, const SjPath *older, const SjPath *newer)
{
  SjDifference *item;

  if (g_strcmp0 (older->to, newer->to) == 0)
    return;
  item = new_item (SJ_DIFF_REWIRED, newer->node, newer);
  item->old_value = target_value (older);
  item->new_value = target_value (newer);
  item->old_text = target_name (older, diffing->names);
  item->new_text = target_name (newer, diffing->names);
  take (diffing, item);
}

static void
compare_path (SjDiffing *diffing, const SjPath *older, const SjPath *newer)
{
  Owner owner = { diffing, SJ_SCOPE_PATH, newer->node, newer, -1 };

  compare_configs (&owner, &sj_path_spec, older, newer);
  owner.scope = SJ_SCOPE_PATH_SETTINGS;
  if (older->kind == newer->kind)
    compare_configs (&owner, &newer->kind->config, older->config, newer->config);
  compare_target (diffing, older, newer);
}

/* Those of a node's paths that the other version has, too: their names in a row. */
static char *
common_order (const SjNode *node, const SjNode *other, GString *ids, const SjNames *names)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (uint32_t i = 0; i < node->n_paths; i++)
    {
      g_autofree char *name = sj_path_name (node->paths[i], names);

      if (sj_node_path (other, node->paths[i]->id) == NULL)
        continue;
      g_string_append_printf (ids, "%s\n", node->paths[i]->id);
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
    }
  return g_strdup (text->str);
}

static void
compare_order (SjDiffing *diffing, const SjNode *older, const SjNode *newer)
{
  g_autoptr (GString) before = g_string_new (NULL), after = g_string_new (NULL);
  g_autofree char *old_text = common_order (older, newer, before, diffing->names);
  g_autofree char *new_text = common_order (newer, older, after, diffing->names);
  SjDifference *item;

  if (g_string_equal (before, after))
    return;
  item = new_item (SJ_DIFF_PATH_ORDER, newer, NULL);
  item->old_text = g_steal_pointer (&old_text);
  item->new_text = g_steal_pointer (&new_text);
  take (diffing, item);
}

static void
compare_paths (SjDiffing *diffing, const SjNode *older, const SjNode *newer)
{
  for (uint32_t i = 0; i < newer->n_paths; i++)
    {
      const SjPath *path = newer->paths[i];
      const SjPath *before = sj_node_path (older, path->id);
      SjDifference *item;

      if (before != NULL)
        {
          compare_path (diffing, before, path);
          continue;
        }
      item = new_item (SJ_DIFF_PATH_ADDED, newer, path);
      item->new_value = target_value (path);
      item->new_text = target_name (path, diffing->names);
      take (diffing, item);
    }
  for (uint32_t i = 0; i < older->n_paths; i++)
    if (sj_node_path (newer, older->paths[i]->id) == NULL)
      {
        SjDifference *item = new_item (SJ_DIFF_PATH_REMOVED, older, older->paths[i]);

        item->old_value = target_value (older->paths[i]);
        item->old_text = target_name (older->paths[i], diffing->names);
        take (diffing, item);
      }
  compare_order (diffing, older, newer);
}

/* ------------------------------------------------------------------ nodes */

static bool
same_node (const SjNode *a, const SjNode *b)
{
  return a != NULL && b != NULL && strcmp (sj_node_kind_id (a), sj_node_kind_id (b)) == 0;
}

static void
compare_node (SjDiffing *diffing, const SjNode *older, const SjNode *newer)
{
  Owner owner = { diffing, SJ_SCOPE_NODE, newer, NULL, -1 };

  compare_configs (&owner, &sj_node_spec, older, newer);
  owner.scope = SJ_SCOPE_NODE_SETTINGS;
  compare_configs (&owner, &newer->kind->config, older->config, newer->config);
  compare_paths (diffing, older, newer);
  if (!sj_slot_equal (sj_spec_find (&sj_node_spec, "at"), &older->at, &newer->at))
    g_ptr_array_add (diffing->diff->moved, g_strdup (newer->id));
}

static void
compare_nodes (SjDiffing *diffing)
{
  for (uint32_t i = 0; i < sj_journey_n_nodes (diffing->newer); i++)
    {
      const SjNode *node = sj_journey_node (diffing->newer, i);
      const SjNode *before = sj_journey_find (diffing->older, node->id);

      if (same_node (before, node))
        compare_node (diffing, before, node);
      else
        take (diffing, new_item (SJ_DIFF_NODE_ADDED, node, NULL));
    }
  for (uint32_t i = 0; i < sj_journey_n_nodes (diffing->older); i++)
    {
      const SjNode *node = sj_journey_node (diffing->older, i);

      if (!same_node (node, sj_journey_find (diffing->newer, node->id)))
        take (diffing, new_item (SJ_DIFF_NODE_REMOVED, node, NULL));
    }
}

/* ------------------------------------------------------------------ goals, exits and tests */

typedef struct
{
  const SjSpec *spec;
  const char *key;          /* the field they are told apart by */
  SjScope scope;
  SjDiffType added, removed;
} List;

static const List goal_list = { &sj_goal_spec, "id", SJ_SCOPE_GOAL, SJ_DIFF_GOAL_ADDED, SJ_DIFF_GOAL_REMOVED };
static const List exit_list = { &sj_exit_spec, "name", SJ_SCOPE_EXIT, SJ_DIFF_EXIT_ADDED, SJ_DIFF_EXIT_REMOVED };
static const List test_list = { &sj_test_case_spec, "name", SJ_SCOPE_TEST, SJ_DIFF_TEST_ADDED,
                                SJ_DIFF_TEST_REMOVED };

/* Which of the others an item is, among those not taken: first by key, then by all. */
static guint
find_same (const List *list, const void *config, const GPtrArray *others, const bool *taken)
{
  const char *key = sj_config_text (list->spec, config, list->key);

  for (guint i = 0; *key != '\0' && i < others->len; i++)
    if (!taken[i] && strcmp (sj_config_text (list->spec, others->pdata[i], list->key), key) == 0)
      return i;
  for (guint i = 0; i < others->len; i++)
    if (!taken[i] && sj_config_equal (list->spec, config, others->pdata[i]))
      return i;
  return others->len;
}

static SjDifference *
new_listed (SjDiffing *diffing, const List *list, SjDiffType type, const void *config, guint index)
{
  SjDifference *item = new_item (type, NULL, NULL);
  const char *words = list->scope == SJ_SCOPE_TEST ? "{name}" : "{name}|{event}|{audience}";
  g_autofree char *name = sj_config_summary (list->spec, config, words, diffing->names);

  item->index = index;
  item->scope = list->scope;
  item->title = g_strdup (name ? name : "…");
  return item;
}

static void
compare_lists (SjDiffing *diffing, const List *list, const GPtrArray *older, const GPtrArray *newer)
{
  g_autofree bool *taken = g_new0 (bool, older->len + 1);

  for (guint i = 0; i < newer->len; i++)
    {
      guint same = find_same (list, newer->pdata[i], older, taken);
      Owner owner = { diffing, list->scope, NULL, NULL, i };

      if (same < older->len)
        {
          taken[same] = true;
          compare_configs (&owner, list->spec, older->pdata[same], newer->pdata[i]);
        }
      else
        take (diffing, new_listed (diffing, list, list->added, newer->pdata[i], i));
    }
  for (guint i = 0; i < older->len; i++)
    if (!taken[i])
      take (diffing, new_listed (diffing, list, list->removed, older->pdata[i], i));
}

/* ------------------------------------------------------------------ as a whole */

SjDiff *
sj_diff_new (const SjJourney *older, const SjJourney *newer, const SjNames *names)
{
  SjDiff *diff = g_new0 (SjDiff, 1);
  SjJourneyNames old_names, new_names;
  SjDiffing diffing = { older, newer, NULL, diff };
  Owner owner = { &diffing, SJ_SCOPE_JOURNEY, NULL, NULL, -1 };

  names = sj_journey_names_init (&old_names, older, names);
  diffing.names = sj_journey_names_init (&new_names, newer, names);
  diff->items = g_ptr_array_new_with_free_func (free_item);
  diff->moved = g_ptr_array_new_with_free_func (g_free);
  compare_configs (&owner, &sj_journey_spec, older, newer);
  owner.scope = SJ_SCOPE_SETTINGS;
  compare_configs (&owner, &sj_settings_spec, older->settings, newer->settings);
  compare_lists (&diffing, &goal_list, older->goals, newer->goals);
  compare_lists (&diffing, &exit_list, older->exits, newer->exits);
  compare_lists (&diffing, &test_list, older->tests, newer->tests);
  compare_nodes (&diffing);
  return diff;
}

void
sj_diff_free (SjDiff *diff)
{
  g_ptr_array_unref (diff->items);
  g_ptr_array_unref (diff->moved);
  g_free (diff);
}

static void
set_text (SjObjectBuilder *object, const char *name, const char *text)
{
  if (text != NULL)
    sj_object_set (object, name, sj_value_copy_text (object->arena, text, strlen (text)));
}

static void
set_blob (SjObjectBuilder *object, const char *name, const SjBlob *blob)
{
  if (blob != NULL)
    sj_object_set (object, name, sj_value_copy (object->arena, sj_blob_value (blob)));
}

static SjValue
item_to_value (const SjDifference *item, SjArena *arena)
{
  SjObjectBuilder object;

  sj_object_begin (&object, arena);
  set_text (&object, "change", type_names[item->type]);
  if (item->type == SJ_DIFF_FIELD)
    set_text (&object, "in", scope_names[item->scope]);
  set_text (&object, "node", item->node);
  set_text (&object, "path", item->path);
  if (item->index >= 0)
    sj_object_set (&object, "index", sj_value_integer (item->index));
  set_text (&object, "field", item->field);
  set_blob (&object, "old", item->old_value);
  set_blob (&object, "new", item->new_value);
  set_text (&object, "oldText", item->old_text);
  set_text (&object, "newText", item->new_text);
  set_text (&object, "text", item->text);
  return sj_object_end (&object);
}

SjValue
sj_diff_to_value (const SjDiff *diff, SjArena *arena)
{
  SjObjectBuilder object;
  SjListBuilder list;

  sj_object_begin (&object, arena);
  sj_list_begin (&list, arena);
  for (guint i = 0; i < diff->items->len; i++)
    sj_list_add (&list, item_to_value (diff->items->pdata[i], arena));
  sj_object_set (&object, "changes", sj_list_end (&list));
  sj_list_begin (&list, arena);
  for (guint i = 0; i < diff->moved->len; i++)
    sj_list_add (&list, sj_value_copy (arena, sj_value_string (diff->moved->pdata[i])));
  sj_object_set (&object, "moved", sj_list_end (&list));
  return sj_object_end (&object);
}
