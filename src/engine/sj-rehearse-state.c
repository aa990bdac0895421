/* sj-rehearse-state.c -- where runs stand, what they wait for, what is in reach. */
#include "engine/sj-rehearse-private.h"

#include "base/sj-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const SjProgram *
program_of (const SjRehearsal *self, const SjInstance *run)
{
  return g_ptr_array_index (self->world->programs, run->program);
}

static SjAwaited
of_listener (const SjRehearsal *self, const SjProgram *program, const SjListener *listener, SjTime until)
{
  SjAwaited awaited = { .kind = listener->kind, .node = sj_program_station (program, listener->station)->node,
                        .number = listener->what, .verb = listener->verb, .link = listener->link,
                        .condition = listener->condition, .until = until };

  if (listener->kind == SJ_HEAR_EVENT)
    awaited.what = sj_rehearsal_name (self, SJ_REF_EVENT, g_ptr_array_index (self->world->events, listener->what));
  else if (listener->kind == SJ_HEAR_AUDIENCE)
    awaited.what = sj_rehearsal_name (self, SJ_REF_AUDIENCE,
                                      g_ptr_array_index (self->world->audiences, listener->what));
  else if (listener->kind == SJ_HEAR_REACTION && listener->what != SJ_NONE)
    awaited.what = sj_node_title (sj_program_station (program, sj_program_send (program, listener->what)->station)
                                      ->node);
  return awaited;
}

static SjAwaited
of_outside (SjRehearsal *self, const SjProgram *program, const SjInstance *run, const SjOp *op)
{
  const SjNode *node = sj_program_station (program, op->station)->node;

  return (SjAwaited) { .kind = SJ_N_HEARS, .node = node, .what = sj_rehearsal_node_words (self, node),
                       .number = op->arg, .condition = SJ_NONE, .until = run->due };
}

static void
list_awaited (SjRehearsal *self, SjArena *arena, const SjInstance *run, SjPosition *position)
{
  const SjProgram *program = program_of (self, run);
  const SjOp *op = sj_program_op (program, run->op);
  uint32_t count = op->code == SJ_DO_LISTEN ? op->count : 1;
  SjAwaited *all = sj_arena_new_n (arena, SjAwaited, MAX (count, 1));

  if (op->code == SJ_DO_LISTEN)
    for (uint32_t i = 0; i < count; i++)
      all[i] = of_listener (self, program, sj_program_listener (program, op->arg + i),
                            op->flags & SJ_DO_FORK ? run->context->branches[i].due : run->due);
  else if ((op->code == SJ_DO_CALL && !(run->attempt & SJ_ATTEMPT_PAUSE)) ||
           (op->code == SJ_DO_SEND && run->attempt == SJ_PHASE_HANDOVER))
    all[0] = of_outside (self, program, run, op);
  else
    all[0] = (SjAwaited) { .kind = SJ_HEAR_TIME, .node = position->node, .number = SJ_NONE, .condition = SJ_NONE,
                           .until = run->due };
  position->awaited = all;
  position->n_awaited = count;
}

const SjPosition *
sj_rehearsal_positions (SjRehearsal *self, SjArena *arena, uint32_t *count)
{
  SjPosition *positions = sj_arena_new_n (arena, SjPosition, MAX (self->life.n_runs, 1));

  *count = 0;
  for (uint32_t i = 0; i < self->life.n_runs; i++)
    {
      const SjInstance *run = &self->life.runs[i];
      const SjStation *station = sj_program_station (program_of (self, run), run->station);
      SjPosition *position = &positions[*count];

      if (run->op == SJ_NONE)
        continue;
      *position = (SjPosition) { .run = run->ordinal, .node = station->node, .path = station->path,
                                 .entered = run->entered, .arrived = run->arrived, .due = run->due };
      list_awaited (self, arena, run, position);
      ++*count;
    }
  return positions;
}

SjValue
sj_rehearsal_data (SjRehearsal *self, SjArena *arena)
{
  SjMember *members;

  if (self->life.n_runs > 0)
    {
      SjStep step = sj_rehearsal_borrow_step (self, program_of (self, &self->life.runs[0]));

      sj_eval_begin (step.eval);
      return sj_value_copy (arena, sj_step_root (&step, &self->life.runs[0]));
    }
  members = sj_arena_new (arena, SjMember);
  *members = (SjMember) { sj_value_string ("profile"),
                          sj_value_copy (arena, sj_person_value (&self->life.person, &self->life.keep)) };
  return sj_value_object (members, 1);
}

const SjZone *
sj_rehearsal_zone (const SjRehearsal *self)
{
  const SjZone *own = self->life.person.zone;

  return own != NULL && self->program->settings->profile_zone ? own : self->program->zone;
}

/* ------------------------------------------------------------------ names */

const char *
sj_rehearsal_name (const SjRehearsal *self, SjRefTo kind, const char *id)
{
  const SjEntry *entry = self->world->library ? sj_library_find (self->world->library, kind, id) : NULL;

  return entry && entry->name ? entry->name : id;
}

static bool
begins_with (const char *text, const char *beginning)
{
  g_autofree char *a = text ? g_utf8_casefold (text, -1) : NULL;
  g_autofree char *b = g_utf8_casefold (beginning, -1);

  return a != NULL && g_str_has_prefix (a, b);
}

static bool
is_called (const char *text, const char *name)
{
  g_autofree char *a = text ? g_utf8_casefold (text, -1) : NULL;
  g_autofree char *b = g_utf8_casefold (name, -1);

  return a != NULL && g_str_equal (a, b);
}

const SjNode *
sj_rehearsal_find_node (const SjRehearsal *self, const char *text)
{
  const SjJourney *journey = self->program->journey;
  const SjNode *found = sj_journey_find (journey, text);
  unsigned count = 0;

  for (unsigned whole = 0; whole < 2 && found == NULL; whole++, count = 0)
    {
      for (uint32_t i = 0; i < sj_journey_n_nodes (journey); i++)
        {
          const SjNode *node = sj_journey_node (journey, i);
          g_autofree char *name = sj_node_name (node, NULL);
          g_autofree char *fact = sj_node_fact (node, NULL);

          if (whole == 0 ? is_called (name, text) || is_called (fact, text)
                         : begins_with (name, text) || begins_with (fact, text))
            {
              found = node;
              count++;
            }
        }
      if (count > 1)
        return NULL;
    }
  return found;
}

const SjPath *
sj_rehearsal_find_path (const SjNode *node, const char *text)
{
  const SjPath *found = sj_node_path (node, text);
  unsigned count = 0;

  for (uint32_t i = 0; i < node->n_paths && found == NULL; i++)
    {
      g_autofree char *name = sj_path_name (node->paths[i], NULL);

      if (is_called (name, text))
        return node->paths[i];
    }
  for (uint32_t i = 0; i < node->n_paths && sj_node_path (node, text) == NULL; i++)
    {
      g_autofree char *name = sj_path_name (node->paths[i], NULL);

      if (begins_with (name, text))
        {
          found = node->paths[i];
          count++;
        }
    }
  return count > 1 ? NULL : found;
}

const char *
sj_rehearsal_find_event (const SjRehearsal *self, const char *text)
{
  const char *found = NULL;
  const SjEntry *entry = self->world->library
                             ? sj_library_named (self->world->library, SJ_REF_EVENT, text, strlen (text)) : NULL;

  if (entry != NULL)
    return entry->id;
  for (guint i = 0; i < self->world->events->len; i++)
    {
      const char *id = g_ptr_array_index (self->world->events, i);

      if (is_called (id, text))
        return id;
      if (!begins_with (id, text) && !begins_with (sj_rehearsal_name (self, SJ_REF_EVENT, id), text))
        continue;
      if (found != NULL)
        return NULL;
      found = id;
    }
  return found;
}
