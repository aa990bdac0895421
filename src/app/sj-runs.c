/* sj-runs.c -- kept runs as a list, and copies of two of them side by side.
 *
 * A comparison has results of its own, read from what was kept: what is shown may be
 * another a moment later.
 */
#include "app/sj-runs.h"

#include "base/sj-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SjRuns
{
  GObject parent_instance;

  SjPlay *play;             /* borrowed: it owns this */
  GListStore *list;         /* owned: of SjRun */
  int64_t shown;            /* the run that is shown, if it is a kept one */
  SjResult *a, *b;          /* owned, or NULL */
  SjResult *next_a, *next_b;    /* owned, or NULL: what is about to be compared */
  int64_t want_a, want_b;   /* of these; SJ_RUN_NONE: nothing is about to be */
  SjSimulator *simulator;   /* owned: of versions */
  char *error;              /* owned, or NULL */
  char *name_a, *name_b;    /* owned */
  int64_t id_a, id_b;
  SjComparison *comparison; /* owned, or NULL */
  bool laid;                /* over the drawing */
  int64_t opening;          /* the kept run that is about to be shown */
  const SjResult *seen;     /* what was shown before; not to be looked into */
};

struct SjDeletedRun
{
  SjDesk *desk;             /* owned */
  SjJourney *journey;       /* owned */
  char *name, *summary, *document;    /* owned */
};

G_DEFINE_FINAL_TYPE (SjRun, sj_run, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (SjRuns, sj_runs, G_TYPE_OBJECT)

static guint changed_signal;

static void
sj_run_finalize (GObject *object)
{
  SjRun *run = SJ_RUN (object);

  g_free (run->name);
  g_free (run->about);
  G_OBJECT_CLASS (sj_run_parent_class)->finalize (object);
}

static void
sj_run_class_init (SjRunClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sj_run_finalize;
}

static void
sj_run_init (SjRun *run)
{
}

static SjDesk *
desk_of (SjRuns *runs)
{
  return sj_editor_desk (sj_play_editor (runs->play));
}

static SjWorkspace *
workspace_of (SjRuns *runs)
{
  return sj_desk_workspace (desk_of (runs));
}

/* ------------------------------------------------------------------ the list */

/* What stands in the list, so that it need not read whole documents. */
static char *
summarise (const SjResult *result)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjObjectBuilder builder;

  sj_object_begin (&builder, &arena);
  sj_object_set (&builder, "persons", sj_value_integer ((int64_t) result->persons));
  sj_object_set (&builder, "made", sj_value_integer (g_get_real_time () / 1000));
  if (g_strcmp0 (result->population, SJ_PLAY_RECORDED) == 0)
    sj_object_set (&builder, "recorded", sj_value_bool (true));
  return sj_json_to_string (sj_object_end (&builder), SJ_JSON_COMPACT);
}

static char *
describe (SjRuns *runs, const SjKeptRun *kept)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue summary = sj_null, persons, made;
  g_autofree char *people = NULL, *when = NULL, *name = NULL;
  GString *text = g_string_new (NULL);

  if (kept->summary != NULL && !sj_json_read (&arena, NULL, kept->summary, strlen (kept->summary), &summary, NULL))
    summary = sj_null;
  persons = sj_value_get (summary, "persons");
  made = sj_value_get (summary, "made");
  when = sj_desk_when (made.type == SJ_INTEGER ? made.integer : kept->made, g_get_real_time () / 1000);
  if (strcmp (kept->journey, sj_editor_id (sj_play_editor (runs->play))) != 0)
    {
      name = sj_desk_name (desk_of (runs), SJ_REF_JOURNEY, kept->journey);
      g_string_append_printf (text, "%s · ", name ? name : _("A journey that was deleted"));
    }
  if (persons.type == SJ_INTEGER)
    {
      people = sj_figure_exact (persons.integer);
      g_string_append_printf (text, sj_value_get (summary, "recorded").type == SJ_BOOL
                                      ? ngettext ("%s recorded person", "%s recorded people", (gulong) persons.integer)
                                      : ngettext ("%s person", "%s people", (gulong) persons.integer), people);
      g_string_append (text, " · ");
    }
  g_string_append (text, when);
  return g_string_free (text, FALSE);
}

static SjRun *
run_new (SjRuns *runs, const SjKeptRun *kept)
{
  SjRun *run = g_object_new (SJ_TYPE_RUN, NULL);

  run->id = kept->id;
  run->name = g_strdup (kept->name);
  run->about = describe (runs, kept);
  run->own = strcmp (kept->journey, sj_editor_id (sj_play_editor (runs->play))) == 0;
  return run;
}

static void
fill (SjRuns *runs)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) all = NULL;
  const char *own;

  if (sj_play_editor (runs->play) == NULL || workspace_of (runs) == NULL)
    return;
  all = sj_workspace_runs (workspace_of (runs), NULL);
  own = sj_editor_id (sj_play_editor (runs->play));
  for (unsigned others = 0; others < 2; others++)
    for (guint i = 0; i < all->len; i++)
      if ((strcmp (((SjKeptRun *) all->pdata[i])->journey, own) != 0) == (others != 0))
        g_ptr_array_add (rows, run_new (runs, all->pdata[i]));
  g_list_store_splice (runs->list, 0, g_list_model_get_n_items (G_LIST_MODEL (runs->list)), rows->pdata, rows->len);
}

static void
news_cb (SjDesk *desk, const SjWorkspaceNews *news, SjRuns *runs)
{
  if (news->type == SJ_WORKSPACE_RUNS || news->type == SJ_WORKSPACE_VERSIONS || news->type == SJ_WORKSPACE_IMPORTED)
    fill (runs);
}

GListModel *
sj_runs_model (SjRuns *runs)
{
  return G_LIST_MODEL (runs->list);
}

SjPlay *
sj_runs_play (SjRuns *runs)
{
  return runs->play;
}

static SjRun *
find (SjRuns *runs, int64_t id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (runs->list)); i++)
    {
      g_autoptr (SjRun) run = g_list_model_get_item (G_LIST_MODEL (runs->list), i);

      if (run->id == id)
        return run;    /* the list holds it */
    }
  return NULL;
}

/* ------------------------------------------------------------------ keeping */

int64_t
sj_runs_shown (SjRuns *runs)
{
  return find (runs, runs->shown) ? runs->shown : SJ_RUN_SHOWN;
}

bool
sj_runs_may_keep (SjRuns *runs)
{
  return sj_play_result (runs->play) != NULL && sj_runs_shown (runs) == SJ_RUN_SHOWN &&
         sj_play_editor (runs->play) != NULL && sj_desk_writable (desk_of (runs));
}

char *
sj_runs_suggest (SjRuns *runs)
{
  guint number = g_list_model_get_n_items (G_LIST_MODEL (runs->list)) + 1;

  return g_strdup_printf (_("Run %u"), number);
}

bool
sj_runs_keep (SjRuns *runs, const char *name, GError **error)
{
  const SjResult *result = sj_play_result (runs->play);
  g_autofree char *summary = NULL, *document = NULL;
  int64_t id;

  g_return_val_if_fail (sj_runs_may_keep (runs), false);
  summary = summarise (result);
  document = sj_result_to_string (result);
  id = sj_workspace_keep_run (workspace_of (runs), sj_play_journey (runs->play), name, summary, document, error);
  if (id == 0)
    return false;
  runs->shown = id;
  fill (runs);
  g_log ("sojourn-ui", G_LOG_LEVEL_DEBUG, "kept run %s", name);
  return true;
}

bool
sj_runs_rename (SjRuns *runs, int64_t id, const char *name, GError **error)
{
  return sj_workspace_rename_run (workspace_of (runs), id, name, error);
}

static SjResult *
read_run (SjRuns *runs, int64_t id, GError **error)
{
  g_autofree char *text = id == SJ_RUN_SHOWN ? sj_result_to_string (sj_play_result (runs->play))
                                             : sj_workspace_run_document (workspace_of (runs), id, error);
  SjRun *run = find (runs, id);

  return text ? sj_result_read (run ? run->name : _("this run"), text, strlen (text), error) : NULL;
}

bool
sj_runs_open (SjRuns *runs, int64_t id, GError **error)
{
  g_autoptr (SjJourney) journey = sj_workspace_run_journey (workspace_of (runs), id, error);
  SjResult *result = journey ? read_run (runs, id, error) : NULL;
  SjRun *run = find (runs, id);

  if (result == NULL)
    return false;
  runs->opening = id;
  sj_play_show (runs->play, result, journey, run ? run->name : "");
  return true;
}

SjDeletedRun *
sj_runs_delete (SjRuns *runs, int64_t id, GError **error)
{
  SjWorkspace *workspace = workspace_of (runs);
  SjDeletedRun *deleted = g_new0 (SjDeletedRun, 1);
  g_autoptr (GPtrArray) all = sj_workspace_runs (workspace, NULL);

  for (guint i = 0; i < all->len; i++)
    {
      SjKeptRun *kept = all->pdata[i];

      if (kept->id == id)
        {
          deleted->name = g_strdup (kept->name);
          deleted->summary = g_strdup (kept->summary);
        }
    }
  deleted->desk = g_object_ref (desk_of (runs));
  deleted->journey = sj_workspace_run_journey (workspace, id, error);
  deleted->document = deleted->journey ? sj_workspace_run_document (workspace, id, error) : NULL;
  if (deleted->document != NULL && sj_workspace_delete_run (workspace, id, error))
    {
      if (id == runs->id_a || id == runs->id_b)
        sj_runs_stop (runs);
      return deleted;
    }
  sj_deleted_run_free (deleted);
  return NULL;
}

void
sj_deleted_run_put_back (SjDeletedRun *deleted)
{
  SjWorkspace *workspace = sj_desk_workspace (deleted->desk);

  if (workspace != NULL)
    sj_workspace_keep_run (workspace, deleted->journey, deleted->name, deleted->summary, deleted->document, NULL);
}

void
sj_deleted_run_free (SjDeletedRun *deleted)
{
  g_object_unref (deleted->desk);
  g_clear_pointer (&deleted->journey, sj_journey_unref);
  g_free (deleted->name);
  g_free (deleted->summary);
  g_free (deleted->document);
  g_free (deleted);
}

/* ------------------------------------------------------------------ comparing */

static void
forget (SjRuns *runs)
{
  sj_play_set_comparison (runs->play, NULL);
  g_clear_pointer (&runs->comparison, sj_compare_free);
  g_clear_pointer (&runs->a, sj_result_free);
  g_clear_pointer (&runs->b, sj_result_free);
  g_clear_pointer (&runs->name_a, g_free);
  g_clear_pointer (&runs->name_b, g_free);
  runs->id_a = runs->id_b = SJ_RUN_NONE;
}

GPtrArray *
sj_runs_versions (SjRuns *runs)
{
  return sj_workspace_versions (workspace_of (runs), sj_editor_id (sj_play_editor (runs->play)));
}

static bool
is_version (int64_t id)
{
  return id < SJ_RUN_NONE;
}

static char *
version_name (SjRuns *runs, int64_t id)
{
  g_autoptr (GPtrArray) versions = sj_runs_versions (runs);

  for (guint i = 0; i < versions->len; i++)
    if (SJ_RUN_VERSION (((SjVersion *) versions->pdata[i])->number) == id)
      return g_strdup (((SjVersion *) versions->pdata[i])->name);
  return g_strdup (_("A version"));
}

static char *
name_of (SjRuns *runs, int64_t id)
{
  SjRun *run = find (runs, id);
  const char *shown = sj_play_shown (runs->play);

  if (is_version (id))
    return version_name (runs, id);
  return g_strdup (run ? run->name : shown ? shown : _("Shown now"));
}

static void
forget_wanted (SjRuns *runs)
{
  g_clear_pointer (&runs->next_a, sj_result_free);
  g_clear_pointer (&runs->next_b, sj_result_free);
  runs->want_a = runs->want_b = SJ_RUN_NONE;
  sj_simulator_stop (runs->simulator);
}

static void
finish (SjRuns *runs)
{
  forget (runs);
  runs->a = g_steal_pointer (&runs->next_a);
  runs->b = g_steal_pointer (&runs->next_b);
  runs->id_a = runs->want_a;
  runs->id_b = runs->want_b;
  runs->want_a = runs->want_b = SJ_RUN_NONE;
  runs->name_a = name_of (runs, runs->id_a);
  runs->name_b = name_of (runs, runs->id_b);
  runs->comparison = sj_compare_new (runs->a, runs->b);
  sj_play_set_comparison (runs->play, runs->laid ? runs->comparison : NULL);
  g_log ("sojourn-ui", G_LOG_LEVEL_DEBUG, "compared %s with %s", runs->name_a, runs->name_b);
}

/* Of a version the result comes later: then this goes on. */
static bool
fetch (SjRuns *runs, int64_t id, SjResult **result, GError **error)
{
  g_autoptr (SjJourney) journey = NULL;

  if (!is_version (id))
    {
      *result = read_run (runs, id, error);
      return *result != NULL;
    }
  journey = sj_workspace_read_version (workspace_of (runs), sj_editor_id (sj_play_editor (runs->play)),
                                       SJ_RUN_NONE - id, error);
  if (journey == NULL)
    return false;
  sj_play_ask (runs->play, journey, runs->simulator);
  return true;
}

static bool
proceed (SjRuns *runs, GError **error)
{
  if ((runs->next_a == NULL && !fetch (runs, runs->want_a, &runs->next_a, error)) ||
      (runs->next_a != NULL && runs->next_b == NULL && !fetch (runs, runs->want_b, &runs->next_b, error)))
    {
      forget_wanted (runs);
      return false;
    }
  if (runs->next_a != NULL && runs->next_b != NULL)
    finish (runs);
  g_signal_emit (runs, changed_signal, 0);
  return true;
}

/* A copy: the simulator lends its result until the next. */
static void
simulator_cb (SjSimulator *simulator, SjRuns *runs)
{
  SjResult **result = runs->next_a == NULL ? &runs->next_a : &runs->next_b;
  g_autofree char *text = NULL;

  if (sj_simulator_is_running (simulator) || runs->want_a == SJ_RUN_NONE || sj_play_editor (runs->play) == NULL)
    return;
  if (sj_simulator_result (simulator) != NULL)
    {
      text = sj_result_to_string (sj_simulator_result (simulator));
      *result = sj_result_read (_("this version"), text, strlen (text), NULL);
    }
  if (*result != NULL)
    {
      proceed (runs, NULL);
      return;
    }
  runs->error = g_strdup (sj_simulator_error (simulator));
  sj_runs_stop (runs);
}

bool
sj_runs_compare (SjRuns *runs, int64_t a, int64_t b, GError **error)
{
  g_return_val_if_fail (SJ_IS_RUNS (runs) && sj_play_editor (runs->play) != NULL, false);
  g_return_val_if_fail (a != SJ_RUN_NONE && b != SJ_RUN_NONE, false);
  g_return_val_if_fail ((a != SJ_RUN_SHOWN && b != SJ_RUN_SHOWN) || sj_play_result (runs->play) != NULL, false);
  forget_wanted (runs);
  g_clear_pointer (&runs->error, g_free);
  runs->want_a = a;
  runs->want_b = b;
  return proceed (runs, error);
}

bool
sj_runs_is_busy (SjRuns *runs)
{
  return runs->want_a != SJ_RUN_NONE;
}

const char *
sj_runs_error (SjRuns *runs)
{
  return runs->error;
}

void
sj_runs_stop (SjRuns *runs)
{
  g_return_if_fail (SJ_IS_RUNS (runs));
  if (runs->comparison == NULL && !sj_runs_is_busy (runs))
    return;
  forget_wanted (runs);
  forget (runs);
  g_signal_emit (runs, changed_signal, 0);
}

void
sj_runs_set_laid (SjRuns *runs, bool laid)
{
  g_return_if_fail (SJ_IS_RUNS (runs));
  if (laid == runs->laid)
    return;
  runs->laid = laid;
  sj_play_set_comparison (runs->play, laid ? runs->comparison : NULL);
}

const SjComparison *
sj_runs_comparison (SjRuns *runs)
{
  return runs->comparison;
}

const char *
sj_runs_name_a (SjRuns *runs)
{
  return runs->name_a;
}

const char *
sj_runs_name_b (SjRuns *runs)
{
  return runs->name_b;
}

/* Another result is no kept one, unless it was just opened. */
static void
follow_shown (SjRuns *runs)
{
  const SjResult *result = sj_play_result (runs->play);

  if (result == runs->seen)
    return;
  runs->seen = result;
  runs->shown = runs->opening;
  runs->opening = SJ_RUN_SHOWN;
}

/* What is shown is compared as it is now. */
static void
play_cb (SjPlay *play, unsigned news, SjRuns *runs)
{
  if (news & SJ_PLAY_RUN)
    follow_shown (runs);
  if (!(news & SJ_PLAY_RUN) || sj_play_is_running (play) || sj_play_editor (play) == NULL ||
      runs->comparison == NULL || sj_runs_is_busy (runs) || (runs->id_a != SJ_RUN_SHOWN && runs->id_b != SJ_RUN_SHOWN))
    return;
  if (sj_play_result (play) == NULL || !sj_runs_compare (runs, runs->id_a, runs->id_b, NULL))
    sj_runs_stop (runs);
}

/* ------------------------------------------------------------------ object */

static void
sj_runs_finalize (GObject *object)
{
  SjRuns *runs = SJ_RUNS (object);

  g_signal_handlers_disconnect_by_data (runs->simulator, runs);
  forget_wanted (runs);
  g_object_unref (runs->simulator);
  g_clear_pointer (&runs->comparison, sj_compare_free);
  g_clear_pointer (&runs->a, sj_result_free);
  g_clear_pointer (&runs->b, sj_result_free);
  g_free (runs->name_a);
  g_free (runs->name_b);
  g_free (runs->error);
  g_object_unref (runs->list);
  G_OBJECT_CLASS (sj_runs_parent_class)->finalize (object);
}

static void
sj_runs_class_init (SjRunsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sj_runs_finalize;
  changed_signal = g_signal_new ("changed", SJ_TYPE_RUNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sj_runs_init (SjRuns *runs)
{
  runs->list = g_list_store_new (SJ_TYPE_RUN);
  runs->simulator = sj_simulator_new ();
  g_signal_connect_object (runs->simulator, "changed", G_CALLBACK (simulator_cb), runs, 0);
  runs->want_a = runs->want_b = SJ_RUN_NONE;
  runs->id_a = runs->id_b = SJ_RUN_NONE;
}

SjRuns *
sj_runs_of (SjPlay *play)
{
  SjRuns *runs = g_object_get_data (G_OBJECT (play), "sj-runs");

  if (runs != NULL)
    return runs;
  runs = g_object_new (SJ_TYPE_RUNS, NULL);
  g_object_set_data_full (G_OBJECT (play), "sj-runs", runs, g_object_unref);
  runs->play = play;
  g_signal_connect_object (play, "changed", G_CALLBACK (play_cb), runs, 0);
  g_signal_connect_object (desk_of (runs), "news", G_CALLBACK (news_cb), runs, 0);
  fill (runs);
  return runs;
}
