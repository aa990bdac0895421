/* sj-agree.h -- whether the engine and the oracle say the same about a case. */
#pragma once

#include "sj-case.h"

/* NULL where they agree; otherwise the place of the first difference, both logs and
 * the case; owned. */
char *sj_agree_difference (const SjCase *acase);

/* The same for cases of chance, from `first` on; stops at the first that differs. */
char *sj_agree_random (uint64_t first, uint64_t count);
