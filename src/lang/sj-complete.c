/* sj-complete.c -- lists of candidates. */
#include "lang/sj-complete.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
free_candidate (gpointer data)
{
  SjCandidate *candidate = data;

  g_free (candidate->text);
  g_free (candidate->label);
  g_free (candidate->detail);
  g_free (candidate);
}

GPtrArray *
sj_candidates_new (void)
{
  return g_ptr_array_new_with_free_func (free_candidate);
}

SjCandidate *
sj_candidates_add (GPtrArray *candidates, SjCandidateKind kind, size_t start, size_t end, const char *text,
                   const char *label, const char *detail)
{
  SjCandidate *candidate = g_new0 (SjCandidate, 1);

  candidate->kind = kind;
  candidate->text = g_strdup (text);
  candidate->label = g_strdup (label);
  candidate->detail = g_strdup (detail);
  candidate->start = start;
  candidate->end = end;
  candidate->caret = strlen (text);
  g_ptr_array_add (candidates, candidate);
  return candidate;
}

/* A word begins behind a separator and at a capital: orderTotal, order_total. */
static bool
begins_word (const char *name, const char *at)
{
  return at == name || !g_ascii_isalnum (at[-1]) || (g_ascii_isupper (*at) && !g_ascii_isupper (at[-1]));
}

bool
sj_candidate_matches (const char *name, const char *typed, size_t length)
{
  for (const char *at = name; *at != '\0'; at++)
    if (begins_word (name, at) && g_ascii_strncasecmp (at, typed, length) == 0)
      return true;
  return length == 0;
}

void
sj_candidates_add_fields (GPtrArray *candidates, const SjShape *shape, size_t start, size_t end, const char *typed,
                          size_t length, char *(*quote) (const char *name))
{
  size_t count;
  g_autofree const char **names = sj_shape_field_names (shape, &count);

  for (size_t i = 0; i < count; i++)
    {
      const SjShape *field = sj_shape_field (shape, names[i], strlen (names[i]));
      g_autofree char *text = NULL;
      g_autofree char *type = NULL;

      if (!sj_candidate_matches (names[i], typed, length) &&
          !(field->title && sj_candidate_matches (field->title, typed, length)))
        continue;
      text = quote (names[i]);
      type = sj_shape_describe (field);
      sj_candidates_add (candidates, SJ_CANDIDATE_FIELD, start, end, text,
                         field->title ? field->title : names[i], type);
    }
}

void
sj_candidates_add_functions (GPtrArray *candidates, SjDialect dialect, size_t start, size_t end, const char *typed,
                             size_t length)
{
  size_t count;
  const SjBuiltin *table = sj_builtin_table (dialect, &count);

  for (size_t i = 0; i < count; i++)
    {
      g_autofree char *text = NULL;

      if (table[i].alias_of != NULL || !sj_candidate_matches (table[i].name, typed, length))
        continue;
      text = g_strdup_printf ("%s()", table[i].name);
      sj_candidates_add (candidates, SJ_CANDIDATE_FUNCTION, start, end, text, table[i].name, _(table[i].help))->caret -=
          table[i].most > 0;
    }
}
