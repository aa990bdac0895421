/* test-arena.c -- blocks do not overlap, a reset gives memory back but keeps it. */
#include "base/sj-arena.h"

#include <string.h>

static void
test_blocks_are_apart (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  unsigned char *blocks[300];

  for (size_t i = 0; i < G_N_ELEMENTS (blocks); i++)
    {
      blocks[i] = sj_arena_alloc (&arena, i);
      if (i > 0)
        memset (blocks[i], (int) (i & 0xff), i);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (blocks); i++)
    {
      g_assert_cmpuint ((uintptr_t) blocks[i] % 8, ==, 0);
      for (size_t j = 0; j < i; j++)
        g_assert_cmpuint (blocks[i][j], ==, i & 0xff);
    }
}

static void
test_large_block (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  char *small = sj_arena_strdup (&arena, "small");
  char *large = sj_arena_alloc (&arena, 5000000);
  char *after = sj_arena_strdup (&arena, "after");

  memset (large, 'x', 5000000);
  g_assert_cmpstr (small, ==, "small");
  g_assert_cmpstr (after, ==, "after");
}

static void
test_used (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;

  g_assert_cmpuint (sj_arena_used (&arena), ==, 0);
  sj_arena_alloc (&arena, 1);
  g_assert_cmpuint (sj_arena_used (&arena), ==, 8);
  sj_arena_alloc (&arena, 16);
  g_assert_cmpuint (sj_arena_used (&arena), ==, 24);
  sj_arena_alloc (&arena, 100000);
  g_assert_cmpuint (sj_arena_used (&arena), ==, 100024);
}

/* Once a round fits one chunk, each round gets the same memory again. */
static void
test_reset_keeps_memory (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  const void *settled = NULL;

  for (int round = 0; round < 5; round++)
    {
      const void *begin = sj_arena_alloc (&arena, 64);

      for (int i = 0; i < 1000; i++)
        sj_arena_alloc (&arena, 100);
      if (round == 2)
        settled = begin;
      if (round > 2)
        g_assert_true (begin == settled);
      sj_arena_reset (&arena);
      g_assert_cmpuint (sj_arena_used (&arena), ==, 0);
    }
}

static void
test_fresh_arena_takes_nothing (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;

  sj_arena_reset (&arena);
  sj_arena_alloc0 (&arena, 0);
  sj_arena_dup (&arena, NULL, 0);
  sj_arena_alloc_n (&arena, 0, 16);
  g_assert_cmpuint (sj_arena_used (&arena), ==, 0);
}

static void
test_copies (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  const char bytes[] = { 1, 0, 2 };
  const char *zeros = sj_arena_alloc0 (&arena, 24);

  for (int i = 0; i < 24; i++)
    g_assert_cmpint (zeros[i], ==, 0);
  g_assert_cmpmem (sj_arena_dup (&arena, bytes, 3), 3, bytes, 3);
  g_assert_cmpstr (sj_arena_strndup (&arena, "abcdef", 3), ==, "abc");
  g_assert_cmpstr (sj_arena_strndup (&arena, NULL, 0), ==, "");
  g_assert_null (sj_arena_strdup (&arena, NULL));
  g_assert_cmpstr (sj_arena_printf (&arena, "%d of %s", 3, "five"), ==, "3 of five");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/arena/blocks-are-apart", test_blocks_are_apart);
  g_test_add_func ("/base/arena/large-block", test_large_block);
  g_test_add_func ("/base/arena/used", test_used);
  g_test_add_func ("/base/arena/reset-keeps-memory", test_reset_keeps_memory);
  g_test_add_func ("/base/arena/fresh-arena-takes-nothing", test_fresh_arena_takes_nothing);
  g_test_add_func ("/base/arena/copies", test_copies);
  return g_test_run ();
}
