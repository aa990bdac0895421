/* sj-lock.h -- who has a file to itself.
 *
 * A lock is a file beside it, held with flock () and saying who holds it; the
 * system lets it go when that program ends, however it ends.  What is left of such
 * a program is taken over without a question.
 */
#pragma once

#include "store/sj-store-error.h"

typedef struct SjLock SjLock;

/* NULL where another has it: SJ_STORE_ERROR_BUSY and a sentence with its name.
 * SJ_STORE_ERROR_READ_ONLY: nothing can be written beside the file. */
SjLock *sj_lock_new  (const char *path, GError **error);
void    sj_lock_free (SjLock *lock);
