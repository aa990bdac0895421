/* test-functions.c -- every function by its rules, and against anything.
 *
 * Arguments are written as JSON; a text that begins with D: L: T: or U: stands for
 * a date, a local time, a date and time with zone or a duration.  Results are
 * written the same way, failures as their code.
 */
#include "base/sj-json.h"
#include "base/sj-time.h"
#include "lang/sj-builtin.h"
#include "lang/sj-text.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *args;
  const char *want;
  const char *now;      /* NULL: 2024-02-29T12:00:00Z */
} Case;

static SjValue
read_special (SjArena *arena, SjValue text)
{
  const char *at = text.text + 2;
  size_t length = text.length - 2;
  SjMoment moment;
  int64_t whole;
  int32_t nanos;

  switch (text.text[0])
    {
    case 'D':
      g_assert_true (sj_date_parse (at, length, &whole));
      return sj_value_date (whole);
    case 'L':
      g_assert_true (sj_local_parse (at, length, &whole, &nanos));
      return sj_value_local (whole, (uint32_t) nanos);
    case 'T':
      g_assert_true (sj_moment_parse (at, length, &moment));
      return sj_value_moment (arena, moment);
    case 'U':
      g_assert_true (sj_duration_parse (at, length, &whole, &nanos));
      return sj_value_duration (whole, (uint32_t) nanos);
    default:
      return text;
    }
}

static SjValue
read_value (SjArena *arena, SjValue value)
{
  SjValue *items;

  if (value.type == SJ_TEXT && value.length > 2 && value.text[1] == ':')
    return read_special (arena, value);
  if (value.type != SJ_LIST)
    return value;
  items = sj_arena_new_n (arena, SjValue, value.length);
  for (uint32_t i = 0; i < value.length; i++)
    items[i] = read_value (arena, value.items[i]);
  return sj_value_list (items, value.length);
}

static SjValue
read_args (SjArena *arena, const char *text)
{
  SjValue args;
  GError *error = NULL;

  sj_json_read (arena, NULL, text, strlen (text), &args, &error);
  g_assert_no_error (error);
  return read_value (arena, args);
}

static void
write_result (GString *out, SjValue value, SjDialect dialect)
{
  static const char letters[SJ_N_TYPES] = {
    [SJ_DATE] = 'D', [SJ_LOCAL] = 'L', [SJ_MOMENT] = 'T', [SJ_DURATION] = 'U',
  };
  SjBuffer buffer = SJ_BUFFER_INIT;

  if (value.type == SJ_LIST)
    {
      g_string_append_c (out, '[');
      for (uint32_t i = 0; i < value.length; i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          write_result (out, value.items[i], dialect);
        }
      g_string_append_c (out, ']');
      return;
    }
  if (letters[value.type] == '\0')
    sj_json_write (&buffer, value, SJ_JSON_COMPACT);
  else
    {
      g_string_append_printf (out, "%c:", letters[value.type]);
      if (dialect == SJ_EXPRESSION)
        sj_time_write_iso (&buffer, value);
      else
        sj_time_write_short (&buffer, value);
    }
  g_string_append (out, sj_buffer_text (&buffer));
  sj_buffer_clear (&buffer);
}

/* As the runner calls it. */
static bool
call (SjDialect dialect, const SjBuiltin *function, SjEval *eval, SjValue *args, unsigned count, SjValue *result)
{
  *result = sj_null;
  for (unsigned i = 0; i < count; i++)
    {
      if (args[i].type != SJ_NULL)
        continue;
      if (dialect == SJ_EXPRESSION && sj_builtin_parameter (function, count, i) == '[')
        args[i] = sj_value_list (NULL, 0);
      else if (function->nulls != SJ_NULLS_PASS)
        {
          *result = function->nulls == SJ_NULLS_FALSE ? sj_value_bool (false) : sj_null;
          return true;
        }
    }
  return function->call (eval, args, count, result);
}

static char *
run_case (SjDialect dialect, const Case *test)
{
  const SjBuiltin *function = sj_builtin_find (dialect, test->name, strlen (test->name));
  const char *now = test->now ? test->now : "2024-02-29T12:00:00Z";
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  GString *out = g_string_new (NULL);
  SjValue args, result;
  SjEval eval;

  g_assert_nonnull (function);
  args = read_args (&arena, test->args);
  g_assert_true (sj_builtin_accepts (function, args.length));
  sj_eval_init (&eval, &arena);
  g_assert_true (sj_moment_parse (now, strlen (now), &eval.now));
  if (call (dialect, function, &eval, (SjValue *) args.items, args.length, &result))
    {
      g_assert_null (eval.error.code);
      write_result (out, result, dialect);
    }
  else
    {
      g_assert_nonnull (eval.error.text);
      g_assert_null (strchr (eval.error.text, '!'));
      g_string_append (out, eval.error.code);
    }
  sj_eval_clear (&eval);
  return g_string_free (out, FALSE);
}

static void
run_cases (SjDialect dialect, const Case *cases, size_t count)
{
  for (size_t i = 0; i < count; i++)
    {
      g_autofree char *got = run_case (dialect, &cases[i]);

      if (strcmp (got, cases[i].want) != 0)
        {
          g_test_message ("%s %s: got %s, wanted %s", cases[i].name, cases[i].args, got, cases[i].want);
          g_test_fail ();
        }
    }
}

static const Case expression_aggregates[] = {
  { "avg", "[[10, 3, 8]]", "7.0" },
  { "avg", "[10.2, 3]", "6.6" },
  { "avg", "[[]]", "null" },
  { "avg", "[null]", "null" },
  { "avg", "[[null, 2, null, 4]]", "3.0" },
  { "avg", "[null, 4]", "4.0" },
  { "avg", "[[9223372036854775807, 9223372036854775807]]", "9223372036854776000.0" },
  { "avg", "[[\"a\"]]", "type" },
  { "avg", "[\"a\"]", "type" },
  { "count", "[[10, 2, 10, null]]", "3" },
  { "count", "[null]", "0" },
  { "count", "[[{\"a\": 1}, {}]]", "2" },
  { "countOnlyNull", "[[null, 1, null]]", "2" },
  { "countOnlyNull", "[[]]", "0" },
  { "countWithNull", "[[null]]", "1" },
  { "countWithNull", "[null]", "0" },
  { "distinctCount", "[[10, 2, 10, null]]", "2" },
  { "distinctCount", "[[10, 10.0, \"10\"]]", "2" },
  { "distinctCount", "[[{\"a\": 1, \"b\": 2}, {\"b\": 2, \"a\": 1.0}, {\"a\": 1}]]", "2" },
  { "distinctCount", "[[{\"a\": 1, \"b\": 2}, {\"b\": 2}, {\"a\": 1}], \"a\"]", "1" },
  { "distinctCount", "[[1], \"a\"]", "type" },
  { "distinctCountWithNull", "[[10, 2, 10, null, null]]", "3" },
  { "distinctCountWithNull", "[[1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 10, 1, null, 2, null]]", "11" },
  { "max", "[[10, null, 8]]", "10" },
  { "max", "[[2.5, 1]]", "2.5" },
  { "max", "[[3, 2.5]]", "3.0" },
  { "max", "[9, 5]", "9" },
  { "max", "[null, 5]", "5" },
  { "max", "[[]]", "null" },
  { "max", "[[null]]", "null" },
  { "max", "[[\"U:PT1H\", \"U:PT59M\"]]", "U:PT1H" },
  { "max", "[[\"T:2024-01-01T00:00:00+02:00\", \"T:2023-12-31T23:00:00Z\"]]", "T:2023-12-31T23:00:00Z" },
  { "max", "[[\"D:2024-01-01\", \"L:2024-01-01T00:00:00\"]]", "type" },
  { "max", "[[true]]", "type" },
  { "max", "[[9007199254740993, 9007199254740992]]", "9007199254740993" },
  { "min", "[[10, null, 8]]", "8" },
  { "min", "[\"L:2024-01-01T00:00:00\", \"L:2023-01-01T00:00:00\"]", "L:2023-01-01T00:00:00" },
  { "min", "[-0.5, 7]", "-0.5" },
  { "sum", "[[10, 3, 8]]", "21" },
  { "sum", "[[10, 0.5]]", "10.5" },
  { "sum", "[1, 2]", "3" },
  { "sum", "[null]", "0" },
  { "sum", "[[null]]", "0" },
  { "sum", "[[9223372036854775807, 1]]", "overflow" },
  { "sum", "[[9223372036854775807, 1, -1]]", "9223372036854775807" },
  { "sum", "[[1e308, 1e308]]", "overflow" },
  { "sum", "[[\"1\"]]", "type" },
};

static const Case expression_conversions[] = {
  { "toBool", "[\"true\"]", "true" },
  { "toBool", "[\"TRUE\"]", "false" },
  { "toBool", "[\"\"]", "false" },
  { "toBool", "[0]", "false" },
  { "toBool", "[0.0]", "false" },
  { "toBool", "[-0.1]", "true" },
  { "toBool", "[false]", "false" },
  { "toBool", "[null]", "null" },
  { "toBool", "[[]]", "type" },
  { "toDateOnly", "[\"2023-08-18\"]", "D:2023-08-18" },
  { "toDateOnly", "[\"2023-08-18T23:30:00-05:00\"]", "D:2023-08-18" },
  { "toDateOnly", "[\"2023-08-18T23:30:00\"]", "D:2023-08-18" },
  { "toDateOnly", "[\"2023-02-30\"]", "null" },
  { "toDateOnly", "[\"\"]", "null" },
  { "toDateOnly", "[\"T:2023-08-18T23:30:00-05:00\"]", "D:2023-08-18" },
  { "toDateOnly", "[\"T:1969-12-31T23:59:59Z\"]", "D:1969-12-31" },
  { "toDateOnly", "[\"L:1969-12-31T23:59:59\"]", "D:1969-12-31" },
  { "toDateOnly", "[-1]", "D:1969-12-31" },
  { "toDateOnly", "[1560762190189]", "D:2019-06-17" },
  { "toDateOnly", "[9223372036854775807]", "null" },
  { "toDateOnly", "[2024, 2, 29]", "D:2024-02-29" },
  { "toDateOnly", "[2023, 2, 29]", "null" },
  { "toDateOnly", "[2023, 4294967298, 1]", "null" },
  { "toDateOnly", "[2023, null, 1]", "null" },
  { "toDateOnly", "[true]", "type" },
  { "toDateTime", "[\"2023-12-03T15:15:30.123+02:00\"]", "T:2023-12-03T15:15:30.123+02:00" },
  { "toDateTime", "[\"2023-12-03T15:15:30+01:00[Europe/Paris]\"]", "T:2023-12-03T15:15:30+01:00" },
  { "toDateTime", "[\"2023-12-03T15:15:30\"]", "null" },
  { "toDateTime", "[\"2023-12-03\"]", "null" },
  { "toDateTime", "[1560762190189]", "T:2019-06-17T09:03:10.189Z" },
  { "toDateTime", "[-1]", "T:1969-12-31T23:59:59.999Z" },
  { "toDateTime", "[9223372036854775807]", "null" },
  { "toDateTime", "[\"Europe/Paris\", \"D:2023-08-18\"]", "T:2023-08-18T00:00:00+02:00" },
  { "toDateTime", "[\"D:2023-01-18\", \"Europe/Paris\"]", "T:2023-01-18T00:00:00+01:00" },
  { "toDateTime", "[\"Europe/Paris\", \"2023-01-18\"]", "T:2023-01-18T00:00:00+01:00" },
  { "toDateTime", "[\"Europe/Paris\", \"no date\"]", "null" },
  { "toDateTime", "[\"Europe/Paris\", \"L:2024-03-31T02:30:00\"]", "T:2024-03-31T03:30:00+02:00" },
  { "toDateTime", "[\"Europe/Paris\", \"L:2024-10-27T02:30:00\"]", "T:2024-10-27T02:30:00+02:00" },
  { "toDateTime", "[\"Europe/Paris\", null]", "null" },
  { "toDateTime", "[\"Europe/Paris\", \"T:2024-10-27T02:30:00Z\"]", "type" },
  { "toDateTime", "[\"Nowhere\", \"D:2024-10-27\"]", "type" },
  { "toDateTime", "[1.5]", "type" },
  { "toDateTimeOnly", "[\"2023-08-18\"]", "L:2023-08-18T00:00:00" },
  { "toDateTimeOnly", "[\"2023-08-18T09:46:06-07:00\"]", "L:2023-08-18T09:46:06" },
  { "toDateTimeOnly", "[\"2023-99-99\"]", "null" },
  { "toDateTimeOnly", "[\"T:2023-08-18T23:17:59.5+02:00\"]", "L:2023-08-18T23:17:59.5" },
  { "toDateTimeOnly", "[5]", "type" },
  { "toDecimal", "[\"4.0\"]", "4.0" },
  { "toDecimal", "[\"4\"]", "4.0" },
  { "toDecimal", "[\"-1e3\"]", "-1000.0" },
  { "toDecimal", "[\"four\"]", "null" },
  { "toDecimal", "[\"1e999\"]", "null" },
  { "toDecimal", "[\"\"]", "null" },
  { "toDecimal", "[3]", "3.0" },
  { "toDecimal", "[false]", "0.0" },
  { "toDecimal", "[\"T:1970-01-01T00:00:01.5Z\"]", "1500.0" },
  { "toDecimal", "[\"D:1970-01-01\"]", "type" },
  { "toDuration", "[\"pt1.5s\"]", "U:PT1.5S" },
  { "toDuration", "[\"PT1,5S\"]", "U:PT1.5S" },
  { "toDuration", "[\"P1Y\"]", "null" },
  { "toDuration", "[\"\"]", "null" },
  { "toDuration", "[-500]", "U:PT-0.5S" },
  { "toDuration", "[172800000]", "U:PT48H" },
  { "toDuration", "[1.5]", "type" },
  { "toInteger", "[\"4\"]", "4" },
  { "toInteger", "[\"-4\"]", "-4" },
  { "toInteger", "[\"1.5\"]", "null" },
  { "toInteger", "[\"9223372036854775808\"]", "null" },
  { "toInteger", "[\"-9223372036854775808\"]", "-9223372036854775808" },
  { "toInteger", "[-1.9]", "-1" },
  { "toInteger", "[1e30]", "null" },
  { "toInteger", "[true]", "1" },
  { "toInteger", "[\"T:1969-12-31T23:59:59.999Z\"]", "-1" },
  { "toInteger", "[[]]", "type" },
  { "toString", "[7.0]", "\"7.0\"" },
  { "toString", "[0.0001]", "\"1.0E-4\"" },
  { "toString", "[12345678.0]", "\"1.2345678E7\"" },
  { "toString", "[-0]", "\"0\"" },
  { "toString", "[true]", "\"true\"" },
  { "toString", "[\"D:2024-01-05\"]", "\"2024-01-05\"" },
  { "toString", "[\"L:2024-01-05T10:00:00.250\"]", "\"2024-01-05T10:00:00.25\"" },
  { "toString", "[\"T:2024-01-05T01:00:00+02:00\"]", "\"2024-01-04T23:00:00Z\"" },
  { "toString", "[\"U:PT1.52S\"]", "\"PT1.52S\"" },
  { "toString", "[\"U:-PT6H3M\"]", "\"PT-6H-3M\"" },
  { "toString", "[null]", "null" },
  { "toString", "[[1]]", "type" },
  { "date", "[\"2021-02-19\"]", "D:2021-02-19" },
  { "date", "[\"2024-02-19T08:30:00\"]", "L:2024-02-19T08:30:00" },
  { "date", "[\"2024-02-19T08:30:00Z\"]", "T:2024-02-19T08:30:00Z" },
  { "date", "[\"2024-02-19T08.30.000Z\"]", "null" },
  { "date", "[5]", "type" },
  { "toTimeZone", "[\"Europe/Paris\"]", "\"Europe/Paris\"" },
};

static const Case expression_dates[] = {
  { "now", "[]", "T:2024-02-29T12:00:00Z" },
  { "now", "[]", "T:2024-02-29T10:00:00Z", "2024-02-29T12:00:00+02:00" },
  { "now", "[]", "T:2024-02-29T11:00:00Z", "2024-02-29T12:00:00+01:00[Europe/Paris]" },
  { "now", "[\"Asia/Tokyo\"]", "T:2024-02-29T21:00:00+09:00" },
  { "now", "[\"+05:30\"]", "T:2024-02-29T17:30:00+05:30" },
  { "now", "[\"Nowhere\"]", "type" },
  { "currentTimeInMillis", "[]", "1544712617131", "2018-12-13T14:50:17.131Z" },
  { "nowWithDelta", "[-2, \"hours\"]", "T:2024-02-29T10:00:00Z" },
  { "nowWithDelta", "[1, \"years\"]", "T:2025-02-28T12:00:00Z" },
  { "nowWithDelta", "[-12, \"months\"]", "T:2023-02-28T12:00:00Z" },
  { "nowWithDelta", "[1, \"months\"]", "T:2024-02-29T12:00:00Z", "2024-01-31T12:00:00Z" },
  { "nowWithDelta", "[1, \"days\", \"Europe/Paris\"]", "T:2024-03-31T12:00:00+02:00", "2024-03-30T11:00:00Z" },
  { "nowWithDelta", "[24, \"hours\", \"Europe/Paris\"]", "T:2024-03-31T13:00:00+02:00", "2024-03-30T11:00:00Z" },
  { "nowWithDelta", "[1, \"days\", \"Europe/Paris\"]", "T:2024-03-31T03:30:00+02:00", "2024-03-30T01:30:00Z" },
  { "nowWithDelta", "[0, \"seconds\"]", "T:2024-02-29T12:00:00Z" },
  { "nowWithDelta", "[1, \"weeks\"]", "type" },
  { "nowWithDelta", "[1, \"Days\"]", "type" },
  { "nowWithDelta", "[null, \"days\"]", "null" },
  { "nowWithDelta", "[9223372036854775807, \"years\"]", "overflow" },
  { "nowWithDelta", "[9223372036854775807, \"seconds\"]", "overflow" },
  { "nowWithDelta", "[-9223372036854775808, \"days\"]", "overflow" },
  { "nowWithDelta", "[1.0, \"days\"]", "type" },
  { "inLastHours", "[\"T:2024-02-29T11:00:00Z\", 1]", "true" },
  { "inLastHours", "[\"T:2024-02-29T12:00:00Z\", 1]", "true" },
  { "inLastHours", "[\"T:2024-02-29T12:00:00.001Z\", 1]", "false" },
  { "inLastHours", "[\"T:2024-02-29T10:59:59.999Z\", 1]", "false" },
  { "inLastHours", "[\"T:2024-02-29T12:30:00+01:00\", 1]", "true" },
  { "inLastHours", "[\"T:2024-02-29T12:00:00Z\", 0]", "true" },
  { "inLastHours", "[\"T:2024-02-29T12:30:00Z\", -1]", "false" },
  { "inLastHours", "[\"T:1200-02-28T12:30:00Z\", 9223372036854775807]", "true" },
  { "inLastHours", "[\"T:1200-02-28T12:30:00Z\", -9223372036854775808]", "false" },
  { "inLastHours", "[\"T:3000-02-28T12:30:00Z\", 9223372036854775807]", "false" },
  { "inLastHours", "[null, 1]", "null" },
  { "inLastHours", "[\"T:2024-02-29T12:00:00Z\", null]", "null" },
  { "inLastHours", "[\"2024-02-29T12:00:00Z\", 1]", "type" },
  { "inLastHours", "[\"T:2024-02-29T12:00:00Z\", 1.0]", "type" },
  { "inLastDays", "[\"T:2024-02-28T12:00:00Z\", 1]", "true" },
  { "inLastDays", "[\"T:2024-02-28T11:59:59Z\", 1]", "false" },
  { "inLastMonths", "[\"T:2024-02-29T12:00:00Z\", 1]", "true", "2024-03-31T12:00:00Z" },
  { "inLastMonths", "[\"T:2024-02-29T11:59:59Z\", 1]", "false", "2024-03-31T12:00:00Z" },
  { "inLastYears", "[\"T:2023-02-28T12:00:00Z\", 1]", "true" },
  { "inLastYears", "[\"T:2023-02-28T11:59:59Z\", 1]", "false" },
  { "inNextHours", "[\"T:2024-02-29T13:00:00Z\", 1]", "true" },
  { "inNextHours", "[\"T:2024-02-29T13:00:00.5Z\", 1]", "false" },
  { "inNextHours", "[\"T:2024-02-29T11:59:59Z\", 1]", "false" },
  { "inNextDays", "[\"T:2024-03-01T12:00:00Z\", 1]", "true" },
  { "inNextDays", "[\"T:2024-03-01T12:00:01Z\", 1]", "false" },
  { "inNextMonths", "[\"T:2024-02-29T12:00:00Z\", 1]", "true", "2024-01-31T12:00:00Z" },
  { "inNextMonths", "[\"T:2024-03-01T00:00:00Z\", 1]", "false", "2024-01-31T12:00:00Z" },
  { "inNextYears", "[\"T:2025-02-28T12:00:00Z\", 1]", "true" },
  { "inNextYears", "[\"T:9999-02-28T12:00:00Z\", 9223372036854775807]", "true" },
  { "setHours", "[\"T:2023-12-12T01:11:30.5+02:00\", 23]", "T:2023-12-12T23:11:30.5+02:00" },
  { "setHours", "[\"T:1969-12-12T23:11:00-05:00\", 0]", "T:1969-12-12T00:11:00-05:00" },
  { "setHours", "[\"L:2023-12-12T01:11:00\", 0]", "L:2023-12-12T00:11:00" },
  { "setHours", "[\"L:2023-12-12T01:11:00\", 24]", "null" },
  { "setHours", "[\"L:2023-12-12T01:11:00\", -1]", "null" },
  { "setHours", "[\"L:2023-12-12T01:11:00\", null]", "null" },
  { "setHours", "[\"D:2023-12-12\", 1]", "type" },
  { "setDays", "[\"T:2024-02-01T23:00:00-03:00\", 29]", "T:2024-02-29T23:00:00-03:00" },
  { "setDays", "[\"T:2023-02-01T23:00:00-03:00\", 29]", "null" },
  { "setDays", "[\"L:2024-04-10T01:00:00\", 31]", "null" },
  { "setDays", "[\"L:2024-04-10T01:00:00\", 0]", "null" },
  { "setDays", "[\"L:2024-04-10T01:00:00\", 4294967297]", "null" },
  { "setDays", "[\"L:2024-04-10T01:00:00.25\", 30]", "L:2024-04-30T01:00:00.25" },
  { "updateTimeZone", "[\"T:2023-08-28T08:15:30.123-07:00\", \"Europe/Paris\"]", "T:2023-08-28T17:15:30.123+02:00" },
  { "updateTimeZone", "[\"T:2023-08-28T08:15:30-07:00\", \"UTC\"]", "T:2023-08-28T15:15:30Z" },
  { "updateTimeZone", "[null, \"UTC\"]", "null" },
  { "updateTimeZone", "[\"L:2023-08-28T08:15:30\", \"UTC\"]", "type" },
  { "dateDiff", "[\"D:2023-12-12\", \"D:2023-12-15\"]", "-3" },
  { "dateDiff", "[\"L:2024-01-02T00:00:00.5\", \"L:2024-01-01T00:00:00\"]", "86400500" },
  { "dateDiff", "[\"L:2024-01-01T00:00:00\", \"L:2024-01-01T00:00:00.0009\"]", "0" },
  { "dateDiff", "[\"L:2024-01-01T00:00:00\", \"L:2024-01-01T00:00:00.0019\"]", "-1" },
  { "dateDiff", "[\"T:2024-01-01T01:00:00+01:00\", \"T:2024-01-01T00:00:00Z\"]", "0" },
  { "dateDiff", "[null, \"D:2023-12-15\"]", "null" },
  { "dateDiff", "[\"D:2023-12-15\", null]", "null" },
  { "dateDiff", "[\"D:2023-12-15\", \"L:2023-12-15T00:00:00\"]", "type" },
  { "dateDiff", "[\"U:PT1H\", \"U:PT1H\"]", "type" },
};

static const Case expression_lists[] = {
  { "distinct", "[[10, 2, 10, null]]", "[10,2]" },
  { "distinct", "[[\"b\", \"a\", \"b\", \"B\"]]", "[\"b\",\"a\",\"B\"]" },
  { "distinct", "[[1, 1.0]]", "[1]" },
  { "distinct", "[[true, false, true]]", "[true,false]" },
  { "distinct", "[[\"T:2024-01-01T01:00:00+01:00\", \"T:2024-01-01T00:00:00Z\"]]", "[T:2024-01-01T01:00:00+01:00]" },
  { "distinct", "[null]", "[]" },
  { "distinct", "[[1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 10, 5, null, 11, 11.0]]", "[1,2,3,4,5,6,7,8,9,10,11]" },
  { "distinct", "[[{\"a\": 1, \"b\": 1}, {\"a\": 2}, {\"a\": 1}], \"a\"]", "[{\"a\":1,\"b\":1},{\"a\":2}]" },
  { "distinct", "[[{\"a\": 1}, {\"a\": 1}], null]", "null" },
  { "distinctWithNull", "[[null, 10, 2, null]]", "[null,10,2]" },
  { "distinctWithNull", "[[]]", "[]" },
  { "filter", "[[{\"id\": \"a\"}, {\"id\": \"b\"}, {}, null], \"id\", [\"b\", \"c\"]]", "[{\"id\":\"b\"}]" },
  { "filter", "[[{\"id\": 1}], \"id\", [1.0]]", "[{\"id\":1}]" },
  { "filter", "[[{\"id\": 1}, {\"id\": 12}], \"id\", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]]", "[{\"id\":1}]" },
  { "filter", "[[{\"id\": 1}, {\"x\": 2}], \"id\", [null]]", "[{\"x\":2}]" },
  { "filter", "[null, \"id\", [1]]", "[]" },
  { "filter", "[[{\"id\": 1}], \"id\", null]", "[]" },
  { "filter", "[[{\"id\": 1}], null, [1]]", "null" },
  { "filter", "[[1], \"id\", [1]]", "type" },
  { "getListItem", "[[10, 2, 3], 0]", "10" },
  { "getListItem", "[[10, 2, 3], 3]", "null" },
  { "getListItem", "[[10, 2, 3], -1]", "null" },
  { "getListItem", "[null, 0]", "null" },
  { "getListItem", "[[1], null]", "null" },
  { "in", "[4, [4, 5]]", "true" },
  { "in", "[4.0, [4]]", "true" },
  { "in", "[\"4\", [4]]", "false" },
  { "in", "[null, [null]]", "false" },
  { "in", "[4, null]", "false" },
  { "in", "[\"MALE\", [\"male\"]]", "false" },
  { "in", "[4, 4]", "type" },
  { "intersect", "[[\"a\", \"b\", \"c\", \"a\"], [\"c\", \"a\"]]", "[\"a\",\"c\"]" },
  { "intersect", "[[1, null], [null, 1.0]]", "[1]" },
  { "intersect", "[null, [1]]", "[]" },
  { "intersect", "[[1], null]", "[]" },
  { "intersect", "[[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10], [10, 9, 8, 7, 6, 5, 4, 3, 2, 11]]", "[2,3,4,5,6,7,8,9,10]" },
  { "limit", "[[\"A\", \"B\", \"C\"], 2]", "[\"A\",\"B\"]" },
  { "limit", "[[\"A\", \"B\", \"C\"], 2, false]", "[\"B\",\"C\"]" },
  { "limit", "[[\"A\"], 5, false]", "[\"A\"]" },
  { "limit", "[[\"A\"], 0]", "[]" },
  { "limit", "[[\"A\"], -1, false]", "[]" },
  { "limit", "[[\"A\"], null]", "null" },
  { "limit", "[null, 1]", "[]" },
  { "limit", "[[null, 1], 1]", "[null]" },
  { "limit", "[[\"A\"], \"1\"]", "type" },
  { "list", "[[1, 2]]", "[1,2]" },
  { "list", "[5]", "[5]" },
  { "list", "[null]", "[]" },
  { "listSize", "[[10, null]]", "2" },
  { "listSize", "[null]", "0" },
  { "serializeList", "[[1, 2.5, null, true], \"|\", false]", "\"1|2.5|true\"" },
  { "serializeList", "[[\"a\", \"b\\\"\"], \",\", true]", "\"\\\"a\\\",\\\"b\\\"\\\"\"" },
  { "serializeList", "[[], \",\", true]", "\"\"" },
  { "serializeList", "[null, \",\", false]", "\"\"" },
  { "serializeList", "[[1], null, false]", "null" },
  { "serializeList", "[[\"T:2024-01-01T01:00:00+01:00\"], \"\", false]", "\"2024-01-01T00:00:00Z\"" },
  { "sort", "[[\"A\", \"C\", \"B\"], true]", "[\"A\",\"B\",\"C\"]" },
  { "sort", "[[1, 3, 2.5], false]", "[3,2.5,1]" },
  { "sort", "[[null, 1, null, 2], true]", "[1,2,null,null]" },
  { "sort", "[[null, 1, null, 2], false]", "[2,1,null,null]" },
  { "sort", "[[true, false], true]", "[false,true]" },
  { "sort", "[[\"a\", \"B\", \"é\", \"😀\", \"z\", \"﷐\"], true]", "[\"B\",\"a\",\"z\",\"é\",\"﷐\",\"😀\"]" },
  { "sort", "[[\"U:PT2H\", \"U:PT90M\"], true]", "[U:PT1H30M,U:PT2H]" },
  { "sort", "[[{\"k\": 2, \"n\": 1}, {\"k\": 1}, {\"n\": 3}, {\"k\": 2, \"n\": 2}], \"k\", false]",
    "[{\"k\":2,\"n\":1},{\"k\":2,\"n\":2},{\"k\":1},{\"n\":3}]" },
  { "sort", "[[1, \"a\"], true]", "type" },
  { "sort", "[[{\"k\": 1}], true]", "type" },
  { "sort", "[[], true]", "[]" },
  { "sort", "[null, true]", "[]" },
  { "sort", "[[1], null]", "null" },
  { "round", "[3.54]", "4" },
  { "round", "[-2.5]", "-2" },
  { "round", "[2.5]", "3" },
  { "round", "[-2.51]", "-3" },
  { "round", "[0.49999999999999994]", "0" },
  { "round", "[4503599627370497.0]", "4503599627370497" },
  { "round", "[7]", "7" },
  { "round", "[1e300]", "overflow" },
  { "round", "[null]", "null" },
  { "round", "[\"x\"]", "type" },
};

static const Case expression_texts[] = {
  { "concat", "[\"Hello\", \"World\"]", "\"HelloWorld\"" },
  { "concat", "[[\"Hello\", \" \", null, \"World\"]]", "\"Hello World\"" },
  { "concat", "[[]]", "\"\"" },
  { "concat", "[null]", "\"\"" },
  { "concat", "[\"a\", null]", "null" },
  { "concat", "[[1]]", "type" },
  { "concat", "[\"a\", 1]", "type" },
  { "contain", "[\"rowing is great\", \"great\"]", "true" },
  { "contain", "[\"rowing\", \"\"]", "true" },
  { "contain", "[\"\", \"\"]", "true" },
  { "contain", "[\"\", \"a\"]", "false" },
  { "contain", "[null, \"a\"]", "false" },
  { "contain", "[\"a\", null]", "false" },
  { "contain", "[5, \"a\"]", "type" },
  { "containIgnoreCase", "[\"rowing is great\", \"GREAT\"]", "true" },
  { "containIgnoreCase", "[\"Die ÉCOLE\", \"école\"]", "true" },
  { "containIgnoreCase", "[\"STRASSE\", \"straße\"]", "true" },
  { "containWithIgnoreCase", "[\"a\", \"B\"]", "false" },
  { "startWith", "[\"Hello\", \"He\"]", "true" },
  { "startWith", "[\"He\", \"Hello\"]", "false" },
  { "startWithIgnoreCase", "[\"ÉCOLE\", \"éc\"]", "true" },
  { "startWithIgnoreCase", "[null, \"éc\"]", "false" },
  { "endWith", "[\"Hello\", \"lo\"]", "true" },
  { "endWith", "[\"Hello\", \"\"]", "true" },
  { "endWithIgnoreCase", "[\"rowing is great\", \"AT\"]", "true" },
  { "endWithIgnoreCase", "[\"at\", \"GREAT\"]", "false" },
  { "equalIgnoreCase", "[\"I\", \"i\"]", "true" },
  { "equalIgnoreCase", "[\"ÀÉ\", \"àé\"]", "true" },
  { "equalIgnoreCase", "[\"k\", \"\\u212a\"]", "true" },
  { "equalIgnoreCase", "[null, null]", "false" },
  { "equalWithIgnoreCase", "[\"a\", \"A\"]", "true" },
  { "notEqualIgnoreCase", "[\"a\", \"A\"]", "false" },
  { "notEqualIgnoreCase", "[\"a\", \"b\"]", "true" },
  { "notEqualIgnoreCase", "[null, \"b\"]", "false" },
  { "notEqualWithIgnoreCase", "[\"a\", \"b\"]", "true" },
  { "indexOf", "[\"Hello\", \"l\"]", "2" },
  { "indexOf", "[\"😀é!\", \"!\"]", "2" },
  { "indexOf", "[\"Hello\", \"\"]", "0" },
  { "indexOf", "[\"\", \"a\"]", "-1" },
  { "indexOf", "[null, \"a\"]", "null" },
  { "lastIndexOf", "[\"😀l😀l\", \"l\"]", "3" },
  { "lastIndexOf", "[\"aaa\", \"aa\"]", "1" },
  { "lastIndexOf", "[\"Hello\", \"\"]", "5" },
  { "lastIndexOf", "[\"Hello\", \"z\"]", "-1" },
  { "lastIndexOf", "[\"a\", \"aa\"]", "-1" },
  { "isEmpty", "[\"\"]", "true" },
  { "isEmpty", "[\" \"]", "false" },
  { "isEmpty", "[null]", "false" },
  { "isEmpty", "[0]", "type" },
  { "isNotEmpty", "[\"\"]", "false" },
  { "isNotEmpty", "[\"a\"]", "true" },
  { "isNotEmpty", "[null]", "false" },
  { "length", "[\"aé😀\"]", "3" },
  { "length", "[\"\"]", "0" },
  { "length", "[null]", "null" },
  { "length", "[[1]]", "type" },
  { "lower", "[\"ÉCOLE I\"]", "\"école i\"" },
  { "upper", "[\"straße i\"]", "\"STRASSE I\"" },
  { "upper", "[\"\"]", "\"\"" },
  { "trim", "[\" \\t\\u00a0a b\\u2003\\n\"]", "\"a b\"" },
  { "trim", "[\"   \"]", "\"\"" },
  { "matchRegExp", "[\"12345\", \"\\\\d+\"]", "true" },
  { "matchRegExp", "[\"12345a\", \"\\\\d+\"]", "false" },
  { "matchRegExp", "[\"ab\", \"a|ab\"]", "true" },
  { "matchRegExp", "[\"a\\n\", \"a$\"]", "false" },
  { "matchRegExp", "[\"É\", \"(?i)\\\\u00e9\"]", "true" },
  { "matchRegExp", "[\"é\", \"\\\\x{e9}\"]", "true" },
  { "matchRegExp", "[\"é\", \"\\\\w\"]", "true" },
  { "matchRegExp", "[\"\", \"\"]", "true" },
  { "matchRegExp", "[null, \"a\"]", "false" },
  { "matchRegExp", "[\"a\", \"(\"]", "type" },
  { "matchRegExp", "[\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"(a+)+\"]", "false" },
  { "replace", "[\"Hello World\", \"l\", \"x\"]", "\"Hexlo World\"" },
  { "replace", "[\"|A|B\", \"\\\\|A\", \"\"]", "\"|B\"" },
  { "replace", "[\"abc\", \"z\", \"x\"]", "\"abc\"" },
  { "replace", "[\"abc\", \"b\", \"$0\\\\1\"]", "\"a$0\\\\1c\"" },
  { "replace", "[\"abc\", \"\", \"-\"]", "\"-abc\"" },
  { "replace", "[null, \"a\", \"b\"]", "null" },
  { "replace", "[\"abc\", \"(\", \"-\"]", "type" },
  { "replaceAll", "[\"Hello World\", \"l\", \"x\"]", "\"Hexxo Worxd\"" },
  { "replaceAll", "[\"aaa\", \"aa\", \"b\"]", "\"ba\"" },
  { "replaceAll", "[\"aéb\", \"\", \"-\"]", "\"-a-é-b-\"" },
  { "replaceAll", "[\"aab\", \"a*\", \"-\"]", "\"--b-\"" },
  { "replaceAll", "[\"\", \"a*\", \"-\"]", "\"-\"" },
  { "replaceAll", "[\"a.b\", \".\", \"-\"]", "\"---\"" },
  { "replaceAll", "[\"xay\", \"(?<=x)a\", \"-\"]", "\"x-y\"" },
  { "split", "[\"A_B_C\", \"_\"]", "[\"A\",\"B\",\"C\"]" },
  { "split", "[\"_A__\", \"_\"]", "[\"\",\"A\"]" },
  { "split", "[\"__\", \"_\"]", "[]" },
  { "split", "[\"\", \"_\"]", "[\"\"]" },
  { "split", "[\"abc\", \"_\"]", "[\"abc\"]" },
  { "split", "[\"aéc\", \"\"]", "[\"a\",\"é\",\"c\"]" },
  { "split", "[\"a1b22c\", \"\\\\d+\"]", "[\"a\",\"b\",\"c\"]" },
  { "split", "[null, \"_\"]", "null" },
  { "substr", "[\"Hello World\", 6]", "\"World\"" },
  { "substr", "[\"é😀x\", 1, 2]", "\"😀\"" },
  { "substr", "[\"abc\", -5, 99]", "\"abc\"" },
  { "substr", "[\"abc\", 2, 1]", "\"\"" },
  { "substr", "[\"abc\", 3]", "\"\"" },
  { "substr", "[\"abc\", 9223372036854775807]", "\"\"" },
  { "substr", "[\"abc\", -9223372036854775808, -1]", "\"\"" },
  { "substr", "[\"abc\", null]", "null" },
  { "substr", "[\"abc\", 1.0]", "type" },
};

static const Case template_texts[] = {
  { "camelCase", "[\"washington  high-street\"]", "\"Washington  High-street\"" },
  { "titleCase", "[\"3rd o'neil (big) éa mIX\"]", "\"3rd O'neil (Big) Éa MIX\"" },
  { "titleCase", "[\"ɐ ɐ ɐ\"]", "\"Ɐ Ɐ Ɐ\"" },
  { "titleCase", "[\"\"]", "\"\"" },
  { "lowerCase", "[\"ÀB\"]", "\"àb\"" },
  { "upperCase", "[\"àb\"]", "\"ÀB\"" },
  { "upperCase", "[5]", "null" },
  { "upperCase", "[null]", "null" },
  { "leftTrim", "[\"  a \"]", "\"a \"" },
  { "rightTrim", "[\" a  \"]", "\" a\"" },
  { "charCodeAt", "[\"some\", 1]", "111" },
  { "charCodeAt", "[\"é😀\", 1]", "128512" },
  { "charCodeAt", "[\"some\", 4]", "null" },
  { "charCodeAt", "[\"some\", -1]", "null" },
  { "charCodeAt", "[\"some\", 1.0]", "111" },
  { "charCodeAt", "[\"some\", 1.5]", "null" },
  { "concat", "[\"a\", \"b\", \"c\", \"d\"]", "\"abcd\"" },
  { "concat", "[\"n\", 3, 2.0, true, \"T:2024-11-01T00:00Z\"]", "\"n32true2024-11-01T00:00Z\"" },
  { "concat", "[\"a\", null]", "null" },
  { "concat", "[\"a\", []]", "null" },
  { "contains", "[\"Jane\", \"A\", false]", "true" },
  { "contains", "[\"Jane\", \"A\"]", "false" },
  { "contains", "[\"Jane\", \"A\", true]", "false" },
  { "contains", "[null, \"A\"]", "false" },
  { "doesNotContain", "[null, \"A\"]", "false" },
  { "startsWith", "[\"A\", null]", "false" },
  { "doesNotEndWith", "[null, \"A\", false]", "false" },
  { "like", "[null, \"%\"]", "false" },
  { "doesNotContain", "[\"Jane\", \"A\"]", "true" },
  { "doesNotContain", "[\"Jane\", \"A\", false]", "false" },
  { "startsWith", "[\"Jane\", \"ja\", false]", "true" },
  { "doesNotStartWith", "[\"Jane\", \"ja\"]", "true" },
  { "endsWith", "[\"ÉÀ\", \"à\", false]", "true" },
  { "doesNotEndWith", "[\"Jane\", \"ne\"]", "false" },
  { "equals", "[\"a\", \"a\"]", "true" },
  { "equals", "[\"a\", \"A\"]", "false" },
  { "equals", "[null, \"A\"]", "false" },
  { "notEqualTo", "[\"a\", \"A\"]", "true" },
  { "equalsIgnoreCase", "[\"É\", \"é\"]", "true" },
  { "equalsIgnoreCase", "[null, \"é\"]", "false" },
  { "notEqualWithIgnoreCase", "[\"É\", \"é\"]", "false" },
  { "equalsAnyIgnoreCase", "[\"Icon\", \"muse\", \"ICON\"]", "true" },
  { "equalsAnyIgnoreCase", "[\"Icon\", \"muse\"]", "false" },
  { "encode64", "[\"héllo\"]", "\"aMOpbGxv\"" },
  { "encode64", "[\"\"]", "\"\"" },
  { "decode64", "[\"aMOpbGxv\"]", "\"héllo\"" },
  { "decode64", "[\"aGVsbG8=\"]", "\"hello\"" },
  { "decode64", "[\"aGVsbG8\"]", "\"hello\"" },
  { "decode64", "[\"aGVsbG8==\"]", "\"aGVsbG8==\"" },
  { "decode64", "[\"aGVs bG8=\"]", "\"aGVs bG8=\"" },
  { "decode64", "[\"/w==\"]", "\"/w==\"" },
  { "decode64", "[\"=\"]", "\"=\"" },
  { "decode64", "[\"\"]", "\"\"" },
  { "extractEmailDomain", "[\"jo@example.com\"]", "\"example.com\"" },
  { "extractEmailDomain", "[\"\\\"a@b\\\"@c.org\"]", "\"c.org\"" },
  { "extractEmailDomain", "[\"nobody\"]", "null" },
  { "getUrlHost", "[\"https://me:pw@www.my.com:8080/a?b@c#d\"]", "\"www.my.com\"" },
  { "getUrlHost", "[\"https://[::1]:80/\"]", "\"[::1]\"" },
  { "getUrlHost", "[\"mailto:a@b.c\"]", "null" },
  { "getUrlHost", "[\"\"]", "null" },
  { "getUrlPath", "[\"https://www.myurl.com/contact.html?x=/y#z\"]", "\"/contact.html\"" },
  { "getUrlPath", "[\"https://www.myurl.com\"]", "\"\"" },
  { "getUrlProtocol", "[\"HTTPS://www.myurl.com\"]", "\"https\"" },
  { "getUrlProtocol", "[\"www.myurl.com/a:b\"]", "null" },
  { "getUrlFragment", "[\"https://a/b#faq\"]", "\"faq\"" },
  { "getUrlFragment", "[\"https://a/b\"]", "null" },
  { "appendQueryParams", "[\"https://example.com/page\", \"utm_source\", \"email\"]",
    "\"https://example.com/page?utm_source=email\"" },
  { "appendQueryParams", "[\"https://e.com/p?a=1&b=2#top\", \"c\", \"x y&z\"]",
    "\"https://e.com/p?a=1&b=2&c=x+y%26z#top\"" },
  { "appendQueryParams", "[\"https://e.com/p?a=1&b=2&a=3\", \"a\", 9]", "\"https://e.com/p?a=9&b=2\"" },
  { "appendQueryParams", "[\"https://e.com?\", \"a\", \"\"]", "\"https://e.com?a=\"" },
  { "appendQueryParams", "[\"https://e.com?x&a%62=1\", \"ab\", \"2\"]", "\"https://e.com?x&ab=2\"" },
  { "indexOf", "[\"hello world\", \"world\"]", "6" },
  { "lastIndexOf", "[\"hello world\", \"o\"]", "7" },
  { "isEmpty", "[null]", "true" },
  { "isEmpty", "[\"\"]", "true" },
  { "isEmpty", "[\"a\"]", "false" },
  { "isNotEmpty", "[null]", "false" },
  { "isNotEmpty", "[\"a\"]", "true" },
  { "join", "[[\"red\", 2, true], \", \"]", "\"red, 2, true\"" },
  { "join", "[[\"a\", \"é\", \"\"], \" / \"]", "\"a / é / \"" },
  { "join", "[[\"a\", null, \"b\"], \",\"]", "\"a,,b\"" },
  { "join", "[[], \",\"]", "\"\"" },
  { "join", "[null, \",\"]", "\"\"" },
  { "join", "[[1], null]", "null" },
  { "split", "[\"a.b..\", \".\"]", "[\"a\",\"b\",\"\",\"\"]" },
  { "split", "[\"é😀\", \"\"]", "[\"é\",\"😀\"]" },
  { "split", "[\"\", \",\"]", "[\"\"]" },
  { "length", "[\"aé😀\"]", "3" },
  { "like", "[\"Paris\", \"%ar%\"]", "true" },
  { "like", "[\"Paris\", \"paris\"]", "false" },
  { "like", "[\"Paris\", \"P%\"]", "true" },
  { "like", "[\"é😀\", \"__\"]", "true" },
  { "like", "[\"é😀\", \"___\"]", "false" },
  { "like", "[\"\", \"%\"]", "true" },
  { "like", "[\"\", \"_\"]", "false" },
  { "like", "[\"a.c\", \"a.c\"]", "true" },
  { "like", "[\"abc\", \"a.c\"]", "false" },
  { "like", "[\"mississippi\", \"%iss%ip%i\"]", "true" },
  { "matches", "[\"Johnny\", \"(?i)^john\"]", "true" },
  { "matches", "[\"Big John\", \"^John\"]", "false" },
  { "matches", "[\"Big John\", \"John\"]", "true" },
  { "matches", "[\"a\", \"(\"]", "null" },
  { "mask", "[\"123456789\", 1, 2]", "\"1XXXXXX89\"" },
  { "mask", "[\"é😀ab\", 1, 0]", "\"éXXX\"" },
  { "mask", "[\"abc\", 2, 2]", "\"abc\"" },
  { "mask", "[\"abc\", -1, 0]", "\"XXX\"" },
  { "mask", "[\"abc\", 9223372036854775807, 9223372036854775807]", "\"abc\"" },
  { "md5", "[\"hello world\"]", "\"5eb63bbbe01eeed093cb22bb8f5acdc3\"" },
  { "sha256", "[\"\"]", "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"" },
  { "regexGroup", "[\"abc@xyz.com\", \"@(\\\\w+)\", 1]", "\"xyz\"" },
  { "regexGroup", "[\"abc@xyz.com\", \"@(\\\\w+)\", 0]", "\"@xyz\"" },
  { "regexGroup", "[\"abc@xyz.com\", \"@(\\\\w+)\", 2]", "null" },
  { "regexGroup", "[\"abc@xyz.com\", \"@(\\\\w+)\", -1]", "null" },
  { "regexGroup", "[\"b\", \"(a)?b\", 1]", "null" },
  { "regexGroup", "[\"b\", \"c\", 0]", "null" },
  { "replace", "[\"a.b.c\", \".\", \"-\"]", "\"a-b-c\"" },
  { "replace", "[\"aaa\", \"aa\", \"b\"]", "\"ba\"" },
  { "replace", "[\"xaxa\", \"a\", \"éé\"]", "\"xééxéé\"" },
  { "replace", "[\"xaxa\", \"xaxa\", \"\"]", "\"\"" },
  { "replace", "[\"abc\", \"\", \"-\"]", "\"abc\"" },
  { "replaceAll", "[\"1.5.2\", \"\\\\.\", \"$1\"]", "\"1$15$12\"" },
  { "substr", "[\"Hello World\", 0, 5]", "\"Hello\"" },
  { "substr", "[\"Hello World\", 0, 2.0]", "\"He\"" },
  { "ampSubstr", "[\"é😀x\", 1, 9]", "\"😀x\"" },
  { "compareTo", "[\"apple\", \"banana\"]", "-1" },
  { "compareTo", "[\"b\", \"a\"]", "1" },
  { "compareTo", "[\"é\", \"é\"]", "0" },
  { "stringToNumber", "[\"12.5\"]", "12.5" },
  { "stringToNumber", "[\"12\"]", "12" },
  { "stringToNumber", "[\"abc\"]", "\"abc\"" },
  { "stringToNumber", "[\"\"]", "\"\"" },
  { "stringToNumber", "[7]", "7" },
  { "string_to_integer", "[\"42\"]", "42" },
  { "string_to_integer", "[\"4.2\"]", "null" },
  { "string_to_integer", "[\"x\"]", "null" },
  { "toBool", "[\"true\"]", "true" },
  { "toBool", "[\"n\"]", "false" },
  { "toBool", "[1]", "true" },
  { "toBool", "[[]]", "null" },
  { "urlEncode", "[\"a&b=c d/é~*-_.\"]", "\"a%26b%3Dc+d%2F%C3%A9%7E*-_.\"" },
  { "urlDecode", "[\"a%26b+c%C3%A9%zz%\"]", "\"a&b cé%zz%\"" },
  { "urlDecode", "[\"%ff\"]", "\"\xef\xbf\xbd\"" },
};

static const Case template_dates[] = {
  { "addSeconds", "[\"T:2024-11-01T17:19:51Z\", 10]", "T:2024-11-01T17:20:01Z" },
  { "addMinutes", "[\"T:2024-11-01T17:59:51Z\", 10]", "T:2024-11-01T18:09:51Z" },
  { "addHours", "[\"2024-11-01T17:19:51Z\", -18]", "T:2024-10-31T23:19:51Z" },
  { "addHours", "[\"T:2024-03-31T01:30:00+01:00[Europe/Paris]\", 1]", "T:2024-03-31T03:30+02:00[Europe/Paris]" },
  { "addDays", "[\"T:2024-03-30T12:00:00+01:00[Europe/Paris]\", 1]", "T:2024-03-31T12:00+02:00[Europe/Paris]" },
  { "addDays", "[\"T:2024-03-30T02:30:00+01:00[Europe/Paris]\", 1]", "T:2024-03-31T03:30+02:00[Europe/Paris]" },
  { "addDays", "[\"T:2024-03-30T12:00:00+01:00\", 1]", "T:2024-03-31T12:00+01:00" },
  { "addDays", "[\"2024-02-28\", 1]", "T:2024-02-29T00:00Z" },
  { "addDays", "[\"2024-02-28T10:00\", 2.0]", "T:2024-03-01T10:00Z" },
  { "addDays", "[\"no date\", 1]", "null" },
  { "addDays", "[\"2024-02-28\", 1.5]", "null" },
  { "addDays", "[\"2024-02-28\", 9223372036854775807]", "null" },
  { "addDays", "[null, 1]", "null" },
  { "addMonths", "[\"2024-01-31T10:00:01Z\", 1]", "T:2024-02-29T10:00:01Z" },
  { "addMonths", "[\"2024-03-31T10:00:01Z\", -13]", "T:2023-02-28T10:00:01Z" },
  { "addMonths", "[\"2024-03-31T10:00:01Z\", 9223372036854775807]", "null" },
  { "addYears", "[\"2024-02-29T00:00:00Z\", 1]", "T:2025-02-28T00:00Z" },
  { "addYears", "[\"2024-02-29T00:00:00Z\", -9223372036854775808]", "null" },
  { "age", "[\"1990-03-01\"]", "33" },
  { "age", "[\"1990-02-28\"]", "34" },
  { "age", "[\"2000-02-29T12:00:00Z\"]", "24" },
  { "age", "[\"2000-02-29T12:00:01Z\"]", "23" },
  { "age", "[\"2024-02-29T13:00:00Z\"]", "0" },
  { "ageInDays", "[\"2025-01-01T17:19:51Z\"]", "5", "2025-01-07T12:17:10.720122+05:30[Asia/Kolkata]" },
  { "ageInDays", "[\"2025-01-17T06:47:10Z\"]", "-10", "2025-01-07T06:47:10Z" },
  { "ageInDays", "[\"2025-01-17T06:47:09Z\"]", "-9", "2025-01-07T06:47:10Z" },
  { "ageInDays", "[\"2025-01-06T06:47:10.5Z\"]", "0", "2025-01-07T06:47:10Z" },
  { "ageInMonths", "[\"2024-01-01T00:00:00Z\"]", "12", "2025-01-07T12:22:46.993748+05:30[Asia/Kolkata]" },
  { "ageInMonths", "[\"2024-03-29T11:59:59Z\"]", "0" },
  { "ageInMonths", "[\"2024-03-29T12:00:00Z\"]", "-1" },
  { "compareDates", "[\"2024-12-02\", \"2024-12-03T00:00:00Z\"]", "-1" },
  { "compareDates", "[\"T:2024-12-03T01:00:00+01:00\", \"T:2024-12-03T00:00:00Z\"]", "0" },
  { "compareDates", "[\"T:2024-12-03T00:00:00.5Z\", \"T:2024-12-03T00:00:00Z\"]", "1" },
  { "convertZonedDateTime", "[\"2019-02-19T08:09:00Z\", \"Asia/Tehran\"]", "T:2019-02-19T11:39+03:30[Asia/Tehran]" },
  { "convertZonedDateTime", "[\"2019-02-19T08:09:00Z\", \"+02:00\"]", "T:2019-02-19T10:09+02:00" },
  { "convertZonedDateTime", "[\"2019-02-19T08:09:00Z\", \"Nowhere\"]", "null" },
  { "toUTC", "[\"T:2019-02-19T11:39:00+03:30[Asia/Tehran]\"]", "T:2019-02-19T08:09Z" },
  { "currentTimeInMillis", "[]", "1709208000000" },
  { "getCurrentZonedDateTime", "[]", "T:2024-12-06T17:22:02.281067+05:30[Asia/Kolkata]",
    "2024-12-06T17:22:02.281067+05:30[Asia/Kolkata]" },
  { "dateBetween", "[\"2024-06-01\", \"2024-06-01T00:00:00Z\", \"2024-06-30\"]", "true" },
  { "dateBetween", "[\"2024-06-30T00:00:01Z\", \"2024-06-01T00:00:00Z\", \"2024-06-30\"]", "false" },
  { "dateBetween", "[\"2024-06-30\", null, \"2024-06-30\"]", "null" },
  { "dateDiff", "[\"2026-04-11T09:00:00Z\", \"2026-04-12T09:00:00Z\"]", "1" },
  { "dateDiff", "[\"2026-04-11T09:00:01Z\", \"2026-04-12T09:00:00Z\"]", "0" },
  { "dateDiff", "[\"2026-04-12T09:00:00Z\", \"2026-04-11T08:59:00Z\"]", "-1" },
  { "dateDiff", "[\"T:2024-03-30T12:00:00+01:00[Europe/Paris]\", \"T:2024-03-31T12:00:00+02:00[Europe/Paris]\"]", "1" },
  { "diffInSeconds", "[\"2024-11-01T17:19:51Z\", \"2024-11-01T17:19:01Z\"]", "50" },
  { "diffInSeconds", "[\"2024-11-01T17:19:51Z\", \"2024-11-01T17:19:50.5Z\"]", "0" },
  { "diffInSeconds", "[\"2024-11-01T17:19:50.5Z\", \"2024-11-01T17:19:52Z\"]", "-1" },
  { "diffInMinutes", "[\"2024-11-01T17:19:51Z\", \"2024-11-01T17:18:52Z\"]", "0" },
  { "diffInHours", "[\"2024-11-01T07:19:51Z\", \"2024-11-01T17:19:51Z\"]", "-10" },
  { "diffInMonths", "[\"2024-11-01T17:19:51Z\", \"2024-08-01T17:19:51Z\"]", "3" },
  { "diffInMonths", "[\"2024-11-01T17:19:50Z\", \"2024-08-01T17:19:51Z\"]", "2" },
  { "diffInMonths", "[\"2024-02-29\", \"2024-01-31\"]", "0" },
  { "diffInYears", "[\"2024-11-01T17:19:51Z\", \"2019-10-01T17:19:51Z\"]", "5" },
  { "diffInYears", "[\"2019-10-01T17:19:51Z\", \"2024-11-01T17:19:51Z\"]", "-5" },
  { "dayOfMonth", "[\"T:2024-11-05T23:00:00-05:00\"]", "5" },
  { "dayOfWeek", "[\"2024-11-10\"]", "7" },
  { "dayOfWeek", "[\"2024-11-11\"]", "1" },
  { "dayOfYear", "[\"2024-12-31\"]", "366" },
  { "weekOfYear", "[\"2024-11-01T17:19:51Z\"]", "44" },
  { "weekOfYear", "[\"2023-01-01\"]", "52" },
  { "weekOfYear", "[\"2024-12-30\"]", "1" },
  { "weekOfYear", "[\"\"]", "null" },
  { "extractHours", "[\"2024-11-01T17:19:51+03:00\"]", "17" },
  { "extractMinutes", "[\"2024-11-01T17:19:51+03:30\"]", "19" },
  { "extractSeconds", "[\"2024-11-01T17:19:51.9Z\"]", "51" },
  { "extractMonth", "[\"2024-11-01\"]", "11" },
  { "extractMonths", "[\"2024-11-01\"]", "11" },
  { "setDays", "[\"2024-11-15T17:19:51Z\", 1]", "T:2024-11-01T17:19:51Z" },
  { "setDays", "[\"2024-11-15T17:19:51Z\", 31]", "null" },
  { "setDays", "[\"T:2024-03-30T12:00:00+01:00[Europe/Paris]\", 31]", "T:2024-03-31T12:00+02:00[Europe/Paris]" },
  { "setHours", "[\"2024-11-01T17:19:51Z\", 0]", "T:2024-11-01T00:19:51Z" },
  { "setHours", "[\"2024-11-01T17:19:51Z\", 24]", "null" },
  { "setHours", "[\"T:2024-03-31T12:30:00+02:00[Europe/Paris]\", 2]", "T:2024-03-31T03:30+02:00[Europe/Paris]" },
  { "truncateToStartOfDay", "[\"T:2024-11-01T17:19:51.5-07:00\"]", "T:2024-11-01T00:00-07:00" },
  { "truncateToStartOfDay", "[\"T:2024-03-31T12:30:00+02:00[Europe/Paris]\"]",
    "T:2024-03-31T00:00+01:00[Europe/Paris]" },
  { "truncateToStartOfWeek", "[\"2024-11-24T17:19:51Z\"]", "T:2024-11-18T00:00Z" },
  { "truncateToStartOfWeek", "[\"2024-11-18T00:00:00Z\"]", "T:2024-11-18T00:00Z" },
  { "truncateToStartOfQuarter", "[\"2024-06-30T23:00:00Z\"]", "T:2024-04-01T00:00Z" },
  { "truncateToStartOfYear", "[\"1969-06-30T23:00:00Z\"]", "T:1969-01-01T00:00Z" },
};

static const Case template_formats[] = {
  { "stringToDate", "[\"2024-11-01T17:19:51Z\"]", "T:2024-11-01T17:19:51Z" },
  { "stringToDate", "[\"2019-02-19T11:39:00+03:30[Asia/Tehran]\"]", "T:2019-02-19T11:39+03:30[Asia/Tehran]" },
  { "stringToDate", "[\"2024-11-01\"]", "T:2024-11-01T00:00Z" },
  { "stringToDate", "[\"2024-11-01T10:00\"]", "T:2024-11-01T10:00Z" },
  { "stringToDate", "[\"2023-01-10 23:13:26\", \"yyyy-MM-dd HH:mm:ss\"]", "T:2023-01-10T23:13:26Z" },
  { "stringToDate", "[\"2023-01-10 23:13\", \"yyyy-MM-dd HH:mm:ss\"]", "null" },
  { "stringToDate", "[\"soon\"]", "null" },
  { "stringToDate", "[null]", "null" },
  { "stringToDate", "[\"T:2024-11-01T17:19:51Z\"]", "T:2024-11-01T17:19:51Z" },
  { "stringToDate", "[5]", "null" },
  { "toDateTime", "[\"2024-11-01T17:19:51Z\"]", "T:2024-11-01T17:19:51Z" },
  { "toDateTime", "[\"soon\"]", "T:1970-01-01T00:00Z" },
  { "toDateTime", "[\"\"]", "T:1970-01-01T00:00Z" },
  { "toDateTime", "[null]", "null" },
  { "toDateTime", "[\"01/02/2024\", \"dd/MM/yyyy\"]", "T:2024-02-01T00:00Z" },
  { "toDateTime", "[\"2024\", \"dd/MM/yyyy\"]", "T:1970-01-01T00:00Z" },
  { "toDateTimeOnly", "[\"2024-11-01T17:19:51Z\"]", "T:2024-11-01T17:19:51Z" },
  { "toDateTimeOnly", "[\"2024-11-01T17:19:51+02:00\"]", "T:2024-11-01T17:19:51Z" },
  { "toDateTimeOnly", "[\"2024-11-01\"]", "T:2024-11-01T00:00Z" },
  { "toDateTimeOnly", "[1560762190189]", "T:2019-06-17T09:03:10.189Z" },
  { "toDateTimeOnly", "[9223372036854775807]", "T:1970-01-01T00:00Z" },
  { "toDateTimeOnly", "[\"x\"]", "T:1970-01-01T00:00Z" },
  { "formatDate", "[\"2023-12-31T10:15:30Z\", \"EEEE MMMM dd yyyy\"]", "\"Sunday December 31 2023\"" },
  { "formatDate", "[\"2023-12-31T10:15:30Z\", \"YYYY\"]", "\"2024\"" },
  { "formatDate", "[\"T:2024-03-05T23:00:00+01:00[Europe/Paris]\", \"dd/MM/yy HH:mm\"]", "\"05/03/24 23:00\"" },
  { "formatDate", "[\"2024-03-05T10:00:00Z\", \"d MMMM\", \"fr_FR\"]", "\"5 mars\"" },
  { "formatDate", "[\"2024-03-05T10:00:00Z\", \"d MMMM\", \"xx_NOWHERE\"]", "\"5 March\"" },
  { "formatDate", "[\"2024-03-05T10:00:00Z\", \"{bad\"]", "\"2024-03-05T10:00Z\"" },
  { "formatDate", "[\"no date\", \"dd\"]", "null" },
  { "formatDate", "[null, \"dd\"]", "null" },
  { "formatDate", "[5, \"dd\"]", "null" },
  { "formatCurrency", "[56, \"en_GB\"]", "\"£56.00\"" },
  { "formatCurrency", "[1234.5, \"en_US\"]", "\"$1,234.50\"" },
  { "formatCurrency", "[1, \"nowhere\"]", "null" },
  { "formatCurrency", "[\"1\", \"en_US\"]", "null" },
  { "formatNumber", "[123456.789, \"en_US\"]", "\"123,456.789\"" },
  { "formatNumber", "[-1234, \"de_DE\"]", "\"-1.234\"" },
  { "formatNumber", "[1, \"\"]", "null" },
};

static const Case template_others[] = {
  { "average", "[[9.0, 10, null]]", "9.5" },
  { "average", "[[]]", "null" },
  { "average", "[null]", "null" },
  { "sum", "[[1.5, 2.25]]", "3.75" },
  { "sum", "[null]", "0" },
  { "sum", "[[]]", "0" },
  { "sum", "[[9223372036854775807, 1]]", "9223372036854776000.0" },
  { "sum", "[[\"a\"]]", "null" },
  { "max", "[[3, 9, null, 4]]", "9" },
  { "max", "[[]]", "null" },
  { "min", "[[3, 9, null, 4]]", "3" },
  { "min", "[\"a\"]", "null" },
  { "count", "[[1, null, {}]]", "3" },
  { "count", "[[]]", "0" },
  { "countWithNull", "[[1, null]]", "2" },
  { "countOnlyNull", "[[0, null]]", "1" },
  { "distinct", "[[\"r\", \"g\", \"r\", null]]", "[\"r\",\"g\"]" },
  { "distinctCountWithNull", "[[10, 2, 10, null]]", "3" },
  { "head", "[[5, 6]]", "5" },
  { "head", "[[]]", "null" },
  { "head", "[null]", "null" },
  { "in", "[6, [3, 6.0]]", "true" },
  { "in", "[null, [null]]", "false" },
  { "includes", "[[\"red\"], \"red\"]", "true" },
  { "includes", "[null, \"red\"]", "false" },
  { "notIn", "[5, [3, 6]]", "true" },
  { "notIn", "[6, [3, 6]]", "false" },
  { "notIn", "[null, [3, 6]]", "false" },
  { "notIn", "[5, null]", "false" },
  { "intersects", "[[1, 2], [2.0]]", "true" },
  { "intersects", "[[1, 2], [3]]", "false" },
  { "intersects", "[[], []]", "false" },
  { "subsetOf", "[[1, 1], [1, 2]]", "true" },
  { "subsetOf", "[[1, 3], [1, 2]]", "false" },
  { "subsetOf", "[[], [1]]", "true" },
  { "supersetOf", "[[1, 2], [2]]", "true" },
  { "supersetOf", "[[1, 2], [2, 3]]", "false" },
  { "supersetOf", "[[1, 2], []]", "true" },
  { "get", "[{\"a\": [1]}, \"a\"]", "[1]" },
  { "get", "[{\"a\": 1}, \"b\"]", "null" },
  { "get", "[null, \"b\"]", "null" },
  { "get", "[[1], \"b\"]", "null" },
  { "keys", "[{\"b\": 1, \"a\": 2}]", "[\"b\",\"a\"]" },
  { "keys", "[{}]", "[]" },
  { "values", "[{\"b\": 1, \"a\": null}]", "[1,null]" },
  { "values", "[null]", "null" },
  { "isNull", "[null]", "true" },
  { "isNull", "[\"\"]", "false" },
  { "isNotNull", "[null]", "false" },
  { "isNotNull", "[0]", "true" },
  { "absolute", "[-5]", "5" },
  { "absolute", "[-5.5]", "5.5" },
  { "absolute", "[-9223372036854775808]", "9223372036854776000.0" },
  { "absolute", "[\"5\"]", "null" },
  { "roundDown", "[3.7]", "3.0" },
  { "roundDown", "[-3.2]", "-4.0" },
  { "roundDown", "[3]", "3" },
  { "roundUp", "[3.2]", "4.0" },
  { "roundUp", "[-3.7]", "-3.0" },
  { "toInt", "[42.6]", "42" },
  { "toInt", "[-42.6]", "-42" },
  { "toInt", "[\"42.6\"]", "42" },
  { "toInt", "[\"x\"]", "null" },
  { "toInt", "[true]", "1" },
  { "toInt", "[1e30]", "null" },
  { "toHexString", "[158]", "\"9e\"" },
  { "toHexString", "[0]", "\"0\"" },
  { "toHexString", "[-1]", "\"ffffffffffffffff\"" },
  { "toPrecision", "[3.14159, 2]", "\"3.14\"" },
  { "toPrecision", "[3, 2]", "\"3.00\"" },
  { "toPrecision", "[2.5, 0]", "\"3\"" },
  { "toPrecision", "[0.125, 2]", "\"0.13\"" },
  { "toPrecision", "[-0.125, 2]", "\"-0.13\"" },
  { "toPrecision", "[1.005, 2]", "\"1.00\"" },
  { "toPrecision", "[-0.001, 2]", "\"0.00\"" },
  { "toPrecision", "[9223372036854775807, 1]", "\"9223372036854775807.0\"" },
  { "toPrecision", "[3.14, -1]", "null" },
  { "toPrecision", "[3.14, 101]", "null" },
  { "toPercentage", "[0.5]", "\"50%\"" },
  { "toPercentage", "[0.12345]", "\"12.35%\"" },
  { "toPercentage", "[0.125]", "\"12.5%\"" },
  { "toPercentage", "[1]", "\"100%\"" },
  { "toPercentage", "[-0.07]", "\"-7%\"" },
  { "toPercentage", "[0]", "\"0%\"" },
  { "toPercentage", "[1e308]", "null" },
  { "toString", "[12]", "\"12\"" },
  { "toString", "[3.50]", "\"3.5\"" },
  { "toString", "[20.0]", "\"20\"" },
  { "toString", "[[1, null, \"a\"]]", "\"1,,a\"" },
  { "toString", "[{\"a\": 1}]", "\"{\\\"a\\\":1}\"" },
  { "toString", "[\"T:2024-11-01T00:00:00Z\"]", "\"2024-11-01T00:00Z\"" },
  { "toString", "[null]", "null" },
};

static void
test_expression (const void *data)
{
  static const struct { const char *name; const Case *cases; size_t count; } groups[] = {
    { "aggregates", expression_aggregates, G_N_ELEMENTS (expression_aggregates) },
    { "conversions", expression_conversions, G_N_ELEMENTS (expression_conversions) },
    { "dates", expression_dates, G_N_ELEMENTS (expression_dates) },
    { "lists", expression_lists, G_N_ELEMENTS (expression_lists) },
    { "texts", expression_texts, G_N_ELEMENTS (expression_texts) },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_str_equal (groups[i].name, data))
      run_cases (SJ_EXPRESSION, groups[i].cases, groups[i].count);
}

static void
test_template (const void *data)
{
  static const struct { const char *name; const Case *cases; size_t count; } groups[] = {
    { "texts", template_texts, G_N_ELEMENTS (template_texts) },
    { "dates", template_dates, G_N_ELEMENTS (template_dates) },
    { "formats", template_formats, G_N_ELEMENTS (template_formats) },
    { "others", template_others, G_N_ELEMENTS (template_others) },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_str_equal (groups[i].name, data))
      run_cases (SJ_PQL, groups[i].cases, groups[i].count);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/functions/expression/aggregates", "aggregates", test_expression);
  g_test_add_data_func ("/functions/expression/conversions", "conversions", test_expression);
  g_test_add_data_func ("/functions/expression/dates", "dates", test_expression);
  g_test_add_data_func ("/functions/expression/lists", "lists", test_expression);
  g_test_add_data_func ("/functions/expression/texts", "texts", test_expression);
  g_test_add_data_func ("/functions/template/texts", "texts", test_template);
  g_test_add_data_func ("/functions/template/dates", "dates", test_template);
  g_test_add_data_func ("/functions/template/formats", "formats", test_template);
  g_test_add_data_func ("/functions/template/others", "others", test_template);
  return g_test_run ();
}
