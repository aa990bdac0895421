/* sj-simulate-answer.c -- payloads; what becomes of messages; what calls answer. */
#include "engine/sj-simulate-private.h"

#include "base/sj-json.h"

#include <string.h>

enum { OF_FATE = 1, OF_OPENING, OF_UNSUBSCRIBING, OF_CONVERTING, OF_LINK, OF_TIMES = 16 };

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
  uint64_t chance = sj_hash_mix (sj_hash_mix (life->person.chance, habit->chance), plan->nth + OF_TIMES);
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

/* ------------------------------------------------------------------ messages */

static SjReply
reply (SjReactionKind verb, SjTime delay)
{
  return (SjReply) { .verb = (uint8_t) verb, .delay = MIN (delay, SJ_DELAY_MOST) };
}

/* A click may lead to the goal, beside what would have happened anyway. */
static void
plan_goal (SjSimulationWorker *worker, const SjSendHabit *habit, uint64_t chance, SjTime clicked)
{
  SjPlan plan = { .kind = habit->goal_kind, .verb = SJ_MEMBER_ENTERS, .what = habit->goal, .run = SJ_NONE,
                  .nth = 500000 + worker->converted };

  if (habit->goal_kind == SJ_INPUT_START || !sj_chance_hits (sj_hash_mix (chance, OF_CONVERTING), habit->converts))
    return;
  worker->converted++;
  plan.time = clicked + sj_sampler_time (&habit->converting, sj_hash_mix (chance, OF_TIMES + 4));
  sj_simulation_plan (worker, &plan);
}

static SjSlice
link_of (const SjSendHabit *habit, uint64_t chance)
{
  const char *link = habit->link.count > 0
                         ? habit->links[sj_sampler_pick (&habit->link, sj_hash_mix (chance, OF_LINK))]
                         : NULL;

  return link ? (SjSlice) { link, strlen (link) } : (SjSlice) { NULL, 0 };
}

/* Who clicks or unsubscribes has opened, where the channel knows of opening. */
static unsigned
react (SjSimulationWorker *worker, const SjSendHabit *habit, const SjEffect *effect, uint64_t chance, SjTime after,
       SjReply *replies)
{
  double at = sj_hash_unit (sj_hash_mix (chance, OF_OPENING));
  double opened = MAX (habit->opened, habit->clicked);
  bool leaves;
  unsigned count = 0;

  if (at >= opened && (habit->opened > 0 || habit->unsubscribed <= 0))
    return 0;
  leaves = sj_chance_hits (sj_hash_mix (chance, OF_UNSUBSCRIBING),
                           habit->opened > 0 ? habit->unsubscribed / opened : habit->unsubscribed);
  if (habit->opened > 0)
    {
      after += sj_sampler_time (&habit->opening, sj_hash_mix (chance, OF_TIMES + 1));
      replies[count++] = reply (SJ_REACTION_OPENED, after);
    }
  if (at < habit->clicked)
    {
      SjTime clicked = after + sj_sampler_time (&habit->clicking, sj_hash_mix (chance, OF_TIMES + 2));

      replies[count] = reply (SJ_REACTION_CLICKED, clicked);
      replies[count++].link = link_of (habit, chance);
      plan_goal (worker, habit, chance, effect->at + clicked);
    }
  if (leaves)
    replies[count++] = reply (SJ_REACTION_UNSUBSCRIBED,
                              after + 1 + sj_sampler_time (&habit->unsubscribing, sj_hash_mix (chance, OF_TIMES + 3)));
  return count;
}

unsigned
sj_simulation_sent (void *data, const SjLife *life, const SjEffect *effect, SjReply *replies)
{
  SjSimulationWorker *worker = worker_of (life);
  const SjProgramHabits *habits = &worker->simulation->programs[effect->instance->program];
  const SjSendHabit *habit = &habits->sends[effect->what];
  uint8_t channel = sj_program_send (habits->program, effect->what)->channel;
  uint64_t chance = sj_hash_mix (sj_hash_mix (life->person.chance, habit->chance), worker->sent[channel]++);
  double fate = sj_hash_unit (sj_hash_mix (chance, OF_FATE));
  SjTime after = sj_sampler_time (&habit->delivering, sj_hash_mix (chance, OF_TIMES));
  unsigned count = 1;

  if (fate < habit->failed + habit->bounced)
    {
      replies[0] = reply (SJ_REACTION_FAILED, after);
      if (fate >= habit->failed)
        replies[count++] = reply (SJ_REACTION_BOUNCED, after);
      return count;
    }
  replies[0] = reply (SJ_REACTION_DELIVERED, after);
  return 1 + react (worker, habit, effect, chance, after, replies + 1);
}

/* ------------------------------------------------------------------ calls */

static SjValue
answer_value (const SjCallAnswer *answer, const SjLife *life, uint64_t chance, uint32_t nth, SjArena *arena,
              SjTime now)
{
  SjExampleOf of = { chance, (uint64_t) life->person.number * 1000 + nth, life->person.id, now };
  SjValue value = answer->sample;

  if (sj_value_is_null (value))
    value = answer->schema ? sj_example_value (answer->schema, &of, arena) : sj_value_object (NULL, 0);
  return sj_fillers_put (answer->fillers, answer->n_fillers, value, &of, arena);
}

bool
sj_simulation_called (void *data, const SjLife *life, const SjEffect *effect, SjArena *arena, SjReply *result)
{
  SjSimulationWorker *worker = worker_of (life);
  const SjCallAnswer *answer = &worker->simulation->programs[effect->instance->program].calls[effect->what];
  uint32_t nth = worker->called++;
  uint64_t chance = sj_hash_mix (sj_hash_mix (life->person.chance, answer->chance), nth);
  double fate = sj_hash_unit (sj_hash_mix (chance, OF_FATE));

  if (fate < answer->silent)
    return false;
  fate -= answer->silent;
  result->delay = sj_sampler_time (&answer->latency, sj_hash_mix (chance, OF_TIMES));
  result->verb = fate < answer->failed                     ? SJ_RESULT_FAILED
                 : fate < answer->failed + answer->refused ? SJ_RESULT_REFUSED
                                                           : SJ_RESULT_ANSWER;
  if (result->verb == SJ_RESULT_ANSWER && answer->read)
    result->value = answer_value (answer, life, chance, nth, arena, effect->at + result->delay);
  return true;
}
