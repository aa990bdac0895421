/* sj-trial.c -- rehearsals of a frozen journey, begun anew when it is another. */
#include "app/sj-trial.h"

#include "base/sj-json.h"
#include "engine/sj-example.h"
#include "profile/sj-event.h"
#include "profile/sj-profile.h"
#include "scene/sj-overlay.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SjTrial
{
  GObject parent_instance;

  SjEditor *editor;         /* borrowed: it owns this */
  SjWorld *world;           /* owned, with the program */
  const SjProgram *program; /* borrowed from it */
  SjRehearsal *rehearsal;   /* owned; goes before the world */
  char *profile;            /* owned, or NULL */
  char *error, *error_node; /* owned, or NULL */

  GPtrArray *tests;         /* owned: of SjTrialTest; NULL: to be listed */
  bool *covered;            /* owned: by way of the program; NULL: tests were not run */
  bool active, stale;
};

G_DEFINE_FINAL_TYPE (SjTrial, sj_trial, G_TYPE_OBJECT)

static guint changed_signal;

static void
tell (SjTrial *trial, unsigned news)
{
  g_signal_emit (trial, changed_signal, 0, news);
}

/* ------------------------------------------------------------- what is shown */

static SjOverlay *
way_of (SjTrial *trial)
{
  SjOverlay *overlay = sj_overlay_new (SJ_OVERLAY_TRACE);
  const char *from = NULL, *path = NULL;
  uint32_t count;
  const SjTold *told = sj_rehearsal_told (trial->rehearsal, &count);

  for (uint32_t i = 0; i < count; i++)
    if (told[i].program != trial->program->number || told[i].node == NULL)
      continue;
    else if (told[i].kind == SJ_TOLD_TOOK && told[i].path != NULL)
      {
        from = told[i].node->id;
        path = told[i].path->id;
      }
    else if (told[i].kind == SJ_TOLD_AT && told[i].path == NULL)
      {
        sj_overlay_visit (overlay, from, path, told[i].node->id);
        from = path = NULL;
      }
  return overlay;
}

/* Every path that some test went, and where it leads. */
static SjOverlay *
coverage_of (SjTrial *trial)
{
  SjOverlay *overlay = sj_overlay_new (SJ_OVERLAY_TRACE);

  for (guint i = 0; i < trial->program->ways->len; i++)
    {
      const SjWay *way = sj_program_way (trial->program, i);
      const SjNode *node = sj_program_station (trial->program, way->from)->node;
      const SjPath *path = way->path < node->n_paths ? node->paths[way->path] : NULL;
      const SjNode *target = path ? sj_path_target (path) : NULL;

      if (trial->covered[i] && path != NULL && sj_way_counts (trial->program, i))
        sj_overlay_cover (overlay, node->id, path->id, target ? target->id : NULL);
    }
  return overlay;
}

static void
show (SjTrial *trial)
{
  SjDrawing *drawing = sj_trial_editor (trial) ? sj_editor_drawing (trial->editor) : NULL;
  SjOverlay *overlay = NULL;

  if (drawing == NULL)
    return;
  if (trial->active && trial->covered != NULL)
    overlay = coverage_of (trial);
  else if (trial->active && trial->rehearsal != NULL && sj_rehearsal_moment (trial->rehearsal) > 0)
    overlay = way_of (trial);
  if (overlay != NULL)
    sj_overlay_finish (overlay);
  sj_drawing_set_overlay (drawing, overlay);
}

/* The step that the profile came to last. */
static void
reveal (SjTrial *trial)
{
  SjDrawing *drawing = sj_editor_drawing (trial->editor);
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  uint32_t count;
  const SjPosition *positions = sj_rehearsal_positions (trial->rehearsal, &arena, &count);

  if (drawing != NULL && count > 0)
    sj_drawing_reveal (drawing, positions[count - 1].node->id, NULL);
}

/* ------------------------------------------------------------- beginning */

static void
drop_program (SjTrial *trial)
{
  g_clear_pointer (&trial->rehearsal, sj_rehearsal_free);
  g_clear_pointer (&trial->covered, g_free);
  g_clear_pointer (&trial->world, sj_world_unref);
  trial->program = NULL;
}

static void
take_error (SjTrial *trial, const SjDiags *diags)
{
  for (size_t i = 0; i < sj_diags_count (diags) && trial->error == NULL; i++)
    if (sj_diags_get (diags, i)->severity == SJ_SEVERITY_ERROR)
      {
        trial->error = g_strdup (sj_diags_get (diags, i)->text);
        trial->error_node = g_strdup (sj_diags_get (diags, i)->node);
      }
  if (trial->error == NULL)
    trial->error = g_strdup (_("The journey cannot be run."));
}

static bool
compile (SjTrial *trial)
{
  g_autoptr (SjJourney) frozen = sj_journey_freeze (sj_editor_journey (trial->editor));
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;

  drop_program (trial);
  g_clear_pointer (&trial->error, g_free);
  g_clear_pointer (&trial->error_node, g_free);
  trial->world = sj_world_new (sj_editor_library (trial->editor));
  trial->program = sj_program_compile (trial->world, frozen, &diags);
  trial->stale = false;
  if (trial->program == NULL)
    take_error (trial, &diags);
  return trial->program != NULL;
}

static const SjEntry *
entry_of (SjTrial *trial)
{
  return trial->profile ? sj_library_find (sj_editor_library (trial->editor), SJ_REF_PROFILE, trial->profile) : NULL;
}

/* Where no time is given it begins as a test does, so that what is kept as one fits. */
static SjRehearsal *
new_rehearsal (SjTrial *trial)
{
  const SjEntry *entry = entry_of (trial);
  SjTestCase *blank = sj_config_new (&sj_test_case_spec);
  SjTime start = sj_test_case_begin (blank, trial->program);

  sj_config_free (&sj_test_case_spec, blank);
  return sj_rehearsal_new (trial->world, trial->program, entry ? entry->config : NULL, start, 1);
}

bool
sj_trial_begin (SjTrial *trial, const char *profile)
{
  char *kept = g_strdup (profile);

  g_return_val_if_fail (SJ_IS_TRIAL (trial) && sj_trial_editor (trial) != NULL, false);
  g_free (trial->profile);
  trial->profile = kept;
  if (compile (trial))
    trial->rehearsal = new_rehearsal (trial);
  show (trial);
  tell (trial, SJ_TRIAL_STORY | SJ_TRIAL_STALE | SJ_TRIAL_TESTS);
  return trial->rehearsal != NULL;
}

bool
sj_trial_again (SjTrial *trial)
{
  g_autoptr (SjRehearsal) before = g_steal_pointer (&trial->rehearsal);
  SjWorld *world = g_steal_pointer (&trial->world);
  uint32_t moment = before ? sj_rehearsal_moment (before) : 0;

  if (sj_trial_begin (trial, trial->profile))
    for (uint32_t i = 0; i < moment; i++)
      if (!sj_rehearsal_do (trial->rehearsal, sj_rehearsal_act (before, i), NULL))
        break;    /* the journey has changed: from here on it is another story */
  g_clear_pointer (&before, sj_rehearsal_free);
  g_clear_pointer (&world, sj_world_unref);
  show (trial);
  tell (trial, SJ_TRIAL_STORY);
  return trial->rehearsal != NULL;
}

SjRehearsal *
sj_trial_rehearsal (SjTrial *trial)
{
  return trial->rehearsal;
}

const char *
sj_trial_profile (SjTrial *trial)
{
  return trial->profile;
}

char *
sj_trial_person (SjTrial *trial)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (trial->profile == NULL || sj_trial_editor (trial) == NULL)
    return g_strdup (_("Somebody unknown"));
  rows = sj_workspace_list_profiles (sj_desk_workspace (sj_editor_desk (trial->editor)), trial->profile,
                                     SJ_PROFILES_BY_ID, false, 0, 20);
  for (guint i = 0; i < rows->len; i++)
    {
      const SjProfileRow *row = g_ptr_array_index (rows, i);

      if (strcmp (row->id, trial->profile) == 0 && *row->name != '\0')
        return g_strdup (row->name);
    }
  return g_strdup (trial->profile);
}

bool
sj_trial_is_stale (SjTrial *trial)
{
  return trial->stale;
}

const char *
sj_trial_error (SjTrial *trial)
{
  return trial->error;
}

const char *
sj_trial_error_node (SjTrial *trial)
{
  return trial->error_node;
}

/* ------------------------------------------------------------- doing */

static void
told (SjTrial *trial)
{
  g_clear_pointer (&trial->covered, g_free);
  show (trial);
  reveal (trial);
  tell (trial, SJ_TRIAL_STORY);
}

bool
sj_trial_do (SjTrial *trial, const SjAct *act, GError **error)
{
  g_return_val_if_fail (SJ_IS_TRIAL (trial) && trial->rehearsal != NULL, false);
  if (!sj_rehearsal_do (trial->rehearsal, act, error))
    return false;
  told (trial);
  return true;
}

void
sj_trial_show (SjTrial *trial, uint32_t moment)
{
  g_return_if_fail (SJ_IS_TRIAL (trial) && trial->rehearsal != NULL);
  if (moment > sj_rehearsal_moments (trial->rehearsal))
    return;
  sj_rehearsal_show (trial->rehearsal, moment);
  told (trial);
}

static void
clear_event (gpointer data)
{
  SjTrialEvent *event = data;

  g_free (event->id);
  g_free (event->name);
}

static bool
has_event (const GArray *events, const char *id)
{
  for (guint i = 0; i < events->len; i++)
    if (strcmp (g_array_index (events, SjTrialEvent, i).id, id) == 0)
      return true;
  return false;
}

static void
add_event (SjTrial *trial, GArray *events, uint32_t number, bool awaited)
{
  const char *id = g_ptr_array_index (trial->world->events, number);
  const SjEntry *entry = sj_library_find (sj_editor_library (trial->editor), SJ_REF_EVENT, id);
  SjTrialEvent event = { .awaited = awaited };

  if (has_event (events, id))
    return;
  event.id = g_strdup (id);
  event.name = g_strdup (entry ? entry->name : id);
  g_array_append_val (events, event);
}

GArray *
sj_trial_events (SjTrial *trial)
{
  GArray *events = g_array_new (FALSE, FALSE, sizeof (SjTrialEvent));
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  uint32_t count;
  const SjPosition *positions;

  g_array_set_clear_func (events, clear_event);
  if (trial->rehearsal == NULL)
    return events;
  positions = sj_rehearsal_positions (trial->rehearsal, &arena, &count);
  for (uint32_t i = 0; i < count; i++)
    for (uint32_t j = 0; j < positions[i].n_awaited; j++)
      if (positions[i].awaited[j].kind == SJ_HEAR_EVENT)
        add_event (trial, events, positions[i].awaited[j].number, true);
  for (guint i = 0; i < trial->program->entries->len && count == 0; i++)
    {
      const SjEntryPoint *entry = sj_program_entry (trial->program, i);

      if (entry->kind == SJ_ENTRY_EVENT || entry->kind == SJ_ENTRY_INACTION || entry->kind == SJ_ENTRY_BUSINESS)
        add_event (trial, events, entry->what, true);
    }
  for (uint32_t i = 0; i < trial->program->n_events; i++)
    add_event (trial, events, i, false);
  return events;
}

/* The person who is tried does it: their own id stands where the event has one. */
static SjValue
with_identity (SjTrial *trial, const SjEventType *type, SjValue payload, SjArena *arena)
{
  const SjEntry *entry = entry_of (trial);
  const char *path = sj_example_path (arena, type->identity);
  const char *id = entry && type->space ? sj_profile_identity (entry->config, type->space) : NULL;

  return path && id ? sj_value_with (arena, payload, path, sj_value_string (id)) : payload;
}

char *
sj_trial_sample (SjTrial *trial, const char *event)
{
  const SjEntry *entry = sj_library_find (sj_editor_library (trial->editor), SJ_REF_EVENT, event);
  const SjField *field = entry && entry->spec ? sj_spec_find (entry->spec, "sample") : NULL;
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue value = field ? sj_slot_write (field, sj_field_slot (field, entry->config), &arena) : sj_null;

  if (sj_value_is_null (value))
    return g_strdup ("{}");
  return sj_json_to_string (with_identity (trial, entry->config, value, &arena), SJ_JSON_PRETTY);
}

const SjNode *
sj_trial_pending_call (SjTrial *trial)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  uint32_t count = 0;
  const SjPosition *positions = trial->rehearsal ? sj_rehearsal_positions (trial->rehearsal, &arena, &count) : NULL;

  for (uint32_t i = 0; i < count; i++)
    for (uint32_t j = 0; j < positions[i].n_awaited; j++)
      if (positions[i].awaited[j].kind == SJ_N_HEARS)
        return positions[i].node;
  return NULL;
}

/* ------------------------------------------------------------- tests */

static void
test_free (gpointer data)
{
  SjTrialTest *test = data;

  g_free (test->name);
  g_free (test->failures);
  g_free (test->story);
  g_free (test);
}

static void
list_tests (SjTrial *trial)
{
  SjJourney *journey = sj_editor_journey (trial->editor);

  g_clear_pointer (&trial->tests, g_ptr_array_unref);
  trial->tests = g_ptr_array_new_with_free_func (test_free);
  for (guint i = 0; journey != NULL && i < journey->tests->len; i++)
    {
      SjTrialTest *test = g_new0 (SjTrialTest, 1);

      test->name = g_strdup (sj_journey_test (journey, i)->name);
      test->failures = g_strdup ("");
      test->story = g_strdup ("");
      g_ptr_array_add (trial->tests, test);
    }
}

const GPtrArray *
sj_trial_tests (SjTrial *trial)
{
  g_return_val_if_fail (SJ_IS_TRIAL (trial) && sj_trial_editor (trial) != NULL, NULL);
  if (trial->tests == NULL)
    list_tests (trial);
  return trial->tests;
}

static char *
join (const GPtrArray *lines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (lines, i));
  return g_string_free (text, FALSE);
}

static void
run_test (SjTrial *trial, guint number)
{
  SjTrialTest *test = g_ptr_array_index (trial->tests, number);
  g_auto (SjTestResult) result = { NULL };

  sj_journey_test_run (trial->world, trial->program, sj_journey_test (trial->program->journey, number), trial->covered,
                       &result);
  test->state = result.failures->len == 0 ? SJ_TEST_PASSED : SJ_TEST_FAILED;
  g_free (test->failures);
  g_free (test->story);
  test->failures = join (result.failures);
  test->story = g_strdup (result.story ? result.story : "");
}

bool
sj_trial_run_tests (SjTrial *trial)
{
  g_return_val_if_fail (SJ_IS_TRIAL (trial) && sj_trial_editor (trial) != NULL, false);
  list_tests (trial);
  if (compile (trial))
    {
      trial->covered = g_new0 (bool, MAX (trial->program->ways->len, 1));
      for (guint i = 0; i < trial->tests->len; i++)
        run_test (trial, i);
    }
  show (trial);
  tell (trial, SJ_TRIAL_TESTS | SJ_TRIAL_STORY | SJ_TRIAL_STALE);
  return trial->program != NULL;
}

void
sj_trial_coverage (SjTrial *trial, unsigned *gone, unsigned *all)
{
  *gone = *all = 0;
  for (guint i = 0; trial->covered != NULL && i < trial->program->ways->len; i++)
    if (sj_way_counts (trial->program, i))
      {
        (*all)++;
        *gone += trial->covered[i];
      }
}

bool
sj_trial_open_test (SjTrial *trial, guint test, GError **error)
{
  SjRehearsal *rehearsal;

  g_return_val_if_fail (SJ_IS_TRIAL (trial) && test < sj_trial_tests (trial)->len, false);
  if (!compile (trial))
    {
      g_set_error_literal (error, SJ_REHEARSE_ERROR, 0, trial->error);
      return false;
    }
  rehearsal = sj_journey_test_rehearse (trial->world, trial->program, sj_journey_test (trial->program->journey, test),
                                        error);
  if (rehearsal == NULL)
    return false;
  trial->rehearsal = rehearsal;
  told (trial);
  return true;
}

bool
sj_trial_delete_test (SjTrial *trial, guint test)
{
  bool done;

  g_return_val_if_fail (SJ_IS_TRIAL (trial) && sj_trial_editor (trial) != NULL, false);
  done = sj_editor_do (trial->editor, sj_edit_remove_test (test));
  sj_history_seal (sj_editor_history (trial->editor));
  return done;
}

bool
sj_trial_keep (SjTrial *trial, const char *name, GError **error)
{
  SjTestCase *test;
  bool done;

  g_return_val_if_fail (SJ_IS_TRIAL (trial) && trial->rehearsal != NULL, false);
  test = sj_rehearsal_record (trial->rehearsal, name);
  done = sj_editor_do (trial->editor,
                       sj_edit_add_test (test, sj_editor_journey (trial->editor)->tests->len));
  sj_history_seal (sj_editor_history (trial->editor));
  sj_config_free (&sj_test_case_spec, test);
  if (!done)
    g_set_error_literal (error, SJ_REHEARSE_ERROR, 0, _("The workspace cannot be changed."));
  return done;
}

/* ------------------------------------------------------------- object */

/* Tests are part of the journey, and do not make what is tried another. */
static void
editor_cb (SjEditor *editor, unsigned what, SjTrial *trial)
{
  guint before = trial->tests ? trial->tests->len : 0;

  if (!(what & (SJ_EDITOR_JOURNEY | SJ_EDITOR_LIBRARY)) || sj_trial_editor (trial) == NULL)
    return;
  trial->stale = trial->program != NULL;
  if (trial->tests != NULL && sj_editor_journey (trial->editor)->tests->len != before)
    {
      g_clear_pointer (&trial->tests, g_ptr_array_unref);
      trial->stale = false;
    }
  tell (trial, SJ_TRIAL_STALE | SJ_TRIAL_TESTS);
}

void
sj_trial_set_active (SjTrial *trial, bool active)
{
  g_return_if_fail (SJ_IS_TRIAL (trial));
  if (active == trial->active)
    return;
  trial->active = active;
  show (trial);
}

SjEditor *
sj_trial_editor (SjTrial *trial)
{
  return trial->editor != NULL && sj_editor_journey (trial->editor) != NULL ? trial->editor : NULL;
}

static void
sj_trial_finalize (GObject *object)
{
  SjTrial *trial = SJ_TRIAL (object);

  drop_program (trial);
  g_clear_weak_pointer (&trial->editor);
  g_clear_pointer (&trial->tests, g_ptr_array_unref);
  g_free (trial->profile);
  g_free (trial->error);
  g_free (trial->error_node);
  G_OBJECT_CLASS (sj_trial_parent_class)->finalize (object);
}

static void
sj_trial_class_init (SjTrialClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sj_trial_finalize;
  changed_signal = g_signal_new ("changed", SJ_TYPE_TRIAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_UINT);
}

static void
sj_trial_init (SjTrial *trial)
{
}

SjTrial *
sj_trial_of (SjEditor *editor)
{
  SjTrial *trial = g_object_get_data (G_OBJECT (editor), "sj-trial");

  if (trial != NULL)
    return trial;
  trial = g_object_new (SJ_TYPE_TRIAL, NULL);
  g_object_set_data_full (G_OBJECT (editor), "sj-trial", trial, g_object_unref);
  g_set_weak_pointer (&trial->editor, editor);
  g_signal_connect_object (editor, "changed", G_CALLBACK (editor_cb), trial, 0);
  return trial;
}
