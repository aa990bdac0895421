/* sj-history.h -- the steps a journey has gone through, there and back again.
 *
 * The only way to change a journey.  A step is one or more edits with a title;
 * undo and redo move by steps.  With a file (sj-history-file.h) every step is on
 * disk before the call returns, and undo works after a restart.
 */
#pragma once

#include "model/sj-edit.h"

#define SJ_HISTORY_STEPS 10000    /* kept; the oldest go first */

typedef struct SjHistory SjHistory;

SjHistory *sj_history_new  (SjJourney *journey);    /* takes a reference */
void       sj_history_free (SjHistory *history);
SjJourney *sj_history_journey (const SjHistory *history);

/* Applies and takes the edit.  A change of the same thing as in the last step
 * becomes part of it, until sealed.  False: it does not fit; nothing changed. */
bool sj_history_do (SjHistory *history, SjEdit *edit);

/* Everything between the two is one step; groups may be nested, the outermost title counts. */
void sj_history_begin  (SjHistory *history, const char *title);
void sj_history_end    (SjHistory *history);
void sj_history_cancel (SjHistory *history);        /* of the innermost group: as if it had not been */

/* The next edit begins a step of its own: a drag ended, a field was left. */
void sj_history_seal (SjHistory *history);

bool sj_history_undo (SjHistory *history);          /* false: nothing to undo */
bool sj_history_redo (SjHistory *history);
const char *sj_history_undo_title (const SjHistory *history);    /* "Add Email"; NULL: nothing to undo */
const char *sj_history_redo_title (const SjHistory *history);
size_t sj_history_n_undo (const SjHistory *history);
size_t sj_history_n_redo (const SjHistory *history);
/* Of the step that would be undone 0th, 1st, …; for a list of steps. */
const char *sj_history_title (const SjHistory *history, size_t back);

void sj_history_mark_saved (SjHistory *history);
bool sj_history_is_saved   (const SjHistory *history);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjHistory, sj_history_free)
