/* cast.c -- inputs, replies and logs of a case's persons. */
#include "cast.h"

#include "../oracle/sj-engine-case.h"
#include "base/sj-hash.h"

#include <string.h>

/* What one thread keeps; also the place that is saved. */
typedef struct
{
  Cast *cast;
  uint32_t person;
  guint next;
  SjTime reacted;           /* to the run that arrived then */
} Reader;

static GString *
log_of (const Cast *cast, const SjLife *life)
{
  return g_ptr_array_index (cast->logs, life->person.number);
}

static void
note_cb (void *data, const SjStep *step, const SjInstance *instance, const SjNote *note)
{
  Cast *cast = data;
  GString *log = g_ptr_array_index (cast->logs, step->person->number);
  const SjEffect *effect = note->effect;

  g_string_append_printf (log, "%" G_GINT64_FORMAT " note %u %u.%u %d %u %u %u %" G_GINT64_FORMAT, step->now,
                          step->number, instance->program, instance->ordinal, (int) note->kind, note->what, note->way,
                          note->reason, note->until);
  if (effect != NULL)
    g_string_append_printf (log, " effect %d %u %u %u %" G_GINT64_FORMAT " %" G_GUINT64_FORMAT, effect->kind,
                            effect->what, effect->attempt, effect->sending, effect->at, sj_value_hash (effect->value));
  g_string_append_c (log, '\n');
}

static void
refused_cb (void *data, const SjLife *life, const SjProgram *program, const SjEntryPoint *entry, SjRefusal reason)
{
  g_string_append_printf (log_of (data, life), "refused %u %d\n", program->number, (int) reason);
}

static void
entered_cb (void *data, const SjLife *life, const SjProgram *program, const SjInstance *instance)
{
  g_string_append_printf (log_of (data, life), "entered %u %u\n", program->number, instance->entry);
}

static unsigned
count_reply (const Cast *cast, const SjLife *life, const char *node)
{
  GHashTable *replies = g_ptr_array_index (cast->replies, life->person.number);
  unsigned count = GPOINTER_TO_UINT (g_hash_table_lookup (replies, node));

  g_hash_table_insert (replies, (gpointer) node, GUINT_TO_POINTER (count + 1));
  return count;
}

static const char *
node_of (const Cast *cast, const SjEffect *effect)
{
  const SjProgram *program = g_ptr_array_index (cast->world->programs, effect->instance->program);
  uint16_t station = effect->kind == SJ_EFFECT_SEND ? sj_program_send (program, effect->what)->station
                                                    : sj_program_call (program, effect->what)->station;

  return sj_program_station (program, station)->node->id;
}

static unsigned
sent_cb (void *data, const SjLife *life, const SjEffect *effect, SjReply *replies)
{
  Cast *cast = data;
  const char *node = node_of (cast, effect);
  SjCaseSend reply = sj_case_reply_send (cast->acase, life->person.number, node, count_reply (cast, life, node));

  return sj_engine_case_replies (&reply, replies);
}

static bool
called_cb (void *data, const SjLife *life, const SjEffect *effect, SjArena *arena, SjReply *reply)
{
  Cast *cast = data;
  const char *node = node_of (cast, effect);
  SjCaseCall call = sj_case_reply_call (cast->acase, life->person.number, node, count_reply (cast, life, node));

  return sj_engine_case_answer (&call, reply);
}

static SjValue
make_profile (SjPerson *person, SjArena *arena)
{
  const Cast *cast = person->data;
  const SjCasePerson *given = g_ptr_array_index (cast->acase->persons, person->number);
  SjValue attributes = sj_blob_value (given->attributes);

  return attributes.type == SJ_OBJECT ? attributes : sj_value_object (NULL, 0);
}

void
cast_begin (Cast *cast, SjLife *life, uint32_t number)
{
  const SjCasePerson *given = g_ptr_array_index (cast->acase->persons, number);
  SjPerson *person = &life->person;

  life->watch = &cast->watch;
  life->step.note = note_cb;
  life->step.note_data = cast;
  person->id = given->id;
  person->chance = sj_hash_text (0, given->id);
  person->suppressed = given->suppressed;
  person->best_hour = -1;
  person->zone = given->zone ? sj_zone_find (given->zone, strlen (given->zone)) : NULL;
  person->make = make_profile;
  person->data = cast;
  person->refused = 0;
  memset (person->audiences, 0, sj_person_words (cast->world) * sizeof (uint64_t));
  for (int i = 0; i < SJ_N_CHANNELS; i++)
    {
      person->refused |= (uint8_t) (given->refused[i] ? 1u << i : 0);
      person->reach[i] = (uint8_t) given->reach[i];
    }
  for (guint i = 0; i < given->audiences->len; i++)
    {
      const char *name = g_ptr_array_index (given->audiences, i);

      sj_person_set_in (person, sj_world_find_audience (cast->world, name, strlen (name)), true);
    }
}

/* The way in that is drawn as the node of that id. */
static void
find_entry (const Cast *cast, const SjCaseInput *input, SjOuter *outer)
{
  *outer = (SjOuter) { .time = input->time, .kind = SJ_INPUT_START, .value = sj_blob_value (input->payload) };
  for (guint i = 0; i < cast->world->programs->len; i++)
    {
      const SjProgram *program = g_ptr_array_index (cast->world->programs, i);

      for (guint j = 0; j < program->entries->len; j++)
        if (g_str_equal (sj_program_entry (program, j)->node->id, input->name))
          {
            outer->program = (uint16_t) i;
            outer->what = j;
            return;
          }
    }
  g_error ("no journey begins at “%s”", input->name);
}

bool
cast_input (const Cast *cast, uint32_t person, guint number, SjOuter *outer)
{
  const GPtrArray *inputs = g_ptr_array_index (cast->inputs, person);
  const SjCaseInput *input;
  bool event;

  if (number >= inputs->len)
    return false;
  input = g_ptr_array_index (inputs, number);
  if (input->kind == SJ_CASE_READ)
    {
      find_entry (cast, input, outer);
      return true;
    }
  event = input->kind == SJ_CASE_EVENT;
  *outer = (SjOuter) { .time = input->time, .kind = event ? SJ_INPUT_EVENT : SJ_INPUT_AUDIENCE,
                       .entered = input->kind == SJ_CASE_ENTERS, .value = sj_blob_value (input->payload) };
  outer->what = event ? sj_world_find_event (cast->world, input->name, strlen (input->name))
                      : sj_world_find_audience (cast->world, input->name, strlen (input->name));
  return true;
}

void
cast_give (const Cast *cast, SjLife *life, const SjOuter *outer)
{
  sj_life_run_until (life, outer->time);
  if (outer->kind == SJ_INPUT_EVENT)
    sj_life_event (life, outer->time, outer->what, outer->value);
  else if (outer->kind == SJ_INPUT_AUDIENCE)
    sj_life_audience (life, outer->time, outer->what, outer->entered);
  else
    sj_life_enter (life, outer->time, sj_world_program (cast->world, outer->program), outer->what, outer->value);
}

static void *
reader_new (void *data)
{
  Reader *reader = g_new0 (Reader, 1);

  reader->cast = data;
  return reader;
}

static void
reader_begin (void *worker, SjLife *life, uint32_t number)
{
  Reader *reader = worker;

  *reader = (Reader) { reader->cast, number, 0, INT64_MIN };
  cast_begin (reader->cast, life, number);
}

/* Something that the person does because of where they stand. */
static bool
react (const Reader *reader, const SjLife *life, SjOuter *outer)
{
  if (life->n_runs == 0 || life->runs[0].arrived <= reader->reacted)
    return false;
  *outer = (SjOuter) { .time = MAX (life->runs[0].arrived + 20 * SJ_MINUTE, life->now), .kind = SJ_INPUT_EVENT,
                       .what = life->runs[0].station % MAX (reader->cast->world->events->len, 1) };
  return true;
}

static SjTime
reader_peek (void *worker, SjLife *life)
{
  const Reader *reader = worker;
  SjTime time = SJ_TIME_NEVER;
  SjOuter input;

  if (cast_input (reader->cast, reader->person, reader->next, &input))
    time = input.time;
  if (react (reader, life, &input))
    time = MIN (time, input.time);
  return time;
}

static bool
reader_next (void *worker, SjLife *life, SjOuter *outer)
{
  Reader *reader = worker;
  bool there = cast_input (reader->cast, reader->person, reader->next, outer);
  SjOuter own;

  if (reader->cast->manner == CAST_REACTS && react (reader, life, &own) && (!there || own.time < outer->time))
    {
      *outer = own;
      reader->reacted = life->runs[0].arrived;
      return true;
    }
  reader->next += there;
  return there;
}

static void
reader_save (void *worker, const SjLife *life, void *place)
{
  memcpy (place, worker, sizeof (Reader));
}

static void
reader_load (void *worker, SjLife *life, uint32_t number, const void *place)
{
  Reader *reader = worker;

  memcpy (reader, place, sizeof (Reader));
  g_assert_cmpuint (reader->person, ==, number);
  cast_begin (reader->cast, life, number);
}

static void
reader_end (void *worker, SjLife *life)
{
  cast_say_inside (((Reader *) worker)->cast, life);
}

void
cast_say_inside (Cast *cast, const SjLife *life)
{
  for (guint i = 0; i < life->world->programs->len; i++)
    g_string_append_printf (log_of (cast, life), "visitor %u %u %u %d\n", i, life->visitors[i].entered,
                            life->visitors[i].inside, life->visitors[i].held);
  for (uint32_t i = 0; i < life->n_runs; i++)
    {
      const SjInstance *run = &life->runs[i];

      g_string_append_printf (log_of (cast, life), "inside %u.%u %u %u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %u\n",
                              run->program, run->ordinal, run->station, run->op, run->arrived, run->due, run->number);
    }
}

static int
compare_times (const void *a, const void *b)
{
  const SjCaseInput *first = *(SjCaseInput *const *) a;
  const SjCaseInput *second = *(SjCaseInput *const *) b;

  return first->time < second->time ? -1 : first->time > second->time;
}

static void
free_log (gpointer log)
{
  g_string_free (log, TRUE);
}

/* Names get their numbers before anything is measured by how many there are. */
static void
add_inputs (Cast *cast)
{
  for (guint i = 0; i < cast->acase->inputs->len; i++)
    {
      SjCaseInput *input = g_ptr_array_index (cast->acase->inputs, i);

      if (input->kind == SJ_CASE_EVENT)
        sj_world_event (cast->world, input->name, strlen (input->name));
      else if (input->kind != SJ_CASE_READ)
        sj_world_audience (cast->world, input->name, strlen (input->name));
      if (input->person != SJ_CASE_NOBODY)
        g_ptr_array_add (g_ptr_array_index (cast->inputs, input->person), input);
    }
}

static void
add_person (Cast *cast, const SjCasePerson *person)
{
  g_ptr_array_add (cast->inputs, g_ptr_array_new ());
  g_ptr_array_add (cast->replies, g_hash_table_new (g_str_hash, g_str_equal));
  g_ptr_array_add (cast->logs, g_string_new (NULL));
  for (guint i = 0; i < person->audiences->len; i++)
    {
      const char *name = g_ptr_array_index (person->audiences, i);

      sj_world_audience (cast->world, name, strlen (name));
    }
}

static bool
compile (Cast *cast)
{
  for (guint i = 0; i < cast->acase->journeys->len; i++)
    if (sj_program_compile (cast->world, g_ptr_array_index (cast->acase->journeys, i), NULL) == NULL)
      return false;
  return true;
}

bool
cast_init (Cast *cast, const SjCase *acase, CastManner manner)
{
  *cast = (Cast) { .acase = acase, .world = sj_world_new (acase->library), .manner = manner };
  cast->inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  cast->replies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  cast->logs = g_ptr_array_new_with_free_func (free_log);
  cast->watch = (SjWatch) { .refused = refused_cb, .entered = entered_cb, .data = cast };
  cast->outside = (SjOutside) { sent_cb, called_cb, cast };
  cast->people = (SjPeople) { reader_new, g_free, reader_begin, reader_next, reader_end, cast };
  if (manner == CAST_RENUMBERED)
    {
      sj_world_event (cast->world, "nothing", strlen ("nothing"));
      sj_world_audience (cast->world, "nobody", strlen ("nobody"));
    }
  else if (manner != CAST_ANEW)
    {
      cast->people.place_size = sizeof (Reader);
      cast->people.save = reader_save;
      cast->people.load = reader_load;
    }
  if (manner == CAST_REACTS)
    cast->people.peek = reader_peek;
  for (guint i = 0; i < acase->persons->len; i++)
    add_person (cast, g_ptr_array_index (acase->persons, i));
  add_inputs (cast);
  for (guint i = 0; i < acase->persons->len; i++)
    g_ptr_array_sort (g_ptr_array_index (cast->inputs, i), compare_times);    /* stable: merge sort */
  return compile (cast);
}

void
cast_clear (Cast *cast)
{
  g_ptr_array_unref (cast->inputs);
  g_ptr_array_unref (cast->replies);
  g_ptr_array_unref (cast->logs);
  sj_world_unref (cast->world);
}

void
cast_reset (Cast *cast)
{
  for (guint i = 0; i < cast->logs->len; i++)
    {
      g_string_truncate (g_ptr_array_index (cast->logs, i), 0);
      g_hash_table_remove_all (g_ptr_array_index (cast->replies, i));
    }
}

char *
cast_log (const Cast *cast)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < cast->logs->len; i++)
    {
      const GString *log = g_ptr_array_index (cast->logs, i);

      g_string_append_printf (all, "person %u\n%s", i, log->str);
    }
  return g_string_free (all, FALSE);
}
