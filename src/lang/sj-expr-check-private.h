/* sj-expr-check-private.h -- what the files of the check share. */
#pragma once

#include "lang/sj-builtin.h"
#include "lang/sj-expr-private.h"

typedef struct SjExprFilter SjExprFilter;

typedef struct
{
  SjArena *arena;
  const SjExprEnv *env;
  const SjExprFilter *filter;
  SjDiags *diags;
} SjExprCheck;

SjDiag *sj_expr_report (SjExprCheck *check, SjSeverity severity, const char *code, const SjTree *tree,
                        const char *format, ...) G_GNUC_PRINTF (5, 6);

/* "a whole number", translated; what a tree gives. */
const char *sj_expr_type_words (const SjTree *tree);
char       *sj_expr_nearest    (const char *const *names, SjSlice name);    /* or NULL */

void sj_expr_check_tree (SjExprCheck *check, SjTree *tree);
void sj_expr_check_call (SjExprCheck *check, SjTree *call);

static inline void
sj_expr_set_any (SjTree *tree)
{
  tree->any = true;
}

static inline void
sj_expr_set_type (SjTree *tree, SjType type)
{
  tree->any = false;
  tree->type = type;
}

static inline void
sj_expr_set_list (SjTree *tree, SjType item)
{
  sj_expr_set_type (tree, SJ_LIST);
  tree->item = item;
  tree->item_known = true;
}

static inline bool
sj_expr_is_null (const SjTree *tree)
{
  return !tree->any && tree->type == SJ_NULL;
}

/* A field whose text is read as a date where a date is needed. */
static inline bool
sj_expr_is_date_text (const SjTree *tree)
{
  return tree->field && (tree->any || tree->type == SJ_TEXT);
}
