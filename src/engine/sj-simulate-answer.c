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

static SjValue
moment_text (SjTime time, SjArena *arena)
{
  SjCivil civil;
  int64_t seconds = time / 1000 - (time % 1000 < 0);

  sj_civil_split (seconds, 0, &civil);
  return sj_value_string (sj_arena_printf (arena, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", (int) civil.year, civil.month,
                                           civil.day, civil.hour, civil.minute, civil.second,
                                           (int) (time - seconds * 1000)));
}

static bool
has_path (SjValue value, const char *path)
{
  return path != NULL && value.type == SJ_OBJECT && !sj_value_is_null (sj_value_follow (value, path));
}

/* The address by which the person is known, where the sample has an address. */
static SjValue
identity_like (SjValue sample, const char *path, const SjLife *life, SjArena *arena)
{
  SjValue old = sj_value_follow (sample, path);
  bool address = old.type == SJ_TEXT && memchr (old.text, '@', old.length) != NULL;

  return sj_value_string (sj_arena_printf (arena, address ? "%s@example.com" : "%s", life->person.id));
}

/* What is different from one event to the next: whose it is, its own number, its time. */
static SjValue
make_own (const SjEventHabit *habit, SjValue value, const SjLife *life, const SjExampleOf *of, SjArena *arena)
{
  if (has_path (value, habit->identity))
    value = sj_value_with (arena, value, habit->identity, identity_like (value, habit->identity, life, arena));
  if (has_path (value, habit->id))
    value = sj_value_with (arena, value, habit->id,
                           sj_value_string (sj_arena_printf (arena, "%s-%" G_GINT64_MODIFIER "x", of->id, of->chance)));
  if (has_path (value, habit->time))
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
  value = make_own (habit, value, life, &of, arena);
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

/* The consent is gone when the journey hears of it. */
static void
plan_unsubscribing (SjSimulationWorker *worker, uint8_t channel, SjTime time)
{
  SjPlan plan = { .time = time - 1, .kind = SJ_PLAN_UNSUBSCRIBE, .what = channel, .run = SJ_NONE };

  sj_simulation_plan (worker, &plan);
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
  count += react (worker, habit, effect, chance, after, replies + 1);
  if (replies[count - 1].verb == SJ_REACTION_UNSUBSCRIBED)
    plan_unsubscribing (worker, channel, effect->at + replies[count - 1].delay);
  return count;
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
