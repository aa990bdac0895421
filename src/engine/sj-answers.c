/* sj-answers.c -- tables of messages and calls; shares and delays drawn from hashes. */
#include "engine/sj-answers.h"

#include "engine/sj-example.h"

#include <string.h>

enum { OF_FATE = 1, OF_OPENING, OF_UNSUBSCRIBING, OF_CONVERTING, OF_LINK, OF_TIMES = 16 };

typedef struct
{
  uint64_t chance;          /* of its channel */
  uint8_t channel;          /* SjChannel */
  double failed, bounced, opened, clicked, unsubscribed, converts;    /* 0 to 1 */
  SjSampler delivering, opening, clicking, unsubscribing, converting;
  const char **links;
  SjSampler link;           /* count 0: none is known */
  uint8_t goal_kind;        /* SJ_INPUT_EVENT, SJ_INPUT_AUDIENCE; SJ_INPUT_START: no goal */
  uint32_t goal;
} SjSendHabit;

typedef struct
{
  uint64_t chance;          /* of its action */
  double failed, refused, silent;    /* 0 to 1 */
  SjSampler latency;
  SjValue sample;           /* null: made from the schema */
  const SjSchema *schema;
  SjFiller *fillers;
  uint32_t n_fillers;
  bool read;
} SjCallAnswer;

/* Of one program. */
typedef struct
{
  SjSendHabit *sends;
  SjCallAnswer *calls;
} Table;

struct SjAnswers
{
  const SjWorld *world;     /* borrowed */
  const SjBehaviour *said;  /* borrowed, or `own` */
  SjBehaviour *own, *defaults;    /* owned */
  uint64_t seed;
  SjArena arena;            /* owned: all below */
  Table *tables;            /* of each program */
};

/* ------------------------------------------------------------------ the tables */

static uint64_t
chance_of (const SjAnswers *self, uint64_t hash)
{
  return self->seed != 0 ? sj_hash_mix (hash, self->seed) : hash;
}

static double
message_share (const SjAnswers *self, const SjSend *send, const SjAbout *about, size_t member)
{
  double otherwise = sj_message_share (self->defaults, send->channel, NULL, member, 0);

  return sj_message_share (self->said, send->channel, about, member, otherwise) / 100;
}

static SjSampler
message_delay (SjAnswers *self, const SjSend *send, const SjAbout *about, size_t member)
{
  const SjDelay *delay = sj_message_delay (self->said, send->channel, about, member);

  if (delay == NULL)
    delay = sj_message_delay (self->defaults, send->channel, NULL, member);
  return delay ? sj_sampler_delay (delay, &self->arena) : sj_sampler_fixed (0);
}

/* Those the behaviour names, else those that steps wait for. */
static void
compile_links (SjAnswers *self, const SjProgram *program, uint32_t number, const SjAbout *about,
               SjSendHabit *habit)
{
  const SjRecords *said = sj_message_links (self->said, sj_program_send (program, number)->channel, about);
  uint32_t most = (said ? said->count : 0) + program->listeners->len, count = 0;
  g_autofree double *weights = g_new (double, MAX (most, 1));

  habit->links = sj_arena_new_n (&self->arena, const char *, MAX (most, 1));
  for (uint32_t i = 0; said != NULL && i < said->count; i++)
    {
      const SjLinkShare *share = said->items[i];

      weights[count] = share->weight;
      habit->links[count++] = share->link ? share->link : "";
    }
  for (guint i = 0; said == NULL && i < program->listeners->len; i++)
    {
      const SjListener *listener = sj_program_listener (program, i);

      if (listener->kind != SJ_HEAR_REACTION || listener->what != number || listener->link == NULL)
        continue;
      weights[count] = 1;
      habit->links[count++] = listener->link;
    }
  habit->link = sj_sampler_empirical (&self->arena, NULL, weights, count);
}

static void
compile_send (SjAnswers *self, const SjProgram *program, uint32_t number, SjSendHabit *habit)
{
  const SjSend *send = sj_program_send (program, number);
  SjAbout about = { program->journey->id, sj_program_station (program, send->station)->node->id };

#define SHARE(member) message_share (self, send, &about, offsetof (SjMessageHabit, member))
#define DELAY(member) message_delay (self, send, &about, offsetof (SjMessageHabit, member))
  *habit = (SjSendHabit) { .chance = chance_of (self, sj_hash_text (5, sj_channel_id (send->channel))),
                           .channel = send->channel,
                           .failed = SHARE (failed), .bounced = SHARE (bounced), .opened = SHARE (opened),
                           .clicked = SHARE (clicked), .unsubscribed = SHARE (unsubscribed),
                           .converts = SHARE (converts), .delivering = DELAY (delivering), .opening = DELAY (opening),
                           .clicking = DELAY (clicking), .unsubscribing = DELAY (unsubscribing),
                           .converting = DELAY (converting), .goal_kind = SJ_INPUT_START };
#undef SHARE
#undef DELAY
  compile_links (self, program, number, &about, habit);
  if (program->goals->len > 0)
    {
      habit->goal_kind = sj_program_goal (program, 0)->by == SJ_GOAL_EVENT ? SJ_INPUT_EVENT : SJ_INPUT_AUDIENCE;
      habit->goal = sj_program_goal (program, 0)->what;
    }
}

static double
call_share (const SjAnswers *self, const SjCall *call, const SjAbout *about, size_t member)
{
  double otherwise = sj_call_share (self->defaults, call->id, NULL, member, 0);

  return sj_call_share (self->said, call->id, about, member, otherwise) / 100;
}

static void
compile_call (SjAnswers *self, const SjProgram *program, uint32_t number, SjCallAnswer *answer)
{
  const SjCall *call = sj_program_call (program, number);
  SjAbout about = { program->journey->id, sj_program_station (program, call->station)->node->id };
  const SjLibrary *library = self->world->library;
  const SjEntry *entry = library && call->id ? sj_library_find (library, SJ_REF_ACTION, call->id) : NULL;
  const SjDelay *latency = sj_call_latency (self->said, call->id, &about);

  if (latency == NULL)
    latency = sj_call_latency (self->defaults, call->id, NULL);
  *answer = (SjCallAnswer) { .chance = chance_of (self, sj_hash_text (6, call->id ? call->id : "")),
                             .failed = call_share (self, call, &about, offsetof (SjCallHabit, failed)),
                             .refused = call_share (self, call, &about, offsetof (SjCallHabit, refused)),
                             .silent = call_share (self, call, &about, offsetof (SjCallHabit, silent)),
                             .latency = latency ? sj_sampler_delay (latency, &self->arena) : sj_sampler_fixed (0),
                             .sample = call->action ? sj_blob_value (call->action->sample) : sj_null,
                             .schema = entry ? entry->schema : NULL,
                             .read = call->answer != SJ_NONE };
  answer->fillers = sj_fillers_make (sj_call_response (self->said, call->id, &about), &self->arena,
                                     &answer->n_fillers);
}

static void
compile_program (SjAnswers *self, const SjProgram *program, Table *table)
{
  table->sends = sj_arena_new_n (&self->arena, SjSendHabit, MAX (program->sends->len, 1));
  table->calls = sj_arena_new_n (&self->arena, SjCallAnswer, MAX (program->calls->len, 1));
  for (guint i = 0; i < program->sends->len; i++)
    compile_send (self, program, i, &table->sends[i]);
  for (guint i = 0; i < program->calls->len; i++)
    compile_call (self, program, i, &table->calls[i]);
}

SjAnswers *
sj_answers_new (const SjWorld *world, const SjBehaviour *said, uint64_t seed)
{
  SjAnswers *self = g_new0 (SjAnswers, 1);

  self->world = world;
  self->seed = seed;
  self->own = said ? NULL : sj_behaviour_new ();
  self->said = said ? said : self->own;
  self->defaults = sj_behaviour_read (sj_behaviour_default, strlen (sj_behaviour_default), NULL, NULL, NULL);
  self->tables = sj_arena_new_n (&self->arena, Table, MAX (world->programs->len, 1));
  for (guint i = 0; i < world->programs->len; i++)
    compile_program (self, g_ptr_array_index (world->programs, i), &self->tables[i]);
  return self;
}

void
sj_answers_free (SjAnswers *self)
{
  if (self == NULL)
    return;
  sj_behaviour_free (self->own);
  sj_behaviour_free (self->defaults);
  sj_arena_clear (&self->arena);
  g_free (self);
}

double *
sj_answers_prices (const SjBehaviour *said, const SjProgram *program)
{
  double *prices = g_new (double, MAX (program->sends->len, 1));

  for (guint i = 0; i < program->sends->len; i++)
    {
      const SjSend *send = sj_program_send (program, i);
      SjAbout about = { program->journey->id, sj_program_station (program, send->station)->node->id };

      prices[i] = said ? sj_message_price (said, send->channel, &about) : -1;
    }
  return prices;
}

/* ------------------------------------------------------------------ messages */

static SjReply
reply (SjReactionKind verb, SjTime delay)
{
  return (SjReply) { .verb = (uint8_t) verb, .delay = MIN (delay, SJ_DELAY_MOST) };
}

/* A click may lead to the goal, beside what would have happened anyway. */
static void
lead_to_goal (const SjSendHabit *habit, uint64_t chance, SjTime clicked, SjConverts *converts)
{
  if (habit->goal_kind == SJ_INPUT_START || !sj_chance_hits (sj_hash_mix (chance, OF_CONVERTING), habit->converts))
    return;
  *converts = (SjConverts) {
    .comes = true, .kind = habit->goal_kind, .what = habit->goal,
    .time = clicked + sj_sampler_time (&habit->converting, sj_hash_mix (chance, OF_TIMES + 4))
  };
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
react (const SjSendHabit *habit, SjTime sent, uint64_t chance, SjTime after, SjReply *replies, SjConverts *converts)
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
      lead_to_goal (habit, chance, sent + clicked, converts);
    }
  if (leaves)
    replies[count++] = reply (SJ_REACTION_UNSUBSCRIBED,
                              after + 1 + sj_sampler_time (&habit->unsubscribing, sj_hash_mix (chance, OF_TIMES + 3)));
  return count;
}

static unsigned
draw_fate (const SjSendHabit *habit, SjTime sent, uint64_t chance, SjReply *replies, SjConverts *converts)
{
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
  return 1 + react (habit, sent, chance, after, replies + 1, converts);
}

unsigned
sj_answers_sent (const SjAnswers *self, SjAnswered *before, const SjLife *life, const SjEffect *effect, SjTime end,
                 SjReply *replies, SjConverts *converts)
{
  const SjSendHabit *habit = &self->tables[effect->instance->program].sends[effect->what];
  uint64_t chance = sj_hash_mix (sj_hash_mix (life->person.chance, habit->chance), before->sent[habit->channel]++);
  unsigned count = draw_fate (habit, effect->at, chance, replies, converts), kept = 0;

  for (unsigned i = 0; i < count; i++)
    if (effect->at + replies[i].delay <= end)
      replies[kept++] = replies[i];
  return kept;
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
sj_answers_called (const SjAnswers *self, SjAnswered *before, const SjLife *life, const SjEffect *effect,
                   SjArena *arena, SjReply *result)
{
  const SjCallAnswer *answer = &self->tables[effect->instance->program].calls[effect->what];
  uint32_t nth = before->called++;
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
