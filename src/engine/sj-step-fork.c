/* sj-step-fork.c -- several things are waited for at once, the first decides.
 *
 * The run stands on the fork, and its timer is the earliest of the branches'.  A
 * branch that is due is looked at from the top, whosever timer it was: at one moment
 * the upper branch is first.
 */
#include "engine/sj-step-private.h"

/* LATER: its delay is not over.  HEARD: a segment with inaction has its first event. */
enum { LATER, LISTENS, HEARD };

unsigned
sj_step_fork_last (const SjListener *listener)
{
  return listener->then != SJ_NONE ? HEARD : LISTENS;
}

static const SjListener *
listener_of (const SjStep *step, const SjOp *op, uint32_t index)
{
  return sj_program_listener (step->program, op->arg + index);
}

/* What a segment listens for after its first event. */
static const SjListener *
rest_of (const SjStep *step, const SjListener *listener)
{
  return sj_program_listener (step->program, sj_program_op (step->program, listener->then)->arg);
}

static void
set (const SjStep *step, SjBranch *branch, unsigned phase, SjTime due)
{
  *branch = (SjBranch) { .due = due, .number = step->number, .phase = phase };
}

/* A segment in its second half is decided: by the branch, and its own way. */
static uint32_t
decide (SjStep *step, SjInstance *instance, const SjListener *listener, bool late)
{
  SjListener decided = *rest_of (step, listener);

  decided.branch = listener->branch;
  decided.then = SJ_NONE;
  return sj_step_fire (step, instance, &decided, late);
}

static uint32_t
fail (SjStep *step, SjInstance *instance, const SjListener *listener)
{
  if (sj_step_take (step, instance, listener->branch) == SJ_GONE)
    return SJ_GONE;
  return sj_step_end_here (step, instance, SJ_END_FAILED);
}

/* What is waited for from now on; what follows if it need not be waited for. */
static uint32_t
begin (SjStep *step, SjInstance *instance, const SjListener *listener, SjBranch *branch)
{
  SjTime due = listener->within > 0 ? step->now + listener->within : SJ_TIME_NEVER;

  if (sj_step_came_before (step, instance, listener))
    return sj_step_fire (step, instance, listener, false);
  if (listener->kind == SJ_HEAR_TIME &&
      !sj_step_wake (step, instance, &g_array_index (step->program->sleeps, SjSleep, listener->what), step->now, &due))
    return fail (step, instance, listener);
  if (due <= step->now)
    return sj_step_fire (step, instance, listener, true);
  set (step, branch, LISTENS, due);
  return SJ_STAYS;
}

/* Waits for the earliest of the branches. */
static uint32_t
wait (SjInstance *instance, const SjOp *op, uint32_t number)
{
  const SjBranch *branches = instance->context->branches;

  instance->op = number;
  instance->due = SJ_TIME_NEVER;
  for (uint32_t i = 0; i < op->count; i++)
    if (i == 0 || branches[i].due < instance->due ||
        (branches[i].due == instance->due && branches[i].number < instance->number))
      {
        instance->due = branches[i].due;
        instance->number = branches[i].number;
      }
  return SJ_STAYS;
}

uint32_t
sj_step_fork (SjStep *step, SjInstance *instance, const SjOp *op, uint32_t number)
{
  SjBranch *branches = instance->context->branches;

  for (uint32_t i = 0; i < op->count; i++)
    {
      const SjListener *listener = listener_of (step, op, i);
      uint32_t next;

      if (listener->delay > 0)
        {
          set (step, &branches[i], LATER, step->now + listener->delay);
          continue;
        }
      next = begin (step, instance, listener, &branches[i]);
      if (next != SJ_STAYS)
        return next;
    }
  return wait (instance, op, number);
}

uint32_t
sj_step_fork_due (SjStep *step, SjInstance *instance, const SjOp *op)
{
  SjBranch *branches = instance->context->branches;

  for (uint32_t i = 0; i < op->count; i++)
    {
      const SjListener *listener = listener_of (step, op, i);
      uint32_t next;

      if (branches[i].due > step->now)
        continue;
      if (branches[i].phase == LISTENS)
        return sj_step_fire (step, instance, listener, true);
      if (branches[i].phase == HEARD)
        return decide (step, instance, listener, true);
      next = begin (step, instance, listener, &branches[i]);
      if (next != SJ_STAYS)
        return next;
    }
  return wait (instance, op, instance->op);
}

/* One branch; SJ_STAYS: it has not fired. */
static uint32_t
hear (SjStep *step, SjInstance *instance, const SjListener *listener, SjBranch *branch, const SjInput *input)
{
  const SjListener *waited = branch->phase == HEARD ? rest_of (step, listener) : listener;

  if (branch->phase == LATER || waited->what != input->what || !sj_step_answers (step, instance, waited, input))
    return SJ_STAYS;
  if (input->kind == SJ_INPUT_EVENT)
    sj_step_keep_event (step, instance, input->what, input->value);
  if (branch->phase == HEARD)
    return decide (step, instance, listener, false);
  if (listener->then == SJ_NONE)
    return sj_step_fire (step, instance, listener, false);
  set (step, branch, HEARD, step->now + rest_of (step, listener)->within);
  return SJ_STAYS;
}

uint32_t
sj_step_fork_input (SjStep *step, SjInstance *instance, const SjOp *op, const SjInput *input)
{
  for (uint32_t i = 0; i < op->count; i++)
    {
      uint32_t next = hear (step, instance, listener_of (step, op, i), &instance->context->branches[i], input);

      if (next != SJ_STAYS)
        return next;
    }
  return wait (instance, op, instance->op);
}
