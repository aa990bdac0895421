/* sj-item-row.h -- a document in a list: icon, name, what it is, problems, last change. */
#pragma once

#include "app/sj-items.h"

#include <gtk/gtk.h>

#define SJ_TYPE_ITEM_ROW (sj_item_row_get_type ())
G_DECLARE_FINAL_TYPE (SjItemRow, sj_item_row, SJ, ITEM_ROW, GtkWidget)

GtkWidget *sj_item_row_new  (void);
void       sj_item_row_show (SjItemRow *row, SjItem *item);    /* NULL: none */

/* A number with the icon of its severity; hidden at 0. */
GtkWidget *sj_count_badge_new (bool error);
void       sj_count_badge_set (GtkWidget *badge, unsigned count);
