/* sj-arrange-flow.c -- what follows what: edges by node, cycles, the main line, parts.
 *
 * Nothing here looks at where cards stand, so that moving a card changes
 * neither the flow nor the main line.  The easy thing to get wrong: a new card
 * must not change what was decided among the old ones, so every choice goes by
 * order (of ports, then of the array), to which new things are added last.
 */
#include "model/sj-arrange-private.h"

#include <string.h>

/* Loops and paths between two fixed cards move nothing. */
static bool
is_usable (const SjArrange *a, const SjArrangeEdge *edge)
{
  return edge->source != edge->target &&
         !(a->nodes[edge->source].fixed && a->nodes[edge->target].fixed);
}

static int
compare_ports (const void *left, const void *right, void *data)
{
  const SjArrangeEdge *edges = data;
  unsigned one = *(const unsigned *) left, other = *(const unsigned *) right;

  if (edges[one].source != edges[other].source)
    return edges[one].source < edges[other].source ? -1 : 1;
  if (edges[one].port != edges[other].port)
    return edges[one].port < edges[other].port ? -1 : 1;
  return one < other ? -1 : one > other;
}

static SjArrangeLists
new_lists (SjArrange *a, unsigned n_items)
{
  SjArrangeLists lists;

  lists.start = sj_arena_alloc0 (a->arena, (a->n_nodes + 1) * sizeof (unsigned));
  lists.item = sj_arena_new_n (a->arena, unsigned, n_items);
  return lists;
}

static void
list_edges (SjArrange *a)
{
  unsigned *usable = sj_arena_new_n (a->arena, unsigned, a->n_edges);
  unsigned *fill = sj_arena_alloc0 (a->arena, a->n_nodes * sizeof (unsigned));
  unsigned n = 0;

  for (unsigned e = 0; e < a->n_edges; e++)
    if (is_usable (a, &a->edges[e]))
      usable[n++] = e;

  a->out = new_lists (a, 0);
  a->in = new_lists (a, n);
  for (unsigned i = 0; i < n; i++)
    {
      a->out.start[a->edges[usable[i]].source + 1]++;
      a->in.start[a->edges[usable[i]].target + 1]++;
    }
  for (unsigned v = 0; v < a->n_nodes; v++)
    {
      a->out.start[v + 1] += a->out.start[v];
      a->in.start[v + 1] += a->in.start[v];
    }
  for (unsigned i = 0; i < n; i++)
    {
      unsigned target = a->edges[usable[i]].target;

      a->in.item[a->in.start[target] + fill[target]++] = usable[i];
    }
  if (n > 0)
    g_qsort_with_data (usable, (int) n, sizeof (unsigned), compare_ports, (void *) a->edges);
  a->out.item = usable;
}

/* A walk along the paths in their order.  A path back to a card that the walk
 * has not left yet closes a cycle, as its last path: that one does not bind. */
typedef struct
{
  enum { UNSEEN, OPEN, LEFT } *state;
  unsigned *trail;    /* open nodes */
  unsigned *next;     /* of each node, the edge to take next */
  unsigned n_seen, n_left;
} Walk;

static void
walk_on (SjArrange *a, Walk *walk, unsigned *depth)
{
  unsigned node = walk->trail[*depth - 1];

  while (walk->next[node] < a->out.start[node + 1])
    {
      unsigned edge = a->out.item[walk->next[node]++];
      unsigned target = a->edges[edge].target;

      if (a->edges[edge].backward)
        continue;
      a->binding[edge] = walk->state[target] != OPEN;
      if (walk->state[target] == UNSEEN)
        {
          walk->state[target] = OPEN;
          a->rank[target] = walk->n_seen++;
          walk->trail[(*depth)++] = target;
          return;
        }
    }
  walk->state[node] = LEFT;
  a->flow[a->n_nodes - ++walk->n_left] = node;
  (*depth)--;
}

static void
walk_from (SjArrange *a, Walk *walk, unsigned root)
{
  unsigned depth = 1;

  if (walk->state[root] != UNSEEN)
    return;

  walk->state[root] = OPEN;
  a->rank[root] = walk->n_seen++;
  walk->trail[0] = root;
  while (depth > 0)
    walk_on (a, walk, &depth);
}

static bool
is_entered (const SjArrange *a, unsigned node)
{
  for (unsigned i = a->in.start[node]; i < a->in.start[node + 1]; i++)
    if (!a->edges[a->in.item[i]].backward)
      return true;

  return false;
}

static void
find_flow (SjArrange *a)
{
  Walk walk = { NULL };

  walk.state = sj_arena_alloc0 (a->arena, a->n_nodes * sizeof (*walk.state));
  walk.trail = sj_arena_new_n (a->arena, unsigned, a->n_nodes);
  walk.next = sj_arena_dup (a->arena, a->out.start, a->n_nodes * sizeof (unsigned));
  a->binding = sj_arena_alloc0 (a->arena, a->n_edges * sizeof (bool));
  a->flow = sj_arena_new_n (a->arena, unsigned, a->n_nodes);
  a->rank = sj_arena_new_n (a->arena, unsigned, a->n_nodes);
  for (unsigned v = 0; v < a->n_nodes; v++)
    if (!is_entered (a, v))
      walk_from (a, &walk, v);
  for (unsigned v = 0; v < a->n_nodes; v++)
    walk_from (a, &walk, v);
}

/* The heaviest path out of a card, of equal ones the first. */
static unsigned
main_way_out (const SjArrange *a, unsigned node)
{
  unsigned best = SJ_ARRANGE_NONE;

  for (unsigned i = a->out.start[node]; i < a->out.start[node + 1]; i++)
    {
      unsigned edge = a->out.item[i];

      if (a->binding[edge] &&
          (best == SJ_ARRANGE_NONE || a->edges[edge].weight > a->edges[best].weight))
        best = edge;
    }
  return best;
}

/* Of the paths that are the main way out of their source: the heaviest, of
 * equal ones that of the branch which comes first. */
static unsigned
main_way_in (const SjArrange *a, unsigned node, const unsigned *way_out)
{
  unsigned best = SJ_ARRANGE_NONE;

  for (unsigned i = a->in.start[node]; i < a->in.start[node + 1]; i++)
    {
      unsigned edge = a->in.item[i], source = a->edges[edge].source;

      if (way_out[source] != edge)
        continue;
      if (best == SJ_ARRANGE_NONE || a->edges[edge].weight > a->edges[best].weight ||
          (a->edges[edge].weight == a->edges[best].weight &&
           a->rank[source] < a->rank[a->edges[best].source]))
        best = edge;
    }
  return best;
}

static void
find_lines (SjArrange *a)
{
  unsigned *way_out = sj_arena_new_n (a->arena, unsigned, a->n_nodes);

  a->line_before = sj_arena_new_n (a->arena, unsigned, a->n_nodes);
  a->line_after = sj_arena_new_n (a->arena, unsigned, a->n_nodes);
  for (unsigned v = 0; v < a->n_nodes; v++)
    {
      way_out[v] = main_way_out (a, v);
      a->line_before[v] = a->line_after[v] = SJ_ARRANGE_NONE;
    }
  for (unsigned v = 0; v < a->n_nodes; v++)
    {
      unsigned edge = main_way_in (a, v, way_out);

      if (edge == SJ_ARRANGE_NONE)
        continue;
      a->line_before[v] = a->edges[edge].source;
      a->line_after[a->edges[edge].source] = v;
    }
}

static unsigned
find_root (unsigned *root, unsigned node)
{
  while (root[node] != node)
    node = root[node] = root[root[node]];

  return node;
}

/* Which nodes paths hold together.  Fixed cards hold everything that touches
 * them together too: such parts share the room between those cards. */
static unsigned *
find_roots (SjArrange *a)
{
  unsigned *root = sj_arena_new_n (a->arena, unsigned, a->n_nodes);
  unsigned held = SJ_ARRANGE_NONE;

  for (unsigned v = 0; v < a->n_nodes; v++)
    root[v] = v;
  for (unsigned i = 0; i < a->out.start[a->n_nodes]; i++)
    {
      const SjArrangeEdge *edge = &a->edges[a->out.item[i]];

      root[find_root (root, edge->source)] = find_root (root, edge->target);
      if (a->nodes[edge->source].fixed || a->nodes[edge->target].fixed)
        {
          held = held == SJ_ARRANGE_NONE ? edge->source : held;
          root[find_root (root, edge->source)] = find_root (root, held);
        }
    }
  return root;
}

static bool
is_idle (const SjArrange *a, unsigned node)
{
  return a->nodes[node].fixed && a->in.start[node] == a->in.start[node + 1] &&
         a->out.start[node] == a->out.start[node + 1];
}

static void
number_parts (SjArrange *a, unsigned *root, unsigned *number)
{
  for (unsigned v = 0; v < a->n_nodes; v++)
    number[v] = SJ_ARRANGE_NONE;
  for (unsigned v = 0; v < a->n_nodes; v++)
    {
      unsigned top = find_root (root, v);
      SjArrangePart *part;

      if (is_idle (a, v))
        continue;
      if (number[top] == SJ_ARRANGE_NONE)
        number[top] = a->n_parts++;
      part = &a->parts[number[top]];
      part->n_nodes++;
      part->n_movable += !a->nodes[v].fixed;
      part->held |= a->nodes[v].fixed;
    }
}

static void
fill_parts (SjArrange *a, unsigned *root, const unsigned *number)
{
  unsigned *room = sj_arena_new_n (a->arena, unsigned, a->n_nodes);

  for (unsigned p = 0; p < a->n_parts; p++)
    {
      a->parts[p].nodes = room;
      room += a->parts[p].n_nodes;
      a->parts[p].n_nodes = 0;
    }
  for (unsigned i = 0; i < a->n_nodes; i++)
    {
      unsigned node = a->flow[i];
      SjArrangePart *part;

      if (is_idle (a, node))
        continue;
      part = &a->parts[number[find_root (root, node)]];
      part->nodes[part->n_nodes++] = node;
    }
}

/* The part that is held, or else the first that is not much smaller than the
 * largest: it stays where it is.  So a card more does not make another part
 * the main one. */
static void
put_main_part_first (SjArrange *a)
{
  unsigned most = 0, best = 0;
  SjArrangePart part;

  for (unsigned p = 0; p < a->n_parts; p++)
    most = MAX (most, a->parts[p].held ? UINT_MAX : a->parts[p].n_movable);
  while (best < a->n_parts && !a->parts[best].held &&
         (most == UINT_MAX || a->parts[best].n_movable < most / 2))
    best++;
  if (best == 0 || best == a->n_parts)
    return;

  part = a->parts[best];
  memmove (a->parts + 1, a->parts, best * sizeof (SjArrangePart));
  a->parts[0] = part;
}

static void
find_parts (SjArrange *a)
{
  unsigned *root = find_roots (a);
  unsigned *number = sj_arena_new_n (a->arena, unsigned, a->n_nodes);

  a->parts = sj_arena_alloc0 (a->arena, a->n_nodes * sizeof (SjArrangePart));
  number_parts (a, root, number);
  fill_parts (a, root, number);
  put_main_part_first (a);
}

void
sj_arrange_flow (SjArrange *a)
{
  list_edges (a);
  find_flow (a);
  find_lines (a);
  find_parts (a);
}

int
sj_arrange_port_drop (const SjArrange *a, unsigned edge)
{
  unsigned source = a->edges[edge].source;
  int port = (int) MIN (a->edges[edge].port, 1000);

  if (a->line_after[source] == a->edges[edge].target ||
      a->nodes[source].height <= SJ_ARRANGE_CARD_HEIGHT)
    return 0;

  return sj_arrange_snap (SJ_ARRANGE_CARD_HEIGHT + SJ_ARRANGE_ROW_HEIGHT * port +
                          SJ_ARRANGE_ROW_HEIGHT / 2 - SJ_ARRANGE_MIDDLE);
}
