/* test-locale.c -- numbers and amounts in the manner of countries. */
#include "base/sj-locale.h"

#include <math.h>

static const struct { double number; const char *locale; const char *want; const char *amount; } table[] = {
  { 56, "en_GB", "56", "£56.00" },
  { 1234.5, "en_US", "1,234.5", "$1,234.50" },
  { 123456.789, "en_US", "123,456.789", "$123,456.79" },
  { -1234.5, "en_US", "-1,234.5", "-$1,234.50" },
  { 0, "en_US", "0", "$0.00" },
  { 0.125, "en_US", "0.125", "$0.12" },
  { 0.375, "en_US", "0.375", "$0.38" },
  { 2.0625, "en_US", "2.062", "$2.06" },
  { 1e15, "en_US", "1,000,000,000,000,000", "$1,000,000,000,000,000.00" },
  { 1234.5, "de_DE", "1.234,5", "1.234,50\302\240€" },
  { 1234.5, "de-DE", "1.234,5", "1.234,50\302\240€" },
  { 1234.5, "fr_FR", "1\342\200\257234,5", "1\342\200\257234,50\302\240€" },
  { 12345.5, "es_ES", "12.345,5", "12.345,50\302\240€" },
  { 1234567.891, "en_IN", "12,34,567.891", "₹12,34,567.89" },
  { 1234.5, "ja_JP", "1,234.5", "￥1,234" },
  { 1234.5, "de_CH", "1’234.5", "CHF\302\2401’234.50" },
  { 1234.5, "pt_BR", "1.234,5", "R$\302\2401.234,50" },
  { 5, "en_NO", "5", "NOK\302\2405.00" },
  { 2.345, "en_US", "2.345", "$2.35" },      /* stored as a little more */
  { 1.005, "en_US", "1.005", "$1.00" },      /* stored as a little less */
  { 0.125, "en_US", "0.125", "$0.12" },      /* a tie goes to the even digit */
  { 1.0015, "en_US", "1.002", "$1.00" },
  { 1.0045, "en_US", "1.004", "$1.00" },
};

static void
test_numbers (void)
{
  for (int round = 0; round < 2; round++)    /* more locales than are kept */
    for (size_t i = 0; i < G_N_ELEMENTS (table); i++)
      {
        g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

        g_assert_true (sj_locale_number (&buffer, sj_value_decimal (table[i].number), table[i].locale));
        g_assert_cmpstr (sj_buffer_text (&buffer), ==, table[i].want);
        sj_buffer_reset (&buffer);
        g_assert_true (sj_locale_currency (&buffer, sj_value_decimal (table[i].number), table[i].locale));
        g_assert_cmpstr (sj_buffer_text (&buffer), ==, table[i].amount);
      }
}

static void
test_integers (void)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  g_assert_true (sj_locale_number (&buffer, sj_value_integer (INT64_MAX), "en_US"));
  sj_buffer_append_c (&buffer, ' ');
  g_assert_true (sj_locale_currency (&buffer, sj_value_integer (INT64_MIN), "en_US"));
  g_assert_cmpstr (sj_buffer_text (&buffer), ==, "9,223,372,036,854,775,807 -$9,223,372,036,854,775,808.00");
}

static void
test_far (void)
{
  static const double far[] = { 1.7976931348623157e308, -1.7976931348623157e308, 5e-324, HUGE_VAL, -HUGE_VAL, NAN };
  static const char *const locales[] = { "en_US", "en_IN", "ar_EG", "de_DE" };

  for (size_t i = 0; i < G_N_ELEMENTS (far); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (locales); j++)
      {
        g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

        g_assert_true (sj_locale_number (&buffer, sj_value_decimal (far[i]), locales[j]));
        g_assert_true (sj_locale_currency (&buffer, sj_value_decimal (far[i]), locales[j]));
        g_assert_true (g_utf8_validate (buffer.text, (gssize) buffer.length, NULL));
      }
}

static void
test_unknown (void)
{
  static const char *const bad[] = { "", "xx_YY", "english", "en_US@currency=EUR", "en_QQ",
                                     "C", "POSIX", "de_DE.UTF-8" };
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (sj_locale_known (bad[i]));
      g_assert_false (sj_locale_number (&buffer, sj_value_decimal (1), bad[i]));
      g_assert_false (sj_locale_currency (&buffer, sj_value_decimal (1), bad[i]));
    }
  g_assert_true (sj_locale_known ("de"));
  g_assert_true (sj_locale_number (&buffer, sj_value_decimal (1), "de"));
  g_assert_false (sj_locale_currency (&buffer, sj_value_decimal (1), "de"));    /* whose currency? */
  g_assert_cmpstr (sj_buffer_text (&buffer), ==, "1");
}

static gpointer
format_cb (gpointer data)
{
  for (int round = 0; round < 200; round++)
    for (size_t i = 0; i < 4; i++)
      {
        g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

        g_assert_true (sj_locale_currency (&buffer, sj_value_decimal (table[i].number), table[i].locale));
        g_assert_cmpstr (sj_buffer_text (&buffer), ==, table[i].amount);
      }
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[3];

  for (size_t i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("format", format_cb, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/locale/numbers", test_numbers);
  g_test_add_func ("/locale/integers", test_integers);
  g_test_add_func ("/locale/far", test_far);
  g_test_add_func ("/locale/unknown", test_unknown);
  g_test_add_func ("/locale/threads", test_threads);
  return g_test_run ();
}
