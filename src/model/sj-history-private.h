/* sj-history-private.h -- steps and the file they are written to; for sj-history*.c. */
#pragma once

#include "base/sj-json.h"
#include "model/sj-history.h"

typedef struct
{
  char *title;          /* owned */
  GPtrArray *edits;     /* owned: of SjEdit, in the order they were done */
} SjStep;

SjStep *sj_step_new    (const char *title);    /* title NULL: given later */
void    sj_step_free   (SjStep *step);
bool    sj_step_apply  (SjStep *step, SjJourney *journey);    /* false: nothing changed */
bool    sj_step_revert (SjStep *step, SjJourney *journey);

typedef struct SjHistoryFile SjHistoryFile;

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
  SjHistoryFile *file;      /* owned, or NULL */
  uint64_t compact_size;    /* of the file when it was last written anew */
};

/* ---- sj-history-file.c: lines, appended.  Each is guarded by a hash that goes on
 * from the line before, so a torn or foreign line ends what is believed. */
SjHistoryFile *sj_history_file_open  (const char *path, GError **error);    /* locks it */
void           sj_history_file_close (SjHistoryFile *file);
/* The lines that are whole, as values; what is behind them is cut off. */
GPtrArray     *sj_history_file_read  (SjHistoryFile *file, SjArena *arena, GError **error);    /* of SjValue * */
void           sj_history_file_append (SjHistoryFile *file, SjValue line);
bool           sj_history_file_flush (SjHistoryFile *file, bool durable, GError **error);
/* Puts the present file aside under a free name, and begins anew. */
char          *sj_history_file_put_aside (SjHistoryFile *file, GError **error);
/* Replaces all lines. */
bool           sj_history_file_rewrite (SjHistoryFile *file, const SjValue *lines, size_t count, GError **error);
uint64_t       sj_history_file_size (const SjHistoryFile *file);
void           sj_history_file_set_durable (SjHistoryFile *file, bool durable);

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
