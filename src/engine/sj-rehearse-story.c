/* sj-rehearse-story.c -- what the life tells, kept as the story of a rehearsal.
 *
 * What a step hands out lives until the next input, so everything is copied into the
 * story's arena.
 */
#include "engine/sj-rehearse-private.h"

#include "base/sj-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

SjTold *
sj_rehearsal_tell (SjRehearsal *self, SjToldKind kind, const char *format, ...)
{
  SjTold told = { .kind = kind, .time = self->now, .act = self->done, .program = self->program->number,
                  .run = SJ_NONE, .way = SJ_NONE, .until = SJ_TIME_NEVER };
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  told.text = sj_arena_strdup (&self->story, text);
  g_array_append_val (self->told, told);
  return &g_array_index (self->told, SjTold, self->told->len - 1);
}

static void
tell_at (SjRehearsal *self, const SjStep *step, const SjInstance *instance, const SjNote *note)
{
  const SjStation *station = sj_program_station (step->program, note->what);
  const char *name = sj_rehearsal_node_words (self, station->node);
  SjTold *told;

  if (station->path != NULL)
    {
      told = sj_rehearsal_tell (self, SJ_TOLD_AT, _("On the way from %s for %s"), name,
                                sj_rehearsal_span (self, station->path->delay));
      told->until = step->now + station->path->delay;
    }
  else
    told = sj_rehearsal_tell (self, SJ_TOLD_AT, _("Comes to %s"), name);
  told->node = station->node;
  told->path = station->path;
  told->run = instance->ordinal;
}

static bool
is_chosen (const SjRehearsal *self, const SjNode *node)
{
  for (guint i = 0; i < self->choices->len; i++)
    if (g_array_index (self->choices, SjChosenWay, i).node == node)
      return true;
  return false;
}

/* What one operation that is no expression asks, and what came of it. */
static SjTold *
tell_asked (SjRehearsal *self, const SjStep *step, const SjOp *op, bool taken)
{
  const SjNode *node = sj_program_station (step->program, op->station)->node;
  const char *name = sj_rehearsal_node_words (self, node);
  const char *outcome = taken ? _("yes") : _("no");
  const char *audience;
  SjTold *told;

  switch (op->code)
    {
    case SJ_DO_MEMBER:
      audience = sj_rehearsal_name (self, SJ_REF_AUDIENCE, g_ptr_array_index (self->world->audiences, op->arg));
      told = sj_rehearsal_tell (self, SJ_TOLD_DECIDED, op->flags & SJ_DO_NOT ? _("%s: not in the audience “%s” — %s")
                                                                             : _("%s: in the audience “%s” — %s"),
                                name, audience, outcome);
      told->change = taken ? NULL
                           : sj_arena_printf (&self->story, op->flags & SJ_DO_NOT
                                                                ? _("the profile must not be in the audience “%s”")
                                                                : _("the profile must be in the audience “%s”"),
                                              audience);
      return told;
    case SJ_DO_HOURS:
    case SJ_DO_DATES:
      told = sj_rehearsal_tell (self, SJ_TOLD_DECIDED, _("%s: %s is within its times — %s"), name,
                                sj_rehearsal_when (self, step->now), outcome);
      told->change = taken ? NULL : _("it must be another time");
      return told;
    case SJ_DO_SPLIT:
      return sj_rehearsal_tell (self, SJ_TOLD_DECIDED,
                                _("%s: by chance, the same for this profile and seed each time"), name);
    case SJ_DO_CAP:
      told = sj_rehearsal_tell (self, SJ_TOLD_DECIDED, _("%s: one of %u places is free — %s"), name, op->count,
                                outcome);
      told->change = taken ? NULL : _("fewer profiles must have come before this one");
      return told;
    default:
      return NULL;
    }
}

/* Conditions that are expressions tell of themselves; the others are asked for again
 * when they were left by `way`, or by none. */
static void
tell_asked_before (SjRehearsal *self, const SjStep *step, const SjStation *station, uint32_t way)
{
  if (station->path != NULL || station->op == SJ_NONE)
    return;
  for (uint32_t i = station->op; i < step->program->ops->len; i++)
    {
      const SjOp *op = sj_program_op (step->program, i);
      bool split = op->code == SJ_DO_SPLIT;
      bool taken = way != SJ_NONE && op->yes == way;
      SjTold *told;

      if (op->code < SJ_DO_TEST || op->code > SJ_DO_CAP || op->code == SJ_DO_REST ||
          sj_program_station (step->program, op->station)->node != station->node)
        return;
      if (is_chosen (self, station->node))
        {
          sj_rehearsal_tell (self, SJ_TOLD_DECIDED, _("%s: chosen by hand"),
                             sj_rehearsal_node_words (self, station->node))->node = station->node;
          return;
        }
      told = tell_asked (self, step, op, taken);
      if (told != NULL)
        {
          told->node = station->node;
          if (op->yes != SJ_NONE && !split)
            told->path = station->node->paths[sj_program_way (step->program, op->yes)->path];
        }
      if (taken || split)
        return;
    }
}

static void
tell_hop (SjRehearsal *self, const SjStep *step, const SjInstance *instance, const SjNote *note)
{
  const SjWay *way = sj_program_way (step->program, note->way);
  const SjStation *from = sj_program_station (step->program, way->from);
  const SjPath *path = from->node->paths[way->path];
  g_autofree char *name = sj_path_name (path, NULL);
  SjTold *told;

  if (from->path != NULL)
    return;    /* the end of a way that takes time: it was taken before */
  tell_asked_before (self, step, from, note->way);
  told = sj_rehearsal_tell (self, SJ_TOLD_TOOK, _("%s: takes the path “%s”"),
                            sj_rehearsal_node_words (self, from->node), name && *name != '\0' ? name : path->id);
  told->node = from->node;
  told->path = path;
  told->way = note->way;
  told->run = instance->ordinal;
}

static void
tell_end (SjRehearsal *self, const SjStep *step, const SjInstance *instance, const SjNote *note)
{
  const SjStation *station = sj_program_station (step->program, note->what);
  SjTold *told;

  if (note->reason == SJ_END_NO_MATCH)
    tell_asked_before (self, step, station, SJ_NONE);
  told = sj_rehearsal_tell (self, SJ_TOLD_ENDED, _("Leaves the journey at %s: %s"),
                            sj_rehearsal_node_words (self, station->node), _(sj_end_words[note->reason].title));
  told->node = station->node;
  told->path = note->way != SJ_NONE ? station->node->paths[sj_program_way (step->program, note->way)->path] : NULL;
  told->word = sj_end_words[note->reason].id;
  told->run = instance->ordinal;
}

/* Whose condition it is; the path of a case. */
static const char *
whose (SjRehearsal *self, const SjStep *step, const SjInstance *instance, uint32_t expression, const SjPath **path)
{
  const SjProgram *program = step->program;
  g_autofree char *name = NULL;

  *path = NULL;
  for (guint i = 0; i < program->goals->len; i++)
    if (sj_program_goal (program, i)->condition == expression)
      {
        const char *title = sj_journey_goal (program->journey, i)->name;

        return sj_arena_printf (&self->story, _("the goal “%s”"), title ? title : "");
      }
  for (guint i = 0; i < program->exits->len; i++)
    if (sj_program_exit (program, i)->condition == expression)
      {
        const char *title = sj_journey_exit (program->journey, i)->name;

        return sj_arena_printf (&self->story, _("the exit criterion “%s”"), title ? title : "");
      }
  for (guint i = 0; i < program->ops->len; i++)
    {
      const SjOp *op = sj_program_op (program, i);

      if (op->code != SJ_DO_TEST || op->arg != expression || op->yes == SJ_NONE)
        continue;
      *path = sj_program_station (program, op->station)->node->paths[sj_program_way (program, op->yes)->path];
      name = sj_path_name (*path, NULL);
      return sj_arena_printf (&self->story, _("%s, path “%s”"),
                              sj_rehearsal_node_words (self, (*path)->node), name ? name : (*path)->id);
    }
  return sj_rehearsal_node_words (self, sj_program_station (program, instance->station)->node);
}

/* Exit criteria are asked at every input, and nearly always say no. */
static bool
is_exit (const SjProgram *program, uint32_t expression)
{
  for (guint i = 0; i < program->exits->len; i++)
    if (sj_program_exit (program, i)->condition == expression)
      return true;
  return false;
}

static void
tell_decided (SjRehearsal *self, SjStep *step, const SjInstance *instance, const SjNote *note)
{
  static const char *const outcomes[] = { N_("no"), N_("yes"), N_("cannot be computed") };
  const SjPath *path;
  const char *who = whose (self, step, instance, note->what, &path);
  const char *change;
  const SjWhy *why = sj_rehearsal_explain (self, step, instance, note->what, note->event, note->payload, &change);
  SjTold *told = why->n_parts > 0
                     ? sj_rehearsal_tell (self, SJ_TOLD_DECIDED, _("%s — %s"), who, _(outcomes[note->reason]))
                     : sj_rehearsal_tell (self, SJ_TOLD_DECIDED, _("%s: %s — %s"), who, why->text,
                                          _(outcomes[note->reason]));

  told->node = path ? path->node : sj_program_station (step->program, instance->station)->node;
  told->path = path;
  told->why = why;
  told->change = note->reason == 1 ? NULL : change;
  told->run = instance->ordinal;
}

static const char *
copy_slice (SjRehearsal *self, SjSlice slice)
{
  return slice.text ? sj_arena_strndup (&self->story, slice.text, slice.length) : NULL;
}

static const SjSaid *
say (SjRehearsal *self, SjStep *step, const SjInstance *instance, const SjEffect *effect)
{
  const SjSend *send = sj_program_send (step->program, effect->what);
  SjSaid *said = sj_arena_new0 (&self->story, SjSaid);
  SjMessageText text;

  *said = (SjSaid) { .node = sj_program_station (step->program, send->station)->node, .send = send,
                     .time = effect->at, .run = instance->ordinal, .sending = effect->sending };
  if (send->text == NULL)
    said->failed = _("the message is flawed");
  else if (!sj_step_render (step, instance, send, &text))
    said->failed = sj_arena_strdup (&self->story, step->render->error.text ? step->render->error.text : "");
  else
    {
      said->language = text.language ? sj_arena_strdup (&self->story, text.language) : NULL;
      for (unsigned i = 0; i < SJ_N_PARTS; i++)
        said->parts[i] = copy_slice (self, sj_message_text_part (&text, i));
    }
  return said;
}

static SjTold *
tell_goal (SjRehearsal *self, const SjStep *step, const SjEffect *effect)
{
  const SjGoal *goal = sj_journey_goal (step->program->journey, effect->what);
  const char *name = goal->name ? goal->name : goal->id ? goal->id : "";
  SjTold *told;

  if (sj_value_is_null (effect->value))
    told = sj_rehearsal_tell (self, SJ_TOLD_GOAL, _("Reaches the goal “%s”"), name);
  else
    {
      g_autofree char *worth = sj_json_to_string (effect->value, SJ_JSON_COMPACT);

      told = sj_rehearsal_tell (self, SJ_TOLD_GOAL, _("Reaches the goal “%s”, worth %s"), name, worth);
    }
  told->word = sj_arena_strdup (&self->story, name);
  return told;
}

static SjTold *
tell_doing (SjRehearsal *self, SjToldKind kind, const SjNode *node, const char *format, SjValue value)
{
  g_autofree char *text = sj_json_to_string (value, SJ_JSON_COMPACT);
  SjTold *told = sj_rehearsal_tell (self, kind, format, sj_rehearsal_node_words (self, node), text);

  told->node = node;
  return told;
}

static void
tell_effect (SjRehearsal *self, SjStep *step, const SjInstance *instance, const SjEffect *effect)
{
  const SjNode *here = sj_program_station (step->program, instance->station)->node;
  SjValue value = sj_value_copy (&self->story, effect->value);
  const SjSaid *said;
  SjTold *told;

  switch ((SjEffectKind) effect->kind)
    {
    case SJ_EFFECT_SEND:
      said = say (self, step, instance, effect);
      told = sj_rehearsal_tell (self, SJ_TOLD_SENT, _("%s is sent"), sj_rehearsal_node_words (self, here));
      told->node = here;
      told->said = said;
      break;
    case SJ_EFFECT_CALL:
      told = tell_doing (self, SJ_TOLD_CALLED, here, effect->attempt > 1 ? _("%s is called again with %s")
                                                                         : _("%s is called with %s"), value);
      break;
    case SJ_EFFECT_UPDATE:
      told = tell_doing (self, SJ_TOLD_UPDATED, here, _("%s changes the profile: %s"), value);
      break;
    case SJ_EFFECT_JUMP:
      told = tell_doing (self, SJ_TOLD_JUMPED, here, _("%s begins another journey with %s"), value);
      break;
    case SJ_EFFECT_GOAL:
      told = tell_goal (self, step, effect);
      break;
    default:
      return;
    }
  told->value = value;
  told->run = instance->ordinal;
}

static void
tell_excluded (SjRehearsal *self, const SjStep *step, const SjInstance *instance, const SjNote *note)
{
  const SjSend *send = sj_program_send (step->program, note->what);
  const SjNode *node = sj_program_station (step->program, send->station)->node;
  const char *change = sj_rehearsal_excluded (self, step, send, note->reason);
  SjTold *told = sj_rehearsal_tell (self, SJ_TOLD_EXCLUDED, _("%s is held back: %s"),
                                    sj_rehearsal_node_words (self, node), _(sj_exclusion_words[note->reason].title));

  told->node = node;
  told->word = sj_exclusion_words[note->reason].id;
  told->change = change;
  told->run = instance->ordinal;
}

static void
tell_held (SjRehearsal *self, const SjStep *step, const SjInstance *instance, const SjNote *note)
{
  const SjSend *send = sj_program_send (step->program, note->what);
  const SjNode *node = sj_program_station (step->program, send->station)->node;
  SjTold *told = sj_rehearsal_tell (self, SJ_TOLD_HELD, _("%s waits for the end of the quiet hours, on %s"),
                                    sj_rehearsal_node_words (self, node), sj_rehearsal_when (self, note->until));

  told->node = node;
  told->until = note->until;
  told->run = instance->ordinal;
}

static void
note (void *data, const SjStep *step, const SjInstance *instance, const SjNote *one)
{
  SjRehearsal *self = data;
  SjStep *own = &self->life.step;
  guint from = self->told->len;

  self->now = MAX (self->now, step->now);
  switch (one->kind)
    {
    case SJ_NOTE_AT:
      tell_at (self, step, instance, one);
      break;
    case SJ_NOTE_HOP:
      tell_hop (self, step, instance, one);
      break;
    case SJ_NOTE_END:
      tell_end (self, step, instance, one);
      break;
    case SJ_NOTE_EXCLUDED:
      tell_excluded (self, step, instance, one);
      break;
    case SJ_NOTE_HELD:
      tell_held (self, step, instance, one);
      break;
    case SJ_NOTE_EFFECT:
      tell_effect (self, own, instance, one->effect);
      break;
    case SJ_NOTE_DECIDED:
      if (one->reason == 1 || !is_exit (step->program, one->what))
        tell_decided (self, own, instance, one);
      break;
    }
  for (guint i = from; i < self->told->len; i++)
    g_array_index (self->told, SjTold, i).program = step->program->number;
}

static void
entered (void *data, const SjLife *life, const SjProgram *program, const SjInstance *instance)
{
  SjRehearsal *self = data;
  SjTold *told = sj_rehearsal_tell (self, SJ_TOLD_ENTERED, _("Enters the journey “%s”"),
                                    program->journey->name ? program->journey->name : "");

  told->run = instance->ordinal;
  told->program = program->number;
}

static void
refused (void *data, const SjLife *life, const SjProgram *program, const SjEntryPoint *entry, SjRefusal reason)
{
  SjRehearsal *self = data;
  SjTold told = { .why = NULL };
  const char *change = program == self->program ? sj_rehearsal_refused (self, reason, &told) : NULL;
  SjTold *kept = sj_rehearsal_tell (self, SJ_TOLD_REFUSED, _("Does not enter the journey “%s”: %s"),
                                    program->journey->name ? program->journey->name : "",
                                    _(sj_refusal_words[reason].title));

  kept->program = program->number;
  kept->word = sj_refusal_words[reason].id;
  kept->change = change;
  kept->why = told.why;
}

/* What becomes of a message; nobody may be waiting for it. */
static void
reacted (void *data, const SjLife *life, const SjProgram *program, const SjReacted *one)
{
  SjRehearsal *self = data;
  const SjNode *node = sj_program_station (program, sj_program_send (program, one->send)->station)->node;
  SjTold *told;

  told = sj_rehearsal_tell (self, SJ_TOLD_RESULT, _("%s: %s"), sj_rehearsal_node_words (self, node),
                            _(sj_reaction_words[one->verb].title));
  told->time = one->time;
  told->node = node;
  told->word = sj_reaction_words[one->verb].id;
  told->run = one->run;
  told->program = program->number;
}

void
sj_rehearsal_listen (SjRehearsal *self)
{
  self->watch = (SjWatch) { .note = note, .refused = refused, .entered = entered, .reacted = reacted,
                            .data = self };
  self->life.watch = &self->watch;
  self->life.step.note = note;
  self->life.step.note_data = self;
}

const SjTold *
sj_rehearsal_told (const SjRehearsal *self, uint32_t *count)
{
  *count = self->told->len;
  return (const SjTold *) (const void *) self->told->data;
}

uint32_t
sj_rehearsal_told_since (const SjRehearsal *self)
{
  return self->told_since;
}

const SjTold *
sj_rehearsal_why (const SjRehearsal *self)
{
  for (guint i = self->told->len; i-- > 0;)
    {
      const SjTold *told = &g_array_index (self->told, SjTold, i);

      if (told->kind == SJ_TOLD_DECIDED || told->why != NULL || told->change != NULL)
        return told;
    }
  return NULL;
}
