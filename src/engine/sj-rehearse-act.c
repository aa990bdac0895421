/* sj-rehearse-act.c -- what each command does, and how the outside answers meanwhile.
 *
 * The answers and choices that were given stand in the rehearsal; everything else is
 * SjLife's.  A command may fail after it told something: its caller takes that back.
 */
#include "engine/sj-rehearse-private.h"

#include "content/sj-action.h"
#include "profile/sj-event.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of one command: a journey that goes round for ever comes to a stop. */
#define MOST_THINGS 10000u
#define LONGEST (3650 * SJ_DAY)

/* ------------------------------------------------------------------ the outside */

static SjStandingAnswer *
standing_for (SjRehearsal *self, const SjNode *node)
{
  for (guint i = 0; i < self->answers->len; i++)
    if (g_array_index (self->answers, SjStandingAnswer, i).node == node)
      return &g_array_index (self->answers, SjStandingAnswer, i);
  return NULL;
}

static void
use_up (SjRehearsal *self, SjStandingAnswer *answer)
{
  if (answer->left > 0 && --answer->left == 0)
    g_array_remove_index (self->answers, (guint) (answer - (SjStandingAnswer *) (void *) self->answers->data));
}

static const SjNode *
station_node (const SjProgram *program, uint32_t station)
{
  return sj_program_station (program, station)->node;
}

static unsigned
answer_sending (void *data, const SjLife *life, const SjEffect *effect, SjReply *replies)
{
  SjRehearsal *self = data;
  const SjProgram *program = sj_world_program (self->world, effect->instance->program);
  const SjSend *send = sj_program_send (program, effect->what);
  SjStandingAnswer *answer = standing_for (self, station_node (program, send->station));
  unsigned count = 1;

  replies[0] = (SjReply) { .verb = SJ_REACTION_DELIVERED };
  if (answer == NULL)
    return 1;
  replies[0].delay = answer->delay;
  if (answer->result == SJ_ANSWER_FAILED || answer->result == SJ_ANSWER_REFUSED)
    replies[0].verb = SJ_REACTION_FAILED;
  count = answer->result == SJ_ANSWER_NONE ? 0 : 1;
  use_up (self, answer);
  return count;
}

static SjValue
sample_answer (const SjCall *call)
{
  return call->action ? sj_blob_value (call->action->sample) : sj_null;
}

static bool
answer_call (void *data, const SjLife *life, const SjEffect *effect, SjArena *arena, SjReply *reply)
{
  SjRehearsal *self = data;
  const SjProgram *program = sj_world_program (self->world, effect->instance->program);
  const SjCall *call = sj_program_call (program, effect->what);
  SjStandingAnswer *answer = standing_for (self, station_node (program, call->station));
  bool answered = true;

  *reply = (SjReply) { .verb = SJ_RESULT_ANSWER, .value = sample_answer (call) };
  if (answer == NULL)
    return true;
  reply->delay = answer->delay;
  if (answer->result == SJ_ANSWER_FAILED)
    reply->verb = SJ_RESULT_FAILED;
  else if (answer->result == SJ_ANSWER_REFUSED)
    reply->verb = SJ_RESULT_REFUSED;
  else if (answer->result == SJ_ANSWER_NONE)
    answered = false;
  else if (!sj_value_is_null (answer->value))
    reply->value = answer->value;
  if (reply->verb != SJ_RESULT_ANSWER)
    reply->value = sj_null;
  use_up (self, answer);
  return answered;
}

static uint32_t
choose (void *data, const SjStep *step, const SjInstance *instance, const SjOp *op)
{
  SjRehearsal *self = data;
  const SjNode *node = station_node (step->program, op->station);

  for (guint i = 0; i < self->choices->len; i++)
    if (g_array_index (self->choices, SjChosenWay, i).node == node)
      return g_array_index (self->choices, SjChosenWay, i).way;
  return SJ_NONE;
}

void
sj_rehearsal_answer (SjRehearsal *self)
{
  self->outside = (SjOutside) { answer_sending, answer_call, self };
  self->life.outside = &self->outside;
  self->life.step.choose_data = self;
}

/* ------------------------------------------------------------------ what happens by itself */

static bool
is_queued_first (const SjLife *life)
{
  const SjQueued *first = life->queue;

  if (life->n_queue == 0 || first->time != sj_life_next (life))
    return false;
  for (uint32_t i = 0; i < life->n_runs; i++)
    if (life->runs[i].due == first->time && life->runs[i].number < first->number)
      return false;
  return true;
}

static const char *
result_id (uint8_t verb)
{
  return verb == SJ_RESULT_ANSWER ? "answer" : verb == SJ_RESULT_FAILED ? "failed" : "refused";
}

/* What a call comes to is a thing of its own in the story; reactions tell of themselves. */
static void
tell_queued (SjRehearsal *self)
{
  SjQueued one = self->life.queue[0];
  const SjProgram *program = sj_world_program (self->world, one.program);
  const SjNode *node;
  const char *name;
  SjTold *told;

  self->now = one.time;
  if (one.input.kind != SJ_INPUT_RESULT)
    return;
  node = station_node (program, sj_program_call (program, one.input.what)->station);
  name = sj_rehearsal_node_words (self, node);
  if (one.input.verb == SJ_RESULT_ANSWER)
    {
      g_autofree char *text = sj_json_to_string (one.input.value, SJ_JSON_COMPACT);

      told = sj_rehearsal_tell (self, SJ_TOLD_RESULT, _("%s answers %s"), name, text);
    }
  else
    told = sj_rehearsal_tell (self, SJ_TOLD_RESULT,
                              one.input.verb == SJ_RESULT_FAILED ? _("The call of %s fails")
                                                                 : _("The call of %s fails for good"),
                              name);
  told->node = node;
  told->word = result_id (one.input.verb);
  told->value = sj_value_copy (&self->story, one.input.value);
  told->run = one.run;
}

/* The next thing; the clock goes with it. */
static bool
run_one (SjRehearsal *self)
{
  SjTime time = sj_life_next (&self->life);

  if (time == SJ_TIME_NEVER)
    return false;
  self->now = MAX (self->now, time);
  self->input_event = SJ_NONE;
  if (is_queued_first (&self->life))
    tell_queued (self);
  return sj_life_run_one (&self->life);
}

static const char *
find_break (SjRehearsal *self, uint32_t from)
{
  for (uint32_t i = from; i < self->told->len; i++)
    {
      const SjTold *told = &g_array_index (self->told, SjTold, i);

      if (told->kind == SJ_TOLD_AT && told->path == NULL &&
          g_ptr_array_find_with_equal_func (self->breaks, told->node->id, g_str_equal, NULL))
        return sj_node_title (told->node);
    }
  for (uint32_t i = 0; self->break_when != NULL && i < self->life.n_runs; i++)
    {
      SjStep step = sj_rehearsal_borrow_step (self, sj_world_program (self->world, self->life.runs[i].program));
      SjValue value;

      if (sj_step_part (&step, &self->life.runs[i], SJ_NONE, sj_expr_tree (self->break_when), SJ_NONE, sj_null,
                        &value) && value.type == SJ_BOOL && value.boolean)
        return sj_expr_text (self->break_when);
    }
  return NULL;
}

/* Up to the time, a breakpoint, or as many things as the first time. */
static void
run_to (SjRehearsal *self, SjAct *act, bool again)
{
  uint32_t most = again ? act->count : MOST_THINGS, count = 0;
  SjTime limit = act->flag ? self->start + LONGEST : act->time;

  while (count < most && sj_life_next (&self->life) <= limit && sj_life_next (&self->life) != SJ_TIME_NEVER)
    {
      uint32_t from = self->told->len;

      run_one (self);
      count++;
      if (!again && (self->broke = find_break (self, from)) != NULL)
        break;
    }
  if (!again && (self->broke != NULL || count == MOST_THINGS))
    act->time = self->now;
  act->count = count;
  if (!act->flag)
    self->now = MAX (self->now, act->time);
}

void
sj_rehearsal_catch_up (SjRehearsal *self)
{
  for (uint32_t i = 0; i < MOST_THINGS && sj_life_next (&self->life) <= self->now && run_one (self); i++)
    ;
}

/* ------------------------------------------------------------------ commands */

static void
tell_pending (SjRehearsal *self, SjTime before)
{
  SjTime after = sj_life_way_in (&self->life, self->program);
  SjTold *told;

  if (before == after)
    return;
  if (after == SJ_TIME_NEVER)
    {
      if (self->life.n_runs == 0 || before > self->now)
        sj_rehearsal_tell (self, SJ_TOLD_DROPPED, _("No longer on the way in"));
      return;
    }
  told = sj_rehearsal_tell (self, SJ_TOLD_PENDING, _("On the way in, to enter on %s"), sj_rehearsal_when (self, after));
  told->until = after;
}

static void
do_event (SjRehearsal *self, const SjAct *act)
{
  uint32_t event = sj_world_find_event (self->world, act->name, strlen (act->name));
  const SjEntry *entry = self->world->library ? sj_library_find (self->world->library, SJ_REF_EVENT, act->name) : NULL;
  SjTime pending = sj_life_way_in (&self->life, self->program);
  SjValue payload = act->value;
  SjTold *told;

  if (sj_value_is_null (payload) && entry != NULL)
    payload = sj_blob_value (((const SjEventType *) entry->config)->sample);
  told = sj_rehearsal_tell (self, SJ_TOLD_ACT, _("%s happens"), sj_rehearsal_name (self, SJ_REF_EVENT, act->name));
  told->value = sj_value_copy (&self->story, payload);
  self->input_event = event;
  self->input = payload;
  if (event != SJ_NONE)
    sj_life_event (&self->life, self->now, event, payload);
  tell_pending (self, pending);
}

static const SjEntryPoint *
find_entry (const SjProgram *program, const char *node, uint32_t *index)
{
  for (uint32_t i = 0; i < program->entries->len; i++)
    if (g_strcmp0 (sj_program_entry (program, i)->node->id, node) == 0)
      {
        *index = i;
        return sj_program_entry (program, i);
      }
  return NULL;
}

static bool
do_enter (SjRehearsal *self, const SjAct *act, GError **error)
{
  uint32_t index;
  const SjEntryPoint *entry = find_entry (self->program, act->name, &index);

  if (entry == NULL)
    return sj_rehearsal_fail (error, _("“%s” is not a beginning of the journey"), act->name);
  sj_rehearsal_tell (self, SJ_TOLD_ACT, _("Comes in at %s"), sj_rehearsal_node_words (self, entry->node));
  self->input_event = entry->kind == SJ_ENTRY_EVENT || entry->kind == SJ_ENTRY_BUSINESS ? entry->what : SJ_NONE;
  self->input = act->value;
  sj_life_enter (&self->life, self->now, self->program, index, act->value);
  return true;
}

static bool
do_audience (SjRehearsal *self, const SjAct *act, GError **error)
{
  uint32_t audience = sj_world_find_audience (self->world, act->name, strlen (act->name));

  if (audience == SJ_NONE)
    return sj_rehearsal_fail (error, _("the journey does not ask for an audience “%s”"), act->name);
  sj_rehearsal_tell (self, SJ_TOLD_ACT, act->flag ? _("Enters the audience %s") : _("Leaves the audience %s"),
                     sj_rehearsal_name (self, SJ_REF_AUDIENCE, act->name));
  self->input_event = SJ_NONE;
  sj_life_audience (&self->life, self->now, audience, act->flag);
  return true;
}

/* The run that waits for a call's answer or a hand-over's result, oldest first. */
static SjInstance *
find_waiting (SjRehearsal *self, const SjOp **op)
{
  for (uint32_t i = 0; i < self->life.n_runs; i++)
    {
      SjInstance *run = &self->life.runs[i];
      const SjProgram *program = sj_world_program (self->world, run->program);

      *op = sj_program_op (program, run->op);
      if (((*op)->code == SJ_DO_CALL && !(run->attempt & SJ_ATTEMPT_PAUSE)) ||
          ((*op)->code == SJ_DO_SEND && run->attempt == SJ_PHASE_HANDOVER))
        return run;
    }
  return NULL;
}

/* The answer that is on its way to it is not given. */
static void
withdraw (SjRehearsal *self, const SjInstance *run, SjInputKind kind, uint32_t what)
{
  SjLife *life = &self->life;
  uint32_t kept = 0;

  for (uint32_t i = 0; i < life->n_queue; i++)
    if (life->queue[i].run != run->ordinal || life->queue[i].input.kind != kind || life->queue[i].input.what != what)
      life->queue[kept++] = life->queue[i];
  life->n_queue = kept;
}

static void
queue_result (SjRehearsal *self, const SjAct *act, const SjInstance *run, const SjOp *op)
{
  const SjProgram *program = sj_world_program (self->world, run->program);
  SjQueued one = { .time = self->now, .run = run->ordinal, .sent = run->arrived, .program = run->program };

  if (op->code == SJ_DO_SEND)
    one.input = (SjInput) { .kind = SJ_INPUT_REACTION, .what = op->arg,
                            .verb = act->result == SJ_ANSWER_FAILED || act->result == SJ_ANSWER_REFUSED
                                        ? SJ_REACTION_FAILED : SJ_REACTION_DELIVERED,
                            .sending = run->context ? run->context->sendings[op->arg] - 1 : 0 };
  else
    one.input = (SjInput) { .kind = SJ_INPUT_RESULT, .what = op->arg, .attempt = run->attempt,
                            .sending = sj_step_visit (program, run, op),
                            .verb = act->result == SJ_ANSWER_FAILED    ? SJ_RESULT_FAILED
                                    : act->result == SJ_ANSWER_REFUSED ? SJ_RESULT_REFUSED
                                                                       : SJ_RESULT_ANSWER };
  if (one.input.kind == SJ_INPUT_RESULT && one.input.verb == SJ_RESULT_ANSWER)
    one.input.value = sj_value_is_null (act->value) ? sample_answer (sj_program_call (program, op->arg)) : act->value;
  sj_life_queue (&self->life, &one);
}

static bool
do_result (SjRehearsal *self, const SjAct *act, GError **error)
{
  const SjOp *op = NULL;
  const SjInstance *run = find_waiting (self, &op);

  if (run == NULL)
    return sj_rehearsal_fail (error, "%s", _("nothing waits for an answer at this moment"));
  withdraw (self, run, op->code == SJ_DO_CALL ? SJ_INPUT_RESULT : SJ_INPUT_REACTION, op->arg);
  if (act->result == SJ_ANSWER_NONE)
    {
      const SjNode *node = station_node (sj_world_program (self->world, run->program), op->station);

      sj_rehearsal_tell (self, SJ_TOLD_ACT, _("%s gets no answer"), sj_rehearsal_node_words (self, node));
      return true;
    }
  queue_result (self, act, run, op);
  sj_rehearsal_catch_up (self);
  return true;
}

static bool
do_answers (SjRehearsal *self, const SjAct *act, GError **error)
{
  const SjNode *node = sj_journey_find (self->program->journey, act->name);
  SjStandingAnswer answer = { node, act->result, act->value, act->time, act->count };

  if (node == NULL || !(node->kind->flags & (SJ_KIND_CALLS | SJ_KIND_SENDS)))
    return sj_rehearsal_fail (error, _("“%s” is no step that calls or sends"), act->name);
  g_array_append_val (self->answers, answer);
  return true;
}

static const SjSaid *
find_said (const SjRehearsal *self, const char *node)
{
  for (guint i = self->told->len; i-- > 0;)
    {
      const SjTold *told = &g_array_index (self->told, SjTold, i);

      if (told->said != NULL && (node == NULL || g_str_equal (told->node->id, node)))
        return told->said;
    }
  return NULL;
}

static uint32_t
index_of_send (const SjProgram *program, const SjSend *send)
{
  return (uint32_t) (send - sj_program_send (program, 0));
}

static bool
do_reaction (SjRehearsal *self, const SjAct *act, GError **error)
{
  const SjSaid *said = find_said (self, act->name);
  SjQueued one = { .time = self->now, .program = (uint16_t) self->program->number };

  if (act->result >= SJ_N_REACTIONS)
    return sj_rehearsal_fail (error, "%s", _("there is no such reaction"));
  if (said == NULL)
    return act->name ? sj_rehearsal_fail (error, _("no message was sent by “%s” yet"), act->name)
                     : sj_rehearsal_fail (error, "%s", _("no message was sent yet"));
  one.run = said->run;
  one.sent = said->time;
  one.input = (SjInput) { .kind = SJ_INPUT_REACTION, .verb = act->result, .sending = said->sending,
                          .what = index_of_send (self->program, said->send) };
  if (act->path != NULL)
    one.input.link = (SjSlice) { act->path, strlen (act->path) };
  sj_life_queue (&self->life, &one);
  sj_rehearsal_catch_up (self);
  return true;
}

static bool
do_choose (SjRehearsal *self, const SjAct *act, GError **error)
{
  const SjNode *node = sj_journey_find (self->program->journey, act->name);
  const SjStation *station = node ? sj_program_find (self->program, act->name, NULL) : NULL;
  SjChosenWay chosen = { station ? station->node : NULL, SJ_NONE };
  uint8_t code;

  if (station == NULL || station->op == SJ_NONE)
    return sj_rehearsal_fail (error, _("there is no step “%s”"), act->name);
  code = sj_program_op (self->program, station->op)->code;
  if (code < SJ_DO_TEST || code > SJ_DO_CAP)
    return sj_rehearsal_fail (error, _("nothing is decided at “%s”"), sj_node_title (node));
  for (uint32_t i = 0; act->path != NULL && i < station->n_ways; i++)
    if (g_strcmp0 (station->node->paths[sj_program_way (self->program, station->first_way + i)->path]->id,
                   act->path) == 0)
      chosen.way = station->first_way + i;
  if (act->path != NULL && chosen.way == SJ_NONE)
    return sj_rehearsal_fail (error, _("“%s” has no path “%s”"), sj_node_title (node), act->path);
  for (guint i = self->choices->len; i-- > 0;)
    if (g_array_index (self->choices, SjChosenWay, i).node == chosen.node)
      g_array_remove_index (self->choices, i);
  if (act->path != NULL)
    g_array_append_val (self->choices, chosen);
  self->life.step.choose = self->choices->len > 0 ? choose : NULL;
  return true;
}

/* Others, of whom nothing else is known, have used up a part of the limit. */
static bool
do_others (SjRehearsal *self, const SjAct *act, GError **error)
{
  const SjStation *station = sj_program_find (self->program, act->name, NULL);
  const SjOp *op = station && station->op != SJ_NONE ? sj_program_op (self->program, station->op) : NULL;

  if (op == NULL || op->code != SJ_DO_CAP)
    return sj_rehearsal_fail (error, _("“%s” is no profile cap"), act->name);
  sj_rehearsal_tell (self, SJ_TOLD_ACT, _("%u other profiles have come to %s"), act->count,
                     sj_rehearsal_node_words (self, station->node));
  self->shared[self->program->number].taken[op->arg] += act->count;
  return true;
}

bool
sj_rehearsal_carry_out (SjRehearsal *self, SjAct *act, bool again, GError **error)
{
  if (act->kind == SJ_ACT_EVENT || act->kind == SJ_ACT_ENTER || act->kind == SJ_ACT_AUDIENCE)
    sj_rehearsal_catch_up (self);
  switch (act->kind)
    {
    case SJ_ACT_EVENT:
      do_event (self, act);
      return true;
    case SJ_ACT_ENTER:
      return do_enter (self, act, error);
    case SJ_ACT_AUDIENCE:
      return do_audience (self, act, error);
    case SJ_ACT_NEXT:
      return run_one (self) || sj_rehearsal_fail (error, "%s", _("nothing more happens by itself"));
    case SJ_ACT_TO:
      run_to (self, act, again);
      return true;
    case SJ_ACT_SET:
      return sj_rehearsal_set (self, act, error);
    case SJ_ACT_RESULT:
      return do_result (self, act, error);
    case SJ_ACT_ANSWERS:
      return do_answers (self, act, error);
    case SJ_ACT_REACTION:
      return do_reaction (self, act, error);
    case SJ_ACT_CHOOSE:
      return do_choose (self, act, error);
    case SJ_ACT_OTHERS:
      return do_others (self, act, error);
    }
  return sj_rehearsal_fail (error, "%s", _("there is no such command"));
}
