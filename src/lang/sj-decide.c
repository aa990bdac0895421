/* sj-decide.c -- looks for data that would refute a claim; where there is none, it holds.
 *
 * The search assigns cells to subjects one by one and gives up a branch as soon as
 * the formulas it is about are decided.  A claim that costs too much is left open.
 */
#include "lang/sj-decide-private.h"

#define EFFORT 200000       /* formulas looked at in one call of sj_decide () */
#define UNSET UINT32_MAX

typedef enum { NO, YES, UNKNOWN } Truth;

/* "This formula shall have that value." */
typedef struct
{
  const SjFormula *formula;
  bool value;
} Aim;

typedef struct
{
  const SjCases *cases;
  const Aim *aims;
  size_t n_aims;
  bool trust;               /* barred cells do not occur */
  uint32_t *chosen;         /* cell of each subject, or UNSET */
  uint32_t open;            /* a subject that the last look depended on */
  int effort;               /* left */
  void (*found) (void *data, const SjCases *cases, const uint32_t *chosen);    /* or NULL */
  void *data;
} Search;

static Truth look (Search *search, const SjFormula *formula);

static Truth
look_at_atom (Search *search, const SjFormula *atom)
{
  uint32_t cell = search->chosen[atom->subject];

  if (cell != UNSET)
    return (atom->cells[cell / 64] >> (cell % 64)) & 1 ? YES : NO;
  search->open = atom->subject;
  return UNKNOWN;
}

static Truth
opposite (Truth truth)
{
  return truth == UNKNOWN ? UNKNOWN : truth == YES ? NO : YES;
}

/* Of two, where one of value `decides` decides. */
static Truth
look_at_two (Search *search, const SjFormula *formula, Truth decides)
{
  Truth first = look (search, formula->parts[0]);
  Truth second;

  if (first == decides)
    return decides;
  second = look (search, formula->parts[1]);
  if (second == decides || first == opposite (decides))
    return second;
  return UNKNOWN;
}

static Truth
look_at_if (Search *search, const SjFormula *formula)
{
  Truth condition = look (search, formula->parts[0]);
  Truth yes, no;

  if (condition != UNKNOWN)
    return look (search, formula->parts[condition == YES ? 1 : 2]);
  yes = look (search, formula->parts[1]);
  no = look (search, formula->parts[2]);
  return yes == no ? yes : UNKNOWN;
}

static Truth
look (Search *search, const SjFormula *formula)
{
  search->effort--;
  switch (formula->kind)
    {
    case SJ_FORMULA_CONST:
      return formula->value ? YES : NO;
    case SJ_FORMULA_ATOM:
      return look_at_atom (search, formula);
    case SJ_FORMULA_NOT:
      return opposite (look (search, formula->parts[0]));
    case SJ_FORMULA_AND:
      return look_at_two (search, formula, NO);
    case SJ_FORMULA_OR:
      return look_at_two (search, formula, YES);
    default:
      return look_at_if (search, formula);
    }
}

/* Whether one value stands for the cell. */
static bool
is_showable (const SjSubject *subject, uint32_t index)
{
  const SjCell *cell = &subject->cells[index];
  bool number = sj_value_is_null (cell->value) || sj_value_is_number (cell->value) || cell->value.type == SJ_DATE;
  bool above = sj_value_is_null (cell->above) || sj_value_is_number (cell->above) || cell->above.type == SJ_DATE;

  if (subject->other != NULL || subject->unique || subject->tree == NULL)
    return false;
  return cell->kind < SJ_CELL_GAP || cell->kind == SJ_CELL_TEXT || cell->kind == SJ_CELL_OTHER_TEXT ||
         (cell->kind == SJ_CELL_GAP && number && above);
}

/* Whether some data fulfils all aims; UNKNOWN when that costs too much. */
static Truth
fulfil (Search *search)
{
  uint32_t open = UNSET;

  for (size_t i = 0; i < search->n_aims; i++)
    {
      Truth truth = look (search, search->aims[i].formula);

      if (truth == UNKNOWN && open == UNSET)
        open = search->open;
      else if (truth != UNKNOWN && (truth == YES) != search->aims[i].value)
        return NO;
    }
  if (open == UNSET)
    {
      if (search->found != NULL)
        search->found (search->data, search->cases, search->chosen);
      return YES;
    }

  for (uint32_t cell = 0; cell < sj_cases_subject (search->cases, open)->n_cells; cell++)
    {
      Truth truth;

      if (search->effort <= 0)
        break;
      if (search->trust && sj_cases_subject (search->cases, open)->cells[cell].barred)
        continue;
      if (search->found != NULL && !is_showable (sj_cases_subject (search->cases, open), cell))
        continue;
      search->chosen[open] = cell;
      truth = fulfil (search);
      search->chosen[open] = UNSET;
      if (truth != NO)
        return truth;
    }
  return search->effort > 0 ? NO : UNKNOWN;
}

typedef struct
{
  SjCases cases;
  const SjFormula **formulas;
  size_t count;
  SjDecision *decisions;
  Search search;
  Aim *aims;
} Decide;

static bool
is_refuted (Decide *decide, size_t n_aims)
{
  decide->search.aims = decide->aims;
  decide->search.n_aims = n_aims;
  return decide->search.effort > 0 && fulfil (&decide->search) == NO;
}

static bool
can_never_be (Decide *decide, size_t index, bool value)
{
  decide->aims[0] = (Aim) { decide->formulas[index], value };
  return is_refuted (decide, 1);
}

/* That this one has the value and all before it are false. */
static bool
can_never_come_to (Decide *decide, size_t index, bool value)
{
  decide->aims[0] = (Aim) { decide->formulas[index], value };
  for (size_t i = 0; i < index; i++)
    decide->aims[i + 1] = (Aim) { decide->formulas[i], false };
  return is_refuted (decide, index + 1);
}

static int32_t
find_cover (Decide *decide, size_t index)
{
  for (size_t i = 0; i < index; i++)
    {
      decide->aims[0] = (Aim) { decide->formulas[index], true };
      decide->aims[1] = (Aim) { decide->formulas[i], false };
      if (is_refuted (decide, 2))
        return (int32_t) i;
    }
  return -1;
}

static void
judge (Decide *decide, size_t index)
{
  SjDecision *decision = &decide->decisions[index];

  if (can_never_be (decide, index, true))
    decision->verdict = SJ_VERDICT_NEVER;
  else if (index > 0 && can_never_come_to (decide, index, true))
    {
      decision->verdict = SJ_VERDICT_COVERED;
      decision->by = find_cover (decide, index);
    }
  else if (can_never_be (decide, index, false))
    decision->verdict = SJ_VERDICT_ALWAYS;
  else if (index > 0 && can_never_come_to (decide, index, false))
    decision->verdict = SJ_VERDICT_REST;
  decision->by_shape = decision->verdict != SJ_VERDICT_OPEN && decide->search.trust;
}

/* The one subject of a formula, UNSET while there is none; false for two. */
static bool
has_one_subject (const SjFormula *formula, uint32_t *subject)
{
  if (formula->kind == SJ_FORMULA_ATOM)
    {
      if (*subject != UNSET && *subject != formula->subject)
        return false;
      *subject = formula->subject;
      return true;
    }
  for (unsigned i = 0; i < G_N_ELEMENTS (formula->parts); i++)
    if (formula->parts[i] != NULL && !has_one_subject (formula->parts[i], subject))
      return false;
  return true;
}

/* Values that one can point at, so that the overlap is certain and worth a word. */
static bool
is_tangible (const SjCell *cell)
{
  return cell->kind == SJ_CELL_POINT || cell->kind == SJ_CELL_GAP || cell->kind == SJ_CELL_TEXT;
}

static bool
overlap (Decide *decide, size_t a, size_t b)
{
  uint32_t subject = UNSET;
  bool both = false, only_a = false, only_b = false;

  if (!has_one_subject (decide->formulas[a], &subject) || !has_one_subject (decide->formulas[b], &subject) ||
      subject == UNSET || sj_cases_subject (&decide->cases, subject)->other != NULL)
    return false;
  for (uint32_t i = 0; i < sj_cases_subject (&decide->cases, subject)->n_cells; i++)
    {
      const SjCell *cell = &sj_cases_subject (&decide->cases, subject)->cells[i];
      bool in_a, in_b;

      if (cell->barred)
        continue;
      decide->search.chosen[subject] = i;
      in_a = look (&decide->search, decide->formulas[a]) == YES;
      in_b = look (&decide->search, decide->formulas[b]) == YES;
      both |= in_a && in_b && is_tangible (cell);
      only_a |= in_a && !in_b;
      only_b |= in_b && !in_a;
    }
  decide->search.chosen[subject] = UNSET;
  return both && only_a && only_b;
}

static void
find_overlap (Decide *decide, size_t index)
{
  for (size_t i = 0; i < index && decide->decisions[index].overlaps < 0; i++)
    if (decide->decisions[i].verdict == SJ_VERDICT_OPEN && decide->search.effort > 0 && overlap (decide, i, index))
      decide->decisions[index].overlaps = (int32_t) i;
}

static void
decide_all (Decide *decide, const SjTree *const *conditions)
{
  for (unsigned trust = 0; trust < 2; trust++)
    {
      decide->search.trust = trust;
      for (size_t i = 0; i < decide->count; i++)
        if (conditions[i] != NULL && decide->decisions[i].verdict == SJ_VERDICT_OPEN)
          judge (decide, i);
    }
  for (size_t i = 0; i < decide->count; i++)
    if (conditions[i] != NULL && decide->decisions[i].verdict == SJ_VERDICT_OPEN)
      find_overlap (decide, i);
}

void
sj_decide (const SjTree *const *conditions, size_t count, SjDecision *decisions)
{
  Decide decide = { .count = count, .decisions = decisions };

  sj_cases_init (&decide.cases);
  decide.formulas = sj_arena_new_n (&decide.cases.arena, const SjFormula *, count);
  decide.aims = sj_arena_new_n (&decide.cases.arena, Aim, count + 1);
  for (size_t i = 0; i < count; i++)
    {
      decide.formulas[i] = sj_cases_formula (&decide.cases, conditions[i]);
      decisions[i] = (SjDecision) { .by = -1, .overlaps = -1 };
    }
  sj_cases_lay_out (&decide.cases);

  decide.search.cases = &decide.cases;
  decide.search.effort = EFFORT;
  decide.search.chosen = sj_arena_new_n (&decide.cases.arena, uint32_t, decide.cases.subjects->len);
  for (guint i = 0; i < decide.cases.subjects->len; i++)
    decide.search.chosen[i] = UNSET;
  decide_all (&decide, conditions);
  sj_cases_clear (&decide.cases);
}

/* ------------------------------------------------------------------ examples */

typedef struct
{
  SjArena *arena;
  GArray *examples;
} Showing;

/* Between two points, or beyond the only one. */
static SjValue
gap_value (const SjCell *cell)
{
  SjValue low = cell->value, high = cell->above;
  double between;

  if (low.type == SJ_DATE || high.type == SJ_DATE)
    return sj_value_date (low.type == SJ_DATE ? low.integer + 1 : high.integer - 1);
  if (sj_value_is_null (low) && sj_value_is_null (high))
    return sj_value_integer (0);
  if (sj_value_is_null (low))
    between = sj_value_number (high) - 1;
  else if (sj_value_is_null (high) || sj_value_number (low) + 1 < sj_value_number (high))
    between = sj_value_number (low) + 1;
  else
    between = (sj_value_number (low) + sj_value_number (high)) / 2;
  return between == (double) (int64_t) between && between < 1e15 && between > -1e15
             ? sj_value_integer ((int64_t) between) : sj_value_decimal (between);
}

static SjValue
cell_value (const SjCell *cell)
{
  switch (cell->kind)
    {
    case SJ_CELL_FALSE:
    case SJ_CELL_TRUE:
      return sj_value_bool (cell->kind == SJ_CELL_TRUE);
    case SJ_CELL_EMPTY:
      return sj_value_list (NULL, 0);
    case SJ_CELL_GAP:
      return gap_value (cell);
    case SJ_CELL_POINT:
    case SJ_CELL_TEXT:
      return cell->value;
    case SJ_CELL_OTHER_TEXT:
      return sj_value_string ("something else");
    default:
      return sj_null;
    }
}

static void
show (void *data, const SjCases *cases, const uint32_t *chosen)
{
  Showing *showing = data;

  for (guint i = 0; i < cases->subjects->len; i++)
    {
      const SjSubject *subject = sj_cases_subject (cases, i);
      SjExample example = { .tree = subject->tree };

      if (chosen[i] == UNSET)
        continue;
      example.value = sj_value_copy (showing->arena, cell_value (&subject->cells[chosen[i]]));
      if (subject->tree->type == SJ_DECIMAL && example.value.type == SJ_INTEGER)
        example.value = sj_value_decimal ((double) example.value.integer);
      g_array_append_val (showing->examples, example);
    }
}

bool
sj_decide_example (const SjTree *const *conditions, const bool *wanted, size_t count, SjArena *arena,
                   GArray *examples)
{
  Showing showing = { arena, examples };
  SjCases cases;
  Search search = { .cases = &cases, .n_aims = count, .effort = EFFORT, .found = show, .data = &showing };
  Aim *aims;
  bool found = false;

  sj_cases_init (&cases);
  aims = sj_arena_new_n (&cases.arena, Aim, MAX (count, 1));
  for (size_t i = 0; i < count; i++)
    aims[i] = (Aim) { sj_cases_formula (&cases, conditions[i]), wanted[i] };
  sj_cases_lay_out (&cases);
  search.aims = aims;
  search.chosen = sj_arena_new_n (&cases.arena, uint32_t, MAX (cases.subjects->len, 1));
  for (guint i = 0; i < cases.subjects->len; i++)
    search.chosen[i] = UNSET;
  for (unsigned trust = 2; trust-- > 0 && !found;)
    {
      search.trust = trust;
      found = fulfil (&search) == YES;
    }
  sj_cases_clear (&cases);
  return found;
}
