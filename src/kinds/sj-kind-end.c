/* sj-kind-end.c -- where a profile leaves: at the end of a path, or for good.
 *
 * A path that leads nowhere ends a profile's way as well; an End gives that a name.
 */
#include "engine/sj-lower.h"
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

enum { SCOPE_THIS, SCOPE_ALL };    /* of scope_choices */

static const SjField force_exit_fields[] = {
  { "scope", SJ_FIELD_CHOICE, offsetof (ForceExit, scope), N_("Ends"), .choices = scope_choices },
  { "reason", SJ_FIELD_TEXT, offsetof (ForceExit, reason), N_("Reason"),
    .help = N_("Shown in the report.") },
  { NULL }
};

static void
add_end (SjLower *lower, bool all, SjEnd end)
{
  SjProgram *program = sj_lower_program (lower);
  SjEnding ending = { all, end };

  sj_lower_op (lower, SJ_DO_END)->arg = program->endings->len;
  g_array_append_val (program->endings, ending);
}

static void
force_exit_lower (SjLower *lower, const SjNode *node)
{
  const ForceExit *exit = sj_node_config (node);

  add_end (lower, exit->scope == SCOPE_ALL, SJ_END_FORCED);
}

const SjKind sj_kind_force_exit = {
  .id = "force-exit",
  .title = N_("Force exit"),
  .icon = "sj-force-exit-symbolic",
  .group = SJ_GROUP_END,
  .purpose = N_("Takes the profile out of the journey; it is not counted as completed."),
  .summary = N_("{reason}"),
  .config = { force_exit_fields, sizeof (ForceExit) },
  .flags = SJ_KIND_ENDS,
  .lower = force_exit_lower,
};

static void
end_lower (SjLower *lower, const SjNode *node)
{
  add_end (lower, false, SJ_END_COMPLETED);
}

const SjKind sj_kind_end = {
  .id = "end",
  .title = N_("End"),
  .icon = "sj-end-symbolic",
  .group = SJ_GROUP_END,
  .purpose = N_("Ends the way of a profile; the journey is completed."),
  .flags = SJ_KIND_ENDS,
  .lower = end_lower,
};
