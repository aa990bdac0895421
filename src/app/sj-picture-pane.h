/* sj-picture-pane.h -- the picture of an asset, and another in its place. */
#pragma once

#include "app/sj-draft.h"

#include <gtk/gtk.h>

#define SJ_TYPE_PICTURE_PANE (sj_picture_pane_get_type ())
G_DECLARE_FINAL_TYPE (SjPicturePane, sj_picture_pane, SJ, PICTURE_PANE, GtkWidget)

GtkWidget *sj_picture_pane_new  (SjDesk *desk);
void       sj_picture_pane_show (GtkWidget *pane, SjDraft *draft);
