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

/* Hours, or days where there would be very many. */
static void
set_periods (SjDrive *drive)
{
  SjTime span = drive->end - drive->start;

  drive->period = span / SJ_HOUR < MOST_PERIODS ? SJ_HOUR : SJ_DAY * (span / SJ_DAY / MOST_PERIODS + 1);
  drive->n_periods = (uint32_t) (span / drive->period) + 1;
}

void
sj_recording_prepare (SjRecording *recording, SjDrive *drive)
{
  bool empty = recording->n_events == 0;
  SjTime first = empty ? 0 : recording->first_time;

  drive->world = (SjWorld *) recording->world;
  drive->start = recording->from != INT64_MIN ? recording->from : first;
  drive->end = recording->until != SJ_TIME_NEVER
                   ? recording->until
                   : (empty ? drive->start : recording->last_time) + sj_recording_stay (recording->world);
  drive->end = MAX (drive->end, drive->start);
  set_periods (drive);
  sj_recording_people (recording, drive->start, &recording->people);
  recording->outside = (SjOutside) { .called = answer };
  drive->people = &recording->people;
  drive->outside = reads_answers (recording->world) ? &recording->outside : NULL;
  drive->n_persons = recording->persons->len;
}
