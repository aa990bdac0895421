/* test-hash.c -- hashes never change, and are even enough to draw lots with. */
#include "base/sj-hash.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Released journeys drew their lots with these numbers: a test that fails here
 * is right, and the change that made it fail is wrong. */
static void
test_fixed_values (void)
{
  static const struct { uint64_t seed; const char *text; uint64_t hash; } cases[] = {
    { UINT64_C (0x0), "", UINT64_C (0x97dd2e0f66e3fa1e) },
    { UINT64_C (0x1), "", UINT64_C (0xabf430dc358f680b) },
    { UINT64_C (0xffffffffffffffff), "", UINT64_C (0xe5634129b92b6ad7) },
    { UINT64_C (0x0), "a", UINT64_C (0xd414b6e3ff3c00bd) },
    { UINT64_C (0x1), "a", UINT64_C (0xe6ff20306b26bbad) },
    { UINT64_C (0xffffffffffffffff), "a", UINT64_C (0x59e73e27815a8183) },
    { UINT64_C (0x0), "profile-1", UINT64_C (0xff67cf4185778b92) },
    { UINT64_C (0x1), "profile-1", UINT64_C (0x05236e38fedaa6eb) },
    { UINT64_C (0xffffffffffffffff), "profile-1", UINT64_C (0xcfb4f5ded07ab7d1) },
    { UINT64_C (0x0), "12345678", UINT64_C (0x6ec6a7122dcd2d6a) },
    { UINT64_C (0x0), "123456789", UINT64_C (0x6b6c105752d6be4f) },
    { UINT64_C (0x0), "Grüße aus Köln", UINT64_C (0xbe8be7f56ce8a646) },
    { UINT64_C (0x0), "a somewhat longer text, of more than three words", UINT64_C (0xf987168002b6d0f0) },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmphex (sj_hash_text (cases[i].seed, cases[i].text), ==, cases[i].hash);
  g_assert_cmphex (sj_hash_mix (0, 0), ==, UINT64_C (0xd6cb8892a926a943));
  g_assert_cmphex (sj_hash_mix (1, 2), ==, UINT64_C (0xedf201a536639173));
}

/* Where the bytes lie makes no difference. */
static void
test_alignment (void)
{
  char room[64];

  for (size_t shift = 0; shift < 8; shift++)
    {
      memcpy (room + shift, "profile-00017/node-3", 20);
      g_assert_cmphex (sj_hash_bytes (5, room + shift, 20), ==, sj_hash_text (5, "profile-00017/node-3"));
    }
}

/* Each tenth of the numbers gets a tenth of the profiles, for seeds and names
 * that differ by one. */
static void
test_units_are_even (void)
{
  enum { PROFILES = 20000, PARTS = 10 };

  for (uint64_t seed = 0; seed < 5; seed++)
    {
      double chi = 0;
      unsigned parts[PARTS] = { 0 };

      for (int i = 0; i < PROFILES; i++)
        {
          g_autofree char *name = g_strdup_printf ("profile-%05d", i);
          double unit = sj_hash_unit (sj_hash_text (seed, name));

          g_assert_true (unit >= 0 && unit < 1);
          parts[(int) (unit * PARTS)]++;
        }
      for (int i = 0; i < PARTS; i++)
        chi += pow (parts[i] - (double) PROFILES / PARTS, 2) / ((double) PROFILES / PARTS);
      g_assert_cmpfloat (chi, <, 27.9);    /* one in a thousand by chance, and the input is fixed */
    }
  g_assert_cmpfloat (sj_hash_unit (UINT64_MAX), <, 1.0);
  g_assert_cmpfloat (sj_hash_unit (0), ==, 0.0);
}

/* Two experiments over the same people are independent of each other. */
static void
test_seeds_are_independent (void)
{
  unsigned both = 0;

  for (int i = 0; i < 20000; i++)
    {
      g_autofree char *name = g_strdup_printf ("profile-%05d", i);

      both += sj_hash_unit (sj_hash_text (1, name)) < 0.5 && sj_hash_unit (sj_hash_text (2, name)) < 0.5;
    }
  g_assert_cmpint (abs ((int) both - 5000), <, 200);    /* three sigma */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/hash/fixed-values", test_fixed_values);
  g_test_add_func ("/base/hash/alignment", test_alignment);
  g_test_add_func ("/base/hash/units-are-even", test_units_are_even);
  g_test_add_func ("/base/hash/seeds-are-independent", test_seeds_are_independent);
  return g_test_run ();
}
