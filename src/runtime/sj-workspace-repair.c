/* sj-workspace-repair.c -- a damaged workspace, as far as it can be read. */
#include "runtime/sj-workspace-private.h"

#include "store/sj-store-repair.h"

bool
sj_workspace_repair (const char *path, const char *copy, SjDiags *losses, GError **error)
{
  GError *own = NULL;

  if (sj_store_repair (path, copy, losses, &own))
    return true;
  sj_workspace_pass_error (error, own);
  return false;
}
