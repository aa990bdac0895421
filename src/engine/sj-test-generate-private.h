/* sj-test-generate-private.h -- the search for tests; for sj-test-generate*.c alone. */
#pragma once

#include "engine/sj-test-generate.h"

/* What a test begins with. */
typedef struct
{
  const SjProfile *profile; /* borrowed: the workspace's, or one that was made; or NULL */
  SjTime start;
  uint64_t seed;
  SjValue *payloads;        /* of each event of the world; null: its sample */
  SjValue *answers;         /* of each call of the program; null: its sample */
} SjGiven;

typedef struct
{
  SjWorld *world;           /* borrowed */
  const SjProgram *program; /* borrowed */
  SjArena arena;
  GPtrArray *profiles;      /* owned: of SjProfile, that were made */
  GPtrArray **arrived;      /* owned: of each station: NULL, or how to come there: SjTrial */
  bool *covered;
  SjGenerated *generated;
  unsigned names;           /* how many tests have names */
  char **failures;          /* owned: of each way, why a test that takes it does not pass; or NULL */
} SjSearch;

/* A beginning and what is done then. */
typedef struct
{
  SjGiven given;
  GArray *acts;             /* owned: of SjAct */
} SjTrial;

SjRehearsal *sj_trial_play (SjSearch *search, const SjTrial *trial);
bool         sj_trial_takes (SjSearch *search, const SjTrial *trial, uint32_t way);
SjTrial     *sj_trial_copy (const SjTrial *trial);
void         sj_trial_free (SjTrial *trial);
SjGiven      sj_given_copy (SjSearch *search, const SjGiven *given);

/* sj-test-generate-data.c: other beginnings with which the way may be taken; calls back
 * with each until one does. */
typedef bool (*SjTryFunc) (SjSearch *search, const SjTrial *trial, uint32_t way);

bool sj_search_vary (SjSearch *search, const SjTrial *trial, uint32_t way, SjTryFunc try_it);
/* Payloads for which the conditions of entries hold. */
void sj_search_fit_entries (SjSearch *search, SjGiven *given);
/* Why a way was not found; owned. */
char *sj_search_reason (SjSearch *search, uint32_t way);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjTrial, sj_trial_free)
