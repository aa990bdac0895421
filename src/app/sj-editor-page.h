/* sj-editor-page.h -- a journey that is being drawn: palette, canvas, inspector, panel.
 *
 * Arranges the parts around an SjEditor, and carries out the commands of the scope
 * “editor”.  Its header bar is a widget of its own, which the window shows above the tabs;
 * it lives as long as the page.  The property “title” is the journey's name.
 */
#pragma once

#include "app/sj-desk.h"

#include <gtk/gtk.h>

#define SJ_TYPE_EDITOR_PAGE (sj_editor_page_get_type ())
G_DECLARE_FINAL_TYPE (SjEditorPage, sj_editor_page, SJ, EDITOR_PAGE, GtkWidget)

GtkWidget *sj_editor_page_new (SjDesk *desk, const char *journey, GError **error);

GtkWidget    *sj_editor_page_header  (SjEditorPage *page);
const char   *sj_editor_page_journey (SjEditorPage *page);    /* its id */
GActionGroup *sj_editor_page_actions (SjEditorPage *page);

/* The name is typed over next. */
void sj_editor_page_rename (SjEditorPage *page);
/* Gives back what the workspace lent; before it is closed. */
void sj_editor_page_close  (SjEditorPage *page);
