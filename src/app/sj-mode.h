/* sj-mode.h -- what the editor page is for at the moment: a row for each mode.
 *
 * Design is the page as it is.  Another mode brings widgets that take the place of the
 * inspector and of the panel while it is on, made when it is first turned on; what it lays
 * over the drawing is its own business (sj_drawing_set_overlay ()).  The mode never changes
 * selection or viewport.  With one row alone there is no switcher.
 */
#pragma once

#include "app/sj-editor.h"

#include <gtk/gtk.h>

typedef struct
{
  const char *id;
  const char *title;                        /* N_ */
  GtkWidget *(*make_side)  (SjEditor *editor);     /* NULL: the inspector stays */
  GtkWidget *(*make_panel) (SjEditor *editor);     /* NULL: the panel stays */
  void (*turn) (SjEditor *editor, GtkWidget *side, GtkWidget *panel, bool on);    /* or NULL */
} SjMode;

extern const SjMode sj_modes[];    /* the first is Design; ends with a NULL id */
