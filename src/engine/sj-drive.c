/* sj-drive.c -- blocks of persons on threads.
 *
 * The blocks are the same whatever the number of threads, and all that is added up
 * are whole numbers, so the sums are too.
 */
#include "engine/sj-drive-private.h"

#include "base/sj-hash.h"

#define BLOCK 2048u

typedef struct
{
  const SjDrive *drive;
  const uint64_t *chances;
  SjDriven driven;          /* this thread's own */
  SjObserver *observer;     /* the same; or NULL */
  SjRateLog rates;
  gint *next;               /* block to be taken */
  gint *done;
} Worker;

static const SjProgram *
program_of (const SjDrive *drive, uint32_t number)
{
  return g_ptr_array_index (drive->world->programs, number);
}

static void
driven_init (SjDriven *driven, const SjDrive *drive)
{
  uint32_t count = drive->world->programs->len;

  *driven = (SjDriven) { .ledgers = g_new0 (SjLedger, MAX (count, 1)), .here = g_new0 (uint64_t *, MAX (count, 1)),
                         .n_programs = count, .until = drive->end };
  for (uint32_t i = 0; i < count; i++)
    {
      sj_ledger_init (&driven->ledgers[i], program_of (drive, i), drive->start, drive->period, drive->n_periods);
      driven->here[i] = g_new0 (uint64_t, MAX (program_of (drive, i)->stations->len, 1));
    }
}

void
sj_driven_clear (SjDriven *driven)
{
  for (uint32_t i = 0; i < driven->n_programs; i++)
    {
      sj_ledger_clear (&driven->ledgers[i]);
      g_free (driven->here[i]);
    }
  g_clear_pointer (&driven->ledgers, g_free);
  g_clear_pointer (&driven->here, g_free);
}

static void
driven_add (SjDriven *driven, const SjDriven *other, const SjDrive *drive)
{
  for (uint32_t i = 0; i < driven->n_programs; i++)
    {
      sj_ledger_add (&driven->ledgers[i], &other->ledgers[i]);
      for (uint32_t j = 0; j < program_of (drive, i)->stations->len; j++)
        driven->here[i][j] += other->here[i][j];
    }
  driven->n_persons += other->n_persons;
  driven->n_rendered += other->n_rendered;
  driven->rendered += other->rendered;
  driven->people += other->people;
}

void
sj_drive_take (SjLife *life, const SjOuter *input)
{
  switch (input->kind)
    {
    case SJ_INPUT_EVENT:
      sj_life_event (life, input->time, input->what, input->value);
      break;
    case SJ_INPUT_AUDIENCE:
      sj_life_audience (life, input->time, input->what, input->entered);
      break;
    default:
      sj_life_enter (life, input->time, g_ptr_array_index (life->world->programs, input->program), input->what,
                     input->value);
      break;
    }
}

/* One thing at a time, because each may change what the person does next. */
static void
drive_reacting (const SjDrive *drive, void *worker, SjLife *life)
{
  SjOuter input;

  for (;;)
    {
      SjTime comes = drive->people->peek (worker, life);
      SjTime own = sj_life_next (life);

      if (MIN (comes, own) > drive->end || MIN (comes, own) == SJ_TIME_NEVER)
        return;
      if (own <= comes)
        sj_life_run_until (life, own);
      else if (drive->people->next (worker, life, &input))
        sj_drive_take (life, &input);
    }
}

static void
drive_person (const SjDrive *drive, void *worker, SjObserver *observer, SjLife *life, uint32_t number)
{
  const SjPeople *people = drive->people;
  SjOuter input;

  sj_life_begin (life);
  life->person.number = number;
  people->begin (worker, life, number);
  if (G_UNLIKELY (observer != NULL))
    sj_observer_begin (observer, life);
  if (people->peek != NULL)
    drive_reacting (drive, worker, life);
  else
    while (people->next (worker, life, &input) && input.time <= drive->end)
      {
        sj_life_run_until (life, input.time);
        sj_drive_take (life, &input);
      }
  sj_life_run_until (life, drive->end);
}

void
sj_drive_finish (const SjDrive *drive, void *worker, SjLife *life, SjDriven *driven)
{
  if (drive->people->end != NULL)
    drive->people->end (worker, life);
  if (life->n_runs > 0)
    for (uint32_t i = 0; i < driven->n_programs; i++)
      sj_life_count (life, program_of (drive, i), driven->here[i]);
  driven->n_persons++;
  if (G_UNLIKELY (drive->observe != NULL))
    driven->people += sj_hash_mix (life->person.chance, life->person.number);
}

bool
sj_drive_stopped (const SjDrive *drive)
{
  return drive->stop != NULL && g_atomic_int_get (drive->stop) != 0;
}

void
sj_drive_prepare (const SjDrive *drive, SjLife *life, SjDriven *driven, const uint64_t *chances)
{
  sj_life_init (life, drive->world, driven->ledgers, chances);
  life->outside = drive->outside;
  life->step.delivers = drive->outside == NULL || drive->outside->sent == NULL;
  life->answers = drive->outside == NULL || drive->outside->called == NULL;
  life->step.render = &life->render;
  life->step.render_all = drive->render;
}

void
sj_drive_close (SjLife *life, SjDriven *driven)
{
  driven->n_rendered = life->step.n_rendered;
  driven->rendered = life->step.rendered;
  sj_life_clear (life);
}

static void *
work (void *data)
{
  Worker *self = data;
  const SjDrive *drive = self->drive;
  void *worker = drive->people->worker_new ? drive->people->worker_new (drive->people->data) : drive->people->data;
  uint32_t n_blocks = (drive->n_persons + BLOCK - 1) / BLOCK;
  SjLife life;

  sj_drive_prepare (drive, &life, &self->driven, self->chances);
  life.step.rate_log = drive->world->rates->len > 0 ? &self->rates : NULL;
  if (self->observer != NULL)
    sj_observer_attach (self->observer, &life);
  for (;;)
    {
      uint32_t block = (uint32_t) g_atomic_int_add (self->next, 1);

      if (block >= n_blocks)
        break;
      for (uint32_t i = block * BLOCK; i < MIN ((block + 1) * BLOCK, drive->n_persons); i++)
        {
          if (sj_drive_stopped (drive))
            break;
          drive_person (drive, worker, self->observer, &life, i);
          sj_drive_finish (drive, worker, &life, &self->driven);
        }
      if (drive->progress != NULL)
        drive->progress (drive->progress_data, (uint32_t) g_atomic_int_add (self->done, 1) * BLOCK);
    }
  sj_drive_close (&life, &self->driven);
  if (drive->people->worker_free != NULL)
    drive->people->worker_free (worker);
  return NULL;
}

static uint64_t *
make_chances (const SjDrive *drive)
{
  uint64_t *chances = g_new (uint64_t, MAX (drive->world->programs->len, 1));

  for (guint i = 0; i < drive->world->programs->len; i++)
    {
      const char *id = program_of (drive, i)->journey->id;

      chances[i] = sj_hash_text (drive->seed, id ? id : "");
    }
  return chances;
}

static bool
is_in_order (const SjDrive *drive)
{
  bool competes = drive->in_order;

  for (guint i = 0; i < drive->world->programs->len; i++)
    competes = competes || program_of (drive, i)->competes;
  return competes;
}

/* Whether nobody would have had to wait for anybody else. */
static bool
were_apart (const SjDrive *drive, Worker *workers, unsigned count)
{
  g_autofree SjRateLog **logs = g_new (SjRateLog *, count);

  for (unsigned i = 0; i < count; i++)
    logs[i] = &workers[i].rates;
  return sj_rate_logs_hold (logs, count, drive->world);
}

static void
worker_init (Worker *worker, const SjDrive *drive)
{
  driven_init (&worker->driven, drive);
  sj_rate_log_init (&worker->rates, drive->world);
  worker->observer = drive->observe ? sj_observer_new (drive->observe) : NULL;
}

/* What it found goes to the first; or nowhere. */
static void
worker_clear (Worker *worker, bool good, const SjDrive *drive, SjDriven *first)
{
  if (worker->observer != NULL)
    (good ? sj_observer_finish : sj_observer_drop) (worker->observer);
  sj_rate_log_clear (&worker->rates);
  if (&worker->driven == first)
    return;
  driven_add (first, &worker->driven, drive);
  sj_driven_clear (&worker->driven);
}

/* Each person to the end; false, with nothing done, where somebody had to wait. */
static bool
drive_apart (const SjDrive *drive, const uint64_t *chances, SjDriven *driven)
{
  unsigned count = drive->threads > 0 ? drive->threads : g_get_num_processors ();
  g_autofree Worker *workers = g_new0 (Worker, count);
  g_autofree GThread **threads = g_new0 (GThread *, count);
  gint next = 0, done = 0;
  bool good;

  for (unsigned i = 0; i < count; i++)
    {
      workers[i] = (Worker) { .drive = drive, .chances = chances, .next = &next, .done = &done };
      worker_init (&workers[i], drive);
      if (i > 0)
        threads[i] = g_thread_new ("simulate", work, &workers[i]);
    }
  work (&workers[0]);
  for (unsigned i = 1; i < count; i++)
    g_thread_join (threads[i]);
  good = were_apart (drive, workers, count);
  for (unsigned i = 0; i < count; i++)
    worker_clear (&workers[i], good, drive, &workers[0].driven);
  if (good)
    *driven = workers[0].driven;
  else
    sj_driven_clear (&workers[0].driven);
  return good;
}

/* With a rate, it is tried first whether anybody has to wait. */
void
sj_drive (const SjDrive *drive, SjDriven *driven)
{
  g_autofree uint64_t *chances = make_chances (drive);

  if (!is_in_order (drive) && drive_apart (drive, chances, driven))
    return;
  driven_init (driven, drive);
  sj_drive_in_order (drive, chances, driven);
}
