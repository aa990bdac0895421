/* sj-rehearse.h -- one profile in a journey, under the user's hand, in virtual time.
 *
 * Over SjLife and so over the same step as everything else.  Each command (SjAct) is
 * kept; an earlier moment is shown by doing the commands up to it again, which gives
 * the same, and whatever is done there goes on from there.
 *
 * Before an input from outside, all that happens by itself up to and at that moment
 * has happened.  Everything that is lent lives until the next command.
 */
#pragma once

#include "engine/sj-life.h"

#define SJ_REHEARSE_ERROR (sj_rehearse_error_quark ())

GQuark sj_rehearse_error_quark (void);

typedef enum
{
  SJ_ACT_EVENT,             /* name: of the event; value: payload, null: the sample of its type */
  SJ_ACT_ENTER,             /* name: node of an entry; as if its audience were read */
  SJ_ACT_AUDIENCE,          /* name; `flag`: enters, else leaves */
  SJ_ACT_NEXT,              /* the next thing that happens by itself */
  SJ_ACT_TO,                /* time: all that happens until then, unless a breakpoint is met; `flag`: until nothing
                               more happens by itself, ten years long at most */
  SJ_ACT_SET,               /* name: field of the profile, "consent.push", "language", "timeZone"; value */
  SJ_ACT_RESULT,            /* result, value: for the call or hand-over that is waited for now */
  SJ_ACT_ANSWERS,           /* name: node; result, value, time (delay), count: for those to come there */
  SJ_ACT_REACTION,          /* name: node of a message that was sent, NULL: the latest; result: SjReactionKind; path:
                               link of a click */
  SJ_ACT_CHOOSE,            /* name: node; path: taken there from now on, NULL: as the data say */
  SJ_ACT_OTHERS             /* name: node of a profile cap; count: so many other people have been there */
} SjActKind;

typedef enum { SJ_ANSWER_VALUE, SJ_ANSWER_FAILED, SJ_ANSWER_REFUSED, SJ_ANSWER_NONE, SJ_ANSWER_DELIVERED } SjAnswerKind;

typedef struct
{
  SjActKind kind;
  const char *name;
  const char *path;
  SjValue value;
  bool flag;
  uint8_t result;           /* SjAnswerKind, SjReactionKind */
  SjTime time;
  uint32_t count;           /* answers: how often, 0: always; others; to: things that happened, filled in */
} SjAct;

/* A condition taken apart, with what each part gave. */
typedef struct SjWhy SjWhy;

struct SjWhy
{
  const char *text;         /* in words, with the values found: "order total 44.0 > 100" */
  uint8_t holds;            /* 0: no, 1: yes, 2: cannot be computed */
  const SjWhy *parts;       /* of “and”, “or” and “not” */
  uint32_t n_parts;
};

typedef enum
{
  SJ_TOLD_ACT,              /* the command itself */
  SJ_TOLD_RESULT,           /* of a call or a sending: `what` is its word */
  SJ_TOLD_ENTERED,
  SJ_TOLD_REFUSED,          /* word */
  SJ_TOLD_PENDING,          /* on the way in, until `until` */
  SJ_TOLD_DROPPED,          /* and no longer */
  SJ_TOLD_AT,               /* node is entered; path: on the way along it */
  SJ_TOLD_TOOK,             /* node, path */
  SJ_TOLD_DECIDED,          /* node, why */
  SJ_TOLD_SENT,             /* node, message */
  SJ_TOLD_EXCLUDED,         /* node, word */
  SJ_TOLD_HELD,             /* node, until */
  SJ_TOLD_CALLED,           /* node, value: its parameters */
  SJ_TOLD_UPDATED,          /* node, value */
  SJ_TOLD_JUMPED,           /* node, value */
  SJ_TOLD_GOAL,             /* word: its name; value */
  SJ_TOLD_ENDED             /* node, path, word */
} SjToldKind;

/* What somebody would have got. */
typedef struct
{
  const SjNode *node;
  const SjSend *send;
  SjTime time;
  uint32_t run, sending;
  const char *language;
  const char *failed;       /* why it could not be rendered; or NULL */
  const char *parts[SJ_N_PARTS];    /* NULL: it has no such part */
} SjSaid;

/* One thing that happened. */
typedef struct
{
  SjToldKind kind;
  SjTime time;
  uint32_t act;             /* the command that set it in motion */
  uint32_t program;         /* its number in the world */
  uint32_t run;             /* ordinal; SJ_NONE */
  const SjNode *node;       /* or NULL */
  const SjPath *path;       /* or NULL */
  uint32_t way;             /* took: of the program; else SJ_NONE */
  const char *word;         /* id of the end, refusal, exclusion, result; or NULL */
  const char *text;         /* one sentence without full stop */
  const char *change;       /* the smallest change that would have passed; or NULL */
  const SjWhy *why;         /* or NULL */
  const SjSaid *said;       /* or NULL */
  SjTime until;
  SjValue value;
} SjTold;

/* Something that a run waits for. */
typedef struct
{
  uint8_t kind;             /* SjHear, or SJ_N_HEARS for the result of a call or a sending */
  const SjNode *node;
  const char *what;         /* name of the event, audience, message, call; NULL: time alone */
  uint32_t number;          /* event, audience, send, call */
  uint8_t verb;             /* SjMembership, SjReactionKind */
  const char *link;
  uint32_t condition;       /* expression of the program; SJ_NONE */
  SjTime until;             /* SJ_TIME_NEVER: for ever */
} SjAwaited;

#define SJ_N_HEARS (SJ_HEAR_TIME + 1)

/* Where a run stands. */
typedef struct
{
  uint32_t run;
  const SjNode *node;
  const SjPath *path;       /* on the way along it; or NULL */
  SjTime entered, arrived, due;
  const SjAwaited *awaited;
  uint32_t n_awaited;
} SjPosition;

typedef struct SjRehearsal SjRehearsal;

/* `profile` may be NULL: somebody of whom nothing is known.  It is copied; world and
 * program are borrowed. */
SjRehearsal *sj_rehearsal_new  (SjWorld *world, const SjProgram *program, const SjProfile *profile, SjTime start,
                                uint64_t seed);
void         sj_rehearsal_free (SjRehearsal *rehearsal);

/* False, with a sentence, where it is not possible now; then nothing happened. */
bool sj_rehearsal_do (SjRehearsal *rehearsal, const SjAct *act, GError **error);

/* The last command once more, with this path taken at the node. */
bool sj_rehearsal_choose_instead (SjRehearsal *rehearsal, const char *node, const char *path, GError **error);

/* Moments are counted by commands: 0 is before the first. */
uint32_t sj_rehearsal_moment  (const SjRehearsal *rehearsal);
uint32_t sj_rehearsal_moments (const SjRehearsal *rehearsal);    /* the latest that was reached */
void     sj_rehearsal_show    (SjRehearsal *rehearsal, uint32_t moment);
const SjAct *sj_rehearsal_act (const SjRehearsal *rehearsal, uint32_t index);
SjTime   sj_rehearsal_act_time (const SjRehearsal *rehearsal, uint32_t index);

/* Breakpoints hold for SJ_ACT_TO; they are no commands and stay when going back. */
bool sj_rehearsal_break_at   (SjRehearsal *rehearsal, const char *node, bool on);
bool sj_rehearsal_break_when (SjRehearsal *rehearsal, const char *expression, GError **error);    /* NULL: no longer */
const char *sj_rehearsal_broke (const SjRehearsal *rehearsal);    /* which one stopped the last command; or NULL */

SjTime           sj_rehearsal_now     (const SjRehearsal *rehearsal);
SjTime           sj_rehearsal_start   (const SjRehearsal *rehearsal);
SjTime           sj_rehearsal_next    (const SjRehearsal *rehearsal);    /* SJ_TIME_NEVER: nothing by itself */
const SjZone    *sj_rehearsal_zone    (const SjRehearsal *rehearsal);
const SjProgram *sj_rehearsal_program (const SjRehearsal *rehearsal);
const SjProfile *sj_rehearsal_given   (const SjRehearsal *rehearsal);    /* as it was at the beginning */
uint64_t         sj_rehearsal_seed    (const SjRehearsal *rehearsal);

/* All that happened up to this moment, in order. */
const SjTold *sj_rehearsal_told      (const SjRehearsal *rehearsal, uint32_t *count);
uint32_t      sj_rehearsal_told_since (const SjRehearsal *rehearsal);    /* the first of the last command */
const SjTold *sj_rehearsal_why       (const SjRehearsal *rehearsal);    /* the last decision, refusal or exclusion */

/* Into the arena. */
const SjPosition *sj_rehearsal_positions (SjRehearsal *rehearsal, SjArena *arena, uint32_t *count);
SjValue           sj_rehearsal_data      (SjRehearsal *rehearsal, SjArena *arena);    /* profile, context */

/* Everything as text, for terminals and tests. */
void  sj_rehearsal_write_told  (const SjRehearsal *rehearsal, uint32_t from, uint32_t to, SjBuffer *buffer);
void  sj_rehearsal_write_state (SjRehearsal *rehearsal, SjBuffer *buffer);
void  sj_rehearsal_write_why   (const SjRehearsal *rehearsal, SjBuffer *buffer);
void  sj_rehearsal_write_messages (const SjRehearsal *rehearsal, SjBuffer *buffer);
char *sj_rehearsal_time_words  (const SjRehearsal *rehearsal, SjTime time);

/* By id, by label or by what it is about, whole or as its beginning; NULL where none or several. */
const SjNode *sj_rehearsal_find_node  (const SjRehearsal *rehearsal, const char *text);
const SjPath *sj_rehearsal_find_path  (const SjNode *node, const char *text);
const char   *sj_rehearsal_find_event (const SjRehearsal *rehearsal, const char *text);    /* its id */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjRehearsal, sj_rehearsal_free)
