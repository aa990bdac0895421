/* sj-workspace-versions.c -- how journeys were, and what came of runs.
 *
 * Both stay in the file; lists and texts are read when they are asked for.
 */
#include "runtime/sj-workspace-private.h"

#include "model/sj-journey-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ------------------------------------------------------------------ versions */

void
sj_version_free (SjVersion *version)
{
  g_free (version->name);
  g_free (version);
}

GPtrArray *
sj_workspace_versions (SjWorkspace *workspace, const char *journey)
{
  g_autoptr (GPtrArray) stored = sj_store_versions (sj_store_reader (workspace->store), journey);
  GPtrArray *versions = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_version_free);

  for (guint i = 0; i < stored->len; i++)
    {
      SjStoredVersion *from = stored->pdata[i];
      SjVersion *version = g_new (SjVersion, 1);

      *version = (SjVersion) { from->number, g_steal_pointer (&from->name), from->made };
      g_ptr_array_add (versions, version);
    }
  return versions;
}

int64_t
sj_workspace_keep_version (SjWorkspace *workspace, const char *journey, const char *name, GError **error)
{
  SjHeldJourney *held;
  g_autoptr (GPtrArray) versions = NULL;
  g_autofree char *text = NULL;
  SjStoredVersion version = { 1, (char *) name, sj_workspace_now () };

  if (!sj_workspace_may_write (workspace, error) ||
      (held = sj_workspace_need_journey (workspace, journey, error)) == NULL)
    return 0;
  versions = sj_workspace_versions (workspace, journey);
  if (versions->len > 0)
    version.number = ((const SjVersion *) versions->pdata[0])->number + 1;
  text = sj_workspace_journey_text (held);
  sj_store_put_version (workspace->writer, journey, &version, text);
  held->row.versions = versions->len + 1;
  sj_workspace_tell (workspace, SJ_WORKSPACE_VERSIONS, SJ_REF_JOURNEY, journey, NULL);
  return version.number;
}

static bool
has_version (SjWorkspace *workspace, const char *journey, int64_t number, GError **error)
{
  g_autoptr (GPtrArray) versions = sj_workspace_versions (workspace, journey);

  for (guint i = 0; i < versions->len; i++)
    if (((const SjVersion *) versions->pdata[i])->number == number)
      return true;
  g_set_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_MISSING, _("there is no such version any more"));
  return false;
}

bool
sj_workspace_rename_version (SjWorkspace *workspace, const char *journey, int64_t number, const char *name,
                             GError **error)
{
  if (!sj_workspace_may_write (workspace, error) || !has_version (workspace, journey, number, error))
    return false;
  sj_store_name_version (workspace->writer, journey, number, name);
  sj_workspace_tell (workspace, SJ_WORKSPACE_VERSIONS, SJ_REF_JOURNEY, journey, NULL);
  return true;
}

bool
sj_workspace_delete_version (SjWorkspace *workspace, const char *journey, int64_t number, GError **error)
{
  SjHeldJourney *held;

  if (!sj_workspace_may_write (workspace, error) || !has_version (workspace, journey, number, error))
    return false;
  sj_store_remove_version (workspace->writer, journey, number);
  held = sj_workspace_held_journey (workspace, journey);
  if (held != NULL)
    held->row.versions--;
  sj_workspace_tell (workspace, SJ_WORKSPACE_VERSIONS, SJ_REF_JOURNEY, journey, NULL);
  return true;
}

SjJourney *
sj_workspace_read_version (SjWorkspace *workspace, const char *journey, int64_t number, GError **error)
{
  g_autofree char *text = NULL;
  GError *own = NULL;

  if (number == SJ_VERSION_NOW)
    return sj_workspace_read_journey (workspace, journey, error);
  text = sj_store_version_text (sj_store_reader (workspace->store), journey, number, &own);
  if (text != NULL)
    return sj_workspace_parse_journey (journey, text, strlen (text), error);
  sj_workspace_pass_error (error, own);
  return NULL;
}

static char *
version_title (SjWorkspace *workspace, const char *journey, int64_t number)
{
  g_autoptr (GPtrArray) versions = sj_workspace_versions (workspace, journey);

  for (guint i = 0; i < versions->len; i++)
    {
      const SjVersion *version = versions->pdata[i];

      if (version->number == number)
        return g_strdup_printf (_("Restore “%s”"), version->name);
    }
  return g_strdup (_("Restore a version"));
}

bool
sj_workspace_restore_version (SjWorkspace *workspace, const char *journey, int64_t number, GError **error)
{
  g_autoptr (SjJourney) version = NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (!sj_workspace_may_write (workspace, error) ||
      (version = sj_workspace_read_version (workspace, journey, number, error)) == NULL)
    return false;
  title = version_title (workspace, journey, number);
  text = sj_journey_to_string (version);
  return sj_workspace_replace_journey (workspace, journey, text, title, error);
}

SjDiff *
sj_workspace_compare (SjWorkspace *workspace, const char *journey, int64_t older, int64_t newer, GError **error)
{
  g_autoptr (SjJourney) first = sj_workspace_read_version (workspace, journey, older, error);
  g_autoptr (SjJourney) second = first ? sj_workspace_read_version (workspace, journey, newer, error) : NULL;

  return second ? sj_diff_new (first, second, sj_library_names (sj_workspace_library (workspace))) : NULL;
}

/* ------------------------------------------------------------------ runs */

void
sj_kept_run_free (SjKeptRun *run)
{
  g_free (run->journey);
  g_free (run->name);
  g_free (run->summary);
  g_free (run);
}

int64_t
sj_workspace_keep_run (SjWorkspace *workspace, SjJourney *journey, const char *name, const char *summary,
                       const char *document, GError **error)
{
  g_autofree char *drawing = NULL;
  SjHeldJourney *held;
  SjStoredRun run;

  if (!sj_workspace_may_write (workspace, error))
    return 0;
  run = (SjStoredRun) { ++workspace->last_run, journey->id ? journey->id : (char *) "", (char *) name,
                        (char *) summary, sj_workspace_now () };
  drawing = sj_journey_to_string (journey);
  sj_store_put_run (workspace->writer, &run, document, drawing);
  held = sj_workspace_held_journey (workspace, run.journey);
  if (held != NULL)
    held->row.runs++;
  sj_workspace_tell (workspace, SJ_WORKSPACE_RUNS, SJ_REF_JOURNEY, run.journey, NULL);
  return run.number;
}

GPtrArray *
sj_workspace_runs (SjWorkspace *workspace, const char *journey)
{
  g_autoptr (GPtrArray) stored = sj_store_runs (sj_store_reader (workspace->store), journey);
  GPtrArray *runs = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_kept_run_free);

  for (guint i = 0; i < stored->len; i++)
    {
      SjStoredRun *from = stored->pdata[i];
      SjKeptRun *run = g_new (SjKeptRun, 1);

      *run = (SjKeptRun) { from->number, g_steal_pointer (&from->journey), g_steal_pointer (&from->name),
                           g_steal_pointer (&from->summary), from->made };
      g_ptr_array_add (runs, run);
    }
  return runs;
}

/* The journey it is of, owned; NULL and the error. */
static char *
journey_of_run (SjWorkspace *workspace, int64_t number, GError **error)
{
  g_autoptr (GPtrArray) runs = sj_workspace_runs (workspace, NULL);

  for (guint i = 0; i < runs->len; i++)
    {
      SjKeptRun *run = runs->pdata[i];

      if (run->id == number)
        return g_steal_pointer (&run->journey);
    }
  g_set_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_MISSING, _("there is no such run any more"));
  return NULL;
}

bool
sj_workspace_rename_run (SjWorkspace *workspace, int64_t run, const char *name, GError **error)
{
  g_autofree char *journey = NULL;

  if (!sj_workspace_may_write (workspace, error) || (journey = journey_of_run (workspace, run, error)) == NULL)
    return false;
  sj_store_name_run (workspace->writer, run, name);
  sj_workspace_tell (workspace, SJ_WORKSPACE_RUNS, SJ_REF_JOURNEY, journey, NULL);
  return true;
}

bool
sj_workspace_delete_run (SjWorkspace *workspace, int64_t run, GError **error)
{
  g_autofree char *journey = NULL;
  SjHeldJourney *held;

  if (!sj_workspace_may_write (workspace, error) || (journey = journey_of_run (workspace, run, error)) == NULL)
    return false;
  sj_store_remove_run (workspace->writer, run);
  held = sj_workspace_held_journey (workspace, journey);
  if (held != NULL)
    held->row.runs--;
  sj_workspace_tell (workspace, SJ_WORKSPACE_RUNS, SJ_REF_JOURNEY, journey, NULL);
  return true;
}

static char *
run_text (SjWorkspace *workspace, int64_t run, bool drawing, GError **error)
{
  GError *own = NULL;
  char *text = sj_store_run_text (sj_store_reader (workspace->store), run, drawing, &own);

  if (own != NULL)
    sj_workspace_pass_error (error, own);
  return text;
}

char *
sj_workspace_run_document (SjWorkspace *workspace, int64_t run, GError **error)
{
  return run_text (workspace, run, false, error);
}

SjJourney *
sj_workspace_run_journey (SjWorkspace *workspace, int64_t run, GError **error)
{
  g_autofree char *text = run_text (workspace, run, true, error);

  return text ? sj_workspace_parse_journey (NULL, text, strlen (text), error) : NULL;
}
