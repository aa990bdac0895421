/* sj-agree.c -- one case on both programs, and their logs line by line. */
#include "sj-agree.h"

#include "sj-engine-case.h"
#include "sj-oracle.h"
#include "sj-random.h"

#include <string.h>

#define LINES_AROUND 12

/* From some lines before `at` to some lines behind it. */
static void
print_around (GString *text, const char *title, const char *log, const char *at)
{
  const char *from = at, *to = at;

  for (int i = 0; i <= LINES_AROUND && from > log; i++)
    for (from--; from > log && from[-1] != '\n'; from--)
      ;
  for (int i = 0; i < LINES_AROUND && *to != '\0'; i++)
    {
      const char *end = strchr (to, '\n');

      to = end != NULL ? end + 1 : to + strlen (to);
    }
  g_string_append_printf (text, "\n%s:\n%.*s>>> %.*s", title, (int) (at - from), from, (int) (to - at), at);
}

char *
sj_agree_difference (const SjCase *acase)
{
  g_autofree char *engine = sj_engine_run_case (acase);
  g_autofree char *oracle = sj_oracle_run (acase);
  g_autofree char *described = NULL;
  GString *text;
  size_t begin = 0;

  if (g_str_equal (engine, oracle))
    return NULL;
  for (size_t i = 0; engine[i] == oracle[i]; i++)
    if (engine[i] == '\n')
      begin = i + 1;
  described = sj_case_to_string (acase);
  text = g_string_new (described);
  print_around (text, "the engine says", engine, engine + begin);
  print_around (text, "the oracle says", oracle, oracle + begin);
  return g_string_free (text, FALSE);
}

char *
sj_agree_random (uint64_t first, uint64_t count)
{
  for (uint64_t seed = first; seed < first + count; seed++)
    {
      g_autoptr (SjCase) acase = sj_random_case (seed);
      g_autofree char *difference = sj_agree_difference (acase);

      if (difference != NULL)
        return g_strdup_printf ("case %" G_GUINT64_FORMAT ":\n%s", seed, difference);
    }
  return NULL;
}
