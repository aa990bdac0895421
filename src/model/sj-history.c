/* sj-history.c -- two stacks of steps, open groups, and what the journal is told.
 *
 * Steps are counted from the beginning of time (`dropped` and those on the stack),
 * so that the saved state is a number.
 */
#include "model/sj-history-private.h"

#include <glib/gi18n-lib.h>

SjStep *
sj_step_new (const char *title)
{
  SjStep *step = g_new0 (SjStep, 1);

  step->title = g_strdup (title);
  step->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_edit_free);
  return step;
}

void
sj_step_free (SjStep *step)
{
  g_free (step->title);
  g_ptr_array_unref (step->edits);
  g_free (step);
}

static void
revert_first (SjStep *step, guint count, SjJourney *journey)
{
  for (guint i = count; i > 0; i--)
    sj_edit_revert (step->edits->pdata[i - 1], journey);
}

bool
sj_step_apply (SjStep *step, SjJourney *journey)
{
  for (guint i = 0; i < step->edits->len; i++)
    if (!sj_edit_apply (step->edits->pdata[i], journey))
      {
        revert_first (step, i, journey);
        return false;
      }
  return true;
}

bool
sj_step_revert (SjStep *step, SjJourney *journey)
{
  for (guint i = step->edits->len; i > 0; i--)
    if (!sj_edit_revert (step->edits->pdata[i - 1], journey))
      {
        for (guint j = i; j < step->edits->len; j++)
          sj_edit_apply (step->edits->pdata[j], journey);
        return false;
      }
  return true;
}

SjHistory *
sj_history_new (SjJourney *journey)
{
  SjHistory *history = g_new0 (SjHistory, 1);

  history->journey = sj_journey_ref (journey);
  history->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_step_free);
  history->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_step_free);
  history->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_step_free);
  history->sealed = true;
  return history;
}

void
sj_history_free (SjHistory *history)
{
  sj_history_sync (history, NULL);
  if (history->journal != NULL)
    history->journal->type->free (history->journal);
  g_clear_pointer (&history->pending, sj_edit_free);
  g_ptr_array_unref (history->groups);
  g_ptr_array_unref (history->redo);
  g_ptr_array_unref (history->undo);
  sj_journey_unref (history->journey);
  g_free (history);
}

SjJourney *
sj_history_journey (const SjHistory *history)
{
  return history->journey;
}

static int64_t
n_done (const SjHistory *history)
{
  return (int64_t) (history->dropped + history->undo->len);
}

void
sj_history_clear_steps (SjHistory *history)
{
  g_ptr_array_set_size (history->undo, 0);
  g_ptr_array_set_size (history->redo, 0);
  history->dropped = 0;
  history->saved = 0;
  history->sealed = true;
}

void
sj_history_push (SjHistory *history, SjStep *step)
{
  if (history->saved > n_done (history))
    history->saved = -1;    /* it lay ahead, where nothing leads now */
  g_ptr_array_set_size (history->redo, 0);
  g_ptr_array_add (history->undo, step);
  if (history->undo->len > SJ_HISTORY_STEPS)
    {
      g_ptr_array_remove_index (history->undo, 0);
      history->dropped++;
    }
}

/* ------------------------------------------------------------------ to the journal */

static void
tell_journal (SjHistory *history, SjValue record)
{
  history->journal->type->append (history->journal, record);
  history->journal->type->flush (history->journal, false, NULL);    /* what fails stays for the next time */
}

static void
tell_pending (SjHistory *history)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autoptr (SjEdit) pending = g_steal_pointer (&history->pending);

  if (pending != NULL && history->journal != NULL)
    tell_journal (history, sj_history_log_amend (pending, &arena));
}

static void
tell_step (SjHistory *history, const SjStep *step)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;

  tell_pending (history);
  if (history->journal != NULL)
    tell_journal (history, sj_history_log_step (step, &arena));
}

static void
tell_word (SjHistory *history, const char *word)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;

  tell_pending (history);
  if (history->journal != NULL)
    tell_journal (history, sj_history_log_word (word, &arena));
}

/* ------------------------------------------------------------------ doing */

static bool
absorb (SjHistory *history, const SjEdit *edit)
{
  SjStep *last;

  if (history->sealed || history->undo->len == 0 || history->groups->len > 0)
    return false;
  last = g_ptr_array_index (history->undo, history->undo->len - 1);
  if (last->edits->len != 1 || !sj_edit_is_continuous (edit, history->journey) ||
      !sj_edit_absorb (last->edits->pdata[0], edit))
    return false;
  if (history->journal != NULL && (history->pending == NULL || !sj_edit_absorb (history->pending, edit)))
    {
      tell_pending (history);
      history->pending = sj_edit_copy (edit);
    }
  return true;
}

bool
sj_history_do (SjHistory *history, SjEdit *edit)
{
  g_autoptr (SjEdit) own = edit;
  SjStep *step;

  if (!sj_edit_apply (edit, history->journey))
    return false;
  if (history->groups->len > 0)
    {
      step = g_ptr_array_index (history->groups, history->groups->len - 1);
      g_ptr_array_add (step->edits, g_steal_pointer (&own));
      return true;
    }
  if (absorb (history, edit))
    return true;

  step = sj_step_new (NULL);
  step->title = sj_edit_title (edit, history->journey);
  g_ptr_array_add (step->edits, g_steal_pointer (&own));
  tell_step (history, step);
  sj_history_push (history, step);
  history->sealed = false;
  return true;
}

void
sj_history_begin (SjHistory *history, const char *title)
{
  g_ptr_array_add (history->groups, sj_step_new (title));
}

static void
move_edits (GPtrArray *to, GPtrArray *from)
{
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, g_steal_pointer (&from->pdata[i]));
  g_ptr_array_set_free_func (from, NULL);
}

void
sj_history_end (SjHistory *history)
{
  SjStep *step;

  g_return_if_fail (history->groups->len > 0);

  step = g_ptr_array_steal_index (history->groups, history->groups->len - 1);
  if (step->edits->len == 0)
    sj_step_free (step);
  else if (history->groups->len > 0)
    {
      SjStep *outer = g_ptr_array_index (history->groups, history->groups->len - 1);

      move_edits (outer->edits, step->edits);
      sj_step_free (step);
    }
  else
    {
      tell_step (history, step);
      sj_history_push (history, step);
      history->sealed = true;
    }
}

void
sj_history_cancel (SjHistory *history)
{
  SjStep *step;

  g_return_if_fail (history->groups->len > 0);

  step = g_ptr_array_steal_index (history->groups, history->groups->len - 1);
  sj_step_revert (step, history->journey);
  sj_step_free (step);
}

void
sj_history_seal (SjHistory *history)
{
  tell_pending (history);
  history->sealed = true;
}

bool
sj_history_undo (SjHistory *history)
{
  SjStep *step;

  g_return_val_if_fail (history->groups->len == 0, false);

  if (history->undo->len == 0)
    return false;
  step = g_ptr_array_index (history->undo, history->undo->len - 1);
  if (!sj_step_revert (step, history->journey))
    return false;
  tell_word (history, "undo");
  g_ptr_array_add (history->redo, g_ptr_array_steal_index (history->undo, history->undo->len - 1));
  history->sealed = true;
  return true;
}

bool
sj_history_redo (SjHistory *history)
{
  SjStep *step;

  g_return_val_if_fail (history->groups->len == 0, false);

  if (history->redo->len == 0)
    return false;
  step = g_ptr_array_index (history->redo, history->redo->len - 1);
  if (!sj_step_apply (step, history->journey))
    return false;
  tell_word (history, "redo");
  g_ptr_array_add (history->undo, g_ptr_array_steal_index (history->redo, history->redo->len - 1));
  history->sealed = true;
  return true;
}

static const char *
last_title (const GPtrArray *steps, size_t back)
{
  return back < steps->len ? ((SjStep *) steps->pdata[steps->len - 1 - back])->title : NULL;
}

const char *
sj_history_undo_title (const SjHistory *history)
{
  return last_title (history->undo, 0);
}

const char *
sj_history_redo_title (const SjHistory *history)
{
  return last_title (history->redo, 0);
}

const char *
sj_history_title (const SjHistory *history, size_t back)
{
  return last_title (history->undo, back);
}

size_t
sj_history_n_undo (const SjHistory *history)
{
  return history->undo->len;
}

size_t
sj_history_n_redo (const SjHistory *history)
{
  return history->redo->len;
}

/* A step that is saved takes nothing more in, or undo could not lead back to it. */
void
sj_history_mark_saved (SjHistory *history)
{
  sj_history_seal (history);
  history->saved = n_done (history);
}

bool
sj_history_is_saved (const SjHistory *history)
{
  return history->saved == n_done (history);
}

/* ------------------------------------------------------------------ on disk */

void
sj_history_opened_clear (SjHistoryOpened *opened)
{
  g_clear_pointer (&opened->aside, g_free);
}

char *
sj_history_path (const char *document)
{
  return g_strconcat (document, ".history", NULL);
}

static bool
write_mark (SjHistory *history, GError **error)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;

  history->journal->type->append (history->journal, sj_history_log_mark (history->journey, &arena));
  return history->journal->type->flush (history->journal, true, error);
}

static bool
resume (SjHistory *history, SjHistoryOpened *opened, GError **error)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autoptr (GPtrArray) lines = history->journal->type->read (history->journal, &arena, error);

  if (lines == NULL)
    return false;
  if (lines->len == 0)
    return write_mark (history, error);
  if (sj_history_log_load (history, lines, &opened->recovered))
    {
      opened->outcome = SJ_HISTORY_RESUMED;
      return true;
    }
  opened->outcome = SJ_HISTORY_FOREIGN;
  opened->aside = history->journal->type->put_aside (history->journal, error);
  return opened->aside != NULL && write_mark (history, error);
}

SjHistory *
sj_history_open_journal (SjJourney *journey, SjJournal *journal, SjHistoryOpened *opened, GError **error)
{
  g_autoptr (SjHistory) history = sj_history_new (journey);
  g_auto (SjHistoryOpened) own = { SJ_HISTORY_FRESH, 0, NULL };

  history->journal = journal;
  if (!resume (history, &own, error))
    return NULL;
  if (opened != NULL)
    {
      *opened = own;
      own.aside = NULL;
    }
  return g_steal_pointer (&history);
}

SjHistory *
sj_history_open (SjJourney *journey, const char *path, SjHistoryOpened *opened, GError **error)
{
  SjJournal *journal = sj_journal_file_open (path, error);

  return journal ? sj_history_open_journal (journey, journal, opened, error) : NULL;
}

bool
sj_history_sync (SjHistory *history, GError **error)
{
  tell_pending (history);
  return history->journal == NULL || history->journal->type->flush (history->journal, true, error);
}

void
sj_history_set_durable (SjHistory *history, bool durable)
{
  if (history->journal != NULL)
    history->journal->durable = durable;
}
