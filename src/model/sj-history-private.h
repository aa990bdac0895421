/* sj-history-private.h -- steps, and what the journal is told of them; for sj-history*.c. */
#pragma once

#include "base/sj-json.h"
#include "model/sj-history.h"
#include "model/sj-journal.h"

typedef struct
{
  char *title;          /* owned */
  GPtrArray *edits;     /* owned: of SjEdit, in the order they were done */
} SjStep;

SjStep *sj_step_new    (const char *title);    /* title NULL: given later */
void    sj_step_free   (SjStep *step);
bool    sj_step_apply  (SjStep *step, SjJourney *journey);    /* false: nothing changed */
bool    sj_step_revert (SjStep *step, SjJourney *journey);

struct SjHistory
{
  SjJourney *journey;       /* owned */
  GPtrArray *undo;          /* owned: of SjStep, the newest last */
  GPtrArray *redo;          /* owned: of SjStep, the next one last */
  GPtrArray *groups;        /* owned: of SjStep, open, the innermost last */
  int64_t saved;            /* number of steps done at the last save; -1: cannot be reached any more */
  size_t dropped;           /* steps that went because there were too many */
  bool sealed;
  SjEdit *pending;          /* owned: absorbed into the last step, not yet written */
  SjJournal *journal;       /* owned, or NULL */
  uint64_t compact_size;    /* of the journal when it was last written anew */
};

/* ---- sj-history-log.c: what the lines say. */
SjValue sj_history_log_step  (const SjStep *step, SjArena *arena);
SjValue sj_history_log_amend (const SjEdit *edit, SjArena *arena);
SjValue sj_history_log_word  (const char *word, SjArena *arena);               /* "undo", "redo" */
SjValue sj_history_log_mark  (const SjJourney *journey, SjArena *arena);       /* this is how it looks now */
bool    sj_history_log_load  (SjHistory *history, const GPtrArray *lines, size_t *recovered);
SjStep *sj_step_from_value   (SjValue value);

/* ---- sj-history.c, for those two. */
void sj_history_push (SjHistory *history, SjStep *step);    /* done already; takes it */
void sj_history_clear_steps (SjHistory *history);
