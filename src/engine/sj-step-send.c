/* sj-step-send.c -- may this message go out to this person now?
 *
 * The questions stand in the order in which they are documented; the first that
 * says no is the reason that is counted.
 */
#include "engine/sj-step-private.h"

#include <string.h>

static SjExclusion
exclusion_of (SjReach reach)
{
  return reach == SJ_REACH_NO_ADDRESS    ? SJ_EXCLUSION_NO_ADDRESS
         : reach == SJ_REACH_BAD_ADDRESS ? SJ_EXCLUSION_BAD_ADDRESS
         : reach == SJ_REACH_SUPPRESSED  ? SJ_EXCLUSION_SUPPRESSED
                                         : SJ_N_EXCLUSIONS;
}

/* To an address that the step computes. */
static SjExclusion
ask_computed (SjStep *step, const SjInstance *instance, const SjSend *send)
{
  SjValue address;

  if (!sj_step_value (step, instance, send->address, SJ_NONE, sj_null, &address) || address.type != SJ_TEXT ||
      address.length == 0)
    return SJ_EXCLUSION_NO_ADDRESS;
  if (send->channel == SJ_CHANNEL_EMAIL && !sj_is_email (address.text, address.length))
    return SJ_EXCLUSION_BAD_ADDRESS;
  return SJ_N_EXCLUSIONS;
}

static inline SjExclusion
ask_reach (SjStep *step, const SjInstance *instance, const SjSend *send)
{
  const SjPerson *person = step->person;

  if (G_UNLIKELY (send->inactive))
    return SJ_EXCLUSION_NO_ADDRESS;
  if (G_UNLIKELY (send->address != SJ_NONE))
    return ask_computed (step, instance, send);
  if (G_UNLIKELY (person->reaches != NULL))
    return exclusion_of (person->reaches (person, send->channel, send->app));
  return exclusion_of (person->reach[send->channel]);
}

/* Quiet hours: `until` is when to ask again, if they end. */
static SjExclusion
ask_quiet (SjStep *step, const SjSend *send, SjTime *until)
{
  for (uint32_t i = 0; i < send->n_quiet; i++)
    switch (sj_quiet_decide (send->quiet[i].hours, send->quiet[i].mode, step->now, sj_step_zone (step), until))
      {
      case SJ_QUIET_WAIT:
        return SJ_EXCLUSION_QUIET;
      case SJ_QUIET_NEVER:
        *until = SJ_TIME_NEVER;
        return SJ_EXCLUSION_QUIET;
      default:
        break;
      }
  return SJ_N_EXCLUSIONS;
}

static inline bool
within_limits (SjStep *step, const SjSend *send)
{
  const SjWorld *world = step->program->world;

  for (uint32_t i = 0; i < send->n_limits; i++)
    if (!sj_pressure_allows (&step->person->pressure, sj_world_limit (world, send->limits[i]), send->limits[i],
                             step->now, sj_step_zone (step)))
      return false;
  return true;
}

static bool
can_render (SjStep *step, const SjInstance *instance, const SjSend *send)
{
  SjMessageText text;

  if (send->text == NULL || step->render == NULL)
    return send->text != NULL;
  if (!sj_step_render (step, instance, send, &text))
    return false;
  step->n_rendered++;
  step->rendered += step->render->text.length;
  return true;
}

static inline SjExclusion
ask (SjStep *step, const SjInstance *instance, const SjSend *send, SjTime *until)
{
  SjExclusion reason;

  if (!send->transactional && (step->person->refused & (1u << send->channel)))
    return SJ_EXCLUSION_CONSENT;
  reason = ask_reach (step, instance, send);
  if (G_UNLIKELY (reason != SJ_N_EXCLUSIONS))
    return reason;
  if (G_UNLIKELY (send->n_quiet > 0) && ask_quiet (step, send, until) != SJ_N_EXCLUSIONS)
    return SJ_EXCLUSION_QUIET;
  if (!within_limits (step, send))
    return SJ_EXCLUSION_CAPPED;
  if ((send->may_refuse || step->render_all) && !can_render (step, instance, send))
    return SJ_EXCLUSION_CONTENT;
  return SJ_N_EXCLUSIONS;
}

static uint32_t
exclude (SjStep *step, SjInstance *instance, const SjOp *op, const SjSend *send, SjExclusion reason)
{
  step->row[send->slot + SJ_SEND_EXCLUDED + reason]++;
  sj_step_note (step, instance, SJ_NOTE_EXCLUDED, op->arg, SJ_NONE, reason);
  return sj_step_take (step, instance, op->no != SJ_NONE ? op->no : op->yes);
}

static uint32_t
hold (SjStep *step, SjInstance *instance, const SjOp *op, uint32_t number, SjTime until)
{
  SjNote note = { .kind = SJ_NOTE_HELD, .what = op->arg, .way = SJ_NONE, .until = until };

  instance->attempt = SJ_PHASE_HOLD;
  if (step->note != NULL)
    step->note (step->note_data, step, instance, &note);
  return sj_step_wait (step, instance, number, until);
}

/* The person's best hour within the time allowed; now, where it is not known. */
static SjTime
best_time (const SjStep *step, const SjSend *send)
{
  const SjZone *zone = sj_step_zone (step);
  SjMoment moment = sj_time_moment (step->now, zone);
  SjCivil civil;
  SjMoment best;
  SjTime when;

  if (step->person->best_hour < 0)
    return step->now;
  sj_moment_split (&moment, &civil);
  if (civil.hour == step->person->best_hour)
    return step->now;
  if (civil.hour > step->person->best_hour)
    civil.day++;
  civil.hour = step->person->best_hour;
  civil.minute = civil.second = civil.nanos = 0;
  best = sj_zone_local (zone, sj_civil_seconds (&civil), 0);
  when = sj_moment_time (&best);
  return when > step->now && when <= step->now + send->within ? when : step->now;
}

static uint32_t
hand_over (SjStep *step, SjInstance *instance, const SjOp *op, const SjSend *send, uint32_t number)
{
  SjEffect *effect;

  for (uint32_t i = 0; i < send->n_limits; i++)
    sj_pressure_add (&step->person->pressure, sj_world_limit (step->program->world, send->limits[i]), send->limits[i],
                     step->now);
  step->row[send->slot + SJ_SEND_SENT]++;
  if (step->delivers && !send->awaited)
    {
      step->row[send->slot + SJ_SEND_REACTIONS + SJ_REACTION_DELIVERED]++;
      return sj_step_take (step, instance, op->yes);
    }
  effect = sj_step_effect (step, instance, SJ_EFFECT_SEND, op->arg);
  if (instance->context != NULL)
    {
      effect->sending = instance->context->sendings[op->arg]++;
      if (step->program->reacts)
        for (SjRemembered *one = instance->context->remembered; one != NULL; one = one->next)
          one->send = one->send == op->arg ? SJ_NONE : one->send;
    }
  if (G_UNLIKELY (step->note != NULL))
    {
      SjNote note = { .kind = SJ_NOTE_EFFECT, .what = op->arg, .way = SJ_NONE, .effect = effect };

      step->note (step->note_data, step, instance, &note);
    }
  if (G_LIKELY (op->error == SJ_NONE))
    return sj_step_take (step, instance, op->yes);
  instance->attempt = SJ_PHASE_HANDOVER;
  return sj_step_wait (step, instance, number, SJ_TIME_NEVER);
}

static uint32_t
try_now (SjStep *step, SjInstance *instance, const SjOp *op, const SjSend *send, uint32_t number)
{
  SjTime until = SJ_TIME_NEVER;
  SjExclusion reason = ask (step, instance, send, &until);

  if (G_UNLIKELY (reason == SJ_EXCLUSION_QUIET) && until != SJ_TIME_NEVER)
    return hold (step, instance, op, number, until);
  if (reason != SJ_N_EXCLUSIONS)
    return exclude (step, instance, op, send, reason);
  return hand_over (step, instance, op, send, number);
}

uint32_t
sj_step_send (SjStep *step, SjInstance *instance, const SjOp *op, uint32_t number)
{
  const SjSend *send = sj_program_send (step->program, op->arg);

  instance->attempt = SJ_PHASE_ASK;
  if (G_UNLIKELY (send->best_time) && best_time (step, send) > step->now)
    {
      instance->attempt = SJ_PHASE_BEST;
      return sj_step_wait (step, instance, number, best_time (step, send));
    }
  return try_now (step, instance, op, send, number);
}

uint32_t
sj_step_send_due (SjStep *step, SjInstance *instance, const SjOp *op)
{
  return try_now (step, instance, op, sj_program_send (step->program, op->arg), instance->op);
}
