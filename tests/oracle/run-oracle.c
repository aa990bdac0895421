/* run-oracle.c -- cases of chance by hand: the log, the case, or whether the engine
 * says the same. */
#include "sj-agree.h"
#include "sj-engine-case.h"
#include "sj-oracle.h"
#include "sj-random.h"

#include <stdio.h>

static int
usage (void)
{
  fprintf (stderr, "usage: run-oracle [--show|--engine] SEED\n"
                   "       run-oracle --agree FROM COUNT\n");
  return 2;
}

static bool
read_number (const char *text, uint64_t *number)
{
  guint64 read;

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &read, NULL))
    return false;
  *number = read;
  return true;
}

/* Every case that differs is named; the first is shown. */
static int
agree (uint64_t from, uint64_t count)
{
  uint64_t differing = 0;

  for (uint64_t seed = from; seed < from + count; seed++)
    {
      g_autofree char *difference = sj_agree_random (seed, 1);

      if (difference == NULL)
        continue;
      if (differing++ == 0)
        printf ("%s\n", difference);
      else if (differing < 20)
        printf ("and case %" G_GUINT64_FORMAT "\n", seed);
    }
  printf ("%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " cases differ\n", differing, count);
  return differing > 0;
}

static int
print_one (const char *what, uint64_t seed)
{
  g_autoptr (SjCase) acase = sj_random_case (seed);
  g_autofree char *text = g_strcmp0 (what, "--show") == 0     ? sj_case_to_string (acase)
                          : g_strcmp0 (what, "--engine") == 0 ? sj_engine_run_case (acase)
                                                              : sj_oracle_run (acase);

  fputs (text, stdout);
  return 0;
}

int
main (int argc, char **argv)
{
  uint64_t seed, count;

  if (argc == 4 && g_str_equal (argv[1], "--agree") && read_number (argv[2], &seed) && read_number (argv[3], &count))
    return agree (seed, count);
  if (argc == 3 && (g_str_equal (argv[1], "--show") || g_str_equal (argv[1], "--engine")) &&
      read_number (argv[2], &seed))
    return print_one (argv[1], seed);
  if (argc == 2 && read_number (argv[1], &seed))
    return print_one (NULL, seed);
  return usage ();
}
