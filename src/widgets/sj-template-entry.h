/* sj-template-entry.h -- an editor for the text of a message.
 *
 * Text with tags in colours, completion on @ and {{, a tree to pick from, a sentence
 * about what is wrong, and a preview of what a person would get; of an SMS also how
 * long it is.  Signal "changed" after each change by a person.
 */
#pragma once

#include "lang/sj-template.h"
#include "model/sj-library.h"

#include <gtk/gtk.h>

#define SJ_TYPE_TEMPLATE_ENTRY (sj_template_entry_get_type ())
G_DECLARE_FINAL_TYPE (SjTemplateEntry, sj_template_entry, SJ, TEMPLATE_ENTRY, GtkWidget)

GtkWidget *sj_template_entry_new (bool lines);

/* `env` NULL: the library's for HTML; it must live as long as it is used. */
void sj_template_entry_set_env  (SjTemplateEntry *entry, SjLibrary *library, const SjTemplateEnv *env);
void sj_template_entry_set_name (SjTemplateEntry *entry, const char *name);    /* accessible */

char *sj_template_entry_get_text (SjTemplateEntry *entry);                     /* owned by the caller */
void  sj_template_entry_set_text (SjTemplateEntry *entry, const char *text);

/* It is an SMS: its length is shown, of what the person gets. */
void sj_template_entry_set_sms (SjTemplateEntry *entry, bool sms);

/* What the person would get; NULL while nothing is shown, or when it would not be sent. */
void        sj_template_entry_set_preview (SjTemplateEntry *entry, bool preview);
void        sj_template_entry_set_person  (SjTemplateEntry *entry, const char *profile);
const char *sj_template_entry_get_preview (SjTemplateEntry *entry);
const char *sj_template_entry_get_length  (SjTemplateEntry *entry);    /* the words of the counter; or NULL */

/* Whether its own sentence says that already. */
bool sj_template_entry_says (SjTemplateEntry *entry, const char *sentence);

/* Its buttons, to be shown elsewhere than below it; owned by the caller. */
GtkWidget *sj_template_entry_take_bar (SjTemplateEntry *entry);
