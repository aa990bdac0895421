/* sj-pixels.h -- the few shapes that pictures seen from afar are made of, drawn into memory.
 *
 * Pixels are those of GDK_MEMORY_DEFAULT and opaque.  What lies outside is left out.
 */
#pragma once

#include "widgets/sj-look.h"

typedef struct
{
  uint32_t *pixels;         /* borrowed */
  int width, height;
} SjPixels;

uint32_t sj_pixel_of     (const GdkRGBA *colour, const GdkRGBA *ground);
void     sj_pixels_fill  (const SjPixels *picture, int x, int y, int width, int height, uint32_t pixel);
/* Inside of the box. */
void     sj_pixels_frame (const SjPixels *picture, int x, int y, int width, int height, int wide, uint32_t pixel);
/* The shape of a group, filled. */
void     sj_pixels_shape (const SjPixels *picture, SjTileShape shape, int x, int y, int size, uint32_t pixel);
