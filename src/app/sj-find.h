/* sj-find.h -- the steps of a journey in which words stand: in label, kind, caption, note,
 * settings, paths, or the names of what they refer to.
 */
#pragma once

#include "model/sj-journey.h"

/* Ids in the order of the journey; every word must stand in the step.  NULL where the
 * words are empty. */
GStrv sj_find_steps (const SjJourney *journey, const SjNames *names, const char *words);
