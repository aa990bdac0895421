/* sj-test-generate.h -- tests that are found by trying: until every path that can be
 * taken is taken by one.
 *
 * Events, answers, reactions and the time that passes are tried in their turns; where
 * the data decide, other profiles of the workspace, other seeds, and values that make
 * the conditions hold.  Nothing is forced, so a test that was found passes as it is.
 */
#pragma once

#include "engine/sj-journey-test.h"

typedef struct
{
  uint32_t way;             /* of the program */
  char *reason;             /* owned: a sentence without full stop */
} SjUntried;

typedef struct
{
  GPtrArray *tests;         /* owned: of SjTestCase */
  GArray *untried;          /* owned: of SjUntried */
} SjGenerated;

/* `covered` has a flag for each way: what is there already, and then what is there with
 * the new tests. */
void sj_tests_generate  (SjWorld *world, const SjProgram *program, bool *covered, SjGenerated *generated);
void sj_generated_clear (SjGenerated *generated);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SjGenerated, sj_generated_clear)
