/* sj-population.h -- the people of a simulation: made up, like those of the workspace,
 * or those of the workspace.
 *
 * Everything about a person follows from the seed and the person's number, so nobody
 * is kept anywhere; a profile's attributes are only made when somebody reads them.
 */
#pragma once

#include "engine/sj-behaviour.h"
#include "engine/sj-example.h"
#include "engine/sj-life.h"

typedef struct SjCensus SjCensus;    /* shared between threads, never changed */

/* Of one thread: whom it looks at.  A person's `data` points to it. */
typedef struct
{
  const SjCensus *census;
  SjArena arena;            /* owned: of rules */
  SjEval eval;
  uint32_t given;           /* which of the given profiles it is, or resembles; SJ_NONE */
  char id[40];
} SjCensusTaker;

/* `said` and `defaults` must outlive it; the world's programs are compiled. */
SjCensus *sj_census_new  (const SjWorld *world, const SjBehaviour *said, const SjBehaviour *defaults, uint64_t seed,
                          SjTime start);
void      sj_census_free (SjCensus *census);

/* How many there are: `wanted`, or (0) what the behaviour says; of given ones never more
 * than there are. */
uint32_t sj_census_size (const SjCensus *census, uint32_t wanted);

SjPeopleFrom sj_census_from (const SjCensus *census);

void sj_census_taker_init  (SjCensusTaker *taker, const SjCensus *census);
void sj_census_taker_clear (SjCensusTaker *taker);

/* Fills in the life's person of that number. */
void sj_census_begin (SjCensusTaker *taker, SjLife *life, uint32_t number);
