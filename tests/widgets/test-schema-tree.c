/* test-schema-tree.c -- a schema built, changed and folded as a tree. */
#include "form-cases.h"
#include "widgets/sj-schema-tree.h"
#include "widgets/sj-widgets.h"

#include "base/sj-json.h"
#include "profile/sj-event.h"

#include <adwaita.h>
#include <string.h>

static GtkWidget *window;
static unsigned changes;

static void
changed_cb (SjSchemaTree *tree, gpointer data)
{
  changes++;
}

static SjSchemaTree *
show (void)
{
  GtkWidget *tree = sj_schema_tree_new ();

  changes = 0;
  g_signal_connect (tree, "changed", G_CALLBACK (changed_cb), NULL);
  gtk_window_set_child (GTK_WINDOW (window), tree);
  return SJ_SCHEMA_TREE (tree);
}

static void
hide (SjSchemaTree *tree)
{
  gpointer gone = tree;

  g_object_add_weak_pointer (G_OBJECT (tree), &gone);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  while (gone != NULL)    /* a leak ends in the test's time limit */
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_schema (SjSchemaTree *tree, const char *want)
{
  g_autofree char *text = sj_json_to_string (sj_schema_tree_get_schema (tree), SJ_JSON_COMPACT);

  g_assert_cmpstr (g_strdelimit (text, "\"", '\''), ==, want);
}

static unsigned
count_of (GtkWidget *widget, GType type)
{
  unsigned count = G_TYPE_CHECK_INSTANCE_TYPE (widget, type);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += count_of (child, type);
  return count;
}

static GtkWidget *
button_named (GtkWidget *widget, const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = button_named (child, label);
  return found;
}

static void
test_build (void)
{
  SjSchemaTree *tree = show ();

  g_assert_false (sj_schema_tree_build (tree, "{"));
  g_assert_false (sj_schema_tree_build (tree, "[1]"));
  g_assert_cmpuint (changes, ==, 0);
  g_assert_true (sj_schema_tree_build (tree, "{\"order\": {\"items\": [{\"sku\": \"a\"}]}}"));
  g_assert_cmpuint (count_of (GTK_WIDGET (tree), GTK_TYPE_ENTRY), ==, 3);
  g_assert_true (sj_schema_tree_add (tree, "order.items", "price", 6));
  g_assert_true (sj_schema_tree_demand (tree, "order.items.price", true));
  g_assert_true (sj_schema_tree_rename (tree, "order.items.sku", "number"));
  g_assert_true (sj_schema_tree_turn (tree, "order.items.number", 5, false));
  g_assert_false (sj_schema_tree_rename (tree, "order.items.number", "price"));
  assert_schema (tree, "{'type':'object','properties':{'order':{'type':'object','properties':{'items':{'type':'array',"
                       "'items':{'type':'object','properties':{'number':{'type':'integer'},'price':{'type':'number'}},"
                       "'required':['price']}}}}}}");
  g_assert_true (sj_schema_tree_remove (tree, "order"));
  assert_schema (tree, "{'type':'object','properties':{}}");
  g_assert_true (sj_schema_tree_build (tree, "{\"type\": \"object\", "
                                             "\"properties\": {\"a\": {\"type\": \"string\"}}}"));
  assert_schema (tree, "{'type':'object','properties':{'a':{'type':'string'}}}");    /* taken as it is */
  g_assert_cmpuint (changes, ==, 7);
  hide (tree);
}

/* A new field is named at once; the tree of another schema takes its place. */
static void
test_hand (void)
{
  SjSchemaTree *tree = show ();
  GtkWidget *name;

  g_signal_emit_by_name (button_named (GTK_WIDGET (tree), "Add field"), "clicked");
  assert_schema (tree, "{'type':'object','properties':{'field':{'type':'string'}}}");
  name = gtk_widget_get_ancestor (gtk_root_get_focus (GTK_ROOT (window)), GTK_TYPE_ENTRY);
  g_assert_nonnull (name);
  gtk_editable_set_text (GTK_EDITABLE (name), "email");
  g_signal_emit_by_name (name, "activate");
  assert_schema (tree, "{'type':'object','properties':{'email':{'type':'string'}}}");
  sj_schema_tree_set_schema (tree, sj_null);
  g_assert_cmpuint (count_of (GTK_WIDGET (tree), GTK_TYPE_ENTRY), ==, 0);
  hide (tree);
}

/* Every schema of the sample is shown whole and stays as it is. */
static void
test_sample (void)
{
  SjLibrary *library = form_cases_library ();

  for (size_t i = 0; i < sj_library_count (library, SJ_REF_EVENT); i++)
    {
      const SjEventType *type = sj_library_get (library, SJ_REF_EVENT, i)->config;
      SjValue schema = sj_blob_value (type->schema);
      SjSchemaTree *tree = show ();

      sj_schema_tree_set_schema (tree, schema);
      sj_schema_tree_set_sample (tree, sj_blob_value (type->sample));
      g_assert_cmpuint (count_of (GTK_WIDGET (tree), GTK_TYPE_ENTRY), >, 3);
      g_assert_true (sj_value_equal (sj_schema_tree_get_schema (tree), schema));
      g_assert_cmpuint (changes, ==, 0);
      hide (tree);
    }
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
  g_test_add_func ("/schema-tree/build", test_build);
  g_test_add_func ("/schema-tree/hand", test_hand);
  g_test_add_func ("/schema-tree/sample", test_sample);
  result = g_test_run ();
  gtk_window_destroy (GTK_WINDOW (window));
  form_cases_end ();
  return result;
}
