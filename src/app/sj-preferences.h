/* sj-preferences.h -- the window with what the person likes. */
#pragma once

#include <gtk/gtk.h>

void sj_preferences_present (GtkWindow *parent);
/* Light, dark or the system's, as it was chosen; from the start of the program on. */
void sj_preferences_follow_style (void);
