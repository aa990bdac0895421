/* sj-route-draw.c -- draws paths.
 *
 * A path is walked stretch by stretch.  Each is cut where an earlier path crosses it and
 * where corners begin, then into its dashes; the count of what was drawn so far goes on
 * through corners, so that dashes do not begin anew at each.
 */
#include "widgets/sj-route-draw.h"

#include "widgets/sj-draw.h"
#include "widgets/sj-overlay-draw.h"

#include <math.h>

#define ARROW 10

typedef struct
{
  SjStage *stage;
  GtkSnapshot *snapshot;
  const SjRouteStyle *style;
  const SjBox *visible;     /* of the scene */
  const SjGap *gaps;
  uint32_t n_gaps;
  double length;            /* of what came before, for the dashes */
  double period;            /* of the dashes; 0: solid */
} Pen;

static void
draw_part (const Pen *pen, bool level, double across, double from, double to)
{
  double width = pen->style->width;

  if (to <= from)
    return;
  if (level)
    sj_draw_box (pen->snapshot, sj_stage_x (pen->stage, from, to - from), across - width / 2, to - from, width,
                 &pen->style->colour);
  else
    sj_draw_box (pen->snapshot, sj_stage_x (pen->stage, across, 0) - width / 2, from, width, to - from,
                 &pen->style->colour);
}

/* `back`: the path runs from `to` to `from`; its dashes are counted from there. */
static void
draw_dashes (const Pen *pen, bool level, double across, double from, double to, double begun, bool back)
{
  const uint8_t *dashes = pen->style->dashes;
  double end = to - from, at = -fmod (begun, pen->period);

  while (at < end)
    for (unsigned i = 0; i < 4 && dashes[i] > 0; i += 2)
      {
        double first = MAX (at, 0), last = MIN (at + dashes[i], end);

        if (last > first)
          draw_part (pen, level, across, back ? to - last : from + first, back ? to - first : from + last);
        at += dashes[i] + dashes[i + 1];
      }
}

/* Between two corners or gaps; `begun` is the length up to where the path enters it. */
static void
draw_piece (const Pen *pen, bool level, double across, double from, double to, double begun, bool back)
{
  double least = level ? pen->visible->x : pen->visible->y;
  double most = level ? sj_box_right (pen->visible) : sj_box_bottom (pen->visible);
  double first = MAX (from, least), last = MIN (to, most);

  if (last <= first)
    return;
  if (pen->period > 0)
    draw_dashes (pen, level, across, first, last, begun + (back ? to - last : first - from), back);
  else
    draw_part (pen, level, across, first, last);
}

static void
draw_stretch (Pen *pen, uint32_t stretch, bool level, double across, double start, double end)
{
  bool back = end < start;
  double from = MIN (start, end), to = MAX (start, end), at = from;

  /* Gaps of a stretch come in any order; there are few. */
  for (;;)
    {
      double next = to, resume = to;

      for (uint32_t i = 0; i < pen->n_gaps; i++)
        if (pen->gaps[i].stretch == stretch && pen->gaps[i].at + SJ_SCENE_GAP / 2.0 > at &&
            pen->gaps[i].at - SJ_SCENE_GAP / 2.0 < next)
          {
            next = MAX (pen->gaps[i].at - SJ_SCENE_GAP / 2.0, at);
            resume = MIN (pen->gaps[i].at + SJ_SCENE_GAP / 2.0, to);
          }
      draw_piece (pen, level, across, at, next, pen->length + (back ? to - next : at - from), back);
      if (next >= to)
        break;
      at = resume;
    }
  pen->length += to - from;
}

/* A quarter ring is a rounded border of which two sides have no width. */
static void
draw_corner (Pen *pen, SjPoint before, SjPoint at, SjPoint after, double radius)
{
  double width = pen->style->width, out = radius + width / 2;
  bool left = MIN (before.x, after.x) < at.x;    /* the level leg comes from there */
  bool up = MIN (before.y, after.y) < at.y;
  bool right_side = left != pen->stage->look.mirrored;
  double x = sj_stage_x (pen->stage, at.x, 0);
  GskRoundedRect ring;
  graphene_rect_t box = GRAPHENE_RECT_INIT ((float) (right_side ? x - radius : x - width / 2),
                                            (float) (up ? at.y - radius : at.y - width / 2), (float) out, (float) out);
  graphene_size_t none = GRAPHENE_SIZE_INIT (0, 0), round = GRAPHENE_SIZE_INIT ((float) out, (float) out);
  const GdkRGBA *c = &pen->style->colour;
  float w = (float) width;

  pen->length += radius * G_PI / 2;
  if (!sj_box_holds (pen->visible, at))
    return;
  gsk_rounded_rect_init (&ring, &box, !up && !right_side ? &round : &none, !up && right_side ? &round : &none,
                         up && right_side ? &round : &none, up && !right_side ? &round : &none);
  gtk_snapshot_append_border (pen->snapshot, &ring,
                              (float[4]) { up ? 0 : w, right_side ? w : 0, up ? w : 0, right_side ? 0 : w },
                              (GdkRGBA[4]) { *c, *c, *c, *c });
}

static double
corner_radius (const Pen *pen, const SjPoint *points, uint32_t n_points, uint32_t index)
{
  int before, after;

  if (!pen->style->rounded || index == 0 || index + 1 >= n_points)
    return 0;
  before = abs (points[index].x - points[index - 1].x) + abs (points[index].y - points[index - 1].y);
  after = abs (points[index + 1].x - points[index].x) + abs (points[index + 1].y - points[index].y);
  return MIN (MAX (SJ_SCENE_CORNER, pen->style->width / 2), MIN (before, after) / 2.0);
}

static bool
turns (const SjPoint *points, uint32_t index)
{
  return (points[index - 1].y == points[index].y) != (points[index].y == points[index + 1].y);
}

static double
arrow_size (const Pen *pen)
{
  return sj_stage_at_least (pen->stage, MAX (ARROW, pen->style->width * 1.7), 5);
}

static void
draw_arrow (const Pen *pen, SjPoint tip)
{
  double size = arrow_size (pen);
  GdkTexture *arrow = sj_look_arrow (&pen->stage->look, &pen->style->colour,
                                     sj_look_size (&pen->stage->look, size, sj_stage_sharp (pen->stage)));

  sj_draw_picture (pen->snapshot, arrow, sj_stage_x (pen->stage, tip.x - 5 - size, size), tip.y - size / 2, size);
}

static void
draw_points (Pen *pen, const SjPoint *points, uint32_t n_points)
{
  double entered = 0;

  for (uint32_t i = 0; i + 1 < n_points; i++)
    {
      SjPoint from = points[i], to = points[i + 1];
      bool level = from.y == to.y, back = level ? to.x < from.x : to.y < from.y;
      bool turn = i + 2 < n_points && turns (points, i + 1);
      double left = turn ? corner_radius (pen, points, n_points, i + 1) : 0;
      double start = level ? from.x : from.y, end = level ? to.x : to.y;
      double half = turn && left == 0 ? pen->style->width / 2 : 0;    /* square corners meet */

      if (pen->style->arrow && i + 2 == n_points)
        end += (end > start ? -1 : 1) * MIN (fabs (end - start), arrow_size (pen) + 4);
      draw_stretch (pen, i, level, level ? from.y : from.x, start + (back ? -entered : entered),
                    end + (back ? left - half : half - left));
      if (left > 0)
        draw_corner (pen, from, to, points[i + 2], left);
      entered = left;
    }
  if (pen->style->arrow)
    draw_arrow (pen, points[n_points - 1]);
}

static double
period_of (const uint8_t *dashes)
{
  return dashes[0] + dashes[1] + dashes[2] + dashes[3];
}

void
sj_points_draw (SjStage *stage, GtkSnapshot *snapshot, const SjPoint *points, uint32_t n_points,
                const SjRouteStyle *style, const SjBox *visible)
{
  Pen pen = { stage, snapshot, style, visible, .period = period_of (style->dashes) };

  if (n_points >= 2)
    draw_points (&pen, points, n_points);
}

void
sj_route_draw (SjStage *stage, GtkSnapshot *snapshot, SjRoute *route, const SjRouteStyle *style, const SjBox *visible)
{
  Pen pen = { stage, snapshot, style, visible, .period = period_of (style->dashes) };

  if (route->n_points < 2)
    return;
  if (stage->detail == SJ_DETAIL_ALL)
    pen.gaps = sj_scene_gaps (sj_drawing_scene (stage->drawing), route, &pen.n_gaps);
  draw_points (&pen, route->points, route->n_points);
}

/* ---------------------------------------------------------------- what it looks like */

static void
emphasise (const SjStage *stage, const SjRoute *route, SjRouteStyle *style)
{
  const SjRoute *hovered = sj_drawing_hovered_route (stage->drawing);

  if (route->marks & (SJ_MARK_SELECTED | SJ_MARK_FOCUSED | SJ_MARK_SPLIT) || route == hovered)
    style->width = MAX (style->width, 3);
  if (route->marks & SJ_MARK_SELECTED)
    style->colour = stage->look.accent;
  if (route->marks & SJ_MARK_DIMMED && !stage->look.contrast)
    style->colour.alpha *= 0.35f;
  else if (hovered != NULL && route != hovered && !stage->look.contrast)
    style->colour.alpha *= 0.5f;
  if (route->marks & (SJ_MARK_DETACHED | SJ_MARK_SPLIT))
    memcpy (style->dashes, (uint8_t[4]) { 2, 4 }, 4);
}

SjRouteStyle
sj_route_style (const SjStage *stage, const SjRoute *route)
{
  const SjLineStyle *line = &sj_line_styles[route->path->kind->role];
  SjRouteStyle style = {
    .colour = stage->look.colours[line->colour],
    .width = stage->look.line,
    .rounded = stage->detail == SJ_DETAIL_ALL,
    .arrow = stage->detail >= SJ_DETAIL_LABELS && route->to != NULL,
  };

  if (stage->detail == SJ_DETAIL_ALL)
    memcpy (style.dashes, line->dashes, sizeof style.dashes);
  sj_overlay_style_route (stage, route, &style);
  emphasise (stage, route, &style);
  style.width = sj_stage_at_least (stage, style.width, 1);
  return style;
}

/* ---------------------------------------------------------------- chips */

void
sj_route_draw_chips (SjStage *stage, GtkSnapshot *snapshot, SjRoute *route, const SjBox *visible)
{
  SjLook *look = &stage->look;
  SjBox chip;
  SjPoint middle;

  if (route->path->delay > 0 && stage->detail == SJ_DETAIL_ALL && sj_scene_delay_chip (route, &chip))
    {
      g_autofree char *text = sj_span_format (route->path->delay);
      g_autoptr (PangoLayout) layout = sj_look_text (look, look->small, text, chip.width - 20);
      double x = sj_stage_x (stage, chip.x, chip.width);
      graphene_rect_t box = GRAPHENE_RECT_INIT ((float) x, (float) chip.y, (float) chip.width, (float) chip.height);
      const GdkRGBA *colour = &look->colours[SJ_COLOUR_ORANGE];
      int across, down;

      pango_layout_get_pixel_size (layout, &across, &down);
      sj_draw_round_box (snapshot, &box, chip.height / 2.0, &look->card);
      sj_draw_border (snapshot, &box, chip.height / 2.0, 1, colour);
      sj_draw_picture (snapshot, sj_look_icon (look, "sj-mark-clock-symbolic", colour,
                                               sj_look_size (look, 12, sj_stage_sharp (stage))),
                       x + 5, chip.y + chip.height / 2.0 - 6, 12);
      sj_draw_text (snapshot, layout, x + 20, chip.y + (chip.height - down) / 2.0, &look->ink);
    }
  if (route == sj_drawing_hovered_route (stage->drawing) && sj_scene_plus (route, visible, &middle))
    {
      double size = MAX (24, 24 / stage->view.zoom), x = sj_stage_x (stage, middle.x, 0);
      graphene_rect_t box = GRAPHENE_RECT_INIT ((float) (x - size / 2), (float) (middle.y - size / 2), (float) size,
                                                (float) size);

      sj_draw_round_box (snapshot, &box, size / 2, &look->accent);
      sj_draw_picture (snapshot, sj_look_icon (look, "sj-zoom-in-symbolic", &look->on_accent,
                                               sj_look_size (look, size * 0.6, sj_stage_sharp (stage))),
                       x - size * 0.3, middle.y - size * 0.3, size * 0.6);
    }
}
