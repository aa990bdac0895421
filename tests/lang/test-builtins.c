/* test-builtins.c -- the tables of functions, row by row; limits; patterns.
 *
 * The walk calls every function with every kind of value in every place.  It
 * asks for no result, only that none of it crashes, overflows or hangs, that a
 * failure has a code and a sentence, and that a success has a sound value.
 */
#include "base/sj-json.h"
#include "base/sj-time.h"
#include "lang/sj-builtin.h"
#include "lang/sj-regex.h"
#include "lang/sj-text.h"

#include <math.h>
#include <string.h>

static const SjDialect dialects[] = { SJ_EXPRESSION, SJ_PQL };

static void
foreach_row (void (*visit) (SjDialect dialect, const SjBuiltin *row))
{
  for (size_t d = 0; d < G_N_ELEMENTS (dialects); d++)
    {
      size_t count;
      const SjBuiltin *rows = sj_builtin_table (dialects[d], &count);

      g_assert_cmpuint (count, >, 50);
      for (size_t i = 0; i < count; i++)
        visit (dialects[d], &rows[i]);
    }
}

static void
check_words (SjDialect dialect, const SjBuiltin *row)
{
  g_assert_true (g_utf8_validate (row->help, -1, NULL));
  g_assert_cmpuint (strlen (row->help), >, 8);
  g_assert_null (strchr (row->help, '!'));
  g_assert_false (g_str_has_suffix (row->help, "."));
  g_assert_cmpuint (strlen (row->group), >, 2);
  g_assert_true (sj_builtin_find (dialect, row->name, strlen (row->name)) == row);
  if (row->alias_of != NULL)
    {
      const SjBuiltin *present = sj_builtin_find (dialect, row->alias_of, strlen (row->alias_of));

      g_assert_nonnull (present);
      g_assert_null (present->alias_of);
      g_assert_cmpstr (present->signature, ==, row->signature);
      g_assert_true (present->nulls == row->nulls);
    }
}

static void
test_words (void)
{
  foreach_row (check_words);
}

/* "[" letter "]" or a letter, then ? or ~. */
static const char *
read_letter (const char *at)
{
  const char *letters = "sidnbDLTUzcop*xte";

  if (*at == '[')
    {
      g_assert_nonnull (strchr (letters, at[1]));
      g_assert_true (at[2] == ']');
      return at + 3;
    }
  g_assert_true (*at != '\0' && strchr (letters, *at) != NULL);
  return at + 1;
}

static void
check_signature (SjDialect dialect, const SjBuiltin *row)
{
  unsigned accepted = 0;

  for (const char *at = row->signature;; at++)
    {
      while (*at != ':')
        {
          at = read_letter (at);
          at += *at == '?' || *at == '~';
          g_assert_true (*at == ',' || *at == ':');
          at += *at == ',';
        }
      at = read_letter (at + 1);
      if (*at == '\0')
        break;
      g_assert_true (*at == '|');
    }

  g_assert_cmpuint (row->least, <=, row->most);
  for (unsigned count = 0; count < 20; count++)
    {
      bool accepts = sj_builtin_accepts (row, count);

      g_assert_true (!accepts || (count >= row->least && (count <= row->most || row->most == 255)));
      accepted += accepts;
      for (unsigned i = 0; accepts && i < count; i++)
        g_assert_true (sj_builtin_parameter (row, count, i) == '\0' ||
                       strchr ("sidnbDLTUzcop*xte[", sj_builtin_parameter (row, count, i)) != NULL);
    }
  g_assert_cmpuint (accepted, >, 0);
  g_assert_true (sj_builtin_accepts (row, row->least));
}

static void
test_signatures (void)
{
  foreach_row (check_signature);
}

static void
test_parameters (void)
{
  static const struct { const char *name; unsigned count, index; char want; } cases[] = {
    { "avg", 1, 0, '[' },        { "avg", 2, 0, 'n' },     { "avg", 3, 0, '\0' },    { "sort", 2, 1, 'b' },
    { "sort", 3, 1, 's' },       { "dateDiff", 2, 0, 0 },  { "toDateTime", 2, 0, 0 }, { "inLastDays", 2, 0, 'T' },
    { "updateTimeZone", 2, 1, 'z' }, { "limit", 3, 2, 'b' }, { "inAudience", 1, 0, 'c' }, { "now", 0, 0, '\0' },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const SjBuiltin *row = sj_builtin_find (SJ_EXPRESSION, cases[i].name, strlen (cases[i].name));

      g_assert_nonnull (row);
      g_assert_cmpint (sj_builtin_parameter (row, cases[i].count, cases[i].index), ==, cases[i].want);
    }
  g_assert_cmpint (sj_builtin_parameter (sj_builtin_find (SJ_PQL, "concat", 6), 9, 8), ==, 's');
}

static void
test_find (void)
{
  g_assert_nonnull (sj_builtin_find (SJ_EXPRESSION, "upper(", 5));
  g_assert_null (sj_builtin_find (SJ_EXPRESSION, "uppe", 4));
  g_assert_null (sj_builtin_find (SJ_EXPRESSION, "Upper", 5));
  g_assert_null (sj_builtin_find (SJ_EXPRESSION, "upperCase", 9));
  g_assert_null (sj_builtin_find (SJ_EXPRESSION, "", 0));
  g_assert_null (sj_builtin_find (SJ_EXPRESSION, "upper\0", 6));
  g_assert_null (sj_builtin_find (SJ_PQL, "now", 3));
  g_assert_cmpstr (sj_builtin_find (SJ_EXPRESSION, "containWithIgnoreCase", 21)->alias_of, ==, "containIgnoreCase");
}

/* The walk */

static const char *const texts[] = {
  "", "a", "é😀", "2024-02-29", "2024-02-29T12:00:00Z", "-999999-01-01T00:00:00Z", "Europe/Paris", "+18:00", "days",
  "12", "-9223372036854775808", "1e308", "PT1H", "(", "a*", "%_%", "https://u@h:1/p?a=b&c#f", "YWI=", "%zz%41+",
  "yyyy-MM-dd", "de_DE", "\xef\xbf\xbd", " \t x ",
};

static const int64_t integers[] = { 0, 1, -1, 23, 31, 100, INT64_MAX, INT64_MIN, INT64_MAX / 1000, 4294967296 };
static const double decimals[] = { 0.0, -0.0, 0.5, -2.5, 1e300, -1e300, 5e-324, 9.3e18, 2.0, 0x1p63 };

static SjValue *
every_value (SjArena *arena, size_t *count)
{
  static const SjMoment moments[] = {
    { 1709208000, 0, 0, NULL },
    { 1711850400, 999999999, 3600, "Europe/Paris" },
    { -31619087683200, 0, -64800, NULL },
    { 31494784780799, 999999999, 64800, NULL },
    { INT64_MAX, 999999999, 3600, "Europe/Paris" },
    { INT64_MIN, 0, -64800, NULL },
  };
  static const int64_t seconds[] = { 0, -1, 1709208000, INT64_MAX, INT64_MIN, 31494784780799 };
  GArray *values = g_array_new (FALSE, FALSE, sizeof (SjValue));
  SjValue value, *copy;
  SjMember *members;

#define ADD(expression) (value = (expression), g_array_append_val (values, value))
  ADD (sj_null);
  ADD (sj_value_bool (true));
  ADD (sj_value_bool (false));
  for (size_t i = 0; i < G_N_ELEMENTS (integers); i++)
    ADD (sj_value_integer (integers[i]));
  for (size_t i = 0; i < G_N_ELEMENTS (decimals); i++)
    ADD (sj_value_decimal (decimals[i]));
  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    ADD (sj_value_string (texts[i]));
  ADD (sj_value_text (NULL, 0));
  for (size_t i = 0; i < G_N_ELEMENTS (seconds); i++)
    {
      ADD (sj_value_date (seconds[i]));
      ADD (sj_value_local (seconds[i], 1));
      ADD (sj_value_duration (seconds[i], 999999999));
    }
  for (size_t i = 0; i < G_N_ELEMENTS (moments); i++)
    ADD (sj_value_moment (arena, moments[i]));
  members = sj_arena_new_n (arena, SjMember, 2);
  members[0] = (SjMember) { sj_value_string ("a"), sj_value_integer (1) };
  members[1] = (SjMember) { sj_value_string ("é😀"), sj_null };
  ADD (sj_value_object (NULL, 0));
  ADD (sj_value_object (members, 2));
  ADD (sj_value_list (NULL, 0));
  copy = g_memdup2 (values->data, values->len * sizeof (SjValue));
  ADD (sj_value_list (sj_arena_dup (arena, copy, values->len * sizeof (SjValue)), values->len));    /* of everything */
  ADD (sj_value_list (&((SjValue *) values->data)[values->len - 1], 0));
  for (unsigned length = 1; length <= 12; length += 11)    /* beyond a handful */
    {
      SjValue *same = sj_arena_new_n (arena, SjValue, length);
      SjValue *objects = sj_arena_new_n (arena, SjValue, length);
      SjValue *numbers = sj_arena_new_n (arena, SjValue, length);

      for (unsigned i = 0; i < length; i++)
        {
          same[i] = sj_value_string (texts[i % 3]);
          objects[i] = i % 3 == 2 ? sj_null : sj_value_object (members, i % 3);
          numbers[i] = i % 2 ? sj_value_integer (INT64_MAX) : sj_value_decimal (1e308);
        }
      ADD (sj_value_list (same, length));
      ADD (sj_value_list (objects, length));
      ADD (sj_value_list (numbers, length));
    }
#undef ADD
  g_free (copy);
  *count = values->len;
  return (SjValue *) g_array_free (values, FALSE);
}

static void
check_value (SjValue value)
{
  SjBuffer buffer = SJ_BUFFER_INIT;

  g_assert_cmpuint (value.type, <, SJ_N_TYPES);
  if (value.type == SJ_DECIMAL)
    g_assert_true (isfinite (value.decimal));
  if (value.type == SJ_TEXT && value.length > 0)
    g_assert_true (g_utf8_validate_len (value.text, value.length, NULL));
  if (value.type == SJ_LIST)
    g_assert_cmpint (value.flags, ==, 0);
  sj_text_expression (&buffer, value);
  sj_text_template (&buffer, value);
  sj_buffer_clear (&buffer);
}

static SjValue *all;
static size_t n_all;

static void
call_with (SjEval *eval, const SjBuiltin *row, const SjValue *args, unsigned count)
{
  SjValue result = sj_null;

  sj_eval_begin (eval);
  if (row->nulls != SJ_NULLS_PASS)
    for (unsigned i = 0; i < count; i++)
      if (args[i].type == SJ_NULL)
        return;
  if (row->call (eval, args, count, &result))
    {
      g_assert_null (eval->error.code);
      check_value (result);
    }
  else
    {
      g_assert_nonnull (eval->error.code);
      g_assert_true (g_utf8_validate (eval->error.text, -1, NULL));
      g_assert_null (strchr (eval->error.text, '!'));
    }
}

/* Every pair of values in two places, which are drawn where there are more of
 * them, as are the values of the others. */
static void
walk_row (SjDialect dialect, const SjBuiltin *row)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  unsigned most = row->most == 255 ? 4 : row->most;
  SjEval eval;

  if (row->call == NULL)
    return;
  sj_eval_init (&eval, &arena);
  eval.now = (SjMoment) { 1709208000, 123456789, 3600, "Europe/Paris" };
  for (unsigned count = row->least; count <= most; count++)
    {
      size_t rounds = count == 0 ? 1 : count == 1 ? n_all : n_all * n_all;

      if (!sj_builtin_accepts (row, count))
        continue;
      for (size_t round = 0; round < rounds; round++)
        {
          unsigned place = count > 2 ? (unsigned) g_test_rand_int_range (0, (gint32) count) : 0;
          SjValue args[4];

          for (unsigned i = 2; i < count; i++)
            args[(place + i) % count] = all[g_test_rand_int_range (0, (gint32) n_all)];
          if (count > 0)
            args[place] = all[round % n_all];
          if (count > 1)
            args[(place + 1) % count] = all[round / n_all];
          call_with (&eval, row, args, count);
          sj_arena_reset (&arena);
        }
    }
  sj_eval_clear (&eval);
}

static void
test_walk (void)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;

  all = every_value (&arena, &n_all);
  foreach_row (walk_row);
  g_clear_pointer (&all, g_free);
}

/* Limits */

typedef struct
{
  SjArena arena;
  SjEval eval;
} Fixture;

static void
set_up (Fixture *fixture, const void *data)
{
  sj_arena_init (&fixture->arena);
  sj_eval_init (&fixture->eval, &fixture->arena);
}

static void
tear_down (Fixture *fixture, const void *data)
{
  sj_eval_clear (&fixture->eval);
  sj_arena_clear (&fixture->arena);
}

static bool
run (Fixture *fixture, SjDialect dialect, const char *name, const SjValue *args, unsigned count, SjValue *result)
{
  const SjBuiltin *row = sj_builtin_find (dialect, name, strlen (name));

  g_assert_nonnull (row);
  return row->call (&fixture->eval, args, count, result);
}

static SjValue
long_text (Fixture *fixture, size_t length)
{
  char *text = sj_arena_alloc (&fixture->arena, length);

  memset (text, 'a', length);
  return sj_value_text (text, length);
}

static void
test_text_limit (Fixture *fixture, const void *data)
{
  SjValue text = long_text (fixture, SJ_TEXT_LIMIT / 2 + 1);
  SjValue args[3] = { text, text, sj_value_string ("bbb") };
  SjValue result;

  sj_eval_begin (&fixture->eval);
  g_assert_false (run (fixture, SJ_EXPRESSION, "concat", args, 2, &result));
  g_assert_cmpstr (fixture->eval.error.code, ==, "limit");

  sj_eval_begin (&fixture->eval);
  args[1] = sj_value_string ("a");
  g_assert_false (run (fixture, SJ_PQL, "replace", args, 3, &result));    /* not forgiven */
  g_assert_cmpstr (fixture->eval.error.code, ==, "limit");
}

static void
test_memory_limit (Fixture *fixture, const void *data)
{
  SjValue text = long_text (fixture, SJ_TEXT_LIMIT / 2);
  SjValue result;
  unsigned rounds = 0;

  sj_eval_begin (&fixture->eval);
  while (run (fixture, SJ_EXPRESSION, "upper", &text, 1, &result))
    g_assert_cmpuint (++rounds, <, 100);
  g_assert_cmpstr (fixture->eval.error.code, ==, "limit");
  g_assert_cmpuint (rounds, >, 2);
}

static void
test_step_limit (Fixture *fixture, const void *data)
{
  SjValue *items = sj_arena_new_n (&fixture->arena, SjValue, 10000);
  SjValue args[2], result;
  unsigned rounds = 0;

  for (int i = 0; i < 10000; i++)
    items[i] = sj_value_integer (i);
  args[0] = args[1] = sj_value_list (items, 10000);
  sj_eval_begin (&fixture->eval);
  g_assert_true (run (fixture, SJ_EXPRESSION, "intersect", args, 2, &result));
  g_assert_cmpuint (result.length, ==, 10000);
  while (run (fixture, SJ_EXPRESSION, "intersect", args, 2, &result))
    g_assert_cmpuint (++rounds, <, 100);
  g_assert_cmpstr (fixture->eval.error.code, ==, "limit");
}

/* The first error is the one that is reported. */
static void
test_first_error (Fixture *fixture, const void *data)
{
  g_assert_false (sj_eval_fail (&fixture->eval, "type", "one %d", 1));
  g_assert_false (sj_eval_fail (&fixture->eval, "limit", "two"));
  g_assert_cmpstr (fixture->eval.error.code, ==, "type");
  g_assert_cmpstr (fixture->eval.error.text, ==, "one 1");
  sj_eval_begin (&fixture->eval);
  g_assert_null (fixture->eval.error.code);
}

static void
test_chance (Fixture *fixture, const void *data)
{
  double first, sum = 0;

  fixture->eval.seed = 7;
  sj_eval_begin (&fixture->eval);
  first = sj_eval_random (&fixture->eval);
  g_assert_cmpfloat (sj_eval_random (&fixture->eval), !=, first);
  sj_eval_begin (&fixture->eval);
  g_assert_cmpfloat (sj_eval_random (&fixture->eval), ==, first);
  for (int i = 0; i < 10000; i++)
    {
      double number = sj_eval_random (&fixture->eval);

      g_assert_true (number >= 0 && number < 1);
      sum += number;
    }
  g_assert_true (sum > 4800 && sum < 5200);
}

static void
test_uuid (Fixture *fixture, const void *data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < 100; i++)
    {
      SjValue result;
      char *text;

      g_assert_true (run (fixture, SJ_EXPRESSION, "uuid", NULL, 0, &result));
      text = sj_value_dup_text (result);
      g_assert_true (g_uuid_string_is_valid (text));
      g_assert_true (text[14] == '4' && strchr ("89ab", text[19]) != NULL);
      g_assert_true (g_hash_table_add (seen, text));
    }
}

/* Patterns */

static bool
matches (Fixture *fixture, const char *pattern, SjValue subject, SjMatch *match)
{
  return sj_regex_match (&fixture->eval, sj_value_string (pattern), subject, 0, false, match);
}

/* Each of these would take years; as no match they take no time to speak of. */
static void
test_patterns_that_explode (Fixture *fixture, const void *data)
{
  static const char *const patterns[] = {
    "(a+)+b", "(a|aa)+b", "(a|a?)+b", "(.*)*b", "^(a?){64}(a){64}b", "([a-z]+)*\\d", "(?=(a+))\\1*b", "(a*)*\\1b",
    "((a{1,100}){1,100}){1,100}b", "[ab]{0,60000}+b", "(?:a(?=.*b))*b",
  };
  SjValue subject = long_text (fixture, 20000);

  for (size_t i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      SjMatch match;

      sj_eval_begin (&fixture->eval);
      if (matches (fixture, patterns[i], subject, &match))
        g_assert_false (match.matched);
      else
        g_assert_nonnull (fixture->eval.error.code);
    }
}

/* Together they use up the evaluation, which then stops. */
static void
test_effort_adds_up (Fixture *fixture, const void *data)
{
  SjValue subject = long_text (fixture, 20000);
  SjMatch match;
  unsigned rounds = 0;

  sj_eval_begin (&fixture->eval);
  while (matches (fixture, "(a*)*c|b", subject, &match))
    g_assert_cmpuint (++rounds, <, 20);
  g_assert_cmpstr (fixture->eval.error.code, ==, "limit");
}

static void
test_pattern_cache (Fixture *fixture, const void *data)
{
  for (int round = 0; round < 2; round++)
    for (int i = 0; i < 300; i++)    /* more than are kept */
      {
        g_autofree char *pattern = g_strdup_printf ("^x%d$", i);
        g_autofree char *text = g_strdup_printf ("x%d", i);
        SjMatch match;

        g_assert_true (matches (fixture, pattern, sj_value_string (text), &match));
        g_assert_true (match.matched);
        g_assert_true (matches (fixture, pattern, sj_value_string ("x"), &match));
        g_assert_false (match.matched);
      }
}

static void
test_pattern_groups (Fixture *fixture, const void *data)
{
  g_autoptr (GString) many = g_string_new (NULL);
  SjMatch match;

  g_assert_true (matches (fixture, "(x)?(b)", sj_value_string ("éb"), &match));
  g_assert_cmpuint (match.count, ==, 3);
  g_assert_cmpuint (match.start[0], ==, 2);
  g_assert_true (match.start[1] == SIZE_MAX);
  g_assert_cmpuint (match.end[2], ==, 3);

  for (int i = 0; i < 40; i++)
    g_string_append (many, "(a)");
  g_assert_true (matches (fixture, many->str, long_text (fixture, 40), &match));
  g_assert_true (match.matched);
  g_assert_cmpuint (match.count, ==, SJ_REGEX_GROUPS);
}

static void
test_pattern_check (void)
{
  g_autofree char *problem = NULL;
  g_autofree char *long_pattern = g_strnfill (20000, 'a');
  size_t offset = 0;

  g_assert_true (sj_regex_check ("[a-z]+\\d", 8, NULL, NULL));
  g_assert_true (sj_regex_check ("", 0, NULL, NULL));
  g_assert_false (sj_regex_check ("ab(", 3, &problem, &offset));
  g_assert_nonnull (problem);
  g_assert_cmpuint (offset, ==, 3);
  g_assert_false (sj_regex_check (long_pattern, 20000, NULL, NULL));
}

/* Text by character */

static void
test_text (void)
{
  const char *text = "aé😀z";
  size_t length = strlen (text);
  static const struct { int64_t characters; size_t bytes; } places[] = {
    { INT64_MIN, 0 }, { -1, 0 }, { 0, 0 }, { 1, 1 }, { 2, 3 }, { 3, 7 }, { 4, 8 }, { 5, 8 }, { INT64_MAX, 8 },
  };
  SjBuffer buffer = SJ_BUFFER_INIT;
  g_autofree char *folded = NULL;
  size_t folded_length;

  g_assert_cmpuint (sj_text_length (text, length), ==, 4);
  for (size_t i = 0; i < G_N_ELEMENTS (places); i++)
    g_assert_cmpuint (sj_text_to_bytes (text, length, places[i].characters), ==, places[i].bytes);

  folded = sj_text_fold ("STRAßE İ", strlen ("STRAßE İ"), &folded_length);
  g_assert_cmpstr (folded, ==, "strasse i̇");
  g_assert_cmpuint (folded_length, ==, strlen (folded));

  sj_text_escaped (&buffer, "a&<>\"'`=b", 9);
  g_assert_cmpstr (sj_buffer_text (&buffer), ==, "a&amp;&lt;&gt;&quot;&#x27;&#x60;&#x3D;b");
  sj_buffer_clear (&buffer);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/builtins/words", test_words);
  g_test_add_func ("/builtins/signatures", test_signatures);
  g_test_add_func ("/builtins/parameters", test_parameters);
  g_test_add_func ("/builtins/find", test_find);
  g_test_add_func ("/builtins/walk", test_walk);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/eval/text-limit", test_text_limit);
  ADD ("/eval/memory-limit", test_memory_limit);
  ADD ("/eval/step-limit", test_step_limit);
  ADD ("/eval/first-error", test_first_error);
  ADD ("/eval/chance", test_chance);
  ADD ("/eval/uuid", test_uuid);
  ADD ("/regex/explode", test_patterns_that_explode);
  ADD ("/regex/adds-up", test_effort_adds_up);
  ADD ("/regex/cache", test_pattern_cache);
  ADD ("/regex/groups", test_pattern_groups);
#undef ADD
  g_test_add_func ("/regex/check", test_pattern_check);
  g_test_add_func ("/text/characters", test_text);
  return g_test_run ();
}
