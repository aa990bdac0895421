/* sj-recording-people.c -- the persons of a recording, as drivers ask for them.
 *
 * Payloads and profiles are kept as the text they came as, and are read when they are
 * asked for: on the thread that drives the person, into memory of that thread.  How
 * far a person has come stands with the recording, so that many can be driven at once.
 */
#include "engine/sj-recording-private.h"

#include "base/sj-hash.h"

#include <string.h>

/* What one thread keeps. */
typedef struct
{
  SjRecording *recording;   /* borrowed */
  SjArena payload;          /* of the last event */
  SjJsonReader reader;
  SjArena scratch;          /* of the profile that is being read */
  SjJsonReader profile_reader;
  SjEval eval;              /* of rules; in `scratch` */
  GArray *turns;            /* owned: of SjTurn, of the person at hand */
  SjAnswered answered;      /* of the person at hand */
} Worker;

static void *
worker_new (void *data)
{
  Worker *worker = g_new0 (Worker, 1);

  worker->recording = data;
  sj_arena_init (&worker->payload);
  sj_arena_init (&worker->scratch);
  sj_json_reader_init (&worker->reader, &worker->payload);
  sj_json_reader_init (&worker->profile_reader, &worker->scratch);
  sj_eval_init (&worker->eval, &worker->scratch);
  worker->turns = g_array_new (FALSE, FALSE, sizeof (SjTurn));
  return worker;
}

static void
worker_free (void *data)
{
  Worker *worker = data;

  g_array_unref (worker->turns);
  sj_eval_clear (&worker->eval);
  sj_json_reader_clear (&worker->reader);
  sj_json_reader_clear (&worker->profile_reader);
  sj_arena_clear (&worker->payload);
  sj_arena_clear (&worker->scratch);
  g_free (worker);
}

static const SjRecordedPerson *
person_of (const SjRecording *recording, uint32_t number)
{
  return &g_array_index (recording->persons, SjRecordedPerson, number);
}

/* What the line says; of a person without one nothing but the id.  In the scratch
 * memory, which is emptied before; free with sj_config_free (). */
static SjProfile *
read_profile (Worker *worker, uint32_t number)
{
  const SjRecording *recording = worker->recording;
  SjSlice line = sj_pool_get (&recording->pool, person_of (recording, number)->line);
  SjProfile *profile;
  SjJsonError error;
  SjValue object;

  sj_arena_reset (&worker->scratch);
  if (person_of (recording, number)->line == 0 ||
      !sj_json_reader_read (&worker->profile_reader, line.text, line.length, &object, &error))
    object = sj_value_object (NULL, 0);
  profile = sj_recording_profile (recording, object, &worker->scratch);
  g_free (profile->id);
  profile->id = g_strdup (sj_recording_id (recording, number));
  return profile;
}

static SjValue
make_value (SjPerson *person, SjArena *arena)
{
  Worker *worker = person->data;
  SjProfile *profile = read_profile (worker, person->number);
  SjValue value = sj_value_copy (arena, sj_profile_value (profile, &worker->scratch));

  sj_config_free (&sj_profile_spec, profile);
  return value;
}

static SjReach
reach_by_app (const SjPerson *person, SjChannel channel, const char *app)
{
  SjProfile *profile = read_profile (person->data, person->number);
  SjSlice address;
  SjReach reach = sj_profile_reach (profile, channel, app, &address);

  sj_config_free (&sj_profile_spec, profile);
  return reach;
}

/* A rule that cannot be computed makes nobody a member. */
static void
compute_audiences (Worker *worker, SjPerson *person)
{
  SjRecording *recording = worker->recording;
  SjProfile *profile = read_profile (worker, person->number);

  worker->eval.now = sj_time_moment (recording->now, recording->world->zone);
  for (guint i = 0; i < recording->rules->len; i++)
    {
      const SjAudienceRule *rule = &g_array_index (recording->rules, SjAudienceRule, i);
      bool member;

      if (sj_audience_has (rule->audience, rule->rule, profile, &worker->eval, &member))
        sj_person_set_in (person, rule->number, member);
    }
  sj_config_free (&sj_profile_spec, profile);
}

static void
fill_in (Worker *worker, SjLife *life, uint32_t number)
{
  SjRecording *recording = worker->recording;
  const SjRecordedPerson *recorded = person_of (recording, number);
  SjPerson *person = &life->person;

  person->id = sj_recording_id (recording, number);
  person->chance = sj_hash_text (0, person->id);
  person->number = number;
  person->suppressed = false;
  person->refused = recorded->refused;
  memcpy (person->reach, recorded->reach, sizeof person->reach);
  person->best_hour = -1;
  person->zone = recorded->zone;
  person->language = recorded->language;
  memcpy (person->audiences, &g_array_index (recording->audiences, uint64_t, (size_t) number * recording->n_words),
          recording->n_words * sizeof (uint64_t));
  person->make = make_value;
  person->reaches = recorded->by_app ? reach_by_app : NULL;
  person->data = worker;
  if (recorded->by_rule)
    compute_audiences (worker, person);
  if (recording->turn != NULL)
    sj_recording_turns (recording, person, worker->turns);
}

static void
begin (void *data, SjLife *life, uint32_t number)
{
  Worker *worker = data;
  SjRecording *recording = worker->recording;

  recording->next[number] = recording->first[number];
  if (recording->turn != NULL)
    recording->turn[number] = 0;
  worker->answered = (SjAnswered) { .called = 0 };
  fill_in (worker, life, number);
}

/* How far a person has come. */
typedef struct
{
  size_t next;
  uint32_t turn;
  SjAnswered answered;      /* last: only kept where there are answers */
} Progress;

static uint32_t
progress_size (const SjRecording *recording)
{
  return recording->answers != NULL ? sizeof (Progress) : offsetof (Progress, answered);
}

static void
save (void *data, const SjLife *life, void *place)
{
  const Worker *worker = data;
  const SjRecording *recording = worker->recording;
  uint32_t number = life->person.number;
  Progress progress = { recording->next[number], recording->turn ? recording->turn[number] : 0, worker->answered };

  memcpy (place, &progress, progress_size (recording));
}

static void
load (void *data, SjLife *life, uint32_t number, const void *place)
{
  Worker *worker = data;
  Progress progress = { .next = 0 };

  memcpy (&progress, place, progress_size (worker->recording));
  worker->answered = progress.answered;
  worker->recording->next[number] = progress.next;
  if (worker->recording->turn != NULL)
    worker->recording->turn[number] = progress.turn;
  fill_in (worker, life, number);
}

static SjValue
payload_of (Worker *worker, uint32_t reference)
{
  SjSlice text;
  SjJsonError error;
  SjValue value;

  if (reference == 0)
    return sj_null;
  text = sj_pool_get (&worker->recording->pool, reference);
  sj_arena_reset (&worker->payload);
  return sj_json_reader_read (&worker->reader, text.text, text.length, &value, &error) ? value : sj_null;
}

static inline SjTime
event_time (const SjRecording *recording, uint32_t number)
{
  size_t next = recording->next[number];

  return next < recording->first[number + 1] ? recording->events[next].time : SJ_TIME_NEVER;
}

static inline const SjTurn *
turn_of (const Worker *worker, uint32_t number)
{
  const SjRecording *recording = worker->recording;

  return recording->turn != NULL && recording->turn[number] < worker->turns->len
             ? &g_array_index (worker->turns, SjTurn, recording->turn[number])
             : NULL;
}

/* When the person's next input comes: only asked for where runs are taken out. */
static SjTime
peek (void *data, SjLife *life)
{
  const Worker *worker = data;
  const SjTurn *turn = turn_of (worker, life->person.number);

  return MIN (event_time (worker->recording, life->person.number), turn != NULL ? turn->time : SJ_TIME_NEVER);
}

static bool
take_turn (const Worker *worker, SjLife *life, const SjTurn *turn, SjOuter *input)
{
  const SjReader *reader = &g_array_index (worker->recording->readers, SjReader, turn->reader);

  worker->recording->turn[life->person.number]++;
  if (turn->clears)
    {
      sj_life_end (life, turn->time, g_ptr_array_index (life->world->programs, reader->program), SJ_END_FORCED);
      return false;
    }
  *input = (SjOuter) { .time = turn->time, .kind = SJ_INPUT_START, .program = reader->program, .what = reader->entry };
  return true;
}

/* At one moment an audience is read before anything else happens. */
static bool
next (void *data, SjLife *life, SjOuter *input)
{
  Worker *worker = data;
  SjRecording *recording = worker->recording;
  uint32_t number = life->person.number;
  const SjRecordedEvent *event = &recording->events[recording->next[number]];
  const SjTurn *turn = turn_of (worker, number);

  if (turn != NULL && turn->time <= event_time (recording, number))
    return take_turn (worker, life, turn, input);
  if (recording->next[number] == recording->first[number + 1])
    return false;
  recording->next[number]++;
  *input = (SjOuter) { .time = event->time, .kind = SJ_INPUT_EVENT, .what = event->what,
                       .value = payload_of (worker, event->payload) };
  return true;
}

unsigned
sj_recording_sent (void *data, const SjLife *life, const SjEffect *effect, SjReply *replies)
{
  const SjRecording *recording = data;
  Worker *worker = life->person.data;
  SjConverts converts = { .comes = false };    /* goals are reached by what was recorded */

  return sj_answers_sent (recording->answers, &worker->answered, life, effect, recording->end, replies, &converts);
}

bool
sj_recording_called (void *data, const SjLife *life, const SjEffect *effect, SjArena *arena, SjReply *reply)
{
  const SjRecording *recording = data;
  Worker *worker = life->person.data;

  return sj_answers_called (recording->answers, &worker->answered, life, effect, arena, reply);
}

static bool
takes_out (const SjRecording *recording)
{
  for (guint i = 0; i < recording->readers->len; i++)
    if (g_array_index (recording->readers, SjReader, i).schedule.force)
      return true;
  return false;
}

void
sj_recording_people (SjRecording *recording, SjTime now, SjPeople *people)
{
  recording->now = now;
  *people = (SjPeople) { .worker_new = worker_new, .worker_free = worker_free, .begin = begin, .next = next,
                         .data = recording, .place_size = progress_size (recording), .save = save, .load = load };
  if (takes_out (recording))
    people->peek = peek;
}
