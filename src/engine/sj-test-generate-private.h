/* sj-test-generate-private.h -- the search for tests; for sj-test-generate*.c alone. */
#pragma once

#include "engine/sj-test-generate.h"

typedef struct SjSearch SjSearch;
typedef struct SjTrial SjTrial;

/* Called back with each trial that may take the way, until one does. */
typedef bool (*SjTryFunc) (SjSearch *search, const SjTrial *trial, uint32_t way);

/* What a test begins with. */
typedef struct
{
  const SjProfile *profile; /* borrowed: the workspace's, or one that was made; or NULL */
  SjTime start;
  uint64_t seed;
  SjValue *payloads;        /* of each event of the world; null: its sample */
  SjValue *answers;         /* of each call of the program; null: its sample */
} SjGiven;

/* Something that is done: a command, with what is given as its value. */
typedef struct
{
  SjAct act;
  uint32_t number;          /* event of the world, or call of the program, whose value it takes; SJ_NONE: its own */
} SjDeed;

/* A beginning and what is done then. */
struct SjTrial
{
  SjGiven given;
  GArray *deeds;            /* owned: of SjDeed */
};

struct SjSearch
{
  SjWorld *world;           /* borrowed */
  const SjProgram *program; /* borrowed */
  SjArena arena;
  GPtrArray *profiles;      /* owned: of SjProfile, that were made */
  guint n_kept;             /* of them: trials that were kept may lead to these */
  GPtrArray **arrived;      /* owned: of each station: NULL, or how to come there: SjTrial */
  bool *covered;
  SjGenerated *generated;
  unsigned names;           /* how many tests have names */
  char **failures;          /* owned: of each way, why a test that takes it does not pass; or NULL */
  unsigned plays;           /* so far */
  unsigned budget;          /* at how many plays the search for one way is given up */
  SjTryFunc try_it;         /* what is done with trials for that way */
};

SjRehearsal *sj_trial_play  (SjSearch *search, const SjTrial *trial);
bool         sj_trial_takes (SjSearch *search, const SjTrial *trial, uint32_t way);
SjTrial     *sj_trial_new   (const SjGiven *given);
SjTrial     *sj_trial_copy  (const SjTrial *trial);
void         sj_trial_add   (SjTrial *trial, SjDeed deed);
void         sj_trial_free  (SjTrial *trial);
SjGiven      sj_given_copy  (SjSearch *search, const SjGiven *given);

/* What can be done where the trial stands: of SjDeed; owned. */
GArray *sj_search_deeds (SjSearch *search, const SjTrial *trial, SjRehearsal *rehearsal);
/* How an entry is tried. */
SjDeed sj_entry_deed (const SjSearch *search, uint32_t entry);

/* Nobody looks any longer. */
static inline bool
sj_search_is_over (const SjSearch *search)
{
  return search->plays >= search->budget;
}

/* sj-test-generate-vary.c: other beginnings, other times, other people. */
bool sj_search_vary (SjSearch *search, const SjTrial *trial, uint32_t way, SjTryFunc try_it);
SjProfile *sj_search_own_profile (SjSearch *search, SjGiven *given);    /* a new one, to be changed */
/* Nothing that is said of a person keeps messages from them. */
void       sj_search_make_reachable (SjSearch *search, SjGiven *given);

/* sj-test-generate-data.c: data that conditions are true, or not, or cannot be computed for. */
void sj_given_set_member (SjSearch *search, SjGiven *given, const char *audience, bool member);
/* False where no data were found for which each condition gives what is wanted. */
bool sj_given_fit (SjSearch *search, SjGiven *given, const SjTree *const *conditions, const bool *wanted, size_t count);
/* Payloads for which the conditions of entries hold. */
void sj_given_fit_entries (SjSearch *search, SjGiven *given);

/* A value in data, the membership of an audience, or when it begins, in milliseconds. */
typedef enum { SJ_SPOT_EVENT, SJ_SPOT_ANSWER, SJ_SPOT_ATTRIBUTE, SJ_SPOT_AUDIENCE, SJ_SPOT_START } SjSpotKind;

typedef struct
{
  SjSpotKind kind;
  uint32_t number;          /* event or audience of the world */
  SjSlice action;
  SjSlice names[32];        /* from the outermost; text NULL: the first of a list */
  unsigned count;
} SjSpot;

static inline bool
sj_spot_is_person (const SjSpot *place)
{
  return place->kind == SJ_SPOT_ATTRIBUTE || place->kind == SJ_SPOT_AUDIENCE;
}

/* False for what is no plain way from a root to a field. */
bool    sj_spot_read (const SjSearch *search, const SjTree *tree, SjSpot *place);
SjValue sj_spot_get  (const SjSearch *search, const SjTrial *trial, const SjSpot *place);
SjValue sj_value_put  (SjArena *arena, SjValue old, const SjSlice *names, unsigned count, SjValue value);
/* In an event, in the last one of its type that was given in, or (`all`) in each.  The
 * trial's own: of a person, sj_search_own_profile () comes first. */
void    sj_spot_set  (SjSearch *search, SjTrial *trial, const SjSpot *place, SjValue value, bool all);

/* sj-test-generate-value.c: the values of all that the step's expressions read, one by one,
 * two by two, and at random. */
bool sj_search_values (SjSearch *search, const SjTrial *trial, uint32_t way, SjTryFunc try_it);

/* sj-test-generate-reason.c: why a way was not found; owned. */
char *sj_search_reason (SjSearch *search, uint32_t way);
/* The same where it is known before anything is tried, else NULL. */
char *sj_search_proof  (const SjSearch *search, uint32_t way);

/* The operation and the listener that take the way; NULL where none does. */
const SjOp       *sj_way_op       (const SjProgram *program, uint32_t way, uint32_t *index);
const SjListener *sj_way_listener (const SjProgram *program, uint32_t way);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjTrial, sj_trial_free)
