/* sj-arrange-adrift.c -- finds a place in its column for a card that stands in none.
 *
 * Every place between two cards is tried.  Best is where its paths cross few
 * others, close to where it wants to be, in the order in which it was dropped,
 * without pushing others.  Its paths to cards that have no place yet do not
 * count.
 */
#include "model/sj-arrange-private.h"

/* What is worth how much distance. */
enum { A_CROSSING = 256, THE_ORDER = 512, A_PUSH = 2 };

struct SjArrangeGaps
{
  int first_column;
  unsigned n_gaps;
  SjArrangeLists edges;    /* of a gap between two columns, those that pass it */
};

static bool
is_listed (const SjArrange *a, unsigned edge, int span_limit)
{
  return sj_arrange_is_forward (a, edge) &&
         a->column[a->edges[edge].target] - a->column[a->edges[edge].source] <= span_limit;
}

static void
add_to_gaps (SjArrangeGaps *gaps, const SjArrange *a, unsigned edge, unsigned *fill)
{
  int from = a->column[a->edges[edge].source] - gaps->first_column;
  int to = a->column[a->edges[edge].target] - gaps->first_column;

  for (int gap = from; gap < to; gap++)
    if (fill)
      gaps->edges.item[gaps->edges.start[gap] + fill[gap]++] = edge;
    else
      gaps->edges.start[gap + 1]++;
}

static void
list_edges (SjArrangeGaps *gaps, SjArrange *a, const SjArrangePart *part, int span_limit,
            unsigned *fill)
{
  for (unsigned i = 0; i < part->n_nodes; i++)
    for (unsigned k = a->out.start[part->nodes[i]]; k < a->out.start[part->nodes[i] + 1]; k++)
      if (is_listed (a, a->out.item[k], span_limit))
        add_to_gaps (gaps, a, a->out.item[k], fill);
}

SjArrangeGaps *
sj_arrange_gaps_new (SjArrange *a, const SjArrangePart *part)
{
  SjArrangeGaps *gaps = sj_arena_new0 (a->arena, SjArrangeGaps);
  int last = INT_MIN, span_limit = sj_arrange_span_limit (a, part);
  g_autofree unsigned *fill = NULL;

  gaps->first_column = INT_MAX;
  for (unsigned i = 0; i < part->n_nodes; i++)
    {
      gaps->first_column = MIN (gaps->first_column, a->column[part->nodes[i]]);
      last = MAX (last, a->column[part->nodes[i]]);
    }
  gaps->n_gaps = (unsigned) (last - gaps->first_column);
  gaps->edges.start = sj_arena_alloc0 (a->arena, (gaps->n_gaps + 1) * sizeof (unsigned));
  list_edges (gaps, a, part, span_limit, NULL);
  for (unsigned g = 0; g < gaps->n_gaps; g++)
    gaps->edges.start[g + 1] += gaps->edges.start[g];
  gaps->edges.item = sj_arena_new_n (a->arena, unsigned, gaps->edges.start[gaps->n_gaps]);
  fill = g_new0 (unsigned, gaps->n_gaps + 1);
  list_edges (gaps, a, part, span_limit, fill);
  return gaps;
}

typedef struct
{
  double x1, y1, x2, y2;
} Line;

static Line
line_of (const SjArrange *a, unsigned edge)
{
  unsigned source = a->edges[edge].source, target = a->edges[edge].target;

  return (Line) { a->column[source], sj_arrange_middle (a, source),
                  a->column[target], sj_arrange_middle (a, target) };
}

static double
side (Line line, double x, double y)
{
  return (line.x2 - line.x1) * (y - line.y1) - (line.y2 - line.y1) * (x - line.x1);
}

static bool
cross (Line one, Line other)
{
  return side (one, other.x1, other.y1) * side (one, other.x2, other.y2) < 0 &&
         side (other, one.x1, one.y1) * side (other, one.x2, one.y2) < 0;
}

static bool
is_open (const SjArrange *a, unsigned edge)
{
  return a->adrift[a->edges[edge].source] || a->adrift[a->edges[edge].target];
}

/* Two lines may share several gaps; they are compared in the first. */
static unsigned
count_line (const SjArrangeGaps *gaps, const SjArrange *a, unsigned edge)
{
  Line line = line_of (a, edge);
  int from = a->column[a->edges[edge].source], to = a->column[a->edges[edge].target];
  unsigned n = 0;

  for (int column = from; column < to; column++)
    {
      unsigned gap = (unsigned) (column - gaps->first_column);

      for (unsigned i = gaps->edges.start[gap]; i < gaps->edges.start[gap + 1]; i++)
        {
          unsigned other = gaps->edges.item[i];

          if (other != edge && column == MAX (from, a->column[a->edges[other].source]) &&
              !is_open (a, other))
            n += cross (line, line_of (a, other));
        }
    }
  return n;
}

static unsigned
count_lines (const SjArrangeGaps *gaps, const SjArrange *a, unsigned node)
{
  unsigned n = 0;

  for (unsigned i = a->in.start[node]; i < a->in.start[node + 1]; i++)
    if (sj_arrange_is_forward (a, a->in.item[i]) && !is_open (a, a->in.item[i]))
      n += count_line (gaps, a, a->in.item[i]);
  for (unsigned i = a->out.start[node]; i < a->out.start[node + 1]; i++)
    if (sj_arrange_is_forward (a, a->out.item[i]) && !is_open (a, a->out.item[i]))
      n += count_line (gaps, a, a->out.item[i]);
  return n;
}

static bool
has_place (const SjArrange *a, unsigned node)
{
  return node != SJ_ARRANGE_NONE && !a->adrift[node];
}

/* Level with its neighbour on the main line; else beside the port that leads
 * here, or what it leads to; else where it was dropped. */
static int
find_wish (const SjArrange *a, unsigned node)
{
  if (has_place (a, a->line_before[node]))
    return a->y[a->line_before[node]];
  if (has_place (a, a->line_after[node]))
    return a->y[a->line_after[node]];
  for (unsigned i = a->in.start[node]; i < a->in.start[node + 1]; i++)
    if (has_place (a, a->edges[a->in.item[i]].source))
      return a->y[a->edges[a->in.item[i]].source] + sj_arrange_port_drop (a, a->in.item[i]);
  for (unsigned i = a->out.start[node]; i < a->out.start[node + 1]; i++)
    if (has_place (a, a->edges[a->out.item[i]].target))
      return a->y[a->edges[a->out.item[i]].target];
  return a->y[node];
}

/* Sets the row for a place between two cards, and returns how many of its
 * length the others would have to give way. */
static int
try_place (SjArrange *a, const SjArrangePart *part, unsigned node, int wish,
           const unsigned *cards, unsigned n_cards, unsigned index)
{
  int from = part->ceiling, to = SJ_ARRANGE_FAR;

  if (index > 0)
    from = a->y[cards[index - 1]] + a->slot[cards[index - 1]] + SJ_ARRANGE_ROW_FREE;
  if (index < n_cards)
    to = a->y[cards[index]] - a->slot[node] - SJ_ARRANGE_ROW_FREE;

  a->y[node] = to < from ? from : CLAMP (wish, from, to);
  return MAX (0, from - to);
}

/* The index that it has as dropped. */
static unsigned
find_dropped (const SjArrange *a, unsigned node, const unsigned *cards, unsigned n_cards)
{
  unsigned index = 0;

  while (index < n_cards && sj_arrange_middle (a, cards[index]) <= sj_arrange_middle (a, node))
    index++;
  return index;
}

/* Returns the index among the cards of its column at which the node belongs,
 * and sets the row that it wants there.  From now on it has a place. */
unsigned
sj_arrange_adrift (SjArrange *a, SjArrangeGaps *gaps, const SjArrangePart *part,
                   unsigned node, const unsigned *cards, unsigned n_cards)
{
  int wish = find_wish (a, node), best_y = wish;
  int64_t best_cost = INT64_MAX;
  unsigned best = 0, dropped = find_dropped (a, node, cards, n_cards);

  a->adrift[node] = false;
  for (unsigned i = 0; i <= n_cards; i++)
    {
      int64_t cost = (int64_t) A_PUSH * try_place (a, part, node, wish, cards, n_cards, i);

      cost += ABS (a->y[node] - wish) + (int64_t) A_CROSSING * count_lines (gaps, a, node);
      cost += i == dropped ? 0 : THE_ORDER;
      if (cost < best_cost)
        {
          best_cost = cost;
          best_y = a->y[node];
          best = i;
        }
    }
  a->y[node] = best_y;
  return best;
}
