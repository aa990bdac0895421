/* sj-rule.h -- a condition as rows: field, test, value, joined by “and” or “or”.
 *
 * What most conditions are, and what one can build without knowing the language.  A
 * condition that says more than rows can is not turned into rows; one that was, means
 * the same when it is written again.
 */
#pragma once

#include "lang/sj-expr.h"

typedef enum
{
#define SJ_RULE_TEST(NAME, types, values, title, dated) SJ_TEST_##NAME,
#include "lang/sj-rule-test.def"
#undef SJ_RULE_TEST
  SJ_N_TESTS
} SjRuleTest;

/* What a value is written as. */
typedef enum
{
  SJ_RULE_TEXT,             /* "Ann" */
  SJ_RULE_NUMBER,           /* 5 */
  SJ_RULE_DATE,             /* date ("2026-03-01") */
  SJ_RULE_EXPRESSION        /* anything else, as it stands */
} SjRuleForm;

typedef struct SjRule SjRule;

struct SjRule
{
  GPtrArray *parts;         /* owned: of SjRule; NULL: one row */
  bool any;                 /* parts: one is enough */

  char *field;              /* owned: "@event{Order.total}"; of a membership NULL */
  SjRuleTest test;
  SjRuleForm form;
  char *function;           /* owned: of a date: what makes it; NULL: date */
  GStrv values;             /* owned: as many as the test asks for */
};

SjRule *sj_rule_new       (void);                     /* an empty row */
SjRule *sj_rule_new_group (bool any);
void    sj_rule_free      (SjRule *rule);

/* The rows of a checked condition, a group; NULL where it is not as simple as that. */
SjRule *sj_rule_from_tree (const SjTree *tree);
/* The same from text, which must compile. */
SjRule *sj_rule_parse     (const char *text, const SjExprEnv *env);

/* Rows without field or without value are left out. */
char *sj_rule_to_string (const SjRule *rule);

/* The values of a row as an expression, as they would be written. */
void sj_rule_make_expression (SjRule *rule);

/* What a test is called for fields of a type: “is after” for dates. */
const char *sj_rule_test_title (SjRuleTest test, SjType type);
/* Whether it makes sense for them; SJ_NULL: the type is not known. */
bool        sj_rule_test_fits  (SjRuleTest test, SjType type);
/* How many values it asks for: 0, 1, or 2 for any number. */
unsigned    sj_rule_test_values (SjRuleTest test);

/* What a field's values are written as. */
SjRuleForm sj_rule_form_of (SjType type, const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjRule, sj_rule_free)
