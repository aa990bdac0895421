/* sj-code-complete.h -- completion of our languages in GtkSourceView's own popup. */
#pragma once

#include "widgets/sj-code-entry.h"

#include <gtksourceview/gtksource.h>

/* Offers what sj_code_entry_candidates () has; the provider goes with the view. */
void sj_code_complete_attach  (SjCodeEntry *entry, GtkSourceView *view, const char *triggers);
bool sj_code_complete_is_open (GtkSourceView *view);
