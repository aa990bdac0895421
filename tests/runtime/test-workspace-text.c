/* test-workspace-text.c -- text in and out: what came in goes out as the same bytes. */
#include "runtime/sj-workspace.h"

#include "place.h"

#include <glib/gstdio.h>
#include <string.h>

static GPtrArray *
list_below (const char *root, const char *below, GPtrArray *found)
{
  g_autofree char *path = g_build_filename (root, below, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  if (found == NULL)
    found = g_ptr_array_new_with_free_func (g_free);
  for (const char *name = dir ? g_dir_read_name (dir) : NULL; name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *relative = *below ? g_build_filename (below, name, NULL) : g_strdup (name);
      g_autofree char *full = g_build_filename (root, relative, NULL);

      if (g_file_test (full, G_FILE_TEST_IS_DIR))
        list_below (root, relative, found);
      else
        g_ptr_array_add (found, g_steal_pointer (&relative));
    }
  return found;
}

static void
assert_same_file (const char *a, const char *b, const char *name)
{
  g_autofree char *first_path = g_build_filename (a, name, NULL);
  g_autofree char *second_path = g_build_filename (b, name, NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;
  gsize first_length = 0, second_length = 0;

  g_file_get_contents (first_path, &first, &first_length, &error);
  g_assert_no_error (error);
  g_file_get_contents (second_path, &second, &second_length, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (first, first_length, second, second_length);
}

static void
assert_same_folders (const char *a, const char *b)
{
  g_autoptr (GPtrArray) first = list_below (a, "", NULL);
  g_autoptr (GPtrArray) second = list_below (b, "", NULL);

  g_assert_cmpuint (first->len, ==, second->len);
  for (guint i = 0; i < first->len; i++)
    assert_same_file (a, b, first->pdata[i]);
}

static SjImported
import (SjWorkspace *workspace, const char *path)
{
  SjImported imported = { 0 };
  g_autoptr (GError) error = NULL;

  sj_workspace_import (workspace, path, SJ_REF_NONE, &imported, &error);
  g_assert_no_error (error);
  return imported;
}

static void
test_sample (Place *place, gconstpointer data)
{
  const char *sample = g_getenv ("SJ_SAMPLE");
  g_autofree char *folder = g_build_filename (place->folder, "out", NULL);
  g_autofree char *folder2 = g_build_filename (place->folder, "out2", NULL);
  g_autofree char *second = g_build_filename (place->folder, "b.sojourn", NULL);
  g_autoptr (SjWorkspace) workspace = place_create (place);
  g_autoptr (SjWorkspace) other = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (SjImported) first = import (workspace, sample);
  g_auto (SjImported) again = import (workspace, sample);
  g_auto (SjImported) copied = { 0 };

  for (guint i = 0; i < first.findings->len; i++)
    g_test_message ("%s", (char *) first.findings->pdata[i]);
  g_assert_cmpuint (first.findings->len, ==, 0);
  g_assert_cmpuint (first.replaced, ==, 1);    /* workspace.json */
  g_assert_cmpuint (again.added + again.replaced, ==, 0);
  g_assert_cmpuint (again.same, ==, first.added + 1);
  g_assert_cmpuint (sj_workspace_n_journeys (workspace), ==, 3);
  g_assert_cmpuint (sj_workspace_count (workspace, SJ_REF_PROFILE), ==, 40);
  g_assert_false (sj_library_failed (sj_workspace_library (workspace)));

  g_assert_true (sj_workspace_export (workspace, folder, &error));
  assert_same_folders (sample, folder);
  g_assert_false (sj_workspace_export (workspace, folder, &error));
  g_assert_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_EXISTS);
  g_clear_error (&error);

  place_reopen (place, &workspace);
  g_assert_true (sj_workspace_export (workspace, folder2, &error));
  assert_same_folders (sample, folder2);

  other = sj_workspace_create (second, "Other", &error);
  g_assert_no_error (error);
  copied = import (other, place->path);
  g_assert_cmpuint (copied.added, ==, first.added);
  g_clear_pointer (&folder2, g_free);
  folder2 = g_build_filename (place->folder, "out3", NULL);
  g_assert_true (sj_workspace_export (other, folder2, &error));
  assert_same_folders (sample, folder2);
}

/* A folder and its workspace file are the same library. */
static void
test_same_findings (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SjLibrary) folder = sj_library_load (g_getenv ("SJ_SAMPLE"), &error);
  g_autoptr (SjWorkspace) workspace = place_create (place);
  SjImported imported = import (workspace, g_getenv ("SJ_SAMPLE"));
  SjLibrary *library = sj_workspace_library (workspace);

  sj_imported_clear (&imported);
  g_assert_cmpstr (sj_library_title (library), ==, sj_library_title (folder));
  g_assert_cmpstr (sj_library_zone (library), ==, sj_library_zone (folder));
  for (int kind = 0; kind < SJ_N_REFS; kind++)
    {
      g_assert_cmpuint (sj_library_count (library, (SjRefTo) kind), ==, sj_library_count (folder, (SjRefTo) kind));
      for (size_t i = 0; i < sj_library_count (folder, (SjRefTo) kind); i++)
        {
          const SjEntry *entry = sj_library_get (folder, (SjRefTo) kind, i);
          const SjEntry *same = sj_library_find (library, (SjRefTo) kind, entry->id);

          g_assert_nonnull (same);
          g_assert_cmpstr (same->name, ==, entry->name);
        }
    }
}

static void
test_single (Place *place, gconstpointer data)
{
  static const struct { const char *path; SjRefTo kind; const char *id; } cases[] = {
    { "events/Charged.json", SJ_REF_EVENT, "Charged" },
    { "audiences/gold-members.json", SJ_REF_AUDIENCE, "gold-members" },
    { "journeys/purchase.journey", SJ_REF_JOURNEY, "purchase" },
    { "messages/order-thanks.json", SJ_REF_MESSAGE, "order-thanks" },
    { "profiles.jsonl", SJ_REF_PROFILE, "luma-040" },
  };
  g_autoptr (SjWorkspace) workspace = place_create (place);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (g_getenv ("SJ_SAMPLE"), cases[i].path, NULL);
      g_auto (SjImported) imported = import (workspace, path);

      g_assert_cmpint (imported.kind, ==, cases[i].kind);
      g_assert_cmpstr (imported.id, ==, cases[i].id);
    }
}

/* Away from its folder a document is known by what it says. */
static void
test_guessed (Place *place, gconstpointer data)
{
  static const char *const folders[] = { "events", "audiences", "rule-sets", "actions", "channels", "messages",
                                         "fragments", "conditions", "assets", "languages" };
  g_autoptr (SjWorkspace) workspace = place_create (place);
  unsigned known = 0, all = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = g_build_filename (g_getenv ("SJ_SAMPLE"), folders[i], NULL);
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

      for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
        {
          g_autofree char *from = g_build_filename (folder, name, NULL);
          g_autofree char *to = g_build_filename (place->folder, name, NULL);
          g_autofree char *text = NULL;
          SjImported imported = { 0 };

          if (!g_str_has_suffix (name, ".json"))
            continue;
          g_assert_true (g_file_get_contents (from, &text, NULL, NULL));
          g_assert_true (g_file_set_contents (to, text, -1, NULL));
          all++;
          if (sj_workspace_import (workspace, to, SJ_REF_NONE, &imported, NULL))
            {
              known++;
              g_assert_cmpstr (sj_library_kind_of (imported.kind)->folder, ==, folders[i]);
            }
          else
            g_test_message ("not known: %s/%s", folders[i], name);
          sj_imported_clear (&imported);
        }
    }
  g_test_message ("%u of %u", known, all);
  g_assert_cmpuint (known * 10, >=, all * 9);
}

static void
put_file (const Place *place, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (place->folder, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* What cannot be read is left out and told; the rest comes in. */
static void
test_flawed (Place *place, gconstpointer data)
{
  g_autoptr (SjWorkspace) workspace = place_create (place);
  g_autofree char *folder = g_build_filename (place->folder, "in", NULL);
  g_auto (SjImported) imported = { 0 };

  put_file (place, "in/workspace.json", "{\"name\": \"In\", \"zone\": \"Europe/Nowhere\"}");
  put_file (place, "in/events/a.json", "{\"id\": \"a\", \"tide\": 7}");
  put_file (place, "in/events/b.json", "{\"id\": \"b\"");
  put_file (place, "in/events/c.json", "[]");
  put_file (place, "in/events/d.json", "{\"id\": \"a\", \"name\": \"second\"}");
  put_file (place, "in/events/e.json", "{\"name\": \"no id\"}");
  put_file (place, "in/events/f.txt", "text");
  put_file (place, "in/journeys/g.journey", "nothing");
  put_file (place, "in/journeys/h.journey", "{\"form\": 1, \"nodes\": []}");
  put_file (place, "in/odd/i.json", "{}");
  put_file (place, "in/profiles.jsonl", "{\"id\":\"p\"}\n\nnothing\n{\"name\":1}\n{\"id\":\"q\"}\n");
  imported = import (workspace, folder);
  for (guint i = 0; i < imported.findings->len; i++)
    g_test_message ("%s", (char *) imported.findings->pdata[i]);
  g_assert_cmpuint (imported.findings->len, ==, 8);
  g_assert_cmpuint (imported.added, ==, 5);    /* a, e, h, p, q */
  g_assert_nonnull (sj_workspace_find (workspace, SJ_REF_EVENT, "e"));
  g_assert_cmpstr (sj_workspace_title (workspace), ==, "In");
  g_assert_true (sj_library_failed (sj_workspace_library (workspace)));
  g_assert_cmpuint (sj_diags_count (sj_workspace_findings (workspace, SJ_REF_EVENT, "a")), >, 0);
}

/* A workspace in use keeps what it says of itself. */
static void
test_merged (Place *place, gconstpointer data)
{
  g_autoptr (SjWorkspace) workspace = place_create (place);
  g_autofree char *folder = g_build_filename (place->folder, "in", NULL);
  g_autofree char *text = NULL;
  g_auto (SjImported) imported = { 0 };

  g_assert_true (sj_workspace_put (workspace, SJ_REF_NONE, "",
                                   "{\"name\": \"Mine\", \"namespaces\": [{\"id\": \"a\"},"
                                   " {\"id\": \"b\", \"name\": \"B\"}]}",
                                   NULL));
  put_file (place, "in/workspace.json",
         "{\"name\": \"Other\", \"zone\": \"Europe/Rome\", \"namespaces\": [{\"id\": \"b\"}, {\"id\": \"c\"}]}");
  imported = import (workspace, folder);
  text = sj_workspace_text (workspace, SJ_REF_NONE, "");
  g_assert_cmpstr (text, ==,
                   "{\n  \"name\": \"Mine\",\n  \"namespaces\": [\n    {\n      \"id\": \"a\"\n    },\n    {\n"
                   "      \"id\": \"b\",\n      \"name\": \"B\"\n    },\n    {\n      \"id\": \"c\"\n    }\n  ],\n"
                   "  \"zone\": \"Europe/Rome\"\n}\n");
}

/* A journey that is there already becomes the one that comes, and can go back. */
static void
test_journey_again (Place *place, gconstpointer data)
{
  g_autoptr (SjWorkspace) workspace = place_create (place);
  g_autofree char *path = g_build_filename (place->folder, "j.journey", NULL);
  g_auto (SjImported) first = { 0 };
  g_auto (SjImported) second = { 0 };
  SjHistory *history;

  put_file (place, "j.journey", "{\"form\": 1, \"id\": \"j\", \"name\": \"One\", \"nodes\": []}");
  first = import (workspace, path);
  put_file (place, "j.journey", "{\"form\": 1, \"id\": \"j\", \"name\": \"Two\", \"nodes\": "
            "[{\"id\": \"wait-1\", \"kind\": \"wait\"}]}");
  second = import (workspace, path);
  g_assert_cmpuint (second.replaced, ==, 1);
  g_assert_cmpstr (sj_workspace_find_journey (workspace, "j")->name, ==, "Two");
  g_assert_cmpuint (sj_workspace_find_journey (workspace, "j")->steps, ==, 1);
  place_reopen (place, &workspace);
  history = sj_workspace_open_journey (workspace, "j", NULL);
  g_assert_cmpuint (sj_history_n_undo (history), ==, 1);
  g_assert_true (sj_history_undo (history));
  g_assert_cmpstr (sj_history_journey (history)->name, ==, "One");
  sj_workspace_close_journey (workspace, "j");
}

static void
note_done (SjWorkspace *workspace, const SjImported *imported, const GError *error, gpointer data)
{
  unsigned *done = data;

  g_assert_no_error (error);
  g_assert_cmpuint (sj_workspace_count (workspace, SJ_REF_PROFILE), ==, imported->added);
  *done = imported->added;
}

static void
note_refused (SjWorkspace *workspace, const SjImported *imported, const GError *error, gpointer data)
{
  g_assert_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_MISSING);
  *(unsigned *) data = 7;
}

static void
put_people (const Place *place, unsigned count)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (unsigned i = 0; i < count; i++)
    g_string_append_printf (lines, "{\"id\":\"p%u\",\"attributes\":{\"name\":\"Person %u\"}}\n", i, i);
  put_file (place, "people.jsonl", lines->str);
}

/* Work goes on while people come in; whoever closes stops it, and nothing of it is there. */
static void
test_later (Place *place, gconstpointer data)
{
  SjWorkspace *workspace = place_create (place);
  g_autofree char *path = g_build_filename (place->folder, "people.jsonl", NULL);
  unsigned done = 0;

  sj_workspace_import_later (workspace, "/nowhere", SJ_REF_NONE, note_refused, &done, NULL);
  g_assert_cmpuint (done, ==, 7);
  put_people (place, 2000);
  done = 0;
  sj_workspace_import_later (workspace, path, SJ_REF_NONE, note_done, &done, NULL);
  g_assert_cmpuint (done, ==, 0);
  g_assert_true (sj_workspace_put (workspace, SJ_REF_EVENT, "meanwhile", "{}", NULL));
  while (done == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (done, ==, 2000);
  g_assert_cmpuint (sj_workspace_count_profiles (workspace, "person 1999"), ==, 1);
  place_reopen (place, &workspace);
  g_assert_nonnull (sj_workspace_find (workspace, SJ_REF_EVENT, "meanwhile"));
  sj_workspace_free (workspace);
}

static void
test_later_closed (Place *place, gconstpointer data)
{
  SjWorkspace *workspace = place_create (place);
  g_autofree char *path = g_build_filename (place->folder, "people.jsonl", NULL);
  unsigned done = 0;
  size_t there;

  put_people (place, 50000);
  sj_workspace_import_later (workspace, path, SJ_REF_NONE, note_done, &done, NULL);
  place_reopen (place, &workspace);
  there = sj_workspace_count (workspace, SJ_REF_PROFILE);
  g_assert_true (there == 0 || there == 50000);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (done, ==, 0);
  sj_workspace_free (workspace);
}

#define ADD(name, test) g_test_add ("/runtime/workspace-text/" name, Place, NULL, place_init, test, place_clear)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("sample", test_sample);
  ADD ("same-findings", test_same_findings);
  ADD ("single", test_single);
  ADD ("guessed", test_guessed);
  ADD ("flawed", test_flawed);
  ADD ("merged", test_merged);
  ADD ("journey-again", test_journey_again);
  ADD ("later", test_later);
  ADD ("later-closed", test_later_closed);
  return g_test_run ();
}
