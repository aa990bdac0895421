/* sj-behaviour-check.c -- whether what a behaviour speaks of is there.
 *
 * What names a journey of the run, or a step, is about them alone: where they have no
 * use for it, it is an error, because it would be passed over in silence.  What names
 * neither is for all journeys there are, and may well be about another one.
 */
#include "engine/sj-behaviour.h"
#include "engine/sj-program.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const SjLibrary *library; /* or NULL */
  const SjWorld *world;     /* or NULL */
} Check;

/* One entry of a list, and where it is. */
typedef struct
{
  const Check *check;
  SjReading *reading;
  const char *journey, *node;    /* NULL: any */
  const char *id;           /* of the event, the audience or the action; NULL: any */
  int32_t channel;          /* SjChannel; -1: any */
} Entry;

/* ------------------------------------------------------------------ what programs ask for */

static const char *
name_of (const SjProgram *program)
{
  return program->journey->name ? program->journey->name : program->journey->id ? program->journey->id : "";
}

static const char *
event_of (const SjProgram *program, uint32_t number)
{
  return number != SJ_NONE ? g_ptr_array_index (program->world->events, number) : NULL;
}

static const char *
audience_of (const SjProgram *program, uint32_t number)
{
  return number != SJ_NONE ? g_ptr_array_index (program->world->audiences, number) : NULL;
}

static const SjNode *
node_of (const SjProgram *program, uint32_t station)
{
  return sj_program_station (program, station)->node;
}

/* At this step (NULL: at any). */
static bool
listens (const SjProgram *program, const char *node, SjHear kind, const char *id)
{
  for (guint i = 0; i < program->listeners->len; i++)
    {
      const SjListener *listener = sj_program_listener (program, i);

      if (listener->kind == kind && (node == NULL || strcmp (node_of (program, listener->station)->id, node) == 0) &&
          g_strcmp0 (kind == SJ_HEAR_EVENT ? event_of (program, listener->what) : audience_of (program, listener->what),
                     id) == 0)
        return true;
    }
  return false;
}

static bool
waits_for_event (const SjProgram *program, const char *node, const char *id)
{
  for (guint i = 0; i < program->entries->len; i++)
    {
      const SjEntryPoint *entry = sj_program_entry (program, i);

      if (entry->kind == SJ_ENTRY_INACTION && g_strcmp0 (event_of (program, entry->unless), id) == 0 &&
          (node == NULL || strcmp (node_of (program, entry->station)->id, node) == 0))
        return true;
    }
  return listens (program, node, SJ_HEAR_EVENT, id);
}

static bool
begins_with (const SjProgram *program, bool event, const char *id)
{
  for (guint i = 0; i < program->entries->len; i++)
    {
      const SjEntryPoint *entry = sj_program_entry (program, i);
      bool by_event = entry->kind == SJ_ENTRY_EVENT || entry->kind == SJ_ENTRY_INACTION ||
                      entry->kind == SJ_ENTRY_BUSINESS;

      if (by_event == event &&
          g_strcmp0 (event ? event_of (program, entry->what) : audience_of (program, entry->what), id) == 0)
        return true;
    }
  return false;
}

/* By goals and exits. */
static bool
ends_with (const SjProgram *program, bool event, const char *id)
{
  for (guint i = 0; i < program->goals->len; i++)
    {
      const SjGoalRule *goal = sj_program_goal (program, i);

      if ((goal->by == SJ_GOAL_EVENT) == event &&
          g_strcmp0 (event ? event_of (program, goal->what) : audience_of (program, goal->what), id) == 0)
        return true;
    }
  for (guint i = 0; i < program->exits->len; i++)
    {
      const SjExitRule *one = sj_program_exit (program, i);

      if (one->by == (event ? SJ_EXIT_EVENT : SJ_EXIT_AUDIENCE) &&
          g_strcmp0 (event ? event_of (program, one->what) : audience_of (program, one->what), id) == 0)
        return true;
    }
  return false;
}

static bool
asks_for (const SjProgram *program, bool event, const char *id)
{
  return begins_with (program, event, id) || ends_with (program, event, id) ||
         (event ? waits_for_event (program, NULL, id) : listens (program, NULL, SJ_HEAR_AUDIENCE, id));
}

static bool
sends_by (const SjProgram *program, int32_t channel)
{
  for (guint i = 0; i < program->sends->len; i++)
    if (channel < 0 || sj_program_send (program, i)->channel == channel)
      return true;
  return false;
}

static bool
calls (const SjProgram *program, const char *action)
{
  for (guint i = 0; i < program->calls->len; i++)
    if (action == NULL || g_strcmp0 (sj_program_call (program, i)->id, action) == 0)
      return true;
  return false;
}

static const SjCall *
call_at (const SjProgram *program, const SjStation *station)
{
  for (guint i = 0; i < program->calls->len; i++)
    if (sj_program_station (program, sj_program_call (program, i)->station) == station)
      return sj_program_call (program, i);
  return NULL;
}

/* ------------------------------------------------------------------ what an entry is about */

static SjDiag *
refuse (const Entry *entry, const char *field, const char *format, ...) G_GNUC_PRINTF (3, 4);

static SjDiag *
refuse (const Entry *entry, const char *field, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  return sj_reading_add (entry->reading, SJ_SEVERITY_ERROR, "unknown-reference", sj_null, field, "%s", text);
}

static const SjProgram *
find_program (const SjWorld *world, const char *journey)
{
  for (guint i = 0; i < world->programs->len; i++)
    if (g_strcmp0 (sj_world_program (world, i)->journey->id, journey) == 0)
      return sj_world_program (world, i);
  return NULL;
}

static void
check_reference (const SjField *field, const char *text, SjReading *reading, gpointer data)
{
  const Check *check = data;
  const char *nearest;
  SjDiag *diag;

  if (field->type != SJ_FIELD_REFERENCE || !sj_library_holds (field->to) ||
      sj_library_find (check->library, field->to, text) != NULL ||
      (field->to == SJ_REF_JOURNEY && check->world != NULL && find_program (check->world, text) != NULL))
    return;
  nearest = sj_library_nearest (check->library, field->to, text);
  diag = sj_reading_add (reading, SJ_SEVERITY_ERROR, "unknown-reference", sj_null, NULL,
                         nearest ? _("There is no %s “%s”; perhaps “%s” is meant.") : _("There is no %s “%s”."),
                         sj_ref_words (field->to), text, nearest);
  if (diag != NULL && nearest != NULL)
    diag->fix = g_strdup (nearest);
}

/* What the workspace does not have was refused before. */
static bool
is_known (const Entry *entry, SjRefTo kind)
{
  return entry->id != NULL && (entry->check->library == NULL || !sj_library_holds (kind) ||
                               sj_library_find (entry->check->library, kind, entry->id) != NULL);
}

/* Without a workspace there are no other journeys than those of the run. */
static bool
is_nowhere (const Entry *entry)
{
  const SjWorld *world = entry->check->world;

  if (entry->journey == NULL || entry->check->library != NULL || find_program (world, entry->journey) != NULL)
    return false;
  refuse (entry, "journey", _("There is no journey “%s” here; the one that runs is “%s”."), entry->journey,
          sj_world_program (world, 0)->journey->id ? sj_world_program (world, 0)->journey->id : "");
  return true;
}

/* The one that has the step; where no journey is named, the first. */
static const SjProgram *
find_with_node (const Entry *entry)
{
  const SjWorld *world = entry->check->world;

  for (guint i = 0; i < world->programs->len; i++)
    {
      const SjProgram *program = sj_world_program (world, i);

      if (g_strcmp0 (program->journey->id, entry->journey) == 0 ||
          (entry->journey == NULL && sj_journey_find (program->journey, entry->node) != NULL))
        return program;
    }
  return NULL;
}

static void
refuse_node (const Entry *entry, const SjProgram *program)
{
  const SjJourney *journey = program->journey;
  uint32_t count = sj_journey_n_nodes (journey);
  g_autofree const char **ids = g_new (const char *, MAX (count, 1));
  const char *nearest;
  SjDiag *diag;

  for (uint32_t i = 0; i < count; i++)
    ids[i] = sj_journey_node (journey, i)->id;
  nearest = sj_nearest (entry->node, ids, count);
  if (nearest == NULL)
    {
      refuse (entry, "node", _("The journey “%s” has no step “%s”; give the id of one of its steps, or leave out "
                               "“node”."), name_of (program), entry->node);
      return;
    }
  diag = refuse (entry, "node", _("The journey “%s” has no step “%s”; perhaps “%s” is meant."), name_of (program),
                 entry->node, nearest);
  if (diag != NULL)
    diag->fix = g_strdup (nearest);
}

/* The step's program, and the step; NULL where it is another journey's, or was refused. */
static const SjProgram *
find_place (const Entry *entry, const SjStation **station)
{
  const SjProgram *program = find_with_node (entry);

  *station = NULL;
  if (entry->journey != NULL && program == NULL)
    return NULL;
  if (program == NULL || sj_journey_find (program->journey, entry->node) == NULL)
    {
      refuse_node (entry, program ? program : sj_world_program (entry->check->world, 0));
      return NULL;
    }
  *station = sj_program_find (program, entry->node, NULL);
  return *station != NULL ? program : NULL;
}

static void
warn_unused (const Entry *entry, const char *field, const char *words)
{
  sj_reading_add (entry->reading, SJ_SEVERITY_WARNING, "unused", sj_null, field,
                  _("The journey does not ask for the %s “%s”, so this has no effect on it."), words, entry->id);
}

/* ------------------------------------------------------------------ events and changes of audiences */

/* What is the same for all steps of a journey. */
static void
check_whole (const Entry *entry, const SjHabit *habit)
{
  const char *field = habit->payload.count > 0                ? "payload"
                      : habit->anyway >= 0                    ? "anyway"
                      : habit->anyway_after != NULL           ? "anywayAfter"
                                                              : NULL;

  if (field != NULL)
    refuse (entry, field, _("“%s” is the same for the whole journey and cannot be for the step “%s” alone; move it to "
                            "an entry without “node”."), field, entry->node);
}

static void
check_habit (const Entry *entry, const SjHabit *habit, bool event)
{
  const char *field = event ? "event" : "audience";
  const char *words = sj_ref_words (event ? SJ_REF_EVENT : SJ_REF_AUDIENCE);
  const SjStation *station;
  const SjProgram *program;
  bool used = false;

  if (entry->node != NULL)
    {
      check_whole (entry, habit);
      program = find_place (entry, &station);
      if (program != NULL && !(event ? waits_for_event (program, entry->node, entry->id)
                                     : listens (program, entry->node, SJ_HEAR_AUDIENCE, entry->id)))
        refuse (entry, "node", _("The step “%s” of the journey “%s” does not wait for the %s “%s”; name one that does, "
                                 "or leave out “node”."), entry->node, name_of (program), words, entry->id);
      return;
    }
  if (entry->journey != NULL)
    {
      program = find_program (entry->check->world, entry->journey);
      if (program != NULL && !asks_for (program, event, entry->id))
        refuse (entry, field, _("The journey “%s” does not ask for the %s “%s”; name one that it asks for, or leave "
                                "this out."), name_of (program), words, entry->id);
      return;
    }
  for (guint i = 0; i < entry->check->world->programs->len; i++)
    used = used || asks_for (sj_world_program (entry->check->world, i), event, entry->id);
  if (!used)
    warn_unused (entry, field, words);
}

/* ------------------------------------------------------------------ beginnings, messages, calls */

static void
check_arrival (const Entry *entry, const SjArrival *arrival)
{
  bool event = arrival->event != NULL;
  bool used = false;

  for (guint i = 0; i < entry->check->world->programs->len; i++)
    used = used || asks_for (sj_world_program (entry->check->world, i), event, entry->id);
  if (!used)
    warn_unused (entry, event ? "event" : "audience", sj_ref_words (event ? SJ_REF_EVENT : SJ_REF_AUDIENCE));
}

static void
check_message (const Entry *entry)
{
  const SjStation *station;
  const SjProgram *program;
  uint8_t channel;

  if (entry->node == NULL)
    {
      program = entry->journey != NULL ? find_program (entry->check->world, entry->journey) : NULL;
      if (program != NULL && !sends_by (program, entry->channel))
        refuse (entry, entry->channel >= 0 ? "channel" : "journey",
                _("The journey “%s” sends no such messages; leave this out, or name another channel or journey."),
                name_of (program));
      return;
    }
  program = find_place (entry, &station);
  if (program == NULL)
    return;
  if (station->send == SJ_NONE)
    {
      refuse (entry, "node", _("The step “%s” of the journey “%s” sends nothing; name a step that does, or leave out "
                               "“node”."), entry->node, name_of (program));
      return;
    }
  channel = sj_program_send (program, station->send)->channel;
  if (entry->channel >= 0 && entry->channel != channel)
    refuse (entry, "channel", _("The step “%s” of the journey “%s” sends by %s; write that, or leave out “channel”."),
            entry->node, name_of (program), sj_channel_id (channel));
}

static void
check_call (const Entry *entry)
{
  const SjStation *station;
  const SjProgram *program;
  const SjCall *call;
  bool used = false;

  if (entry->node != NULL)
    {
      program = find_place (entry, &station);
      call = program != NULL ? call_at (program, station) : NULL;
      if (program != NULL && call == NULL)
        refuse (entry, "node", _("The step “%s” of the journey “%s” calls nothing; name a step that does, or leave out "
                                 "“node”."), entry->node, name_of (program));
      else if (call != NULL && entry->id != NULL && g_strcmp0 (call->id, entry->id) != 0)
        refuse (entry, "action", _("The step “%s” of the journey “%s” calls “%s”; write that, or leave out “action”."),
                entry->node, name_of (program), call->id ? call->id : "");
      return;
    }
  program = entry->journey != NULL ? find_program (entry->check->world, entry->journey) : NULL;
  if (program != NULL && !calls (program, entry->id))
    refuse (entry, entry->id ? "action" : "journey",
            _("The journey “%s” makes no such calls; leave this out, or name another action or journey."),
            name_of (program));
  if (entry->journey != NULL || entry->id == NULL)
    return;
  for (guint i = 0; i < entry->check->world->programs->len; i++)
    used = used || calls (sj_world_program (entry->check->world, i), entry->id);
  if (!used)
    warn_unused (entry, "action", sj_ref_words (SJ_REF_ACTION));
}

static void
check_entry (const SjSpec *spec, const void *config, SjReading *reading, gpointer data)
{
  Entry entry = { .check = data, .reading = reading, .channel = -1 };

  if (spec == &sj_event_habit_spec || spec == &sj_change_habit_spec)
    {
      const SjHabit *habit = config;
      bool event = spec == &sj_event_habit_spec;

      entry.journey = habit->journey;
      entry.node = habit->node;
      entry.id = event ? habit->event : habit->audience;
      if (is_known (&entry, event ? SJ_REF_EVENT : SJ_REF_AUDIENCE) && !is_nowhere (&entry))
        check_habit (&entry, habit, event);
    }
  else if (spec == &sj_arrival_spec)
    {
      const SjArrival *arrival = config;

      entry.id = arrival->event ? arrival->event : arrival->audience;
      if (is_known (&entry, arrival->event ? SJ_REF_EVENT : SJ_REF_AUDIENCE))
        check_arrival (&entry, arrival);
    }
  else if (spec == &sj_message_habit_spec)
    {
      const SjMessageHabit *habit = config;

      entry.journey = habit->journey;
      entry.node = habit->node;
      entry.channel = habit->channel;
      if (!is_nowhere (&entry))
        check_message (&entry);
    }
  else if (spec == &sj_call_habit_spec)
    {
      const SjCallHabit *habit = config;

      entry.journey = habit->journey;
      entry.node = habit->node;
      entry.id = habit->action;
      if ((entry.id == NULL || is_known (&entry, SJ_REF_ACTION)) && !is_nowhere (&entry))
        check_call (&entry);
    }
}

void
sj_behaviour_check (const SjBehaviour *behaviour, const SjLibrary *library, const SjWorld *world, SjReading *reading)
{
  Check check = { library, world };

  if (library != NULL)
    sj_config_visit (&sj_behaviour_spec, behaviour, reading, check_reference, &check);
  if (world != NULL && world->programs->len > 0)
    sj_config_each (&sj_behaviour_spec, behaviour, reading, check_entry, &check);
}
