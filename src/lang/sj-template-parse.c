/* sj-template-parse.c -- tags to nodes: blocks nest and never cross.
 *
 * Parsing goes on after an error, so that all of them are found; the caller
 * looks at the findings, not at the nodes, to know whether there was one.
 */
#include "lang/sj-template-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_FINDINGS 200    /* then the rest is not looked at */

typedef enum
{
  BLOCK_IF,
  BLOCK_UNLESS,
  BLOCK_EACH,
  BLOCK_WITH,
  BLOCK_INLINE,
  N_BLOCKS
} Block;

static const char *const block_names[N_BLOCKS] = { "if", "unless", "each", "with", "inline" };

typedef struct
{
  const SjTag *tag;
  Block block;
  SjTemplateNode *node;
  SjTemplateNode *branch;     /* the last of a chain of else if */
  SjTemplateNode **tail;      /* of the list outside */
  bool otherwise;             /* {{else}} was there */
} Open;

typedef struct
{
  SjArena *arena;
  const char *text;
  SjDiags *diags;
  SjTemplateNode **tail;      /* where the next node goes */
  Open open[SJ_TEMPLATE_DEPTH];
  unsigned depth;
  unsigned ignored;           /* blocks too deep */
  size_t looked;              /* findings that were looked at */
  bool failed;                /* there was an error among them */
} Parser;

static SjTemplateNode *
add_node (Parser *parser, SjNodeKind kind, const SjTag *tag)
{
  SjTemplateNode *node = sj_arena_new0 (parser->arena, SjTemplateNode);

  node->kind = kind;
  node->start = tag->start;
  node->end = tag->end;
  *parser->tail = node;
  parser->tail = &node->next;
  return node;
}

static void
report (Parser *parser, const SjTag *tag, const char *code, const char *sentence)
{
  sj_diags_add (parser->diags, SJ_SEVERITY_ERROR, code, tag->start, tag->end, "%s", sentence);
}

/* The first word of [from, to); what follows it begins at the result. */
static size_t
take_word (const char *text, size_t from, size_t to, SjSlice *word)
{
  size_t at = from;

  while (at < to && sj_template_is_ident_byte (text[at]))
    at++;
  *word = (SjSlice) { text + from, at - from };
  while (at < to && sj_template_is_blank (text[at]))
    at++;
  return at;
}

static bool
find_block (SjSlice word, Block *block)
{
  for (unsigned i = 0; i < N_BLOCKS; i++)
    if (sj_slice_is (word, block_names[i]))
      {
        *block = i;
        return true;
      }
  return false;
}

static bool
parse_arg (Parser *parser, const SjTag *tag, size_t from, size_t to, SjTemplateNode *node)
{
  if (from < to)
    return sj_template_parse_arg (parser->arena, parser->text, from, to, tag->percent, true, &node->arg,
                                  parser->diags);
  report (parser, tag, "syntax", _("A value is missing in this tag."));
  return false;
}

static void
add_text (Parser *parser, const SjTag *tag)
{
  if (tag->end > tag->start)
    add_node (parser, SJ_NODE_TEXT, tag);
}

/* -- Values and helpers ----------------------------------------------------- */

/* Words and marks that make "a b" an expression and not a helper with arguments. */
static bool
continues_expression (const char *text, size_t from, size_t to)
{
  static const char *const words[] = { "and", "or", "in", "notIn", "like", "AND", "OR" };
  SjSlice word;

  if (from >= to || strchr ("=!<>+-*/%?(),|&", text[from]) != NULL)
    return true;
  take_word (text, from, to, &word);
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (sj_slice_is (word, words[i]))
      return true;
  return false;
}

static void
add_helper (Parser *parser, const SjTag *tag, const SjHelper *helper, size_t rest)
{
  SjTemplateNode *node = add_node (parser, SJ_NODE_HELPER, tag);

  node->helper = helper;
  if (strcmp (helper->info.name, "fragment") == 0)
    node->kind = SJ_NODE_FRAGMENT;
  sj_template_parse_helper (parser->arena, parser->text, rest, tag->to, node, parser->diags);
}

static void
report_helper (Parser *parser, const SjTag *tag, SjSlice word)
{
  g_autofree char *name = g_strndup (word.text, MIN (word.length, 80));
  size_t count;
  const SjHelper *table = sj_helper_table (&count);
  g_autofree const char **names = g_new (const char *, count);
  const char *meant;
  SjDiag *diag;

  for (size_t i = 0; i < count; i++)
    names[i] = table[i].info.name;
  meant = sj_nearest (name, names, count);
  if (sj_slice_is (word, "let"))
    diag = sj_diags_add (parser->diags, SJ_SEVERITY_ERROR, "unknown-helper", tag->start, tag->end,
                         _("A variable is set with {%% let name = … %%}."));
  else if (sj_slice_is (word, "inline"))
    diag = sj_diags_add (parser->diags, SJ_SEVERITY_ERROR, "unknown-helper", tag->start, tag->end,
                         _("An editable field is written {{#inline \"name\"}} … {{/inline}}."));
  else
    diag = sj_diags_add (parser->diags, SJ_SEVERITY_ERROR, "unknown-helper", tag->from, tag->from + word.length,
                         _("There is no helper “%s”."), name);
  if (sj_slice_is (word, "let"))
    diag->fix = g_strdup_printf ("{%% %.*s %%}", (int) (tag->to - tag->from), parser->text + tag->from);
  else
    diag->fix = g_strdup (meant);
}

static void
add_value (Parser *parser, const SjTag *tag)
{
  SjSlice word;
  size_t rest = take_word (parser->text, tag->from, tag->to, &word);
  const SjHelper *helper = sj_helper_find (word.text, word.length);
  bool spaced = word.length > 0 && rest > tag->from + word.length;
  SjTemplateNode *node;

  if (tag->kind == SJ_TAG_VALUE && helper != NULL && !sj_slice_is (word, "inline") &&
      (rest == tag->to ? sj_slice_is (word, "abort") : (spaced && !continues_expression (parser->text, rest, tag->to))))
    {
      add_helper (parser, tag, helper, rest);
      return;
    }
  if (tag->kind != SJ_TAG_PQL && spaced && !continues_expression (parser->text, rest, tag->to) &&
      !sj_slice_is (word, "not") && !sj_slice_is (word, "NOT"))
    {
      report_helper (parser, tag, word);
      return;
    }
  node = add_node (parser, SJ_NODE_VALUE, tag);
  node->escape = tag->kind == SJ_TAG_VALUE;
  if (tag->from < tag->to)
    sj_template_parse_arg (parser->arena, parser->text, tag->from, tag->to, tag->percent, false, &node->arg,
                           parser->diags);
  else
    report (parser, tag, "syntax", _("This tag is empty."));
}

static void
add_let (Parser *parser, const SjTag *tag)
{
  SjSlice name;
  size_t at = take_word (parser->text, tag->from, tag->to, &name);
  SjTemplateNode *node;

  if (name.length == 0 || at >= tag->to || parser->text[at] != '=' ||
      (at + 1 < tag->to && parser->text[at + 1] == '='))
    {
      report (parser, tag, "let", _("A variable is set with {% let name = value %}."));
      return;
    }
  if (sj_slice_is (name, "this") || sj_slice_is (name, "true") || sj_slice_is (name, "false") ||
      sj_slice_is (name, "null"))
    {
      report (parser, tag, "let", _("A variable cannot have this name."));
      return;
    }
  node = add_node (parser, SJ_NODE_LET, tag);
  node->name = name;
  parse_arg (parser, tag, at + 1, tag->to, node);
}

/* -- Blocks ----------------------------------------------------------------- */

static void
push (Parser *parser, const SjTag *tag, Block block, SjTemplateNode *node)
{
  parser->open[parser->depth++] = (Open) { tag, block, node, node, parser->tail, false };
  parser->tail = &node->body;
}

/* "id" name="…" assetType="…": only the id means something when rendering. */
static void
parse_inline (Parser *parser, const SjTag *tag, size_t from, SjTemplateNode *node)
{
  node->helper = sj_helper_find ("inline", 6);
  if (!sj_template_parse_helper (parser->arena, parser->text, from, tag->to, node, parser->diags))
    return;
  for (uint32_t i = 0; i < node->n_args; i++)
    if (node->args[i].name.length == 0 && node->args[i].path == NULL && node->args[i].value.type == SJ_TEXT)
      node->name = (SjSlice) { node->args[i].value.text, node->args[i].value.length };
  for (size_t i = 0; i < node->name.length; i++)
    if (!sj_template_is_ident_byte (node->name.text[i]))
      {
        report (parser, tag, "inline", _("The id of an editable field has no blanks and no punctuation."));
        return;
      }
  if (node->name.length == 0)
    report (parser, tag, "inline", _("An editable field needs an id in quotes."));
}

static void
parse_opening (Parser *parser, const SjTag *tag, Block block, size_t from, SjTemplateNode *node)
{
  SjSlice params[2];
  size_t to = tag->to;

  if (block == BLOCK_INLINE)
    {
      parse_inline (parser, tag, from, node);
      return;
    }
  if (!sj_template_parse_params (parser->text, from, &to, params, parser->diags))
    return;
  if (params[0].length > 0 && block != BLOCK_EACH && block != BLOCK_WITH)
    report (parser, tag, "block-params", _("Only “each” and “with” give names to their values."));
  if (params[1].length > 0 && block == BLOCK_WITH)
    report (parser, tag, "block-params", _("“with” has one name only."));
  node->name = params[0];
  node->second = params[1];
  parse_arg (parser, tag, from, to, node);
}

static void
report_block (Parser *parser, const SjTag *tag, SjSlice word)
{
  g_autofree char *name = g_strndup (word.text, MIN (word.length, 80));
  const char *meant = sj_nearest (name, block_names, N_BLOCKS);
  SjDiag *diag;

  diag = sj_diags_add (parser->diags, SJ_SEVERITY_ERROR, "unknown-block", tag->from, tag->from + word.length,
                       _("There is no block “%s”; there are if, unless, each, with and inline."), name);
  diag->fix = g_strdup (meant);
}

static bool
warn_percent (Parser *parser, const SjTag *tag, Block block)
{
  if (tag->percent && (block == BLOCK_EACH || block == BLOCK_WITH) &&
      sj_diags_count (parser->diags) < MOST_FINDINGS)
    sj_diags_add (parser->diags, SJ_SEVERITY_WARNING, "percent-block", tag->start, tag->end,
                  _("AJO knows “%s” as {{#%s …}} only."), block_names[block], block_names[block]);
  if (!tag->percent || block != BLOCK_INLINE)
    return true;
  report (parser, tag, "unknown-block", _("An editable field is written {{#inline \"name\"}} … {{/inline}}."));
  return false;
}

static void
open_block (Parser *parser, const SjTag *tag)
{
  static const SjNodeKind kinds[N_BLOCKS] = { SJ_NODE_IF, SJ_NODE_IF, SJ_NODE_EACH, SJ_NODE_WITH, SJ_NODE_INLINE };
  bool inverse = tag->kind == SJ_TAG_INVERSE;
  SjTemplateNode *node;
  SjSlice word;
  size_t from = take_word (parser->text, tag->from, tag->to, &word);
  Block block = BLOCK_IF;
  bool known = find_block (word, &block);

  if (parser->depth == SJ_TEMPLATE_DEPTH)
    {
      if (parser->ignored++ == 0)
        report (parser, tag, "depth", _("Blocks are nested too deeply here."));
      return;
    }
  if (!known)
    report_block (parser, tag, word);
  else if (inverse && block > BLOCK_UNLESS)
    report (parser, tag, "unknown-block", _("Only {{^if …}} and {{^unless …}} can be turned round this way."));
  node = add_node (parser, known ? kinds[block] : SJ_NODE_IF, tag);
  node->negate = inverse != (known && block == BLOCK_UNLESS);
  if (known && warn_percent (parser, tag, block))
    parse_opening (parser, tag, block, from, node);
  push (parser, tag, block, node);
}

static Open *
innermost (Parser *parser)
{
  return parser->depth > 0 ? &parser->open[parser->depth - 1] : NULL;
}

/* {{else if x}}: a block of its own in the branch, closed with the outer one. */
static void
chain_block (Parser *parser, const SjTag *tag, Open *open)
{
  SjTemplateNode *node;
  SjSlice word;
  size_t from = take_word (parser->text, tag->from, tag->to, &word);

  if (!sj_slice_is (word, "if") && !sj_slice_is (word, "unless"))
    {
      report (parser, tag, "else", _("Only “if” or “unless” may follow “else”."));
      return;
    }
  parser->tail = &open->branch->otherwise;
  node = add_node (parser, SJ_NODE_IF, tag);
  node->negate = word.length == 6;
  node->chained = true;
  parse_arg (parser, tag, from, tag->to, node);
  open->branch = node;
  parser->tail = &node->body;
}

static void
add_else (Parser *parser, const SjTag *tag)
{
  Open *open = innermost (parser);

  if (parser->ignored > 0)
    return;
  if (open == NULL || open->block == BLOCK_INLINE)
    report (parser, tag, "else", _("There is no open block that this belongs to."));
  else if (open->tag->percent != tag->percent)
    report (parser, tag, "crossing",
            open->tag->percent ? _("The open block began with {%, so this is written {%else%}.")
                               : _("The open block began with {{, so this is written {{else}}."));
  else if (open->otherwise)
    report (parser, tag, "else", _("The block has had its “else” already."));
  else if (tag->from < tag->to)
    chain_block (parser, tag, open);
  else
    {
      open->otherwise = true;
      parser->tail = &open->branch->otherwise;
    }
}

static char *
closing (const Open *open)
{
  const char *name = block_names[open->block];

  return open->tag->percent ? g_strdup_printf ("{%%/%s%%}", name) : g_strdup_printf ("{{/%s}}", name);
}

/* Not the innermost block's: if an outer one is meant, those inside it lack theirs. */
static void
report_crossing (Parser *parser, const SjTag *tag, Block block)
{
  Open *open = innermost (parser);
  g_autofree char *right = closing (open);
  SjDiag *diag;

  diag = sj_diags_add (parser->diags, SJ_SEVERITY_ERROR, "crossing", tag->start, tag->end,
                       _("This closes “%s”, but the innermost open block is “%s”."), block_names[block],
                       block_names[open->block]);
  diag->fix = g_steal_pointer (&right);
  for (unsigned i = parser->depth; i > 0; i--)
    if (parser->open[i - 1].block == block && parser->open[i - 1].tag->percent == tag->percent)
      {
        parser->depth = i - 1;
        parser->tail = parser->open[i - 1].tail;
        return;
      }
}

static void
close_block (Parser *parser, const SjTag *tag)
{
  Open *open = innermost (parser);
  SjSlice word;
  size_t rest = take_word (parser->text, tag->from, tag->to, &word);
  Block block;

  if (parser->ignored > 0)
    {
      parser->ignored--;
      return;
    }
  if (!find_block (word, &block) || rest < tag->to)
    report (parser, tag, "unknown-block", _("This closes no block; blocks end with {{/if}}, {{/each}} and the like."));
  else if (open == NULL)
    report (parser, tag, "crossing", _("There is no open block that this closes."));
  else if (open->block != block)
    report_crossing (parser, tag, block);
  else
    {
      if (open->tag->percent != tag->percent)
        {
          g_autofree char *right = closing (open);
          SjDiag *diag = sj_diags_add (parser->diags, SJ_SEVERITY_ERROR, "crossing", tag->start, tag->end,
                                       _("A block closes with the braces it was opened with: %s."), right);

          diag->fix = g_steal_pointer (&right);
        }
      parser->tail = open->tail;
      parser->depth--;
    }
}

static void
report_unclosed (Parser *parser)
{
  while (parser->depth > 0)
    {
      const Open *open = &parser->open[--parser->depth];
      g_autofree char *right = closing (open);

      sj_diags_add (parser->diags, SJ_SEVERITY_ERROR, "unclosed-block", open->tag->start, open->tag->end,
                    _("This block is never closed with %s."), right);
    }
}

static void
parse_tag (Parser *parser, const SjTag *tag)
{
  switch ((SjTagKind) tag->kind)
    {
    case SJ_TAG_TEXT:
      add_text (parser, tag);
      break;
    case SJ_TAG_COMMENT:
    case SJ_TAG_BAD:
      break;
    case SJ_TAG_VALUE:
    case SJ_TAG_RAW:
    case SJ_TAG_PQL:
      add_value (parser, tag);
      break;
    case SJ_TAG_OPEN:
    case SJ_TAG_INVERSE:
      open_block (parser, tag);
      break;
    case SJ_TAG_ELSE:
      add_else (parser, tag);
      break;
    case SJ_TAG_CLOSE:
      close_block (parser, tag);
      break;
    case SJ_TAG_LET:
      add_let (parser, tag);
      break;
    }
}

static bool
is_hopeless (Parser *parser)
{
  size_t count = sj_diags_count (parser->diags);

  for (; parser->looked < count; parser->looked++)
    parser->failed |= sj_diags_get (parser->diags, parser->looked)->severity == SJ_SEVERITY_ERROR;
  return parser->failed && count >= MOST_FINDINGS;
}

SjTemplateNode *
sj_template_parse (SjArena *arena, const char *text, size_t length, SjDiags *diags)
{
  g_autoptr (GArray) tags = sj_template_scan (text, length, diags);
  g_autofree Parser *parser = g_new0 (Parser, 1);
  SjTemplateNode *first = NULL;

  sj_template_trim (text, tags);
  parser->arena = arena;
  parser->text = text;
  parser->diags = diags;
  parser->tail = &first;
  for (guint i = 0; i < tags->len; i++)
    {
      if (is_hopeless (parser))
        return first;
      parse_tag (parser, &g_array_index (tags, SjTag, i));
    }
  report_unclosed (parser);
  return first;
}
