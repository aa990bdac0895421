/* sj-tidy.h -- a journey's steps put in order, as an edit. */
#pragma once

#include "model/sj-edit.h"

/* Moves the steps of `selection` (ids, ends with NULL), or all of them; pinned ones
 * stay.  NULL where nothing moves.  `moved` (may be NULL) is how many do. */
SjEdit *sj_tidy (const SjJourney *journey, const char *const *selection, size_t *moved);
/* The same for the steps that stand nowhere yet: those of a journey that came as text,
 * written by hand or by another program.  NULL where all have a place. */
SjEdit *sj_tidy_unplaced (const SjJourney *journey);
