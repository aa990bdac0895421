/* sj-arrange-columns.c -- the column of each card.
 *
 * A card stands one column behind the last of those that lead to it: the
 * longest way from the left.  So a card never moves for something that is added
 * behind it.  Only beginnings have a choice: a beginning that stands in a
 * column keeps it, the others stand close to what they lead to.
 */
#include "model/sj-arrange-private.h"

static int
floor_divide (int value, int by)
{
  return value >= 0 ? value / by : -((-value + by - 1) / by);
}

int
sj_arrange_compare_ints (const void *left, const void *right, void *data)
{
  int one = *(const int *) left, other = *(const int *) right;

  return one < other ? -1 : one > other;
}

static bool
is_beginning (const SjArrange *a, unsigned node)
{
  for (unsigned i = a->in.start[node]; i < a->in.start[node + 1]; i++)
    if (a->binding[a->in.item[i]])
      return false;

  return true;
}

/* The first beginning in the document, of what moves; SJ_ARRANGE_NONE where all
 * follows a fixed card. */
unsigned
sj_arrange_lead (const SjArrange *a, const SjArrangePart *part)
{
  unsigned lead = SJ_ARRANGE_NONE;

  for (unsigned i = 0; i < part->n_nodes; i++)
    if (!a->nodes[part->nodes[i]].fixed && is_beginning (a, part->nodes[i]))
      lead = MIN (lead, part->nodes[i]);
  return lead;
}

static int
card_pitch (const SjArrange *a)
{
  int widest = SJ_ARRANGE_CARD_WIDTH;

  for (unsigned v = 0; v < a->n_nodes; v++)
    widest = MAX (widest, a->nodes[v].width);
  return SJ_ARRANGE_COLUMN + sj_arrange_round_up (widest - SJ_ARRANGE_CARD_WIDTH);
}

/* The columns in which more than half of the cards stand already; else those of
 * the first beginning, which is thereby kept in place. */
static int
find_origin (const SjArrange *a)
{
  unsigned n_steps = (unsigned) (a->pitch / SJ_ARRANGE_GRID);
  unsigned *votes = sj_arena_alloc0 (a->arena, n_steps * sizeof (unsigned));
  unsigned lead = sj_arrange_lead (a, &a->parts[0]);

  for (unsigned v = 0; v < a->n_nodes; v++)
    {
      int column = floor_divide (a->x[v], a->pitch);
      unsigned step = (unsigned) ((a->x[v] - column * a->pitch) / SJ_ARRANGE_GRID);

      if (++votes[step] * 2 > a->n_nodes)
        return (int) step * SJ_ARRANGE_GRID;
    }
  for (unsigned v = 0; lead == SJ_ARRANGE_NONE && v < a->n_nodes; v++)
    if (!a->nodes[v].fixed)
      lead = v;
  return a->x[lead] - floor_divide (a->x[lead], a->pitch) * a->pitch;
}

/* A fixed card counts for the column after which the next one is free of it. */
void
sj_arrange_origin (SjArrange *a)
{
  const int slack = SJ_ARRANGE_COLUMN - SJ_ARRANGE_CARD_WIDTH - SJ_ARRANGE_ROW_FREE;

  a->pitch = card_pitch (a);
  a->origin = find_origin (a);
  for (unsigned v = 0; v < a->n_nodes; v++)
    {
      int x = a->nodes[v].x - a->origin, column = floor_divide (x, a->pitch);

      if (a->nodes[v].fixed)
        a->drawn_column[v] = floor_divide (x - slack + a->pitch - 1, a->pitch);
      else
        a->drawn_column[v] = column * a->pitch == x ? column : SJ_ARRANGE_NO_COLUMN;
    }
}

/* A beginning keeps its column, unless it would push what it leads to. */
static bool
keeps_column (const SjArrange *a, unsigned node)
{
  if (a->drawn_column[node] == SJ_ARRANGE_NO_COLUMN || a->adrift[node])
    return false;

  for (unsigned i = a->out.start[node]; i < a->out.start[node + 1]; i++)
    {
      unsigned target = a->edges[a->out.item[i]].target;

      if (a->binding[a->out.item[i]] && a->drawn_column[target] != SJ_ARRANGE_NO_COLUMN &&
          a->drawn_column[target] <= a->drawn_column[node])
        return false;
    }
  return true;
}

/* Columns of what is behind a known beginning; the rest has none yet. */
static void
follow (SjArrange *a, const SjArrangePart *part, const int *anchor)
{
  for (unsigned i = 0; i < part->n_nodes; i++)
    {
      unsigned node = part->nodes[i];

      a->column[node] = anchor[i];
      if (a->nodes[node].fixed)
        continue;
      for (unsigned k = a->in.start[node]; k < a->in.start[node + 1]; k++)
        {
          unsigned edge = a->in.item[k], source = a->edges[edge].source;

          if (a->binding[edge] && a->column[source] != SJ_ARRANGE_NO_COLUMN)
            a->column[node] = MAX (a->column[node], a->column[source] + 1);
        }
    }
}

/* The last column that pushes nothing, of what has none yet. */
static int
find_latest (const SjArrange *a, unsigned node)
{
  int best = SJ_ARRANGE_NO_COLUMN;

  for (unsigned k = a->out.start[node]; k < a->out.start[node + 1]; k++)
    {
      unsigned edge = a->out.item[k];
      int bound = a->latest[a->edges[edge].target];

      if (a->binding[edge] && bound != SJ_ARRANGE_NO_COLUMN &&
          (best == SJ_ARRANGE_NO_COLUMN || bound - 1 < best))
        best = bound - 1;
    }
  return best;
}

/* Gives a column to beginnings that lead to what has one.  False when no
 * beginning is without, or none of those leads anywhere known. */
static bool
pull (SjArrange *a, const SjArrangePart *part, int *anchor)
{
  bool pulled = false;

  for (unsigned i = part->n_nodes; i-- > 0;)
    {
      unsigned node = part->nodes[i];

      a->latest[node] = a->column[node];
      if (a->column[node] != SJ_ARRANGE_NO_COLUMN)
        continue;
      a->latest[node] = find_latest (a, node);
      if (a->latest[node] != SJ_ARRANGE_NO_COLUMN && is_beginning (a, node))
        {
          anchor[i] = a->latest[node];
          pulled = true;
        }
    }
  return pulled;
}

static bool
anchor_what_stands (SjArrange *a, const SjArrangePart *part, int *anchor)
{
  bool anchored = false;

  for (unsigned i = 0; i < part->n_nodes; i++)
    {
      unsigned node = part->nodes[i];

      anchor[i] = SJ_ARRANGE_NO_COLUMN;
      if (a->nodes[node].fixed ||
          (!part->fresh && is_beginning (a, node) && keeps_column (a, node)))
        {
          anchor[i] = a->drawn_column[node];
          anchored = true;
        }
    }
  return anchored;
}

static void
spread (SjArrange *a, const SjArrangePart *part, int *anchor)
{
  do
    follow (a, part, anchor);
  while (pull (a, part, anchor));
}

static int
nearest_column (const SjArrange *a, unsigned node)
{
  return floor_divide (a->x[node] - a->origin + a->pitch / 2, a->pitch);
}

/* The column of the lead that leaves most cards where they stand. */
static int
common_column (SjArrange *a, const SjArrangePart *part, unsigned lead, int *anchor)
{
  int *shift = sj_arena_new_n (a->arena, int, part->n_nodes);
  unsigned n = 0;

  spread (a, part, anchor);
  for (unsigned i = 0; i < part->n_nodes; i++)
    {
      unsigned node = part->nodes[i];

      if (a->drawn_column[node] != SJ_ARRANGE_NO_COLUMN && !a->adrift[node] &&
          a->column[node] != SJ_ARRANGE_NO_COLUMN)
        shift[n++] = a->drawn_column[node] - a->column[node];
    }
  if (n == 0)
    return nearest_column (a, lead);

  g_qsort_with_data (shift, (int) n, sizeof (int), sj_arrange_compare_ints, NULL);
  return shift[n / 2];
}

static void
anchor_lead (SjArrange *a, const SjArrangePart *part, int *anchor)
{
  unsigned lead = sj_arrange_lead (a, part);
  int *place = NULL;

  for (unsigned i = 0; i < part->n_nodes; i++)
    if (part->nodes[i] == lead)
      place = &anchor[i];
  *place = 0;
  *place = part->fresh ? nearest_column (a, lead) : common_column (a, part, lead, anchor);
}

/* A beginning that only a jump joins to the others stays about where it is. */
static bool
anchor_stray (SjArrange *a, const SjArrangePart *part, int *anchor)
{
  for (unsigned i = 0; i < part->n_nodes; i++)
    if (a->column[part->nodes[i]] == SJ_ARRANGE_NO_COLUMN && is_beginning (a, part->nodes[i]))
      {
        anchor[i] = nearest_column (a, part->nodes[i]);
        return true;
      }
  return false;
}

void
sj_arrange_columns (SjArrange *a, SjArrangePart *part)
{
  int *anchor = sj_arena_new_n (a->arena, int, part->n_nodes);    /* of a beginning, once known */

  if (!anchor_what_stands (a, part, anchor))
    anchor_lead (a, part, anchor);
  do
    spread (a, part, anchor);
  while (anchor_stray (a, part, anchor));
}

/* Paths over more columns than this are left out of what is counted column by
 * column, so that the count stays in proportion to the drawing. */
int
sj_arrange_span_limit (const SjArrange *a, const SjArrangePart *part)
{
  unsigned n = 0, most = 0;
  int64_t room;
  int *spans;

  for (unsigned i = 0; i < part->n_nodes; i++)
    most += a->out.start[part->nodes[i] + 1] - a->out.start[part->nodes[i]];
  spans = sj_arena_new_n (a->arena, int, most);
  for (unsigned i = 0; i < part->n_nodes; i++)
    for (unsigned k = a->out.start[part->nodes[i]]; k < a->out.start[part->nodes[i] + 1]; k++)
      if (sj_arrange_is_forward (a, a->out.item[k]))
        spans[n++] = a->column[a->edges[a->out.item[k]].target] - a->column[part->nodes[i]];
  if (n == 0)
    return 0;

  g_qsort_with_data (spans, (int) n, sizeof (int), sj_arrange_compare_ints, NULL);
  room = 8 * ((int64_t) part->n_nodes + n) + 1000;
  for (unsigned i = 0; i < n; i++)
    {
      room -= spans[i];
      if (room < 0)
        return spans[i] - 1;
    }
  return spans[n - 1];
}
