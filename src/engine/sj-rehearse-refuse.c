/* sj-rehearse-refuse.c -- for whoever was refused: what would have had to be otherwise. */
#include "engine/sj-rehearse-private.h"

#include <glib/gi18n-lib.h>

#define PRINT(...) sj_arena_printf (&self->story, __VA_ARGS__)

/* The first entry that the input could have begun with, whose condition said no. */
static const char *
not_matching (SjRehearsal *self, SjTold *told)
{
  const SjProgram *program = self->program;

  for (uint32_t i = 0; i < program->entries->len; i++)
    {
      const SjEntryPoint *entry = sj_program_entry (program, i);
      SjStep step = sj_rehearsal_borrow_step (self, program);
      const char *change;

      if (entry->what != self->input_event || entry->condition == SJ_NONE)
        continue;
      told->why = sj_rehearsal_explain (self, &step, NULL, entry->condition, entry->what, self->input,
                                        &change);
      if (change != NULL)
        return change;
      told->why = NULL;
    }
  return program->key != SJ_NONE ? _("what tells the runs of one profile apart must be something") : NULL;
}

static const char *
inside_already (SjRehearsal *self)
{
  SjTime way_in = sj_life_way_in (&self->life, self->program);

  if (way_in != SJ_TIME_NEVER)
    return PRINT (_("the profile is on the way in already, until %s"), sj_rehearsal_when (self, way_in));
  for (uint32_t i = 0; i < self->life.n_runs; i++)
    if (self->life.runs[i].program == self->program->number)
      return PRINT (_("the profile is inside, at %s; it may enter again when it has left"),
                    sj_rehearsal_node_words (self, sj_program_station (self->program,
                                                                       self->life.runs[i].station)->node));
  return NULL;
}

static const char *
too_soon (SjRehearsal *self)
{
  const SjVisitor *visitor = &self->life.visitors[self->program->number];
  SjTime again = visitor->left + self->program->settings->reentry_gap;

  return PRINT (_("may enter again in %s, on %s"), sj_rehearsal_span (self, again - self->now),
                sj_rehearsal_when (self, again));
}

static const char *
full (SjRehearsal *self)
{
  const SjSettings *settings = self->program->settings;
  const SjCrowd *crowd = &self->crowds[self->program->number];

  if (settings->max_entries > 0 && crowd->taken >= (uint64_t) settings->max_entries)
    return PRINT (_("%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " entries have been used"), (int64_t) crowd->taken,
                  settings->max_entries);
  return PRINT (_("%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " are inside at once"), (int64_t) crowd->inside,
                settings->max_inside);
}

const char *
sj_rehearsal_refused (SjRehearsal *self, SjRefusal reason, SjTold *told)
{
  switch (reason)
    {
    case SJ_REFUSAL_NOT_OPEN:
      return self->now < self->program->opens
                 ? PRINT (_("the journey opens on %s"), sj_rehearsal_when (self, self->program->opens))
                 : PRINT (_("the journey closed on %s"), sj_rehearsal_when (self, self->program->closes));
    case SJ_REFUSAL_NOT_MATCHING:
      return not_matching (self, told);
    case SJ_REFUSAL_INSIDE_ALREADY:
      return inside_already (self);
    case SJ_REFUSAL_RE_ENTRY_NOT_ALLOWED:
      return _("the profile was inside before, and the journey lets nobody in twice");
    case SJ_REFUSAL_RE_ENTRY_TOO_SOON:
      return too_soon (self);
    case SJ_REFUSAL_SUPPRESSED:
      return _("the profile must not be on the suppression list");
    case SJ_REFUSAL_CAPPED:
      return full (self);
    case SJ_REFUSAL_CONTROL_GROUP:
      return PRINT (_("%g %% of all are held out by chance; with another seed this profile may enter"),
                    self->program->settings->control_share);
    default:
      return NULL;
    }
}

/* How many of the limit are used, since when, and when it is over. */
static const char *
capped (SjRehearsal *self, const SjStep *step, const SjSend *send)
{
  for (uint32_t i = 0; i < send->n_limits; i++)
    {
      const SjLimit *limit = sj_world_limit (self->world, send->limits[i]);
      const SjPressure *pressure = &step->person->pressure;
      SjTime oldest = pressure->times[limit->first + pressure->next[send->limits[i]]];
      g_autofree char *words = NULL;

      if (sj_pressure_allows (pressure, limit, send->limits[i], step->now, sj_step_zone (step)))
        continue;
      words = sj_cap_describe (limit->cap);
      return PRINT (_("%u of %u since %s (%s); the next may go out on %s"), limit->limit, limit->limit,
                    sj_rehearsal_when (self, oldest), words,
                    sj_rehearsal_when (self, sj_cap_passes (limit->cap, oldest, sj_step_zone (step))));
    }
  return NULL;
}

static const char *
in_quiet_hours (SjRehearsal *self, const SjStep *step, const SjSend *send)
{
  for (uint32_t i = 0; i < send->n_quiet; i++)
    {
      SjTime until;

      if (sj_quiet_decide (send->quiet[i].hours, SJ_QUIET_LATER, step->now, sj_step_zone (step), &until) ==
          SJ_QUIET_WAIT)
        return PRINT (_("in quiet hours it is dropped; they are over on %s"), sj_rehearsal_when (self, until));
    }
  return _("there is no hour in which it may be sent");
}

static const char *
no_address (SjRehearsal *self, const SjSend *send)
{
  const char *channel = _(sj_channel_choices[send->channel].title);

  if (send->inactive)
    return _("the configuration of the channel is switched off");
  if (send->channel == SJ_CHANNEL_PUSH && send->app != NULL)
    return PRINT (_("a device with the app “%s” is missing"), send->app);
  return PRINT (_("an address for %s is missing"), channel);
}

const char *
sj_rehearsal_excluded (SjRehearsal *self, const SjStep *step, const SjSend *send, SjExclusion reason)
{
  const char *channel = _(sj_channel_choices[send->channel].title);

  switch (reason)
    {
    case SJ_EXCLUSION_CONSENT:
      return PRINT (_("consent for %s is missing: it was refused"), channel);
    case SJ_EXCLUSION_NO_ADDRESS:
      return no_address (self, send);
    case SJ_EXCLUSION_BAD_ADDRESS:
      return PRINT (_("the address for %s must be a valid one"), channel);
    case SJ_EXCLUSION_SUPPRESSED:
      return PRINT (_("the address for %s must not be blocked"), channel);
    case SJ_EXCLUSION_QUIET:
      return in_quiet_hours (self, step, send);
    case SJ_EXCLUSION_CAPPED:
      return capped (self, step, send);
    case SJ_EXCLUSION_CONTENT:
      if (send->text == NULL)
        return _("the message is flawed");
      return sj_arena_strdup (&self->story, step->render && step->render->error.text ? step->render->error.text
                                                                                    : _("it could not be made"));
    default:
      return NULL;
    }
}
