/* sj-db.c -- SQLite, as far as a workspace needs it.
 *
 * No connection checkpoints by itself: of two that do at the same time SQLite 3.40
 * may lose pages, so the writer alone does, when it is asked to.
 */
#include "store/sj-db.h"

#include <glib/gi18n-lib.h>
#include <sqlite3.h>
#include <string.h>

G_DEFINE_QUARK (sj-store-error-quark, sj_store_error)

struct SjDb
{
  sqlite3 *handle;          /* owned */
  char *name;               /* owned: of the file, for sentences */
  GHashTable *queries;      /* owned: text to SjQuery */
  int64_t log_pages;
};

struct SjQuery
{
  SjDb *db;                 /* borrowed */
  sqlite3_stmt *statement;  /* owned */
};

static SjStoreError
error_code (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_CORRUPT:
      return SJ_STORE_ERROR_DAMAGED;
    case SQLITE_NOTADB:
      return SJ_STORE_ERROR_FOREIGN;
    case SQLITE_READONLY:
      return SJ_STORE_ERROR_READ_ONLY;
    default:
      return SJ_STORE_ERROR_FAILED;
    }
}

static bool
fail (SjDb *db, GError **error)
{
  int code = sqlite3_extended_errcode (db->handle);

  switch (code & 0xff)
    {
    case SQLITE_FULL:
      g_set_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_FAILED, _("“%s” cannot be written: the disk is full"),
                   db->name);
      break;
    case SQLITE_CORRUPT:
      g_set_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_DAMAGED, _("“%s” is damaged"), db->name);
      break;
    case SQLITE_NOTADB:
      g_set_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_FOREIGN, _("“%s” is no workspace"), db->name);
      break;
    default:
      g_set_error (error, SJ_STORE_ERROR, error_code (code), _("“%s” cannot be read or written: %s"), db->name,
                   sqlite3_errmsg (db->handle));
      break;
    }
  return false;
}

static void
query_free (SjQuery *query)
{
  sqlite3_finalize (query->statement);
  g_free (query);
}

static int
note_log_cb (void *data, sqlite3 *handle, const char *schema, int pages)
{
  ((SjDb *) data)->log_pages = pages;
  return SQLITE_OK;
}

static int
open_handle (SjDb *db, const char *path, SjDbMode mode)
{
  g_autofree char *escaped = g_uri_escape_string (path, "/", true);
  g_autofree char *uri = g_strconcat ("file:", escaped, mode == SJ_DB_READ_STILL ? "?immutable=1" : "", NULL);
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

  if (mode == SJ_DB_WRITE || mode == SJ_DB_CREATE)
    flags |= SQLITE_OPEN_READWRITE;
  else
    flags |= SQLITE_OPEN_READONLY;
  if (mode == SJ_DB_CREATE)
    flags |= SQLITE_OPEN_CREATE;
  return sqlite3_open_v2 (uri, &db->handle, flags, NULL);
}

/* A text in somebody's file is never trusted to be sane SQL. */
static void
set_up (SjDb *db, SjDbMode mode)
{
  bool writes = mode == SJ_DB_WRITE || mode == SJ_DB_CREATE;


  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, !writes, NULL);
  sqlite3_busy_timeout (db->handle, 5000);
  sqlite3_wal_autocheckpoint (db->handle, 0);
  sqlite3_wal_hook (db->handle, note_log_cb, db);
}

SjDb *
sj_db_open (const char *path, SjDbMode mode, GError **error)
{
  g_autoptr (SjDb) db = g_new0 (SjDb, 1);

  db->name = g_path_get_basename (path);
  db->queries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) query_free);
  if (open_handle (db, path, mode) != SQLITE_OK)
    {
      if (db->handle == NULL)
        g_set_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_FAILED, _("“%s” cannot be opened"), db->name);
      else
        fail (db, error);
      return NULL;
    }
  set_up (db, mode);
  if (!sj_db_exec (db, "PRAGMA cell_size_check = ON; PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY;", error))
    return NULL;
  return g_steal_pointer (&db);
}

void
sj_db_free (SjDb *db)
{
  g_hash_table_unref (db->queries);
  sqlite3_close (db->handle);
  g_free (db->name);
  g_free (db);
}

bool
sj_db_exec (SjDb *db, const char *sql, GError **error)
{
  return sqlite3_exec (db->handle, sql, NULL, NULL, NULL) == SQLITE_OK || fail (db, error);
}

bool
sj_db_begin (SjDb *db, GError **error)
{
  return sj_db_exec (db, "BEGIN IMMEDIATE", error);
}

bool
sj_db_commit (SjDb *db, GError **error)
{
  return sj_db_exec (db, "COMMIT", error);
}

void
sj_db_rollback (SjDb *db)
{
  if (sqlite3_get_autocommit (db->handle) == 0)
    sj_db_exec (db, "ROLLBACK", NULL);
}

bool
sj_db_integer (SjDb *db, const char *sql, int64_t *value, GError **error)
{
  SjQuery *query = sj_db_query (db, sql, error);
  bool found = query != NULL && sj_query_next (query, error);

  if (found)
    *value = sj_query_get_integer (query, 0);
  if (query != NULL)
    sj_query_reset (query);
  return found;
}

bool
sj_db_checkpoint (SjDb *db, bool all, GError **error)
{
  int mode = all ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
  int pages = 0, done = 0;

  if (sqlite3_wal_checkpoint_v2 (db->handle, NULL, mode, &pages, &done) != SQLITE_OK)
    return fail (db, error);
  if (done == pages)
    db->log_pages = 0;
  return true;
}

int64_t
sj_db_log_pages (const SjDb *db)
{
  return db->log_pages;
}

/* ------------------------------------------------------------------ rows */

SjQuery *
sj_db_query (SjDb *db, const char *sql, GError **error)
{
  SjQuery *query = g_hash_table_lookup (db->queries, sql);
  sqlite3_stmt *statement;

  if (query == NULL)
    {
      if (sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
        {
          fail (db, error);
          return NULL;
        }
      query = g_new0 (SjQuery, 1);
      query->db = db;
      query->statement = statement;
      g_hash_table_insert (db->queries, (gpointer) sqlite3_sql (statement), query);
    }
  sqlite3_reset (query->statement);
  sqlite3_clear_bindings (query->statement);
  return query;
}

/* A value that cannot be bound (memory, too long) shows when the statement runs. */
void
sj_query_integer (SjQuery *query, int index, int64_t value)
{
  sqlite3_bind_int64 (query->statement, index, value);
}

void
sj_query_text (SjQuery *query, int index, const char *text)
{
  if (text != NULL)
    sj_query_slice (query, index, (SjSlice) { text, strlen (text) });
}

void
sj_query_slice (SjQuery *query, int index, SjSlice text)
{
  sqlite3_bind_text64 (query->statement, index, text.text, text.length, SQLITE_TRANSIENT, SQLITE_UTF8);
}

void
sj_query_bytes (SjQuery *query, int index, const void *bytes, size_t length)
{
  sqlite3_bind_blob64 (query->statement, index, bytes, length, SQLITE_TRANSIENT);
}

bool
sj_query_next (SjQuery *query, GError **error)
{
  int code = sqlite3_step (query->statement);

  if (code == SQLITE_ROW)
    return true;
  if (code != SQLITE_DONE)
    fail (query->db, error);
  sqlite3_reset (query->statement);
  return false;
}

bool
sj_query_run (SjQuery *query, GError **error)
{
  int code;

  do
    code = sqlite3_step (query->statement);
  while (code == SQLITE_ROW);
  if (code != SQLITE_DONE)
    fail (query->db, error);
  sqlite3_reset (query->statement);
  return code == SQLITE_DONE;
}

void
sj_query_reset (SjQuery *query)
{
  sqlite3_reset (query->statement);
}

int64_t
sj_query_get_integer (SjQuery *query, int column)
{
  return sqlite3_column_int64 (query->statement, column);
}

bool
sj_query_is_null (SjQuery *query, int column)
{
  return sqlite3_column_type (query->statement, column) == SQLITE_NULL;
}

const char *
sj_query_get_text (SjQuery *query, int column)
{
  return (const char *) sqlite3_column_text (query->statement, column);
}

SjSlice
sj_query_get_slice (SjQuery *query, int column)
{
  const char *bytes = sqlite3_column_blob (query->statement, column);

  return (SjSlice) { bytes ? bytes : "", (size_t) sqlite3_column_bytes (query->statement, column) };
}
