/* sj-welcome.h -- the first page: the sample, an empty workspace, or a file.
 *
 * Each row is a command of the application.
 */
#pragma once

#include <gtk/gtk.h>

#define SJ_TYPE_WELCOME (sj_welcome_get_type ())
G_DECLARE_FINAL_TYPE (SjWelcome, sj_welcome, SJ, WELCOME, GtkWidget)

GtkWidget *sj_welcome_new (void);
