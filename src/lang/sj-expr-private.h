/* sj-expr-private.h -- the stages of a journey expression, for its own files. */
#pragma once

#include "base/sj-diag.h"
#include "lang/sj-expr.h"
#include "lang/sj-tree.h"

/* Nested parentheses, calls, lists and filters. */
#define SJ_EXPR_DEPTH 100

/* The author's text with pasted characters made plain, and where each byte came
 * from.  Without such characters it is the text itself. */
typedef struct
{
  const char *text;
  size_t length;
  const uint32_t *origin;    /* NULL: each byte stands where it stood */
} SjExprText;

SjExprText sj_expr_clean (SjArena *arena, const char *text, size_t length, SjDiags *diags);

static inline size_t
sj_expr_origin (const SjExprText *text, size_t at)
{
  return text->origin ? text->origin[at] : at;
}

/* NULL after an error, which is in `diags`. */
SjTree *sj_expr_parse (SjArena *arena, const SjExprText *text, SjDiags *diags);

/* Types, names and literals; false after an error. */
bool sj_expr_check (SjArena *arena, SjTree *tree, const SjExprEnv *env, SjExprType expected, SjDiags *diags);
