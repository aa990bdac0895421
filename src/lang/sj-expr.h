/* sj-expr.h -- journey expressions: one expression, one typed value.
 *
 * Compiled once against what is known of its surroundings, evaluated any number
 * of times.  A compiled expression is frozen and shared between threads.
 */
#pragma once

#include "base/sj-diag.h"
#include "lang/sj-code.h"
#include "lang/sj-eval.h"
#include "lang/sj-shape.h"

typedef struct SjExpr SjExpr;
typedef struct SjExprEnv SjExprEnv;

/* What the place of use requires.  SJ_ANY accepts everything. */
typedef enum
{
  SJ_EXPR_ANY,
  SJ_EXPR_BOOLEAN,          /* null counts as false */
  SJ_EXPR_TEXT,
  SJ_EXPR_INTEGER,
  SJ_EXPR_DECIMAL,          /* or an integer */
  SJ_EXPR_DATE,
  SJ_EXPR_LOCAL,            /* or a dateTime, which is read in the journey's zone */
  SJ_EXPR_MOMENT,
  SJ_EXPR_DURATION,
  SJ_EXPR_KEYS,             /* a text or a list of texts */
  SJ_EXPR_LIST,
  SJ_N_EXPR_TYPES
} SjExprType;

/* What an expression may name.  Any function may be missing: then everything of
 * that kind is accepted and its type shows when it runs. */
struct SjExprEnv
{
  /* Whether there is such an event, source and group, action, lookup or journey
   * property; its shape, or NULL where it has no schema. */
  bool (*root) (const SjExprEnv *env, SjRootKind kind, SjSlice name, SjSlice group, const SjShape **shape);
  bool (*audience) (const SjExprEnv *env, SjSlice name);
  /* All names of a kind, for suggestions and completion: of a source, with a
   * name given, its groups.  NULL-terminated; the caller frees with g_strfreev (). */
  char **(*names) (const SjExprEnv *env, SjRootKind kind, SjSlice source);
  char **(*audiences) (const SjExprEnv *env);
};

/* NULL after an error.  Diagnostics are added in either case; `diags` may be NULL. */
SjExpr *sj_expr_compile (const char *text, size_t length, const SjExprEnv *env, SjExprType expected,
                         SjDiags *diags);
SjExpr *sj_expr_ref     (SjExpr *expr);
void    sj_expr_unref   (SjExpr *expr);

const char   *sj_expr_text (const SjExpr *expr);    /* the author's */
const SjTree *sj_expr_tree (const SjExpr *expr);    /* checked */
const SjCode *sj_expr_code (const SjExpr *expr);
char         *sj_expr_to_string (const SjExpr *expr);

/* What it reads: roots in `sj_expr_code ()->roots`.  Their slots may be set once,
 * by the owner, before the expression is shared. */
SjRoot *sj_expr_roots (SjExpr *expr, uint32_t *count);

/* Calls back for each audience it asks for, and each function it uses. */
void sj_expr_foreach_audience (const SjExpr *expr, void (*visit) (void *data, SjSlice name), void *data);

bool sj_expr_eval (const SjExpr *expr, SjEval *eval, SjValue *result);

/* Of a condition: null is false. */
bool sj_expr_eval_bool (const SjExpr *expr, SjEval *eval, bool *result);

/* What may stand at the cursor, the text need not be finished: SjCandidate of
 * sj-complete.h.  Free with g_ptr_array_unref (). */
GPtrArray *sj_expr_complete (const char *text, size_t length, size_t cursor, const SjExprEnv *env);

/* "@event{Purchase.commerce.order}": what a field that was picked from a tree is
 * written as.  `group` is a source's, else NULL; `fields` ends with NULL. */
char *sj_expr_reference (SjRootKind kind, const char *name, const char *group, const char *const *fields);

const char *sj_expr_type_name (SjExprType type);    /* "a boolean (yes or no)" */

/* The journey properties that ${…} knows; NULL-terminated. */
const char *const *sj_expr_properties (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjExpr, sj_expr_unref)
