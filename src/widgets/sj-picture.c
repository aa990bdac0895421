/* sj-picture.c -- the canvas's own parts, drawn once and handed to cairo. */
#include "widgets/sj-picture.h"

#include "scene/sj-drawing.h"
#include "widgets/sj-card-view.h"
#include "widgets/sj-draw.h"
#include "widgets/sj-overlay-draw.h"
#include "widgets/sj-route-draw.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#define MARGIN 32
#define SHARPNESS 4         /* pixels of icons for each of the screen */
#define DENSITY 2.0         /* of a picture of pixels */
#define MOST_PIXELS 60e6
#define MOST_SIDE 30000.0   /* cairo's own limit is 32,767 */
#define POINTS 0.75         /* for a pixel */
#define MOST_POINTS 14400.0 /* of a page's side, which readers of PDF agree on */

struct SjPicture
{
  SjStage stage;
  SjBox bounds;             /* of the scene, with the margin */
  GskRenderNode *node;      /* owned, or NULL: nothing is to be seen */
};

static void
append_routes (SjPicture *picture, GtkSnapshot *snapshot, GPtrArray *routes)
{
  for (guint i = 0; i < routes->len; i++)
    {
      SjRoute *route = g_ptr_array_index (routes, i);
      SjRouteStyle style = sj_route_style (&picture->stage, route);

      sj_route_draw (&picture->stage, snapshot, route, &style, &picture->bounds);
    }
}

static int
by_index (gconstpointer one, gconstpointer other)
{
  const SjCard *a = *(SjCard *const *) one, *b = *(SjCard *const *) other;

  return (a->index > b->index) - (a->index < b->index);
}

static void
append_cards (SjPicture *picture, GtkSnapshot *snapshot, GPtrArray *cards)
{
  for (guint i = 0; i < cards->len; i++)
    {
      SjCard *card = g_ptr_array_index (cards, i);
      double x = sj_stage_x (&picture->stage, card->box.x, card->box.width);

      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) card->box.y));
      sj_card_draw (&picture->stage, snapshot, card);
      gtk_snapshot_restore (snapshot);
    }
}

static GskRenderNode *
draw_all (SjPicture *picture)
{
  SjScene *scene = sj_drawing_scene (picture->stage.drawing);
  const SjBox *box = &picture->bounds;
  g_autoptr (GPtrArray) cards = g_ptr_array_new (), routes = g_ptr_array_new ();
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  double x = sj_stage_x (&picture->stage, box->x, box->width);

  sj_scene_cards_in (scene, box, cards);
  sj_scene_routes_in (scene, box, routes);
  g_ptr_array_sort (cards, by_index);
  sj_draw_box (snapshot, 0, 0, box->width, box->height, &picture->stage.look.ground);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) -x, (float) -box->y));
  append_routes (picture, snapshot, routes);
  append_cards (picture, snapshot, cards);
  for (guint i = 0; i < routes->len; i++)
    sj_route_draw_chips (&picture->stage, snapshot, g_ptr_array_index (routes, i), box);
  gtk_snapshot_restore (snapshot);
  sj_overlay_draw_legend (&picture->stage, snapshot);
  return gtk_snapshot_free_to_node (snapshot);
}

SjPicture *
sj_picture_new (SjJourney *journey, const SjNames *names, SjOverlay *overlay)
{
  SjPicture *picture = g_new0 (SjPicture, 1);
  SjStage *stage = &picture->stage;
  SjBox all;

  stage->drawing = sj_drawing_new (journey, &(SjDrawingParts) { .names = names });
  sj_drawing_set_overlay (stage->drawing, overlay);
  stage->detail = SJ_DETAIL_ALL;
  stage->step = 1;
  sj_look_paper (&stage->look, SHARPNESS);
  all = sj_scene_bounds (sj_drawing_scene (stage->drawing));
  picture->bounds = sj_box_grown (&all, MARGIN);
  if (overlay != NULL)    /* the legend stands above */
    {
      picture->bounds.y -= MARGIN;
      picture->bounds.height += MARGIN;
      picture->bounds.width = MAX (picture->bounds.width, 480);
    }
  sj_view_init (&stage->view);
  stage->view.width = picture->bounds.width;
  stage->view.height = picture->bounds.height;
  stage->view.mirrored = stage->look.mirrored;
  picture->node = draw_all (picture);
  return picture;
}

void
sj_picture_free (SjPicture *picture)
{
  if (picture == NULL)
    return;
  g_clear_pointer (&picture->node, gsk_render_node_unref);
  sj_drawing_free (picture->stage.drawing);
  sj_look_clear (&picture->stage.look);
  g_free (picture);
}

double
sj_picture_width (const SjPicture *picture)
{
  return picture->bounds.width;
}

double
sj_picture_height (const SjPicture *picture)
{
  return picture->bounds.height;
}

void
sj_picture_draw (SjPicture *picture, cairo_t *cr)
{
  cairo_save (cr);
  if (picture->node != NULL)
    gsk_render_node_draw (picture->node, cr);
  cairo_restore (cr);
}

/* ---------------------------------------------------------------- files */

static double
density_of (const SjPicture *picture)
{
  double width = sj_picture_width (picture), height = sj_picture_height (picture);
  double density = MIN (DENSITY, sqrt (MOST_PIXELS / (width * height)));

  return MIN (density, MOST_SIDE / MAX (width, height));
}

static double
points_of (const SjPicture *picture)
{
  return MIN (POINTS, MOST_POINTS / MAX (sj_picture_width (picture), sj_picture_height (picture)));
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
make_surface (const SjPicture *picture, SjPictureForm form, GByteArray *bytes, double *scale)
{
  double width = sj_picture_width (picture), height = sj_picture_height (picture);
  cairo_surface_t *surface = NULL;

  *scale = form == SJ_PICTURE_PNG ? density_of (picture) : form == SJ_PICTURE_PDF ? points_of (picture) : 1;
  switch (form)
    {
    case SJ_PICTURE_PNG:
      surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (width * *scale),
                                            (int) ceil (height * *scale));
      break;
    case SJ_PICTURE_SVG:
      surface = cairo_svg_surface_create_for_stream (append_cb, bytes, width, height);
      cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
      break;
    case SJ_PICTURE_PDF:
      surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, width * *scale, height * *scale);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Sojourn");
      break;
    }
  return surface;
}

static cairo_status_t
draw_into (SjPicture *picture, SjPictureForm form, GByteArray *bytes)
{
  double scale;
  cairo_surface_t *surface = make_surface (picture, form, bytes, &scale);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, scale, scale);
  sj_picture_draw (picture, cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (form == SJ_PICTURE_PNG && status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, append_cb, bytes);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

bool
sj_picture_write (SjPicture *picture, const char *path, SjPictureForm form, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_status_t status = draw_into (picture, form, bytes);

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("the picture cannot be drawn: %s"),
                   cairo_status_to_string (status));
      return false;
    }
  return g_file_set_contents (path, (const char *) bytes->data, (gssize) bytes->len, error);
}
