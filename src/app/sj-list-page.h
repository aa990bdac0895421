/* sj-list-page.h -- all documents of a kind: the list, and beside it the one that is selected.
 *
 * Journeys have a canvas instead: they are opened by the window.  Actions are those of the
 * scope “list”.
 */
#pragma once

#include "app/sj-desk.h"

#include <gtk/gtk.h>

#define SJ_TYPE_LIST_PAGE (sj_list_page_get_type ())
G_DECLARE_FINAL_TYPE (SjListPage, sj_list_page, SJ, LIST_PAGE, GtkWidget)

GtkWidget *sj_list_page_new (SjDesk *desk, SjRefTo kind);

SjRefTo       sj_list_page_kind    (SjListPage *page);
GActionGroup *sj_list_page_actions (SjListPage *page);

/* Shows that document, with the focus on its first row if asked for. */
void sj_list_page_select (SjListPage *page, const char *id, bool focus);
/* A new one, as the command makes it. */
void sj_list_page_create (SjListPage *page);
