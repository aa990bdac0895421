/* sj-arrange-strands.c -- moves whole strands of items that lie level behind each other.
 *
 * Lines that lie level do not cross, so "above" orders the strands.  A strand
 * is moved, with all that it pushes, for as long as that makes the paths from
 * what moves to what stays less steep.
 */
#include "model/sj-arrange-layers.h"

enum { ROUNDS = 12, MOST_EFFORT = 60000000 };

typedef struct
{
  unsigned other;    /* strand */
  int distance;      /* to keep from it, or at which the path between them is level */
  int weight;
} Link;

/* Links of strand i: link[start[i]] up to link[start[i + 1]]. */
typedef struct
{
  unsigned *start;
  unsigned *fill;    /* while they are listed */
  Link *link;
} Links;

typedef struct
{
  SjArrangeRows *rows;
  const SjArrangeLayers *layers;
  SjArena *arena;

  unsigned *right, *left;    /* of an item: the one level behind or before it */
  unsigned *strand;          /* of an item */

  unsigned n_strands;
  int *down;                 /* of a strand: how far it was moved */
  unsigned *topmost_first;   /* strands, each after those above it */
  Links above, below;        /* distances to keep */
  Links paths;

  unsigned *pushed;          /* strands that move together */
  unsigned n_pushed;
  unsigned *mark, n_marks;   /* of a strand: in which push it was last */
  int64_t effort;            /* links that may still be looked at */
} Strands;

/* Of the level paths out of an item, the heaviest that leads to one that is still free. */
static unsigned
find_right (const Strands *strands, unsigned item)
{
  const SjArrangeRows *rows = strands->rows;
  const SjArrangeLists *out = &strands->layers->out;
  unsigned best = SJ_ARRANGE_NONE;
  int best_weight = 0;

  for (unsigned k = out->start[item]; k < out->start[item + 1]; k++)
    {
      unsigned to = out->item[k];

      if (rows->y[to] - rows->y[item] == rows->out_level[k] &&
          strands->left[to] == SJ_ARRANGE_NONE && rows->out_weight[k] > best_weight)
        {
          best = to;
          best_weight = rows->out_weight[k];
        }
    }
  return best;
}

static void
tie_strands (Strands *strands)
{
  const SjArrangeLayers *layers = strands->layers;

  for (unsigned item = 0; item < layers->n_items; item++)
    strands->left[item] = SJ_ARRANGE_NONE;
  for (unsigned item = 0; item < layers->n_items; item++)
    {
      strands->right[item] = find_right (strands, item);
      if (strands->right[item] != SJ_ARRANGE_NONE)
        strands->left[strands->right[item]] = item;
    }
  for (unsigned item = 0; item < layers->n_items; item++)
    {
      if (strands->left[item] != SJ_ARRANGE_NONE)
        continue;
      for (unsigned i = item; i != SJ_ARRANGE_NONE; i = strands->right[i])
        strands->strand[i] = strands->n_strands;
      strands->n_strands++;
    }
}

static void
close_counts (Strands *strands, Links *links)
{
  for (unsigned s = 0; s < strands->n_strands; s++)
    links->start[s + 1] += links->start[s];
  links->link = sj_arena_new_n (strands->arena, Link, links->start[strands->n_strands]);
  links->fill = sj_arena_dup (strands->arena, links->start, strands->n_strands * sizeof (unsigned));
}

static void
add_link (Links *links, unsigned strand, Link link)
{
  links->link[links->fill[strand]++] = link;
}

static void
each_neighbour (Strands *strands, bool counting)
{
  const SjArrangeLayers *layers = strands->layers;
  const int *y = strands->rows->y;

  for (unsigned l = 0; l < layers->n_layers; l++)
    for (unsigned i = layers->start[l]; i + 1 < layers->start[l + 1]; i++)
      {
        unsigned upper = layers->order[i], lower = layers->order[i + 1];
        unsigned above = strands->strand[upper], below = strands->strand[lower];
        int distance = sj_arrange_distance (strands->rows, upper, lower) - (y[lower] - y[upper]);

        if (counting)
          {
            strands->below.start[above + 1]++;
            strands->above.start[below + 1]++;
            continue;
          }
        add_link (&strands->below, above, (Link) { below, distance, 0 });
        add_link (&strands->above, below, (Link) { above, distance, 0 });
      }
}

static void
each_path (Strands *strands, bool counting)
{
  const SjArrangeLayers *layers = strands->layers;
  const SjArrangeRows *rows = strands->rows;

  for (unsigned from = 0; from < layers->n_items; from++)
    for (unsigned k = layers->out.start[from]; k < layers->out.start[from + 1]; k++)
      {
        unsigned to = layers->out.item[k];
        unsigned one = strands->strand[from], other = strands->strand[to];
        int level = rows->out_level[k] - (rows->y[to] - rows->y[from]);

        if (counting)
          {
            strands->paths.start[one + 1]++;
            strands->paths.start[other + 1]++;
            continue;
          }
        add_link (&strands->paths, one, (Link) { other, level, rows->out_weight[k] });
        add_link (&strands->paths, other, (Link) { one, -level, rows->out_weight[k] });
      }
}

static void
link_strands (Strands *strands)
{
  Links *all[] = { &strands->above, &strands->below, &strands->paths };

  for (size_t i = 0; i < G_N_ELEMENTS (all); i++)
    all[i]->start = sj_arena_alloc0 (strands->arena, (strands->n_strands + 1) * sizeof (unsigned));
  each_neighbour (strands, true);
  each_path (strands, true);
  for (size_t i = 0; i < G_N_ELEMENTS (all); i++)
    close_counts (strands, all[i]);
  each_neighbour (strands, false);
  each_path (strands, false);
}

static void
sort_strands (Strands *strands)
{
  g_autofree unsigned *n_above = g_new (unsigned, strands->n_strands);
  unsigned n = 0;

  strands->topmost_first = sj_arena_new_n (strands->arena, unsigned, strands->n_strands);
  for (unsigned s = 0; s < strands->n_strands; s++)
    {
      n_above[s] = strands->above.start[s + 1] - strands->above.start[s];
      if (n_above[s] == 0)
        strands->topmost_first[n++] = s;
    }
  for (unsigned i = 0; i < n; i++)
    {
      unsigned s = strands->topmost_first[i];

      for (unsigned k = strands->below.start[s]; k < strands->below.start[s + 1]; k++)
        if (--n_above[strands->below.link[k].other] == 0)
          strands->topmost_first[n++] = strands->below.link[k].other;
    }
  g_assert (n == strands->n_strands);
}

/* How far a strand can move towards its neighbour. */
static int
room_between (const Strands *strands, unsigned strand, Link link, bool down)
{
  int apart = strands->down[link.other] - strands->down[strand];

  return (down ? apart : -apart) - link.distance;
}

/* Every strand that moves when this one moves (down, or else up), itself included. */
static void
find_pushed (Strands *strands, unsigned strand, bool down)
{
  const Links *next = down ? &strands->below : &strands->above;

  strands->n_pushed = 0;
  strands->mark[strand] = ++strands->n_marks;
  strands->pushed[strands->n_pushed++] = strand;
  for (unsigned i = 0; i < strands->n_pushed; i++)
    {
      unsigned s = strands->pushed[i];

      for (unsigned k = next->start[s]; k < next->start[s + 1]; k++)
        {
          unsigned other = next->link[k].other;

          if (strands->mark[other] == strands->n_marks ||
              room_between (strands, s, next->link[k], down) > 0)
            continue;
          strands->mark[other] = strands->n_marks;
          strands->pushed[strands->n_pushed++] = other;
        }
    }
}

/* By how much all gets steeper per step of a push, and how far that holds. */
static int
weigh_push (Strands *strands, bool down, int *reach)
{
  const Links *next = down ? &strands->below : &strands->above, *paths = &strands->paths;
  int change = 0;

  *reach = INT_MAX;
  for (unsigned i = 0; i < strands->n_pushed; i++)
    {
      unsigned s = strands->pushed[i];

      strands->effort -= paths->start[s + 1] - paths->start[s];
      strands->effort -= next->start[s + 1] - next->start[s];
      for (unsigned k = paths->start[s]; k < paths->start[s + 1]; k++)
        {
          Link link = paths->link[k];
          int apart = strands->down[link.other] - strands->down[s] - link.distance;
          int ahead = down ? apart : -apart;

          if (strands->mark[link.other] == strands->n_marks)
            continue;
          change += ahead > 0 ? -link.weight : link.weight;
          if (ahead > 0)
            *reach = MIN (*reach, ahead);
        }
      for (unsigned k = next->start[s]; k < next->start[s + 1]; k++)
        if (strands->mark[next->link[k].other] != strands->n_marks)
          *reach = MIN (*reach, room_between (strands, s, next->link[k], down));
    }
  return change;
}

/* Whether its own paths draw the strand that way; else what it pushes does as well without it. */
static bool
wants_to_move (const Strands *strands, unsigned strand, bool down)
{
  const Links *paths = &strands->paths;
  int change = 0;

  for (unsigned k = paths->start[strand]; k < paths->start[strand + 1]; k++)
    {
      Link link = paths->link[k];
      int ahead = strands->down[link.other] - strands->down[strand] - link.distance;

      if (link.other != strand)
        change += (down ? ahead > 0 : ahead < 0) ? -link.weight : link.weight;
    }
  return change < 0;
}

static bool
push_strand (Strands *strands, unsigned strand, bool down)
{
  bool moved = false;
  int reach;

  while (wants_to_move (strands, strand, down))
    {
      find_pushed (strands, strand, down);
      if (weigh_push (strands, down, &reach) >= 0 || strands->effort < 0)
        break;
      for (unsigned i = 0; i < strands->n_pushed; i++)
        strands->down[strands->pushed[i]] += down ? reach : -reach;
      moved = true;
    }
  return moved;
}

static bool
push_all (Strands *strands)
{
  bool moved = true, any = false;

  for (int round = 0; moved && round < ROUNDS; round++)
    {
      moved = false;
      for (unsigned i = strands->n_strands; i-- > 0;)
        moved |= push_strand (strands, strands->topmost_first[i], true);
      for (unsigned i = 0; i < strands->n_strands; i++)
        moved |= push_strand (strands, strands->topmost_first[i], false);
      any |= moved;
    }
  return any;
}

bool
sj_arrange_strands (SjArrangeRows *rows)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  unsigned n = rows->layers->n_items;
  Strands strands = { .rows = rows, .layers = rows->layers, .arena = &arena,
                      .effort = MOST_EFFORT };
  bool moved;

  strands.right = sj_arena_new_n (&arena, unsigned, n);
  strands.left = sj_arena_new_n (&arena, unsigned, n);
  strands.strand = sj_arena_new_n (&arena, unsigned, n);
  tie_strands (&strands);
  link_strands (&strands);
  sort_strands (&strands);
  strands.down = sj_arena_alloc0 (&arena, strands.n_strands * sizeof (int));
  strands.pushed = sj_arena_new_n (&arena, unsigned, strands.n_strands);
  strands.mark = sj_arena_alloc0 (&arena, strands.n_strands * sizeof (unsigned));
  moved = push_all (&strands);
  for (unsigned i = 0; i < n; i++)
    rows->y[i] += strands.down[strands.strand[i]];
  return moved;
}
