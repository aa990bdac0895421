/* function-cases.c -- calls functions as the runner of expressions does, and compares. */
#include "function-cases.h"

#include "base/sj-json.h"
#include "base/sj-time.h"
#include "lang/sj-builtin.h"
#include "lang/sj-text.h"

#include <string.h>

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
run_case (SjDialect dialect, const FunctionCase *test)
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
run_cases (SjDialect dialect, const FunctionCase *cases, size_t count)
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

static SjDialect tested;

static void
test_group (const void *data)
{
  const FunctionGroup *group = data;

  run_cases (tested, group->cases, group->count);
}

int
function_main (int argc, char **argv, SjDialect dialect, const FunctionGroup *groups, size_t count)
{
  g_test_init (&argc, &argv, NULL);
  tested = dialect;
  for (size_t i = 0; i < count; i++)
    {
      g_autofree char *path = g_strconcat ("/functions/", groups[i].name, NULL);

      g_test_add_data_func (path, &groups[i], test_group);
    }
  return g_test_run ();
}
