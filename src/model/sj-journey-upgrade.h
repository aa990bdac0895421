/* sj-journey-upgrade.h -- documents of an older form, brought forward step by step.
 *
 * A released step is never edited.  Steps work on JSON values, not on structs, so
 * they keep working when the structs move on.
 */
#pragma once

#include "base/sj-value.h"
#include "model/sj-journey.h"

/* The form a document says it has; 0 where it says nothing, -1 where that is no number. */
int sj_journey_form (SjValue document);

/* The document in the present form; a newer one is returned as it is. */
SjValue sj_journey_upgrade (SjArena *arena, SjValue document);
