/* sj-simulate.c -- one person after the other, with what each of them does.
 *
 * `peek` looks at where the person's runs stand and decides what follows from it, so
 * it must be asked after everything that happens.  What is on its way lies in the
 * worker, by time.
 */
#include "engine/sj-simulate-private.h"

#include "base/sj-when.h"

#include <string.h>

#define LONGEST (366 * SJ_DAY)
#define MOST_ASKED 1000u    /* of one thing, for one person: a loop of steps ends some time */

/* ------------------------------------------------------------------ what is on its way */

void
sj_simulation_plan (SjSimulationWorker *worker, const SjPlan *plan)
{
  uint32_t at;

  if (plan->time > worker->simulation->end)
    return;
  if (worker->head > 0 && worker->n_plans == worker->allocated)
    {
      worker->n_plans -= worker->head;
      memmove (worker->plans, worker->plans + worker->head, worker->n_plans * sizeof (SjPlan));
      worker->head = 0;
    }
  if (worker->n_plans == worker->allocated)
    {
      worker->allocated *= 2;
      worker->plans = g_renew (SjPlan, worker->plans, worker->allocated);
    }
  for (at = worker->n_plans++; at > worker->head && worker->plans[at - 1].time > plan->time; at--)
    worker->plans[at] = worker->plans[at - 1];
  worker->plans[at] = *plan;
}

static inline uint32_t
place_of (const SjSimulation *simulation, uint8_t kind, uint32_t what)
{
  return kind == SJ_INPUT_EVENT ? what : simulation->world->events->len + what;
}

/* Whether they enter or leave; false: neither is possible. */
static bool
choose_verb (const SjLife *life, const SjLikely *likely, uint8_t *verb)
{
  bool in = sj_person_is_in (&life->person, likely->what);

  *verb = in ? SJ_MEMBER_LEAVES : SJ_MEMBER_ENTERS;
  return likely->verb == SJ_MEMBER_BOTH || likely->verb == *verb;
}

static void
decide_one (SjSimulationWorker *worker, const SjLife *life, const SjLikely *likely, SjTime from, uint32_t run)
{
  const SjSimulation *simulation = worker->simulation;
  uint32_t place = place_of (simulation, likely->kind, likely->what);
  SjPlan plan = { .kind = likely->kind, .asked = true, .what = likely->what, .run = run };
  uint64_t chance;

  if (worker->coming[place] > 0 || likely->probability <= 0 || worker->asked[place] >= MOST_ASKED)
    return;
  if (likely->kind == SJ_INPUT_AUDIENCE && !choose_verb (life, likely, &plan.verb))
    return;
  chance = sj_hash_mix (sj_hash_mix (life->person.chance, simulation->chances[place]), worker->asked[place]++);
  if (!sj_chance_hits (chance, likely->probability))
    return;
  plan.nth = 1000 + worker->asked[place];
  plan.time = from + sj_sampler_time (&likely->delay, sj_hash_mix (chance, 1));
  if (plan.time > simulation->end)
    return;
  worker->coming[place] = 1;
  sj_simulation_plan (worker, &plan);
}

static inline void
decide (SjSimulationWorker *worker, const SjLife *life, const SjSpot *spot, SjTime from, uint32_t run)
{
  for (uint32_t i = 0; i < spot->count; i++)
    decide_one (worker, life, &g_array_index (worker->simulation->likelies, SjLikely, spot->first + i), from, run);
}

/* ------------------------------------------------------------------ where the person stands */

static void
look_at_run (SjSimulationWorker *worker, const SjLife *life, const SjInstance *run, const SjSeen *before)
{
  const SjProgramHabits *habits = &worker->simulation->programs[run->program];

  if (before == NULL)
    decide (worker, life, &habits->entering, run->entered, run->ordinal);
  if (run->op != SJ_NONE && (before == NULL || before->op != run->op || before->arrived != run->arrived))
    decide (worker, life, &habits->spots[run->op], MAX (run->arrived, life->now), run->ordinal);
}

/* Both lists are in the order of ordinals, and a run never stands further back than it
 * did: the list can be rewritten in place. */
static void
look_at_runs (SjSimulationWorker *worker, const SjLife *life)
{
  uint32_t at = 0;

  if (G_UNLIKELY (life->n_runs > worker->seen_allocated))
    {
      worker->seen_allocated = 2 * life->n_runs;
      worker->seen = g_renew (SjSeen, worker->seen, worker->seen_allocated);
    }
  for (uint32_t i = 0; i < life->n_runs; i++)
    {
      const SjInstance *run = &life->runs[i];
      SjSeen now = { run->ordinal, run->op, run->arrived };
      bool known;

      while (at < worker->n_seen && worker->seen[at].ordinal < run->ordinal)
        at++;
      known = at < worker->n_seen && worker->seen[at].ordinal == run->ordinal;
      look_at_run (worker, life, run, known ? &worker->seen[at] : NULL);
      worker->seen[i] = now;
    }
  worker->n_seen = life->n_runs;
}

/* Those who have set out on the way in since the last look. */
static void
look_at_pending (SjSimulationWorker *worker, const SjLife *life)
{
  for (uint32_t i = 0; i < life->n_pending; i++)
    {
      const SjPending *one = &life->pending[i];
      const SjProgramHabits *habits = &worker->simulation->programs[one->program];

      if (one->number <= worker->pending[one->program])
        continue;
      worker->pending[one->program] = one->number;
      decide (worker, life, &habits->pending[one->entry],
              one->due - sj_program_entry (habits->program, one->entry)->within, SJ_NONE);
    }
}

static void
look_at_visits (SjSimulationWorker *worker, const SjLife *life)
{
  look_at_pending (worker, life);
  for (uint32_t i = 0; i < life->world->programs->len; i++)
    {
      const SjVisitor *visitor = &life->visitors[i];
      const SjProgramHabits *habits = &worker->simulation->programs[i];

      if (visitor->held && !worker->held[i])
        {
          worker->held[i] = true;
          decide (worker, life, &habits->held, MAX (life->now, worker->now), SJ_NONE);
        }
    }
}

static SjTime
peek (void *data, SjLife *life)
{
  SjSimulationWorker *worker = data;

  look_at_runs (worker, life);
  if (worker->simulation->visits)
    look_at_visits (worker, life);
  return worker->head < worker->n_plans ? worker->plans[worker->head].time : SJ_TIME_NEVER;
}

/* ------------------------------------------------------------------ what begins by itself */

/* At an hour that is drawn by the day's weights, where it is about whole days. */
static SjTime
arrive (const SjSimulation *simulation, const SjTrigger *trigger, uint64_t chance)
{
  double within = sj_hash_unit (sj_hash_mix (chance, 1));
  SjTime days = trigger->over / SJ_DAY;
  SjTime time;

  if (days == 0)
    return simulation->start + (SjTime) (within * (double) trigger->over);
  time = (SjTime) sj_sampler_pick (&trigger->hour, sj_hash_mix (chance, 2)) * SJ_HOUR +
         (SjTime) (within * (double) SJ_HOUR) - simulation->local;
  if (time < 0)
    time += SJ_DAY;
  return simulation->start + time + (SjTime) (sj_hash_unit (sj_hash_mix (chance, 3)) * (double) days) * SJ_DAY;
}

/* Members are read one after the other, as fast as the step says. */
static void
plan_reading (SjSimulationWorker *worker, const SjLife *life, uint32_t number, uint32_t nth, bool clear)
{
  const SjTrigger *trigger = &g_array_index (worker->simulation->triggers, SjTrigger, number);
  SjPlan plan = { .kind = clear ? SJ_PLAN_CLEAR : SJ_PLAN_READ, .what = number, .nth = nth, .run = SJ_NONE };

  if (nth >= trigger->schedule.count)
    return;
  plan.time = trigger->schedule.times[nth];
  if (!clear)
    plan.time += (SjTime) life->person.number * 1000 / trigger->schedule.rate;
  sj_simulation_plan (worker, &plan);
}

static void
begin_trigger (SjSimulationWorker *worker, const SjLife *life, uint32_t number)
{
  const SjSimulation *simulation = worker->simulation;
  const SjTrigger *trigger = &g_array_index (simulation->triggers, SjTrigger, number);
  uint64_t chance = sj_hash_mix (life->person.chance, trigger->chance);
  SjPlan plan = { .kind = trigger->kind, .verb = trigger->verb, .what = trigger->what, .run = SJ_NONE };

  if (trigger->kind == SJ_INPUT_START)
    {
      plan_reading (worker, life, number, 0, false);
      return;
    }
  if (!sj_chance_hits (chance, trigger->share))
    return;
  plan.time = arrive (simulation, trigger, chance);
  for (; plan.nth < trigger->sessions; plan.nth++)
    {
      sj_simulation_plan (worker, &plan);
      plan.time += sj_sampler_time (&trigger->between, sj_hash_mix (chance, 16 + plan.nth));
      if (trigger->kind == SJ_INPUT_AUDIENCE && trigger->verb != SJ_MEMBER_BOTH)
        break;    /* who has entered would first have to leave */
    }
}

static void
begin (void *data, SjLife *life, uint32_t number)
{
  SjSimulationWorker *worker = data;
  const SjWorld *world = life->world;
  uint32_t places = world->events->len + world->audiences->len;

  sj_census_begin (&worker->taker, life, number);
  worker->n_plans = worker->head = worker->n_seen = worker->converted = 0;
  worker->now = worker->simulation->start;
  memset (worker->asked, 0, places * sizeof (uint32_t));
  memset (worker->coming, 0, places);
  worker->answered = (SjAnswered) { .called = 0 };
  for (uint32_t i = 0; i < world->audiences->len; i++)
    worker->joined[i] = INT64_MIN;
  for (uint32_t i = 0; worker->simulation->visits && i < world->programs->len; i++)
    {
      worker->pending[i] = 0;
      worker->held[i] = false;
    }
  for (guint i = 0; i < worker->simulation->triggers->len; i++)
    begin_trigger (worker, life, i);
}

/* ------------------------------------------------------------------ handing in */

static bool
read_audience (SjSimulationWorker *worker, SjLife *life, const SjPlan *plan, SjOuter *input)
{
  const SjTrigger *trigger = &g_array_index (worker->simulation->triggers, SjTrigger, plan->what);
  const SjSchedule *schedule = &trigger->schedule;
  const SjProgram *program = g_ptr_array_index (life->world->programs, trigger->program);
  const SjEntryPoint *entry = sj_program_entry (program, trigger->what);

  plan_reading (worker, life, plan->what, plan->nth + 1, schedule->force);
  if (trigger->audience == SJ_NONE || !sj_person_is_in (&life->person, trigger->audience) ||
      (schedule->incremental && plan->nth > 0 && worker->joined[trigger->audience] <= schedule->times[plan->nth - 1]))
    return false;
  *input = (SjOuter) { .time = plan->time, .kind = SJ_INPUT_START, .program = trigger->program, .what = trigger->what };
  if (entry->kind == SJ_ENTRY_BUSINESS)
    {
      SjPlan event = { .time = schedule->times[plan->nth], .what = entry->what, .nth = plan->nth, .run = SJ_NONE };

      input->value = sj_simulation_payload (worker, life, &event);
    }
  return true;
}

static bool
change_audience (SjSimulationWorker *worker, SjLife *life, const SjPlan *plan, SjOuter *input)
{
  bool in = sj_person_is_in (&life->person, plan->what);
  bool enters = plan->verb == SJ_MEMBER_BOTH ? !in : plan->verb == SJ_MEMBER_ENTERS;

  if (in == enters)
    return false;
  if (enters)
    worker->joined[plan->what] = plan->time;
  *input = (SjOuter) { .time = plan->time, .kind = SJ_INPUT_AUDIENCE, .entered = enters, .what = plan->what };
  return true;
}

static bool
next (void *data, SjLife *life, SjOuter *input)
{
  SjSimulationWorker *worker = data;
  SjPlan plan = worker->plans[worker->head++];

  worker->now = plan.time;
  if (plan.asked)
    worker->coming[place_of (worker->simulation, plan.kind, plan.what)] = 0;
  switch (plan.kind)
    {
    case SJ_INPUT_EVENT:
      *input = (SjOuter) { .time = plan.time, .kind = SJ_INPUT_EVENT, .what = plan.what,
                           .value = sj_simulation_payload (worker, life, &plan) };
      return true;
    case SJ_INPUT_AUDIENCE:
      return change_audience (worker, life, &plan, input);
    case SJ_PLAN_READ:
      return read_audience (worker, life, &plan, input);
    default:
      sj_life_end (life, plan.time, g_ptr_array_index (life->world->programs, 0), SJ_END_FORCED);
      plan_reading (worker, life, plan.what, plan.nth, false);
      return false;
    }
}

/* ------------------------------------------------------------------ turning from person to person */

/* What is kept of somebody whose turn is over, in one block: the counters, then the
 * lists as they lie in the worker. */
typedef struct
{
  SjTime now;
  uint32_t n_plans, n_seen;
  uint32_t converted;
  SjAnswered answered;
} Kept;

typedef struct
{
  void *bytes;
  size_t size;
} Part;

enum { N_PARTS = 7 };

static void
list_parts (SjSimulationWorker *worker, uint32_t n_plans, uint32_t n_seen, Part parts[N_PARTS])
{
  const SjWorld *world = worker->simulation->world;
  uint32_t places = world->events->len + world->audiences->len;
  uint32_t programs = world->programs->len;

  parts[0] = (Part) { worker->plans + worker->head, n_plans * sizeof (SjPlan) };
  parts[1] = (Part) { worker->seen, n_seen * sizeof (SjSeen) };
  parts[2] = (Part) { worker->joined, world->audiences->len * sizeof (SjTime) };
  parts[3] = (Part) { worker->asked, places * sizeof (uint32_t) };
  parts[4] = (Part) { worker->pending, programs * sizeof (uint32_t) };
  parts[5] = (Part) { worker->coming, places };
  parts[6] = (Part) { worker->held, programs * sizeof (bool) };
}

static void
save (void *data, const SjLife *life, void *place)
{
  SjSimulationWorker *worker = data;
  Kept kept = { worker->now, worker->n_plans - worker->head, worker->n_seen, worker->converted,
                worker->answered };
  size_t size = sizeof kept;
  Part parts[N_PARTS];
  char *to;

  if (worker->kept == NULL)
    worker->kept = g_new0 (void *, worker->simulation->n_persons);
  list_parts (worker, kept.n_plans, kept.n_seen, parts);
  for (unsigned i = 0; i < N_PARTS; i++)
    size += parts[i].size;
  to = worker->kept[life->person.number] = g_realloc (worker->kept[life->person.number], size);
  memcpy (to, &kept, sizeof kept);
  to += sizeof kept;
  for (unsigned i = 0; i < N_PARTS; to += parts[i++].size)
    memcpy (to, parts[i].bytes, parts[i].size);
}

static void
load (void *data, SjLife *life, uint32_t number, const void *place)
{
  SjSimulationWorker *worker = data;
  const char *from = worker->kept[number];
  Part parts[N_PARTS];
  Kept kept;

  memcpy (&kept, from, sizeof kept);
  from += sizeof kept;
  sj_census_begin (&worker->taker, life, number);
  worker->now = kept.now;
  worker->converted = kept.converted;
  worker->answered = kept.answered;
  worker->head = 0;
  worker->n_plans = kept.n_plans;
  worker->n_seen = kept.n_seen;
  if (worker->allocated < kept.n_plans)
    worker->plans = g_renew (SjPlan, worker->plans, worker->allocated = kept.n_plans);
  if (worker->seen_allocated < kept.n_seen)
    worker->seen = g_renew (SjSeen, worker->seen, worker->seen_allocated = kept.n_seen);
  list_parts (worker, kept.n_plans, kept.n_seen, parts);
  for (unsigned i = 0; i < N_PARTS; from += parts[i++].size)
    memcpy (parts[i].bytes, from, parts[i].size);
}

static void
end (void *data, SjLife *life)
{
  SjSimulationWorker *worker = data;

  if (worker->kept != NULL)
    g_clear_pointer (&worker->kept[life->person.number], g_free);
}

static void *
worker_new (void *data)
{
  const SjSimulation *simulation = data;
  const SjWorld *world = simulation->world;
  SjSimulationWorker *worker = g_new0 (SjSimulationWorker, 1);

  sj_census_taker_init (&worker->taker, simulation->census);
  worker->simulation = simulation;
  worker->allocated = worker->seen_allocated = 16;
  worker->plans = g_new (SjPlan, worker->allocated);
  worker->seen = g_new (SjSeen, worker->seen_allocated);
  worker->asked = g_new0 (uint32_t, world->events->len + world->audiences->len + 1);
  worker->coming = g_new0 (uint8_t, world->events->len + world->audiences->len + 1);
  worker->joined = g_new0 (SjTime, world->audiences->len + 1);
  worker->pending = g_new0 (uint32_t, world->programs->len);
  worker->held = g_new0 (bool, world->programs->len);
  sj_arena_init (&worker->arena);
  return worker;
}

static void
worker_free (void *data)
{
  SjSimulationWorker *worker = data;

  for (uint32_t i = 0; worker->kept != NULL && i < worker->simulation->n_persons; i++)
    g_free (worker->kept[i]);
  g_free (worker->kept);
  sj_census_taker_clear (&worker->taker);
  sj_arena_clear (&worker->arena);
  g_free (worker->plans);
  g_free (worker->seen);
  g_free (worker->asked);
  g_free (worker->coming);
  g_free (worker->joined);
  g_free (worker->pending);
  g_free (worker->held);
  g_free (worker);
}

/* ------------------------------------------------------------------ the whole */

static SjTime
longest_sleep (const SjSleep *sleep)
{
  return (sleep->mode == SJ_SLEEP_SPAN ? sleep->span : SJ_DAY) + (sleep->window ? 7 * SJ_DAY : 0);
}

SjTime
sj_simulation_span (const SjWorld *world)
{
  const SjProgram *program = g_ptr_array_index (world->programs, 0);
  SjTime most = program->settings->timeout > 0 ? MIN (program->settings->timeout, LONGEST) : LONGEST;
  SjTime sum = 0;

  for (guint i = 0; i < program->listeners->len && sum < most; i++)
    {
      const SjListener *listener = sj_program_listener (program, i);

      if (listener->kind != SJ_HEAR_TIME)
        sum += MIN (listener->within > 0 ? listener->within : 7 * SJ_DAY, LONGEST);
    }
  for (guint i = 0; i < program->sleeps->len && sum < most; i++)
    sum += MIN (longest_sleep (&g_array_index (program->sleeps, SjSleep, i)), LONGEST);
  sum = MIN (sum, most);
  for (guint i = 0; i < program->entries->len; i++)
    sum += MIN (sj_program_entry (program, i)->within, LONGEST);
  sum = (sum + 7 * SJ_DAY + SJ_DAY - 1) / SJ_DAY * SJ_DAY;
  return MIN (sum, LONGEST);
}

/* Of a reading that has a date. */
static SjTime
first_reading (const SjProgram *program, const SjEntryPoint *entry)
{
  const SjNode *node = sj_program_station (program, entry->station)->node;
  const SjField *field = entry->kind == SJ_ENTRY_READ ? sj_spec_find (&node->kind->config, "start") : NULL;
  const SjWhen *when = field ? sj_field_slot (field, node->config) : NULL;

  if (when == NULL || when->form == SJ_WHEN_UNSET || !sj_config_applies (&node->kind->config, node->config, field))
    return INT64_MIN;
  return sj_when_time (when, program->zone);
}

SjTime
sj_simulation_start (const SjWorld *world, SjTime now)
{
  const SjProgram *program = g_ptr_array_index (world->programs, 0);
  SjMoment moment = sj_time_moment (now, program->zone);
  int64_t local = sj_moment_local (&moment);
  SjTime start;

  moment = sj_zone_local (program->zone, local - ((local % 86400) + 86400) % 86400, 0);
  start = sj_moment_time (&moment);
  if (program->closes <= start)
    start = program->opens != INT64_MIN ? program->opens : program->closes - sj_simulation_span (world);
  start = MAX (start, program->opens);
  for (guint i = 0; i < program->entries->len; i++)
    start = MAX (start, first_reading (program, sj_program_entry (program, i)));
  return start;
}

const char *
sj_simulation_population (const SjSimulation *simulation)
{
  static const char *const words[] = { [SJ_PEOPLE_GENERATED] = "generated", [SJ_PEOPLE_LEARNT] = "learnt",
                                       [SJ_PEOPLE_GIVEN] = "given" };

  return words[sj_census_from (simulation->census)];
}

static void
hash_places (SjSimulation *simulation)
{
  const SjWorld *world = simulation->world;

  simulation->chances = sj_arena_new_n (&simulation->arena, uint64_t, world->events->len + world->audiences->len + 1);
  for (uint32_t i = 0; i < world->events->len; i++)
    simulation->chances[i] = sj_hash_text (7, g_ptr_array_index (world->events, i));
  for (uint32_t i = 0; i < world->audiences->len; i++)
    simulation->chances[world->events->len + i] = sj_hash_text (8, g_ptr_array_index (world->audiences, i));
  for (guint i = 0; i < world->programs->len; i++)
    {
      const SjProgram *program = g_ptr_array_index (world->programs, i);

      simulation->visits = simulation->visits || program->control > 0;
      for (guint j = 0; j < program->entries->len; j++)
        simulation->visits = simulation->visits || sj_program_entry (program, j)->kind == SJ_ENTRY_INACTION;
    }
}

SjSimulation *
sj_simulation_new (const SjSimulationSetup *setup)
{
  SjSimulation *simulation = g_new0 (SjSimulation, 1);
  SjTime span = setup->span > 0 ? setup->span : sj_simulation_span (setup->world);

  simulation->world = sj_world_ref (setup->world);
  simulation->own = setup->behaviour ? NULL : sj_behaviour_new ();
  simulation->said = setup->behaviour ? setup->behaviour : simulation->own;
  simulation->defaults = sj_behaviour_read (sj_behaviour_default, strlen (sj_behaviour_default), NULL, NULL, NULL);
  simulation->seed = setup->seed;
  simulation->start = setup->start;
  simulation->end = setup->start + MIN (span, SJ_DELAY_MOST);
  simulation->census = sj_census_new (setup->world, simulation->said, simulation->defaults, setup->seed, setup->start);
  simulation->n_persons = sj_census_size (simulation->census, setup->n_persons);
  simulation->answers = sj_answers_new (setup->world, simulation->said, 0);
  sj_simulation_compile (simulation);
  hash_places (simulation);
  simulation->people = (SjPeople) { .worker_new = worker_new, .worker_free = worker_free, .begin = begin, .next = next,
                                     .end = end, .data = simulation, .peek = peek, .save = save, .load = load };
  simulation->outside = (SjOutside) { sj_simulation_sent, sj_simulation_called, simulation };
  return simulation;
}

void
sj_simulation_free (SjSimulation *simulation)
{
  if (simulation == NULL)
    return;
  for (guint i = 0; i < simulation->triggers->len; i++)
    sj_schedule_clear (&g_array_index (simulation->triggers, SjTrigger, i).schedule);
  g_array_unref (simulation->triggers);
  g_array_unref (simulation->likelies);
  sj_answers_free (simulation->answers);
  sj_census_free (simulation->census);
  sj_behaviour_free (simulation->own);
  sj_behaviour_free (simulation->defaults);
  sj_arena_clear (&simulation->arena);
  sj_world_unref (simulation->world);
  g_free (simulation);
}

void
sj_simulation_prepare (const SjSimulation *simulation, SjDrive *drive)
{
  SjTime span = simulation->end - simulation->start;

  drive->world = simulation->world;
  drive->people = &simulation->people;
  drive->outside = &simulation->outside;
  drive->n_persons = simulation->n_persons;
  drive->seed = simulation->seed;
  drive->start = simulation->start;
  drive->end = simulation->end;
  drive->period = span / SJ_HOUR < 1000 ? SJ_HOUR : SJ_DAY;
  drive->n_periods = (uint32_t) (span / drive->period) + 1;
}

const SjBehaviour *
sj_simulation_behaviour (const SjSimulation *simulation)
{
  return simulation->said;
}
