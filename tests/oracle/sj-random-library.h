/* sj-random-library.h -- the small workspace that cases of chance live in. */
#pragma once

#include "model/sj-library.h"

/* Made once; lent. */
SjLibrary *sj_random_library (void);
