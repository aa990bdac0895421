/* sj-code-entry.h -- an editor for a text in one of our languages: colours, completion,
 * a mark under what is wrong.
 *
 * Small, it looks like an entry, and Return does not break the line; with lines it is
 * as high as its text, up to a limit.  Signal "changed" when a person changed the
 * text; setting the text tells nothing and keeps the cursor.
 */
#pragma once

#include "base/sj-diag.h"

#include <gtk/gtk.h>

#define SJ_TYPE_CODE_ENTRY (sj_code_entry_get_type ())
G_DECLARE_FINAL_TYPE (SjCodeEntry, sj_code_entry, SJ, CODE_ENTRY, GtkWidget)

typedef struct
{
  GArray *(*paint) (const char *text, size_t length);    /* of SjPainted; NULL: it is prose */
  /* Of SjCandidate; may be missing. */
  GPtrArray *(*complete) (const char *text, size_t length, size_t cursor, gpointer data);
  const char *triggers;     /* characters that bring up the completion */
} SjCodeLanguage;

GtkWidget *sj_code_entry_new (const SjCodeLanguage *language, gpointer data);

void  sj_code_entry_set_lines (SjCodeEntry *entry, bool lines);
void  sj_code_entry_set_name  (SjCodeEntry *entry, const char *name);    /* accessible */
char *sj_code_entry_get_text  (SjCodeEntry *entry);                      /* owned by the caller */
void  sj_code_entry_set_text  (SjCodeEntry *entry, const char *text);
/* What should stand when nothing does. */
void  sj_code_entry_set_placeholder (SjCodeEntry *entry, const char *text);

/* Puts text where the cursor is (in place of a selection), as if it had been typed. */
void sj_code_entry_insert  (SjCodeEntry *entry, const char *text);
void sj_code_entry_replace (SjCodeEntry *entry, size_t start, size_t end, const char *text);    /* bytes */

/* Marks these places; NULL: none. */
void sj_code_entry_mark (SjCodeEntry *entry, const SjDiags *diags);

/* What completion offers where the cursor is; and taking one of it. */
GPtrArray *sj_code_entry_candidates (SjCodeEntry *entry);
void       sj_code_entry_take       (SjCodeEntry *entry, const void *candidate);

GtkWidget *sj_code_entry_view (SjCodeEntry *entry);    /* the GtkSourceView */
