/* sj-store-journeys.c -- the tables of journeys, of their versions and of runs. */
#include "store/sj-store-journeys.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A journal that was left in order ends with a mark. */
#define EACH_JOURNEY \
  "SELECT id, text, created, changed, revision, sum," \
  " (SELECT count (*) FROM version WHERE version.journey = id)," \
  " (SELECT count (*) FROM run WHERE run.journey = id)," \
  " (SELECT record NOT LIKE '{\"mark\":%' FROM journal WHERE journal.journey = id AND aside = 0" \
  "  ORDER BY journal.number DESC LIMIT 1)" \
  " FROM journey ORDER BY number"

bool
sj_store_each_journey (SjDb *db, SjStoredJourneyEach each, gpointer data, SjDiags *damage)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SjQuery) query = sj_db_query (db, EACH_JOURNEY, &error);

  while (query != NULL && sj_query_next (query, &error))
    {
      SjStoredJourney journey = { sj_query_get_text (query, 0), sj_query_get_slice (query, 1),
                                  sj_query_get_integer (query, 2), sj_query_get_integer (query, 3),
                                  sj_query_get_integer (query, 4), (uint32_t) sj_query_get_integer (query, 6),
                                  (uint32_t) sj_query_get_integer (query, 7), sj_query_get_integer (query, 8) != 0 };

      if (journey.id == NULL)
        sj_diags_add (damage, SJ_SEVERITY_ERROR, "damaged-journey", 0, 0,
                      _("A journey is damaged: it is not known which."));
      else if (sj_store_sum (journey.text.text, journey.text.length) != sj_query_get_integer (query, 5))
        sj_diags_add (damage, SJ_SEVERITY_ERROR, "damaged-journey", 0, 0,
                      _("The journey “%s” is damaged: it is not what was written."), journey.id);
      else
        each (&journey, data);
    }
  if (error != NULL)
    sj_diags_add (damage, SJ_SEVERITY_ERROR, "damaged-table", 0, 0, _("The %s cannot be read to their end: %s."),
                  _("journeys"), error->message);
  return error == NULL;
}

void
sj_store_put_journey (SjWriter *writer, const SjStoredJourney *journey)
{
  sj_writer_write (writer,
                   "INSERT INTO journey (id, text, sum, created, changed, revision) VALUES (?, ?, ?, ?, ?, ?)"
                   " ON CONFLICT (id) DO UPDATE SET text = excluded.text, sum = excluded.sum,"
                   " changed = excluded.changed, revision = excluded.revision",
                   "tsiiii", journey->id, journey->text, sj_store_sum (journey->text.text, journey->text.length),
                   (int64_t) journey->created, (int64_t) journey->changed, journey->revision);
}

void
sj_store_remove_journey (SjWriter *writer, const char *id)
{
  sj_writer_write (writer, "DELETE FROM journey WHERE id = ?", "t", id);
}

void
sj_store_forget_journey (SjWriter *writer, const char *id)
{
  sj_writer_begin (writer);
  sj_store_remove_journey (writer, id);
  sj_writer_write (writer, "DELETE FROM journal WHERE journey = ?", "t", id);
  sj_writer_write (writer, "DELETE FROM version WHERE journey = ?", "t", id);
  sj_writer_write (writer, "DELETE FROM run WHERE journey = ?", "t", id);
  sj_writer_write (writer, "DELETE FROM state WHERE owner = ?", "t", id);
  sj_writer_commit (writer);
}

/* The text in the first column whose sum is in the second. */
static char *
read_text (SjQuery *query, const char *what, GError **error)
{
  g_autoptr (GError) own = NULL;
  SjSlice text;

  if (!sj_query_next (query, &own))
    {
      if (own != NULL)
        g_propagate_error (error, g_steal_pointer (&own));
      else
        g_set_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_MISSING, _("there is no such %s any more"), what);
      return NULL;
    }
  text = sj_query_get_slice (query, 0);
  if (!sj_query_is_null (query, 1) && sj_store_sum (text.text, text.length) != sj_query_get_integer (query, 1))
    {
      g_set_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_DAMAGED, _("this %s is damaged: it is not what was written"),
                   what);
      return NULL;
    }
  return g_strndup (text.text, text.length);
}

/* ------------------------------------------------------------------ versions */

void
sj_stored_version_free (SjStoredVersion *version)
{
  g_free (version->name);
  g_free (version);
}

void
sj_store_put_version (SjWriter *writer, const char *journey, const SjStoredVersion *version, const char *text)
{
  sj_writer_write (writer, "INSERT INTO version (journey, version, name, made, text, sum) VALUES (?, ?, ?, ?, ?, ?)",
                   "tititi", journey, version->number, version->name, (int64_t) version->made, text,
                   sj_store_sum (text, strlen (text)));
}

void
sj_store_name_version (SjWriter *writer, const char *journey, int64_t number, const char *name)
{
  sj_writer_write (writer, "UPDATE version SET name = ? WHERE journey = ? AND version = ?", "tti", name, journey,
                   number);
}

void
sj_store_remove_version (SjWriter *writer, const char *journey, int64_t number)
{
  sj_writer_write (writer, "DELETE FROM version WHERE journey = ? AND version = ?", "ti", journey, number);
}

GPtrArray *
sj_store_versions (SjDb *db, const char *journey)
{
  GPtrArray *versions = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_stored_version_free);
  g_autoptr (SjQuery) query = sj_db_query (db, "SELECT version, name, made FROM version WHERE journey = ?"
                                               " ORDER BY version DESC", NULL);

  if (query == NULL)
    return versions;
  sj_query_text (query, 1, journey);
  while (sj_query_next (query, NULL))
    {
      SjStoredVersion *version = g_new (SjStoredVersion, 1);

      *version = (SjStoredVersion) { sj_query_get_integer (query, 0), g_strdup (sj_query_get_text (query, 1)),
                                     sj_query_get_integer (query, 2) };
      g_ptr_array_add (versions, version);
    }
  return versions;
}

char *
sj_store_version_text (SjDb *db, const char *journey, int64_t number, GError **error)
{
  g_autoptr (SjQuery) query = sj_db_query (db, "SELECT text, sum FROM version WHERE journey = ? AND version = ?",
                                           error);

  if (query == NULL)
    return NULL;
  sj_query_text (query, 1, journey);
  sj_query_integer (query, 2, number);
  return read_text (query, _("version"), error);
}

/* ------------------------------------------------------------------ runs */

void
sj_stored_run_free (SjStoredRun *run)
{
  g_free (run->journey);
  g_free (run->name);
  g_free (run->summary);
  g_free (run);
}

void
sj_store_put_run (SjWriter *writer, const SjStoredRun *run, const char *document, const char *drawing)
{
  sj_writer_write (writer,
                   "INSERT INTO run (number, journey, name, made, summary, document, sum, drawing)"
                   " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                   "ittittit", run->number, run->journey, run->name, (int64_t) run->made, run->summary, document,
                   sj_store_sum (document, strlen (document)), drawing);
}

void
sj_store_name_run (SjWriter *writer, int64_t number, const char *name)
{
  sj_writer_write (writer, "UPDATE run SET name = ? WHERE number = ?", "ti", name, number);
}

void
sj_store_remove_run (SjWriter *writer, int64_t number)
{
  sj_writer_write (writer, "DELETE FROM run WHERE number = ?", "i", number);
}

GPtrArray *
sj_store_runs (SjDb *db, const char *journey)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_stored_run_free);
  g_autoptr (SjQuery) query = sj_db_query (db, "SELECT number, journey, name, summary, made FROM run"
                                               " WHERE ?1 IS NULL OR journey = ?1 ORDER BY number DESC", NULL);

  if (query == NULL)
    return runs;
  sj_query_text (query, 1, journey);
  while (sj_query_next (query, NULL))
    {
      SjStoredRun *run = g_new (SjStoredRun, 1);

      *run = (SjStoredRun) { sj_query_get_integer (query, 0), g_strdup (sj_query_get_text (query, 1)),
                             g_strdup (sj_query_get_text (query, 2)), g_strdup (sj_query_get_text (query, 3)),
                             sj_query_get_integer (query, 4) };
      g_ptr_array_add (runs, run);
    }
  return runs;
}

char *
sj_store_run_text (SjDb *db, int64_t number, bool drawing, GError **error)
{
  g_autoptr (SjQuery) query = sj_db_query (db, drawing ? "SELECT drawing, NULL FROM run WHERE number = ?"
                                                       : "SELECT document, sum FROM run WHERE number = ?", error);

  if (query == NULL)
    return NULL;
  sj_query_integer (query, 1, number);
  return read_text (query, _("run"), error);
}

int64_t
sj_store_last_run (SjDb *db)
{
  int64_t last = 0;

  sj_db_integer (db, "SELECT ifnull (max (number), 0) FROM run", &last, NULL);
  return last;
}
