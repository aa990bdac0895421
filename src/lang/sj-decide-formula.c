/* sj-decide-formula.c -- from trees to formulas over subjects.
 *
 * Whatever is not understood becomes a subject of its own that may be true or not,
 * independent of all others.  That forgets what ties subjects together, so fewer
 * things can be proved, but nothing wrong.
 */
#include "lang/sj-decide-private.h"

#include "lang/sj-builtin.h"
#include "lang/sj-code.h"

#include <string.h>

#define LARGEST 4000        /* nodes of a tree; larger ones are one subject */

static const SjFormula *formula_of (SjCases *cases, const SjTree *tree);

static bool
is_one_of (const char *name, const char *const *names)
{
  return g_strv_contains (names, name);
}

static bool
is_chance (const SjTree *tree)
{
  static const char *const names[] = { "random", "uuid", NULL };

  return tree->kind == SJ_TREE_CALL && is_one_of (tree->function->name, names);
}

static bool
reads_clock (const SjTree *tree)
{
  static const char *const names[] = { "now", "nowWithDelta", "currentTimeInMillis", "inLastHours", "inLastDays",
                                       "inLastMonths", "inLastYears", "inNextHours", "inNextDays", "inNextMonths",
                                       "inNextYears", NULL };

  return tree->kind == SJ_TREE_CALL && is_one_of (tree->function->name, names);
}

static bool
is_constant (const SjTree *tree)
{
  if (tree->kind == SJ_TREE_ROOT || tree->kind == SJ_TREE_ITEM || tree->kind == SJ_TREE_NAME || is_chance (tree) ||
      reads_clock (tree) || (tree->kind == SJ_TREE_CALL && tree->function->call == NULL))
    return false;
  for (unsigned i = 0; i < tree->n_parts; i++)
    if (!is_constant (tree->parts[i]))
      return false;
  return true;
}

/* It may give another value each time it is asked, also within one step. */
static bool
is_unique (const SjTree *tree)
{
  if (is_chance (tree) || (tree->kind == SJ_TREE_ROOT && tree->n_parts > 0))
    return true;
  for (unsigned i = 0; i < tree->n_parts; i++)
    if (is_unique (tree->parts[i]))
      return true;
  return false;
}

static size_t
count_nodes (const SjTree *tree, size_t most)
{
  size_t count = 1;

  for (unsigned i = 0; i < tree->n_parts && count <= most; i++)
    count += count_nodes (tree->parts[i], most - count);
  return count;
}

bool
sj_decide_constant (const SjTree *tree, SjArena *arena, SjValue *value)
{
  g_auto (SjArena) code_arena = SJ_ARENA_INIT;
  SjEval eval;
  bool known;

  if (tree->kind == SJ_TREE_CONST)
    {
      *value = tree->value;
      return true;
    }
  if (!is_constant (tree))
    return false;
  sj_eval_init (&eval, &code_arena);
  sj_eval_begin (&eval);
  known = sj_code_run (sj_code_compile (&code_arena, tree, SJ_EXPRESSION), &eval, NULL, NULL, value);
  if (known)
    *value = sj_value_copy (arena, *value);
  sj_eval_clear (&eval);
  return known;
}

static void
free_subject (gpointer data)
{
  SjSubject *subject = data;

  g_array_unref (subject->points);
  g_array_unref (subject->texts);
  g_free (subject);
}

void
sj_cases_init (SjCases *cases)
{
  sj_arena_init (&cases->arena);
  cases->subjects = g_ptr_array_new_with_free_func (free_subject);
  cases->atoms = g_ptr_array_new ();
}

void
sj_cases_clear (SjCases *cases)
{
  g_ptr_array_unref (cases->subjects);
  g_ptr_array_unref (cases->atoms);
  sj_arena_clear (&cases->arena);
}

static SjFormula *
new_formula (SjCases *cases, SjFormulaKind kind)
{
  SjFormula *formula = sj_arena_new0 (&cases->arena, SjFormula);

  formula->kind = kind;
  return formula;
}

static const SjFormula *
constant (SjCases *cases, bool value)
{
  SjFormula *formula = new_formula (cases, SJ_FORMULA_CONST);

  formula->value = value;
  return formula;
}

static const SjFormula *
negation (SjCases *cases, const SjFormula *part)
{
  SjFormula *formula = new_formula (cases, SJ_FORMULA_NOT);

  formula->parts[0] = part;
  return formula;
}

static uint32_t
add_subject (SjCases *cases, const SjTree *tree, const SjTree *other, bool view, SjType line)
{
  SjSubject *subject = g_new0 (SjSubject, 1);

  subject->tree = tree;
  subject->other = other;
  subject->view = view;
  subject->line = line;
  subject->points = g_array_new (FALSE, FALSE, sizeof (SjValue));
  subject->texts = g_array_new (FALSE, FALSE, sizeof (SjValue));
  g_ptr_array_add (cases->subjects, subject);
  return cases->subjects->len - 1;
}

/* A line is of numbers or of one type of dates. */
static bool
lines_agree (const SjSubject *subject, SjType line)
{
  return subject->line == line || (!subject->view && (line == SJ_NULL || subject->line == SJ_NULL));
}

/* The subject that is this tree, seen in this way. */
static uint32_t
find_subject (SjCases *cases, const SjTree *tree, const SjTree *other, bool view, SjType line)
{
  bool unique = (tree && is_unique (tree)) || (other && is_unique (other));
  uint64_t hash = (tree ? sj_tree_hash (tree) : 0) + 31 * (other ? sj_tree_hash (other) : 0);
  uint32_t index;

  for (index = 0; tree != NULL && !unique && index < cases->subjects->len; index++)
    {
      SjSubject *subject = sj_cases_subject (cases, index);

      if (subject->hash == hash && !subject->unique && subject->view == view && lines_agree (subject, line) &&
          sj_tree_equal (subject->tree, tree) && sj_tree_equal (subject->other, other))
        {
          if (subject->line == SJ_NULL)
            subject->line = line;
          return index;
        }
    }
  index = add_subject (cases, tree, other, view, line);
  sj_cases_subject (cases, index)->hash = hash;
  sj_cases_subject (cases, index)->unique = unique || tree == NULL;
  return index;
}

static SjFormula *
new_atom (SjCases *cases, uint32_t subject, SjOperator op)
{
  SjFormula *atom = new_formula (cases, SJ_FORMULA_ATOM);

  atom->subject = subject;
  atom->op = op;
  g_ptr_array_add (cases->atoms, atom);
  return atom;
}

static void
set_values (SjCases *cases, SjFormula *atom, const SjValue *values, uint32_t count)
{
  SjSubject *subject = sj_cases_subject (cases, atom->subject);

  atom->values = sj_arena_dup (&cases->arena, values, count * sizeof *values);
  atom->n_values = count;
  for (uint32_t i = 0; i < count; i++)
    if (values[i].type == SJ_TEXT)
      g_array_append_val (subject->texts, values[i]);
    else if (sj_value_is_number (values[i]) || (values[i].type >= SJ_DATE && values[i].type <= SJ_DURATION))
      g_array_append_val (subject->points, values[i]);
}

/* Below a default value that is constant lies the field itself. */
static const SjTree *
behind_default (SjCases *cases, const SjTree *tree, SjValue *fallback)
{
  *fallback = sj_null;
  if (tree->kind == SJ_TREE_DEFAULT && sj_decide_constant (tree->parts[1], &cases->arena, fallback))
    return tree->parts[0];
  return tree;
}

/* Is it true, null, not null? */
static const SjFormula *
test_of (SjCases *cases, const SjTree *tree, SjOperator op)
{
  SjValue fallback;
  const SjTree *plain = behind_default (cases, tree, &fallback);
  SjFormula *atom = new_atom (cases, find_subject (cases, plain, NULL, false, SJ_NULL), op);

  atom->fallback = fallback;
  return atom;
}

static bool
is_dated (SjValue value)
{
  return value.type >= SJ_DATE && value.type <= SJ_DURATION;
}

/* Whether the tree's values may be of other types than the constant, or be read
 * as a date. */
static bool
needs_view (const SjTree *tree, SjValue value)
{
  return is_dated (value) && (tree->any || tree->field || tree->type != value.type);
}

static const SjFormula *
compare_constant (SjCases *cases, SjOperator op, const SjTree *tree, SjValue value)
{
  SjValue fallback;
  const SjTree *plain = behind_default (cases, tree, &fallback);
  SjType line = sj_value_is_number (value) ? SJ_DECIMAL : is_dated (value) ? value.type : SJ_NULL;
  bool view = needs_view (plain, value);
  SjFormula *atom;

  if (view && plain != tree)
    {
      plain = tree;
      fallback = sj_null;
    }
  atom = new_atom (cases, find_subject (cases, plain, NULL, view, line), op);
  atom->fallback = fallback;
  set_values (cases, atom, &value, 1);
  return atom;
}

static SjOperator
mirrored (SjOperator op)
{
  switch (op)
    {
    case SJ_OP_LT:
      return SJ_OP_GT;
    case SJ_OP_LE:
      return SJ_OP_GE;
    case SJ_OP_GT:
      return SJ_OP_LT;
    case SJ_OP_GE:
      return SJ_OP_LE;
    default:
      return op;
    }
}

/* A condition that is never null: it can be compared with true and false. */
static bool
is_decided (const SjTree *tree)
{
  if (tree->kind == SJ_TREE_UNARY)
    return tree->op != SJ_OP_NEG;
  return tree->kind == SJ_TREE_BINARY && (tree->op < SJ_OP_ADD);
}

static const SjFormula *
comparison_of (SjCases *cases, const SjTree *tree)
{
  const SjTree *left = tree->parts[0], *right = tree->parts[1];
  SjOperator op = tree->op;
  SjValue value;

  if (sj_decide_constant (left, &cases->arena, &value))
    {
      const SjTree *swap = left;

      left = right;
      right = swap;
      op = mirrored (op);
    }
  else if (!sj_decide_constant (right, &cases->arena, &value))
    {
      if (sj_tree_hash (left) > sj_tree_hash (right))
        return new_atom (cases, find_subject (cases, right, left, false, SJ_NULL), mirrored (op));
      return new_atom (cases, find_subject (cases, left, right, false, SJ_NULL), op);
    }
  if (value.type == SJ_LIST || value.type == SJ_OBJECT)
    return new_atom (cases, find_subject (cases, left, right, false, SJ_NULL), op);
  if (is_decided (left) && value.type == SJ_BOOL && (op == SJ_OP_EQ || op == SJ_OP_NE))
    return value.boolean == (op == SJ_OP_EQ) ? formula_of (cases, left) : negation (cases, formula_of (cases, left));
  return compare_constant (cases, op, left, value);
}

/* in (x, [constants]): of texts, or of numbers. */
static const SjFormula *
membership_of (SjCases *cases, const SjTree *call)
{
  const SjTree *member = call->parts[0];
  SjFormula *atom;
  SjValue list;

  if (!sj_decide_constant (call->parts[1], &cases->arena, &list) || list.type != SJ_LIST)
    return NULL;
  for (uint32_t i = 0; i < list.length; i++)
    if (list.items[i].type != SJ_TEXT && !sj_value_is_number (list.items[i]) && list.items[i].type != SJ_NULL)
      return NULL;
  atom = new_atom (cases, find_subject (cases, member, NULL, false, SJ_DECIMAL), SJ_OP_OR);
  set_values (cases, atom, list.items, list.length);
  return atom;
}

static const SjFormula *
join (SjCases *cases, SjFormulaKind kind, const SjTree *tree)
{
  SjFormula *formula = new_formula (cases, kind);

  for (unsigned i = 0; i < tree->n_parts; i++)
    formula->parts[i] = formula_of (cases, tree->parts[i]);
  return formula;
}

static const SjFormula *
operation_of (SjCases *cases, const SjTree *tree)
{
  switch ((SjOperator) tree->op)
    {
    case SJ_OP_AND:
      return join (cases, SJ_FORMULA_AND, tree);
    case SJ_OP_OR:
      return join (cases, SJ_FORMULA_OR, tree);
    case SJ_OP_NOT:
      return join (cases, SJ_FORMULA_NOT, tree);
    case SJ_OP_EQ:
    case SJ_OP_NE:
    case SJ_OP_LT:
    case SJ_OP_LE:
    case SJ_OP_GT:
    case SJ_OP_GE:
      return comparison_of (cases, tree);
    case SJ_OP_IS_NULL:
    case SJ_OP_IS_NOT_NULL:
      return test_of (cases, tree->parts[0], tree->op);
    default:
      return test_of (cases, tree, SJ_OP_AND);
    }
}

static const SjFormula *
formula_of (SjCases *cases, const SjTree *tree)
{
  const SjFormula *formula = NULL;
  SjValue value;

  if (sj_decide_constant (tree, &cases->arena, &value))
    return constant (cases, value.type == SJ_BOOL && value.boolean);
  if (tree->kind == SJ_TREE_UNARY || tree->kind == SJ_TREE_BINARY)
    return operation_of (cases, tree);
  if (tree->kind == SJ_TREE_IF)
    return join (cases, SJ_FORMULA_IF, tree);
  if (tree->kind == SJ_TREE_CALL && tree->n_parts == 2 && g_str_equal (tree->function->name, "in"))
    formula = membership_of (cases, tree);
  return formula ? formula : test_of (cases, tree, SJ_OP_AND);
}

const SjFormula *
sj_cases_formula (SjCases *cases, const SjTree *condition)
{
  if (condition == NULL || count_nodes (condition, LARGEST) > LARGEST)
    return new_atom (cases, find_subject (cases, NULL, NULL, false, SJ_NULL), SJ_OP_AND);
  return formula_of (cases, condition);
}
