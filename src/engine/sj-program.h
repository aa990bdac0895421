/* sj-program.h -- a version of a journey, compiled for running.
 *
 * Flat arrays with whole numbers for names: operations, the ways out of nodes, the
 * stations where a person can stand (nodes, and paths that take time), and a table
 * for each thing that operations speak of.  Frozen and shared; it keeps a frozen
 * copy of the journey, to which its pointers lead.
 *
 * Every number that is shown comes from cells: `n_slots` counters a row, one row a
 * period.  Which cell counts what is fixed here.
 */
#pragma once

#include "content/sj-action.h"
#include "content/sj-message-render.h"
#include "engine/sj-words.h"
#include "engine/sj-world.h"
#include "model/sj-journey.h"
#include "model/sj-week.h"

#define SJ_HOP_BUDGET 1000

typedef enum
{
#define SJ_OP(CODE, name) SJ_DO_##CODE,
#include "engine/sj-op.def"
#undef SJ_OP
  SJ_N_DOS
} SjOpCode;

typedef struct
{
  uint8_t code;             /* SjOpCode */
  uint8_t flags;
  uint16_t station;         /* whose it is */
  uint32_t count;           /* of what `arg` begins */
  uint32_t arg;             /* into the table of its code */
  uint32_t yes, no, error;  /* ways; SJ_NONE: none */
} SjOp;

enum { SJ_DO_NOT = 1, SJ_DO_FORK = 2 };    /* flags: MEMBER holds for who is not; LISTEN for several */

/* A way out of a node: one of its paths. */
typedef struct
{
  uint32_t slot;            /* how often it was taken */
  uint32_t to;              /* operation; SJ_NONE: nowhere */
  uint16_t from;            /* station */
  uint16_t station;         /* of the target */
  uint16_t path;            /* in the node's paths */
  uint32_t entered;         /* how often the target was entered */
} SjWay;

/* Where a person can stand: a node, or a path with a delay. */
typedef struct
{
  const SjNode *node;       /* of the program's journey */
  const SjPath *path;       /* NULL: the node itself */
  uint32_t op;              /* where what happens here begins */
  uint32_t slot;            /* how often it was entered */
  uint32_t ends;            /* first of SJ_N_ENDS slots */
  uint32_t first_way, n_ways;
  uint32_t visits;          /* which counter of visits; SJ_NONE: entered once a run at most */
  uint32_t send;            /* which message it sends; SJ_NONE */
  uint64_t chance;          /* hash of the node's id */
} SjStation;

typedef enum { SJ_HEAR_EVENT, SJ_HEAR_AUDIENCE, SJ_HEAR_REACTION, SJ_HEAR_TIME } SjHear;

/* One thing that is waited for. */
typedef struct
{
  uint8_t kind;             /* SjHear */
  uint8_t verb;             /* SjMembership or SjReactionKind */
  uint16_t station;         /* of the node that listens */
  uint32_t what;            /* event, audience, message, or wait */
  uint32_t heard;           /* where what came since entry is remembered; SJ_NONE */
  uint32_t condition;       /* expression; SJ_NONE: none */
  const char *link;         /* of a click; NULL: any */
  uint32_t branch;          /* way of a fork that leads here; SJ_NONE */
  uint32_t yes;             /* way; SJ_NONE: end as no-match */
  uint32_t then;            /* operation instead of a way; SJ_NONE */
  uint32_t late;            /* way at the deadline; SJ_NONE: end as no-match */
  SjTime delay;             /* of the branch */
  SjTime within;            /* the deadline; 0: none */
} SjListener;

typedef enum { SJ_SLEEP_SPAN, SJ_SLEEP_DATE, SJ_SLEEP_EXPRESSION, SJ_SLEEP_NONE } SjSleepMode;

typedef struct
{
  uint8_t mode;             /* SjSleepMode */
  bool window;              /* only in these minutes of the week */
  SjTime span;
  SjWhen date;
  uint32_t expression;
  const SjWeek *week;       /* owned by the program's arena */
} SjSleep;

typedef struct
{
  const SjWeek *week;
} SjHours;

typedef struct
{
  SjWhen from, until;
} SjDates;

/* Shares of a split or an experiment, one for each way from op->yes on. */
typedef struct
{
  bool sticky;              /* an experiment: neither entry nor visit counts */
  bool adaptive;            /* they follow success; then: */
  uint32_t number;          /* among those that do */
  uint32_t first_arm;       /* of the treatments of all of those */
  uint32_t goal;            /* what success is; SJ_NONE: any */
  double holdout;
  SjTime end;               /* from then on all go the first way; SJ_TIME_NEVER */
  const double *bounds;     /* upper ends of the shares, 0 to 1; the last is 1 */
} SjShares;

typedef struct
{
  const SjRecords *hours;
  SjQuietMode mode;
} SjQuietRule;

/* What one message step sends. */
typedef struct
{
  uint16_t station;
  uint8_t channel;          /* SjChannel */
  bool transactional;
  bool loud;                /* also in quiet hours */
  bool best_time;
  bool may_refuse;          /* rendering can find that it must not be sent */
  bool inactive;            /* its configuration is switched off */
  bool awaited;             /* what becomes of it is an input for somebody */
  SjTime within;
  const char *app;          /* push: whose notifications; or NULL */
  uint32_t address;         /* expression; SJ_NONE */
  const uint32_t *limits;   /* of the world */
  uint32_t n_limits;
  const SjQuietRule *quiet;
  uint32_t n_quiet;
  uint32_t slot;            /* sent; then SJ_N_EXCLUSIONS, then SJ_N_REACTIONS */
  const SjMessage *message; /* borrowed from the library or owned by the program */
  SjMessageProgram *text;   /* owned; NULL: flawed, every person is excluded */
  const char *language;     /* attribute of the language; NULL: the profile's */
} SjSend;

typedef struct
{
  const char *name;
  uint32_t expression;
} SjCallParameter;

typedef struct
{
  uint16_t station;
  uint32_t answer;          /* which value of the run it becomes */
  uint32_t timeout;         /* way when no answer came */
  const SjAction *action;   /* borrowed from the library; NULL: unknown */
  const char *id;
  const SjCallParameter *parameters;
  uint32_t n_parameters;
  SjTime limit;             /* of one attempt */
  uint32_t retries;
  SjTime backoff;
  uint32_t rate;            /* of the world: how often all together may call; SJ_NONE: as often as they like */
  uint32_t slot;            /* attempts, then answered, failed, no answer */
} SjCall;

typedef enum { SJ_CHANGE_SET, SJ_CHANGE_INCREASE, SJ_CHANGE_DECREASE, SJ_CHANGE_ADD, SJ_CHANGE_REMOVE, SJ_CHANGE_CLEAR }
SjHow;

typedef struct
{
  const char *attribute;    /* path */
  SjHow how;
  uint32_t expression;      /* SJ_NONE: clear */
} SjUpdate;

typedef struct
{
  const char *journey;      /* id */
  const SjCallParameter *parameters;
  uint32_t n_parameters;
} SjJump;

typedef struct
{
  bool all;                 /* every run of the person */
  SjEnd end;
} SjEnding;

typedef struct
{
  uint8_t by;               /* SjGoalBy */
  bool leaves;
  uint32_t what;            /* event or audience */
  uint32_t condition, value;    /* expressions; SJ_NONE */
  uint32_t slot;            /* how often it was reached */
} SjGoalRule;

typedef struct
{
  uint8_t by;               /* SjExitBy */
  uint8_t membership;
  uint32_t what;
  uint32_t condition;       /* on the event, or by itself */
} SjExitRule;

typedef enum { SJ_ENTRY_EVENT, SJ_ENTRY_INACTION, SJ_ENTRY_AUDIENCE, SJ_ENTRY_READ, SJ_ENTRY_BUSINESS } SjEntryKind;

/* One way in. */
typedef struct
{
  uint8_t kind;             /* SjEntryKind */
  uint8_t membership;
  uint16_t station;
  uint32_t op;              /* what happens first */
  uint32_t what;            /* event or audience */
  uint32_t condition;
  uint32_t unless, unless_condition;    /* inaction */
  SjTime within;
  uint32_t read;            /* business event: the reading behind it; SJ_NONE */
  const SjNode *node;       /* for what only the reading of audiences knows */
} SjEntryPoint;

/* What an event means for the beginning of a journey. */
enum { SJ_BEGINS_BY = 1, SJ_BEGINS_UNLESS = 2 };

/* Cells about the journey as a whole, at the beginning of a row. */
enum
{
  SJ_SLOT_ENTERED,
  SJ_SLOT_PENDING,          /* on the way in: segments with inaction */
  SJ_SLOT_DROPPED,          /* and dropped from there */
  SJ_SLOT_REFUSED,
  SJ_SLOT_EXITS = SJ_SLOT_REFUSED + SJ_N_REFUSALS,
  SJ_N_JOURNEY_SLOTS = SJ_SLOT_EXITS + SJ_N_ENDS
};

/* Behind the slot of a message. */
enum
{
  SJ_SEND_SENT,
  SJ_SEND_EXCLUDED,
  SJ_SEND_REACTIONS = SJ_SEND_EXCLUDED + SJ_N_EXCLUSIONS,
  SJ_N_SEND_SLOTS = SJ_SEND_REACTIONS + SJ_N_REACTIONS
};

enum { SJ_CALL_ATTEMPTS, SJ_CALL_ANSWERED, SJ_CALL_FAILED, SJ_CALL_UNANSWERED, SJ_N_CALL_SLOTS };

struct SjProgram
{
  int refs;
  SjArena arena;
  SjWorld *world;           /* borrowed: it owns the program */
  uint32_t number;          /* in the world */
  SjJourney *journey;       /* owned, frozen */
  uint64_t version;         /* hash of the document */

  const SjOp *op;           /* the first members of the arrays below, once they are whole */
  const SjWay *way;
  const SjStation *station;
  const SjListener *listener;
  const SjSleep *sleep;
  const SjSend *send;
  const SjCall *call;
  const SjEntryPoint *entry;
  /* Owned: of SjOp, SjWay, …  The stations of nodes come first, by the nodes' index. */
  GArray *ops, *ways, *stations, *listeners;
  GArray *sleeps, *hours, *dates, *shares, *sends, *calls, *updates, *jumps, *endings;
  GArray *goals, *exits, *entries;
  GPtrArray *exprs;         /* owned: of SjExpr */
  GPtrArray *messages;      /* owned: SjMessage made from steps that hold their own content */

  const SjSettings *settings;
  const SjZone *zone;       /* the journey's, or the workspace's */
  SjTime opens, closes;     /* settings, in the journey's zone; INT64_MIN and SJ_TIME_NEVER */
  double control;           /* 0 to 1 */
  uint32_t key;             /* expression of the instance key; SJ_NONE */
  const char **key_path;    /* where it is simply a field: the names that lead to it; or NULL */
  const char *key_field;    /* the same as one path, "cart.id" */

  uint32_t n_slots;         /* cells of a row */
  uint32_t *event_values;   /* owned: event number to value of a run; SJ_NONE: nobody reads it */
  uint32_t n_events;
  uint32_t n_values;        /* events and answers that a run remembers */
  uint32_t n_heard, n_branches, n_visits;
  uint32_t n_caps;          /* counters that all persons share */
  uint32_t n_adaptive, n_arms;    /* experiments whose shares follow success; their treatments */
  bool remembers;           /* a run needs an SjContext */
  bool reacts;              /* reactions are remembered */
  bool checks_always;       /* an exit criterion is computed at every input */
  uint8_t *begins;          /* owned: event number to SjBegins */
  bool competes;            /* persons compete for more than turns to call: all in the order of time */
};

/* NULL after an error; findings name nodes and fields.  The world then owns it. */
SjProgram *sj_program_compile (SjWorld *world, SjJourney *journey, SjDiags *diags);
void       sj_program_unref   (SjProgram *program);

/* The whole program as text, for golden tests. */
char *sj_program_listing (const SjProgram *program);

const char *sj_op_name (SjOpCode code);

static inline const SjOp *
sj_program_op (const SjProgram *program, uint32_t index)
{
  return &program->op[index];
}

static inline const SjWay *
sj_program_way (const SjProgram *program, uint32_t index)
{
  return &program->way[index];
}

static inline const SjStation *
sj_program_station (const SjProgram *program, uint32_t index)
{
  return &program->station[index];
}

static inline const SjListener *
sj_program_listener (const SjProgram *program, uint32_t index)
{
  return &program->listener[index];
}

static inline const SjSend *
sj_program_send (const SjProgram *program, uint32_t index)
{
  return &program->send[index];
}

static inline const SjCall *
sj_program_call (const SjProgram *program, uint32_t index)
{
  return &program->call[index];
}

static inline SjExpr *
sj_program_expr (const SjProgram *program, uint32_t index)
{
  return g_ptr_array_index (program->exprs, index);
}

#define sj_program_entry(program, index) (&(program)->entry[index])
#define sj_program_goal(program, index)  (&g_array_index ((program)->goals, SjGoalRule, (index)))
#define sj_program_exit(program, index)  (&g_array_index ((program)->exits, SjExitRule, (index)))

/* The station of a node, or of a path with a delay; NULL where there is none. */
const SjStation *sj_program_find (const SjProgram *program, const char *node, const char *path);
