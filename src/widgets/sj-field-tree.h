/* sj-field-tree.h -- everything a text may read, as a tree to pick from.
 *
 * Events, the profile, answers of actions and functions for expressions; the same
 * from the template's side for messages.  Signal "picked" with the text to put in.
 */
#pragma once

#include "lang/sj-expr.h"
#include "lang/sj-template.h"

#include <gtk/gtk.h>

#define SJ_TYPE_FIELD_TREE (sj_field_tree_get_type ())
G_DECLARE_FINAL_TYPE (SjFieldTree, sj_field_tree, SJ, FIELD_TREE, GtkPopover)

GtkWidget *sj_field_tree_new (void);

/* Borrowed; they must live as long as the tree is shown. */
void sj_field_tree_set_expr_env     (SjFieldTree *tree, const SjExprEnv *env);
void sj_field_tree_set_fields       (SjFieldTree *tree, const SjExprEnv *env);    /* without functions */
void sj_field_tree_set_template_env (SjFieldTree *tree, const SjTemplateEnv *env);

/* The texts of all leaves that match; NULL-terminated, owned by the caller. */
char **sj_field_tree_find (SjFieldTree *tree, const char *typed);
/* "Order › total": what people call the field of that text; NULL: it is none of them.
 * Owned by the caller. */
char  *sj_field_tree_words (SjFieldTree *tree, const char *text);
/* As if it had been picked; false where there is none. */
bool   sj_field_tree_pick (SjFieldTree *tree, const char *text);
