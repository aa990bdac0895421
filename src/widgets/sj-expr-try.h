/* sj-expr-try.h -- the value an expression has for a person and sample events.
 *
 * The sample of the event that the expression reads can be changed here, for this
 * look only.
 */
#pragma once

#include "lang/sj-expr.h"
#include "model/sj-library.h"

#include <gtk/gtk.h>

#define SJ_TYPE_EXPR_TRY (sj_expr_try_get_type ())
G_DECLARE_FINAL_TYPE (SjExprTry, sj_expr_try, SJ, EXPR_TRY, GtkWidget)

GtkWidget *sj_expr_try_new (void);

/* Library and environment are borrowed until the next call. */
void sj_expr_try_show (SjExprTry *trial, SjLibrary *library, const SjExprEnv *env, SjExprType expected,
                       const char *text);

const char *sj_expr_try_get_value  (SjExprTry *trial);    /* in words */
void        sj_expr_try_set_person (SjExprTry *trial, const char *profile);
void        sj_expr_try_set_sample (SjExprTry *trial, const char *json);
