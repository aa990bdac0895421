/* sj-rehearse-private.h -- what a rehearsal holds; for sj-rehearse*.c alone. */
#pragma once

#include "engine/sj-person-profile.h"
#include "engine/sj-rehearse.h"

/* From now on this is answered there. */
typedef struct
{
  const SjNode *node;
  uint8_t result;           /* SjAnswerKind */
  SjValue value;
  SjTime delay;
  uint32_t left;            /* 0: always */
} SjStandingAnswer;

typedef struct
{
  const SjNode *node;
  uint32_t way;
} SjChosenWay;

struct SjRehearsal
{
  SjWorld *world;           /* borrowed */
  const SjProgram *program; /* borrowed */
  SjProfile *given;         /* owned */
  SjRules rules;            /* owned */
  SjTime start;
  uint64_t seed;
  uint64_t *chances;        /* owned: of each program */
  SjLedger *ledgers;        /* owned: of each program */
  SjCrowd *crowds;          /* owned */
  SjShared *shared;         /* owned, with what they point to */
  SjOutside outside;
  SjWatch watch;

  GArray *acts;             /* owned: of SjAct */
  GArray *times;            /* owned: of SjTime, when each was done */
  SjArena kept;             /* owned: what they hold */
  uint32_t done;            /* how many of them are in the state below */
  GPtrArray *breaks;        /* owned: ids of nodes */
  SjExpr *break_when;       /* owned, or NULL */

  /* The state at this moment; made anew when going back. */
  SjLife life;
  SjProfile *profile;       /* owned: the given one, with what was set */
  GPtrArray *worn;          /* owned: attributes that were replaced; the person's value may point into them */
  SjArena story;            /* owned: of all that follows */
  SjTime now;
  GArray *told;             /* owned: of SjTold */
  uint32_t told_since;
  GArray *answers;          /* owned: of SjStandingAnswer */
  GArray *choices;          /* owned: of SjChosenWay */
  const char *broke;
  uint32_t input_event;     /* that is being given in; SJ_NONE */
  SjValue input;
};

/* The life's step, between inputs, as it would look at a run of the program; and back. */
SjStep sj_rehearsal_borrow_step (SjRehearsal *rehearsal, const SjProgram *program);

/* False, with that sentence. */
bool sj_rehearsal_fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* sj-rehearse-act.c: answers the life's questions; carries out a command, `again` where
 * it was done before and goes the same way. */
void sj_rehearsal_answer    (SjRehearsal *rehearsal);
bool sj_rehearsal_carry_out (SjRehearsal *rehearsal, SjAct *act, bool again, GError **error);

/* All that happens by itself up to now. */
void sj_rehearsal_catch_up (SjRehearsal *rehearsal);

/* sj-rehearse-set.c */
bool sj_rehearsal_set (SjRehearsal *rehearsal, const SjAct *act, GError **error);

/* sj-rehearse-story.c: hooks into the life. */
void    sj_rehearsal_listen (SjRehearsal *rehearsal);
SjTold *sj_rehearsal_tell   (SjRehearsal *rehearsal, SjToldKind kind, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* sj-rehearse-why.c: in the story's arena.  `instance` may be NULL. */
const SjWhy *sj_rehearsal_explain (SjRehearsal *rehearsal, SjStep *step, const SjInstance *instance,
                                   uint32_t expression, uint32_t event, SjValue payload, const char **change);

/* sj-rehearse-refuse.c: what would have passed; in the story's arena. */
const char *sj_rehearsal_refused  (SjRehearsal *rehearsal, SjRefusal reason, SjTold *told);
const char *sj_rehearsal_excluded (SjRehearsal *rehearsal, const SjStep *step, const SjSend *send, SjExclusion reason);

/* sj-rehearse-text.c: in the story's arena. */
const char *sj_rehearsal_when (SjRehearsal *rehearsal, SjTime time);
const char *sj_rehearsal_span (SjRehearsal *rehearsal, SjTime span);
const char *sj_rehearsal_node_words (SjRehearsal *rehearsal, const SjNode *node);
const char *sj_rehearsal_name (const SjRehearsal *rehearsal, SjRefTo kind, const char *id);
