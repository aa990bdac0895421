/* sj-template-complete.c -- what may stand at the cursor of a message template.
 *
 * The text up to the cursor is scanned as a template; the tag that is not closed
 * is the one being written.  The tags before it say which blocks are open and
 * which variables there are: they are compiled like any other, and what is wrong
 * with them does not matter here.
 */
#include "lang/sj-complete.h"
#include "lang/sj-pql-parse.h"
#include "lang/sj-template-compile.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char name[8];             /* "each" */
  bool percent;
  bool scope;               /* a context was opened, and is still open */
} Block;

typedef struct
{
  SjCompile *compile;
  const SjTemplateEnv *env; /* never NULL */
  const char *text;
  size_t cursor;
  Block blocks[SJ_TEMPLATE_DEPTH];
  unsigned n_blocks;
  GPtrArray *out;
} Read;

/* -- What stands before ------------------------------------------------------- */

static size_t
skip_blanks (const Read *read, size_t at, size_t to)
{
  while (at < to && sj_template_is_blank (read->text[at]))
    at++;
  return at;
}

static SjSlice
take_word (const Read *read, size_t at, size_t to)
{
  size_t end = at;

  while (end < to && sj_template_is_ident_byte (read->text[end]))
    end++;
  return (SjSlice) { read->text + at, end - at };
}

/* What is known of the value that stands in [from, to). */
static SjPlaceOf
place_between (Read *read, size_t from, size_t to, bool percent)
{
  SjPlaceOf place = { .known = false };
  SjTemplateArg arg;

  if (from >= to || !sj_template_parse_arg (read->compile->arena, read->text, from, to, percent, true, &arg,
                                            read->compile->diags))
    return place;
  if (arg.path == NULL)
    return sj_compile_check (read->compile, arg.tree);
  sj_compile_path (read->compile, arg.path, &place);
  return place;
}

static void
open_scope (Read *read, const SjTag *tag, size_t from, bool loop)
{
  SjCompile *compile = read->compile;
  size_t to = tag->to;
  SjSlice params[2];
  SjPlaceOf place;

  if (!sj_template_parse_params (read->text, from, &to, params, compile->diags))
    params[0].length = params[1].length = 0;
  place = place_between (read, from, to, tag->percent);
  compile->scopes[compile->n_scopes++] =
      (SjScopeFrame) { loop, { params[0], params[1] }, loop ? sj_place_item (place) : place };
}

static void
open_block (Read *read, const SjTag *tag)
{
  SjSlice word = take_word (read, tag->from, tag->to);
  bool loop = sj_slice_is (word, "each");
  Block *block;

  if (read->n_blocks == SJ_TEMPLATE_DEPTH)
    return;
  block = &read->blocks[read->n_blocks++];
  *block = (Block) { .percent = tag->percent, .scope = loop || sj_slice_is (word, "with") };
  memcpy (block->name, word.text, MIN (word.length, sizeof block->name - 1));
  if (block->scope)
    open_scope (read, tag, skip_blanks (read, tag->from + word.length, tag->to), loop);
}

static void
close_scope (Read *read)
{
  Block *block = read->n_blocks > 0 ? &read->blocks[read->n_blocks - 1] : NULL;

  if (block != NULL && block->scope)
    {
      block->scope = false;
      read->compile->n_scopes--;
    }
}

static void
add_variable (Read *read, SjSlice name, SjPlaceOf place)
{
  if (name.length > 0)
    sj_compile_assign (read->compile, sj_compile_add_variable (read->compile, name), place);
}

static void
read_let (Read *read, const SjTag *tag)
{
  SjSlice name = take_word (read, tag->from, tag->to);
  size_t at = skip_blanks (read, tag->from + name.length, tag->to);

  if (at < tag->to && read->text[at] == '=')
    add_variable (read, name, place_between (read, at + 1, tag->to, true));
}

/* The variable that a helper's result goes to, with its shape. */
static void
read_helper (Read *read, const SjTag *tag)
{
  SjCompile *compile = read->compile;
  SjSlice word = take_word (read, tag->from, tag->to);
  const SjHelper *helper = sj_helper_find (word.text, word.length);
  SjTemplateNode node = { .helper = helper };
  const SjShape *shape = NULL;

  if (helper == NULL || !sj_template_parse_helper (compile->arena, read->text, tag->from + word.length, tag->to, &node,
                                                   compile->diags))
    return;
  for (uint32_t i = 0; i < node.n_args; i++)
    for (unsigned j = 0; j < SJ_HELPER_PARAMS && helper->params[j].name != NULL; j++)
      if (helper->params[j].resource != 0 && sj_slice_is (node.args[i].name, helper->params[j].name) &&
          node.args[i].value.type == SJ_TEXT && read->env->resource != NULL)
        read->env->resource (read->env, helper->params[j].resource - 1,
                             (SjSlice) { node.args[i].value.text, node.args[i].value.length }, &shape);
  add_variable (read, node.name, sj_place_of_shape (shape));
}

static void
read_inline (Read *read, const SjTag *tag)
{
  size_t at = skip_blanks (read, tag->from + 6, tag->to);
  char quote = at < tag->to ? read->text[at] : '\0';
  const char *close = quote == '"' || quote == '\'' ? memchr (read->text + at + 1, quote, tag->to - at - 1) : NULL;

  if (close != NULL)
    add_variable (read, (SjSlice) { read->text + at + 1, (size_t) (close - read->text) - at - 1 },
                  sj_place_of_type (SJ_TEXT));
}

static void
read_tag (Read *read, const SjTag *tag)
{
  switch ((SjTagKind) tag->kind)
    {
    case SJ_TAG_OPEN:
    case SJ_TAG_INVERSE:
      open_block (read, tag);
      if (sj_slice_is (take_word (read, tag->from, tag->to), "inline"))
        read_inline (read, tag);
      break;
    case SJ_TAG_ELSE:
      close_scope (read);    /* behind {{else}} the loop's names are gone */
      break;
    case SJ_TAG_CLOSE:
      close_scope (read);
      read->n_blocks -= read->n_blocks > 0;
      break;
    case SJ_TAG_LET:
      read_let (read, tag);
      break;
    case SJ_TAG_VALUE:
      read_helper (read, tag);
      break;
    default:
      break;
    }
}

/* -- What is offered ------------------------------------------------------------ */

/* A name as it is written between braces. */
static char *
braces_name (const char *name)
{
  for (const char *at = name; *at != '\0'; at++)
    if (!sj_template_is_ident_byte (*at))
      return strchr (name, ']') ? g_strdup_printf ("`%s`", name) : g_strdup_printf ("[%s]", name);
  return g_strdup (name);
}

static char *
pql_name (const char *name)
{
  return sj_pql_name (name, strlen (name));
}

static void
offer (Read *read, SjCandidateKind kind, size_t start, const char *text, const char *label, const char *detail)
{
  if (sj_candidate_matches (label, read->text + start, read->cursor - start))
    sj_candidates_add (read->out, kind, start, read->cursor, text, label, detail);
}

static void
offer_strings (Read *read, SjCandidateKind kind, size_t start, char **names)
{
  for (size_t i = 0; names != NULL && names[i] != NULL; i++)
    offer (read, kind, start, names[i], names[i], NULL);
}

static void
offer_resources (Read *read, SjResource kind, SjCandidateKind as, size_t start)
{
  g_auto (GStrv) names = read->env->resources ? read->env->resources (read->env, kind) : NULL;

  offer_strings (read, as, start, names);
}

static void
offer_slice (Read *read, size_t start, SjSlice name, SjPlaceOf place, bool pql)
{
  g_autofree char *label = g_strndup (name.text, name.length);
  g_autofree char *text = pql ? pql_name (label) : g_strdup (label);
  g_autofree char *type = place.shape ? sj_shape_describe (place.shape)
                                      : g_strdup (place.known ? sj_type_name (place.type) : NULL);

  offer (read, SJ_CANDIDATE_VARIABLE, start, text, label, type);
}

/* Block parameters, variables, loop data. */
static void
offer_variables (Read *read, size_t start, bool pql)
{
  const SjCompile *compile = read->compile;
  bool loop = false;

  for (unsigned i = compile->n_scopes; i-- > 0;)
    {
      const SjScopeFrame *scope = &compile->scopes[i];

      loop |= scope->loop;
      for (unsigned j = 0; j < 2; j++)
        if (scope->params[j].length > 0)
          offer_slice (read, start, scope->params[j], j == 0 ? scope->place : sj_place_of_type (SJ_INTEGER), pql);
    }
  for (guint i = 0; i < compile->variables->len; i++)
    {
      const SjVariable *variable = &g_array_index (compile->variables, SjVariable, i);

      offer_slice (read, start, variable->name, variable->place, pql);
    }
  if (!loop)
    return;
  offer (read, SJ_CANDIDATE_KEYWORD, start, "@index", "@index", _("the item's position, from 0"));
  offer (read, SJ_CANDIDATE_KEYWORD, start, "@first", "@first", _("whether this is the first item"));
  offer (read, SJ_CANDIDATE_KEYWORD, start, "@last", "@last", _("whether this is the last item"));
  offer (read, SJ_CANDIDATE_KEYWORD, start, "@key", "@key", _("the field's name in an object, the position in a list"));
}

/* Fields of the context, and the namespaces from inside of a loop. */
static void
offer_fields (Read *read, size_t start, bool pql)
{
  const SjCompile *compile = read->compile;
  const SjShape *context = compile->scopes[compile->n_scopes - 1].place.shape;

  sj_candidates_add_fields (read->out, context, start, read->cursor, read->text + start, read->cursor - start,
                            pql ? pql_name : braces_name);
  if (compile->n_scopes > 1)
    offer (read, SJ_CANDIDATE_KEYWORD, start, "this", "this", _("the item itself"));
  for (size_t i = 0; sj_template_namespaces[i] != NULL; i++)
    if (compile->n_scopes > 1 || context == NULL)
      offer (read, SJ_CANDIDATE_FIELD, start, sj_template_namespaces[i], sj_template_namespaces[i], NULL);
}

static void
offer_functions (Read *read, size_t start)
{
  sj_candidates_add_functions (read->out, SJ_PQL, start, read->cursor, read->text + start, read->cursor - start);
}

/* -- Values --------------------------------------------------------------------- */

static bool
is_path_byte (char c, bool pql)
{
  return (sj_template_is_ident_byte (c) && !(pql && c == '-')) || c == '.' || c == '@' || c == '`';
}

/* Where the path begins that ends at the cursor. */
static size_t
path_start (const Read *read, size_t from, bool pql)
{
  size_t at = read->cursor;

  while (at > from)
    {
      char c = read->text[at - 1];

      if (c == ']')    /* [any name], or a position */
        {
          while (at > from && read->text[at - 1] != '[')
            at--;
          at -= at > from;
        }
      else if (is_path_byte (c, pql) || (c == '/' && at > from + 1 && read->text[at - 2] == '.'))
        at--;
      else
        break;
    }
  return at;
}

static void
offer_value (Read *read, size_t from, bool pql)
{
  size_t start = path_start (read, from, pql);
  size_t dot = read->cursor;

  while (dot > start && read->text[dot - 1] != '.')
    dot--;
  if (dot > start && dot - start >= 1 && read->text[dot - 1] == '.' && dot - 1 > start)
    {
      SjPlaceOf place = place_between (read, start, dot - 1, pql);
      bool list = place.shape != NULL && place.shape->type == SJ_LIST && !pql;

      if (place.shape != NULL && !list)
        sj_candidates_add_fields (read->out, place.shape, dot, read->cursor, read->text + dot, read->cursor - dot,
                                  pql ? pql_name : braces_name);
      if (list)
        offer (read, SJ_CANDIDATE_STEP, dot, "[0]", "[0]", _("the first item; go through all of them with {{#each}}"));
      return;
    }
  offer_variables (read, start, pql);
  offer_fields (read, start, pql);
  if (pql)
    offer_functions (read, start);
}

/* The field that an open quote is compared with: "profile.tier = '…". */
static const SjShape *
compared_with (Read *read, size_t from, size_t quote)
{
  size_t end = quote;
  Read before = *read;

  while (end > from && sj_template_is_blank (read->text[end - 1]))
    end--;
  if (end == from || read->text[end - 1] != '=')
    return NULL;
  for (end--; end > from && (sj_template_is_blank (read->text[end - 1]) || read->text[end - 1] == '!');)
    end--;
  before.cursor = end;
  return place_between (read, path_start (&before, from, true), end, true).shape;
}

static bool
ends_with_call (const Read *read, size_t quote, const char *name)
{
  size_t length = strlen (name);

  while (quote > 0 && sj_template_is_blank (read->text[quote - 1]))
    quote--;
  return quote > length && read->text[quote - 1] == '(' && memcmp (read->text + quote - 1 - length, name, length) == 0;
}

/* Inside of quotes: audiences, or the values that a field may have. */
static void
offer_quoted (Read *read, size_t from, size_t quote)
{
  const SjShape *shape;

  if (ends_with_call (read, quote, "inAudience"))
    {
      offer_resources (read, SJ_RESOURCE_AUDIENCE, SJ_CANDIDATE_AUDIENCE, quote + 1);
      return;
    }
  shape = compared_with (read, from, quote);
  if (shape != NULL)
    offer_strings (read, SJ_CANDIDATE_CHOICE, quote + 1, shape->choices);
}

/* The quote that is open at the cursor; SIZE_MAX where none is. */
static size_t
open_quote (const Read *read, size_t from)
{
  size_t quote = SIZE_MAX;

  for (size_t at = from; at < read->cursor; at++)
    {
      char c = read->text[at];

      if (c == '\\' && quote != SIZE_MAX)
        at++;
      else if (quote != SIZE_MAX)
        quote = c == read->text[quote] ? SIZE_MAX : quote;
      else if (c == '"' || c == '\'')
        quote = at;
    }
  return quote;
}

static void
offer_expression (Read *read, size_t from, bool percent)
{
  size_t quote = open_quote (read, from);

  if (quote != SIZE_MAX)
    offer_quoted (read, from, quote);
  else
    offer_value (read, from, percent);
}

/* -- Tags -------------------------------------------------------------------------- */

static void
offer_blocks (Read *read, size_t start, bool percent)
{
  offer (read, SJ_CANDIDATE_KEYWORD, start, "if ", "if", _("what follows is shown where this is true"));
  offer (read, SJ_CANDIDATE_KEYWORD, start, "unless ", "unless", _("what follows is shown where this is false"));
  if (percent)
    return;
  offer (read, SJ_CANDIDATE_KEYWORD, start, "each ", "each", _("once for each item of a list"));
  offer (read, SJ_CANDIDATE_KEYWORD, start, "with ", "with", _("go into a value"));
  offer (read, SJ_CANDIDATE_HELPER, start, "inline ", "inline", _("an editable field with its default"));
}

static void
offer_closing (Read *read, size_t start, bool percent)
{
  const Block *block = read->n_blocks > 0 ? &read->blocks[read->n_blocks - 1] : NULL;

  if (block != NULL && block->percent == percent)
    offer (read, SJ_CANDIDATE_KEYWORD, start, block->name, block->name, NULL);
}

static void
offer_else (Read *read, size_t start, bool percent)
{
  const Block *block = read->n_blocks > 0 ? &read->blocks[read->n_blocks - 1] : NULL;

  if (block == NULL || block->percent != percent)
    return;
  offer (read, SJ_CANDIDATE_KEYWORD, start, "else", "else", NULL);
  offer (read, SJ_CANDIDATE_KEYWORD, start, "else if ", "else if", NULL);
}

static const SjHelperParam *
find_param (const SjHelper *helper, SjSlice name)
{
  for (unsigned i = 0; i < SJ_HELPER_PARAMS && helper->params[i].name != NULL; i++)
    if (sj_slice_is (name, helper->params[i].name))
      return &helper->params[i];
  return NULL;
}

/* The name before the = that the value at `at` belongs to. */
static SjSlice
name_before (const Read *read, size_t from, size_t at)
{
  size_t end;

  while (at > from && sj_template_is_blank (read->text[at - 1]))
    at--;
  if (at == from || read->text[at - 1] != '=')
    return (SjSlice) { NULL, 0 };
  for (at--; at > from && sj_template_is_blank (read->text[at - 1]);)
    at--;
  end = at;
  while (at > from && (sj_template_is_ident_byte (read->text[at - 1]) || read->text[at - 1] == '.'))
    at--;
  return (SjSlice) { read->text + at, end - at };
}

static void
offer_argument_value (Read *read, const SjHelper *helper, SjSlice name, size_t from, size_t quote)
{
  static const SjCandidateKind kinds[SJ_N_RESOURCES] = {
    [SJ_RESOURCE_FRAGMENT] = SJ_CANDIDATE_FRAGMENT, [SJ_RESOURCE_DATASET] = SJ_CANDIDATE_LOOKUP,
    [SJ_RESOURCE_ACTION] = SJ_CANDIDATE_ACTION,     [SJ_RESOURCE_KEY] = SJ_CANDIDATE_CHOICE,
    [SJ_RESOURCE_AUDIENCE] = SJ_CANDIDATE_AUDIENCE,
  };
  const SjHelperParam *param = find_param (helper, name);

  if (quote != SIZE_MAX)
    {
      if (param != NULL && param->resource != 0)
        offer_resources (read, param->resource - 1, kinds[param->resource - 1], quote + 1);
      else if (strcmp (helper->info.name, "fragment") == 0 && sj_slice_is (name, "id"))
        offer_resources (read, SJ_RESOURCE_FRAGMENT, SJ_CANDIDATE_FRAGMENT, quote + 1);
      return;
    }
  if (param != NULL && (param->flags & SJ_PARAM_BOOLEAN))
    {
      offer (read, SJ_CANDIDATE_KEYWORD, path_start (read, from, false), "true", "true", NULL);
      offer (read, SJ_CANDIDATE_KEYWORD, path_start (read, from, false), "false", "false", NULL);
    }
  else if (param == NULL || !(param->flags & (SJ_PARAM_LITERAL | SJ_PARAM_RESULT)))
    offer_value (read, from, false);
}

/* Behind a helper's name: names of arguments, and what they may be. */
static void
offer_arguments (Read *read, const SjHelper *helper, size_t from)
{
  size_t quote = open_quote (read, from);
  size_t start = quote != SIZE_MAX ? quote : path_start (read, from, false);
  SjSlice name = name_before (read, from, start);

  if (name.length > 0 || quote != SIZE_MAX)
    {
      offer_argument_value (read, helper, name, from, quote);
      return;
    }
  for (unsigned i = 0; i < SJ_HELPER_PARAMS && helper->params[i].name != NULL; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s=", helper->params[i].name);

      if (helper->params[i].flags & SJ_PARAM_POSITION)
        offer_value (read, from, false);
      else
        offer (read, SJ_CANDIDATE_KEYWORD, start, text, helper->params[i].name, NULL);
    }
}

static void
offer_helpers (Read *read, size_t start)
{
  size_t count;
  const SjHelper *table = sj_helper_table (&count);

  for (size_t i = 0; i < count; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s ", table[i].info.name);

      if (strcmp (table[i].info.name, "inline") != 0)
        offer (read, SJ_CANDIDATE_HELPER, start, text, table[i].info.name, _(table[i].info.help));
    }
}

/* {{ … with the cursor in it. */
static void
complete_braces (Read *read, size_t from)
{
  char mark = from < read->cursor ? read->text[from] : '\0';
  size_t inside = skip_blanks (read, from + (strchr ("#^/&{", mark) != NULL && mark != '\0'), read->cursor);
  SjSlice word = take_word (read, inside, read->cursor);
  size_t behind = inside + word.length;
  const SjHelper *helper = sj_helper_find (word.text, word.length);

  if (mark == '/')
    offer_closing (read, inside, false);
  else if ((mark == '#' || mark == '^') && behind == read->cursor)
    offer_blocks (read, inside, false);
  else if (mark == '#' || mark == '^')
    offer_expression (read, behind, false);
  else if (mark == '\0' && sj_slice_is (word, "else") && behind < read->cursor)
    offer_expression (read, skip_blanks (read, behind, read->cursor), false);
  else if (helper != NULL && behind < read->cursor && sj_template_is_blank (read->text[behind]))
    offer_arguments (read, helper, behind);
  else
    {
      offer_expression (read, inside, false);
      if (behind == read->cursor && mark != '{' && mark != '&')
        {
          offer_helpers (read, inside);
          offer_else (read, inside, false);
        }
    }
}

/* {% … */
static void
complete_percent (Read *read, size_t from)
{
  char mark = from < read->cursor ? read->text[from] : '\0';
  size_t inside = skip_blanks (read, from + (mark == '#' || mark == '/' || mark == '='), read->cursor);
  SjSlice word = take_word (read, inside, read->cursor);
  size_t behind = inside + word.length;
  const char *equals;

  if (mark == '=')
    offer_expression (read, inside, true);
  else if (mark == '/')
    offer_closing (read, inside, true);
  else if (mark == '#' && behind == read->cursor)
    offer_blocks (read, inside, true);
  else if (mark == '#')
    offer_expression (read, behind, true);
  else if (sj_slice_is (word, "let") && behind < read->cursor)
    {
      equals = memchr (read->text + behind, '=', read->cursor - behind);
      if (equals != NULL)
        offer_expression (read, (size_t) (equals - read->text) + 1, true);
    }
  else if (sj_slice_is (word, "else") && behind < read->cursor)
    {
      size_t at = skip_blanks (read, behind, read->cursor);

      offer_expression (read, at + take_word (read, at, read->cursor).length, true);
    }
  else if (behind == read->cursor)
    {
      offer (read, SJ_CANDIDATE_KEYWORD, inside, "= ", "=", _("write a value"));
      offer (read, SJ_CANDIDATE_KEYWORD, inside, "#if ", "#if", _("what follows is shown where this is true"));
      offer (read, SJ_CANDIDATE_KEYWORD, inside, "#unless ", "#unless",
             _("what follows is shown where this is false"));
      offer (read, SJ_CANDIDATE_KEYWORD, inside, "let ", "let", _("set a variable"));
      offer_else (read, inside, true);
    }
}

static bool
in_comment (const Read *read, const SjTag *tag)
{
  size_t at = tag->start + 2;

  at += at < read->cursor && read->text[at] == '~';
  at = skip_blanks (read, at, read->cursor);
  return !tag->percent && at < read->cursor && read->text[at] == '!';
}

static void
complete (Read *read, const GArray *tags)
{
  const SjTag *last;

  for (guint i = 0; i + 1 < tags->len; i++)
    read_tag (read, &g_array_index (tags, SjTag, i));
  last = tags->len > 0 ? &g_array_index (tags, SjTag, tags->len - 1) : NULL;
  if (last == NULL || !last->unclosed || in_comment (read, last))
    return;
  if (last->percent)
    complete_percent (read, last->from);
  else
    complete_braces (read, last->from);
}

GPtrArray *
sj_template_complete (const char *text, size_t length, size_t cursor, const SjTemplateEnv *env)
{
  static const SjTemplateEnv nothing;
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autofree Read *read = g_new0 (Read, 1);
  g_autoptr (GArray) tags = NULL;
  SjUnit unit = { .text = text, .length = length };

  read->env = env ? env : &nothing;
  read->text = text;
  read->cursor = MIN (cursor, length);
  read->out = sj_candidates_new ();
  tags = sj_template_scan (text, read->cursor, &diags);
  read->compile = sj_compile_begin (&arena, read->env, &diags);
  read->compile->unit = &unit;
  read->compile->n_scopes = 1;
  read->compile->scopes[0].place = sj_place_of_shape (read->env->root);
  for (const char *const *input = read->env->inputs; input != NULL && *input != NULL; input++)
    add_variable (read, (SjSlice) { *input, strlen (*input) }, (SjPlaceOf) { .known = false });
  complete (read, tags);
  sj_compile_end (read->compile);
  return g_steal_pointer (&read->out);
}
