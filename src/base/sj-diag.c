/* sj-diag.c -- lists of findings, and the two helpers that make them useful:
 * where a byte stands, and which known name was meant. */
#include "base/sj-diag.h"

#include <string.h>

void
sj_diags_clear (SjDiags *diags)
{
  g_clear_pointer (&diags->items, g_ptr_array_unref);
}

void
sj_diags_reset (SjDiags *diags)
{
  if (diags->items != NULL)
    g_ptr_array_set_size (diags->items, 0);
}

void
sj_diag_free (SjDiag *diag)
{
  g_free (diag->node);
  g_free (diag->field);
  g_free (diag->text);
  g_free (diag->fix);
  g_free (diag);
}

SjDiag *
sj_diags_take (SjDiags *diags, SjDiag *diag)
{
  if (diags->items == NULL)
    diags->items = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_diag_free);
  g_ptr_array_add (diags->items, diag);
  return diag;
}

SjDiag *
sj_diags_add (SjDiags *diags, SjSeverity severity, const char *code, size_t start, size_t end,
              const char *format, ...)
{
  SjDiag *diag = g_new0 (SjDiag, 1);
  va_list args;

  diag->severity = severity;
  diag->code = code;
  diag->start = start;
  diag->end = MAX (start, end);
  va_start (args, format);
  diag->text = g_strdup_vprintf (format, args);
  va_end (args);
  if (!g_utf8_validate (diag->text, -1, NULL))    /* it quotes somebody else's bytes */
    {
      char *bytes = diag->text;

      diag->text = g_utf8_make_valid (bytes, -1);
      g_free (bytes);
    }
  return sj_diags_take (diags, diag);
}

size_t
sj_diags_count (const SjDiags *diags)
{
  return diags->items ? diags->items->len : 0;
}

const SjDiag *
sj_diags_get (const SjDiags *diags, size_t index)
{
  g_return_val_if_fail (index < sj_diags_count (diags), NULL);
  return g_ptr_array_index (diags->items, index);
}

size_t
sj_diags_number (const SjDiags *diags, SjSeverity severity)
{
  size_t number = 0;

  for (size_t i = 0; i < sj_diags_count (diags); i++)
    number += sj_diags_get (diags, i)->severity == severity;
  return number;
}

bool
sj_diags_failed (const SjDiags *diags)
{
  return sj_diags_number (diags, SJ_SEVERITY_ERROR) > 0;
}

const char *
sj_severity_name (SjSeverity severity)
{
  static const char *const names[] = { "hint", "warning", "error" };

  return names[severity];
}

void
sj_text_position (const char *text, size_t length, size_t offset, unsigned *line, unsigned *column)
{
  *line = 1;
  *column = 1;
  for (size_t i = 0; i < MIN (offset, length); i++)
    {
      if (text[i] == '\n')
        {
          (*line)++;
          *column = 1;
        }
      else if (((unsigned char) text[i] & 0xc0) != 0x80)    /* the first byte of a character */
        (*column)++;
    }
}

#define LONGEST_NAME 64

/* Insertions, deletions, changes and swaps of neighbours that turn one name into
 * the other; a change of case alone counts nothing. */
static unsigned
edit_distance (const char *a, const char *b)
{
  unsigned rows[3][LONGEST_NAME + 1];
  unsigned *before = rows[0], *last = rows[1], *now = rows[2];
  size_t a_length = strlen (a), b_length = strlen (b);

  for (size_t j = 0; j <= b_length; j++)
    last[j] = (unsigned) j;
  for (size_t i = 1; i <= a_length; i++)
    {
      unsigned *spare = before;

      now[0] = (unsigned) i;
      for (size_t j = 1; j <= b_length; j++)
        {
          unsigned change = g_ascii_tolower (a[i - 1]) != g_ascii_tolower (b[j - 1]);

          now[j] = MIN (MIN (last[j] + 1, now[j - 1] + 1), last[j - 1] + change);
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            now[j] = MIN (now[j], before[j - 2] + 1);
        }
      before = last;
      last = now;
      now = spare;
    }
  return last[b_length];
}

const char *
sj_nearest (const char *name, const char *const *candidates, size_t count)
{
  size_t length = strlen (name);
  unsigned best = (unsigned) (length < 2 ? 0 : MAX (length / 3, 1)) + 1;    /* farther is a guess */
  const char *nearest = NULL;

  if (length > LONGEST_NAME)
    return NULL;
  for (size_t i = 0; i < count; i++)
    {
      unsigned distance;

      if (strlen (candidates[i]) > LONGEST_NAME)
        continue;
      distance = edit_distance (name, candidates[i]);
      if (distance < best)
        {
          best = distance;
          nearest = candidates[i];
        }
    }
  return nearest;
}
