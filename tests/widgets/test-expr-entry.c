/* test-expr-entry.c -- expressions edited as rows and as text, completed, tried. */
#include "form-cases.h"
#include "widgets/sj-code-entry.h"
#include "widgets/sj-expr-entry.h"
#include "widgets/sj-expr-try.h"
#include "widgets/sj-field-tree.h"
#include "widgets/sj-rule-editor.h"
#include "widgets/sj-saying.h"
#include "widgets/sj-widgets.h"

#include "lang/sj-complete.h"

#include <adwaita.h>
#include <string.h>

#define TOTAL "@event{LumaPurchaseEvent_Email.commerce.order.priceTotal}"
#define FIRST "#{ExperiencePlatform.ProfileFieldGroup.profile.person.name.firstName}"

static GtkWidget *window;
static unsigned changes;

static GtkWidget *
find_below (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_below (child, type);
  return found;
}

static void
changed_cb (GtkWidget *entry, gpointer data)
{
  changes++;
}

static SjExprEntry *
show (SjExprType expected, const char *text)
{
  GtkWidget *entry = sj_expr_entry_new ();

  changes = 0;
  sj_expr_entry_set_env (SJ_EXPR_ENTRY (entry), form_cases_library (), NULL, expected);
  sj_expr_entry_set_text (SJ_EXPR_ENTRY (entry), text);
  g_signal_connect (entry, "changed", G_CALLBACK (changed_cb), NULL);
  gtk_window_set_child (GTK_WINDOW (window), entry);
  return SJ_EXPR_ENTRY (entry);
}

static void
hide (SjExprEntry *entry)
{
  gpointer gone = entry;

  g_object_add_weak_pointer (G_OBJECT (entry), &gone);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  while (gone != NULL)    /* the popup of the completion lets go a moment later; a leak ends in the test's time limit */
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_text (SjExprEntry *entry, const char *want)
{
  g_autofree char *text = sj_expr_entry_get_text (entry);

  g_assert_cmpstr (text, ==, want);
}

static SjCodeEntry *
code_of (SjExprEntry *entry)
{
  return SJ_CODE_ENTRY (find_below (GTK_WIDGET (entry), SJ_TYPE_CODE_ENTRY));
}

static void
type_code (SjExprEntry *entry, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (sj_code_entry_view (code_of (entry)))), text, -1);
}

/* A condition from nothing, as rows. */
static void
test_rows (void)
{
  SjExprEntry *entry = show (SJ_EXPR_BOOLEAN, "");
  SjRuleEditor *rules = SJ_RULE_EDITOR (find_below (GTK_WIDGET (entry), SJ_TYPE_RULE_EDITOR));

  g_assert_true (sj_expr_entry_is_simple (entry));
  sj_rule_editor_choose (rules, sj_rule_editor_at (rules, "0"), TOTAL);
  assert_text (entry, "");    /* no value yet */
  sj_rule_editor_set_value (rules, sj_rule_editor_at (rules, "0"), "40");
  assert_text (entry, TOTAL " == 40");
  sj_rule_editor_set_test (rules, sj_rule_editor_at (rules, "0"), SJ_TEST_MORE);
  assert_text (entry, TOTAL " > 40");

  sj_rule_editor_add (rules, sj_rule_editor_at (rules, ""), false);
  sj_rule_editor_choose (rules, sj_rule_editor_at (rules, "1"), FIRST);
  sj_rule_editor_set_test (rules, sj_rule_editor_at (rules, "1"), SJ_TEST_AMONG);
  sj_rule_editor_set_value (rules, sj_rule_editor_at (rules, "1"), "Ann, Bea");
  assert_text (entry, TOTAL " > 40 and in(" FIRST ", [\"Ann\", \"Bea\"])");
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), GTK_WIDGET (rules)));
  sj_rule_editor_set_any (rules, sj_rule_editor_at (rules, ""), true);

  sj_rule_editor_add (rules, sj_rule_editor_at (rules, ""), true);
  sj_rule_editor_choose (rules, sj_rule_editor_at (rules, "2.0"), "inAudience(\"Luma \342\200\223 Gold Members\")");
  sj_rule_editor_set_test (rules, sj_rule_editor_at (rules, "2.0"), SJ_TEST_NOT_MEMBER);
  assert_text (entry, TOTAL " > 40 or in(" FIRST
                      ", [\"Ann\", \"Bea\"]) or not inAudience(\"Luma \342\200\223 Gold Members\")");
  sj_rule_editor_remove (rules, sj_rule_editor_at (rules, "1"));
  sj_rule_editor_remove (rules, sj_rule_editor_at (rules, "1.0"));
  assert_text (entry, TOTAL " > 40");
  g_assert_null (sj_rule_editor_at (rules, "1"));    /* the empty group went, too */
  g_assert_cmpuint (changes, >, 8);
  hide (entry);
}

/* Typing into a row's entry leaves the entry alone. */
static void
test_row_typing (void)
{
  SjExprEntry *entry = show (SJ_EXPR_BOOLEAN, TOTAL " > 40");
  GtkWidget *rules = find_below (GTK_WIDGET (entry), SJ_TYPE_RULE_EDITOR);
  GtkWidget *value = find_below (rules, GTK_TYPE_ENTRY);

  g_assert_true (sj_expr_entry_is_simple (entry));
  gtk_editable_set_text (GTK_EDITABLE (value), "41.5");
  assert_text (entry, TOTAL " > 41.5");
  sj_expr_entry_set_text (entry, TOTAL " > 41.5");
  g_assert_true (find_below (rules, GTK_TYPE_ENTRY) == value);
  hide (entry);
}

static void
test_modes (void)
{
  SjExprEntry *entry = show (SJ_EXPR_BOOLEAN, "count(@event{LumaPurchaseEvent_Email.productListItems.all()}) > 1");

  g_assert_false (sj_expr_entry_is_simple (entry));    /* it says more than rows can */
  g_assert_false (sj_expr_entry_set_simple (entry, true));
  type_code (entry, TOTAL " > 40 and inAudience(\"Luma \342\200\223 Gold Members\")");
  g_assert_cmpuint (changes, >, 0);
  g_assert_true (sj_expr_entry_set_simple (entry, true));
  g_assert_true (sj_expr_entry_set_simple (entry, false));
  hide (entry);
  entry = show (SJ_EXPR_ANY, TOTAL);
  g_assert_false (sj_expr_entry_is_simple (entry));
  g_assert_false (sj_expr_entry_set_simple (entry, true));    /* no condition */
  hide (entry);
}

static void
test_trying (void)
{
  SjExprEntry *entry = show (SJ_EXPR_ANY, TOTAL);
  SjExprTry *trial = SJ_EXPR_TRY (find_below (GTK_WIDGET (entry), SJ_TYPE_EXPR_TRY));

  g_assert_null (sj_expr_entry_get_value (entry));
  sj_expr_entry_set_trying (entry, true);
  g_assert_cmpstr (sj_expr_entry_get_value (entry), ==, "44.0");
  sj_expr_try_set_sample (trial, "{\"commerce\": {\"order\": {\"priceTotal\": 12.5}}}");
  g_assert_cmpstr (sj_expr_entry_get_value (entry), ==, "12.5");
  type_code (entry, TOTAL " * 2.0 > 20");
  g_assert_cmpstr (sj_expr_entry_get_value (entry), ==, "yes");
  type_code (entry, FIRST);
  g_assert_cmpstr (sj_expr_entry_get_value (entry), ==, "\"Sarah\"");
  sj_expr_try_set_person (trial, "luma-002");
  g_assert_cmpstr (sj_expr_entry_get_value (entry), !=, "\"Sarah\"");
  type_code (entry, "1 +");
  g_assert_cmpstr (sj_expr_entry_get_value (entry), ==, "not ready yet");
  hide (entry);
}

/* What is wrong is said, and repaired with the button. */
static void
test_mistake (void)
{
  SjExprEntry *entry = show (SJ_EXPR_BOOLEAN, "");
  GtkWidget *saying = find_below (GTK_WIDGET (entry), SJ_TYPE_SAYING);

  sj_expr_entry_set_simple (entry, false);
  type_code (entry, TOTAL " = 40");
  g_assert_true (sj_expr_entry_says (entry, "Equality is written ==."));
  g_signal_emit_by_name (saying, "fix");
  assert_text (entry, TOTAL " == 40");
  g_assert_null (sj_saying_get (SJ_SAYING (saying)));
  hide (entry);
}

static void
test_completion (void)
{
  SjExprEntry *entry = show (SJ_EXPR_ANY, "");
  g_autoptr (GPtrArray) candidates = NULL;
  const SjCandidate *first;

  type_code (entry, "@event{LumaPurchaseEvent_Email.comm");
  candidates = sj_code_entry_candidates (code_of (entry));
  g_assert_cmpuint (candidates->len, ==, 1);
  first = g_ptr_array_index (candidates, 0);
  sj_code_entry_take (code_of (entry), first);
  assert_text (entry, "@event{LumaPurchaseEvent_Email.commerce");
  hide (entry);
}

/* Everything that can be read can be found and picked. */
static void
test_tree (void)
{
  GtkWidget *button = gtk_menu_button_new (), *tree = sj_field_tree_new ();
  g_auto (GStrv) found = NULL, items = NULL, named = NULL;
  g_autofree char *words = NULL;

  gtk_window_set_child (GTK_WINDOW (window), button);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), tree);
  sj_field_tree_set_expr_env (SJ_FIELD_TREE (tree), sj_library_expr_env (form_cases_library ()));
  found = sj_field_tree_find (SJ_FIELD_TREE (tree), "order \342\200\272 pricetotal");
  g_assert_true (g_strv_contains ((const char *const *) found, TOTAL));
  items = sj_field_tree_find (SJ_FIELD_TREE (tree), "purchaseevent_email.productlistitems.at(0)");
  g_assert_true (g_strv_contains ((const char *const *) items,
                                  "@event{LumaPurchaseEvent_Email.productListItems.at(0).priceTotal}"));
  named = sj_field_tree_find (SJ_FIELD_TREE (tree), "purchase email");    /* words in any place, the name first */
  g_assert_true (g_strv_contains ((const char *const *) named, "@event{LumaPurchaseEvent_Email}"));
  g_assert_true (g_str_has_suffix (named[1], ".email}"));
  words = sj_field_tree_words (SJ_FIELD_TREE (tree), TOTAL);
  g_assert_nonnull (words);
  g_assert_true (sj_field_tree_pick (SJ_FIELD_TREE (tree), "inAudience(\"Luma \342\200\223 Gold Members\")"));
  g_assert_true (sj_field_tree_pick (SJ_FIELD_TREE (tree), "toUpper()") ||
                 sj_field_tree_pick (SJ_FIELD_TREE (tree), "upper()"));
  g_assert_false (sj_field_tree_pick (SJ_FIELD_TREE (tree), "@event{Nothing}"));
  gtk_window_set_child (GTK_WINDOW (window), NULL);
}

/* All that the tree offers compiles. */
static void
test_tree_texts (void)
{
  GtkWidget *tree = g_object_ref_sink (sj_field_tree_new ());
  const SjExprEnv *env = sj_library_expr_env (form_cases_library ());
  g_auto (GStrv) texts = NULL;
  unsigned count = 0;

  sj_field_tree_set_fields (SJ_FIELD_TREE (tree), env);
  texts = sj_field_tree_find (SJ_FIELD_TREE (tree), "");
  for (char **text = texts; *text != NULL; text++, count++)
    {
      g_autoptr (SjExpr) expr = sj_expr_compile (*text, strlen (*text), env, SJ_EXPR_ANY, NULL);

      g_test_message ("%s", *text);
      g_assert_nonnull (expr);
    }
  g_assert_cmpuint (count, >, 50);
  g_object_unref (tree);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  sj_widgets_init ();
  window = gtk_window_new ();
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  g_test_add_func ("/expr-entry/rows", test_rows);
  g_test_add_func ("/expr-entry/row-typing", test_row_typing);
  g_test_add_func ("/expr-entry/modes", test_modes);
  g_test_add_func ("/expr-entry/trying", test_trying);
  g_test_add_func ("/expr-entry/mistake", test_mistake);
  g_test_add_func ("/expr-entry/completion", test_completion);
  g_test_add_func ("/field-tree/find", test_tree);
  g_test_add_func ("/field-tree/texts", test_tree_texts);
  result = g_test_run ();
  gtk_window_destroy (GTK_WINDOW (window));
  form_cases_end ();
  return result;
}
