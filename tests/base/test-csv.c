/* test-csv.c -- what a cell looks like, and that it reads back as what it was. */
#include "base/sj-csv.h"

#include <math.h>

static void
assert_cells (SjBuffer *buffer, const char *want)
{
  g_assert_cmpstr (sj_buffer_text (buffer), ==, want);
  sj_buffer_reset (buffer);
}

static void
test_text (void)
{
  static const struct { const char *text, *want; } cases[] = {
    { "Wait", "Wait\r\n" },
    { "", "\r\n" },
    { NULL, "\r\n" },
    { "a b;c", "a b;c\r\n" },
    { "a,b", "\"a,b\"\r\n" },
    { "say \"yes\"", "\"say \"\"yes\"\"\"\r\n" },
    { "two\nlines", "\"two\nlines\"\r\n" },
    { "cr\rhere", "\"cr\rhere\"\r\n" },
    { "=1+1", "'=1+1\r\n" },
    { "+49", "'+49\r\n" },
    { "-5 %", "'-5 %\r\n" },
    { "@SUM(A1)", "'@SUM(A1)\r\n" },
    { "=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\"\r\n" },
    { "Größe → 2", "Größe → 2\r\n" },
    { "a=b", "a=b\r\n" },
  };
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SjCsv csv = { &buffer };

      sj_csv_text (&csv, cases[i].text);
      sj_csv_end (&csv);
      assert_cells (&buffer, cases[i].want);
    }
}

static void
test_row (void)
{
  static const char *const head[] = { "step", "of, all", NULL };
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;
  SjCsv csv = { &buffer };

  sj_csv_head (&csv, head);
  sj_csv_empty (&csv);
  sj_csv_count (&csv, UINT64_MAX);
  sj_csv_number (&csv, -0.125);
  sj_csv_number (&csv, 20);
  sj_csv_number (&csv, (double) NAN);
  sj_csv_time (&csv, INT64_C (1767225600) * 1000);
  sj_csv_empty (&csv);
  sj_csv_end (&csv);
  assert_cells (&buffer, "step,\"of, all\"\r\n,18446744073709551615,-0.125,20,,2026-01-01T00:00:00Z,\r\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/text", test_text);
  g_test_add_func ("/csv/row", test_row);
  return g_test_run ();
}
