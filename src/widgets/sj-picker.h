/* sj-picker.h -- a popover in which one thing of many is found and chosen.
 *
 * Type to search in names, ids and descriptions; Return takes the first.  The
 * picker closes itself before it tells.
 */
#pragma once

#include "widgets/sj-pick.h"

#include <gtk/gtk.h>

#define SJ_TYPE_PICKER (sj_picker_get_type ())
G_DECLARE_FINAL_TYPE (SjPicker, sj_picker, SJ, PICKER, GtkPopover)

/* Signal "picked" with the id. */
GtkWidget *sj_picker_new (void);

void sj_picker_set_items  (SjPicker *picker, GListModel *picks);    /* of SjPick */
void sj_picker_set_search (SjPicker *picker, const char *text);
/* A button below the list, with an action that is called "create". */
void sj_picker_set_create (SjPicker *picker, const char *label, GCallback create, gpointer data);

/* As if it had been clicked; false where it is not offered. */
bool sj_picker_pick (SjPicker *picker, const char *id);
guint sj_picker_n_shown (SjPicker *picker);
