/* test-number.c -- each printed number reads back the same, in the fewest digits. */
#include "base/sj-number.h"

#include <float.h>
#include <math.h>
#include <string.h>

static void
test_forms (void)
{
  static const struct { double decimal; const char *json, *java, *plain; } cases[] = {
    { 0.0, "0.0", "0.0", "0" },
    { -0.0, "-0.0", "-0.0", "0" },
    { 1.0, "1.0", "1.0", "1" },
    { -1.5, "-1.5", "-1.5", "-1.5" },
    { 15.50, "15.5", "15.5", "15.5" },
    { 149.95, "149.95", "149.95", "149.95" },
    { 0.1, "0.1", "0.1", "0.1" },
    { 0.1 + 0.2, "0.30000000000000004", "0.30000000000000004", "0.30000000000000004" },
    { 1.0 / 3, "0.3333333333333333", "0.3333333333333333", "0.3333333333333333" },
    { 2.0 / 3, "0.6666666666666666", "0.6666666666666666", "0.6666666666666666" },
    { 0.001, "0.001", "0.001", "0.001" },
    { 0.0001, "0.0001", "1.0E-4", "0.0001" },
    { 0.00012, "0.00012", "1.2E-4", "0.00012" },
    { 0.000001, "0.000001", "1.0E-6", "0.000001" },
    { 0.0000001, "1.0e-7", "1.0E-7", "1e-7" },
    { 1234567.0, "1234567.0", "1234567.0", "1234567" },
    { 9999999.0, "9999999.0", "9999999.0", "9999999" },
    { 10000000.0, "10000000.0", "1.0E7", "10000000" },
    { 12345678.0, "12345678.0", "1.2345678E7", "12345678" },
    { 9007199254740991.0, "9007199254740991.0", "9.007199254740991E15", "9007199254740991" },
    { 9007199254740993.0, "9007199254740992.0", "9.007199254740992E15", "9007199254740992" },
    { 1e20, "100000000000000000000.0", "1.0E20", "100000000000000000000" },
    { 1e21, "1.0e21", "1.0E21", "1e+21" },
    { 1e22, "1.0e22", "1.0E22", "1e+22" },
    { 1e23, "1.0e23", "1.0E23", "1e+23" },
    { -1.2345e-300, "-1.2345e-300", "-1.2345E-300", "-1.2345e-300" },
    { DBL_MAX, "1.7976931348623157e308", "1.7976931348623157E308", "1.7976931348623157e+308" },
    { DBL_MIN, "2.2250738585072014e-308", "2.2250738585072014E-308", "2.2250738585072014e-308" },
    { 5e-324, "5.0e-324", "5.0E-324", "5e-324" },
    { NAN, "null", "NaN", "NaN" },
    { INFINITY, "null", "Infinity", "Infinity" },
    { -INFINITY, "null", "-Infinity", "-Infinity" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char json[SJ_NUMBER_SIZE], java[SJ_NUMBER_SIZE], plain[SJ_NUMBER_SIZE];

      g_assert_cmpuint (sj_decimal_json (cases[i].decimal, json), ==, strlen (json));
      g_assert_cmpuint (sj_decimal_java (cases[i].decimal, java), ==, strlen (java));
      g_assert_cmpuint (sj_decimal_plain (cases[i].decimal, plain), ==, strlen (plain));
      g_assert_cmpstr (json, ==, cases[i].json);
      g_assert_cmpstr (java, ==, cases[i].java);
      g_assert_cmpstr (plain, ==, cases[i].plain);
    }
}

/* The digits of a number in the form of printf ("%e"), without trailing zeros. */
static unsigned
count_digits (const char *text)
{
  unsigned count = 0, zeros = 0;

  for (; *text != '\0' && *text != 'e' && *text != 'E'; text++)
    if (g_ascii_isdigit (*text) && (*text != '0' || count > 0))
      {
        count++;
        zeros = *text == '0' ? zeros + 1 : 0;
      }
  return count - zeros;
}

/* How many the C library needs. */
static unsigned
fewest_digits (double decimal)
{
  char text[40], format[8];

  for (int precision = 0; precision < 17; precision++)
    {
      g_snprintf (format, sizeof format, "%%.%de", precision);
      g_ascii_formatd (text, sizeof text, format, decimal);
      if (g_ascii_strtod (text, NULL) == decimal)
        break;
    }
  return count_digits (text);
}

static void
check_round_trip (double decimal)
{
  static size_t (*const forms[]) (double, char *) = { sj_decimal_json, sj_decimal_java, sj_decimal_plain };

  for (size_t i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      char text[SJ_NUMBER_SIZE];
      size_t length = forms[i] (decimal, text);
      bool whole;
      int64_t integer;
      double again;

      g_assert_cmpuint (length, <, SJ_NUMBER_SIZE);
      g_assert_true (sj_number_parse (text, length, &whole, &integer, &again));
      if (whole)
        again = (double) integer;
      if (again != decimal)
        g_error ("%.17g was printed as %s and read as %.17g", decimal, text, again);
      if (i == 0 && count_digits (text) != fewest_digits (decimal))
        g_error ("%.17g has fewer digits than %s", decimal, text);
    }
}

/* Any bits, prices, and what lies next to a power of ten or two. */
static void
test_round_trips (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2025);

  for (int i = 0; i < 20000; i++)
    {
      uint64_t bits = (uint64_t) g_rand_int (rand) << 32 | g_rand_int (rand);
      double decimal;

      memcpy (&decimal, &bits, sizeof decimal);
      if (isfinite (decimal))
        check_round_trip (decimal);
      check_round_trip (g_rand_int_range (rand, 0, 10000000) / 100.0);
      check_round_trip (g_rand_double (rand) * 1e6);
      check_round_trip ((double) g_rand_int (rand) * g_rand_int (rand));
    }
  for (int power = -323; power <= 308; power++)
    {
      double decimal = pow (10, power);

      check_round_trip (decimal);
      check_round_trip (nextafter (decimal, 0));
      check_round_trip (nextafter (decimal, INFINITY));
    }
  for (int power = -1074; power < 1024; power++)
    {
      check_round_trip (ldexp (1, power));
      check_round_trip (nextafter (ldexp (1, power), 0));
    }
}

static const struct
{
  const char *text;
  size_t taken;
  bool whole;
  int64_t integer;
  double decimal;
} reads[] = {
  { "0", 1, true, 0, 0 },
  { "-0", 2, true, 0, 0 },
  { "7,", 1, true, 7, 0 },
  { "-12]", 3, true, -12, 0 },
  { "9223372036854775807", 19, true, INT64_MAX, 0 },
  { "-9223372036854775808", 20, true, INT64_MIN, 0 },
  { "9223372036854775808", 19, false, 0, 9223372036854775808.0 },
  { "-9223372036854775809", 20, false, 0, -9223372036854775808.0 },
  { "18446744073709551616", 20, false, 0, 18446744073709551616.0 },
  { "123456789012345678901234567890", 30, false, 0, 123456789012345678901234567890.0 },
  { "1.0", 3, false, 0, 1.0 },
  { "1.", 1, true, 1, 0 },
  { "1.x", 1, true, 1, 0 },
  { "1e3", 3, false, 0, 1000 },
  { "1E+3", 4, false, 0, 1000 },
  { "25e-2", 5, false, 0, 0.25 },
  { "1e", 1, true, 1, 0 },
  { "1e+", 1, true, 1, 0 },
  { "1.5e400", 7, false, 0, INFINITY },
  { "1e-400", 6, false, 0, 0 },
  { "1e99999999999999999999", 22, false, 0, INFINITY },
  { "0e99999999999999999999", 22, false, 0, 0 },
  { "0.1", 3, false, 0, 0.1 },
  { "0.30000000000000004", 19, false, 0, 0.30000000000000004 },
  { "9007199254740993.0", 18, false, 0, 9007199254740992.0 },
  { "9007199254740993.00000000000000000001", 37, false, 0, 9007199254740994.0 },
  { "0.000000000000000000000000000000000000000000000001", 50, false, 0, 1e-48 },
  { "2.2250738585072012e-308", 23, false, 0, 2.2250738585072014e-308 },
  { "", 0, false, 0, 0 },
  { "-", 0, false, 0, 0 },
  { "+1", 0, false, 0, 0 },
  { "01", 0, false, 0, 0 },
  { "-01", 0, false, 0, 0 },
  { ".5", 0, false, 0, 0 },
  { "a", 0, false, 0, 0 },
  { "NaN", 0, false, 0, 0 },
};

static void
test_read (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (reads); i++)
    {
      size_t length = strlen (reads[i].text);
      g_autofree char *exact = g_memdup2 (reads[i].text, MAX (length, 1));    /* no terminator to lean on */
      bool whole = false;
      int64_t integer = 0;
      double decimal = 0;
      size_t taken = sj_number_read (exact, exact + length, &whole, &integer, &decimal);

      g_test_message ("%s", reads[i].text);
      g_assert_cmpuint (taken, ==, reads[i].taken);
      if (taken == 0)
        continue;
      g_assert_cmpint (whole, ==, reads[i].whole);
      g_assert_cmpint (integer, ==, reads[i].integer);
      g_assert_cmpfloat (decimal, ==, reads[i].decimal);
    }
}

static void
test_parse (void)
{
  static const char *const good[] = { "0", "7", "007", "+7", "-7", "-007", "+007", "1.50", "1e3", "-0.5E-2" };
  static const char *const bad[] = { "",   "+",  "-",   "+-1", "--1", "1 ",   " 1",  "1.", ".5",
                                     "1e", "0x", "0x1", "inf", "nan", "1,5",  "1_0", "٣",  "1.2.3" };
  bool whole;
  int64_t integer;
  double decimal;

  for (size_t i = 0; i < G_N_ELEMENTS (good); i++)
    if (!sj_number_parse (good[i], strlen (good[i]), &whole, &integer, &decimal))
      g_error ("%s is a number", good[i]);
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    if (sj_number_parse (bad[i], strlen (bad[i]), &whole, &integer, &decimal))
      g_error ("\"%s\" is no number", bad[i]);

  g_assert_true (sj_number_parse ("-007", 4, &whole, &integer, &decimal));
  g_assert_true (whole);
  g_assert_cmpint (integer, ==, -7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/number/forms", test_forms);
  g_test_add_func ("/base/number/round-trips", test_round_trips);
  g_test_add_func ("/base/number/read", test_read);
  g_test_add_func ("/base/number/parse", test_parse);
  return g_test_run ();
}
