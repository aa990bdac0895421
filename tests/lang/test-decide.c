/* test-decide.c -- what is proved of conditions, by examples and against all data
 * of small domains: a claim that any data refutes is a failure. */
#include "base/sj-json.h"
#include "lang/sj-context.h"
#include "lang/sj-decide.h"
#include "lang/sj-expr.h"

#include <string.h>

/* One event E whose fields have few values, all kinds of them. */
typedef struct
{
  const char *name;
  SjType type;              /* SJ_NULL: anything */
  bool required;
  const char *choices;      /* parted by | */
  const char *values;       /* JSON, parted by blanks; the first does not fit the schema where it is required */
} Field;

static const Field fields[] = {
  { "i", SJ_INTEGER, false, NULL, "null -1 0 1 2 3 4" },
  { "n", SJ_DECIMAL, false, NULL, "null -1 -0.5 -0.1 0 0.2 0.5 0.7 1.0 1.5 2 2.5" },
  { "t", SJ_TEXT, false, NULL, "null \"\" \"a\" \"b\" \"c\" \"z\"" },
  { "b", SJ_BOOL, false, NULL, "null true false" },
  { "m", SJ_MOMENT, false, NULL,
    "null \"2023-01-01T00:00:00Z\" \"2024-01-01T00:00:00Z\" \"2024-01-01T12:00:00Z\" \"2024-01-02T00:00:00Z\" "
    "\"nonsense\" \"2025-01-01T00:00:00Z\"" },
  { "D", SJ_DATE, false, NULL, "null \"2024-01-01\" \"2024-01-02\" \"2024-01-03\" \"nonsense\" \"2023-01-01\"" },
  { "u", SJ_NULL, false, NULL, "null -1 0 0.5 1 1.5 2 3 \"a\" \"b\" true false [] {} \"2024-01-01T00:00:00Z\"" },
  { "c", SJ_TEXT, false, "a|b|z", "\"other\" null \"a\" \"b\" \"z\"" },
  { "r", SJ_INTEGER, true, NULL, "null -1 0 1 2 3 4" },
};

#define N_FIELDS G_N_ELEMENTS (fields)

typedef struct
{
  SjExprEnv env;
  SjShape *shape;
  SjArena arena;
  GArray *values[N_FIELDS];     /* of SjValue */
} World;

static World *world;

static bool
find_root (const SjExprEnv *env, SjRootKind kind, SjSlice name, SjSlice group, const SjShape **shape)
{
  *shape = ((const World *) env)->shape;
  return kind == SJ_ROOT_EVENT;
}

static SjValue
read_value (const char *text)
{
  SjJsonReader reader;
  SjJsonError error;
  SjValue value;

  sj_json_reader_init (&reader, &world->arena);
  g_assert_true (sj_json_reader_read (&reader, text, strlen (text), &value, &error));
  sj_json_reader_clear (&reader);
  return value;
}

static void
set_up (void)
{
  world = g_new0 (World, 1);
  world->env.root = find_root;
  world->shape = sj_shape_new (SJ_OBJECT);
  for (size_t i = 0; i < N_FIELDS; i++)
    {
      SjShape *shape = fields[i].type == SJ_NULL ? sj_shape_new_any () : sj_shape_new (fields[i].type);
      g_auto (GStrv) values = g_strsplit (fields[i].values, " ", -1);

      shape->required = fields[i].required;
      shape->choices = fields[i].choices ? g_strsplit (fields[i].choices, "|", -1) : NULL;
      sj_shape_add_field (world->shape, fields[i].name, shape);
      world->values[i] = g_array_new (FALSE, FALSE, sizeof (SjValue));
      for (char **text = values; *text != NULL; text++)
        {
          SjValue value = read_value (sj_arena_strdup (&world->arena, *text));

          g_array_append_val (world->values[i], value);
        }
    }
}

static void
tear_down (void)
{
  for (size_t i = 0; i < N_FIELDS; i++)
    g_array_unref (world->values[i]);
  sj_shape_unref (world->shape);
  sj_arena_clear (&world->arena);
  g_free (world);
}

#define MOST 6

typedef struct
{
  SjExpr *exprs[MOST];
  const SjTree *trees[MOST];
  SjDecision decisions[MOST];
  size_t count;
} Case;

/* "i" stands for @event{E.i}. */
static char *
spell_out (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\$([a-zA-Z])\\b", 0, 0, NULL);

  return g_regex_replace (regex, text, -1, 0, "@event{E.\\1}", 0, NULL);
}

static void
compile (Case *test, const char *text)
{
  g_autofree char *full = spell_out (text);
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  SjExpr *expr = sj_expr_compile (full, strlen (full), &world->env, SJ_EXPR_BOOLEAN, &diags);

  if (expr == NULL)
    g_error ("%.100s: %s", text, sj_diags_get (&diags, 0)->text);
  test->exprs[test->count] = expr;
  test->trees[test->count++] = sj_expr_tree (expr);
}

static void
clear_case (Case *test)
{
  for (size_t i = 0; i < test->count; i++)
    sj_expr_unref (test->exprs[i]);
  test->count = 0;
}

/* What is said of a list of conditions: "." open, "0" never, "1" always, a letter:
 * covered by that one, "+" by several, "r" the rest, behind it "s": by the schema,
 * "&a": overlaps with the first. */
static const struct
{
  const char *conditions;       /* parted by ; */
  const char *want;
} examples[] = {
  /* constants */
  { "true; $i > 1", "1 a" },
  { "1 > 2", "0" },
  { "length(\"abc\") == 3", "1" },
  { "date(\"2024-01-01\") < date(\"2024-01-02\") and $b", "." },
  { "now() == now()", "1" },
  { "random() < 0.5; random() < 0.5", ". ." },
  { "inAudience(\"A\"); inAudience(\"B\"); inAudience(\"A\")", ". . a" },

  /* intervals; null keeps them open */
  { "$i > 100; $i > 50", ". ." },
  { "$i > 50; $i > 100", ". a" },
  { "$i > 5; $i <= 5", ". ." },
  { "$i > 5; $i <= 5; $i is null", ". . r" },
  { "not ($i > 5); $i > 5", ". r" },
  { "$i > 5 and $i < 5", "0" },
  { "$i > 5 and $i < 6", "0" },
  { "$n > 5 and $n < 6", "." },
  { "$i == 1.5", "0" },
  { "5 < $i; $i >= 6", ". a" },
  { "$i > 10; $i > 0 and $i <= 10; $i > 0", ". . +" },
  { "$i >= 0 and $i <= 100; $i >= 50 and $i <= 150", ". .&a" },
  { "$i == 9223372036854775807; $i > 9223372036854775806", ". ." },

  /* texts, truth and null */
  { "$t == \"a\"; $t == \"a\"", ". a" },
  { "$t == \"a\"; $t != \"a\"", ". r" },
  { "$t == \"a\" and $t == \"b\"", "0" },
  { "in($t, [\"a\", \"b\"]); $t == \"a\"", ". a" },
  { "in($t, [\"a\", \"b\"]); in($t, [\"b\", \"c\"])", ". .&a" },
  { "$b; not $b", ". r" },
  { "$b == true; $b == false", ". ." },
  { "$b == true; $b == false; $b is null", ". . r" },
  { "$t is null; $t is not null", ". r" },
  { "$t == null and $t is not null", "0" },
  { "$i > 0 or $i is not null or $i is null", "1" },
  { "@event{E.i, defaultValue: 3} > 2; $i is null", ". a" },
  { "@event{E.i, defaultValue: 3} is null", "0" },
  { "if ($b) then ($i > 1) else ($i > 2); $i > 2 and $b; $i > 3", ". a a" },
  { "($i > 1) == true; $i > 1", ". a" },

  /* dates */
  { "$m > toDateTime(\"2024-01-01T00:00:00Z\"); $m > toDateTime(\"2024-06-01T00:00:00Z\")", ". a" },
  { "$m > toDateTime(\"2024-06-01T00:00:00Z\"); $m <= toDateTime(\"2024-06-01T00:00:00Z\"); $m is null", ". . ." },
  { "$m == \"2024-01-01T00:00:00Z\"", "." },

  /* two fields */
  { "$i < $n; $n > $i", ". a" },
  { "$i < $n; $i >= $n", ". ." },
  { "$i == $n; $i != $n", ". r" },
  { "$t == $t", "1" },
  { "$i < $i", "0" },

  /* what a schema says */
  { "$r > 5; $r <= 5", ". rs" },
  { "$c == \"a\"; $c == \"b\"; $c == \"z\"; $c is null", ". . . rs" },
  { "$c == \"q\"", "0s" },
  { "$r is null", "0s" },
};

static char *
describe (const Case *test)
{
  GString *said = g_string_new (NULL);

  for (size_t i = 0; i < test->count; i++)
    {
      const SjDecision *decision = &test->decisions[i];
      const char *verdicts = decision->by < 0 ? ".01+r" : ".01?r";

      g_string_append_printf (said, "%s%c%s", i > 0 ? " " : "",
                              decision->by >= 0 ? 'a' + decision->by : verdicts[decision->verdict],
                              decision->by_shape ? "s" : "");
      if (decision->overlaps >= 0)
        g_string_append_printf (said, "&%c", 'a' + decision->overlaps);
    }
  return g_string_free (said, FALSE);
}

static void
test_examples (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_auto (GStrv) conditions = g_strsplit (examples[i].conditions, "; ", -1);
      g_autofree char *said = NULL;
      Case test = { .count = 0 };

      for (char **condition = conditions; *condition != NULL; condition++)
        compile (&test, *condition);
      sj_decide (test.trees, test.count, test.decisions);
      said = describe (&test);
      if (!g_str_equal (said, examples[i].want))
        g_test_message ("%s", examples[i].conditions);
      g_assert_cmpstr (said, ==, examples[i].want);
      clear_case (&test);
    }
}

static const char *
pick (GRand *chance, const char *const *words, size_t count)
{
  return words[g_rand_int_range (chance, 0, (gint32) count)];
}

#define PICK(...)                                               \
  ({                                                            \
    static const char *const words_[] = { __VA_ARGS__ };        \
    pick (chance, words_, G_N_ELEMENTS (words_));               \
  })

static char *
random_test (GRand *chance, char field)
{
  const char *op = PICK ("==", "!=", "<", "<=", ">", ">=");
  const char *same = PICK ("==", "!=");

  if (g_rand_int_range (chance, 0, 6) == 0)
    return g_strdup_printf ("$%c is %s", field, PICK ("null", "not null"));
  switch (field)
    {
    case 'i':
    case 'r':
      if (g_rand_int_range (chance, 0, 5) == 0)
        return g_strdup_printf ("in($%c, [%s, %s])", field, PICK ("0", "2"), PICK ("1", "3"));
      if (g_rand_int_range (chance, 0, 5) == 0)
        return g_strdup_printf ("@event{E.%c, defaultValue: %s} %s %s", field, PICK ("0", "2"), op, PICK ("1", "3"));
      return g_strdup_printf ("$%c %s %s", field, op, PICK ("0", "1", "2", "3", "1.5"));
    case 'n':
      return g_strdup_printf ("%s %s $n", PICK ("0", "0.5", "1", "2.0", "-0.5"), op);
    case 't':
    case 'c':
      if (g_rand_int_range (chance, 0, 4) == 0)
        return g_strdup_printf ("in($%c, [\"%s\", \"%s\"])", field, PICK ("a", "b"), PICK ("b", "z"));
      return g_strdup_printf ("$%c %s \"%s\"", field, same, PICK ("a", "b", "z"));
    case 'b':
      return g_strdup (PICK ("$b", "not $b", "$b == true", "$b == false", "$b != true"));
    case 'm':
      if (g_rand_int_range (chance, 0, 6) == 0)
        return g_strdup_printf ("$m %s \"2024-01-01T00:00:00Z\"", same);
      return g_strdup_printf ("$m %s toDateTime(\"2024-01-0%sT00:00:00Z\")", op, PICK ("1", "2"));
    case 'D':
      return g_strdup_printf ("$D %s toDateOnly(\"2024-01-0%s\")", op, PICK ("1", "2", "3"));
    default:
      if (g_rand_int_range (chance, 0, 3) == 0)
        return g_strdup_printf ("$u %s %s", same, PICK ("\"a\"", "true", "null", "date(\"2024-01-01T00:00:00Z\")"));
      return g_strdup_printf ("$u %s %s", op, PICK ("0", "1", "2"));
    }
}

static char *
random_pair (GRand *chance)
{
  return g_strdup_printf ("%s %s %s", PICK ("$i", "$r"), PICK ("==", "!=", "<", "<=", ">", ">="), PICK ("$n", "$i"));
}

static char *
random_condition (GRand *chance, const char *letters, int depth)
{
  g_autofree char *a = NULL, *b = NULL, *c = NULL;

  if (depth == 0)
    {
      if (strchr (letters, 'i') && strchr (letters, 'n') && strchr (letters, 'r') &&
          g_rand_int_range (chance, 0, 3) == 0)
        return random_pair (chance);
      return random_test (chance, letters[g_rand_int_range (chance, 0, (gint32) strlen (letters))]);
    }
  a = random_condition (chance, letters, depth - 1);
  b = random_condition (chance, letters, depth - 1);
  switch (g_rand_int_range (chance, 0, 8))
    {
    case 0:
    case 1:
      return g_strdup_printf ("(%s) and (%s)", a, b);
    case 2:
    case 3:
      return g_strdup_printf ("(%s) or (%s)", a, b);
    case 4:
      return g_strdup_printf ("not (%s)", a);
    case 5:
      c = random_condition (chance, letters, depth - 1);
      return g_strdup_printf ("if (%s) then (%s) else (%s)", a, b, c);
    case 6:
      return g_strdup_printf ("((%s) and (%s)) == %s", a, b, PICK ("true", "false"));
    default:
      return g_steal_pointer (&a);
    }
}

typedef enum { FALSE_, TRUE_, FAILS } Result;

typedef struct
{
  Result results[MOST];
  bool fits;                    /* the data fits the schema */
} Row;

static Row
evaluate (const Case *test, SjValue context, bool fits)
{
  static SjArena arena;
  SjContext scope;
  SjEval eval;
  Row row = { .fits = fits };

  sj_context_init (&scope, context);
  sj_eval_init (&eval, &arena);
  eval.scope = &scope.scope;
  for (size_t i = 0; i < test->count; i++)
    {
      bool holds;

      row.results[i] = !sj_expr_eval_bool (test->exprs[i], &eval, &holds) ? FAILS : holds ? TRUE_ : FALSE_;
    }
  sj_eval_clear (&eval);
  sj_arena_reset (&arena);
  return row;
}

/* All rows of results: one for each combination of the values of those fields. */
static GArray *
tabulate (const Case *test, const char *letters)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  size_t n_letters = strlen (letters), total = 1;
  size_t which[N_FIELDS];

  for (size_t i = 0; i < n_letters; i++)
    {
      for (which[i] = 0; fields[which[i]].name[0] != letters[i]; which[i]++)
        ;
      total *= world->values[which[i]]->len;
    }
  for (size_t number = 0; number < total; number++)
    {
      SjMember members[N_FIELDS], event[1], root[1];
      size_t rest = number;
      bool fits = true;
      Row row;

      for (size_t i = 0; i < n_letters; i++)
        {
          const Field *field = &fields[which[i]];
          size_t place = rest % world->values[which[i]]->len;

          rest /= world->values[which[i]]->len;
          members[i] = (SjMember) { sj_value_string (field->name),
                                    g_array_index (world->values[which[i]], SjValue, place) };
          fits = fits && (place > 0 || !(field->required || field->choices));
        }
      event[0] = (SjMember) { sj_value_string ("E"), sj_value_object (members, n_letters) };
      root[0] = (SjMember) { sj_value_string ("events"), sj_value_object (event, 1) };
      row = evaluate (test, sj_value_object (root, 1), fits);
      g_array_append_val (rows, row);
    }
  return rows;
}

/* Whether the row speaks against the verdict. */
static bool
refutes (const Row *row, SjVerdict verdict, size_t index, int32_t by)
{
  bool earlier = false, alone = by < 0 || row->results[by] != FALSE_;

  for (size_t i = 0; i < index; i++)
    earlier = earlier || row->results[i] != FALSE_;
  switch (verdict)
    {
    case SJ_VERDICT_NEVER:
      return row->results[index] == TRUE_;
    case SJ_VERDICT_ALWAYS:
      return row->results[index] == FALSE_;
    case SJ_VERDICT_COVERED:
      return row->results[index] == TRUE_ && (!earlier || !alone);
    case SJ_VERDICT_REST:
      return row->results[index] == FALSE_ && !earlier;
    default:
      return false;
    }
}

static bool
is_refuted (const GArray *rows, SjVerdict verdict, size_t index, int32_t by, bool by_shape)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);

      if ((row->fits || !by_shape) && refutes (row, verdict, index, by))
        return true;
    }
  return false;
}

static void
check_overlap (const GArray *rows, size_t index, size_t other)
{
  bool both = false, only_this = false, only_other = false;

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      bool a = row->results[index] == TRUE_, b = row->results[other] == TRUE_;

      both |= a && b;
      only_this |= a && !b;
      only_other |= b && !a;
    }
  g_assert_true (both && only_this && only_other);
}

typedef struct
{
  unsigned verdicts[SJ_VERDICT_REST + 1];
  unsigned overlaps, by_shape, missed;
} Tally;

/* `complete`: nothing that is true of all the data may have been missed either. */
static void
check_claims (const Case *test, const char *letters, bool complete, Tally *tally)
{
  g_autoptr (GArray) rows = tabulate (test, letters);

  for (size_t i = 0; i < test->count; i++)
    {
      const SjDecision *decision = &test->decisions[i];
      bool refuted = is_refuted (rows, decision->verdict, i, decision->by, decision->by_shape);

      tally->verdicts[decision->verdict]++;
      tally->by_shape += decision->by_shape;
      tally->overlaps += decision->overlaps >= 0;
      if (refuted)
        for (size_t j = 0; j <= i; j++)
          g_test_message ("%zu: %s", j, sj_expr_text (test->exprs[j]));
      g_assert_false (refuted);
      if (decision->overlaps >= 0)
        check_overlap (rows, i, (size_t) decision->overlaps);
      for (unsigned verdict = SJ_VERDICT_NEVER; verdict <= SJ_VERDICT_REST; verdict++)
        if (decision->verdict == SJ_VERDICT_OPEN && !is_refuted (rows, verdict, i, -1, false))
          {
            tally->missed++;
            if (complete)
              g_error ("missed verdict %u of %s", verdict, sj_expr_text (test->exprs[i]));
          }
    }
}

static void
run_random (guint32 seed, const char *pool, unsigned rounds, bool complete, Tally *tally)
{
  GRand *chance = g_rand_new_with_seed (seed);

  for (unsigned round = 0; round < rounds; round++)
    {
      char letters[4] = "";
      size_t wanted = (size_t) g_rand_int_range (chance, 1, 4);
      Case test = { .count = 0 };
      size_t count = (size_t) g_rand_int_range (chance, 1, MOST);

      while (strlen (letters) < wanted)
        {
          char letter = pool[g_rand_int_range (chance, 0, (gint32) strlen (pool))];

          if (strchr (letters, letter) == NULL)
            letters[strlen (letters)] = letter;
        }
      for (size_t i = 0; i < count; i++)
        {
          g_autofree char *text = random_condition (chance, letters, g_rand_int_range (chance, 0, 4));

          compile (&test, text);
        }
      sj_decide (test.trees, test.count, test.decisions);
      check_claims (&test, letters, complete, tally);
      clear_case (&test);
    }
  g_rand_free (chance);
}

static void
test_sound (void)
{
  Tally tally = { { 0 } };

  run_random (20240219, "intbmDucr", 3000, false, &tally);
  g_test_message ("open %u, never %u, always %u, covered %u, rest %u; by schema %u, overlaps %u; missed %u",
                  tally.verdicts[0], tally.verdicts[1], tally.verdicts[2], tally.verdicts[3], tally.verdicts[4],
                  tally.by_shape, tally.overlaps, tally.missed);
  for (unsigned i = 0; i <= SJ_VERDICT_REST; i++)
    g_assert_cmpuint (tally.verdicts[i], >, 100);
  g_assert_cmpuint (tally.by_shape, >, 20);
  g_assert_cmpuint (tally.overlaps, >, 20);
}

/* Of plain fields whose values here stand for all there are, everything that can
 * be known is known. */
static void
test_complete (void)
{
  Tally tally = { { 0 } };

  run_random (7, "ntb", 1500, true, &tally);
}

/* Twenty in parentheses, twenty of those in parentheses. */
static char *
join_many (const char *format, const char *inner, const char *outer)
{
  GString *text = g_string_new (NULL);

  for (unsigned group = 0; group < 20; group++)
    {
      g_string_append (text, group > 0 ? outer : "");
      for (unsigned i = 0; i < 20; i++)
        {
          g_autofree char *number = g_strdup_printf ("%u", group * 20 + i);
          g_auto (GStrv) parts = g_strsplit (format, "#", -1);
          g_autofree char *part = g_strjoinv (number, parts);

          g_string_append_printf (text, "%s%s", i > 0 ? inner : "(", part);
        }
      g_string_append_c (text, ')');
    }
  return g_string_free (text, FALSE);
}

/* However large, it comes back, and says nothing rather than something wrong. */
static void
test_limits (void)
{
  g_autofree char *knot = join_many ("(inAudience(\"#\") == ($i > #))", " or ", " and ");
  g_autofree char *wide = join_many ("$i == #", " or ", " or ");
  Case test = { .count = 0 };

  compile (&test, knot);
  compile (&test, wide);
  compile (&test, "$i > 1000");
  compile (&test, "$i == 5");
  sj_decide (test.trees, test.count, test.decisions);
  g_assert_cmpint (test.decisions[0].verdict, ==, SJ_VERDICT_OPEN);
  g_assert_cmpint (test.decisions[2].verdict, ==, SJ_VERDICT_OPEN);
  clear_case (&test);

  compile (&test, wide);
  compile (&test, "$i == 5");
  sj_decide (test.trees, test.count, test.decisions);
  g_assert_cmpint (test.decisions[1].verdict, ==, SJ_VERDICT_COVERED);
  clear_case (&test);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  set_up ();
  g_test_add_func ("/lang/decide/examples", test_examples);
  g_test_add_func ("/lang/decide/sound", test_sound);
  g_test_add_func ("/lang/decide/complete", test_complete);
  g_test_add_func ("/lang/decide/limits", test_limits);
  status = g_test_run ();
  tear_down ();
  return status;
}
