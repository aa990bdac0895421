/* sj-behaviour.h -- how people behave in a simulation, as a document.
 *
 * Everything may be left out: what is not said has a default that lets every part of
 * a journey be reached.  A share that is -1 and a delay that is NULL were not said.
 * Where several entries of a list are about the same thing, the one that names the
 * step goes before the one that names the journey, and that before the others, value
 * by value.
 */
#pragma once

#include "base/sj-channel.h"
#include "engine/sj-distribution.h"
#include "engine/sj-world.h"
#include "model/sj-journey.h"
#include "model/sj-library.h"

#define SJ_POPULATION_DEFAULT 100000
#define SJ_POPULATION_MOST 100000000

typedef enum { SJ_PEOPLE_GENERATED, SJ_PEOPLE_LEARNT, SJ_PEOPLE_GIVEN } SjPeopleFrom;
typedef enum { SJ_MEMBERS_SHARE, SJ_MEMBERS_RULE } SjMembersBy;
typedef enum { SJ_DAILY_WAKING, SJ_DAILY_EVEN, SJ_DAILY_OFFICE, SJ_DAILY_EVENING, SJ_N_DAILIES } SjDaily;

/* A field of a payload, an answer or a profile. */
typedef struct
{
  char *path;               /* "cart.total", "items[0].quantity" */
  SjDraw *value;
  double missing;           /* percent */
} SjFilling;

typedef struct
{
  char *audience;
  int32_t by;               /* SjMembersBy */
  double share;             /* percent */
} SjMembers;

typedef struct
{
  char *name;               /* a zone or a language */
  double weight;
} SjWeighted;

typedef struct
{
  int32_t channel;          /* SjChannel */
  double refused, missing, bad, blocked;    /* percent; -1: not said */
} SjReached;

typedef struct
{
  int32_t from;             /* SjPeopleFrom; -1: learnt where the workspace has profiles, else generated */
  int64_t size;
  int64_t seed;             /* 0: the run's */
  SjRecords attributes;     /* of SjFilling */
  SjRecords audiences;      /* of SjMembers */
  SjRecords zones, languages;    /* of SjWeighted */
  SjRecords channels;       /* of SjReached */
  double suppressed;        /* percent; -1: not said */
  SjDraw *best_hour;
} SjPopulation;

/* What sets a journey in motion, and when. */
typedef struct
{
  char *event, *audience;   /* either of them */
  double share;             /* percent of the profiles */
  int64_t sessions;         /* how often each of them */
  SjDelay *between;
  SjTime over;              /* 0: the first quarter of the run, seven days at most */
  int32_t daily;            /* SjDaily */
  SjBlob *hours;            /* 24 weights instead; or NULL */
} SjArrival;

/* What people do, or what becomes of them, in the journey. */
typedef struct
{
  char *event;              /* of SjBehaviour.events */
  char *audience;           /* of SjBehaviour.changes */
  char *journey, *node;
  double probability;       /* percent; -1: not said */
  SjDelay *delay;
  double anyway;            /* percent; -1: not said */
  SjDelay *anyway_after;
  SjRecords payload;        /* of SjFilling */
} SjHabit;

typedef struct
{
  char *link;
  double weight;
} SjLinkShare;

typedef struct
{
  int32_t channel;          /* SjChannel; -1: any */
  char *journey, *node;
  double failed, bounced, opened, clicked, unsubscribed, converts;    /* percent; -1: not said */
  SjDelay *delivering, *opening, *clicking, *unsubscribing, *converting;
  SjRecords links;          /* of SjLinkShare */
  double price;             /* of one message; -1: not said */
} SjMessageHabit;

typedef struct
{
  char *action;
  char *journey, *node;
  SjDelay *latency;
  double failed, refused, silent;    /* percent; -1: not said */
  SjRecords response;       /* of SjFilling */
} SjCallHabit;

typedef struct
{
  char *name;
  char *description;
  SjPopulation *population; /* or NULL */
  SjRecords entries;        /* of SjArrival */
  SjRecords events, changes;    /* of SjHabit */
  SjRecords messages;       /* of SjMessageHabit */
  SjRecords calls;          /* of SjCallHabit */
} SjBehaviour;

extern const SjSpec sj_behaviour_spec, sj_filling_spec;
extern const SjSpec sj_arrival_spec, sj_event_habit_spec, sj_change_habit_spec, sj_message_habit_spec,
                    sj_call_habit_spec;

/* NULL where the text is no JSON object; findings otherwise, also about what leads
 * nowhere in the library, and about what the programs of the world have no use for.
 * Both may be NULL. */
SjBehaviour *sj_behaviour_read  (const char *text, size_t length, const SjLibrary *library, const SjWorld *world,
                                 SjDiags *diags);
void         sj_behaviour_check (const SjBehaviour *behaviour, const SjLibrary *library, const SjWorld *world,
                                 SjReading *reading);
SjBehaviour *sj_behaviour_new   (void);    /* with nothing in it */
void         sj_behaviour_free  (SjBehaviour *behaviour);
char        *sj_behaviour_write (const SjBehaviour *behaviour);

/* What holds where nothing is said of messages, calls and made-up profiles: a document
 * like any other, with a text of its own. */
extern const char sj_behaviour_default[];

/* Weights of the 24 hours of a day. */
void sj_daily_weights (const SjArrival *arrival, double weights[24]);

/* Whom a question is about; any part may be NULL. */
typedef struct
{
  const char *journey, *node;
} SjAbout;

/* What was said of it, or `otherwise`, or NULL; see above. */
double         sj_message_share (const SjBehaviour *behaviour, SjChannel channel, const SjAbout *about, size_t member,
                                 double otherwise);
const SjDelay *sj_message_delay (const SjBehaviour *behaviour, SjChannel channel, const SjAbout *about, size_t member);
const SjRecords *sj_message_links (const SjBehaviour *behaviour, SjChannel channel, const SjAbout *about);
/* Of one message; -1: none is known. */
double         sj_message_price (const SjBehaviour *behaviour, SjChannel channel, const SjAbout *about);

/* Of events and of changes: `habits` is either list, `id` the event or audience. */
double         sj_habit_share   (const SjRecords *habits, const char *id, const SjAbout *about, size_t member,
                                 double otherwise);
const SjDelay *sj_habit_delay   (const SjRecords *habits, const char *id, const SjAbout *about, size_t member);
const SjRecords *sj_habit_payload (const SjRecords *habits, const char *id, const SjAbout *about);

double         sj_call_share    (const SjBehaviour *behaviour, const char *action, const SjAbout *about, size_t member,
                                 double otherwise);
const SjDelay *sj_call_latency  (const SjBehaviour *behaviour, const char *action, const SjAbout *about);
const SjRecords *sj_call_response (const SjBehaviour *behaviour, const char *action, const SjAbout *about);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjBehaviour, sj_behaviour_free)
