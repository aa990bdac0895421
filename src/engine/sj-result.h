/* sj-result.h -- what came of a run, as one document that stands on its own.
 *
 * docs/result-format.md describes the JSON.  Everything lies in the result's arena
 * and is read freely; titles are in the language of whoever made the result, all
 * other bytes are the same wherever and on however many threads it was made.
 */
#pragma once

#include "base/sj-buffer.h"
#include "base/sj-channel.h"
#include "engine/sj-drive.h"
#include "engine/sj-interval.h"
#include "engine/sj-observe.h"

#define SJ_RESULT_FORM 1
#define SJ_RESULT_ERROR (sj_result_error_quark ())

typedef enum { SJ_RESULT_ERROR_SYNTAX, SJ_RESULT_ERROR_NEWER } SjResultError;

/* Counts of periods: period and count side by side, by period; what is missing is 0. */
typedef struct
{
  uint64_t *pairs;          /* 2 n numbers */
  uint32_t n;
} SjSeries;

typedef struct
{
  const char *id;
  const char *title;        /* "" for a plain way on */
  const char *to;           /* id of the node; NULL: nowhere */
  uint64_t taken;
  SjSeries over_time;
  bool slow;                /* has a delay; then: */
  uint64_t arrived, here;
  uint64_t ended[SJ_N_ENDS];
  SjSeries here_over_time;  /* at the end of a period, where it differs from that of the one before */
} SjResultPath;

/* How long people stood on a node where time passes.  Known to a factor of two, for
 * stays are counted by powers of two; so each quantile is a range. */
typedef struct
{
  uint64_t count;
  SjTime half[2], nine[2];  /* the median, and what nine of ten did not exceed: from, to */
  SjSeries powers;          /* stays of at least 2^n ms and less than twice that; 0 also for none */
} SjResultStays;

typedef struct
{
  uint32_t channel;         /* SjChannel */
  uint64_t sent;
  uint64_t excluded[SJ_N_EXCLUSIONS];
  uint64_t reactions[SJ_N_REACTIONS];
  bool priced;              /* the price of one is known; then: */
  double price, cost;
  SjSeries over_time;       /* sent */
  SjSeries excluded_over_time[SJ_N_EXCLUSIONS];
  SjSeries reactions_over_time[SJ_N_REACTIONS];
} SjResultMessage;

typedef struct
{
  uint64_t attempts, answered, failed, unanswered;
} SjResultCall;

/* Persons, how many of them reached a goal, how often, and what it was worth. */
typedef struct
{
  uint64_t persons, converted, times;
  double value;
  SjEstimate rate;
} SjResultGroup;

/* Somebody who came to an experiment and was given this path. */
typedef struct
{
  const char *path;
  SjResultGroup group;
} SjResultTreatment;

typedef struct
{
  const char *goal;         /* id: what success is */
  SjResultTreatment *treatments;
  uint32_t n_treatments;
} SjResultExperiment;

typedef struct
{
  const char *id;
  const char *kind;         /* id */
  const char *title;
  uint64_t entered, here;
  uint64_t ended[SJ_N_ENDS];
  SjResultPath *paths;      /* in the order of the journey */
  uint32_t n_paths;
  SjResultStays *stays;     /* or NULL: nobody stayed */
  SjResultMessage *message; /* or NULL */
  SjResultCall *call;       /* or NULL */
  SjResultExperiment *experiment;    /* or NULL */
  SjSeries entered_over_time;
  SjSeries here_over_time;  /* as on a path */
  SjSeries ended_over_time[SJ_N_ENDS];
} SjResultNode;

typedef struct
{
  const char *id;
  const char *title;
  uint64_t reached;         /* by those inside, each time */
  double value;
  SjSeries over_time;
  bool measured;            /* conversions are known; then: */
  SjResultGroup treated, control;
  bool comparable;          /* the same can be asked of both groups; and both have somebody, then: */
  SjEstimate difference;    /* of the rates */
} SjResultGoal;

typedef struct
{
  uint64_t sent;
  uint64_t excluded[SJ_N_EXCLUSIONS];
  uint64_t reactions[SJ_N_REACTIONS];
  bool priced;              /* the price of a message of a step was given; then: */
  double cost;              /* of all steps whose price is known */
  bool one_price;           /* it is the same for all steps; then: */
  double price;
  bool timed;               /* these are known: */
  uint64_t by_hour[24];     /* sent, by the clock of whom it was sent to */
  uint64_t by_weekday[7];   /* the same; Monday first */
  SjSeries by_day;          /* days since the one the run began on, by the journey's clock */
} SjResultChannel;

/* Sums of each hundredth of the persons, for telling two results apart. */
typedef struct
{
  uint64_t treated[SJ_BATCHES], control[SJ_BATCHES];    /* persons */
  uint64_t entered[SJ_BATCHES], sent[SJ_BATCHES];
} SjResultBatches;

typedef struct
{
  const char *goal;
  uint64_t treated[SJ_BATCHES], control[SJ_BATCHES];    /* who converted */
} SjResultGoalBatches;

/* One thing that happened to somebody. */
typedef struct
{
  SjTime time;
  uint64_t run;             /* which of the person's */
  const char *what;         /* refused, enters, leaves, sends, excluded, reacts, waits, calls, … */
  const char *node;         /* id; NULL: of a goal */
  const char *path;         /* id, or NULL */
  const char *detail;       /* reason, reaction, goal, or NULL */
  const char *link;         /* of a click, or NULL */
  double value;             /* of a goal */
  SjTime until;             /* waits for the end of quiet hours */
} SjResultMark;

typedef struct
{
  const char *person;       /* id, or number in the run */
  SjResultMark *marks;
  uint32_t n_marks;
  bool cut;                 /* more happened than is kept */
} SjResultTrace;

/* Where the ledger does not add up. */
typedef struct
{
  const char *node;         /* NULL: the journey as a whole */
  const char *path;         /* NULL: the node itself */
  uint64_t entered, accounted;
} SjResultFault;

typedef struct
{
  SjArena arena;

  const char *journey;      /* id, or NULL */
  const char *name;         /* or NULL */
  const char *hash;         /* of the document */

  int64_t seed;
  SjTime from, until, period;
  uint64_t n_periods;
  uint64_t persons, asked;  /* driven, and asked for: fewer where the run was stopped */
  const char *people;       /* a hash of who they were; NULL: not observed */
  const char *population, *behaviour;    /* what they were, or NULL */

  uint64_t entered, pending, dropped, inside;
  uint64_t refused[SJ_N_REFUSALS];
  uint64_t exits[SJ_N_ENDS];
  SjSeries entered_over_time, inside_over_time;
  SjSeries exits_over_time[SJ_N_ENDS];
  bool priced;              /* a price of messages that were sent is known; then: */
  double cost;              /* of all messages whose price is */
  SjResultChannel channels[SJ_N_CHANNELS];

  SjResultGoal *goals;
  uint32_t n_goals;
  SjResultNode *nodes;      /* in the order of the outline */
  uint32_t n_nodes;
  bool has_batches;
  SjResultBatches batches;
  SjResultGoalBatches *goal_batches;
  uint32_t n_goal_batches;
  SjResultTrace *traces;
  uint32_t n_traces;
  SjResultFault *faults;    /* none: the ledger balances */
  uint32_t n_faults;
} SjResult;

typedef struct
{
  uint32_t program;         /* of the world: whose result; 0 is the journey itself */
  const char *population, *behaviour;    /* names or hashes of what was used; or NULL */
  const double *prices;     /* of each message of the program; negative: not known.  NULL: none is */
} SjResultOptions;

GQuark sj_result_error_quark (void);

/* After sj_drive (); `options` may be NULL. */
SjResult *sj_result_new  (const SjDrive *drive, const SjDriven *driven, const SjResultOptions *options);
void      sj_result_free (SjResult *result);

char *sj_result_to_string (const SjResult *result);    /* canonical */
/* `name` is the file's, for the error, which names line and column. */
SjResult *sj_result_read (const char *name, const char *text, size_t length, GError **error);

typedef enum
{
  SJ_RESULT_PLAIN = 1 << 0,     /* bars of # instead of blocks */
} SjResultTableFlags;

/* For a terminal of that many columns. */
void sj_result_table (const SjResult *result, unsigned columns, unsigned flags, SjBuffer *buffer);

const SjResultNode *sj_result_find      (const SjResult *result, const char *node);    /* or NULL */
const SjResultPath *sj_result_find_path (const SjResultNode *node, const char *path);  /* or NULL */
SjTime              sj_result_period_end (const SjResult *result, uint64_t period);
uint64_t            sj_result_qualified (const SjResult *result);    /* entered, and the control group */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjResult, sj_result_free)
