/* sj-pql-parse.c -- recursive descent, one function a level of precedence.
 *
 * Every function gives a tree or NULL; NULL means that the error is reported, and
 * is passed up untouched, so that one slip gives one finding.
 */
#include "lang/sj-pql-parse.h"

#include "lang/sj-builtin.h"
#include "lang/sj-pql-lex.h"

#include "base/sj-number.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  SjPqlLexer lexer;
  SjPqlToken token;       /* looked at */
  size_t last_end;        /* of the token before it */
  SjArena *arena;
  SjDiags *diags;
  unsigned depth;
  unsigned chain;
} Parser;

static SjTree *parse_pql (Parser *parser);

static void
advance (Parser *parser)
{
  parser->last_end = parser->token.end;
  sj_pql_next (&parser->lexer, &parser->token);
}

static bool
at_symbol (const Parser *parser, char symbol)
{
  return parser->token.kind == SJ_PQL_SYMBOL && parser->token.symbol == symbol;
}

static bool
at_word (const Parser *parser, const char *word)
{
  return parser->token.kind == SJ_PQL_NAME && parser->token.name.length == strlen (word) &&
         memcmp (parser->token.name.text, word, parser->token.name.length) == 0;
}

/* Takes the fix. */
static void warn (Parser *parser, const char *code, size_t start, size_t end, char *fix, const char *format, ...)
    G_GNUC_PRINTF (6, 7);

static void
warn (Parser *parser, const char *code, size_t start, size_t end, char *fix, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list args;

  if (sj_diags_count (parser->diags) > SJ_PQL_WARNINGS)
    {
      g_free (fix);
      return;
    }
  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);
  sj_diags_add (parser->diags, SJ_SEVERITY_WARNING, code, start, end, "%s", sentence)->fix = fix;
}

/* A keyword; in capitals it counts too, with a warning. */
static bool
at_keyword (Parser *parser, const char *word)
{
  g_autofree char *capitals = NULL;

  if (at_word (parser, word))
    return true;
  capitals = g_ascii_strup (word, -1);
  if (!at_word (parser, capitals))
    return false;
  warn (parser, "keyword-case", parser->token.start, parser->token.end, g_strdup (word),
        _("AJO knows “%s” in lower case only."), word);
  return true;
}

static SjTree *
fail_at (Parser *parser, const char *code, size_t start, size_t end, const char *sentence)
{
  sj_diags_add (parser->diags, SJ_SEVERITY_ERROR, code, start, end, "%s", sentence);
  return NULL;
}

/* What stands here is not what should; a bad token was reported by the lexer. */
static SjTree *
fail_here (Parser *parser, const char *sentence)
{
  if (parser->token.kind == SJ_PQL_BAD)
    return NULL;
  return fail_at (parser, "syntax", parser->token.start, MAX (parser->token.end, parser->token.start), sentence);
}

static bool
expect (Parser *parser, char symbol, const char *sentence)
{
  if (!at_symbol (parser, symbol))
    {
      fail_here (parser, sentence);
      return false;
    }
  advance (parser);
  return true;
}

static bool
enter (Parser *parser)
{
  if (parser->depth >= SJ_PQL_DEPTH)
    {
      fail_at (parser, "depth", parser->token.start, parser->token.end, _("This expression is nested too deeply."));
      return false;
    }
  parser->depth++;
  return true;
}

static bool
lengthen (Parser *parser)
{
  if (++parser->chain <= SJ_PQL_CHAIN)
    return true;
  fail_at (parser, "depth", parser->token.start, parser->token.end, _("This expression is too long."));
  return false;
}

/* Names that people bring along from journey expressions. */
static const struct { const char *name, *here; } foreign[] = {
  { "now", "getCurrentZonedDateTime" }, { "lower", "lowerCase" },       { "upper", "upperCase" },
  { "matchRegExp", "matches" },         { "toInteger", "toInt" },       { "toDecimal", "stringToNumber" },
  { "listSize", "countWithNull" },      { "serializeList", "join" },    { "intersect", "intersects" },
};

const char *
sj_pql_nearest_function (const char *name, size_t length)
{
  g_autofree char *copy = g_strndup (name, length);
  g_autofree const char **names = NULL;
  size_t count;
  const SjBuiltin *table = sj_builtin_table (SJ_PQL, &count);

  for (size_t i = 0; i < G_N_ELEMENTS (foreign); i++)
    if (strcmp (foreign[i].name, copy) == 0)
      return foreign[i].here;

  names = g_new (const char *, count + 1);
  for (size_t i = 0; i < count; i++)
    names[i] = table[i].name;
  return sj_nearest (copy, names, count);
}

static void
report_unknown (Parser *parser, const SjPqlToken *name)
{
  const char *meant = sj_pql_nearest_function (name->name.text, name->name.length);
  int length = (int) MIN (name->name.length, 80);
  SjDiag *diag;

  if (meant == NULL)
    {
      sj_diags_add (parser->diags, SJ_SEVERITY_ERROR, "unknown-function", name->start, name->end,
                    _("There is no function “%.*s”."), length, name->name.text);
      return;
    }
  diag = sj_diags_add (parser->diags, SJ_SEVERITY_ERROR, "unknown-function", name->start, name->end,
                       _("There is no function “%.*s”; “%s” may be meant."), length, name->name.text, meant);
  diag->fix = g_strdup (meant);
}

static void
report_count (Parser *parser, const SjTree *call, const SjPqlToken *name)
{
  const SjBuiltin *function = call->function;

  if (function->least == function->most)
    sj_diags_add (parser->diags, SJ_SEVERITY_ERROR, "argument-count", name->start, call->end,
                  g_dngettext (GETTEXT_PACKAGE, "“%s” takes %u argument, here are %u.",
                               "“%s” takes %u arguments, here are %u.", function->least),
                  function->name, function->least, call->n_parts);
  else if (function->most == 255)
    sj_diags_add (parser->diags, SJ_SEVERITY_ERROR, "argument-count", name->start, call->end,
                  _("“%s” takes at least %u arguments, here are %u."), function->name, function->least,
                  call->n_parts);
  else
    sj_diags_add (parser->diags, SJ_SEVERITY_ERROR, "argument-count", name->start, call->end,
                  _("“%s” takes %u to %u arguments, here are %u."), function->name, function->least,
                  function->most, call->n_parts);
}

static SjTree *
finish_call (Parser *parser, SjTree *call, const SjPqlToken *name)
{
  if (name->name.length == 6 && memcmp (name->name.text, "xEvent", 6) == 0)
    return fail_at (parser, "xevent", name->start, name->end,
                    _("Experience events (xEvent) cannot be used in messages; use an event of the journey under "
                      "context.journey.events."));

  call->name = name->name;
  call->function = sj_builtin_find (SJ_PQL, name->name.text, name->name.length);
  if (call->function == NULL)
    {
      report_unknown (parser, name);
      return NULL;
    }
  if (!sj_builtin_accepts (call->function, call->n_parts))
    {
      report_count (parser, call, name);
      return NULL;
    }
  return call;
}

/* Comma-separated expressions up to `close`, which is taken too; `first` leads
 * the list when it is not NULL. */
static SjTree *
parse_parts (Parser *parser, SjTree *node, SjTree *first, char close, const char *sentence)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  if (first != NULL)
    g_ptr_array_add (parts, first);
  while (!at_symbol (parser, close))
    {
      SjTree *part = parse_pql (parser);

      if (part == NULL)
        return NULL;
      g_ptr_array_add (parts, part);
      if (!at_symbol (parser, ','))
        break;
      advance (parser);
      if (at_symbol (parser, close))
        return fail_here (parser, _("There is a comma too many before this."));
    }
  if (!expect (parser, close, sentence))
    return NULL;

  node->end = (uint32_t) parser->last_end;
  sj_tree_set_parts (parser->arena, node, parts);
  return node;
}

/* At the "(" behind a name. */
static SjTree *
parse_call (Parser *parser, const SjPqlToken *name, SjTree *first)
{
  SjTree *call = sj_tree_new (parser->arena, SJ_TREE_CALL, first ? first->start : name->start, name->end);

  if (!enter (parser))
    return NULL;
  advance (parser);
  call = parse_parts (parser, call, first, ')', _("The closing ) of this call is missing."));
  parser->depth--;
  return call ? finish_call (parser, call, name) : NULL;
}

static void
warn_reserved (Parser *parser, const SjPqlToken *name)
{
  static const char *const reserved[] = { "next", "last", "this" };

  if (name->kind == SJ_PQL_QUOTED)
    return;
  for (size_t i = 0; i < G_N_ELEMENTS (reserved); i++)
    if (name->name.length == 4 && memcmp (name->name.text, reserved[i], 4) == 0)
      warn (parser, "reserved", name->start, name->end, g_strdup_printf ("`%s`", reserved[i]),
            _("AJO needs backticks around a field called “%s”."), reserved[i]);
}

static void
warn_digits (Parser *parser, const SjPqlToken *name)
{
  if (name->kind != SJ_PQL_QUOTED && g_ascii_isdigit (name->name.text[0]))
    warn (parser, "backticks", name->start, name->end,
          g_strdup_printf ("`%.*s`", (int) name->name.length, name->name.text), "%s",
          _("AJO needs backticks around a name that begins with a digit."));
}

static bool
all_digits (SjSlice text)
{
  for (size_t i = 0; i < text.length; i++)
    if (!g_ascii_isdigit (text.text[i]))
      return false;
  return true;
}

/* list.[0] and object.[any name], as in paths: positions lose their dot. */
static SjTree *
make_bracketed (Parser *parser, SjTree *object, const SjPqlToken *name)
{
  bool whole;
  int64_t position = -1;
  double decimal;
  SjTree *node, *number;

  if (!all_digits (name->name) ||
      !sj_number_parse (name->name.text, name->name.length, &whole, &position, &decimal) || !whole)
    {
      warn (parser, "brackets", name->start, name->end,
            g_strdup_printf ("`%.*s`", (int) name->name.length, name->name.text), "%s",
            _("AJO needs backticks around a name such as this one here, not brackets."));
      node = sj_tree_new_with (parser->arena, SJ_TREE_FIELD, object->start, name->end, 1, object);
      node->name = name->name;
      node->field = true;
      return node;
    }
  warn (parser, "brackets", name->start - 1, name->end,
        g_strdup_printf ("[%.*s]", (int) name->name.length, name->name.text), "%s",
        _("AJO writes a position without a dot here."));
  number = sj_tree_const (parser->arena, sj_value_integer (position), name->start + 1, name->end - 1);
  node = sj_tree_new_with (parser->arena, SJ_TREE_INDEX, object->start, name->end, 2, object, number);
  node->field = true;
  return node;
}

static SjTree *
parse_field (Parser *parser, SjTree *object)
{
  SjPqlToken name;
  SjTree *field;

  parser->lexer.segment = true;
  advance (parser);
  parser->lexer.segment = false;
  name = parser->token;
  if (name.kind == SJ_PQL_BRACKETED)
    {
      advance (parser);
      return make_bracketed (parser, object, &name);
    }
  if ((name.kind != SJ_PQL_NAME && name.kind != SJ_PQL_QUOTED) || name.name.text[0] == '@' || name.name.text[0] == '.')
    return fail_here (parser, _("A field name is expected behind the dot."));
  advance (parser);
  if (name.kind == SJ_PQL_NAME && at_symbol (parser, '('))
    return parse_call (parser, &name, object);

  warn_reserved (parser, &name);
  warn_digits (parser, &name);
  field = sj_tree_new_with (parser->arena, SJ_TREE_FIELD, object->start, name.end, 1, object);
  field->name = name.name;
  field->field = true;
  return field;
}

static SjTree *
parse_index (Parser *parser, SjTree *list)
{
  SjTree *index, *number;

  advance (parser);
  if (parser->token.kind != SJ_PQL_NUMBER || parser->token.value.type != SJ_INTEGER)
    return fail_here (parser, _("A position is expected between the brackets, such as [0]."));
  number = sj_tree_const (parser->arena, parser->token.value, parser->token.start, parser->token.end);
  advance (parser);
  if (!expect (parser, ']', _("The closing ] of this position is missing.")))
    return NULL;
  index = sj_tree_new_with (parser->arena, SJ_TREE_INDEX, list->start, parser->last_end, 2, list, number);
  index->field = true;
  return index;
}

static SjTree *
take_const (Parser *parser, SjValue value)
{
  SjTree *node = sj_tree_const (parser->arena, value, parser->token.start, parser->token.end);

  advance (parser);
  return node;
}

static SjTree *
parse_parenthesis (Parser *parser)
{
  size_t start = parser->token.start;
  SjTree *inner;

  if (!enter (parser))
    return NULL;
  advance (parser);
  inner = parse_pql (parser);
  parser->depth--;
  if (inner == NULL || !expect (parser, ')', _("The closing ) is missing.")))
    return NULL;
  inner->parenthesised = true;
  inner->start = (uint32_t) start;
  inner->end = (uint32_t) parser->last_end;
  return inner;
}

static SjTree *
parse_list (Parser *parser)
{
  SjTree *list = sj_tree_new (parser->arena, SJ_TREE_LIST, parser->token.start, parser->token.end);

  if (!enter (parser))
    return NULL;
  advance (parser);
  list = parse_parts (parser, list, NULL, ']', _("The closing ] of this list is missing."));
  parser->depth--;
  return list;
}

/* Words that open a query: a name follows them without an operator between. */
static bool
is_query (const SjPqlToken *name)
{
  static const char *const words[] = { "select", "exists", "forall", "occurs" };

  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (name->name.length == 6 && memcmp (name->name.text, words[i], 6) == 0)
      return true;
  return false;
}

static SjTree *
parse_name (Parser *parser)
{
  SjPqlToken name = parser->token;
  SjTree *node;

  if (at_word (parser, "true") || at_word (parser, "false"))
    return take_const (parser, sj_value_bool (name.name.length == 4));
  if (at_word (parser, "null"))
    return take_const (parser, sj_null);

  advance (parser);
  if (name.kind == SJ_PQL_NAME && at_symbol (parser, '('))
    return parse_call (parser, &name, NULL);
  if (name.kind == SJ_PQL_NAME && name.name.length == 6 && memcmp (name.name.text, "xEvent", 6) == 0)
    return fail_at (parser, "xevent", name.start, name.end,
                    _("Experience events (xEvent) cannot be used in messages; use an event of the journey under "
                      "context.journey.events."));
  if (is_query (&name) && parser->token.kind == SJ_PQL_NAME)
    return fail_at (parser, "query", name.start, name.end, _("Queries such as “select” cannot be used in messages."));

  node = sj_tree_new (parser->arena, SJ_TREE_NAME, name.start, name.end);
  node->name = name.name;
  node->field = true;
  node->parenthesised = false;
  return node;
}

static SjTree *
parse_primary (Parser *parser)
{
  switch (parser->token.kind)
    {
    case SJ_PQL_NUMBER:
    case SJ_PQL_TEXT:
      return take_const (parser, parser->token.value);
    case SJ_PQL_NAME:
    case SJ_PQL_QUOTED:
      return parse_name (parser);
    case SJ_PQL_END:
      return fail_here (parser, _("The expression ends too early."));
    default:
      break;
    }
  if (at_symbol (parser, '('))
    return parse_parenthesis (parser);
  if (at_symbol (parser, '['))
    return parse_list (parser);
  return fail_here (parser, _("A value is expected here."));
}

static SjTree *
parse_postfix (Parser *parser)
{
  SjTree *node = parse_primary (parser);

  while (node != NULL && (at_symbol (parser, '.') || at_symbol (parser, '[')))
    {
      if (!lengthen (parser))
        return NULL;
      node = at_symbol (parser, '.') ? parse_field (parser, node) : parse_index (parser, node);
    }
  return node;
}

static SjTree *
make_unary (Parser *parser, SjOperator op, size_t start, SjTree *operand)
{
  SjTree *node;

  if (operand == NULL)
    return NULL;
  node = sj_tree_new_with (parser->arena, SJ_TREE_UNARY, start, parser->last_end, 1, operand);
  node->op = op;
  return node;
}

static SjTree *
parse_unary (Parser *parser)
{
  size_t start = parser->token.start;

  if (!at_symbol (parser, '-'))
    return parse_postfix (parser);
  advance (parser);
  if (at_symbol (parser, '-'))
    return fail_here (parser, _("Two minus signs cannot stand next to each other."));
  return make_unary (parser, SJ_OP_NEG, start, parse_postfix (parser));
}

static SjTree *
make_binary (Parser *parser, SjOperator op, SjTree *left, SjTree *right)
{
  SjTree *node;

  if (right == NULL)
    return NULL;
  node = sj_tree_new_with (parser->arena, SJ_TREE_BINARY, left->start, right->end, 2, left, right);
  node->op = op;
  return node;
}

/* "order-total" without blanks is a name with a hyphen that lacks its backticks. */
static void
warn_hyphen (Parser *parser, const SjTree *left, const SjPqlToken *minus)
{
  size_t start, end;

  if ((left->kind != SJ_TREE_NAME && left->kind != SJ_TREE_FIELD) || left->end != minus->start ||
      parser->token.kind != SJ_PQL_NAME || parser->token.start != minus->end)
    return;
  start = left->end - left->name.length;
  end = parser->token.end;
  if (left->end <= left->name.length || parser->lexer.text[left->end - 1] == '`')
    return;
  warn (parser, "hyphen", start, end, g_strdup_printf ("`%.*s`", (int) (end - start), parser->lexer.text + start), "%s",
        _("This subtracts; a name with a hyphen needs backticks around it, a minus blanks."));
}

static SjTree *
parse_product (Parser *parser)
{
  SjTree *node = parse_unary (parser);

  while (node != NULL && (at_symbol (parser, '*') || at_symbol (parser, '/') || at_symbol (parser, '%')))
    {
      char symbol = parser->token.symbol;
      SjOperator op = symbol == '*' ? SJ_OP_MUL : symbol == '/' ? SJ_OP_DIV : SJ_OP_MOD;

      if (!lengthen (parser))
        return NULL;
      advance (parser);
      node = make_binary (parser, op, node, parse_unary (parser));
    }
  return node;
}

static SjTree *
parse_sum (Parser *parser)
{
  SjTree *node = parse_product (parser);

  while (node != NULL && (at_symbol (parser, '+') || at_symbol (parser, '-')))
    {
      SjPqlToken symbol = parser->token;

      if (!lengthen (parser))
        return NULL;
      advance (parser);
      if (symbol.symbol == '-')
        warn_hyphen (parser, node, &symbol);
      node = make_binary (parser, symbol.symbol == '+' ? SJ_OP_ADD : SJ_OP_SUB, node, parse_product (parser));
    }
  return node;
}

static bool
at_comparison (const Parser *parser, SjOperator *op)
{
  static const struct { char symbol; SjOperator op; } symbols[] = {
    { '=', SJ_OP_EQ }, { SJ_PQL_NE, SJ_OP_NE }, { '<', SJ_OP_LT },
    { SJ_PQL_LE, SJ_OP_LE }, { '>', SJ_OP_GT }, { SJ_PQL_GE, SJ_OP_GE },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (at_symbol (parser, symbols[i].symbol))
      {
        *op = symbols[i].op;
        return true;
      }
  return false;
}

static bool
at_relation (const Parser *parser)
{
  return at_word (parser, "in") || at_word (parser, "notIn") || at_word (parser, "like");
}

/* x in y, x notIn y, x like y: calls of the functions of these names. */
static SjTree *
parse_relation (Parser *parser, SjTree *left)
{
  SjPqlToken name = parser->token;
  SjTree *right, *call;

  advance (parser);
  right = parse_sum (parser);
  if (right == NULL)
    return NULL;
  call = sj_tree_new_with (parser->arena, SJ_TREE_CALL, left->start, right->end, 2, left, right);
  return finish_call (parser, call, &name);
}

static SjTree *
parse_test (Parser *parser)
{
  SjTree *node = parse_sum (parser);
  SjOperator op;

  if (node == NULL)
    return NULL;
  if (at_comparison (parser, &op))
    {
      advance (parser);
      node = make_binary (parser, op, node, parse_sum (parser));
    }
  else if (at_relation (parser))
    node = parse_relation (parser, node);
  if (node != NULL && (at_comparison (parser, &op) || at_relation (parser)))
    return fail_here (parser, _("Comparisons cannot be chained; join two of them with “and”."));
  return node;
}

static SjTree *
parse_not (Parser *parser)
{
  size_t start = parser->token.start;
  SjTree *operand;

  if (!at_symbol (parser, '!') && !at_keyword (parser, "not"))
    return parse_test (parser);
  if (!enter (parser))
    return NULL;
  advance (parser);
  operand = parse_not (parser);
  parser->depth--;
  return make_unary (parser, SJ_OP_NOT, start, operand);
}

static SjTree *
parse_and (Parser *parser)
{
  SjTree *node = parse_not (parser);

  while (node != NULL && at_keyword (parser, "and"))
    {
      if (!lengthen (parser))
        return NULL;
      advance (parser);
      node = make_binary (parser, SJ_OP_AND, node, parse_not (parser));
    }
  return node;
}

static SjTree *
parse_or (Parser *parser)
{
  SjTree *node = parse_and (parser);

  while (node != NULL && at_keyword (parser, "or"))
    {
      if (!lengthen (parser))
        return NULL;
      advance (parser);
      node = make_binary (parser, SJ_OP_OR, node, parse_and (parser));
    }
  return node;
}

static SjTree *
parse_pql (Parser *parser)
{
  SjTree *node = parse_or (parser);
  SjTree *right;

  if (node == NULL || !at_symbol (parser, SJ_PQL_FALLBACK))
    return node;
  if (!enter (parser))
    return NULL;
  advance (parser);
  right = parse_pql (parser);
  parser->depth--;
  return make_binary (parser, SJ_OP_FALLBACK, node, right);
}

SjTree *
sj_pql_parse (SjArena *arena, const char *text, size_t start, size_t end, SjDiags *diags)
{
  Parser parser = { .arena = arena, .diags = diags };
  SjTree *node;

  parser.lexer = (SjPqlLexer) { .arena = arena, .diags = diags, .text = text, .at = start, .end = end };
  advance (&parser);
  if (parser.token.kind == SJ_PQL_END)
    return fail_at (&parser, "syntax", start, end, _("An expression is missing here."));
  node = parse_pql (&parser);
  if (node != NULL && parser.token.kind != SJ_PQL_END)
    return fail_here (&parser, _("An operator is missing before this."));
  if (node != NULL && node->height > SJ_TREE_HEIGHT)
    return fail_at (&parser, "depth", start, end, _("This expression is nested too deeply."));
  return node;
}

char *
sj_pql_name (const char *name, size_t length)
{
  bool plain = length > 0 && !g_ascii_isdigit (name[0]) && name[0] != ':';

  for (size_t i = 0; i < length; i++)
    plain = plain && sj_pql_is_name_byte (name[i]);
  return plain ? g_strndup (name, length) : g_strdup_printf ("`%.*s`", (int) length, name);
}
