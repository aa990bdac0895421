/* sj-lower-send.c -- messages: their operation, their rules, their content. */
#include "engine/sj-lower-private.h"

#include <string.h>

SjSend *
sj_lower_send (SjLower *lower)
{
  SjProgram *program = lower->program;
  uint32_t next = sj_lower_way (lower, "next"), unreachable = sj_lower_way (lower, "unreachable");
  uint32_t failed = sj_lower_way (lower, "failed");
  SjSend send = { .station = lower->station, .address = SJ_NONE };
  SjOp *op = sj_lower_op (lower, SJ_DO_SEND);

  op->arg = program->sends->len;
  op->yes = next;
  op->no = unreachable;
  op->error = failed;
  g_array_index (program->stations, SjStation, lower->station).send = op->arg;
  g_array_append_val (program->sends, send);
  return &g_array_index (program->sends, SjSend, program->sends->len - 1);
}

static void
add_rule_sets (SjLower *lower, char *const *ids, GArray *limits, GArray *quiet)
{
  const SjLibrary *library = lower->program->world->library;

  for (; ids != NULL && *ids != NULL; ids++)
    {
      const SjEntry *entry = library ? sj_library_find (library, SJ_REF_RULE_SET, *ids) : NULL;
      const SjRuleSet *rules = entry ? entry->config : NULL;

      if (rules == NULL || rules->inactive)
        continue;
      sj_world_limits (lower->program->world, rules, limits);
      if (rules->quiet != NULL && rules->quiet->hours.count > 0)
        {
          SjQuietRule rule = { &rules->quiet->hours, rules->quiet->mode };

          g_array_append_val (quiet, rule);
        }
    }
}

/* Those that count this message, each once. */
static void
keep_limits (SjLower *lower, SjSend *send, const GArray *limits)
{
  uint32_t *kept = sj_arena_new_n (&lower->program->arena, uint32_t, MAX (limits->len, 1));

  for (guint i = 0; i < limits->len; i++)
    {
      uint32_t number = g_array_index (limits, uint32_t, i);
      bool before = false;

      for (uint32_t j = 0; j < send->n_limits; j++)
        before = before || kept[j] == number;
      if (!before && sj_cap_counts (sj_world_limit (lower->program->world, number)->cap, send->channel,
                                    send->transactional))
        kept[send->n_limits++] = number;
    }
  send->limits = kept;
}

void
sj_lower_rules (SjLower *lower, SjSend *send, char *const *rule_sets)
{
  const SjSettings *settings = lower->program->settings;
  g_autoptr (GArray) limits = g_array_new (FALSE, FALSE, sizeof (uint32_t));
  g_autoptr (GArray) quiet = g_array_new (FALSE, FALSE, sizeof (SjQuietRule));

  if (settings->quiet_hours.count > 0)
    {
      SjQuietRule rule = { &settings->quiet_hours, settings->quiet_mode };

      g_array_append_val (quiet, rule);
    }
  add_rule_sets (lower, settings->rule_sets, limits, quiet);
  add_rule_sets (lower, rule_sets, limits, quiet);
  keep_limits (lower, send, limits);
  if (!send->loud && quiet->len > 0)
    {
      send->quiet = sj_arena_dup (&lower->program->arena, quiet->data, quiet->len * sizeof (SjQuietRule));
      send->n_quiet = quiet->len;
    }
}

static const SjCondition *
find_condition (void *data, const char *id)
{
  const SjLibrary *library = data;
  const SjEntry *entry = library ? sj_library_find (library, SJ_REF_CONDITION, id) : NULL;

  return entry ? entry->config : NULL;
}

static void
look_at (const SjField *field, const char *text, SjReading *reading, gpointer data)
{
  SjLower *lower = data;

  if ((field->type == SJ_FIELD_TEMPLATE || field->type == SJ_FIELD_LONG_TEMPLATE) &&
      (strstr (text, "context") != NULL || strstr (text, "fragment") != NULL))
    lower->reads_all = true;
}

void
sj_lower_message (SjLower *lower, SjSend *send, const SjMessage *message, bool take)
{
  const SjLibrary *library = lower->program->world->library;
  const SjEntry *languages =
      library && message->languages ? sj_library_find (library, SJ_REF_LANGUAGES, message->languages) : NULL;
  SjMessageEnv env = { .languages = languages ? languages->config : NULL, .condition = find_condition,
                       .data = (void *) library };
  g_auto (SjDiags) found = SJ_DIAGS_INIT;
  SjReading reading = { NULL };

  if (library != NULL)
    env.content = (SjContentEnv) { sj_library_expr_env (library), sj_library_template_env (library),
                                   sj_library_plain_env (library) };
  if (take)
    g_ptr_array_add (lower->program->messages, (gpointer) message);
  send->message = message;
  sj_config_visit (&sj_message_spec, message, &reading, look_at, lower);
  send->text = sj_message_compile (message, &env, &found);
  send->may_refuse = send->text == NULL || sj_message_may_refuse (send->text);
}
