/* sj-simulator.c -- simulations on a thread of their own, the last question first.
 *
 * The drive stops by a flag that it looks at after each person; so a question that is
 * no longer wanted costs next to nothing.
 */
#include "app/sj-simulator.h"

#include "engine/sj-answers.h"
#include "engine/sj-recording.h"
#include "engine/sj-simulate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LOOK 60    /* milliseconds between two looks at how far a run is */
#define NOTES 3    /* lines of files that are told of in full */

/* One run; belongs to its task and is lent to the simulator while it is the one. */
typedef struct
{
  SjJourney *journey;       /* owned, frozen */
  GPtrArray *others;        /* owned: of SjJourney */
  SjLibrary *library;       /* owned, or NULL */
  char *behaviour;          /* owned, or NULL */
  char *events, *profiles;  /* owned, or NULL */
  SjSimulatorAsk ask;       /* its numbers */
  int64_t began;
  gint stop;
  gint done, all;           /* people */
  bool replaced;            /* another question came */

  SjResult *result;         /* owned; NULL: error */
  char *error, *error_node; /* owned */
  GPtrArray *notes;         /* owned: of char * */
} Run;

struct _SjSimulator
{
  GObject parent;

  Run *run;                 /* borrowed from its task; NULL: idle */
  Run *next;                /* owned: what is to be run after it, or NULL */
  guint looks;
  double progress;

  SjResult *result;         /* owned */
  SjJourney *journey;       /* owned */
  char *error, *error_node; /* owned */
  GPtrArray *notes;         /* owned: of char * */
  int64_t elapsed;
};

G_DEFINE_FINAL_TYPE (SjSimulator, sj_simulator, G_TYPE_OBJECT)

static guint changed_signal;

static void
run_free (gpointer data)
{
  Run *run = data;

  sj_journey_unref (run->journey);
  g_ptr_array_unref (run->others);
  g_clear_pointer (&run->library, sj_library_unref);
  g_free (run->behaviour);
  g_free (run->events);
  g_free (run->profiles);
  g_clear_pointer (&run->notes, g_ptr_array_unref);
  g_clear_pointer (&run->result, sj_result_free);
  g_free (run->error);
  g_free (run->error_node);
  g_free (run);
}

/* -- On the thread --------------------------------------------------------- */

static void
fail (Run *run, const SjDiags *diags)
{
  for (size_t i = 0; i < sj_diags_count (diags) && run->error == NULL; i++)
    if (sj_diags_get (diags, i)->severity == SJ_SEVERITY_ERROR)
      {
        run->error = g_strdup (sj_diags_get (diags, i)->text);
        run->error_node = g_strdup (sj_diags_get (diags, i)->node);
      }
  if (run->error == NULL)
    run->error = g_strdup (_("The journey cannot be run."));
}

static bool
is_wanted (const SjWorld *world, const char *journey)
{
  for (guint i = 0; i < world->programs->len; i++)
    {
      const GArray *jumps = ((const SjProgram *) g_ptr_array_index (world->programs, i))->jumps;

      for (guint j = 0; j < jumps->len; j++)
        if (g_strcmp0 (g_array_index (jumps, SjJump, j).journey, journey) == 0)
          return true;
    }
  return false;
}

/* Those that the journeys in the world lead to, and those that these lead to.  One
 * that has errors is as if it were not there: people leave by the jump. */
static void
compile_others (SjWorld *world, GPtrArray *others)
{
  for (guint i = 0; i < others->len;)
    {
      SjJourney *other = g_ptr_array_index (others, i);

      if (other->id == NULL || !is_wanted (world, other->id))
        {
          i++;
          continue;
        }
      sj_program_compile (world, other, NULL);
      g_ptr_array_remove_index (others, i);
      i = 0;
    }
}

static void
report (Run *run, const SjDrive *drive, const SjDriven *driven, const char *population, const SjBehaviour *behaviour)
{
  g_autofree double *prices = sj_answers_prices (behaviour, g_ptr_array_index (drive->world->programs, 0));
  SjResultOptions options = { .population = population, .behaviour = behaviour ? behaviour->name : NULL,
                              .prices = prices };

  run->result = sj_result_new (drive, driven, &options);
}

static void
progress_cb (void *data, uint32_t done)
{
  Run *run = data;

  g_atomic_int_set (&run->done, (gint) MIN (done, G_MAXINT));
}

/* A drive that is prepared but for whom is told of. */
static void
drive (Run *run, SjDrive *drive, const char *population, const SjBehaviour *behaviour)
{
  g_autoptr (SjObserve) observe = sj_observe_new (drive->world, drive->start, drive->end, run->ask.traces);
  SjDriven driven;

  drive->observe = observe;
  drive->progress = progress_cb;
  drive->progress_data = run;
  drive->stop = &run->stop;
  g_atomic_int_set (&run->all, (gint) MIN (drive->n_persons, G_MAXINT));
  sj_drive (drive, &driven);
  report (run, drive, &driven, population, behaviour);
  sj_driven_clear (&driven);
}

static void
simulate (Run *run, SjWorld *world, const SjBehaviour *behaviour)
{
  SjSimulationSetup setup = { .world = world, .n_persons = run->ask.persons, .seed = run->ask.seed,
                              .start = run->ask.start, .span = run->ask.span, .behaviour = behaviour };
  g_autoptr (SjSimulation) simulation = NULL;
  SjDrive prepared = { .threads = 0 };

  if (setup.start == SJ_SIMULATOR_TODAY)
    setup.start = sj_simulation_start (world, g_get_real_time () / 1000);
  simulation = sj_simulation_new (&setup);
  sj_simulation_prepare (simulation, &prepared);
  drive (run, &prepared, sj_simulation_population (simulation), sj_simulation_behaviour (simulation));
}

/* The first lines in full, then how many there are of each fate. */
static void
note_lines (Run *run, const SjRecording *recording)
{
  const GPtrArray *notes = sj_recording_notes (recording);

  for (guint i = 0; i < MIN (notes->len, NOTES); i++)
    {
      const SjLineNote *note = g_ptr_array_index (notes, i);
      g_autofree char *name = g_path_get_basename (note->file);

      g_ptr_array_add (run->notes, g_strdup_printf (_("%s, line %" G_GUINT64_FORMAT ": %s"), name, note->line,
                                                    note->text));
    }
  for (unsigned fate = 0; fate < SJ_N_LINE_FATES; fate++)
    {
      char *words = sj_line_fate_words ((SjLineFate) fate, sj_recording_count (recording, (SjLineFate) fate));

      if (words != NULL)
        g_ptr_array_add (run->notes, words);
    }
}

static void
replay (Run *run, const SjWorld *world, const SjBehaviour *behaviour)
{
  g_autoptr (SjRecording) recording = sj_recording_new (world, INT64_MIN, SJ_TIME_NEVER);
  g_autoptr (GError) error = NULL;
  SjDrive prepared = { .seed = run->ask.seed };

  if ((run->profiles != NULL && !sj_recording_read_profiles (recording, run->profiles, &error)) ||
      !sj_recording_read_events (recording, run->events, &error))
    {
      run->error = g_strdup (error->message);
      return;
    }
  sj_recording_finish (recording);
  note_lines (run, recording);
  if (sj_recording_count (recording, SJ_LINE_USED) == 0)
    {
      run->error = g_strdup (_("There is no event in this file that the journey waits for."));
      return;
    }
  sj_recording_behave (recording, behaviour);
  sj_recording_prepare (recording, &prepared);
  drive (run, &prepared, SJ_SIMULATOR_RECORDED, behaviour);
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Run *run = data;
  g_autoptr (SjWorld) world = sj_world_new (run->library);
  g_autoptr (SjBehaviour) behaviour = NULL;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;

  if (sj_program_compile (world, run->journey, &diags) == NULL)
    fail (run, &diags);
  else
    {
      compile_others (world, run->others);
      if (run->behaviour != NULL)
        behaviour = sj_behaviour_read (run->behaviour, strlen (run->behaviour), run->library, world, &diags);
      if (sj_diags_failed (&diags))
        fail (run, &diags);
      else if (run->events != NULL)
        replay (run, world, behaviour);
      else
        simulate (run, world, behaviour);
    }
  g_task_return_boolean (task, TRUE);
}

/* -- On the main thread ------------------------------------------------------ */

static void
tell (SjSimulator *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static gboolean
look_cb (gpointer data)
{
  SjSimulator *self = data;
  gint all = self->run ? g_atomic_int_get (&self->run->all) : 0;
  double progress = all > 0 ? CLAMP ((double) g_atomic_int_get (&self->run->done) / all, 0, 1) : 0;

  if (progress > self->progress)
    {
      self->progress = progress;
      tell (self);
    }
  return G_SOURCE_CONTINUE;
}

static void begin (SjSimulator *self, Run *run);

static void
forget (SjSimulator *self)
{
  g_clear_pointer (&self->result, sj_result_free);
  g_clear_pointer (&self->journey, sj_journey_unref);
  g_clear_pointer (&self->error, g_free);
  g_clear_pointer (&self->error_node, g_free);
  g_ptr_array_set_size (self->notes, 0);
}

static void
take (SjSimulator *self, Run *run)
{
  forget (self);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  self->notes = g_ptr_array_ref (run->notes);
  self->result = g_steal_pointer (&run->result);
  self->error = g_steal_pointer (&run->error);
  self->error_node = g_steal_pointer (&run->error_node);
  self->journey = sj_journey_ref (run->journey);
  self->elapsed = g_get_monotonic_time () - run->began;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SjSimulator *self = SJ_SIMULATOR (source);
  Run *run = g_task_get_task_data (G_TASK (result));
  Run *next = g_steal_pointer (&self->next);

  self->run = NULL;
  g_clear_handle_id (&self->looks, g_source_remove);
  if (!run->replaced)
    take (self, run);
  if (next != NULL)
    begin (self, next);
  if (!run->replaced || next == NULL)
    tell (self);
}

/* Takes the run. */
static void
begin (SjSimulator *self, Run *run)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, done_cb, NULL);

  g_task_set_task_data (task, run, run_free);
  self->run = run;
  self->progress = 0;
  self->looks = g_timeout_add (LOOK, look_cb, self);
  g_task_run_in_thread (task, run_in_thread);
}

static Run *
run_new (const SjSimulatorAsk *ask)
{
  Run *run = g_new0 (Run, 1);

  run->ask = *ask;    /* only the numbers are asked for later */
  run->began = g_get_monotonic_time ();
  run->journey = sj_journey_freeze (ask->journey);
  run->others = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_journey_unref);
  for (guint i = 0; ask->others != NULL && i < ask->others->len; i++)
    g_ptr_array_add (run->others, sj_journey_freeze (g_ptr_array_index (ask->others, i)));
  run->library = ask->library ? sj_library_ref (ask->library) : NULL;
  run->behaviour = g_strdup (ask->behaviour);
  run->events = g_strdup (ask->events);
  run->profiles = g_strdup (ask->profiles);
  run->notes = g_ptr_array_new_with_free_func (g_free);
  return run;
}

void
sj_simulator_ask (SjSimulator *self, const SjSimulatorAsk *ask)
{
  g_return_if_fail (SJ_IS_SIMULATOR (self) && ask->journey != NULL);
  if (self->run == NULL)
    {
      begin (self, run_new (ask));
      tell (self);
      return;
    }
  self->run->replaced = true;
  g_atomic_int_set (&self->run->stop, 1);
  g_clear_pointer (&self->next, run_free);
  self->next = run_new (ask);
}

void
sj_simulator_stop (SjSimulator *self)
{
  g_return_if_fail (SJ_IS_SIMULATOR (self));
  g_clear_pointer (&self->next, run_free);
  if (self->run != NULL)
    {
      self->run->replaced = false;
      g_atomic_int_set (&self->run->stop, 1);
    }
}

void
sj_simulator_show (SjSimulator *self, SjResult *result, SjJourney *journey)
{
  g_return_if_fail (SJ_IS_SIMULATOR (self) && result != NULL);
  g_clear_pointer (&self->next, run_free);
  if (self->run != NULL)
    {
      self->run->replaced = true;
      g_atomic_int_set (&self->run->stop, 1);
    }
  forget (self);
  self->result = result;
  self->journey = sj_journey_ref (journey);
  self->elapsed = 0;
  tell (self);
}

bool
sj_simulator_is_running (SjSimulator *self)
{
  g_return_val_if_fail (SJ_IS_SIMULATOR (self), false);
  return self->run != NULL;
}

double
sj_simulator_progress (SjSimulator *self)
{
  g_return_val_if_fail (SJ_IS_SIMULATOR (self), 0);
  return self->progress;
}

const SjResult *
sj_simulator_result (SjSimulator *self)
{
  g_return_val_if_fail (SJ_IS_SIMULATOR (self), NULL);
  return self->result;
}

SjJourney *
sj_simulator_journey (SjSimulator *self)
{
  g_return_val_if_fail (SJ_IS_SIMULATOR (self), NULL);
  return self->journey;
}

const char *
sj_simulator_error (SjSimulator *self)
{
  g_return_val_if_fail (SJ_IS_SIMULATOR (self), NULL);
  return self->error;
}

const char *
sj_simulator_error_node (SjSimulator *self)
{
  g_return_val_if_fail (SJ_IS_SIMULATOR (self), NULL);
  return self->error_node;
}

const GPtrArray *
sj_simulator_notes (SjSimulator *self)
{
  g_return_val_if_fail (SJ_IS_SIMULATOR (self), NULL);
  return self->notes;
}

int64_t
sj_simulator_elapsed (SjSimulator *self)
{
  g_return_val_if_fail (SJ_IS_SIMULATOR (self), 0);
  return self->elapsed;
}

/* A run that is on its way holds a reference, so there is none here. */
static void
sj_simulator_finalize (GObject *object)
{
  SjSimulator *self = SJ_SIMULATOR (object);

  g_clear_pointer (&self->next, run_free);
  g_clear_pointer (&self->result, sj_result_free);
  g_clear_pointer (&self->journey, sj_journey_unref);
  g_free (self->error);
  g_free (self->error_node);
  g_ptr_array_unref (self->notes);
  G_OBJECT_CLASS (sj_simulator_parent_class)->finalize (object);
}

static void
sj_simulator_class_init (SjSimulatorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sj_simulator_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sj_simulator_init (SjSimulator *self)
{
  self->notes = g_ptr_array_new_with_free_func (g_free);
}

SjSimulator *
sj_simulator_new (void)
{
  return g_object_new (SJ_TYPE_SIMULATOR, NULL);
}
