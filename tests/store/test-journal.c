/* test-journal.c -- one suite over both journals of a history: the file beside a
 * document, and the workspace file. */
#include "kinds/sj-kinds-default.h"
#include "model/sj-history.h"
#include "model/sj-journey-json.h"
#include "store/sj-store-journeys.h"

#include "../model/random.h"
#include "../runtime/place.h"
#include "fault.h"

#include <string.h>

typedef struct
{
  Place place;
  char *document;           /* file: where the journey is */
  SjStore *store;           /* store: NULL while it is closed */
} Both;

typedef struct
{
  const char *name;
  SjHistory *(*open) (Both *both, SjHistoryOpened *opened);
  void (*close) (Both *both, SjHistory *history);
  void (*overwrite) (Both *both, const char *text);    /* by somebody else */
  uint64_t (*size) (Both *both);
} Way;

static SjJourney *
read_journey (const char *text)
{
  g_autoptr (GError) error = NULL;
  SjJourney *journey = sj_journey_read (&sj_kinds_default, NULL, text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  return journey;
}

/* ------------------------------------------------------------------ the file */

static SjHistory *
file_open (Both *both, SjHistoryOpened *opened)
{
  g_autofree char *path = sj_history_path (both->document);
  g_autofree char *text = NULL;
  g_autoptr (SjJourney) journey = NULL;
  g_autoptr (GError) error = NULL;
  SjHistory *history;

  g_file_get_contents (both->document, &text, NULL, NULL);
  journey = text ? read_journey (text) : sj_journey_new (&sj_kinds_default);
  history = sj_history_open (journey, path, opened, &error);
  g_assert_no_error (error);
  sj_history_set_durable (history, false);
  return history;
}

static void
file_close (Both *both, SjHistory *history)
{
  sj_history_free (history);
}

static void
file_overwrite (Both *both, const char *text)
{
  g_assert_true (g_file_set_contents (both->document, text, -1, NULL));
}

static uint64_t
file_size (Both *both)
{
  g_autofree char *path = sj_history_path (both->document);
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  return length;
}

/* ------------------------------------------------------------------ the workspace file */

static void
open_store (Both *both)
{
  g_autoptr (GError) error = NULL;

  if (g_file_test (both->place.path, G_FILE_TEST_EXISTS))
    both->store = sj_store_open (both->place.path, NULL, NULL, &error);
  else
    both->store = sj_store_create (both->place.path, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
take_text (const SjStoredJourney *journey, gpointer data)
{
  if (strcmp (journey->id, "j") == 0)
    *(char **) data = g_strndup (journey->text.text, journey->text.length);
}

static SjHistory *
store_open (Both *both, SjHistoryOpened *opened)
{
  g_auto (SjDiags) damage = SJ_DIAGS_INIT;
  g_autofree char *text = NULL;
  g_autoptr (SjJourney) journey = NULL;
  g_autoptr (GError) error = NULL;
  SjHistory *history;

  open_store (both);
  g_assert_true (sj_store_each_journey (sj_store_reader (both->store), take_text, &text, &damage));
  g_assert_cmpuint (sj_diags_count (&damage), ==, 0);
  journey = text ? read_journey (text) : sj_journey_new (&sj_kinds_default);
  history = sj_history_open_journal (journey, &sj_store_journal_new (both->store, "j", 7)->journal, opened, &error);
  g_assert_no_error (error);
  return history;
}

static void
store_close (Both *both, SjHistory *history)
{
  g_autoptr (GError) error = NULL;

  sj_history_free (history);
  sj_store_close (both->store, &error);
  both->store = NULL;
  g_assert_no_error (error);
}

static void
store_overwrite (Both *both, const char *text)
{
  SjStoredJourney journey = { "j", { text, strlen (text) }, 0, 0, 1, 0, 0, false };

  open_store (both);
  sj_store_put_journey (sj_store_writer (both->store), &journey);
  g_assert_true (sj_store_close (both->store, NULL));
}

static uint64_t
store_size (Both *both)
{
  int64_t size = 0;

  open_store (both);
  g_assert_true (sj_db_integer (sj_store_reader (both->store),
                                "SELECT sum (length (record)) FROM journal WHERE aside = 0", &size, NULL));
  g_assert_true (sj_store_close (both->store, NULL));
  return (uint64_t) size;
}

static const Way ways[] = {
  { "file", file_open, file_close, file_overwrite, file_size },
  { "workspace", store_open, store_close, store_overwrite, store_size },
};

/* ------------------------------------------------------------------ the suite */

static Both
both_new (void)
{
  Both both = { { NULL, NULL }, NULL, NULL };

  place_init (&both.place, NULL);
  both.document = g_build_filename (both.place.folder, "j.journey", NULL);
  return both;
}

static void
both_clear (Both *both)
{
  place_clear (&both->place, NULL);
  g_free (both->document);
}

static char *
text_of (SjHistory *history)
{
  return sj_journey_to_string (sj_history_journey (history));
}

static void
work (GRand *chance, SjHistory *history, int rounds)
{
  for (int i = 0; i < rounds; i++)
    {
      SjEdit *edit = random_edit (chance, sj_history_journey (history));
      int turn = g_rand_int_range (chance, 0, 20);

      if (edit != NULL)
        sj_history_do (history, edit);
      if (turn < 2)
        sj_history_undo (history);
      else if (turn < 4)
        sj_history_redo (history);
      else if (turn == 4)
        sj_history_seal (history);
    }
}

static SjHistory *
open_as (const Way *way, Both *both, SjHistoryOutcome outcome)
{
  g_auto (SjHistoryOpened) opened = { 0 };
  SjHistory *history = way->open (both, &opened);

  g_assert_cmpint (opened.outcome, ==, outcome);
  g_assert_true ((opened.aside != NULL) == (outcome == SJ_HISTORY_FOREIGN));
  return history;
}

/* Restarts in the middle of work, saved and not; at the end all of it is undone. */
static void
test_restarts (gconstpointer data)
{
  const Way *way = data;
  Both both = both_new ();
  g_autoptr (GRand) chance = g_rand_new_with_seed (5);
  SjHistory *history = open_as (way, &both, SJ_HISTORY_FRESH);
  g_autofree char *first = text_of (history);
  g_autofree char *last = NULL;

  for (int round = 0; round < 25; round++)
    {
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      size_t n_undo, n_redo;

      work (chance, history, 40);
      if (g_rand_int_range (chance, 0, 2))
        g_assert_true (sj_history_save (history, both.document, NULL));
      if (g_rand_int_range (chance, 0, 2))
        work (chance, history, 5);
      before = text_of (history);
      n_undo = sj_history_n_undo (history);
      n_redo = sj_history_n_redo (history);
      way->close (&both, history);

      history = open_as (way, &both, SJ_HISTORY_RESUMED);
      after = text_of (history);
      assert_same_text (before, after);
      g_assert_cmpuint (sj_history_n_undo (history), ==, n_undo);
      g_assert_cmpuint (sj_history_n_redo (history), ==, n_redo);
    }
  while (sj_history_undo (history))
    ;
  last = text_of (history);
  assert_same_text (first, last);
  way->close (&both, history);
  both_clear (&both);
}

static void
rename_journey (SjHistory *history, const char *name)
{
  SjTarget target = { SJ_SCOPE_JOURNEY };
  SjValue value = sj_value_string (name);

  g_assert_true (sj_history_do (history, sj_edit_set_field (&target, "name", &value)));
}

static void
test_typing (gconstpointer data)
{
  const Way *way = data;
  Both both = both_new ();
  SjHistory *history = open_as (way, &both, SJ_HISTORY_FRESH);

  rename_journey (history, "C");
  rename_journey (history, "Cart");
  g_assert_true (sj_history_sync (history, NULL));
  rename_journey (history, "Carts");
  way->close (&both, history);
  history = open_as (way, &both, SJ_HISTORY_RESUMED);
  g_assert_cmpstr (sj_history_journey (history)->name, ==, "Carts");
  g_assert_cmpuint (sj_history_n_undo (history), ==, 1);
  sj_history_undo (history);
  g_assert_null (sj_history_journey (history)->name);
  way->close (&both, history);
  both_clear (&both);
}

/* Somebody else wrote the document: its old steps are put aside. */
static void
test_foreign (gconstpointer data)
{
  const Way *way = data;
  Both both = both_new ();
  SjHistory *history = open_as (way, &both, SJ_HISTORY_FRESH);

  rename_journey (history, "Mine");
  g_assert_true (sj_history_save (history, both.document, NULL));
  way->close (&both, history);
  way->overwrite (&both, "{\"form\": 1, \"name\": \"Other\", \"nodes\": []}");
  history = open_as (way, &both, SJ_HISTORY_FOREIGN);
  g_assert_cmpstr (sj_history_journey (history)->name, ==, "Other");
  g_assert_cmpuint (sj_history_n_undo (history), ==, 0);
  rename_journey (history, "Again");
  way->close (&both, history);
  history = open_as (way, &both, SJ_HISTORY_RESUMED);
  g_assert_cmpstr (sj_history_journey (history)->name, ==, "Again");
  way->close (&both, history);
  both_clear (&both);
}

static void
test_compaction (gconstpointer data)
{
  const Way *way = data;
  Both both = both_new ();
  SjHistory *history = open_as (way, &both, SJ_HISTORY_FRESH);

  rename_journey (history, "zero");
  for (unsigned i = 0; i < 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("%0500u", i);

      rename_journey (history, name);
      g_assert_true (sj_history_sync (history, NULL));
    }
  sj_history_seal (history);
  rename_journey (history, "last");
  sj_history_undo (history);
  g_assert_true (sj_history_save (history, both.document, NULL));
  way->close (&both, history);
  g_assert_cmpuint (way->size (&both), <, 4000);
  history = open_as (way, &both, SJ_HISTORY_RESUMED);
  g_assert_cmpuint (sj_history_n_undo (history), ==, 1);
  g_assert_cmpuint (sj_history_n_redo (history), ==, 1);
  g_assert_true (g_str_has_suffix (sj_history_journey (history)->name, "00199"));
  sj_history_redo (history);
  g_assert_cmpstr (sj_history_journey (history)->name, ==, "last");
  way->close (&both, history);
  both_clear (&both);
}

/* ------------------------------------------------------------------ the workspace file alone */

/* The disk is full: drawing goes on, and all of it is written when there is room. */
static void
test_full (void)
{
  Both both = both_new ();
  SjHistory *history = open_as (&ways[1], &both, SJ_HISTORY_FRESH);
  g_autoptr (GError) error = NULL;

  rename_journey (history, "one");
  fault_arm (1, true);
  for (int i = 0; i < 10; i++)
    {
      sj_history_seal (history);
      rename_journey (history, "more and more");
    }
  g_assert_false (sj_history_sync (history, &error));
  g_assert_error (error, SJ_STORE_ERROR, SJ_STORE_ERROR_FAILED);
  g_assert_cmpstr (sj_history_journey (history)->name, ==, "more and more");
  fault_disarm ();
  g_assert_true (sj_history_sync (history, NULL));
  store_close (&both, history);
  history = open_as (&ways[1], &both, SJ_HISTORY_RESUMED);
  g_assert_cmpuint (sj_history_n_undo (history), ==, 11);
  store_close (&both, history);
  both_clear (&both);
}

static void
damage_record (const char *path, unsigned which)
{
  g_autoptr (SjDb) db = sj_db_open (path, SJ_DB_WRITE, NULL);
  g_autofree char *sql = g_strdup_printf ("UPDATE journal SET record = replace (record, 'name', 'nama') WHERE number ="
                                          " (SELECT number FROM journal WHERE aside = 0 ORDER BY number LIMIT 1"
                                          " OFFSET %u)", which);

  g_assert_true (sj_db_exec (db, sql, NULL));
}

/* A damaged record ends what is believed; what is done later is believed again. */
static void
test_damaged (void)
{
  Both both = both_new ();
  SjHistory *history = open_as (&ways[1], &both, SJ_HISTORY_FRESH);

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("%d", i);

      sj_history_seal (history);
      rename_journey (history, name);
    }
  store_close (&both, history);
  damage_record (both.place.path, 3);    /* the mark, "0", "1", then this */
  history = open_as (&ways[1], &both, SJ_HISTORY_RESUMED);
  g_assert_cmpstr (sj_history_journey (history)->name, ==, "1");
  g_assert_cmpuint (sj_history_n_undo (history), ==, 2);
  rename_journey (history, "later");
  store_close (&both, history);
  history = open_as (&ways[1], &both, SJ_HISTORY_RESUMED);
  g_assert_cmpstr (sj_history_journey (history)->name, ==, "later");
  g_assert_cmpuint (sj_history_n_undo (history), ==, 3);
  store_close (&both, history);
  both_clear (&both);
}

int
main (int argc, char **argv)
{
  static const struct { const char *name; GTestDataFunc test; } tests[] = {
    { "restarts", test_restarts }, { "typing", test_typing }, { "foreign", test_foreign },
    { "compaction", test_compaction },
  };

  g_test_init (&argc, &argv, NULL);
  fault_install ();
  for (size_t i = 0; i < G_N_ELEMENTS (ways); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (tests); j++)
      {
        g_autofree char *path = g_strdup_printf ("/store/journal/%s/%s", ways[i].name, tests[j].name);

        g_test_add_data_func (path, &ways[i], tests[j].test);
      }
  g_test_add_func ("/store/journal/workspace/full", test_full);
  g_test_add_func ("/store/journal/workspace/damaged", test_damaged);
  return g_test_run ();
}
