/* test-sms.c -- the length of an SMS in units and parts. */
#include "content/sj-sms.h"

#include <string.h>

#define EURO "\342\202\254"
#define EMOJI "\360\237\230\200"

/* The text is `head`, then `count` times `body`, then `tail`. */
static const struct
{
  const char *head, *body;
  size_t count;
  const char *tail;
  bool unicode;
  size_t units, parts, left;
  const char *culprit;
} cases[] = {
  { "", "", 0, "", false, 0, 0, 160, NULL },
  { "", "a", 1, "", false, 1, 1, 159, NULL },
  { "", "a", 160, "", false, 160, 1, 0, NULL },
  { "", "a", 161, "", false, 161, 2, 145, NULL },
  { "", "a", 306, "", false, 306, 2, 0, NULL },
  { "", "a", 307, "", false, 307, 3, 152, NULL },
  { "@$ \n\r", "\303\274", 1, "\316\251", false, 7, 1, 153, NULL },             /* ü, Ω */
  { "", EURO, 80, "", false, 160, 1, 0, NULL },
  { "", EURO, 81, "", false, 162, 2, 143, NULL },                               /* 76 fill 152 of 153 */
  { "^{}\\[~]|\f", "", 0, "", false, 18, 1, 142, NULL },
  { "", "a", 152, EURO "bbbbbbbbb", false, 163, 2, 142, NULL },                 /* the pair goes on whole */
  { "`", "", 0, "", true, 1, 1, 69, "`" },
  { "", "a", 69, "\304\215", true, 70, 1, 0, "\304\215" },                      /* č */
  { "", "a", 70, "\304\215", true, 71, 2, 63, "\304\215" },
  { "", EMOJI, 35, "", true, 70, 1, 0, EMOJI },
  { "", EMOJI, 36, "", true, 72, 2, 61, EMOJI },                                /* 33 fill 66 of 67 */
  { EURO, "a", 1, EMOJI, true, 4, 1, 66, EMOJI },                               /* € takes one in UCS-2 */
  { "\303\247", "", 0, "", true, 1, 1, 69, "\303\247" },                        /* ç is not in, Ç is */
  { "\303\207", "", 0, "", false, 1, 1, 159, NULL },
  { "a\377", "", 0, "b", true, 3, 1, 67, "\377" },
  { "\342\202", "", 0, "", true, 2, 1, 68, "\342" },
};

static void
test_measure (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (cases[i].head);
      SjSmsLength length;

      for (size_t n = 0; n < cases[i].count; n++)
        g_string_append (text, cases[i].body);
      g_string_append (text, cases[i].tail);
      length = sj_sms_measure (text->str, text->len);
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (length.unicode, ==, cases[i].unicode);
      g_assert_cmpuint (length.units, ==, cases[i].units);
      g_assert_cmpuint (length.parts, ==, cases[i].parts);
      g_assert_cmpuint (length.left, ==, cases[i].left);
      if (cases[i].culprit != NULL)
        g_assert_cmpmem (length.culprit.text, length.culprit.length, cases[i].culprit, strlen (cases[i].culprit));
      else
        g_assert_cmpuint (length.culprit.length, ==, 0);
    }
}

/* 127 characters in one unit (the escape itself is none) and ten in two. */
static void
test_alphabet (void)
{
  unsigned one = 0, two = 0;

  for (gunichar c = 0; c <= 0x10ffff; c++)
    {
      one += sj_sms_gsm_units (c) == 1;
      two += sj_sms_gsm_units (c) == 2;
    }
  g_assert_cmpuint (one, ==, 127);
  g_assert_cmpuint (two, ==, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/content/sms/measure", test_measure);
  g_test_add_func ("/content/sms/alphabet", test_alphabet);
  return g_test_run ();
}
