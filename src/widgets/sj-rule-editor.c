/* sj-rule-editor.c -- a condition as rows of field, test and value, in groups.
 *
 * Choosing makes the rows anew; typing a value does not, so that the cursor stays.
 */
#include "widgets/sj-rule-editor.h"

#include "widgets/sj-face.h"
#include "widgets/sj-field-tree.h"
#include "widgets/sj-picker.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum { PART_FIELD, PART_TEST, PART_VALUE, PART_ADD } Part;

struct _SjRuleEditor
{
  GtkWidget parent;

  const SjLibrary *library;     /* borrowed, or NULL */
  const SjExprEnv *env;         /* borrowed, or NULL */
  SjFieldTree *words;           /* owned: knows the names of fields; NULL until asked */
  SjRule *rule;                 /* owned: a group */
  GtkWidget *box;

  const SjRule *busy;           /* borrowed: whose part gets the focus when the rows are made anew; or NULL */
  Part part;
  GtkWidget *next;              /* that part, once it is made */
};

G_DEFINE_FINAL_TYPE (SjRuleEditor, sj_rule_editor, GTK_TYPE_WIDGET)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void rebuild (SjRuleEditor *editor);

/* The widgets of a row know it by this; rebuilding makes new ones. */
static SjRule *
rule_of (gpointer widget)
{
  return g_object_get_data (G_OBJECT (widget), "rule");
}

static GtkWidget *
tie (GtkWidget *widget, SjRule *rule)
{
  g_object_set_data (G_OBJECT (widget), "rule", rule);
  return widget;
}

static void
say (GtkWidget *widget, const char *words)
{
  gtk_widget_set_tooltip_text (widget, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  if (GTK_IS_MENU_BUTTON (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (widget)),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/* The rows go and come again under the hand; the work goes on there. */
static void
rebuild_at (SjRuleEditor *editor, const SjRule *rule, Part part)
{
  editor->busy = rule;
  editor->part = part;
  editor->next = NULL;
  rebuild (editor);
  if (editor->next != NULL)
    gtk_widget_grab_focus (editor->next);
  editor->busy = NULL;
}

static void
note_part (SjRuleEditor *editor, const SjRule *rule, Part part, GtkWidget *widget)
{
  if (editor->busy == rule && editor->part == part)
    editor->next = widget;
}

static void
tell (SjRuleEditor *editor)
{
  g_signal_emit (editor, signals[CHANGED], 0);
}

/* What is known of a field: its type, and what it may be. */
static SjType
type_of (SjRuleEditor *editor, const char *field, char ***choices)
{
  g_autoptr (SjExpr) expr = field ? sj_expr_compile (field, strlen (field), editor->env, SJ_EXPR_ANY, NULL) : NULL;
  const SjTree *tree = expr ? sj_expr_tree (expr) : NULL;

  if (choices != NULL)
    *choices = tree && tree->shape && tree->shape->choices ? g_strdupv (tree->shape->choices) : NULL;
  return tree == NULL || tree->any ? SJ_NULL : tree->type;
}

static bool
is_member (const SjRule *rule)
{
  return rule->test == SJ_TEST_MEMBER || rule->test == SJ_TEST_NOT_MEMBER;
}

static SjRule *
find_group (SjRule *group, const SjRule *rule)
{
  for (guint i = 0; group->parts != NULL && i < group->parts->len; i++)
    {
      SjRule *part = g_ptr_array_index (group->parts, i), *found;

      if (part == rule)
        return group;
      found = find_group (part, rule);
      if (found != NULL)
        return found;
    }
  return NULL;
}

SjRule *
sj_rule_editor_at (SjRuleEditor *editor, const char *path)
{
  g_auto (GStrv) steps = g_strsplit (path, ".", -1);
  SjRule *rule = editor->rule;

  for (char **step = steps; *step != NULL && **step != '\0'; step++)
    {
      guint64 index = g_ascii_strtoull (*step, NULL, 10);

      if (rule->parts == NULL || index >= rule->parts->len)
        return NULL;
      rule = g_ptr_array_index (rule->parts, index);
    }
  return rule;
}

static void
set_values (SjRule *rule, const char *value)
{
  g_strfreev (rule->values);
  rule->values = value ? g_strsplit (value, "\n", 1) : g_new0 (char *, 1);
}

void
sj_rule_editor_add (SjRuleEditor *editor, SjRule *group, bool as_group)
{
  SjRule *part = as_group ? sj_rule_new_group (!group->any) : sj_rule_new ();

  if (as_group)
    g_ptr_array_add (part->parts, sj_rule_new ());
  g_ptr_array_add (group->parts, part);
  rebuild_at (editor, as_group ? g_ptr_array_index (part->parts, 0) : part, PART_FIELD);
  tell (editor);
}

void
sj_rule_editor_remove (SjRuleEditor *editor, SjRule *rule)
{
  SjRule *group = find_group (editor->rule, rule);

  if (group == NULL)
    return;
  g_ptr_array_remove (group->parts, rule);
  if (group->parts->len == 0 && group != editor->rule)
    g_ptr_array_remove (find_group (editor->rule, group)->parts, group);
  rebuild_at (editor, editor->rule, PART_ADD);
  tell (editor);
}

/* An audience that was picked is a test of its own. */
static bool
choose_audience (SjRule *rule, const char *picked)
{
  g_autoptr (SjRule) read = g_str_has_prefix (picked, "inAudience(") ? sj_rule_parse (picked, NULL) : NULL;
  const SjRule *row = read && read->parts->len == 1 ? g_ptr_array_index (read->parts, 0) : NULL;

  if (row == NULL || !is_member (row))
    return false;
  g_clear_pointer (&rule->field, g_free);
  rule->test = row->test;
  rule->form = SJ_RULE_TEXT;
  set_values (rule, row->values[0]);
  return true;
}

void
sj_rule_editor_choose (SjRuleEditor *editor, SjRule *rule, const char *picked)
{
  SjType type;

  if (!choose_audience (rule, picked))
    {
      g_free (rule->field);
      rule->field = g_strdup (picked);
      type = type_of (editor, picked, NULL);
      if (is_member (rule) || !sj_rule_test_fits (rule->test, type))
        {
          rule->test = 0;
          while (rule->test < SJ_N_TESTS - 1 && !sj_rule_test_fits (rule->test, type))
            rule->test++;
        }
      rule->form = sj_rule_form_of (type, "");
      g_clear_pointer (&rule->function, g_free);
      set_values (rule, NULL);
    }
  rebuild_at (editor, rule, PART_TEST);
  tell (editor);
}

void
sj_rule_editor_set_test (SjRuleEditor *editor, SjRule *rule, SjRuleTest test)
{
  bool same = sj_rule_test_values (rule->test) == sj_rule_test_values (test);

  rule->test = test;
  if (!same)
    {
      g_autofree char *value = rule->values && rule->values[0] ? g_strdup (rule->values[0]) : NULL;

      set_values (rule, sj_rule_test_values (test) > 0 && rule->form != SJ_RULE_EXPRESSION ? value : NULL);
      if (rule->form == SJ_RULE_EXPRESSION)
        rule->form = sj_rule_form_of (type_of (editor, rule->field, NULL), "");
    }
  rebuild_at (editor, rule, PART_TEST);
  tell (editor);
}

/* Several values are parted by commas. */
static GStrv
split_values (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (char **part = parts; *part != NULL; part++)
    if (*g_strstrip (*part) != '\0')
      g_strv_builder_add (builder, *part);
  return g_strv_builder_end (builder);
}

void
sj_rule_editor_set_value (SjRuleEditor *editor, SjRule *rule, const char *value)
{
  bool several = sj_rule_test_values (rule->test) == 2 && rule->form != SJ_RULE_EXPRESSION;

  if (several)
    {
      g_strfreev (rule->values);
      rule->values = split_values (value);
    }
  else
    {
      g_strfreev (rule->values);
      rule->values = g_new0 (char *, 2);
      rule->values[0] = g_strdup (value);
    }
  if (rule->form != SJ_RULE_EXPRESSION && rule->form != SJ_RULE_DATE)
    rule->form = sj_rule_form_of (type_of (editor, rule->field, NULL), rule->values[0] ? rule->values[0] : "");
  tell (editor);
}

void
sj_rule_editor_set_any (SjRuleEditor *editor, SjRule *group, bool any)
{
  group->any = any;
  tell (editor);
}

/* Rows. */

static SjRuleEditor *
editor_of (gpointer widget)
{
  return g_object_get_data (G_OBJECT (widget), "editor");
}

static GtkWidget *
bind (SjRuleEditor *editor, GtkWidget *widget, SjRule *rule)
{
  g_object_set_data (G_OBJECT (widget), "editor", editor);
  return tie (widget, rule);
}

/* "LumaPurchase › commerce › priceTotal". */
static char *
words_of (SjRuleEditor *editor, const char *field)
{
  if (editor->words == NULL)
    {
      editor->words = g_object_ref_sink (SJ_FIELD_TREE (sj_field_tree_new ()));
      sj_field_tree_set_fields (editor->words, editor->env);
    }
  return sj_field_tree_words (editor->words, field);
}

static void
field_picked_cb (SjFieldTree *tree, const char *text, GtkWidget *button)
{
  sj_rule_editor_choose (editor_of (button), rule_of (button), text);
}

static void
field_popup_cb (GtkMenuButton *button, gpointer data)
{
  GtkWidget *tree = sj_field_tree_new ();

  sj_field_tree_set_fields (SJ_FIELD_TREE (tree), editor_of (button)->env);
  g_signal_connect (tree, "picked", G_CALLBACK (field_picked_cb), button);
  gtk_menu_button_set_popover (button, tree);
}

static GtkWidget *
make_field (SjRuleEditor *editor, SjRule *rule)
{
  GtkWidget *button = bind (editor, gtk_menu_button_new (), rule), *label;
  g_autofree char *known = rule->field ? words_of (editor, rule->field) : NULL, *words = NULL;
  const char *text = known                ? known
                     : rule->field        ? rule->field
                     : is_member (rule)   ? _("The person")
                                          : _("Choose a field…");

  label = gtk_label_new (text);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_START);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (button), TRUE);
  sj_face_set (button, label);
  gtk_widget_set_hexpand (button, TRUE);
  words = g_strdup_printf (_("Field: %s"), text);
  say (button, words);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), field_popup_cb, NULL, NULL);
  return button;
}

static void
test_cb (GtkDropDown *drop_down, GParamSpec *property, GArray *tests)
{
  guint at = gtk_drop_down_get_selected (drop_down);

  if (at < tests->len)
    sj_rule_editor_set_test (editor_of (drop_down), rule_of (drop_down), g_array_index (tests, SjRuleTest, at));
}

static GtkWidget *
make_test (SjRuleEditor *editor, SjRule *rule, SjType type)
{
  GtkStringList *titles = gtk_string_list_new (NULL);
  GArray *tests = g_array_new (FALSE, FALSE, sizeof (SjRuleTest));
  GtkWidget *drop_down;
  guint selected = 0;

  for (SjRuleTest test = 0; test < SJ_N_TESTS; test++)
    {
      bool member = test == SJ_TEST_MEMBER || test == SJ_TEST_NOT_MEMBER;

      if (test != rule->test && (is_member (rule) ? !member : !sj_rule_test_fits (test, type)))
        continue;
      if (test == rule->test)
        selected = tests->len;
      g_array_append_val (tests, test);
      gtk_string_list_append (titles, sj_rule_test_title (test, type));
    }
  drop_down = bind (editor, gtk_drop_down_new (G_LIST_MODEL (titles), NULL), rule);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), selected);
  say (drop_down, _("Test"));
  g_signal_connect_data (drop_down, "notify::selected", G_CALLBACK (test_cb), tests,
                         (GClosureNotify) (GCallback) g_array_unref, 0);
  return drop_down;
}

static void
value_cb (GtkEditable *entry, gpointer data)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (entry));

  sj_rule_editor_set_value (editor_of (entry), rule_of (entry), text);
}

static GtkWidget *
make_entry (SjRuleEditor *editor, SjRule *rule, SjType type)
{
  GtkWidget *entry = bind (editor, gtk_entry_new (), rule);
  g_autofree char *text = rule->values ? g_strjoinv (", ", rule->values) : g_strdup ("");
  bool several = sj_rule_test_values (rule->test) == 2 && rule->form != SJ_RULE_EXPRESSION;

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 6);
  gtk_widget_set_hexpand (entry, TRUE);
  if (rule->form == SJ_RULE_EXPRESSION)
    gtk_widget_add_css_class (entry, "monospace");
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), rule->form == SJ_RULE_DATE ? "2026-03-01"
                                                     : several                  ? _("one, two, three")
                                                                                : _("Value"));
  say (entry, rule->form == SJ_RULE_EXPRESSION ? _("Value, an expression") : _("Value"));
  g_signal_connect (entry, "changed", G_CALLBACK (value_cb), NULL);
  return entry;
}

static void
choice_cb (GtkDropDown *drop_down, GParamSpec *property, gpointer data)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (drop_down);

  if (item != NULL)
    sj_rule_editor_set_value (editor_of (drop_down), rule_of (drop_down), gtk_string_object_get_string (item));
}

/* What the field may be, where its schema lists that. */
static GtkWidget *
make_choice (SjRuleEditor *editor, SjRule *rule, char **choices)
{
  const char *value = rule->values && rule->values[0] ? rule->values[0] : "";
  GtkStringList *list = gtk_string_list_new ((const char *const *) choices);
  GtkWidget *drop_down = bind (editor, gtk_drop_down_new (G_LIST_MODEL (list), NULL), rule);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; choices[i] != NULL; i++)
    if (strcmp (choices[i], value) == 0)
      selected = i;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), selected);
  gtk_widget_set_hexpand (drop_down, TRUE);
  say (drop_down, _("Value"));
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (choice_cb), NULL);
  return drop_down;
}

static void
audience_picked_cb (SjPicker *picker, const char *id, GtkWidget *button)
{
  SjRuleEditor *editor = editor_of (button);
  const SjEntry *entry = sj_library_find (editor->library, SJ_REF_AUDIENCE, id);
  g_autofree char *name = g_strdup (entry ? entry->name : id);

  set_values (rule_of (button), name);
  rebuild_at (editor, rule_of (button), PART_VALUE);
  tell (editor);
}

static void
audience_popup_cb (GtkMenuButton *button, gpointer data)
{
  GtkWidget *picker = sj_picker_new ();
  g_autoptr (GListStore) picks = sj_picks_of (SJ_REF_AUDIENCE, editor_of (button)->library, NULL, false);

  sj_picker_set_items (SJ_PICKER (picker), G_LIST_MODEL (picks));
  g_signal_connect (picker, "picked", G_CALLBACK (audience_picked_cb), button);
  gtk_menu_button_set_popover (button, picker);
}

static GtkWidget *
make_audience (SjRuleEditor *editor, SjRule *rule)
{
  GtkWidget *button = bind (editor, gtk_menu_button_new (), rule), *label;

  label = gtk_label_new (rule->values && rule->values[0] ? rule->values[0] : _("Choose…"));
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (button), TRUE);
  sj_face_set (button, label);
  gtk_widget_set_hexpand (button, TRUE);
  say (button, _("Audience"));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), audience_popup_cb, NULL, NULL);
  return button;
}

static GtkWidget *
make_value (SjRuleEditor *editor, SjRule *rule, SjType type, char **choices)
{
  const char *value = rule->values && rule->values[0] ? rule->values[0] : "";

  if (is_member (rule) && editor->library != NULL)
    return make_audience (editor, rule);
  if (choices != NULL && sj_rule_test_values (rule->test) == 1 && rule->form == SJ_RULE_TEXT &&
      (*value == '\0' || g_strv_contains ((const char *const *) choices, value)))
    return make_choice (editor, rule, choices);
  return make_entry (editor, rule, type);
}

static void
remove_cb (GtkWidget *button, gpointer data)
{
  sj_rule_editor_remove (editor_of (button), rule_of (button));
}

static GtkWidget *
make_remove (SjRuleEditor *editor, SjRule *rule)
{
  GtkWidget *button = bind (editor, gtk_button_new_from_icon_name ("list-remove-symbolic"), rule);

  gtk_widget_add_css_class (button, "flat");
  say (button, rule->parts ? _("Remove the group") : _("Remove the condition"));
  g_signal_connect (button, "clicked", G_CALLBACK (remove_cb), NULL);
  return button;
}

static GtkWidget *
make_row (SjRuleEditor *editor, SjRule *rule)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4), *first = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *second = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4), *field, *test, *value;
  g_auto (GStrv) choices = NULL;
  SjType type = type_of (editor, rule->field, &choices);

  field = make_field (editor, rule);
  note_part (editor, rule, PART_FIELD, field);
  gtk_box_append (GTK_BOX (first), field);
  gtk_box_append (GTK_BOX (first), make_remove (editor, rule));
  gtk_box_append (GTK_BOX (box), first);
  if (rule->field == NULL && !is_member (rule))
    return box;
  test = make_test (editor, rule, type);
  note_part (editor, rule, PART_TEST, test);
  gtk_box_append (GTK_BOX (second), test);
  if (sj_rule_test_values (rule->test) > 0)
    {
      value = make_value (editor, rule, type, choices);
      note_part (editor, rule, PART_VALUE, value);
      gtk_box_append (GTK_BOX (second), value);
    }
  gtk_box_append (GTK_BOX (box), second);
  return box;
}

static void
any_cb (GtkDropDown *drop_down, GParamSpec *property, gpointer data)
{
  sj_rule_editor_set_any (editor_of (drop_down), rule_of (drop_down), gtk_drop_down_get_selected (drop_down) == 1);
}

static void
add_cb (GtkWidget *button, gpointer data)
{
  sj_rule_editor_add (editor_of (button), rule_of (button), false);
}

static void
add_group_cb (GtkWidget *button, gpointer data)
{
  sj_rule_editor_add (editor_of (button), rule_of (button), true);
}

static GtkWidget *
make_head (SjRuleEditor *editor, SjRule *group)
{
  const char *const words[] = { _("All of these"), _("Any of these"), NULL };
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *drop_down = bind (editor, gtk_drop_down_new_from_strings (words), group);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), group->any);
  gtk_widget_set_hexpand (drop_down, TRUE);
  say (drop_down, _("How many of these must hold"));
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (any_cb), NULL);
  gtk_box_append (GTK_BOX (head), drop_down);
  if (group != editor->rule)
    gtk_box_append (GTK_BOX (head), make_remove (editor, group));
  return head;
}

static GtkWidget *
make_foot (SjRuleEditor *editor, SjRule *group)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *add = bind (editor, gtk_button_new_with_label (_("Add condition")), group);
  GtkWidget *add_group = bind (editor, gtk_button_new_with_label (_("Add group")), group);

  gtk_widget_add_css_class (add, "sj-fix");
  gtk_widget_add_css_class (add_group, "sj-fix");
  g_signal_connect (add, "clicked", G_CALLBACK (add_cb), NULL);
  g_signal_connect (add_group, "clicked", G_CALLBACK (add_group_cb), NULL);
  note_part (editor, group, PART_ADD, add);
  gtk_box_append (GTK_BOX (foot), add);
  gtk_box_append (GTK_BOX (foot), add_group);
  return foot;
}

/* With one condition there is nothing to join. */
static GtkWidget *
make_group (SjRuleEditor *editor, SjRule *group)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  if (group->parts->len > 1 || group != editor->rule)
    gtk_box_append (GTK_BOX (box), make_head (editor, group));
  for (guint i = 0; i < group->parts->len; i++)
    {
      SjRule *part = g_ptr_array_index (group->parts, i);
      GtkWidget *widget = part->parts ? make_group (editor, part) : make_row (editor, part);

      gtk_widget_add_css_class (widget, "sj-rule");
      gtk_box_append (GTK_BOX (box), widget);
    }
  gtk_box_append (GTK_BOX (box), make_foot (editor, group));
  return box;
}

static void
rebuild (SjRuleEditor *editor)
{
  GtkWidget *child = gtk_widget_get_first_child (editor->box);

  if (child != NULL)
    {
      g_idle_add_once (g_object_unref, g_object_ref (child));    /* one of its signals may be under way */
      gtk_box_remove (GTK_BOX (editor->box), child);
    }
  gtk_box_append (GTK_BOX (editor->box), make_group (editor, editor->rule));
}

static void
sj_rule_editor_dispose (GObject *object)
{
  SjRuleEditor *editor = SJ_RULE_EDITOR (object);

  g_clear_pointer (&editor->box, gtk_widget_unparent);
  g_clear_object (&editor->words);
  G_OBJECT_CLASS (sj_rule_editor_parent_class)->dispose (object);
}

static void
sj_rule_editor_finalize (GObject *object)
{
  sj_rule_free (SJ_RULE_EDITOR (object)->rule);
  G_OBJECT_CLASS (sj_rule_editor_parent_class)->finalize (object);
}

static void
sj_rule_editor_class_init (SjRuleEditorClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sj_rule_editor_dispose;
  G_OBJECT_CLASS (class)->finalize = sj_rule_editor_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
sj_rule_editor_init (SjRuleEditor *editor)
{
  editor->rule = sj_rule_new_group (false);
  editor->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (editor->box, GTK_WIDGET (editor));
}

GtkWidget *
sj_rule_editor_new (void)
{
  return g_object_new (SJ_TYPE_RULE_EDITOR, NULL);
}

void
sj_rule_editor_set_env (SjRuleEditor *editor, const SjLibrary *library, const SjExprEnv *env)
{
  if (editor->library == library && editor->env == env)
    return;
  editor->library = library;
  editor->env = env;
  g_clear_object (&editor->words);
}

/* Values with commas in them cannot be typed as a list; they stay as they stand. */
static void
keep_commas (SjRule *rule)
{
  bool commas = false;

  for (guint i = 0; rule->parts != NULL && i < rule->parts->len; i++)
    keep_commas (g_ptr_array_index (rule->parts, i));
  if (rule->parts != NULL || sj_rule_test_values (rule->test) != 2 || rule->form == SJ_RULE_EXPRESSION)
    return;
  for (char **value = rule->values; *value != NULL; value++)
    commas = commas || strchr (*value, ',') != NULL || g_ascii_isspace (**value) ||
             g_ascii_isspace ((*value)[strlen (*value) - 1]);
  if (commas)
    sj_rule_make_expression (rule);
}

bool
sj_rule_editor_set_text (SjRuleEditor *editor, const char *text)
{
  g_autofree char *present = sj_rule_to_string (editor->rule);
  SjRule *rule;

  if (gtk_widget_get_first_child (editor->box) != NULL && strcmp (present, text) == 0)
    return true;
  rule = sj_rule_parse (text, editor->env);
  if (rule == NULL)
    return false;
  if (rule->parts->len == 0)
    g_ptr_array_add (rule->parts, sj_rule_new ());
  keep_commas (rule);
  sj_rule_free (editor->rule);
  editor->rule = rule;
  rebuild (editor);
  return true;
}

char *
sj_rule_editor_get_text (SjRuleEditor *editor)
{
  return sj_rule_to_string (editor->rule);
}
