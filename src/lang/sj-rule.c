/* sj-rule.c -- a condition as rows, and back.
 *
 * Turning a tree into rows keeps its shape: “a and b and c” is one group, because
 * that is how it is parsed; “a and (b and c)” is a group in a group.
 */
#include "lang/sj-rule.h"

#include "lang/sj-builtin.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEEPEST 4    /* groups in groups; more is not simple */

static const struct { const char *types; unsigned values; const char *title, *dated; } tests[] = {
#define SJ_RULE_TEST(NAME, types, values, title, dated) { types, values, title, dated },
#include "lang/sj-rule-test.def"
#undef SJ_RULE_TEST
};

SjRule *
sj_rule_new (void)
{
  return g_new0 (SjRule, 1);
}

SjRule *
sj_rule_new_group (bool any)
{
  SjRule *rule = sj_rule_new ();

  rule->any = any;
  rule->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_rule_free);
  return rule;
}

void
sj_rule_free (SjRule *rule)
{
  g_clear_pointer (&rule->parts, g_ptr_array_unref);
  g_free (rule->field);
  g_free (rule->function);
  g_strfreev (rule->values);
  g_free (rule);
}

static char
letter_of (SjType type)
{
  switch (type)
    {
    case SJ_TEXT:
      return 's';
    case SJ_INTEGER:
    case SJ_DECIMAL:
      return 'n';
    case SJ_DATE:
    case SJ_LOCAL:
    case SJ_MOMENT:
      return 'd';
    case SJ_BOOL:
      return 'b';
    case SJ_LIST:
    case SJ_OBJECT:
      return 'l';
    default:
      return '\0';
    }
}

bool
sj_rule_test_fits (SjRuleTest test, SjType type)
{
  char letter = letter_of (type);

  return letter != '\0' ? strchr (tests[test].types, letter) != NULL : strcmp (tests[test].types, "a") != 0;
}

const char *
sj_rule_test_title (SjRuleTest test, SjType type)
{
  return _(tests[test].dated != NULL && letter_of (type) == 'd' ? tests[test].dated : tests[test].title);
}

unsigned
sj_rule_test_values (SjRuleTest test)
{
  return tests[test].values;
}

static bool
is_number (const char *text)
{
  char *end;
  const char *digits = text + (*text == '-');

  if (!g_ascii_isdigit (*digits) || strspn (digits, "0123456789.") != strlen (digits))
    return false;
  g_ascii_strtod (digits, &end);
  return *end == '\0' && g_ascii_isdigit (end[-1]);
}

SjRuleForm
sj_rule_form_of (SjType type, const char *value)
{
  switch (letter_of (type))
    {
    case 's':
      return SJ_RULE_TEXT;
    case 'd':
      return SJ_RULE_DATE;
    case 'n':
      return SJ_RULE_NUMBER;
    default:
      return is_number (value) ? SJ_RULE_NUMBER : SJ_RULE_TEXT;
    }
}

/* From trees. */

static bool
is_path (const SjTree *tree)
{
  return tree->kind == SJ_TREE_ROOT || tree->kind == SJ_TREE_FIELD || tree->kind == SJ_TREE_STEP ||
         tree->kind == SJ_TREE_DEFAULT || tree->kind == SJ_TREE_ITEM;
}

static bool
is_text (const SjTree *tree)
{
  return tree->kind == SJ_TREE_CONST && tree->value.type == SJ_TEXT &&
         memchr (tree->value.text, '\0', tree->value.length) == NULL;
}

static bool
is_plain_number (const SjTree *tree)
{
  if (tree->kind == SJ_TREE_UNARY && tree->op == SJ_OP_NEG)
    tree = tree->parts[0];
  return tree->kind == SJ_TREE_CONST && sj_value_is_number (tree->value);
}

static char *
number_text (const SjTree *tree)
{
  bool negative = tree->kind == SJ_TREE_UNARY;
  g_autofree char *text = sj_tree_to_string (negative ? tree->parts[0] : tree, SJ_EXPRESSION);

  return g_strdup_printf ("%s%s", negative ? "-" : "", text);
}

static bool
is_date (const SjTree *tree)
{
  static const char *const makers[] = { "date", "toDateOnly", "toDateTime", "toDateTimeOnly", NULL };

  return tree->kind == SJ_TREE_CALL && tree->n_parts == 1 && is_text (tree->parts[0]) &&
         g_strv_contains (makers, tree->function->name);
}

static SjRule *
new_row (const SjTree *field, SjRuleTest test)
{
  SjRule *rule = sj_rule_new ();

  rule->field = field ? sj_tree_to_string (field, SJ_EXPRESSION) : NULL;
  rule->test = test;
  rule->values = g_new0 (char *, 1);
  return rule;
}

static void
set_value (SjRule *rule, SjRuleForm form, char *value)
{
  rule->form = form;
  g_strfreev (rule->values);
  rule->values = g_new0 (char *, 2);
  rule->values[0] = value;
}

static SjRule *
row_with (const SjTree *field, SjRuleTest test, const SjTree *value)
{
  SjRule *rule = new_row (field, test);

  if (is_text (value) && value->value.length > 0)
    set_value (rule, SJ_RULE_TEXT, sj_value_dup_text (value->value));
  else if (is_plain_number (value))
    set_value (rule, SJ_RULE_NUMBER, number_text (value));
  else if (is_date (value) && value->parts[0]->value.length > 0)
    {
      set_value (rule, SJ_RULE_DATE, sj_value_dup_text (value->parts[0]->value));
      rule->function = g_strdup (value->function->name);
    }
  else
    set_value (rule, SJ_RULE_EXPRESSION, sj_tree_to_string (value, SJ_EXPRESSION));
  return rule;
}

/* in (field, [a, b]): texts or numbers, all of one kind; else the list as it stands. */
static SjRule *
row_among (const SjTree *field, SjRuleTest test, const SjTree *list)
{
  SjRule *rule = new_row (field, test);
  bool texts = list->kind == SJ_TREE_LIST && list->n_parts > 0, numbers = texts;

  for (uint32_t i = 0; list->kind == SJ_TREE_LIST && i < list->n_parts; i++)
    {
      texts = texts && is_text (list->parts[i]) && list->parts[i]->value.length > 0;
      numbers = numbers && is_plain_number (list->parts[i]);
    }
  if (!texts && !numbers)
    {
      set_value (rule, SJ_RULE_EXPRESSION, sj_tree_to_string (list, SJ_EXPRESSION));
      return rule;
    }
  g_strfreev (rule->values);
  rule->values = g_new0 (char *, list->n_parts + 1);
  rule->form = texts ? SJ_RULE_TEXT : SJ_RULE_NUMBER;
  for (uint32_t i = 0; i < list->n_parts; i++)
    rule->values[i] = texts ? sj_value_dup_text (list->parts[i]->value) : number_text (list->parts[i]);
  return rule;
}

static SjRule *
row_of_call (const SjTree *tree, bool not)
{
  static const struct { const char *name; int test, not_test; } calls[] = {
    { "contain", SJ_TEST_CONTAINS, SJ_TEST_CONTAINS_NOT },
    { "startWith", SJ_TEST_BEGINS, -1 },
    { "endWith", SJ_TEST_ENDS, -1 },
    { "in", SJ_TEST_AMONG, SJ_TEST_NOT_AMONG },
    { "inAudience", SJ_TEST_MEMBER, SJ_TEST_NOT_MEMBER },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      int test = not ? calls[i].not_test : calls[i].test;

      if (strcmp (tree->function->name, calls[i].name) != 0 || test < 0)
        continue;
      if (calls[i].test == SJ_TEST_MEMBER)
        return is_text (tree->parts[0]) && tree->parts[0]->value.length > 0
                   ? row_with (NULL, (SjRuleTest) test, tree->parts[0])
                   : NULL;
      if (tree->n_parts != 2 || !is_path (tree->parts[0]))
        return NULL;
      return calls[i].test == SJ_TEST_AMONG ? row_among (tree->parts[0], (SjRuleTest) test, tree->parts[1])
                                            : row_with (tree->parts[0], (SjRuleTest) test, tree->parts[1]);
    }
  return NULL;
}

static SjRule *
row_of_binary (const SjTree *tree)
{
  static const struct { SjOperator op; SjRuleTest test; } relations[] = {
    { SJ_OP_EQ, SJ_TEST_IS },   { SJ_OP_NE, SJ_TEST_IS_NOT }, { SJ_OP_GT, SJ_TEST_MORE },
    { SJ_OP_GE, SJ_TEST_LEAST }, { SJ_OP_LT, SJ_TEST_LESS },  { SJ_OP_LE, SJ_TEST_MOST },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (relations); i++)
    if (tree->op == relations[i].op)
      return is_path (tree->parts[0]) ? row_with (tree->parts[0], relations[i].test, tree->parts[1]) : NULL;
  return NULL;
}

static SjRule *
row_of (const SjTree *tree)
{
  bool not = tree->kind == SJ_TREE_UNARY && tree->op == SJ_OP_NOT;
  const SjTree *inner = not ? tree->parts[0] : tree;

  if (inner->kind == SJ_TREE_CALL)
    return row_of_call (inner, not);
  if (is_path (inner))
    return new_row (inner, not ? SJ_TEST_NO : SJ_TEST_YES);
  if (tree->kind == SJ_TREE_BINARY)
    return row_of_binary (tree);
  if (tree->kind == SJ_TREE_UNARY && (tree->op == SJ_OP_IS_NULL || tree->op == SJ_OP_IS_NOT_NULL) &&
      is_path (tree->parts[0]))
    return new_row (tree->parts[0], tree->op == SJ_OP_IS_NULL ? SJ_TEST_UNSET : SJ_TEST_SET);
  return NULL;
}

static bool
joins (const SjTree *tree)
{
  return tree->kind == SJ_TREE_BINARY && (tree->op == SJ_OP_AND || tree->op == SJ_OP_OR);
}

static SjRule *part_of (const SjTree *tree, unsigned depth);

/* Chains lean to the left; what leans to the right was put in parentheses. */
static bool
add_parts (SjRule *group, const SjTree *tree, unsigned op, unsigned depth)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();

  for (; joins (tree) && tree->op == op; tree = tree->parts[0])
    g_ptr_array_add (chain, tree->parts[1]);
  g_ptr_array_add (chain, (gpointer) tree);
  for (guint i = chain->len; i-- > 0;)
    {
      SjRule *part = part_of (g_ptr_array_index (chain, i), depth);

      if (part == NULL)
        return false;
      g_ptr_array_add (group->parts, part);
    }
  return true;
}

static SjRule *
part_of (const SjTree *tree, unsigned depth)
{
  g_autoptr (SjRule) group = NULL;

  if (!joins (tree))
    return row_of (tree);
  if (depth == 0)
    return NULL;
  group = sj_rule_new_group (tree->op == SJ_OP_OR);
  return add_parts (group, tree, tree->op, depth - 1) ? g_steal_pointer (&group) : NULL;
}

SjRule *
sj_rule_from_tree (const SjTree *tree)
{
  SjRule *part = part_of (tree, DEEPEST), *group;

  if (part == NULL || part->parts != NULL)
    return part;
  group = sj_rule_new_group (false);
  g_ptr_array_add (group->parts, part);
  return group;
}

SjRule *
sj_rule_parse (const char *text, const SjExprEnv *env)
{
  g_autoptr (SjExpr) expr = NULL;

  if (strspn (text, " \t\r\n") == strlen (text))
    return sj_rule_new_group (false);
  expr = sj_expr_compile (text, strlen (text), env, SJ_EXPR_BOOLEAN, NULL);
  return expr ? sj_rule_from_tree (sj_expr_tree (expr)) : NULL;
}

/* To text. */

static void
append_quoted (GString *out, const char *text)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjTree *tree = sj_tree_const (&arena, sj_value_string (text), 0, 0);
  g_autofree char *quoted = sj_tree_to_string (tree, SJ_EXPRESSION);

  g_string_append (out, quoted);
}

static void
append_value (GString *out, const SjRule *rule, const char *value)
{
  switch (rule->form)
    {
    case SJ_RULE_TEXT:
      append_quoted (out, value);
      break;
    case SJ_RULE_DATE:
      g_string_append_printf (out, "%s(", rule->function ? rule->function : "date");
      append_quoted (out, value);
      g_string_append_c (out, ')');
      break;
    case SJ_RULE_NUMBER:
      if (is_number (value))
        g_string_append (out, value);
      else
        append_quoted (out, value);    /* what is wrong with it, compiling says */
      break;
    default:
      g_string_append (out, value);
      break;
    }
}

/* A date that is made by a call, and what is computed, in parentheses. */
static void
append_operand (GString *out, const SjRule *rule)
{
  bool computed = rule->form == SJ_RULE_EXPRESSION;

  if (computed)
    g_string_append_c (out, '(');
  append_value (out, rule, rule->values[0]);
  if (computed)
    g_string_append_c (out, ')');
}

static void
append_list (GString *out, const SjRule *rule)
{
  if (rule->form == SJ_RULE_EXPRESSION)
    {
      g_string_append (out, rule->values[0]);
      return;
    }
  g_string_append_c (out, '[');
  for (char **value = rule->values; *value != NULL; value++)
    {
      if (value != rule->values)
        g_string_append (out, ", ");
      append_value (out, rule, *value);
    }
  g_string_append_c (out, ']');
}

void
sj_rule_make_expression (SjRule *rule)
{
  GString *out = g_string_new (NULL);

  if (tests[rule->test].values == 2)
    append_list (out, rule);
  else
    append_value (out, rule, rule->values[0]);
  set_value (rule, SJ_RULE_EXPRESSION, g_string_free (out, FALSE));
}

static void
append_call (GString *out, const SjRule *rule, const char *function, bool not)
{
  g_string_append_printf (out, "%s%s(%s, ", not ? "not " : "", function, rule->field);
  if (tests[rule->test].values == 2)
    append_list (out, rule);
  else
    append_value (out, rule, rule->values[0]);
  g_string_append_c (out, ')');
}

static void
append_relation (GString *out, const SjRule *rule, const char *symbol)
{
  g_string_append_printf (out, "%s %s ", rule->field, symbol);
  append_operand (out, rule);
}

static void
append_member (GString *out, const SjRule *rule)
{
  g_string_append (out, rule->test == SJ_TEST_NOT_MEMBER ? "not inAudience(" : "inAudience(");
  append_quoted (out, rule->values[0]);
  g_string_append_c (out, ')');
}

static void
append_row (GString *out, const SjRule *rule)
{
  static const char *const symbols[] = { [SJ_TEST_IS] = "==",   [SJ_TEST_IS_NOT] = "!=", [SJ_TEST_MORE] = ">",
                                         [SJ_TEST_LEAST] = ">=", [SJ_TEST_LESS] = "<",   [SJ_TEST_MOST] = "<=" };

  switch (rule->test)
    {
    case SJ_TEST_CONTAINS:
    case SJ_TEST_CONTAINS_NOT:
      append_call (out, rule, "contain", rule->test == SJ_TEST_CONTAINS_NOT);
      break;
    case SJ_TEST_BEGINS:
      append_call (out, rule, "startWith", false);
      break;
    case SJ_TEST_ENDS:
      append_call (out, rule, "endWith", false);
      break;
    case SJ_TEST_AMONG:
    case SJ_TEST_NOT_AMONG:
      append_call (out, rule, "in", rule->test == SJ_TEST_NOT_AMONG);
      break;
    case SJ_TEST_YES:
      g_string_append (out, rule->field);
      break;
    case SJ_TEST_NO:
      g_string_append_printf (out, "not %s", rule->field);
      break;
    case SJ_TEST_SET:
      g_string_append_printf (out, "%s is not null", rule->field);
      break;
    case SJ_TEST_UNSET:
      g_string_append_printf (out, "%s is null", rule->field);
      break;
    case SJ_TEST_MEMBER:
    case SJ_TEST_NOT_MEMBER:
      append_member (out, rule);
      break;
    default:
      append_relation (out, rule, symbols[rule->test]);
      break;
    }
}

static bool
is_member (const SjRule *rule)
{
  return rule->test == SJ_TEST_MEMBER || rule->test == SJ_TEST_NOT_MEMBER;
}

static bool
says_something (const SjRule *rule)
{
  if (rule->parts != NULL)
    {
      for (guint i = 0; i < rule->parts->len; i++)
        if (says_something (g_ptr_array_index (rule->parts, i)))
          return true;
      return false;
    }
  if (rule->field == NULL && !is_member (rule))
    return false;
  return tests[rule->test].values == 0 || (rule->values != NULL && rule->values[0] != NULL && *rule->values[0] != '\0');
}

static guint
count_saying (const SjRule *group)
{
  guint count = 0;

  for (guint i = 0; i < group->parts->len; i++)
    count += says_something (g_ptr_array_index (group->parts, i));
  return count;
}

static void
append_part (GString *out, const SjRule *rule, bool outermost)
{
  bool first = true, brackets;

  if (rule->parts == NULL)
    {
      append_row (out, rule);
      return;
    }
  brackets = !outermost && count_saying (rule) > 1;
  if (brackets)
    g_string_append_c (out, '(');
  for (guint i = 0; i < rule->parts->len; i++)
    {
      const SjRule *part = g_ptr_array_index (rule->parts, i);

      if (!says_something (part))
        continue;
      if (!first)
        g_string_append (out, rule->any ? " or " : " and ");
      append_part (out, part, false);
      first = false;
    }
  if (brackets)
    g_string_append_c (out, ')');
}

char *
sj_rule_to_string (const SjRule *rule)
{
  GString *out = g_string_new (NULL);

  if (says_something (rule))
    append_part (out, rule, true);
  return g_string_free (out, FALSE);
}
