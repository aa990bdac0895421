/* sj-inspector.h -- the settings of what is selected: a step, a path, or the journey.
 *
 * Forms made from the fields; what is typed is an edit at once.
 */
#pragma once

#include "app/sj-editor.h"

#include <gtk/gtk.h>

#define SJ_TYPE_INSPECTOR (sj_inspector_get_type ())
G_DECLARE_FINAL_TYPE (SjInspector, sj_inspector, SJ, INSPECTOR, GtkWidget)

GtkWidget *sj_inspector_new        (void);
void       sj_inspector_set_editor (SjInspector *inspector, SjEditor *editor);    /* once */
/* The focus to the first field, or to the one a finding is about. */
void       sj_inspector_focus      (SjInspector *inspector);
void       sj_inspector_show_field (SjInspector *inspector, const SjTarget *target, const char *field);
