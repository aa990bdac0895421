/* sj-look.h -- the colours, fonts and little pictures that the canvas is drawn with just now.
 *
 * All colours are opaque unless their name says otherwise: what is translucent in the
 * theme is laid over the canvas's ground once.  sj_look_read () says whether anything
 * changed; what was drawn before must then be drawn anew.
 */
#pragma once

#include "widgets/sj-appearance.h"

#include <gtk/gtk.h>

typedef struct
{
  bool dark, contrast, mirrored;
  double scale;                   /* device pixels a pixel */
  GdkRGBA ground, card, ink;      /* of the canvas, of a card, of text */
  GdkRGBA dim;                    /* of captions: still 4.5 : 1 */
  GdkRGBA edge;                   /* around a card */
  GdkRGBA accent, on_accent;
  GdkRGBA colours[SJ_N_COLOURS];
  double line;                    /* width of a path */
  double border;                  /* of a card */

  PangoContext *context;          /* owned */
  PangoFontDescription *title, *large_title, *caption, *small;    /* owned; lines of 20, 28, 18 and 16 at most */
  GHashTable *pictures;           /* owned: of GdkTexture */
} SjLook;

bool sj_look_read  (SjLook *look, GtkWidget *widget);
/* Light whatever the screen is, for pictures in files; `look` is new. */
void sj_look_paper (SjLook *look, double scale);
void sj_look_clear (SjLook *look);

/* One line of text, cut in the middle where it is wider than WIDTH; owned by the caller. */
PangoLayout *sj_look_text (const SjLook *look, const PangoFontDescription *font, const char *text, int width);

/* An icon in a colour, and one in the tile of its group; SIZE in device pixels.  Lent. */
GdkTexture *sj_look_icon  (SjLook *look, const char *icon, const GdkRGBA *colour, int size);
GdkTexture *sj_look_tile  (SjLook *look, const char *icon, SjGroup group, int size);
/* The head of an arrow, along the flow. */
GdkTexture *sj_look_arrow (SjLook *look, const GdkRGBA *colour, int size);
/* The size to ask for where something of that length is drawn at a zoom. */
int         sj_look_size  (const SjLook *look, double length, double zoom);

GdkRGBA sj_rgba_over (const GdkRGBA *colour, double alpha, const GdkRGBA *ground);    /* opaque */
