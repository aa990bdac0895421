/* sj-writer.c -- a queue of changes, and the thread that empties it.
 *
 * A change is a statement with its values, so that it can be carried out again when
 * the disk was full the first time.  `queued` and `written` count changes from the
 * beginning; whoever waits compares the two.
 */
#include "store/sj-writer.h"

#include <string.h>

#define GATHER (200 * G_TIME_SPAN_MILLISECOND)     /* more may come */
#define RETRY  (1 * G_TIME_SPAN_SECOND)
#define LOG_PAGES 1000                             /* the log may be as long, 4 KiB each */

typedef struct
{
  char type;                /* a letter of the format */
  int64_t integer;
  SjSlice text;             /* owned; NULL: null */
  GBytes *bytes;            /* owned, or NULL */
} Value;

typedef struct
{
  const char *sql;          /* borrowed, static */
  GArray *values;           /* owned: of Value */
} Change;

struct SjWriter
{
  SjDb *db;                 /* owned; the thread's */
  SjWriterTold told;
  gpointer data;
  GThread *thread;

  GMutex mutex;             /* guards all below */
  GCond work_came, work_done;
  GQueue waiting;           /* owned: of Change */
  uint64_t queued, written;
  uint64_t tries, failed_try;       /* how often it was tried, which try failed last */
  GError *trouble;          /* owned, or NULL: of that try */
  int64_t first;            /* when the first that waits came */
  bool urgent, ending;
  SjWriterWork work;        /* or NULL: to be done by itself */
  gpointer work_data;
  SjWriterFinished work_finished;   /* or NULL: somebody waits for it */
  GPtrArray *work_group;    /* borrowed, or NULL: of Change, to be carried out first */
  GError *work_error;       /* owned, or NULL */
  bool work_ok;

  GPtrArray *group;         /* owned: of Change, not yet handed over; the caller's */
  unsigned depth;
};

static void
value_clear (gpointer item)
{
  Value *value = item;

  g_free ((char *) value->text.text);
  g_clear_pointer (&value->bytes, g_bytes_unref);
}

static void
change_free (Change *change)
{
  g_array_unref (change->values);
  g_free (change);
}

static bool
carry_out (SjDb *db, const Change *change, GError **error)
{
  SjQuery *query = sj_db_query (db, change->sql, error);

  if (query == NULL)
    return false;
  for (guint i = 0; i < change->values->len; i++)
    {
      const Value *value = &g_array_index (change->values, Value, i);

      if (value->type == 'i')
        sj_query_integer (query, (int) i + 1, value->integer);
      else if (value->bytes != NULL)
        sj_query_bytes (query, (int) i + 1, g_bytes_get_data (value->bytes, NULL), g_bytes_get_size (value->bytes));
      else if (value->text.text != NULL)
        sj_query_slice (query, (int) i + 1, value->text);
    }
  return sj_query_run (query, error);
}

static bool
carry_out_all (SjDb *db, const GQueue *changes, GError **error)
{
  if (!sj_db_begin (db, error))
    return false;
  for (GList *link = changes->head; link != NULL; link = link->next)
    if (!carry_out (db, link->data, error))
      return false;
  return sj_db_commit (db, error);
}

/* ------------------------------------------------------------------ the thread */

/* Waits for more to come, for time to pass, or for somebody who cannot wait. */
static void
wait_for_work (SjWriter *writer)
{
  while (writer->waiting.length == 0 && writer->work == NULL && !writer->ending)
    g_cond_wait (&writer->work_came, &writer->mutex);
  while (!writer->urgent && !writer->ending && writer->work == NULL)
    {
      int64_t until = writer->trouble ? writer->first + RETRY : writer->first + GATHER;

      if (!g_cond_wait_until (&writer->work_came, &writer->mutex, until))
        break;
    }
}

static void
tell (SjWriter *writer, SjWriterNews news, const GError *error)
{
  if (writer->told == NULL)
    return;
  g_mutex_unlock (&writer->mutex);
  writer->told (news, error, writer->data);
  g_mutex_lock (&writer->mutex);
}

/* What waits now is one transaction. */
static void
write_waiting (SjWriter *writer)
{
  GQueue taken = writer->waiting;
  g_autoptr (GError) error = NULL;
  bool ok;

  if (taken.length == 0)
    return;
  g_queue_init (&writer->waiting);
  writer->urgent = false;
  writer->tries++;
  g_mutex_unlock (&writer->mutex);
  ok = carry_out_all (writer->db, &taken, &error);
  if (!ok)
    sj_db_rollback (writer->db);
  g_mutex_lock (&writer->mutex);
  if (ok)
    {
      writer->written += taken.length;
      g_clear_error (&writer->trouble);
      writer->first = g_get_monotonic_time ();    /* of what came meanwhile */
      g_queue_clear_full (&taken, (GDestroyNotify) change_free);
      if (writer->waiting.length == 0)
        tell (writer, SJ_WRITER_SAVED, NULL);
    }
  else
    {
      while (taken.length > 0)
        g_queue_push_head (&writer->waiting, g_queue_pop_tail (&taken));
      g_clear_error (&writer->trouble);
      writer->trouble = g_error_copy (error);
      writer->failed_try = writer->tries;
      writer->first = g_get_monotonic_time ();
      tell (writer, SJ_WRITER_FAILED, error);
    }
  g_cond_broadcast (&writer->work_done);
}

static bool
do_group (SjDb *db, const GPtrArray *group, GError **error)
{
  for (guint i = 0; group != NULL && i < group->len; i++)
    if (!carry_out (db, group->pdata[i], error))
      return false;
  return true;
}

/* Only when nothing is left that should come before it. */
static void
do_work (SjWriter *writer)
{
  SjWriterWork work = writer->work;
  g_autoptr (GError) error = NULL;
  bool ok;

  if (work == NULL)
    return;
  if (writer->waiting.length > 0)
    {
      error = g_error_copy (writer->trouble);
      ok = false;
    }
  else
    {
      g_mutex_unlock (&writer->mutex);
      ok = sj_db_begin (writer->db, &error) && do_group (writer->db, writer->work_group, &error) &&
           work (writer->db, writer->work_data, &error) && sj_db_commit (writer->db, &error);
      if (!ok)
        sj_db_rollback (writer->db);
      g_mutex_lock (&writer->mutex);
    }
  if (writer->work_finished != NULL)
    {
      g_mutex_unlock (&writer->mutex);
      writer->work_finished (error, writer->work_data);
      g_mutex_lock (&writer->mutex);
    }
  else
    writer->work_error = g_steal_pointer (&error);
  writer->work = NULL;
  writer->work_ok = ok;
  g_cond_broadcast (&writer->work_done);
}

static void
keep_log_short (SjWriter *writer)
{
  g_autoptr (GError) error = NULL;

  if (sj_db_log_pages (writer->db) < LOG_PAGES)
    return;
  g_mutex_unlock (&writer->mutex);
  if (!sj_db_checkpoint (writer->db, false, &error))
    g_debug ("%s", error->message);    /* what is in the log is safe there, too */
  g_mutex_lock (&writer->mutex);
}

static gpointer
run_thread (gpointer data)
{
  SjWriter *writer = data;

  g_mutex_lock (&writer->mutex);
  for (;;)
    {
      wait_for_work (writer);
      write_waiting (writer);
      do_work (writer);
      keep_log_short (writer);
      if (writer->ending && (writer->waiting.length == 0 || writer->trouble != NULL))
        break;
    }
  g_mutex_unlock (&writer->mutex);
  return NULL;
}

/* ------------------------------------------------------------------ the callers' side */

SjWriter *
sj_writer_new (SjDb *db, SjWriterTold told, gpointer data)
{
  SjWriter *writer = g_new0 (SjWriter, 1);

  writer->db = db;
  writer->told = told;
  writer->data = data;
  writer->group = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);
  g_mutex_init (&writer->mutex);
  g_cond_init (&writer->work_came);
  g_cond_init (&writer->work_done);
  g_queue_init (&writer->waiting);
  writer->thread = g_thread_new ("sojourn-writer", run_thread, writer);
  return writer;
}

static bool
end_well (SjWriter *writer, GError **error)
{
  if (writer->waiting.length > 0)
    {
      if (writer->trouble != NULL)
        g_propagate_error (error, g_steal_pointer (&writer->trouble));
      return false;
    }
  return sj_db_checkpoint (writer->db, true, error);
}

bool
sj_writer_end (SjWriter *writer, GError **error)
{
  bool ok;

  g_return_val_if_fail (writer->depth == 0, false);

  g_mutex_lock (&writer->mutex);
  writer->ending = true;
  g_clear_error (&writer->trouble);    /* one more try */
  g_cond_signal (&writer->work_came);
  g_mutex_unlock (&writer->mutex);
  g_thread_join (writer->thread);

  ok = end_well (writer, error);
  g_queue_clear_full (&writer->waiting, (GDestroyNotify) change_free);
  g_ptr_array_unref (writer->group);
  g_clear_error (&writer->trouble);
  g_clear_error (&writer->work_error);
  g_mutex_clear (&writer->mutex);
  g_cond_clear (&writer->work_came);
  g_cond_clear (&writer->work_done);
  sj_db_free (writer->db);
  g_free (writer);
  return ok;
}

static SjSlice
copy_slice (SjSlice text)
{
  char *copy = g_malloc (text.length + 1);

  memcpy (copy, text.text, text.length);
  copy[text.length] = '\0';
  return (SjSlice) { copy, text.length };
}

static Change *
change_new (const char *sql, const char *format, va_list args)
{
  Change *change = g_new (Change, 1);

  change->sql = sql;
  change->values = g_array_new (FALSE, FALSE, sizeof (Value));
  g_array_set_clear_func (change->values, value_clear);
  for (const char *type = format; *type != '\0'; type++)
    {
      Value value = { .type = *type };
      const char *text;
      GBytes *bytes;

      switch (*type)
        {
        case 'i':
          value.integer = va_arg (args, int64_t);
          break;
        case 's':
          value.text = copy_slice (va_arg (args, SjSlice));
          break;
        case 'b':
          bytes = va_arg (args, GBytes *);
          value.bytes = bytes ? g_bytes_ref (bytes) : NULL;
          break;
        default:
          text = va_arg (args, const char *);
          if (text != NULL)
            value.text = copy_slice ((SjSlice) { text, strlen (text) });
          break;
        }
      g_array_append_val (change->values, value);
    }
  return change;
}

void
sj_writer_write (SjWriter *writer, const char *sql, const char *format, ...)
{
  va_list args;

  sj_writer_begin (writer);
  va_start (args, format);
  g_ptr_array_add (writer->group, change_new (sql, format, args));
  va_end (args);
  sj_writer_commit (writer);
}

void
sj_writer_begin (SjWriter *writer)
{
  writer->depth++;
}

void
sj_writer_commit (SjWriter *writer)
{
  g_return_if_fail (writer->depth > 0);

  if (--writer->depth > 0 || writer->group->len == 0)
    return;
  g_mutex_lock (&writer->mutex);
  if (writer->waiting.length == 0)
    writer->first = g_get_monotonic_time ();
  for (guint i = 0; i < writer->group->len; i++)
    g_queue_push_tail (&writer->waiting, g_steal_pointer (&writer->group->pdata[i]));
  writer->queued += writer->group->len;
  g_cond_signal (&writer->work_came);
  g_mutex_unlock (&writer->mutex);
  g_ptr_array_set_free_func (writer->group, NULL);
  g_ptr_array_set_size (writer->group, 0);
  g_ptr_array_set_free_func (writer->group, (GDestroyNotify) change_free);
}

bool
sj_writer_sync (SjWriter *writer, GError **error)
{
  uint64_t wanted, tries;
  bool ok;

  g_mutex_lock (&writer->mutex);
  wanted = writer->queued;
  tries = writer->tries;
  while (writer->written < wanted && writer->failed_try <= tries)
    {
      writer->urgent = true;
      g_cond_signal (&writer->work_came);
      g_cond_wait (&writer->work_done, &writer->mutex);
    }
  ok = writer->written >= wanted;
  if (!ok)
    g_propagate_error (error, g_error_copy (writer->trouble));
  g_mutex_unlock (&writer->mutex);
  return ok;
}

/* After work that is going on; with the mutex. */
static void
give_work (SjWriter *writer, GPtrArray *group, SjWriterWork work, SjWriterFinished finished, gpointer data)
{
  while (writer->work != NULL)
    g_cond_wait (&writer->work_done, &writer->mutex);
  writer->work = work;
  writer->work_finished = finished;
  writer->work_data = data;
  writer->work_group = group;
  g_cond_signal (&writer->work_came);
}

void
sj_writer_run_later (SjWriter *writer, SjWriterWork work, SjWriterFinished finished, gpointer data)
{
  g_mutex_lock (&writer->mutex);
  give_work (writer, NULL, work, finished, data);
  g_mutex_unlock (&writer->mutex);
}

static bool
run_after (SjWriter *writer, GPtrArray *group, SjWriterWork work, gpointer data, GError **error)
{
  bool ok;

  g_mutex_lock (&writer->mutex);
  give_work (writer, group, work, NULL, data);
  while (writer->work != NULL)
    g_cond_wait (&writer->work_done, &writer->mutex);
  ok = writer->work_ok;
  if (writer->work_error != NULL)
    g_propagate_error (error, g_steal_pointer (&writer->work_error));
  g_mutex_unlock (&writer->mutex);
  return ok;
}

bool
sj_writer_run (SjWriter *writer, SjWriterWork work, gpointer data, GError **error)
{
  g_return_val_if_fail (writer->depth == 0, false);
  return run_after (writer, NULL, work, data, error);
}

bool
sj_writer_commit_with (SjWriter *writer, SjWriterWork work, gpointer data, GError **error)
{
  bool ok;

  g_return_val_if_fail (writer->depth == 1, false);

  ok = run_after (writer, writer->group, work, data, error);
  g_ptr_array_set_size (writer->group, 0);
  writer->depth = 0;
  return ok;
}
