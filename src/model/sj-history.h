/* sj-history.h -- the steps a journey has gone through, there and back again.
 *
 * The only way to change a journey.  A step is one or more edits with a title;
 * undo and redo move by steps.  With a file (sj_history_open ()) each step is on
 * disk when the call returns, undo works after a restart, and a program that was
 * killed loses nothing that was acknowledged.
 */
#pragma once

#include "model/sj-edit.h"

#define SJ_HISTORY_STEPS 10000    /* kept; the oldest go first */

typedef struct SjHistory SjHistory;
typedef struct SjJournal SjJournal;     /* sj-journal.h: where it is written down */

SjHistory *sj_history_new     (SjJourney *journey);    /* takes a reference; without a file */
void       sj_history_free    (SjHistory *history);
SjJourney *sj_history_journey (const SjHistory *history);

/* Applies and takes the edit.  A change that goes on (typing, dragging) becomes part
 * of the last step until that is sealed.  False: it does not fit; nothing changed. */
bool sj_history_do (SjHistory *history, SjEdit *edit);

/* Everything between the two is one step; groups may be nested, the outermost title
 * counts.  A group in which nothing was done leaves no step. */
void sj_history_begin  (SjHistory *history, const char *title);
void sj_history_end    (SjHistory *history);
void sj_history_cancel (SjHistory *history);    /* ends the innermost group as if it had not been */

/* Makes the journey the same as another, as one step that touches only what differs:
 * for older versions, and for what comes from elsewhere.  Its id stays. */
bool sj_history_become (SjHistory *history, const SjJourney *other, const char *title);

/* The next edit begins a step of its own: a drag ended, a field was left. */
void sj_history_seal (SjHistory *history);

bool        sj_history_undo       (SjHistory *history);          /* false: nothing to undo */
bool        sj_history_redo       (SjHistory *history);
const char *sj_history_undo_title (const SjHistory *history);    /* "Add Email"; NULL: nothing to undo */
const char *sj_history_redo_title (const SjHistory *history);
size_t      sj_history_n_undo     (const SjHistory *history);
size_t      sj_history_n_redo     (const SjHistory *history);
/* Of the step that would be undone 0th, 1st, …; for a list of steps. */
const char *sj_history_title      (const SjHistory *history, size_t back);

void sj_history_mark_saved (SjHistory *history);
bool sj_history_is_saved   (const SjHistory *history);

/* ---------------------------------------------------------------- on disk */

typedef enum
{
  SJ_HISTORY_FRESH,         /* there was none, or an empty one */
  SJ_HISTORY_RESUMED,       /* it belongs to the journey; undo goes on where it was */
  SJ_HISTORY_FOREIGN        /* the journey was changed by others, or the file is damaged */
} SjHistoryOutcome;

typedef struct
{
  SjHistoryOutcome outcome;
  size_t recovered;         /* records that the journey did not hold yet; it holds them now */
  char *aside;              /* owned, or NULL: where a foreign file was put */
} SjHistoryOpened;

void sj_history_opened_clear (SjHistoryOpened *opened);

/* With a file beside the journey's.  Fails where the file cannot be read or written,
 * or is open in another program.  `opened` may be NULL. */
SjHistory *sj_history_open (SjJourney *journey, const char *path, SjHistoryOpened *opened, GError **error);

/* With any other journal (sj-journal.h), which it takes. */
SjHistory *sj_history_open_journal (SjJourney *journey, SjJournal *journal, SjHistoryOpened *opened, GError **error);

/* "cart.journey" → "cart.journey.history" */
char *sj_history_path (const char *document);

/* Writes the journey in its canonical form so that at no moment neither the old nor
 * the new one is there, and notes it in the history.  Seals.  `document` NULL: the
 * journal knows where it lies. */
bool sj_history_save (SjHistory *history, const char *document, GError **error);

/* Whatever still waits to be written: the last stretch of typing, and what failed
 * before.  Steps are written by themselves; false where that does not work. */
bool sj_history_sync (SjHistory *history, GError **error);
/* Off: steps are written but not forced to disk before sj_history_sync (). */
void sj_history_set_durable (SjHistory *history, bool durable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjHistory, sj_history_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SjHistoryOpened, sj_history_opened_clear)
