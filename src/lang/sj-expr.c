/* sj-expr.c -- a journey expression from text to value.
 *
 * Everything that belongs to one expression lies in its own arena, frozen after
 * compiling: the author's text, the tree, the code.
 */
#include "lang/sj-expr.h"

#include "lang/sj-expr-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LONGEST ((size_t) 256 << 10)    /* of a text; no person writes that much */

struct SjExpr
{
  int refs;
  SjArena arena;
  char *text;
  SjTree *tree;
  const SjCode *code;
};

/* From places in the cleaned text to places in the author's. */
static void
restore_places (SjTree *tree, const SjExprText *text)
{
  tree->start = (uint32_t) sj_expr_origin (text, tree->start);
  tree->end = (uint32_t) sj_expr_origin (text, tree->end);
  tree->name_start = (uint32_t) sj_expr_origin (text, tree->name_start);
  tree->name_end = (uint32_t) sj_expr_origin (text, tree->name_end);
  for (unsigned i = 0; i < tree->n_parts; i++)
    restore_places (tree->parts[i], text);
}

static bool
build (SjExpr *expr, size_t length, const SjExprEnv *env, SjExprType expected, SjDiags *diags)
{
  SjExprText text;
  const char *bad;

  if (length > LONGEST)
    {
      sj_diags_add (diags, SJ_SEVERITY_ERROR, "too-long", 0, length, _("The expression is too long."));
      return false;
    }
  if (!g_utf8_validate_len (expr->text, length, &bad))
    {
      size_t at = (size_t) (bad - expr->text);

      sj_diags_add (diags, SJ_SEVERITY_ERROR, "bad-text", at, at + 1, _("This is not readable text (UTF-8)."));
      return false;
    }
  text = sj_expr_clean (&expr->arena, expr->text, length, diags);
  expr->tree = sj_expr_parse (&expr->arena, &text, diags);
  if (expr->tree == NULL)
    return false;
  if (text.origin != NULL)
    restore_places (expr->tree, &text);
  if (!sj_expr_check (&expr->arena, expr->tree, env, expected, diags))
    return false;
  expr->code = sj_code_compile (&expr->arena, expr->tree, SJ_EXPRESSION);
  return true;
}

SjExpr *
sj_expr_compile (const char *text, size_t length, const SjExprEnv *env, SjExprType expected, SjDiags *diags)
{
  g_autoptr (SjExpr) expr = g_new0 (SjExpr, 1);
  g_auto (SjDiags) own = SJ_DIAGS_INIT;

  expr->refs = 1;
  expr->text = sj_arena_strndup (&expr->arena, text, length);
  if (!build (expr, length, env, expected, diags ? diags : &own))
    return NULL;
  return g_steal_pointer (&expr);
}

SjExpr *
sj_expr_ref (SjExpr *expr)
{
  g_atomic_int_inc (&expr->refs);
  return expr;
}

void
sj_expr_unref (SjExpr *expr)
{
  if (!g_atomic_int_dec_and_test (&expr->refs))
    return;
  sj_arena_clear (&expr->arena);
  g_free (expr);
}

const char *
sj_expr_text (const SjExpr *expr)
{
  return expr->text;
}

const SjTree *
sj_expr_tree (const SjExpr *expr)
{
  return expr->tree;
}

const SjCode *
sj_expr_code (const SjExpr *expr)
{
  return expr->code;
}

char *
sj_expr_to_string (const SjExpr *expr)
{
  return sj_tree_to_string (expr->tree, SJ_EXPRESSION);
}

SjRoot *
sj_expr_roots (SjExpr *expr, uint32_t *count)
{
  *count = expr->code->n_roots;
  return expr->code->roots;
}

static void
visit_audiences (const SjTree *tree, void (*visit) (void *data, SjSlice name), void *data)
{
  if (tree->kind == SJ_TREE_CALL && tree->n_parts == 1 && tree->parts[0]->kind == SJ_TREE_CONST &&
      tree->parts[0]->value.type == SJ_TEXT && tree->function->call == NULL)
    visit (data, (SjSlice) { tree->parts[0]->value.text, tree->parts[0]->value.length });
  for (unsigned i = 0; i < tree->n_parts; i++)
    visit_audiences (tree->parts[i], visit, data);
}

void
sj_expr_foreach_audience (const SjExpr *expr, void (*visit) (void *data, SjSlice name), void *data)
{
  visit_audiences (expr->tree, visit, data);
}

bool
sj_expr_eval (const SjExpr *expr, SjEval *eval, SjValue *result)
{
  sj_eval_begin (eval);
  return sj_code_run (expr->code, eval, NULL, NULL, result);
}

bool
sj_expr_eval_bool (const SjExpr *expr, SjEval *eval, bool *result)
{
  SjValue value;

  if (!sj_expr_eval (expr, eval, &value))
    return false;
  if (value.type != SJ_BOOL && value.type != SJ_NULL)
    return sj_eval_fail (eval, "type", "%s", _("the condition gives neither true nor false"));
  *result = value.type == SJ_BOOL && value.boolean;
  return true;
}
