/* sj-toast.h -- what was done, said in passing: with a way back where there is one.
 *
 * Said by the overlay around the widget.  What belongs to the way back is freed when
 * the toast is gone.
 */
#pragma once

#include <adwaita.h>

typedef void (*SjToastDo) (gpointer data);

void sj_toast       (GtkWidget *near, const char *sentence);
void sj_toast_error (GtkWidget *near, const GError *error);
/* With an Undo button. */
void sj_toast_undo  (GtkWidget *near, const char *sentence, SjToastDo undo, gpointer data, GDestroyNotify free_data);
