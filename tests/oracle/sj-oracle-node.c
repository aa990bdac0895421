/* sj-oracle-node.c -- what happens on entering, kind by kind.
 *
 * Each answers with the path that is taken at once; NULL where the person waits,
 * or the run has ended.
 */
#include "sj-oracle-private.h"

#include "base/sj-hash.h"
#include "base/sj-time.h"
#include "content/sj-action.h"

#include <string.h>

/* By the path if it is drawn, otherwise the run ends. */
static const SjPath *
way_or_end (Run *run, const char *path, const char *reason)
{
  const SjPath *way = sj_node_path (run->node, path);

  if (way == NULL)
    oracle_end (run, reason);
  return way;
}

static const SjPath *
act_listen (Run *run, const SjNode *node)
{
  oracle_listen (run, node);
  return NULL;
}

static bool
is_case (const SjPath *path)
{
  return (path->kind->flags & SJ_PATH_REPEATS) != 0;
}

static const SjPath *
act_condition (Run *run, const SjNode *node)
{
  Scene scene = { run->person, run->journey, run };

  for (uint32_t i = 0; i < node->n_paths; i++)
    {
      g_auto (SjArena) arena = SJ_ARENA_INIT;
      SjValue value;

      if (!is_case (node->paths[i]))
        continue;
      if (!oracle_compute (&scene, sj_path_text (node->paths[i], "expression"), SJ_EXPR_BOOLEAN, &arena, &value))
        return way_or_end (run, "error", "failed");
      if (value.boolean)
        return node->paths[i];
    }
  return way_or_end (run, "else", "no-match");
}

static const SjPath *
act_time_condition (Run *run, const SjNode *node)
{
  const SjZone *zone = oracle_zone (run->person, run->journey);

  for (uint32_t i = 0; i < node->n_paths; i++)
    {
      const SjPath *path = node->paths[i];

      if (is_case (path) && oracle_in_hours ((uint32_t) sj_path_number (path, "days"),
                                             (int32_t) sj_path_number (path, "from"),
                                             (int32_t) sj_path_number (path, "until"), run->person->now, zone))
        return path;
    }
  return way_or_end (run, "else", "no-match");
}

static const SjPath *
act_date_condition (Run *run, const SjNode *node)
{
  const SjZone *zone = oracle_zone (run->person, run->journey);

  for (uint32_t i = 0; i < node->n_paths; i++)
    {
      const SjPath *path = node->paths[i];
      SjTime from = INT64_MIN;
      SjTime until = INT64_MAX;

      if (!is_case (path))
        continue;
      oracle_when (&path->kind->config, path->config, "from", zone, &from);
      oracle_when (&path->kind->config, path->config, "until", zone, &until);
      if (from <= run->person->now && run->person->now < until)
        return path;
    }
  return way_or_end (run, "else", "no-match");
}

/* The repeating path in whose share `chance` falls; the last has the rest. */
static const SjPath *
share_of (const SjNode *node, double chance)
{
  const SjPath *last = NULL;
  double end = 0;

  for (uint32_t i = 0; i < node->n_paths; i++)
    {
      if (!is_case (node->paths[i]))
        continue;
      last = node->paths[i];
      end += sj_path_number (last, "share") / 100;
      if (chance < end)
        break;
    }
  return last;
}

static uint64_t
hash_person (Run *run)
{
  return sj_hash_mix (sj_hash_text (run->person->world->acase->seed, run->journey->id),
                      sj_hash_text (0, run->person->given->id));
}

static unsigned
count_earlier_visits (const Run *run, const SjNode *node)
{
  unsigned count = 0;

  for (guint i = 0; i < run->visited->len; i++)
    count += g_ptr_array_index (run->visited, i) == node;
  return count - 1;
}

/* By the one way there is. */
static const SjPath *
act_pass (Run *run, const SjNode *node)
{
  return sj_node_path (node, "next");
}

static const SjPath *
act_split (Run *run, const SjNode *node)
{
  uint64_t hash = sj_hash_mix (hash_person (run), sj_hash_text (0, node->id));
  const SjPath *path;

  hash = sj_hash_mix (hash, run->number);
  hash = sj_hash_mix (hash, count_earlier_visits (run, node));
  path = share_of (node, sj_hash_unit (hash));
  if (path == NULL)
    oracle_end (run, "no-match");
  return path;
}

static const SjPath *
act_experiment (Run *run, const SjNode *node)
{
  const SjZone *zone = oracle_journey_zone (run->person->world, run->journey);
  double chance = sj_hash_unit (sj_hash_mix (hash_person (run), sj_hash_text (0, node->id)));
  double holdout = sj_config_number (&node->kind->config, node->config, "holdout") / 100;
  const SjPath *path;
  SjTime end;

  if (oracle_when (&node->kind->config, node->config, "end", zone, &end) && run->person->now >= end)
    path = share_of (node, -1);
  else if (chance < holdout)
    path = sj_node_path (node, "holdout");
  else
    path = share_of (node, (chance - holdout) / (1 - holdout));
  if (path == NULL)
    oracle_end (run, "no-match");
  return path;
}

static const SjPath *
act_profile_cap (Run *run, const SjNode *node)
{
  GPtrArray *arrivals = run->person->world->capped;
  int64_t before = 0;

  for (guint i = 0; i < arrivals->len; i++)
    before += g_ptr_array_index (arrivals, i) == node;
  g_ptr_array_add (arrivals, (gpointer) node);
  if (before < sj_node_integer (node, "limit"))
    return sj_node_path (node, "next");
  return way_or_end (run, "else", "no-match");
}

/* How often this node asked for a reply for this person before. */
static unsigned
count_reply (Person *person, const SjNode *node)
{
  unsigned count = 0;

  for (guint i = 0; i < person->replies->len; i++)
    count += g_str_equal (g_ptr_array_index (person->replies, i), node->id);
  g_ptr_array_add (person->replies, g_strdup (node->id));
  return count;
}

static void
set_reaction (Run *run, Sending *sending, SjTime delay, const char *what, const char *link)
{
  Coming *coming;

  if (delay < 0)
    return;
  coming = oracle_set (run->person, run, COMING_REACTION, run->person->now + delay);
  coming->sending = sending;
  coming->reaction = link != NULL ? g_strdup_printf ("%s %s", what, link) : g_strdup (what);
}

static bool
is_filled_in (const SjNode *node)
{
  const char *text = g_str_equal (node->kind->id, "sms") ? sj_node_text (node, "body") : "";

  return strstr (text, "{{") != NULL || strstr (text, "{%") != NULL;
}

/* What an SMS says, where it is filled in; NULL for what cannot be, and for all others. */
static char *
text_of (Run *run, const SjNode *node)
{
  return is_filled_in (node) ? oracle_render (run, sj_node_text (node, "body")) : NULL;
}

static bool
can_say (Run *run, const SjNode *node)
{
  g_autofree char *said = text_of (run, node);

  return said != NULL || !is_filled_in (node);
}

static Sending *
send_message (Run *run, const SjNode *node)
{
  Person *person = run->person;
  SjCaseSend reply = sj_case_reply_send (person->world->acase, person->index, node->id, count_reply (person, node));
  Sending *sending = g_new0 (Sending, 1);
  Sent *sent = g_new0 (Sent, 1);
  g_autofree char *said = text_of (run, node);
  Coming *result;

  oracle_log (person, "send %s", node->id);
  if (said != NULL)
    oracle_log (person, "text %s %s", node->id, said);
  sending->node = node;
  sending->reactions = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (run->sendings, sending);
  *sent = (Sent) { person->now, run->journey, node, false };
  g_ptr_array_add (person->sent, sent);

  result = oracle_set (person, run, COMING_RESULT, person->now + reply.result);
  result->sending = sending;
  result->sent = sent;
  result->failed = reply.failed;
  set_reaction (run, sending, reply.opened, "opened", NULL);
  set_reaction (run, sending, reply.clicked, "clicked", reply.link ? reply.link : "");
  set_reaction (run, sending, reply.unsubscribed, "unsubscribed", NULL);
  set_reaction (run, sending, reply.bounced, "bounced", NULL);
  return sending;
}

static const char *
first_refusal (Run *run, const SjNode *node)
{
  const SjCasePerson *given = run->person->given;
  int channel = oracle_channel (node);

  if (sj_node_integer (node, "category") == 0 && run->person->refused[channel])
    return "consent";
  if (given->reach[channel] == SJ_REACH_NO_ADDRESS)
    return "no-address";
  if (given->reach[channel] == SJ_REACH_BAD_ADDRESS)
    return "bad-address";
  if (given->reach[channel] == SJ_REACH_SUPPRESSED)
    return "suppressed";
  return NULL;
}

static const SjPath *
exclude (Run *run, const SjNode *node, const char *reason)
{
  oracle_log (run->person, "exclude %s %s", node->id, reason);
  return oracle_way (node, "unreachable", "next");
}

const SjPath *
oracle_try_message (Run *run)
{
  const SjNode *node = run->node;
  const char *refusal = first_refusal (run, node);
  Sending *sending;
  SjTime until;

  if (refusal != NULL)
    return exclude (run, node, refusal);
  if (oracle_quiet (run, node, &until))
    {
      if (until == SJ_TIME_NEVER)
        return exclude (run, node, "quiet");
      oracle_log (run->person, "hold %s %" G_GINT64_FORMAT, node->id, until);
      oracle_set (run->person, run, COMING_HOLD, until);
      return NULL;
    }
  if (oracle_capped (run, node))
    return exclude (run, node, "capped");
  if (!can_say (run, node))
    return exclude (run, node, "content");
  sending = send_message (run, node);
  if (sj_node_path (node, "failed") == NULL)
    return sj_node_path (node, "next");
  run->awaited = sending;
  return NULL;
}

/* When the person usually reacts: the next such hour on the clock, if it comes within
 * the time allowed. */
static bool
has_better_time (Run *run, const SjNode *node, SjTime *when)
{
  const SjZone *zone = oracle_zone (run->person, run->journey);
  int64_t local = oracle_local (run->person->now, zone);
  int64_t day = local - local % 86400;
  int best = run->person->given->best_hour;
  SjMoment moment;

  if (sj_spec_find (&node->kind->config, "send") == NULL || sj_node_integer (node, "send") == 0 || best < 0 ||
      (local - day) / 3600 == best)
    return false;
  if (day + best * 3600 < local)
    day += 86400;
  moment = sj_zone_local (zone, day + best * 3600, 0);
  *when = sj_moment_time (&moment);
  return *when > run->person->now && *when <= run->person->now + sj_node_integer (node, "sendWithin");
}

static const SjPath *
act_message (Run *run, const SjNode *node)
{
  SjTime when;

  if (!has_better_time (run, node, &when))
    return oracle_try_message (run);
  oracle_set (run->person, run, COMING_HOLD, when);
  return NULL;
}

static const SjAction *
find_action (Run *run)
{
  const SjLibrary *library = run->person->world->acase->library;
  const SjEntry *entry = library ? sj_library_find (library, SJ_REF_ACTION, sj_node_text (run->node, "action")) : NULL;

  return entry != NULL ? entry->config : NULL;
}

/* One attempt; its time is limited before anything can come back. */
const SjPath *
oracle_try_call (Run *run)
{
  Person *person = run->person;
  const SjNode *node = run->node;
  const SjAction *action = find_action (run);
  SjTime allowed = sj_node_integer (node, "timeout");
  SjCaseCall reply = sj_case_reply_call (person->world->acase, person->index, node->id, count_reply (person, node));

  run->attempt++;
  oracle_log (person, "call %s %u", node->id, run->attempt);
  oracle_set (person, run, COMING_GIVE_UP, person->now + (allowed > 0 ? allowed : action->timeout));
  if (reply.latency >= 0)
    oracle_set (person, run, COMING_ANSWER, person->now + reply.latency)->call = reply;
  return NULL;
}

static const SjPath *
act_call (Run *run, const SjNode *node)
{
  g_autoptr (SjBlob) parameters = NULL;

  run->attempt = 0;
  if (find_action (run) == NULL || !oracle_parameters (run, node, &parameters))
    return way_or_end (run, "error", "failed");
  return oracle_try_call (run);
}

static void
forget_attempt (Run *run)
{
  GPtrArray *list = run->person->coming;

  for (guint i = list->len; i > 0; i--)
    {
      const Coming *coming = g_ptr_array_index (list, i - 1);

      if (coming->run == run && (coming->kind == COMING_GIVE_UP || coming->kind == COMING_ANSWER))
        g_ptr_array_remove_index (list, i - 1);
    }
}

/* Whether there will be another attempt. */
static bool
try_again (Run *run)
{
  const SjAction *action = find_action (run);
  SjTime pause = action->backoff;

  if (run->attempt > action->retries)
    return false;
  for (unsigned i = 1; i < run->attempt; i++)
    pause *= 2;
  oracle_set (run->person, run, COMING_RETRY, run->person->now + pause);
  return true;
}

const SjPath *
oracle_give_up (Run *run)
{
  forget_attempt (run);
  if (try_again (run))
    return NULL;
  if (sj_node_path (run->node, "timeout") != NULL)
    return sj_node_path (run->node, "timeout");
  return way_or_end (run, "error", "failed");
}

const SjPath *
oracle_answer (Run *run, const SjCaseCall *call)
{
  SjCaseOutcome outcome = call->outcome;
  SjValue answer = call->answer;

  forget_attempt (run);
  if (outcome == SJ_CASE_ANSWER)
    {
      g_autoptr (SjBlob) blob = sj_blob_new (answer);

      oracle_know (run->answers, sj_node_text (run->node, "action"), blob);
      return sj_node_path (run->node, "next");
    }
  if (outcome == SJ_CASE_MAY_PASS && try_again (run))
    return NULL;
  return way_or_end (run, "error", "failed");
}

static const SjPath *
act_update (Run *run, const SjNode *node)
{
  if (!oracle_update (run, node))
    return way_or_end (run, "error", "failed");
  oracle_log (run->person, "update %s", node->id);
  return sj_node_path (node, "next");
}

static const SjJourney *
find_journey (Run *run, const char *id)
{
  const GPtrArray *journeys = run->person->world->acase->journeys;

  for (guint i = 0; i < journeys->len; i++)
    {
      const SjJourney *journey = g_ptr_array_index (journeys, i);

      if (g_strcmp0 (journey->id, id) == 0)
        return journey;
    }
  return NULL;
}

static const SjPath *
act_jump (Run *run, const SjNode *node)
{
  const SjJourney *journey = find_journey (run, sj_node_text (node, "journey"));
  SjBlob *payload = NULL;
  Coming *coming;

  if (journey == NULL || !oracle_parameters (run, node, &payload))
    return way_or_end (run, "error", "failed");
  oracle_log (run->person, "jump %s %s", node->id, journey->id);
  coming = oracle_set (run->person, NULL, COMING_JUMP, run->person->now);
  coming->journey = journey;
  coming->payload = payload;
  return sj_node_path (node, "next");
}

static const SjPath *
act_end (Run *run, const SjNode *node)
{
  oracle_end (run, "completed");
  return NULL;
}

static const SjPath *
act_force_exit (Run *run, const SjNode *node)
{
  const SjJourney *journey = run->journey;
  bool all = sj_node_integer (node, "scope") != 0;
  GPtrArray *runs = run->person->runs;

  oracle_end (run, "forced");
  for (guint i = 0; i < runs->len; i++)
    {
      Run *other = g_ptr_array_index (runs, i);

      if (!other->over && all && other->journey == journey)
        oracle_end (other, "forced");
    }
  return NULL;
}

static const struct
{
  const char *kind;
  const SjPath *(*act) (Run *run, const SjNode *node);
} acts[] = {
  { "event", act_listen },
  { "audience", act_listen },
  { "read-audience", act_pass },
  { "business-event", act_pass },
  { "segment", act_listen },
  { "reaction", act_listen },
  { "condition", act_condition },
  { "time-condition", act_time_condition },
  { "date-condition", act_date_condition },
  { "split", act_split },
  { "profile-cap", act_profile_cap },
  { "experiment", act_experiment },
  { "wait", act_listen },
  { "first", act_listen },
  { "email", act_message },
  { "push", act_message },
  { "sms", act_message },
  { "in-app", act_message },
  { "call", act_call },
  { "update-profile", act_update },
  { "jump", act_jump },
  { "end", act_end },
  { "force-exit", act_force_exit },
};

const SjPath *
oracle_act (Run *run, const SjNode *node)
{
  for (size_t i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].kind, node->kind->id))
      return acts[i].act (run, node);
  g_error ("the page says nothing about entering a node of the kind %s", node->kind->id);
}
