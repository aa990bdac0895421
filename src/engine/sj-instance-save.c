/* sj-instance-save.c -- what has become of a person, written down.
 *
 * Only what is in force is written: deadlines of the fork at which a run stands, but
 * not of one it has left; so equal lives are equal bytes.
 */
#include "engine/sj-instance-save-private.h"

#include <string.h>

static const SjProgram *
program_of (const SjLife *life, guint number)
{
  return g_ptr_array_index (life->world->programs, number);
}

static void
save_station (SjBuffer *buffer, const SjProgram *program, uint32_t number)
{
  const SjStation *station = sj_program_station (program, number);

  sj_save_name (buffer, station->node->id);
  sj_save_name (buffer, station->path ? station->path->id : NULL);
}

/* Which of the node's ways in. */
static void
save_entry (SjBuffer *buffer, const SjProgram *program, uint32_t number)
{
  uint32_t nth = 0;

  for (uint32_t i = 0; i < number; i++)
    nth += sj_program_entry (program, i)->station == sj_program_entry (program, number)->station;
  save_station (buffer, program, sj_program_entry (program, number)->station);
  sj_save_number (buffer, nth);
}

/* What the run remembers of events and answers, by their ids. */
static void
save_values (SjBuffer *buffer, const SjProgram *program, const SjContext *context)
{
  for (uint32_t i = 0; i < program->n_events; i++)
    {
      uint32_t place = program->event_values[i];

      if (place == SJ_NONE || sj_value_is_null (context->values[place]))
        continue;
      sj_buffer_append_c (buffer, 'e');
      sj_save_name (buffer, g_ptr_array_index (program->world->events, i));
      sj_save_value (buffer, context->values[place]);
    }
  for (uint32_t i = 0; i < program->calls->len; i++)
    {
      const SjCall *call = sj_program_call (program, i);
      bool before = false;

      for (uint32_t j = 0; j < i; j++)
        before = before || sj_program_call (program, j)->answer == call->answer;
      if (before || call->answer == SJ_NONE || sj_value_is_null (context->values[call->answer]))
        continue;
      sj_buffer_append_c (buffer, 'a');
      sj_save_name (buffer, call->id);
      sj_save_value (buffer, context->values[call->answer]);
    }
  sj_buffer_append_c (buffer, '.');
}

/* Which of the things that the node listens to and remembers. */
static void
save_heard (SjBuffer *buffer, const SjProgram *program, const SjContext *context)
{
  for (uint32_t i = 0; i < program->listeners->len; i++)
    {
      const SjListener *listener = sj_program_listener (program, i);
      uint32_t nth = 0;

      if (listener->heard == SJ_NONE || context->heard[listener->heard].latest.type == SJ_N_TYPES)
        continue;
      for (uint32_t j = 0; j < i; j++)
        nth += sj_program_listener (program, j)->station == listener->station;
      sj_buffer_append_c (buffer, 'h');
      save_station (buffer, program, listener->station);
      sj_save_number (buffer, nth);
      sj_save_value (buffer, context->heard[listener->heard].latest);
    }
  sj_buffer_append_c (buffer, '.');
}

static void
save_counts (SjBuffer *buffer, const SjProgram *program, const SjContext *context)
{
  for (uint32_t i = 0; i < program->stations->len; i++)
    {
      const SjStation *station = sj_program_station (program, i);

      if (station->visits == SJ_NONE || context->visits[station->visits] == 0)
        continue;
      sj_buffer_append_c (buffer, 'v');
      save_station (buffer, program, i);
      sj_save_number (buffer, context->visits[station->visits]);
    }
  for (uint32_t i = 0; i < program->sends->len; i++)
    {
      if (context->sendings[i] == 0)
        continue;
      sj_buffer_append_c (buffer, 's');
      save_station (buffer, program, sj_program_send (program, i)->station);
      sj_save_number (buffer, context->sendings[i]);
    }
  sj_buffer_append_c (buffer, '.');
}

/* The latest first, as they are found; what a new sending has overtaken is gone. */
static void
save_remembered (SjBuffer *buffer, const SjProgram *program, const SjContext *context)
{
  for (const SjRemembered *one = context->remembered; one != NULL; one = one->next)
    {
      if (one->send == SJ_NONE)
        continue;
      sj_buffer_append_c (buffer, 'r');
      save_station (buffer, program, sj_program_send (program, one->send)->station);
      sj_save_number (buffer, one->kind);
      sj_save_text (buffer, one->link.text, one->link.length);
    }
  sj_buffer_append_c (buffer, '.');
}

static void
save_context (SjBuffer *buffer, const SjProgram *program, const SjInstance *run)
{
  const SjContext *context = run->context;
  const SjOp *op = sj_program_op (program, run->op);

  for (uint32_t i = 0; (op->flags & SJ_DO_FORK) && i < op->count; i++)
    {
      sj_save_signed (buffer, context->branches[i].due);
      sj_save_number (buffer, context->branches[i].number);
      sj_save_number (buffer, context->branches[i].phase);
    }
  save_values (buffer, program, context);
  save_heard (buffer, program, context);
  save_counts (buffer, program, context);
  save_remembered (buffer, program, context);
  sj_save_value (buffer, context->key);
}

static void
save_run (SjBuffer *buffer, const SjLife *life, const SjInstance *run)
{
  const SjProgram *program = program_of (life, run->program);

  sj_save_number (buffer, run->program);
  sj_save_number (buffer, run->ordinal);
  save_station (buffer, program, run->station);
  sj_save_number (buffer, run->op - sj_program_station (program, run->station)->op);
  sj_save_signed (buffer, run->due);
  sj_save_signed (buffer, run->arrived);
  sj_save_signed (buffer, run->entered);
  sj_save_number (buffer, run->number);
  sj_save_number (buffer, run->born);
  sj_save_number (buffer, run->entry);
  sj_save_number (buffer, run->attempt);
  sj_save_number (buffer, run->goals);
  sj_save_number (buffer, run->treatment);
  if (run->context != NULL)
    save_context (buffer, program, run);
}

static void
save_pending (SjBuffer *buffer, const SjLife *life, const SjProgram *program)
{
  for (uint32_t i = 0; i < life->n_pending; i++)
    {
      const SjPending *one = &life->pending[i];

      if (one->program != program->number)
        continue;
      sj_buffer_append_c (buffer, 'p');
      sj_save_signed (buffer, one->due);
      sj_save_number (buffer, one->number);
      save_entry (buffer, program, one->entry);
      sj_save_value (buffer, one->payload);
      sj_save_value (buffer, one->key);
    }
  sj_buffer_append_c (buffer, '.');
}

static void
save_journey (SjBuffer *buffer, const SjLife *life, const SjProgram *program)
{
  const SjVisitor *visitor = &life->visitors[program->number];
  bool left = visitor->left != INT64_MIN;

  sj_save_name (buffer, program->journey->id);
  sj_buffer_append_n (buffer, (const char *) &program->version, sizeof program->version);
  sj_save_number (buffer, (visitor->held ? SJ_SAVE_HELD : 0) | (left ? SJ_SAVE_LEFT : 0));
  sj_save_number (buffer, visitor->entered);
  if (left)
    sj_save_signed (buffer, visitor->left);
  save_pending (buffer, life, program);
}

static void
save_queued (SjBuffer *buffer, const SjLife *life, const SjQueued *one)
{
  const SjProgram *program = program_of (life, one->program);
  const SjInput *input = &one->input;

  sj_save_number (buffer, one->program);
  sj_save_signed (buffer, one->time);
  sj_save_number (buffer, one->number);
  sj_save_number (buffer, input->kind);
  sj_save_value (buffer, input->value);
  if (input->kind == SJ_INPUT_START)
    return;
  sj_save_number (buffer, one->run);
  sj_save_signed (buffer, one->sent);
  sj_save_number (buffer, input->verb);
  sj_save_number (buffer, input->attempt);
  sj_save_number (buffer, input->sending);
  sj_save_text (buffer, input->link.text, input->link.length);
  save_station (buffer, program, input->kind == SJ_INPUT_REACTION ? sj_program_send (program, input->what)->station
                                                                  : sj_program_call (program, input->what)->station);
}

/* Oldest first; where there are none, nothing. */
static void
save_times (SjBuffer *buffer, const SjLife *life, uint32_t number)
{
  const SjPressure *pressure = &life->person.pressure;
  const SjLimit *limit = sj_world_limit (life->world, number);
  const SjTime *times = pressure->times + limit->first;
  uint32_t count = 0;

  for (uint32_t i = 0; i < limit->limit; i++)
    count += times[i] != INT64_MIN;
  sj_save_number (buffer, count);
  for (uint32_t i = 0; i < limit->limit; i++)
    {
      SjTime time = times[(pressure->next[number] + i) % limit->limit];

      if (time != INT64_MIN)
        sj_save_signed (buffer, time);
    }
}

/* By the rule sets they come from and their place in them. */
static void
save_limits (SjBuffer *buffer, const SjLife *life)
{
  const SjWorld *world = life->world;

  for (guint i = 0; life->person.pressure.used && i < world->rule_sets->len; i++)
    {
      const char *id = g_ptr_array_index (world->rule_sets, i);
      const SjRuleSet *rules = sj_library_find (world->library, SJ_REF_RULE_SET, id)->config;

      sj_buffer_append_c (buffer, 'l');
      sj_save_name (buffer, id);
      sj_save_number (buffer, rules->caps.count);
      for (uint32_t number = 0; number < world->limits->len; number++)
        for (uint32_t j = 0; j < rules->caps.count; j++)
          if (sj_world_limit (world, number)->cap == rules->caps.items[j])
            save_times (buffer, life, number);
    }
  sj_buffer_append_c (buffer, '.');
}

static void
save_person (SjBuffer *buffer, const SjLife *life)
{
  const SjPerson *person = &life->person;
  const GPtrArray *audiences = life->world->audiences;

  sj_save_number (buffer, audiences->len);
  for (guint i = 0; i < audiences->len; i++)
    {
      sj_save_name (buffer, g_ptr_array_index (audiences, i));
      sj_save_number (buffer, sj_person_is_in (person, i));
    }
  save_limits (buffer, life);
  sj_save_number (buffer, person->changed);
  if (person->changed)
    sj_save_value (buffer, person->value);
}

void
sj_life_save (const SjLife *life, SjBuffer *buffer)
{
  guint count = life->world->programs->len;

  sj_buffer_append_n (buffer, SJ_SAVE_MAGIC, strlen (SJ_SAVE_MAGIC));
  sj_save_number (buffer, SJ_SAVE_FORM);
  sj_save_name (buffer, life->person.id);
  sj_save_signed (buffer, life->now == INT64_MIN ? SJ_TIME_NEVER : life->now);
  sj_save_number (buffer, life->number);
  sj_save_number (buffer, life->ordinal);
  sj_save_number (buffer, life->person.unsubscribed);
  sj_save_number (buffer, count);
  for (guint i = 0; i < count; i++)
    save_journey (buffer, life, program_of (life, i));
  save_person (buffer, life);
  sj_save_number (buffer, life->n_runs);
  for (uint32_t i = 0; i < life->n_runs; i++)
    save_run (buffer, life, &life->runs[i]);
  sj_save_number (buffer, life->n_queue);
  for (uint32_t i = 0; i < life->n_queue; i++)
    save_queued (buffer, life, &life->queue[i]);
}
