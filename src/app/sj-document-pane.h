/* sj-document-pane.h -- one document of a kind, to be changed: a form that is saved as one types. */
#pragma once

#include "app/sj-draft.h"

#include <gtk/gtk.h>

#define SJ_TYPE_DOCUMENT_PANE (sj_document_pane_get_type ())
G_DECLARE_FINAL_TYPE (SjDocumentPane, sj_document_pane, SJ, DOCUMENT_PANE, GtkWidget)

GtkWidget *sj_document_pane_new (SjDesk *desk, SjRefTo kind);

void sj_document_pane_show      (SjDocumentPane *pane, const char *id);    /* NULL: none */
void sj_document_pane_focus     (SjDocumentPane *pane);                    /* its first row */
/* There is no list beside it: it needs a way back. */
void sj_document_pane_set_alone (SjDocumentPane *pane, bool alone);
