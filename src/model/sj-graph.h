/* sj-graph.h -- the nodes of a journey, by order, by id and by what leads to them.
 *
 * Every change takes time in proportion to the paths it touches (and a short
 * move of memory for the order).  Nodes keep their order: it is the order of the
 * document.  A path may lead to an id that no node has.
 */
#pragma once

#include "model/sj-node.h"

typedef struct
{
  SjNode **nodes;           /* owned */
  uint32_t n_nodes, allocated;
  GHashTable *anchors;      /* owned: id → SjAnchor */
  uint64_t last_number;     /* the highest that an id was made with */
} SjGraph;

void sj_graph_init  (SjGraph *graph);
void sj_graph_clear (SjGraph *graph);

SjNode         *sj_graph_find   (const SjGraph *graph, const char *id);    /* NULL where there is none */
const SjAnchor *sj_graph_anchor (const SjGraph *graph, const char *id);    /* NULL: no node, and nothing leads there */

/* An id that no node has or had since the journey was read: "email-12". */
char *sj_graph_new_id (SjGraph *graph, const SjKind *kind);

/* Whether one can come from a node to another along paths, or is there already. */
bool sj_graph_reaches (const SjGraph *graph, const SjNode *from, const SjNode *to);

static inline uint32_t
sj_node_n_in (const SjNode *node)
{
  return node->anchor ? node->anchor->n_in : 0;
}

static inline SjPath *
sj_node_in (const SjNode *node, uint32_t index)
{
  return node->anchor->in[index];
}

/* For sj-journey.c and for tests; the graph takes nodes and paths, or gives them back. */
#define SJ_AT_END UINT32_MAX

void    sj_graph_insert      (SjGraph *graph, SjNode *node, uint32_t index);    /* the id must be free */
SjNode *sj_graph_take        (SjGraph *graph, SjNode *node);
void    sj_graph_insert_path (SjGraph *graph, SjNode *node, SjPath *path, uint32_t index);
SjPath *sj_graph_take_path   (SjGraph *graph, SjPath *path);
void    sj_graph_move_path   (SjPath *path, uint32_t index);
void    sj_graph_connect     (SjGraph *graph, SjPath *path, const char *to);    /* NULL: nowhere */
