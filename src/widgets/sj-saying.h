/* sj-saying.h -- one sentence below an editor, with the one repair that is right. */
#pragma once

#include "base/sj-diag.h"

#include <gtk/gtk.h>

#define SJ_TYPE_SAYING (sj_saying_get_type ())
G_DECLARE_FINAL_TYPE (SjSaying, sj_saying, SJ, SAYING, GtkWidget)

/* Signal "fix" when the button is pressed. */
GtkWidget *sj_saying_new (void);

/* The worst of them, errors first; hidden when there is none. */
void          sj_saying_set (SjSaying *saying, const SjDiags *diags);
const char   *sj_saying_get (SjSaying *saying);                  /* the sentence, or NULL */
/* What the repair replaces; false where there is none. */
bool          sj_saying_repair (SjSaying *saying, size_t *start, size_t *end, const char **text);
