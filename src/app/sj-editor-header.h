/* sj-editor-header.h -- the header bar of a journey that is being drawn.
 *
 * Back, undo and redo with the names of their steps, the name to be typed over, whether it
 * is saved, the problems, the menu.
 */
#pragma once

#include "app/sj-editor.h"

#include <gtk/gtk.h>

#define SJ_TYPE_EDITOR_HEADER (sj_editor_header_get_type ())
G_DECLARE_FINAL_TYPE (SjEditorHeader, sj_editor_header, SJ, EDITOR_HEADER, GtkWidget)

GtkWidget *sj_editor_header_new    (SjEditor *editor);
void       sj_editor_header_rename (SjEditorHeader *header);
/* As if its button had been pressed; the id is one of sj_modes. */
void       sj_editor_header_set_mode (SjEditorHeader *header, const char *id);
/* Signals: “mode” with the index of the row in sj_modes; “named” when the name was left. */
void       sj_editor_header_popup  (SjEditorHeader *header);    /* its menu */
