/* sj-far.c -- draws cards and paths as runs of pixels.
 *
 * Places are rounded after the offset was, so that things keep their shape while the
 * view is moved.
 */
#include "widgets/sj-far.h"

#include "widgets/sj-card-view.h"
#include "widgets/sj-overlay-draw.h"
#include "widgets/sj-pixels.h"
#include "widgets/sj-route-draw.h"

#include <math.h>

struct SjFar
{
  cairo_surface_t *surface; /* owned, or NULL */
  GskRenderNode *node;      /* owned, or NULL */
  GPtrArray *found;         /* owned */
  double zoom, x, y;        /* of the picture */
  int width, height;
  unsigned turn;
};

/* ---------------------------------------------------------------- the journey */

typedef struct
{
  SjPixels picture;
  SjStage *stage;
  double scale;             /* device pixels a unit */
  int left, top;            /* device pixels: where drawn place 0, 0 stands */
  uint32_t colours[SJ_N_COLOURS], blocks[SJ_N_COLOURS], faint[SJ_N_COLOURS];
  uint32_t card, edge, accent;
} Sheet;

static int
sheet_x (const Sheet *sheet, double x)
{
  return sheet->left + (int) lround (x * sheet->scale);
}

static int
sheet_y (const Sheet *sheet, double y)
{
  return sheet->top + (int) lround (y * sheet->scale);
}

static void
draw_route (const Sheet *sheet, const SjRoute *route)
{
  const SjStage *stage = sheet->stage;
  SjRouteStyle style = sj_route_style (stage, route);
  int wide = MAX (1, (int) lround (style.width * sheet->scale));
  uint32_t pixel = sj_pixel_of (&style.colour, &stage->look.ground);

  for (uint32_t i = 0; i + 1 < route->n_points; i++)
    {
      SjPoint from = route->points[i], to = route->points[i + 1];
      double x = sj_stage_x (stage, MIN (from.x, to.x), abs (to.x - from.x));
      int left = sheet_x (sheet, x), right = sheet_x (sheet, x + abs (to.x - from.x));
      int top = sheet_y (sheet, MIN (from.y, to.y)), bottom = sheet_y (sheet, MAX (from.y, to.y));

      sj_pixels_fill (&sheet->picture, left - wide / 2, top - wide / 2, right - left + wide, bottom - top + wide,
                      pixel);
    }
}

static void
draw_card (const Sheet *sheet, SjCard *card)
{
  const SjStage *stage = sheet->stage;
  const SjGroupStyle *style = &sj_group_styles[card->node->kind->group];
  double drawn = sj_stage_x (stage, card->box.x, card->box.width);
  int x = sheet_x (sheet, drawn), y = sheet_y (sheet, card->box.y);
  int width = MAX (sheet_x (sheet, drawn + card->box.width) - x, 2);
  int height = MAX (sheet_y (sheet, card->box.y + card->box.height) - y, 2);
  bool faint = card->marks & SJ_MARK_DIMMED || sj_overlay_dims (stage, card);
  uint32_t colour = (faint ? sheet->faint : sheet->colours)[style->colour];
  int dot = MAX (3, (int) lround (24 * sheet->scale));

  if (stage->detail == SJ_DETAIL_BLOCKS)
    {
      sj_pixels_fill (&sheet->picture, x, y, width, height, (faint ? sheet->faint : sheet->blocks)[style->colour]);
      sj_pixels_frame (&sheet->picture, x, y, width, height, 1, colour);
    }
  else
    {
      int size = MIN ((int) lround (40 * sheet->scale), height - 2);
      int head = (int) lround (SJ_SCENE_CARD_HEIGHT * sheet->scale), space = (head - size) / 2;

      sj_pixels_fill (&sheet->picture, x, y, width, height, sheet->card);
      sj_pixels_frame (&sheet->picture, x, y, width, height, 1, sheet->edge);
      sj_pixels_shape (&sheet->picture, style->shape, stage->look.mirrored ? x + width - size - space : x + space,
                       y + space, size, colour);
    }
  if (card->marks & SJ_MARK_SELECTED)
    sj_pixels_frame (&sheet->picture, x - 2, y - 2, width + 4, height + 4, 2, sheet->accent);
  else if (card->marks & SJ_MARK_FOUND)
    sj_pixels_frame (&sheet->picture, x - 2, y - 2, width + 4, height + 4, 2, sheet->colours[SJ_COLOUR_PURPLE]);
  if (card->data != NULL && sj_card_view_has_error (card->data))
    sj_pixels_shape (&sheet->picture, SJ_SHAPE_CIRCLE, (stage->look.mirrored ? x : x + width) - dot / 2, y - dot / 2,
                     dot, sheet->colours[SJ_COLOUR_RED]);
}

static void
draw_sheet (SjFar *far, Sheet *sheet)
{
  SjScene *scene = sj_drawing_scene (sheet->stage->drawing);
  SjBox visible = sj_view_visible (&sheet->stage->view);
  const SjPixels *picture = &sheet->picture;

  sj_pixels_fill (picture, 0, 0, picture->width, picture->height,
        sj_pixel_of (&sheet->stage->look.ground, &sheet->stage->look.ground));
  sj_scene_routes_in (scene, &visible, far->found);
  for (unsigned i = 0; i < far->found->len; i++)
    draw_route (sheet, g_ptr_array_index (far->found, i));
  sj_scene_cards_in (scene, &visible, far->found);
  for (unsigned i = 0; i < far->found->len; i++)
    draw_card (sheet, g_ptr_array_index (far->found, i));
}

static void
mix_colours (Sheet *sheet)
{
  const SjLook *look = &sheet->stage->look;

  for (unsigned i = 0; i < SJ_N_COLOURS; i++)
    {
      GdkRGBA half = look->colours[i], faint = look->colours[i];

      half.alpha = 0.55f;
      faint.alpha = 0.3f;
      sheet->colours[i] = sj_pixel_of (&look->colours[i], &look->ground);
      sheet->blocks[i] = sj_pixel_of (&half, &look->ground);
      sheet->faint[i] = sj_pixel_of (&faint, &look->ground);
    }
  sheet->card = sj_pixel_of (&look->card, &look->ground);
  sheet->edge = sj_pixel_of (&look->edge, &look->ground);
  sheet->accent = sj_pixel_of (&look->accent, &look->ground);
}

static bool
is_current (const SjFar *far, const SjStage *stage, const SjView *view, int width, int height)
{
  return far->node != NULL && far->turn == stage->turn && far->zoom == view->zoom && far->x == view->x &&
         far->y == view->y && far->width == width && far->height == height;
}

/* Nodes that still show what was drawn before keep it: cairo copies what is about to change. */
static cairo_surface_t *
ready_surface (SjFar *far, double scale)
{
  if (far->surface != NULL && (cairo_image_surface_get_width (far->surface) != far->width ||
                               cairo_image_surface_get_height (far->surface) != far->height))
    g_clear_pointer (&far->surface, cairo_surface_destroy);
  if (far->surface == NULL)
    far->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, far->width, far->height);
  cairo_surface_set_device_scale (far->surface, scale, scale);
  cairo_surface_flush (far->surface);
  return far->surface;
}

/* Not a texture: GTK 4.8 would convert each pixel to numbers and back in every frame. */
static GskRenderNode *
node_of (cairo_surface_t *surface, double width, double height)
{
  GskRenderNode *node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_destroy (cr);
  return node;
}

GskRenderNode *
sj_far_draw (SjFar *far, SjStage *stage)
{
  const SjView *view = &stage->view;
  double scale = stage->look.scale;
  int width = MAX ((int) ceil (view->width * scale), 1), height = MAX ((int) ceil (view->height * scale), 1);
  Sheet sheet = { .stage = stage, .scale = view->zoom * scale };
  cairo_surface_t *surface;

  if (is_current (far, stage, view, width, height))
    return far->node;
  far->turn = stage->turn;
  far->zoom = view->zoom;
  far->x = view->x;
  far->y = view->y;
  far->width = width;
  far->height = height;
  g_clear_pointer (&far->node, gsk_render_node_unref);

  surface = ready_surface (far, scale);
  sheet.picture = (SjPixels) { (uint32_t *) (void *) cairo_image_surface_get_data (surface), width, height };
  sheet.left = (int) lround (-view->x * sheet.scale);
  sheet.top = (int) lround (-view->y * sheet.scale);
  mix_colours (&sheet);
  draw_sheet (far, &sheet);
  cairo_surface_mark_dirty (surface);
  far->node = node_of (surface, width / scale, height / scale);
  return far->node;
}

void
sj_far_forget (SjFar *far)
{
  g_clear_pointer (&far->node, gsk_render_node_unref);
}

SjFar *
sj_far_new (void)
{
  SjFar *far = g_new0 (SjFar, 1);

  far->found = g_ptr_array_new ();
  return far;
}

void
sj_far_free (SjFar *far)
{
  sj_far_forget (far);
  g_clear_pointer (&far->surface, cairo_surface_destroy);
  g_ptr_array_unref (far->found);
  g_free (far);
}
