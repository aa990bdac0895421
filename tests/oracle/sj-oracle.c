/* sj-oracle.c -- a case from its first input to its end.
 *
 * One input is handled after the other: the earliest; of those the first person's;
 * of those what the journey set in motion, by its numbers; then what came from
 * outside, in the order it came.
 */
#include "sj-oracle-private.h"

#include <string.h>

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  g_ptr_array_unref (sending->reactions);
  g_free (sending);
}

static void
run_free (gpointer data)
{
  Run *run = data;

  g_free (run->key);
  g_ptr_array_unref (run->watches);
  g_ptr_array_unref (run->visited);
  g_ptr_array_unref (run->events);
  g_ptr_array_unref (run->answers);
  g_ptr_array_unref (run->noted);
  g_ptr_array_set_free_func (run->sendings, sending_free);
  g_ptr_array_unref (run->sendings);
  g_free (run);
}

static void
pending_free (gpointer data)
{
  Pending *pending = data;

  g_free (pending->key);
  g_free (pending->event);
  g_clear_pointer (&pending->payload, sj_blob_unref);
  g_free (pending);
}

static void
coming_free (gpointer data)
{
  Coming *coming = data;

  g_free (coming->reaction);
  g_clear_pointer (&coming->payload, sj_blob_unref);
  g_free (coming);
}

static void
person_free (gpointer data)
{
  Person *person = data;

  g_ptr_array_unref (person->audiences);
  g_clear_pointer (&person->attributes, sj_blob_unref);
  g_ptr_array_unref (person->coming);
  g_ptr_array_unref (person->runs);
  g_ptr_array_unref (person->pendings);
  g_ptr_array_unref (person->outside);
  g_ptr_array_unref (person->sent);
  g_ptr_array_unref (person->replies);
  g_string_free (person->log, TRUE);
  g_free (person);
}

static Person *
person_new (World *world, unsigned index)
{
  const SjCase *acase = world->acase;
  const SjCasePerson *given = index != SJ_CASE_NOBODY ? g_ptr_array_index (acase->persons, index) : NULL;
  Person *person = g_new0 (Person, 1);

  person->world = world;
  person->index = index;
  person->given = given;
  if (given != NULL)
    memcpy (person->refused, given->refused, sizeof person->refused);
  person->attributes = given && given->attributes ? sj_blob_ref (given->attributes) : NULL;
  person->audiences = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; given != NULL && i < given->audiences->len; i++)
    g_ptr_array_add (person->audiences, g_strdup (g_ptr_array_index (given->audiences, i)));
  person->runs = g_ptr_array_new_with_free_func (run_free);
  person->pendings = g_ptr_array_new_with_free_func (pending_free);
  person->coming = g_ptr_array_new_with_free_func (coming_free);
  person->sent = g_ptr_array_new_with_free_func (g_free);
  person->replies = g_ptr_array_new_with_free_func (g_free);
  person->log = g_string_new (NULL);
  person->outside = g_ptr_array_new ();
  for (guint i = 0; i < acase->inputs->len; i++)
    {
      const SjCaseInput *input = g_ptr_array_index (acase->inputs, i);

      if (input->person == index)
        g_ptr_array_add (person->outside, (gpointer) input);
    }
  return person;
}

/* One thing that happens to a run: an event, a change of an audience, or neither. */
typedef struct
{
  const char *event;
  SjBlob *payload;
  const char *audience;
  bool enters;
} Happening;

static Scene
scene_of (Run *run, const Happening *happening)
{
  return (Scene) { run->person, run->journey, run, happening->event, happening->payload };
}

static double
goal_value (Run *run, const SjGoal *goal, const Happening *happening)
{
  Scene scene = scene_of (run, happening);
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue value;

  if (goal->by != SJ_GOAL_EVENT || goal->value == NULL ||
      !oracle_compute (&scene, goal->value, SJ_EXPR_DECIMAL, &arena, &value) || !sj_value_is_number (value))
    return 0;
  return sj_value_number (value);
}

static bool
goal_is_reached (Run *run, const SjGoal *goal, const Happening *happening)
{
  Scene scene = scene_of (run, happening);

  if (goal->by == SJ_GOAL_AUDIENCE)
    return happening->audience != NULL && happening->enters && g_strcmp0 (goal->audience, happening->audience) == 0;
  return happening->event != NULL && g_strcmp0 (goal->event, happening->event) == 0 &&
         oracle_is_true (&scene, goal->condition);
}

static void
compare_goals (Run *run, const Happening *happening)
{
  bool leaves = false;

  for (guint i = 0; i < run->journey->goals->len; i++)
    {
      const SjGoal *goal = sj_journey_goal (run->journey, i);

      if (!goal_is_reached (run, goal, happening))
        continue;
      oracle_log (run->person, "goal %s %.15g", goal->id ? goal->id : goal->name, goal_value (run, goal, happening));
      leaves = leaves || goal->leaves;
    }
  if (leaves)
    oracle_end (run, "goal");
}

static bool
exit_is_met (Run *run, const SjExit *criterion, const Happening *happening)
{
  Scene scene = scene_of (run, happening);

  if (criterion->by == SJ_EXIT_EXPRESSION)
    return criterion->expression != NULL && oracle_is_true (&scene, criterion->expression);
  if (criterion->by == SJ_EXIT_AUDIENCE)
    return happening->audience != NULL && g_strcmp0 (criterion->audience, happening->audience) == 0 &&
           oracle_membership (&sj_exit_spec, criterion, happening->enters);
  return happening->event != NULL && g_strcmp0 (criterion->event, happening->event) == 0 &&
         oracle_is_true (&scene, criterion->condition);
}

static void
compare_exits (Run *run, const Happening *happening)
{
  for (guint i = 0; i < run->journey->exits->len && !run->over; i++)
    if (exit_is_met (run, sj_journey_exit (run->journey, i), happening))
      oracle_end (run, "exit");
}

static void
compare (Run *run, const Happening *happening)
{
  compare_goals (run, happening);
  compare_exits (run, happening);
}

/* Whoever looks back asks what came before now, so the event itself is noted last;
 * but whether it counts is computed as it comes. */
static void
give_event (Run *run, const Happening *happening)
{
  g_autoptr (GPtrArray) nodes = oracle_matching (run, happening->event, happening->payload);

  compare (run, happening);
  if (!run->over)
    oracle_watch_event (run, happening->event, happening->payload);
  for (guint i = 0; i < nodes->len; i++)
    oracle_know (run->noted, ((const SjNode *) g_ptr_array_index (nodes, i))->id, happening->payload);
}

static void
give (Run *run, const Happening *happening)
{
  oracle_begin_step (run->person);
  if (happening->event != NULL)
    {
      give_event (run, happening);
      return;
    }
  compare (run, happening);
  if (!run->over)
    oracle_watch_audience (run, happening->audience, happening->enters);
}

static void
change_audience (Person *person, const char *audience, bool enters)
{
  for (guint i = person->audiences->len; i > 0; i--)
    if (g_str_equal (g_ptr_array_index (person->audiences, i - 1), audience))
      g_ptr_array_remove_index (person->audiences, i - 1);
  if (enters)
    g_ptr_array_add (person->audiences, g_strdup (audience));
}

static void
handle_outside (Person *person, const SjCaseInput *input)
{
  bool is_event = input->kind == SJ_CASE_EVENT;
  Happening happening = { is_event ? input->name : NULL, input->payload, is_event ? NULL : input->name,
                          input->kind == SJ_CASE_ENTERS };
  guint before = person->runs->len;

  if (input->kind == SJ_CASE_READ)
    {
      oracle_enter_by_reading (person, input->name, input->payload);
      return;
    }
  if (is_event)
    oracle_enter_by_event (person, input->name, input->payload);
  else
    {
      change_audience (person, input->name, happening.enters);
      oracle_enter_by_audience (person, input->name, happening.enters);
    }
  for (guint i = 0; i < before; i++)
    {
      Run *run = g_ptr_array_index (person->runs, i);

      if (!run->over && (!is_event || oracle_hears (person, run->journey, run->key, input->payload)))
        give (run, &happening);
    }
}

static void
handle_reaction (Run *run, Sending *sending, const char *reaction)
{
  g_ptr_array_add (sending->reactions, g_strdup (reaction));
  oracle_watch_reaction (run, sending);
}

static void
handle_result (Run *run, Sending *sending, bool failed)
{
  if (run->awaited == sending)
    {
      g_ptr_array_add (sending->reactions, g_strdup (failed ? "failed" : "delivered"));
      oracle_go (run, sj_node_path (run->node, failed ? "failed" : "next"));
    }
  else
    handle_reaction (run, sending, failed ? "failed" : "delivered");
}

/* Something that was set in motion for a run that is not over. */
static void
handle_for_run (Run *run, const Coming *coming)
{
  static const Happening nothing = { NULL };
  const SjPath *path = NULL;

  oracle_begin_step (run->person);
  for (guint i = 0; i < run->journey->exits->len && !run->over; i++)
    if (sj_journey_exit (run->journey, i)->by == SJ_EXIT_EXPRESSION &&
        exit_is_met (run, sj_journey_exit (run->journey, i), &nothing))
      oracle_end (run, "exit");
  if (run->over)
    return;
  if (coming->kind == COMING_STAY)
    oracle_end (run, "timeout");
  else if (coming->kind == COMING_DELAY)
    oracle_enter (run, run->on);
  else if (coming->kind == COMING_WATCH)
    oracle_watch_timers (run);
  else if (coming->kind == COMING_RESULT)
    handle_result (run, coming->sending, coming->failed);
  else if (coming->kind == COMING_REACTION)
    handle_reaction (run, coming->sending, coming->reaction);
  else if (coming->kind == COMING_HOLD)
    path = oracle_try_message (run);
  else if (coming->kind == COMING_GIVE_UP)
    path = oracle_give_up (run);
  else if (coming->kind == COMING_RETRY)
    path = oracle_try_call (run);
  else if (coming->kind == COMING_ANSWER)
    path = oracle_answer (run, &coming->call);
  if (path != NULL)
    oracle_go (run, path);
}

static void
handle_coming (Person *person, const Coming *coming)
{
  if (coming->kind == COMING_RESULT && coming->failed)
    coming->sent->failed = true;
  if (coming->kind == COMING_REACTION && g_str_equal (coming->reaction, "unsubscribed"))
    person->refused[oracle_channel (coming->sending->node)] = true;
  if (coming->kind == COMING_ENTRY)
    oracle_enter_pending (person, coming->pending);
  else if (coming->kind == COMING_JUMP)
    oracle_enter_by_jump (person, coming->journey, coming->payload);
  else if (!coming->run->over)
    handle_for_run (coming->run, coming);
}

/* The place in the list, or -1 where nothing more comes. */
static int
earliest_coming (const Person *person)
{
  int earliest = -1;

  for (guint i = 0; i < person->coming->len; i++)
    {
      const Coming *coming = g_ptr_array_index (person->coming, i);
      const Coming *best = earliest < 0 ? NULL : g_ptr_array_index (person->coming, (guint) earliest);

      if (best == NULL || coming->time < best->time || (coming->time == best->time && coming->number < best->number))
        earliest = (int) i;
    }
  return earliest;
}

static int
earliest_outside (const Person *person)
{
  int earliest = -1;

  for (guint i = 0; i < person->outside->len; i++)
    {
      const SjCaseInput *input = g_ptr_array_index (person->outside, i);

      if (earliest < 0 ||
          input->time < ((const SjCaseInput *) g_ptr_array_index (person->outside, (guint) earliest))->time)
        earliest = (int) i;
    }
  return earliest;
}

static SjTime
time_of_coming (const Person *person)
{
  int place = earliest_coming (person);

  return place < 0 ? SJ_TIME_NEVER : ((const Coming *) g_ptr_array_index (person->coming, (guint) place))->time;
}

static SjTime
time_of_outside (const Person *person)
{
  int place = earliest_outside (person);

  return place < 0 ? SJ_TIME_NEVER : ((const SjCaseInput *) g_ptr_array_index (person->outside, (guint) place))->time;
}

static void
handle_one (Person *person)
{
  if (time_of_coming (person) <= time_of_outside (person))
    {
      Coming *coming = g_ptr_array_steal_index (person->coming, (guint) earliest_coming (person));

      person->now = coming->time;
      handle_coming (person, coming);
      coming_free (coming);
    }
  else
    {
      const SjCaseInput *input = g_ptr_array_remove_index (person->outside, (guint) earliest_outside (person));

      person->now = input->time;
      handle_outside (person, input);
    }
}

/* Whose turn it is; NULL at the end. */
static Person *
next_person (const World *world, SjTime end)
{
  Person *next = NULL;
  SjTime earliest = end;

  for (guint i = world->persons->len; i > 0; i--)
    {
      Person *person = g_ptr_array_index (world->persons, i - 1);
      SjTime time = MIN (time_of_coming (person), time_of_outside (person));

      if (time <= earliest)
        {
          next = person;
          earliest = time;
        }
    }
  return next;
}

static void
log_inside (Person *person, SjTime end)
{
  person->now = end;
  for (guint i = 0; i < person->runs->len; i++)
    {
      const Run *run = g_ptr_array_index (person->runs, i);
      g_autofree char *place = oracle_place (run);

      if (!run->over)
        oracle_log (person, "inside %s %s", run->journey->id, place);
    }
}

/* What names nobody is refused where it would begin a journey, and all there is to it. */
static void
add_nobody (World *world, GString *log)
{
  Person *nobody = person_new (world, SJ_CASE_NOBODY);

  while (time_of_outside (nobody) <= world->acase->end)
    {
      const SjCaseInput *input = g_ptr_array_remove_index (nobody->outside, (guint) earliest_outside (nobody));

      nobody->now = input->time;
      oracle_refuse_nobody (nobody, input->name);
    }
  g_string_append_len (log, nobody->log->str, (gssize) nobody->log->len);
  person_free (nobody);
}

char *
sj_oracle_run (const SjCase *acase)
{
  g_autoptr (GPtrArray) persons = g_ptr_array_new_with_free_func (person_free);
  g_autoptr (GPtrArray) capped = g_ptr_array_new ();
  World world = { acase, persons, capped };
  GString *log = g_string_new (NULL);
  Person *person;

  for (unsigned i = 0; i < acase->persons->len; i++)
    g_ptr_array_add (persons, person_new (&world, i));
  while ((person = next_person (&world, acase->end)) != NULL)
    handle_one (person);
  for (guint i = 0; i < persons->len; i++)
    {
      person = g_ptr_array_index (persons, i);
      log_inside (person, acase->end);
      g_string_append_len (log, person->log->str, (gssize) person->log->len);
    }
  add_nobody (&world, log);
  return g_string_free (log, FALSE);
}
