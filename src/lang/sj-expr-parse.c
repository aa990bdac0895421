/* sj-expr-parse.c -- journey expressions to trees, by recursive descent.
 *
 * The grammar is that of languages.md 1.3, a function a rule.  The first error
 * ends the parse: what follows a missing parenthesis says nothing to a person.
 */
#include "lang/sj-builtin.h"
#include "lang/sj-expr-parse-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* and, or, not: also in capitals, as they appear in older samples. */
static bool
accept_logic (SjParse *parse, const char *text)
{
  SjSlice word = sj_parse_peek_word (parse);
  size_t start = parse->at;

  if (sj_parse_accept_word (parse, text))
    return true;
  if (word.length != strlen (text) || g_ascii_strncasecmp (word.text, text, word.length) != 0 ||
      g_ascii_islower (word.text[0]) || g_ascii_islower (word.text[word.length - 1]))
    return false;
  parse->at += word.length;
  sj_parse_report (parse, SJ_SEVERITY_WARNING, "capital-keyword", start, _("“%.*s” is written in small letters: %s."),
                   (int) word.length, word.text, text);
  sj_parse_last_diag (parse)->fix = g_strdup (text);
  return true;
}

/* Expressions up to `close`, into `parts`. */
bool
sj_parse_arguments (SjParse *parse, char close, GPtrArray *parts)
{
  size_t start = parse->at;
  char symbol[2] = { close, '\0' };

  if (sj_parse_accept (parse, symbol))
    return true;
  do
    {
      SjTree *part = sj_parse_expression (parse);

      if (part == NULL)
        return false;
      g_ptr_array_add (parts, part);
    }
  while (sj_parse_accept (parse, ","));
  if (sj_parse_accept (parse, symbol))
    return true;
  sj_parse_fail (parse, "missing-close", parse->at > start ? parse->at : start,
                 close == ')' ? _("A comma or a closing parenthesis is missing here.")
                              : _("A comma or a closing bracket is missing here."));
  return false;
}

static SjTree *
parse_list (SjParse *parse)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  size_t start = parse->at++;
  SjTree *list;

  if (!sj_parse_arguments (parse, ']', parts))
    return NULL;
  list = sj_tree_new (parse->arena, SJ_TREE_LIST, start, parse->at);
  sj_tree_set_parts (parse->arena, list, parts);
  return list;
}

void
sj_parse_warn_bare_call (SjParse *parse, const SjTree *tree)
{
  SjDiag *diag;

  if (tree->kind != SJ_TREE_CALL || tree->parenthesised)
    return;
  diag = sj_diags_add (parse->diags, SJ_SEVERITY_WARNING, "bare-call", sj_expr_origin (parse->source, tree->start),
                       sj_expr_origin (parse->source, tree->end),
                       _("Adobe Journey Optimizer wants parentheses around this function call."));
  diag->fix = g_strdup_printf ("(%.*s)", (int) (tree->end - tree->start), parse->text + tree->start);
}

/* if (…) then (…) else (…) */
static SjTree *
parse_if (SjParse *parse, size_t start)
{
  static const char *const words[] = { NULL, "then", "else" };
  SjTree *parts[3];

  for (unsigned i = 0; i < 3; i++)
    {
      if (words[i] != NULL && !sj_parse_accept_word (parse, words[i]))
        return sj_parse_fail (parse, "missing-branch", parse->at,
                              i == 1 ? _("“then (…)” is missing here.") : _("“else (…)” is missing here."));
      if (!sj_parse_accept (parse, "("))
        return sj_parse_fail (parse, "missing-open", parse->at,
                              _("A parenthesis is needed here: if (…) then (…) else (…)."));
      parts[i] = sj_parse_expression (parse);
      if (parts[i] == NULL)
        return NULL;
      if (!sj_parse_accept (parse, ")"))
        return sj_parse_fail (parse, "missing-close", parse->at, _("A closing parenthesis is missing here."));
    }
  return sj_tree_new_with (parse->arena, SJ_TREE_IF, start, parse->at, 3, parts[0], parts[1], parts[2]);
}

static void
suggest_function (SjParse *parse, SjSlice name, size_t start)
{
  size_t count;
  const SjBuiltin *table = sj_builtin_table (SJ_EXPRESSION, &count);
  g_autofree const char **names = g_new (const char *, count);
  g_autofree char *unknown = g_strndup (name.text, name.length);
  const char *nearest;

  for (size_t i = 0; i < count; i++)
    names[i] = table[i].name;
  nearest = sj_nearest (unknown, names, count);
  parse->at = start + name.length;
  if (nearest == NULL)
    sj_parse_report (parse, SJ_SEVERITY_ERROR, "unknown-function", start, _("There is no function called “%s”."),
                     unknown);
  else
    {
      sj_parse_report (parse, SJ_SEVERITY_ERROR, "unknown-function", start,
                       _("There is no function called “%s”; perhaps %s is meant."), unknown, nearest);
      sj_parse_last_diag (parse)->fix = g_strdup (nearest);
    }
}

static SjTree *
parse_call (SjParse *parse, SjSlice name, size_t start)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  const SjBuiltin *function = sj_builtin_find (SJ_EXPRESSION, name.text, name.length);
  SjTree *call;

  if (function == NULL)
    {
      suggest_function (parse, name, start);
      return NULL;
    }
  if (!sj_parse_arguments (parse, ')', parts))
    return NULL;
  call = sj_tree_new (parse->arena, SJ_TREE_CALL, start, parse->at);
  call->function = function;
  sj_tree_set_parts (parse->arena, call, parts);
  return call;
}

static bool
parse_item (SjParse *parse, SjSlice word, size_t start, SjTree **item)
{
  for (unsigned kind = 0; kind < SJ_N_ROOTS; kind++)
    if (sj_root_item (kind) != NULL && sj_slice_is (word, sj_root_item (kind)))
      {
        SjTree *tree = sj_tree_new (parse->arena, SJ_TREE_ITEM, start, parse->at);

        tree->op = kind;
        tree->field = true;
        *item = sj_parse_access (parse, tree);
        return true;
      }
  return false;
}

static SjTree *
parse_word (SjParse *parse)
{
  SjSlice word = sj_parse_peek_word (parse);
  size_t start = parse->at;
  SjTree *item;

  parse->at += word.length;
  if (sj_slice_is (word, "true") || sj_slice_is (word, "false"))
    return sj_tree_const (parse->arena, sj_value_bool (word.length == 4), start, parse->at);
  if (sj_slice_is (word, "null"))
    return sj_tree_const (parse->arena, sj_null, start, parse->at);
  if (sj_slice_is (word, "if"))
    return parse_if (parse, start);
  if (parse_item (parse, word, start, &item))
    return item;
  if (sj_parse_accept (parse, "("))
    return parse_call (parse, word, start);
  parse->at = start + word.length;
  sj_parse_report (parse, SJ_SEVERITY_ERROR, "unknown-word", start,
                   _("“%.*s” means nothing here; text stands in quotation marks, fields in @event{…} or #{…}."),
                   (int) word.length, word.text);
  return NULL;
}

static SjTree *
parse_parenthesis (SjParse *parse)
{
  SjTree *tree;
  size_t start = parse->at++;

  tree = sj_parse_expression (parse);
  if (tree == NULL)
    return NULL;
  if (!sj_parse_accept (parse, ")"))
    return sj_parse_fail (parse, "missing-close", start, _("This parenthesis is not closed."));
  tree->parenthesised = true;
  return tree;
}

static SjTree *
parse_primary (SjParse *parse)
{
  char c = sj_parse_peek (parse);

  if (c == '\0' && parse->at >= parse->length)
    return sj_parse_fail (parse, "missing-value", parse->at,
                          parse->length == 0 ? _("The expression is empty.")
                                             : _("The expression ends where a value is missing."));
  if (g_ascii_isdigit (c))
    return sj_parse_number (parse);
  if (c == '"' || c == '\'')
    return sj_parse_text (parse);
  if (c == '[')
    return parse_list (parse);
  if (c == '(')
    return parse_parenthesis (parse);
  if (c == '@' || c == '#' || c == '$')
    return sj_parse_reference (parse);
  if (sj_parse_is_name_start (c))
    return parse_word (parse);
  return sj_parse_fail (parse, "missing-value", parse->at,
                        _("A value is missing here: a field, a text, a number or a function."));
}

static SjTree *
parse_unary (SjParse *parse)
{
  SjTree *tree, *part;
  size_t start;

  if (sj_parse_peek (parse) != '-')
    return parse_primary (parse);
  start = parse->at++;
  part = parse_primary (parse);
  if (part == NULL)
    return NULL;
  tree = sj_tree_new_with (parse->arena, SJ_TREE_UNARY, start, parse->at, 1, part);
  tree->op = SJ_OP_NEG;
  return tree;
}

static SjTree *
binary (SjParse *parse, SjOperator op, SjTree *left, SjTree *right)
{
  SjTree *tree = sj_tree_new_with (parse->arena, SJ_TREE_BINARY, left->start, parse->at, 2, left, right);

  tree->op = op;
  return tree;
}

typedef struct
{
  const char *symbol;
  SjOperator op;
} Symbol;

/* Left to right: part { symbol part }. */
static SjTree *
parse_chain (SjParse *parse, const Symbol *symbols, size_t count, SjTree *(*parse_part) (SjParse *))
{
  SjTree *left = parse_part (parse);

  for (unsigned links = 0; left != NULL; links++)
    {
      SjTree *right;
      size_t i = 0;

      while (i < count && !sj_parse_accept (parse, symbols[i].symbol))
        i++;
      if (i == count)
        break;
      if (links == 4 * SJ_EXPR_DEPTH)
        return sj_parse_fail (parse, "too-deep", parse->at,
                              _("Too many operations in a row; put parts of them in parentheses."));
      right = parse_part (parse);
      if (right == NULL)
        return NULL;
      if (symbols[i].op == SJ_OP_ADD)
        {
          sj_parse_warn_bare_call (parse, left);
          sj_parse_warn_bare_call (parse, right);
        }
      left = binary (parse, symbols[i].op, left, right);
    }
  return left;
}

static SjTree *
parse_product (SjParse *parse)
{
  static const Symbol symbols[] = { { "*", SJ_OP_MUL }, { "/", SJ_OP_DIV }, { "%", SJ_OP_MOD } };

  return parse_chain (parse, symbols, G_N_ELEMENTS (symbols), parse_unary);
}

static SjTree *
parse_sum (SjParse *parse)
{
  static const Symbol symbols[] = { { "+", SJ_OP_ADD }, { "-", SJ_OP_SUB } };

  return parse_chain (parse, symbols, G_N_ELEMENTS (symbols), parse_product);
}

static bool
accept_relation (SjParse *parse, SjOperator *op)
{
  static const Symbol symbols[] = {
    { "==", SJ_OP_EQ }, { "!=", SJ_OP_NE }, { ">=", SJ_OP_GE },
    { "<=", SJ_OP_LE }, { ">", SJ_OP_GT },  { "<", SJ_OP_LT },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (sj_parse_accept (parse, symbols[i].symbol))
      {
        *op = symbols[i].op;
        return true;
      }
  return false;
}

/* Behind "is". */
static bool
accept_is (SjParse *parse, SjOperator *op)
{
  static const Symbol words[] = {
    { "null", SJ_OP_IS_NULL },       { "numeric", SJ_OP_IS_NUMERIC },
    { "integer", SJ_OP_IS_INTEGER }, { "decimal", SJ_OP_IS_DECIMAL },
  };

  if (sj_parse_accept_word (parse, "not"))
    {
      *op = SJ_OP_IS_NOT_NULL;
      return sj_parse_accept_word (parse, "null");
    }
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (sj_parse_accept_word (parse, words[i].symbol))
      {
        *op = words[i].op;
        return true;
      }
  return false;
}

static SjTree *
postfix (SjParse *parse, SjOperator op, SjTree *part)
{
  SjTree *tree = sj_tree_new_with (parse->arena, SJ_TREE_UNARY, part->start, parse->at, 1, part);

  tree->op = op;
  return tree;
}

static SjTree *
parse_relation (SjParse *parse)
{
  SjTree *left = parse_sum (parse);
  SjTree *right;
  SjOperator op;

  if (left == NULL)
    return NULL;
  if (accept_relation (parse, &op))
    {
      right = parse_sum (parse);
      return right ? binary (parse, op, left, right) : NULL;
    }
  if (sj_parse_accept_word (parse, "is"))
    {
      if (!accept_is (parse, &op))
        return sj_parse_fail (parse, "bad-test", parse->at,
                              _("“is” is followed by null, not null, numeric, integer or decimal."));
      return postfix (parse, op, left);
    }
  if (sj_parse_accept_word (parse, "has"))
    {
      if (!sj_parse_accept_word (parse, "null"))
        return sj_parse_fail (parse, "bad-test", parse->at, _("“has” is followed by null."));
      return postfix (parse, SJ_OP_HAS_NULL, left);
    }
  return left;
}

static SjTree *
parse_test (SjParse *parse)
{
  SjTree *test = parse_relation (parse);
  SjOperator op;
  size_t start;

  if (test == NULL)
    return NULL;
  sj_parse_skip_blanks (parse);
  start = parse->at;
  if (accept_relation (parse, &op) || sj_parse_accept_word (parse, "is") || sj_parse_accept_word (parse, "has"))
    return sj_parse_fail (parse, "chained-test", start,
                          _("Two tests in a row; join them with “and” or use parentheses."));
  if (sj_parse_peek (parse) == '=')
    {
      parse->at++;
      sj_parse_fail (parse, "single-equals", start, _("Equality is written ==."));
      sj_parse_last_diag (parse)->fix = g_strdup ("==");
      return NULL;
    }
  return test;
}

static SjTree *
parse_not (SjParse *parse)
{
  SjTree *part, *tree;
  size_t start;

  sj_parse_skip_blanks (parse);
  start = parse->at;
  if (!accept_logic (parse, "not"))
    return parse_test (parse);
  if (!sj_parse_enter (parse))
    return NULL;
  part = parse_not (parse);
  parse->depth--;
  if (part == NULL)
    return NULL;
  tree = sj_tree_new_with (parse->arena, SJ_TREE_UNARY, start, parse->at, 1, part);
  tree->op = SJ_OP_NOT;
  return tree;
}

static SjTree *
parse_logic (SjParse *parse, const char *word, SjOperator op, SjTree *(*parse_part) (SjParse *))
{
  SjTree *left = parse_part (parse);

  for (unsigned links = 0; left != NULL && accept_logic (parse, word); links++)
    {
      SjTree *right;

      if (links == 4 * SJ_EXPR_DEPTH)
        return sj_parse_fail (parse, "too-deep", parse->at,
                              _("Too many conditions in a row; put parts of them in parentheses."));
      right = parse_part (parse);
      left = right ? binary (parse, op, left, right) : NULL;
    }
  return left;
}

static SjTree *
parse_and (SjParse *parse)
{
  return parse_logic (parse, "and", SJ_OP_AND, parse_not);
}

SjTree *
sj_parse_expression (SjParse *parse)
{
  SjTree *tree;
  unsigned depth = parse->depth;

  if (!sj_parse_enter (parse))
    return NULL;
  tree = parse_logic (parse, "or", SJ_OP_OR, parse_and);
  parse->depth = depth;
  return tree;
}

SjTree *
sj_expr_parse (SjArena *arena, const SjExprText *text, SjDiags *diags)
{
  SjParse parse = { .arena = arena, .source = text, .text = text->text, .length = text->length, .diags = diags };
  SjTree *tree = sj_parse_expression (&parse);

  if (tree == NULL)
    return NULL;
  if (tree->height > SJ_TREE_HEIGHT)
    return sj_parse_fail (&parse, "too-deep", 0, _("The expression is too long; split it."));
  sj_parse_skip_blanks (&parse);
  if (parse.at < parse.length)
    return sj_parse_fail (&parse, "surplus", parse.at,
                          _("The expression should end here; “and”, “or” or an operator is missing, or this is too "
                            "much."));
  return tree;
}
