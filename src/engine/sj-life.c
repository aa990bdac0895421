/* sj-life.c -- the inputs of one person, one after the other.
 *
 * At one moment what the journey set in motion comes first, by its numbers; an input
 * from outside is only given in when all of that is done.
 */
#include "engine/sj-life.h"

#include "base/sj-json.h"

#include <string.h>

void
sj_life_init (SjLife *life, const SjWorld *world, SjLedger *ledgers, const uint64_t *chances)
{
  *life = (SjLife) { .world = world, .ledgers = ledgers, .chances = chances };
  sj_arena_init (&life->keep);
  sj_arena_init (&life->scratch);
  sj_eval_init (&life->eval, &life->scratch);
  sj_render_init (&life->render, &life->eval);
  life->visitors = g_new0 (SjVisitor, MAX (world->programs->len, 1));
  life->allocated = 4;
  life->runs = g_new (SjInstance, life->allocated);
  life->queue_allocated = 16;
  life->queue = g_new (SjQueued, life->queue_allocated);
  life->pending_allocated = 2;
  life->pending = g_new (SjPending, life->pending_allocated);
  life->person.audiences = g_new0 (uint64_t, sj_person_words (world));
  life->person.pressure.times = g_new (SjTime, MAX (world->n_times, 1));
  life->person.pressure.next = g_new (uint32_t, MAX (world->limits->len, 1));
  life->person.pressure.used = true;
  life->step = (SjStep) { .person = &life->person, .eval = &life->eval, .keep = &life->keep,
                          .most_effects = sj_step_most_effects (world) };
  life->step.effects = g_new (SjEffect, life->step.most_effects);
}

void
sj_life_clear (SjLife *life)
{
  g_free (life->step.effects);
  g_free (life->person.audiences);
  g_free (life->person.pressure.times);
  g_free (life->person.pressure.next);
  g_free (life->queue);
  g_free (life->pending);
  g_free (life->runs);
  g_free (life->visitors);
  sj_render_clear (&life->render);
  sj_eval_clear (&life->eval);
  sj_arena_clear (&life->scratch);
  sj_arena_clear (&life->keep);
}

void
sj_life_begin (SjLife *life)
{
  for (guint i = 0; i < life->world->programs->len; i++)
    life->visitors[i] = (SjVisitor) { .left = INT64_MIN };
  sj_pressure_clear (&life->person.pressure, life->world);
  if (life->keep.chunk != NULL)
    sj_arena_reset (&life->keep);
  life->n_runs = life->n_queue = life->n_pending = 0;
  life->number = life->ordinal = 0;
  life->person.made = life->person.changed = false;
  life->person.unsubscribed = 0;
  life->now = INT64_MIN;
}

void
sj_life_allow (SjLife *life, uint32_t n_runs, uint32_t n_queue, uint32_t n_pending)
{
  if (n_runs > life->allocated)
    {
      life->allocated = n_runs;
      life->runs = g_renew (SjInstance, life->runs, n_runs);
    }
  if (n_queue > life->queue_allocated)
    {
      life->queue_allocated = n_queue;
      life->queue = g_renew (SjQueued, life->queue, n_queue);
    }
  if (n_pending > life->pending_allocated)
    {
      life->pending_allocated = n_pending;
      life->pending = g_renew (SjPending, life->pending, n_pending);
    }
}

static inline const SjProgram *
program_of (const SjLife *life, uint32_t number)
{
  return g_ptr_array_index (life->world->programs, number);
}

/* A new moment: as many nodes may be entered at it as at any other. */
static inline void
reach (SjLife *life, SjTime now)
{
  if (now != life->now)
    life->step.budget = SJ_HOP_BUDGET;
  life->now = now;
}

/* The step for one program at one time. */
static inline SjStep *
step_at (SjLife *life, const SjProgram *program, SjTime now)
{
  SjStep *step = &life->step;
  uint32_t number = program->number;

  if (G_UNLIKELY (step->program != program))
    {
      step->program = program;
      step->dwells = life->ledgers[number].dwells;
      step->chance = life->chances[number];
      step->shared = life->shared ? &life->shared[number] : NULL;
    }
  reach (life, now);
  step->now = now;
  step->number = ++life->number;
  step->row = sj_ledger_row (&life->ledgers[number], now);
  step->n_effects = 0;
  if (G_UNLIKELY (step->dirty))
    {
      sj_arena_reset (&life->scratch);
      step->dirty = false;
    }
  return step;
}

SjStep *
sj_life_step (SjLife *life, const SjProgram *program, SjTime now)
{
  return step_at (life, program, now);
}

static void
enqueue (SjLife *life, const SjQueued *one)
{
  uint32_t at = life->n_queue;

  if (life->n_queue == life->queue_allocated)
    {
      life->queue_allocated *= 2;
      life->queue = g_renew (SjQueued, life->queue, life->queue_allocated);
    }
  while (at > 0 && life->queue[at - 1].time > one->time)
    {
      life->queue[at] = life->queue[at - 1];
      at--;
    }
  life->queue[at] = *one;
  life->n_queue++;
}

static void
queue_replies (SjLife *life, const SjEffect *effect, SjInputKind kind, const SjReply *replies, unsigned count)
{
  for (unsigned i = 0; i < count; i++)
    {
      SjQueued one = { .time = effect->at + replies[i].delay, .number = ++life->number,
                       .run = effect->instance->ordinal, .sent = effect->at, .program = effect->instance->program };

      one.input = (SjInput) { .kind = (uint8_t) kind, .verb = replies[i].verb, .attempt = effect->attempt,
                              .what = effect->what, .sending = effect->sending, .link = replies[i].link,
                              .value = replies[i].value };
      enqueue (life, &one);
    }
}

static inline void
tell_reacted (const SjLife *life, const SjProgram *program, const SjReacted *reacted)
{
  if (G_UNLIKELY (life->watch != NULL) && life->watch->reacted != NULL)
    life->watch->reacted (life->watch->data, life, program, reacted);
}

/* What nobody waits for is only counted, unless it changes what may be sent later. */
static void
do_send (SjLife *life, const SjProgram *program, const SjEffect *effect)
{
  const SjOutside *outside = life->outside;
  const SjSend *send = sj_program_send (program, effect->what);
  SjReply replies[SJ_REPLIES_MOST];
  unsigned count = 1, kept = 0;

  replies[0] = (SjReply) { .verb = SJ_REACTION_DELIVERED };
  if (outside != NULL && outside->sent != NULL)
    count = outside->sent (outside->data, life, effect, replies);
  for (unsigned i = 0; i < count; i++)
    if (send->awaited || replies[i].verb == SJ_REACTION_FAILED || replies[i].verb == SJ_REACTION_UNSUBSCRIBED)
      replies[kept++] = replies[i];
    else
      {
        sj_ledger_row (&life->ledgers[program->number], effect->at + replies[i].delay)
            [send->slot + SJ_SEND_REACTIONS + replies[i].verb]++;
        tell_reacted (life, program, &(SjReacted) { effect->at + replies[i].delay, effect->instance->ordinal,
                                                    effect->what, replies[i].verb, replies[i].link });
      }
  queue_replies (life, effect, SJ_INPUT_REACTION, replies, kept);
}

static void
do_call (SjLife *life, const SjEffect *effect)
{
  const SjOutside *outside = life->outside;
  SjReply reply = { .verb = SJ_RESULT_ANSWER };

  if (outside == NULL || outside->called == NULL || outside->called (outside->data, life, effect, &life->keep, &reply))
    queue_replies (life, effect, SJ_INPUT_RESULT, &reply, 1);
}

/* The event that the other journey begins with, made of the jump's parameters. */
static void
do_jump (SjLife *life, const SjProgram *program, const SjEffect *effect)
{
  const SjJump *jump = &g_array_index (program->jumps, SjJump, effect->what);

  for (guint i = 0; i < life->world->programs->len; i++)
    {
      const SjProgram *target = program_of (life, i);
      SjQueued one = { .time = effect->at, .number = ++life->number, .run = SJ_NONE, .program = (uint16_t) i };

      if (g_strcmp0 (target->journey->id, jump->journey) != 0)
        continue;
      one.input = (SjInput) { .kind = SJ_INPUT_START, .value = effect->value };
      enqueue (life, &one);
      return;
    }
}

static void
end_all (SjLife *life, const SjProgram *program)
{
  for (uint32_t i = 0; i < life->n_runs; i++)
    if (life->runs[i].program == program->number && life->runs[i].op != SJ_NONE)
      sj_step_end (&life->step, &life->runs[i], SJ_END_FORCED);
}

static void
do_effects (SjLife *life, const SjProgram *program)
{
  for (uint32_t i = 0; i < life->step.n_effects; i++)
    {
      const SjEffect *effect = &life->step.effects[i];

      if (G_UNLIKELY (life->watch != NULL) && life->watch->effect != NULL)
        life->watch->effect (life->watch->data, life, program, effect);
      switch ((SjEffectKind) effect->kind)
        {
        case SJ_EFFECT_SEND:
          do_send (life, program, effect);
          break;
        case SJ_EFFECT_CALL:
          do_call (life, effect);
          break;
        case SJ_EFFECT_JUMP:
          do_jump (life, program, effect);
          break;
        case SJ_EFFECT_EXIT_ALL:
          end_all (life, program);
          break;
        default:
          break;
        }
    }
}

/* Takes out the runs that have ended, the others keep their order. */
static void
sweep (SjLife *life)
{
  uint32_t kept = 0;

  for (uint32_t i = 0; i < life->n_runs; i++)
    {
      SjInstance *run = &life->runs[i];

      if (run->op == SJ_NONE)
        {
          SjVisitor *visitor = &life->visitors[run->program];

          visitor->inside--;
          visitor->left = life->now;
          if (G_UNLIKELY (life->crowds != NULL))
            life->crowds[run->program].inside--;
        }
      else if (kept++ != i)
        life->runs[kept - 1] = *run;
    }
  life->n_runs = kept;
}

/* One input for one run; whether it is over with it. */
static inline bool
move (SjLife *life, uint32_t index, const SjInput *input, SjTime now)
{
  const SjProgram *program = program_of (life, life->runs[index].program);
  SjStep *step = step_at (life, program, now);

  step->answers = life->answers && life->n_runs == 1 && life->n_queue + life->n_pending == 0 && !program->checks_always;
  sj_step (step, &life->runs[index], input);
  if (step->n_effects > 0)
    do_effects (life, program);
  return life->runs[index].op == SJ_NONE;
}

static void
refuse (SjLife *life, const SjProgram *program, const SjEntryPoint *entry, SjTime now, SjRefusal reason)
{
  reach (life, now);
  sj_ledger_row (&life->ledgers[program->number], now)[SJ_SLOT_REFUSED + reason]++;
  if (reason == SJ_REFUSAL_CONTROL_GROUP)
    life->visitors[program->number].held = true;
  if (life->watch != NULL && life->watch->refused != NULL)
    life->watch->refused (life->watch->data, life, program, entry, reason);
}

static bool
has_key (const SjLife *life, const SjProgram *program, SjValue key)
{
  for (uint32_t i = 0; i < life->n_runs; i++)
    if (life->runs[i].program == program->number && life->runs[i].op != SJ_NONE &&
        sj_value_equal (life->runs[i].context->key, key))
      return true;
  return false;
}

/* Whether the person is on the way into the journey, with that key. */
static bool
is_pending (const SjLife *life, const SjProgram *program, SjValue key)
{
  for (uint32_t i = 0; i < life->n_pending; i++)
    if (life->pending[i].program == program->number && sj_value_equal (life->pending[i].key, key))
      return true;
  return false;
}

SjTime
sj_life_way_in (const SjLife *life, const SjProgram *program)
{
  for (uint32_t i = life->n_pending; i > 0; i--)
    if (life->pending[i - 1].program == program->number)
      return life->pending[i - 1].due;
  return SJ_TIME_NEVER;
}

/* What does not depend on the input itself. */
static SjRefusal
ask_person (SjLife *life, const SjProgram *program, SjTime now, SjValue key)
{
  const SjVisitor *visitor = &life->visitors[program->number];
  const SjSettings *settings = program->settings;
  const SjCrowd *crowd = life->crowds ? &life->crowds[program->number] : NULL;

  if (settings->reentry == SJ_REENTRY_ALWAYS
          ? program->key != SJ_NONE && has_key (life, program, key)
          : visitor->inside > 0 || (life->n_pending > 0 && is_pending (life, program, sj_null)))
    return SJ_REFUSAL_INSIDE_ALREADY;
  if (settings->reentry == SJ_REENTRY_NEVER && visitor->entered > 0)
    return SJ_REFUSAL_RE_ENTRY_NOT_ALLOWED;
  if (settings->reentry == SJ_REENTRY_AFTER_EXIT && visitor->left != INT64_MIN &&
      now - visitor->left < settings->reentry_gap)
    return SJ_REFUSAL_RE_ENTRY_TOO_SOON;
  if (life->person.suppressed)
    return SJ_REFUSAL_SUPPRESSED;
  if (crowd != NULL && ((settings->max_entries > 0 && crowd->taken >= (uint64_t) settings->max_entries) ||
                        (settings->max_inside > 0 && crowd->inside >= (uint64_t) settings->max_inside)))
    return SJ_REFUSAL_CAPPED;
  if (program->control > 0 &&
      sj_hash_unit (sj_hash_mix (life->chances[program->number], life->person.chance)) < program->control)
    return SJ_REFUSAL_CONTROL_GROUP;
  return SJ_N_REFUSALS;
}

static SjInstance *
add_run (SjLife *life, const SjProgram *program)
{
  SjInstance *run;

  if (life->n_runs == life->allocated)
    {
      life->allocated *= 2;
      life->runs = g_renew (SjInstance, life->runs, life->allocated);
    }
  run = &life->runs[life->n_runs++];
  sj_instance_init (run, program, &life->keep);
  run->ordinal = life->ordinal++;
  return run;
}

static void
begin_run (SjLife *life, const SjProgram *program, uint32_t entry, SjTime now, SjValue payload, SjValue key)
{
  SjVisitor *visitor = &life->visitors[program->number];
  SjInput input = { .kind = SJ_INPUT_START, .what = entry, .value = payload };
  SjInstance *run = add_run (life, program);

  run->entry = visitor->entered++;
  visitor->inside++;
  if (run->context != NULL && program->key != SJ_NONE)
    run->context->key = sj_value_copy (&life->keep, key);
  if (G_UNLIKELY (life->crowds != NULL))
    {
      life->crowds[program->number].taken++;
      life->crowds[program->number].inside++;
    }
  reach (life, now);
  if (G_UNLIKELY (life->watch != NULL) && life->watch->entered != NULL)
    life->watch->entered (life->watch->data, life, program, run);
  if (move (life, life->n_runs - 1, &input, now))
    sweep (life);
}

/* What tells runs apart, of the event that begins one; false: it is no text. */
static bool
make_key (SjLife *life, const SjProgram *program, const SjEntryPoint *entry, SjTime now, SjValue payload, SjValue *key)
{
  bool by_event = entry->kind != SJ_ENTRY_AUDIENCE && entry->kind != SJ_ENTRY_READ;
  uint32_t event = by_event ? entry->what : SJ_NONE;

  *key = sj_null;
  if (G_LIKELY (program->key == SJ_NONE))
    return true;
  return sj_step_value (step_at (life, program, now), NULL, program->key, event, payload, key) && key->type == SJ_TEXT;
}

/* The rest of the questions, then the run. */
static SjRefusal
try_enter (SjLife *life, const SjProgram *program, uint32_t entry, SjTime now, SjValue payload, SjValue key)
{
  SjRefusal reason = ask_person (life, program, now, key);

  if (reason == SJ_N_REFUSALS)
    begin_run (life, program, entry, now, payload, key);
  return reason;
}

static inline bool
is_open (const SjProgram *program, SjTime now)
{
  return now >= program->opens && now < program->closes;
}

static SjRefusal
start_pending (SjLife *life, const SjProgram *program, uint32_t entry, SjTime now, SjValue payload, SjValue key)
{
  if (is_pending (life, program, key))
    return SJ_REFUSAL_INSIDE_ALREADY;
  if (life->n_pending == life->pending_allocated)
    sj_life_allow (life, 0, 0, life->n_pending * 2);
  life->pending[life->n_pending++] = (SjPending) {
    .due = now + sj_program_entry (program, entry)->within, .number = ++life->number, .entry = entry,
    .program = (uint16_t) program->number, .payload = sj_value_copy (&life->keep, payload),
    .key = sj_value_copy (&life->keep, key)
  };
  sj_ledger_row (&life->ledgers[program->number], now)[SJ_SLOT_PENDING]++;
  return SJ_N_REFUSALS;
}

static void
remove_pending (SjLife *life, uint32_t index)
{
  memmove (life->pending + index, life->pending + index + 1, (--life->n_pending - index) * sizeof (SjPending));
}

/* The event is the trigger of this entry: what comes of it. */
static void
trigger (SjLife *life, const SjProgram *program, uint32_t number, SjTime now, SjValue payload)
{
  const SjEntryPoint *entry = sj_program_entry (program, number);
  SjRefusal reason;
  SjValue key;

  if (!is_open (program, now))
    reason = SJ_REFUSAL_NOT_OPEN;
  else if (entry->condition != SJ_NONE &&
           !sj_step_holds (step_at (life, program, now), NULL, entry->condition, entry->what, payload))
    reason = SJ_REFUSAL_NOT_MATCHING;
  else if (!make_key (life, program, entry, now, payload, &key))
    reason = SJ_REFUSAL_NOT_MATCHING;
  else if (entry->kind != SJ_ENTRY_INACTION)
    reason = try_enter (life, program, number, now, payload, key);
  else
    reason = start_pending (life, program, number, now, payload, key);
  if (reason != SJ_N_REFUSALS)
    refuse (life, program, entry, now, reason);
}

static void
enter_pending (SjLife *life, uint32_t index)
{
  SjPending one = life->pending[index];
  const SjProgram *program = program_of (life, one.program);
  SjRefusal reason;

  reach (life, one.due);
  remove_pending (life, index);
  reason = try_enter (life, program, one.entry, one.due, one.payload, one.key);
  if (reason != SJ_N_REFUSALS)
    refuse (life, program, sj_program_entry (program, one.entry), one.due, reason);
}

/* An event with another key is not about the run. */
static bool
is_about (const SjProgram *program, SjValue key, SjValue payload)
{
  if (G_LIKELY (program->key_path == NULL))
    return true;
  for (const char **name = program->key_path; *name != NULL; name++)
    payload = sj_value_get (payload, *name);
  return sj_value_is_null (payload) || sj_value_equal (payload, key);
}

static bool
must_not (SjLife *life, const SjProgram *program, const SjPending *one, SjTime now, uint32_t event, SjValue payload)
{
  const SjEntryPoint *entry = sj_program_entry (program, one->entry);
  SjEarlier earlier = { entry->what, one->payload };
  SjStep *step;
  bool holds;

  if (entry->unless != event || !is_about (program, one->key, payload))
    return false;
  step = step_at (life, program, now);
  step->earlier = &earlier;
  holds = sj_step_holds (step, NULL, entry->unless_condition, event, payload);
  step->earlier = NULL;
  return holds;
}

/* Somebody on the way in does what must not be done; asked before anybody enters. */
static void
drop_pending (SjLife *life, SjTime now, uint32_t event, SjValue payload)
{
  for (uint32_t i = life->n_pending; i > 0; i--)
    {
      const SjProgram *program = program_of (life, life->pending[i - 1].program);

      if (!must_not (life, program, &life->pending[i - 1], now, event, payload))
        continue;
      remove_pending (life, i - 1);
      sj_ledger_row (&life->ledgers[program->number], now)[SJ_SLOT_DROPPED]++;
    }
}

static bool
hears (const SjLife *life, const SjInstance *run, const SjInput *input)
{
  return input->kind != SJ_INPUT_EVENT || run->context == NULL ||
         is_about (program_of (life, run->program), run->context->key, input->value);
}

/* To each run that there was before, oldest first. */
static void
deliver (SjLife *life, SjTime now, const SjInput *input, uint32_t born_before)
{
  bool ended = false;

  for (uint32_t i = 0; i < life->n_runs; i++)
    if (life->runs[i].ordinal < born_before && life->runs[i].op != SJ_NONE && hears (life, &life->runs[i], input))
      ended = move (life, i, input, now) || ended;
  if (ended)
    sweep (life);
}

static void
begin_with (SjLife *life, const SjProgram *program, SjTime now, uint32_t event, SjValue payload)
{
  for (guint i = 0; i < program->entries->len; i++)
    {
      const SjEntryPoint *entry = sj_program_entry (program, i);

      if (entry->what == event && (entry->kind == SJ_ENTRY_EVENT || entry->kind == SJ_ENTRY_INACTION))
        trigger (life, program, i, now, payload);
    }
}

/* Told first, so that what the input brings about is not reached by it. */
static void
tell_input (SjLife *life, SjTime now, const SjInput *input)
{
  if (life->watch->input != NULL)
    life->watch->input (life->watch->data, life, now, input);
}

void
sj_life_event (SjLife *life, SjTime now, uint32_t event, SjValue payload)
{
  GPtrArray *programs = life->world->programs;
  uint32_t before = life->ordinal;
  bool inside = life->n_runs > 0;

  reach (life, now);
  if (G_UNLIKELY (life->watch != NULL))
    tell_input (life, now, &(SjInput) { .kind = SJ_INPUT_EVENT, .what = event, .value = payload });
  if (life->n_pending > 0)
    drop_pending (life, now, event, payload);
  for (guint i = 0; i < programs->len; i++)
    {
      const SjProgram *program = g_ptr_array_index (programs, i);

      if (event < program->n_events && (program->begins[event] & SJ_BEGINS_BY))
        begin_with (life, program, now, event, payload);
    }
  if (inside)
    {
      SjInput input = { .kind = SJ_INPUT_EVENT, .what = event, .value = payload };

      deliver (life, now, &input, before);
    }
}

void
sj_life_audience (SjLife *life, SjTime now, uint32_t audience, bool entered)
{
  SjMembership verb = entered ? SJ_MEMBER_ENTERS : SJ_MEMBER_LEAVES;
  SjInput input = { .kind = SJ_INPUT_AUDIENCE, .verb = (uint8_t) verb, .what = audience };
  uint32_t before = life->ordinal;

  reach (life, now);
  if (life->watch != NULL)
    tell_input (life, now, &input);
  sj_person_set_in (&life->person, audience, entered);
  for (guint i = 0; i < life->world->programs->len; i++)
    {
      const SjProgram *program = program_of (life, i);

      for (guint j = 0; j < program->entries->len; j++)
        {
          const SjEntryPoint *entry = sj_program_entry (program, j);

          if (entry->kind == SJ_ENTRY_AUDIENCE && entry->what == audience &&
              (entry->membership == SJ_MEMBER_BOTH || entry->membership == verb))
            trigger (life, program, j, now, sj_null);
        }
    }
  deliver (life, now, &input, before);
}

void
sj_life_nobody (SjLife *life, SjTime now, uint32_t event)
{
  for (guint i = 0; i < life->world->programs->len; i++)
    {
      const SjProgram *program = program_of (life, i);
      SjRefusal reason = is_open (program, now) ? SJ_REFUSAL_NO_IDENTITY : SJ_REFUSAL_NOT_OPEN;

      for (guint j = 0; event < program->n_events && j < program->entries->len; j++)
        {
          const SjEntryPoint *entry = sj_program_entry (program, j);

          if (entry->what == event && (entry->kind == SJ_ENTRY_EVENT || entry->kind == SJ_ENTRY_INACTION))
            refuse (life, program, NULL, now, reason);
        }
    }
}

void
sj_life_enter (SjLife *life, SjTime now, const SjProgram *program, uint32_t entry, SjValue payload)
{
  reach (life, now);
  trigger (life, program, entry, now, payload);
}

void
sj_life_end (SjLife *life, SjTime now, const SjProgram *program, SjEnd reason)
{
  for (uint32_t i = 0; i < life->n_runs; i++)
    if (program == NULL || life->runs[i].program == program->number)
      sj_step_end (step_at (life, program_of (life, life->runs[i].program), now), &life->runs[i], reason);
  sweep (life);
}

/* A message that failed no longer counts. */
static void
take_back (SjLife *life, const SjProgram *program, const SjQueued *one)
{
  const SjSend *send = sj_program_send (program, one->input.what);

  for (uint32_t i = 0; i < send->n_limits; i++)
    sj_pressure_take_back (&life->person.pressure, sj_world_limit (life->world, send->limits[i]), send->limits[i],
                           one->sent);
}

static void
count_reaction (SjLife *life, const SjProgram *program, const SjQueued *one)
{
  const SjSend *send = sj_program_send (program, one->input.what);

  sj_ledger_row (&life->ledgers[program->number], one->time)[send->slot + SJ_SEND_REACTIONS + one->input.verb]++;
  tell_reacted (life, program, &(SjReacted) { one->time, one->run, one->input.what, one->input.verb, one->input.link });
  if (one->input.verb == SJ_REACTION_FAILED)
    take_back (life, program, one);
  else if (one->input.verb == SJ_REACTION_UNSUBSCRIBED)
    sj_person_unsubscribe (&life->person, &life->keep, send->channel);
}

/* Those who jump here come in by the first entry, as if its own trigger had fired. */
static void
arrive_by_jump (SjLife *life, const SjProgram *program, const SjQueued *one)
{
  if (program->entries->len > 0)
    trigger (life, program, 0, one->time, one->input.value);
}

static void
run_queued (SjLife *life)
{
  SjQueued one = life->queue[0];
  const SjProgram *program = program_of (life, one.program);

  reach (life, one.time);
  life->n_queue--;
  memmove (life->queue, life->queue + 1, life->n_queue * sizeof (SjQueued));
  if (one.run == SJ_NONE)
    {
      arrive_by_jump (life, program, &one);
      return;
    }
  if (one.input.kind == SJ_INPUT_REACTION)
    count_reaction (life, program, &one);
  for (uint32_t i = 0; i < life->n_runs; i++)
    if (life->runs[i].ordinal == one.run)
      {
        if (move (life, i, &one.input, one.time))
          sweep (life);
        return;
      }
}

enum { NEXT_NONE, NEXT_RUN, NEXT_QUEUED, NEXT_PENDING };

/* What comes first, by time and number. */
static inline unsigned
find_next (const SjLife *life, SjTime *time, uint32_t *which)
{
  uint32_t number = UINT32_MAX;
  unsigned next = NEXT_NONE;

  *time = SJ_TIME_NEVER;
  *which = 0;
  if (life->n_runs == 0 && life->n_queue == 0 && life->n_pending == 0)
    return NEXT_NONE;
  for (uint32_t i = 0; i < life->n_runs; i++)
    {
      const SjInstance *run = &life->runs[i];

      if (run->due < *time || (run->due == *time && run->due != SJ_TIME_NEVER && run->number < number))
        {
          *time = run->due;
          number = run->number;
          *which = i;
          next = NEXT_RUN;
        }
    }
  if (life->n_queue > 0 &&
      (life->queue[0].time < *time || (life->queue[0].time == *time && life->queue[0].number < number)))
    {
      *time = life->queue[0].time;
      number = life->queue[0].number;
      next = NEXT_QUEUED;
    }
  for (uint32_t i = 0; i < life->n_pending; i++)
    {
      const SjPending *one = &life->pending[i];

      if (one->due < *time || (one->due == *time && one->number < number))
        {
          *time = one->due;
          number = one->number;
          *which = i;
          next = NEXT_PENDING;
        }
    }
  return next;
}

SjTime
sj_life_next (const SjLife *life)
{
  uint32_t which;
  SjTime time;

  find_next (life, &time, &which);
  return time;
}

static void
happen (SjLife *life, unsigned next, uint32_t which, SjTime time)
{
  static const SjInput timer = { .kind = SJ_INPUT_TIMER };

  if (next == NEXT_QUEUED)
    run_queued (life);
  else if (next == NEXT_PENDING)
    enter_pending (life, which);
  else if (move (life, which, &timer, time))
    sweep (life);
}

bool
sj_life_run_one (SjLife *life)
{
  uint32_t which;
  SjTime time;
  unsigned next = find_next (life, &time, &which);

  if (next == NEXT_NONE)
    return false;
  happen (life, next, which, time);
  return true;
}

void
sj_life_queue (SjLife *life, const SjQueued *one)
{
  SjQueued numbered = *one;

  numbered.number = ++life->number;
  enqueue (life, &numbered);
}

void
sj_life_catch_up (SjLife *life, SjTime limit)
{
  static const SjInput timer = { .kind = SJ_INPUT_TIMER };

  while (life->n_runs == 1 && life->n_queue + life->n_pending == 0)
    {
      SjTime time = life->runs[0].due;

      if (time > limit || time == SJ_TIME_NEVER)
        return;
      if (move (life, 0, &timer, time))
        sweep (life);
    }
  for (;;)
    {
      uint32_t which;
      SjTime time;
      unsigned next = find_next (life, &time, &which);

      if (next == NEXT_NONE || time > limit)
        return;
      happen (life, next, which, time);
    }
}

void
sj_life_count (const SjLife *life, const SjProgram *program, uint64_t *here)
{
  for (uint32_t i = 0; i < life->n_runs; i++)
    if (life->runs[i].program == program->number)
      here[life->runs[i].station]++;
}
