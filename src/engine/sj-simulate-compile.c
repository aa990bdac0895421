/* sj-simulate-compile.c -- a behaviour and programs into tables.
 *
 * Whatever a person may be asked in the middle of a run is looked up here once: by
 * operation, by event, by message.
 */
#include "engine/sj-simulate-private.h"

#include "base/sj-json.h"
#include "profile/sj-event.h"

#include <string.h>

/* In percent, where nothing is said. */
#define GOAL_ANYWAY 5.0
#define EXIT_ANYWAY 2.0

static const char *
event_id (const SjSimulation *simulation, uint32_t event)
{
  return g_ptr_array_index (simulation->world->events, event);
}

static const char *
audience_id (const SjSimulation *simulation, uint32_t audience)
{
  return g_ptr_array_index (simulation->world->audiences, audience);
}

static const SjProgram *
program_at (const SjSimulation *simulation, uint32_t number)
{
  return g_ptr_array_index (simulation->world->programs, number);
}

static SjSampler
delay_or (SjSimulation *simulation, const SjDelay *delay, SjSampler otherwise)
{
  return delay ? sj_sampler_delay (delay, &simulation->arena) : otherwise;
}

/* ------------------------------------------------------------------ events */

static bool
is_read_by (const SjProgram *program, uint32_t event)
{
  if ((event < program->n_events && program->event_values[event] != SJ_NONE) || program->key != SJ_NONE)
    return true;
  for (guint i = 0; i < program->listeners->len; i++)
    {
      const SjListener *listener = sj_program_listener (program, i);

      if (listener->kind == SJ_HEAR_EVENT && listener->what == event && listener->condition != SJ_NONE)
        return true;
    }
  for (guint i = 0; i < program->entries->len; i++)
    {
      const SjEntryPoint *entry = sj_program_entry (program, i);

      if ((entry->what == event && entry->condition != SJ_NONE && entry->kind != SJ_ENTRY_AUDIENCE) ||
          (entry->kind == SJ_ENTRY_INACTION && entry->unless == event && entry->unless_condition != SJ_NONE))
        return true;
    }
  for (guint i = 0; i < program->goals->len; i++)
    {
      const SjGoalRule *goal = sj_program_goal (program, i);

      if (goal->by == SJ_GOAL_EVENT && goal->what == event && (goal->condition != SJ_NONE || goal->value != SJ_NONE))
        return true;
    }
  for (guint i = 0; i < program->exits->len; i++)
    {
      const SjExitRule *one = sj_program_exit (program, i);

      if (one->by == SJ_EXIT_EVENT && one->what == event && one->condition != SJ_NONE)
        return true;
    }
  return false;
}

/* What stands at "cart.id"; null where there is nothing. */
static SjValue
value_at (SjValue value, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);

  for (char **name = names; *name != NULL; name++)
    value = sj_value_get (value, *name);
  return value;
}

/* The path, where the payloads have such a field. */
static const char *
if_there (const SjEventHabit *habit, const char *path)
{
  if (path == NULL)
    return NULL;
  if (!sj_value_is_null (habit->sample))
    return sj_value_is_null (value_at (habit->sample, path)) ? NULL : path;
  return habit->schema != NULL && sj_schema_at (habit->schema, path) != NULL ? path : NULL;
}

static bool
is_address (const SjEventHabit *habit)
{
  const SjSchema *schema = habit->schema && habit->identity ? sj_schema_at (habit->schema, habit->identity) : NULL;
  SjValue value = habit->identity ? value_at (habit->sample, habit->identity) : sj_null;

  return (schema != NULL && schema->format == SJ_FORMAT_EMAIL) ||
         (value.type == SJ_TEXT && memchr (value.text, '@', value.length) != NULL);
}

static void
compile_event (SjSimulation *simulation, uint32_t event)
{
  const SjLibrary *library = simulation->world->library;
  const char *id = event_id (simulation, event);
  const SjEntry *entry = library ? sj_library_find (library, SJ_REF_EVENT, id) : NULL;
  const SjEventType *type = entry ? entry->config : NULL;
  SjEventHabit *habit = &simulation->events[event];
  SjAbout about = { program_at (simulation, 0)->journey->id, NULL };

  *habit = (SjEventHabit) { .chance = sj_hash_text (4, id) };
  for (guint i = 0; i < simulation->world->programs->len; i++)
    {
      const SjProgram *program = program_at (simulation, i);

      habit->read = habit->read || is_read_by (program, event);
      if (habit->key == NULL)
        habit->key = program->key_field;
    }
  if (type != NULL)
    {
      habit->sample = sj_blob_value (type->sample);
      habit->schema = entry->schema;
      habit->identity = if_there (habit, sj_example_path (&simulation->arena, type->identity));
      habit->address = is_address (habit);
      habit->id = if_there (habit, type->event_id);
      habit->time = if_there (habit, type->time);
    }
  habit->fillers = sj_fillers_make (sj_habit_payload (&simulation->said->events, id, &about), &simulation->arena,
                                    &habit->n_fillers);
}

/* ------------------------------------------------------------------ what may happen */

/* What nobody has chosen yet never happens. */
static bool
is_chosen (const SjSimulation *simulation, uint8_t kind, uint32_t what)
{
  return *(kind == SJ_INPUT_EVENT ? event_id (simulation, what) : audience_id (simulation, what)) != '\0';
}

static void
add_likely (SjSimulation *simulation, SjSpot *spot, SjLikely likely)
{
  if (!is_chosen (simulation, likely.kind, likely.what))
    return;
  if (spot->count == 0)
    spot->first = simulation->likelies->len;
  spot->count++;
  g_array_append_val (simulation->likelies, likely);
}

static const SjRecords *
habits_of (const SjSimulation *simulation, uint8_t kind)
{
  return kind == SJ_INPUT_EVENT ? &simulation->said->events : &simulation->said->changes;
}

static const char *
likely_id (const SjSimulation *simulation, uint8_t kind, uint32_t what)
{
  return kind == SJ_INPUT_EVENT ? event_id (simulation, what) : audience_id (simulation, what);
}

/* At a step, or on the way in: by `probability` and `delay`. */
static SjLikely
asked_likely (SjSimulation *simulation, uint8_t kind, uint32_t what, const SjAbout *about, double percent,
              SjSampler delay)
{
  const SjRecords *habits = habits_of (simulation, kind);
  const char *id = likely_id (simulation, kind, what);

  return (SjLikely) {
    .kind = kind, .verb = SJ_MEMBER_BOTH, .what = what,
    .probability = sj_habit_share (habits, id, about, offsetof (SjHabit, probability), percent) / 100,
    .delay = delay_or (simulation, sj_habit_delay (habits, id, about, offsetof (SjHabit, delay)), delay)
  };
}

/* Without a step: by `anyway` and `anywayAfter`. */
static SjLikely
unasked_likely (SjSimulation *simulation, uint8_t kind, uint32_t what, const SjAbout *about, double percent)
{
  const SjRecords *habits = habits_of (simulation, kind);
  const char *id = likely_id (simulation, kind, what);
  const SjDelay *delay = sj_habit_delay (habits, id, about, offsetof (SjHabit, anyway_after));

  return (SjLikely) { .kind = kind, .verb = SJ_MEMBER_ENTERS, .what = what,
                      .probability = sj_habit_share (habits, id, about, offsetof (SjHabit, anyway), percent) / 100,
                      .delay = delay_or (simulation, delay, sj_sampler_exponential (SJ_DAY)) };
}

SjSampler
sj_simulation_usual_delay (SjTime within)
{
  return sj_sampler_exponential (within > 0 ? (double) within / 4 : SJ_DAY);
}

static void
listen_at (SjSimulation *simulation, const SjProgram *program, SjSpot *spot, const SjListener *listener)
{
  SjAbout about = { program->journey->id, sj_program_station (program, listener->station)->node->id };
  uint8_t kind = listener->kind == SJ_HEAR_EVENT ? SJ_INPUT_EVENT : SJ_INPUT_AUDIENCE;
  SjLikely likely;

  if (listener->kind != SJ_HEAR_EVENT && listener->kind != SJ_HEAR_AUDIENCE)
    return;
  likely = asked_likely (simulation, kind, listener->what, &about, SJ_USUAL_AT_A_STEP,
                         sj_simulation_usual_delay (listener->within));
  if (kind == SJ_INPUT_AUDIENCE)
    likely.verb = listener->verb;
  add_likely (simulation, spot, likely);
}

static void
compile_spots (SjSimulation *simulation, const SjProgram *program, SjProgramHabits *habits)
{
  habits->spots = sj_arena_alloc0 (&simulation->arena, MAX (program->ops->len, 1) * sizeof (SjSpot));
  for (guint i = 0; i < program->ops->len; i++)
    {
      const SjOp *op = sj_program_op (program, i);
      uint32_t count = op->flags & SJ_DO_FORK ? op->count : 1;

      for (uint32_t j = 0; op->code == SJ_DO_LISTEN && j < count; j++)
        listen_at (simulation, program, &habits->spots[i], sj_program_listener (program, op->arg + j));
    }
}

/* Whether some step asks for it anyhow. */
static bool
is_asked (const SjProgram *program, uint8_t kind, uint32_t what)
{
  SjHear hear = kind == SJ_INPUT_EVENT ? SJ_HEAR_EVENT : SJ_HEAR_AUDIENCE;

  for (guint i = 0; i < program->listeners->len; i++)
    if (sj_program_listener (program, i)->kind == hear && sj_program_listener (program, i)->what == what)
      return true;
  return false;
}

static void
compile_goals (SjSimulation *simulation, const SjProgram *program, SjProgramHabits *habits)
{
  SjAbout about = { program->journey->id, NULL };

  for (guint i = 0; i < program->goals->len; i++)
    {
      const SjGoalRule *goal = sj_program_goal (program, i);
      uint8_t kind = goal->by == SJ_GOAL_EVENT ? SJ_INPUT_EVENT : SJ_INPUT_AUDIENCE;
      double percent = is_asked (program, kind, goal->what) ? 0 : GOAL_ANYWAY;

      add_likely (simulation, &habits->entering, unasked_likely (simulation, kind, goal->what, &about, percent));
    }
  for (guint i = 0; i < program->exits->len; i++)
    {
      const SjExitRule *one = sj_program_exit (program, i);
      uint8_t kind = one->by == SJ_EXIT_EVENT ? SJ_INPUT_EVENT : SJ_INPUT_AUDIENCE;
      SjLikely likely;

      if (one->by == SJ_EXIT_EXPRESSION)
        continue;
      likely = unasked_likely (simulation, kind, one->what, &about,
                               is_asked (program, kind, one->what) ? 0 : EXIT_ANYWAY);
      likely.verb = one->membership;
      add_likely (simulation, &habits->entering, likely);
    }
}

/* Those who are held out reach goals without the journey. */
static void
compile_held (SjSimulation *simulation, const SjProgram *program, SjProgramHabits *habits)
{
  SjAbout about = { program->journey->id, NULL };

  for (guint i = 0; i < program->goals->len; i++)
    {
      const SjGoalRule *goal = sj_program_goal (program, i);
      uint8_t kind = goal->by == SJ_GOAL_EVENT ? SJ_INPUT_EVENT : SJ_INPUT_AUDIENCE;

      add_likely (simulation, &habits->held, unasked_likely (simulation, kind, goal->what, &about, GOAL_ANYWAY));
    }
}

static void
compile_pending (SjSimulation *simulation, const SjProgram *program, SjProgramHabits *habits)
{
  habits->pending = sj_arena_alloc0 (&simulation->arena, MAX (program->entries->len, 1) * sizeof (SjSpot));
  for (guint i = 0; i < program->entries->len; i++)
    {
      const SjEntryPoint *entry = sj_program_entry (program, i);
      SjAbout about = { program->journey->id, sj_program_station (program, entry->station)->node->id };

      if (entry->kind == SJ_ENTRY_INACTION)
        add_likely (simulation, &habits->pending[i],
                    asked_likely (simulation, SJ_INPUT_EVENT, entry->unless, &about, SJ_USUAL_INSTEAD,
                                  sj_simulation_usual_delay (2 * entry->within)));
    }
}

static void
compile_program (SjSimulation *simulation, const SjProgram *program, SjProgramHabits *habits)
{
  *habits = (SjProgramHabits) { .program = program };
  compile_spots (simulation, program, habits);
  compile_goals (simulation, program, habits);
  compile_held (simulation, program, habits);
  compile_pending (simulation, program, habits);
}

/* ------------------------------------------------------------------ what begins */

static const SjArrival *
arrival_of (const SjSimulation *simulation, const char *event, const char *audience)
{
  for (uint32_t i = 0; i < simulation->said->entries.count; i++)
    {
      const SjArrival *arrival = simulation->said->entries.items[i];

      if (event != NULL ? g_strcmp0 (arrival->event, event) == 0 : g_strcmp0 (arrival->audience, audience) == 0)
        return arrival;
    }
  return NULL;
}

static SjTrigger
new_trigger (SjSimulation *simulation, uint8_t kind, const char *id, const SjArrival *arrival)
{
  SjTime span = simulation->end - simulation->start;
  double weights[24];
  SjTrigger trigger = { .kind = kind, .audience = SJ_NONE, .chance = sj_hash_text (kind, id), .share = 1,
                        .sessions = 1, .between = sj_sampler_exponential (SJ_DAY), .over = MIN (span / 4, 7 * SJ_DAY) };

  sj_daily_weights (arrival, weights);
  trigger.hour = sj_sampler_empirical (&simulation->arena, NULL, weights, 24);
  if (arrival == NULL)
    return trigger;
  trigger.share = arrival->share / 100;
  trigger.sessions = (uint32_t) CLAMP (arrival->sessions, 1, 1000);
  trigger.between = delay_or (simulation, arrival->between, trigger.between);
  trigger.over = arrival->over > 0 ? MIN (arrival->over, span) : trigger.over;
  return trigger;
}

static bool
has_trigger (const SjSimulation *simulation, uint8_t kind, uint32_t what)
{
  for (guint i = 0; i < simulation->triggers->len; i++)
    {
      const SjTrigger *trigger = &g_array_index (simulation->triggers, SjTrigger, i);

      if (trigger->kind == kind && trigger->what == what)
        return true;
    }
  return false;
}

static void
add_trigger (SjSimulation *simulation, uint8_t kind, uint32_t what, uint8_t verb)
{
  const char *id = likely_id (simulation, kind, what);
  bool event = kind == SJ_INPUT_EVENT;
  const SjArrival *arrival = arrival_of (simulation, event ? id : NULL, event ? NULL : id);
  SjTrigger trigger;

  if (has_trigger (simulation, kind, what) || !is_chosen (simulation, kind, what))
    return;
  trigger = new_trigger (simulation, kind, id, arrival);
  trigger.what = what;
  trigger.verb = verb;
  g_array_append_val (simulation->triggers, trigger);
}

static void
add_reading (SjSimulation *simulation, uint32_t number, const SjNode *node)
{
  const SjProgram *program = program_at (simulation, 0);
  SjTime from = MAX (simulation->start, program->opens);
  SjTrigger trigger = { .kind = SJ_INPUT_START, .what = number,
                        .audience = sj_program_entry (program, number)->what };

  if (!is_chosen (simulation, SJ_INPUT_AUDIENCE, trigger.audience))
    return;
  sj_schedule_init (&trigger.schedule, node, program->zone, from, simulation->end);
  g_array_append_val (simulation->triggers, trigger);
}

/* It happens to nobody in particular: everybody who is read is there at the same time. */
static void
add_business (SjSimulation *simulation, uint32_t number, const SjNode *node)
{
  const SjEntryPoint *entry = sj_program_entry (program_at (simulation, 0), number);
  const SjNode *next = sj_node_path (node, "next") ? sj_path_target (sj_node_path (node, "next")) : NULL;
  const char *id = event_id (simulation, entry->what);
  const SjArrival *arrival = arrival_of (simulation, id, NULL);
  SjTrigger trigger = new_trigger (simulation, SJ_INPUT_START, id, arrival);
  uint64_t chance = sj_hash_mix (simulation->seed, trigger.chance);
  SjTime time = simulation->start + (SjTime) (sj_hash_unit (chance) * (double) trigger.over);

  trigger.what = number;
  trigger.audience = entry->read;
  trigger.schedule.rate = next != NULL ? MAX (sj_node_integer (next, "rate"), 1) : 1;
  trigger.schedule.times = g_new (SjTime, trigger.sessions);
  for (uint32_t i = 0; i < trigger.sessions && time <= simulation->end; i++)
    {
      trigger.schedule.times[trigger.schedule.count++] = time;
      time += MAX (sj_sampler_time (&trigger.between, sj_hash_mix (chance, i + 1)), 1);
    }
  g_array_append_val (simulation->triggers, trigger);
}

/* Of the journey itself; of those it leads to only what the behaviour names. */
static void
compile_triggers (SjSimulation *simulation)
{
  const SjProgram *program = program_at (simulation, 0);

  for (guint i = 0; i < program->entries->len; i++)
    {
      const SjEntryPoint *entry = sj_program_entry (program, i);
      const SjNode *node = sj_program_station (program, entry->station)->node;

      if (entry->kind == SJ_ENTRY_READ)
        add_reading (simulation, i, node);
      else if (entry->kind == SJ_ENTRY_BUSINESS)
        add_business (simulation, i, node);
      else if (entry->kind == SJ_ENTRY_AUDIENCE)
        add_trigger (simulation, SJ_INPUT_AUDIENCE, entry->what, entry->membership);
      else
        add_trigger (simulation, SJ_INPUT_EVENT, entry->what, 0);
    }
  for (uint32_t i = 0; i < simulation->said->entries.count; i++)
    {
      const SjArrival *arrival = simulation->said->entries.items[i];
      const char *id = arrival->event ? arrival->event : arrival->audience;
      uint32_t what = id == NULL             ? SJ_NONE
                      : arrival->event != NULL ? sj_world_find_event (simulation->world, id, strlen (id))
                                               : sj_world_find_audience (simulation->world, id, strlen (id));
      bool business = false;

      for (guint j = 0; j < program->entries->len; j++)
        business = business || (sj_program_entry (program, j)->kind == SJ_ENTRY_BUSINESS && arrival->event != NULL &&
                                sj_program_entry (program, j)->what == what);
      if (what != SJ_NONE && !business)
        add_trigger (simulation, arrival->event != NULL ? SJ_INPUT_EVENT : SJ_INPUT_AUDIENCE, what, SJ_MEMBER_ENTERS);
    }
}

void
sj_simulation_compile (SjSimulation *simulation)
{
  const SjWorld *world = simulation->world;
  SjMoment moment = sj_time_moment (simulation->start, program_at (simulation, 0)->zone);
  int64_t local = sj_moment_local (&moment) % 86400;

  simulation->local = (int32_t) ((local + 86400) % 86400 * 1000);
  simulation->likelies = g_array_new (FALSE, FALSE, sizeof (SjLikely));
  simulation->triggers = g_array_new (FALSE, FALSE, sizeof (SjTrigger));
  simulation->events = sj_arena_new_n (&simulation->arena, SjEventHabit, MAX (world->events->len, 1));
  simulation->programs = sj_arena_new_n (&simulation->arena, SjProgramHabits, MAX (world->programs->len, 1));
  for (uint32_t i = 0; i < world->events->len; i++)
    compile_event (simulation, i);
  for (uint32_t i = 0; i < world->programs->len; i++)
    compile_program (simulation, program_at (simulation, i), &simulation->programs[i]);
  compile_triggers (simulation);
}
