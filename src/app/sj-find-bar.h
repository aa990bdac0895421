/* sj-find-bar.h -- finds steps of the journey by words, one after the other.
 *
 * Escape goes back to what was in view before; Return goes on to the next.  Nothing in
 * the journey changes.
 */
#pragma once

#include "app/sj-editor.h"

#include <gtk/gtk.h>

#define SJ_TYPE_FIND_BAR (sj_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (SjFindBar, sj_find_bar, SJ, FIND_BAR, GtkWidget)

/* Signal “closed”, with whether the view is to stay where it is. */
GtkWidget *sj_find_bar_new        (void);
void       sj_find_bar_set_editor (SjFindBar *bar, SjEditor *editor);    /* once */

void sj_find_bar_open    (SjFindBar *bar);
void sj_find_bar_close   (SjFindBar *bar, bool stay);
bool sj_find_bar_is_open (SjFindBar *bar);
void sj_find_bar_step    (SjFindBar *bar, int by);
