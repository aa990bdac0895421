/* sj-steps.c -- the list of steps, and walking them.
 *
 * `sum` is a hash of the text beside it, so that a damaged one shows.  Rows have
 * numbers for keys, so that a damaged table can be read around the damage.
 */
#include "store/sj-steps.h"

#include <glib/gi18n-lib.h>

#define APPLICATION 0x534a524e    /* "SJRN", in the file's header */

static const char *const steps[] = {
  /* Events, audiences, messages, … and workspace.json: the kind is the folder's name. */
  "CREATE TABLE document (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL,"
  " sum INTEGER NOT NULL, changed INTEGER NOT NULL, revision INTEGER NOT NULL, UNIQUE (kind, id)) STRICT;"
  "CREATE TABLE picture (number INTEGER PRIMARY KEY, asset TEXT NOT NULL UNIQUE, bytes BLOB NOT NULL,"
  " sum INTEGER NOT NULL) STRICT;",

  /* A journey as it was when it was last written as a whole; what was done since is in its journal. */
  "CREATE TABLE journey (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, text TEXT NOT NULL,"
  " sum INTEGER NOT NULL, created INTEGER NOT NULL, changed INTEGER NOT NULL, revision INTEGER NOT NULL) STRICT;"
  "CREATE TABLE journal (number INTEGER PRIMARY KEY AUTOINCREMENT, journey TEXT NOT NULL, aside INTEGER NOT NULL,"
  " record TEXT NOT NULL, sum INTEGER NOT NULL) STRICT;"
  "CREATE INDEX journal_of ON journal (journey, aside, number);"
  "CREATE TABLE version (number INTEGER PRIMARY KEY, journey TEXT NOT NULL, version INTEGER NOT NULL,"
  " name TEXT NOT NULL, made INTEGER NOT NULL, text TEXT NOT NULL, sum INTEGER NOT NULL,"
  " UNIQUE (journey, version)) STRICT;",

  /* Results of simulations, with the journey that was simulated. */
  "CREATE TABLE run (number INTEGER PRIMARY KEY, journey TEXT NOT NULL, name TEXT NOT NULL, made INTEGER NOT NULL,"
  " summary TEXT, document TEXT NOT NULL, sum INTEGER NOT NULL, drawing TEXT NOT NULL) STRICT;"
  "CREATE INDEX run_of ON run (journey, number);",

  /* `label` and `email` are for order, in small letters; the search table holds what is found by its words. */
  "CREATE TABLE profile (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,"
  " label TEXT NOT NULL, email TEXT NOT NULL, test INTEGER NOT NULL, text TEXT NOT NULL,"
  " sum INTEGER NOT NULL) STRICT;"
  "CREATE INDEX profile_by_label ON profile (label, number);"
  "CREATE INDEX profile_by_email ON profile (email, number);"
  "CREATE INDEX profile_test ON profile (test) WHERE test;"
  "CREATE VIRTUAL TABLE profile_search USING fts5 (name, email, id, tokenize = 'unicode61 remove_diacritics 2');",

  /* How things were looked at, and what was deleted and may come back. */
  "CREATE TABLE state (owner TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (owner, key))"
  " STRICT, WITHOUT ROWID;"
  "CREATE TABLE trash (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL,"
  " created INTEGER NOT NULL, deleted INTEGER NOT NULL, UNIQUE (kind, id)) STRICT;",
};

size_t
sj_n_steps (void)
{
  return G_N_ELEMENTS (steps);
}

bool
sj_steps_look (SjDb *db, const char *name, size_t *walked, GError **error)
{
  int64_t application, version, tables;

  if (!sj_db_integer (db, "PRAGMA application_id", &application, error) ||
      !sj_db_integer (db, "PRAGMA user_version", &version, error) ||
      !sj_db_integer (db, "SELECT count (*) FROM sqlite_schema", &tables, error))
    return false;
  if (application != APPLICATION && !(application == 0 && version == 0 && tables == 0))
    g_set_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_FOREIGN, _("“%s” is no workspace but another program's data"),
                 name);
  else if (version < 0 || version > (int64_t) G_N_ELEMENTS (steps))
    g_set_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_NEWER,
                 _("“%s” was written by a newer version of Sojourn (form %" G_GINT64_FORMAT
                   ", this one knows forms up to %u)"), name, version, (unsigned) G_N_ELEMENTS (steps));
  else
    {
      *walked = (size_t) version;
      return true;
    }
  return false;
}

static bool
walk_one (SjDb *db, size_t step, GError **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %zu;", APPLICATION,
                                           step + 1);

  if (sj_db_begin (db, error) && sj_db_exec (db, steps[step], error) && sj_db_exec (db, mark, error) &&
      sj_db_commit (db, error))
    return true;

  sj_db_rollback (db);
  return false;
}

bool
sj_steps_walk (SjDb *db, size_t until, GError **error)
{
  int64_t walked;

  if (!sj_db_integer (db, "PRAGMA user_version", &walked, error))
    return false;
  for (size_t step = (size_t) walked; step < until; step++)
    if (!walk_one (db, step, error))
      return false;
  return true;
}
