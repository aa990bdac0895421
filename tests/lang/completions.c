/* completions.c -- asking for them. */
#include "completions.h"

#include <string.h>

static bool
has_candidate (const GPtrArray *candidates, const char *text)
{
  for (guint i = 0; i < candidates->len; i++)
    if (g_str_equal (((const SjCandidate *) g_ptr_array_index (candidates, i))->text, text))
      return true;
  return false;
}

void
check_completion (const Completion *row, Complete complete, const void *env)
{
  const char *cursor = strrchr (row->text, '|');
  size_t at = (size_t) (cursor - row->text);
  g_autofree char *text = g_strdup_printf ("%.*s%s", (int) at, row->text, cursor + 1);
  g_autoptr (GPtrArray) found = complete (text, at, env);

  g_test_message ("%s", row->text);
  if (row->offered != NULL)
    g_assert_true (has_candidate (found, row->offered));
  if (row->missing != NULL)
    g_assert_false (has_candidate (found, row->missing));
}
