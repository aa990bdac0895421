/* sj-history-save.c -- the document and its history written so that they always fit.
 *
 * First the mark, then the document: a crash in between leaves the old document,
 * whose mark is there as well.  A history that has grown far beyond what its steps
 * need is written anew, but only when the document is safe.
 */
#include "model/sj-history-private.h"

#include "model/sj-journey-json.h"

#define SMALL (64 * 1024)    /* bytes that are never worth it */

/* All steps as if done one after the other, then taken back as far as they are. */
static void
collect_lines (const SjHistory *history, SjArena *arena, GArray *lines)
{
  SjValue line;

  for (guint i = 0; i < history->undo->len; i++)
    {
      line = sj_history_log_step (history->undo->pdata[i], arena);
      g_array_append_val (lines, line);
    }
  for (guint i = history->redo->len; i > 0; i--)
    {
      line = sj_history_log_step (history->redo->pdata[i - 1], arena);
      g_array_append_val (lines, line);
    }
  for (guint i = 0; i < history->redo->len; i++)
    {
      line = sj_history_log_word ("undo", arena);
      g_array_append_val (lines, line);
    }
  line = sj_history_log_mark (history->journey, arena);
  g_array_append_val (lines, line);
}

static void
compact (SjHistory *history)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_autoptr (GArray) lines = NULL;
  g_autoptr (GError) error = NULL;

  if (history->journal->type->size (history->journal) < SMALL + 2 * history->compact_size)
    return;
  lines = g_array_new (FALSE, FALSE, sizeof (SjValue));
  collect_lines (history, &arena, lines);
  if (!history->journal->type->rewrite (history->journal, (const SjValue *) (void *) lines->data, lines->len, &error))
    g_debug ("%s", error->message);    /* the longer one is as good */
  history->compact_size = history->journal->type->size (history->journal);
}

bool
sj_history_save (SjHistory *history, const char *document, GError **error)
{
  g_auto (SjBuffer) text = SJ_BUFFER_INIT;
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjSlice slice;

  sj_history_seal (history);
  if (!sj_journey_write (history->journey, &text, error))
    return false;
  slice = (SjSlice) { sj_buffer_text (&text), text.length };
  if (history->journal != NULL)
    history->journal->type->append (history->journal, sj_history_log_mark (history->journey, &arena));
  if (history->journal != NULL ? !history->journal->type->save (history->journal, slice, document, error)
                               : !sj_journal_save_file (slice, document, error))
    return false;
  sj_history_mark_saved (history);
  if (history->journal != NULL)
    compact (history);
  return true;
}
