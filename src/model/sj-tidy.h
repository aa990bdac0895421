/* sj-tidy.h -- a journey's steps put in order, as an edit. */
#pragma once

#include "model/sj-edit.h"

/* Moves the steps of `selection` (ids, ends with NULL), or all of them; pinned ones
 * stay.  NULL where nothing moves.  `moved` (may be NULL) is how many do. */
SjEdit *sj_tidy (const SjJourney *journey, const char *const *selection, size_t *moved);
