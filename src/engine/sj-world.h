/* sj-world.h -- what the programs of one run have in common: numbers for names.
 *
 * Events, audiences and limits get small numbers while programs are compiled, so
 * that nothing is looked up by name while they run.  Grows only while compiling;
 * then frozen and shared between threads.
 */
#pragma once

#include "base/sj-time.h"
#include "model/sj-library.h"
#include "profile/sj-pressure.h"

#define SJ_NONE UINT32_MAX

/* A limit, and where the times that count for it lie among a profile's. */
typedef struct
{
  const SjCap *cap;         /* borrowed from the library */
  SjTime surely, perhaps;   /* a message this long ago surely counts, or perhaps still does */
  uint32_t first;
  uint32_t limit;
} SjLimit;

/* How often all together may call another system. */
typedef struct
{
  const void *action;       /* borrowed from the library: which */
  uint32_t per_second;
} SjRate;

typedef struct SjProgram SjProgram;

typedef struct
{
  int refs;
  const SjLibrary *library; /* owned, or NULL */
  const SjZone *zone;       /* the workspace's */
  GPtrArray *events;        /* owned: ids, by number */
  GPtrArray *audiences;     /* owned: ids, by number */
  GArray *limits;           /* owned: of SjLimit */
  GPtrArray *rule_sets;     /* owned: ids of those whose limits are known */
  uint32_t n_times;         /* of all limits of one profile */
  GArray *rates;            /* owned: of SjRate */
  GPtrArray *programs;      /* of SjProgram, in the order they were added */
  GHashTable *numbers;      /* owned */
} SjWorld;

SjWorld *sj_world_new   (const SjLibrary *library);    /* may be NULL */
SjWorld *sj_world_ref   (SjWorld *world);
void     sj_world_unref (SjWorld *world);

/* The number of an event or an audience, given when it is first asked for; by id, or
 * by the name that expressions may use instead. */
uint32_t sj_world_event    (SjWorld *world, const char *name, size_t length);
uint32_t sj_world_audience (SjWorld *world, const char *name, size_t length);

/* The same without giving one: SJ_NONE where no program knows it. */
uint32_t sj_world_find_event    (const SjWorld *world, const char *id, size_t length);
uint32_t sj_world_find_audience (const SjWorld *world, const char *name, size_t length);

/* Appends the numbers of a rule set's limits to `limits` (of uint32_t). */
void sj_world_limits (SjWorld *world, const SjRuleSet *rules, GArray *limits);

/* The number of an action's rate: journeys that call the same share it. */
uint32_t sj_world_rate (SjWorld *world, const void *action, uint32_t per_second);

static inline const SjLimit *
sj_world_limit (const SjWorld *world, uint32_t number)
{
  return &g_array_index (world->limits, SjLimit, number);
}

static inline const SjProgram *
sj_world_program (const SjWorld *world, uint32_t number)
{
  return g_ptr_array_index (world->programs, number);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjWorld, sj_world_unref)
