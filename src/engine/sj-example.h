/* sj-example.h -- payloads, answers and attributes that nobody gave: made from schemas.
 *
 * Of chance alone: the same hash gives the same value.  What is made fits the schema
 * as sj_schema_check () understands it.
 */
#pragma once

#include "engine/sj-behaviour.h"
#include "profile/sj-schema.h"

/* Whose value it is, and when. */
typedef struct
{
  uint64_t chance;
  uint64_t number;          /* for texts that are numbered */
  const char *id;           /* of the person */
  SjTime now;
} SjExampleOf;

SjValue sj_example_value (const SjSchema *schema, const SjExampleOf *of, SjArena *arena);

/* A new value that shares what stays: the one at the path set, or taken out where it is
 * null.  An object is made where there was none; a place that a list does not have is
 * left alone. */
SjValue sj_value_with (SjArena *arena, SjValue root, const char *path, SjValue value);

/* "cart.id" of "@event{Checkout.cart.id}"; NULL where it is anything else. */
const char *sj_example_path (SjArena *arena, const char *expression);

/* Fillings, ready to be put in; borrows the behaviour. */
typedef struct
{
  const char *path;
  double missing;           /* 0 to 1 */
  uint64_t chance;
  SjDrawer drawer;
} SjFiller;

SjFiller *sj_fillers_make (const SjRecords *fillings, SjArena *arena, uint32_t *count);    /* records may be NULL */
SjValue   sj_fillers_put  (const SjFiller *fillers, uint32_t count, SjValue value, const SjExampleOf *of,
                           SjArena *arena);
