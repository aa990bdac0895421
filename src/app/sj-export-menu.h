/* sj-export-menu.h -- a button with the forms that what is shown can be written in. */
#pragma once

#include "app/sj-export.h"

#include <gtk/gtk.h>

/* Fills the button's menu; sensitive while there is something to be written.  Once for a button. */
void sj_export_menu_attach (GtkMenuButton *button, SjRuns *runs);
