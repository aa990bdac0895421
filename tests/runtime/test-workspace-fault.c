/* test-workspace-fault.c -- the disk fails while a workspace is in use: it is told, work
 * goes on, and what comes in from text comes in whole or not at all. */
#include "runtime/sj-workspace.h"

#include "../store/fault.h"
#include "place.h"

typedef struct
{
  unsigned troubles, ends, saves;
} Told;

static void
note_news (SjWorkspace *workspace, const SjWorkspaceNews *news, gpointer data)
{
  Told *told = data;

  if (news->type == SJ_WORKSPACE_TROUBLE)
    *(news->text ? &told->troubles : &told->ends) += 1;
  told->saves += news->type == SJ_WORKSPACE_SAVED;
}

static void
test_trouble (Place *place, gconstpointer data)
{
  SjWorkspace *workspace = place_create (place);
  g_autofree char *id = sj_workspace_create_journey (workspace, "Journey", NULL);
  SjHistory *history = sj_workspace_open_journey (workspace, id, NULL);
  SjTarget target = { SJ_SCOPE_JOURNEY };
  SjValue value = sj_value_string ("Drawn on a full disk");
  g_autoptr (GError) error = NULL;
  Told told = { 0, 0, 0 };

  g_assert_true (sj_workspace_sync (workspace, NULL));
  sj_workspace_observe (workspace, note_news, &told);
  fault_arm (1, true);
  g_assert_true (sj_history_do (history, sj_edit_set_field (&target, "name", &value)));
  g_assert_true (sj_workspace_put (workspace, SJ_REF_EVENT, "e", "{}", NULL));
  g_assert_false (sj_workspace_sync (workspace, &error));
  g_assert_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_FAILED);
  while (told.troubles == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (sj_workspace_find (workspace, SJ_REF_EVENT, "e"));
  g_assert_cmpstr (sj_workspace_find_journey (workspace, id)->name, ==, "Drawn on a full disk");

  fault_disarm ();
  g_assert_true (sj_workspace_sync (workspace, NULL));
  while (told.ends == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (told.ends, ==, 1);
  sj_workspace_close_journey (workspace, id);
  place_reopen (place, &workspace);
  g_assert_nonnull (sj_workspace_find (workspace, SJ_REF_EVENT, "e"));
  g_assert_cmpstr (sj_workspace_find_journey (workspace, id)->name, ==, "Drawn on a full disk");
  sj_workspace_free (workspace);
}

static size_t
count_all (SjWorkspace *workspace)
{
  size_t count = sj_workspace_count (workspace, SJ_REF_JOURNEY) + sj_workspace_count_profiles (workspace, NULL);

  for (size_t i = 0; i < sj_library_n_kinds (); i++)
    count += sj_workspace_count (workspace, sj_library_kind (i)->ref);
  return count;
}

/* One write after the other fails: the sample is there as a whole, or nothing of it, in
 * memory and in the file. */
static void
test_import (Place *place, gconstpointer data)
{
  unsigned failed = 0;
  bool struck = true;

  for (unsigned at = 1; struck; at += at < 10 ? 1 : at)
    {
      g_autofree char *path = g_strdup_printf ("%s-%u.sojourn", place->path, at);
      Place own = { place->folder, path };
      SjWorkspace *workspace = place_create (&own);
      g_auto (SjImported) imported = { 0 };
      size_t there;
      bool ok;

      fault_arm (at, true);
      ok = sj_workspace_import (workspace, g_getenv ("SJ_SAMPLE"), SJ_REF_NONE, &imported, NULL);
      struck = fault_struck ();
      fault_disarm ();
      failed += !ok;
      g_assert_true (ok || struck);
      there = count_all (workspace);
      g_assert_true (there == 0 || there == 77);
      if (ok)
        g_assert_cmpuint (there, ==, 77);
      place_reopen (&own, &workspace);
      g_assert_cmpuint (count_all (workspace), ==, there);
      g_assert_cmpstr (sj_workspace_title (workspace), ==, there > 0 ? "Luma" : "A");
      sj_workspace_free (workspace);
    }
  g_assert_cmpuint (failed, >, 3);
}

/* The disk stays full to the end: closing says so, and what was safe is safe. */
static void
test_close (Place *place, gconstpointer data)
{
  SjWorkspace *workspace = place_create (place);
  g_autoptr (GError) error = NULL;

  g_assert_true (sj_workspace_put (workspace, SJ_REF_EVENT, "safe", "{}", NULL));
  g_assert_true (sj_workspace_sync (workspace, NULL));
  fault_arm (1, true);
  g_assert_true (sj_workspace_put (workspace, SJ_REF_EVENT, "lost", "{}", NULL));
  g_assert_false (sj_workspace_close (workspace, &error));
  g_assert_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_FAILED);
  fault_disarm ();
  workspace = NULL;
  place_reopen (place, &workspace);
  g_assert_nonnull (sj_workspace_find (workspace, SJ_REF_EVENT, "safe"));
  g_assert_null (sj_workspace_find (workspace, SJ_REF_EVENT, "lost"));
  sj_workspace_free (workspace);
}

#define ADD(name, test) g_test_add ("/runtime/workspace-fault/" name, Place, NULL, place_init, test, place_clear)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fault_install ();
  ADD ("trouble", test_trouble);
  ADD ("import", test_import);
  ADD ("close", test_close);
  return g_test_run ();
}
