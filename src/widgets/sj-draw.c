/* sj-draw.c -- shapes as render nodes. */
#include "widgets/sj-draw.h"

static graphene_rect_t
rect (double x, double y, double width, double height)
{
  return GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height);
}

void
sj_draw_box (GtkSnapshot *snapshot, double x, double y, double width, double height, const GdkRGBA *colour)
{
  graphene_rect_t box = rect (x, y, width, height);

  gtk_snapshot_append_color (snapshot, colour, &box);
}

void
sj_draw_round_box (GtkSnapshot *snapshot, const graphene_rect_t *box, double radius, const GdkRGBA *colour)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, box, (float) radius);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, colour, box);
  gtk_snapshot_pop (snapshot);
}

void
sj_draw_border (GtkSnapshot *snapshot, const graphene_rect_t *box, double radius, double width, const GdkRGBA *colour)
{
  float w = (float) width;
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, box, (float) radius);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { w, w, w, w },
                              (GdkRGBA[4]) { *colour, *colour, *colour, *colour });
}

static void
dashes (GtkSnapshot *snapshot, double x, double y, double length, double width, double dash, bool level,
        const GdkRGBA *colour)
{
  for (double at = 0; at < length; at += 2 * dash)
    {
      double drawn = MIN (dash, length - at);

      if (level)
        sj_draw_box (snapshot, x + at, y, drawn, width, colour);
      else
        sj_draw_box (snapshot, x, y + at, width, drawn, colour);
    }
}

void
sj_draw_dashed_box (GtkSnapshot *snapshot, const graphene_rect_t *box, double width, double dash, const GdkRGBA *colour)
{
  double x = box->origin.x, y = box->origin.y, across = box->size.width, down = box->size.height;

  dashes (snapshot, x, y, across, width, dash, true, colour);
  dashes (snapshot, x, y + down - width, across, width, dash, true, colour);
  dashes (snapshot, x, y + width, down - 2 * width, width, dash, false, colour);
  dashes (snapshot, x + across - width, y + width, down - 2 * width, width, dash, false, colour);
}

void
sj_draw_picture (GtkSnapshot *snapshot, GdkTexture *texture, double x, double y, double size)
{
  graphene_rect_t box = rect (x, y, size, size);

  gtk_snapshot_append_texture (snapshot, texture, &box);
}

void
sj_draw_text (GtkSnapshot *snapshot, PangoLayout *layout, double x, double y, const GdkRGBA *colour)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

void
sj_draw_hatching (GtkSnapshot *snapshot, const graphene_rect_t *box, const GdkRGBA *colour)
{
  for (double y = 0; y < box->size.height; y += 4)
    sj_draw_box (snapshot, box->origin.x, box->origin.y + y, box->size.width, MIN (2, box->size.height - y), colour);
}
