/* sj-steps.h -- the tables of a workspace file, as the steps that made them.
 *
 * A step that was released is never changed: what is new is a new step at the end.
 * A new file walks the same steps as an old one, so the two cannot drift apart.
 */
#pragma once

#include "store/sj-db.h"

size_t sj_n_steps (void);

/* What the file is: the number of steps it has walked; SJ_STORE_ERROR_FOREIGN or
 * _NEWER where it is nothing for this program. */
bool sj_steps_look (SjDb *db, const char *name, size_t *walked, GError **error);

/* All steps before `until` that it has not walked, each a transaction. */
bool sj_steps_walk (SjDb *db, size_t until, GError **error);
