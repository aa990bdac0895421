/* sj-simulate-answer.c -- payloads; what messages and calls bring about. */
#include "engine/sj-simulate-private.h"

#include "base/sj-json.h"

#include <string.h>

#define OF_PAYLOAD 16

static SjSimulationWorker *
worker_of (const SjLife *life)
{
  return life->person.data;    /* the taker is its first member */
}

/* ------------------------------------------------------------------ payloads */

/* By hand, because it is done for every event that somebody reads. */
static char *
put_digits (char *to, unsigned number, unsigned width)
{
  for (unsigned i = width; i > 0; i--, number /= 10)
    to[i - 1] = (char) ('0' + number % 10);
  return to + width;
}

/* "2026-03-18T14:30:00.000Z" */
static SjValue
moment_text (SjTime time, SjArena *arena)
{
  char *text = sj_arena_alloc (arena, 32);
  int64_t seconds = time / 1000 - (time % 1000 < 0);
  SjCivil civil;
  char *to;

  sj_civil_split (seconds, 0, &civil);
  if (civil.year < 0 || civil.year > 9999)
    return sj_null;
  to = put_digits (text, (unsigned) civil.year, 4);
  *to++ = '-';
  to = put_digits (to, (unsigned) civil.month, 2);
  *to++ = '-';
  to = put_digits (to, (unsigned) civil.day, 2);
  *to++ = 'T';
  to = put_digits (to, (unsigned) civil.hour, 2);
  *to++ = ':';
  to = put_digits (to, (unsigned) civil.minute, 2);
  *to++ = ':';
  to = put_digits (to, (unsigned) civil.second, 2);
  *to++ = '.';
  to = put_digits (to, (unsigned) (time - seconds * 1000), 3);
  *to++ = 'Z';
  return sj_value_text (text, (size_t) (to - text));
}

static SjValue
joined (const char *a, const char *b, size_t length, SjArena *arena)
{
  size_t first = strlen (a);
  char *text = sj_arena_alloc (arena, first + length);

  memcpy (text, a, first);
  memcpy (text + first, b, length);
  return sj_value_text (text, first + length);
}

/* "p17-5f0c…": of the person and the hash of the event. */
static SjValue
event_id (const SjExampleOf *of, SjArena *arena)
{
  char text[17] = "-";

  for (unsigned i = 0; i < 16; i++)
    text[i + 1] = "0123456789abcdef"[of->chance >> (60 - 4 * i) & 15];
  return joined (of->id, text, sizeof text, arena);
}

/* What is different from one event to the next: whose it is, its own number, its time. */
static SjValue
make_own (const SjEventHabit *habit, SjValue value, const SjExampleOf *of, SjArena *arena)
{
  static const char domain[] = "@example.com";

  if (habit->identity != NULL)
    value = sj_value_with (arena, value, habit->identity,
                           joined (of->id, domain, habit->address ? strlen (domain) : 0, arena));
  if (habit->id != NULL)
    value = sj_value_with (arena, value, habit->id, event_id (of, arena));
  if (habit->time != NULL)
    value = sj_value_with (arena, value, habit->time, moment_text (of->now, arena));
  return value;
}

/* Runs of one person are told apart by it: the same for all events of a run. */
static SjValue
make_key (SjValue value, const SjEventHabit *habit, const SjLife *life, uint32_t run, uint32_t nth, SjArena *arena)
{
  SjValue old = sj_value_follow (value, habit->key);
  SjValue key = old.type == SJ_INTEGER ? sj_value_integer ((int64_t) life->person.number * 1000 + nth)
                                       : sj_value_string (sj_arena_printf (arena, "%s-%u", life->person.id, nth));

  for (uint32_t i = 0; i < life->n_runs; i++)
    if (life->runs[i].ordinal == run && life->runs[i].context != NULL)
      key = life->runs[i].context->key;
  return sj_value_with (arena, value, habit->key, key);
}

SjValue
sj_simulation_payload (SjSimulationWorker *worker, const SjLife *life, const SjPlan *plan)
{
  const SjEventHabit *habit = &worker->simulation->events[plan->what];
  SjArena *arena = &worker->arena;
  uint64_t chance = sj_hash_mix (sj_hash_mix (life->person.chance, habit->chance), plan->nth + OF_PAYLOAD);
  SjExampleOf of = { chance, (uint64_t) life->person.number * 1000 + plan->nth, life->person.id, plan->time };
  SjValue value = habit->sample;

  if (!habit->read)
    return sj_null;
  sj_arena_reset (arena);
  if (sj_value_is_null (value))
    value = habit->schema ? sj_example_value (habit->schema, &of, arena) : sj_value_object (NULL, 0);
  value = make_own (habit, value, &of, arena);
  if (habit->key != NULL)
    value = make_key (value, habit, life, plan->run, plan->nth, arena);
  return sj_fillers_put (habit->fillers, habit->n_fillers, value, &of, arena);
}

/* ------------------------------------------------------------------ messages and calls */

unsigned
sj_simulation_sent (void *data, const SjLife *life, const SjEffect *effect, SjReply *replies)
{
  SjSimulationWorker *worker = worker_of (life);
  const SjSimulation *simulation = worker->simulation;
  SjConverts converts = { .comes = false };
  unsigned count = sj_answers_sent (simulation->answers, &worker->answered, life, effect, simulation->end, replies,
                                    &converts);
  SjPlan plan = { .time = converts.time, .kind = converts.kind, .verb = SJ_MEMBER_ENTERS, .what = converts.what,
                  .run = SJ_NONE, .nth = 500000 + worker->converted };

  if (converts.comes)
    {
      worker->converted++;
      sj_simulation_plan (worker, &plan);
    }
  return count;
}

bool
sj_simulation_called (void *data, const SjLife *life, const SjEffect *effect, SjArena *arena, SjReply *result)
{
  SjSimulationWorker *worker = worker_of (life);

  return sj_answers_called (worker->simulation->answers, &worker->answered, life, effect, arena, result);
}
