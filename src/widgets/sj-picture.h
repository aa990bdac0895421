/* sj-picture.h -- a whole journey as a picture on paper: PNG, SVG, PDF, or part of a page.
 *
 * Drawn by what draws the canvas, always light and at 100 %, with an overlay if there is
 * one; so it shows what the screen shows, and all of it.  Needs a display for icons and
 * fonts.  Text runs from left to right or from right to left as on the screen.
 */
#pragma once

#include "scene/sj-overlay.h"

#include <gtk/gtk.h>

typedef struct SjPicture SjPicture;

typedef enum
{
  SJ_PICTURE_PNG,
  SJ_PICTURE_SVG,
  SJ_PICTURE_PDF            /* one page, as large as the drawing */
} SjPictureForm;

/* The journey is referred to and must not change; names are borrowed, the overlay (or
 * NULL) is taken. */
SjPicture *sj_picture_new  (SjJourney *journey, const SjNames *names, SjOverlay *overlay);
void       sj_picture_free (SjPicture *picture);

double sj_picture_width  (const SjPicture *picture);    /* pixels at 100 % */
double sj_picture_height (const SjPicture *picture);

/* Its upper left corner at 0, 0. */
void sj_picture_draw (SjPicture *picture, cairo_t *cr);

/* Replaces the file.  Pictures of pixels have two for each of the screen, fewer where they
 * would become larger than programs open. */
bool sj_picture_write (SjPicture *picture, const char *path, SjPictureForm form, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjPicture, sj_picture_free)
