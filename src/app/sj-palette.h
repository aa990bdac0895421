/* sj-palette.h -- what can be added: dragged, double clicked, or with Return.
 *
 * What cannot be added now stays visible, dimmed, with the reason.  Signal “dragged” when
 * a drag begins.
 */
#pragma once

#include "app/sj-editor.h"

#include <gtk/gtk.h>

#define SJ_TYPE_PALETTE (sj_palette_get_type ())
G_DECLARE_FINAL_TYPE (SjPalette, sj_palette, SJ, PALETTE, GtkWidget)

GtkWidget *sj_palette_new        (void);
void       sj_palette_set_editor (SjPalette *palette, SjEditor *editor);    /* once */
void       sj_palette_focus      (SjPalette *palette);                      /* its search */
