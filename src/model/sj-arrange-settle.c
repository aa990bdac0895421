/* sj-arrange-settle.c -- columns from left to right; what is tidy is left alone.
 *
 * A column is decided by itself and by the columns to its left, never by what
 * follows.  That makes Tidy stable: a card that is added somewhere cannot move
 * anything before it, and what has been settled once settles to itself.  So a
 * rule that looks to the right does not belong here.
 *
 * Three rules: cards that are too close move apart, in their order; two
 * neighbours change places when that removes crossings before them and cannot
 * make more behind them; a card moves level with the one before it on the main
 * line when the way is free.
 */
#include "model/sj-arrange-private.h"

#include <string.h>

/* How much a card that was found a place, stands, or stands straight resists being moved. */
enum { WEIGHT_ADRIFT = 1, WEIGHT_PLACED = 4, WEIGHT_STRAIGHT = 8 };

typedef struct
{
  SjArrange *a;
  SjArrangePart *part;
  SjArrangeGaps *gaps;    /* NULL when nothing is adrift */
  int column;
  unsigned *cards;        /* from top to bottom */
  unsigned n_cards;
  int *wish, *weight;
  const SjArrangeWall *walls;
  unsigned n_walls;
} Column;

static int
compare_cards (const void *left, const void *right, void *data)
{
  const SjArrange *a = data;
  unsigned one = *(const unsigned *) left, other = *(const unsigned *) right;
  int upper, lower;

  if (a->column[one] != a->column[other])
    return a->column[one] < a->column[other] ? -1 : 1;
  if (a->adrift[one] != a->adrift[other])
    return a->adrift[one] ? 1 : -1;
  upper = sj_arrange_middle (a, one);
  lower = sj_arrange_middle (a, other);
  if (upper != lower && !a->adrift[one])
    return upper < lower ? -1 : 1;
  return a->rank[one] < a->rank[other] ? -1 : a->rank[one] > a->rank[other];
}

static bool
is_shifted (const SjArrange *a, unsigned node)
{
  return !a->nodes[node].fixed && a->column[node] != a->drawn_column[node];
}

/* A card that changes its column though nothing that it follows did so. */
static bool
is_out_of_column (const SjArrange *a, unsigned node)
{
  if (a->adrift[node] || !is_shifted (a, node))
    return false;

  for (unsigned i = a->in.start[node]; i < a->in.start[node + 1]; i++)
    {
      unsigned source = a->edges[a->in.item[i]].source;

      if (a->adrift[source] || is_shifted (a, source))
        return false;
    }
  return true;
}

static void
insert_card (Column *column, unsigned index, unsigned node)
{
  memmove (column->cards + index + 1, column->cards + index,
           (column->n_cards - index) * sizeof (unsigned));
  column->cards[index] = node;
  column->n_cards++;
}

static bool
is_straight (const SjArrange *a, unsigned node)
{
  unsigned before = a->line_before[node];

  return before != SJ_ARRANGE_NONE && a->y[before] == a->y[node];
}

/* Cards adrift find their places among the others, one by one, and count as moved. */
static void
take_cards (Column *column, const unsigned *cards, unsigned n_cards)
{
  SjArrange *a = column->a;

  column->n_cards = 0;
  for (unsigned i = 0; i < n_cards; i++)
    {
      unsigned index = column->n_cards;

      a->moved[cards[i]] = a->adrift[cards[i]];
      if (a->adrift[cards[i]])
        index = sj_arrange_adrift (a, column->gaps, column->part, cards[i], column->cards, index);
      insert_card (column, index, cards[i]);
    }
}

static void
move_apart (Column *column)
{
  SjArrange *a = column->a;

  for (unsigned i = 0; i < column->n_cards; i++)
    {
      unsigned card = column->cards[i];

      column->wish[i] = a->y[card];
      column->weight[i] = a->moved[card] ? WEIGHT_ADRIFT
                        : is_straight (a, card) ? WEIGHT_STRAIGHT : WEIGHT_PLACED;
    }
  sj_arrange_stack (a, column->part, column->column, column->cards, column->n_cards,
                    column->wish, column->weight);
  for (unsigned i = 0; i < column->n_cards; i++)
    a->moved[column->cards[i]] |= a->y[column->cards[i]] != column->wish[i] ||
                                  is_shifted (a, column->cards[i]);
}

/* How many of the paths into two cards cross, less how many would if the cards
 * changed places; and the same for paths that leave one card crosswise.  False
 * when a card has a path from further away, whose way does not end here. */
static bool
count_gain (const SjArrange *a, unsigned upper, unsigned lower, int *crossings, int *crosswise)
{
  *crossings = *crosswise = 0;
  for (unsigned i = a->in.start[upper]; i < a->in.start[upper + 1]; i++)
    for (unsigned k = a->in.start[lower]; k < a->in.start[lower + 1]; k++)
      {
        const SjArrangeEdge *one = &a->edges[a->in.item[i]], *other = &a->edges[a->in.item[k]];
        int from_one = a->column[one->source], from_other = a->column[other->source];

        if (from_one >= a->column[upper] || from_other >= a->column[upper])
          continue;
        if (from_one != a->column[upper] - 1 || from_other != a->column[upper] - 1)
          return false;
        *crossings += (a->y[one->source] > a->y[other->source]) -
                      (a->y[one->source] < a->y[other->source]);
        if (one->source == other->source)
          *crosswise += (one->port > other->port) - (one->port < other->port);
      }
  return true;
}

static int
count_ways_out (const SjArrange *a, unsigned node)
{
  int n = 0;

  for (unsigned k = a->out.start[node]; k < a->out.start[node + 1]; k++)
    n += sj_arrange_is_forward (a, a->out.item[k]);
  return n;
}

/* Each way out of one card may come to cross each way out of the other. */
static bool
should_swap (const SjArrange *a, unsigned upper, unsigned lower)
{
  int crossings, crosswise;

  if (!count_gain (a, upper, lower, &crossings, &crosswise))
    return false;
  if (crossings > 0)
    return crossings >= count_ways_out (a, upper) * count_ways_out (a, lower);
  return crossings == 0 && crosswise > 0 &&
         (count_ways_out (a, upper) == 0 || count_ways_out (a, lower) == 0);
}

static bool
is_wall_between (const Column *column, unsigned upper, unsigned lower)
{
  for (unsigned i = 0; i < column->n_walls; i++)
    if (column->walls[i].top > column->a->y[upper] && column->walls[i].top < column->a->y[lower])
      return true;

  return false;
}

static bool
swap_cards (Column *column)
{
  SjArrange *a = column->a;
  bool changed = false;

  for (unsigned i = 0; i + 1 < column->n_cards; i++)
    {
      unsigned upper = column->cards[i], lower = column->cards[i + 1];
      int bottom = a->y[lower] + a->slot[lower];

      if (!should_swap (a, upper, lower) || is_wall_between (column, upper, lower))
        continue;
      column->part->faults += !a->moved[upper] && !a->moved[lower];
      a->moved[upper] = a->moved[lower] = true;
      a->y[lower] = a->y[upper];
      a->y[upper] = bottom - a->slot[upper];
      column->cards[i] = lower;
      column->cards[i + 1] = upper;
      changed = true;
    }
  return changed;
}

static bool
is_free (const Column *column, unsigned index, int y)
{
  const SjArrange *a = column->a;
  int top = y - SJ_ARRANGE_ROW_FREE;
  int bottom = y + a->slot[column->cards[index]] + SJ_ARRANGE_ROW_FREE;

  if (y < column->part->ceiling)
    return false;
  if (index > 0)
    {
      unsigned above = column->cards[index - 1];

      if (a->y[above] + a->slot[above] > top)
        return false;
    }
  if (index + 1 < column->n_cards && a->y[column->cards[index + 1]] < bottom)
    return false;
  for (unsigned i = 0; i < column->n_walls; i++)
    if (column->walls[i].top < bottom && column->walls[i].bottom > top)
      return false;
  return true;
}

static bool
straighten_card (Column *column, unsigned index)
{
  SjArrange *a = column->a;
  unsigned card = column->cards[index], before = a->line_before[card];

  if (before == SJ_ARRANGE_NONE || a->column[before] != column->column - 1 ||
      a->y[before] == a->y[card] || !is_free (column, index, a->y[before]))
    return false;

  column->part->faults += !a->moved[card] && !a->moved[before];
  a->moved[card] = true;
  a->y[card] = a->y[before];
  return true;
}

static bool
straighten_cards (Column *column)
{
  bool changed = false;

  for (unsigned i = 0; i < column->n_cards; i++)
    changed |= straighten_card (column, i);
  return changed;
}

/* A swap removes crossings for good and straightening keeps the order, so this ends. */
static void
settle_column (Column *column, const unsigned *cards, unsigned n_cards)
{
  column->column = column->a->column[cards[0]];
  column->walls = sj_arrange_walls_of (column->a, column->column, &column->n_walls);
  take_cards (column, cards, n_cards);
  move_apart (column);
  do
    while (swap_cards (column))
      ;
  while (straighten_cards (column));
}

static void
find_extent (const SjArrange *a, SjArrangePart *part)
{
  part->top = INT_MAX;
  part->bottom = INT_MIN;
  for (unsigned i = 0; i < part->n_nodes; i++)
    {
      unsigned node = part->nodes[i];

      if (a->nodes[node].fixed)
        continue;
      part->top = MIN (part->top, a->y[node]);
      part->bottom = MAX (part->bottom, a->y[node] + a->slot[node]);
    }
}

static unsigned
list_movable (SjArrange *a, SjArrangePart *part, unsigned *cards, bool *any_adrift)
{
  unsigned n = 0;

  for (unsigned i = 0; i < part->n_nodes; i++)
    {
      unsigned node = part->nodes[i];

      if (a->nodes[node].fixed)
        continue;
      cards[n++] = node;
      *any_adrift |= a->adrift[node];
      part->faults += a->adrift[node] || is_out_of_column (a, node);
    }
  g_qsort_with_data (cards, (int) n, sizeof (unsigned), compare_cards, a);
  return n;
}

void
sj_arrange_settle (SjArrange *a, SjArrangePart *part)
{
  g_autofree unsigned *cards = g_new (unsigned, part->n_nodes);
  g_autofree unsigned *in_column = g_new (unsigned, part->n_nodes);
  g_autofree int *wish = g_new (int, part->n_nodes), *weight = g_new (int, part->n_nodes);
  Column column = { .a = a, .part = part, .cards = in_column, .wish = wish, .weight = weight };
  bool any_adrift = false;
  unsigned n;

  part->faults = 0;
  n = list_movable (a, part, cards, &any_adrift);
  if (any_adrift)
    column.gaps = sj_arrange_gaps_new (a, part);
  for (unsigned i = 0, from = 0; i < n; i++)
    if (i + 1 == n || a->column[cards[i]] != a->column[cards[i + 1]])
      {
        settle_column (&column, cards + from, i + 1 - from);
        from = i + 1;
      }
  find_extent (a, part);
}
