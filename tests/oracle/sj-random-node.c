/* sj-random-node.c -- one node of chance: its settings, its paths and where they lead. */
#include "sj-random-private.h"

/* A way back mostly leads to where one waits: a loop that does not is soon told. */
static bool
is_dull (Dice *dice, const Plan *plan, unsigned index, unsigned to)
{
  static const char *const waits[] = { "event", "audience", "reaction", "segment", "wait", "first", NULL };

  return to <= index && !g_strv_contains (waits, plan->kinds[to]) && !dice_chance (dice, 1);
}

static void
add_target (Dice *dice, GString *text, const Plan *plan, unsigned index)
{
  int number = dice_below (dice, 100);
  unsigned to = index + 1;

  if (number < 10)
    return;
  if (number < 12)
    {
      g_string_append (text, ", \"to\": \"gone\"");
      return;
    }
  if (number < 35 || to >= plan->n_nodes)
    to = (unsigned) dice_below (dice, (int) plan->n_nodes);
  if (is_dull (dice, plan, index, to) && index + 1 >= plan->n_nodes)
    return;
  if (is_dull (dice, plan, index, to))
    to = index + 1;
  if (to == 0 && !dice_chance (dice, 5))
    to = MIN (index + 1, plan->n_nodes - 1);
  if (to > 0 || dice_chance (dice, 5))
    g_string_append_printf (text, ", \"to\": \"%s-%s-%u\"", plan->id, plan->kinds[to], to);
}

/* Where possible to one that can listen. */
static void
add_listener (Dice *dice, GString *text, const Plan *plan, unsigned index)
{
  static const char *const listeners[] = { "event", "audience", "reaction", "segment", "wait", NULL };

  for (int tries = 0; tries < 12; tries++)
    {
      unsigned to = 1 + (unsigned) dice_below (dice, (int) plan->n_nodes);

      if (to < plan->n_nodes && g_strv_contains (listeners, plan->kinds[to]))
        {
          g_string_append_printf (text, ", \"to\": \"%s-%s-%u\"", plan->id, plan->kinds[to], to);
          return;
        }
    }
  add_target (dice, text, plan, index);
}

static void
add_path (Dice *dice, GString *text, const Plan *plan, unsigned index, const char *id, const char *settings)
{
  if (text->str[text->len - 1] == '}')
    g_string_append (text, ",\n        ");
  g_string_append_printf (text, "{\"id\": \"%s\"", id);
  if (dice_chance (dice, 15))
    g_string_append_printf (text, ", \"delay\": \"%s\"", random_duration (dice));
  if (settings != NULL)
    g_string_append_printf (text, ", \"settings\": {%s}", settings);
  if (g_str_has_prefix (id, "branch"))
    add_listener (dice, text, plan, index);
  else
    add_target (dice, text, plan, index);
  g_string_append_c (text, '}');
}

static void
maybe_path (Dice *dice, GString *text, const Plan *plan, unsigned index, const char *id)
{
  if (dice_chance (dice, 50))
    add_path (dice, text, plan, index, id, NULL);
}

static void
maybe_condition (Dice *dice, GString *text, const char *name, int percent)
{
  g_autofree char *condition = random_condition (dice, 2);
  g_autofree char *escaped = g_strescape (condition, NULL);

  if (dice_chance (dice, percent))
    g_string_append_printf (text, ", \"%s\": \"%s\"", name, escaped);
}

static void
maybe_timeout (Dice *dice, GString *text)
{
  if (dice_chance (dice, 55))
    g_string_append_printf (text, ", \"timeout\": \"%s\"", random_duration (dice));
}

static void
begin_paths (GString *text)
{
  g_string_append (text, "},\n      \"paths\": [");
}

static void
event_node (Dice *dice, GString *text, const Plan *plan, unsigned index)
{
  g_string_append_printf (text, "\"event\": \"%s\"", random_event (dice));
  maybe_condition (dice, text, "condition", 30);
  maybe_timeout (dice, text);
  if (dice_chance (dice, 25))
    g_string_append (text, ", \"accept\": \"since-entry\"");
  begin_paths (text);
  add_path (dice, text, plan, index, "next", NULL);
  maybe_path (dice, text, plan, index, "timeout");
}

static void
business_event_node (Dice *dice, GString *text, const Plan *plan, unsigned index)
{
  g_string_append_printf (text, "\"event\": \"%s\"", random_event (dice));
  maybe_condition (dice, text, "condition", 30);
  begin_paths (text);
  add_path (dice, text, plan, index, "next", NULL);
}

static void
read_audience_node (Dice *dice, GString *text, const Plan *plan, unsigned index)
{
  g_string_append_printf (text, "\"audience\": \"%s\"", random_audience (dice));
  begin_paths (text);
  add_path (dice, text, plan, index, "next", NULL);
}

static const char *
some_membership (Dice *dice)
{
  static const char *const words[] = { "enters", "enters", "leaves", "both", NULL };

  return dice_words (dice, words);
}

static void
audience_node (Dice *dice, GString *text, const Plan *plan, unsigned index)
{
  g_string_append_printf (text, "\"audience\": \"%s\", \"membership\": \"%s\"", random_audience (dice),
                          some_membership (dice));
  maybe_timeout (dice, text);
  begin_paths (text);
  add_path (dice, text, plan, index, "next", NULL);
  maybe_path (dice, text, plan, index, "timeout");
}

static void
segment_node (Dice *dice, GString *text, const Plan *plan, unsigned index)
{
  bool inaction = dice_chance (dice, 65);

  g_string_append_printf (text, "\"mode\": \"%s\", \"event\": \"%s\"", inaction ? "inaction" : "action",
                          random_event (dice));
  maybe_condition (dice, text, "condition", 20);
  if (inaction)
    {
      g_string_append_printf (text, ", \"unless\": \"%s\", \"within\": \"%s\"", random_event (dice),
                              random_duration (dice));
      maybe_condition (dice, text, "unlessCondition", 20);
    }
  maybe_timeout (dice, text);
  begin_paths (text);
  add_path (dice, text, plan, index, "yes", NULL);
  maybe_path (dice, text, plan, index, "no");
  maybe_path (dice, text, plan, index, "timeout");
}

static bool
sends (const char *kind)
{
  static const char *const kinds[] = { "email", "push", "sms", "in-app", NULL };

  return g_strv_contains (kinds, kind);
}

static void
reaction_node (Dice *dice, GString *text, const Plan *plan, unsigned index)
{
  static const char *const reactions[] = { "delivered", "opened", "opened", "clicked", "clicked", "failed",
                                           "unsubscribed", "bounced", NULL };
  const char *reaction = dice_words (dice, reactions);
  unsigned message = (unsigned) dice_below (dice, (int) plan->n_nodes);

  for (int tries = 0; tries < 20 && !sends (plan->kinds[message]); tries++)
    message = (unsigned) dice_below (dice, (int) plan->n_nodes);
  g_string_append_printf (text, "\"message\": \"%s-%s-%u\", \"reaction\": \"%s\"", plan->id, plan->kinds[message],
                          message, reaction);
  if (g_str_equal (reaction, "clicked") && dice_chance (dice, 50))
    g_string_append (text, ", \"link\": \"shop\"");
  maybe_timeout (dice, text);
  begin_paths (text);
  add_path (dice, text, plan, index, "next", NULL);
  maybe_path (dice, text, plan, index, "timeout");
}

static void
condition_node (Dice *dice, GString *text, const Plan *plan, unsigned index)
{
  begin_paths (text);
  for (int i = 1 + dice_below (dice, 3); i > 0; i--)
    {
      g_autofree char *condition = random_condition (dice, 2);
      g_autofree char *escaped = g_strescape (condition, NULL);
      g_autofree char *settings = g_strdup_printf ("\"expression\": \"%s\"", escaped);
      g_autofree char *id = g_strdup_printf ("case-%d", i);

      add_path (dice, text, plan, index, id, settings);
    }
  maybe_path (dice, text, plan, index, "else");
  maybe_path (dice, text, plan, index, "error");
}

static char *
without_comma (char *members)
{
  if (*members != '\0')
    members[strlen (members) - 2] = '\0';
  return members;
}

static void
time_condition_node (Dice *dice, GString *text, const Plan *plan, unsigned index)
{
  begin_paths (text);
  for (int i = 1 + dice_below (dice, 2); i > 0; i--)
    {
      g_autofree char *hours = without_comma (random_hours (dice));
      g_autofree char *id = g_strdup_printf ("case-%d", i);

      add_path (dice, text, plan, index, id, hours);
    }
  maybe_path (dice, text, plan, index, "else");
}

static void
date_condition_node (Dice *dice, GString *text, const Plan *plan, unsigned index)
{
  begin_paths (text);
  for (int i = 1 + dice_below (dice, 2); i > 0; i--)
    {
      g_autofree char *from = random_moment (dice);
      g_autofree char *until = random_moment (dice);
      g_autofree char *id = g_strdup_printf ("case-%d", i);
      g_autofree char *settings = g_strdup_printf ("\"%s\": \"%s\"", dice_chance (dice, 50) ? "from" : "until", from);
      g_autofree char *both = g_strdup_printf ("\"from\": \"%s\", \"until\": \"%s\"", from, until);

      add_path (dice, text, plan, index, id, dice_chance (dice, 50) ? settings : both);
    }
  maybe_path (dice, text, plan, index, "else");
}

static void
add_shares (Dice *dice, GString *text, const Plan *plan, unsigned index, const char *name)
{
  static const int shares[][3] = { { 50, 50, 0 }, { 30, 30, 40 }, { 10, 90, 0 }, { 20, 20, 0 }, { 70, 70, 0 } };
  const int *row = shares[dice_below (dice, G_N_ELEMENTS (shares))];

  for (int i = 0; i < 3 && row[i] > 0; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s-%d", name, i + 1);
      g_autofree char *settings = g_strdup_printf ("\"share\": %d", row[i]);

      add_path (dice, text, plan, index, id, settings);
    }
}

static void
split_node (Dice *dice, GString *text, const Plan *plan, unsigned index)
{
  begin_paths (text);
  add_shares (dice, text, plan, index, "part");
}

static void
experiment_node (Dice *dice, GString *text, const Plan *plan, unsigned index)
{
  static const char *const holdouts[] = { "0", "20", "50", NULL };
  g_autofree char *end = random_moment (dice);

  g_string_append_printf (text, "\"goal\": \"g0\", \"holdout\": %s", dice_words (dice, holdouts));
  if (dice_chance (dice, 25))
    g_string_append_printf (text, ", \"end\": \"%s\"", end);
  begin_paths (text);
  add_shares (dice, text, plan, index, "treatment");
  maybe_path (dice, text, plan, index, "holdout");
}

static void
profile_cap_node (Dice *dice, GString *text, const Plan *plan, unsigned index)
{
  g_string_append_printf (text, "\"limit\": %d", 1 + dice_below (dice, 3));
  begin_paths (text);
  add_path (dice, text, plan, index, "next", NULL);
  maybe_path (dice, text, plan, index, "else");
}

static char *
wait_expression (Dice *dice)
{
  g_autofree char *moment = random_moment (dice);

  if (g_str_has_suffix (moment, "Z"))
    return g_strdup_printf ("toDateTime(\\\"%s\\\")", moment);
  if (dice_chance (dice, 50))
    return g_strdup_printf ("toDateTimeOnly(\\\"%s\\\")", moment);
  return g_strdup (dice_chance (dice, 50) ? "toDateTime(@event{Looked.when})" : "toDateTimeOnly(@event{Looked.when})");
}

static void
wait_node (Dice *dice, GString *text, const Plan *plan, unsigned index)
{
  int number = dice_below (dice, 100);
  g_autofree char *hours = random_hours (dice);
  g_autofree char *moment = random_moment (dice);
  g_autofree char *expression = wait_expression (dice);

  if (number >= 80 || dice_chance (dice, 25))
    g_string_append (text, hours);
  if (number < 50)
    g_string_append_printf (text, "\"for\": \"%s\"", random_duration (dice));
  else if (number < 65)
    g_string_append_printf (text, "\"mode\": \"date\", \"date\": \"%s\"", moment);
  else if (number < 80)
    g_string_append_printf (text, "\"mode\": \"expression\", \"expression\": \"%s\"", expression);
  else
    g_string_append (text, "\"mode\": \"window\"");
  begin_paths (text);
  add_path (dice, text, plan, index, "next", NULL);
}

static void
first_node (Dice *dice, GString *text, const Plan *plan, unsigned index)
{
  begin_paths (text);
  for (int i = 1; i <= 2 + dice_below (dice, 2); i++)
    {
      g_autofree char *id = g_strdup_printf ("branch-%d", i);

      add_path (dice, text, plan, index, id, NULL);
    }
}

static void
message_node (Dice *dice, GString *text, const Plan *plan, unsigned index)
{
  static const char *const texts[] = {
    "hello",
    "{{context.journey.actions.Score.score}} {{context.journey.actions.Offer.offer}}",
    "{{context.journey.events.Ordered.amount}} {{profile.tier}} {{profile.shop.visits}}",
    "{%#if context.journey.actions.Score.score > 1%}much{%else%}{{context.journey.events.Added.cart.id}}{%/if%}",
    NULL
  };
  g_autofree char *sets = random_rule_sets (dice);

  g_string_append (text, sets);
  g_string_append_printf (text, "\"configuration\": \"main\", \"body\": \"%s\"",
                          g_str_equal (plan->kinds[index], "sms") ? dice_words (dice, texts) : "hello");
  if (dice_chance (dice, 25))
    g_string_append (text, ", \"category\": \"transactional\"");
  if (dice_chance (dice, 20))
    g_string_append (text, ", \"ignoreQuietHours\": true");
  if (!g_str_equal (plan->kinds[index], "in-app") && dice_chance (dice, 15))
    g_string_append_printf (text, ", \"send\": \"best-time\", \"sendWithin\": \"PT%dH\"", 4 + dice_below (dice, 24));
  begin_paths (text);
  add_path (dice, text, plan, index, "next", NULL);
  maybe_path (dice, text, plan, index, "unreachable");
  maybe_path (dice, text, plan, index, "failed");
}

static void
add_parameters (Dice *dice, GString *text)
{
  static const char *const names[] = { "amount", "key", "n" };

  g_string_append (text, ", \"parameters\": [");
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *value = random_value (dice);
      g_autofree char *escaped = g_strescape (value, NULL);

      g_string_append_printf (text, "%s{\"name\": \"%s\", \"value\": \"%s\"}", i > 0 ? ", " : "", names[i],
                              i == 1 ? "\\\"k1\\\"" : escaped);
    }
  g_string_append_c (text, ']');
}

static void
call_node (Dice *dice, GString *text, const Plan *plan, unsigned index)
{
  g_string_append_printf (text, "\"action\": \"%s\"", dice_chance (dice, 60) ? "Score" : "Offer");
  if (dice_chance (dice, 40))
    add_parameters (dice, text);
  if (dice_chance (dice, 60))
    g_string_append_printf (text, ", \"timeout\": \"%s\"", random_duration (dice));
  begin_paths (text);
  add_path (dice, text, plan, index, "next", NULL);
  maybe_path (dice, text, plan, index, "timeout");
  maybe_path (dice, text, plan, index, "error");
}

static void
add_update (Dice *dice, GString *text)
{
  static const char *const changes[] = {
    "{\"attribute\": \"points\", \"how\": \"increase\", \"value\": \"3\"}",
    "{\"attribute\": \"points\", \"how\": \"decrease\", \"value\": \"@event{Ordered.amount}\"}",
    "{\"attribute\": \"points\", \"value\": \"@action{Score.score}\"}",
    "{\"attribute\": \"points\", \"how\": \"increase\", \"value\": \"9223372036854775807\"}",
    "{\"attribute\": \"tier\", \"value\": \"\\\"gold\\\"\"}",
    "{\"attribute\": \"tier\", \"how\": \"clear\"}",
    "{\"attribute\": \"tier\", \"how\": \"increase\", \"value\": \"1\"}",
    "{\"attribute\": \"shop.visits\", \"how\": \"increase\", \"value\": \"1\"}",
    "{\"attribute\": \"shop.tags\", \"how\": \"add\", \"value\": \"\\\"x\\\"\"}",
    "{\"attribute\": \"shop.tags\", \"how\": \"remove\", \"value\": \"\\\"x\\\"\"}",
    NULL
  };

  g_string_append (text, dice_words (dice, changes));
}

static void
update_node (Dice *dice, GString *text, const Plan *plan, unsigned index)
{
  g_string_append (text, "\"updates\": [");
  add_update (dice, text);
  if (dice_chance (dice, 40))
    {
      g_string_append (text, ", ");
      add_update (dice, text);
    }
  g_string_append_c (text, ']');
  begin_paths (text);
  add_path (dice, text, plan, index, "next", NULL);
  maybe_path (dice, text, plan, index, "error");
}

static void
jump_node (Dice *dice, GString *text, const Plan *plan, unsigned index)
{
  int n_targets = (int) (plan->n_journeys - plan->first_jump);

  if (n_targets > 0 && dice_chance (dice, 90))
    g_string_append_printf (text, "\"journey\": \"j%u\"", plan->first_jump + (unsigned) dice_below (dice, n_targets));
  else
    g_string_append (text, "\"journey\": \"nobody\"");
  if (dice_chance (dice, 60))
    add_parameters (dice, text);
  begin_paths (text);
  add_path (dice, text, plan, index, "next", NULL);
  maybe_path (dice, text, plan, index, "error");
}

static void
force_exit_node (Dice *dice, GString *text, const Plan *plan, unsigned index)
{
  g_string_append_printf (text, "\"scope\": \"%s\"", dice_chance (dice, 50) ? "all" : "this");
  begin_paths (text);
}

static void
end_node (Dice *dice, GString *text, const Plan *plan, unsigned index)
{
  begin_paths (text);
}

static const struct
{
  const char *kind;
  void (*write) (Dice *dice, GString *text, const Plan *plan, unsigned index);
} writers[] = {
  { "event", event_node },
  { "business-event", business_event_node },
  { "audience", audience_node },
  { "read-audience", read_audience_node },
  { "segment", segment_node },
  { "reaction", reaction_node },
  { "condition", condition_node },
  { "time-condition", time_condition_node },
  { "date-condition", date_condition_node },
  { "split", split_node },
  { "experiment", experiment_node },
  { "profile-cap", profile_cap_node },
  { "wait", wait_node },
  { "first", first_node },
  { "email", message_node },
  { "push", message_node },
  { "sms", message_node },
  { "in-app", message_node },
  { "call", call_node },
  { "update-profile", update_node },
  { "jump", jump_node },
  { "force-exit", force_exit_node },
  { "end", end_node },
};

void
random_node (Dice *dice, GString *text, const Plan *plan, unsigned index)
{
  g_string_append_printf (text, "    {\"id\": \"%s-%s-%u\", \"kind\": \"%s\",\n      \"settings\": {", plan->id,
                          plan->kinds[index], index, plan->kinds[index]);
  for (size_t i = 0; i < G_N_ELEMENTS (writers); i++)
    if (g_str_equal (writers[i].kind, plan->kinds[index]))
      writers[i].write (dice, text, plan, index);
  g_string_append (text, "]}");
}
