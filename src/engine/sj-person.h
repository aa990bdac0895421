/* sj-person.h -- a profile as the engine sees it.
 *
 * Whoever drives the engine fills one in: from a document, from a recording, or
 * from a generator.  What is seldom asked for is made when it is asked for.
 */
#pragma once

#include "base/sj-time.h"
#include "engine/sj-world.h"
#include "profile/sj-profile.h"

typedef struct SjPerson SjPerson;

/* When messages were sent that count for a limit: the last of them, as many as the
 * limit allows, in a ring. */
typedef struct
{
  SjTime *times;            /* of all limits of the world; INT64_MIN: none */
  uint32_t *next;           /* for each limit: which is the oldest */
  bool used;
} SjPressure;

struct SjPerson
{
  const char *id;           /* or NULL: not known by name, see `number` */
  uint64_t chance;          /* hash of the id */
  uint32_t number;          /* among those of the run */
  bool suppressed;
  uint8_t refused;          /* bit of SjChannel: wants no messages by it */
  uint8_t unsubscribed;     /* of these, what has become of them since; the driver's `make` need not know */
  uint8_t reach[SJ_N_CHANNELS];     /* SjReach */
  int8_t best_hour;         /* of the day, on the person's clock; -1: not known */
  const SjZone *zone;       /* NULL: not known */
  const char *language;     /* NULL: not known */
  uint64_t *audiences;      /* bits, by the world's numbers */
  SjPressure pressure;

  /* The whole profile as expressions and templates see it; kept in `value` once made. */
  SjValue (*make) (SjPerson *person, SjArena *arena);
  SjValue value;
  bool made;
  bool changed;             /* by an update: it cannot be made anew */
  SjReach (*reaches) (const SjPerson *person, SjChannel channel, const char *app);    /* NULL: `reach` */
  void *data;               /* the driver's */
};

static inline bool
sj_person_is_in (const SjPerson *person, uint32_t audience)
{
  return (person->audiences[audience >> 6] >> (audience & 63)) & 1;
}

static inline void
sj_person_set_in (SjPerson *person, uint32_t audience, bool in)
{
  uint64_t bit = UINT64_C (1) << (audience & 63);

  if (in)
    person->audiences[audience >> 6] |= bit;
  else
    person->audiences[audience >> 6] &= ~bit;
}

/* Words of `audiences` that the world needs. */
static inline uint32_t
sj_person_words (const SjWorld *world)
{
  return MAX ((world->audiences->len + 63) / 64, 1);
}

SjValue sj_person_value (SjPerson *person, SjArena *arena);

/* Changes an attribute: a new value that shares what stays.  False where the change
 * does not fit what is there. */
bool sj_person_change (SjPerson *person, SjArena *arena, const char *attribute, unsigned how, SjValue value);

/* From now on the person wants no messages by that channel. */
void sj_person_unsubscribe (SjPerson *person, SjArena *arena, SjChannel channel);

/* Limits: whether one more message is allowed, and that one was decided on or came
 * to nothing. */
void sj_pressure_clear (SjPressure *pressure, const SjWorld *world);
bool sj_pressure_passed (const SjLimit *limit, SjTime sent, SjTime now, const SjZone *zone);
void sj_pressure_take_back (SjPressure *pressure, const SjLimit *limit, uint32_t number, SjTime sent);

static inline bool
sj_pressure_allows (const SjPressure *pressure, const SjLimit *limit, uint32_t number, SjTime now, const SjZone *zone)
{
  SjTime oldest = pressure->times[limit->first + pressure->next[number]];

  return oldest == INT64_MIN || now - oldest > limit->perhaps || sj_pressure_passed (limit, oldest, now, zone);
}

static inline void
sj_pressure_add (SjPressure *pressure, const SjLimit *limit, uint32_t number, SjTime now)
{
  uint32_t next = pressure->next[number];

  pressure->times[limit->first + next] = now;
  pressure->next[number] = next + 1 == limit->limit ? 0 : next + 1;
  pressure->used = true;
}
