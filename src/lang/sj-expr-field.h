/* sj-expr-field.h -- expressions that stand in the fields of documents. */
#pragma once

#include "base/sj-config.h"
#include "lang/sj-expr.h"

SjExprType sj_expr_type_of_result (SjType result);    /* of SjField.result */

/* What is wrong with the expression at the reading's trail. */
void sj_expr_check_field (const SjField *field, const char *text, const SjExprEnv *env, SjReading *reading);
