/* sj-versions.h -- the versions of a journey that were kept: what is different since, and the way back.
 *
 * Going back is a step of the journey and can be undone; deleting a version is asked first,
 * because it cannot.
 */
#pragma once

#include "app/sj-desk.h"

#include <gtk/gtk.h>

void sj_versions_present (GtkWidget *near, SjDesk *desk, const char *journey);
