/* sj-tree.h -- an expression taken apart, of either language.
 *
 * Both languages parse to these nodes: a journey expression (A) and the PQL of a
 * message template (B).  Nodes live in the arena of what was parsed; names and
 * positions point into the author's text.  Checking fills in the types.
 */
#pragma once

#include "base/sj-value.h"
#include "lang/sj-shape.h"

typedef enum
{
  SJ_EXPRESSION,      /* language A */
  SJ_PQL              /* language B, inside its tags */
} SjDialect;

typedef enum
{
  SJ_TREE_CONST,      /* value */
  SJ_TREE_LIST,       /* parts */
  SJ_TREE_ROOT,       /* A: root kind, name, group; parts: parameter values, `names` their names */
  SJ_TREE_ITEM,       /* A: currentEventField and the like */
  SJ_TREE_NAME,       /* B: the first segment of a path, or @index and the like (with its @) */
  SJ_TREE_FIELD,      /* part 0, name */
  SJ_TREE_INDEX,      /* B: part 0 [part 1] */
  SJ_TREE_STEP,       /* A: part 0 . step (part 1, where there is one) */
  SJ_TREE_DEFAULT,    /* A: part 0, unless null, else part 1 */
  SJ_TREE_CALL,       /* function; parts */
  SJ_TREE_UNARY,      /* op; part 0 */
  SJ_TREE_BINARY,     /* op; part 0, part 1 */
  SJ_TREE_IF          /* part 0 ? part 1 : part 2 */
} SjTreeKind;

typedef enum
{
  SJ_OP_AND,
  SJ_OP_OR,
  SJ_OP_EQ,
  SJ_OP_NE,
  SJ_OP_LT,
  SJ_OP_LE,
  SJ_OP_GT,
  SJ_OP_GE,
  SJ_OP_ADD,
  SJ_OP_SUB,
  SJ_OP_MUL,
  SJ_OP_DIV,
  SJ_OP_MOD,
  SJ_OP_FALLBACK,     /* B: ?: */
  SJ_OP_NOT,          /* from here on: one operand */
  SJ_OP_NEG,
  SJ_OP_IS_NULL,
  SJ_OP_IS_NOT_NULL,
  SJ_OP_HAS_NULL,
  SJ_OP_IS_NUMERIC,
  SJ_OP_IS_INTEGER,
  SJ_OP_IS_DECIMAL,
  SJ_N_OPERATORS
} SjOperator;

typedef enum
{
  SJ_STEP_ALL,
  SJ_STEP_FIRST,
  SJ_STEP_LAST,
  SJ_STEP_AT,
  SJ_STEP_ENTRY,
  SJ_STEP_FIRST_KEY,
  SJ_STEP_KEYS,
  SJ_N_STEPS
} SjStepKind;

/* Where the data of an expression comes from. */
typedef enum
{
  SJ_ROOT_EVENT,          /* @event{name…} */
  SJ_ROOT_SOURCE,         /* #{name.group…} */
  SJ_ROOT_ACTION,         /* @action{name…} */
  SJ_ROOT_LOOKUP,         /* @datasetLookup{name…} */
  SJ_ROOT_PROPERTY,       /* ${name} */
  SJ_N_ROOTS
} SjRootKind;

/* Parsers refuse higher trees; whatever walks a tree may recurse this far. */
#define SJ_TREE_HEIGHT 1500

typedef struct SjBuiltin SjBuiltin;
typedef struct SjTree SjTree;

struct SjTree
{
  uint8_t kind;             /* SjTreeKind */
  uint8_t op;               /* SjOperator, SjStepKind or SjRootKind */
  bool field;               /* read from data, not written by the author */
  bool parenthesised;
  uint32_t height;          /* of the tree below, so that nothing recurses too far */
  uint32_t start, end;      /* in the author's text */
  uint32_t n_parts;
  SjTree **parts;
  SjSlice name;             /* unescaped */
  uint32_t name_start, name_end;    /* of a field's name, in the author's text */
  SjSlice group;            /* of a source */
  SjSlice *names;           /* of parameters */
  SjValue value;            /* of a constant */
  const SjBuiltin *function;

  /* Known after checking. */
  bool any;                 /* the type shows only when it runs */
  SjType type;
  SjType item;              /* of a list, when `item_known` */
  bool item_known;
  bool many;                /* or it is a list of that type: something before it has no schema */
  const SjShape *shape;     /* borrowed; NULL where there is no schema */
  uint32_t filter;          /* item: how many filters out its list is, from the outermost */
};

SjTree *sj_tree_new      (SjArena *arena, SjTreeKind kind, size_t start, size_t end);
SjTree *sj_tree_new_with (SjArena *arena, SjTreeKind kind, size_t start, size_t end, unsigned n_parts, ...);
SjTree *sj_tree_const    (SjArena *arena, SjValue value, size_t start, size_t end);
void    sj_tree_set_parts (SjArena *arena, SjTree *tree, GPtrArray *parts);

/* The same meaning, wherever it stands: what two conditions are compared by. */
bool     sj_tree_equal (const SjTree *a, const SjTree *b);
uint64_t sj_tree_hash  (const SjTree *tree);

/* As text that parses to an equal tree. */
char *sj_tree_to_string (const SjTree *tree, SjDialect dialect);

const char *sj_operator_symbol (SjOperator op, SjDialect dialect);
const char *sj_step_name       (SjStepKind step);
bool        sj_step_from_name  (const char *name, size_t length, SjStepKind *step);
const char *sj_root_prefix     (SjRootKind kind);    /* "@event" */
const char *sj_root_item       (SjRootKind kind);    /* "currentEventField", or NULL */
