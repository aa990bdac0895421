/* sj-tree.c -- making, comparing and printing trees.
 *
 * Printing puts parentheses only where they are needed: a long chain of operators
 * must not come back nested more deeply than it was written.
 */
#include "lang/sj-tree.h"

#include "base/sj-buffer.h"
#include "base/sj-hash.h"
#include "base/sj-json.h"
#include "base/sj-number.h"
#include "lang/sj-builtin.h"

#include <string.h>

static const struct { const char *expression, *pql; } symbols[SJ_N_OPERATORS] = {
  [SJ_OP_AND] = { "and", "and" },
  [SJ_OP_OR] = { "or", "or" },
  [SJ_OP_EQ] = { "==", "=" },
  [SJ_OP_NE] = { "!=", "!=" },
  [SJ_OP_LT] = { "<", "<" },
  [SJ_OP_LE] = { "<=", "<=" },
  [SJ_OP_GT] = { ">", ">" },
  [SJ_OP_GE] = { ">=", ">=" },
  [SJ_OP_ADD] = { "+", "+" },
  [SJ_OP_SUB] = { "-", "-" },
  [SJ_OP_MUL] = { "*", "*" },
  [SJ_OP_DIV] = { "/", "/" },
  [SJ_OP_MOD] = { "%", "%" },
  [SJ_OP_FALLBACK] = { "?:", "?:" },
  [SJ_OP_NOT] = { "not", "not" },
  [SJ_OP_NEG] = { "-", "-" },
  [SJ_OP_IS_NULL] = { "is null", "is null" },
  [SJ_OP_IS_NOT_NULL] = { "is not null", "is not null" },
  [SJ_OP_HAS_NULL] = { "has null", "has null" },
  [SJ_OP_IS_NUMERIC] = { "is numeric", "is numeric" },
  [SJ_OP_IS_INTEGER] = { "is integer", "is integer" },
  [SJ_OP_IS_DECIMAL] = { "is decimal", "is decimal" },
};

static const char *const steps[SJ_N_STEPS] = { "all", "first", "last", "at", "entry", "firstEntryKey", "keys" };

static const struct { const char *prefix, *item; } root_words[SJ_N_ROOTS] = {
  [SJ_ROOT_EVENT] = { "@event", "currentEventField" },
  [SJ_ROOT_SOURCE] = { "#", "currentDataPackField" },
  [SJ_ROOT_ACTION] = { "@action", "currentActionField" },
  [SJ_ROOT_LOOKUP] = { "@datasetLookup", "currentDatasetLookupField" },
  [SJ_ROOT_PROPERTY] = { "$", NULL },
};

const char *
sj_operator_symbol (SjOperator op, SjDialect dialect)
{
  return dialect == SJ_PQL ? symbols[op].pql : symbols[op].expression;
}

const char *
sj_step_name (SjStepKind step)
{
  return steps[step];
}

bool
sj_step_from_name (const char *name, size_t length, SjStepKind *step)
{
  for (unsigned i = 0; i < SJ_N_STEPS; i++)
    if (strlen (steps[i]) == length && memcmp (steps[i], name, length) == 0)
      {
        *step = i;
        return true;
      }
  return false;
}

const char *
sj_root_prefix (SjRootKind kind)
{
  return root_words[kind].prefix;
}

const char *
sj_root_item (SjRootKind kind)
{
  return root_words[kind].item;
}

SjTree *
sj_tree_new (SjArena *arena, SjTreeKind kind, size_t start, size_t end)
{
  SjTree *tree = sj_arena_new0 (arena, SjTree);

  tree->kind = kind;
  tree->start = (uint32_t) start;
  tree->end = (uint32_t) end;
  return tree;
}

static void
set_height (SjTree *tree)
{
  for (unsigned i = 0; i < tree->n_parts; i++)
    tree->height = MAX (tree->height, tree->parts[i]->height + 1);
}

SjTree *
sj_tree_new_with (SjArena *arena, SjTreeKind kind, size_t start, size_t end, unsigned n_parts, ...)
{
  SjTree *tree = sj_tree_new (arena, kind, start, end);
  va_list parts;

  tree->n_parts = n_parts;
  tree->parts = sj_arena_new_n (arena, SjTree *, n_parts);
  va_start (parts, n_parts);
  for (unsigned i = 0; i < n_parts; i++)
    tree->parts[i] = va_arg (parts, SjTree *);
  va_end (parts);
  set_height (tree);
  return tree;
}

SjTree *
sj_tree_const (SjArena *arena, SjValue value, size_t start, size_t end)
{
  SjTree *tree = sj_tree_new (arena, SJ_TREE_CONST, start, end);

  tree->value = value;
  return tree;
}

void
sj_tree_set_parts (SjArena *arena, SjTree *tree, GPtrArray *parts)
{
  tree->n_parts = parts->len;
  tree->parts = sj_arena_dup (arena, parts->pdata, parts->len * sizeof (SjTree *));
  set_height (tree);
}

static bool
slices_equal (SjSlice a, SjSlice b)
{
  return a.length == b.length && (a.length == 0 || memcmp (a.text, b.text, a.length) == 0);
}

bool
sj_tree_equal (const SjTree *a, const SjTree *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (a->kind != b->kind || a->op != b->op || a->n_parts != b->n_parts || a->function != b->function ||
      !slices_equal (a->name, b->name) || !slices_equal (a->group, b->group))
    return false;
  if (a->kind == SJ_TREE_CONST && (a->value.type != b->value.type || !sj_value_equal (a->value, b->value)))
    return false;
  for (unsigned i = 0; i < a->n_parts; i++)
    if (!sj_tree_equal (a->parts[i], b->parts[i]) || (a->names && !slices_equal (a->names[i], b->names[i])))
      return false;
  return true;
}

uint64_t
sj_tree_hash (const SjTree *tree)
{
  uint64_t hash = sj_hash_mix (tree->kind, tree->op);

  hash = sj_hash_bytes (hash, tree->name.text, tree->name.length);
  hash = sj_hash_bytes (hash, tree->group.text, tree->group.length);
  if (tree->kind == SJ_TREE_CONST)
    hash = sj_hash_mix (hash, sj_value_hash (tree->value));
  if (tree->function != NULL)
    hash = sj_hash_text (hash, tree->function->name);
  for (unsigned i = 0; i < tree->n_parts; i++)
    hash = sj_hash_mix (hash, sj_tree_hash (tree->parts[i]));
  return hash;
}

typedef struct
{
  SjBuffer buffer;
  SjDialect dialect;
} Print;

static void print_tree (Print *print, const SjTree *tree);

/* How tightly a tree holds together; what is not an operation cannot come apart. */
enum
{
  TIGHT_FALLBACK,
  TIGHT_OR,
  TIGHT_AND,
  TIGHT_NOT,
  TIGHT_TEST,
  TIGHT_SUM,
  TIGHT_PRODUCT,
  TIGHT_MINUS,
  TIGHT_CALL,       /* Adobe wants parentheses around one beside an operator */
  TIGHT_VALUE
};

static int
tightness (const SjTree *tree)
{
  static const uint8_t tight[SJ_N_OPERATORS] = {
    [SJ_OP_FALLBACK] = TIGHT_FALLBACK, [SJ_OP_OR] = TIGHT_OR,      [SJ_OP_AND] = TIGHT_AND,
    [SJ_OP_NOT] = TIGHT_NOT,           [SJ_OP_EQ] = TIGHT_TEST,    [SJ_OP_NE] = TIGHT_TEST,
    [SJ_OP_LT] = TIGHT_TEST,           [SJ_OP_LE] = TIGHT_TEST,    [SJ_OP_GT] = TIGHT_TEST,
    [SJ_OP_GE] = TIGHT_TEST,           [SJ_OP_IS_NULL] = TIGHT_TEST, [SJ_OP_IS_NOT_NULL] = TIGHT_TEST,
    [SJ_OP_HAS_NULL] = TIGHT_TEST,     [SJ_OP_IS_NUMERIC] = TIGHT_TEST, [SJ_OP_IS_INTEGER] = TIGHT_TEST,
    [SJ_OP_IS_DECIMAL] = TIGHT_TEST,   [SJ_OP_ADD] = TIGHT_SUM,    [SJ_OP_SUB] = TIGHT_SUM,
    [SJ_OP_MUL] = TIGHT_PRODUCT,       [SJ_OP_DIV] = TIGHT_PRODUCT, [SJ_OP_MOD] = TIGHT_PRODUCT,
    [SJ_OP_NEG] = TIGHT_MINUS,
  };

  if (tree->kind == SJ_TREE_CALL)
    return TIGHT_CALL;
  return tree->kind == SJ_TREE_BINARY || tree->kind == SJ_TREE_UNARY ? tight[tree->op] : TIGHT_VALUE;
}

/* With parentheses unless it holds together at least as tightly as that. */
static void
print_tight (Print *print, const SjTree *tree, int tight)
{
  bool wrap = tightness (tree) < tight;

  if (wrap)
    sj_buffer_append_c (&print->buffer, '(');
  print_tree (print, tree);
  if (wrap)
    sj_buffer_append_c (&print->buffer, ')');
}

static void
print_operand (Print *print, const SjTree *tree)
{
  print_tight (print, tree, TIGHT_VALUE);
}

/* What stands alone, but for a call that Adobe wants in parentheses. */
static void
print_alone (Print *print, const SjTree *tree)
{
  print_tight (print, tree, tree->kind == SJ_TREE_CALL ? TIGHT_VALUE : TIGHT_FALLBACK);
}

static void
print_list (Print *print, const SjTree *tree, unsigned first, char open, char close)
{
  sj_buffer_append_c (&print->buffer, open);
  for (unsigned i = first; i < tree->n_parts; i++)
    {
      if (i > first)
        sj_buffer_append (&print->buffer, ", ");
      print_tree (print, tree->parts[i]);
    }
  sj_buffer_append_c (&print->buffer, close);
}

static void
print_decimal (Print *print, double decimal)
{
  char text[SJ_NUMBER_SIZE];

  /* No exponents in the languages: all digits of a large or small number. */
  if (decimal >= 1e-6 && decimal < 1e21)
    sj_buffer_append_n (&print->buffer, text, sj_decimal_json (decimal, text));
  else
    {
      char digits[1100];

      g_ascii_formatd (digits, sizeof digits, decimal < 1 ? "%.400f" : "%.1f", decimal);
      sj_buffer_append (&print->buffer, digits);
    }
}

/* In the escapes of both languages; anything else stands for itself. */
static void
print_text (Print *print, SjValue text)
{
  sj_buffer_append_c (&print->buffer, '"');
  for (uint32_t i = 0; i < text.length; i++)
    {
      char c = text.text[i];

      switch (c)
        {
        case '"':
        case '\\':
          sj_buffer_append_c (&print->buffer, '\\');
          sj_buffer_append_c (&print->buffer, c);
          break;
        case '\n':
          sj_buffer_append (&print->buffer, "\\n");
          break;
        case '\t':
          sj_buffer_append (&print->buffer, "\\t");
          break;
        default:
          sj_buffer_append_c (&print->buffer, c);
        }
    }
  sj_buffer_append_c (&print->buffer, '"');
}

static void
print_const (Print *print, SjValue value)
{
  switch (value.type)
    {
    case SJ_TEXT:
      print_text (print, value);
      break;
    case SJ_DECIMAL:
      print_decimal (print, value.decimal);
      break;
    default:
      sj_json_write (&print->buffer, value, SJ_JSON_COMPACT);
      break;
    }
}

static void
print_segment (Print *print, SjSlice name)
{
  bool plain = name.length > 0 && (g_ascii_isalpha (name.text[0]) || name.text[0] == '_');

  for (size_t i = 0; i < name.length && plain; i++)
    plain = g_ascii_isalnum (name.text[i]) || name.text[i] == '_' ||
            (name.text[i] == '-' && print->dialect == SJ_EXPRESSION);
  if (plain)
    sj_buffer_append_n (&print->buffer, name.text, name.length);
  else if (print->dialect == SJ_EXPRESSION)
    print_text (print, sj_value_text (name.text, name.length));
  else
    {
      sj_buffer_append_c (&print->buffer, '`');
      sj_buffer_append_n (&print->buffer, name.text, name.length);
      sj_buffer_append_c (&print->buffer, '`');
    }
}

/* The part of a path behind its beginning. */
static void
print_access (Print *print, const SjTree *tree)
{
  if (tree->kind == SJ_TREE_FIELD)
    {
      print_access (print, tree->parts[0]);
      sj_buffer_append_c (&print->buffer, '.');
      print_segment (print, tree->name);
    }
  else if (tree->kind == SJ_TREE_STEP)
    {
      print_access (print, tree->parts[0]);
      sj_buffer_printf (&print->buffer, ".%s", steps[tree->op]);
      print_list (print, tree, 1, '(', ')');
    }
}

static const SjTree *
path_beginning (const SjTree *tree)
{
  while (tree->kind == SJ_TREE_FIELD || tree->kind == SJ_TREE_STEP)
    tree = tree->parts[0];
  return tree;
}

static void
print_params (Print *print, const SjTree *root)
{
  if (root->n_parts == 0)
    return;
  sj_buffer_append (&print->buffer, ", params: {");
  for (unsigned i = 0; i < root->n_parts; i++)
    {
      if (i > 0)
        sj_buffer_append (&print->buffer, ", ");
      print_segment (print, root->names[i]);
      sj_buffer_append (&print->buffer, ": ");
      print_tree (print, root->parts[i]);
    }
  sj_buffer_append_c (&print->buffer, '}');
}

static void
print_reference (Print *print, const SjTree *tree)
{
  const SjTree *fallback = NULL;
  const SjTree *root;

  if (tree->kind == SJ_TREE_DEFAULT)
    {
      fallback = tree->parts[1];
      tree = tree->parts[0];
    }
  root = path_beginning (tree);
  sj_buffer_printf (&print->buffer, "%s{", root_words[root->op].prefix);
  print_segment (print, root->name);
  if (root->op == SJ_ROOT_SOURCE)
    {
      sj_buffer_append_c (&print->buffer, '.');
      print_segment (print, root->group);
    }
  print_access (print, tree);
  print_params (print, root);
  if (fallback != NULL)
    {
      sj_buffer_append (&print->buffer, ", defaultValue: ");
      print_alone (print, fallback);
    }
  sj_buffer_append_c (&print->buffer, '}');
}

static void
print_path (Print *print, const SjTree *tree)
{
  const SjTree *beginning = path_beginning (tree);

  if (beginning->kind == SJ_TREE_ROOT)
    print_reference (print, tree);
  else if (beginning->kind == SJ_TREE_ITEM)
    {
      sj_buffer_append (&print->buffer, root_words[beginning->op].item);
      print_access (print, tree);
    }
  else
    {
      print_operand (print, beginning);
      print_access (print, tree);
    }
}

static void
print_operation (Print *print, const SjTree *tree)
{
  const char *symbol = sj_operator_symbol (tree->op, print->dialect);

  int tight = tightness (tree);
  bool chains = tight != TIGHT_TEST && tight != TIGHT_FALLBACK;    /* from left to right */

  if (tree->kind == SJ_TREE_BINARY)
    {
      bool adds = tree->op == SJ_OP_ADD;

      print_tight (print, tree->parts[0], adds && tree->parts[0]->kind == SJ_TREE_CALL ? TIGHT_VALUE
                                          : chains                                    ? tight
                                                                                      : tight + 1);
      sj_buffer_printf (&print->buffer, " %s ", symbol);
      print_tight (print, tree->parts[1], adds && tree->parts[1]->kind == SJ_TREE_CALL ? TIGHT_VALUE : tight + 1);
    }
  else if (tree->op == SJ_OP_NOT || tree->op == SJ_OP_NEG)
    {
      sj_buffer_printf (&print->buffer, "%s ", symbol);
      print_tight (print, tree->parts[0], tree->op == SJ_OP_NOT ? tight : TIGHT_CALL);
    }
  else
    {
      print_tight (print, tree->parts[0], tight + 1);
      sj_buffer_printf (&print->buffer, " %s", symbol);
    }
}

static void
print_tree (Print *print, const SjTree *tree)
{
  SjBuffer *buffer = &print->buffer;

  switch ((SjTreeKind) tree->kind)
    {
    case SJ_TREE_CONST:
      print_const (print, tree->value);
      break;
    case SJ_TREE_LIST:
      print_list (print, tree, 0, '[', ']');
      break;
    case SJ_TREE_NAME:
      if (tree->name.length > 0 && tree->name.text[0] == '@')
        sj_buffer_append_n (buffer, tree->name.text, tree->name.length);
      else
        print_segment (print, tree->name);
      break;
    case SJ_TREE_ROOT:
    case SJ_TREE_DEFAULT:
      print_reference (print, tree);
      break;
    case SJ_TREE_ITEM:
    case SJ_TREE_FIELD:
    case SJ_TREE_STEP:
      print_path (print, tree);
      break;
    case SJ_TREE_INDEX:
      print_operand (print, tree->parts[0]);
      print_list (print, tree, 1, '[', ']');
      break;
    case SJ_TREE_CALL:
      sj_buffer_append (buffer, tree->function->name);
      print_list (print, tree, 0, '(', ')');
      break;
    case SJ_TREE_UNARY:
    case SJ_TREE_BINARY:
      print_operation (print, tree);
      break;
    case SJ_TREE_IF:
      sj_buffer_append (buffer, "if (");
      print_tree (print, tree->parts[0]);
      sj_buffer_append (buffer, ") then (");
      print_tree (print, tree->parts[1]);
      sj_buffer_append (buffer, ") else (");
      print_tree (print, tree->parts[2]);
      sj_buffer_append_c (buffer, ')');
      break;
    }
}

char *
sj_tree_to_string (const SjTree *tree, SjDialect dialect)
{
  Print print = { SJ_BUFFER_INIT, dialect };

  print_tree (&print, tree);
  return sj_buffer_steal (&print.buffer);
}
