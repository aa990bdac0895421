/* sj-kind-action.c -- doing something elsewhere: a call, the profile, another journey.
 *
 * What goes wrong takes `error`; without that path the profile leaves as failed.
 */
#include "content/sj-action.h"
#include "engine/sj-lower.h"
#include "kinds/sj-kinds.h"
#include "model/sj-check-kind.h"

#include <glib/gi18n-lib.h>

#define NEXT_PATH { "next", N_("Then"), SJ_ROLE_DEFAULT }
#define ERROR_PATH { "error", N_("On error"), SJ_ROLE_ERROR, .flags = SJ_PATH_OPTIONAL }

typedef struct
{
  char *action;
  SjRecords parameters;     /* of SjParameter */
  SjTime timeout;
} Call;

static const SjField call_fields[] = {
  { "action", SJ_FIELD_REFERENCE, offsetof (Call, action), N_("Action"), .to = SJ_REF_ACTION,
    .flags = SJ_FIELD_REQUIRED },
  { "parameters", SJ_FIELD_RECORDS, offsetof (Call, parameters), N_("Parameters"),
    .help = N_("What the action asks for, and the expression it gets its value from."),
    .record = &sj_parameter_spec, .about = "action" },
  { "timeout", SJ_FIELD_DURATION, offsetof (Call, timeout), N_("Answer within"),
    .help = N_("The action's own limit counts while nothing stands here."), .flags = SJ_FIELD_ADVANCED },
  { NULL }
};

static const SjPathKind call_paths[] = {
  NEXT_PATH,
  { "timeout", N_("No answer in time"), SJ_ROLE_TIMEOUT, .flags = SJ_PATH_OPTIONAL },
  ERROR_PATH,
  { NULL }
};

static bool
is_given (const Call *call, const char *name)
{
  for (uint32_t i = 0; i < call->parameters.count; i++)
    if (g_strcmp0 (((const SjParameter *) call->parameters.items[i])->name, name) == 0)
      return true;
  return false;
}

static void
check_needed (SjChecker *checker, const Call *call, const SjAction *action)
{
  for (uint32_t i = 0; i < action->parameters.count; i++)
    {
      const SjActionParameter *parameter = action->parameters.items[i];

      if (parameter->mode == SJ_PARAMETER_VARIABLE && !parameter->optional && parameter->name != NULL &&
          !is_given (call, parameter->name))
        sj_check_node (checker, SJ_SEVERITY_ERROR, "missing-parameter", "parameters",
                       _("“%s” is not given, but the action needs it."),
                       parameter->label ? parameter->label : parameter->name);
    }
}

/* Among those that the journey may give and does not. */
static const char *
nearest_parameter (const Call *call, const SjAction *action, const char *name)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (uint32_t i = 0; i < action->parameters.count; i++)
    {
      const SjActionParameter *parameter = action->parameters.items[i];

      if (parameter->mode == SJ_PARAMETER_VARIABLE && parameter->name != NULL && !is_given (call, parameter->name))
        g_ptr_array_add (names, parameter->name);
    }
  return sj_nearest (name, (const char *const *) names->pdata, names->len);
}

/* Constant or secret. */
static bool
is_fixed (const SjAction *action, const char *name)
{
  for (uint32_t i = 0; i < action->parameters.count; i++)
    if (g_strcmp0 (((const SjActionParameter *) action->parameters.items[i])->name, name) == 0)
      return true;
  return false;
}

static void
check_given (SjChecker *checker, const Call *call, const SjAction *action)
{
  for (uint32_t i = 0; i < call->parameters.count; i++)
    {
      const SjParameter *given = call->parameters.items[i];
      g_autofree char *field = g_strdup_printf ("parameters[%u].name", i);
      const char *nearest;

      if (given->name == NULL || sj_action_parameter (action, given->name) != NULL)
        continue;
      if (is_fixed (action, given->name))
        {
          sj_check_node (checker, SJ_SEVERITY_WARNING, "fixed-parameter", field,
                         _("“%s” is fixed by the action, so what stands here is not used."), given->name);
          continue;
        }
      nearest = nearest_parameter (call, action, given->name);
      sj_check_node (checker, SJ_SEVERITY_ERROR, "unknown-parameter", field, _("The action asks for no “%s”."),
                     given->name);
      if (nearest != NULL)
        sj_check_fix_set (checker, field, sj_value_string (nearest), _("Use “%s”"), nearest);
    }
}

/* The answer can be read on every path: at least it says what went wrong. */
static void
call_check (const SjNode *node, SjChecker *checker)
{
  const Call *call = sj_node_config (node);
  const SjEntry *entry = sj_kinds_find (checker, SJ_REF_ACTION, call->action);

  sj_check_gives (checker, NULL, SJ_FACT_ACTION, call->action, true);
  sj_kinds_check_names (checker, "parameters", &call->parameters);
  if (entry == NULL)
    return;
  check_needed (checker, call, entry->config);
  check_given (checker, call, entry->config);
}

/* Records of SjParameter as the engine has them. */
static const SjCallParameter *
lower_parameters (SjLower *lower, const SjRecords *parameters)
{
  SjCallParameter *all = sj_arena_new_n (sj_lower_arena (lower), SjCallParameter, MAX (parameters->count, 1));

  for (uint32_t i = 0; i < parameters->count; i++)
    {
      const SjParameter *one = parameters->items[i];
      g_autofree char *field = g_strdup_printf ("parameters[%u].value", i);

      all[i].name = one->name ? one->name : "";
      all[i].expression = sj_lower_expr (lower, field, one->value, SJ_EXPR_ANY);
    }
  return all;
}

#define USUAL_LIMIT (30 * SJ_SECOND)

static void
call_lower (SjLower *lower, const SjNode *node)
{
  const Call *config = sj_node_config (node);
  SjProgram *program = sj_lower_program (lower);
  const SjLibrary *library = sj_lower_library (lower);
  const SjEntry *entry = library && config->action ? sj_library_find (library, SJ_REF_ACTION, config->action) : NULL;
  SjCall call = { .station = (uint16_t) sj_lower_station (lower, node->id), .action = entry ? entry->config : NULL,
                  .id = config->action, .n_parameters = config->parameters.count, .limit = USUAL_LIMIT,
                  .rate = SJ_NONE };
  uint32_t next = sj_lower_way (lower, "next"), error = sj_lower_way (lower, "error");
  SjOp *op;

  call.parameters = lower_parameters (lower, &config->parameters);
  call.timeout = sj_lower_way (lower, "timeout");
  if (call.action != NULL)
    {
      call.limit = call.action->timeout > 0 ? call.action->timeout : USUAL_LIMIT;
      call.retries = (uint32_t) call.action->retries;
      call.backoff = call.action->backoff;
      if (call.action->calls_per_second > 0)
        call.rate = sj_world_rate (program->world, call.action, (uint32_t) call.action->calls_per_second);
    }
  if (config->timeout > 0)
    call.limit = config->timeout;
  op = sj_lower_op (lower, SJ_DO_CALL);
  op->arg = program->calls->len;
  op->yes = next;
  op->error = error;
  g_array_append_val (program->calls, call);
}

const SjKind sj_kind_call = {
  .id = "call",
  .title = N_("Custom action"),
  .icon = "sj-call-symbolic",
  .group = SJ_GROUP_ACTION,
  .purpose = N_("Calls another system and keeps its answer for the steps that follow."),
  .summary = N_("{action}"),
  .config = { call_fields, sizeof (Call) },
  .paths = call_paths,
  .flags = SJ_KIND_CALLS,
  .check = call_check,
  .lower = call_lower,
};

typedef struct
{
  char *attribute;
  int32_t how;
  char *value;
} Update;

static const SjChoice how_choices[] = {
  { "set", N_("Set to") },
  { "increase", N_("Increase by") },
  { "decrease", N_("Decrease by") },
  { "add", N_("Add to the list") },
  { "remove", N_("Remove from the list") },
  { "clear", N_("Clear") },
  { NULL }
};

static const SjField update_fields[] = {
  { "attribute", SJ_FIELD_REFERENCE, offsetof (Update, attribute), N_("Attribute"), .to = SJ_REF_ATTRIBUTE,
    .flags = SJ_FIELD_REQUIRED },
  { "how", SJ_FIELD_CHOICE, offsetof (Update, how), N_("Change"), .choices = how_choices },
  { "value", SJ_FIELD_EXPRESSION, offsetof (Update, value), N_("Value"),
    .when = "how=set|increase|decrease|add|remove", .about = "attribute", .flags = SJ_FIELD_REQUIRED },
  { NULL }
};

static const SjSpec update_spec = { update_fields, sizeof (Update) };

typedef struct
{
  SjRecords updates;        /* of Update */
} UpdateProfile;

static const SjField profile_fields[] = {
  { "updates", SJ_FIELD_RECORDS, offsetof (UpdateProfile, updates), N_("Changes"), .record = &update_spec,
    .each = N_("{attribute}"), .flags = SJ_FIELD_REQUIRED },
  { NULL }
};

static const SjPathKind action_paths[] = {
  NEXT_PATH,
  ERROR_PATH,
  { NULL }
};

static void
update_check (const SjNode *node, SjChecker *checker)
{
  const UpdateProfile *update = sj_node_config (node);

  for (uint32_t i = 1; i < update->updates.count; i++)
    for (uint32_t j = 0; j < i; j++)
      {
        const Update *one = update->updates.items[i], *other = update->updates.items[j];
        g_autofree char *field = g_strdup_printf ("updates[%u].attribute", i);

        if (one->attribute == NULL || g_strcmp0 (one->attribute, other->attribute) != 0)
          continue;
        sj_check_node (checker, SJ_SEVERITY_WARNING, "same-name", field,
                       _("“%s” is changed twice here, one change after the other."), one->attribute);
        break;
      }
}

static void
update_lower (SjLower *lower, const SjNode *node)
{
  static const SjHow hows[] = { SJ_CHANGE_SET, SJ_CHANGE_INCREASE, SJ_CHANGE_DECREASE,
                                SJ_CHANGE_ADD, SJ_CHANGE_REMOVE,   SJ_CHANGE_CLEAR };    /* of how_choices */
  const UpdateProfile *config = sj_node_config (node);
  SjProgram *program = sj_lower_program (lower);
  uint32_t next = sj_lower_way (lower, "next"), error = sj_lower_way (lower, "error");
  uint32_t first = program->updates->len;
  SjOp *op;

  for (uint32_t i = 0; i < config->updates.count; i++)
    {
      const Update *one = config->updates.items[i];
      g_autofree char *field = g_strdup_printf ("updates[%u].value", i);
      SjUpdate update = { one->attribute ? one->attribute : "", hows[one->how], SJ_NONE };

      if (update.how != SJ_CHANGE_CLEAR)
        update.expression = sj_lower_expr (lower, field, one->value, SJ_EXPR_ANY);
      g_array_append_val (program->updates, update);
    }
  op = sj_lower_op (lower, SJ_DO_UPDATE);
  op->arg = first;
  op->count = config->updates.count;
  op->yes = next;
  op->error = error;
}

const SjKind sj_kind_update_profile = {
  .id = "update-profile",
  .title = N_("Update profile"),
  .icon = "sj-update-profile-symbolic",
  .group = SJ_GROUP_ACTION,
  .purpose = N_("Changes attributes of the profile."),
  .summary = N_("{updates}"),
  .config = { profile_fields, sizeof (UpdateProfile) },
  .paths = action_paths,
  .check = update_check,
  .lower = update_lower,
};

typedef struct
{
  char *journey;
  SjRecords parameters;     /* of SjParameter: fields of the event that begins it */
} Jump;

static const SjField jump_fields[] = {
  { "journey", SJ_FIELD_REFERENCE, offsetof (Jump, journey), N_("Journey"), .to = SJ_REF_JOURNEY,
    .flags = SJ_FIELD_REQUIRED },
  { "parameters", SJ_FIELD_RECORDS, offsetof (Jump, parameters), N_("Event fields"),
    .help = N_("What the event that begins the other journey holds."), .record = &sj_parameter_spec,
    .about = "journey" },
  { NULL }
};

static void
jump_check (const SjNode *node, SjChecker *checker)
{
  const Jump *jump = sj_node_config (node);
  const SjJourney *journey = sj_check_journey (checker);

  sj_kinds_check_names (checker, "parameters", &jump->parameters);
  if (jump->journey == NULL || g_strcmp0 (jump->journey, journey->id) != 0)
    return;
  sj_check_node (checker, SJ_SEVERITY_ERROR, "jump-to-itself", "journey",
                 _("The journey jumps to itself; lead a path back to the step where it should go on."));
}

static void
jump_lower (SjLower *lower, const SjNode *node)
{
  const Jump *config = sj_node_config (node);
  SjProgram *program = sj_lower_program (lower);
  SjJump jump = { config->journey, lower_parameters (lower, &config->parameters), config->parameters.count };
  uint32_t next = sj_lower_way (lower, "next"), error = sj_lower_way (lower, "error");
  SjOp *op = sj_lower_op (lower, SJ_DO_JUMP);

  op->arg = program->jumps->len;
  op->yes = next;
  op->error = error;
  g_array_append_val (program->jumps, jump);
}

const SjKind sj_kind_jump = {
  .id = "jump",
  .title = N_("Jump"),
  .icon = "sj-jump-symbolic",
  .group = SJ_GROUP_ACTION,
  .purpose = N_("Starts the profile in another journey; it also goes on in this one."),
  .summary = N_("{journey}"),
  .config = { jump_fields, sizeof (Jump) },
  .paths = action_paths,
  .check = jump_check,
  .lower = jump_lower,
};
