/* test-agree.c -- the engine and the oracle say the same about cases of chance.
 *
 *   test-agree [COUNT]     so many of them, or SJ_CASES at most; sanitizers are given fewer
 */
#include "sj-agree.h"

#include <stdlib.h>

#define BLOCKS 10

static uint64_t block;

static void
test_block (const void *data)
{
  uint64_t number = GPOINTER_TO_UINT (data);
  g_autofree char *difference = sj_agree_random (number * block, block);

  if (difference != NULL)
    g_error ("%s", difference);
}

int
main (int argc, char **argv)
{
  const char *most = g_getenv ("SJ_CASES");
  uint64_t count;

  g_test_init (&argc, &argv, NULL);
  count = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : 100000;
  if (most != NULL)
    count = MIN (count, g_ascii_strtoull (most, NULL, 10));
  block = count / BLOCKS;
  g_assert_cmpuint (block, >, 0);
  for (unsigned i = 0; i < BLOCKS; i++)
    {
      g_autofree char *name = g_strdup_printf ("/oracle/agree/%u", i);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_block);
    }
  return g_test_run ();
}
