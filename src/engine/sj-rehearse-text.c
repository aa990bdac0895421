/* sj-rehearse-text.c -- a rehearsal as text, for terminals and tests. */
#include "engine/sj-rehearse-private.h"

#include "base/sj-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

char *
sj_rehearsal_time_words (const SjRehearsal *self, SjTime time)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
  SjMoment moment = sj_time_moment (time, sj_rehearsal_zone (self));
  SjValue value = { .type = SJ_MOMENT, .moment = &moment };
  const char *pattern = time % SJ_MINUTE == 0 ? "EEEE d MMMM yyyy HH:mm"
                        : time % SJ_SECOND == 0 ? "EEEE d MMMM yyyy HH:mm:ss" : "EEEE d MMMM yyyy HH:mm:ss.SSS";

  if (time == SJ_TIME_NEVER || !sj_time_format (&buffer, value, pattern, strlen (pattern), NULL))
    return g_strdup (_("never"));
  return sj_buffer_steal (&buffer);
}

const char *
sj_rehearsal_when (SjRehearsal *self, SjTime time)
{
  g_autofree char *words = sj_rehearsal_time_words (self, time);

  return sj_arena_strdup (&self->story, words);
}

const char *
sj_rehearsal_span (SjRehearsal *self, SjTime span)
{
  g_autofree char *words = sj_span_format (span);

  return sj_arena_strdup (&self->story, words);
}

const char *
sj_rehearsal_node_words (SjRehearsal *self, const SjNode *node)
{
  const SjNames *names = self->world->library ? sj_library_names (self->world->library) : NULL;
  g_autofree char *name = sj_node_name (node, names);

  return sj_arena_strdup (&self->story, name ? name : node->id);
}

static void
write_why (const SjWhy *why, unsigned depth, SjBuffer *buffer)
{
  static const char *const outcomes[] = { N_("no"), N_("yes"), N_("cannot be computed") };

  sj_buffer_printf (buffer, "%*s%s — %s\n", (int) depth * 2, "", why->text, _(outcomes[why->holds]));
  for (uint32_t i = 0; i < why->n_parts; i++)
    write_why (&why->parts[i], depth + 1, buffer);
}

/* Its parts, one a line. */
static void
write_said (const SjSaid *said, SjBuffer *buffer)
{
  if (said->failed != NULL)
    sj_buffer_printf (buffer, _("      could not be made: %s\n"), said->failed);
  for (unsigned i = 0; i < SJ_N_PARTS; i++)
    if (said->parts[i] != NULL && said->parts[i][0] != '\0')
      {
        g_auto (GStrv) lines = g_strsplit (said->parts[i], "\n", -1);
        g_autofree char *text = g_strjoinv ("\n        ", lines);

        sj_buffer_printf (buffer, "      %s: %s\n", sj_message_part_name (i), text);
      }
}

static void
write_moment (const SjRehearsal *self, SjTime time, SjBuffer *buffer)
{
  g_autofree char *span = sj_span_format (time - self->start);
  g_autofree char *words = sj_rehearsal_time_words (self, time);

  if (time == self->start)
    sj_buffer_printf (buffer, "%s\n", words);
  else
    sj_buffer_printf (buffer, _("%s, %s after the beginning\n"), words, span);
}

void
sj_rehearsal_write_told (const SjRehearsal *self, uint32_t from, uint32_t to, SjBuffer *buffer)
{
  SjTime last = INT64_MIN;

  for (uint32_t i = from; i < MIN (to, self->told->len); i++)
    {
      const SjTold *told = &g_array_index (self->told, SjTold, i);

      if (told->time != last)
        write_moment (self, told->time, buffer);
      last = told->time;
      sj_buffer_printf (buffer, "  %s\n", told->text);
      if (told->said != NULL)
        write_said (told->said, buffer);
      if (told->change != NULL && told->kind != SJ_TOLD_DECIDED)
        sj_buffer_printf (buffer, "      %s\n", told->change);
    }
}

void
sj_rehearsal_write_why (const SjRehearsal *self, SjBuffer *buffer)
{
  const SjTold *told = sj_rehearsal_why (self);

  if (told == NULL)
    {
      sj_buffer_printf (buffer, _("Nothing was decided yet.\n"));
      return;
    }
  sj_buffer_printf (buffer, "%s\n", told->text);
  if (told->why != NULL && told->why->n_parts > 0)
    write_why (told->why, 1, buffer);
  else if (told->why != NULL && told->kind != SJ_TOLD_DECIDED)
    write_why (told->why, 1, buffer);
  if (told->change != NULL)
    sj_buffer_printf (buffer, told->kind == SJ_TOLD_DECIDED || told->why != NULL
                                  ? _("  It would have passed like this: %s.\n") : "  %s.\n",
                      told->change);
}

void
sj_rehearsal_write_messages (const SjRehearsal *self, SjBuffer *buffer)
{
  unsigned count = 0;

  for (guint i = 0; i < self->told->len; i++)
    {
      const SjTold *told = &g_array_index (self->told, SjTold, i);
      g_autofree char *when = NULL;

      if (told->said == NULL)
        continue;
      when = sj_rehearsal_time_words (self, told->time);
      sj_buffer_printf (buffer, "%u. %s, %s\n", ++count, told->text, when);
      write_said (told->said, buffer);
    }
  if (count == 0)
    sj_buffer_printf (buffer, _("No message was sent yet.\n"));
}

static void
write_awaited (SjRehearsal *self, const SjPosition *position, const SjAwaited *awaited, SjBuffer *buffer)
{
  g_autofree char *until = sj_rehearsal_time_words (self, awaited->until);
  bool ends = awaited->until != SJ_TIME_NEVER;

  switch (awaited->kind)
    {
    case SJ_HEAR_EVENT:
      sj_buffer_printf (buffer, ends ? _("  waits for %s, until %s\n") : _("  waits for %s\n"), awaited->what, until);
      break;
    case SJ_HEAR_AUDIENCE:
      sj_buffer_printf (buffer, ends ? _("  waits for the audience %s, until %s\n")
                                     : _("  waits for the audience %s\n"), awaited->what, until);
      break;
    case SJ_HEAR_REACTION:
      sj_buffer_printf (buffer, ends ? _("  waits for “%s” of %s, until %s\n") : _("  waits for “%s” of %s\n"),
                        _(sj_reaction_words[awaited->verb].title), awaited->what ? awaited->what : "", until);
      break;
    case SJ_HEAR_TIME:
      sj_buffer_printf (buffer, _("  waits until %s\n"), until);
      break;
    default:
      sj_buffer_printf (buffer, ends ? _("  waits for the answer of %s, until %s\n")
                                     : _("  waits for the result of %s\n"), awaited->what, until);
      break;
    }
}

void
sj_rehearsal_write_state (SjRehearsal *self, SjBuffer *buffer)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  uint32_t count;
  const SjPosition *positions = sj_rehearsal_positions (self, &arena, &count);
  SjTime pending = sj_life_way_in (&self->life, self->program);

  write_moment (self, self->now, buffer);
  for (uint32_t i = 0; i < count; i++)
    {
      const SjPosition *position = &positions[i];

      sj_buffer_printf (buffer, position->path ? _("on the way from %s\n") : _("at %s\n"),
                        sj_rehearsal_node_words (self, position->node));
      for (uint32_t j = 0; j < position->n_awaited; j++)
        write_awaited (self, position, &position->awaited[j], buffer);
    }
  if (pending != SJ_TIME_NEVER)
    sj_buffer_printf (buffer, _("on the way in, to enter on %s\n"), sj_rehearsal_when (self, pending));
  else if (count == 0)
    sj_buffer_printf (buffer, _("not in the journey\n"));
}
