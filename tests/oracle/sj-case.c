/* sj-case.c -- cases put together, replied to by chance, and printed. */
#include "sj-case.h"

#include "base/sj-hash.h"
#include "base/sj-time.h"
#include "kinds/sj-kinds-default.h"
#include "model/sj-journey-json.h"

#include <string.h>

/* A reply that was given. */
typedef struct
{
  unsigned person;
  char *node;               /* owned */
  unsigned n;
  bool is_call;
  SjCaseSend send;
  char *link;               /* owned, or NULL: send.link */
  SjCaseCall call;
  SjBlob *answer;           /* owned, or NULL: call.answer */
} Script;

static void
person_free (SjCasePerson *person)
{
  g_free (person->id);
  g_free (person->zone);
  g_ptr_array_unref (person->audiences);
  g_clear_pointer (&person->attributes, sj_blob_unref);
  g_free (person);
}

static void
input_free (SjCaseInput *input)
{
  g_free (input->name);
  g_clear_pointer (&input->payload, sj_blob_unref);
  g_free (input);
}

static void
script_free (Script *script)
{
  g_free (script->node);
  g_free (script->link);
  g_clear_pointer (&script->answer, sj_blob_unref);
  g_free (script);
}

SjCase *
sj_case_new (SjLibrary *library, SjTime start, SjTime end)
{
  SjCase *acase = g_new0 (SjCase, 1);

  acase->library = library ? sj_library_ref (library) : NULL;
  acase->start = start;
  acase->end = end;
  acase->journeys = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_journey_unref);
  acase->persons = g_ptr_array_new_with_free_func ((GDestroyNotify) person_free);
  acase->inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) input_free);
  acase->scripts = g_ptr_array_new_with_free_func ((GDestroyNotify) script_free);
  return acase;
}

void
sj_case_free (SjCase *acase)
{
  g_clear_pointer (&acase->library, sj_library_unref);
  g_ptr_array_unref (acase->journeys);
  g_ptr_array_unref (acase->persons);
  g_ptr_array_unref (acase->inputs);
  g_ptr_array_unref (acase->scripts);
  g_free (acase);
}

static SjBlob *
blob_from_text (const char *text)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autoptr (GError) error = NULL;
  SjValue value;

  if (text == NULL)
    return NULL;
  if (!sj_json_read (&arena, NULL, text, strlen (text), &value, &error))
    g_error ("%s: %s", text, error->message);
  return sj_blob_new (value);
}

SjJourney *
sj_case_add_journey (SjCase *acase, const char *text)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (GError) error = NULL;
  SjJourney *journey = sj_journey_read (&sj_kinds_default, "case", text, strlen (text), &diags, &error);

  if (journey == NULL)
    g_error ("%s\n%s", error->message, text);
  for (size_t i = 0; i < sj_diags_count (&diags); i++)
    if (sj_diags_get (&diags, i)->severity == SJ_SEVERITY_ERROR)
      g_error ("%s\n%s", sj_diags_get (&diags, i)->text, text);
  g_ptr_array_add (acase->journeys, journey);
  return journey;
}

SjCasePerson *
sj_case_add_person (SjCase *acase, const char *id, const char *attributes)
{
  SjCasePerson *person = g_new0 (SjCasePerson, 1);

  person->id = g_strdup (id);
  person->best_hour = -1;
  person->audiences = g_ptr_array_new_with_free_func (g_free);
  person->attributes = blob_from_text (attributes);
  g_ptr_array_add (acase->persons, person);
  return person;
}

static SjCaseInput *
add_input (SjCase *acase, SjTime time, unsigned person, SjCaseInputKind kind, const char *name)
{
  SjCaseInput *input = g_new0 (SjCaseInput, 1);

  input->time = time;
  input->person = person;
  input->kind = kind;
  input->name = g_strdup (name);
  g_ptr_array_add (acase->inputs, input);
  return input;
}

void
sj_case_add_event (SjCase *acase, SjTime time, unsigned person, const char *event, const char *payload)
{
  add_input (acase, time, person, SJ_CASE_EVENT, event)->payload = blob_from_text (payload);
}

void
sj_case_add_audience (SjCase *acase, SjTime time, unsigned person, const char *audience, bool enters)
{
  add_input (acase, time, person, enters ? SJ_CASE_ENTERS : SJ_CASE_LEAVES, audience);
}

void
sj_case_add_reading (SjCase *acase, SjTime time, unsigned person, const char *node, const char *payload)
{
  add_input (acase, time, person, SJ_CASE_READ, node)->payload = blob_from_text (payload);
}

static Script *
add_script (SjCase *acase, unsigned person, const char *node, unsigned n)
{
  Script *script = g_new0 (Script, 1);

  script->person = person;
  script->node = g_strdup (node);
  script->n = n;
  g_ptr_array_add (acase->scripts, script);
  return script;
}

void
sj_case_script_send (SjCase *acase, unsigned person, const char *node, unsigned n, SjCaseSend reply)
{
  Script *script = add_script (acase, person, node, n);

  script->send = reply;
  script->link = g_strdup (reply.link);
  script->send.link = script->link;
}

void
sj_case_script_call (SjCase *acase, unsigned person, const char *node, unsigned n, SjTime latency,
                     SjCaseOutcome outcome, const char *answer)
{
  Script *script = add_script (acase, person, node, n);

  script->is_call = true;
  script->answer = blob_from_text (answer);
  script->call = (SjCaseCall) { latency, outcome, sj_blob_value (script->answer) };
}

static const Script *
find_script (const SjCase *acase, bool is_call, unsigned person, const char *node, unsigned n)
{
  for (guint i = 0; i < acase->scripts->len; i++)
    {
      const Script *script = g_ptr_array_index (acase->scripts, i);

      if (script->is_call == is_call && script->person == person && script->n == n &&
          g_str_equal (script->node, node))
        return script;
    }
  return NULL;
}

/* A number below `bound`: the `which` of this reply. */
static unsigned
pick (const SjCase *acase, unsigned person, const char *node, unsigned n, unsigned which, unsigned bound)
{
  uint64_t hash = sj_hash_text (sj_hash_mix (acase->seed, person), node);

  return (unsigned) (sj_hash_mix (sj_hash_mix (hash, n), which) % bound);
}

/* None is short: a loop of messages or calls must move on. */
static SjTime
some_delay (unsigned number)
{
  static const SjTime delays[] = {
    5 * SJ_MINUTE,  10 * SJ_MINUTE,  30 * SJ_MINUTE, SJ_HOUR - 1, SJ_HOUR,     SJ_HOUR + 1,
    90 * SJ_MINUTE, 2 * SJ_HOUR - 1, 2 * SJ_HOUR,    SJ_HOUR,     2 * SJ_HOUR, 24 * SJ_HOUR,
  };

  return delays[number % G_N_ELEMENTS (delays)];
}

SjCaseSend
sj_case_reply_send (const SjCase *acase, unsigned person, const char *node, unsigned n)
{
  static const char *const links[] = { "shop", "help" };
  const Script *script = find_script (acase, false, person, node, n);
  SjCaseSend reply = { .opened = -1, .clicked = -1, .unsubscribed = -1, .bounced = -1 };

  if (script != NULL)
    return script->send;
  reply.result = some_delay (pick (acase, person, node, n, 0, 1000));
  reply.failed = pick (acase, person, node, n, 1, 4) == 0;
  if (reply.failed)
    return reply;
  if (pick (acase, person, node, n, 2, 3) > 0)
    reply.opened = some_delay (pick (acase, person, node, n, 3, 1000));
  if (pick (acase, person, node, n, 4, 2) > 0)
    reply.clicked = some_delay (pick (acase, person, node, n, 5, 1000));
  reply.link = links[pick (acase, person, node, n, 6, G_N_ELEMENTS (links))];
  if (pick (acase, person, node, n, 7, 8) == 0)
    reply.unsubscribed = some_delay (pick (acase, person, node, n, 8, 1000));
  if (pick (acase, person, node, n, 9, 6) == 0)
    reply.bounced = some_delay (pick (acase, person, node, n, 10, 1000));
  return reply;
}

/* {"score": 0 to 3, "offer": "a" or "b"} */
static SjValue
some_answer (unsigned number)
{
  static const char *const offers[] = { "a", "b" };
  static SjMember members[8][2];
  static SjValue answers[8];
  static gsize made;

  if (g_once_init_enter (&made))
    {
      for (unsigned i = 0; i < G_N_ELEMENTS (answers); i++)
        {
          members[i][0] = (SjMember) { sj_value_string ("score"), sj_value_integer (i / 2) };
          members[i][1] = (SjMember) { sj_value_string ("offer"), sj_value_string (offers[i % 2]) };
          answers[i] = sj_value_object (members[i], 2);
        }
      g_once_init_leave (&made, 1);
    }
  return answers[number % G_N_ELEMENTS (answers)];
}

SjCaseCall
sj_case_reply_call (const SjCase *acase, unsigned person, const char *node, unsigned n)
{
  static const SjCaseOutcome outcomes[] = { SJ_CASE_ANSWER, SJ_CASE_ANSWER, SJ_CASE_ANSWER, SJ_CASE_MAY_PASS,
                                            SJ_CASE_MAY_PASS, SJ_CASE_FOR_GOOD };
  const Script *script = find_script (acase, true, person, node, n);
  SjCaseCall reply = { .latency = -1 };

  if (script != NULL)
    return script->call;
  if (pick (acase, person, node, n, 0, 6) > 0)
    reply.latency = some_delay (pick (acase, person, node, n, 1, 1000));
  reply.outcome = outcomes[pick (acase, person, node, n, 2, G_N_ELEMENTS (outcomes))];
  if (reply.outcome == SJ_CASE_ANSWER)
    reply.answer = some_answer (pick (acase, person, node, n, 3, 1000));
  return reply;
}

static void
print_json (GString *text, SjValue value)
{
  g_autofree char *json = sj_json_to_string (value, SJ_JSON_COMPACT);

  g_string_append_printf (text, " %s", json);
}

static void
print_time (GString *text, SjTime time)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
  g_auto (SjArena) arena = SJ_ARENA_INIT;

  sj_time_write_iso (&buffer, sj_value_moment (&arena, sj_time_moment (time, sj_zone_utc ())));
  g_string_append_printf (text, "%" G_GINT64_FORMAT " (%s)", time, sj_buffer_text (&buffer));
}

static void
print_person (GString *text, const SjCasePerson *person)
{
  static const char *const reaches[] = { "", "no-address", "bad-address", "blocked" };

  g_string_append_printf (text, "person %s", person->id);
  if (person->zone != NULL)
    g_string_append_printf (text, " zone %s", person->zone);
  for (guint i = 0; i < person->audiences->len; i++)
    g_string_append_printf (text, " in %s", (const char *) g_ptr_array_index (person->audiences, i));
  for (int i = 0; i < SJ_N_CHANNELS; i++)
    {
      if (person->refused[i])
        g_string_append_printf (text, " refuses %s", sj_channel_id (i));
      if (person->reach[i] != SJ_REACH_YES)
        g_string_append_printf (text, " %s: %s", sj_channel_id (i), reaches[person->reach[i]]);
    }
  if (person->suppressed)
    g_string_append (text, " suppressed");
  if (person->best_hour >= 0)
    g_string_append_printf (text, " best at %d", person->best_hour);
  print_json (text, sj_blob_value (person->attributes));
  g_string_append_c (text, '\n');
}

static void
print_input (GString *text, const SjCase *acase, const SjCaseInput *input)
{
  static const char *const words[] = { "event", "enters", "leaves", "read" };
  const SjCasePerson *person =
      input->person != SJ_CASE_NOBODY ? g_ptr_array_index (acase->persons, input->person) : NULL;

  print_time (text, input->time);
  g_string_append_printf (text, " %s %s %s", person ? person->id : "-", words[input->kind], input->name);
  if (input->payload != NULL)
    print_json (text, sj_blob_value (input->payload));
  g_string_append_c (text, '\n');
}

char *
sj_case_to_string (const SjCase *acase)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < acase->journeys->len; i++)
    {
      g_autofree char *journey = sj_journey_to_string (g_ptr_array_index (acase->journeys, i));

      g_string_append_printf (text, "%s", journey);
    }
  g_string_append_printf (text, "seed %" G_GUINT64_FORMAT "\nfrom ", acase->seed);
  print_time (text, acase->start);
  g_string_append (text, "\nuntil ");
  print_time (text, acase->end);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < acase->persons->len; i++)
    print_person (text, g_ptr_array_index (acase->persons, i));
  for (guint i = 0; i < acase->inputs->len; i++)
    print_input (text, acase, g_ptr_array_index (acase->inputs, i));
  return g_string_free (text, FALSE);
}
