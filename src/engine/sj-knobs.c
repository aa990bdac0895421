/* sj-knobs.c -- found among the listeners, sendings and calls of a program. */
#include "engine/sj-knobs.h"

#include "engine/sj-simulate-private.h"

#include <string.h>

typedef struct
{
  const SjProgram *program;
  const SjBehaviour *said;      /* or NULL */
  const SjBehaviour *usual;
  GArray *knobs;
} Finding;

static const SjSpec *
spec_of (SjKnobOf of)
{
  static const SjSpec *const specs[] = {
    [SJ_KNOB_EVENT] = &sj_event_habit_spec,
    [SJ_KNOB_CHANGE] = &sj_change_habit_spec,
    [SJ_KNOB_MESSAGE] = &sj_message_habit_spec,
    [SJ_KNOB_CALL] = &sj_call_habit_spec,
  };

  return specs[of];
}

static const SjRecords *
records_of (const SjBehaviour *behaviour, SjKnobOf of)
{
  switch (of)
    {
    case SJ_KNOB_EVENT:
      return &behaviour->events;
    case SJ_KNOB_CHANGE:
      return &behaviour->changes;
    case SJ_KNOB_MESSAGE:
      return &behaviour->messages;
    default:
      return &behaviour->calls;
    }
}

static double
share_of (const SjBehaviour *behaviour, const SjKnob *knob, const SjAbout *about, double otherwise)
{
  size_t member = knob->field->offset;

  switch (knob->of)
    {
    case SJ_KNOB_MESSAGE:
      return sj_message_share (behaviour, knob->channel, about, member, otherwise);
    case SJ_KNOB_CALL:
      return sj_call_share (behaviour, knob->what, about, member, otherwise);
    default:
      return sj_habit_share (records_of (behaviour, knob->of), knob->what, about, member, otherwise);
    }
}

/* The entry that speaks of exactly this step; NULL: there is none. */
static void *
own_entry (const SjBehaviour *behaviour, const SjKnob *knob)
{
  const SjSpec *spec = spec_of (knob->of);
  const SjRecords *records = records_of (behaviour, knob->of);
  static const char *const names[] = { "event", "audience", NULL, "action" };

  for (uint32_t i = 0; i < records->count; i++)
    {
      const void *entry = records->items[i];

      if (strcmp (sj_config_text (spec, entry, "node"), knob->node->id) == 0 &&
          strcmp (sj_config_text (spec, entry, "journey"), knob->journey ? knob->journey : "") == 0 &&
          (names[knob->of] == NULL ? ((const SjMessageHabit *) entry)->channel == (int32_t) knob->channel
                                   : strcmp (sj_config_text (spec, entry, names[knob->of]), knob->what) == 0))
        return records->items[i];
    }
  return NULL;
}

static void
note_delay (SjKnob *knob, const SjSampler *sampler)
{
  knob->delayed = true;
  for (unsigned i = 0; i < SJ_KNOB_QUANTILES; i++)
    knob->after[i] = sj_sampler_time (sampler, (uint64_t) ((double) (i + 1) / (SJ_KNOB_QUANTILES + 1) * 0x1p64));
}

static void
add_knob (Finding *finding, SjKnob knob, const char *member, double otherwise, const SjDelay *delay)
{
  SjAbout about = { knob.journey, knob.node->id }, elsewhere = { knob.journey, NULL };
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  const char *own;

  knob.field = sj_spec_find (spec_of (knob.of), member);
  g_assert (knob.field != NULL);
  knob.usual = share_of (finding->usual, &knob, &elsewhere, otherwise);
  if (finding->said != NULL)
    knob.usual = share_of (finding->said, &knob, &elsewhere, knob.usual);
  knob.value = finding->said ? share_of (finding->said, &knob, &about, knob.usual) : knob.usual;
  own = finding->said ? own_entry (finding->said, &knob) : NULL;
  knob.said = own != NULL && *(const double *) (const void *) (own + knob.field->offset) >= 0;
  if (delay != NULL)
    {
      SjSampler sampler = sj_sampler_delay (delay, &arena);

      note_delay (&knob, &sampler);
    }
  g_array_append_val (finding->knobs, knob);
}

static SjKnob
knob_at (const Finding *finding, uint32_t station, SjKnobOf of, const char *what)
{
  return (SjKnob) { .node = sj_program_station (finding->program, station)->node,
                    .journey = finding->program->journey->id, .of = of, .what = what };
}

/* ------------------------------------------------------------------ kinds of knobs */

static void
add_awaited (Finding *finding, uint32_t station, SjKnobOf of, const char *what, SjTime within, double usually)
{
  if (*what == '\0')    /* nobody has chosen it yet */
    return;

  SjKnob knob = knob_at (finding, station, of, what);
  SjAbout about = { knob.journey, knob.node->id };
  const SjDelay *delay = finding->said ? sj_habit_delay (records_of (finding->said, of), what, &about,
                                                         offsetof (SjHabit, delay))
                                       : NULL;
  SjSampler sampler = sj_simulation_usual_delay (within);

  add_knob (finding, knob, "probability", usually, delay);
  if (delay == NULL)
    note_delay (&g_array_index (finding->knobs, SjKnob, finding->knobs->len - 1), &sampler);
}

static void
add_listeners (Finding *finding)
{
  const SjProgram *program = finding->program;
  const SjWorld *world = program->world;

  for (guint i = 0; i < program->listeners->len; i++)
    {
      const SjListener *listener = sj_program_listener (program, i);

      if (listener->kind == SJ_HEAR_EVENT)
        add_awaited (finding, listener->station, SJ_KNOB_EVENT, g_ptr_array_index (world->events, listener->what),
                     listener->within, SJ_USUAL_AT_A_STEP);
      else if (listener->kind == SJ_HEAR_AUDIENCE)
        add_awaited (finding, listener->station, SJ_KNOB_CHANGE,
                     g_ptr_array_index (world->audiences, listener->what), listener->within, SJ_USUAL_AT_A_STEP);
    }
  for (guint i = 0; i < program->entries->len; i++)
    {
      const SjEntryPoint *entry = sj_program_entry (program, i);

      if (entry->kind == SJ_ENTRY_INACTION)
        add_awaited (finding, entry->station, SJ_KNOB_EVENT, g_ptr_array_index (world->events, entry->unless),
                     entry->within * 2, SJ_USUAL_INSTEAD);
    }
}

static const SjDelay *
message_delay (const Finding *finding, const SjKnob *knob, size_t member)
{
  SjAbout about = { knob->journey, knob->node->id };
  const SjDelay *delay = finding->said ? sj_message_delay (finding->said, knob->channel, &about, member) : NULL;

  return delay ? delay : sj_message_delay (finding->usual, knob->channel, &about, member);
}

static void
add_sends (Finding *finding)
{
  static const struct { const char *member; size_t delay; unsigned without; } shares[] = {
    { "opened", offsetof (SjMessageHabit, opening), 1u << SJ_CHANNEL_SMS },
    { "clicked", offsetof (SjMessageHabit, clicking), 0 },
    { "unsubscribed", offsetof (SjMessageHabit, unsubscribing), 1u << SJ_CHANNEL_IN_APP },
    { "failed", offsetof (SjMessageHabit, delivering), 1u << SJ_CHANNEL_IN_APP },
  };

  for (guint i = 0; i < finding->program->sends->len; i++)
    {
      const SjSend *send = sj_program_send (finding->program, i);
      SjKnob knob = knob_at (finding, send->station, SJ_KNOB_MESSAGE, NULL);

      knob.channel = send->channel;
      for (size_t j = 0; j < G_N_ELEMENTS (shares); j++)
        if (!(shares[j].without & (1u << send->channel)))
          add_knob (finding, knob, shares[j].member, 0, message_delay (finding, &knob, shares[j].delay));
    }
}

static void
add_calls (Finding *finding)
{
  static const char *const shares[] = { "failed", "refused", "silent" };

  for (guint i = 0; i < finding->program->calls->len; i++)
    {
      const SjCall *call = sj_program_call (finding->program, i);
      SjKnob knob = knob_at (finding, call->station, SJ_KNOB_CALL, call->id);
      SjAbout about = { knob.journey, knob.node->id };
      const SjDelay *latency = finding->said ? sj_call_latency (finding->said, call->id, &about) : NULL;

      if (call->id == NULL)
        continue;
      if (latency == NULL)
        latency = sj_call_latency (finding->usual, call->id, &about);
      for (size_t j = 0; j < G_N_ELEMENTS (shares); j++)
        add_knob (finding, knob, shares[j], 0, j == 0 ? latency : NULL);
    }
}

static int
compare_knobs (const void *a, const void *b)
{
  const SjKnob *left = a, *right = b;

  return (left->node->index > right->node->index) - (left->node->index < right->node->index);
}

GArray *
sj_knobs_new (const SjProgram *program, const SjBehaviour *behaviour)
{
  SjBehaviour *usual = sj_behaviour_read (sj_behaviour_default, strlen (sj_behaviour_default), NULL, NULL, NULL);
  Finding finding = { program, behaviour, usual, g_array_new (FALSE, FALSE, sizeof (SjKnob)) };

  add_listeners (&finding);
  add_sends (&finding);
  add_calls (&finding);
  g_array_sort (finding.knobs, compare_knobs);    /* stable: a step's knobs have an order */
  sj_behaviour_free (usual);
  return finding.knobs;
}

/* ------------------------------------------------------------------ turning */

static void
set_text (char **place, const char *text)
{
  g_free (*place);
  *place = g_strdup (text);
}

static void *
new_entry (const SjKnob *knob)
{
  void *entry = sj_config_new (spec_of (knob->of));

  if (knob->of == SJ_KNOB_MESSAGE)
    {
      SjMessageHabit *habit = entry;

      habit->channel = (int32_t) knob->channel;
      set_text (&habit->journey, knob->journey);
      set_text (&habit->node, knob->node->id);
    }
  else if (knob->of == SJ_KNOB_CALL)
    {
      SjCallHabit *habit = entry;

      set_text (&habit->action, knob->what);
      set_text (&habit->journey, knob->journey);
      set_text (&habit->node, knob->node->id);
    }
  else
    {
      SjHabit *habit = entry;

      set_text (knob->of == SJ_KNOB_EVENT ? &habit->event : &habit->audience, knob->what);
      set_text (&habit->journey, knob->journey);
      set_text (&habit->node, knob->node->id);
    }
  return entry;
}

/* An entry that says nothing any more. */
static void
drop_if_blank (SjRecords *records, const SjKnob *knob, void *entry)
{
  void *blank = new_entry (knob);
  bool says = !sj_config_equal (spec_of (knob->of), blank, entry);

  sj_config_free (spec_of (knob->of), blank);
  for (uint32_t i = 0; !says && i < records->count; i++)
    if (records->items[i] == entry)
      {
        sj_config_free (spec_of (knob->of), entry);
        memmove (records->items + i, records->items + i + 1, (--records->count - i) * sizeof (void *));
        return;
      }
}

void
sj_knob_turn (const SjKnob *knob, SjBehaviour *behaviour, double percent)
{
  SjRecords *records = (SjRecords *) records_of (behaviour, knob->of);
  char *entry = own_entry (behaviour, knob);

  if (entry == NULL && percent < 0)
    return;
  if (entry == NULL)
    {
      entry = new_entry (knob);
      records->items = g_renew (void *, records->items, records->count + 1);
      records->items[records->count++] = entry;
    }
  *(double *) (void *) (entry + knob->field->offset) = percent < 0 ? -1 : MIN (percent, 100);
  if (percent < 0)
    drop_if_blank (records, knob, entry);
}
