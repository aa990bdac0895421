/* sj-simulate-private.h -- a simulation from inside; for sj-simulate*.c alone. */
#pragma once

#include "engine/sj-answers.h"
#include "engine/sj-schedule.h"
#include "engine/sj-simulate.h"

/* One thing that may happen to somebody: decided when a step asks for it. */
typedef struct
{
  uint8_t kind;             /* SJ_INPUT_EVENT, SJ_INPUT_AUDIENCE */
  uint8_t verb;             /* audience: SjMembership */
  uint32_t what;            /* of the world */
  double probability;       /* 0 to 1 */
  SjSampler delay;
} SjLikely;

/* What is decided on arriving at an operation, on entering, on being held out. */
typedef struct
{
  uint32_t first, count;    /* of the likelies */
} SjSpot;

/* An event, ready to be made. */
typedef struct
{
  uint64_t chance;
  bool read;                /* somebody looks at the payload */
  SjValue sample;           /* null: made from the schema */
  const SjSchema *schema;   /* or NULL */
  const char *identity, *id, *time;    /* paths; NULL: the payload has no such field */
  bool address;             /* the identity is one */
  const char *key;          /* path of what tells the runs of one person apart; or NULL */
  SjFiller *fillers;
  uint32_t n_fillers;
} SjEventHabit;

/* What sets people in motion by itself. */
typedef struct
{
  uint8_t kind;             /* SjInputKind */
  uint8_t verb;
  uint16_t program;         /* START */
  uint32_t what;            /* event, audience; START: the entry */
  uint32_t audience;        /* START: who is read; SJ_NONE: nobody */
  uint64_t chance;
  double share;             /* 0 to 1 */
  uint32_t sessions;
  SjSampler between;
  SjTime over;
  SjSampler hour;           /* of the day */
  SjSchedule schedule;      /* START: an audience is read, by itself or after a business event */
} SjTrigger;

typedef struct
{
  const SjProgram *program;
  SjSpot *spots;            /* of each operation */
  SjSpot entering, held;
  SjSpot *pending;          /* of each entry */
} SjProgramHabits;

struct SjSimulation
{
  SjWorld *world;           /* owned */
  const SjBehaviour *said;  /* `own` or the caller's */
  SjBehaviour *own, *defaults;
  SjCensus *census;
  SjAnswers *answers;       /* owned */
  SjArena arena;            /* owned: all below */
  uint64_t seed;
  SjTime start, end;
  uint32_t n_persons;
  SjEventHabit *events;     /* of each event of the world */
  SjProgramHabits *programs;
  GArray *likelies;         /* owned: of SjLikely */
  GArray *triggers;         /* owned: of SjTrigger */
  uint64_t *chances;        /* of each event, then each audience */
  bool visits;              /* some program holds people out, or has a way in that takes time */
  int32_t local;            /* milliseconds of the day at the start, on the journey's clock */
  SjPeople people;
  SjOutside outside;
};

/* Beside the kinds of inputs: what the simulation itself does at a time. */
enum { SJ_PLAN_READ = 100, SJ_PLAN_CLEAR };

/* What is on its way to a person. */
typedef struct
{
  SjTime time;
  uint8_t kind;             /* SjInputKind, SJ_PLAN_… */
  uint8_t verb;
  bool asked;               /* a step asked for it */
  uint32_t what;            /* event, audience, channel; trigger */
  uint32_t nth;             /* which of its kind for this person; of a schedule: which */
  uint32_t run;             /* ordinal of the run that asked; SJ_NONE: none */
} SjPlan;

typedef struct
{
  uint32_t ordinal, op;
  SjTime arrived;
} SjSeen;

/* What one thread keeps. */
typedef struct
{
  SjCensusTaker taker;      /* first: persons point to it */
  const SjSimulation *simulation;
  SjTime now;               /* of the last input; a life that nothing has moved knows none */
  SjPlan *plans;            /* owned, by time */
  uint32_t n_plans, allocated, head;
  SjSeen *seen;             /* owned: where each run stood when it was last looked at */
  uint32_t n_seen, seen_allocated;
  uint32_t *asked;          /* owned: how often each event, then each audience was decided on */
  uint8_t *coming;          /* owned: of the same, how many are on their way because a step asked */
  SjTime *joined;           /* owned: when each audience was entered */
  uint32_t *pending;        /* owned: of each program, the number of the last way in */
  bool *held;               /* owned: of each program, that it was noticed */
  SjAnswered answered;
  uint32_t converted;
  SjArena arena;            /* owned: the payload at hand */
  void **kept;              /* owned: of persons who wait for their turn; NULL: each is driven to the end */
} SjSimulationWorker;

/* In percent, where nothing is said. */
#define SJ_USUAL_AT_A_STEP 50.0
#define SJ_USUAL_INSTEAD   40.0    /* what must not happen after the event that begins */

/* When it happens, then; `within` 0: the step waits for ever. */
SjSampler sj_simulation_usual_delay (SjTime within);

/* Made once: the tables. */
void sj_simulation_compile (SjSimulation *simulation);

/* What messages and calls come to. */
unsigned sj_simulation_sent   (void *data, const SjLife *life, const SjEffect *effect, SjReply *replies);
bool     sj_simulation_called (void *data, const SjLife *life, const SjEffect *effect, SjArena *arena, SjReply *reply);

void    sj_simulation_plan    (SjSimulationWorker *worker, const SjPlan *plan);
SjValue sj_simulation_payload (SjSimulationWorker *worker, const SjLife *life, const SjPlan *plan);
