/* sj-case.h -- a case: journeys, a few persons and what happens to them, and the
 * log that says what the journeys made of it.
 *
 * docs/engine.md says what a journey means.  Two programs that follow it must
 * give the same log for the same case, byte for byte.
 *
 * The log has one line a thing, TIME PERSON WHAT…, parted by single blanks and
 * each ended by a line feed.  TIME is in milliseconds since 1970 UTC, PERSON the
 * person's id.  Lines are ordered by person, in the order of the case, and then
 * in the order in which things were done; at the end stands what came of inputs
 * that name nobody, whose PERSON is "-":
 *
 *   refuse JOURNEY CODE       somebody was not let in
 *   enter JOURNEY NUMBER      the person's run of that number, from 0; "at" follows
 *   at NODE                   a node was entered
 *   hop NODE PATH             a node was left by a path
 *   on NODE/PATH              the path has a delay, and the person is on it; its end is an "at"
 *   hold NODE UNTIL           a message waits for the end of quiet hours
 *   send NODE                 a message was decided on
 *   exclude NODE REASON       a message is not sent
 *   text NODE TEXT            what an SMS says, where a part of it is filled in; "!": it cannot be
 *   call NODE ATTEMPT         a call was made; each visit of the node counts from 1
 *   update NODE               the profile was changed
 *   jump NODE JOURNEY         another journey was set in motion
 *   goal ID VALUE             VALUE is "%.15g" of the number; 0 where there is none, or it
 *                             cannot be computed
 *   end NODE REASON           a run has ended on a node, "end" and "force-exit" too
 *   end NODE/PATH REASON      on a path: with "completed" at its end, otherwise in its delay
 *   inside JOURNEY NODE       at the end, TIME is the case's: a run that is going on, oldest first;
 *   inside JOURNEY NODE/PATH  the same on a path
 *
 * An "at" that ends "on" repeats no "hop"; nothing is said about people on the way
 * in.  The branch of a "first" is a hop and never an "on".  Ids of nodes are unique
 * among all journeys of a case.
 *
 * Nothing later than the end of a case happens; at that moment things do.  Where
 * several persons have something to do at one moment, the first of them does all
 * of it, then the second: that decides who is within a limit on persons.
 */
#pragma once

#include "model/sj-journey.h"
#include "model/sj-library.h"
#include "profile/sj-profile.h"

typedef struct
{
  char *id;                         /* owned */
  char *zone;                       /* owned, or NULL */
  GPtrArray *audiences;             /* owned: of char *, those the person is in at the start */
  bool refused[SJ_N_CHANNELS];      /* no marketing messages on that channel */
  SjReach reach[SJ_N_CHANNELS];
  bool suppressed;                  /* on the suppression list */
  int best_hour;                    /* of the day, when the person usually reacts; -1: not known */
  SjBlob *attributes;               /* owned, or NULL */
} SjCasePerson;

/* Read: the person is found by the reading of an audience, behind a business event with
 * that event as its payload. */
typedef enum { SJ_CASE_EVENT, SJ_CASE_ENTERS, SJ_CASE_LEAVES, SJ_CASE_READ } SjCaseInputKind;

#define SJ_CASE_NOBODY G_MAXUINT    /* whose an event is that names nobody */

/* Something from outside. */
typedef struct
{
  SjTime time;
  unsigned person;                  /* index, or SJ_CASE_NOBODY */
  SjCaseInputKind kind;
  char *name;                       /* owned: id of the event or of the audience; read: of the node */
  SjBlob *payload;                  /* owned: of an event, or NULL */
} SjCaseInput;

/* What becomes of a sending, counted from the moment it was decided on; -1: never.
 * The result of the hand-over is set in motion first, then what else is to come in
 * the order of the members. */
typedef struct
{
  SjTime result;                    /* never -1 */
  bool failed;
  SjTime opened;
  SjTime clicked;
  const char *link;                 /* static or the case's: the name of the link that was clicked */
  SjTime unsubscribed;
  SjTime bounced;                   /* it was handed over, and came back */
} SjCaseSend;

typedef enum { SJ_CASE_ANSWER, SJ_CASE_MAY_PASS, SJ_CASE_FOR_GOOD } SjCaseOutcome;

/* What becomes of an attempt of a call, counted from when it was made. */
typedef struct
{
  SjTime latency;                   /* -1: nothing ever comes */
  SjCaseOutcome outcome;
  SjValue answer;                   /* borrowed, lives as long as the case */
} SjCaseCall;

typedef struct
{
  SjLibrary *library;               /* owned, or NULL */
  GPtrArray *journeys;              /* owned: of SjJourney, all of them open to everybody, in this order */
  uint64_t seed;                    /* of all chance */
  SjTime start, end;
  GPtrArray *persons;               /* owned: of SjCasePerson */
  GPtrArray *inputs;                /* owned: of SjCaseInput, in the order they came; not always that of time */
  GPtrArray *scripts;               /* private: replies that were given */
} SjCase;

SjCase *sj_case_new  (SjLibrary *library, SjTime start, SjTime end);    /* a reference of its own */
void    sj_case_free (SjCase *acase);

/* From JSON; a text that cannot be read is an error of the program. */
SjJourney    *sj_case_add_journey (SjCase *acase, const char *text);
SjCasePerson *sj_case_add_person  (SjCase *acase, const char *id, const char *attributes);

void sj_case_add_event    (SjCase *acase, SjTime time, unsigned person, const char *event, const char *payload);
void sj_case_add_audience (SjCase *acase, SjTime time, unsigned person, const char *audience, bool enters);
void sj_case_add_reading  (SjCase *acase, SjTime time, unsigned person, const char *node, const char *payload);

/* Replies: pure functions of the seed, the person, the node and how often that node
 * sent to the person, or called for the person, before in this case (from 0). */
SjCaseSend sj_case_reply_send (const SjCase *acase, unsigned person, const char *node, unsigned n);
SjCaseCall sj_case_reply_call (const SjCase *acase, unsigned person, const char *node, unsigned n);

/* Gives the reply instead of chance. */
void sj_case_script_send (SjCase *acase, unsigned person, const char *node, unsigned n, SjCaseSend reply);
void sj_case_script_call (SjCase *acase, unsigned person, const char *node, unsigned n, SjTime latency,
                          SjCaseOutcome outcome, const char *answer);

/* For people: journeys, persons, inputs. */
char *sj_case_to_string (const SjCase *acase);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjCase, sj_case_free)
