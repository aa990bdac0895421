/* sj-recording-event.c -- events on their way into memory.
 *
 * Whether an event is a repeat, and who its profile is, are questions to tables that
 * are much larger than the caches.  So some events are read ahead, and what will be
 * asked for them is fetched in the meantime; they are taken in in the order of lines.
 */
#include "engine/sj-recording-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HALF_WAY (SJ_RECORDING_AHEAD / 2)

static void
append_event (SjRecording *recording, uint32_t owner, SjRecordedEvent event)
{
  if (recording->n_events == recording->allocated)
    {
      recording->allocated = MAX (4096, recording->allocated + recording->allocated / 2);
      recording->events = g_renew (SjRecordedEvent, recording->events, recording->allocated);
      recording->owners = g_renew (uint32_t, recording->owners, recording->allocated);
    }
  recording->owners[recording->n_events] = owner;
  recording->events[recording->n_events++] = event;
  recording->first_time = MIN (recording->first_time, event.time);
  recording->last_time = MAX (recording->last_time, event.time);
}

static void
tell_unknown (SjRecording *recording, SjSlice profile, const SjLinePlace *place)
{
  char *text = NULL;

  if (sj_recording_is_told (recording, SJ_LINE_UNKNOWN_PROFILE))
    text = g_strdup_printf (_("There is no line for the profile “%.*s”: nothing is known about them."),
                            (int) MIN (profile.length, 64), profile.text);
  sj_recording_tell (recording, SJ_LINE_UNKNOWN_PROFILE, place, text);
}

/* `profile` is the arrival's own, or longer than that. */
static void
take_in (SjRecording *recording, const SjRecordedArrival *arrival, SjSlice profile)
{
  bool added;
  uint32_t owner;

  if (arrival->print.a != 0 && !sj_prints_add (&recording->seen, arrival->print))
    {
      recording->counts[SJ_LINE_REPEATED_EVENT]++;
      return;
    }
  if (arrival->event.time < recording->from || arrival->event.time > recording->until)
    {
      recording->counts[SJ_LINE_OUTSIDE]++;
      return;
    }
  owner = sj_recording_add_person (recording, profile, arrival->hash, &added);
  if (owner == SJ_NONE)
    {
      sj_recording_tell (recording, SJ_LINE_FLAWED, &arrival->place,
                         g_strdup (_("There is no room for more profiles.")));
      return;
    }
  if (added && recording->had_profiles)
    tell_unknown (recording, profile, &arrival->place);
  append_event (recording, owner, arrival->event);
  recording->counts[SJ_LINE_USED]++;
}

static void
take_first (SjRecording *recording)
{
  const SjRecordedArrival *arrival = &recording->ahead[recording->first_ahead];

  take_in (recording, arrival, (SjSlice) { arrival->profile, arrival->length });
  recording->first_ahead = (recording->first_ahead + 1) % SJ_RECORDING_AHEAD;
  recording->n_ahead--;
}

void
sj_recording_catch_up (SjRecording *recording)
{
  while (recording->n_ahead > 0)
    take_first (recording);
}

static void
fetch_half_way (const SjRecording *recording)
{
  unsigned place = (recording->first_ahead + recording->n_ahead - HALF_WAY) % SJ_RECORDING_AHEAD;

  if (recording->n_ahead >= HALF_WAY)
    sj_texts_fetch_text (&recording->ids, recording->ahead[place].hash);
}

static void
arrive (SjRecording *recording, const SjRecordedArrival *arrival, SjSlice profile)
{
  SjRecordedArrival *kept;

  if (profile.length > SJ_RECORDING_SHORT)
    {
      sj_recording_catch_up (recording);
      take_in (recording, arrival, profile);
      return;
    }
  if (recording->n_ahead == SJ_RECORDING_AHEAD)
    take_first (recording);
  kept = &recording->ahead[(recording->first_ahead + recording->n_ahead++) % SJ_RECORDING_AHEAD];
  *kept = *arrival;
  kept->length = (uint32_t) profile.length;
  memcpy (kept->profile, profile.text, profile.length);
  sj_texts_fetch_slot (&recording->ids, kept->hash);
  if (kept->print.a != 0)
    sj_prints_fetch (&recording->seen, kept->print);
  fetch_half_way (recording);
}

/* The column of a text, as far as it stands in the line itself. */
static unsigned
column_of (SjSlice line, SjSlice text)
{
  unsigned row, column = 1;

  if (text.text >= line.text && text.text < line.text + line.length)
    sj_text_position (line.text, line.length, (size_t) (text.text - line.text), &row, &column);
  return column;
}

static void
tell_other (SjRecording *recording, SjSlice line, SjLinePlace *place, SjSlice type)
{
  char *text = NULL;

  if (sj_recording_is_told (recording, SJ_LINE_OTHER_EVENT))
    {
      place->column = column_of (line, type);
      text = g_strdup_printf (_("The journey does not ask for events of the type “%.*s”."),
                              (int) MIN (type.length, 64), type.text);
    }
  sj_recording_tell (recording, SJ_LINE_OTHER_EVENT, place, text);
}

void
sj_recording_take_event (SjRecording *recording, SjSlice line, const char *file, uint64_t number)
{
  SjRecordedArrival arrival;
  SjEventLine event;
  SjFlaw flaw = { 0 };

  if (sj_recording_is_empty (line))
    return;
  arrival.place = (SjLinePlace) { file, number, 1 };
  if (!sj_line_read_event (&recording->reader, line, &event, &flaw))
    {
      sj_recording_tell_flaw (recording, line, arrival.place, &flaw);
      return;
    }
  arrival.event = (SjRecordedEvent) { .time = event.time, .what = sj_recording_event (recording, event.type) };
  if (arrival.event.what == SJ_NONE)
    {
      tell_other (recording, line, &arrival.place, event.type);
      return;
    }
  if (recording->keeps_payload[arrival.event.what] && event.payload.text != NULL)
    {
      arrival.event.payload = sj_pool_add (&recording->pool, event.payload);
      if (arrival.event.payload == 0)
        {
          sj_recording_tell (recording, SJ_LINE_FLAWED, &arrival.place,
                             g_strdup (_("There is no room for more events.")));
          return;
        }
    }
  if (recording->had_profiles && sj_recording_is_told (recording, SJ_LINE_UNKNOWN_PROFILE))
    arrival.place.column = column_of (line, event.profile);
  arrival.print = event.id.text != NULL ? sj_print_of (event.id) : (SjPrint) { 0, 0 };
  arrival.hash = sj_texts_hash (event.profile);
  arrive (recording, &arrival, event.profile);
}
