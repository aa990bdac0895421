/* sj-rehearse.c -- commands, and the way back through them.
 *
 * Nothing of the state is kept for going back: the commands are done again from the
 * beginning.  A command that ran up to a breakpoint remembers how many things
 * happened, so that it does the same again whatever the breakpoints are then.
 */
#include "engine/sj-rehearse-private.h"

#include "base/sj-hash.h"
#include "engine/sj-person-profile.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* After the beginning: so that no time runs over. */
#define FARTHEST (36525 * SJ_DAY)

G_DEFINE_QUARK (sj-rehearse-error-quark, sj_rehearse_error)

bool
sj_rehearsal_fail (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (sj_rehearse_error_quark (), 0, format, args);
  va_end (args);
  return false;
}

/* ------------------------------------------------------------------ the state */

/* Before the first command. */
static void
reset (SjRehearsal *self)
{
  sj_life_begin (&self->life);
  g_array_set_size (self->told, 0);
  g_array_set_size (self->answers, 0);
  g_array_set_size (self->choices, 0);
  sj_arena_reset (&self->story);
  sj_config_free (&sj_profile_spec, self->profile);
  g_ptr_array_set_size (self->worn, 0);
  self->profile = sj_config_copy (&sj_profile_spec, self->given);
  sj_person_use_profile (&self->life.person, &self->rules, self->profile, self->start);
  for (guint i = 0; i < self->world->programs->len; i++)
    {
      self->crowds[i] = (SjCrowd) { 0 };
      memset (self->shared[i].taken, 0, sj_world_program (self->world, i)->n_caps * sizeof (uint64_t));
    }
  self->life.step.choose = NULL;
  self->now = self->start;
  self->done = 0;
  self->told_since = 0;
  self->broke = NULL;
  self->input_event = SJ_NONE;
}

SjRehearsal *
sj_rehearsal_new (SjWorld *world, const SjProgram *program, const SjProfile *profile, SjTime start, uint64_t seed)
{
  SjRehearsal *self = g_new0 (SjRehearsal, 1);
  guint count = world->programs->len;

  self->world = world;
  self->program = program;
  self->given = profile ? sj_config_copy (&sj_profile_spec, profile) : sj_config_new (&sj_profile_spec);
  if (self->given->id == NULL)
    self->given->id = g_strdup ("somebody");
  self->start = start;
  self->seed = seed;
  self->chances = g_new0 (uint64_t, count);
  self->ledgers = g_new0 (SjLedger, count);
  self->crowds = g_new0 (SjCrowd, count);
  self->shared = g_new0 (SjShared, count);
  for (guint i = 0; i < count; i++)
    {
      const SjProgram *one = sj_world_program (self->world, i);

      self->chances[i] = sj_hash_text (seed, one->journey->id ? one->journey->id : "");
      sj_ledger_init (&self->ledgers[i], one, start, SJ_DAY, 1);
      self->shared[i].taken = g_new0 (uint64_t, MAX (one->n_caps, 1));
    }
  sj_rules_init (&self->rules, world);
  self->acts = g_array_new (FALSE, FALSE, sizeof (SjAct));
  self->times = g_array_new (FALSE, FALSE, sizeof (SjTime));
  self->breaks = g_ptr_array_new_with_free_func (g_free);
  self->worn = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_blob_unref);
  self->told = g_array_new (FALSE, FALSE, sizeof (SjTold));
  self->answers = g_array_new (FALSE, FALSE, sizeof (SjStandingAnswer));
  self->choices = g_array_new (FALSE, FALSE, sizeof (SjChosenWay));
  self->profile = sj_config_copy (&sj_profile_spec, self->given);
  sj_arena_init (&self->kept);
  sj_arena_init (&self->story);
  sj_life_init (&self->life, world, self->ledgers, self->chances);
  self->life.crowds = self->crowds;
  self->life.shared = self->shared;
  self->life.step.render = &self->life.render;
  sj_rehearsal_answer (self);
  sj_rehearsal_listen (self);
  reset (self);
  return self;
}

void
sj_rehearsal_free (SjRehearsal *self)
{
  if (self == NULL)
    return;
  sj_life_clear (&self->life);
  for (guint i = 0; i < self->world->programs->len; i++)
    {
      sj_ledger_clear (&self->ledgers[i]);
      g_free (self->shared[i].taken);
    }
  g_free (self->shared);
  g_free (self->crowds);
  g_free (self->ledgers);
  g_free (self->chances);
  sj_rules_clear (&self->rules);
  g_array_unref (self->acts);
  g_array_unref (self->times);
  g_ptr_array_unref (self->breaks);
  g_clear_pointer (&self->break_when, sj_expr_unref);
  g_ptr_array_unref (self->worn);
  g_array_unref (self->told);
  g_array_unref (self->answers);
  g_array_unref (self->choices);
  sj_config_free (&sj_profile_spec, self->profile);
  sj_config_free (&sj_profile_spec, self->given);
  sj_arena_clear (&self->kept);
  sj_arena_clear (&self->story);
  g_free (self);
}

SjStep
sj_rehearsal_borrow_step (SjRehearsal *self, const SjProgram *program)
{
  SjStep step = self->life.step;

  step.program = program;
  step.now = self->now;
  step.chance = self->chances[program->number];
  self->life.step.dirty = true;
  return step;
}

static bool
is_named (const SjAct *act)
{
  return act->kind == SJ_ACT_EVENT || act->kind == SJ_ACT_ENTER || act->kind == SJ_ACT_AUDIENCE ||
         act->kind == SJ_ACT_SET || act->kind == SJ_ACT_ANSWERS || act->kind == SJ_ACT_CHOOSE ||
         act->kind == SJ_ACT_OTHERS;
}

static void
redo (SjRehearsal *self, uint32_t moment)
{
  reset (self);
  while (self->done < moment)
    {
      self->told_since = self->told->len;
      sj_rehearsal_carry_out (self, &g_array_index (self->acts, SjAct, self->done), true, NULL);
      self->done++;
    }
}

bool
sj_rehearsal_do (SjRehearsal *self, const SjAct *wanted, GError **error)
{
  SjAct act = *wanted;
  uint32_t since = self->told_since;

  if (is_named (&act) && act.name == NULL)
    return sj_rehearsal_fail (error, "%s", _("a name is missing"));
  if (act.kind == SJ_ACT_TO && !act.flag && act.time < self->now)
    return sj_rehearsal_fail (error, "%s", _("that time has passed; go back to come there"));
  if ((act.kind == SJ_ACT_TO && !act.flag && act.time - self->start > FARTHEST) ||
      (act.kind == SJ_ACT_ANSWERS && (act.time < 0 || act.time > FARTHEST)))
    return sj_rehearsal_fail (error, "%s", _("that time is too far away"));
  act.name = act.name ? sj_arena_strdup (&self->kept, act.name) : NULL;
  act.path = act.path ? sj_arena_strdup (&self->kept, act.path) : NULL;
  act.value = sj_value_copy (&self->kept, act.value);
  self->broke = NULL;
  self->told_since = self->told->len;
  if (!sj_rehearsal_carry_out (self, &act, false, error))
    {
      self->told_since = since;
      if (self->told->len > since)
        redo (self, self->done);    /* what came before it has happened already */
      return false;
    }
  g_array_set_size (self->acts, self->done);
  g_array_set_size (self->times, self->done);
  g_array_append_val (self->acts, act);
  g_array_append_val (self->times, self->now);
  self->done++;
  return true;
}

/* The choice at that node that was made for the last command. */
static bool
is_chosen_before (const SjRehearsal *self, const char *node)
{
  const SjAct *before = self->done > 1 ? &g_array_index (self->acts, SjAct, self->done - 2) : NULL;

  return before != NULL && before->kind == SJ_ACT_CHOOSE && g_str_equal (before->name, node);
}

bool
sj_rehearsal_choose_instead (SjRehearsal *self, const char *node, const char *path, GError **error)
{
  SjAct choice = { .kind = SJ_ACT_CHOOSE, .name = node, .path = path };
  uint32_t moment = self->done;
  SjAct last;

  if (self->done == 0)
    return sj_rehearsal_do (self, &choice, error);
  last = g_array_index (self->acts, SjAct, self->done - 1);
  sj_rehearsal_show (self, self->done - (is_chosen_before (self, node) ? 2 : 1));
  if (!sj_rehearsal_do (self, &choice, error))
    {
      sj_rehearsal_show (self, moment);
      return false;
    }
  return sj_rehearsal_do (self, &last, error);
}

/* ------------------------------------------------------------------ moments */

uint32_t
sj_rehearsal_moment (const SjRehearsal *self)
{
  return self->done;
}

uint32_t
sj_rehearsal_moments (const SjRehearsal *self)
{
  return self->acts->len;
}

void
sj_rehearsal_show (SjRehearsal *self, uint32_t moment)
{
  redo (self, MIN (moment, self->acts->len));
}

const SjAct *
sj_rehearsal_act (const SjRehearsal *self, uint32_t index)
{
  return &g_array_index (self->acts, SjAct, index);
}

SjTime
sj_rehearsal_act_time (const SjRehearsal *self, uint32_t index)
{
  return g_array_index (self->times, SjTime, index);
}

bool
sj_rehearsal_break_at (SjRehearsal *self, const char *node, bool on)
{
  guint index;
  bool there = g_ptr_array_find_with_equal_func (self->breaks, node, g_str_equal, &index);

  if (sj_journey_find (self->program->journey, node) == NULL)
    return false;
  if (on && !there)
    g_ptr_array_add (self->breaks, g_strdup (node));
  else if (!on && there)
    g_ptr_array_remove_index (self->breaks, index);
  return true;
}

bool
sj_rehearsal_break_when (SjRehearsal *self, const char *expression, GError **error)
{
  const SjExprEnv *env = self->world->library ? sj_library_expr_env (self->world->library) : NULL;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjExpr *expr = NULL;

  if (expression != NULL)
    {
      expr = sj_expr_compile (expression, strlen (expression), env, SJ_EXPR_BOOLEAN, &diags);
      if (expr == NULL)
        return sj_rehearsal_fail (error, "%s", sj_diags_count (&diags) > 0 ? sj_diags_get (&diags, 0)->text
                                                                           : _("this is not an expression"));
    }
  g_clear_pointer (&self->break_when, sj_expr_unref);
  self->break_when = expr;
  return true;
}

const char *
sj_rehearsal_broke (const SjRehearsal *self)
{
  return self->broke;
}

SjTime
sj_rehearsal_now (const SjRehearsal *self)
{
  return self->now;
}

SjTime
sj_rehearsal_start (const SjRehearsal *self)
{
  return self->start;
}

SjTime
sj_rehearsal_next (const SjRehearsal *self)
{
  return sj_life_next (&self->life);
}

const SjProgram *
sj_rehearsal_program (const SjRehearsal *self)
{
  return self->program;
}

const SjProfile *
sj_rehearsal_given (const SjRehearsal *self)
{
  return self->given;
}

uint64_t
sj_rehearsal_seed (const SjRehearsal *self)
{
  return self->seed;
}
