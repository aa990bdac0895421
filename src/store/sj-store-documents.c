/* sj-store-documents.c -- the tables of texts that are whole in one row. */
#include "store/sj-store-documents.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* `error` is one of reading on; NULL: the end was reached. */
static bool
end_reading (const GError *error, const char *of, SjDiags *damage)
{
  if (error != NULL)
    sj_diags_add (damage, SJ_SEVERITY_ERROR, "damaged-table", 0, 0, _("The %s cannot be read to their end: %s."), of,
                  error->message);
  return error == NULL;
}

bool
sj_store_each_document (SjDb *db, SjStoredDocumentEach each, gpointer data, SjDiags *damage)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SjQuery) query = sj_db_query (db, "SELECT kind, id, text, changed, revision, sum FROM document"
                                               " ORDER BY number", &error);

  while (query != NULL && sj_query_next (query, &error))
    {
      SjStoredDocument document = { sj_query_get_text (query, 0), sj_query_get_text (query, 1),
                                    sj_query_get_slice (query, 2), sj_query_get_integer (query, 3),
                                    sj_query_get_integer (query, 4) };

      if (document.kind == NULL || document.id == NULL)
        sj_diags_add (damage, SJ_SEVERITY_ERROR, "damaged-document", 0, 0,
                      _("A document is damaged: it is not known which."));
      else if (sj_store_sum (document.text.text, document.text.length) != sj_query_get_integer (query, 5))
        sj_diags_add (damage, SJ_SEVERITY_ERROR, "damaged-document", 0, 0,
                      _("“%s” (%s) is damaged: it is not what was written."), document.id, document.kind);
      else
        each (&document, data);
    }
  return end_reading (error, _("documents"), damage);
}

void
sj_store_put_document (SjWriter *writer, const SjStoredDocument *document)
{
  sj_writer_write (writer,
                   "INSERT INTO document (kind, id, text, sum, changed, revision) VALUES (?, ?, ?, ?, ?, ?)"
                   " ON CONFLICT (kind, id) DO UPDATE SET text = excluded.text, sum = excluded.sum,"
                   " changed = excluded.changed, revision = excluded.revision",
                   "ttsiii", document->kind, document->id, document->text,
                   sj_store_sum (document->text.text, document->text.length), (int64_t) document->changed,
                   document->revision);
}

void
sj_store_remove_document (SjWriter *writer, const char *kind, const char *id)
{
  sj_writer_write (writer, "DELETE FROM document WHERE kind = ? AND id = ?", "tt", kind, id);
}

/* ------------------------------------------------------------------ pictures */

GBytes *
sj_store_picture (SjDb *db, const char *asset, GError **error)
{
  g_autoptr (SjQuery) query = sj_db_query (db, "SELECT bytes, sum FROM picture WHERE asset = ?", error);
  SjSlice bytes;

  if (query == NULL)
    return NULL;
  sj_query_text (query, 1, asset);
  if (!sj_query_next (query, error))
    return NULL;
  bytes = sj_query_get_slice (query, 0);
  if (sj_store_sum (bytes.text, bytes.length) == sj_query_get_integer (query, 1))
    return g_bytes_new (bytes.text, bytes.length);
  g_set_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_DAMAGED, _("the picture of “%s” is damaged"), asset);
  return NULL;
}

void
sj_store_put_picture (SjWriter *writer, const char *asset, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  sj_writer_write (writer,
                   "INSERT INTO picture (asset, bytes, sum) VALUES (?, ?, ?)"
                   " ON CONFLICT (asset) DO UPDATE SET bytes = excluded.bytes, sum = excluded.sum",
                   "tbi", asset, bytes, sj_store_sum (data, length));
}

void
sj_store_remove_picture (SjWriter *writer, const char *asset)
{
  sj_writer_write (writer, "DELETE FROM picture WHERE asset = ?", "t", asset);
}

GPtrArray *
sj_store_pictures (SjDb *db)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SjQuery) query = sj_db_query (db, "SELECT asset FROM picture ORDER BY asset", NULL);

  while (query != NULL && sj_query_next (query, NULL))
    g_ptr_array_add (names, g_strdup (sj_query_get_text (query, 0)));
  return names;
}

/* ------------------------------------------------------------------ the trash */

void
sj_store_put_trash (SjWriter *writer, const char *kind, const char *id, const char *text, SjTime created,
                    SjTime deleted)
{
  sj_writer_write (writer,
                   "INSERT INTO trash (kind, id, text, created, deleted) VALUES (?, ?, ?, ?, ?)"
                   " ON CONFLICT (kind, id) DO UPDATE SET text = excluded.text, created = excluded.created,"
                   " deleted = excluded.deleted",
                   "tttii", kind, id, text, (int64_t) created, (int64_t) deleted);
}

void
sj_store_remove_trash (SjWriter *writer, const char *kind, const char *id)
{
  sj_writer_write (writer, "DELETE FROM trash WHERE kind = ? AND id = ?", "tt", kind, id);
}

char *
sj_store_trash (SjDb *db, const char *kind, const char *id, SjTime *created)
{
  g_autoptr (SjQuery) query = sj_db_query (db, "SELECT text, created FROM trash WHERE kind = ? AND id = ?", NULL);

  if (query == NULL)
    return NULL;
  sj_query_text (query, 1, kind);
  sj_query_text (query, 2, id);
  if (!sj_query_next (query, NULL))
    return NULL;
  if (created != NULL)
    *created = sj_query_get_integer (query, 1);
  return g_strdup (sj_query_get_text (query, 0));
}

void
sj_store_each_trash (SjDb *db, SjTime before, SjTrashEach each, gpointer data)
{
  g_autoptr (SjQuery) query = sj_db_query (db, "SELECT kind, id FROM trash WHERE deleted < ? ORDER BY number", NULL);

  if (query == NULL)
    return;
  sj_query_integer (query, 1, before);
  while (sj_query_next (query, NULL))
    each (sj_query_get_text (query, 0), sj_query_get_text (query, 1), data);
}

/* ------------------------------------------------------------------ how things were looked at */

char *
sj_store_state (SjDb *db, const char *owner, const char *key)
{
  g_autoptr (SjQuery) query = sj_db_query (db, "SELECT value FROM state WHERE owner = ? AND key = ?", NULL);

  if (query == NULL)
    return NULL;
  sj_query_text (query, 1, owner);
  sj_query_text (query, 2, key);
  return sj_query_next (query, NULL) ? g_strdup (sj_query_get_text (query, 0)) : NULL;
}

void
sj_store_put_state (SjWriter *writer, const char *owner, const char *key, const char *value)
{
  sj_writer_write (writer,
                   "INSERT INTO state (owner, key, value) VALUES (?, ?, ?)"
                   " ON CONFLICT (owner, key) DO UPDATE SET value = excluded.value",
                   "ttt", owner, key, value);
}

void
sj_store_remove_states (SjWriter *writer, const char *owner)
{
  sj_writer_write (writer, "DELETE FROM state WHERE owner = ?", "t", owner);
}
