/* sj-store-repair.c -- tables read around their damage.
 *
 * A table is read from its beginning until that fails, then from its end until that
 * fails, then number by number between the two.  A row whose text is not what was
 * written counts as lost; its name is looked for in the index, which lies elsewhere.
 */
#include "store/sj-store-repair.h"

#include "store/sj-steps.h"
#include "store/sj-store-profiles.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define FAR_ASIDE (1 << 20)
#define MOST_PROBES 2000000    /* numbers that are tried one by one */

typedef struct
{
  const char *name;
  const char *columns;      /* behind the number */
  const char *types;        /* a letter for each: t text, n text or null, i integer, b bytes */
  int text, sum;            /* columns, from 0; sum -1: none */
  const char *names;        /* what the index knows: a name and a number */
  const char *lost;         /* N_, with the name */
} Table;

static const Table tables[] = {
  { "document", "kind, id, text, sum, changed, revision", "tttiii", 2, 3,
    "SELECT kind || '/' || id, number FROM document ORDER BY kind, id", N_("The document “%s” is lost.") },
  { "picture", "asset, bytes, sum", "tbi", 1, 2, "SELECT asset, number FROM picture ORDER BY asset",
    N_("The picture of “%s” is lost.") },
  { "journey", "id, text, sum, created, changed, revision", "ttiiii", 1, 2,
    "SELECT id, number FROM journey ORDER BY id", N_("The journey “%s” is lost.") },
  { "journal", "journey, aside, record, sum", "titi", 2, 3, "SELECT journey, number FROM journal ORDER BY journey",
    N_("A step in the history of “%s” is lost.") },
  { "version", "journey, version, name, made, text, sum", "tititi", 4, 5,
    "SELECT journey || ' ' || version, number FROM version ORDER BY journey, version",
    N_("The version “%s” is lost.") },
  { "run", "journey, name, made, summary, document, sum, drawing", "ttintit", 4, 5,
    "SELECT journey, number FROM run ORDER BY journey", N_("A run of “%s” is lost.") },
  { "profile", "id, name, label, email, test, text, sum", "ttttiti", 5, 6, "SELECT id, number FROM profile ORDER BY id",
    N_("The profile “%s” is lost.") },
  { "trash", "kind, id, text, created, deleted", "tttii", 2, -1,
    "SELECT kind || '/' || id, number FROM trash ORDER BY kind, id", N_("“%s” is lost, which was deleted.") },
};

typedef struct
{
  const Table *table;
  SjDb *from;
  SjDb *to;
  SjDiags *losses;
  GHashTable *seen;         /* owned: numbers that are safe */
  GHashTable *torn;         /* owned: journeys whose journal has a gap */
  char *insert;             /* owned */
  bool failed;              /* something could not be read */
  bool behind;              /* what is read now stands behind it */
} Salvage;

/* ------------------------------------------------------------------ one row */

static bool
is_whole (const Salvage *salvage, SjQuery *row)
{
  SjSlice text = sj_query_get_slice (row, salvage->table->text + 1);

  return salvage->table->sum < 0 ||
         sj_store_sum (text.text, text.length) == sj_query_get_integer (row, salvage->table->sum + 1);
}

static bool
put_profile (Salvage *salvage, SjQuery *row, GError **error)
{
  SjStoredProfile profile = { sj_query_get_text (row, 1), sj_query_get_text (row, 2), sj_query_get_text (row, 3),
                              sj_query_get_text (row, 4), sj_query_get_integer (row, 5) != 0,
                              sj_query_get_slice (row, 6) };
  SjStoredWas was;

  return sj_store_put_profile_now (salvage->to, &profile, &was, error);
}

/* A record that stands behind a lost one must not be done. */
static int64_t
aside_of (Salvage *salvage, SjQuery *row)
{
  int64_t aside = sj_query_get_integer (row, 2);

  if (aside == 0 && (salvage->behind || g_hash_table_contains (salvage->torn, sj_query_get_text (row, 1))))
    return FAR_ASIDE;
  return aside;
}

static bool
put_row (Salvage *salvage, SjQuery *row, GError **error)
{
  const Table *table = salvage->table;
  SjQuery *insert = sj_db_query (salvage->to, salvage->insert, error);

  if (insert == NULL)
    return false;
  sj_query_integer (insert, 1, sj_query_get_integer (row, 0));
  for (int i = 0; table->types[i] != '\0'; i++)
    {
      SjSlice slice = table->types[i] == 'i' ? (SjSlice) { NULL, 0 } : sj_query_get_slice (row, i + 1);

      if (table->types[i] == 'b')
        sj_query_bytes (insert, i + 2, slice.text, slice.length);
      else if (table->types[i] != 'i' && !sj_query_is_null (row, i + 1))
        sj_query_slice (insert, i + 2, slice);
      else if (table->types[i] == 'i')
        sj_query_integer (insert, i + 2, strcmp (table->name, "journal") == 0 && i == 1
                                             ? aside_of (salvage, row) : sj_query_get_integer (row, i + 1));
    }
  return sj_query_run (insert, error);
}

/* False: the copy cannot be written. */
static bool
take (Salvage *salvage, SjQuery *row, GError **error)
{
  int64_t number = sj_query_get_integer (row, 0);

  if (!is_whole (salvage, row))
    {
      if (strcmp (salvage->table->name, "journal") == 0 && sj_query_get_text (row, 1) != NULL)
        g_hash_table_add (salvage->torn, g_strdup (sj_query_get_text (row, 1)));
      salvage->failed = true;
      return true;
    }
  if (!g_hash_table_add (salvage->seen, g_memdup2 (&number, sizeof number)))
    return true;
  return strcmp (salvage->table->name, "profile") == 0 ? put_profile (salvage, row, error)
                                                       : put_row (salvage, row, error);
}

/* ------------------------------------------------------------------ one table */

/* Until it cannot be read on, or `stop` is passed; `last` is the last number that could be. */
static bool
sweep (Salvage *salvage, bool down, int64_t stop, int64_t *last, bool *whole, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT number, %s FROM %s NOT INDEXED ORDER BY number%s",
                                          salvage->table->columns, salvage->table->name, down ? " DESC" : "");
  g_autoptr (GError) own = NULL;
  g_autoptr (SjQuery) row = sj_db_query (salvage->from, sql, &own);

  while (row != NULL && sj_query_next (row, &own))
    {
      int64_t number = sj_query_get_integer (row, 0);

      if (down && number <= stop)
        break;
      *last = number;
      if (!take (salvage, row, error))
        return false;
    }
  *whole = row != NULL && own == NULL;
  return true;
}

static bool
probe (Salvage *salvage, int64_t after, int64_t before, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT number, %s FROM %s NOT INDEXED WHERE number = ?",
                                          salvage->table->columns, salvage->table->name);

  for (int64_t number = after + 1; number < before && number - after <= MOST_PROBES; number++)
    {
      g_autoptr (SjQuery) row = sj_db_query (salvage->from, sql, NULL);

      if (row == NULL)
        return true;
      sj_query_integer (row, 1, number);
      if (sj_query_next (row, NULL) && !take (salvage, row, error))
        return false;
    }
  return true;
}

static void
tell_losses (Salvage *salvage)
{
  g_autoptr (GError) own = NULL;
  g_autoptr (SjQuery) query = sj_db_query (salvage->from, salvage->table->names, &own);

  while (query != NULL && sj_query_next (query, &own))
    {
      int64_t number = sj_query_get_integer (query, 1);

      if (!g_hash_table_contains (salvage->seen, &number))
        sj_diags_add (salvage->losses, SJ_SEVERITY_ERROR, "lost", 0, 0, _(salvage->table->lost),
                      sj_query_get_text (query, 0));
    }
  if (own != NULL)
    sj_diags_add (salvage->losses, SJ_SEVERITY_ERROR, "lost", 0, 0,
                  _("It is not known what else is lost of the table “%s”."), salvage->table->name);
}

static char *
insert_of (const Table *table)
{
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, "INSERT OR IGNORE INTO %s (number, %s) VALUES (?", table->name, table->columns);
  for (size_t i = 0; table->types[i] != '\0'; i++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

static bool
salvage_table (Salvage *salvage, GError **error)
{
  int64_t first = 0, last = INT64_MAX;
  bool whole = false;
  bool ok;

  salvage->insert = insert_of (salvage->table);
  salvage->seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  salvage->failed = salvage->behind = false;
  ok = sweep (salvage, false, 0, &first, &whole, error);
  if (ok && !whole)
    {
      bool end = false;

      salvage->failed = salvage->behind = true;
      ok = sweep (salvage, true, first, &last, &end, error) &&
           (last == INT64_MAX || probe (salvage, first, last, error));
    }
  if (salvage->failed)
    tell_losses (salvage);
  g_hash_table_unref (salvage->seen);
  g_clear_pointer (&salvage->insert, g_free);
  return ok;
}

/* It has no numbers: as far as it can be read from the beginning. */
static bool
salvage_states (Salvage *salvage, GError **error)
{
  g_autoptr (GError) own = NULL;
  g_autoptr (SjQuery) row = sj_db_query (salvage->from, "SELECT owner, key, value FROM state", &own);

  while (row != NULL && sj_query_next (row, &own))
    {
      SjQuery *insert = sj_db_query (salvage->to, "INSERT OR REPLACE INTO state (owner, key, value) VALUES (?, ?, ?)",
                                     error);

      if (insert == NULL)
        return false;
      for (int i = 0; i < 3; i++)
        sj_query_text (insert, i + 1, sj_query_get_text (row, i));
      if (!sj_query_run (insert, error))
        return false;
    }
  return true;
}

/* A journey that is lost, but not its versions, is what it was in the last of them. */
#define ORPHANS \
  " FROM version WHERE journey NOT IN (SELECT id FROM journey)" \
  " AND journey NOT IN (SELECT id FROM trash WHERE kind = 'journeys') GROUP BY journey"

static bool
restore_journeys (Salvage *salvage, GError **error)
{
  g_autoptr (GError) own = NULL;
  g_autoptr (SjQuery) query = sj_db_query (salvage->to, "SELECT journey, max (version)" ORPHANS, error);

  if (query == NULL)
    return false;
  while (sj_query_next (query, &own))
    sj_diags_add (salvage->losses, SJ_SEVERITY_WARNING, "older", 0, 0, _("The journey “%s” is what it was in its last "
                  "version."), sj_query_get_text (query, 0));
  if (own == NULL)
    return sj_db_exec (salvage->to,
                       "INSERT INTO journey (id, text, sum, created, changed, revision)"
                       " SELECT journey, text, sum, made, max (made), 1" ORPHANS, error);
  g_propagate_error (error, g_steal_pointer (&own));
  return false;
}

static bool
salvage_all (SjDb *db, gpointer data, GError **error)
{
  Salvage *salvage = data;

  salvage->to = db;
  for (size_t i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      salvage->table = &tables[i];
      if (!salvage_table (salvage, error))
        return false;
    }
  return salvage_states (salvage, error) && restore_journeys (salvage, error);
}

/* ------------------------------------------------------------------ */

static SjDb *
open_damaged (const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  bool still = !g_file_test (log, G_FILE_TEST_EXISTS);
  g_autoptr (SjDb) db = sj_db_open (path, still ? SJ_DB_READ_STILL : SJ_DB_READ, error);
  size_t walked;

  if (db == NULL || !sj_steps_look (db, name, &walked, error))
    return NULL;
  return g_steal_pointer (&db);
}

bool
sj_store_repair (const char *path, const char *copy, SjDiags *losses, GError **error)
{
  g_autoptr (SjDb) from = NULL;
  g_autoptr (GHashTable) torn = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Salvage salvage = { .losses = losses, .torn = torn };
  SjStore *to;
  bool ok;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_MISSING, _("there is no “%s”"), path);
      return false;
    }
  from = open_damaged (path, error);
  to = from ? sj_store_create (copy, NULL, NULL, error) : NULL;
  if (to == NULL)
    return false;
  salvage.from = from;
  ok = sj_writer_run (sj_store_writer (to), salvage_all, &salvage, error);
  if (ok)
    return sj_store_close (to, error);
  sj_store_close (to, NULL);
  g_unlink (copy);
  return false;
}
