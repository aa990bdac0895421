/* sj-expr-entry.h -- an editor for a journey expression.
 *
 * Conditions that are as simple as that stand as rows of field, test and value; all
 * else as text with colours, completion, a tree to pick from and a sentence about what
 * is wrong.  A look at the value for a person and the sample events can be opened.
 * Signal "changed" after each change by a person.
 */
#pragma once

#include "lang/sj-expr.h"
#include "model/sj-library.h"

#include <gtk/gtk.h>

#define SJ_TYPE_EXPR_ENTRY (sj_expr_entry_get_type ())
G_DECLARE_FINAL_TYPE (SjExprEntry, sj_expr_entry, SJ, EXPR_ENTRY, GtkWidget)

GtkWidget *sj_expr_entry_new (void);

/* `env` NULL: the library's; it must live as long as it is used.  The library is
 * referenced. */
void sj_expr_entry_set_env  (SjExprEntry *entry, SjLibrary *library, const SjExprEnv *env, SjExprType expected);
void sj_expr_entry_set_name (SjExprEntry *entry, const char *name);    /* accessible */

char *sj_expr_entry_get_text (SjExprEntry *entry);                     /* owned by the caller */
void  sj_expr_entry_set_text (SjExprEntry *entry, const char *text);

/* Rows instead of text; false where the expression does not allow it. */
bool sj_expr_entry_set_simple (SjExprEntry *entry, bool simple);
bool sj_expr_entry_is_simple  (SjExprEntry *entry);

/* The value that is shown while trying; NULL otherwise. */
const char *sj_expr_entry_get_value (SjExprEntry *entry);
void        sj_expr_entry_set_trying (SjExprEntry *entry, bool trying);

/* Whether its own sentence says that already. */
bool sj_expr_entry_says (SjExprEntry *entry, const char *sentence);

/* Its buttons, to be shown elsewhere than below it; owned by the caller. */
GtkWidget *sj_expr_entry_take_bar (SjExprEntry *entry);
