/* random-edit.c -- edits of chance: fields with good, bad and unknown values, nodes,
 * paths, targets, places, goals, exits and tests. */
#include "random.h"

#include "model/sj-settings.h"

#include <string.h>

static int
below (GRand *chance, int bound)
{
  return g_rand_int_range (chance, 0, bound);
}

static SjNode *
some_node (GRand *chance, SjJourney *journey)
{
  uint32_t count = sj_journey_n_nodes (journey);

  return count > 0 ? sj_journey_node (journey, (uint32_t) below (chance, (int) count)) : NULL;
}

static SjPath *
some_path (GRand *chance, SjNode *node)
{
  return node && node->n_paths > 0 ? node->paths[below (chance, (int) node->n_paths)] : NULL;
}

/* Fits, does not fit, or is for a field that nobody knows. */
static SjEdit *
set_one (GRand *chance, const SjTarget *target, const SjSpec *spec)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  int count = 0;
  const SjField *field;
  SjValue value;

  while (spec->fields != NULL && spec->fields[count].name != NULL)
    count++;
  if (count == 0 || below (chance, 12) == 0)
    {
      static const char *const names[] = { "moon", "tide", "wind" };

      value = below (chance, 2) ? sj_value_integer (below (chance, 100)) : sj_null;
      return sj_edit_set_field (target, names[below (chance, 3)], below (chance, 3) ? &value : NULL);
    }
  field = &spec->fields[below (chance, count)];
  if (below (chance, 5) == 0)
    return sj_edit_set_field (target, field->name, NULL);
  value = below (chance, 10) == 0 ? sj_value_list (NULL, 0) : random_value (chance, field, &arena);
  return sj_edit_set_field (target, field->name, &value);
}

static SjEdit *
set_any (GRand *chance, SjJourney *journey)
{
  SjNode *node = some_node (chance, journey);
  SjPath *path = some_path (chance, node);
  SjTarget target = { (SjScope) below (chance, SJ_SCOPE_PATH_SETTINGS + 1), node ? node->id : "nobody",
                      path ? path->id : "nowhere", (uint32_t) below (chance, 3) };
  const SjSpec *spec;
  void *config;

  if (target.scope < SJ_SCOPE_NODE)
    target.node = NULL;
  if (target.scope < SJ_SCOPE_PATH)
    target.path = NULL;
  if (!sj_target_find (journey, &target, &spec, &config))
    return NULL;
  return set_one (chance, &target, spec);
}

static SjEdit *
add_node (GRand *chance, SjJourney *journey)
{
  const SjKind *kind = random_kind (chance, journey->kinds);
  g_autofree char *id = sj_graph_new_id (&journey->graph, kind);
  g_autoptr (SjNode) node = sj_node_new (kind, id);

  random_fill (chance, &sj_node_spec, node);
  random_fill (chance, &kind->config, node->config);
  return sj_edit_add_node (node, below (chance, 2) ? SJ_AT_END : (uint32_t) below (chance, 10));
}

static SjEdit *
connect (GRand *chance, SjJourney *journey)
{
  SjNode *node = some_node (chance, journey);
  SjPath *path = some_path (chance, node);
  static const char *const others[] = { NULL, "ghost-1", "ghost-2" };

  if (path == NULL)
    return NULL;
  return sj_edit_connect (node->id, path->id,
                          below (chance, 4) ? some_node (chance, journey)->id : others[below (chance, 3)]);
}

static SjEdit *
add_path (GRand *chance, SjJourney *journey)
{
  SjNode *node = some_node (chance, journey);
  static const char *const names[] = { "timeout", "error", "else", "failed", "unheard-of" };
  g_autofree char *id = NULL;
  g_autoptr (SjPath) path = NULL;

  if (node == NULL)
    return NULL;
  if (sj_kind_repeating (node->kind) != NULL && below (chance, 2))
    id = sj_node_new_path_id (node);
  else
    id = g_strdup (names[below (chance, G_N_ELEMENTS (names))]);
  path = sj_path_new (node, id);
  random_fill (chance, &path->kind->config, path->config);
  return sj_edit_add_path (node->id, path, (uint32_t) below (chance, 4));
}

static SjEdit *
change_path (GRand *chance, SjJourney *journey, bool remove)
{
  SjNode *node = some_node (chance, journey);
  SjPath *path = some_path (chance, node);

  if (path == NULL)
    return NULL;
  return remove ? sj_edit_remove_path (node->id, path->id)
                : sj_edit_move_path (node->id, path->id, (uint32_t) below (chance, 4));
}

static SjEdit *
move (GRand *chance, SjJourney *journey)
{
  SjShift moves[3];
  int count = 1 + below (chance, 3);

  if (sj_journey_n_nodes (journey) == 0)
    return NULL;
  for (int i = 0; i < count; i++)
    moves[i] = (SjShift) { some_node (chance, journey)->id, below (chance, 999), below (chance, 999) };
  return sj_edit_move (moves, (size_t) count);
}

static SjEdit *
change_list (GRand *chance, SjJourney *journey)
{
  int which = below (chance, 3);
  const SjSpec *spec = which == 0 ? &sj_goal_spec : which == 1 ? &sj_exit_spec : &sj_test_case_spec;
  uint32_t index = (uint32_t) below (chance, 4);
  SjEdit *edit;
  void *config;

  if (below (chance, 2))
    return which == 0   ? sj_edit_remove_goal (index)
           : which == 1 ? sj_edit_remove_exit (index)
                        : sj_edit_remove_test (index);
  config = sj_config_new (spec);
  random_fill (chance, spec, config);
  edit = which == 0   ? sj_edit_add_goal (config, index)
         : which == 1 ? sj_edit_add_exit (config, index)
                      : sj_edit_add_test (config, index);
  sj_config_free (spec, config);
  return edit;
}

/* NULL where there is nothing to change. */
SjEdit *
random_edit (GRand *chance, SjJourney *journey)
{
  SjNode *node;

  switch (below (chance, 20))
    {
    case 0 ... 6:
      return set_any (chance, journey);
    case 7 ... 9:
      return add_node (chance, journey);
    case 10 ... 11:
      node = some_node (chance, journey);
      return node ? sj_edit_remove_node (node->id) : NULL;
    case 12 ... 14:
      return connect (chance, journey);
    case 15:
      return add_path (chance, journey);
    case 16:
      return change_path (chance, journey, true);
    case 17:
      return change_path (chance, journey, false);
    case 18:
      return move (chance, journey);
    default:
      return change_list (chance, journey);
    }
}
