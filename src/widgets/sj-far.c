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

#define SURFACES 3

struct SjFar
{
  cairo_surface_t *surfaces[SURFACES];    /* owned, or NULL */
  GskRenderNode *node;      /* owned, or NULL */
  GPtrArray *found;         /* owned */
  double zoom, x, y;        /* of the picture */
  int width, height;
  unsigned turn, next;
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

/* In turn: what is on the screen is still compared with what comes next. */
static cairo_surface_t *
next_surface (SjFar *far)
{
  cairo_surface_t **surface = &far->surfaces[far->next++ % SURFACES];

  if (*surface != NULL && (cairo_image_surface_get_width (*surface) != far->width ||
                           cairo_image_surface_get_height (*surface) != far->height))
    g_clear_pointer (surface, cairo_surface_destroy);
  if (*surface == NULL)
    *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, far->width, far->height);
  cairo_surface_flush (*surface);
  return *surface;
}

static cairo_surface_t *
acquire_cb (cairo_pattern_t *pattern, void *surface, cairo_surface_t *target, const cairo_rectangle_int_t *extents)
{
  return cairo_surface_reference (surface);
}

static void
release_cb (cairo_pattern_t *pattern, void *data, cairo_surface_t *surface)
{
  cairo_surface_destroy (surface);
}

static cairo_status_t
copy_cb (cairo_pattern_t *pattern, void *surface, const cairo_pattern_t *other)
{
  cairo_surface_reference (surface);
  return CAIRO_STATUS_SUCCESS;
}

static void
finish_cb (cairo_pattern_t *pattern, void *surface)
{
  cairo_surface_destroy (surface);
}

/* Not a texture: GTK 4.8 would convert each pixel to numbers and back in every frame.  And
 * not the surface itself: cairo would copy it before it is drawn to again. */
static GskRenderNode *
node_of (SjFar *far, cairo_surface_t *surface, double scale)
{
  GskRenderNode *node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, (float) (far->width / scale),
                                                                 (float) (far->height / scale)));
  cairo_pattern_t *pattern = cairo_pattern_create_raster_source (cairo_surface_reference (surface),
                                                                 CAIRO_CONTENT_COLOR, far->width, far->height);
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);
  cairo_matrix_t matrix;

  cairo_raster_source_pattern_set_acquire (pattern, acquire_cb, release_cb);
  cairo_raster_source_pattern_set_copy (pattern, copy_cb);
  cairo_raster_source_pattern_set_finish (pattern, finish_cb);
  cairo_matrix_init_scale (&matrix, scale, scale);
  cairo_pattern_set_matrix (pattern, &matrix);
  cairo_pattern_set_filter (pattern, CAIRO_FILTER_NEAREST);
  cairo_set_source (cr, pattern);
  cairo_paint (cr);
  cairo_pattern_destroy (pattern);
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

  surface = next_surface (far);
  sheet.picture = (SjPixels) { (uint32_t *) (void *) cairo_image_surface_get_data (surface), width, height };
  sheet.left = (int) lround (-view->x * sheet.scale);
  sheet.top = (int) lround (-view->y * sheet.scale);
  mix_colours (&sheet);
  draw_sheet (far, &sheet);
  cairo_surface_mark_dirty (surface);
  far->node = node_of (far, surface, scale);
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
  for (size_t i = 0; i < SURFACES; i++)
    g_clear_pointer (&far->surfaces[i], cairo_surface_destroy);
  g_ptr_array_unref (far->found);
  g_free (far);
}
