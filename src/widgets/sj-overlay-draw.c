/* sj-overlay-draw.c -- draws overlays. */
#include "widgets/sj-overlay-draw.h"

#include "widgets/sj-draw.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define WIDTH   SJ_SCENE_CARD_WIDTH
#define PILL    18
#define ICON    10

static const SjOverlay *
overlay_of (const SjStage *stage)
{
  return stage->drawing ? sj_drawing_overlay (stage->drawing) : NULL;
}

static const SjPathOverlay *
path_overlay (const SjOverlay *overlay, const SjPath *path)
{
  return sj_overlay_path (overlay, path->node->id, path->id);
}

static double
end_x (const SjStage *stage, double from_end, double width)
{
  return stage->look.mirrored ? from_end : WIDTH - from_end - width;
}

static double
start_x (const SjStage *stage, double from_start, double width)
{
  return stage->look.mirrored ? WIDTH - from_start - width : from_start;
}

/* ---------------------------------------------------------------- pills */

typedef struct
{
  const char *icon;         /* or NULL */
  char *text;               /* owned */
  const GdkRGBA *colour;
} Part;

/* Parts side by side in one pill that ends at `end`, from the card's end edge. */
static void
draw_pill (SjStage *stage, GtkSnapshot *snapshot, const Part *parts, unsigned n, double end, double y)
{
  SjLook *look = &stage->look;
  PangoLayout *layouts[4];
  double widths[4], width = 12, x;
  graphene_rect_t box;

  for (unsigned i = 0; i < n; i++)
    {
      int across;

      layouts[i] = sj_look_text (look, look->small, parts[i].text, 0);
      pango_layout_get_pixel_size (layouts[i], &across, NULL);
      widths[i] = across + (parts[i].icon ? ICON + 3 : 0);
      width += widths[i] + (i > 0 ? 8 : 0);
    }
  x = end_x (stage, end, width);
  box = GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, PILL);
  sj_draw_round_box (snapshot, &box, PILL / 2.0, &look->card);
  sj_draw_border (snapshot, &box, PILL / 2.0, 1, &look->edge);
  x += 6;
  for (unsigned i = 0; i < n; i++)
    {
      int down;

      pango_layout_get_pixel_size (layouts[i], NULL, &down);
      if (parts[i].icon != NULL)
        sj_draw_picture (snapshot, sj_look_icon (look, parts[i].icon, parts[i].colour,
                                                 sj_look_size (look, ICON, sj_stage_sharp (stage))),
                         x, y + (PILL - ICON) / 2.0, ICON);
      sj_draw_text (snapshot, layouts[i], x + (parts[i].icon ? ICON + 3 : 0), y + (PILL - down) / 2.0, parts[i].colour);
      x += widths[i] + 8;
      g_object_unref (layouts[i]);
    }
}

static void
draw_badge (SjStage *stage, GtkSnapshot *snapshot, const char *icon, const GdkRGBA *colour)
{
  graphene_rect_t box = GRAPHENE_RECT_INIT ((float) start_x (stage, -10, 22), -11, 22, 22);

  sj_draw_round_box (snapshot, &box, 11, colour);
  sj_draw_picture (snapshot, sj_look_icon (&stage->look, icon, &stage->look.card,
                                           sj_look_size (&stage->look, 14, sj_stage_sharp (stage))),
                   box.origin.x + 4, -7, 14);
}

/* ---------------------------------------------------------------- figures of a run */

static void
draw_counts (SjStage *stage, GtkSnapshot *snapshot, const SjNodeOverlay *node, double height)
{
  const SjLook *look = &stage->look;
  Part parts[3] = { { NULL, sj_figure_short (node->figures.entered), &look->ink } };
  unsigned n = 1;

  if (node->figures.here > 0)
    parts[n++] = (Part) { "sj-wait-symbolic", sj_figure_short (node->figures.here), &look->colours[SJ_COLOUR_ORANGE] };
  if (node->figures.errors > 0)
    parts[n++] = (Part) { "sj-badge-error-symbolic", sj_figure_short (node->figures.errors),
                          &look->colours[SJ_COLOUR_RED] };
  draw_pill (stage, snapshot, parts, n, 12, height + 2);
  for (unsigned i = 0; i < n; i++)
    g_free (parts[i].text);
}

static void
draw_wedge (SjStage *stage, GtkSnapshot *snapshot, const SjNodeOverlay *node, double height)
{
  const GdkRGBA *colour = &stage->look.colours[SJ_COLOUR_RED];
  double width = (WIDTH - 20) * sj_overlay_wedge (node);
  g_autofree char *share = NULL;
  g_autofree char *text = NULL;
  g_autoptr (PangoLayout) layout = NULL;
  int across;

  if (width < 0.5)
    return;
  sj_draw_box (snapshot, start_x (stage, 10, width), height - 4, width, 4, colour);
  share = sj_figure_share (node->loss);
  text = node->worst > 0 ? g_strdup_printf ("−%s · %u", share, node->worst) : g_strdup_printf ("−%s", share);
  layout = sj_look_text (&stage->look, stage->look.small, text, 0);
  pango_layout_get_pixel_size (layout, &across, NULL);
  sj_draw_text (snapshot, layout, start_x (stage, 10, across), height + 1, colour);
}

static PangoLayout *
count_text (SjStage *stage, const SjNode *node, uint32_t index)
{
  const SjPathOverlay *path = path_overlay (overlay_of (stage), node->paths[index]);
  g_autofree char *count = NULL;
  g_autofree char *share = NULL;
  g_autofree char *text = NULL;

  if (path == NULL)
    return NULL;
  count = sj_figure_short (path->count);
  share = sj_figure_share (path->source > 0 ? (double) path->count / (double) path->source : 0);
  text = node->n_paths > 1 ? g_strdup_printf ("%s · %s", count, share) : g_strdup (count);
  return sj_look_text (&stage->look, stage->look.small, text, 0);
}

/* Of a path, in its row; NULL: there is none. */
static PangoLayout *
change_text (SjStage *stage, const SjNode *node, uint32_t index)
{
  const SjPathOverlay *path = path_overlay (overlay_of (stage), node->paths[index]);
  g_autofree char *text = NULL;

  if (path == NULL || !path->change.known || node->n_paths < 2)
    return NULL;
  text = sj_overlay_change_text (&path->change);
  return sj_look_text (&stage->look, stage->look.small, text, 0);
}

int
sj_overlay_row_width (SjStage *stage, const SjNode *node, uint32_t index)
{
  const SjOverlay *overlay = overlay_of (stage);
  g_autoptr (PangoLayout) layout = NULL;
  int across = 0;

  if (overlay != NULL && sj_overlay_type (overlay) == SJ_OVERLAY_FIGURES)
    layout = count_text (stage, node, index);
  else if (overlay != NULL && sj_overlay_type (overlay) == SJ_OVERLAY_CHANGES)
    layout = change_text (stage, node, index);
  if (layout != NULL)
    pango_layout_get_pixel_size (layout, &across, NULL);
  return across;
}

/* In the row of a path, at its start; of the only path above its beginning. */
static void
draw_path_count (SjStage *stage, GtkSnapshot *snapshot, const SjNode *node, uint32_t index)
{
  const SjLook *look = &stage->look;
  const SjPathOverlay *path = path_overlay (overlay_of (stage), node->paths[index]);
  g_autoptr (PangoLayout) layout = count_text (stage, node, index);
  int across, down;

  if (layout == NULL)
    return;
  pango_layout_get_pixel_size (layout, &across, &down);
  if (node->n_paths > 1)
    sj_draw_text (snapshot, layout, start_x (stage, 14, across),
                  SJ_SCENE_CARD_HEIGHT + SJ_SCENE_ROW_HEIGHT * (index + 0.5) - down / 2.0, &look->dim);
  else
    sj_draw_text (snapshot, layout, end_x (stage, -across - 14, across),
                  SJ_SCENE_CARD_HEIGHT / 2.0 - down - 1 - sj_overlay_flow (overlay_of (stage), path).width / 2,
                  &look->ink);
}

static void
draw_heat (SjStage *stage, GtkSnapshot *snapshot, const SjNodeOverlay *node, const SjCard *card)
{
  double heat = sj_overlay_node_heat (overlay_of (stage), node);
  GdkRGBA colour = stage->look.colours[SJ_COLOUR_RED];
  graphene_rect_t box = GRAPHENE_RECT_INIT (0, 0, WIDTH, (float) card->box.height);

  if (heat <= 0)
    return;
  if (stage->look.contrast)
    {
      sj_draw_border (snapshot, &box, 10, 2 + 4 * heat, &colour);
      return;
    }
  colour.alpha = (float) (0.18 * heat);
  sj_draw_round_box (snapshot, &box, 10, &colour);
}

static void
draw_figures (SjStage *stage, GtkSnapshot *snapshot, const SjNodeOverlay *node, const SjCard *card)
{
  draw_heat (stage, snapshot, node, card);
  draw_wedge (stage, snapshot, node, card->box.height);
  draw_counts (stage, snapshot, node, card->box.height);
  for (uint32_t i = 0; i < card->node->n_paths && stage->detail == SJ_DETAIL_ALL; i++)
    draw_path_count (stage, snapshot, card->node, i);
}

/* ---------------------------------------------------------------- one profile's way */

static void
draw_visits (SjStage *stage, GtkSnapshot *snapshot, const SjNodeOverlay *node)
{
  const SjLook *look = &stage->look;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PangoLayout) layout = NULL;
  graphene_rect_t box;
  int across, down;

  if (node->visits == 0 || node->orders == NULL || node->orders->len == 0)
    return;
  g_string_append_printf (text, "%u", g_array_index (node->orders, uint32_t, 0));
  if (node->visits > 1)
    g_string_append_printf (text, " ×%u", node->visits);
  layout = sj_look_text (look, look->small, text->str, 0);
  pango_layout_get_pixel_size (layout, &across, &down);
  box = GRAPHENE_RECT_INIT ((float) start_x (stage, -8, MAX (across + 12, 20)), -10, (float) MAX (across + 12, 20), 20);
  sj_draw_round_box (snapshot, &box, 10, &look->accent);
  sj_draw_text (snapshot, layout, box.origin.x + (box.size.width - across) / 2, -down / 2.0, &look->on_accent);
}

/* ---------------------------------------------------------------- two versions */

static void
draw_compared (SjStage *stage, GtkSnapshot *snapshot, const SjNodeOverlay *node, const SjCard *card)
{
  static const struct { const char *icon; SjColour colour; } marks[] = {
    [SJ_COMPARED_ADDED] = { "sj-zoom-in-symbolic", SJ_COLOUR_GREEN },
    [SJ_COMPARED_CHANGED] = { "sj-mark-changed-symbolic", SJ_COLOUR_ORANGE },
    [SJ_COMPARED_REMOVED] = { "sj-zoom-out-symbolic", SJ_COLOUR_RED },
  };
  graphene_rect_t box = GRAPHENE_RECT_INIT (-1, -1, WIDTH + 2, (float) card->box.height + 2);
  const GdkRGBA *colour;

  if (node->compared == SJ_COMPARED_SAME)
    return;
  colour = &stage->look.colours[marks[node->compared].colour];
  if (node->compared == SJ_COMPARED_REMOVED)
    sj_draw_dashed_box (snapshot, &box, 2, 6, colour);
  else
    sj_draw_border (snapshot, &box, 11, 2, colour);
  draw_badge (stage, snapshot, marks[node->compared].icon, colour);
}

/* ---------------------------------------------------------------- two runs */

/* What is sure has a colour for its direction; what may be chance stays pale.  The sign
 * says the same. */
static const GdkRGBA *
change_colour (const SjStage *stage, const SjOverlayChange *change)
{
  const SjLook *look = &stage->look;

  if (!change->sure || change->value == 0)
    return &look->dim;
  return &look->colours[change->value > 0 ? SJ_COLOUR_TEAL : SJ_COLOUR_ORANGE];
}

static void
draw_path_change (SjStage *stage, GtkSnapshot *snapshot, const SjNode *node, uint32_t index)
{
  const SjPathOverlay *path = path_overlay (overlay_of (stage), node->paths[index]);
  g_autoptr (PangoLayout) layout = change_text (stage, node, index);
  int across, down;

  if (layout == NULL)
    return;
  pango_layout_get_pixel_size (layout, &across, &down);
  sj_draw_text (snapshot, layout, start_x (stage, 14, across),
                SJ_SCENE_CARD_HEIGHT + SJ_SCENE_ROW_HEIGHT * (index + 0.5) - down / 2.0,
                change_colour (stage, &path->change));
}

static void
draw_changes (SjStage *stage, GtkSnapshot *snapshot, const SjNodeOverlay *node, const SjCard *card)
{
  const SjOverlayChange *change = &node->change;
  g_autofree char *text = change->known ? sj_overlay_change_text (change) : NULL;
  graphene_rect_t box = GRAPHENE_RECT_INIT (-1, -1, WIDTH + 2, (float) card->box.height + 2);

  for (uint32_t i = 0; i < card->node->n_paths && stage->detail == SJ_DETAIL_ALL; i++)
    draw_path_change (stage, snapshot, card->node, i);
  if (text == NULL)
    return;
  if (change->sure)
    sj_draw_border (snapshot, &box, 11, 2, change_colour (stage, change));
  draw_pill (stage, snapshot, &(Part) { NULL, text, change_colour (stage, change) }, 1, 12, card->box.height - 6);
}

void
sj_overlay_draw_card (SjStage *stage, GtkSnapshot *snapshot, const SjCard *card)
{
  const SjOverlay *overlay = overlay_of (stage);
  const SjNodeOverlay *node = overlay ? sj_overlay_node (overlay, card->node->id) : NULL;

  if (node == NULL)
    return;
  switch (sj_overlay_type (overlay))
    {
    case SJ_OVERLAY_FIGURES:
      draw_figures (stage, snapshot, node, card);
      break;
    case SJ_OVERLAY_TRACE:
      draw_visits (stage, snapshot, node);
      break;
    case SJ_OVERLAY_COMPARE:
      draw_compared (stage, snapshot, node, card);
      break;
    case SJ_OVERLAY_CHANGES:
      draw_changes (stage, snapshot, node, card);
      break;
    }
}

/* ---------------------------------------------------------------- paths */

static void
set_dashes (SjRouteStyle *style, uint8_t drawn, uint8_t left_out)
{
  memcpy (style->dashes, (uint8_t[4]) { drawn, left_out }, 4);
}

static void
style_flow (const SjStage *stage, const SjOverlay *overlay, const SjPathOverlay *path, SjRouteStyle *style)
{
  SjFlow flow = sj_overlay_flow (overlay, path);
  double heat = sj_overlay_path_heat (overlay, path);

  style->width = flow.width;
  if (flow.dotted)
    set_dashes (style, 2, 4);
  else
    memset (style->dashes, 0, sizeof style->dashes);
  if (!stage->look.contrast)
    style->colour.alpha *= (float) flow.alpha;
  if (heat >= 0)
    {
      GdkRGBA hot = stage->look.colours[SJ_COLOUR_RED];

      style->colour = sj_rgba_over (&hot, heat, &stage->look.colours[SJ_COLOUR_NEUTRAL]);
    }
}

static void
style_compared (const SjStage *stage, const SjPathOverlay *path, SjRouteStyle *style)
{
  static const SjColour colours[] = {
    [SJ_COMPARED_ADDED] = SJ_COLOUR_GREEN, [SJ_COMPARED_CHANGED] = SJ_COLOUR_ORANGE,
    [SJ_COMPARED_REMOVED] = SJ_COLOUR_RED,
  };

  if (path->compared == SJ_COMPARED_SAME)
    return;
  style->colour = stage->look.colours[colours[path->compared]];
  style->width += 1;
  if (path->compared == SJ_COMPARED_REMOVED)
    set_dashes (style, 6, 6);
}

static void
style_change (const SjStage *stage, const SjPathOverlay *path, SjRouteStyle *style)
{
  style->colour = stage->look.colours[SJ_COLOUR_NEUTRAL];
  if (path->change.sure)
    {
      style->colour = *change_colour (stage, &path->change);
      style->width = 4;
    }
  if (path->change.sure && path->change.value < 0)
    set_dashes (style, 10, 6);
  else
    memset (style->dashes, 0, sizeof style->dashes);
}

void
sj_overlay_style_route (const SjStage *stage, const SjRoute *route, SjRouteStyle *style)
{
  const SjOverlay *overlay = overlay_of (stage);
  const SjPathOverlay *path = overlay ? path_overlay (overlay, route->path) : NULL;

  if (overlay == NULL)
    return;
  if (sj_overlay_type (overlay) == SJ_OVERLAY_TRACE)
    {
      if (path != NULL && path->visits > 0)
        {
          style->colour = stage->look.accent;
          style->width = 4;
        }
      else if (!stage->look.contrast)
        style->colour.alpha *= 0.35f;
      else
        style->width = 1;
    }
  else if (path != NULL && sj_overlay_type (overlay) == SJ_OVERLAY_FIGURES)
    style_flow (stage, overlay, path, style);
  else if (path != NULL && sj_overlay_type (overlay) == SJ_OVERLAY_CHANGES)
    style_change (stage, path, style);
  else if (path != NULL)
    style_compared (stage, path, style);
}

bool
sj_overlay_dims (const SjStage *stage, const SjCard *card)
{
  const SjOverlay *overlay = overlay_of (stage);
  const SjNodeOverlay *node = overlay ? sj_overlay_node (overlay, card->node->id) : NULL;

  return overlay != NULL && sj_overlay_type (overlay) == SJ_OVERLAY_TRACE && (node == NULL || node->visits == 0);
}

/* ---------------------------------------------------------------- legend */

/* What full red stands for. */
static char *
heat_text (const SjOverlay *overlay)
{
  int64_t most = sj_overlay_heat_most (overlay);
  g_autofree char *figure = NULL;

  switch (sj_overlay_heat (overlay))
    {
    case SJ_HEAT_PEOPLE:
      figure = sj_figure_short (most);
      return g_strdup_printf (_("Red: up to %s people"), figure);
    case SJ_HEAT_LOSS:
      figure = sj_figure_share ((double) most / 1000);
      return g_strdup_printf (_("Red: up to %s lost"), figure);
    case SJ_HEAT_TIME:
      figure = sj_span_format (most * SJ_SECOND);
      return g_strdup_printf (_("Red: up to %s spent there"), figure);
    case SJ_HEAT_NONE:
      break;
    }
  return NULL;
}

static char *
legend_text (const SjOverlay *overlay)
{
  g_autofree char *most = NULL;
  g_autofree char *width = NULL;
  g_autofree char *heat = NULL;

  switch (sj_overlay_type (overlay))
    {
    case SJ_OVERLAY_FIGURES:
      most = sj_figure_short (sj_overlay_busiest (overlay));
      width = g_strdup_printf (_("Width of a path: people, %s at most"), most);
      heat = heat_text (overlay);
      return heat ? g_strdup_printf ("%s · %s", width, heat) : g_steal_pointer (&width);
    case SJ_OVERLAY_COMPARE:
      return g_strdup (_("+ added, pencil changed, − removed"));
    case SJ_OVERLAY_CHANGES:
      return g_strdup (_("+ more in the second run, − less; pale: may be chance"));
    case SJ_OVERLAY_TRACE:
      return NULL;
    }
  return NULL;
}

void
sj_overlay_draw_legend (SjStage *stage, GtkSnapshot *snapshot)
{
  const SjLook *look = &stage->look;
  const SjOverlay *overlay = overlay_of (stage);
  g_autofree char *text = overlay ? legend_text (overlay) : NULL;
  g_autoptr (PangoLayout) layout = NULL;
  graphene_rect_t box;
  int across, down;
  double x;

  if (text == NULL)
    return;
  layout = sj_look_text (look, look->small, text, 0);
  pango_layout_get_pixel_size (layout, &across, &down);
  x = look->mirrored ? stage->view.width - across - 28 : 12;
  box = GRAPHENE_RECT_INIT ((float) x, 12, (float) across + 16, (float) down + 8);
  sj_draw_round_box (snapshot, &box, 6, &look->card);
  sj_draw_border (snapshot, &box, 6, look->border, &look->edge);
  sj_draw_text (snapshot, layout, x + 8, 16, &look->ink);
}
