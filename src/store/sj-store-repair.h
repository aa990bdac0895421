/* sj-store-repair.h -- what of a damaged workspace file can be read, into a new one. */
#pragma once

#include "store/sj-store.h"

/* Each thing that is lost is a finding.  Fails where nothing can be read, or the copy
 * cannot be written; then there is no copy. */
bool sj_store_repair (const char *path, const char *copy, SjDiags *losses, GError **error);
