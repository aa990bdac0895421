/* picture.h -- what a widget shows, to look at single places of it. */
#pragma once

#include <gtk/gtk.h>

typedef struct
{
  guchar *pixels;       /* owned */
  int width, height;
} Picture;

Picture *picture_of     (GtkWidget *widget);
void     picture_free   (Picture *picture);
/* The colour (0xrrggbb) at a place, give or take what rounding does. */
void     picture_assert (const Picture *picture, int x, int y, unsigned rgb);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Picture, picture_free)
