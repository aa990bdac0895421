/* sj-store-journal.c -- the journal of a journey's history, in the workspace file.
 *
 * Nothing waits for the disk while somebody draws: records are queued, and the
 * writer puts them there within the second.
 */
#include "store/sj-store-journeys.h"


#define INSERT "INSERT INTO journal (journey, aside, record, sum) VALUES (?, 0, ?, ?)"

static bool
read_row (SjQuery *query, SjArena *arena, SjValue *value)
{
  SjSlice text = sj_query_get_slice (query, 0);

  return sj_store_sum (text.text, text.length) == sj_query_get_integer (query, 1) &&
         sj_json_read (arena, NULL, sj_arena_strndup (arena, text.text, text.length), text.length, value, NULL);
}

/* What comes next must not stand behind what cannot be read. */
static void
put_behind_aside (SjStoreJournal *self, int64_t first)
{
  SjWriter *writer = sj_store_writer (self->store);

  if (writer != NULL)
    sj_writer_write (writer,
                     "UPDATE journal SET aside = (SELECT max (aside) + 1 FROM journal WHERE journey = ?1)"
                     " WHERE journey = ?1 AND aside = 0 AND number >= ?2", "ti", self->id, first);
}

static GPtrArray *
journal_read (SjJournal *journal, SjArena *arena, GError **error)
{
  SjStoreJournal *self = (SjStoreJournal *) journal;
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) own = NULL;
  g_autoptr (SjQuery) query = sj_db_query (sj_store_reader (self->store),
                                           "SELECT record, sum, number FROM journal WHERE journey = ? AND aside = 0"
                                           " ORDER BY number", error);
  SjValue value;

  if (query == NULL)
    return NULL;
  sj_query_text (query, 1, self->id);
  self->size = 0;
  while (sj_query_next (query, &own))
    if (self->lost > 0 || !read_row (query, arena, &value))
      {
        if (self->lost++ == 0)
          put_behind_aside (self, sj_query_get_integer (query, 2));
      }
    else
      {
        self->size += sj_query_get_slice (query, 0).length;
        g_ptr_array_add (records, sj_arena_dup (arena, &value, sizeof value));
      }
  if (own != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&own));
      return NULL;
    }
  return g_steal_pointer (&records);
}

static uint64_t
write_record (SjStoreJournal *self, SjValue record)
{
  g_auto (SjBuffer) text = SJ_BUFFER_INIT;

  sj_json_write (&text, record, SJ_JSON_COMPACT);
  sj_writer_write (sj_store_writer (self->store), INSERT, "tsi", self->id,
                   (SjSlice) { sj_buffer_text (&text), text.length }, sj_store_sum (text.text, text.length));
  return text.length;
}

static void
journal_append (SjJournal *journal, SjValue record)
{
  SjStoreJournal *self = (SjStoreJournal *) journal;

  if (sj_store_writer (self->store) != NULL)
    self->size += write_record (self, record);
}

static bool
journal_flush (SjJournal *journal, bool durable, GError **error)
{
  SjStoreJournal *self = (SjStoreJournal *) journal;
  SjWriter *writer = sj_store_writer (self->store);

  return writer == NULL || !self->waits || !(durable || journal->durable) || sj_writer_sync (writer, error);
}

static bool
journal_rewrite (SjJournal *journal, const SjValue *records, size_t count, GError **error)
{
  SjStoreJournal *self = (SjStoreJournal *) journal;
  SjWriter *writer = sj_store_writer (self->store);

  if (writer == NULL)
    return true;
  self->size = 0;
  sj_writer_begin (writer);
  sj_writer_write (writer, "DELETE FROM journal WHERE journey = ? AND aside = 0", "t", self->id);
  for (size_t i = 0; i < count; i++)
    self->size += write_record (self, records[i]);
  sj_writer_commit (writer);
  return true;
}

static char *
journal_put_aside (SjJournal *journal, GError **error)
{
  SjStoreJournal *self = (SjStoreJournal *) journal;

  self->size = 0;
  put_behind_aside (self, 0);
  return g_strdup (self->id);
}

static bool
journal_save (SjJournal *journal, SjSlice text, const char *document, GError **error)
{
  SjStoreJournal *self = (SjStoreJournal *) journal;
  SjWriter *writer = sj_store_writer (self->store);

  if (writer == NULL)
    return true;
  sj_writer_write (writer,
                   "INSERT INTO journey (id, text, sum, created, changed, revision) VALUES (?, ?, ?, ?, ?, 1)"
                   " ON CONFLICT (id) DO UPDATE SET text = excluded.text, sum = excluded.sum,"
                   " changed = excluded.changed, revision = revision + 1",
                   "tsiii", self->id, text, sj_store_sum (text.text, text.length), (int64_t) self->changed,
                   (int64_t) self->changed);
  return true;
}

static uint64_t
journal_size (const SjJournal *journal)
{
  return ((const SjStoreJournal *) journal)->size;
}

static void
journal_free (SjJournal *journal)
{
  SjStoreJournal *self = (SjStoreJournal *) journal;

  g_free (self->id);
  g_free (self);
}

static const SjJournalType journal_type = {
  .read = journal_read, .append = journal_append, .flush = journal_flush, .rewrite = journal_rewrite,
  .put_aside = journal_put_aside, .save = journal_save, .size = journal_size, .free = journal_free,
};

SjStoreJournal *
sj_store_journal_new (SjStore *store, const char *id, SjTime changed)
{
  SjStoreJournal *self = g_new0 (SjStoreJournal, 1);

  self->journal.type = &journal_type;
  self->store = store;
  self->id = g_strdup (id);
  self->changed = changed;
  self->waits = true;
  return self;
}
