/* sj-journey-upgrade.c -- the steps from older forms to the present one. */
#include "model/sj-journey-upgrade.h"

#include "base/sj-json.h"

#include <string.h>

int
sj_journey_form (SjValue document)
{
  SjValue form = sj_value_get (document, "form");

  if (sj_value_is_null (form))
    return 0;
  return form.type == SJ_INTEGER && form.integer >= 0 && form.integer <= INT_MAX ? (int) form.integer : -1;
}

static bool
is_one_of (SjValue key, const char *const *names)
{
  for (; *names != NULL; names++)
    if (sj_value_is_text (key, (SjSlice) { *names, strlen (*names) }))
      return true;
  return false;
}

static void
set_rest (SjObjectBuilder *builder, SjValue object, const char *const *without)
{
  for (uint32_t i = 0; i < object.length; i++)
    {
      g_autofree char *name = sj_value_dup_text (object.members[i].key);

      if (!is_one_of (object.members[i].key, without))
        sj_object_set (builder, name, object.members[i].value);
    }
}

/* ------------------------------------------------------------------ 0 → 1
 *
 * The first drafts kept all paths in one list, "edges", each with "from", "path"
 * and "to", and positions as "x" and "y".  Now a node has its paths and "at".
 * Edges that belong to no node, or to a path that is taken, stay where they are.
 */
typedef struct
{
  SjArena *arena;
  SjValue edges;
  GHashTable *by_node;      /* id → GArray of indexes into edges */
  bool *used;
} Drafts;

static void
collect_edges (Drafts *drafts)
{
  for (uint32_t i = 0; drafts->edges.type == SJ_LIST && i < drafts->edges.length; i++)
    {
      char *from = sj_value_dup_text (sj_value_get (drafts->edges.items[i], "from"));
      GArray *list;

      if (from == NULL)
        continue;
      list = g_hash_table_lookup (drafts->by_node, from);
      if (list == NULL)
        {
          list = g_array_new (FALSE, FALSE, sizeof (uint32_t));
          g_hash_table_insert (drafts->by_node, g_strdup (from), list);
        }
      g_array_append_val (list, i);
      g_free (from);
    }
}

static SjValue
path_of_edge (SjArena *arena, SjValue edge)
{
  static const char *const not_kept[] = { "from", "path", NULL };
  SjValue path = sj_value_get (edge, "path");
  SjObjectBuilder builder;

  sj_object_begin (&builder, arena);
  sj_object_set (&builder, "id", path.type == SJ_TEXT ? path : sj_value_string ("next"));
  set_rest (&builder, edge, not_kept);
  return sj_object_end (&builder);
}

static bool
has_path (const GArray *paths, SjValue path)
{
  SjValue id = sj_value_get (path, "id");

  for (guint i = 0; i < paths->len; i++)
    if (sj_value_equal (sj_value_get (g_array_index (paths, SjValue, i), "id"), id))
      return true;
  return false;
}

static SjValue
paths_of_node (Drafts *drafts, SjValue node)
{
  g_autofree char *id = sj_value_dup_text (sj_value_get (node, "id"));
  const GArray *indexes = id ? g_hash_table_lookup (drafts->by_node, id) : NULL;
  SjValue present = sj_value_get (node, "paths");
  SjListBuilder list;

  sj_list_begin (&list, drafts->arena);
  for (uint32_t i = 0; present.type == SJ_LIST && i < present.length; i++)
    sj_list_add (&list, present.items[i]);
  for (guint i = 0; indexes != NULL && i < indexes->len; i++)
    {
      uint32_t index = g_array_index (indexes, uint32_t, i);
      SjValue path = path_of_edge (drafts->arena, drafts->edges.items[index]);

      if (drafts->used[index] || has_path (list.items, path))
        continue;
      drafts->used[index] = true;
      sj_list_add (&list, path);
    }
  return sj_list_end (&list);
}

static SjValue
node_with_paths (Drafts *drafts, SjValue node)
{
  static const char *const with_place[] = { "paths", "x", "y", NULL };
  static const char *const without_place[] = { "paths", NULL };
  SjValue place[] = { sj_value_get (node, "x"), sj_value_get (node, "y") };
  bool placed = sj_value_is_number (place[0]) && sj_value_is_number (place[1]) &&
                sj_value_find (node, "at", 2) == NULL;
  SjValue paths;
  SjObjectBuilder builder;

  if (node.type != SJ_OBJECT)
    return node;
  sj_object_begin (&builder, drafts->arena);
  set_rest (&builder, node, placed ? with_place : without_place);
  if (placed)
    sj_object_set (&builder, "at", sj_value_copy (drafts->arena, sj_value_list (place, 2)));
  paths = paths_of_node (drafts, node);
  if (paths.length > 0)
    sj_object_set (&builder, "paths", paths);
  else if (sj_value_get (node, "paths").type != SJ_LIST && sj_value_find (node, "paths", 5) != NULL)
    sj_object_set (&builder, "paths", sj_value_get (node, "paths"));    /* for the reader to refuse */
  return sj_object_end (&builder);
}

static SjValue
edges_left (Drafts *drafts)
{
  SjListBuilder list;

  sj_list_begin (&list, drafts->arena);
  for (uint32_t i = 0; i < drafts->edges.length; i++)
    if (!drafts->used[i])
      sj_list_add (&list, drafts->edges.items[i]);
  return sj_list_end (&list);
}

static SjValue
give_nodes_their_paths (SjArena *arena, SjValue document)
{
  static const char *const replaced[] = { "nodes", "edges", NULL };
  static const char *const only_nodes[] = { "nodes", NULL };
  SjValue nodes = sj_value_get (document, "nodes");
  Drafts drafts = { .arena = arena, .edges = sj_value_get (document, "edges") };
  bool has_edges = drafts.edges.type == SJ_LIST;
  g_autofree bool *used = g_new0 (bool, has_edges ? drafts.edges.length + 1 : 1);
  SjObjectBuilder builder;
  SjListBuilder list;

  if (nodes.type != SJ_LIST)
    return document;
  drafts.used = used;
  drafts.by_node = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  collect_edges (&drafts);
  sj_list_begin (&list, arena);
  for (uint32_t i = 0; i < nodes.length; i++)
    sj_list_add (&list, node_with_paths (&drafts, nodes.items[i]));
  g_hash_table_unref (drafts.by_node);

  sj_object_begin (&builder, arena);
  set_rest (&builder, document, has_edges ? replaced : only_nodes);
  sj_object_set (&builder, "nodes", sj_list_end (&list));
  if (has_edges && edges_left (&drafts).length > 0)
    sj_object_set (&builder, "edges", edges_left (&drafts));
  return sj_object_end (&builder);
}

/* Step n leads from form n to form n + 1. */
static SjValue (*const steps[]) (SjArena *arena, SjValue document) = {
  give_nodes_their_paths,
};

G_STATIC_ASSERT (G_N_ELEMENTS (steps) == SJ_JOURNEY_FORM);

SjValue
sj_journey_upgrade (SjArena *arena, SjValue document)
{
  for (int form = sj_journey_form (document); form >= 0 && form < SJ_JOURNEY_FORM; form++)
    document = steps[form](arena, document);
  return document;
}
