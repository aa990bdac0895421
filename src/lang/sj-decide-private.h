/* sj-decide-private.h -- conditions as formulas over a few cases; for sj-decide*.c alone.
 *
 * What a condition looks at is a subject: a field, a call, an order between two
 * fields.  All that is asked of a subject parts its values into cells (null, below
 * 5, 5, above 5, …) within which every question has one answer.  So a condition is
 * a formula whose atoms are true in some cells of one subject.
 */
#pragma once

#include "lang/sj-decide.h"

typedef enum
{
  SJ_CELL_NULL,
  SJ_CELL_EMPTY,            /* a list that a filter left empty */
  SJ_CELL_FALSE,
  SJ_CELL_TRUE,
  SJ_CELL_POINT,            /* one number or date */
  SJ_CELL_GAP,              /* the numbers or dates between two points */
  SJ_CELL_TEXT,
  SJ_CELL_OTHER_TEXT,
  SJ_CELL_OTHER,            /* of another type than asked for */

  SJ_CELL_LESS,             /* of two subjects: the first is less than the second */
  SJ_CELL_SAME,             /* equal and ordered */
  SJ_CELL_GREATER,
  SJ_CELL_ALIKE,            /* equal without an order: both null, the same text */
  SJ_CELL_UNLIKE            /* neither equal nor ordered */
} SjCellKind;

typedef struct
{
  SjCellKind kind;
  SjValue value;            /* a point or text; of a gap: the point below, or null */
  SjValue above;            /* of a gap, or null */
  bool barred;              /* a schema says that it does not occur */
} SjCell;

typedef struct
{
  const SjTree *tree;
  const SjTree *other;      /* of an order between two; else NULL */
  uint64_t hash;
  bool unique;              /* chance or a call: never the same as another one */
  bool view;                /* as a date: a text is read as one, all else is null */
  SjType line;              /* type of the points; SJ_NULL: none */
  GArray *points;           /* of SjValue */
  GArray *texts;
  SjCell *cells;            /* in the arena */
  uint32_t n_cells;
} SjSubject;

typedef enum
{
  SJ_FORMULA_CONST,
  SJ_FORMULA_ATOM,
  SJ_FORMULA_NOT,
  SJ_FORMULA_AND,
  SJ_FORMULA_OR,
  SJ_FORMULA_IF
} SjFormulaKind;

typedef struct SjFormula SjFormula;

struct SjFormula
{
  SjFormulaKind kind;
  bool value;               /* of a constant */
  const SjFormula *parts[3];

  /* Of an atom: the question put to its subject. */
  uint32_t subject;
  SjOperator op;            /* a comparison, or IS_NULL, or IS_NOT_NULL; AND: is it true; OR: is it one of these */
  const SjValue *values;
  uint32_t n_values;
  SjValue fallback;         /* stands for null */
  uint64_t *cells;          /* in the arena: a bit for each cell where it holds */
};

typedef struct
{
  SjArena arena;
  GPtrArray *subjects;      /* of SjSubject */
  GPtrArray *atoms;         /* of SjFormula, borrowed */
} SjCases;

void             sj_cases_init    (SjCases *cases);
void             sj_cases_clear   (SjCases *cases);
const SjFormula *sj_cases_formula (SjCases *cases, const SjTree *condition);    /* NULL: anything */
/* After all formulas: parts the subjects into cells and answers the questions. */
void             sj_cases_lay_out (SjCases *cases);

static inline SjSubject *
sj_cases_subject (const SjCases *cases, uint32_t index)
{
  return g_ptr_array_index (cases->subjects, index);
}
