/* sj-observe.h -- what a run notes beside the cells: goals, conversions, hours, traces.
 *
 * A person who qualifies, treated or held back, is followed to the end of the run: who
 * reaches a goal later, inside or not, has converted.  Threads have an observer each;
 * all that is added up are whole numbers (worth in millionths), so the sums do not
 * depend on who counted, and the traces that are kept are those of the persons with
 * the lowest hashes, of those who entered or were refused.
 */
#pragma once

#include "base/sj-channel.h"
#include "engine/sj-life.h"

#define SJ_OBSERVE_GOALS 64      /* conversions of the first so many goals of a journey are known */
#define SJ_OBSERVE_MARKS 2000    /* of one trace; what follows is cut */
#define SJ_BATCHES 100           /* persons are dealt out to them by number */

typedef enum { SJ_GROUP_TREATED, SJ_GROUP_HELD, SJ_N_PERSON_GROUPS } SjPersonGroup;

/* How often, and what it was worth in millionths. */
__extension__ typedef __int128 SjMicros;

/* An experiment of a program: a station whose way a person keeps. */
typedef struct
{
  uint32_t shares;          /* of the program */
  uint16_t station;
  uint32_t first_way;       /* of the treatments */
  uint32_t n_parts;         /* treatments, then those who are held out */
  uint32_t counts, worth;   /* where its numbers begin */
} SjObservedExperiment;

/* The numbers of one program. */
typedef struct
{
  const SjProgram *program; /* borrowed */
  uint32_t n_goals;         /* that are measured */
  bool *alone;              /* owned: whether a goal can be asked of somebody who is not inside */
  SjObservedExperiment *experiments;    /* owned */
  uint32_t n_experiments;
  int64_t first_day;        /* since 1970, by the journey's clock */
  uint32_t n_days;
  uint64_t *counts;         /* owned */
  SjMicros *worth;          /* owned */
  uint32_t n_counts, n_worth;
} SjObserved;

/* Kinds of marks beside those of notes. */
enum { SJ_MARK_REFUSED = 100, SJ_MARK_REACTED };

typedef struct
{
  SjTime time, until;
  double value;             /* of a goal */
  const char *link;         /* of a click, in the trace's arena; or NULL */
  uint32_t run, what, way, reason;    /* refused: what: station; reacted: SjSend, SjReactionKind */
  uint16_t program;
  uint8_t kind;             /* SjNoteKind, SJ_MARK_… */
  uint8_t effect;           /* SjEffectKind */
} SjMark;

typedef struct
{
  uint64_t hash;
  uint32_t number;          /* of the person */
  char *person;             /* owned: id, or NULL */
  GArray *marks;            /* owned: of SjMark */
  SjArena arena;            /* owned: of their links */
  bool cut;
} SjTrace;

typedef struct
{
  const SjWorld *world;     /* borrowed */
  SjTime start, end;
  uint32_t most;            /* traces */
  SjObserved *observed;     /* owned: of each program */
  GPtrArray *traces;        /* owned: of SjTrace, lowest hash first after the run */
  GMutex lock;
} SjObserve;

typedef struct SjObserver SjObserver;

/* For sj_drive (): goes into SjDrive.observe. */
SjObserve *sj_observe_new  (const SjWorld *world, SjTime start, SjTime end, uint32_t traces);
void       sj_observe_free (SjObserve *observe);

/* One thread's part; finishing adds it to the whole.  A life it is attached to has
 * `watch` and the step's `note` and `chosen` taken. */
SjObserver *sj_observer_new    (SjObserve *observe);
/* The same for persons who take turns: what is known of each is kept aside, not in the life. */
SjObserver *sj_observer_new_in_order (SjObserve *observe, uint32_t n_persons);
void        sj_observer_attach (SjObserver *observer, SjLife *life);
void        sj_observer_begin  (SjObserver *observer, SjLife *life);    /* whose person is filled in */
void        sj_observer_finish (SjObserver *observer);
void        sj_observer_drop   (SjObserver *observer);    /* in stead of finishing: as if it had not been */

/* Of the whole. */
typedef struct
{
  uint64_t persons, converted, times;
  double value;
} SjConversion;

SjConversion sj_observed_conversion (const SjObserved *observed, uint32_t goal, SjPersonGroup group);
SjConversion sj_observed_treatment  (const SjObserved *observed, uint32_t experiment, uint32_t part, uint32_t goal);
double       sj_observed_reached    (const SjObserved *observed, uint32_t goal);    /* worth of all reached inside */

const uint64_t *sj_observed_hours    (const SjObserved *observed, SjChannel channel);    /* 24 */
const uint64_t *sj_observed_weekdays (const SjObserved *observed, SjChannel channel);    /* 7 */
const uint64_t *sj_observed_days     (const SjObserved *observed, SjChannel channel);    /* n_days */

typedef enum { SJ_BATCH_TREATED, SJ_BATCH_HELD, SJ_BATCH_ENTERED, SJ_BATCH_SENT, SJ_N_BATCH_ROWS } SjBatchRow;

const uint64_t *sj_observed_batches      (const SjObserved *observed, SjBatchRow row);
const uint64_t *sj_observed_goal_batches (const SjObserved *observed, uint32_t goal, SjPersonGroup group);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjObserve, sj_observe_free)
