/* sj-simulator.h -- runs a journey in the background with made-up or recorded people, and keeps what came of it.
 *
 * A run that is asked for while one is on its way takes its place: only the last
 * question is answered.  The result before stays until the new one is there.
 * Knows no widgets; all calls on the main thread.
 */
#pragma once

#include "engine/sj-result.h"
#include "model/sj-journey.h"
#include "model/sj-library.h"

#include <gio/gio.h>

#define SJ_TYPE_SIMULATOR (sj_simulator_get_type ())
G_DECLARE_FINAL_TYPE (SjSimulator, sj_simulator, SJ, SIMULATOR, GObject)

/* What is to be run; everything is copied or referred to. */
typedef struct
{
  SjJourney *journey;           /* is frozen */
  const GPtrArray *others;      /* of SjJourney: those that it may lead to; or NULL */
  SjLibrary *library;           /* or NULL */
  const char *behaviour;        /* a document as JSON; NULL: all by default */
  uint32_t persons;             /* 0: as the behaviour says */
  uint64_t seed;
  SjTime start;                 /* SJ_SIMULATOR_TODAY: on the journey's clock, or when it opens */
  SjTime span;                  /* 0: as long as the journey needs */
  uint32_t traces;              /* people of whom is told what happened to them */
  const char *events;           /* a file of recorded events: with these and not with made-up people; or NULL */
  const char *profiles;         /* a file of who they were, or NULL */
} SjSimulatorAsk;

#define SJ_SIMULATOR_TODAY INT64_MIN
#define SJ_SIMULATOR_RECORDED "recorded"    /* the population of what was recorded */

/* Signals: "changed", after each answer and whenever running, progress or error differ. */
SjSimulator *sj_simulator_new (void);

void sj_simulator_ask  (SjSimulator *simulator, const SjSimulatorAsk *ask);
void sj_simulator_stop (SjSimulator *simulator);    /* ends after the people at hand; what was done is the answer */

/* What was run before, as if it had just been; takes the result. */
void sj_simulator_show (SjSimulator *simulator, SjResult *result, SjJourney *journey);

bool   sj_simulator_is_running (SjSimulator *simulator);
double sj_simulator_progress   (SjSimulator *simulator);    /* 0 … 1 */

/* Of the last answer; lent until the next.  NULL: there was none yet, or it failed. */
const SjResult *sj_simulator_result  (SjSimulator *simulator);
SjJourney      *sj_simulator_journey (SjSimulator *simulator);    /* as it was run */
/* Why the last run could not be, as a sentence, and where; NULL: it could. */
const char     *sj_simulator_error      (SjSimulator *simulator);
const char     *sj_simulator_error_node (SjSimulator *simulator);    /* id, or NULL */
/* What is wrong with lines of the files, of char *, each a sentence; empty: nothing. */
const GPtrArray *sj_simulator_notes (SjSimulator *simulator);
/* How long the last answer took, in microseconds; for the log. */
int64_t         sj_simulator_elapsed (SjSimulator *simulator);
