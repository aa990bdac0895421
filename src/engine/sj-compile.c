/* sj-compile.c -- a journey into a program.
 *
 * First every node and every slow path gets its station, and every path its way and
 * its counters; then kinds lower their nodes; forks come last, because their
 * branches go on with operations of their targets; then ways are led to operations.
 */
#include "engine/sj-lower-private.h"

#include "base/sj-hash.h"
#include "base/sj-when.h"
#include "model/sj-journey-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_STATIONS 65000

static GArray *
array_of (size_t size)
{
  return g_array_new (FALSE, TRUE, (guint) size);
}

static SjProgram *
program_new (SjWorld *world, SjJourney *journey)
{
  SjProgram *program = g_new0 (SjProgram, 1);

  program->refs = 1;
  program->world = world;
  program->number = world->programs->len;
  program->journey = sj_journey_freeze (journey);
  program->settings = program->journey->settings;
  program->ops = array_of (sizeof (SjOp));
  program->ways = array_of (sizeof (SjWay));
  program->stations = array_of (sizeof (SjStation));
  program->listeners = array_of (sizeof (SjListener));
  program->sleeps = array_of (sizeof (SjSleep));
  program->hours = array_of (sizeof (SjHours));
  program->dates = array_of (sizeof (SjDates));
  program->shares = array_of (sizeof (SjShares));
  program->sends = array_of (sizeof (SjSend));
  program->calls = array_of (sizeof (SjCall));
  program->updates = array_of (sizeof (SjUpdate));
  program->jumps = array_of (sizeof (SjJump));
  program->endings = array_of (sizeof (SjEnding));
  program->goals = array_of (sizeof (SjGoalRule));
  program->exits = array_of (sizeof (SjExitRule));
  program->entries = array_of (sizeof (SjEntryPoint));
  program->exprs = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_expr_unref);
  program->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_message_free);
  return program;
}

static void
program_free (SjProgram *program)
{
  GArray *const arrays[] = { program->ops,    program->ways,    program->stations, program->listeners, program->sleeps,
                             program->hours,  program->dates,   program->shares,   program->calls,     program->jumps,
                             program->goals,  program->exits,   program->endings,  program->updates,
                             program->entries };

  for (guint i = 0; i < program->sends->len; i++)
    sj_message_program_free (g_array_index (program->sends, SjSend, i).text);
  g_array_unref (program->sends);
  for (size_t i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_array_unref (arrays[i]);
  g_ptr_array_unref (program->exprs);
  g_ptr_array_unref (program->messages);
  g_free (program->event_values);
  g_free (program->begins);
  sj_journey_unref (program->journey);
  sj_arena_clear (&program->arena);
  g_free (program);
}

void
sj_program_unref (SjProgram *program)
{
  if (g_atomic_int_dec_and_test (&program->refs))
    program_free (program);
}

/* Arrays move while they grow. */
void
sj_program_settle (SjProgram *program)
{
  program->op = (const SjOp *) (const void *) program->ops->data;
  program->way = (const SjWay *) (const void *) program->ways->data;
  program->station = (const SjStation *) (const void *) program->stations->data;
  program->listener = (const SjListener *) (const void *) program->listeners->data;
  program->sleep = (const SjSleep *) (const void *) program->sleeps->data;
  program->send = (const SjSend *) (const void *) program->sends->data;
  program->call = (const SjCall *) (const void *) program->calls->data;
  program->entry = (const SjEntryPoint *) (const void *) program->entries->data;
}

static uint32_t
add_slots (SjProgram *program, uint32_t count)
{
  uint32_t first = program->n_slots;

  program->n_slots += count;
  return first;
}

/* The station itself; its counters of ends come later, because they are seldom hit. */
static uint32_t
add_station (SjProgram *program, const SjNode *node, const SjPath *path)
{
  SjStation station = { .node = node, .path = path, .op = SJ_NONE, .visits = SJ_NONE, .send = SJ_NONE,
                        .slot = add_slots (program, 1), .first_way = program->ways->len,
                        .chance = sj_hash_text (0, node->id) };

  g_array_append_val (program->stations, station);
  sj_program_settle (program);
  return program->stations->len - 1;
}

static void
add_way (SjProgram *program, uint32_t station, uint32_t path)
{
  SjWay way = { .slot = add_slots (program, 1), .to = SJ_NONE, .from = (uint16_t) station, .path = (uint16_t) path };

  g_array_append_val (program->ways, way);
  g_array_index (program->stations, SjStation, station).n_ways++;
}

/* A slow path of a fork is not travelled: its branch listens later.  Nobody waits to
 * get nowhere. */
static bool
is_slow (const SjPath *path)
{
  return path->delay > 0 && sj_path_target (path) != NULL && !(path->node->kind->flags & SJ_KIND_FORKS);
}

/* First the nodes', by their index, then the slow paths' in the order of their ways. */
static void
add_stations (SjLower *lower)
{
  SjProgram *program = lower->program;
  const SjJourney *journey = program->journey;

  for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
    {
      const SjNode *node = sj_journey_node (journey, i);

      add_station (program, node, NULL);
      for (uint32_t j = 0; j < node->n_paths; j++)
        add_way (program, i, j);
    }
  for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
    {
      const SjNode *node = sj_journey_node (journey, i);

      for (uint32_t j = 0; j < node->n_paths; j++)
        if (is_slow (node->paths[j]))
          add_way (program, add_station (program, node, node->paths[j]), j);
    }
}

static bool
is_in_circle (const SjJourney *journey, const SjNode *node)
{
  for (uint32_t i = 0; i < node->n_paths; i++)
    {
      const SjNode *target = sj_path_target (node->paths[i]);

      if (target != NULL && sj_graph_reaches (&journey->graph, target, node))
        return true;
    }
  return false;
}

/* Chance counts the visits; and the answer to an earlier visit is not for this one. */
static void
count_visits (SjProgram *program, SjStation *station)
{
  uint8_t code = station->op < program->ops->len ? g_array_index (program->ops, SjOp, station->op).code : SJ_N_DOS;

  if ((code != SJ_DO_SPLIT && code != SJ_DO_CALL) || !is_in_circle (program->journey, station->node))
    return;
  station->visits = program->n_visits++;
  program->remembers = true;
}

static void
lower_node (SjLower *lower, uint32_t station)
{
  const SjNode *node = sj_program_station (lower->program, station)->node;
  uint32_t first = lower->program->ops->len;

  lower->node = node;
  lower->station = (uint16_t) station;
  lower->listen = SJ_NONE;
  if (node->kind->lower != NULL)
    node->kind->lower (lower, node);
  else
    sj_lower_report (lower, NULL, "unknown-kind", _("Steps of the kind “%s” are not known here."),
                     sj_node_kind_id (node));
  g_array_index (lower->program->stations, SjStation, station).op = first;
}

static void
lower_nodes (SjLower *lower)
{
  SjProgram *program = lower->program;

  for (unsigned forks = 0; forks < 2; forks++)
    for (uint32_t i = 0; i < program->stations->len; i++)
      {
        SjStation *station = &g_array_index (program->stations, SjStation, i);

        if (station->path != NULL || ((station->node->kind->flags & SJ_KIND_FORKS) != 0) != forks)
          continue;
        lower_node (lower, i);
        count_visits (program, station);
      }
}

/* A path that takes time: a wait of its own. */
static void
lower_travels (SjLower *lower)
{
  SjProgram *program = lower->program;

  for (uint32_t i = 0; i < program->stations->len; i++)
    {
      SjStation *station = &g_array_index (program->stations, SjStation, i);
      SjSleep sleep = { .mode = SJ_SLEEP_SPAN };
      SjOp *op;

      if (station->path == NULL)
        continue;
      sleep.span = station->path->delay;
      station->op = program->ops->len;
      lower->station = (uint16_t) i;
      op = sj_lower_op (lower, SJ_DO_SLEEP);
      op->yes = station->first_way;
      op->arg = sj_lower_sleep (lower, &sleep);
    }
}

static void
lead_ways (SjLower *lower)
{
  SjProgram *program = lower->program;
  uint32_t travel = sj_journey_n_nodes (program->journey);

  for (uint32_t i = 0; i < program->ways->len; i++)
    {
      SjWay *way = &g_array_index (program->ways, SjWay, i);
      const SjStation *from = sj_program_station (program, way->from);
      const SjPath *path = from->node->paths[way->path];
      const SjNode *target = sj_path_target (path);
      uint32_t station = SJ_NONE;

      if (from->path == NULL && is_slow (path))
        station = travel++;
      else if (target != NULL)
        station = target->index;
      if (station == SJ_NONE)
        continue;
      way->station = (uint16_t) station;
      way->to = sj_program_station (program, station)->op;
      way->entered = sj_program_station (program, station)->slot;
    }
}

/* What was only known by its station: messages, and where a segment's second half
 * begins. */
static void
lead_listeners (SjProgram *program)
{
  for (uint32_t i = 0; i < program->listeners->len; i++)
    {
      SjListener *listener = &g_array_index (program->listeners, SjListener, i);

      if (listener->kind == SJ_HEAR_REACTION)
        {
          listener->what = listener->what == SJ_NONE ? SJ_NONE : sj_program_station (program, listener->what)->send;
          program->reacts = true;
        }
      if (listener->then != SJ_NONE)
        listener->then = sj_program_station (program, listener->station)->op + listener->then;
    }
}

SjTime
sj_lower_when (const SjLower *lower, const SjWhen *when, SjTime unset)
{
  return when->form == SJ_WHEN_UNSET ? unset : sj_when_time (when, lower->program->zone);
}

/* "cart", "id" and NULL of @event{Checkout.cart.id}; NULL where it is anything else. */
static const char **
field_path (SjLower *lower, const SjExpr *expr)
{
  SjArena *arena = &lower->program->arena;
  const SjTree *tree = sj_expr_tree (expr);
  const SjTree *root = tree;
  const char **path;
  size_t length = 0;

  for (; root->kind == SJ_TREE_FIELD; root = root->parts[0])
    length++;
  if (length == 0 || root->kind != SJ_TREE_ROOT || root->op != SJ_ROOT_EVENT)
    return NULL;
  path = sj_arena_new_n (arena, const char *, length + 1);
  path[length] = NULL;
  for (; length > 0; tree = tree->parts[0])
    path[--length] = sj_arena_strndup (arena, tree->name.text, tree->name.length);
  return path;
}

static void
lower_settings (SjLower *lower)
{
  SjProgram *program = lower->program;
  const SjSettings *settings = program->settings;

  program->zone = settings->zone ? sj_zone_find (settings->zone, strlen (settings->zone)) : NULL;
  if (program->zone == NULL)
    program->zone = program->world->zone;
  program->opens = sj_lower_when (lower, &settings->start, INT64_MIN);
  program->closes = sj_lower_when (lower, &settings->end, SJ_TIME_NEVER);
  program->control = settings->control_share / 100;
  program->key = SJ_NONE;
  if (settings->reentry == SJ_REENTRY_ALWAYS)
    program->key = sj_lower_expr (lower, "instanceKey", settings->instance_key, SJ_EXPR_TEXT);
  if (program->key != SJ_NONE)
    {
      program->key_path = field_path (lower, sj_program_expr (program, program->key));
      if (program->key_path != NULL)
        {
          g_autofree char *field = g_strjoinv (".", (char **) program->key_path);

          program->key_field = sj_arena_strdup (&program->arena, field);
        }
      program->remembers = true;
    }
  program->competes = program->competes || settings->max_entries > 0 || settings->max_inside > 0;
}

static void
lower_goals (SjLower *lower)
{
  SjProgram *program = lower->program;

  for (uint32_t i = 0; i < program->journey->goals->len; i++)
    {
      const SjGoal *goal = sj_journey_goal (program->journey, i);
      SjGoalRule rule = { .by = (uint8_t) goal->by, .leaves = goal->leaves, .condition = SJ_NONE, .value = SJ_NONE,
                          .slot = add_slots (program, 1) };

      if (goal->by == SJ_GOAL_EVENT)
        {
          rule.what = sj_lower_event (lower, goal->event);
          rule.condition = sj_lower_expr (lower, "goals.condition", goal->condition, SJ_EXPR_BOOLEAN);
          rule.value = sj_lower_expr (lower, "goals.value", goal->value, SJ_EXPR_DECIMAL);
        }
      else
        rule.what = sj_lower_audience (lower, goal->audience);
      g_array_append_val (program->goals, rule);
    }
}

static void
lower_exits (SjLower *lower)
{
  SjProgram *program = lower->program;

  for (uint32_t i = 0; i < program->journey->exits->len; i++)
    {
      const SjExit *one = sj_journey_exit (program->journey, i);
      SjExitRule rule = { .by = (uint8_t) one->by, .membership = (uint8_t) one->membership, .what = SJ_NONE,
                          .condition = SJ_NONE };

      if (one->by == SJ_EXIT_EVENT)
        {
          rule.what = sj_lower_event (lower, one->event);
          rule.condition = sj_lower_expr (lower, "exits.condition", one->condition, SJ_EXPR_BOOLEAN);
        }
      else if (one->by == SJ_EXIT_AUDIENCE)
        rule.what = sj_lower_audience (lower, one->audience);
      else
        rule.condition = sj_lower_expr (lower, "exits.expression", one->expression, SJ_EXPR_BOOLEAN);
      g_array_append_val (program->exits, rule);
    }
}

/* The seldom counted stand behind those of every day. */
static void
add_other_slots (SjProgram *program)
{
  for (uint32_t i = 0; i < program->sends->len; i++)
    g_array_index (program->sends, SjSend, i).slot = add_slots (program, SJ_N_SEND_SLOTS);
  for (uint32_t i = 0; i < program->calls->len; i++)
    g_array_index (program->calls, SjCall, i).slot = add_slots (program, SJ_N_CALL_SLOTS);
  for (uint32_t i = 0; i < program->stations->len; i++)
    g_array_index (program->stations, SjStation, i).ends = add_slots (program, SJ_N_ENDS);
}

static void
keep_all_events (SjLower *lower)
{
  GPtrArray *events = lower->program->world->events;

  for (uint32_t i = 0; i < events->len; i++)
    {
      const char *id = g_ptr_array_index (events, i);

      sj_lower_value (lower, 'e', (SjSlice) { id, strlen (id) });
    }
  for (uint32_t i = 0; i < lower->program->calls->len; i++)
    {
      const char *id = sj_program_call (lower->program, i)->id;

      if (id != NULL)
        sj_lower_value (lower, 'a', (SjSlice) { id, strlen (id) });
    }
}

static uint32_t
value_of (SjLower *lower, char prefix, const char *id)
{
  g_autofree char *key = g_strdup_printf ("%c:%s", prefix, id);

  return GPOINTER_TO_UINT (g_hash_table_lookup (lower->values, key)) - 1;    /* none: SJ_NONE */
}

/* What nobody reads is not remembered. */
static void
settle_values (SjLower *lower)
{
  SjProgram *program = lower->program;
  GPtrArray *events = program->world->events;

  if (lower->reads_all)
    keep_all_events (lower);
  program->n_events = events->len;
  program->event_values = g_new (uint32_t, MAX (events->len, 1));
  for (uint32_t i = 0; i < events->len; i++)
    program->event_values[i] = value_of (lower, 'e', g_ptr_array_index (events, i));
  for (uint32_t i = 0; i < program->calls->len; i++)
    {
      SjCall *call = &g_array_index (program->calls, SjCall, i);

      call->answer = call->id ? value_of (lower, 'a', call->id) : SJ_NONE;
    }
  program->remembers = program->remembers || program->n_values > 0 || program->n_heard > 0 || program->reacts;
}

static void
settle_entries (SjProgram *program)
{
  program->begins = g_new0 (uint8_t, MAX (program->world->events->len, 1));
  for (guint i = 0; i < program->entries->len; i++)
    {
      const SjEntryPoint *entry = sj_program_entry (program, i);

      if ((entry->kind == SJ_ENTRY_EVENT || entry->kind == SJ_ENTRY_INACTION) && entry->what != SJ_NONE)
        program->begins[entry->what] |= SJ_BEGINS_BY;
      if (entry->kind == SJ_ENTRY_INACTION && entry->unless != SJ_NONE)
        program->begins[entry->unless] |= SJ_BEGINS_UNLESS;
    }
}

/* Only of messages that somebody waits for is it an input what became of them. */
static void
settle_sends (SjProgram *program)
{
  bool always;

  for (guint i = 0; i < program->exits->len; i++)
    program->checks_always = program->checks_always || sj_program_exit (program, i)->by == SJ_EXIT_EXPRESSION;
  always = program->reacts || program->checks_always;
  for (guint i = 0; i < program->ops->len; i++)
    {
      const SjOp *op = sj_program_op (program, i);

      if (op->code == SJ_DO_SEND)
        g_array_index (program->sends, SjSend, op->arg).awaited = always || op->error != SJ_NONE;
    }
}

/* Places are numbered in 16 bits, and so are the paths of a step. */
static bool
fits (SjLower *lower)
{
  const SjJourney *journey = lower->program->journey;
  uint32_t nodes = sj_journey_n_nodes (journey), places = nodes, most_paths = 0;

  for (uint32_t i = 0; i < nodes; i++)
    {
      const SjNode *node = sj_journey_node (journey, i);

      most_paths = MAX (most_paths, node->n_paths);
      for (uint32_t j = 0; j < node->n_paths; j++)
        places += is_slow (node->paths[j]);
    }
  if (nodes <= MOST_STATIONS / 4 && places <= MOST_STATIONS && most_paths <= UINT16_MAX)
    return true;
  sj_lower_report (lower, NULL, "too-large",
                   nodes > MOST_STATIONS / 4
                       ? _("The journey has more steps than can be run; split it into several that jump to each other.")
                       : _("The journey has more paths with a delay, or more paths at one step, than can be run; split "
                           "it into several that jump to each other."));
  return false;
}

static bool
build (SjLower *lower)
{
  SjProgram *program = lower->program;

  program->n_slots = SJ_N_JOURNEY_SLOTS;
  if (!fits (lower))
    return false;
  add_stations (lower);
  sj_program_settle (program);
  lower_settings (lower);
  lower_goals (lower);
  lower_exits (lower);
  lower_nodes (lower);
  lower_travels (lower);
  sj_program_settle (program);
  lead_ways (lower);
  lead_listeners (program);
  add_other_slots (program);
  settle_entries (program);
  settle_sends (program);
  settle_values (lower);
  return !lower->failed;
}

/* What tells versions apart; runs that were saved name it. */
static uint64_t
hash_document (const SjJourney *journey)
{
  g_autofree char *text = sj_journey_to_string (journey);

  return sj_hash_text (0, text);
}

SjProgram *
sj_program_compile (SjWorld *world, SjJourney *journey, SjDiags *diags)
{
  SjProgram *program = program_new (world, journey);
  g_auto (SjDiags) own = SJ_DIAGS_INIT;
  SjLower lower = { .program = program, .diags = diags ? diags : &own, .branch = SJ_NONE };
  bool done;

  lower.values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  done = build (&lower);
  g_hash_table_unref (lower.values);
  if (!done)
    {
      sj_program_unref (program);
      return NULL;
    }
  program->version = hash_document (program->journey);
  g_ptr_array_add (world->programs, program);
  return program;
}

const SjStation *
sj_program_find (const SjProgram *program, const char *node, const char *path)
{
  for (uint32_t i = 0; i < program->stations->len; i++)
    {
      const SjStation *station = sj_program_station (program, i);

      if (g_strcmp0 (station->node->id, node) == 0 && g_strcmp0 (station->path ? station->path->id : NULL, path) == 0)
        return station;
    }
  return NULL;
}
