/* sj-shelf.h -- lives of persons who wait, packed small.
 *
 * A life is heavy and there is one a thread; a person who waits for something keeps
 * only what cannot be found out anew: 64 bytes a run and what it remembers, when
 * messages were sent, how often they entered.  What a life takes from the shelf is lent:
 * the runs' memories lie there until the place is given back, also when the life has
 * gone on in the meantime.
 */
#pragma once

#include "engine/sj-life.h"

/* Of a driver, for each who waits. */
typedef struct
{
  SjTime comes;             /* the next input from outside */
  uint32_t taken;           /* inputs so far */
  bool moved;               /* into or out of audiences since they began */
} SjShelved;

typedef struct
{
  const SjWorld *world;     /* borrowed */
  uint32_t place_size;      /* bytes that the driver adds to each */
  GPtrArray *blocks;        /* owned */
  uint32_t next;            /* in the last of them, in units */
  uint32_t *spare;          /* owned: of each size in units, the first place that is free; 0: none */
  GPtrArray *large;         /* owned: what does not fit into a block; NULL: free */
  uint64_t used;            /* bytes that lives lie in */
} SjShelf;

void sj_shelf_init  (SjShelf *shelf, const SjWorld *world, uint32_t place_size);
void sj_shelf_clear (SjShelf *shelf);

/* What the life is now, with what the driver adds; never 0. */
uint32_t sj_shelf_put  (SjShelf *shelf, const SjLife *life, const SjShelved *with, const void *place);

/* Into a life that has just begun with this person.  What the driver added before is
 * read first: the reader of inputs may need it to begin. */
const void *sj_shelf_read (const SjShelf *shelf, uint32_t number, SjShelved *with);
void        sj_shelf_take (const SjShelf *shelf, uint32_t number, SjLife *life);
void        sj_shelf_free (SjShelf *shelf, uint32_t number);

/* Fetches it in time. */
void sj_shelf_soon (const SjShelf *shelf, uint32_t number);
