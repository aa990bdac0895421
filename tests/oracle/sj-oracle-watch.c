/* sj-oracle-watch.c -- listening: on a node, or on all branches of a "first". */
#include "sj-oracle-private.h"

#include <string.h>

static bool
is_kind (const SjNode *node, const char *kind)
{
  return g_str_equal (node->kind->id, kind);
}

static bool
can_listen (const SjNode *node)
{
  return is_kind (node, "event") || is_kind (node, "audience") || is_kind (node, "reaction") ||
         is_kind (node, "segment") || is_kind (node, "wait");
}

/* The watch has fired: on by `path`, or the run ends. */
static void
fire (Run *run, const Watch *watch, const SjPath *path, const char *reason)
{
  oracle_go_branch (run, watch->branch, path, reason);
}

static void
forget_timer (Run *run, const Watch *watch)
{
  GPtrArray *list = run->person->coming;

  for (guint i = list->len; i > 0; i--)
    {
      const Coming *coming = g_ptr_array_index (list, i - 1);

      if (coming->kind == COMING_WATCH && coming->watch == watch)
        g_ptr_array_remove_index (list, i - 1);
    }
}

static void
set_timer (Run *run, Watch *watch, SjTime due)
{
  forget_timer (run, watch);
  watch->due = due;
  if (due != SJ_TIME_NEVER)
    oracle_set (run->person, run, COMING_WATCH, due)->watch = watch;
}

/* "" or a name behind what was done. */
static bool
reaction_matches (const SjNode *node, const char *reaction)
{
  const char *wanted = sj_spec_find (&node->kind->config, "reaction")->choices[sj_node_integer (node, "reaction")].id;
  const char *link = sj_node_text (node, "link");
  g_auto (GStrv) words = g_strsplit (reaction, " ", 2);

  if (!g_str_equal (words[0], wanted))
    return false;
  return !g_str_equal (wanted, "clicked") || *link == '\0' || g_strcmp0 (words[1], link) == 0;
}

static const Sending *
latest_sending (const Run *run, const char *message)
{
  for (guint i = run->sendings->len; i > 0; i--)
    {
      const Sending *sending = g_ptr_array_index (run->sendings, i - 1);

      if (g_str_equal (sending->node->id, message))
        return sending;
    }
  return NULL;
}

static bool
has_reacted (const Run *run, const SjNode *node)
{
  const Sending *sending = latest_sending (run, sj_node_text (node, "message"));

  for (guint i = 0; sending != NULL && i < sending->reactions->len; i++)
    if (reaction_matches (node, g_ptr_array_index (sending->reactions, i)))
      return true;
  return false;
}

/* When a wait is over; false where that cannot be computed. */
static bool
wait_end (Run *run, const SjNode *node, SjTime *end)
{
  const SjZone *zone = oracle_zone (run->person, run->journey);
  const char *mode = sj_spec_find (&node->kind->config, "mode")->choices[sj_node_integer (node, "mode")].id;
  Scene scene = { run->person, run->journey, run };
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjTime now = run->person->now;
  SjValue value;
  SjMoment moment;

  *end = now;
  if (g_str_equal (mode, "for"))
    *end = now + sj_node_integer (node, "for");
  else if (g_str_equal (mode, "date"))
    oracle_when (&node->kind->config, node->config, "date", zone, end);
  else if (g_str_equal (mode, "expression"))
    {
      if (!oracle_compute (&scene, sj_node_text (node, "expression"), SJ_EXPR_LOCAL, &arena, &value) ||
          (value.type != SJ_LOCAL && value.type != SJ_MOMENT))
        return false;
      moment = value.type == SJ_MOMENT ? *value.moment : sj_zone_local (zone, value.integer, (int32_t) value.length);
      *end = sj_moment_time (&moment);
    }
  *end = oracle_window (node, MAX (*end, now), zone);
  return true;
}

/* What is listened for from now on; true if it need not be waited for, and then the
 * run has moved on. */
static bool
begin (Run *run, Watch *watch)
{
  const SjNode *node = watch->node;
  const Known *noted = oracle_known (run->noted, node->id, strlen (node->id));
  SjTime now = run->person->now;
  SjTime end = now;
  SjTime timeout;

  watch->begun = true;
  forget_timer (run, watch);
  if (is_kind (node, "wait"))
    {
      if (!wait_end (run, node, &end))
        fire (run, watch, NULL, "failed");
      else if (end <= now)
        fire (run, watch, sj_node_path (node, "next"), NULL);
      else
        set_timer (run, watch, end);
      return end <= now;
    }
  if (is_kind (node, "event") && noted != NULL)
    {
      oracle_know (run->events, sj_node_text (node, "event"), noted->value);
      fire (run, watch, sj_node_path (node, "next"), NULL);
      return true;
    }
  if (is_kind (node, "reaction") && has_reacted (run, node))
    {
      fire (run, watch, sj_node_path (node, "next"), NULL);
      return true;
    }
  timeout = sj_node_integer (node, "timeout");
  set_timer (run, watch, timeout > 0 ? now + timeout : SJ_TIME_NEVER);
  return false;
}

static Watch *
add_watch (Run *run, const SjPath *branch, const SjNode *node)
{
  Watch *watch = g_new0 (Watch, 1);

  watch->branch = branch;
  watch->node = node;
  watch->due = SJ_TIME_NEVER;
  g_ptr_array_add (run->watches, watch);
  return watch;
}

static void
listen_branches (Run *run, const SjNode *node)
{
  for (uint32_t i = 0; i < node->n_paths; i++)
    {
      const SjPath *branch = node->paths[i];
      const SjNode *target = sj_path_target (branch);

      if (target != NULL && can_listen (target))
        add_watch (run, branch, target)->due = run->person->now + MAX (branch->delay, 0);
    }
  for (guint i = 0; i < run->watches->len; i++)
    {
      Watch *watch = g_ptr_array_index (run->watches, i);

      if (watch->due > run->person->now)
        set_timer (run, watch, watch->due);
      else if (begin (run, watch))
        return;
    }
}

void
oracle_listen (Run *run, const SjNode *node)
{
  if (is_kind (node, "first"))
    listen_branches (run, node);
  else
    begin (run, add_watch (run, NULL, node));
}

/* The time of the watch is over. */
static void
run_out (Run *run, const Watch *watch)
{
  const SjNode *node = watch->node;
  const SjPath *path;

  if (is_kind (node, "wait"))
    path = sj_node_path (node, "next");
  else if (is_kind (node, "segment") && watch->heard)
    path = sj_node_path (node, "yes");
  else
    path = oracle_way (node, "timeout", is_kind (node, "segment") ? "yes" : "next");
  fire (run, watch, path, NULL);
}

/* From top to bottom, whichever branch's timer it was: at one moment the upper
 * branch is first. */
void
oracle_watch_timers (Run *run)
{
  for (guint i = 0; i < run->watches->len; i++)
    {
      Watch *watch = g_ptr_array_index (run->watches, i);

      if (watch->due > run->person->now)
        continue;
      if (watch->begun)
        {
          run_out (run, watch);
          return;
        }
      if (begin (run, watch))
        return;
    }
}

/* Whether the event is the one in the node's fields, and the condition true. */
static bool
event_matches (Run *run, const SjNode *node, const char *field, const char *condition, const char *event,
               SjBlob *payload)
{
  Scene scene = { run->person, run->journey, run, event, payload };

  return g_str_equal (sj_node_text (node, field), event) && oracle_is_true (&scene, sj_node_text (node, condition));
}

/* True when the watch has fired. */
static bool
segment_hears (Run *run, Watch *watch, const char *event, SjBlob *payload)
{
  const SjNode *node = watch->node;
  bool inaction = sj_node_integer (node, "mode") != 0;

  if (!watch->heard)
    {
      if (!event_matches (run, node, "event", "condition", event, payload))
        return false;
      oracle_know (run->events, event, payload);
      if (inaction)
        {
          watch->heard = true;
          set_timer (run, watch, run->person->now + sj_node_integer (node, "within"));
          return false;
        }
      fire (run, watch, sj_node_path (node, "yes"), NULL);
      return true;
    }
  if (!event_matches (run, node, "unless", "unlessCondition", event, payload))
    return false;
  oracle_know (run->events, event, payload);
  fire (run, watch, sj_node_path (node, "no"), "no-match");
  return true;
}

void
oracle_watch_event (Run *run, const char *event, SjBlob *payload)
{
  for (guint i = 0; i < run->watches->len; i++)
    {
      Watch *watch = g_ptr_array_index (run->watches, i);

      if (!watch->begun)
        continue;
      if (is_kind (watch->node, "segment") && segment_hears (run, watch, event, payload))
        return;
      if (is_kind (watch->node, "event") && event_matches (run, watch->node, "event", "condition", event, payload))
        {
          oracle_know (run->events, event, payload);
          fire (run, watch, sj_node_path (watch->node, "next"), NULL);
          return;
        }
    }
}

bool
oracle_membership (const SjSpec *spec, const void *config, bool enters)
{
  const char *membership = sj_spec_find (spec, "membership")->choices[sj_config_integer (spec, config,
                                                                                         "membership")].id;

  return g_str_equal (membership, "both") || g_str_equal (membership, enters ? "enters" : "leaves");
}

void
oracle_watch_audience (Run *run, const char *audience, bool enters)
{
  for (guint i = 0; i < run->watches->len; i++)
    {
      const Watch *watch = g_ptr_array_index (run->watches, i);

      if (watch->begun && is_kind (watch->node, "audience") &&
          g_str_equal (sj_node_text (watch->node, "audience"), audience) &&
          oracle_membership (&watch->node->kind->config, watch->node->config, enters))
        {
          fire (run, watch, sj_node_path (watch->node, "next"), NULL);
          return;
        }
    }
}

/* The latest of its reactions is new. */
void
oracle_watch_reaction (Run *run, const Sending *sending)
{
  const char *reaction = g_ptr_array_index (sending->reactions, sending->reactions->len - 1);

  for (guint i = 0; i < run->watches->len; i++)
    {
      const Watch *watch = g_ptr_array_index (run->watches, i);

      if (watch->begun && is_kind (watch->node, "reaction") &&
          latest_sending (run, sj_node_text (watch->node, "message")) == sending &&
          reaction_matches (watch->node, reaction))
        {
          fire (run, watch, sj_node_path (watch->node, "next"), NULL);
          return;
        }
    }
}

/* The nodes that look back and for which this event counts, wherever they are. */
GPtrArray *
oracle_matching (Run *run, const char *event, SjBlob *payload)
{
  GPtrArray *nodes = g_ptr_array_new ();

  for (uint32_t i = 0; i < sj_journey_n_nodes (run->journey); i++)
    {
      SjNode *node = sj_journey_node (run->journey, i);

      if (is_kind (node, "event") && sj_node_integer (node, "accept") != 0 &&
          event_matches (run, node, "event", "condition", event, payload))
        g_ptr_array_add (nodes, node);
    }
  return nodes;
}
