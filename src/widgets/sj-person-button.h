/* sj-person-button.h -- a button that says for whom something is tried, and chooses. */
#pragma once

#include "model/sj-library.h"

#include <gtk/gtk.h>

/* A GtkMenuButton; `chosen` is called with the id and the data. */
typedef void (*SjPersonChosen) (const char *profile, gpointer data);

GtkWidget *sj_person_button_new (SjPersonChosen chosen, gpointer data);
/* Who is shown; NULL: the first there is.  The library is borrowed. */
void       sj_person_button_show (GtkWidget *button, const SjLibrary *library, const char *profile);
