/* sj-cli-workspace.h -- workspaces in one file, for the commands that take files.
 *
 * A journey in one is named by its file and its id: `shop.sojourn/purchase`.  Such
 * workspaces are only looked at, and once for all that is asked of them.
 */
#pragma once

#include "runtime/sj-workspace.h"

/* The file and the id; false where the path does not lead into a workspace file. */
bool sj_cli_in_workspace (const char *path, char **file, char **id);
bool sj_cli_is_workspace (const char *path);

/* NULL after saying why not. */
SjWorkspace *sj_cli_look_into (const char *file);

/* Each workspace file among the arguments becomes the paths of its journeys; owned.
 * NULL after saying which cannot be opened. */
char **sj_cli_expand (char **arguments);
