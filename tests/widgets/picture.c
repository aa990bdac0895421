/* picture.c -- a widget as pixels. */
#include "tests/widgets/picture.h"

Picture *
picture_of (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  Picture *picture = g_new (Picture, 1);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  picture->width = gdk_paintable_get_intrinsic_width (paintable);
  picture->height = gdk_paintable_get_intrinsic_height (paintable);
  gdk_paintable_snapshot (paintable, snapshot, picture->width, picture->height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) picture->width, (float) picture->height));
  picture->pixels = g_malloc ((gsize) picture->width * (gsize) picture->height * 4);
  gdk_texture_download (texture, picture->pixels, (gsize) picture->width * 4);
  return picture;
}

void
picture_free (Picture *picture)
{
  g_free (picture->pixels);
  g_free (picture);
}

void
picture_assert (const Picture *picture, int x, int y, unsigned rgb)
{
  guint32 pixel;

  g_assert_true (x >= 0 && x < picture->width && y >= 0 && y < picture->height);
  memcpy (&pixel, picture->pixels + ((gsize) y * (gsize) picture->width + (gsize) x) * 4, sizeof pixel);
  for (int shift = 0; shift < 24; shift += 8)
    if (ABS ((int) (pixel >> shift & 0xff) - (int) (rgb >> shift & 0xff)) > 3)
      g_error ("at %d, %d stands #%06x, not #%06x", x, y, pixel & 0xffffff, rgb);
}
