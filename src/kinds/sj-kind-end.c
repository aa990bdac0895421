/* sj-kind-end.c -- where a profile leaves: at the end of a path, or for good.
 *
 * A path that leads nowhere ends a profile's way as well; an End gives that a name.
 */
#include "kinds/sj-kinds.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  int32_t scope;
  char *reason;
} ForceExit;

static const SjChoice scope_choices[] = {
  { "this", N_("This run of the profile") },
  { "all", N_("All runs of the profile in this journey") },
  { NULL }
};

static const SjField force_exit_fields[] = {
  { "scope", SJ_FIELD_CHOICE, offsetof (ForceExit, scope), N_("Ends"), .choices = scope_choices },
  { "reason", SJ_FIELD_TEXT, offsetof (ForceExit, reason), N_("Reason"),
    .help = N_("Shown in the report.") },
  { NULL }
};

const SjKind sj_kind_force_exit = {
  .id = "force-exit",
  .title = N_("Force exit"),
  .icon = "sj-force-exit-symbolic",
  .group = SJ_GROUP_END,
  .purpose = N_("Takes the profile out of the journey; it is not counted as completed."),
  .summary = N_("{reason}"),
  .config = { force_exit_fields, sizeof (ForceExit) },
  .flags = SJ_KIND_ENDS,
};

const SjKind sj_kind_end = {
  .id = "end",
  .title = N_("End"),
  .icon = "sj-end-symbolic",
  .group = SJ_GROUP_END,
  .purpose = N_("Ends the way of a profile; the journey is completed."),
  .flags = SJ_KIND_ENDS,
};
