/* sj-step.c -- the operations that lead on and those that wait.
 *
 * A run waits at an operation, never between two; the operation says what its timer
 * and its inputs mean.  Everything is counted where it happens: the row of cells
 * that belongs to `now`.
 */
#include "engine/sj-step-private.h"

#include <string.h>

void
sj_instance_init (SjInstance *instance, const SjProgram *program, SjArena *keep)
{
  *instance = (SjInstance) { .due = SJ_TIME_NEVER, .op = SJ_NONE, .program = (uint16_t) program->number };
  if (!program->remembers)
    return;
  instance->context = sj_arena_new0 (keep, SjContext);
  instance->context->values = sj_arena_alloc0 (keep, program->n_values * sizeof (SjValue));
  instance->context->heard = sj_arena_alloc0 (keep, program->n_heard * sizeof (SjHeard));
  for (uint32_t i = 0; i < program->n_heard; i++)
    instance->context->heard[i].before.type = instance->context->heard[i].latest.type = SJ_N_TYPES;
  instance->context->branches = sj_arena_alloc0 (keep, program->n_branches * sizeof (SjBranch));
  instance->context->visits = sj_arena_alloc0 (keep, program->n_visits * sizeof (uint32_t));
  instance->context->sendings = sj_arena_alloc0 (keep, program->sends->len * sizeof (uint32_t));
}

uint32_t
sj_step_most_effects (const SjWorld *world)
{
  uint32_t goals = 0;

  for (guint i = 0; i < world->programs->len; i++)
    goals = MAX (goals, ((const SjProgram *) g_ptr_array_index (world->programs, i))->goals->len);
  return goals + SJ_HOP_BUDGET + 2;    /* also where the person stood, and the node that is one too many */
}

void
sj_step_tell (SjStep *step, const SjInstance *instance, SjNoteKind kind, uint32_t what, uint32_t way, uint32_t reason)
{
  SjNote note = { .kind = kind, .what = what, .way = way, .reason = reason };

  step->note (step->note_data, step, instance, &note);
}

SjEffect *
sj_step_effect (SjStep *step, SjInstance *instance, SjEffectKind kind, uint32_t what)
{
  SjEffect *effect = &step->effects[step->n_effects++];

  g_assert (step->n_effects <= step->most_effects);
  *effect = (SjEffect) { .kind = (uint8_t) kind, .what = what, .at = step->now, .instance = instance };
  return effect;
}

static void
leave (SjInstance *instance)
{
  instance->op = SJ_NONE;
  instance->due = SJ_TIME_NEVER;
}

uint32_t
sj_step_end_here (SjStep *step, SjInstance *instance, SjEnd reason)
{
  step->row[sj_program_station (step->program, instance->station)->ends + reason]++;
  step->row[SJ_SLOT_EXITS + reason]++;
  sj_step_note (step, instance, SJ_NOTE_END, instance->station, SJ_NONE, reason);
  leave (instance);
  return SJ_GONE;
}

uint32_t
sj_step_end_nowhere (SjStep *step, SjInstance *instance, uint32_t way)
{
  step->row[SJ_SLOT_EXITS + SJ_END_COMPLETED]++;
  sj_step_note (step, instance, SJ_NOTE_END, instance->station, way, SJ_END_COMPLETED);
  leave (instance);
  return SJ_GONE;
}

/* How long somebody stood where time can pass. */
static inline void
count_stay (SjStep *step, const SjInstance *instance)
{
  uint64_t stay = (uint64_t) (step->now - instance->arrived);
  unsigned power = stay == 0 ? 0 : 63 - (unsigned) __builtin_clzll (stay);

  if (step->dwells != NULL)
    step->dwells[instance->station * SJ_DWELLS + MIN (power, SJ_DWELLS - 1)]++;
}

/* What is waited for has come, or its time has: the branch of a fork first. */
static uint32_t
fire (SjStep *step, SjInstance *instance, const SjListener *listener, bool late)
{
  count_stay (step, instance);
  if (listener->branch != SJ_NONE && sj_step_take (step, instance, listener->branch) == SJ_GONE)
    return SJ_GONE;
  if (!late && listener->then != SJ_NONE)
    return listener->then;
  return sj_step_take_or_end (step, instance, late ? listener->late : listener->yes, SJ_END_NO_MATCH);
}

uint32_t
sj_step_fire (SjStep *step, SjInstance *instance, const SjListener *listener, bool late)
{
  return fire (step, instance, listener, late);
}

void
sj_step_keep_event (SjStep *step, SjInstance *instance, uint32_t event, SjValue payload)
{
  uint32_t place = event < step->program->n_events ? step->program->event_values[event] : SJ_NONE;

  if (place != SJ_NONE)
    instance->context->values[place] = sj_value_copy (step->keep, payload);
}

/* What came before the run arrived and still counts. */
bool
sj_step_came_before (SjStep *step, SjInstance *instance, const SjListener *listener)
{
  SjContext *context = instance->context;

  if (listener->heard != SJ_NONE)
    {
      const SjHeard *heard = &context->heard[listener->heard];
      SjValue payload = heard->number == step->number ? heard->before : heard->latest;

      if (payload.type == SJ_N_TYPES)
        return false;
      sj_step_keep_event (step, instance, listener->what, payload);
      return true;
    }
  if (listener->kind != SJ_HEAR_REACTION || listener->what == SJ_NONE)
    return false;
  for (const SjRemembered *one = context->remembered; one != NULL; one = one->next)
    if (one->send == listener->what && one->kind == listener->verb &&
        (listener->link == NULL || (one->link.length == strlen (listener->link) &&
                                    memcmp (one->link.text, listener->link, one->link.length) == 0)))
      return true;
  return false;
}

static inline uint32_t
run_listen (SjStep *step, SjInstance *instance, const SjOp *op, uint32_t number)
{
  const SjListener *listener = sj_program_listener (step->program, op->arg);

  if (G_UNLIKELY (op->flags & SJ_DO_FORK))
    return sj_step_fork (step, instance, op, number);
  if (G_UNLIKELY (listener->kind == SJ_HEAR_REACTION || listener->heard != SJ_NONE) &&
      sj_step_came_before (step, instance, listener))
    return fire (step, instance, listener, false);
  return sj_step_wait (step, instance, number, listener->within > 0 ? step->now + listener->within : SJ_TIME_NEVER);
}

static uint32_t
listen_due (SjStep *step, SjInstance *instance, const SjOp *op)
{
  if (op->flags & SJ_DO_FORK)
    return sj_step_fork_due (step, instance, op);
  return fire (step, instance, sj_program_listener (step->program, op->arg), true);
}

static bool
is_link (const SjListener *listener, SjSlice link)
{
  return listener->link == NULL ||
         (link.length == strlen (listener->link) && memcmp (link.text, listener->link, link.length) == 0);
}

static inline bool
answers (SjStep *step, SjInstance *instance, const SjListener *listener, const SjInput *input)
{
  switch (input->kind)
    {
    case SJ_INPUT_EVENT:
      return listener->kind == SJ_HEAR_EVENT &&
             (listener->condition == SJ_NONE ||
              sj_step_ask (step, instance, listener->condition, input->what, input->value) == SJ_HOLDS_YES);
    case SJ_INPUT_AUDIENCE:
      return listener->kind == SJ_HEAR_AUDIENCE &&
             (listener->verb == SJ_MEMBER_BOTH || listener->verb == input->verb);
    default:
      return listener->kind == SJ_HEAR_REACTION && listener->verb == input->verb && is_link (listener, input->link);
    }
}

bool
sj_step_answers (SjStep *step, SjInstance *instance, const SjListener *listener, const SjInput *input)
{
  return answers (step, instance, listener, input);
}

/* An input for what is waited for. */
static uint32_t
listen_input (SjStep *step, SjInstance *instance, const SjOp *op, const SjInput *input)
{
  const SjListener *listener = sj_program_listener (step->program, op->arg);

  if (G_UNLIKELY (op->flags & SJ_DO_FORK))
    return sj_step_fork_input (step, instance, op, input);
  if (listener->what != input->what || !answers (step, instance, listener, input))
    return SJ_STAYS;
  if (input->kind == SJ_INPUT_EVENT)
    sj_step_keep_event (step, instance, input->what, input->value);
  return fire (step, instance, listener, false);
}

static uint32_t
run_sleep (SjStep *step, SjInstance *instance, const SjOp *op, uint32_t number)
{
  const SjSleep *sleep = &step->program->sleep[op->arg];
  SjTime wake;

  if (G_LIKELY (sleep->mode == SJ_SLEEP_SPAN && !sleep->window))
    wake = step->now + sleep->span;
  else if (!sj_step_wake (step, instance, sleep, step->now, &wake))
    return sj_step_end_here (step, instance, SJ_END_FAILED);
  if (wake > step->now)
    return sj_step_wait (step, instance, number, wake);
  return sj_step_take (step, instance, op->yes);
}

static uint32_t
run_test (SjStep *step, SjInstance *instance, const SjOp *op, uint32_t number)
{
  SjHolds holds = op->arg == SJ_NONE ? SJ_HOLDS_FAILED : sj_step_ask (step, instance, op->arg, SJ_NONE, sj_null);

  if (holds == SJ_HOLDS_YES)
    return sj_step_take (step, instance, op->yes);
  if (holds == SJ_HOLDS_FAILED)
    return sj_step_take_or_end (step, instance, op->error, SJ_END_FAILED);
  return number + 1;
}

static bool
is_hour (const SjStep *step, const SjWeek *week)
{
  SjMoment moment = sj_time_moment (step->now, sj_step_zone (step));
  int64_t local = sj_moment_local (&moment);
  int64_t minute = (local + 3 * 86400) / 60 % SJ_WEEK_MINUTES;    /* 1970 began on a Thursday */

  return sj_week_has (week, (unsigned) (minute < 0 ? minute + SJ_WEEK_MINUTES : minute));
}

static uint32_t
run_hours (SjStep *step, SjInstance *instance, const SjOp *op, uint32_t number)
{
  return is_hour (step, g_array_index (step->program->hours, SjHours, op->arg).week)
             ? sj_step_take (step, instance, op->yes)
             : number + 1;
}

static uint32_t
run_dates (SjStep *step, SjInstance *instance, const SjOp *op, uint32_t number)
{
  const SjDates *dates = &g_array_index (step->program->dates, SjDates, op->arg);

  if ((dates->from.form != SJ_WHEN_UNSET && step->now < sj_step_when (step, &dates->from)) ||
      (dates->until.form != SJ_WHEN_UNSET && step->now >= sj_step_when (step, &dates->until)))
    return number + 1;
  return sj_step_take (step, instance, op->yes);
}

static double
split_chance (SjStep *step, SjInstance *instance, const SjOp *op, const SjShares *shares)
{
  const SjStation *station = sj_program_station (step->program, op->station);
  uint64_t chance = sj_step_chance (step, station->chance);
  uint32_t visit = 0;

  if (shares->sticky)
    return sj_hash_unit (chance);
  if (station->visits != SJ_NONE)
    visit = instance->context->visits[station->visits]++;
  return sj_hash_unit (sj_hash_mix (sj_hash_mix (chance, instance->entry), visit));
}

/* Who is given a treatment by chance, or held out; not who gets the first after the end. */
static void
tell_chosen (const SjStep *step, const SjInstance *instance, const SjOp *op, const SjShares *shares, uint32_t part)
{
  if (G_UNLIKELY (step->chosen != NULL) && shares->sticky)
    step->chosen (step->chosen_data, step, instance, op, part);
}

/* The ways of a split stand side by side. */
static uint32_t
run_split (SjStep *step, SjInstance *instance, const SjOp *op, uint32_t number)
{
  const SjShares *shares = &g_array_index (step->program->shares, SjShares, op->arg);
  double chance = split_chance (step, instance, op, shares);
  uint32_t part = 0;

  if (G_UNLIKELY (step->now >= shares->end))
    return sj_step_take (step, instance, op->yes);
  if (chance < shares->holdout)
    {
      tell_chosen (step, instance, op, shares, op->count);
      return sj_step_take_or_end (step, instance, op->no, SJ_END_NO_MATCH);
    }
  chance = (chance - shares->holdout) / (1 - shares->holdout);
  if (G_UNLIKELY (shares->adaptive) && step->shared != NULL && step->shared->arms != NULL)
    part = sj_step_adapt (step, op, shares);
  else
    while (part + 1 < op->count && chance >= shares->bounds[part])
      part++;
  tell_chosen (step, instance, op, shares, part);
  return sj_step_take (step, instance, op->yes + part);
}

static uint32_t
run_cap (SjStep *step, SjInstance *instance, const SjOp *op, uint32_t number)
{
  uint64_t *taken = &step->shared->taken[op->arg];

  if (*taken < op->count)
    {
      (*taken)++;
      return sj_step_take (step, instance, op->yes);
    }
  return sj_step_take_or_end (step, instance, op->no, SJ_END_NO_MATCH);
}

static uint32_t
run_end (SjStep *step, SjInstance *instance, const SjOp *op, uint32_t number)
{
  const SjEnding *ending = &g_array_index (step->program->endings, SjEnding, op->arg);

  if (ending->all)
    sj_step_effect (step, instance, SJ_EFFECT_EXIT_ALL, 0);
  return sj_step_end_here (step, instance, ending->end);
}

static inline uint32_t
run_one (SjStep *step, SjInstance *instance, const SjOp *op, uint32_t number)
{
  switch ((SjOpCode) op->code)
    {
    case SJ_DO_GO:
      return sj_step_take (step, instance, op->yes);
    case SJ_DO_TEST:
      return run_test (step, instance, op, number);
    case SJ_DO_MEMBER:
      return sj_person_is_in (step->person, op->arg) != (op->flags & SJ_DO_NOT) ? sj_step_take (step, instance, op->yes)
                                                                                : number + 1;
    case SJ_DO_HOURS:
      return run_hours (step, instance, op, number);
    case SJ_DO_DATES:
      return run_dates (step, instance, op, number);
    case SJ_DO_REST:
      return sj_step_take_or_end (step, instance, op->yes, SJ_END_NO_MATCH);
    case SJ_DO_SPLIT:
      return run_split (step, instance, op, number);
    case SJ_DO_CAP:
      return run_cap (step, instance, op, number);
    case SJ_DO_LISTEN:
      return run_listen (step, instance, op, number);
    case SJ_DO_SLEEP:
      return run_sleep (step, instance, op, number);
    case SJ_DO_SEND:
      return sj_step_send (step, instance, op, number);
    case SJ_DO_CALL:
      return sj_step_call (step, instance, op, number);
    case SJ_DO_UPDATE:
      return sj_step_update (step, instance, op, number);
    case SJ_DO_JUMP:
      return sj_step_jump (step, instance, op, number);
    case SJ_DO_END:
      return run_end (step, instance, op, number);
    case SJ_N_DOS:
      break;
    }
  g_assert_not_reached ();
}

/* Before the operations that decide, those between TEST and CAP: where it was chosen
 * to go on; else `next`. */
static G_GNUC_NO_INLINE uint32_t
run_chosen (SjStep *step, SjInstance *instance, uint32_t next)
{
  for (;;)
    {
      const SjOp *op = sj_program_op (step->program, next);
      uint32_t way = op->code >= SJ_DO_TEST && op->code <= SJ_DO_CAP
                         ? step->choose (step->choose_data, step, instance, op)
                         : SJ_NONE;

      if (way == SJ_NONE)
        return next;
      next = sj_step_take (step, instance, way);
      if (next >= SJ_STAYS)
        return next;
    }
}

static inline SjMove
run (SjStep *step, SjInstance *instance, uint32_t next)
{
  SjTime longest = step->program->settings->timeout;

  while (next < SJ_STAYS)
    {
      if (G_UNLIKELY (step->choose != NULL) && (next = run_chosen (step, instance, next)) >= SJ_STAYS)
        break;
      next = run_one (step, instance, sj_program_op (step->program, next), next);
    }
  if (next == SJ_GONE)
    return SJ_MOVE_ENDED;
  if (longest > 0 && instance->due >= instance->entered + longest)
    {
      instance->due = instance->entered + longest;
      instance->number = instance->born;
    }
  return SJ_MOVE_WAITS;
}

/* Whether a run is to end because of what the person is; for what is no event. */
static bool
is_out (SjStep *step, const SjInstance *instance)
{
  for (uint32_t i = 0; i < step->program->exits->len; i++)
    {
      const SjExitRule *rule = sj_program_exit (step->program, i);

      if (rule->by == SJ_EXIT_EXPRESSION &&
          sj_step_ask (step, instance, rule->condition, SJ_NONE, sj_null) == SJ_HOLDS_YES)
        return true;
    }
  return false;
}

static bool
concerns (SjStep *step, const SjInstance *instance, const SjInput *input, bool event, uint32_t what,
          unsigned membership, uint32_t condition)
{
  if (input->kind != (event ? SJ_INPUT_EVENT : SJ_INPUT_AUDIENCE) || input->what != what)
    return false;
  if (!event)
    return membership == SJ_MEMBER_BOTH || membership == input->verb;
  return condition == SJ_NONE || sj_step_ask (step, instance, condition, what, input->value) == SJ_HOLDS_YES;
}

/* Counts the goals that an input reaches; whether one of them takes the person out. */
static bool
reach_goals (SjStep *step, SjInstance *instance, const SjInput *input)
{
  bool leaves = false;

  for (uint32_t i = 0; i < step->program->goals->len; i++)
    {
      const SjGoalRule *goal = sj_program_goal (step->program, i);
      SjEffect *effect;

      if (!concerns (step, instance, input, goal->by == SJ_GOAL_EVENT, goal->what, SJ_MEMBER_ENTERS, goal->condition))
        continue;
      step->row[goal->slot]++;
      if (G_UNLIKELY (step->program->n_adaptive > 0))
        sj_step_succeed (step, i);
      if (i < 8)
        instance->goals |= (uint8_t) (1u << i);
      effect = sj_step_effect (step, instance, SJ_EFFECT_GOAL, i);
      if (goal->value != SJ_NONE)
        sj_step_value (step, instance, goal->value, input->what, input->value, &effect->value);
      if (G_UNLIKELY (step->note != NULL))
        {
          SjNote note = { .kind = SJ_NOTE_EFFECT, .what = i, .way = SJ_NONE, .effect = effect };

          step->note (step->note_data, step, instance, &note);
        }
      leaves = leaves || goal->leaves;
    }
  return leaves;
}

static bool
meets_exit (SjStep *step, SjInstance *instance, const SjInput *input)
{
  uint32_t event = input->kind == SJ_INPUT_EVENT ? input->what : SJ_NONE;

  for (uint32_t i = 0; i < step->program->exits->len; i++)
    {
      const SjExitRule *rule = sj_program_exit (step->program, i);

      if (rule->by == SJ_EXIT_EXPRESSION
              ? sj_step_ask (step, instance, rule->condition, event, input->value) == SJ_HOLDS_YES
              : concerns (step, instance, input, rule->by == SJ_EXIT_EVENT, rule->what, rule->membership,
                          rule->condition))
        return true;
    }
  return false;
}

/* For steps that look back: the event at hand counts from the next input on. */
static void
remember_event (SjStep *step, SjInstance *instance, const SjInput *input)
{
  for (uint32_t i = 0; i < step->program->listeners->len; i++)
    {
      const SjListener *listener = sj_program_listener (step->program, i);

      SjHeard *heard;

      if (listener->kind != SJ_HEAR_EVENT || listener->heard == SJ_NONE || listener->what != input->what ||
          !answers (step, instance, listener, input))
        continue;
      heard = &instance->context->heard[listener->heard];
      *heard = (SjHeard) { heard->latest, sj_value_copy (step->keep, input->value), step->number };
    }
}

static bool
remember_reaction (SjStep *step, SjInstance *instance, const SjInput *input)
{
  SjRemembered *one;

  if (instance->context == NULL || input->sending + 1 != instance->context->sendings[input->what])
    return instance->context == NULL;    /* of an earlier sending: too late */
  one = sj_arena_new (step->keep, SjRemembered);
  *one = (SjRemembered) { instance->context->remembered, input->what, input->verb, input->link };
  if (input->link.length > 0)
    one->link.text = sj_arena_strndup (step->keep, input->link.text, input->link.length);
  instance->context->remembered = one;
  return true;
}

static uint32_t
run_timer (SjStep *step, SjInstance *instance)
{
  const SjOp *op = sj_program_op (step->program, instance->op);
  SjTime longest = step->program->settings->timeout;

  if (longest > 0 && step->now >= instance->entered + longest)
    return sj_step_end_here (step, instance, SJ_END_TIMEOUT);
  switch (op->code)
    {
    case SJ_DO_LISTEN:
      return listen_due (step, instance, op);
    case SJ_DO_SLEEP:
      count_stay (step, instance);
      return sj_step_take (step, instance, op->yes);
    case SJ_DO_SEND:
      return sj_step_send_due (step, instance, op);
    default:
      return sj_step_call_due (step, instance, op);
    }
}

static uint32_t
run_reaction (SjStep *step, SjInstance *instance, const SjInput *input)
{
  const SjOp *op = sj_program_op (step->program, instance->op);

  if (!remember_reaction (step, instance, input))
    return SJ_STAYS;
  if (op->code == SJ_DO_LISTEN)
    return listen_input (step, instance, op, input);
  if (op->code != SJ_DO_SEND || op->arg != input->what || instance->attempt != SJ_PHASE_HANDOVER ||
      (input->verb != SJ_REACTION_DELIVERED && input->verb != SJ_REACTION_FAILED))
    return SJ_STAYS;
  count_stay (step, instance);
  return sj_step_take (step, instance, input->verb == SJ_REACTION_DELIVERED ? op->yes : op->error);
}

/* An event, or a change of an audience: goals, exits, then where the run stands. */
static uint32_t
run_outside (SjStep *step, SjInstance *instance, const SjInput *input)
{
  const SjOp *op = sj_program_op (step->program, instance->op);

  if (step->program->goals->len > 0 && reach_goals (step, instance, input))
    return sj_step_end_here (step, instance, SJ_END_GOAL);
  if (step->program->exits->len > 0 && meets_exit (step, instance, input))
    return sj_step_end_here (step, instance, SJ_END_EXIT);
  if (step->program->n_heard > 0 && input->kind == SJ_INPUT_EVENT)
    remember_event (step, instance, input);
  return op->code == SJ_DO_LISTEN ? listen_input (step, instance, op, input) : SJ_STAYS;
}

static uint32_t
run_start (SjStep *step, SjInstance *instance, const SjInput *input)
{
  const SjEntryPoint *entry = sj_program_entry (step->program, input->what);

  instance->entered = instance->arrived = step->now;
  instance->station = entry->station;
  instance->born = step->number;
  step->row[SJ_SLOT_ENTERED]++;
  step->row[sj_program_station (step->program, entry->station)->slot]++;
  sj_step_note (step, instance, SJ_NOTE_AT, entry->station, SJ_NONE, 0);
  if (entry->kind <= SJ_ENTRY_INACTION || entry->kind == SJ_ENTRY_BUSINESS)
    sj_step_keep_event (step, instance, entry->what, input->value);
  return entry->op;
}

/* Whether exit criteria are asked before the input does anything: those of events
 * have their turn, and a result that nobody waits for is no input. */
static bool
is_looked_at (const SjStep *step, const SjInstance *instance, const SjInput *input)
{
  if (input->kind == SJ_INPUT_RESULT)
    return sj_step_call_awaits (step, instance, sj_program_op (step->program, instance->op), input);
  return input->kind != SJ_INPUT_EVENT && input->kind != SJ_INPUT_AUDIENCE;
}

SjMove
sj_step (SjStep *step, SjInstance *instance, const SjInput *input)
{
  uint32_t next;

  if (input->kind == SJ_INPUT_START)
    {
      step->budget -= step->budget > 0;
      return run (step, instance, run_start (step, instance, input));
    }
  if (instance->op == SJ_NONE)
    return SJ_MOVE_IGNORED;
  if (G_UNLIKELY (step->program->checks_always) && is_looked_at (step, instance, input) && is_out (step, instance))
    {
      sj_step_end_here (step, instance, SJ_END_EXIT);
      return SJ_MOVE_ENDED;
    }
  switch ((SjInputKind) input->kind)
    {
    case SJ_INPUT_TIMER:
      next = run_timer (step, instance);
      break;
    case SJ_INPUT_REACTION:
      next = run_reaction (step, instance, input);
      break;
    case SJ_INPUT_RESULT:
      next = sj_step_call_result (step, instance, sj_program_op (step->program, instance->op), input);
      break;
    default:
      next = run_outside (step, instance, input);
      break;
    }
  return run (step, instance, next);
}

void
sj_step_end (SjStep *step, SjInstance *instance, SjEnd reason)
{
  if (instance->op != SJ_NONE)
    sj_step_end_here (step, instance, reason);
}
