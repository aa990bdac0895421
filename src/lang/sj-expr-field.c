/* sj-expr-field.c -- from what a field requires to what the language checks. */
#include "lang/sj-expr-field.h"

#include <string.h>

SjExprType
sj_expr_type_of_result (SjType result)
{
  static const SjExprType types[SJ_N_TYPES] = {
    [SJ_NULL] = SJ_EXPR_ANY,         [SJ_BOOL] = SJ_EXPR_BOOLEAN, [SJ_INTEGER] = SJ_EXPR_INTEGER,
    [SJ_DECIMAL] = SJ_EXPR_DECIMAL,  [SJ_TEXT] = SJ_EXPR_TEXT,    [SJ_DATE] = SJ_EXPR_DATE,
    [SJ_LOCAL] = SJ_EXPR_LOCAL,      [SJ_MOMENT] = SJ_EXPR_MOMENT, [SJ_DURATION] = SJ_EXPR_DURATION,
    [SJ_LIST] = SJ_EXPR_LIST,        [SJ_OBJECT] = SJ_EXPR_ANY,
  };

  return types[result];
}

void
sj_expr_check_field (const SjField *field, const char *text, const SjExprEnv *env, SjReading *reading)
{
  g_auto (SjDiags) found = SJ_DIAGS_INIT;
  SjExpr *expr = sj_expr_compile (text, strlen (text), env, sj_expr_type_of_result (field->result), &found);

  g_clear_pointer (&expr, sj_expr_unref);
  sj_reading_take (reading, &found);
}
