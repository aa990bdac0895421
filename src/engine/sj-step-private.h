/* sj-step-private.h -- the parts of a step; for sj-step*.c alone. */
#pragma once

#include "engine/sj-step.h"

/* What a handler answers instead of the next operation. */
#define SJ_GONE  UINT32_MAX          /* the run has ended */
#define SJ_STAYS (UINT32_MAX - 1)    /* it waits */

/* An expression on the current event, or on none (SJ_NONE). */
typedef enum { SJ_HOLDS_NO, SJ_HOLDS_YES, SJ_HOLDS_FAILED } SjHolds;

SjHolds sj_step_ask (SjStep *step, const SjInstance *instance, uint32_t expression, uint32_t event, SjValue payload);

uint32_t sj_step_end_here (SjStep *step, SjInstance *instance, SjEnd reason);
uint32_t sj_step_end_nowhere (SjStep *step, SjInstance *instance, uint32_t way);

void sj_step_tell (SjStep *step, const SjInstance *instance, SjNoteKind kind, uint32_t what, uint32_t way,
                   uint32_t reason);

static inline void
sj_step_note (SjStep *step, const SjInstance *instance, SjNoteKind kind, uint32_t what, uint32_t way, uint32_t reason)
{
  if (G_UNLIKELY (step->note != NULL))
    sj_step_tell (step, instance, kind, what, way, reason);
}

/* Appends an effect of the run; never too many, for the budget bounds them. */
SjEffect *sj_step_effect (SjStep *step, SjInstance *instance, SjEffectKind kind, uint32_t what);

static inline uint32_t
sj_step_take (SjStep *step, SjInstance *instance, uint32_t number)
{
  const SjWay *way = sj_program_way (step->program, number);

  step->row[way->slot]++;
  sj_step_note (step, instance, SJ_NOTE_HOP, way->from, number, 0);
  if (G_UNLIKELY (way->to == SJ_NONE))
    return sj_step_end_nowhere (step, instance, number);
  instance->station = way->station;
  instance->arrived = step->now;
  step->row[way->entered]++;
  sj_step_note (step, instance, SJ_NOTE_AT, way->station, SJ_NONE, 0);
  if (G_UNLIKELY (step->budget <= 1))
    {
      step->budget = 0;
      return sj_step_end_here (step, instance, SJ_END_LOOP);
    }
  step->budget--;
  return way->to;
}

/* The way, or where it is not drawn the run ends for that reason. */
static inline uint32_t
sj_step_take_or_end (SjStep *step, SjInstance *instance, uint32_t way, SjEnd reason)
{
  return G_LIKELY (way != SJ_NONE) ? sj_step_take (step, instance, way) : sj_step_end_here (step, instance, reason);
}

/* Waits at an operation until `due` or an input. */
static inline uint32_t
sj_step_wait (SjStep *step, SjInstance *instance, uint32_t op, SjTime due)
{
  instance->op = op;
  instance->due = due;
  instance->number = step->number;
  return SJ_STAYS;
}

/* Handlers: the operation's number, and what follows. */
uint32_t sj_step_send   (SjStep *step, SjInstance *instance, const SjOp *op, uint32_t number);
uint32_t sj_step_call   (SjStep *step, SjInstance *instance, const SjOp *op, uint32_t number);
uint32_t sj_step_update (SjStep *step, SjInstance *instance, const SjOp *op, uint32_t number);
uint32_t sj_step_jump   (SjStep *step, SjInstance *instance, const SjOp *op, uint32_t number);

/* Experiments whose shares follow success: the treatment; a goal was reached. */
uint32_t sj_step_adapt   (SjStep *step, const SjOp *op, const SjShares *shares);
void     sj_step_succeed (SjStep *step, uint32_t goal);

/* Listening: what is waited for has come, or its time has. */
uint32_t sj_step_fire        (SjStep *step, SjInstance *instance, const SjListener *listener, bool late);
bool     sj_step_came_before (SjStep *step, SjInstance *instance, const SjListener *listener);
bool     sj_step_answers     (SjStep *step, SjInstance *instance, const SjListener *listener, const SjInput *input);
void     sj_step_keep_event  (SjStep *step, SjInstance *instance, uint32_t event, SjValue payload);

uint32_t sj_step_fork       (SjStep *step, SjInstance *instance, const SjOp *op, uint32_t number);
uint32_t sj_step_fork_due   (SjStep *step, SjInstance *instance, const SjOp *op);
uint32_t sj_step_fork_input (SjStep *step, SjInstance *instance, const SjOp *op, const SjInput *input);

/* A message or call that waits: its time has come, or an input about it. */
uint32_t sj_step_send_due    (SjStep *step, SjInstance *instance, const SjOp *op);
uint32_t sj_step_call_due    (SjStep *step, SjInstance *instance, const SjOp *op);
bool     sj_step_call_awaits (const SjStep *step, const SjInstance *instance, const SjOp *op, const SjInput *input);
uint32_t sj_step_call_result (SjStep *step, SjInstance *instance, const SjOp *op, const SjInput *input);

/* Until when a wait lasts from `from` on; false when it cannot be computed. */
bool sj_step_wake (SjStep *step, const SjInstance *instance, const SjSleep *sleep, SjTime from, SjTime *wake);

/* A wall clock of the person's zone, or an instant. */
SjTime sj_step_when (const SjStep *step, const SjWhen *when);

/* The first moment from `from` on that lies in the week's minutes. */
SjTime sj_step_window (const SjZone *zone, const SjWeek *week, SjTime from);
