/* sj-kinds-check.c -- what the check functions of several kinds have in common. */
#include "kinds/sj-kinds.h"
#include "model/sj-check-kind.h"

#include <glib/gi18n-lib.h>

void
sj_kinds_check_never (SjChecker *checker, const SjPath *path, const char *sentence)
{
  sj_check_closed (checker, path);
  sj_check_path (checker, path, SJ_SEVERITY_WARNING, "closed-path", NULL, "%s", sentence);
  if (path->to == NULL)
    sj_check_fix_remove_path (checker, path, _("Remove the path"));
}

void
sj_kinds_check_timeout (SjChecker *checker, const SjNode *node, SjTime timeout)
{
  const SjPath *path = sj_node_path (node, "timeout");

  if (!sj_check_begins (checker))
    {
      sj_check_stays (checker, 0, timeout > 0 ? timeout : SJ_TIME_NEVER);
      return;
    }
  if (timeout <= 0)
    return;
  sj_check_node (checker, SJ_SEVERITY_WARNING, "timeout-at-beginning", "timeout",
                 _("The journey begins here, so there is nothing to wait for, and this time means nothing."));
  sj_check_fix_set (checker, "timeout", sj_null, "%s", _("Remove the time"));
  if (path != NULL)
    sj_kinds_check_never (checker, path, _("Nobody takes this path: the journey begins here, so there is nothing to "
                                           "wait for."));
}

bool
sj_kinds_is_timeout_apart (const SjNode *node, SjTime timeout)
{
  return timeout <= 0 || sj_node_is_start (node) || sj_node_path (node, "timeout") != NULL;
}

void
sj_kinds_check_names (SjChecker *checker, const char *field, const SjRecords *parameters)
{
  for (uint32_t i = 1; i < parameters->count; i++)
    for (uint32_t j = 0; j < i; j++)
      {
        const SjParameter *one = parameters->items[i], *other = parameters->items[j];
        g_autofree char *place = g_strdup_printf ("%s[%u].name", field, i);

        if (one->name == NULL || g_strcmp0 (one->name, other->name) != 0)
          continue;
        sj_check_node (checker, SJ_SEVERITY_ERROR, "same-name", place, _("“%s” is given twice."), one->name);
        break;
      }
}

const SjEntry *
sj_kinds_find (SjChecker *checker, SjRefTo kind, const char *id)
{
  const SjLibrary *library = sj_check_library (checker);

  return library != NULL && id != NULL ? sj_library_find (library, kind, id) : NULL;
}
