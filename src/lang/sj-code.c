/* sj-code.c -- trees to operations.
 *
 * Operands are compiled in order, the operator behind them.  What is lazy (and,
 * or, if, a default value) jumps; all jumps go forward, so code ends.  Filters
 * carry their condition with them and are the only loops.
 */
#include "lang/sj-code-private.h"

#include "base/sj-json.h"

#include <string.h>

typedef struct
{
  SjArena *arena;
  SjDialect dialect;
  GArray *ops;              /* of SjInstruction */
  GArray *constants;        /* of SjValue */
  GArray *fields;           /* of SjSlice */
  GArray *names;            /* of SjSlice */
  GArray *roots;            /* of SjRoot */
  GPtrArray *functions;
  uint32_t used, depth;     /* of the stack, now and at most */
  uint32_t n_filters;
} Compile;

static void compile_tree (Compile *compile, const SjTree *tree);

static uint32_t
emit (Compile *compile, SjCodeOp code, const SjTree *tree, uint32_t arg)
{
  SjInstruction op = { .code = code, .arg = arg, .start = tree->start, .end = tree->end };

  g_array_append_val (compile->ops, op);
  return compile->ops->len - 1;
}

static SjInstruction *
op_at (Compile *compile, uint32_t index)
{
  return &g_array_index (compile->ops, SjInstruction, index);
}

static void
pushed (Compile *compile)
{
  compile->used++;
  compile->depth = MAX (compile->depth, compile->used);
}

/* The jump that was emitted there lands here. */
static void
land (Compile *compile, uint32_t jump)
{
  op_at (compile, jump)->arg = compile->ops->len;
}

static uint32_t
add_slice (GArray *slices, SjSlice slice)
{
  for (guint i = 0; i < slices->len; i++)
    {
      const SjSlice *other = &g_array_index (slices, SjSlice, i);

      if (other->length == slice.length && memcmp (other->text, slice.text, slice.length) == 0)
        return i;
    }
  g_array_append_val (slices, slice);
  return slices->len - 1;
}

static bool
same_slice (SjSlice a, SjSlice b)
{
  return a.length == b.length && (a.length == 0 || memcmp (a.text, b.text, a.length) == 0);
}

static uint32_t
add_root (Compile *compile, const SjTree *tree)
{
  SjRoot root = { .kind = tree->op, .name = tree->name, .group = tree->group };

  for (guint i = 0; i < compile->roots->len; i++)
    {
      const SjRoot *other = &g_array_index (compile->roots, SjRoot, i);

      if (other->kind == root.kind && same_slice (other->name, root.name) && same_slice (other->group, root.group))
        return i;
    }
  g_array_append_val (compile->roots, root);
  return compile->roots->len - 1;
}

static void
push_const (Compile *compile, const SjTree *tree, SjValue value)
{
  g_array_append_val (compile->constants, value);
  emit (compile, SJ_CODE_CONST, tree, compile->constants->len - 1);
  pushed (compile);
}

static bool
all_const (const SjTree *tree)
{
  for (unsigned i = 0; i < tree->n_parts; i++)
    if (tree->parts[i]->kind != SJ_TREE_CONST)
      return false;
  return true;
}

static void
compile_list (Compile *compile, const SjTree *tree)
{
  SjValue *items;

  if (!all_const (tree))
    {
      for (unsigned i = 0; i < tree->n_parts; i++)
        compile_tree (compile, tree->parts[i]);
      emit (compile, SJ_CODE_LIST, tree, tree->n_parts);
      compile->used -= tree->n_parts;
      pushed (compile);
      return;
    }
  items = sj_arena_new_n (compile->arena, SjValue, tree->n_parts);
  for (unsigned i = 0; i < tree->n_parts; i++)
    items[i] = tree->parts[i]->value;
  push_const (compile, tree, sj_value_list (items, tree->n_parts));
}

/* Parameters lie on the stack, each name followed by its value. */
static void
compile_root (Compile *compile, const SjTree *tree)
{
  uint32_t op;

  for (unsigned i = 0; i < tree->n_parts; i++)
    {
      push_const (compile, tree, sj_value_text (tree->names[i].text, tree->names[i].length));
      compile_tree (compile, tree->parts[i]);
    }
  op = emit (compile, SJ_CODE_ROOT, tree, add_root (compile, tree));
  op_at (compile, op)->count = (uint16_t) tree->n_parts;
  compile->used -= 2 * tree->n_parts;
  pushed (compile);
}

static bool
is_remade (SjType type)
{
  return type == SJ_DECIMAL || (type >= SJ_DATE && type <= SJ_DURATION);
}

/* Payloads have no dates and no decimal 10: what the schema says is made so, of a
 * value and of a list's items alike. */
static void
compile_declared (Compile *compile, const SjTree *tree)
{
  const SjShape *shape = tree->field ? tree->shape : NULL;

  if (shape != NULL && shape->type == SJ_LIST)
    shape = shape->item;
  if (shape != NULL && !shape->any && is_remade (shape->type))
    emit (compile, SJ_CODE_DECLARED, tree, shape->type);
}

static void
compile_field (Compile *compile, const SjTree *tree)
{
  compile_tree (compile, tree->parts[0]);
  emit (compile, compile->dialect == SJ_PQL ? SJ_CODE_PROJECT : SJ_CODE_FIELD, tree,
        add_slice (compile->fields, tree->name));
}

static void
compile_filter (Compile *compile, const SjTree *tree)
{
  uint32_t filter = emit (compile, SJ_CODE_FILTER, tree, 0);

  op_at (compile, filter)->flags = tree->op;
  op_at (compile, filter)->count = (uint16_t) tree->filter;
  compile->n_filters = MAX (compile->n_filters, tree->filter + 1);
  compile_tree (compile, tree->parts[1]);
  compile->used--;
  land (compile, filter);
}

static void
compile_step (Compile *compile, const SjTree *tree)
{
  static const SjCodeOp codes[SJ_N_STEPS] = {
    [SJ_STEP_AT] = SJ_CODE_AT,
    [SJ_STEP_ENTRY] = SJ_CODE_ENTRY,
    [SJ_STEP_FIRST_KEY] = SJ_CODE_FIRST_KEY,
    [SJ_STEP_KEYS] = SJ_CODE_KEYS,
  };

  compile_tree (compile, tree->parts[0]);
  if (tree->op <= SJ_STEP_LAST && tree->n_parts > 1)
    compile_filter (compile, tree);
  else if (tree->op <= SJ_STEP_LAST)
    emit (compile, SJ_CODE_PICK, tree, tree->op);
  else
    {
      if (tree->n_parts > 1)
        {
          compile_tree (compile, tree->parts[1]);
          compile->used--;
        }
      emit (compile, codes[tree->op], tree, 0);
    }
}

/* An operand, with a jump behind it over the other one. */
static void
compile_lazy (Compile *compile, const SjTree *tree, SjCodeOp code)
{
  uint32_t jump;

  compile_tree (compile, tree->parts[0]);
  jump = emit (compile, code, tree, 0);
  compile->used--;
  compile_tree (compile, tree->parts[1]);
  if (code == SJ_CODE_AND || code == SJ_CODE_OR)
    emit (compile, SJ_CODE_TRUTH, tree->parts[1], 0);
  else if (code == SJ_CODE_P_AND || code == SJ_CODE_P_OR)
    emit (compile, SJ_CODE_P_TRUTH, tree->parts[1], 0);
  land (compile, jump);
}

static void
compile_operands (Compile *compile, const SjTree *tree, SjCodeOp code, unsigned flags)
{
  uint32_t op;

  compile_tree (compile, tree->parts[0]);
  compile_tree (compile, tree->parts[1]);
  op = emit (compile, code, tree, tree->op);
  op_at (compile, op)->flags = (uint8_t) flags;
  compile->used--;
}

static unsigned
field_flags (const SjTree *tree)
{
  return (tree->parts[0]->field ? SJ_CODE_LEFT_FIELD : 0) | (tree->parts[1]->field ? SJ_CODE_RIGHT_FIELD : 0);
}

static void
compile_binary (Compile *compile, const SjTree *tree)
{
  bool pql = compile->dialect == SJ_PQL;

  switch ((SjOperator) tree->op)
    {
    case SJ_OP_AND:
      compile_lazy (compile, tree, pql ? SJ_CODE_P_AND : SJ_CODE_AND);
      break;
    case SJ_OP_OR:
      compile_lazy (compile, tree, pql ? SJ_CODE_P_OR : SJ_CODE_OR);
      break;
    case SJ_OP_FALLBACK:
      compile_lazy (compile, tree, SJ_CODE_P_FALLBACK);
      break;
    case SJ_OP_EQ:
    case SJ_OP_NE:
    case SJ_OP_LT:
    case SJ_OP_LE:
    case SJ_OP_GT:
    case SJ_OP_GE:
      compile_operands (compile, tree, pql ? SJ_CODE_P_COMPARE : SJ_CODE_COMPARE, field_flags (tree));
      break;
    default:
      compile_operands (compile, tree, pql ? SJ_CODE_P_ARITHMETIC : SJ_CODE_ARITHMETIC, 0);
      break;
    }
}

static void
compile_unary (Compile *compile, const SjTree *tree)
{
  bool pql = compile->dialect == SJ_PQL;

  compile_tree (compile, tree->parts[0]);
  if (tree->op == SJ_OP_NOT)
    emit (compile, pql ? SJ_CODE_P_NOT : SJ_CODE_NOT, tree, 0);
  else if (tree->op == SJ_OP_NEG)
    emit (compile, pql ? SJ_CODE_P_NEGATE : SJ_CODE_NEGATE, tree, 0);
  else
    emit (compile, SJ_CODE_TEST, tree, tree->op);
}

static bool
is_decimal (const SjTree *tree)
{
  return !tree->any && tree->type == SJ_DECIMAL;
}

/* A whole number beside a branch that gives decimals is a decimal. */
static void
compile_branch (Compile *compile, const SjTree *branch, const SjTree *other)
{
  compile_tree (compile, branch);
  if (is_decimal (other) && (branch->any || branch->type == SJ_INTEGER))
    emit (compile, SJ_CODE_WIDEN, branch, 0);
}

static void
compile_if (Compile *compile, const SjTree *tree)
{
  uint32_t over, out;

  compile_tree (compile, tree->parts[0]);
  over = emit (compile, SJ_CODE_UNLESS, tree->parts[0], 0);
  compile->used--;
  compile_branch (compile, tree->parts[1], tree->parts[2]);
  out = emit (compile, SJ_CODE_JUMP, tree, 0);
  compile->used--;
  land (compile, over);
  compile_branch (compile, tree->parts[2], tree->parts[1]);
  land (compile, out);
}

/* Whether every list that the parameter takes is one of plain values. */
static bool
takes_only_scalars (const SjTree *call, unsigned index)
{
  char item = sj_builtin_item (call->function, call->n_parts, index);

  return item != '\0' && item != 'o' && item != 'x';
}

/* What is known of an argument was checked with the types; of data without a
 * schema it shows only now. */
static void
compile_scalars (Compile *compile, const SjTree *call, unsigned index, char letter)
{
  const SjTree *argument = call->parts[index];
  bool list = letter == '[';
  uint32_t op;

  if (list ? (!argument->any && argument->item_known) || !takes_only_scalars (call, index)
           : !argument->any || letter != 'e')
    return;
  op = emit (compile, SJ_CODE_SCALARS, argument, 0);
  op_at (compile, op)->flags = list;
}

static bool
may_be_text (bool any, SjType type)
{
  return any || type == SJ_TEXT;
}

/* The date type that the letter stands for, or null. */
static SjType
date_of_letter (char letter)
{
  return letter == 'D' ? SJ_DATE : letter == 'L' ? SJ_LOCAL : letter == 'T' ? SJ_MOMENT : SJ_NULL;
}

/* Where the parameter may be a date of more than one kind and nothing but dates:
 * how a text is to be read as one of them. */
static bool
takes_some_date (const SjTree *call, unsigned index, SjType *type)
{
  bool date = false, plain = false;

  for (const char *at = call->function->signature; at != NULL; at = strchr (at, '|') ? strchr (at, '|') + 1 : NULL)
    {
      unsigned position = 0;
      const char *letter = at;

      for (; *letter != ':' && position < index; letter++)
        position += *letter == ',';
      if (*letter == ':')
        continue;
      if (date_of_letter (*letter) == SJ_NULL)
        return false;
      date = true;
      plain |= *letter == 'D';
    }
  *type = plain ? SJ_COERCE_ANY : SJ_COERCE_TIME;
  return date;
}

/* The date type of another argument, or null: max (a field, a date) reads the
 * field's text as a date of that type. */
static SjType
date_beside (const SjTree *call, unsigned index)
{
  for (unsigned i = 0; i < call->n_parts; i++)
    {
      const SjTree *other = call->parts[i];
      SjType type = other->type == SJ_LIST && other->item_known ? other->item : other->type;

      if (i != index && !other->any && type >= SJ_DATE && type <= SJ_MOMENT)
        return type;
    }
  return SJ_NULL;
}

/* A field's text, where the parameter needs a date. */
static void
compile_date (Compile *compile, const SjTree *call, unsigned index, char letter)
{
  const SjTree *argument = call->parts[index];
  char item = sj_builtin_item (call->function, call->n_parts, index);
  SjType beside = date_beside (call, index), type = date_of_letter (letter);

  if (!argument->field)
    return;
  if (item != '\0')
    {
      if ((item == 't' || item == 'e') && beside != SJ_NULL &&
          (argument->any || !argument->item_known || argument->item == SJ_TEXT))
        emit (compile, SJ_CODE_DECLARED, argument, beside);
      return;
    }
  if (!may_be_text (argument->any, argument->type))
    return;
  if (type != SJ_NULL)
    emit (compile, SJ_CODE_COERCE, argument, type);
  else if (letter == 't' || letter == 'e')
    {
      if (beside != SJ_NULL)
        emit (compile, SJ_CODE_COERCE, argument, beside);
    }
  else if (letter == '\0' && takes_some_date (call, index, &type))
    emit (compile, SJ_CODE_COERCE, argument, beside != SJ_NULL ? beside : type);
}

static void
compile_argument (Compile *compile, const SjTree *call, unsigned index)
{
  char letter = sj_builtin_parameter (call->function, call->n_parts, index);

  compile_tree (compile, call->parts[index]);
  if (compile->dialect == SJ_PQL)
    return;
  if (letter == '[')
    emit (compile, SJ_CODE_EMPTY, call->parts[index], 0);
  compile_scalars (compile, call, index, letter);
  compile_date (compile, call, index, letter);
}

static void
compile_call (Compile *compile, const SjTree *tree)
{
  const char *name = tree->function->alias_of ? tree->function->alias_of : tree->function->name;
  uint32_t op;

  for (unsigned i = 0; i < tree->n_parts; i++)
    compile_argument (compile, tree, i);
  if (g_str_equal (name, "inAudience") || g_str_equal (name, "inSegment"))
    {
      emit (compile, SJ_CODE_AUDIENCE, tree, 0);
      return;
    }
  g_ptr_array_add (compile->functions, (void *) tree->function);
  op = emit (compile, SJ_CODE_CALL, tree, compile->functions->len - 1);
  op_at (compile, op)->count = (uint16_t) tree->n_parts;
  compile->used -= tree->n_parts;
  pushed (compile);
}

/* topN (list, by, n): the list and n first, then the operations of `by`, which
 * run once for each element. */
static void
compile_top (Compile *compile, const SjTree *tree, bool bottom)
{
  uint32_t top;

  compile_tree (compile, tree->parts[0]);
  compile_tree (compile, tree->parts[2]);
  top = emit (compile, SJ_CODE_P_TOP, tree, 0);
  op_at (compile, top)->flags = bottom;
  compile_tree (compile, tree->parts[1]);
  compile->used -= 2;
  land (compile, top);
}

static bool
is_call (const SjTree *tree, const char *name)
{
  return g_str_equal (tree->function->name, name) && tree->n_parts == 3;
}

static void
compile_tree (Compile *compile, const SjTree *tree)
{
  switch ((SjTreeKind) tree->kind)
    {
    case SJ_TREE_CONST:
      push_const (compile, tree, tree->value);
      break;
    case SJ_TREE_LIST:
      compile_list (compile, tree);
      break;
    case SJ_TREE_ROOT:
      compile_root (compile, tree);
      break;
    case SJ_TREE_ITEM:
      emit (compile, SJ_CODE_ITEM, tree, tree->filter);
      pushed (compile);
      break;
    case SJ_TREE_NAME:
      emit (compile, SJ_CODE_NAME, tree, add_slice (compile->names, tree->name));
      pushed (compile);
      break;
    case SJ_TREE_FIELD:
      compile_field (compile, tree);
      break;
    case SJ_TREE_INDEX:
      compile_tree (compile, tree->parts[0]);
      compile_tree (compile, tree->parts[1]);
      emit (compile, SJ_CODE_INDEX, tree, 0);
      compile->used--;
      break;
    case SJ_TREE_STEP:
      compile_step (compile, tree);
      break;
    case SJ_TREE_DEFAULT:
      compile_lazy (compile, tree, SJ_CODE_DEFAULT);
      break;
    case SJ_TREE_CALL:
      if (compile->dialect == SJ_PQL && (is_call (tree, "topN") || is_call (tree, "bottomN")))
        compile_top (compile, tree, is_call (tree, "bottomN"));
      else
        compile_call (compile, tree);
      break;
    case SJ_TREE_UNARY:
      compile_unary (compile, tree);
      break;
    case SJ_TREE_BINARY:
      compile_binary (compile, tree);
      break;
    case SJ_TREE_IF:
      compile_if (compile, tree);
      break;
    }
  if (tree->kind != SJ_TREE_DEFAULT)    /* its path was made so, and its default value is of that type */
    compile_declared (compile, tree);
}

static const void *
freeze (Compile *compile, GArray *array, uint32_t *count)
{
  const void *copy = sj_arena_dup (compile->arena, array->data,
                                   (size_t) array->len * g_array_get_element_size (array));

  if (count != NULL)
    *count = array->len;
  return copy;
}

const SjCode *
sj_code_compile (SjArena *arena, const SjTree *tree, SjDialect dialect)
{
  SjCodeFull *code = sj_arena_new0 (arena, SjCodeFull);
  g_autoptr (GArray) ops = g_array_new (FALSE, FALSE, sizeof (SjInstruction));
  g_autoptr (GArray) constants = g_array_new (FALSE, FALSE, sizeof (SjValue));
  g_autoptr (GArray) fields = g_array_new (FALSE, FALSE, sizeof (SjSlice));
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (SjSlice));
  g_autoptr (GArray) roots = g_array_new (FALSE, FALSE, sizeof (SjRoot));
  g_autoptr (GPtrArray) functions = g_ptr_array_new ();
  Compile compile = { arena, dialect, ops, constants, fields, names, roots, functions, 0, 0, 0 };

  compile_tree (&compile, tree);
  code->public.ops = freeze (&compile, ops, &code->public.n_ops);
  code->public.names = (SjSlice *) freeze (&compile, names, &code->public.n_names);
  code->public.roots = (SjRoot *) freeze (&compile, roots, &code->public.n_roots);
  code->public.depth = compile.depth;
  code->public.n_filters = compile.n_filters;
  code->constants = freeze (&compile, constants, NULL);
  code->fields = freeze (&compile, fields, NULL);
  code->functions = sj_arena_dup (arena, functions->pdata, functions->len * sizeof (void *));
  return &code->public;
}

typedef enum
{
  TAKES_NONE,
  TAKES_CONST,
  TAKES_ROOT,
  TAKES_NAME,
  TAKES_QUESTION,
  TAKES_NUMBER,
  TAKES_JUMP,
  TAKES_STEP,
  TAKES_TYPE,
  TAKES_COUNT,
  TAKES_OPERATOR,
  TAKES_FUNCTION
} Takes;

static const struct { const char *name; Takes takes; } op_words[SJ_N_CODE_OPS] = {
#define SJ_CODE_OP(name, handler, takes) { #name, TAKES_##takes },
#include "lang/sj-op.def"
#undef SJ_CODE_OP
};

static void
list_argument (SjBuffer *buffer, const SjCodeFull *code, const SjInstruction *op)
{
  const SjRoot *root;

  switch (op_words[op->code].takes)
    {
    case TAKES_NONE:
      break;
    case TAKES_CONST:
      sj_json_write (buffer, code->constants[op->arg], SJ_JSON_COMPACT);
      break;
    case TAKES_ROOT:
      root = &code->public.roots[op->arg];
      sj_buffer_printf (buffer, "%s{%.*s%s%.*s}", sj_root_prefix (root->kind), (int) root->name.length, root->name.text,
                        root->group.length > 0 ? "." : "", (int) root->group.length, root->group.text);
      break;
    case TAKES_NAME:
      sj_buffer_append_n (buffer, code->fields[op->arg].text, code->fields[op->arg].length);
      break;
    case TAKES_QUESTION:
      sj_buffer_append_n (buffer, code->public.names[op->arg].text, code->public.names[op->arg].length);
      break;
    case TAKES_STEP:
      sj_buffer_append (buffer, sj_step_name (op->arg));
      break;
    case TAKES_TYPE:
      sj_buffer_append (buffer, op->arg <= SJ_COERCE_TIME ? "date" : sj_type_name (op->arg));
      break;
    case TAKES_OPERATOR:
      sj_buffer_append (buffer, sj_operator_symbol (op->arg, SJ_EXPRESSION));
      break;
    case TAKES_FUNCTION:
      sj_buffer_printf (buffer, "%s/%u", code->functions[op->arg]->name, op->count);
      break;
    case TAKES_NUMBER:
    case TAKES_COUNT:
    case TAKES_JUMP:
      sj_buffer_printf (buffer, "%u", op->arg);
      break;
    }
}

char *
sj_code_listing (const SjCode *code)
{
  const SjInstruction *ops = code->ops;
  SjBuffer buffer = SJ_BUFFER_INIT;

  for (uint32_t i = 0; i < code->n_ops; i++)
    {
      sj_buffer_printf (&buffer, "%3u  %-12s ", i, op_words[ops[i].code].name);
      list_argument (&buffer, (const SjCodeFull *) code, &ops[i]);
      while (buffer.length > 0 && buffer.text[buffer.length - 1] == ' ')
        buffer.length--;
      sj_buffer_append_c (&buffer, '\n');
    }
  return sj_buffer_steal (&buffer);
}
