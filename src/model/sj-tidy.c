/* sj-tidy.c -- from the journey to the arrays of sj-arrange.h and back.
 *
 * Only the drawing goes there: sizes, places, which paths lead where.  A path to a
 * step that is missing leads nowhere.
 */
#include "model/sj-tidy.h"

#include "model/sj-arrange.h"
#include "model/sj-card.h"

#define PLAIN_WEIGHT 1
#define MAIN_WEIGHT 2    /* the way a journey goes when nothing special happens */

static bool
is_selected (const SjNode *node, const char *const *selection)
{
  return selection == NULL || g_strv_contains (selection, node->id);
}

static SjArrangeNode *
make_nodes (const SjJourney *journey, const char *const *selection)
{
  SjArrangeNode *nodes = g_new0 (SjArrangeNode, sj_journey_n_nodes (journey));

  for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
    {
      const SjNode *node = sj_journey_node (journey, i);

      nodes[i].x = node->at.x;
      nodes[i].y = node->at.y;
      nodes[i].fixed = node->pinned || !is_selected (node, selection);
      nodes[i].width = SJ_ARRANGE_CARD_WIDTH;
      nodes[i].height = sj_card_height (node);
    }
  return nodes;
}

static GArray *
make_edges (const SjJourney *journey)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (SjArrangeEdge));

  for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
    for (uint32_t port = 0; port < sj_journey_node (journey, i)->n_paths; port++)
      {
        const SjPath *path = sj_journey_node (journey, i)->paths[port];
        const SjNode *target = sj_path_target (path);
        bool is_main = path->kind->role == SJ_ROLE_DEFAULT || path->kind->role == SJ_ROLE_OUTCOME;
        SjArrangeEdge edge = { i, target ? target->index : 0, port, is_main ? MAIN_WEIGHT : PLAIN_WEIGHT, false };

        if (target != NULL)
          g_array_append_val (edges, edge);
      }
  return edges;
}

static SjEdit *
make_edit (const SjJourney *journey, const SjArrangePlace *places, size_t *count)
{
  g_autoptr (GArray) moves = g_array_new (FALSE, FALSE, sizeof (SjShift));

  for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
    {
      const SjNode *node = sj_journey_node (journey, i);
      SjShift move = { node->id, places[i].x, places[i].y };

      if (!node->at.set || node->at.x != move.x || node->at.y != move.y)
        g_array_append_val (moves, move);
    }
  *count = moves->len;
  return moves->len > 0 ? sj_edit_move ((const SjShift *) (void *) moves->data, moves->len) : NULL;
}

SjEdit *
sj_tidy (const SjJourney *journey, const char *const *selection, size_t *moved)
{
  uint32_t n_nodes = sj_journey_n_nodes (journey);
  g_autofree SjArrangeNode *nodes = make_nodes (journey, selection);
  g_autofree SjArrangePlace *places = g_new0 (SjArrangePlace, n_nodes);
  g_autoptr (GArray) edges = make_edges (journey);
  size_t count;
  SjEdit *edit;

  sj_arrange (nodes, n_nodes, (const SjArrangeEdge *) (void *) edges->data, edges->len, places);
  edit = make_edit (journey, places, &count);
  if (moved != NULL)
    *moved = count;
  return edit;
}

SjEdit *
sj_tidy_unplaced (const SjJourney *journey)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
    if (!sj_journey_node (journey, i)->at.set)
      g_ptr_array_add (ids, sj_journey_node (journey, i)->id);
  if (ids->len == 0)
    return NULL;
  g_ptr_array_add (ids, NULL);
  return sj_tidy (journey, (const char *const *) ids->pdata, NULL);
}
