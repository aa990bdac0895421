/* sj-random.h -- cases by number: the same number, the same case.
 *
 * Journeys of chance need not make sense.  Times lie on a coarse grid, with a
 * millisecond more or less here and there, so that things coincide.
 */
#pragma once

#include "sj-case.h"

SjCase *sj_random_case (uint64_t seed);
/* The same journeys, for so many persons and things that happen to them. */
SjCase *sj_random_crowd (uint64_t seed, unsigned n_persons, unsigned n_inputs);
