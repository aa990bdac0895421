/* test-store.c -- who may open a file, what becomes of old, new, strange and damaged ones. */
#include "store/sj-lock.h"
#include "store/sj-steps.h"
#include "store/sj-store-documents.h"
#include "store/sj-store-journeys.h"
#include "store/sj-store-profiles.h"
#include "store/sj-store-repair.h"

#include "../runtime/place.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static SjStore *
create (const Place *place)
{
  g_autoptr (GError) error = NULL;
  SjStore *store = sj_store_create (place->path, NULL, NULL, &error);

  g_assert_no_error (error);
  return store;
}

static void
assert_refused (const char *path, SjStoreError code, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sj_store_open (path, NULL, NULL, &error));
  g_assert_error (error, SJ_STORE_ERROR, (int) code);
  g_test_message ("%s", error->message);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

/* ------------------------------------------------------------------ locks */

static void
test_twice (Place *place, gconstpointer data)
{
  SjStore *store = create (place);
  g_autofree char *link = g_build_filename (place->folder, "link.sojourn", NULL);

  assert_refused (place->path, SJ_STORE_ERROR_BUSY, "in this program");
  g_assert_cmpint (symlink (place->path, link), ==, 0);
  assert_refused (link, SJ_STORE_ERROR_BUSY, "in this program");    /* by another name */
  g_assert_true (sj_store_close (store, NULL));
}

static void G_GNUC_NORETURN
hold (const char *path, int out)
{
  SjStore *store;

  g_set_prgname ("somebody");
  store = sj_store_open (path, NULL, NULL, NULL);
  if (store == NULL || write (out, "x", 1) != 1)
    _exit (1);
  for (;;)
    pause ();
}

/* Another program is named; when it was killed its lock is nobody's. */
static void
test_other (Place *place, gconstpointer data)
{
  g_autofree char *words = NULL;
  g_autofree char *lock = g_strconcat (place->path, "-lock", NULL);
  SjStore *store = create (place);
  int ends[2];
  pid_t child;
  char byte;

  g_assert_true (sj_store_close (store, NULL));
  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  if (child == 0)
    hold (place->path, ends[1]);
  close (ends[1]);
  g_assert_cmpint (read (ends[0], &byte, 1), ==, 1);
  words = g_strdup_printf ("somebody (process %d)", (int) child);
  assert_refused (place->path, SJ_STORE_ERROR_BUSY, words);
  store = sj_store_open_to_read (place->path, NULL);    /* looking disturbs nobody */
  g_assert_nonnull (store);
  g_assert_true (sj_store_close (store, NULL));
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  close (ends[0]);
  g_assert_true (g_file_test (lock, G_FILE_TEST_EXISTS));
  store = sj_store_open (place->path, NULL, NULL, NULL);
  g_assert_nonnull (store);
  g_assert_true (sj_store_close (store, NULL));
  g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
}

/* A lock that says nothing, or nonsense, still locks. */
static void
test_odd_lock (Place *place, gconstpointer data)
{
  static const char *const notes[] = { "", "nonsense", "\xff\xfe\n\x01\n\n\n", "99999999999999999999\na\nb\n" };
  g_autofree char *path = g_strconcat (place->path, "-lock", NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      SjLock *lock = sj_lock_new (place->path, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_nonnull (lock);
      g_assert_cmpint (truncate (path, 0), ==, 0);
      {
        FILE *file = g_fopen (path, "w");

        fputs (notes[i], file);
        fclose (file);
      }
      g_assert_null (sj_lock_new (place->path, &error));
      g_assert_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_BUSY);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      sj_lock_free (lock);
    }
}

/* ------------------------------------------------------------------ what a file is */

static void
test_strange (Place *place, gconstpointer data)
{
  g_autofree char *bytes = g_strnfill (10000, 'x');
  g_autofree char *other = g_build_filename (place->folder, "other.sojourn", NULL);
  g_autoptr (SjDb) db = NULL;

  assert_refused (place->path, SJ_STORE_ERROR_MISSING, "a.sojourn");
  assert_refused (place->folder, SJ_STORE_ERROR_FOREIGN, "is no file");
  g_assert_true (g_file_set_contents (place->path, bytes, 10000, NULL));
  assert_refused (place->path, SJ_STORE_ERROR_FOREIGN, "is no workspace");
  g_assert_null (sj_store_create (place->path, NULL, NULL, NULL));
  db = sj_db_open (other, SJ_DB_CREATE, NULL);
  g_assert_true (sj_db_exec (db, "CREATE TABLE bookmarks (a)", NULL));
  g_clear_pointer (&db, sj_db_free);
  assert_refused (other, SJ_STORE_ERROR_FOREIGN, "another program");
}

static void
test_newer (Place *place, gconstpointer data)
{
  SjStore *store = create (place);
  g_autoptr (SjDb) db = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (sj_store_close (store, NULL));
  db = sj_db_open (place->path, SJ_DB_WRITE, NULL);
  g_assert_true (sj_db_exec (db, "PRAGMA user_version = 77", NULL));
  g_clear_pointer (&db, sj_db_free);
  assert_refused (place->path, SJ_STORE_ERROR_NEWER, "newer version");
  assert_refused (place->path, SJ_STORE_ERROR_NEWER, "77");
  g_assert_null (sj_store_open_to_read (place->path, &error));
  g_assert_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_NEWER);
}

static char *
tables_of (const char *path)
{
  g_autoptr (SjDb) db = sj_db_open (path, SJ_DB_READ, NULL);
  g_autoptr (SjQuery) query = sj_db_query (db, "SELECT type, name, sql FROM sqlite_schema ORDER BY name", NULL);
  GString *text = g_string_new (NULL);

  while (sj_query_next (query, NULL))
    g_string_append_printf (text, "%s %s %s\n", sj_query_get_text (query, 0), sj_query_get_text (query, 1),
                            sj_query_get_text (query, 2));
  return g_string_free (text, FALSE);
}

static void
count_documents (const SjStoredDocument *document, gpointer data)
{
  ++*(unsigned *) data;
}

/* A file of each age becomes what a new one is, with all that is in it. */
static void
test_older (Place *place, gconstpointer data)
{
  SjStore *store = create (place);
  g_autofree char *fresh = NULL;

  g_assert_true (sj_store_close (store, NULL));
  fresh = tables_of (place->path);
  for (size_t age = 0; age < sj_n_steps (); age++)
    {
      g_autofree char *path = g_strdup_printf ("%s-%zu.sojourn", place->path, age);
      g_autofree char *grown = NULL;
      g_auto (SjDiags) damage = SJ_DIAGS_INIT;
      SjDb *db = sj_db_open (path, SJ_DB_CREATE, NULL);
      unsigned count = 0;

      g_assert_true (sj_steps_walk (db, age, NULL));
      if (age > 0)
        g_assert_true (sj_db_exec (db, "INSERT INTO document VALUES (1, 'events', 'a', '{}', "
                                       "0, 5, 6)", NULL));
      sj_db_free (db);
      if (age > 0)
        g_assert_null (sj_store_open_to_read (path, NULL));
      store = sj_store_open (path, NULL, NULL, NULL);
      g_assert_nonnull (store);
      sj_store_each_document (sj_store_reader (store), count_documents, &count, &damage);
      g_assert_cmpuint (count + sj_diags_count (&damage), ==, age > 0);    /* its sum was made up */
      g_assert_true (sj_store_close (store, NULL));
      grown = tables_of (path);
      g_assert_cmpstr (grown, ==, fresh);
    }
}

/* ------------------------------------------------------------------ damage */

static void
fill (SjStore *store)
{
  SjWriter *writer = sj_store_writer (store);

  for (unsigned i = 0; i < 300; i++)
    {
      g_autofree char *id = g_strdup_printf ("id-%03u", i);
      g_autofree char *text = g_strdup_printf ("{\"id\":\"%s\",\"filling\":\"%0200u\"}", id, i);
      SjSlice slice = { text, strlen (text) };
      SjStoredDocument document = { "events", id, slice, i, 1 };
      SjStoredJourney journey = { id, slice, 1, 2, 3, 0, 0, false };
      SjStoredProfile profile = { id, id, id, "a@b.c", false, slice };
      SjStoredVersion version = { 1, (char *) "first", 5 };

      sj_store_put_document (writer, &document);
      sj_store_put_journey (writer, &journey);
      sj_store_put_profile (writer, &profile);
      sj_store_put_version (writer, id, &version, text);
    }
}

static bool
count_profiles (const SjStoredProfile *profile, gpointer data)
{
  ++*(unsigned *) data;
  return true;
}

static void
count_journeys (const SjStoredJourney *journey, gpointer data)
{
  ++*(unsigned *) data;
}

typedef struct { unsigned documents, journeys, profiles; } Counts;

static Counts
count_all (const char *path)
{
  SjStore *store = sj_store_open (path, NULL, NULL, NULL);
  g_auto (SjDiags) damage = SJ_DIAGS_INIT;
  Counts counts = { 0, 0, 0 };
  SjDb *db;

  g_assert_nonnull (store);
  db = sj_store_reader (store);
  g_assert_true (sj_store_check (store, &damage));
  g_assert_true (sj_store_each_document (db, count_documents, &counts.documents, &damage));
  g_assert_true (sj_store_each_journey (db, count_journeys, &counts.journeys, &damage));
  g_assert_true (sj_store_each_profile (db, false, count_profiles, &counts.profiles, &damage, NULL));
  g_assert_cmpuint (sj_diags_count (&damage), ==, 0);
  g_assert_true (sj_store_close (store, NULL));
  return counts;
}

/* Every eighth page in turn is overwritten: never a crash, and what is not there
 * afterwards is told. */
static void
test_repair (Place *place, gconstpointer data)
{
  SjStore *store = create (place);
  g_autofree char *bytes = NULL;
  gsize length;
  unsigned repaired = 0;

  fill (store);
  g_assert_true (sj_store_close (store, NULL));
  g_assert_true (g_file_get_contents (place->path, &bytes, &length, NULL));
  for (gsize page = 1; page < length / 4096; page += 8)
    {
      g_autofree char *copy = g_strdup_printf ("%s-%zu.sojourn", place->path, page);
      g_autofree char *damaged = g_memdup2 (bytes, length);
      g_auto (SjDiags) losses = SJ_DIAGS_INIT;
      g_autoptr (GError) error = NULL;
      Counts counts;

      memset (damaged + page * 4096, (int) (page * 37), 4096);
      g_assert_true (g_file_set_contents (place->path, damaged, (gssize) length, NULL));
      if (!sj_store_repair (place->path, copy, &losses, &error))
        {
          g_assert_nonnull (error);
          g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
          continue;
        }
      counts = count_all (copy);
      repaired++;
      g_test_message ("page %zu: %u documents, %u journeys, %u profiles, %zu losses", page, counts.documents,
                      counts.journeys, counts.profiles, sj_diags_count (&losses));
      g_assert_cmpuint (counts.documents + counts.journeys + counts.profiles, >=, 600);    /* one table at most */
      if (counts.documents + counts.journeys + counts.profiles < 900)
        g_assert_cmpuint (sj_diags_count (&losses), >, 0);
    }
  g_assert_cmpuint (repaired, >, 5);
}

/* A text that was changed behind our back is found by its sum, and named. */
static void
test_sums (Place *place, gconstpointer data)
{
  SjStore *store = create (place);
  g_autofree char *copy = g_strconcat (place->path, "-copy.sojourn", NULL);
  g_auto (SjDiags) damage = SJ_DIAGS_INIT;
  g_auto (SjDiags) losses = SJ_DIAGS_INIT;
  unsigned count = 0;
  SjDb *db;
  Counts counts;

  fill (store);
  g_assert_true (sj_store_close (store, NULL));
  db = sj_db_open (place->path, SJ_DB_WRITE, NULL);
  g_assert_true (sj_db_exec (db, "UPDATE document SET text = replace (text, '7', '8') WHERE id = 'id-007';"
                                 "UPDATE journey SET text = 'x' WHERE id = 'id-100';"
                                 "UPDATE profile SET text = 'x' WHERE id = 'id-200';", NULL));
  sj_db_free (db);
  store = sj_store_open (place->path, NULL, NULL, NULL);
  g_assert_true (sj_store_each_document (sj_store_reader (store), count_documents, &count, &damage));
  g_assert_cmpuint (count, ==, 299);
  g_assert_cmpuint (sj_diags_count (&damage), ==, 1);
  g_assert_nonnull (strstr (sj_diags_get (&damage, 0)->text, "id-007"));
  g_assert_true (sj_store_close (store, NULL));

  g_assert_true (sj_store_repair (place->path, copy, &losses, NULL));
  g_assert_cmpuint (sj_diags_number (&losses, SJ_SEVERITY_ERROR), ==, 3);
  g_assert_cmpuint (sj_diags_number (&losses, SJ_SEVERITY_WARNING), ==, 1);
  counts = count_all (copy);
  g_assert_cmpuint (counts.documents, ==, 299);
  g_assert_cmpuint (counts.journeys, ==, 300);    /* one is what it was in its version */
  g_assert_cmpuint (counts.profiles, ==, 299);
}

#define ADD(name, test) g_test_add ("/store/" name, Place, NULL, place_init, test, place_clear)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("twice", test_twice);
  ADD ("other", test_other);
  ADD ("odd-lock", test_odd_lock);
  ADD ("strange", test_strange);
  ADD ("newer", test_newer);
  ADD ("older", test_older);
  ADD ("repair", test_repair);
  ADD ("sums", test_sums);
  return g_test_run ();
}
