/* sj-journal.h -- where a history writes down what was done: a port.
 *
 * Records only grow; each is a JSON value.  What was appended counts at once and is
 * written when the journal thinks fit, or by flush () with `durable`; what cannot be
 * written stays and is tried again.  Implementations: the file beside a document
 * (sj_journal_file_open ()) and the workspace file.
 */
#pragma once

#include "base/sj-json.h"

typedef struct SjJournal SjJournal;

typedef struct
{
  /* The records that are whole, in their order, as values in the arena; of SjValue *.
   * What stands behind the first that is not is given up. */
  GPtrArray *(*read)      (SjJournal *journal, SjArena *arena, GError **error);
  void       (*append)    (SjJournal *journal, SjValue record);
  /* `durable`: does not return true before all of it is on disk. */
  bool       (*flush)     (SjJournal *journal, bool durable, GError **error);
  /* Replaces all records, at once or not at all. */
  bool       (*rewrite)   (SjJournal *journal, const SjValue *records, size_t count, GError **error);
  /* Keeps what is there under another name, which it gives back, and begins anew. */
  char      *(*put_aside) (SjJournal *journal, GError **error);
  /* The document's text, after its mark.  `document` is where, for journals that do
   * not know it themselves. */
  bool       (*save)      (SjJournal *journal, SjSlice text, const char *document, GError **error);
  uint64_t   (*size)      (const SjJournal *journal);    /* in bytes, roughly */
  void       (*free)      (SjJournal *journal);
} SjJournalType;

/* First in every implementation. */
struct SjJournal
{
  const SjJournalType *type;
  bool durable;             /* flush () is always durable */
};

/* A file of guarded lines, locked. */
SjJournal *sj_journal_file_open (const char *path, GError **error);

/* The document alone, for histories without a journal, too. */
bool sj_journal_save_file (SjSlice text, const char *document, GError **error);
