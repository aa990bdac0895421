/* sj-step-scope.c -- what expressions and templates see while a run moves.
 *
 * Roots were bound to numbers while compiling, counted from 1: an event's number, or
 * the place of an answer among the run's values.  The current event comes before an
 * older one of the same type.
 */
#include "engine/sj-step-private.h"

#include "base/sj-json.h"
#include "profile/sj-profile-scope.h"

#include <string.h>

#define KEY(name) ((SjValue) { .type = SJ_TEXT, .length = sizeof (name) - 1, .text = name })

typedef struct
{
  SjEvalScope scope;        /* first */
  SjStep *step;
  const SjInstance *instance;
  uint32_t event;           /* SJ_NONE: none */
  SjValue payload;
} Scope;

static SjValue
event_value (const Scope *scope, uint32_t event)
{
  const SjProgram *program = scope->step->program;
  uint32_t place;

  if (event == scope->event)
    return scope->payload;
  if (scope->step->earlier != NULL && event == scope->step->earlier->event)
    return scope->step->earlier->payload;
  place = event < program->n_events ? program->event_values[event] : SJ_NONE;
  return place != SJ_NONE && scope->instance != NULL ? scope->instance->context->values[place] : sj_null;
}

/* Conditions of messages are shared by journeys and know no numbers. */
static uint32_t
event_number (const Scope *scope, const SjRoot *root)
{
  return root->slot != 0 ? root->slot - 1
                         : sj_world_find_event (scope->step->program->world, root->name.text, root->name.length);
}

static SjValue
answer_value (const Scope *scope, const SjRoot *root)
{
  const SjProgram *program = scope->step->program;

  if (scope->instance == NULL || scope->instance->context == NULL)
    return sj_null;
  if (root->slot != 0)
    return scope->instance->context->values[root->slot - 1];
  for (uint32_t i = 0; i < program->calls->len; i++)
    {
      const SjCall *call = sj_program_call (program, i);

      if (call->answer != SJ_NONE && call->id != NULL && root->name.length == strlen (call->id) &&
          memcmp (root->name.text, call->id, root->name.length) == 0)
        return scope->instance->context->values[call->answer];
    }
  return sj_null;
}

/* #{ExperiencePlatform.Group.profile.…}, with or without `profile`. */
static SjValue
source_value (SjStep *step)
{
  SjValue value = sj_person_value (step->person, step->keep);
  SjMember *members = sj_arena_new_n (step->eval->arena, SjMember, value.length + 1);

  if (value.length > 0)
    memcpy (members, value.members, value.length * sizeof (SjMember));
  members[value.length] = (SjMember) { KEY ("profile"), value };
  return sj_value_object (members, value.length + 1);
}

static SjValue
property_value (const Scope *scope, SjSlice name)
{
  const SjProgram *program = scope->step->program;
  const SjJourney *journey = program->journey;
  const SjInstance *instance = scope->instance;
  const SjNode *node = instance ? sj_program_station (program, instance->station)->node : NULL;

  if (sj_slice_is (name, "journeyUID") || sj_slice_is (name, "journeyVersionUID"))
    return sj_value_string (journey->id);
  if (sj_slice_is (name, "journeyVersionName"))
    return sj_value_string (journey->name);
  if (sj_slice_is (name, "journeyVersionDescription"))
    return sj_value_string (journey->description);
  if (sj_slice_is (name, "profileId") || sj_slice_is (name, "externalKey"))
    return sj_value_string (scope->step->person->id);
  if (sj_slice_is (name, "currentNodeId"))
    return node ? sj_value_string (node->id) : sj_null;
  if (sj_slice_is (name, "currentNodeName"))
    return node ? sj_value_string (sj_node_title (node)) : sj_null;
  if (sj_slice_is (name, "supplementalId"))
    return instance && instance->context ? instance->context->key : sj_null;
  if (sj_slice_is (name, "instanceUID"))
    return sj_value_string (sj_arena_printf (scope->step->eval->arena, "%s-%u", journey->id ? journey->id : "journey",
                                             instance ? instance->entry : 0));
  return sj_null;
}

static bool
find_root (const SjEvalScope *base, SjEval *eval, const SjRoot *root, SjValue params, SjValue *value)
{
  const Scope *scope = (const Scope *) base;

  *value = sj_null;
  switch (root->kind)
    {
    case SJ_ROOT_EVENT:
      *value = event_value (scope, event_number (scope, root));
      break;
    case SJ_ROOT_ACTION:
      *value = answer_value (scope, root);
      break;
    case SJ_ROOT_SOURCE:
      if (sj_profile_is_source (root->name))
        *value = source_value (scope->step);
      break;
    case SJ_ROOT_PROPERTY:
      *value = property_value (scope, root->name);
      break;
    default:
      break;
    }
  return true;
}

static bool
find_audience (const SjEvalScope *base, const char *name, size_t length)
{
  const Scope *scope = (const Scope *) base;
  uint32_t number = sj_world_find_audience (scope->step->program->world, name, length);

  return number != SJ_NONE && sj_person_is_in (scope->step->person, number);
}

static bool
evaluate (SjStep *step, const SjInstance *instance, uint32_t expression, uint32_t event, SjValue payload,
          SjValue *value)
{
  Scope scope = { { find_root, find_audience }, step, instance, event, payload };
  SjEval *eval = step->eval;
  bool done;

  step->dirty = true;
  eval->scope = &scope.scope;
  eval->now = sj_time_moment (step->now, sj_step_zone (step));
  eval->seed = sj_hash_mix (sj_hash_mix (step->chance, step->person->chance), (uint64_t) step->now ^ expression);
  sj_eval_begin (eval);
  done = sj_expr_eval (sj_program_expr (step->program, expression), eval, value);
  eval->scope = NULL;
  return done;
}

static void
note_decision (SjStep *step, const SjInstance *instance, uint32_t expression, SjHolds holds, uint32_t event,
               SjValue payload)
{
  SjNote note = { .kind = SJ_NOTE_DECIDED, .what = expression, .way = SJ_NONE, .reason = holds, .event = event,
                  .payload = payload };

  step->note (step->note_data, step, instance, &note);
}

/* A part knows its roots by name only; the whole knows their numbers. */
static void
bind_part (const SjCode *part, const SjCode *whole)
{
  for (uint32_t i = 0; i < part->n_roots; i++)
    for (uint32_t j = 0; j < whole->n_roots; j++)
      if (part->roots[i].kind == whole->roots[j].kind &&
          sj_value_is_text (sj_value_text (part->roots[i].name.text, part->roots[i].name.length), whole->roots[j].name))
        part->roots[i].slot = whole->roots[j].slot;
}

bool
sj_step_part (SjStep *step, const SjInstance *instance, uint32_t expression, const SjTree *part, uint32_t event,
              SjValue payload, SjValue *value)
{
  Scope scope = { { find_root, find_audience }, step, instance, event, payload };
  SjEval *eval = step->eval;
  const SjCode *code;
  bool done;

  step->dirty = true;
  eval->scope = &scope.scope;
  eval->now = sj_time_moment (step->now, sj_step_zone (step));
  eval->seed = sj_hash_mix (sj_hash_mix (step->chance, step->person->chance), (uint64_t) step->now ^ expression);
  sj_eval_begin (eval);
  code = sj_code_compile (eval->arena, part, SJ_EXPRESSION);
  if (expression != SJ_NONE)
    bind_part (code, sj_expr_code (sj_program_expr (step->program, expression)));
  done = sj_code_run (code, eval, NULL, NULL, value);
  eval->scope = NULL;
  return done;
}

SjHolds
sj_step_ask (SjStep *step, const SjInstance *instance, uint32_t expression, uint32_t event, SjValue payload)
{
  SjValue value;
  SjHolds holds;

  if (expression == SJ_NONE || !evaluate (step, instance, expression, event, payload, &value))
    holds = SJ_HOLDS_FAILED;
  else if (sj_value_is_null (value))
    holds = SJ_HOLDS_NO;
  else if (value.type == SJ_BOOL)
    holds = value.boolean ? SJ_HOLDS_YES : SJ_HOLDS_NO;
  else
    holds = SJ_HOLDS_FAILED;
  if (G_UNLIKELY (step->note != NULL) && instance != NULL)
    note_decision (step, instance, expression, holds, event, payload);
  return holds;
}

bool
sj_step_holds (SjStep *step, const SjInstance *instance, uint32_t expression, uint32_t event, SjValue payload)
{
  return expression == SJ_NONE || sj_step_ask (step, instance, expression, event, payload) == SJ_HOLDS_YES;
}

bool
sj_step_value (SjStep *step, const SjInstance *instance, uint32_t expression, uint32_t event, SjValue payload,
               SjValue *value)
{
  return expression != SJ_NONE && evaluate (step, instance, expression, event, payload, value);
}

static SjValue
events_object (SjStep *step, const SjInstance *instance, SjArena *arena)
{
  const SjProgram *program = step->program;
  SjMember *members = sj_arena_new_n (arena, SjMember, MAX (program->n_events, 1));
  uint32_t count = 0;

  for (uint32_t i = 0; i < program->n_events; i++)
    if (program->event_values[i] != SJ_NONE && !sj_value_is_null (instance->context->values[program->event_values[i]]))
      members[count++] = (SjMember) { sj_value_string (g_ptr_array_index (program->world->events, i)),
                                      instance->context->values[program->event_values[i]] };
  return sj_value_object (members, count);
}

static SjValue
actions_object (SjStep *step, const SjInstance *instance, SjArena *arena)
{
  const SjProgram *program = step->program;
  SjMember *members = sj_arena_new_n (arena, SjMember, MAX (program->calls->len, 1));
  uint32_t count = 0;

  for (uint32_t i = 0; i < program->calls->len; i++)
    {
      const SjCall *call = sj_program_call (program, i);
      bool before = false;

      for (uint32_t j = 0; j < i; j++)
        before = before || sj_program_call (program, j)->answer == call->answer;
      if (!before && call->answer != SJ_NONE && call->id != NULL &&
          !sj_value_is_null (instance->context->values[call->answer]))
        members[count++] = (SjMember) { sj_value_string (call->id), instance->context->values[call->answer] };
    }
  return sj_value_object (members, count);
}

SjValue
sj_step_root (SjStep *step, const SjInstance *instance)
{
  SjArena *arena = step->eval->arena;
  SjMember *journey = sj_arena_new_n (arena, SjMember, 2);
  SjMember *context = sj_arena_new_n (arena, SjMember, 1);
  SjMember *root = sj_arena_new_n (arena, SjMember, 2);
  size_t count = 0;

  if (instance->context != NULL)
    {
      journey[count++] = (SjMember) { KEY ("events"), events_object (step, instance, arena) };
      journey[count++] = (SjMember) { KEY ("actions"), actions_object (step, instance, arena) };
    }
  context[0] = (SjMember) { KEY ("journey"), sj_value_object (journey, count) };
  root[0] = (SjMember) { KEY ("profile"), sj_person_value (step->person, step->keep) };
  root[1] = (SjMember) { KEY ("context"), sj_value_object (context, 1) };
  return sj_value_object (root, 2);
}

/* Of message conditions: the same data as the journey's. */
bool
sj_step_render (SjStep *step, const SjInstance *instance, const SjSend *send, SjMessageText *text)
{
  Scope scope = { { find_root, find_audience }, step, instance, SJ_NONE, sj_null };
  SjRender *render = step->render;
  bool done;

  step->dirty = true;
  step->eval->scope = &scope.scope;
  step->eval->now = sj_time_moment (step->now, sj_step_zone (step));
  step->eval->seed = sj_hash_mix (sj_step_chance (step, send->station), (uint64_t) step->now);
  sj_eval_begin (step->eval);
  render->root = sj_step_root (step, instance);
  done = sj_message_render (send->text, render, step->person->language, text);
  step->eval->scope = NULL;
  return done;
}
