/* test-workspace-kill.c -- a program that is killed at any moment loses at most its last
 * second, and leaves nothing that is half. */
#include "runtime/sj-workspace.h"

#include "place.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define LATEST (1 * G_TIME_SPAN_SECOND)

/* What the child says of each round, after it. */
typedef struct
{
  uint32_t round;
  uint32_t synced;          /* the disk has it, the child was told */
  int64_t when;
} Said;

static void
do_round (SjWorkspace *workspace, SjHistory *history, unsigned round)
{
  SjTarget target = { SJ_SCOPE_JOURNEY };
  g_autofree char *name = g_strdup_printf ("%u", round);
  g_autofree char *id = g_strdup_printf ("e%u", round);
  SjValue value = sj_value_string (name);

  sj_history_seal (history);
  sj_history_do (history, sj_edit_set_field (&target, "name", &value));
  sj_workspace_put (workspace, SJ_REF_EVENT, id, "{}", NULL);
  sj_workspace_put (workspace, SJ_REF_PROFILE, id, "{\"attributes\":{\"name\":\"Somebody\"}}", NULL);
  if (round % 10 == 3)
    sj_workspace_keep_version (workspace, "j", name, NULL);
}

static void G_GNUC_NORETURN
run_child (const char *path, int out)
{
  SjWorkspace *workspace = sj_workspace_open (path, NULL);
  SjHistory *history = workspace ? sj_workspace_open_journey (workspace, "j", NULL) : NULL;

  if (history == NULL)
    _exit (1);
  for (uint32_t round = (uint32_t) sj_workspace_count (workspace, SJ_REF_EVENT) + 1;; round++)
    {
      Said said = { round, 0, 0 };

      do_round (workspace, history, round);
      if (round % 7 == 0)
        said.synced = sj_workspace_sync (workspace, NULL);
      said.when = g_get_monotonic_time ();
      if (write (out, &said, sizeof said) != sizeof said)
        _exit (1);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
}

/* Which round must be there: what was synced, and what was done a second before. */
static uint32_t
kill_after (const char *path, unsigned rounds, uint32_t *done)
{
  uint32_t must = 0;
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Said));
  int64_t killed;
  int ends[2];
  pid_t child;
  Said said;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  if (child == 0)
    {
      close (ends[0]);
      run_child (path, ends[1]);
    }
  close (ends[1]);
  for (unsigned i = 0; i < rounds && read (ends[0], &said, sizeof said) == sizeof said; i++)
    g_array_append_val (all, said);
  killed = g_get_monotonic_time ();
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  while (read (ends[0], &said, sizeof said) == sizeof said)
    g_array_append_val (all, said);
  close (ends[0]);
  g_assert_cmpuint (all->len, >=, rounds);
  for (guint i = 0; i < all->len; i++)
    {
      const Said *each = &g_array_index (all, Said, i);

      *done = each->round;
      if (each->synced || each->when + LATEST < killed)
        must = each->round;
    }
  g_array_unref (all);
  return must;
}

static void
test_killed (Place *place, gconstpointer data)
{
  static const unsigned rounds[] = { 1, 2, 3, 9, 40, 15, 120, 60, 400, 5, 700 };
  SjWorkspace *workspace = place_create (place);
  uint32_t before = 0;

  g_assert_true (sj_workspace_put (workspace, SJ_REF_JOURNEY, "j", "{\"form\": 1, \"nodes\": []}", NULL));
  g_assert_true (sj_workspace_close (workspace, NULL));
  for (size_t i = 0; i < G_N_ELEMENTS (rounds); i++)
    {
      uint32_t done = 0;
      uint32_t must = kill_after (place->path, rounds[i], &done);
      g_autoptr (GError) error = NULL;
      g_autofree char *name = NULL;
      uint32_t there;
      SjHistory *history;

      workspace = sj_workspace_open (place->path, &error);
      g_assert_no_error (error);
      g_assert_null (sj_workspace_read_only (workspace));
      there = (uint32_t) sj_workspace_count (workspace, SJ_REF_EVENT);
      g_test_message ("%u done, %u there, %u sure", done, there, must);
      g_assert_cmpuint (there, >=, MAX (must, before));
      g_assert_cmpuint (there, <=, done + 1);

      /* All changes come in their order: the journey is not behind the event that came after it. */
      name = g_strdup_printf ("%u", there);
      history = sj_workspace_open_journey (workspace, "j", NULL);
      g_assert_cmpuint (sj_history_n_undo (history), >=, there);
      g_assert_cmpuint (sj_history_n_undo (history), <=, there + 1);
      g_assert_cmpuint (g_ascii_strtoull (sj_history_journey (history)->name ? sj_history_journey (history)->name
                                                                               : "0", NULL, 10), >=, there);
      g_assert_cmpuint (sj_workspace_count (workspace, SJ_REF_PROFILE), <=, there);
      g_assert_cmpuint (sj_workspace_count (workspace, SJ_REF_PROFILE) + 1, >=, there);
      g_assert_cmpuint (sj_workspace_count_profiles (workspace, "some"), ==,
                        sj_workspace_count (workspace, SJ_REF_PROFILE));
      /* The next life begins where this one ends. */
      while (sj_history_n_undo (history) > there)
        sj_history_undo (history);
      sj_workspace_close_journey (workspace, "j");
      if (sj_workspace_count (workspace, SJ_REF_PROFILE) < there)
        {
          g_autofree char *id = g_strdup_printf ("e%u", there);

          g_assert_true (sj_workspace_put (workspace, SJ_REF_PROFILE, id, "{\"attributes\":{\"name\":\"Somebody\"}}",
                                           NULL));
        }
      g_assert_true (sj_workspace_close (workspace, NULL));
      before = there;
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/runtime/workspace-kill", Place, NULL, place_init, test_killed, place_clear);
  return g_test_run ();
}
