/* sj-store-journeys.h -- journeys, the journals of their histories, their versions,
 * and what came of runs.
 *
 * What is written is queued (sj-writer.h); numbers are the caller's to give.
 */
#pragma once

#include "model/sj-journal.h"
#include "store/sj-store.h"

typedef struct
{
  const char *id;           /* lent until the next */
  SjSlice text;
  SjTime created, changed;
  int64_t revision;
  uint32_t versions, runs;  /* how many there are; not written */
  bool unsaved;             /* its journal goes on behind the text; not written */
} SjStoredJourney;

typedef void (*SjStoredJourneyEach) (const SjStoredJourney *journey, gpointer data);
bool sj_store_each_journey   (SjDb *db, SjStoredJourneyEach each, gpointer data, SjDiags *damage);
void sj_store_put_journey    (SjWriter *writer, const SjStoredJourney *journey);
/* Only the row; its journal, versions and runs stay for when it comes back. */
void sj_store_remove_journey (SjWriter *writer, const char *id);
void sj_store_forget_journey (SjWriter *writer, const char *id);    /* all of that */

/* ---- its journal, for sj_history_open_journal () */
typedef struct
{
  SjJournal journal;        /* first */
  SjStore *store;           /* borrowed */
  char *id;                 /* owned: the journey's */
  SjTime changed;           /* the caller's: when the journey was, for when it is saved */
  uint64_t size;
  size_t lost;              /* records that were damaged or stood behind one */
  bool waits;               /* flush () with `durable` waits for the disk; at first it does */
} SjStoreJournal;

SjStoreJournal *sj_store_journal_new (SjStore *store, const char *id, SjTime changed);

/* ---- versions */
typedef struct
{
  int64_t number;
  char *name;               /* owned */
  SjTime made;
} SjStoredVersion;

void       sj_store_put_version    (SjWriter *writer, const char *journey, const SjStoredVersion *version,
                                    const char *text);
void       sj_store_name_version   (SjWriter *writer, const char *journey, int64_t number, const char *name);
void       sj_store_remove_version (SjWriter *writer, const char *journey, int64_t number);
GPtrArray *sj_store_versions       (SjDb *db, const char *journey);    /* owned, of SjStoredVersion; the newest first */
char      *sj_store_version_text   (SjDb *db, const char *journey, int64_t number, GError **error);
void       sj_stored_version_free  (SjStoredVersion *version);

/* ---- runs */
typedef struct
{
  int64_t number;
  char *journey, *name;     /* owned */
  char *summary;            /* owned, or NULL */
  SjTime made;
} SjStoredRun;

void       sj_store_put_run    (SjWriter *writer, const SjStoredRun *run, const char *document, const char *drawing);
void       sj_store_name_run   (SjWriter *writer, int64_t number, const char *name);
void       sj_store_remove_run (SjWriter *writer, int64_t number);
/* Owned, of SjStoredRun; the newest first; `journey` NULL: all. */
GPtrArray *sj_store_runs       (SjDb *db, const char *journey);
/* What came of it, or the journey as it was. */
char      *sj_store_run_text   (SjDb *db, int64_t number, bool drawing, GError **error);
int64_t    sj_store_last_run   (SjDb *db);
void       sj_stored_run_free  (SjStoredRun *run);
