/* test-diag.c -- findings are kept and counted, places and near names are found. */
#include "base/sj-diag.h"

#include <string.h>

static void
test_findings (void)
{
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjDiag *diag;

  g_assert_cmpuint (sj_diags_count (&diags), ==, 0);
  g_assert_false (sj_diags_failed (&diags));

  diag = sj_diags_add (&diags, SJ_SEVERITY_WARNING, "odd", 3, 5, "This is %s.", "odd");
  diag->node = g_strdup ("wait-1");
  diag->fix = g_strdup ("even");
  g_assert_cmpstr (diag->text, ==, "This is odd.");
  g_assert_false (sj_diags_failed (&diags));

  diag = sj_diags_add (&diags, SJ_SEVERITY_ERROR, "wrong", 9, 2, "This is wrong.");
  g_assert_cmpuint (diag->end, ==, 9);    /* never before its beginning */
  g_assert_true (sj_diags_failed (&diags));
  g_assert_cmpuint (sj_diags_count (&diags), ==, 2);
  g_assert_cmpuint (sj_diags_number (&diags, SJ_SEVERITY_WARNING), ==, 1);
  g_assert_cmpuint (sj_diags_number (&diags, SJ_SEVERITY_HINT), ==, 0);
  g_assert_cmpstr (sj_diags_get (&diags, 1)->code, ==, "wrong");

  sj_diags_reset (&diags);
  g_assert_cmpuint (sj_diags_count (&diags), ==, 0);
  g_assert_false (sj_diags_failed (&diags));
}

static void
test_severity_names (void)
{
  g_assert_cmpstr (sj_severity_name (SJ_SEVERITY_HINT), ==, "hint");
  g_assert_cmpstr (sj_severity_name (SJ_SEVERITY_WARNING), ==, "warning");
  g_assert_cmpstr (sj_severity_name (SJ_SEVERITY_ERROR), ==, "error");
}

static void
test_position (void)
{
  static const struct { const char *text; size_t offset; unsigned line, column; } cases[] = {
    { "", 0, 1, 1 },
    { "abc", 0, 1, 1 },
    { "abc", 2, 1, 3 },
    { "abc", 3, 1, 4 },
    { "abc", 99, 1, 4 },          /* the end is as far as one gets */
    { "a\nb", 1, 1, 2 },
    { "a\nb", 2, 2, 1 },
    { "a\n\nb", 3, 3, 1 },
    { "äöü€x", 9, 1, 5 },         /* characters, not bytes */
    { "€\n€b", 7, 2, 2 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      unsigned line, column;

      sj_text_position (cases[i].text, strlen (cases[i].text), cases[i].offset, &line, &column);
      g_test_message ("%zu: %s", i, cases[i].text);
      g_assert_cmpuint (line, ==, cases[i].line);
      g_assert_cmpuint (column, ==, cases[i].column);
    }
}

static void
test_nearest (void)
{
  static const char *const known[] = { "firstName", "lastName", "email", "sku", "x", "priceTotal", "age" };
  static const struct { const char *name, *nearest; } cases[] = {
    { "firstname", "firstName" },
    { "fristName", "firstName" },
    { "frstName", "firstName" },
    { "lastNames", "lastName" },
    { "eMail", "email" },
    { "priceTotl", "priceTotal" },
    { "totalPrice", NULL },
    { "sko", "sku" },
    { "skuuu", NULL },
    { "agee", "age" },
    { "X", "x" },
    { "y", NULL },                /* one letter resembles any other */
    { "", NULL },
    { "phone", NULL },
  };
  g_autofree char *very_long = g_strnfill (500, 'a');

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (sj_nearest (cases[i].name, known, G_N_ELEMENTS (known)), ==, cases[i].nearest);
  g_assert_null (sj_nearest ("name", NULL, 0));
  g_assert_null (sj_nearest (very_long, (const char *const[]) { very_long }, 1));
  g_assert_null (sj_nearest ("aaaa", (const char *const[]) { very_long }, 1));
}

/* Of two that are as near, the first. */
static void
test_nearest_is_stable (void)
{
  static const char *const known[] = { "cost", "cast" };

  g_assert_cmpstr (sj_nearest ("cxst", known, 2), ==, "cost");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/diag/findings", test_findings);
  g_test_add_func ("/base/diag/severity-names", test_severity_names);
  g_test_add_func ("/base/diag/position", test_position);
  g_test_add_func ("/base/diag/nearest", test_nearest);
  g_test_add_func ("/base/diag/nearest-is-stable", test_nearest_is_stable);
  return g_test_run ();
}
