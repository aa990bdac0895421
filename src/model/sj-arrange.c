/* sj-arrange.c -- "Tidy": each part kept or laid out anew, then one below the other.
 *
 * Whether a part is tidy is not remembered anywhere; it is seen from where its
 * cards stand.  So what this file returns must look tidy to it the next time,
 * or a second Tidy would move cards again.
 */
#include "model/sj-arrange-private.h"

/* Beyond this a card is not taken at its word; far enough for any drawing. */
#define FAR_AWAY (1 << 23)

static int
clamp_size (int size)
{
  return CLAMP (size, 1, SJ_ARRANGE_MOST_SIZE);
}

static void
allocate (SjArrange *a)
{
  a->x = sj_arena_new_n (a->arena, int, a->n_nodes);
  a->y = sj_arena_new_n (a->arena, int, a->n_nodes);
  a->slot = sj_arena_new_n (a->arena, int, a->n_nodes);
  a->column = sj_arena_new_n (a->arena, int, a->n_nodes);
  a->drawn_column = sj_arena_new_n (a->arena, int, a->n_nodes);
  a->latest = sj_arena_new_n (a->arena, int, a->n_nodes);
  a->adrift = sj_arena_alloc0 (a->arena, a->n_nodes * sizeof (bool));
  a->moved = sj_arena_alloc0 (a->arena, a->n_nodes * sizeof (bool));
}

/* A copy within bounds, so that nothing later can overflow. */
static void
take_nodes (SjArrange *a, const SjArrangeNode *nodes)
{
  SjArrangeNode *copy = sj_arena_dup (a->arena, nodes, a->n_nodes * sizeof (SjArrangeNode));

  a->nodes = copy;
  for (unsigned v = 0; v < a->n_nodes; v++)
    {
      copy[v].x = CLAMP (copy[v].x, -FAR_AWAY, FAR_AWAY);
      copy[v].y = CLAMP (copy[v].y, -FAR_AWAY, FAR_AWAY);
      copy[v].width = clamp_size (copy[v].width);
      copy[v].height = clamp_size (copy[v].height);
      a->x[v] = sj_arrange_snap (copy[v].x);
      a->y[v] = sj_arrange_snap (copy[v].y);
      a->slot[v] = sj_arrange_round_up (copy[v].height);
    }
}

static int
compare_drawn (const void *left, const void *right, void *data)
{
  const SjArrange *a = data;
  unsigned one = *(const unsigned *) left, other = *(const unsigned *) right;

  if (a->drawn_column[one] != a->drawn_column[other])
    return a->drawn_column[one] < a->drawn_column[other] ? -1 : 1;
  if (a->y[one] != a->y[other])
    return a->y[one] < a->y[other] ? -1 : 1;
  return one < other ? -1 : one > other;
}

/* Of two cards of which one lies upon the other, the later one is adrift. */
static void
find_covering (SjArrange *a, const unsigned *cards, unsigned n_cards)
{
  for (unsigned i = 1, last = 0; i < n_cards; i++)
    {
      unsigned upper = cards[last], lower = cards[i];

      if (a->drawn_column[upper] != a->drawn_column[lower] ||
          a->y[lower] - a->y[upper] >= SJ_ARRANGE_CARD_HEIGHT)
        {
          last = i;
          continue;
        }
      a->adrift[MAX (upper, lower)] = true;
      last = upper < lower ? last : i;
    }
}

static void
find_adrift (SjArrange *a, const SjArrangePart *part)
{
  g_autofree unsigned *cards = g_new (unsigned, part->n_nodes);
  unsigned n = 0;

  for (unsigned i = 0; i < part->n_nodes; i++)
    {
      unsigned node = part->nodes[i];

      if (a->nodes[node].fixed)
        continue;
      a->adrift[node] = a->drawn_column[node] == SJ_ARRANGE_NO_COLUMN;
      if (!a->adrift[node])
        cards[n++] = node;
    }
  if (n > 1)
    g_qsort_with_data (cards, (int) n, sizeof (unsigned), compare_drawn, a);
  find_covering (a, cards, n);
}

/* The room that the part takes in the drawing, without what is adrift (that is
 * a fault), and by what it comes before other parts. */
static void
measure_drawn (const SjArrange *a, SjArrangePart *part)
{
  part->top = part->sort_y = part->sort_x = INT_MAX;
  part->bottom = INT_MIN;
  part->ceiling = -SJ_ARRANGE_FAR;
  for (unsigned i = 0; i < part->n_nodes; i++)
    part->faults += a->adrift[part->nodes[i]];
  for (unsigned i = 0; i < part->n_nodes; i++)
    {
      unsigned node = part->nodes[i];

      if (a->nodes[node].fixed || (a->adrift[node] && part->faults < part->n_movable))
        continue;
      part->sort_y = MIN (part->sort_y, a->y[node]);
      part->sort_x = MIN (part->sort_x, a->x[node]);
      if (a->adrift[node])
        continue;
      part->top = MIN (part->top, a->y[node]);
      part->bottom = MAX (part->bottom, a->y[node] + a->slot[node]);
    }
}

static int
compare_tops (const void *left, const void *right, void *data)
{
  const SjArrangePart *one = *(SjArrangePart *const *) left;
  const SjArrangePart *other = *(SjArrangePart *const *) right;

  if (one->top != other->top)
    return one->top < other->top ? -1 : 1;
  return one < other ? -1 : one > other;
}

/* A part that stands free below another one does not grow into it. */
static void
find_ceilings (SjArrange *a, SjArrangePart **parts)
{
  int bottom = -SJ_ARRANGE_FAR;

  for (unsigned p = 0; p < a->n_parts; p++)
    parts[p] = &a->parts[p];
  g_qsort_with_data (parts, (int) a->n_parts, sizeof (SjArrangePart *), compare_tops, NULL);
  for (unsigned p = 0; p < a->n_parts && parts[p]->bottom > INT_MIN; p++)
    {
      if (p > 0 && !parts[p]->held && parts[p]->top >= bottom + SJ_ARRANGE_PART_FREE)
        parts[p]->ceiling = bottom + SJ_ARRANGE_PART_FREE;
      bottom = MAX (bottom, parts[p]->bottom);
    }
}

/* A part that is tidy but for two cards, or for a quarter of them, is kept. */
static bool
is_nearly_tidy (const SjArrangePart *part)
{
  return part->faults < part->n_movable &&
         (part->faults <= 2 || part->faults * 4 <= part->n_movable);
}

static void
arrange_part (SjArrange *a, SjArrangePart *part)
{
  if (is_nearly_tidy (part))
    {
      sj_arrange_columns (a, part);
      sj_arrange_settle (a, part);
      if (is_nearly_tidy (part))
        return;
    }

  part->ceiling = -SJ_ARRANGE_FAR;
  sj_arrange_fresh (a, part);
  sj_arrange_settle (a, part);
}

static int
compare_positions (const void *left, const void *right, void *data)
{
  const SjArrangePart *one = *(SjArrangePart *const *) left;
  const SjArrangePart *other = *(SjArrangePart *const *) right;

  if (one->sort_y != other->sort_y)
    return one->sort_y < other->sort_y ? -1 : 1;
  if (one->sort_x != other->sort_x)
    return one->sort_x < other->sort_x ? -1 : 1;
  return one < other ? -1 : one > other;
}

static int
first_column (const SjArrange *a, const SjArrangePart *part)
{
  int column = INT_MAX;

  for (unsigned i = 0; i < part->n_nodes; i++)
    if (!a->nodes[part->nodes[i]].fixed)
      column = MIN (column, a->column[part->nodes[i]]);
  return column;
}

/* The part begins in the same column as the main one; walls are heeded again. */
static void
move_part (SjArrange *a, SjArrangePart *part, int top)
{
  int right = first_column (a, &a->parts[0]) - first_column (a, part);
  int down = top - part->top;

  for (unsigned i = 0; i < part->n_nodes; i++)
    {
      a->column[part->nodes[i]] += right;
      a->y[part->nodes[i]] += down;
    }
  part->ceiling = top;
  sj_arrange_settle (a, part);
}

/* Parts that were kept stay where they are, unless they are in the way of those above. */
static void
stack_parts (SjArrange *a, SjArrangePart **parts)
{
  const SjArrangePart *main_part = &a->parts[0];
  int above = -SJ_ARRANGE_FAR, bottom = main_part->bottom;

  for (unsigned p = 0; p + 1 < a->n_parts; p++)
    parts[p] = &a->parts[p + 1];
  if (a->n_parts > 2)
    g_qsort_with_data (parts, (int) a->n_parts - 1, sizeof (SjArrangePart *), compare_positions,
                       NULL);
  for (unsigned p = 0; p + 1 < a->n_parts; p++)
    {
      SjArrangePart *part = parts[p];

      if (!part->fresh && part->top >= above + SJ_ARRANGE_PART_FREE &&
          part->bottom + SJ_ARRANGE_PART_FREE <= main_part->top)
        {
          above = part->bottom;
          continue;
        }
      if (part->fresh || part->top < bottom + SJ_ARRANGE_PART_FREE)
        move_part (a, part, bottom + SJ_ARRANGE_PART_FREE);
      bottom = MAX (bottom, part->bottom);
    }
}

static void
arrange (SjArrange *a)
{
  g_autofree SjArrangePart **parts = g_new (SjArrangePart *, a->n_parts);

  sj_arrange_origin (a);
  sj_arrange_walls (a);
  for (unsigned p = 0; p < a->n_parts; p++)
    {
      find_adrift (a, &a->parts[p]);
      measure_drawn (a, &a->parts[p]);
    }
  find_ceilings (a, parts);
  for (unsigned p = 0; p < a->n_parts; p++)
    arrange_part (a, &a->parts[p]);
  stack_parts (a, parts);
}

static bool
are_valid (const SjArrangeEdge *edges, size_t n_edges, size_t n_nodes)
{
  for (size_t i = 0; i < n_edges; i++)
    if (edges[i].source >= n_nodes || edges[i].target >= n_nodes)
      return false;

  return true;
}

size_t
sj_arrange (const SjArrangeNode *nodes, size_t n_nodes,
            const SjArrangeEdge *edges, size_t n_edges,
            SjArrangePlace *places)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjArrange a = { .arena = &arena, .edges = edges,
                  .n_nodes = (unsigned) n_nodes, .n_edges = (unsigned) n_edges };
  size_t n_moved = 0;

  g_return_val_if_fail (n_edges < INT_MAX && are_valid (edges, n_edges, n_nodes), 0);

  if (n_nodes > 0 && n_nodes <= SJ_ARRANGE_MOST_NODES)
    {
      allocate (&a);
      take_nodes (&a, nodes);
      sj_arrange_flow (&a);
    }
  if (a.n_parts > 0)
    arrange (&a);
  for (size_t v = 0; v < n_nodes; v++)
    {
      places[v] = nodes[v].fixed || a.n_parts == 0
                      ? (SjArrangePlace) { nodes[v].x, nodes[v].y }
                      : (SjArrangePlace) { a.origin + a.column[v] * a.pitch, a.y[v] };
      n_moved += places[v].x != nodes[v].x || places[v].y != nodes[v].y;
    }
  return n_moved;
}
