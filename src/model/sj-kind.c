/* sj-kind.c -- finding kinds and their paths, and the words for groups and roles. */
#include "model/sj-kind.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const SjKind sj_kind_unknown = {
  .id = "unknown",
  .title = N_("Unknown step"),
  .icon = "sj-unknown-symbolic",
  .group = SJ_GROUP_UNKNOWN,
  .purpose = N_("A step that a newer version of the program made; it is kept as it is."),
};

static const struct { const char *name, *title; } groups[SJ_N_GROUPS] = {
  [SJ_GROUP_EVENT] = { "event", N_("Events") },
  [SJ_GROUP_ORCHESTRATION] = { "orchestration", N_("Orchestration") },
  [SJ_GROUP_ACTION] = { "action", N_("Actions") },
  [SJ_GROUP_END] = { "end", N_("End") },
  [SJ_GROUP_UNKNOWN] = { "unknown", N_("Unknown") },
};

static const char *const roles[SJ_N_ROLES] = {
  [SJ_ROLE_DEFAULT] = "default",
  [SJ_ROLE_OUTCOME] = "outcome",
  [SJ_ROLE_CONDITION] = "condition",
  [SJ_ROLE_ELSE] = "else",
  [SJ_ROLE_SPLIT] = "split",
  [SJ_ROLE_TIMEOUT] = "timeout",
  [SJ_ROLE_ERROR] = "error",
  [SJ_ROLE_UNKNOWN] = "unknown",
};

const char *
sj_group_name (SjGroup group)
{
  return groups[group].name;
}

const char *
sj_group_title (SjGroup group)
{
  return _(groups[group].title);
}

const char *
sj_role_name (SjRole role)
{
  return roles[role];
}

const SjKind *
sj_kind_find (const SjKindTable *table, const char *id, size_t length)
{
  for (const SjKind *const *kind = table->kinds; *kind != NULL; kind++)
    if (strncmp ((*kind)->id, id, length) == 0 && (*kind)->id[length] == '\0')
      return *kind;
  return NULL;
}

const SjPathKind *
sj_kind_repeating (const SjKind *kind)
{
  for (const SjPathKind *path = kind->paths; path != NULL && path->name != NULL; path++)
    if (path->flags & SJ_PATH_REPEATS)
      return path;
  return NULL;
}

const SjPathKind *
sj_kind_path (const SjKind *kind, const char *id)
{
  for (const SjPathKind *path = kind->paths; path != NULL && path->name != NULL; path++)
    if (!(path->flags & SJ_PATH_REPEATS) && strcmp (path->name, id) == 0)
      return path;
  return sj_kind_repeating (kind);
}
