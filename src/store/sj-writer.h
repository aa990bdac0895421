/* sj-writer.h -- the one thread that writes a workspace file.
 *
 * What is handed over is written within a fifth of a second, many changes in one
 * transaction, in the order they came; a group is never torn apart.  What cannot be
 * written waits and is tried again every second, and nothing behind it overtakes it.
 * Everything but the work itself is called from one thread.
 */
#pragma once

#include "store/sj-db.h"

typedef struct SjWriter SjWriter;

typedef enum
{
  SJ_WRITER_SAVED,          /* nothing waits any more */
  SJ_WRITER_FAILED          /* `error` says why; it will be tried again */
} SjWriterNews;

/* On the writer's thread. */
typedef void (*SjWriterTold) (SjWriterNews news, const GError *error, gpointer data);

SjWriter *sj_writer_new (SjDb *db, SjWriterTold told, gpointer data);    /* takes the connection */
/* Writes what waits, brings the log into the file, ends the thread, frees in any case. */
bool      sj_writer_end (SjWriter *writer, GError **error);

/* `format` has a letter for each value of the statement: t a text or NULL, i an
 * int64_t, s an SjSlice, b GBytes or NULL.  Values are copied, the SQL is not. */
void sj_writer_write (SjWriter *writer, const char *sql, const char *format, ...);
/* All that is written between the two is one transaction; may be nested. */
void sj_writer_begin (SjWriter *writer);
void sj_writer_commit (SjWriter *writer);

/* Waits until all that was written is on disk; false when it cannot be.  Costs nothing
 * where nothing waits. */
bool sj_writer_sync (SjWriter *writer, GError **error);

/* Work in a transaction of its own, on the writer's thread, after all that waits;
 * returns when it is on disk, or false when nothing of it is. */
typedef bool (*SjWriterWork) (SjDb *db, gpointer data, GError **error);
bool sj_writer_run (SjWriter *writer, SjWriterWork work, gpointer data, GError **error);
/* The same without waiting: `finished` is called on the writer's thread; `error` NULL:
 * it is on disk. */
typedef void (*SjWriterFinished) (const GError *error, gpointer data);
void sj_writer_run_later (SjWriter *writer, SjWriterWork work, SjWriterFinished finished, gpointer data);
/* Instead of sj_writer_commit (): the group and then the work are one transaction; where
 * it fails, the group is dropped. */
bool sj_writer_commit_with (SjWriter *writer, SjWriterWork work, gpointer data, GError **error);
