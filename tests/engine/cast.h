/* cast.h -- the persons of a case of chance, for the drivers of the engine.
 *
 * What happens to each person is written down in a log of their own, so that two ways
 * of driving can be compared person by person.
 */
#pragma once

#include "../oracle/sj-random.h"
#include "engine/sj-drive.h"

typedef enum
{
  CAST_ANEW,                /* inputs are read from the beginning each time */
  CAST_PLACES,              /* the reader's place is saved */
  CAST_REACTS,              /* what comes next depends on where the person stands */
  CAST_RENUMBERED           /* as anew; events and audiences have other numbers */
} CastManner;

typedef struct
{
  const SjCase *acase;      /* borrowed */
  SjWorld *world;           /* owned */
  CastManner manner;
  GPtrArray *inputs;        /* owned: of each person, a GPtrArray of SjCaseInput by time */
  GPtrArray *replies;       /* owned: of each person, how often each node was replied to */
  GPtrArray *logs;          /* owned: of each person, a GString */
  SjPeople people;
  SjOutside outside;
  SjWatch watch;
} Cast;

bool cast_init  (Cast *cast, const SjCase *acase, CastManner manner);    /* false: a journey cannot be compiled */
void cast_clear (Cast *cast);
void cast_reset (Cast *cast);    /* logs and replies, for another run */

/* Fills in everything of a person but the place among inputs. */
void cast_begin (Cast *cast, SjLife *life, uint32_t number);
/* The input of that number; false: there are no more. */
bool cast_input (const Cast *cast, uint32_t person, guint number, SjOuter *outer);
void cast_give  (const Cast *cast, SjLife *life, const SjOuter *outer);
/* Where the person stands and how often they entered, for the log. */
void cast_say_inside (Cast *cast, const SjLife *life);

char *cast_log (const Cast *cast);    /* of all persons */
