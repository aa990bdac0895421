/* sj-search.h -- quick search: over objects, pages and commands, from anywhere. */
#pragma once

#include "app/sj-hits.h"

#include <gtk/gtk.h>

/* Over `window`, until something is chosen or Escape; `can` says what is possible there. */
void sj_search_present (GtkWindow *window, SjDesk *desk, SjHitsCan can, gpointer data);
