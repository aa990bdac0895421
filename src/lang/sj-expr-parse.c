/* sj-expr-parse.c -- journey expressions to trees, by recursive descent.
 *
 * The grammar is that of languages.md 1.3, a function a rule.  The first error
 * ends the parse: what follows a missing parenthesis says nothing to a person.
 * A hyphen belongs to a path segment and to nothing else, so names are read in
 * two ways, and it is the place that decides.
 */
#include "lang/sj-builtin.h"
#include "lang/sj-expr-private.h"

#include "base/sj-number.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  SjArena *arena;
  const SjExprText *source;
  const char *text;
  size_t length;
  size_t at;
  unsigned depth;
  SjDiags *diags;
} Parse;

static SjTree *parse_or (Parse *parse);

static void G_GNUC_PRINTF (5, 6)
report (Parse *parse, SjSeverity severity, const char *code, size_t start, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  sj_diags_add (parse->diags, severity, code, sj_expr_origin (parse->source, start),
                sj_expr_origin (parse->source, MAX (parse->at, start)), "%s", text);
}

static SjDiag *
last_diag (Parse *parse)
{
  return g_ptr_array_index (parse->diags->items, parse->diags->items->len - 1);
}

static void *
fail (Parse *parse, const char *code, size_t start, const char *text)
{
  if (start == parse->at && parse->at < parse->length)    /* the place is one character, not none */
    {
      parse->at = (size_t) (g_utf8_next_char (parse->text + parse->at) - parse->text);
      parse->at = MIN (parse->at, parse->length);
    }
  report (parse, SJ_SEVERITY_ERROR, code, start, "%s", text);
  return NULL;
}

static void
skip_blanks (Parse *parse)
{
  while (parse->at < parse->length && strchr (" \t\r\n", parse->text[parse->at]) && parse->text[parse->at] != '\0')
    parse->at++;
}

static char
peek (Parse *parse)
{
  skip_blanks (parse);
  return parse->at < parse->length ? parse->text[parse->at] : '\0';
}

static bool
accept (Parse *parse, const char *symbol)
{
  size_t size = strlen (symbol);

  skip_blanks (parse);
  if (parse->length - parse->at < size || memcmp (parse->text + parse->at, symbol, size) != 0)
    return false;
  parse->at += size;
  return true;
}

static bool
is_name_start (char c)
{
  return g_ascii_isalpha (c) || c == '_';
}

static bool
is_name_part (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

static SjSlice
peek_word (Parse *parse)
{
  size_t end;

  skip_blanks (parse);
  end = parse->at;
  if (end < parse->length && is_name_start (parse->text[end]))
    while (end < parse->length && is_name_part (parse->text[end]))
      end++;
  return (SjSlice) { parse->text + parse->at, end - parse->at };
}

static bool
word_is (SjSlice word, const char *text)
{
  return word.length == strlen (text) && memcmp (word.text, text, word.length) == 0;
}

static bool
accept_word (Parse *parse, const char *text)
{
  SjSlice word = peek_word (parse);

  if (!word_is (word, text))
    return false;
  parse->at += word.length;
  return true;
}

/* and, or, not: also in capitals, as they appear in older samples. */
static bool
accept_logic (Parse *parse, const char *text)
{
  SjSlice word = peek_word (parse);
  size_t start = parse->at;

  if (accept_word (parse, text))
    return true;
  if (word.length != strlen (text) || g_ascii_strncasecmp (word.text, text, word.length) != 0 ||
      g_ascii_islower (word.text[0]) || g_ascii_islower (word.text[word.length - 1]))
    return false;
  parse->at += word.length;
  report (parse, SJ_SEVERITY_WARNING, "capital-keyword", start, _("“%.*s” is written in small letters: %s."),
          (int) word.length, word.text, text);
  last_diag (parse)->fix = g_strdup (text);
  return true;
}

static bool
enter (Parse *parse)
{
  if (++parse->depth <= SJ_EXPR_DEPTH)
    return true;
  fail (parse, "too-deep", parse->at, _("This is nested too deeply; split the expression."));
  return false;
}

static gunichar
read_unicode (Parse *parse, size_t at)
{
  gunichar code = 0;

  if (parse->length - at < 4)
    return 0;
  for (size_t i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (parse->text[at + i]);

      if (digit < 0)
        return 0;
      code = code * 16 + (gunichar) digit;
    }
  return code;
}

/* The character of \uXXXX behind the u, with the second half of a pair; moves on. */
static bool
unescape_unicode (Parse *parse, SjBuffer *out)
{
  gunichar code = read_unicode (parse, parse->at);
  gunichar low;

  if (code == 0)
    return false;
  parse->at += 4;
  if (code >= 0xd800 && code < 0xdc00 && parse->length - parse->at >= 6 && parse->text[parse->at] == '\\' &&
      parse->text[parse->at + 1] == 'u' && (low = read_unicode (parse, parse->at + 2)) >= 0xdc00 && low < 0xe000)
    {
      parse->at += 6;
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
  else if (code >= 0xd800 && code < 0xe000)
    code = 0xfffd;
  sj_buffer_unichar (out, code);
  return true;
}

/* Behind the backslash.  A pair that is no escape stays as it is, so that
 * patterns can be written with one backslash. */
static bool
unescape (Parse *parse, SjBuffer *out)
{
  static const char pairs[] = "\\\\\"\"''//n\nr\rt\tb\bf\f";
  char c = parse->text[parse->at++];

  if (c == 'u')
    return unescape_unicode (parse, out);
  for (const char *pair = pairs; *pair != '\0'; pair += 2)
    if (*pair == c)
      {
        sj_buffer_append_c (out, pair[1]);
        return true;
      }
  sj_buffer_append_c (out, '\\');
  sj_buffer_append_c (out, c);
  return true;
}

/* A text in quotes, unescaped into the arena. */
static bool
parse_quoted (Parse *parse, SjSlice *result)
{
  size_t start = parse->at;
  char quote = parse->text[parse->at++];
  g_auto (SjBuffer) out = SJ_BUFFER_INIT;

  while (parse->at < parse->length && parse->text[parse->at] != quote)
    {
      char c = parse->text[parse->at++];

      if (c != '\\')
        sj_buffer_append_c (&out, c);
      else if (parse->at == parse->length)
        break;
      else if (!unescape (parse, &out))
        {
          fail (parse, "bad-escape", parse->at - 2, _("Four hexadecimal digits must follow \\u."));
          return false;
        }
    }
  if (parse->at >= parse->length)
    {
      fail (parse, "open-text", start, _("This text is not closed with a quotation mark."));
      return false;
    }
  parse->at++;
  *result = (SjSlice) { sj_arena_strndup (parse->arena, out.text, out.length), out.length };
  return true;
}

static SjTree *
parse_text (Parse *parse)
{
  size_t start = parse->at;
  SjSlice text;

  if (!parse_quoted (parse, &text))
    return NULL;
  return sj_tree_const (parse->arena, sj_value_text (text.text, text.length), start, parse->at);
}

static SjTree *
parse_number (Parse *parse)
{
  size_t start = parse->at;
  size_t end = start;
  bool whole, point = false;
  SjValue value = { 0 };
  double decimal = 0;

  while (end < parse->length && g_ascii_isdigit (parse->text[end]))
    end++;
  if (end + 1 < parse->length && parse->text[end] == '.' && g_ascii_isdigit (parse->text[end + 1]))
    {
      point = true;
      for (end++; end < parse->length && g_ascii_isdigit (parse->text[end]);)
        end++;
    }
  parse->at = end;
  if (end < parse->length && (is_name_start (parse->text[end]) || parse->text[end] == '.'))
    return fail (parse, "bad-number", start,
                 _("This is no number: digits, and perhaps a point with digits behind it, are needed."));
  if (!sj_number_parse (parse->text + start, end - start, &whole, &value.integer, &decimal) || (!point && !whole))
    return fail (parse, "bad-number", start, _("This number is too large; the largest is 9223372036854775807."));
  value = whole ? sj_value_integer (value.integer) : sj_value_decimal (decimal);
  return sj_tree_const (parse->arena, value, start, end);
}

/* Expressions up to `close`, into `parts`. */
static bool
parse_arguments (Parse *parse, char close, GPtrArray *parts)
{
  size_t start = parse->at;
  char symbol[2] = { close, '\0' };

  if (accept (parse, symbol))
    return true;
  do
    {
      SjTree *part = parse_or (parse);

      if (part == NULL)
        return false;
      g_ptr_array_add (parts, part);
    }
  while (accept (parse, ","));
  if (accept (parse, symbol))
    return true;
  fail (parse, "missing-close", parse->at > start ? parse->at : start,
        close == ')' ? _("A comma or a closing parenthesis is missing here.")
                     : _("A comma or a closing bracket is missing here."));
  return false;
}

static SjTree *
parse_list (Parse *parse)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  size_t start = parse->at++;
  SjTree *list;

  if (!parse_arguments (parse, ']', parts))
    return NULL;
  list = sj_tree_new (parse->arena, SJ_TREE_LIST, start, parse->at);
  sj_tree_set_parts (parse->arena, list, parts);
  return list;
}

static bool
parse_segment (Parse *parse, SjSlice *name)
{
  char c = peek (parse);
  size_t start = parse->at;

  if (c == '"' || c == '\'')
    return parse_quoted (parse, name);
  if (!is_name_start (c))
    {
      fail (parse, "missing-name", start,
            _("A field name is missing here; names with other characters than letters, digits, - and _ "
              "stand in quotation marks."));
      return false;
    }
  while (parse->at < parse->length && (is_name_part (parse->text[parse->at]) || parse->text[parse->at] == '-'))
    parse->at++;
  *name = (SjSlice) { parse->text + start, parse->at - start };
  return true;
}

/* all (…), first (…), at (…): what only a parenthesis tells from a field. */
static SjTree *
parse_step (Parse *parse, SjTree *from, SjStepKind step, size_t start)
{
  static const struct { unsigned least, most; } counts[SJ_N_STEPS] = {
    [SJ_STEP_ALL] = { 0, 1 }, [SJ_STEP_FIRST] = { 0, 1 }, [SJ_STEP_LAST] = { 0, 1 },
    [SJ_STEP_AT] = { 1, 1 }, [SJ_STEP_ENTRY] = { 1, 1 }, [SJ_STEP_FIRST_KEY] = { 0, 0 }, [SJ_STEP_KEYS] = { 0, 0 },
  };
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  SjTree *tree;

  g_ptr_array_add (parts, from);
  if (!enter (parse) || !parse_arguments (parse, ')', parts))
    return NULL;
  parse->depth--;
  if (parts->len - 1 < counts[step].least || parts->len - 1 > counts[step].most)
    {
      report (parse, SJ_SEVERITY_ERROR, "argument-count", start,
              counts[step].most == 0   ? _("%s () takes nothing between its parentheses.")
              : counts[step].least > 0 ? _("%s (…) needs one value between its parentheses.")
                                       : _("%s (…) takes one condition at most."),
              sj_step_name (step));
      return NULL;
    }
  tree = sj_tree_new (parse->arena, SJ_TREE_STEP, from->start, parse->at);
  tree->op = step;
  tree->field = true;
  sj_tree_set_parts (parse->arena, tree, parts);
  return tree;
}

/* { "." (collection | segment) } */
static SjTree *
parse_access (Parse *parse, SjTree *from)
{
  while (accept (parse, "."))
    {
      size_t start;
      bool quoted = strchr ("\"'", peek (parse)) != NULL && peek (parse) != '\0';
      SjSlice name;
      SjStepKind step;

      start = parse->at;
      if (!parse_segment (parse, &name))
        return NULL;
      if (!quoted && sj_step_from_name (name.text, name.length, &step) && accept (parse, "("))
        from = parse_step (parse, from, step, start);
      else
        {
          from = sj_tree_new_with (parse->arena, SJ_TREE_FIELD, from->start, parse->at, 1, from);
          from->name = name;
          from->name_start = (uint32_t) start;
          from->name_end = (uint32_t) parse->at;
          from->field = true;
        }
      if (from == NULL)
        return NULL;
    }
  return from;
}

static void
warn_bare_call (Parse *parse, const SjTree *tree)
{
  SjDiag *diag;

  if (tree->kind != SJ_TREE_CALL || tree->parenthesised)
    return;
  diag = sj_diags_add (parse->diags, SJ_SEVERITY_WARNING, "bare-call", sj_expr_origin (parse->source, tree->start),
                       sj_expr_origin (parse->source, tree->end),
                       _("Adobe Journey Optimizer wants parentheses around this function call."));
  diag->fix = g_strdup_printf ("(%.*s)", (int) (tree->end - tree->start), parse->text + tree->start);
}

static bool
parse_param (Parse *parse, GPtrArray *parts, GArray *names)
{
  SjSlice name;
  SjTree *value;

  if (!parse_segment (parse, &name))
    return false;
  if (!accept (parse, ":"))
    {
      fail (parse, "missing-colon", parse->at, _("A colon must follow the parameter's name."));
      return false;
    }
  value = parse_or (parse);
  if (value == NULL)
    return false;
  g_ptr_array_add (parts, value);
  g_array_append_val (names, name);
  return true;
}

/* params: { name: expression, … } */
static bool
parse_params (Parse *parse, SjTree *root)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (SjSlice));

  if (!accept (parse, "{"))
    {
      fail (parse, "missing-open", parse->at, _("The parameters stand between { and }."));
      return false;
    }
  if (!accept (parse, "}"))
    {
      do
        if (!parse_param (parse, parts, names))
          return false;
      while (accept (parse, ","));
      if (!accept (parse, "}"))
        {
          fail (parse, "missing-close", parse->at, _("A comma or } is missing behind the parameter."));
          return false;
        }
    }
  sj_tree_set_parts (parse->arena, root, parts);
  root->names = sj_arena_dup (parse->arena, names->data, names->len * sizeof (SjSlice));
  return true;
}

static bool
parse_option (Parse *parse, SjTree *root, SjTree **fallback)
{
  size_t start;
  bool params;

  skip_blanks (parse);
  start = parse->at;
  params = accept_word (parse, "params");
  if (!params && !accept_word (parse, "defaultValue"))
    {
      fail (parse, "unknown-option", start, _("Only defaultValue or params may stand behind the comma."));
      return false;
    }
  if (!accept (parse, ":"))
    {
      fail (parse, "missing-colon", parse->at, _("A colon is missing here."));
      return false;
    }
  if (params)
    {
      if (root->op == SJ_ROOT_SOURCE)
        return parse_params (parse, root);
      fail (parse, "no-params", start, _("Only data sources, #{…}, take parameters."));
      return false;
    }
  *fallback = parse_or (parse);
  if (*fallback != NULL)
    warn_bare_call (parse, *fallback);
  return *fallback != NULL;
}

/* Behind the opening brace of a reference. */
static SjTree *
parse_reference (Parse *parse, SjRootKind kind, size_t start)
{
  SjTree *root = sj_tree_new (parse->arena, SJ_TREE_ROOT, start, parse->at);
  SjTree *path, *fallback = NULL;

  if (!enter (parse))
    return NULL;
  root->op = kind;
  root->field = true;
  peek (parse);
  root->name_start = (uint32_t) parse->at;
  if (!parse_segment (parse, &root->name))
    return NULL;
  root->name_end = root->end = (uint32_t) parse->at;
  if (kind == SJ_ROOT_SOURCE)
    {
      if (!accept (parse, "."))
        return fail (parse, "missing-group", parse->at,
                     _("A data source is followed by a point and one of its field groups: #{Source.Group.field}."));
      if (!parse_segment (parse, &root->group))
        return NULL;
      root->end = (uint32_t) parse->at;
    }
  path = parse_access (parse, root);
  while (path != NULL && accept (parse, ","))
    {
      if (kind == SJ_ROOT_PROPERTY)
        return fail (parse, "no-options", parse->at - 1, _("A journey property, ${…}, takes no options."));
      if (!parse_option (parse, root, &fallback))
        return NULL;
    }
  if (path == NULL)
    return NULL;
  if (!accept (parse, "}"))
    return fail (parse, "missing-close", parse->at, _("This reference is not closed with }."));
  parse->depth--;
  path->end = (uint32_t) parse->at;
  if (fallback == NULL)
    return path;
  path = sj_tree_new_with (parse->arena, SJ_TREE_DEFAULT, start, parse->at, 2, path, fallback);
  path->field = true;
  return path;
}

static SjTree *
refuse_reference (Parse *parse, size_t start)
{
  if (accept (parse, "#@action"))
    {
      SjTree *none = fail (parse, "unknown-reference", start, _("A response is written @action{…}, without #."));

      last_diag (parse)->fix = g_strdup ("@action");
      return none;
    }
  if (accept (parse, "@profile"))
    return fail (parse, "unknown-reference", start,
                 _("A profile's field is read through a data source: "
                   "#{ExperiencePlatform.ProfileFieldGroup.profile.…}."));
  parse->at++;
  return fail (parse, "unknown-reference", start,
               _("A reference is written @event{…}, #{…}, @action{…}, @datasetLookup{…} or ${…}."));
}

static SjTree *
parse_sigil (Parse *parse)
{
  static const struct { const char *prefix; SjRootKind kind; } forms[] = {
    { "@event", SJ_ROOT_EVENT },          { "@action", SJ_ROOT_ACTION },
    { "@datasetLookup", SJ_ROOT_LOOKUP }, { "@datasetlookup", SJ_ROOT_LOOKUP },
    { "@", SJ_ROOT_EVENT },               { "#", SJ_ROOT_SOURCE },
    { "$", SJ_ROOT_PROPERTY },
  };
  size_t start = parse->at;

  for (size_t i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      parse->at = start;
      if (accept (parse, forms[i].prefix) && accept (parse, "{"))
        return parse_reference (parse, forms[i].kind, start);
    }
  parse->at = start;
  return refuse_reference (parse, start);
}

/* if (…) then (…) else (…) */
static SjTree *
parse_if (Parse *parse, size_t start)
{
  static const char *const words[] = { NULL, "then", "else" };
  SjTree *parts[3];

  for (unsigned i = 0; i < 3; i++)
    {
      if (words[i] != NULL && !accept_word (parse, words[i]))
        return fail (parse, "missing-branch", parse->at,
                     i == 1 ? _("“then (…)” is missing here.") : _("“else (…)” is missing here."));
      if (!accept (parse, "("))
        return fail (parse, "missing-open", parse->at,
                     _("A parenthesis is needed here: if (…) then (…) else (…)."));
      parts[i] = parse_or (parse);
      if (parts[i] == NULL)
        return NULL;
      if (!accept (parse, ")"))
        return fail (parse, "missing-close", parse->at, _("A closing parenthesis is missing here."));
    }
  return sj_tree_new_with (parse->arena, SJ_TREE_IF, start, parse->at, 3, parts[0], parts[1], parts[2]);
}

static void
suggest_function (Parse *parse, SjSlice name, size_t start)
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
    report (parse, SJ_SEVERITY_ERROR, "unknown-function", start, _("There is no function called “%s”."), unknown);
  else
    {
      report (parse, SJ_SEVERITY_ERROR, "unknown-function", start,
              _("There is no function called “%s”; perhaps %s is meant."), unknown, nearest);
      last_diag (parse)->fix = g_strdup (nearest);
    }
}

static SjTree *
parse_call (Parse *parse, SjSlice name, size_t start)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  const SjBuiltin *function = sj_builtin_find (SJ_EXPRESSION, name.text, name.length);
  SjTree *call;

  if (function == NULL)
    {
      suggest_function (parse, name, start);
      return NULL;
    }
  if (!parse_arguments (parse, ')', parts))
    return NULL;
  call = sj_tree_new (parse->arena, SJ_TREE_CALL, start, parse->at);
  call->function = function;
  sj_tree_set_parts (parse->arena, call, parts);
  return call;
}

static bool
parse_item (Parse *parse, SjSlice word, size_t start, SjTree **item)
{
  for (unsigned kind = 0; kind < SJ_N_ROOTS; kind++)
    if (sj_root_item (kind) != NULL && word_is (word, sj_root_item (kind)))
      {
        SjTree *tree = sj_tree_new (parse->arena, SJ_TREE_ITEM, start, parse->at);

        tree->op = kind;
        tree->field = true;
        *item = parse_access (parse, tree);
        return true;
      }
  return false;
}

static SjTree *
parse_word (Parse *parse)
{
  SjSlice word = peek_word (parse);
  size_t start = parse->at;
  SjTree *item;

  parse->at += word.length;
  if (word_is (word, "true") || word_is (word, "false"))
    return sj_tree_const (parse->arena, sj_value_bool (word.length == 4), start, parse->at);
  if (word_is (word, "null"))
    return sj_tree_const (parse->arena, sj_null, start, parse->at);
  if (word_is (word, "if"))
    return parse_if (parse, start);
  if (parse_item (parse, word, start, &item))
    return item;
  if (accept (parse, "("))
    return parse_call (parse, word, start);
  parse->at = start + word.length;
  report (parse, SJ_SEVERITY_ERROR, "unknown-word", start,
          _("“%.*s” means nothing here; text stands in quotation marks, fields in @event{…} or #{…}."),
          (int) word.length, word.text);
  return NULL;
}

static SjTree *
parse_parenthesis (Parse *parse)
{
  SjTree *tree;
  size_t start = parse->at++;

  tree = parse_or (parse);
  if (tree == NULL)
    return NULL;
  if (!accept (parse, ")"))
    return fail (parse, "missing-close", start, _("This parenthesis is not closed."));
  tree->parenthesised = true;
  return tree;
}

static SjTree *
parse_primary (Parse *parse)
{
  char c = peek (parse);

  if (c == '\0' && parse->at >= parse->length)
    return fail (parse, "missing-value", parse->at,
                 parse->length == 0 ? _("The expression is empty.")
                                    : _("The expression ends where a value is missing."));
  if (g_ascii_isdigit (c))
    return parse_number (parse);
  if (c == '"' || c == '\'')
    return parse_text (parse);
  if (c == '[')
    return parse_list (parse);
  if (c == '(')
    return parse_parenthesis (parse);
  if (c == '@' || c == '#' || c == '$')
    return parse_sigil (parse);
  if (is_name_start (c))
    return parse_word (parse);
  return fail (parse, "missing-value", parse->at,
               _("A value is missing here: a field, a text, a number or a function."));
}

static SjTree *
parse_unary (Parse *parse)
{
  SjTree *tree, *part;
  size_t start;

  if (peek (parse) != '-')
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
binary (Parse *parse, SjOperator op, SjTree *left, SjTree *right)
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
parse_chain (Parse *parse, const Symbol *symbols, size_t count, SjTree *(*parse_part) (Parse *))
{
  SjTree *left = parse_part (parse);

  for (unsigned links = 0; left != NULL; links++)
    {
      SjTree *right;
      size_t i = 0;

      while (i < count && !accept (parse, symbols[i].symbol))
        i++;
      if (i == count)
        break;
      if (links == 4 * SJ_EXPR_DEPTH)
        return fail (parse, "too-deep", parse->at,
                     _("Too many operations in a row; put parts of them in parentheses."));
      right = parse_part (parse);
      if (right == NULL)
        return NULL;
      if (symbols[i].op == SJ_OP_ADD)
        {
          warn_bare_call (parse, left);
          warn_bare_call (parse, right);
        }
      left = binary (parse, symbols[i].op, left, right);
    }
  return left;
}

static SjTree *
parse_product (Parse *parse)
{
  static const Symbol symbols[] = { { "*", SJ_OP_MUL }, { "/", SJ_OP_DIV }, { "%", SJ_OP_MOD } };

  return parse_chain (parse, symbols, G_N_ELEMENTS (symbols), parse_unary);
}

static SjTree *
parse_sum (Parse *parse)
{
  static const Symbol symbols[] = { { "+", SJ_OP_ADD }, { "-", SJ_OP_SUB } };

  return parse_chain (parse, symbols, G_N_ELEMENTS (symbols), parse_product);
}

static bool
accept_relation (Parse *parse, SjOperator *op)
{
  static const Symbol symbols[] = {
    { "==", SJ_OP_EQ }, { "!=", SJ_OP_NE }, { ">=", SJ_OP_GE },
    { "<=", SJ_OP_LE }, { ">", SJ_OP_GT },  { "<", SJ_OP_LT },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (accept (parse, symbols[i].symbol))
      {
        *op = symbols[i].op;
        return true;
      }
  return false;
}

/* Behind "is". */
static bool
accept_is (Parse *parse, SjOperator *op)
{
  static const Symbol words[] = {
    { "null", SJ_OP_IS_NULL },       { "numeric", SJ_OP_IS_NUMERIC },
    { "integer", SJ_OP_IS_INTEGER }, { "decimal", SJ_OP_IS_DECIMAL },
  };

  if (accept_word (parse, "not"))
    {
      *op = SJ_OP_IS_NOT_NULL;
      return accept_word (parse, "null");
    }
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (accept_word (parse, words[i].symbol))
      {
        *op = words[i].op;
        return true;
      }
  return false;
}

static SjTree *
postfix (Parse *parse, SjOperator op, SjTree *part)
{
  SjTree *tree = sj_tree_new_with (parse->arena, SJ_TREE_UNARY, part->start, parse->at, 1, part);

  tree->op = op;
  return tree;
}

static SjTree *
parse_relation (Parse *parse)
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
  if (accept_word (parse, "is"))
    {
      if (!accept_is (parse, &op))
        return fail (parse, "bad-test", parse->at,
                     _("“is” is followed by null, not null, numeric, integer or decimal."));
      return postfix (parse, op, left);
    }
  if (accept_word (parse, "has"))
    {
      if (!accept_word (parse, "null"))
        return fail (parse, "bad-test", parse->at, _("“has” is followed by null."));
      return postfix (parse, SJ_OP_HAS_NULL, left);
    }
  return left;
}

static SjTree *
parse_test (Parse *parse)
{
  SjTree *test = parse_relation (parse);
  SjOperator op;
  size_t start;

  if (test == NULL)
    return NULL;
  skip_blanks (parse);
  start = parse->at;
  if (accept_relation (parse, &op) || accept_word (parse, "is") || accept_word (parse, "has"))
    return fail (parse, "chained-test", start, _("Two tests in a row; join them with “and” or use parentheses."));
  if (peek (parse) == '=')
    {
      parse->at++;
      fail (parse, "single-equals", start, _("Equality is written ==."));
      last_diag (parse)->fix = g_strdup ("==");
      return NULL;
    }
  return test;
}

static SjTree *
parse_not (Parse *parse)
{
  SjTree *part, *tree;
  size_t start;

  skip_blanks (parse);
  start = parse->at;
  if (!accept_logic (parse, "not"))
    return parse_test (parse);
  if (!enter (parse))
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
parse_logic (Parse *parse, const char *word, SjOperator op, SjTree *(*parse_part) (Parse *))
{
  SjTree *left = parse_part (parse);

  for (unsigned links = 0; left != NULL && accept_logic (parse, word); links++)
    {
      SjTree *right;

      if (links == 4 * SJ_EXPR_DEPTH)
        return fail (parse, "too-deep", parse->at,
                     _("Too many conditions in a row; put parts of them in parentheses."));
      right = parse_part (parse);
      left = right ? binary (parse, op, left, right) : NULL;
    }
  return left;
}

static SjTree *
parse_and (Parse *parse)
{
  return parse_logic (parse, "and", SJ_OP_AND, parse_not);
}

static SjTree *
parse_or (Parse *parse)
{
  SjTree *tree;
  unsigned depth = parse->depth;

  if (!enter (parse))
    return NULL;
  tree = parse_logic (parse, "or", SJ_OP_OR, parse_and);
  parse->depth = depth;
  return tree;
}

SjTree *
sj_expr_parse (SjArena *arena, const SjExprText *text, SjDiags *diags)
{
  Parse parse = { .arena = arena, .source = text, .text = text->text, .length = text->length, .diags = diags };
  SjTree *tree = parse_or (&parse);

  if (tree == NULL)
    return NULL;
  if (tree->height > SJ_TREE_HEIGHT)
    return fail (&parse, "too-deep", 0, _("The expression is too long; split it."));
  skip_blanks (&parse);
  if (parse.at < parse.length)
    return fail (&parse, "surplus", parse.at,
                 _("The expression should end here; “and”, “or” or an operator is missing, or this is too much."));
  return tree;
}
