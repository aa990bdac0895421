/* sj-hand-guide.c -- what a card that is moved lines up with.
 *
 * Edges and middles of the cards in view count before the grid, equal gaps in a row or a
 * column after them; each within 6 units of where the card is held.
 */
#include "scene/sj-drawing-private.h"

#include <math.h>
#include <stdlib.h>

/* One direction of a box, so that both are treated alike. */
typedef struct
{
  int32_t start, size;        /* along the axis */
  int32_t across, depth;      /* along the other */
} Span;

static Span
span_of (const SjBox *box, bool level)
{
  if (level)
    return (Span) { box->x, box->width, box->y, box->height };
  return (Span) { box->y, box->height, box->x, box->width };
}

static GPtrArray *
neighbours (SjDrawing *drawing)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  GPtrArray *found = g_ptr_array_new ();
  SjBox visible = sj_view_visible (&drawing->view);

  sj_scene_cards_in (drawing->scene, &visible, cards);
  for (guint i = 0; i < cards->len; i++)
    if (!sj_drawing_is_selected (drawing, ((const SjCard *) cards->pdata[i])->node->id))
      g_ptr_array_add (found, cards->pdata[i]);
  return found;
}

/* Beginning, middle and end; the middle of a card's height is that of its first row. */
static int32_t
line_of (const Span *span, int which, bool level)
{
  int32_t half = level ? span->size / 2 : SJ_SCENE_CARD_HEIGHT / 2;

  return span->start + (which == 0 ? 0 : which == 1 ? half : span->size);
}

/* The least way to a line of a neighbour; false: none is near enough. */
static bool
snap_to_lines (const GPtrArray *near, const Span *span, bool level, int32_t *by)
{
  int32_t best = SJ_DRAWING_SNAP + 1;

  for (guint i = 0; i < near->len; i++)
    {
      Span other = span_of (&((const SjCard *) near->pdata[i])->box, level);

      for (int which = 0; which < 3; which++)
        {
          int32_t way = line_of (&other, which, level) - line_of (span, which, level);

          if (abs (way) < abs (best))
            best = way;
        }
    }
  *by = best;
  return abs (best) <= SJ_DRAWING_SNAP;
}

static bool
is_beside (const Span *span, const Span *other)
{
  return other->across < span->across + span->depth && span->across < other->across + other->depth;
}

/* The neighbour in the same row that is next before or behind a place; false: none. */
static bool
next_in_row (const GPtrArray *near, const Span *span, int32_t from, bool behind, bool level, Span *found)
{
  bool any = false;

  for (guint i = 0; i < near->len; i++)
    {
      Span other = span_of (&((const SjCard *) near->pdata[i])->box, level);
      bool fits = behind ? other.start >= from : other.start + other.size <= from;

      if (!fits || !is_beside (span, &other))
        continue;
      if (!any || (behind ? other.start < found->start : other.start > found->start))
        *found = other;
      any = true;
    }
  return any;
}

static int32_t
end_of (const Span *span)
{
  return span->start + span->size;
}

/* In the middle between two, or as far from one as that is from the next. */
static bool
snap_to_gaps (const GPtrArray *near, const Span *span, bool level, int32_t *by)
{
  int32_t middle = span->start + span->size / 2, wish;
  Span before, behind, second;
  bool has_before = next_in_row (near, span, middle, false, level, &before);
  bool has_behind = next_in_row (near, span, middle, true, level, &behind);

  if (has_before && has_behind)
    wish = end_of (&before) + (behind.start - end_of (&before) - span->size) / 2;
  else if (has_before && next_in_row (near, span, before.start, false, level, &second))
    wish = end_of (&before) + before.start - end_of (&second);
  else if (has_behind && next_in_row (near, span, end_of (&behind), true, level, &second))
    wish = behind.start - (second.start - end_of (&behind)) - span->size;
  else
    return false;
  *by = wish - span->start;
  return abs (*by) <= SJ_DRAWING_SNAP;
}

static int32_t
snap_axis (const GPtrArray *near, const SjBox *home, const SjBox *box, bool level)
{
  Span span = span_of (box, level), from = span_of (home, level);
  int32_t by;

  if (snap_to_lines (near, &span, level, &by) || snap_to_gaps (near, &span, level, &by))
    return span.start + by - from.start;
  return (int32_t) floor ((double) span.start / SJ_SCENE_GRID + 0.5) * SJ_SCENE_GRID - from.start;
}

/* ------------------------------------------------------------------ guides */

static SjPoint
point (bool level, int32_t along, int32_t across)
{
  return level ? (SjPoint) { along, across } : (SjPoint) { across, along };
}

static void
add_guide (SjDrawing *drawing, SjPoint from, SjPoint to, bool gap)
{
  SjGuide guide = { from, to, gap };

  g_array_append_val (drawing->hand.guides, guide);
}

/* For each line, from the furthest neighbour on it to the card. */
static void
show_lines (SjDrawing *drawing, const GPtrArray *near, const SjBox *box, bool level)
{
  Span span = span_of (box, level);

  for (int which = 0; which < 3; which++)
    {
      int32_t line = line_of (&span, which, level), low = span.across, high = span.across + span.depth;
      bool any = false;

      for (guint i = 0; i < near->len; i++)
        {
          Span other = span_of (&((const SjCard *) near->pdata[i])->box, level);

          if (line_of (&other, which, level) != line)
            continue;
          any = true;
          low = MIN (low, other.across);
          high = MAX (high, other.across + other.depth);
        }
      if (any)
        add_guide (drawing, point (level, line, low), point (level, line, high), false);
    }
}

static void
show_gaps (SjDrawing *drawing, const GPtrArray *near, const SjBox *box, bool level)
{
  Span span = span_of (box, level), before, behind, second;
  int32_t height = span.across + span.depth / 2;
  bool has_before = next_in_row (near, &span, span.start, false, level, &before);
  bool has_behind = next_in_row (near, &span, end_of (&span), true, level, &behind);
  int32_t first = has_before ? span.start - end_of (&before) : -1;
  int32_t last = has_behind ? behind.start - end_of (&span) : -1;

  if (has_before && has_behind && abs (first - last) <= 1)
    {
      add_guide (drawing, point (level, end_of (&before), height), point (level, span.start, height), true);
      add_guide (drawing, point (level, end_of (&span), height), point (level, behind.start, height), true);
    }
  if (has_before && next_in_row (near, &span, before.start, false, level, &second) &&
      before.start - end_of (&second) == first)
    {
      add_guide (drawing, point (level, end_of (&second), height), point (level, before.start, height), true);
      add_guide (drawing, point (level, end_of (&before), height), point (level, span.start, height), true);
    }
  if (has_behind && next_in_row (near, &span, end_of (&behind), true, level, &second) &&
      second.start - end_of (&behind) == last)
    {
      add_guide (drawing, point (level, end_of (&span), height), point (level, behind.start, height), true);
      add_guide (drawing, point (level, end_of (&behind), height), point (level, second.start, height), true);
    }
}

SjPoint
sj_hand_snap (SjDrawing *drawing, const SjBox *box, SjPoint shift, bool level, bool upright)
{
  g_autoptr (GPtrArray) near = neighbours (drawing);
  SjBox held = { box->x + shift.x, box->y + shift.y, box->width, box->height };
  SjPoint snapped = { 0, 0 };

  if (level)
    snapped.x = snap_axis (near, box, &held, true);
  if (upright)
    snapped.y = snap_axis (near, box, &held, false);
  held.x = box->x + snapped.x;
  held.y = box->y + snapped.y;
  g_array_set_size (drawing->hand.guides, 0);
  if (level)
    {
      show_lines (drawing, near, &held, true);
      show_gaps (drawing, near, &held, true);
    }
  if (upright)
    {
      show_lines (drawing, near, &held, false);
      show_gaps (drawing, near, &held, false);
    }
  return snapped;
}
