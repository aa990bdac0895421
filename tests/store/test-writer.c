/* test-writer.c -- what is written is there, in its order, in one piece; when the disk
 * fails nothing is lost that can still be had, and nothing is half. */
#include "store/sj-store.h"
#include "store/sj-store-documents.h"

#include "../runtime/place.h"
#include "fault.h"

#include <string.h>

static SjStore *
create (const Place *place)
{
  g_autoptr (GError) error = NULL;
  SjStore *store = sj_store_create (place->path, NULL, NULL, &error);

  g_assert_no_error (error);
  return store;
}

static SjStore *
reopen (const Place *place)
{
  g_autoptr (GError) error = NULL;
  SjStore *store = sj_store_open (place->path, NULL, NULL, &error);

  g_assert_no_error (error);
  return store;
}

static void
put (SjStore *store, unsigned number)
{
  g_autofree char *id = g_strdup_printf ("d%u", number);
  g_autofree char *text = g_strdup_printf ("{\"number\": %u, \"filling\": \"%0300u\"}", number, number);
  SjStoredDocument document = { "events", id, { text, strlen (text) }, number, 1 };

  sj_store_put_document (sj_store_writer (store), &document);
}

static void
count_cb (const SjStoredDocument *document, gpointer data)
{
  unsigned *seen = data;
  g_autofree char *id = g_strdup_printf ("d%u", *seen);

  g_assert_cmpstr (document->id, ==, id);    /* none is missing in between */
  *seen += 1;
}

static unsigned
count (SjStore *store)
{
  g_auto (SjDiags) damage = SJ_DIAGS_INIT;
  unsigned seen = 0;

  g_assert_true (sj_store_each_document (sj_store_reader (store), count_cb, &seen, &damage));
  g_assert_cmpuint (sj_diags_count (&damage), ==, 0);
  return seen;
}

static void
test_order (Place *place, gconstpointer data)
{
  SjStore *store = create (place);

  for (unsigned i = 0; i < 1000; i++)
    {
      put (store, i);
      if (i % 100 == 7)
        g_assert_true (sj_writer_sync (sj_store_writer (store), NULL));
    }
  g_assert_cmpuint (count (store), ==, 1000);
  g_assert_true (sj_store_close (store, NULL));
  store = reopen (place);
  g_assert_cmpuint (count (store), ==, 1000);
  g_assert_true (sj_store_close (store, NULL));
}

/* After a clean end nothing lies beside the file. */
static void
test_nothing_beside (Place *place, gconstpointer data)
{
  static const char *const endings[] = { "-wal", "-shm", "-lock", "-journal" };
  SjStore *store = create (place);

  put (store, 0);
  g_assert_true (sj_store_close (store, NULL));
  for (size_t i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (place->path, endings[i], NULL);

      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

/* Every write and sync of a life fails in turn: all of it is there afterwards, for the
 * writer tries again. */
static void
test_each_fault (Place *place, gconstpointer data)
{
  SjStore *store = create (place);
  unsigned next = 0;
  bool struck = true;

  for (unsigned at = 1; struck; at++)
    {
      unsigned before = next;

      fault_arm (at, false);
      for (unsigned i = 0; i < 3; i++)
        put (store, next++);
      sj_writer_sync (sj_store_writer (store), NULL);
      put (store, next++);
      sj_writer_sync (sj_store_writer (store), NULL);
      struck = fault_struck ();
      fault_disarm ();
      g_assert_true (sj_writer_sync (sj_store_writer (store), NULL));
      g_assert_cmpuint (count (store), ==, next);
      g_assert_cmpuint (next, ==, before + 4);
    }
  g_assert_cmpuint (next, >, 40);
  g_assert_true (sj_store_close (store, NULL));
  store = reopen (place);
  g_assert_cmpuint (count (store), ==, next);
  g_assert_true (sj_store_check (store, &(SjDiags) SJ_DIAGS_INIT));
  g_assert_true (sj_store_close (store, NULL));
}

/* The disk stays full until the end: what was acknowledged before is there, groups are
 * there as a whole or not at all. */
static void
test_full_to_the_end (Place *place, gconstpointer data)
{
  for (unsigned at = 1; at < 30; at++)
    {
      g_autofree char *path = g_strdup_printf ("%s-%u.sojourn", place->path, at);
      Place own = { place->folder, path };
      SjStore *store = create (&own);
      unsigned safe, there;
      g_autoptr (GError) error = NULL;
      bool ok;

      for (unsigned i = 0; i < 5; i++)
        put (store, i);
      g_assert_true (sj_writer_sync (sj_store_writer (store), NULL));
      fault_arm (at, true);
      sj_writer_begin (sj_store_writer (store));
      for (unsigned i = 5; i < 15; i++)
        put (store, i);
      sj_writer_commit (sj_store_writer (store));
      safe = sj_writer_sync (sj_store_writer (store), &error) ? 15 : 5;
      g_assert_true (safe == 15 || error != NULL);
      ok = sj_store_close (store, NULL);
      g_assert_true (ok || fault_struck ());
      fault_disarm ();
      store = reopen (&own);
      there = count (store);
      g_assert_true (there == 5 || there == 15);
      g_assert_cmpuint (there, >=, safe);
      g_assert_true (sj_store_close (store, NULL));
    }
}

static bool
work_cb (SjDb *db, gpointer data, GError **error)
{
  if (!sj_db_exec (db, "INSERT INTO state VALUES ('a', 'b', 'c')", error))
    return false;
  if (data == NULL)
    return true;
  g_set_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_FAILED, "no");
  return false;
}

/* A group and work are one: both or none. */
static void
test_work (Place *place, gconstpointer data)
{
  SjStore *store = create (place);
  SjWriter *writer = sj_store_writer (store);
  g_autoptr (GError) error = NULL;
  g_autofree char *state = NULL;

  sj_writer_begin (writer);
  put (store, 0);
  g_assert_false (sj_writer_commit_with (writer, work_cb, writer, &error));
  g_assert_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpuint (count (store), ==, 0);
  g_assert_null (sj_store_state (sj_store_reader (store), "a", "b"));

  sj_writer_begin (writer);
  put (store, 0);
  g_assert_true (sj_writer_commit_with (writer, work_cb, NULL, &error));
  g_assert_cmpuint (count (store), ==, 1);
  state = sj_store_state (sj_store_reader (store), "a", "b");
  g_assert_cmpstr (state, ==, "c");
  g_assert_false (sj_writer_run (writer, work_cb, NULL, &error));    /* it is there already */
  g_assert_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_FAILED);
  put (store, 1);
  g_assert_cmpuint (count (store), ==, 2);
  g_assert_true (sj_store_close (store, NULL));
}

/* What fails to be made leaves nothing that keeps the name. */
static void
test_create_fault (Place *place, gconstpointer data)
{
  bool struck = true;

  for (unsigned at = 1; struck; at++)
    {
      g_autofree char *path = g_strdup_printf ("%s-%u.sojourn", place->path, at);
      SjStore *store;

      fault_arm (at, true);
      store = sj_store_create (path, NULL, NULL, NULL);
      if (store != NULL)
        sj_store_close (store, NULL);
      struck = fault_struck ();
      fault_disarm ();
      g_assert_true ((store != NULL) == g_file_test (path, G_FILE_TEST_EXISTS));
      store = store ? sj_store_open (path, NULL, NULL, NULL) : sj_store_create (path, NULL, NULL, NULL);
      g_assert_nonnull (store);
      g_assert_cmpuint (count (store), ==, 0);
      g_assert_true (sj_store_close (store, NULL));
    }
}

#define ADD(name, test) g_test_add ("/store/writer/" name, Place, NULL, place_init, test, place_clear)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fault_install ();
  ADD ("order", test_order);
  ADD ("nothing-beside", test_nothing_beside);
  ADD ("each-fault", test_each_fault);
  ADD ("full-to-the-end", test_full_to_the_end);
  ADD ("work", test_work);
  ADD ("create-fault", test_create_fault);
  return g_test_run ();
}
