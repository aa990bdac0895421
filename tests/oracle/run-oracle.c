/* run-oracle.c -- prints the log of a case of chance, or the case. */
#include "sj-oracle.h"
#include "sj-random.h"

#include <stdio.h>

int
main (int argc, char **argv)
{
  bool show = argc == 3 && g_str_equal (argv[1], "--show");
  g_autoptr (SjCase) acase = NULL;
  g_autofree char *text = NULL;
  guint64 seed;

  if ((argc != 2 && !show) || !g_ascii_string_to_unsigned (argv[argc - 1], 10, 0, G_MAXUINT64, &seed, NULL))
    {
      fprintf (stderr, "usage: run-oracle [--show] SEED\n");
      return 2;
    }
  acase = sj_random_case (seed);
  text = show ? sj_case_to_string (acase) : sj_oracle_run (acase);
  fputs (text, stdout);
  return 0;
}
