/* test-history-file.c -- undo survives a restart, and a program that is killed loses
 * nothing that was acknowledged; damaged and foreign files are told apart. */
#include "kinds/sj-kinds-default.h"
#include "model/sj-history.h"
#include "model/sj-journey-json.h"

#include "random.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* A folder with a document and its history in it, removed at the end. */
typedef struct
{
  char *folder, *document, *path;
} Place;

static void
place_init (Place *place, gconstpointer data)
{
  place->folder = g_dir_make_tmp ("sojourn-history-XXXXXX", NULL);
  place->document = g_build_filename (place->folder, "a.journey", NULL);
  place->path = sj_history_path (place->document);
}

static void
place_clear (Place *place, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (place->folder, 0, NULL);

  for (const char *name = g_dir_read_name (folder); name != NULL; name = g_dir_read_name (folder))
    {
      g_autofree char *path = g_build_filename (place->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (place->folder);
  g_free (place->folder);
  g_free (place->document);
  g_free (place->path);
}

static SjJourney *
load (const Place *place)
{
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;
  SjJourney *journey;

  if (!g_file_get_contents (place->document, &text, &length, NULL))
    return sj_journey_new (&sj_kinds_default);
  journey = sj_journey_read (&sj_kinds_default, NULL, text, length, NULL, &error);
  g_assert_no_error (error);
  return journey;
}

static SjHistory *
reopen (const Place *place, SjHistoryOutcome outcome, size_t *recovered)
{
  g_autoptr (SjJourney) journey = load (place);
  g_auto (SjHistoryOpened) opened = { 0 };
  g_autoptr (GError) error = NULL;
  SjHistory *history = sj_history_open (journey, place->path, &opened, &error);

  g_assert_no_error (error);
  g_assert_cmpint (opened.outcome, ==, outcome);
  g_assert_cmpint (opened.aside != NULL, ==, outcome == SJ_HISTORY_FOREIGN);
  sj_history_set_durable (history, false);    /* the disk itself is not under test */
  if (recovered != NULL)
    *recovered = opened.recovered;
  return history;
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

/* Restarts in the middle, with and without a saved document; at the end all of it
 * is undone and done again. */
static void
test_restarts (Place *place, gconstpointer data)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (5);
  g_autoptr (SjHistory) history = reopen (place, SJ_HISTORY_FRESH, NULL);
  g_autofree char *first = text_of (history);
  g_autofree char *last = NULL;
  size_t steps;

  for (int round = 0; round < 40; round++)
    {
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      bool save = g_rand_int_range (chance, 0, 2);
      size_t recovered, n_undo, n_redo;

      work (chance, history, 50);
      if (save)
        g_assert_true (sj_history_save (history, place->document, NULL));
      if (g_rand_int_range (chance, 0, 2))
        {
          work (chance, history, 5);
          save = false;
        }
      before = text_of (history);
      n_undo = sj_history_n_undo (history);
      n_redo = sj_history_n_redo (history);
      g_clear_pointer (&history, sj_history_free);

      history = reopen (place, SJ_HISTORY_RESUMED, &recovered);
      after = text_of (history);
      assert_same_text (before, after);
      g_assert_cmpuint (sj_history_n_undo (history), ==, n_undo);
      g_assert_cmpuint (sj_history_n_redo (history), ==, n_redo);
      if (save)
        {
          g_assert_cmpuint (recovered, ==, 0);
          g_assert_true (sj_history_is_saved (history));
        }
    }

  while (sj_history_redo (history))
    ;
  last = text_of (history);
  steps = sj_history_n_undo (history);
  while (sj_history_undo (history))
    ;
  {
    g_autofree char *text = text_of (history);

    assert_same_text (text, first);
  }
  while (sj_history_redo (history))
    ;
  {
    g_autofree char *text = text_of (history);

    assert_same_text (text, last);
  }
  g_assert_cmpuint (sj_history_n_undo (history), ==, steps);
}

static void
rename_journey (SjHistory *history, const char *name)
{
  SjTarget target = { SJ_SCOPE_JOURNEY };
  SjValue value = sj_value_string (name);

  g_assert_true (sj_history_do (history, sj_edit_set_field (&target, "name", &value)));
}

/* The title shows at each restart: what was typed last, also while it was typed. */
static void
test_typing (Place *place, gconstpointer data)
{
  g_autoptr (SjHistory) history = reopen (place, SJ_HISTORY_FRESH, NULL);

  rename_journey (history, "C");
  rename_journey (history, "Ca");
  rename_journey (history, "Cart");
  g_assert_true (sj_history_sync (history, NULL));
  rename_journey (history, "Carts");
  g_clear_pointer (&history, sj_history_free);

  history = reopen (place, SJ_HISTORY_RESUMED, NULL);
  g_assert_cmpstr (sj_history_journey (history)->name, ==, "Carts");
  g_assert_cmpuint (sj_history_n_undo (history), ==, 1);
  g_assert_cmpstr (sj_history_undo_title (history), ==, "Change “Name”");
  sj_history_undo (history);
  g_assert_null (sj_history_journey (history)->name);
}

/* Cut at every byte: what is whole before the cut is there, and nothing else. */
static void
test_torn (Place *place, gconstpointer data)
{
  static const char *const names[] = { "one", "two", "three" };
  g_autoptr (SjHistory) history = reopen (place, SJ_HISTORY_FRESH, NULL);
  size_t whole[G_N_ELEMENTS (names) + 1];
  g_autofree char *bytes = NULL;
  gsize length;

  for (size_t i = 0; i <= G_N_ELEMENTS (names); i++)
    {
      GStatBuf info;

      g_assert_true (sj_history_sync (history, NULL));
      g_assert_cmpint (g_stat (place->path, &info), ==, 0);
      whole[i] = (size_t) info.st_size;
      if (i == G_N_ELEMENTS (names))
        break;
      sj_history_seal (history);
      rename_journey (history, names[i]);
    }
  g_clear_pointer (&history, sj_history_free);
  g_assert_true (g_file_get_contents (place->path, &bytes, &length, NULL));
  g_assert_cmpuint (length, ==, whole[G_N_ELEMENTS (names)]);

  for (gsize cut = 0; cut <= length; cut++)
    {
      size_t steps = 0;
      SjHistoryOutcome outcome = cut < whole[0] ? SJ_HISTORY_FRESH : SJ_HISTORY_RESUMED;

      while (steps < G_N_ELEMENTS (names) && whole[steps + 1] <= cut)
        steps++;
      g_assert_true (g_file_set_contents (place->path, bytes, (gssize) cut, NULL));
      history = reopen (place, outcome, NULL);
      g_assert_cmpuint (sj_history_n_undo (history), ==, steps);
      g_assert_cmpstr (sj_history_journey (history)->name, ==, steps > 0 ? names[steps - 1] : NULL);
      rename_journey (history, "and on");    /* the file takes more */
      g_clear_pointer (&history, sj_history_free);
      history = reopen (place, SJ_HISTORY_RESUMED, NULL);
      g_assert_cmpuint (sj_history_n_undo (history), ==, steps + 1);
      g_clear_pointer (&history, sj_history_free);
    }
}

/* Each byte changed in turn: never a crash, never a step that was not done. */
static void
test_damaged (Place *place, gconstpointer data)
{
  g_autoptr (SjHistory) history = reopen (place, SJ_HISTORY_FRESH, NULL);
  g_autofree char *bytes = NULL;
  gsize length;

  rename_journey (history, "one");
  sj_history_seal (history);
  rename_journey (history, "two");
  g_clear_pointer (&history, sj_history_free);
  g_assert_true (g_file_get_contents (place->path, &bytes, &length, NULL));

  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (SjJourney) journey = load (place);
      const char *name;

      bytes[i] ^= 1;
      g_assert_true (g_file_set_contents (place->path, bytes, (gssize) length, NULL));
      bytes[i] ^= 1;
      history = sj_history_open (journey, place->path, NULL, NULL);
      g_assert_nonnull (history);
      name = sj_history_journey (history)->name;
      g_assert_true (name == NULL || strcmp (name, "one") == 0);
      g_clear_pointer (&history, sj_history_free);
    }
}

/* Somebody else wrote the document: its old history is put aside, not lost. */
static void
test_foreign (Place *place, gconstpointer data)
{
  g_autoptr (SjHistory) history = reopen (place, SJ_HISTORY_FRESH, NULL);
  g_autofree char *aside = g_strconcat (place->path, ".1", NULL);
  static const char other[] = "{\"form\": 1, \"name\": \"Other\", \"nodes\": []}";

  rename_journey (history, "Mine");
  g_assert_true (sj_history_save (history, place->document, NULL));
  g_clear_pointer (&history, sj_history_free);
  g_assert_true (g_file_set_contents (place->document, other, -1, NULL));

  history = reopen (place, SJ_HISTORY_FOREIGN, NULL);
  g_assert_cmpstr (sj_history_journey (history)->name, ==, "Other");
  g_assert_cmpuint (sj_history_n_undo (history), ==, 0);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  rename_journey (history, "Again");
  g_clear_pointer (&history, sj_history_free);
  history = reopen (place, SJ_HISTORY_RESUMED, NULL);
  g_assert_cmpstr (sj_history_journey (history)->name, ==, "Again");
}

/* The same journey in another layout is the same journey. */
static void
test_reformatted (Place *place, gconstpointer data)
{
  g_autoptr (SjHistory) history = reopen (place, SJ_HISTORY_FRESH, NULL);
  static const char same[] = "{\"nodes\":[],\n\"name\":\"Mine\",\"form\":1}";

  rename_journey (history, "Mine");
  g_assert_true (sj_history_save (history, place->document, NULL));
  g_clear_pointer (&history, sj_history_free);
  g_assert_true (g_file_set_contents (place->document, same, -1, NULL));
  history = reopen (place, SJ_HISTORY_RESUMED, NULL);
  g_assert_cmpuint (sj_history_n_undo (history), ==, 1);
}

static void
test_locked (Place *place, gconstpointer data)
{
  g_autoptr (SjHistory) history = reopen (place, SJ_HISTORY_FRESH, NULL);
  g_autoptr (SjJourney) journey = load (place);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (history);
  g_assert_null (sj_history_open (journey, place->path, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_AGAIN);
  rename_journey (history, "still mine");
}

/* Writes steps for ever and says each number when the step is on disk. */
static void G_GNUC_NORETURN
run_child (const Place *place, int out)
{
  g_autoptr (SjJourney) journey = load (place);
  SjHistory *history = sj_history_open (journey, place->path, NULL, NULL);

  for (unsigned i = sj_history_n_undo (history) + 1;; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      sj_history_seal (history);
      rename_journey (history, name);
      if (!sj_history_sync (history, NULL) || write (out, &i, sizeof i) != sizeof i)
        _exit (1);
      if (i % 7 == 0 && !sj_history_save (history, place->document, NULL))
        _exit (1);
    }
}

static unsigned
kill_after (const Place *place, unsigned steps)
{
  unsigned acknowledged = 0, number;
  int ends[2];
  pid_t child;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  if (child == 0)
    {
      close (ends[0]);
      run_child (place, ends[1]);
    }
  close (ends[1]);
  for (unsigned i = 0; i < steps && read (ends[0], &number, sizeof number) == sizeof number; i++)
    acknowledged = number;
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  while (read (ends[0], &number, sizeof number) == sizeof number)
    acknowledged = number;    /* said before it died */
  close (ends[0]);
  return acknowledged;
}

static void
test_killed (Place *place, gconstpointer data)
{
  for (unsigned round = 1; round <= 12; round++)
    {
      unsigned acknowledged = kill_after (place, round * 3);
      g_autoptr (SjHistory) history = NULL;
      unsigned name;

      g_assert_cmpuint (acknowledged, >, 0);
      history = reopen (place, SJ_HISTORY_RESUMED, NULL);
      name = (unsigned) g_ascii_strtoull (sj_history_journey (history)->name, NULL, 10);
      g_assert_cmpuint (name, >=, acknowledged);
      g_assert_cmpuint (sj_history_n_undo (history), ==, name);
    }
}

/* The disk is full: work goes on, and everything is written when there is room. */
static void
test_full (Place *place, gconstpointer data)
{
  g_autoptr (SjHistory) history = reopen (place, SJ_HISTORY_FRESH, NULL);
  g_autoptr (GError) error = NULL;
  struct rlimit before, small;
  void (*handler) (int) = signal (SIGXFSZ, SIG_IGN);

  rename_journey (history, "one");
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 400;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  for (int i = 0; i < 10; i++)
    {
      sj_history_seal (history);
      rename_journey (history, "more and more");
    }
  g_assert_false (sj_history_sync (history, &error));
  g_assert_nonnull (error);
  g_assert_cmpstr (sj_history_journey (history)->name, ==, "more and more");
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  signal (SIGXFSZ, handler);

  g_assert_true (sj_history_sync (history, NULL));
  g_clear_pointer (&history, sj_history_free);
  history = reopen (place, SJ_HISTORY_RESUMED, NULL);
  g_assert_cmpuint (sj_history_n_undo (history), ==, 11);
}

/* A long life of typing does not fill the disk. */
static void
test_compaction (Place *place, gconstpointer data)
{
  g_autoptr (SjHistory) history = reopen (place, SJ_HISTORY_FRESH, NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GStatBuf info;

  rename_journey (history, "zero");
  for (unsigned i = 0; i < 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("%0500u", i);

      rename_journey (history, name);
      g_assert_true (sj_history_sync (history, NULL));
    }
  sj_history_seal (history);
  rename_journey (history, "last");
  sj_history_seal (history);
  rename_journey (history, "undone");
  sj_history_undo (history);
  before = text_of (history);
  g_assert_true (sj_history_save (history, place->document, NULL));
  g_assert_cmpint (g_stat (place->path, &info), ==, 0);
  g_assert_cmpint (info.st_size, <, 4000);
  g_clear_pointer (&history, sj_history_free);

  history = reopen (place, SJ_HISTORY_RESUMED, NULL);
  after = text_of (history);
  assert_same_text (before, after);
  g_assert_cmpuint (sj_history_n_undo (history), ==, 2);
  g_assert_cmpuint (sj_history_n_redo (history), ==, 1);
  sj_history_undo (history);
  g_assert_true (g_str_has_suffix (sj_history_journey (history)->name, "00199"));
  sj_history_undo (history);
  g_assert_null (sj_history_journey (history)->name);
}

static void
test_no_folder (Place *place, gconstpointer data)
{
  g_autoptr (SjJourney) journey = load (place);
  g_autofree char *path = g_build_filename (place->folder, "missing", "a.journey.history", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (sj_history_open (journey, path, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

#define ADD(name, test) g_test_add ("/model/history-file/" name, Place, NULL, place_init, test, place_clear)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("restarts", test_restarts);
  ADD ("typing", test_typing);
  ADD ("torn", test_torn);
  ADD ("damaged", test_damaged);
  ADD ("foreign", test_foreign);
  ADD ("reformatted", test_reformatted);
  ADD ("locked", test_locked);
  ADD ("killed", test_killed);
  ADD ("full", test_full);
  ADD ("compaction", test_compaction);
  ADD ("no-folder", test_no_folder);
  return g_test_run ();
}
