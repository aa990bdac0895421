/* test-workspace.c -- documents, journeys, versions, runs, profiles and states: they
 * are there at once, and after a restart. */
#include "runtime/sj-workspace.h"

#include "model/sj-journey-json.h"

#include "place.h"

#include <glib/gstdio.h>
#include <string.h>

static const char wait_journey[] =
    "{\"form\": 1, \"name\": \"Wait\", \"nodes\": [{\"id\": \"wait-1\", \"kind\": \"wait\"}]}";

static void
put (SjWorkspace *workspace, SjRefTo kind, const char *id, const char *text)
{
  g_autoptr (GError) error = NULL;

  sj_workspace_put (workspace, kind, id, text, &error);
  g_assert_no_error (error);
}

static void
assert_text (SjWorkspace *workspace, SjRefTo kind, const char *id, const char *wanted)
{
  g_autofree char *text = sj_workspace_text (workspace, kind, id);

  g_assert_cmpstr (text, ==, wanted);
}

static void
note_news (SjWorkspace *workspace, const SjWorkspaceNews *news, gpointer data)
{
  g_string_append_printf (data, "%d:%s ", news->type, news->id ? news->id : "-");
}

static void
test_documents (Place *place, gconstpointer data)
{
  g_autoptr (SjWorkspace) workspace = place_create (place);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) news = g_string_new (NULL);
  unsigned observer = sj_workspace_observe (workspace, note_news, news);
  const SjDocument *document;

  put (workspace, SJ_REF_EVENT, "b", "{\"id\":\"b\",\"name\":\"Zebra\"}");
  put (workspace, SJ_REF_EVENT, "a", "{\"name\":\"ant\", \"tide\": 1.50}");
  put (workspace, SJ_REF_EVENT, "a", "{\"id\": \"a\", \"name\":\"ant\", \"tide\": 1.50}");    /* the same */
  put (workspace, SJ_REF_AUDIENCE, "a", "{\"id\":\"a\"}");
  g_assert_cmpstr (news->str, ==, "0:b 0:a 0:a ");
  sj_workspace_unobserve (workspace, observer);
  g_assert_cmpuint (sj_workspace_count (workspace, SJ_REF_EVENT), ==, 2);
  document = sj_workspace_get (workspace, SJ_REF_EVENT, 0);
  g_assert_cmpstr (document->name, ==, "ant");
  g_assert_cmpint (document->revision, ==, 1);
  g_assert_cmpstr (document->text, ==, "{\n  \"id\": \"a\",\n  \"name\": \"ant\",\n  \"tide\": 1.5\n}\n");
  g_assert_cmpstr (sj_workspace_get (workspace, SJ_REF_AUDIENCE, 0)->name, ==, "a");

  place_reopen (place, &workspace);
  g_assert_cmpuint (sj_workspace_count (workspace, SJ_REF_EVENT), ==, 2);
  put (workspace, SJ_REF_EVENT, "a", "{\"id\": \"a\", \"name\":\"bee\"}");
  g_assert_cmpint (sj_workspace_find (workspace, SJ_REF_EVENT, "a")->revision, ==, 2);
  g_assert_true (sj_workspace_delete (workspace, SJ_REF_EVENT, "a", &error));
  g_assert_null (sj_workspace_find (workspace, SJ_REF_EVENT, "a"));
  place_reopen (place, &workspace);
  g_assert_cmpuint (sj_workspace_count (workspace, SJ_REF_EVENT), ==, 1);
  g_assert_true (sj_workspace_restore (workspace, SJ_REF_EVENT, "a", &error));
  g_assert_cmpstr (sj_workspace_find (workspace, SJ_REF_EVENT, "a")->name, ==, "bee");
  g_assert_false (sj_workspace_restore (workspace, SJ_REF_EVENT, "a", &error));
  g_assert_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_MISSING);
}

static void
test_refused (Place *place, gconstpointer data)
{
  static const struct { SjRefTo kind; const char *id, *text; } cases[] = {
    { SJ_REF_EVENT, "a", "{" }, { SJ_REF_EVENT, "a", "[]" }, { SJ_REF_EVENT, "a", "{\"id\": \"b\"}" },
    { SJ_REF_EVENT, "a", "{\"id\": 7}" }, { SJ_REF_EVENT, "", "{}" }, { SJ_REF_NONE, "a", "{}" },
    { SJ_REF_EVENT, "a", "" }, { SJ_REF_PROFILE, "a", "{\"id\":\"b\"}" }, { SJ_REF_JOURNEY, "a", "[]" },
  };
  g_autoptr (SjWorkspace) workspace = place_create (place);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (sj_workspace_put (workspace, cases[i].kind, cases[i].id, cases[i].text, &error));
      g_assert_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_INVALID);
      g_assert_cmpuint (sj_workspace_count (workspace, SJ_REF_EVENT), ==, 0);
    }
}

static void
test_free_ids (Place *place, gconstpointer data)
{
  static const struct { const char *name, *id; } cases[] = {
    { "Gold members", "gold-members" }, { "Gold members", "gold-members-2" }, { "  Élan & Co. (EU) ", "elan-co-eu" },
    { "漢字", "events" }, { "2 for 1", "_2-for-1" }, { "", "events-2" },
  };
  g_autoptr (SjWorkspace) workspace = place_create (place);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = sj_workspace_free_id (workspace, SJ_REF_EVENT, cases[i].name);

      g_assert_cmpstr (id, ==, cases[i].id);
      put (workspace, SJ_REF_EVENT, id, "{}");
    }
  g_assert_true (sj_workspace_delete (workspace, SJ_REF_EVENT, "gold-members", NULL));
  {
    g_autofree char *id = sj_workspace_free_id (workspace, SJ_REF_EVENT, "Gold members");

    g_assert_cmpstr (id, ==, "gold-members-3");    /* what is in the trash may come back */
  }
}

static void
rename_in (SjHistory *history, const char *name)
{
  SjTarget target = { SJ_SCOPE_JOURNEY };
  SjValue value = sj_value_string (name);

  sj_history_seal (history);
  g_assert_true (sj_history_do (history, sj_edit_set_field (&target, "name", &value)));
}

static void
test_journeys (Place *place, gconstpointer data)
{
  g_autoptr (SjWorkspace) workspace = place_create (place);
  g_autofree char *id = sj_workspace_create_journey (workspace, "Purchase", NULL);
  g_autofree char *copy = NULL;
  SjHistory *history = sj_workspace_open_journey (workspace, id, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (id, ==, "purchase");
  g_assert_true (sj_workspace_open_journey (workspace, id, NULL) == history);
  rename_in (history, "Purchases");
  g_assert_cmpstr (sj_workspace_find_journey (workspace, id)->name, ==, "Purchases");
  g_assert_cmpstr (sj_library_find (sj_workspace_library (workspace), SJ_REF_JOURNEY, id)->name, ==, "Purchases");
  sj_workspace_close_journey (workspace, id);
  g_assert_true (sj_workspace_find_journey (workspace, id)->open);
  g_assert_false (sj_workspace_delete (workspace, SJ_REF_JOURNEY, id, &error));
  g_assert_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_BUSY);
  sj_workspace_close_journey (workspace, id);
  g_assert_false (sj_workspace_find_journey (workspace, id)->open);

  copy = sj_workspace_duplicate_journey (workspace, id, "Another", NULL);
  g_assert_cmpstr (copy, ==, "another");
  g_assert_true (sj_workspace_rename_journey (workspace, copy, "Aardvark", NULL));
  g_assert_cmpstr (sj_workspace_journey (workspace, 0)->id, ==, "another");
  place_reopen (place, &workspace);
  g_assert_cmpuint (sj_workspace_n_journeys (workspace), ==, 2);
  g_assert_cmpstr (sj_workspace_journey (workspace, 0)->name, ==, "Aardvark");
  history = sj_workspace_open_journey (workspace, "purchase", NULL);
  g_assert_cmpuint (sj_history_n_undo (history), ==, 1);
  g_assert_true (sj_history_undo (history));
  g_assert_cmpstr (sj_workspace_find_journey (workspace, "purchase")->name, ==, "Purchase");
  sj_workspace_close_journey (workspace, "purchase");

  g_assert_true (sj_workspace_delete (workspace, SJ_REF_JOURNEY, "purchase", NULL));
  place_reopen (place, &workspace);
  g_assert_cmpuint (sj_workspace_n_journeys (workspace), ==, 1);
  g_assert_true (sj_workspace_restore (workspace, SJ_REF_JOURNEY, "purchase", NULL));
  history = sj_workspace_open_journey (workspace, "purchase", NULL);
  g_assert_cmpuint (sj_history_n_redo (history), ==, 1);    /* even that came back */
  sj_workspace_close_journey (workspace, "purchase");
}

/* A journey that nobody closed is there as it was, and so is the way back. */
static void
test_left_open (Place *place, gconstpointer data)
{
  g_autoptr (SjWorkspace) workspace = place_create (place);
  SjHistory *history;

  put (workspace, SJ_REF_JOURNEY, "j", wait_journey);
  history = sj_workspace_open_journey (workspace, "j", NULL);
  rename_in (history, "One");
  rename_in (history, "Two");
  place_reopen (place, &workspace);
  g_assert_cmpstr (sj_workspace_find_journey (workspace, "j")->name, ==, "Two");
  g_assert_cmpuint (sj_workspace_find_journey (workspace, "j")->steps, ==, 1);
  history = sj_workspace_open_journey (workspace, "j", NULL);
  g_assert_cmpuint (sj_history_n_undo (history), ==, 2);
  sj_workspace_close_journey (workspace, "j");
}

static void
test_versions (Place *place, gconstpointer data)
{
  g_autoptr (SjWorkspace) workspace = place_create (place);
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (SjDiff) diff = NULL;
  g_autoptr (SjDiff) none = NULL;
  g_autoptr (GError) error = NULL;
  SjHistory *history;

  put (workspace, SJ_REF_JOURNEY, "j", wait_journey);
  history = sj_workspace_open_journey (workspace, "j", NULL);
  g_assert_cmpint (sj_workspace_keep_version (workspace, "j", "First", NULL), ==, 1);
  rename_in (history, "Later");
  sj_history_do (history, sj_edit_remove_node ("wait-1"));
  g_assert_cmpint (sj_workspace_keep_version (workspace, "j", "Second", NULL), ==, 2);
  g_assert_cmpuint (sj_workspace_find_journey (workspace, "j")->versions, ==, 2);
  diff = sj_workspace_compare (workspace, "j", 1, SJ_VERSION_NOW, NULL);
  g_assert_cmpuint (sj_diff_count (diff), ==, 2);
  none = sj_workspace_compare (workspace, "j", 2, SJ_VERSION_NOW, NULL);
  g_assert_cmpuint (sj_diff_count (none), ==, 0);

  g_assert_true (sj_workspace_restore_version (workspace, "j", 1, NULL));
  g_assert_cmpstr (sj_history_undo_title (history), ==, "Restore “First”");
  g_assert_cmpuint (sj_journey_n_nodes (sj_history_journey (history)), ==, 1);
  sj_history_undo (history);
  g_assert_cmpuint (sj_journey_n_nodes (sj_history_journey (history)), ==, 0);
  sj_workspace_close_journey (workspace, "j");

  g_assert_true (sj_workspace_rename_version (workspace, "j", 1, "The first", NULL));
  g_assert_true (sj_workspace_delete_version (workspace, "j", 2, NULL));
  g_assert_false (sj_workspace_delete_version (workspace, "j", 2, &error));
  g_assert_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_MISSING);
  place_reopen (place, &workspace);
  versions = sj_workspace_versions (workspace, "j");
  g_assert_cmpuint (versions->len, ==, 1);
  g_assert_cmpstr (((SjVersion *) versions->pdata[0])->name, ==, "The first");
  g_assert_cmpuint (sj_workspace_find_journey (workspace, "j")->versions, ==, 1);
}

static void
test_runs (Place *place, gconstpointer data)
{
  g_autoptr (SjWorkspace) workspace = place_create (place);
  g_autoptr (SjJourney) journey = NULL;
  g_autoptr (SjJourney) drawing = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  g_autofree char *document = NULL;
  int64_t first, second;

  put (workspace, SJ_REF_JOURNEY, "j", wait_journey);
  journey = sj_workspace_read_journey (workspace, "j", NULL);
  first = sj_workspace_keep_run (workspace, journey, "A", "{\"people\":7}", "{\"result\":1}", NULL);
  second = sj_workspace_keep_run (workspace, journey, "B", NULL, "{\"result\":2}", NULL);
  g_assert_cmpint (second, >, first);
  g_assert_true (sj_workspace_rename_run (workspace, second, "Better", NULL));
  g_assert_cmpuint (sj_workspace_find_journey (workspace, "j")->runs, ==, 2);
  place_reopen (place, &workspace);
  runs = sj_workspace_runs (workspace, "j");
  g_assert_cmpuint (runs->len, ==, 2);
  g_assert_cmpstr (((SjKeptRun *) runs->pdata[0])->name, ==, "Better");
  g_assert_cmpstr (((SjKeptRun *) runs->pdata[1])->summary, ==, "{\"people\":7}");
  document = sj_workspace_run_document (workspace, second, NULL);
  g_assert_cmpstr (document, ==, "{\"result\":2}");
  drawing = sj_workspace_run_journey (workspace, first, NULL);
  g_assert_cmpuint (sj_journey_n_nodes (drawing), ==, 1);
  g_assert_true (sj_workspace_delete_run (workspace, second, NULL));
  g_assert_null (sj_workspace_run_document (workspace, second, NULL));
  g_assert_cmpint (sj_workspace_keep_run (workspace, journey, "C", NULL, "{}", NULL), >, second);
}

static void
test_states (Place *place, gconstpointer data)
{
  g_autoptr (SjWorkspace) workspace = place_create (place);
  g_autofree char *state = NULL;
  g_autofree char *other = NULL;

  sj_workspace_set_state (workspace, "j", "view", "{\"zoom\":1}");
  sj_workspace_set_state (workspace, "j", "view", "{\"zoom\":2}");
  sj_workspace_set_state (workspace, "", "view", "{}");
  place_reopen (place, &workspace);
  state = sj_workspace_state (workspace, "j", "view");
  g_assert_cmpstr (state, ==, "{\"zoom\":2}");
  other = sj_workspace_state (workspace, "k", "view");
  g_assert_null (other);
}

static void
test_profiles (Place *place, gconstpointer data)
{
  static const struct { const char *search; size_t count; } searches[] = {
    { "", 4 }, { NULL, 4 }, { "sar", 2 }, { "SARAH W", 1 }, { "sarah@exa", 1 }, { "example.org", 2 }, { "o'b", 1 },
    { "lefevre", 1 }, { "p-00", 4 }, { "\"", 4 }, { "nobody", 0 }, { "sarah nobody", 0 }, { "* OR NOT", 0 },
  };
  g_autoptr (SjWorkspace) workspace = place_create (place);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) page = NULL;

  put (workspace, SJ_REF_PROFILE, "p-001", "{\"attributes\":{\"person\":{\"name\":{\"firstName\":\"Sarah\","
       "\"lastName\":\"Whitfield\"}},\"personalEmail\":{\"address\":\"Sarah@example.com\"}}}");
  put (workspace, SJ_REF_PROFILE, "p-002", "{\"id\":\"p-002\",\"attributes\":{\"name\":\"Sara O'Brien\"},"
       "\"addresses\":[{\"channel\":\"email\",\"address\":\"sob@example.org\"}]}");
  put (workspace, SJ_REF_PROFILE, "p-003", "{\"attributes\":{\"lastName\":\"Lefèvre\"},\"test\":true,"
       "\"identities\":[{\"namespace\":\"CRM\",\"id\":\"7\"},{\"namespace\":\"Email\",\"id\":\"el@example.org\"}]}");
  put (workspace, SJ_REF_PROFILE, "p-004", "{}");
  for (size_t i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_test_message ("%s", searches[i].search);
      g_assert_cmpuint (sj_workspace_count_profiles (workspace, searches[i].search), ==, searches[i].count);
    }
  rows = sj_workspace_list_profiles (workspace, NULL, SJ_PROFILES_BY_NAME, false, 0, 100);
  g_assert_cmpuint (rows->len, ==, 4);
  g_assert_cmpstr (((SjProfileRow *) rows->pdata[0])->id, ==, "p-004");    /* without a name */
  g_assert_cmpstr (((SjProfileRow *) rows->pdata[1])->name, ==, "Lefèvre");
  g_assert_true (((SjProfileRow *) rows->pdata[1])->test);
  g_assert_cmpstr (((SjProfileRow *) rows->pdata[3])->email, ==, "sarah@example.com");
  page = sj_workspace_list_profiles (workspace, "sar", SJ_PROFILES_BY_ID, true, 1, 1);
  g_assert_cmpuint (page->len, ==, 1);
  g_assert_cmpstr (((SjProfileRow *) page->pdata[0])->id, ==, "p-001");

  put (workspace, SJ_REF_PROFILE, "p-001", "{\"attributes\":{\"name\":\"Zoe\"}}");
  g_assert_cmpuint (sj_workspace_count_profiles (workspace, "sarah"), ==, 0);
  g_assert_cmpuint (sj_workspace_count (workspace, SJ_REF_PROFILE), ==, 4);
  g_assert_true (sj_workspace_delete (workspace, SJ_REF_PROFILE, "p-001", NULL));
  g_assert_cmpuint (sj_workspace_count_profiles (workspace, "zoe"), ==, 0);
  g_assert_cmpuint (sj_library_count (sj_workspace_library (workspace), SJ_REF_PROFILE), ==, 3);
  g_assert_true (sj_workspace_restore (workspace, SJ_REF_PROFILE, "p-001", NULL));
  place_reopen (place, &workspace);
  g_assert_cmpuint (sj_workspace_count_profiles (workspace, "zoe"), ==, 1);
  assert_text (workspace, SJ_REF_PROFILE, "p-001", "{\"id\":\"p-001\",\"attributes\":{\"name\":\"Zoe\"}}");
}

static void
test_pictures (Place *place, gconstpointer data)
{
  g_autoptr (SjWorkspace) workspace = place_create (place);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("<svg/>", 6);
  g_autoptr (GBytes) back = NULL;

  put (workspace, SJ_REF_ASSET, "logo", "{\"name\":\"Logo\",\"file\":\"logo.svg\",\"mediaType\":\"image/svg+xml\"}");
  g_assert_true (sj_diags_failed (sj_workspace_findings (workspace, SJ_REF_ASSET, "logo")));
  g_assert_true (sj_workspace_set_picture (workspace, "logo", bytes, NULL));
  g_assert_false (sj_diags_failed (sj_workspace_findings (workspace, SJ_REF_ASSET, "logo")));
  place_reopen (place, &workspace);
  back = sj_workspace_picture (workspace, "logo");
  g_assert_true (g_bytes_equal (bytes, back));
  g_assert_null (sj_workspace_picture (workspace, "other"));
}

/* Problems follow the journey and what it refers to. */
static void
test_problems (Place *place, gconstpointer data)
{
  g_autoptr (SjWorkspace) workspace = place_create (place);
  unsigned before;

  put (workspace, SJ_REF_JOURNEY, "j",
       "{\"form\": 1, \"name\": \"J\", \"nodes\": [{\"id\": \"event-1\", \"kind\": \"event\", "
       "\"settings\": {\"event\": \"bought\"}}]}");
  before = sj_workspace_problems (workspace, "j").of[SJ_SEVERITY_ERROR];
  g_assert_cmpuint (before, >, 0);
  put (workspace, SJ_REF_EVENT, "bought", "{\"name\": \"Bought\", \"identity\": \"@event{bought.id}\", "
       "\"namespace\": \"Email\", \"schema\": {\"type\": \"object\"}}");
  g_assert_cmpuint (sj_workspace_problems (workspace, "j").of[SJ_SEVERITY_ERROR], <, before);
}

static void
test_read_only (Place *place, gconstpointer data)
{
  g_autoptr (SjWorkspace) workspace = place_create (place);
  g_autoptr (SjWorkspace) other = NULL;
  g_autoptr (GError) error = NULL;
  SjHistory *history;

  put (workspace, SJ_REF_JOURNEY, "j", wait_journey);
  history = sj_workspace_open_journey (workspace, "j", NULL);
  rename_in (history, "Not saved as a whole");
  g_assert_true (sj_history_sync (history, NULL));
  g_assert_true (sj_workspace_sync (workspace, NULL));
  rename_in (history, "In the journal alone");
  sj_workspace_set_state (workspace, "", "a", "{}");
  {
    g_autofree char *wait = sj_workspace_state (workspace, "", "a");    /* brings the journal to the file */

    g_assert_nonnull (wait);
  }
  g_assert_null (sj_workspace_open (place->path, &error));
  g_assert_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_BUSY);
  g_clear_error (&error);
  other = sj_workspace_open_to_read (place->path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sj_workspace_find_journey (other, "j")->name, ==, "In the journal alone");
  g_assert_nonnull (sj_workspace_read_only (other));
  g_assert_false (sj_workspace_put (other, SJ_REF_EVENT, "a", "{}", &error));
  g_assert_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_READ_ONLY);
  sj_workspace_close_journey (workspace, "j");
}

static void
wait_for (SjWorkspace *workspace, const SjWorkspaceNews *news, gpointer data)
{
  *(unsigned *) data |= 1u << news->type;
}

/* What the writer says arrives in the main context. */
static void
test_saved (Place *place, gconstpointer data)
{
  g_autoptr (SjWorkspace) workspace = place_create (place);
  unsigned told = 0;

  sj_workspace_observe (workspace, wait_for, &told);
  put (workspace, SJ_REF_EVENT, "a", "{}");
  while ((told & (1u << SJ_WORKSPACE_SAVED)) == 0)
    g_main_context_iteration (NULL, TRUE);
}

/* A damaged file is opened to look at what is left, and says what is not. */
static void
test_damaged (Place *place, gconstpointer data)
{
  g_autoptr (SjWorkspace) workspace = place_create (place);
  g_autofree char *copy = g_strconcat (place->path, "-copy.sojourn", NULL);
  g_autofree char *bytes = NULL;
  g_auto (SjDiags) losses = SJ_DIAGS_INIT;
  g_autoptr (GError) error = NULL;
  gsize length;
  char *at;

  put (workspace, SJ_REF_EVENT, "kept", "{}");
  put (workspace, SJ_REF_EVENT, "torn", "{\"name\": \"needle\"}");
  sj_workspace_close (g_steal_pointer (&workspace), &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (place->path, &bytes, &length, NULL));
  at = memmem (bytes, length, "needle", 6);
  g_assert_nonnull (at);
  memcpy (at, "noodle", 6);
  g_assert_true (g_file_set_contents (place->path, bytes, (gssize) length, NULL));

  workspace = sj_workspace_open (place->path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (sj_workspace_read_only (workspace));
  g_assert_nonnull (sj_workspace_find (workspace, SJ_REF_EVENT, "kept"));
  g_assert_null (sj_workspace_find (workspace, SJ_REF_EVENT, "torn"));
  g_assert_cmpuint (sj_diags_count (sj_workspace_damage (workspace)), ==, 1);
  g_assert_false (sj_workspace_put (workspace, SJ_REF_EVENT, "new", "{}", NULL));
  g_clear_pointer (&workspace, sj_workspace_free);

  g_assert_true (sj_workspace_repair (place->path, copy, &losses, &error));
  g_assert_cmpuint (sj_diags_count (&losses), ==, 1);
  workspace = sj_workspace_open (copy, &error);
  g_assert_null (sj_workspace_read_only (workspace));
  g_assert_nonnull (sj_workspace_find (workspace, SJ_REF_EVENT, "kept"));
}

#define ADD(name, test) g_test_add ("/runtime/workspace/" name, Place, NULL, place_init, test, place_clear)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("documents", test_documents);
  ADD ("refused", test_refused);
  ADD ("free-ids", test_free_ids);
  ADD ("journeys", test_journeys);
  ADD ("left-open", test_left_open);
  ADD ("versions", test_versions);
  ADD ("runs", test_runs);
  ADD ("states", test_states);
  ADD ("profiles", test_profiles);
  ADD ("pictures", test_pictures);
  ADD ("problems", test_problems);
  ADD ("read-only", test_read_only);
  ADD ("saved", test_saved);
  ADD ("damaged", test_damaged);
  return g_test_run ();
}
