/* sj-problems.h -- what is wrong with the journey, row by row: jump there, or mend it. */
#pragma once

#include "app/sj-editor.h"

#include <gtk/gtk.h>

#define SJ_TYPE_PROBLEMS (sj_problems_get_type ())
G_DECLARE_FINAL_TYPE (SjProblems, sj_problems, SJ, PROBLEMS, GtkWidget)

/* Signal “jumped” with an SjFinding, after it was selected and brought into view. */
GtkWidget *sj_problems_new        (void);
void       sj_problems_set_editor (SjProblems *problems, SjEditor *editor);    /* once */
void       sj_problems_focus      (SjProblems *problems);
