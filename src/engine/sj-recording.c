/* sj-recording.c -- files of lines into events, person by person.
 *
 * Events are kept as they come, 16 bytes each and whose they are beside them; when all
 * have been read, they are put in order once.  A sort by time that keeps the order of
 * lines follows only for persons whose lines were not in order.
 */
#include "engine/sj-recording-private.h"

#include "base/sj-lines.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define INSERTION_MOST 24    /* events of one person that are sorted by insertion */

static void
note_free (SjLineNote *note)
{
  g_free (note->file);
  g_free (note->text);
  g_free (note);
}

static void
clear_rule (void *data)
{
  SjAudienceRule *rule = data;

  g_clear_pointer (&rule->rule, sj_expr_unref);
}

static void
clear_reader (void *data)
{
  SjReader *reader = data;

  sj_schedule_clear (&reader->schedule);
}

static void
numbers_init (SjNumbers *numbers, SjPool *pool)
{
  sj_texts_init (&numbers->texts, pool);
  numbers->numbers = g_array_new (FALSE, FALSE, sizeof (uint32_t));
}

static void
numbers_clear (SjNumbers *numbers)
{
  sj_texts_clear (&numbers->texts);
  g_array_unref (numbers->numbers);
}

static inline uint32_t
number_of (SjNumbers *numbers, const SjWorld *world, SjSlice name,
           uint32_t (*find) (const SjWorld *world, const char *name, size_t length))
{
  bool added;
  uint32_t place = sj_texts_number (&numbers->texts, name, sj_texts_hash (name), &added);

  if (place == SJ_NONE)
    return SJ_NONE;
  if (added)
    {
      uint32_t number = find (world, name.text, name.length);

      g_array_append_val (numbers->numbers, number);
    }
  return g_array_index (numbers->numbers, uint32_t, place);
}

uint32_t
sj_recording_audience (SjRecording *recording, SjSlice name)
{
  return number_of (&recording->names, recording->world, name, sj_world_find_audience);
}

uint32_t
sj_recording_event (SjRecording *recording, SjSlice type)
{
  return number_of (&recording->types, recording->world, type, sj_world_find_event);
}

/* Rules and lists that can say who is in an audience that a program asks for. */
static void
find_rules (SjRecording *recording)
{
  const SjLibrary *library = recording->world->library;

  for (guint i = 0; library != NULL && i < recording->world->audiences->len; i++)
    {
      const SjEntry *entry = sj_library_find (library, SJ_REF_AUDIENCE,
                                              g_ptr_array_index (recording->world->audiences, i));
      const SjAudience *audience = entry ? entry->config : NULL;
      SjAudienceRule rule = { .number = i, .audience = audience };

      if (audience == NULL || (audience->kind == SJ_AUDIENCE_LIST && audience->members.count == 0))
        continue;
      if (audience->kind == SJ_AUDIENCE_RULE && audience->rule != NULL)
        rule.rule = sj_expr_compile (audience->rule, strlen (audience->rule), sj_library_expr_env (library),
                                     SJ_EXPR_BOOLEAN, NULL);
      if (audience->kind == SJ_AUDIENCE_LIST || rule.rule != NULL)
        g_array_append_val (recording->rules, rule);
    }
}

static bool
reads_profile (const SjProgram *program)
{
  for (guint i = 0; i < program->exprs->len; i++)
    {
      uint32_t count;
      const SjRoot *roots = sj_expr_roots (sj_program_expr (program, i), &count);

      for (uint32_t j = 0; j < count; j++)
        if (roots[j].kind == SJ_ROOT_SOURCE)
          return true;
    }
  for (guint i = 0; i < program->sends->len; i++)
    if (sj_program_send (program, i)->may_refuse)
      return true;
  return program->updates->len > 0;
}

/* What programs ask for: a key may be found in any event. */
static void
find_needs (SjRecording *recording)
{
  const SjWorld *world = recording->world;

  recording->keeps_payload = g_new0 (bool, MAX (world->events->len, 1));
  for (guint i = 0; i < world->programs->len; i++)
    {
      const SjProgram *program = g_ptr_array_index (world->programs, i);

      recording->keeps_lines = recording->keeps_lines || reads_profile (program);
      for (guint j = 0; j < world->events->len; j++)
        if (program->key != SJ_NONE || (j < program->n_events && program->event_values[j] != SJ_NONE))
          recording->keeps_payload[j] = true;
    }
}

SjRecording *
sj_recording_new (const SjWorld *world, SjTime from, SjTime until)
{
  SjRecording *recording = g_new0 (SjRecording, 1);

  recording->world = world;
  recording->from = from;
  recording->until = until;
  recording->n_words = sj_person_words (world);
  recording->first_time = SJ_TIME_NEVER;
  recording->last_time = INT64_MIN;
  sj_texts_init (&recording->ids, &recording->pool);
  numbers_init (&recording->types, &recording->pool);
  numbers_init (&recording->names, &recording->pool);
  sj_prints_init (&recording->seen);
  sj_line_reader_init (&recording->reader, world->zone);
  recording->persons = g_array_new (FALSE, TRUE, sizeof (SjRecordedPerson));
  recording->audiences = g_array_new (FALSE, TRUE, sizeof (uint64_t));
  recording->rules = g_array_new (FALSE, FALSE, sizeof (SjAudienceRule));
  g_array_set_clear_func (recording->rules, clear_rule);
  recording->readers = g_array_new (FALSE, FALSE, sizeof (SjReader));
  g_array_set_clear_func (recording->readers, clear_reader);
  recording->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) note_free);
  find_rules (recording);
  find_needs (recording);
  return recording;
}

void
sj_recording_free (SjRecording *recording)
{
  g_free (recording->pool.bytes);
  sj_texts_clear (&recording->ids);
  numbers_clear (&recording->types);
  numbers_clear (&recording->names);
  sj_prints_clear (&recording->seen);
  sj_line_reader_clear (&recording->reader);
  g_array_unref (recording->persons);
  g_array_unref (recording->audiences);
  g_array_unref (recording->rules);
  g_ptr_array_unref (recording->notes);
  g_free (recording->keeps_payload);
  g_free (recording->events);
  g_free (recording->owners);
  g_free (recording->first);
  g_free (recording->next);
  g_free (recording->turn);
  g_array_unref (recording->readers);
  sj_answers_free (recording->answers);
  g_free (recording);
}

void
sj_recording_tell (SjRecording *recording, SjLineFate fate, const SjLinePlace *place, char *text)
{
  guint at = recording->notes->len;
  SjLineNote *note;

  recording->counts[fate]++;
  if (!sj_recording_is_told (recording, fate))
    {
      g_free (text);
      return;
    }
  recording->told[fate]++;
  note = g_new (SjLineNote, 1);
  *note = (SjLineNote) { fate, g_strdup (place->file), place->number, place->column, text };
  for (; at > 0; at--)    /* events that were read ahead are told of late */
    {
      const SjLineNote *before = g_ptr_array_index (recording->notes, at - 1);

      if (strcmp (before->file, note->file) != 0 || before->line <= note->line)
        break;
    }
  g_ptr_array_insert (recording->notes, (int) at, note);
}

void
sj_recording_tell_flaw (SjRecording *recording, SjSlice line, SjLinePlace place, SjFlaw *flaw)
{
  unsigned row;

  if (sj_recording_is_told (recording, SJ_LINE_FLAWED))
    sj_text_position (line.text, line.length, MIN (flaw->offset, line.length), &row, &place.column);
  sj_recording_tell (recording, SJ_LINE_FLAWED, &place, g_steal_pointer (&flaw->text));
}

uint32_t
sj_recording_add_person (SjRecording *recording, SjSlice id, uint64_t hash, bool *added)
{
  uint32_t number = sj_texts_number (&recording->ids, id, hash, added);

  if (*added)
    {
      g_array_set_size (recording->persons, recording->persons->len + 1);
      g_array_set_size (recording->audiences, recording->audiences->len + recording->n_words);
    }
  return number;
}

bool
sj_recording_is_empty (SjSlice line)
{
  while (line.length > 0 && (line.text[line.length - 1] == ' ' || line.text[line.length - 1] == '\t'))
    line.length--;
  return line.length == 0;
}

/* The line in full; what is filled in only counts when all of it is right. */
static bool
read_profile (SjRecording *recording, SjSlice line, SjSlice *id, SjRecordedPerson *person, uint64_t *audiences,
              SjFlaw *flaw)
{
  SjValue object, name;

  if (!sj_line_read_object (&recording->reader, line, &object, flaw))
    return false;
  name = sj_value_get (object, "id");
  if (!sj_line_text (&recording->reader, name, id))
    return sj_flaw_set (flaw, sj_value_is_null (name) ? object : name, line,
                        _("“id” is missing: whose profile it is."));
  return sj_recording_fill (recording, line, object, person, audiences, flaw);
}

static bool
keeps_line (const SjRecording *recording, const SjRecordedPerson *person)
{
  return recording->keeps_lines || person->by_rule || person->by_app;
}

/* A line that was understood. */
static void
keep_profile (SjRecording *recording, SjSlice line, SjSlice id, const SjLinePlace *place, SjRecordedPerson *person,
              const uint64_t *audiences)
{
  bool added;
  uint32_t number = sj_recording_add_person (recording, id, sj_texts_hash (id), &added);

  if (number == SJ_NONE)
    sj_recording_tell (recording, SJ_LINE_FLAWED, place, g_strdup (_("There is no room for more profiles.")));
  else if (!added)
    sj_recording_tell (recording, SJ_LINE_REPEATED_PROFILE, place,
                       g_strdup_printf (_("The profile “%.*s” has a line already, which stays."),
                                        (int) MIN (id.length, 64), id.text));
  else
    {
      person->line = keeps_line (recording, person) ? sj_pool_add (&recording->pool, line) : 0;
      g_array_index (recording->persons, SjRecordedPerson, number) = *person;
      memcpy (&g_array_index (recording->audiences, uint64_t, (size_t) number * recording->n_words), audiences,
              recording->n_words * sizeof (uint64_t));
      recording->counts[SJ_LINE_USED]++;
    }
}

void
sj_recording_take_profile (SjRecording *recording, SjSlice line, const char *file, uint64_t number)
{
  g_autofree uint64_t *audiences = g_new0 (uint64_t, recording->n_words);
  SjLinePlace place = { file, number, 1 };
  SjRecordedPerson person = { .zone = NULL };
  SjFlaw flaw = { 0 };
  SjSlice id;

  recording->had_profiles = true;
  if (sj_recording_is_empty (line))
    return;
  if (read_profile (recording, line, &id, &person, audiences, &flaw))
    keep_profile (recording, line, id, &place, &person, audiences);
  else
    sj_recording_tell_flaw (recording, line, place, &flaw);
}

typedef void (*TakeFunc) (SjRecording *recording, SjSlice line, const char *file, uint64_t number);

static bool
read_lines (SjRecording *recording, const char *path, TakeFunc take, GError **error)
{
  g_autoptr (SjLines) lines = sj_lines_open (path, error);
  GError *failure = NULL;
  SjSlice line;

  if (lines == NULL)
    return false;
  while (sj_lines_next (lines, &line, &failure))
    take (recording, line, path, sj_lines_number (lines));
  if (failure == NULL)
    return true;
  g_propagate_error (error, failure);
  return false;
}

bool
sj_recording_read_profiles (SjRecording *recording, const char *path, GError **error)
{
  recording->had_profiles = true;
  return read_lines (recording, path, sj_recording_take_profile, error);
}

bool
sj_recording_read_events (SjRecording *recording, const char *path, GError **error)
{
  bool done = read_lines (recording, path, sj_recording_take_event, error);

  sj_recording_catch_up (recording);
  return done;
}

static int
compare_times (const void *a, const void *b, void *data)
{
  const SjRecordedEvent *left = a, *right = b;

  return left->time < right->time ? -1 : left->time > right->time;
}

/* By time; at one time in the order of the lines. */
static void
sort_events (SjRecordedEvent *events, size_t count)
{
  size_t i = 1;

  while (i < count && events[i - 1].time <= events[i].time)
    i++;
  if (count - i > INSERTION_MOST)
    {
      g_qsort_with_data (events, (int) count, sizeof (SjRecordedEvent), compare_times, NULL);    /* is stable */
      return;
    }
  for (; i < count; i++)
    {
      SjRecordedEvent event = events[i];
      size_t at = i;

      for (; at > 0 && events[at - 1].time > event.time; at--)
        events[at] = events[at - 1];
      events[at] = event;
    }
}

void
sj_recording_finish (SjRecording *recording)
{
  uint32_t n_persons;
  SjRecordedEvent *ordered;
  size_t *first;

  sj_recording_catch_up (recording);
  n_persons = recording->persons->len;
  ordered = g_new (SjRecordedEvent, MAX (recording->n_events, 1));
  first = g_new0 (size_t, (size_t) n_persons + 2);
  for (size_t i = 0; i < recording->n_events; i++)
    first[recording->owners[i] + 2]++;
  for (uint32_t i = 0; i < n_persons; i++)
    first[i + 2] += first[i + 1];
  for (size_t i = 0; i < recording->n_events; i++)
    ordered[first[recording->owners[i] + 1]++] = recording->events[i];
  for (uint32_t i = 0; i < n_persons; i++)
    sort_events (ordered + first[i], first[i + 1] - first[i]);
  g_clear_pointer (&recording->owners, g_free);
  g_free (recording->events);
  recording->events = ordered;
  recording->first = first;
  recording->next = g_new (size_t, MAX (n_persons, 1));
}

uint64_t
sj_recording_count (const SjRecording *recording, SjLineFate fate)
{
  return recording->counts[fate];
}

const GPtrArray *
sj_recording_notes (const SjRecording *recording)
{
  return recording->notes;
}

uint32_t
sj_recording_n_persons (const SjRecording *recording)
{
  return recording->persons->len;
}

const char *
sj_recording_id (const SjRecording *recording, uint32_t person)
{
  return sj_texts_get (&recording->ids, person).text;
}

bool
sj_recording_span (const SjRecording *recording, SjTime *first, SjTime *last)
{
  *first = recording->first_time;
  *last = recording->last_time;
  return recording->n_events > 0;
}

/* `%s` is how many. */
static const char *const fate_words[SJ_N_LINE_FATES] = {
  [SJ_LINE_FLAWED] = N_("lines that cannot be used: %s"),
  [SJ_LINE_OTHER_EVENT] = N_("events that the journey does not ask for: %s"),
  [SJ_LINE_UNKNOWN_PROFILE] = N_("profiles without a line, of whom nothing is known: %s"),
  [SJ_LINE_REPEATED_EVENT] = N_("events that were there already: %s"),
  [SJ_LINE_REPEATED_PROFILE] = N_("profiles that had a line already: %s"),
  [SJ_LINE_OUTSIDE] = N_("events before the beginning or after the end: %s"),
};

char *
sj_line_fate_words (SjLineFate fate, uint64_t count)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, count);

  return fate_words[fate] != NULL && count > 0 ? g_strdup_printf (_(fate_words[fate]), number) : NULL;
}
