/* sj-knobs.h -- what can be turned of people's habits, step by step: a slider each.
 *
 * A knob belongs to a step of a journey and to one share of a behaviour: how many do
 * what the step waits for, open its message, are refused by its call.  Turning it
 * writes an entry for that step; what holds without is known, so that it can be
 * turned back.
 */
#pragma once

#include "engine/sj-behaviour.h"
#include "engine/sj-program.h"

typedef enum
{
  SJ_KNOB_EVENT,
  SJ_KNOB_CHANGE,           /* of an audience */
  SJ_KNOB_MESSAGE,
  SJ_KNOB_CALL
} SjKnobOf;

#define SJ_KNOB_QUANTILES 9

typedef struct
{
  const SjNode *node;       /* of the program's journey */
  const char *journey;      /* id, or NULL */
  SjKnobOf of;
  const char *what;         /* id of the event, audience, action; NULL: a message */
  SjChannel channel;        /* of a message */
  const SjField *field;     /* the share among the members of the habit; its title is for people */
  double value, usual;      /* percent: as it is, and where nothing is said for this step */
  bool said;
  bool delayed;             /* when it happens is known: */
  SjTime after[SJ_KNOB_QUANTILES];    /* what 10, 20, … 90 of 100 do not exceed */
} SjKnob;

/* Of SjKnob, step by step in the order of the program; `behaviour` may be NULL. */
GArray *sj_knobs_new (const SjProgram *program, const SjBehaviour *behaviour);

/* Below 0: nothing is said for this step any more. */
void sj_knob_turn (const SjKnob *knob, SjBehaviour *behaviour, double percent);
