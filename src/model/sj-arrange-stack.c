/* sj-arrange-stack.c -- one column from top to bottom, each card close to where it wants to be.
 *
 * The order is given.  Of all ways to keep the cards apart the one with the
 * least weighted way from the wishes is taken, so cards that are apart already
 * do not move.  Fixed cards are walls; between two walls only so many fit.
 */
#include "model/sj-arrange-private.h"

static int
compare_walls (const void *left, const void *right, void *data)
{
  const SjArrangeWall *one = left, *other = right;

  if (one->column != other->column)
    return one->column < other->column ? -1 : 1;
  return one->top < other->top ? -1 : one->top > other->top;
}

/* Every column that the card touches, with the room that it keeps free. */
static void
add_walls (SjArrange *a, unsigned node, GArray *walls)
{
  int width = a->nodes[node].width, x = a->nodes[node].x - a->origin;
  int reach = a->pitch - (SJ_ARRANGE_COLUMN - SJ_ARRANGE_CARD_WIDTH) + SJ_ARRANGE_ROW_FREE;
  int first = (x - reach) / a->pitch - 1, last = (x + width + SJ_ARRANGE_ROW_FREE) / a->pitch + 1;

  for (int column = first; column <= last; column++)
    {
      int left = column * a->pitch;

      if (left > x - reach && left < x + width + SJ_ARRANGE_ROW_FREE)
        {
          int top = a->nodes[node].y;
          SjArrangeWall wall = { column, top, top + a->nodes[node].height };

          g_array_append_val (walls, wall);
        }
    }
}

/* Walls of a column that touch become one. */
static void
merge_walls (SjArrange *a, GArray *walls)
{
  a->walls = sj_arena_new_n (a->arena, SjArrangeWall, walls->len);
  for (unsigned i = 0; i < walls->len; i++)
    {
      const SjArrangeWall *wall = &g_array_index (walls, SjArrangeWall, i);
      SjArrangeWall *last = a->n_walls > 0 ? &a->walls[a->n_walls - 1] : NULL;

      if (last && last->column == wall->column && wall->top <= last->bottom)
        last->bottom = MAX (last->bottom, wall->bottom);
      else
        a->walls[a->n_walls++] = *wall;
    }
}

void
sj_arrange_walls (SjArrange *a)
{
  g_autoptr (GArray) walls = g_array_new (FALSE, FALSE, sizeof (SjArrangeWall));

  for (unsigned v = 0; v < a->n_nodes; v++)
    if (a->nodes[v].fixed)
      add_walls (a, v, walls);
  if (walls->len > 0)
    g_qsort_with_data (walls->data, (int) walls->len, sizeof (SjArrangeWall), compare_walls, NULL);
  merge_walls (a, walls);
}

const SjArrangeWall *
sj_arrange_walls_of (const SjArrange *a, int column, unsigned *n_walls)
{
  unsigned from = 0, to = a->n_walls, end;

  while (from < to)
    {
      unsigned middle = (from + to) / 2;

      if (a->walls[middle].column < column)
        from = middle + 1;
      else
        to = middle;
    }
  for (end = from; end < a->n_walls && a->walls[end].column == column; end++)
    ;
  *n_walls = end - from;
  return a->walls + from;
}

/* The room between two walls, or beside the first or the last. */
typedef struct
{
  int from, to;      /* for cards */
  unsigned first, n; /* which cards */
} Room;

typedef struct
{
  SjArrange *a;
  const unsigned *cards;
  unsigned n_cards;
  const int *wish, *weight;
  Room *rooms;
  unsigned n_rooms;
} Stack;

static void
find_rooms (Stack *stack, const SjArrangeWall *walls, unsigned n_walls, int ceiling)
{
  stack->n_rooms = n_walls + 1;
  for (unsigned i = 0; i <= n_walls; i++)
    {
      Room *room = &stack->rooms[i];

      room->from = i == 0 ? -SJ_ARRANGE_FAR : sj_arrange_round_up (walls[i - 1].bottom + SJ_ARRANGE_ROW_FREE);
      room->from = MAX (room->from, ceiling);
      room->to = i == n_walls ? SJ_ARRANGE_FAR : walls[i].top - SJ_ARRANGE_ROW_FREE;
      room->n = 0;
    }
}

/* Each card goes where its middle is, or further down where there is room left. */
static void
fill_rooms (Stack *stack, const SjArrangeWall *walls)
{
  unsigned r = 0;
  int used = 0;

  for (unsigned i = 0; i < stack->n_cards; i++)
    {
      int slot = stack->a->slot[stack->cards[i]];
      int middle = stack->wish[i] + slot / 2;

      for (; r + 1 < stack->n_rooms &&
             (2 * middle > walls[r].top + walls[r].bottom ||
              used + slot > stack->rooms[r].to - stack->rooms[r].from);
           r++)
        used = 0;
      if (stack->rooms[r].n++ == 0)
        stack->rooms[r].first = i;
      used += slot + SJ_ARRANGE_ROW_FREE;
    }
}

static void
place_in_room (Stack *stack, const Room *room, int *places, SjArrangeAscent *ascent)
{
  int above = 0, all = -SJ_ARRANGE_ROW_FREE;

  for (unsigned i = 0; i < room->n; i++)
    all += stack->a->slot[stack->cards[room->first + i]] + SJ_ARRANGE_ROW_FREE;
  sj_arrange_ascent_start (ascent);
  for (unsigned i = 0; i < room->n; i++)
    {
      unsigned card = room->first + i;

      sj_arrange_ascent_wish (ascent, stack->wish[card] - above, stack->weight[card]);
      places[i] = sj_arrange_ascent_next (ascent);
      above += stack->a->slot[stack->cards[card]] + SJ_ARRANGE_ROW_FREE;
    }
  sj_arrange_ascent_finish (places, room->n);

  above = 0;
  for (unsigned i = 0; i < room->n; i++)
    {
      unsigned card = stack->cards[room->first + i];
      int last = room->to == SJ_ARRANGE_FAR ? room->to : (room->to - all) & ~(SJ_ARRANGE_GRID - 1);

      stack->a->y[card] = CLAMP (places[i], room->from, MAX (last, room->from)) + above;
      above += stack->a->slot[card] + SJ_ARRANGE_ROW_FREE;
    }
}

/* Sets the rows of the cards, which are given from top to bottom. */
void
sj_arrange_stack (SjArrange *a, const SjArrangePart *part, int column,
                  const unsigned *cards, unsigned n_cards, const int *wish, const int *weight)
{
  unsigned n_walls;
  const SjArrangeWall *walls = sj_arrange_walls_of (a, column, &n_walls);
  g_autofree Room *rooms = g_new (Room, n_walls + 1);
  g_autofree int *shifted = g_new (int, n_cards);
  SjArrangeAscent ascent;
  Stack stack = { a, cards, n_cards, wish, weight, rooms, 0 };

  sj_arrange_ascent_init (&ascent, n_cards);
  find_rooms (&stack, walls, n_walls, part->ceiling);
  fill_rooms (&stack, walls);
  for (unsigned r = 0; r < stack.n_rooms; r++)
    place_in_room (&stack, &rooms[r], shifted, &ascent);
  sj_arrange_ascent_clear (&ascent);
}
