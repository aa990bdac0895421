/* sj-recording-run.c -- what a drive over a recording needs beside the people: the
 * outside, and how long it lasts.
 */
#include "engine/sj-recording-private.h"

#define LONGEST_STAY (731 * SJ_DAY)
#define WEEK (7 * SJ_DAY)       /* until a window opens, or quiet hours are over */
#define MOST_PERIODS 1000

static bool
answer (void *data, const SjLife *life, const SjEffect *effect, SjArena *arena, SjReply *reply)
{
  const SjProgram *program = g_ptr_array_index (life->world->programs, effect->instance->program);
  const SjAction *action = sj_program_call (program, effect->what)->action;

  *reply = (SjReply) { .verb = SJ_RESULT_ANSWER, .value = action ? sj_blob_value (action->sample) : sj_null };
  return true;
}

/* Where nobody reads an answer, nothing is needed outside. */
static bool
reads_answers (const SjWorld *world)
{
  for (guint i = 0; i < world->programs->len; i++)
    {
      const SjProgram *program = g_ptr_array_index (world->programs, i);

      for (guint j = 0; j < program->calls->len; j++)
        if (sj_program_call (program, j)->answer != SJ_NONE)
          return true;
    }
  return false;
}

static bool
has_circle (const SjJourney *journey)
{
  for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
    {
      const SjNode *node = sj_journey_node (journey, i);

      for (uint32_t j = 0; j < node->n_paths; j++)
        {
          const SjNode *target = sj_path_target (node->paths[j]);

          if (target != NULL && (target == node || sj_graph_reaches (&journey->graph, target, node)))
            return true;
        }
    }
  return false;
}

static inline SjTime
plus (SjTime sum, SjTime span)
{
  return MIN (sum + CLAMP (span, 0, LONGEST_STAY), LONGEST_STAY);
}

/* Of waits for a date or a computed moment nothing is known beforehand. */
static SjTime
waits_of (const SjProgram *program)
{
  SjTime sum = 0;

  for (guint i = 0; i < program->sleeps->len; i++)
    {
      const SjSleep *sleep = &g_array_index (program->sleeps, SjSleep, i);

      if (sleep->mode == SJ_SLEEP_DATE || sleep->mode == SJ_SLEEP_EXPRESSION)
        return LONGEST_STAY;
      sum = plus (sum, (sleep->mode == SJ_SLEEP_SPAN ? sleep->span : 0) + (sleep->window ? WEEK + SJ_DAY : 0));
    }
  for (guint i = 0; i < program->listeners->len; i++)
    sum = plus (plus (sum, sj_program_listener (program, i)->within), sj_program_listener (program, i)->delay);
  for (guint i = 0; i < program->entries->len; i++)
    sum = plus (sum, sj_program_entry (program, i)->within);
  for (guint i = 0; i < program->sends->len; i++)
    sum = plus (sum, (sj_program_send (program, i)->n_quiet > 0 ? WEEK + SJ_DAY : 0) +
                         sj_program_send (program, i)->within);
  return sum;
}

SjTime
sj_recording_stay (const SjWorld *world)
{
  SjTime stay = 0;

  for (guint i = 0; i < world->programs->len; i++)
    {
      const SjProgram *program = g_ptr_array_index (world->programs, i);
      SjTime longest = has_circle (program->journey) ? LONGEST_STAY : waits_of (program);
      SjTime limit = program->settings->timeout;

      stay = plus (stay, limit > 0 ? MIN (longest, limit) : longest);
    }
  return stay;
}

/* What answers and reactions may add, where they do not come at once. */
static SjTime
answers_of (const SjProgram *program)
{
  SjTime sum = program->sends->len > 0 ? WEEK : 0;

  for (guint i = 0; i < program->calls->len; i++)
    {
      const SjCall *call = sj_program_call (program, i);

      for (uint32_t j = 0; j <= call->retries && sum < LONGEST_STAY; j++)
        sum = plus (sum, call->limit + SJ_HOUR);    /* the longest pause before the next attempt */
    }
  return sum;
}

/* From the last event on. */
static SjTime
find_stay (const SjRecording *recording)
{
  SjTime stay = sj_recording_stay (recording->world);

  for (guint i = 0; recording->behaviour != NULL && i < recording->world->programs->len; i++)
    stay = plus (stay, answers_of (g_ptr_array_index (recording->world->programs, i)));
  return stay;
}

static int
compare_turns (const void *a, const void *b)
{
  const SjTurn *left = a, *right = b;

  if (left->time != right->time)
    return left->time < right->time ? -1 : 1;
  return left->reader != right->reader ? (left->reader < right->reader ? -1 : 1)
                                       : (int) right->clears - (int) left->clears;
}

/* Members are read one after the other, as fast as the step says.  Nobody becomes one
 * in a recording, so only the first reading finds new ones. */
void
sj_recording_turns (const SjRecording *recording, const SjPerson *person, GArray *turns)
{
  g_array_set_size (turns, 0);
  for (guint i = 0; i < recording->readers->len; i++)
    {
      const SjReader *reader = &g_array_index (recording->readers, SjReader, i);
      const SjSchedule *schedule = &reader->schedule;
      SjTime late = (SjTime) person->number * 1000 / MAX (schedule->rate, 1);
      bool member = reader->audience != SJ_NONE && sj_person_is_in (person, reader->audience);

      for (uint32_t j = 0; j < schedule->count; j++)
        {
          SjTurn clear = { schedule->times[j], i, true };
          SjTurn turn = { schedule->times[j] + late, i, false };

          if (schedule->force && j > 0)
            g_array_append_val (turns, clear);
          if (member && (j == 0 || !schedule->incremental))
            g_array_append_val (turns, turn);
        }
    }
  g_array_sort (turns, compare_turns);
}

/* The last moment at which an audience is read to its end. */
static SjTime
add_readers (SjRecording *recording, SjTime from, SjTime until)
{
  const SjWorld *world = recording->world;
  SjTime last = from;

  g_array_set_size (recording->readers, 0);
  for (guint i = 0; i < world->programs->len; i++)
    {
      const SjProgram *program = g_ptr_array_index (world->programs, i);

      for (guint j = 0; j < program->entries->len; j++)
        {
          const SjEntryPoint *entry = sj_program_entry (program, j);
          SjReader reader = { .program = (uint16_t) i, .entry = j, .audience = entry->what };

          if (entry->kind != SJ_ENTRY_READ)
            continue;
          sj_schedule_init (&reader.schedule, entry->node, program->zone, from, until);
          if (reader.schedule.count > 0)
            last = MAX (last, reader.schedule.times[reader.schedule.count - 1] +
                                  (SjTime) recording->persons->len * 1000 / MAX (reader.schedule.rate, 1));
          g_array_append_val (recording->readers, reader);
        }
    }
  g_clear_pointer (&recording->turn, g_free);
  if (recording->readers->len > 0)
    recording->turn = g_new0 (uint32_t, MAX (recording->persons->len, 1));
  return last;
}

/* Hours, or days where there would be very many. */
static void
set_periods (SjDrive *drive)
{
  SjTime span = drive->end - drive->start;

  drive->period = span / SJ_HOUR < MOST_PERIODS ? SJ_HOUR : SJ_DAY * (span / SJ_DAY / MOST_PERIODS + 1);
  drive->n_periods = (uint32_t) (span / drive->period) + 1;
}

void
sj_recording_behave (SjRecording *recording, const SjBehaviour *behaviour)
{
  recording->behaviour = behaviour;
}

static void
answer_by_behaviour (SjRecording *recording, uint64_t seed)
{
  const SjPopulation *population = recording->behaviour->population;
  uint64_t own = population != NULL ? (uint64_t) population->seed : 0;

  sj_answers_free (recording->answers);
  recording->answers = sj_answers_new (recording->world, recording->behaviour, own != 0 ? own : seed);
  recording->outside = (SjOutside) { sj_recording_sent, sj_recording_called, recording };
}

void
sj_recording_prepare (SjRecording *recording, SjDrive *drive)
{
  bool empty = recording->n_events == 0;
  bool open = recording->until == SJ_TIME_NEVER;
  SjTime last;

  drive->world = (SjWorld *) recording->world;
  drive->start = recording->from != INT64_MIN ? recording->from : empty ? 0 : recording->first_time;
  last = !open ? recording->until : empty ? drive->start : recording->last_time;
  last = MAX (last, drive->start);
  drive->end = MAX (last, add_readers (recording, drive->start, last));
  drive->end = open ? drive->end + find_stay (recording) : last;
  set_periods (drive);
  recording->end = drive->end;
  recording->outside = (SjOutside) { .called = answer };
  if (recording->behaviour != NULL)
    answer_by_behaviour (recording, drive->seed);
  sj_recording_people (recording, drive->start, &recording->people);
  drive->people = &recording->people;
  drive->outside = recording->behaviour != NULL || reads_answers (recording->world) ? &recording->outside : NULL;
  drive->n_persons = recording->persons->len;
}
