/* sj-drive.h -- many persons, each to the end, on several threads.
 *
 * Persons do not see each other, so there is no queue of all: threads take blocks
 * of persons and count for themselves.  Where persons compete for something they
 * are driven all in the order of time instead, with the same result for whoever
 * does not compete.
 */
#pragma once

#include "engine/sj-life.h"
#include "engine/sj-observe.h"

/* An input from outside. */
typedef struct
{
  SjTime time;
  uint8_t kind;             /* SJ_INPUT_EVENT, SJ_INPUT_AUDIENCE, SJ_INPUT_START */
  bool entered;             /* audience */
  uint16_t program;         /* start */
  uint32_t what;            /* event, audience; start: the entry */
  SjValue value;
} SjOuter;

/* Where persons and their inputs come from.  A worker is what one thread keeps.
 *
 * Where what a person does depends on where they stand (`peek`), the driver asks
 * again after each thing that happened by itself: nothing is decided in advance that
 * the journey could still change. */
typedef struct
{
  void *(*worker_new)  (void *data);
  void  (*worker_free) (void *worker);
  /* Fills in the life's person; false: there is nobody of that number. */
  void  (*begin) (void *worker, SjLife *life, uint32_t number);
  /* The person's next input, in the order of time; false: that was all, or, with
   * `peek`, nothing is to be handed in after all. */
  bool  (*next)  (void *worker, SjLife *life, SjOuter *input);
  /* The person's time is over: before runs are forgotten; or NULL.  Where a rate was passed, all
   * workers are made anew and everybody is asked once more. */
  void  (*end)   (void *worker, SjLife *life);
  void *data;
  /* When the next input comes as things stand, SJ_TIME_NEVER: none; or NULL: inputs do
   * not depend on the life. */
  SjTime (*peek) (void *worker, SjLife *life);

  /* For driving all in the order of time, where a worker turns from person to person:
   * its place among the inputs of the person at hand, as `place_size` bytes, and back
   * to that place, in stead of `begin`.  Needed with `peek`; without, or NULL, a person
   * is begun anew and the inputs that were taken are passed over.  Between `begin` and
   * `end` other persons then have their turn: `life->person.number` says whose it is. */
  uint32_t place_size;
  void (*save) (void *worker, const SjLife *life, void *place);
  void (*load) (void *worker, SjLife *life, uint32_t number, const void *place);
  /* The person's turn comes soon, then very soon: for fetching what is known about
   * them; or NULL. */
  void (*soon) (void *worker, uint32_t number, bool very);
} SjPeople;

typedef struct
{
  SjWorld *world;           /* borrowed, with its programs */
  const SjPeople *people;
  const SjOutside *outside; /* or NULL */
  SjObserve *observe;       /* borrowed: notes more than the ledger's cells; or NULL */
  uint32_t n_persons;
  uint64_t seed;
  SjTime start, end;        /* what is later than the end does not happen */
  SjTime period;            /* of the ledger */
  uint32_t n_periods;
  unsigned threads;         /* 0: as many as the machine has */
  bool in_order;            /* all in the order of time, also where nobody competes */
  bool render;              /* every message, not only those that may refuse */
  void (*progress) (void *data, uint32_t done);    /* from any thread; or NULL */
  void *progress_data;
  const gint *stop;         /* set from outside: ends after the person at hand; or NULL */
} SjDrive;

typedef struct
{
  SjLedger *ledgers;        /* owned: of each program */
  uint64_t **here;          /* owned: of each program, by station */
  uint32_t n_programs;
  uint32_t n_persons;       /* who were driven; less only after a stop */
  uint64_t n_rendered, rendered;    /* messages, and the bytes that came of their tags and what stands around them */
  uint64_t people;          /* observed: a sum of who they were, the same for the same people */
  SjTime until;             /* in the order of time: how far they were driven; else the end */
} SjDriven;

void sj_drive        (const SjDrive *drive, SjDriven *driven);
void sj_driven_clear (SjDriven *driven);
