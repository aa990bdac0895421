/* sj-instance-load.c -- a life from its bytes, into programs compiled anew.
 *
 * Everything is looked up by name and held against the program before it is believed;
 * the bytes may be anybody's.
 */
#include "engine/sj-instance-save-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST UINT32_MAX

typedef struct
{
  SjSaveReader reader;
  SjLife *life;
  GPtrArray *programs;      /* owned: of SjProgram, by the numbers they had */
} Load;

static uint32_t
load_count (Load *load)
{
  return (uint32_t) sj_load_number (&load->reader, (uint64_t) (load->reader.end - load->reader.at));
}

static uint32_t
load_32 (Load *load)
{
  return (uint32_t) sj_load_number (&load->reader, MOST);
}

/* A list has a mark before each item and a stop behind the last. */
static char
load_mark (Load *load)
{
  if (load->reader.at < load->reader.end)
    return (char) *load->reader.at++;
  sj_load_damaged (&load->reader);
  return '.';
}

static bool
load_next (Load *load, char mark)
{
  char found = load_mark (load);

  if (found != mark && found != '.')
    sj_load_damaged (&load->reader);
  return found == mark;
}

static SjTime
load_moment (Load *load)
{
  SjTime time = sj_load_time (&load->reader);

  if (time == SJ_TIME_NEVER)
    sj_load_damaged (&load->reader);
  return load->reader.failed ? 0 : time;
}

static const SjProgram *
find_program (const SjWorld *world, const char *id)
{
  for (guint i = 0; i < world->programs->len; i++)
    {
      const SjProgram *program = g_ptr_array_index (world->programs, i);

      if (g_strcmp0 (program->journey->id, id) == 0)
        return program;
    }
  return NULL;
}

static const SjProgram *
load_program (Load *load)
{
  uint32_t number = load_32 (load);

  if (number < load->programs->len)
    return g_ptr_array_index (load->programs, number);
  sj_load_damaged (&load->reader);
  return NULL;
}

static uint32_t
load_station (Load *load, const SjProgram *program)
{
  const char *node = sj_load_name (&load->reader);
  const char *path = sj_load_name (&load->reader);
  const SjStation *station = load->reader.failed ? NULL : sj_program_find (program, node, path);

  if (station != NULL)
    return (uint32_t) (station - program->station);
  sj_load_fail (&load->reader, SJ_SAVE_ERROR_OTHER, _("The journey has no step “%s” where the person could stand."),
                node ? node : "");
  return SJ_NONE;
}

static uint32_t
load_entry (Load *load, const SjProgram *program)
{
  uint32_t station = load_station (load, program), nth = load_32 (load);

  for (uint32_t i = 0; i < program->entries->len && !load->reader.failed; i++)
    if (sj_program_entry (program, i)->station == station && nth-- == 0)
      return i;
  sj_load_damaged (&load->reader);
  return 0;
}

static uint32_t
load_send (Load *load, const SjProgram *program)
{
  uint32_t station = load_station (load, program);

  if (!load->reader.failed && sj_program_station (program, station)->send != SJ_NONE)
    return sj_program_station (program, station)->send;
  sj_load_damaged (&load->reader);
  return SJ_NONE;
}

static uint32_t
load_call (Load *load, const SjProgram *program)
{
  uint32_t station = load_station (load, program);

  for (uint32_t i = 0; i < program->calls->len && !load->reader.failed; i++)
    if (sj_program_call (program, i)->station == station)
      return i;
  sj_load_damaged (&load->reader);
  return SJ_NONE;
}

/* The journey as it is now must be the one that was saved. */
static const SjProgram *
load_version (Load *load)
{
  const char *id = sj_load_name (&load->reader);
  const SjProgram *program = load->reader.failed ? NULL : find_program (load->life->world, id);
  uint64_t version;

  if ((size_t) (load->reader.end - load->reader.at) < sizeof version)
    sj_load_damaged (&load->reader);
  if (load->reader.failed)
    return NULL;
  memcpy (&version, load->reader.at, sizeof version);
  load->reader.at += sizeof version;
  if (program == NULL)
    sj_load_fail (&load->reader, SJ_SAVE_ERROR_OTHER, _("The journey “%s” is not there."), id ? id : "");
  else if (program->version != version || g_ptr_array_find (load->programs, program, NULL))
    sj_load_fail (&load->reader, SJ_SAVE_ERROR_OTHER,
                  _("The journey “%s” is not the version in which the person stands."), id ? id : "");
  return load->reader.failed ? NULL : program;
}

static void
load_pending (Load *load, const SjProgram *program)
{
  SjLife *life = load->life;

  while (load_next (load, 'p'))
    {
      SjPending one = { .due = load_moment (load), .program = (uint16_t) program->number };

      one.number = load_32 (load);
      one.entry = load_entry (load, program);
      one.payload = sj_load_value (&load->reader);
      one.key = sj_load_value (&load->reader);
      if (!load->reader.failed && sj_program_entry (program, one.entry)->kind != SJ_ENTRY_INACTION)
        sj_load_damaged (&load->reader);
      if (load->reader.failed)
        return;
      sj_life_allow (life, 0, 0, life->n_pending + 1);
      life->pending[life->n_pending++] = one;
    }
}

static void
load_journey (Load *load)
{
  const SjProgram *program = load_version (load);
  uint64_t flags = sj_load_number (&load->reader, SJ_SAVE_HELD | SJ_SAVE_LEFT);
  uint32_t entered = load_32 (load);
  SjVisitor *visitor;

  if (load->reader.failed)
    return;
  g_ptr_array_add (load->programs, (gpointer) program);
  visitor = &load->life->visitors[program->number];
  visitor->entered = entered;
  visitor->held = (flags & SJ_SAVE_HELD) != 0;
  if (flags & SJ_SAVE_LEFT)
    visitor->left = load_moment (load);
  load_pending (load, program);
}

static void
load_journeys (Load *load)
{
  uint32_t count = load_count (load);

  for (uint32_t i = 0; i < count && !load->reader.failed; i++)
    load_journey (load);
}

static void
load_audiences (Load *load)
{
  uint32_t count = load_count (load);

  for (uint32_t i = 0; i < count && !load->reader.failed; i++)
    {
      SjSlice name = sj_load_text (&load->reader);
      bool in = sj_load_number (&load->reader, 1) != 0;
      uint32_t audience = sj_world_find_audience (load->life->world, name.text, name.length);

      if (audience != SJ_NONE)    /* else nobody asks for it any more */
        sj_person_set_in (&load->life->person, audience, in);
    }
}

/* Oldest first, so that the ring begins with what is free. */
static void
load_times (Load *load, uint32_t number)
{
  SjPressure *pressure = &load->life->person.pressure;
  const SjLimit *limit = sj_world_limit (load->life->world, number);
  uint32_t count = (uint32_t) sj_load_number (&load->reader, limit->limit);

  pressure->next[number] = 0;
  for (uint32_t i = 0; i < limit->limit; i++)
    pressure->times[limit->first + i] = i + count < limit->limit ? INT64_MIN : load_moment (load);
}

static void
load_rules (Load *load)
{
  const SjWorld *world = load->life->world;
  const char *id = sj_load_name (&load->reader);
  uint32_t caps = load_32 (load);
  const SjEntry *entry =
      load->reader.failed || world->library == NULL ? NULL : sj_library_find (world->library, SJ_REF_RULE_SET, id);
  const SjRuleSet *rules = entry ? entry->config : NULL;

  if (rules == NULL || rules->caps.count != caps ||
      !g_ptr_array_find_with_equal_func (world->rule_sets, id, g_str_equal, NULL))
    {
      sj_load_fail (&load->reader, SJ_SAVE_ERROR_OTHER, _("The rule set “%s” is not what it was."), id ? id : "");
      return;
    }
  for (uint32_t number = 0; number < world->limits->len; number++)
    for (uint32_t j = 0; j < caps; j++)
      if (sj_world_limit (world, number)->cap == rules->caps.items[j])
        load_times (load, number);
}

static void
load_person (Load *load)
{
  SjPerson *person = &load->life->person;

  load_audiences (load);
  while (load_next (load, 'l'))
    {
      person->pressure.used = true;
      load_rules (load);
    }
  if (sj_load_number (&load->reader, 1) == 0)
    return;
  person->value = sj_load_value (&load->reader);
  person->made = person->changed = true;
  if (!load->reader.failed && person->value.type != SJ_OBJECT)
    sj_load_damaged (&load->reader);
}

static uint32_t
find_value (const SjLife *life, const SjProgram *program, char mark, SjSlice name)
{
  if (mark == 'e')
    {
      uint32_t event = sj_world_find_event (life->world, name.text, name.length);

      return event < program->n_events ? program->event_values[event] : SJ_NONE;
    }
  for (uint32_t i = 0; i < program->calls->len; i++)
    if (g_strcmp0 (sj_program_call (program, i)->id, name.text) == 0)
      return sj_program_call (program, i)->answer;
  return SJ_NONE;
}

static void
load_values (Load *load, const SjProgram *program, SjContext *context)
{
  for (char mark = load_mark (load); mark != '.'; mark = load_mark (load))
    {
      SjSlice name = sj_load_text (&load->reader);
      SjValue value = sj_load_value (&load->reader);
      uint32_t place = find_value (load->life, program, mark, name);

      if (place == SJ_NONE)
        sj_load_damaged (&load->reader);
      else
        context->values[place] = value;
    }
}

static void
load_heard (Load *load, const SjProgram *program, SjContext *context)
{
  while (load_next (load, 'h'))
    {
      uint32_t station = load_station (load, program), nth = load_32 (load);
      SjValue value = sj_load_value (&load->reader);
      bool found = false;

      for (uint32_t i = 0; i < program->listeners->len && !load->reader.failed && !found; i++)
        {
          const SjListener *listener = sj_program_listener (program, i);

          if (listener->station != station || nth-- > 0)
            continue;
          found = listener->heard != SJ_NONE;
          if (!found)
            break;
          context->heard[listener->heard].latest = value;
        }
      if (!found)
        sj_load_damaged (&load->reader);
    }
}

static void
load_counts (Load *load, const SjProgram *program, SjContext *context)
{
  for (char mark = load_mark (load); mark != '.'; mark = load_mark (load))
    {
      uint32_t number = load_station (load, program), count = load_32 (load);
      const SjStation *station = load->reader.failed ? NULL : sj_program_station (program, number);

      if (station != NULL && mark == 'v' && station->visits != SJ_NONE)
        context->visits[station->visits] = count;
      else if (station != NULL && mark == 's' && station->send != SJ_NONE)
        context->sendings[station->send] = count;
      else
        sj_load_damaged (&load->reader);
    }
}

static void
load_remembered (Load *load, const SjProgram *program, SjContext *context)
{
  SjRemembered **link = &context->remembered;

  while (load_next (load, 'r'))
    {
      SjRemembered *one = sj_arena_new0 (load->reader.arena, SjRemembered);

      one->send = load_send (load, program);
      one->kind = (uint8_t) sj_load_number (&load->reader, SJ_N_REACTIONS - 1);
      one->link = sj_load_text (&load->reader);
      if (load->reader.failed)
        return;
      *link = one;
      link = &one->next;
    }
}

static void
load_context (Load *load, const SjProgram *program, SjInstance *run)
{
  SjContext *context = run->context;
  const SjOp *op = sj_program_op (program, run->op);

  for (uint32_t i = 0; (op->flags & SJ_DO_FORK) && i < op->count; i++)
    {
      context->branches[i].due = sj_load_time (&load->reader);
      context->branches[i].number = load_32 (load);
      context->branches[i].phase =
          (uint32_t) sj_load_number (&load->reader, sj_step_fork_last (sj_program_listener (program, op->arg + i)));
    }
  load_values (load, program, context);
  load_heard (load, program, context);
  load_counts (load, program, context);
  load_remembered (load, program, context);
  context->key = sj_load_value (&load->reader);
}

/* Runs wait at operations that wait, and at no other. */
static bool
is_waiting (const SjProgram *program, uint32_t station, uint32_t op)
{
  static const SjOpCode waits[] = { SJ_DO_LISTEN, SJ_DO_SLEEP, SJ_DO_SEND, SJ_DO_CALL };

  if (op >= program->ops->len || sj_program_op (program, op)->station != station)
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS (waits); i++)
    if (sj_program_op (program, op)->code == waits[i])
      return true;
  return false;
}

static void
load_place (Load *load, const SjProgram *program, SjInstance *run)
{
  uint32_t station = load_station (load, program);
  uint64_t beyond = sj_load_number (&load->reader, MOST);

  if (load->reader.failed)
    return;
  beyond += sj_program_station (program, station)->op;
  run->station = (uint16_t) station;
  run->op = (uint32_t) MIN (beyond, MOST);
  if (!is_waiting (program, station, run->op))
    sj_load_damaged (&load->reader);
}

static void
load_run (Load *load)
{
  const SjProgram *program = load_program (load);
  SjLife *life = load->life;
  SjInstance *run = &life->runs[life->n_runs];
  uint32_t ordinal = load_32 (load);

  if (load->reader.failed)
    return;
  sj_instance_init (run, program, load->reader.arena);
  run->ordinal = ordinal;
  load_place (load, program, run);
  run->due = sj_load_time (&load->reader);
  run->arrived = load_moment (load);
  run->entered = load_moment (load);
  run->number = load_32 (load);
  run->born = load_32 (load);
  run->entry = load_32 (load);
  run->attempt = (uint16_t) sj_load_number (&load->reader, UINT16_MAX);
  run->goals = (uint8_t) sj_load_number (&load->reader, UINT8_MAX);
  run->treatment = load_32 (load);
  if (run->context != NULL && !load->reader.failed)
    load_context (load, program, run);
  if (ordinal >= life->ordinal || (life->n_runs > 0 && run[-1].ordinal >= ordinal))
    sj_load_damaged (&load->reader);
  if (load->reader.failed)
    return;
  life->n_runs++;
  life->visitors[run->program].inside++;
}

static void
load_runs (Load *load)
{
  uint32_t count = load_count (load);

  sj_life_allow (load->life, count, 0, 0);
  for (uint32_t i = 0; i < count && !load->reader.failed; i++)
    load_run (load);
}

static void
load_input (Load *load, const SjProgram *program, SjQueued *one)
{
  SjInput *input = &one->input;

  one->run = load_32 (load);
  one->sent = load_moment (load);
  input->verb = (uint8_t) sj_load_number (&load->reader,
                                          input->kind == SJ_INPUT_REACTION ? SJ_N_REACTIONS - 1 : SJ_RESULT_REFUSED);
  input->attempt = (uint16_t) sj_load_number (&load->reader, UINT16_MAX);
  input->sending = load_32 (load);
  input->link = sj_load_text (&load->reader);
  input->what = input->kind == SJ_INPUT_REACTION ? load_send (load, program) : load_call (load, program);
  if (one->run >= load->life->ordinal)
    sj_load_damaged (&load->reader);
}

static void
load_queued (Load *load)
{
  const SjProgram *program = load_program (load);
  SjLife *life = load->life;
  SjQueued one = { .time = load_moment (load), .run = SJ_NONE };

  one.number = load_32 (load);
  one.input.kind = (uint8_t) sj_load_number (&load->reader, SJ_INPUT_RESULT);
  one.input.value = sj_load_value (&load->reader);
  if (load->reader.failed)
    return;
  one.program = (uint16_t) program->number;
  if (one.input.kind == SJ_INPUT_REACTION || one.input.kind == SJ_INPUT_RESULT)
    load_input (load, program, &one);
  else if (one.input.kind != SJ_INPUT_START)
    sj_load_damaged (&load->reader);
  if (life->n_queue > 0 && life->queue[life->n_queue - 1].time > one.time)
    sj_load_damaged (&load->reader);
  if (!load->reader.failed)
    life->queue[life->n_queue++] = one;
}

static void
load_queue (Load *load)
{
  uint32_t count = load_count (load);

  sj_life_allow (load->life, 0, count, 0);
  for (uint32_t i = 0; i < count && !load->reader.failed; i++)
    load_queued (load);
}

static void
load_form (SjSaveReader *reader)
{
  uint64_t form;

  if ((size_t) (reader->end - reader->at) < strlen (SJ_SAVE_MAGIC) ||
      memcmp (reader->at, SJ_SAVE_MAGIC, strlen (SJ_SAVE_MAGIC)) != 0)
    {
      sj_load_fail (reader, SJ_SAVE_ERROR_DAMAGED, _("This is no saved state."));
      return;
    }
  reader->at += strlen (SJ_SAVE_MAGIC);
  form = sj_load_number (reader, UINT64_MAX);
  if (!reader->failed && form != SJ_SAVE_FORM)
    sj_load_fail (reader, SJ_SAVE_ERROR_FORM,
                  form > SJ_SAVE_FORM ? _("The saved state has form %s, but this Sojourn reads form %d; a newer one "
                                          "wrote it and can go on with it.")
                                      : _("The saved state has form %s, but this Sojourn reads form %d; an older one "
                                          "wrote it and can go on with it."),
                  sj_arena_printf (reader->arena, "%" G_GUINT64_FORMAT, form), SJ_SAVE_FORM);
}

static void
load_head (Load *load)
{
  SjSaveReader *reader = &load->reader;
  const char *id = NULL;

  load_form (reader);
  if (reader->failed)
    return;
  id = sj_load_name (reader);
  if (!reader->failed && g_strcmp0 (id, load->life->person.id) != 0)
    sj_load_fail (reader, SJ_SAVE_ERROR_OTHER, _("This is the state of “%s”, and not of “%s”."), id ? id : "",
                  load->life->person.id ? load->life->person.id : "");
  load->life->now = sj_load_time (reader);
  if (load->life->now == SJ_TIME_NEVER)
    load->life->now = INT64_MIN;
  load->life->step.budget = SJ_HOP_BUDGET;    /* saved between two moments */
  load->life->number = load_32 (load);
  load->life->ordinal = load_32 (load);
  load->life->person.unsubscribed = (uint8_t) sj_load_number (reader, SJ_ALL_CHANNELS);
}

/* As if nothing had happened. */
static void
forget (SjLife *life)
{
  SjPerson *person = &life->person;

  sj_pressure_clear (&person->pressure, life->world);
  person->unsubscribed = 0;
  for (guint i = 0; i < life->world->programs->len; i++)
    life->visitors[i] = (SjVisitor) { .left = INT64_MIN };
  life->n_runs = life->n_queue = life->n_pending = 0;
  life->number = life->ordinal = 0;
  life->now = INT64_MIN;
  if (person->changed)
    person->made = person->changed = false;
}

/* What was due before the last input has happened: a life that says otherwise would have
 * to catch up with any number of years. */
static void
check_times (Load *load)
{
  const SjLife *life = load->life;
  bool late = false;

  for (uint32_t i = 0; i < life->n_runs; i++)
    late = late || life->runs[i].due < life->now || life->runs[i].arrived > life->now;
  for (uint32_t i = 0; i < life->n_pending; i++)
    late = late || life->pending[i].due < life->now;
  late = late || (life->n_queue > 0 && life->queue[0].time < life->now);
  if (late && !load->reader.failed)
    sj_load_damaged (&load->reader);
}

bool
sj_life_load (SjLife *life, const void *bytes, size_t length, GError **error)
{
  const uint8_t *from = bytes;
  Load load = { .reader = { from, from + length, &life->keep, error, false }, .life = life };

  load.programs = g_ptr_array_new ();
  load_head (&load);
  load_journeys (&load);
  load_person (&load);
  load_runs (&load);
  load_queue (&load);
  check_times (&load);
  if (!load.reader.failed && load.reader.at != load.reader.end)
    sj_load_damaged (&load.reader);
  g_ptr_array_unref (load.programs);
  if (load.reader.failed)
    forget (life);
  life->person.refused |= life->person.unsubscribed;
  return !load.reader.failed;
}
