/* sj-db.h -- one connection to an SQLite file, and its statements.
 *
 * A connection and its statements belong to one thread.  Statements are prepared
 * once and lent: one that is asked for again begins anew, so a loop over rows must
 * not run a statement with the same text inside.
 */
#pragma once

#include "store/sj-store-error.h"

typedef struct SjDb SjDb;
typedef struct SjQuery SjQuery;

typedef enum
{
  SJ_DB_READ,               /* others may write meanwhile */
  SJ_DB_READ_STILL,         /* nobody writes: nothing beside the file is touched */
  SJ_DB_WRITE,
  SJ_DB_CREATE              /* where it is not there */
} SjDbMode;

SjDb *sj_db_open (const char *path, SjDbMode mode, GError **error);
void  sj_db_free (SjDb *db);

bool sj_db_exec     (SjDb *db, const char *sql, GError **error);    /* statements without values */
bool sj_db_begin    (SjDb *db, GError **error);
bool sj_db_commit   (SjDb *db, GError **error);
void sj_db_rollback (SjDb *db);                                     /* harmless where nothing was begun */
bool sj_db_integer  (SjDb *db, const char *sql, int64_t *value, GError **error);    /* of one row, one column */
/* From the log that grows beside the file into the file; only the writer may. */
bool sj_db_checkpoint (SjDb *db, bool all, GError **error);
int64_t sj_db_log_pages (const SjDb *db);    /* in that log, as of the last commit */

/* ---- rows.  A value that is bound is copied.  Columns count from 0, values from 1. */
SjQuery *sj_db_query (SjDb *db, const char *sql, GError **error);    /* NULL: it is wrong, or the file is */

void sj_query_integer (SjQuery *query, int index, int64_t value);
void sj_query_text    (SjQuery *query, int index, const char *text);    /* NULL is null */
void sj_query_slice   (SjQuery *query, int index, SjSlice text);
void sj_query_bytes   (SjQuery *query, int index, const void *bytes, size_t length);

/* True: there is a row.  False: it is done, or failed; then `error` is set. */
bool sj_query_next (SjQuery *query, GError **error);
bool sj_query_run  (SjQuery *query, GError **error);    /* to its end; false: it failed */
void sj_query_reset (SjQuery *query);                   /* where one leaves before the end */

int64_t     sj_query_get_integer (SjQuery *query, int column);
bool        sj_query_is_null     (SjQuery *query, int column);
const char *sj_query_get_text    (SjQuery *query, int column);    /* lent until the next row; NULL is null */
SjSlice     sj_query_get_slice   (SjQuery *query, int column);    /* of a text or of bytes */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjDb, sj_db_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjQuery, sj_query_reset)
