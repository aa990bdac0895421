/* sj-store.c -- opening and closing a workspace file.
 *
 * The lock comes first and goes last: a second program never gets as far as SQLite.
 * Where a file is opened only to be looked at, SQLite's own locks keep it whole.
 */
#include "store/sj-store.h"

#include "base/sj-hash.h"
#include "store/sj-lock.h"
#include "store/sj-steps.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

struct SjStore
{
  char *path, *name;        /* owned */
  SjLock *lock;             /* owned, or NULL */
  SjWriter *writer;         /* owned, or NULL */
  SjDb *reader;             /* owned */
};

int64_t
sj_store_sum (const char *text, size_t length)
{
  return (int64_t) sj_hash_bytes (0, text, length);
}

static void
store_free (SjStore *store)
{
  g_clear_pointer (&store->reader, sj_db_free);
  g_clear_pointer (&store->lock, sj_lock_free);
  g_free (store->path);
  g_free (store->name);
  g_free (store);
}

static SjStore *
store_new (const char *path)
{
  char *full = realpath (path, NULL);
  SjStore *store = g_new0 (SjStore, 1);

  store->path = full ? g_strdup (full) : g_canonicalize_filename (path, NULL);
  store->name = g_path_get_basename (store->path);
  free (full);
  return store;
}

static bool
is_there (const SjStore *store, GStatBuf *info, GError **error)
{
  if (g_stat (store->path, info) != 0)
    g_set_error (error, SJ_STORE_ERROR, errno == ENOENT ? SJ_STORE_ERROR_MISSING : SJ_STORE_ERROR_FAILED,
                 _("“%s” cannot be opened: %s"), store->path, g_strerror (errno));
  else if (!S_ISREG (info->st_mode))
    g_set_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_FOREIGN, _("“%s” is no file"), store->path);
  else
    return true;
  return false;
}

/* The file as the present form, ready to be written. */
static SjDb *
open_to_write (SjStore *store, SjDbMode mode, GError **error)
{
  g_autoptr (SjDb) db = sj_db_open (store->path, mode, error);
  size_t walked;

  if (db == NULL || !sj_steps_look (db, store->name, &walked, error) ||
      !sj_db_exec (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;", error) ||
      !sj_steps_walk (db, sj_n_steps (), error))
    return NULL;
  return g_steal_pointer (&db);
}

static bool
start (SjStore *store, SjDbMode mode, SjWriterTold told, gpointer data, GError **error)
{
  SjDb *db = open_to_write (store, mode, error);

  if (db == NULL)
    return false;
  store->reader = sj_db_open (store->path, SJ_DB_READ, error);
  if (store->reader == NULL)
    {
      sj_db_free (db);
      return false;
    }
  store->writer = sj_writer_new (db, told, data);
  return true;
}

/* What could not be made must not keep the name. */
static void
remove_remains (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal" };

  for (size_t i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *remains = g_strconcat (path, endings[i], NULL);

      g_unlink (remains);
    }
}

static bool
is_taken (const SjStore *store, GError **error)
{
  GStatBuf info;

  if (g_stat (store->path, &info) != 0 || (S_ISREG (info.st_mode) && info.st_size == 0))
    return false;
  g_set_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_EXISTS, _("“%s” is there already"), store->path);
  return true;
}

SjStore *
sj_store_create (const char *path, SjWriterTold told, gpointer data, GError **error)
{
  SjStore *store = store_new (path);

  if (!is_taken (store, error) && (store->lock = sj_lock_new (store->path, error)) != NULL &&
      !is_taken (store, error))    /* it may have been made before the lock was had */
    {
      if (start (store, SJ_DB_CREATE, told, data, error))
        return store;
      remove_remains (store->path);
    }
  store_free (store);
  return NULL;
}

SjStore *
sj_store_open (const char *path, SjWriterTold told, gpointer data, GError **error)
{
  SjStore *store = store_new (path);
  GStatBuf info;

  if (is_there (store, &info, error))
    {
      if (g_access (store->path, W_OK) != 0)
        g_set_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_READ_ONLY, _("“%s” cannot be written: %s"), store->path,
                     g_strerror (errno));
      else if ((store->lock = sj_lock_new (store->path, error)) != NULL &&
               start (store, SJ_DB_WRITE, told, data, error))
        return store;
    }
  store_free (store);
  return NULL;
}

/* Nobody writes a file that has no log beside it; then nothing beside it is needed,
 * which also does in a folder that cannot be written. */
static SjDb *
open_to_look (const SjStore *store, GError **error)
{
  g_autofree char *log = g_strconcat (store->path, "-wal", NULL);
  bool still = !g_file_test (log, G_FILE_TEST_EXISTS);

  return sj_db_open (store->path, still ? SJ_DB_READ_STILL : SJ_DB_READ, error);
}

SjStore *
sj_store_open_to_read (const char *path, GError **error)
{
  SjStore *store = store_new (path);
  GStatBuf info;
  size_t walked;

  if (is_there (store, &info, error) && (store->reader = open_to_look (store, error)) != NULL &&
      sj_steps_look (store->reader, store->name, &walked, error))
    {
      if (walked == sj_n_steps ())
        return store;
      g_set_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_READ_ONLY,
                   _("“%s” is of an older form and has to be opened for writing once"), store->name);
    }
  store_free (store);
  return NULL;
}

bool
sj_store_close (SjStore *store, GError **error)
{
  bool ok;

  g_clear_pointer (&store->reader, sj_db_free);    /* or the log could not be emptied */
  ok = store->writer == NULL || sj_writer_end (store->writer, error);
  store_free (store);
  return ok;
}

const char *
sj_store_path (const SjStore *store)
{
  return store->path;
}

const char *
sj_store_name (const SjStore *store)
{
  return store->name;
}

SjWriter *
sj_store_writer (SjStore *store)
{
  return store->writer;
}

SjDb *
sj_store_reader (SjStore *store)
{
  g_autoptr (GError) error = NULL;

  if (store->writer != NULL && !sj_writer_sync (store->writer, &error))
    g_debug ("what is read is older: %s", error->message);
  return store->reader;
}

bool
sj_store_check (SjStore *store, SjDiags *damage)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SjQuery) query = sj_db_query (store->reader, "PRAGMA quick_check (100)", &error);
  bool ok = true;

  while (query != NULL && sj_query_next (query, &error))
    {
      const char *text = sj_query_get_text (query, 0);

      if (g_strcmp0 (text, "ok") == 0)
        continue;
      sj_diags_add (damage, SJ_SEVERITY_ERROR, "damaged-page", 0, 0, _("A part of the file is damaged (%s)."), text);
      ok = false;
    }
  if (error != NULL)
    sj_diags_add (damage, SJ_SEVERITY_ERROR, "damaged-page", 0, 0, _("The file cannot be read to its end: %s."),
                  error->message);
  return ok && error == NULL;
}
