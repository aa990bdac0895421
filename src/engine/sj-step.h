/* sj-step.h -- moves one run of one person as far as one input takes it.
 *
 * Pure: no clock, no generator, no file, no heap.  What happens is counted in the
 * row of cells it is given, what is to be done elsewhere is appended to the list of
 * effects, and what the run remembers lies in the arena of whoever drives it.
 */
#pragma once

#include "base/sj-hash.h"
#include "engine/sj-rate-log.h"
#include "engine/sj-person.h"
#include "engine/sj-program.h"
#include "lang/sj-eval.h"

/* What became of a message, for reaction steps that come to it later. */
typedef struct SjRemembered SjRemembered;

struct SjRemembered
{
  SjRemembered *next;
  uint32_t send;            /* SjSend */
  uint8_t kind;             /* SjReactionKind */
  SjSlice link;             /* of a click */
};

/* An event that came since entry, for a step that looks back. */
typedef struct
{
  SjValue before;           /* the one before the latest; unset: SJ_N_TYPES */
  SjValue latest;
  uint32_t number;          /* of the input that was the latest */
} SjHeard;

/* One branch of a fork that is waited at. */
typedef struct
{
  SjTime due;               /* when it begins, or its time is up; SJ_TIME_NEVER */
  uint32_t number;          /* of the input that set it */
  uint32_t phase;           /* private */
} SjBranch;

/* What a run remembers beside where it stands; in the driver's arena. */
typedef struct
{
  SjValue *values;          /* events and answers, by the program's numbers */
  SjHeard *heard;           /* what came since entry */
  SjBranch *branches;       /* of the fork where it stands */
  uint32_t *visits;
  uint32_t *sendings;       /* of each message: how often it was sent in this run */
  SjRemembered *remembered;
  SjValue key;              /* what tells the runs of one person apart */
} SjContext;

#define SJ_ATTEMPT_PAUSE 0x8000u    /* in the attempt of a call: between two of them */

/* SjInstance.attempt at a message. */
enum { SJ_PHASE_ASK, SJ_PHASE_BEST, SJ_PHASE_HOLD, SJ_PHASE_HANDOVER };

/* One run: 64 bytes, and its context where the program needs one. */
typedef struct
{
  SjTime due;               /* when its timer fires; SJ_TIME_NEVER */
  SjTime arrived;           /* where it stands */
  SjTime entered;           /* the journey */
  SjContext *context;       /* or NULL */
  uint32_t op;              /* where it waits; SJ_NONE: not running */
  uint32_t number;          /* of the input that set its timer */
  uint32_t born;            /* of the input it was entered by */
  uint32_t entry;           /* how often the person had entered before */
  uint16_t station;
  uint16_t program;         /* in the world */
  uint16_t attempt;         /* of a call; of a message: its phase */
  uint8_t goals;            /* bits of the first goals that were reached */
  uint8_t pad;
  uint32_t treatment;       /* experiments: unused or ways taken, for shared success */
  uint32_t ordinal;         /* among the runs of this person: effects and inputs name it */
} SjInstance;

typedef enum
{
  SJ_INPUT_START,
  SJ_INPUT_TIMER,
  SJ_INPUT_EVENT,
  SJ_INPUT_AUDIENCE,
  SJ_INPUT_REACTION,        /* what, verb, link; also the result of a hand-over */
  SJ_INPUT_RESULT           /* of a call: what, attempt, verb, value */
} SjInputKind;

typedef enum { SJ_RESULT_ANSWER, SJ_RESULT_FAILED, SJ_RESULT_REFUSED } SjResultKind;    /* refused: for good */

typedef struct
{
  uint8_t kind;             /* SjInputKind */
  uint8_t verb;             /* audience: entered or left; SjReactionKind; SjResultKind */
  uint16_t attempt;
  uint32_t what;            /* event, audience, SjSend, SjCall; START: the entry */
  uint32_t sending;         /* reaction: of which sending; result: of which visit of the step */
  SjSlice link;
  SjValue value;            /* payload; answer */
} SjInput;

typedef enum { SJ_EFFECT_SEND, SJ_EFFECT_CALL, SJ_EFFECT_UPDATE, SJ_EFFECT_JUMP, SJ_EFFECT_GOAL, SJ_EFFECT_EXIT_ALL }
SjEffectKind;

/* What is to be done elsewhere. */
typedef struct
{
  uint8_t kind;             /* SjEffectKind */
  uint16_t attempt;         /* call */
  uint32_t what;            /* SjSend, SjCall, op of an update, SjJump, goal */
  uint32_t sending;         /* how often this run had sent it before; call: the visit of the step */
  SjTime at;                /* now; a call's turn may come later */
  const SjInstance *instance;
  SjValue value;            /* parameters; new values; a goal's worth */
} SjEffect;

/* Stays of less than 2^(n+1) ms and not less than 2^n. */
#define SJ_DWELLS 44

typedef enum { SJ_MOVE_WAITS, SJ_MOVE_ENDED, SJ_MOVE_IGNORED } SjMove;

typedef struct SjStep SjStep;

/* For traces: each thing as it happens.  Only counted when nobody listens. */
typedef enum
{
  SJ_NOTE_AT,               /* station */
  SJ_NOTE_HOP,              /* way */
  SJ_NOTE_END,              /* station or, with a way, a path; reason */
  SJ_NOTE_EXCLUDED,         /* send, reason */
  SJ_NOTE_HELD,             /* send, until */
  SJ_NOTE_EFFECT,           /* effect */
  SJ_NOTE_DECIDED           /* expression, outcome: 0 no, 1 yes, 2 cannot be computed */
} SjNoteKind;

typedef struct
{
  SjNoteKind kind;
  uint32_t what;
  uint32_t way;             /* SJ_NONE: none */
  uint32_t reason;
  SjTime until;
  const SjEffect *effect;
  uint32_t event;           /* decided: on which event, SJ_NONE: on none */
  SjValue payload;
} SjNote;

/* For experiments: which of the ways, or, behind the last, that it is held out. */
typedef void (*SjChosenFunc) (void *data, const SjStep *step, const SjInstance *instance, const SjOp *op,
                              uint32_t part);

typedef void (*SjNoteFunc) (void *data, const SjStep *step, const SjInstance *instance, const SjNote *note);

/* Asked before an operation that decides: the way to be taken whatever the data say;
 * SJ_NONE: as usual. */
typedef uint32_t (*SjChooseFunc) (void *data, const SjStep *step, const SjInstance *instance, const SjOp *op);

/* When the last calls had their turn, as many as there may be in a second, in a ring. */
typedef struct
{
  SjTime *times;            /* INT64_MIN: none */
  uint32_t next;            /* the oldest */
  uint32_t count;
} SjTurns;

/* How a treatment did. */
typedef struct
{
  uint32_t given, succeeded;    /* persons */
} SjArm;

/* What persons compete for; only where program->competes. */
typedef struct
{
  uint64_t *taken;          /* of each cap */
  SjArm *arms;              /* of experiments whose shares follow success; NULL: shares are as drawn */
  uint16_t *treatments;     /* with them: of each person and experiment, 1 + which */
  SjTurns *turns;           /* of each rate of the world; the same for all programs; NULL: nobody has to wait */
} SjShared;

/* An event that is known before there is a run. */
typedef struct
{
  uint32_t event;
  SjValue payload;
} SjEarlier;

struct SjStep
{
  const SjProgram *program;
  SjPerson *person;
  uint64_t *row;            /* cells of the period that `now` belongs to */
  SjTime now;
  uint32_t number;          /* of the input: timers get it */
  uint64_t chance;          /* sj_hash_text () of the seed and the journey's id */
  SjEval *eval;             /* for expressions; effects point into its arena until the next step */
  SjArena *keep;            /* what runs remember */
  SjShared *shared;         /* or NULL */
  SjRateLog *rate_log;      /* where calls with a rate are noted that have no turns; or NULL */
  const SjEarlier *earlier; /* of who is on the way in; or NULL */
  SjRender *render;         /* or NULL: messages are rendered only where they may refuse */
  bool render_all;
  uint64_t n_rendered;      /* how many were, */
  uint64_t rendered;        /* and how many bytes came of those of their parts that have tags */

  uint64_t *dwells;         /* SJ_DWELLS of each station: how long people stood there */
  SjEffect *effects;        /* room for `most_effects` */
  uint32_t n_effects, most_effects;
  uint32_t budget;          /* nodes that the person may still enter at this moment */
  bool dirty;               /* something lies in the evaluation's arena */

  /* Shortcuts of a driver for what it would do with an effect anyhow. */
  bool delivers;            /* sendings that nobody awaits are delivered at once */
  bool answers;             /* calls are answered at once with nothing, and nothing can come between */

  SjNoteFunc note;          /* or NULL */
  void *note_data;
  SjChosenFunc chosen;      /* or NULL */
  void *chosen_data;
  SjChooseFunc choose;      /* or NULL: rehearsals may take a decision themselves */
  void *choose_data;
};

/* What one input can bring about at most, in any program of the world: each goal once,
 * and one thing at each node that may be entered. */
uint32_t sj_step_most_effects (const SjWorld *world);

/* A run that has not begun; allocates its context. */
void sj_instance_init (SjInstance *instance, const SjProgram *program, SjArena *keep);

SjMove sj_step (SjStep *step, SjInstance *instance, const SjInput *input);

/* The last phase that a branch of a fork can be in. */
unsigned sj_step_fork_last (const SjListener *listener);

/* Ends a run from outside. */
void sj_step_end (SjStep *step, SjInstance *instance, SjEnd reason);

/* Of entries and goals: an expression on an event.  What cannot be computed is
 * not true. */
bool sj_step_holds (SjStep *step, const SjInstance *instance, uint32_t expression, uint32_t event, SjValue payload);
bool sj_step_value (SjStep *step, const SjInstance *instance, uint32_t expression, uint32_t event, SjValue payload,
                    SjValue *value);

/* The value of a part of an expression, from the same data; it lasts until the next
 * input.  False where it cannot be computed.  `expression` SJ_NONE: a condition of
 * somebody else. */
bool sj_step_part (SjStep *step, const SjInstance *instance, uint32_t expression, const SjTree *part, uint32_t event,
                   SjValue payload, SjValue *value);

/* Which visit of the node a call is made at, by which its result is known; 0 where there
 * can be only one. */
static inline uint32_t
sj_step_visit (const SjProgram *program, const SjInstance *instance, const SjOp *op)
{
  uint32_t visits = sj_program_station (program, op->station)->visits;

  return visits != SJ_NONE ? instance->context->visits[visits] : 0;
}

/* The person's clock. */
static inline const SjZone *
sj_step_zone (const SjStep *step)
{
  const SjZone *own = step->person->zone;

  return own != NULL && step->program->settings->profile_zone ? own : step->program->zone;
}

/* What templates see: profile, context.journey.events and .actions. */
SjValue sj_step_root (SjStep *step, const SjInstance *instance);

/* What the person would get; false with the reason in step->render->error. */
bool sj_step_render (SjStep *step, const SjInstance *instance, const SjSend *send, SjMessageText *text);

/* The chance of a decision at a node. */
static inline uint64_t
sj_step_chance (const SjStep *step, uint64_t node)
{
  return sj_hash_mix (sj_hash_mix (step->chance, step->person->chance), node);
}
