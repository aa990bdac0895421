/* sj-drive-order.c -- all persons together, in the order of time.
 *
 * At one moment the first person does all there is to do, then the second.  One life
 * goes from person to person; who waits lies on a shelf, and a calendar says who is
 * next.  A person's own inputs keep the order they have when the person is driven
 * alone, so that where nobody competes the result is the same.
 */
#include "engine/sj-drive-private.h"

#include "engine/sj-shelf.h"
#include "engine/sj-timers.h"

#define NEAR 6u             /* turns ahead: what lies on the shelf is fetched */
#define FAR  14u            /* turns ahead: the number on the shelf is fetched */
#define OFTEN 4096u         /* turns between two looks at whether to stop */

typedef struct
{
  const SjDrive *drive;
  const SjPeople *people;
  void *worker;
  SjDriven *driven;         /* borrowed */
  SjLife life;
  SjObserver *observer;     /* or NULL */
  SjTimers timers;
  SjShelf shelf;
  uint32_t *numbers;        /* owned: of each person, on the shelf; 0: nothing has happened yet */
  void *place;              /* owned: where the worker is with the person at hand */
  GArray *shared;           /* owned: of SjShared, for each program */
  GArray *crowds;           /* owned: of SjCrowd */
  GArray *turns;            /* owned: of SjTurns, for each rate of the world */
} Order;

static const SjProgram *
program_of (const Order *self, guint number)
{
  return g_ptr_array_index (self->drive->world->programs, number);
}

static bool
has_places (const Order *self)
{
  return self->people->load != NULL && self->people->save != NULL;
}

static void
share_turns (Order *self)
{
  const GArray *rates = self->drive->world->rates;

  self->turns = g_array_new (FALSE, TRUE, sizeof (SjTurns));
  for (guint i = 0; i < rates->len; i++)
    {
      SjTurns turns = { .count = g_array_index (rates, SjRate, i).per_second };

      turns.times = g_new (SjTime, turns.count);
      for (uint32_t j = 0; j < turns.count; j++)
        turns.times[j] = INT64_MIN;
      g_array_append_val (self->turns, turns);
    }
}

/* What persons compete for. */
static void
share (Order *self)
{
  guint count = self->drive->world->programs->len;

  share_turns (self);
  self->shared = g_array_new (FALSE, TRUE, sizeof (SjShared));
  self->crowds = g_array_new (FALSE, TRUE, sizeof (SjCrowd));
  g_array_set_size (self->shared, count);
  g_array_set_size (self->crowds, count);
  for (guint i = 0; i < count; i++)
    {
      SjShared *shared = &g_array_index (self->shared, SjShared, i);
      const SjProgram *program = program_of (self, i);

      shared->taken = g_new0 (uint64_t, MAX (program->n_caps, 1));
      shared->arms = g_new0 (SjArm, MAX (program->n_arms, 1));
      shared->treatments = g_new0 (uint16_t, MAX ((gsize) self->drive->n_persons * program->n_adaptive, 1));
      shared->turns = (SjTurns *) (void *) self->turns->data;
    }
  self->life.shared = (SjShared *) (void *) self->shared->data;
  self->life.crowds = (SjCrowd *) (void *) self->crowds->data;
}

static void
order_init (Order *self, const SjDrive *drive, const uint64_t *chances, SjDriven *driven)
{
  const SjPeople *people = drive->people;

  *self = (Order) { .drive = drive, .people = people, .driven = driven };
  self->worker = people->worker_new ? people->worker_new (people->data) : people->data;
  sj_drive_prepare (drive, &self->life, driven, chances);
  if (drive->observe != NULL)
    {
      self->observer = sj_observer_new_in_order (drive->observe, drive->n_persons);
      sj_observer_attach (self->observer, &self->life);
    }
  share (self);
  sj_shelf_init (&self->shelf, drive->world, has_places (self) ? people->place_size : 0);
  self->numbers = g_new0 (uint32_t, MAX (drive->n_persons, 1));
  self->place = g_malloc0 (MAX (people->place_size, 1));
}

static void
order_clear (Order *self)
{
  for (guint i = 0; i < self->shared->len; i++)
    {
      g_free (g_array_index (self->shared, SjShared, i).taken);
      g_free (g_array_index (self->shared, SjShared, i).arms);
      g_free (g_array_index (self->shared, SjShared, i).treatments);
    }
  for (guint i = 0; i < self->turns->len; i++)
    g_free (g_array_index (self->turns, SjTurns, i).times);
  g_array_unref (self->turns);
  g_array_unref (self->shared);
  g_array_unref (self->crowds);
  sj_timers_clear (&self->timers);
  sj_shelf_clear (&self->shelf);
  sj_drive_close (&self->life, self->driven);
  if (self->observer != NULL)
    sj_observer_finish (self->observer);
  g_free (self->numbers);
  g_free (self->place);
  if (self->people->worker_free != NULL)
    self->people->worker_free (self->worker);
}

static void
begin (Order *self, uint32_t person)
{
  sj_life_begin (&self->life);
  self->life.person.number = person;
  self->people->begin (self->worker, &self->life, person);
}

static void
save_place (Order *self)
{
  if (has_places (self))
    self->people->save (self->worker, &self->life, self->place);
}

/* The next input from outside; what is later than the end is none. */
static SjTime
look (Order *self, SjOuter *input)
{
  SjTime time;

  if (self->people->peek != NULL)
    time = self->people->peek (self->worker, &self->life);
  else
    time = self->people->next (self->worker, &self->life, input) ? input->time : SJ_TIME_NEVER;
  return time <= self->drive->end ? time : SJ_TIME_NEVER;
}

/* When each person's first input comes; the soonest of all.  After a stop nobody is
 * asked any more. */
static SjTime
find_first (Order *self, SjTime *first)
{
  SjTime soonest = self->drive->start;

  for (uint32_t i = 0; i < self->drive->n_persons; i++)
    {
      SjOuter input;

      first[i] = self->drive->start;
      if (sj_drive_stopped (self->drive))
        continue;
      begin (self, i);
      first[i] = look (self, &input);
      soonest = MIN (soonest, first[i]);
    }
  return soonest;
}

static void
line_up (Order *self)
{
  g_autofree SjTime *first = g_new0 (SjTime, MAX (self->drive->n_persons, 1));

  sj_timers_init (&self->timers, find_first (self, first));
  for (uint32_t i = 0; i < self->drive->n_persons; i++)
    if (first[i] <= self->drive->end)
      sj_timers_push (&self->timers, first[i], i);
    else
      {
        begin (self, i);
        sj_drive_finish (self->drive, self->worker, &self->life, self->driven);
      }
}

/* The worker and the life turn to a person who waited. */
static void
pick_up (Order *self, uint32_t person, uint32_t number, SjShelved *with)
{
  const void *place = sj_shelf_read (&self->shelf, number, with);

  sj_life_begin (&self->life);
  self->life.person.number = person;
  if (has_places (self))
    {
      memcpy (self->place, place, self->people->place_size);
      self->people->load (self->worker, &self->life, person, place);
    }
  else
    self->people->begin (self->worker, &self->life, person);
  sj_shelf_take (&self->shelf, number, &self->life);
}

/* To the input that was looked at before. */
static bool
find_input (Order *self, const SjShelved *with, SjOuter *input)
{
  for (uint32_t i = has_places (self) ? with->taken : 0; i < with->taken; i++)
    self->people->next (self->worker, &self->life, input);
  return self->people->next (self->worker, &self->life, input);
}

/* All of this moment, of a person whose inputs do not depend on their life. */
static void
live_moment (Order *self, SjTime now, SjShelved *with)
{
  SjLife *life = &self->life;
  SjOuter input;

  if (with->comes <= now && find_input (self, with, &input))
    do
      {
        sj_life_run_until (life, input.time);
        sj_drive_take (life, &input);
        with->moved = with->moved || input.kind == SJ_INPUT_AUDIENCE;
        with->taken++;
        save_place (self);
        with->comes = look (self, &input);
      }
    while (with->comes <= now);
  sj_life_run_until (life, now);
}

/* The same where they do: as it is done for a person alone. */
static void
react_moment (Order *self, SjTime now, SjShelved *with)
{
  SjLife *life = &self->life;
  SjOuter input;

  for (;;)
    {
      SjTime comes = look (self, &input);
      SjTime own = sj_life_next (life);

      with->comes = comes;
      if (MIN (comes, own) > now)
        break;
      if (own <= comes)
        sj_life_run_until (life, own);
      else if (self->people->next (self->worker, life, &input))
        {
          sj_drive_take (life, &input);
          with->moved = with->moved || input.kind == SJ_INPUT_AUDIENCE;
          with->taken++;
        }
    }
  save_place (self);
}

static void
turn (Order *self, const SjTimer *timer)
{
  uint32_t before = self->numbers[timer->id];
  SjShelved with = { .comes = timer->time };
  SjTime own, next;

  if (before != 0)
    pick_up (self, timer->id, before, &with);
  else
    {
      begin (self, timer->id);
      save_place (self);
    }
  if (self->people->peek != NULL)
    react_moment (self, timer->time, &with);
  else
    live_moment (self, timer->time, &with);
  own = sj_life_next (&self->life);
  next = MIN (with.comes, own);
  if (next <= self->drive->end)
    {
      self->numbers[timer->id] = sj_shelf_put (&self->shelf, &self->life, &with, self->place);
      sj_timers_push (&self->timers, next, timer->id);
    }
  else
    sj_drive_finish (self->drive, self->worker, &self->life, self->driven);
  if (before != 0)
    sj_shelf_free (&self->shelf, before);
}

/* Those whose turn comes soon. */
static inline void
look_ahead (const Order *self)
{
  uint32_t person;

  if (sj_timers_ahead (&self->timers, FAR, &person))
    {
      __builtin_prefetch (&self->numbers[person]);
      if (self->people->soon != NULL)
        self->people->soon (self->worker, person, false);
    }
  if (sj_timers_ahead (&self->timers, NEAR, &person))
    {
      if (self->numbers[person] != 0)
        sj_shelf_soon (&self->shelf, self->numbers[person]);
      if (self->people->soon != NULL)
        self->people->soon (self->worker, person, true);
    }
}

/* Told in persons, as if all of them lived evenly. */
static void
tell (const Order *self, SjTime now)
{
  const SjDrive *drive = self->drive;
  double share = (double) (now - drive->start) / (double) MAX (drive->end - drive->start, 1);

  if (drive->progress != NULL)
    drive->progress (drive->progress_data, (uint32_t) (CLAMP (share, 0, 1) * drive->n_persons));
}

/* After a stop: everybody stays where they stand. */
static void
leave_all (Order *self)
{
  SjShelved with;
  SjTimer timer;

  while (sj_timers_pop (&self->timers, SJ_TIME_NEVER, &timer))
    {
      if (self->numbers[timer.id] != 0)
        pick_up (self, timer.id, self->numbers[timer.id], &with);
      else
        begin (self, timer.id);
      sj_drive_finish (self->drive, self->worker, &self->life, self->driven);
    }
}

void
sj_drive_in_order (const SjDrive *drive, const uint64_t *chances, SjDriven *driven)
{
  uint32_t turns = 0;
  SjTimer timer;
  Order self;

  g_return_if_fail (drive->people->peek == NULL || drive->people->load != NULL);
  order_init (&self, drive, chances, driven);
  line_up (&self);
  driven->until = drive->end;
  while (sj_timers_pop (&self.timers, drive->end, &timer))
    {
      if (turns++ % OFTEN == 0)
        {
          tell (&self, timer.time);
          if (sj_drive_stopped (drive))
            {
              driven->until = timer.time;
              sj_timers_push (&self.timers, timer.time, timer.id);
              break;
            }
        }
      look_ahead (&self);
      turn (&self, &timer);
    }
  leave_all (&self);
  tell (&self, driven->until);
  order_clear (&self);
}
