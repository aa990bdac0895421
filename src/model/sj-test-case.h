/* sj-test-case.h -- a test that a journey carries: what is given, and what is expected.
 *
 * Plain structs with field tables, like goals and exit criteria; the engine carries
 * them out (engine/sj-journey-test.h).  Times count from the beginning of the test.
 */
#pragma once

#include "base/sj-config.h"

#define SJ_TEST_OTHERS_MOST 1000000000

/* Something that happens; exactly one of event, enter, audience, set, reaction, choose
 * and others says what. */
typedef struct
{
  SjTime at;
  char *event;
  SjBlob *payload;          /* NULL: the sample of the event's type */
  char *enter;              /* the node of an entry: as if its audience were read */
  char *audience;
  bool leaves;              /* else enters */
  char *set;                /* a field of the profile */
  SjBlob *value;            /* NULL: nothing */
  char *reaction;           /* id of what becomes of a message that was sent */
  char *node;               /* reaction: which message step; choose, others: where */
  char *link;               /* of a click */
  char *choose;             /* from now on this path is taken there, whatever the data say */
  int64_t others;           /* so many other people have come to a profile cap; 0: none */
} SjTestInput;

/* What the outside answers to a call or a sending. */
typedef struct
{
  char *node;
  char *result;             /* see sj_test_results */
  SjBlob *value;            /* of an answer; NULL: the sample of the action */
  SjTime after;
  int64_t times;            /* then the next answer for that node counts; 0: always */
} SjTestAnswer;

typedef struct
{
  char *node;
  SjTime at;
  char **contains;          /* texts that stand in any part of it */
  bool timed;               /* `at` counts */
} SjTestMessage;

typedef struct
{
  char *node;
  char *reason;
} SjTestHeldBack;

typedef struct
{
  char *node;
  SjTime at;                /* it is entered then */
} SjTestTime;

typedef struct
{
  char **path;              /* "node" or "node/path", in this order; others may lie between */
  SjRecords messages;       /* of SjTestMessage, in this order; others may lie between */
  SjRecords held_back;      /* of SjTestHeldBack; "heldBack" */
  SjRecords times;          /* of SjTestTime */
  char **goals;             /* names or ids of those that are reached */
  char *end;                /* why the last run ended; "inside": it has not */
  char *refused;            /* why the entry was refused */
} SjTestExpected;

typedef struct
{
  char *name;
  char *profile;            /* id in the workspace; NULL: `given`, or a person of whom nothing is known */
  SjBlob *given;            /* a profile as it stands in profiles.jsonl */
  SjWhen start;             /* NULL: sj_test_case_start () */
  int64_t seed;
  SjRecords inputs;         /* of SjTestInput */
  SjRecords answers;        /* of SjTestAnswer */
  SjTime lasts;             /* "for"; 0: until nothing more happens by itself */
  SjTestExpected *expect;   /* or NULL: only that nothing fails */
} SjTestCase;

extern const SjSpec sj_test_case_spec;
extern const SjSpec sj_test_input_spec;
extern const SjSpec sj_test_answer_spec;
extern const SjSpec sj_test_message_spec;
extern const SjSpec sj_test_held_back_spec;
extern const SjSpec sj_test_time_spec;
extern const SjSpec sj_test_expected_spec;

/* What `result` may be: "answer", "failed", "refused", "none", "delivered"; ends with NULL. */
extern const char *const sj_test_results[];
