/* test-buffer.c -- text grows, and stops at its limit for good. */
#include "base/sj-buffer.h"

static void
test_append (void)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
  g_autofree char *text = NULL;

  sj_buffer_append (&buffer, "a");
  sj_buffer_append_c (&buffer, 'b');
  sj_buffer_append_n (&buffer, "cde", 2);
  sj_buffer_append_n (&buffer, NULL, 0);
  sj_buffer_printf (&buffer, "-%d-", 7);
  sj_buffer_unichar (&buffer, 0x20ac);
  sj_buffer_integer (&buffer, INT64_MIN);
  sj_buffer_integer (&buffer, 0);
  sj_buffer_integer (&buffer, INT64_MAX);
  g_assert_cmpstr (sj_buffer_text (&buffer), ==, "abcd-7-€-922337203685477580809223372036854775807");

  text = sj_buffer_steal (&buffer);
  g_assert_cmpuint (buffer.length, ==, 0);
  g_assert_cmpstr (sj_buffer_text (&buffer), ==, "");
  sj_buffer_append (&buffer, "again");
  g_assert_cmpstr (sj_buffer_text (&buffer), ==, "again");
}

static void
test_empty (void)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
  g_autofree char *text = sj_buffer_steal (&buffer);

  g_assert_cmpstr (text, ==, "");
}

static void
test_growth (void)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  for (int i = 0; i < 100000; i++)
    sj_buffer_append_c (&buffer, (char) ('a' + i % 26));
  g_assert_cmpuint (buffer.length, ==, 100000);
  for (int i = 0; i < 100000; i++)
    g_assert_cmpint (buffer.text[i], ==, 'a' + i % 26);
}

/* A piece that does not fit is left out whole, and so is all that follows: a text
 * that was cut has no hole in it. */
static void
test_limit (void)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  buffer.limit = 10;
  sj_buffer_append (&buffer, "12345678");
  g_assert_false (buffer.full);
  sj_buffer_append (&buffer, "9ab");
  g_assert_true (buffer.full);
  sj_buffer_append (&buffer, "9");
  g_assert_cmpstr (sj_buffer_text (&buffer), ==, "12345678");

  sj_buffer_reset (&buffer);
  g_assert_false (buffer.full);
  sj_buffer_append (&buffer, "0123456789");
  g_assert_false (buffer.full);
  g_assert_cmpstr (sj_buffer_text (&buffer), ==, "0123456789");
  sj_buffer_append_c (&buffer, 'x');
  g_assert_true (buffer.full);
  g_assert_cmpuint (buffer.length, ==, 10);
}

static void
test_reserve_refuses_the_impossible (void)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  sj_buffer_append (&buffer, "abc");
  g_assert_false (sj_buffer_reserve (&buffer, SIZE_MAX));
  g_assert_true (buffer.full);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/buffer/append", test_append);
  g_test_add_func ("/base/buffer/empty", test_empty);
  g_test_add_func ("/base/buffer/growth", test_growth);
  g_test_add_func ("/base/buffer/limit", test_limit);
  g_test_add_func ("/base/buffer/reserve-refuses-the-impossible", test_reserve_refuses_the_impossible);
  return g_test_run ();
}
