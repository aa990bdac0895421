/* sj-history-log.c -- what the lines of a history file say, and reading them back.
 *
 *     {"step": {"title": …, "edits": […]}}    a step was done
 *     {"amend": {…}}                          an edit became part of the last step
 *     {"undo": true}, {"redo": true}
 *     {"mark": "a4c1…"}                       the document has this hash now
 *
 * A mark is written before the document is, so whichever of the two a crash leaves
 * behind has a mark.  Lines before the last mark that fits the document only fill
 * the stacks; what stands behind it is done to the journey.
 */
#include "model/sj-history-private.h"

#include "base/sj-hash.h"
#include "model/sj-journey-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static SjValue
line_of (const char *name, SjValue value, SjArena *arena)
{
  SjObjectBuilder line;

  sj_object_begin (&line, arena);
  sj_object_set (&line, name, value);
  return sj_object_end (&line);
}

SjValue
sj_history_log_step (const SjStep *step, SjArena *arena)
{
  SjObjectBuilder object;
  SjListBuilder edits;

  sj_list_begin (&edits, arena);
  for (guint i = 0; i < step->edits->len; i++)
    sj_list_add (&edits, sj_edit_to_value (step->edits->pdata[i], arena));
  sj_object_begin (&object, arena);
  sj_object_set (&object, "title", sj_value_copy_text (arena, step->title, strlen (step->title)));
  sj_object_set (&object, "edits", sj_list_end (&edits));
  return line_of ("step", sj_object_end (&object), arena);
}

SjValue
sj_history_log_amend (const SjEdit *edit, SjArena *arena)
{
  return line_of ("amend", sj_edit_to_value (edit, arena), arena);
}

SjValue
sj_history_log_word (const char *word, SjArena *arena)
{
  return line_of (word, sj_value_bool (true), arena);
}

static char *
hash_of (const SjJourney *journey)
{
  g_autofree char *text = sj_journey_to_string (journey);

  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x", sj_hash_text (0, text));
}

SjValue
sj_history_log_mark (const SjJourney *journey, SjArena *arena)
{
  g_autofree char *hash = hash_of (journey);

  return line_of ("mark", sj_value_copy_text (arena, hash, strlen (hash)), arena);
}

SjStep *
sj_step_from_value (SjValue value)
{
  SjValue edits = sj_value_get (value, "edits");
  SjStep *step = sj_step_new (NULL);

  step->title = sj_value_dup_text (sj_value_get (value, "title"));
  for (uint32_t i = 0; edits.type == SJ_LIST && i < edits.length; i++)
    {
      SjEdit *edit = sj_edit_from_value (edits.items[i]);

      if (edit == NULL)
        break;
      g_ptr_array_add (step->edits, edit);
    }
  if (step->title == NULL || step->edits->len == 0 || step->edits->len != edits.length)
    g_clear_pointer (&step, sj_step_free);
  return step;
}

/* ------------------------------------------------------------------ reading */

typedef struct
{
  SjHistory *history;
  SjJourney *journey;       /* NULL: the lines are older than the document */
} Replay;

static bool
replay_step (Replay *replay, SjValue value)
{
  SjStep *step = sj_step_from_value (value);

  if (step == NULL)
    return false;
  if (replay->journey != NULL && !sj_step_apply (step, replay->journey))
    {
      sj_step_free (step);
      return false;
    }
  sj_history_push (replay->history, step);
  return true;
}

static bool
replay_amend (Replay *replay, SjValue value)
{
  g_autoptr (SjEdit) edit = sj_edit_from_value (value);
  GPtrArray *undo = replay->history->undo;
  SjStep *last = undo->len > 0 ? g_ptr_array_index (undo, undo->len - 1) : NULL;

  if (edit == NULL || last == NULL || last->edits->len != 1)
    return false;
  return (replay->journey == NULL || sj_edit_apply (edit, replay->journey)) &&
         sj_edit_absorb (last->edits->pdata[0], edit);
}

static bool
replay_move (Replay *replay, bool undo)
{
  GPtrArray *from = undo ? replay->history->undo : replay->history->redo;
  GPtrArray *to = undo ? replay->history->redo : replay->history->undo;
  SjStep *step;

  if (from->len == 0)
    return false;
  step = g_ptr_array_index (from, from->len - 1);
  if (replay->journey != NULL &&
      !(undo ? sj_step_revert (step, replay->journey) : sj_step_apply (step, replay->journey)))
    return false;
  g_ptr_array_add (to, g_ptr_array_steal_index (from, from->len - 1));
  return true;
}

static bool
replay_line (Replay *replay, SjValue line)
{
  const char *name = line.type == SJ_OBJECT && line.length == 1 ? line.members[0].key.text : "";
  SjValue value = *name != '\0' ? line.members[0].value : sj_null;
  size_t length = *name != '\0' ? line.members[0].key.length : 0;

  if (length == 4 && memcmp (name, "step", 4) == 0)
    return replay_step (replay, value);
  if (length == 5 && memcmp (name, "amend", 5) == 0)
    return replay_amend (replay, value);
  if (length == 4 && (memcmp (name, "undo", 4) == 0 || memcmp (name, "redo", 4) == 0))
    return replay_move (replay, *name == 'u');
  return length == 4 && memcmp (name, "mark", 4) == 0;
}

static bool
replay_lines (Replay *replay, const GPtrArray *lines, guint first, guint end)
{
  for (guint i = first; i < end; i++)
    if (!replay_line (replay, *(SjValue *) lines->pdata[i]))
      return false;
  return true;
}

/* The line behind the last mark that fits, or 0. */
static guint
find_mark (const GPtrArray *lines, const char *hash)
{
  for (guint i = lines->len; i > 0; i--)
    if (sj_value_is_text (sj_value_get (*(SjValue *) lines->pdata[i - 1], "mark"), (SjSlice) { hash, strlen (hash) }))
      return i;
  return 0;
}

/* On a copy first: a history that does not fit must not leave half of it behind. */
static bool
is_possible (SjHistory *history, const GPtrArray *lines, guint mark)
{
  g_autoptr (SjJourney) copy = sj_journey_copy (history->journey);
  Replay replay = { history, NULL };

  if (!replay_lines (&replay, lines, 0, mark))
    return false;
  replay.journey = copy;
  return replay_lines (&replay, lines, mark, lines->len);
}

bool
sj_history_log_load (SjHistory *history, const GPtrArray *lines, size_t *recovered)
{
  g_autofree char *hash = hash_of (history->journey);
  guint mark = find_mark (lines, hash);
  Replay replay = { history, NULL };
  bool possible = mark > 0 && is_possible (history, lines, mark);

  sj_history_clear_steps (history);
  if (!possible)
    return false;

  replay_lines (&replay, lines, 0, mark);
  history->saved = (int64_t) (history->dropped + history->undo->len);
  replay.journey = history->journey;
  replay_lines (&replay, lines, mark, lines->len);
  *recovered = lines->len - mark;
  return true;
}
