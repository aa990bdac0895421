/* sj-rule-editor.h -- a condition as rows of field, test and value, in groups.
 *
 * Shows an SjRule of its own; signal "changed" after each change by a person.
 */
#pragma once

#include "lang/sj-rule.h"
#include "model/sj-library.h"

#include <gtk/gtk.h>

#define SJ_TYPE_RULE_EDITOR (sj_rule_editor_get_type ())
G_DECLARE_FINAL_TYPE (SjRuleEditor, sj_rule_editor, SJ, RULE_EDITOR, GtkWidget)

GtkWidget *sj_rule_editor_new (void);

/* Borrowed; they must live as long as the editor shows rows. */
void sj_rule_editor_set_env (SjRuleEditor *editor, const SjLibrary *library, const SjExprEnv *env);

/* False where the text cannot be rows; then nothing is shown.  Rows that mean the text
 * already stay as they are, those that are not filled in included. */
bool  sj_rule_editor_set_text (SjRuleEditor *editor, const char *text);
char *sj_rule_editor_get_text (SjRuleEditor *editor);    /* owned by the caller */

/* What is done by hand, for tests and scripts; `path` leads through groups: "1.0". */
SjRule *sj_rule_editor_at      (SjRuleEditor *editor, const char *path);    /* or NULL */
void    sj_rule_editor_add     (SjRuleEditor *editor, SjRule *group, bool as_group);
void    sj_rule_editor_remove  (SjRuleEditor *editor, SjRule *rule);
void    sj_rule_editor_choose  (SjRuleEditor *editor, SjRule *rule, const char *picked);    /* from the field tree */
void    sj_rule_editor_set_test  (SjRuleEditor *editor, SjRule *rule, SjRuleTest test);
void    sj_rule_editor_set_value (SjRuleEditor *editor, SjRule *rule, const char *value);
void    sj_rule_editor_set_any   (SjRuleEditor *editor, SjRule *group, bool any);
