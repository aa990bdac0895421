/* sj-decide-cells.c -- parts the values of each subject by the questions asked.
 *
 * A cell too many only hides what could be proved.  A cell too few would prove
 * what is wrong: whatever a value may be, one of the cells must hold it.
 */
#include "lang/sj-decide-private.h"

#include <math.h>
#include <string.h>

static gint
compare_values (gconstpointer a, gconstpointer b)
{
  int order = 0;

  sj_value_compare (*(const SjValue *) a, *(const SjValue *) b, &order);
  return order;
}

static void
sort_unique (GArray *values)
{
  guint kept = 0;

  g_array_sort (values, compare_values);
  for (guint i = 0; i < values->len; i++)
    if (kept == 0 || compare_values (&g_array_index (values, SjValue, kept - 1), &g_array_index (values, SjValue, i)))
      g_array_index (values, SjValue, kept++) = g_array_index (values, SjValue, i);
  g_array_set_size (values, kept);
}

static void
add_cell (GArray *cells, SjCellKind kind, SjValue value, SjValue above, bool barred)
{
  SjCell cell = { kind, value, above, barred };

  g_array_append_val (cells, cell);
}

static void
add_plain (GArray *cells, SjCellKind kind)
{
  add_cell (cells, kind, sj_null, sj_null, false);
}

static bool
is_whole (SjValue point)
{
  return point.type != SJ_DECIMAL || point.decimal == floor (point.decimal);
}

/* Between two whole numbers or days there may be no third.  Only where both are
 * small enough to be told apart as decimals is that said. */
static bool
has_whole_between (SjValue below, SjValue above)
{
  double low = below.type == SJ_DATE ? (double) below.integer : sj_value_number (below);
  double high = above.type == SJ_DATE ? (double) above.integer : sj_value_number (above);

  if (fabs (low) > 0x1p52 || fabs (high) > 0x1p52)
    return true;
  return floor (low) + 1 < high;
}

/* A date in a payload is a text until it is compared with a date. */
static bool
may_be_any (const SjTree *tree)
{
  return tree->any || (tree->field && tree->type >= SJ_DATE && tree->type <= SJ_DURATION);
}

static void
add_line (GArray *cells, const SjSubject *subject)
{
  const SjTree *tree = subject->tree;
  bool whole = subject->view ? subject->line == SJ_DATE
                             : !may_be_any (tree) && (tree->type == SJ_INTEGER || tree->type == SJ_DATE);
  const SjValue *points = (const SjValue *) (void *) subject->points->data;
  guint count = subject->points->len;

  for (guint i = 0; i <= count; i++)
    {
      SjValue below = i > 0 ? points[i - 1] : sj_null;
      SjValue above = i < count ? points[i] : sj_null;

      if (!whole || i == 0 || i == count || has_whole_between (below, above))
        add_cell (cells, SJ_CELL_GAP, below, above, false);
      if (i < count && (!whole || is_whole (above)))
        add_cell (cells, SJ_CELL_POINT, above, sj_null, false);
    }
}

static bool
is_choice (char *const *choices, SjValue text)
{
  for (; choices != NULL && *choices != NULL; choices++)
    if (sj_value_is_text (text, (SjSlice) { *choices, strlen (*choices) }))
      return true;
  return false;
}

static bool
is_mentioned (const GArray *texts, const char *choice)
{
  for (guint i = 0; i < texts->len; i++)
    if (sj_value_is_text (g_array_index (texts, SjValue, i), (SjSlice) { choice, strlen (choice) }))
      return true;
  return false;
}

/* Payloads of events are held against their schema before anybody sees them. */
static bool
is_of_event (const SjTree *tree)
{
  while (tree->kind == SJ_TREE_FIELD)
    tree = tree->parts[0];
  return tree->kind == SJ_TREE_ROOT && tree->op == SJ_ROOT_EVENT;
}

/* Where a schema lists the values, others are barred, and so is "any other text"
 * when all of them are mentioned. */
static void
add_texts (GArray *cells, const SjSubject *subject)
{
  const SjTree *tree = subject->tree;
  char *const *choices = tree->shape != NULL && is_of_event (tree) ? tree->shape->choices : NULL;
  bool others = choices == NULL;

  for (guint i = 0; i < subject->texts->len; i++)
    {
      SjValue text = g_array_index (subject->texts, SjValue, i);

      add_cell (cells, SJ_CELL_TEXT, text, sj_null, choices != NULL && !is_choice (choices, text));
    }
  for (guint i = 0; choices != NULL && choices[i] != NULL; i++)
    others = others || !is_mentioned (subject->texts, choices[i]);
  add_cell (cells, SJ_CELL_OTHER_TEXT, sj_null, sj_null, !others);
}

/* A field that a schema requires, of a group that it requires, of an event. */
static bool
is_required (const SjTree *tree)
{
  while (tree->kind == SJ_TREE_FIELD && tree->shape != NULL && tree->shape->required)
    tree = tree->parts[0];
  return tree->kind != SJ_TREE_FIELD && is_of_event (tree);
}

static void
add_typed (GArray *cells, const SjSubject *subject)
{
  const SjTree *tree = subject->tree;
  bool any = may_be_any (tree);

  add_cell (cells, SJ_CELL_NULL, sj_null, sj_null, is_required (tree));
  if (any || tree->type == SJ_LIST)
    add_plain (cells, SJ_CELL_EMPTY);
  if (any || tree->type == SJ_BOOL)
    {
      add_plain (cells, SJ_CELL_FALSE);
      add_plain (cells, SJ_CELL_TRUE);
    }
  if (any || tree->type == SJ_INTEGER || tree->type == SJ_DECIMAL ||
      (tree->type >= SJ_DATE && tree->type <= SJ_DURATION))
    add_line (cells, subject);
  if (any || tree->type == SJ_TEXT)
    add_texts (cells, subject);
  if (any || tree->type >= SJ_LIST)
    add_plain (cells, SJ_CELL_OTHER);
}

static void
add_pair (GArray *cells, const SjSubject *subject)
{
  if (subject->unique || !sj_tree_equal (subject->tree, subject->other))
    {
      add_plain (cells, SJ_CELL_LESS);
      add_plain (cells, SJ_CELL_GREATER);
      add_plain (cells, SJ_CELL_UNLIKE);
    }
  add_plain (cells, SJ_CELL_SAME);
  add_plain (cells, SJ_CELL_ALIKE);
}

static void
lay_out (SjCases *cases, SjSubject *subject)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (SjCell));

  sort_unique (subject->points);
  sort_unique (subject->texts);
  if (subject->tree == NULL)
    {
      add_plain (cells, SJ_CELL_FALSE);
      add_plain (cells, SJ_CELL_TRUE);
    }
  else if (subject->other != NULL)
    add_pair (cells, subject);
  else if (subject->view)
    {
      add_plain (cells, SJ_CELL_OTHER);
      add_line (cells, subject);
    }
  else
    add_typed (cells, subject);
  subject->n_cells = cells->len;
  subject->cells = sj_arena_dup (&cases->arena, cells->data, cells->len * sizeof (SjCell));
}

static bool
order_fits (SjOperator op, int order)
{
  switch (op)
    {
    case SJ_OP_EQ:
      return order == 0;
    case SJ_OP_NE:
      return order != 0;
    case SJ_OP_LT:
      return order < 0;
    case SJ_OP_LE:
      return order <= 0;
    case SJ_OP_GT:
      return order > 0;
    default:
      return order >= 0;
    }
}

static bool
compare_value (SjOperator op, SjValue a, SjValue b)
{
  int order;

  if (op == SJ_OP_EQ || op == SJ_OP_NE)
    return sj_value_equal (a, b) == (op == SJ_OP_EQ);
  return a.type != SJ_TEXT && sj_value_compare (a, b, &order) && order_fits (op, order);
}

/* The constant is a point, so a gap lies below or above it. */
static bool
compare_gap (SjOperator op, const SjCell *gap, SjValue constant)
{
  int order;

  if (gap->above.type != SJ_NULL && sj_value_compare (gap->above, constant, &order))
    return order_fits (op, order <= 0 ? -1 : 1);
  if (gap->value.type != SJ_NULL && sj_value_compare (gap->value, constant, &order))
    return order_fits (op, order >= 0 ? 1 : -1);
  return op == SJ_OP_NE;    /* of another type */
}

static bool
compare_cell (SjOperator op, const SjCell *cell, SjValue fallback, SjValue constant)
{
  switch (cell->kind)
    {
    case SJ_CELL_NULL:
      return compare_value (op, fallback, constant);
    case SJ_CELL_FALSE:
    case SJ_CELL_TRUE:
      return compare_value (op, sj_value_bool (cell->kind == SJ_CELL_TRUE), constant);
    case SJ_CELL_POINT:
    case SJ_CELL_TEXT:
      return compare_value (op, cell->value, constant);
    case SJ_CELL_GAP:
      return compare_gap (op, cell, constant);
    default:
      return op == SJ_OP_NE;
    }
}

static bool
compare_pair (SjOperator op, SjCellKind kind)
{
  switch (kind)
    {
    case SJ_CELL_LESS:
      return order_fits (op, -1);
    case SJ_CELL_GREATER:
      return order_fits (op, 1);
    case SJ_CELL_SAME:
      return order_fits (op, 0);
    case SJ_CELL_ALIKE:
      return op == SJ_OP_EQ;
    default:
      return op == SJ_OP_NE;
    }
}

static bool
is_member (const SjFormula *atom, const SjCell *cell)
{
  for (uint32_t i = 0; i < atom->n_values; i++)
    if (cell->kind != SJ_CELL_NULL && compare_cell (SJ_OP_EQ, cell, sj_null, atom->values[i]))
      return true;
  return false;
}

static bool
answer (const SjSubject *subject, const SjFormula *atom, const SjCell *cell)
{
  SjValue fallback = atom->fallback;

  if (subject->other != NULL)
    return compare_pair (atom->op, cell->kind);
  switch (atom->op)
    {
    case SJ_OP_AND:
      return cell->kind == SJ_CELL_TRUE ||
             (cell->kind == SJ_CELL_NULL && fallback.type == SJ_BOOL && fallback.boolean);
    case SJ_OP_OR:
      return is_member (atom, cell);
    case SJ_OP_IS_NULL:
      return cell->kind == SJ_CELL_EMPTY || (cell->kind == SJ_CELL_NULL && fallback.type == SJ_NULL);
    case SJ_OP_IS_NOT_NULL:
      return cell->kind != SJ_CELL_EMPTY && (cell->kind != SJ_CELL_NULL || fallback.type != SJ_NULL);
    default:
      return compare_cell (atom->op, cell, fallback, atom->values[0]);
    }
}

void
sj_cases_lay_out (SjCases *cases)
{
  for (guint i = 0; i < cases->subjects->len; i++)
    lay_out (cases, sj_cases_subject (cases, i));

  for (guint i = 0; i < cases->atoms->len; i++)
    {
      SjFormula *atom = g_ptr_array_index (cases->atoms, i);
      const SjSubject *subject = sj_cases_subject (cases, atom->subject);

      atom->cells = sj_arena_alloc0 (&cases->arena, (subject->n_cells / 64 + 1) * sizeof *atom->cells);
      for (uint32_t cell = 0; cell < subject->n_cells; cell++)
        if (answer (subject, atom, &subject->cells[cell]))
          atom->cells[cell / 64] |= UINT64_C (1) << (cell % 64);
    }
}
