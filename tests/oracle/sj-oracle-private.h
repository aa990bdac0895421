/* sj-oracle-private.h -- what the files of the oracle share.
 *
 * A person has runs, a list of what is to come, and a log.  What is to come is
 * taken out of the list when it can no longer matter, so that whatever is found
 * there does happen.
 */
#pragma once

#include "sj-oracle.h"

#include "base/sj-time.h"
#include "lang/sj-expr.h"

#define MOST_NODES 1000     /* entered by one person at one moment */

typedef struct World World;
typedef struct Person Person;
typedef struct Run Run;

/* Something with a name: an event that was heard, an answer. */
typedef struct
{
  char *name;               /* owned */
  SjBlob *value;            /* owned, or NULL */
} Known;

/* One sending of a message in a run, and what came of it. */
typedef struct
{
  const SjNode *node;
  GPtrArray *reactions;     /* owned: of char *, "opened", "clicked shop" */
} Sending;

/* One node that is listened at: where the person stands, or a branch of it. */
typedef struct
{
  const SjPath *branch;     /* of a "first"; NULL: the node itself */
  const SjNode *node;
  bool begun;
  bool heard;               /* a segment of inaction: the first event has come */
  SjTime due;               /* when it begins, or when it is over; SJ_TIME_NEVER */
} Watch;

struct Run
{
  Person *person;           /* borrowed */
  const SjJourney *journey;
  unsigned number;          /* of the person's runs of this journey, from 0 */
  char *key;                /* owned, or NULL */
  SjTime entered;
  bool over;
  SjTime left;

  const SjNode *node;       /* where the person stands */
  const SjPath *on;         /* or the path, in its delay */
  const SjPath *next;       /* that is taken in a moment, or NULL */
  bool moving;
  GPtrArray *watches;       /* owned: of Watch */
  Sending *awaited;         /* borrowed: whose result decides the way on; or NULL */
  unsigned attempt;         /* of a call, from 1 */

  GPtrArray *visited;       /* owned: of const SjNode *, each visit */
  GPtrArray *events;        /* owned: of Known, by type */
  GPtrArray *answers;       /* owned: of Known, by action */
  GPtrArray *noted;         /* owned: of Known, by node: events for those that look back */
  GPtrArray *sendings;      /* owned: of Sending, oldest first */
};

/* On the way in. */
typedef struct
{
  const SjJourney *journey;
  const SjNode *node;
  char *key;                /* owned, or NULL */
  char *event;              /* owned */
  SjBlob *payload;          /* owned, or NULL */
} Pending;

/* A message that was decided on, for limits. */
typedef struct
{
  SjTime time;
  const SjJourney *journey;
  const SjNode *node;
  bool failed;
} Sent;

typedef enum
{
  COMING_STAY,              /* the longest stay is over */
  COMING_DELAY,             /* the path's delay is over */
  COMING_WATCH,             /* a watch begins or is over */
  COMING_HOLD,              /* quiet hours are over */
  COMING_RESULT,            /* of a hand-over */
  COMING_REACTION,
  COMING_GIVE_UP,           /* an attempt of a call took too long */
  COMING_RETRY,
  COMING_ANSWER,
  COMING_ENTRY,             /* of somebody on the way in */
  COMING_JUMP
} ComingKind;

typedef struct
{
  ComingKind kind;
  SjTime time;
  unsigned number;
  Run *run;                 /* borrowed; NULL: COMING_ENTRY, COMING_JUMP */
  Watch *watch;             /* borrowed: COMING_WATCH */
  Sending *sending;         /* borrowed: COMING_RESULT, COMING_REACTION */
  Sent *sent;               /* borrowed: COMING_RESULT */
  bool failed;              /* COMING_RESULT */
  char *reaction;           /* owned: COMING_REACTION */
  SjCaseCall call;          /* COMING_ANSWER */
  Pending *pending;         /* borrowed: COMING_ENTRY */
  const SjJourney *journey; /* COMING_JUMP */
  SjBlob *payload;          /* owned: COMING_JUMP */
} Coming;

struct Person
{
  World *world;             /* borrowed */
  unsigned index;
  const SjCasePerson *given;    /* NULL: nobody, whose events are refused */
  SjTime now;
  SjTime counted;           /* the moment that `nodes` is about */
  unsigned nodes;           /* entered at that moment */
  GPtrArray *audiences;     /* owned: of char * */
  SjBlob *attributes;       /* owned, or NULL */
  bool refused[SJ_N_CHANNELS];      /* given, or unsubscribed since */
  GPtrArray *runs;          /* owned: of Run, all there ever were, oldest first */
  GPtrArray *pendings;      /* owned: of Pending */
  GPtrArray *coming;        /* owned: of Coming, in no order */
  unsigned next_number;
  unsigned step;            /* number of the input that is being handled */
  GPtrArray *outside;       /* owned: of const SjCaseInput *, those that are still to come */
  GPtrArray *sent;          /* owned: of Sent */
  GPtrArray *replies;       /* owned: of char *, a node's id for each reply that was asked for */
  GString *log;             /* owned */
};

struct World
{
  const SjCase *acase;
  GPtrArray *persons;       /* owned: of Person */
  GPtrArray *capped;        /* owned: of const SjNode *, each arrival at a profile cap */
};

/* sj-oracle-run.c: moving on. */
void    oracle_begin_step (Person *person);
void    oracle_log     (Person *person, const char *format, ...) G_GNUC_PRINTF (2, 3);
Coming *oracle_set     (Person *person, Run *run, ComingKind kind, SjTime time);
void    oracle_forget  (Run *run);                                      /* all that belongs to where it stands */
void    oracle_end     (Run *run, const char *reason);
unsigned oracle_count_node (Person *person);    /* how many at this moment */
char   *oracle_place   (const Run *run);                                /* "NODE", "NODE/PATH"; owned */
void    oracle_go      (Run *run, const SjPath *path);                  /* by it, and on until the person waits */
void    oracle_enter   (Run *run, const SjPath *path);                  /* its target */
/* For a branch that has fired: the branch, its node, and then `path` (NULL: the end). */
void    oracle_go_branch (Run *run, const SjPath *branch, const SjPath *path, const char *reason);
const SjPath *oracle_way (const SjNode *node, const char *path, const char *otherwise);    /* may be NULL */

/* sj-oracle-node.c: what happens on entering; the path that is taken at once, or NULL. */
const SjPath *oracle_act (Run *run, const SjNode *node);
const SjPath *oracle_try_message (Run *run);
const SjPath *oracle_try_call (Run *run);
const SjPath *oracle_answer (Run *run, const SjCaseCall *call);
const SjPath *oracle_give_up (Run *run);

/* sj-oracle-watch.c: listening. */
void oracle_listen        (Run *run, const SjNode *node);               /* from now on, or at once */
void oracle_watch_timers  (Run *run);
void oracle_watch_event   (Run *run, const char *event, SjBlob *payload);
void oracle_watch_audience (Run *run, const char *audience, bool enters);
void oracle_watch_reaction (Run *run, const Sending *sending);
GPtrArray *oracle_matching (Run *run, const char *event, SjBlob *payload);
bool oracle_membership    (const SjSpec *spec, const void *config, bool enters);

/* sj-oracle-entry.c: the way in. */
void oracle_enter_by_event    (Person *person, const char *event, SjBlob *payload);
void oracle_enter_by_reading  (Person *person, const char *node, SjBlob *payload);
void oracle_refuse_nobody     (Person *nobody, const char *event);
void oracle_enter_by_audience (Person *person, const char *audience, bool enters);
void oracle_enter_by_jump     (Person *person, const SjJourney *journey, SjBlob *payload);
void oracle_enter_pending     (Person *person, Pending *pending);
bool oracle_hears             (Person *person, const SjJourney *journey, const char *key, SjBlob *payload);

/* sj-oracle-data.c: expressions and the profile. */
typedef struct
{
  Person *person;
  const SjJourney *journey;
  const Run *run;           /* or NULL */
  const char *event;        /* the one that is looked at, or NULL */
  const SjBlob *payload;
  const char *earlier;      /* another one that is known, or NULL */
  const SjBlob *earlier_payload;
} Scene;

bool oracle_compute (const Scene *scene, const char *text, SjExprType type, SjArena *arena, SjValue *value);
bool oracle_is_true (const Scene *scene, const char *text);             /* no text: true; not computed: false */
/* What a template makes of the data of the run; NULL where it makes nothing of them; owned. */
char *oracle_render (Run *run, const char *text);
bool oracle_update  (Run *run, const SjNode *node);
bool oracle_parameters (Run *run, const SjNode *node, SjBlob **object);
void oracle_know    (GPtrArray *list, const char *name, SjBlob *value);
const Known *oracle_known (const GPtrArray *list, const char *name, size_t length);
bool oracle_is_member (const Person *person, const char *audience, size_t length);
void oracle_known_free (gpointer known);

/* sj-oracle-time.c: clocks, windows, quiet hours, limits. */
const SjZone *oracle_zone (const Person *person, const SjJourney *journey);
const SjZone *oracle_journey_zone (const World *world, const SjJourney *journey);
int64_t oracle_local   (SjTime time, const SjZone *zone);               /* seconds on the clock */
bool    oracle_when    (const SjSpec *spec, const void *config, const char *field, const SjZone *zone, SjTime *time);
bool    oracle_in_hours (uint32_t days, int32_t from, int32_t until, SjTime time, const SjZone *zone);
SjTime  oracle_window  (const SjNode *wait, SjTime time, const SjZone *zone);    /* the first moment in it */
/* Quiet now: `until` is when to ask again, SJ_TIME_NEVER: do not send. */
bool    oracle_quiet   (Run *run, const SjNode *node, SjTime *until);
bool    oracle_capped  (Run *run, const SjNode *node);
int     oracle_channel (const SjNode *node);
