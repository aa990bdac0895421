/* sj-step-act.c -- calls, changes of the profile, jumps; and the times of waits.
 *
 * An attempt of a call is known by its number, so a result that comes after it was
 * given up moves nobody.
 */
#include "engine/sj-step-private.h"

#include "base/sj-when.h"

#include <string.h>

#define LONGEST_PAUSE SJ_HOUR

static bool
make_parameters (SjStep *step, const SjInstance *instance, const SjCallParameter *parameters, uint32_t count,
                 SjValue *object)
{
  SjMember *members;
  SjValue value;

  *object = sj_null;
  if (count == 0)
    return true;
  members = sj_arena_new_n (step->keep, SjMember, count);
  for (uint32_t i = 0; i < count; i++)
    {
      if (!sj_step_value (step, instance, parameters[i].expression, SJ_NONE, sj_null, &value))
        return false;
      members[i] = (SjMember) { sj_value_string (parameters[i].name), sj_value_copy (step->keep, value) };
    }
  *object = sj_value_object (members, count);
  return true;
}

static void
note_effect (SjStep *step, const SjInstance *instance, const SjEffect *effect)
{
  SjNote note = { .kind = SJ_NOTE_EFFECT, .what = effect->what, .way = SJ_NONE, .effect = effect };

  if (step->note != NULL)
    step->note (step->note_data, step, instance, &note);
}

static bool
is_rated (const SjStep *step, const SjCall *call)
{
  return call->rate != SJ_NONE && step->shared != NULL && step->shared->turns != NULL;
}

/* First come, first served: never more in a second than there may be. */
static SjTime
wait_turn (const SjStep *step, const SjCall *call)
{
  SjTurns *turns = &step->shared->turns[call->rate];
  SjTime *oldest = &turns->times[turns->next];
  SjTime turn = *oldest == INT64_MIN ? step->now : MAX (step->now, *oldest + SJ_SECOND);

  *oldest = turn;
  turns->next = turns->next + 1 == turns->count ? 0 : turns->next + 1;
  return turn;
}

static uint32_t
attempt (SjStep *step, SjInstance *instance, const SjOp *op, uint32_t number)
{
  const SjCall *call = sj_program_call (step->program, op->arg);
  SjEffect *effect;
  SjValue parameters;

  if (!make_parameters (step, instance, call->parameters, call->n_parameters, &parameters))
    return sj_step_take_or_end (step, instance, op->error, SJ_END_FAILED);
  instance->attempt = (uint16_t) ((instance->attempt & ~SJ_ATTEMPT_PAUSE) + 1);
  step->row[call->slot + SJ_CALL_ATTEMPTS]++;
  if (G_UNLIKELY (call->rate != SJ_NONE) && step->rate_log != NULL)
    sj_rate_log_note (step->rate_log, call->rate, step->now);
  if (step->answers && !is_rated (step, call))
    {
      step->row[call->slot + SJ_CALL_ANSWERED]++;
      return sj_step_take (step, instance, op->yes);
    }
  effect = sj_step_effect (step, instance, SJ_EFFECT_CALL, op->arg);
  effect->attempt = instance->attempt;
  effect->sending = sj_step_visit (step->program, instance, op);
  effect->value = parameters;
  if (G_UNLIKELY (is_rated (step, call)))
    effect->at = wait_turn (step, call);
  note_effect (step, instance, effect);
  return sj_step_wait (step, instance, number, effect->at + call->limit);
}

uint32_t
sj_step_call (SjStep *step, SjInstance *instance, const SjOp *op, uint32_t number)
{
  uint32_t visits = sj_program_station (step->program, op->station)->visits;

  instance->attempt = 0;
  if (visits != SJ_NONE)
    instance->context->visits[visits]++;
  return attempt (step, instance, op, number);
}

/* Once more after a pause, or not; the pause doubles each time. */
static bool
try_again (SjStep *step, SjInstance *instance, const SjCall *call)
{
  unsigned shift = MIN (instance->attempt - 1u, 20u);

  if (instance->attempt > call->retries)
    return false;
  instance->attempt |= SJ_ATTEMPT_PAUSE;
  sj_step_wait (step, instance, instance->op, step->now + MIN (call->backoff << shift, LONGEST_PAUSE));
  return true;
}

uint32_t
sj_step_call_due (SjStep *step, SjInstance *instance, const SjOp *op)
{
  const SjCall *call = sj_program_call (step->program, op->arg);

  if (instance->attempt & SJ_ATTEMPT_PAUSE)
    return attempt (step, instance, op, instance->op);
  step->row[call->slot + SJ_CALL_UNANSWERED]++;
  if (try_again (step, instance, call))
    return SJ_STAYS;
  return sj_step_take_or_end (step, instance, call->timeout != SJ_NONE ? call->timeout : op->error, SJ_END_FAILED);
}

/* Whether it is about the attempt at hand, and not one that was given up. */
bool
sj_step_call_awaits (const SjStep *step, const SjInstance *instance, const SjOp *op, const SjInput *input)
{
  return op->code == SJ_DO_CALL && op->arg == input->what && input->attempt == instance->attempt &&
         input->sending == sj_step_visit (step->program, instance, op);
}

uint32_t
sj_step_call_result (SjStep *step, SjInstance *instance, const SjOp *op, const SjInput *input)
{
  const SjCall *call;

  if (!sj_step_call_awaits (step, instance, op, input))
    return SJ_STAYS;
  call = sj_program_call (step->program, op->arg);
  if (input->verb == SJ_RESULT_ANSWER)
    {
      step->row[call->slot + SJ_CALL_ANSWERED]++;
      if (call->answer != SJ_NONE)
        instance->context->values[call->answer] = sj_value_copy (step->keep, input->value);
      return sj_step_take (step, instance, op->yes);
    }
  step->row[call->slot + SJ_CALL_FAILED]++;
  if (input->verb == SJ_RESULT_FAILED && try_again (step, instance, call))
    return SJ_STAYS;
  return sj_step_take_or_end (step, instance, op->error, SJ_END_FAILED);
}

/* Either all changes are made, or none. */
static bool
change_all (SjStep *step, SjInstance *instance, const SjOp *op, SjMember *changes)
{
  const SjUpdate *updates = &g_array_index (step->program->updates, SjUpdate, op->arg);
  SjValue before = sj_person_value (step->person, step->keep);

  for (uint32_t i = 0; i < op->count; i++)
    {
      SjValue value = sj_null;

      if (updates[i].how != SJ_CHANGE_CLEAR &&
          !sj_step_value (step, instance, updates[i].expression, SJ_NONE, sj_null, &value))
        return false;
      changes[i] = (SjMember) { sj_value_string (updates[i].attribute), sj_value_copy (step->keep, value) };
    }
  for (uint32_t i = 0; i < op->count; i++)
    if (!sj_person_change (step->person, step->keep, updates[i].attribute, updates[i].how, changes[i].value))
      {
        step->person->value = before;
        return false;
      }
  return true;
}

uint32_t
sj_step_update (SjStep *step, SjInstance *instance, const SjOp *op, uint32_t number)
{
  SjMember *changes = sj_arena_new_n (step->keep, SjMember, MAX (op->count, 1));
  SjEffect *effect;

  if (!change_all (step, instance, op, changes))
    return sj_step_take_or_end (step, instance, op->error, SJ_END_FAILED);
  effect = sj_step_effect (step, instance, SJ_EFFECT_UPDATE, number);
  effect->value = sj_value_object (changes, op->count);
  note_effect (step, instance, effect);
  return sj_step_take (step, instance, op->yes);
}

static bool
is_there (const SjWorld *world, const char *journey)
{
  for (guint i = 0; i < world->programs->len; i++)
    if (g_strcmp0 (((SjProgram *) g_ptr_array_index (world->programs, i))->journey->id, journey) == 0)
      return true;
  return false;
}

uint32_t
sj_step_jump (SjStep *step, SjInstance *instance, const SjOp *op, uint32_t number)
{
  const SjJump *jump = &g_array_index (step->program->jumps, SjJump, op->arg);
  SjEffect *effect;
  SjValue parameters;

  if (!is_there (step->program->world, jump->journey) ||
      !make_parameters (step, instance, jump->parameters, jump->n_parameters, &parameters))
    return sj_step_take_or_end (step, instance, op->error, SJ_END_FAILED);
  effect = sj_step_effect (step, instance, SJ_EFFECT_JUMP, op->arg);
  effect->value = parameters;
  note_effect (step, instance, effect);
  return sj_step_take (step, instance, op->yes);
}

SjTime
sj_step_when (const SjStep *step, const SjWhen *when)
{
  return sj_when_time (when, sj_step_zone (step));
}

static int64_t
week_minute (int64_t local)
{
  int64_t minute = (local + 3 * 86400) / 60;    /* 1970 began on a Thursday */

  if ((local + 3 * 86400) % 60 < 0)
    minute--;
  minute %= SJ_WEEK_MINUTES;
  return minute < 0 ? minute + SJ_WEEK_MINUTES : minute;
}

/* Minutes from this one to the first that is in the week. */
static int64_t
minutes_ahead (const SjWeek *week, int64_t minute)
{
  int64_t ahead = 0;

  while (ahead <= SJ_WEEK_MINUTES && !sj_week_has (week, (unsigned) ((minute + ahead) % SJ_WEEK_MINUTES)))
    ahead++;
  return ahead;
}

#define LONGEST_GAP (3 * 3600)

/* The first time that the clock has just left out, and that moved forward with it to
 * where somebody is now. */
static SjTime
first_moved (const SjZone *zone, const SjWeek *week, int64_t at)
{
  int64_t gap = sj_zone_offset (zone, at) - sj_zone_offset (zone, at - LONGEST_GAP);
  int64_t turn, local, ahead, then;

  if (G_LIKELY (gap <= 0) || !sj_zone_turns (zone, at - LONGEST_GAP, at, &turn))
    return SJ_TIME_NEVER;
  local = at + sj_zone_offset (zone, turn - 1);
  ahead = minutes_ahead (week, week_minute (local));
  then = ahead == 0 ? at : at - ((local % 60) + 60) % 60 + ahead * 60;
  return then < turn + gap ? then * 1000 : SJ_TIME_NEVER;
}

/* Where the clock is moved on the way there, it is asked anew from that moment on; a
 * time that it leaves out moves forward with it. */
SjTime
sj_step_window (const SjZone *zone, const SjWeek *week, SjTime from)
{
  SjMoment moment = sj_time_moment (from, zone);
  int64_t at = moment.seconds;
  SjTime moved = first_moved (zone, week, at);

  if (moved == at * 1000)
    return from;
  for (unsigned turns = 0; turns < 8; turns++)
    {
      int64_t local = at + sj_zone_offset (zone, at);
      int64_t ahead = minutes_ahead (week, week_minute (local));
      int64_t then = at - ((local % 60) + 60) % 60 + ahead * 60;

      if (ahead == 0)
        return turns == 0 ? from : MIN (at * 1000, moved);
      if (ahead > SJ_WEEK_MINUTES)
        return SJ_TIME_NEVER;
      if (moved < then * 1000 || !sj_zone_turns (zone, at, then, &at))
        return MIN (then * 1000, moved);
      if (local + ahead * 60 < at + sj_zone_offset (zone, at))
        moved = then * 1000;
    }
  return moved;
}

static bool
computed_time (SjStep *step, const SjInstance *instance, uint32_t expression, SjTime *when)
{
  SjValue value;
  SjMoment moment;

  if (!sj_step_value (step, instance, expression, SJ_NONE, sj_null, &value))
    return false;
  if (value.type == SJ_MOMENT)
    *when = sj_moment_time (value.moment);
  else if (value.type == SJ_LOCAL || value.type == SJ_DATE)
    {
      moment = sj_zone_local (sj_step_zone (step), value.type == SJ_DATE ? value.integer * 86400 : value.integer,
                              value.type == SJ_DATE ? 0 : (int32_t) value.length);
      *when = sj_moment_time (&moment);
    }
  else
    return false;
  return true;
}

bool
sj_step_wake (SjStep *step, const SjInstance *instance, const SjSleep *sleep, SjTime from, SjTime *wake)
{
  SjTime when = from;

  if (sleep->mode == SJ_SLEEP_SPAN)
    when = from + sleep->span;
  else if (sleep->mode == SJ_SLEEP_DATE)
    when = MAX (from, sj_step_when (step, &sleep->date));
  else if (sleep->mode == SJ_SLEEP_EXPRESSION)
    {
      if (!computed_time (step, instance, sleep->expression, &when))
        return false;
      when = MAX (from, when);
    }
  *wake = sleep->window ? sj_step_window (sj_step_zone (step), sleep->week, when) : when;
  return true;
}
