/* test-rule.c -- conditions as rows and back, and the colours of texts. */
#include "lang/sj-paint.h"
#include "lang/sj-rule.h"

#include <string.h>

#define T "@event{Order.total}"
#define N "#{ExperiencePlatform.G.profile.person.name.firstName}"

/* The rows as one line: "and(total > 5; …)". */
static const struct { const char *text, *rows; } good[] = {
  { T " > 5", "and(" T " MORE n:5)" },
  { "  ", "and()" },
  { T " >= -2.5 and " N " == \"An\\\"n\"", "and(" T " LEAST n:-2.5; " N " IS s:An\"n)" },
  { T " == 1 or " T " == 2 or " T " < 0", "or(" T " IS n:1; " T " IS n:2; " T " LESS n:0)" },
  { T " == 1 and (" T " == 2 or " T " == 3)", "and(" T " IS n:1; or(" T " IS n:2; " T " IS n:3))" },
  { T " == 1 and (" T " == 2 and " T " == 3)", "and(" T " IS n:1; and(" T " IS n:2; " T " IS n:3))" },
  { "inAudience(\"VIP\") and not inAudience(\"Old\")", "and(MEMBER s:VIP; NOT_MEMBER s:Old)" },
  { "contain(" N ", \"a\") or not contain(" N ", \"b\")", "or(" N " CONTAINS s:a; " N " CONTAINS_NOT s:b)" },
  { "startWith(" N ", \"a\") and endWith(" N ", \"b\")", "and(" N " BEGINS s:a; " N " ENDS s:b)" },
  { "in(" N ", [\"a\", \"b,c\"])", "and(" N " AMONG s:a s:b,c)" },
  { "not in(" T ", [1, 2])", "and(" T " NOT_AMONG n:1 n:2)" },
  { N " is null", "and(" N " UNSET)" },
  { N " is not null and @event{Order.paid}", "and(" N " SET; @event{Order.paid} YES)" },
  { "not @event{Order.paid}", "and(@event{Order.paid} NO)" },
  { "@event{Order.at} < date(\"2026-03-01\")", "and(@event{Order.at} LESS d:2026-03-01)" },
  { T " > " T " * 2", "and(" T " MORE e:" T " * 2)" },
  { N " == \"\"", "and(" N " IS e:\"\")" },
};

static const char *const bad[] = {
  "5 > " T, "not (" T " > 5)", "not startWith(" N ", \"a\")", "count(@event{Order.items.all()}) > 2",
  "if (" T " > 1) then (true) else (false)", T " >", "true",
};

static void
describe (const SjRule *rule, GString *out)
{
  static const char *const names[] = {
#define SJ_RULE_TEST(NAME, types, values, title, dated) #NAME,
#include "lang/sj-rule-test.def"
#undef SJ_RULE_TEST
  };

  if (rule->parts == NULL)
    {
      g_string_append_printf (out, "%s%s%s", rule->field ? rule->field : "", rule->field ? " " : "", names[rule->test]);
      for (char **value = rule->values; *value != NULL; value++)
        g_string_append_printf (out, " %c:%s", "snde"[rule->form], *value);
      return;
    }
  g_string_append (out, rule->any ? "or(" : "and(");
  for (guint i = 0; i < rule->parts->len; i++)
    {
      if (i > 0)
        g_string_append (out, "; ");
      describe (g_ptr_array_index (rule->parts, i), out);
    }
  g_string_append_c (out, ')');
}

static void
check_same_meaning (const char *text, const SjRule *rule)
{
  g_autofree char *again = sj_rule_to_string (rule);
  g_autoptr (SjExpr) one = sj_expr_compile (text, strlen (text), NULL, SJ_EXPR_BOOLEAN, NULL);
  g_autoptr (SjExpr) two = sj_expr_compile (again, strlen (again), NULL, SJ_EXPR_BOOLEAN, NULL);

  g_assert_nonnull (two);
  g_assert_true (sj_tree_equal (sj_expr_tree (one), sj_expr_tree (two)));
}

static void
test_rows (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (SjRule) rule = sj_rule_parse (good[i].text, NULL);
      g_autoptr (GString) rows = g_string_new (NULL);

      g_test_message ("%s", good[i].text);
      g_assert_nonnull (rule);
      describe (rule, rows);
      g_assert_cmpstr (rows->str, ==, good[i].rows);
      if (rule->parts->len > 0)
        check_same_meaning (good[i].text, rule);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_null (sj_rule_parse (bad[i], NULL));
    }
}

/* Rows that are not filled in say nothing yet. */
static void
test_unfinished (void)
{
  g_autoptr (SjRule) group = sj_rule_new_group (true);
  SjRule *row = sj_rule_new ();
  g_autofree char *empty = NULL, *text = NULL;

  g_ptr_array_add (group->parts, sj_rule_new_group (false));
  g_ptr_array_add (group->parts, row);
  empty = sj_rule_to_string (group);
  g_assert_cmpstr (empty, ==, "");
  row->field = g_strdup (T);
  row->test = SJ_TEST_UNSET;
  text = sj_rule_to_string (group);
  g_assert_cmpstr (text, ==, T " is null");
}

/* Every kind of field has tests, and each test a title. */
static void
test_tests (void)
{
  static const SjType types[] = { SJ_NULL, SJ_BOOL, SJ_INTEGER, SJ_DECIMAL, SJ_TEXT, SJ_DATE, SJ_MOMENT, SJ_LIST };

  for (size_t i = 0; i < G_N_ELEMENTS (types); i++)
    {
      unsigned count = 0;

      for (SjRuleTest test = 0; test < SJ_N_TESTS; test++)
        count += sj_rule_test_fits (test, types[i]);
      g_assert_cmpuint (count, >=, 2);
    }
  g_assert_cmpstr (sj_rule_test_title (SJ_TEST_MORE, SJ_DATE), ==, "is after");
  g_assert_cmpstr (sj_rule_test_title (SJ_TEST_MORE, SJ_INTEGER), ==, "is more than");
}

typedef GArray *(*Paint) (const char *text, size_t length);

/* The words with their colours: "F:name". */
static const struct { Paint paint; const char *text, *colours; } painted[] = {
  { sj_paint_expression, "contain(@event{A.b}, \"x\") and not foo(1.5)",
    "c:contain f:@event{A.b} t:\"x\" w:and w:not n:1.5" },
  { sj_paint_expression, "@event{A.b.all(currentEventField.c > 2).d} == 'open", "f:@event{A.b.all n:2 t:'open" },
  { sj_paint_template, "Hi {{profile.person.name}}, {{#if a > 1}}x{{/if}}",
    "g:{{ f:profile f:person f:name g:}} g:{{ w:if f:a n:1 g:}} g:{{ w:if g:}}" },
  { sj_paint_template, "a {{!-- no {{x}} --}} \\{{b}} {{\"}}\"}}", "-:{{!-- no {{x}} --}} g:{{ t:\"}}\" g:}}" },
  { sj_paint_template, "{%= formatDate(a.b, \"yyyy\") %} {{open",
    "g:{% c:formatDate f:a f:b t:\"yyyy\" g:%} g:{{ f:open" },
  { sj_paint_json, "{\"a\": [1, true, \"b\", nil]}", "f:\"a\" n:1 w:true t:\"b\"" },
};

static void
check_painted (const char *text, size_t length, GArray *spans)
{
  size_t at = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const SjPainted *span = &g_array_index (spans, SjPainted, i);

      g_assert_cmpuint (span->start, >=, at);
      g_assert_cmpuint (span->end, >, span->start);
      g_assert_cmpuint (span->end, <=, length);
      at = span->end;
    }
}

static void
test_paint (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (painted); i++)
    {
      const char *text = painted[i].text;
      g_autoptr (GArray) spans = painted[i].paint (text, strlen (text));
      g_autoptr (GString) colours = g_string_new (NULL);

      check_painted (text, strlen (text), spans);
      for (guint s = 0; s < spans->len; s++)
        {
          const SjPainted *span = &g_array_index (spans, SjPainted, s);

          g_string_append_printf (colours, "%s%c:%.*s", s > 0 ? " " : "", "tnwcfg-"[span->paint],
                                  (int) (span->end - span->start), text + span->start);
        }
      g_assert_cmpstr (colours->str, ==, painted[i].colours);
    }
}

/* Every beginning of a text is painted inside of its bounds. */
static void
test_paint_unfinished (void)
{
  static const Paint paints[] = { sj_paint_expression, sj_paint_template, sj_paint_json };

  for (size_t i = 0; i < G_N_ELEMENTS (painted); i++)
    for (size_t length = 0; length <= strlen (painted[i].text); length++)
      for (size_t p = 0; p < G_N_ELEMENTS (paints); p++)
        {
          g_autofree char *part = g_memdup2 (painted[i].text, length);
          g_autoptr (GArray) spans = paints[p] (part ? part : "", length);

          check_painted (part, length, spans);
        }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lang/rule/rows", test_rows);
  g_test_add_func ("/lang/rule/unfinished", test_unfinished);
  g_test_add_func ("/lang/rule/tests", test_tests);
  g_test_add_func ("/lang/paint/colours", test_paint);
  g_test_add_func ("/lang/paint/unfinished", test_paint_unfinished);
  return g_test_run ();
}
