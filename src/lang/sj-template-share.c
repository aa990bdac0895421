/* sj-template-share.c -- what the paths of a template have in common.
 *
 * Paths that begin in a namespace form a tree.  A node of it is worth a memo when
 * paths part there, or when several end there; what lies between is walked.
 */
#include "lang/sj-template-compile.h"

typedef struct
{
  uint32_t memo;
  uint32_t ends;          /* paths that end here */
  uint32_t children;
} Node;

typedef struct
{
  GHashTable *index;      /* parent and step to number */
  GArray *nodes;          /* of Node */
} Tree;

static Node *
node_at (const Tree *tree, uint32_t index)
{
  return &g_array_index (tree->nodes, Node, index);
}

static uint32_t
child_of (Tree *tree, uint32_t parent, const SjRefStep *step)
{
  Node node = { .memo = SJ_NO_MEMO };
  char *key = g_strdup_printf ("%u %" G_GINT64_FORMAT " %.*s", parent, step->index, (int) step->length,
                               step->name ? step->name : "");
  gpointer known;

  if (g_hash_table_lookup_extended (tree->index, key, NULL, &known))
    {
      g_free (key);
      return GPOINTER_TO_UINT (known);
    }
  g_array_append_val (tree->nodes, node);
  node_at (tree, parent)->children++;
  g_hash_table_insert (tree->index, key, GUINT_TO_POINTER (tree->nodes->len - 1));
  return tree->nodes->len - 1;
}

static void
add_path (Tree *tree, const SjRef *ref)
{
  uint32_t node = 0;

  for (uint32_t i = 0; i < ref->n_steps; i++)
    node = child_of (tree, node, &ref->steps[i]);
  node_at (tree, node)->ends++;
}

static bool
is_shared (const Node *node)
{
  return node->children + node->ends > 1;
}

static void
set_stops (SjCompile *compile, Tree *tree, SjRef *ref, uint32_t *n_memos)
{
  SjRefStop *stops = sj_arena_new_n (compile->arena, SjRefStop, ref->n_steps);
  uint32_t node = 0;

  ref->whole = ref->parent = SJ_NO_MEMO;
  for (uint32_t i = 0; i < ref->n_steps; i++)
    {
      node = child_of (tree, node, &ref->steps[i]);
      if (!is_shared (node_at (tree, node)))
        continue;
      if (node_at (tree, node)->memo == SJ_NO_MEMO)
        node_at (tree, node)->memo = (*n_memos)++;
      if (i + 1 == ref->n_steps)
        ref->whole = node_at (tree, node)->memo;
      if (i + 2 == ref->n_steps && ref->steps[i + 1].name != NULL)
        ref->parent = node_at (tree, node)->memo;
      stops[ref->n_stops++] = (SjRefStop) { i + 1, node_at (tree, node)->memo };
    }
  ref->stops = stops;
}

uint32_t
sj_compile_share (SjCompile *compile)
{
  Tree tree = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                g_array_new (FALSE, FALSE, sizeof (Node)) };
  Node root = { .memo = SJ_NO_MEMO };
  uint32_t n_memos = 0;

  g_array_append_val (tree.nodes, root);
  for (guint i = 0; i < compile->plain->len; i++)
    add_path (&tree, g_ptr_array_index (compile->plain, i));
  for (guint i = 0; i < compile->plain->len; i++)
    set_stops (compile, &tree, g_ptr_array_index (compile->plain, i), &n_memos);
  g_hash_table_unref (tree.index);
  g_array_unref (tree.nodes);
  return n_memos;
}
