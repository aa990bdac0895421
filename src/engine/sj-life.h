/* sj-life.h -- one person with all runs, in the order of time.
 *
 * Every driver that knows a person's inputs moves a life: to a moment, through
 * inputs from outside, to the end.  What a run sets in motion (timers, results,
 * reactions, jumps) waits in the life itself; there is no queue of all persons.
 */
#pragma once

#include "engine/sj-ledger.h"
#include "engine/sj-step.h"

typedef struct SjLife SjLife;

/* What the outside answers to a sending or a call, some time later. */
typedef struct
{
  SjTime delay;
  uint8_t verb;             /* SjReactionKind, SjResultKind */
  SjSlice link;             /* of a click */
  SjValue value;            /* of an answer; in the arena that is handed over */
} SjReply;

#define SJ_REPLIES_MOST 8

/* The outside.  What is missing: sendings are delivered at once and nobody reacts,
 * calls are answered at once with nothing.  `nth`: how often this person was sent
 * it, or asked, before. */
typedef struct
{
  unsigned (*sent)   (void *data, const SjLife *life, const SjEffect *effect, SjReply *replies);
  bool     (*called) (void *data, const SjLife *life, const SjEffect *effect, SjArena *arena, SjReply *reply);
  void *data;
} SjOutside;

/* Where a person stands with one journey. */
typedef struct
{
  uint32_t entered;         /* how often */
  uint32_t inside;          /* runs */
  SjTime left;              /* the last time; INT64_MIN: never */
  bool held;                /* in the control group, and asked */
  void *followed;           /* what an observer knows, in `keep`; NULL: nothing */
} SjVisitor;

/* On the way in: did what begins a segment with inaction, and waits whether more comes. */
typedef struct
{
  SjTime due;
  uint32_t number;
  uint32_t entry;
  uint16_t program;
  SjValue payload;          /* of the event it will enter with */
  SjValue key;              /* null: runs are not told apart */
} SjPending;

/* What is set in motion. */
typedef struct
{
  SjTime time;
  uint32_t number;
  uint32_t run;             /* ordinal; SJ_NONE: a jump */
  SjTime sent;              /* of a reaction: when the message was decided on */
  uint16_t program;
  SjInput input;
} SjQueued;

/* What becomes of a message that was sent. */
typedef struct
{
  SjTime time;
  uint32_t run;             /* ordinal */
  uint32_t send;            /* SjSend */
  uint8_t verb;             /* SjReactionKind */
  SjSlice link;             /* of a click */
} SjReacted;

/* Told of each thing for traces and logs; any may be missing. */
typedef struct
{
  SjNoteFunc note;
  /* `entry`: NULL where the input named nobody. */
  void (*refused) (void *data, const SjLife *life, const SjProgram *program, const SjEntryPoint *entry,
                   SjRefusal reason);
  /* Told when it is known: of what no step waits for, ahead of its time. */
  void (*reacted) (void *data, const SjLife *life, const SjProgram *program, const SjReacted *reacted);
  void (*entered) (void *data, const SjLife *life, const SjProgram *program, const SjInstance *instance);
  /* An event or a change of an audience, before anything comes of it. */
  void (*input)   (void *data, SjLife *life, SjTime now, const SjInput *input);
  void (*effect)  (void *data, const SjLife *life, const SjProgram *program, const SjEffect *effect);
  void *data;
} SjWatch;

typedef struct
{
  uint64_t taken;           /* people who have entered, for maxEntries */
  uint64_t inside;
} SjCrowd;

struct SjLife
{
  /* Of the driver's thread; the same for life after life. */
  const SjWorld *world;
  SjLedger *ledgers;        /* borrowed: one for each program */
  const uint64_t *chances;  /* borrowed: of each program, with the seed */
  SjCrowd *crowds;          /* borrowed, or NULL: nobody competes */
  SjShared *shared;         /* borrowed, of each program; or NULL */
  const SjOutside *outside; /* borrowed, or NULL */
  const SjWatch *watch;     /* borrowed, or NULL */
  bool answers;             /* nobody else answers calls, see SjStep */
  SjStep step;
  SjArena keep;             /* owned: what this person's runs remember */
  SjArena scratch;          /* owned: of expressions */
  SjEval eval;
  SjRender render;

  /* Of this person. */
  SjPerson person;
  SjVisitor *visitors;      /* owned: one for each program */
  SjInstance *runs;         /* owned: oldest first */
  uint32_t n_runs, allocated;
  SjQueued *queue;          /* owned: by time and number */
  uint32_t n_queue, queue_allocated;
  SjPending *pending;       /* owned: oldest first */
  uint32_t n_pending, pending_allocated;
  uint32_t number;          /* of the last input */
  uint32_t ordinal;         /* of the next run */
  SjTime now;
};

void sj_life_init  (SjLife *life, const SjWorld *world, SjLedger *ledgers, const uint64_t *chances);
void sj_life_clear (SjLife *life);

/* Forgets the person; the members of `person` are then to be filled in. */
void sj_life_begin (SjLife *life);

/* Room for so many; for who fills in a life that was kept elsewhere. */
void sj_life_allow (SjLife *life, uint32_t n_runs, uint32_t n_queue, uint32_t n_pending);

/* When the person, on the way into the journey, will enter; with several keys, of the
 * latest.  SJ_TIME_NEVER: not on the way in. */
SjTime sj_life_way_in (const SjLife *life, const SjProgram *program);

/* When something happens by itself; SJ_TIME_NEVER: nothing will. */
SjTime sj_life_next (const SjLife *life);

/* All that happens by itself up to and at that time. */
void sj_life_catch_up (SjLife *life, SjTime time);

static inline void
sj_life_run_until (SjLife *life, SjTime time)
{
  if (life->n_runs + life->n_queue + life->n_pending > 0)
    sj_life_catch_up (life, time);
}

/* The first of it; false: nothing will happen by itself. */
bool sj_life_run_one (SjLife *life);

/* Something about a run that is to happen later; gets the next number. */
void sj_life_queue (SjLife *life, const SjQueued *one);

/* Inputs from outside, after sj_life_run_until () of their time. */
void sj_life_event    (SjLife *life, SjTime now, uint32_t event, SjValue payload);
void sj_life_audience (SjLife *life, SjTime now, uint32_t audience, bool entered);
/* An event that names nobody: the journeys that it would begin refuse it.  Of the
 * life only what is the driver's is used, never its person. */
void sj_life_nobody   (SjLife *life, SjTime now, uint32_t event);
/* Begins a run at an entry, if it is allowed: reading audiences, jumps, rehearsals. */
void sj_life_enter    (SjLife *life, SjTime now, const SjProgram *program, uint32_t entry, SjValue payload);
/* Ends all runs of a program, or of all (NULL). */
void sj_life_end      (SjLife *life, SjTime now, const SjProgram *program, SjEnd reason);

/* The life's step, made ready for one program: for expressions that are not a run's. */
SjStep *sj_life_step (SjLife *life, const SjProgram *program, SjTime now);

/* Adds those who stand at each station to `here`. */
void sj_life_count (const SjLife *life, const SjProgram *program, uint64_t *here);
