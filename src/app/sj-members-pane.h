/* sj-members-pane.h -- how many are in the audience that is being edited, and some of them.
 *
 * Counted beside the window a moment after the last change.
 */
#pragma once

#include "app/sj-draft.h"

#include <gtk/gtk.h>

#define SJ_TYPE_MEMBERS_PANE (sj_members_pane_get_type ())
G_DECLARE_FINAL_TYPE (SjMembersPane, sj_members_pane, SJ, MEMBERS_PANE, GtkWidget)

GtkWidget *sj_members_pane_new  (SjDesk *desk);
void       sj_members_pane_show (GtkWidget *pane, SjDraft *draft);
