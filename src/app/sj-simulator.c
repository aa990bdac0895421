/* sj-simulator.c -- simulations on a thread of their own, the last question first.
 *
 * The drive stops by a flag that it looks at after each person; so a question that is
 * no longer wanted costs next to nothing.
 */
#include "app/sj-simulator.h"

#include "engine/sj-answers.h"
#include "engine/sj-simulate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LOOK 60    /* milliseconds between two looks at how far a run is */

/* One run; belongs to its task and is lent to the simulator while it is the one. */
typedef struct
{
  SjJourney *journey;       /* owned, frozen */
  GPtrArray *others;        /* owned: of SjJourney */
  SjLibrary *library;       /* owned, or NULL */
  char *behaviour;          /* owned, or NULL */
  SjSimulatorAsk ask;       /* its numbers */
  int64_t began;
  gint stop;
  gint done, all;           /* people */
  bool replaced;            /* another question came */

  SjResult *result;         /* owned; NULL: error */
  char *error, *error_node; /* owned */
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
report (Run *run, const SjSimulation *simulation, const SjDrive *drive, const SjDriven *driven)
{
  const SjBehaviour *behaviour = sj_simulation_behaviour (simulation);
  g_autofree double *prices = sj_answers_prices (behaviour, g_ptr_array_index (drive->world->programs, 0));
  SjResultOptions options = { .population = sj_simulation_population (simulation), .behaviour = behaviour->name,
                              .prices = prices };

  run->result = sj_result_new (drive, driven, &options);
}

static void
progress_cb (void *data, uint32_t done)
{
  Run *run = data;

  g_atomic_int_set (&run->done, (gint) MIN (done, G_MAXINT));
}

static void
drive (Run *run, const SjSimulationSetup *setup)
{
  g_autoptr (SjSimulation) simulation = sj_simulation_new (setup);
  g_autoptr (SjObserve) observe = NULL;
  SjDrive drive = { .progress = progress_cb, .progress_data = run, .stop = &run->stop };
  SjDriven driven;

  sj_simulation_prepare (simulation, &drive);
  g_atomic_int_set (&run->all, (gint) MIN (drive.n_persons, G_MAXINT));
  observe = sj_observe_new (drive.world, drive.start, drive.end, run->ask.traces);
  drive.observe = observe;
  sj_drive (&drive, &driven);
  report (run, simulation, &drive, &driven);
  sj_driven_clear (&driven);
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Run *run = data;
  g_autoptr (SjWorld) world = sj_world_new (run->library);
  g_autoptr (SjBehaviour) behaviour = NULL;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjSimulationSetup setup = { .world = world, .n_persons = run->ask.persons, .seed = run->ask.seed,
                              .start = run->ask.start, .span = run->ask.span };

  if (sj_program_compile (world, run->journey, &diags) == NULL)
    fail (run, &diags);
  else
    {
      compile_others (world, run->others);
      if (run->behaviour != NULL)
        behaviour = sj_behaviour_read (run->behaviour, strlen (run->behaviour), run->library, world, &diags);
      if (sj_diags_failed (&diags))
        fail (run, &diags);
      else
        {
          setup.behaviour = behaviour;
          if (setup.start == SJ_SIMULATOR_TODAY)
            setup.start = sj_simulation_start (world, g_get_real_time () / 1000);
          drive (run, &setup);
        }
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
take (SjSimulator *self, Run *run)
{
  g_clear_pointer (&self->result, sj_result_free);
  g_clear_pointer (&self->journey, sj_journey_unref);
  g_clear_pointer (&self->error, g_free);
  g_clear_pointer (&self->error_node, g_free);
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
}

SjSimulator *
sj_simulator_new (void)
{
  return g_object_new (SJ_TYPE_SIMULATOR, NULL);
}
