/* sj-journey-test.h -- the tests of a journey, carried out.
 *
 * A test is a rehearsal whose commands stand in the document; what it expects is held
 * against the story.  Ways that were taken are marked, so that tests together show
 * which paths nobody has tried.
 */
#pragma once

#include "engine/sj-rehearse.h"

typedef struct
{
  GPtrArray *failures;      /* owned: of char *, each a sentence; empty: passed */
  char *story;              /* owned: what happened, up to where it departed from what was expected, and on */
  uint32_t n_things;        /* that happened */
} SjTestResult;

/* When a test begins that says nothing: Monday, 5 January 2026 at nine on the journey's
 * clock, or when the journey opens, whichever is later. */
SjTime sj_test_case_begin (const SjTestCase *test, const SjProgram *program);

/* Carried out, to be looked at; NULL and a sentence where it cannot be. */
SjRehearsal *sj_journey_test_rehearse (SjWorld *world, const SjProgram *program, const SjTestCase *test,
                                       GError **error);

/* `covered` has a flag for each way of the program; or NULL. */
void sj_journey_test_run    (SjWorld *world, const SjProgram *program, const SjTestCase *test, bool *covered,
                             SjTestResult *result);
void sj_test_result_clear   (SjTestResult *result);

/* Whether a way is one of a node's own paths: what coverage counts. */
bool sj_way_counts (const SjProgram *program, uint32_t way);

/* What was done, as a test that expects what came of it; to be freed with sj_config_free (). */
SjTestCase *sj_rehearsal_record (const SjRehearsal *rehearsal, const char *name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SjTestResult, sj_test_result_clear)
