/* fuzz-expression.c -- any text is refused, or prints as text that compiles to
 * the same meaning; and whatever compiles ends within its limits. */
#include "fuzz.h"

#include "base/sj-json.h"
#include "lang/sj-expr.h"
#include "lang/sj-rule.h"

static const char payload[] =
    "{\"a\":[1,2.5,null,\"x\",{\"b\":[true],\"c\":\"2024-02-29T10:00:00Z\"}],"
    "\"m\":{\"k\":[{\"id\":\"1\"}]},\"s\":\"text\",\"n\":7}";

static bool
read_root (const SjEvalScope *scope, SjEval *eval, const SjRoot *root, SjValue params, SjValue *value)
{
  g_assert_true (sj_json_read (eval->arena, NULL, payload, sizeof payload - 1, value, NULL));
  return true;
}

static bool
is_member (const SjEvalScope *scope, const char *name, size_t length)
{
  return length % 2 == 0;
}

static void
evaluate (const SjExpr *expr)
{
  static const SjEvalScope scope = { read_root, is_member };
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjEval eval;
  SjValue value;

  sj_eval_init (&eval, &arena);
  eval.scope = &scope;
  if (sj_expr_eval (expr, &eval, &value))
    g_free (sj_json_to_string (value, SJ_JSON_COMPACT));
  else
    g_assert_nonnull (eval.error.text);
  sj_eval_clear (&eval);
}

/* A condition that can be rows means the same when they are written again. */
static void
check_rows (const char *text, size_t size)
{
  g_autoptr (SjExpr) expr = sj_expr_compile (text, size, NULL, SJ_EXPR_BOOLEAN, NULL);
  g_autoptr (SjRule) rule = expr ? sj_rule_from_tree (sj_expr_tree (expr)) : NULL;
  g_autofree char *written = rule ? sj_rule_to_string (rule) : NULL;
  g_autoptr (SjExpr) again = NULL;

  if (rule == NULL)
    return;
  again = sj_expr_compile (written, strlen (written), NULL, SJ_EXPR_BOOLEAN, NULL);
  g_assert_true (again != NULL && sj_tree_equal (sj_expr_tree (expr), sj_expr_tree (again)));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;
  g_auto (SjDiags) diags = SJ_DIAGS_INIT;
  g_autoptr (SjExpr) expr = sj_expr_compile (text, size, NULL, SJ_EXPR_ANY, &diags);
  g_autoptr (SjExpr) again = NULL;
  g_autofree char *printed = NULL;

  for (size_t i = 0; i < sj_diags_count (&diags); i++)
    {
      const SjDiag *diag = sj_diags_get (&diags, i);

      g_assert_true (diag->start <= diag->end && diag->end <= size);
    }
  g_ptr_array_unref (sj_expr_complete (text, size, size / 2, NULL));
  if (expr == NULL)
    {
      g_assert_true (sj_diags_failed (&diags));
      return 0;
    }
  printed = sj_expr_to_string (expr);
  again = sj_expr_compile (printed, strlen (printed), NULL, SJ_EXPR_ANY, NULL);
  g_assert_true (again != NULL && sj_tree_equal (sj_expr_tree (expr), sj_expr_tree (again)));
  check_rows (text, size);
  evaluate (expr);
  return 0;
}
