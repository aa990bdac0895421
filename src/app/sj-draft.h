/* sj-draft.h -- a document that is being edited: its struct, its steps, its flaws.
 *
 * Each change is put into the workspace at once, which has it on disk within a second.
 * Typing in one field is one step until sj_draft_seal ().  Says “changed” when the struct
 * is another, also when others changed the document.  Its steps last as long as it is open.
 */
#pragma once

#include "app/sj-desk.h"
#include "base/sj-config.h"

#define SJ_TYPE_DRAFT (sj_draft_get_type ())
G_DECLARE_FINAL_TYPE (SjDraft, sj_draft, SJ, DRAFT, GObject)

/* NULL where there is no such document. */
SjDraft *sj_draft_new (SjDesk *desk, SjRefTo kind, const char *id);

SjRefTo       sj_draft_kind   (SjDraft *draft);
const char   *sj_draft_id     (SjDraft *draft);
char         *sj_draft_name   (SjDraft *draft);     /* owned by the caller */
const SjSpec *sj_draft_spec   (SjDraft *draft);
const void   *sj_draft_config (SjDraft *draft);     /* until the next change */

/* What is wrong with it, positions within the texts of the fields. */
void sj_draft_check (SjDraft *draft, SjDiags *diags);

/* `value` null: back to the default. */
bool sj_draft_set  (SjDraft *draft, const char *field, SjValue value, GError **error);
void sj_draft_seal (SjDraft *draft);

bool        sj_draft_undo       (SjDraft *draft);
bool        sj_draft_redo       (SjDraft *draft);
const char *sj_draft_undo_title (SjDraft *draft);    /* "Change Rule"; NULL: nothing to undo */
const char *sj_draft_redo_title (SjDraft *draft);
