/* sj-arrange-crossings.c -- a figure to compare layouts by, whoever made them.
 *
 * Straight lines from middle to middle, each pair once; lines that only touch,
 * or share an end, do not cross.
 */
#include "model/sj-arrange.h"

typedef struct
{
  double x1, y1, x2, y2;    /* from left to right */
} Line;

static int
compare_lines (const void *left, const void *right, void *data)
{
  const Line *one = left, *other = right;

  return one->x1 < other->x1 ? -1 : one->x1 > other->x1;
}

static Line
line_between (const SjArrangeNode *cards, const SjArrangePlace *places, const SjArrangeEdge *edge)
{
  const SjArrangeNode *source = &cards[edge->source], *target = &cards[edge->target];
  SjArrangePlace from = places[edge->source], to = places[edge->target];
  Line line = { from.x + source->width / 2.0, from.y + source->height / 2.0,
                to.x + target->width / 2.0, to.y + target->height / 2.0 };

  return line.x1 < line.x2 ? line : (Line) { line.x2, line.y2, line.x1, line.y1 };
}

static double
side (const Line *line, double x, double y)
{
  return (line->x2 - line->x1) * (y - line->y1) - (line->y2 - line->y1) * (x - line->x1);
}

static bool
cross (const Line *one, const Line *other)
{
  const double touching = -1e-6;

  return side (one, other->x1, other->y1) * side (one, other->x2, other->y2) < touching &&
         side (other, one->x1, one->y1) * side (other, one->x2, one->y2) < touching;
}

uint64_t
sj_arrange_crossings (const SjArrangeNode *cards, const SjArrangePlace *places,
                      const SjArrangeEdge *edges, size_t n_edges)
{
  g_autofree Line *lines = g_new (Line, n_edges);
  uint64_t n = 0;

  for (size_t i = 0; i < n_edges; i++)
    lines[i] = line_between (cards, places, &edges[i]);
  if (n_edges > 1)
    g_qsort_with_data (lines, (int) n_edges, sizeof (Line), compare_lines, NULL);
  for (size_t i = 0; i < n_edges; i++)
    for (size_t k = i + 1; k < n_edges && lines[k].x1 < lines[i].x2; k++)
      n += cross (&lines[i], &lines[k]);
  return n;
}
