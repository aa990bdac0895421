/* sj-outline-pane.h -- the journey as an indented list: a second editor, for keys, for
 * screen readers and for narrow windows.
 *
 * Its selection is the drawing's, so every command of the canvas works here, too.
 */
#pragma once

#include "app/sj-editor.h"

#include <gtk/gtk.h>

#define SJ_TYPE_OUTLINE_PANE (sj_outline_pane_get_type ())
G_DECLARE_FINAL_TYPE (SjOutlinePane, sj_outline_pane, SJ, OUTLINE_PANE, GtkWidget)

/* Signal “inspect” when the settings of what is selected are wanted. */
GtkWidget *sj_outline_pane_new        (void);
void       sj_outline_pane_set_editor (SjOutlinePane *pane, SjEditor *editor);    /* once */
void       sj_outline_pane_focus      (SjOutlinePane *pane);
