/* sj-pixels.c -- rectangles and shapes as runs of pixels. */
#include "widgets/sj-pixels.h"

#include <math.h>

uint32_t
sj_pixel_of (const GdkRGBA *colour, const GdkRGBA *ground)
{
  GdkRGBA mixed = sj_rgba_over (colour, 1, ground);

  return 0xff000000u | (uint32_t) (mixed.red * 255 + 0.5f) << 16 | (uint32_t) (mixed.green * 255 + 0.5f) << 8 |
         (uint32_t) (mixed.blue * 255 + 0.5f);
}

void
sj_pixels_fill (const SjPixels *picture, int x, int y, int width, int height, uint32_t pixel)
{
  int right = MIN (x + width, picture->width), bottom = MIN (y + height, picture->height);

  x = MAX (x, 0);
  for (y = MAX (y, 0); y < bottom; y++)
    {
      uint32_t *row = picture->pixels + (size_t) y * picture->width;

      for (int i = x; i < right; i++)
        row[i] = pixel;
    }
}

void
sj_pixels_frame (const SjPixels *picture, int x, int y, int width, int height, int wide, uint32_t pixel)
{
  sj_pixels_fill (picture, x, y, width, wide, pixel);
  sj_pixels_fill (picture, x, y + height - wide, width, wide, pixel);
  sj_pixels_fill (picture, x, y + wide, wide, height - 2 * wide, pixel);
  sj_pixels_fill (picture, x + width - wide, y + wide, wide, height - 2 * wide, pixel);
}

/* The shape of a group, filled: small enough that its edge need not be smooth. */
void
sj_pixels_shape (const SjPixels *picture, SjTileShape shape, int x, int y, int size, uint32_t pixel)
{
  double radius = size / 2.0;

  for (int row = 0; row < size; row++)
    {
      double off = fabs (row + 0.5 - radius) / radius;
      double half = shape == SJ_SHAPE_CIRCLE ? radius * sqrt (MAX (1 - off * off, 0)) :
                    shape == SJ_SHAPE_DIAMOND ? radius * (1 - off) :
                    shape == SJ_SHAPE_PILL ? (off > 0.6 ? 0 : radius) : radius;
      int wide = (int) (2 * half + 0.5);

      sj_pixels_fill (picture, x + (size - wide) / 2, y + row, wide, 1, pixel);
    }
}
