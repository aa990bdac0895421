/* test-form.c -- every kind of struct as a form: filled, edited in each type of row,
 * told, read back. */
#include "form-cases.h"
#include "widgets/sj-code-entry.h"
#include "widgets/sj-expr-entry.h"
#include "widgets/sj-form-private.h"
#include "widgets/sj-picker.h"
#include "widgets/sj-schema-tree.h"
#include "widgets/sj-template-entry.h"
#include "widgets/sj-widgets.h"

#include <adwaita.h>
#include <string.h>

static GtkWidget *window;

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static SjForm *
show (FormOwner *owner, const FormCase *form_case)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *form;

  form_owner_init (owner, form_case);
  form = form_owner_form (owner);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), form);
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  return SJ_FORM (form);
}

static void
hide (FormOwner *owner, SjForm *form)
{
  gpointer gone = form;

  g_object_add_weak_pointer (G_OBJECT (form), &gone);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  while (gone != NULL)    /* a leak ends in the test's time limit */
    g_main_context_iteration (NULL, TRUE);
  form_owner_clear (owner);
}

/* The first widget of a type below one, itself included. */
static GtkWidget *
find_below (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_below (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
type_text (GtkWidget *widget, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (widget), text);
}

static void
type_code (SjCodeEntry *entry, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (sj_code_entry_view (entry))), text, -1);
}

static bool
edit_number (SjRow *row)
{
  const SjField *field = row->field;
  g_autofree char *text = g_strdup_printf ("%d", (int) MAX (field->min, 3));

  type_text (find_below (row->widget, GTK_TYPE_SPIN_BUTTON), text);
  return true;
}

static bool
edit_choice (SjRow *row)
{
  GtkDropDown *drop_down = GTK_DROP_DOWN (find_below (row->widget, GTK_TYPE_DROP_DOWN));
  guint count = g_list_model_get_n_items (gtk_drop_down_get_model (drop_down));

  gtk_drop_down_set_selected (drop_down, (gtk_drop_down_get_selected (drop_down) + 1) % count);
  return count > 1;
}

static bool
edit_toggle (SjRow *row)
{
  GtkWidget *check = find_below (row->widget, GTK_TYPE_CHECK_BUTTON);
  GtkWidget *toggle = check ? check : find_below (row->widget, GTK_TYPE_TOGGLE_BUTTON);
  gboolean on;

  g_object_get (toggle, "active", &on, NULL);
  g_object_set (toggle, "active", !on, NULL);
  return true;
}

static bool
edit_reference (SjRow *row)
{
  const SjFormContext *context = sj_form_context (row->form);
  g_autoptr (GListStore) picks = sj_picks_of (row->field->to, context->library, context->journey, false);
  g_autoptr (SjPick) pick = g_list_model_get_item (G_LIST_MODEL (picks), 0);

  return pick != NULL && sj_form_choose (row->form, row->field->name, sj_pick_id (pick));
}

static bool
edit_lines (SjRow *row)
{
  GtkWidget *add = row->control, *entry;

  g_signal_emit_by_name (add, "clicked");
  entry = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_nonnull (entry);
  type_text (gtk_widget_get_ancestor (entry, GTK_TYPE_ENTRY), "Added");
  return true;
}

static bool
edit_records (SjRow *row)
{
  unsigned before = ((const SjRecords *) sj_row_slot (row))->count;

  g_signal_emit_by_name (row->control, "clicked");
  g_assert_cmpuint (((const SjRecords *) sj_row_slot (row))->count, ==, before + 1);
  return true;
}

/* As a person would; false where nothing can be changed. */
static bool
edit (SjRow *row)
{
  switch (row->field->type)
    {
    case SJ_FIELD_TEXT:
      type_text (find_below (row->widget, GTK_TYPE_ENTRY), "Typed “text”");
      return true;
    case SJ_FIELD_ZONE:
      type_text (find_below (row->widget, GTK_TYPE_ENTRY), "Asia/Tokyo");
      return true;
    case SJ_FIELD_DURATION:
      type_text (find_below (row->widget, GTK_TYPE_ENTRY), "2 h 30 min");
      return true;
    case SJ_FIELD_TIME_OF_DAY:
      type_text (find_below (row->widget, GTK_TYPE_ENTRY), "8:45");
      return true;
    case SJ_FIELD_DATE_TIME:
      type_text (find_below (row->widget, GTK_TYPE_ENTRY), "2031-02-03 04:05");
      return true;
    case SJ_FIELD_LONG_TEXT:
      type_code (SJ_CODE_ENTRY (row->control), "Two\nlines");
      return true;
    case SJ_FIELD_INTEGER:
    case SJ_FIELD_DECIMAL:
    case SJ_FIELD_PERCENT:
      return edit_number (row);
    case SJ_FIELD_BOOL:
      gtk_widget_activate (find_below (row->widget, GTK_TYPE_SWITCH));
      return true;
    case SJ_FIELD_CHOICE:
      return edit_choice (row);
    case SJ_FIELD_FLAGS:
    case SJ_FIELD_WEEKDAYS:
      return edit_toggle (row);
    case SJ_FIELD_EXPRESSION:
    case SJ_FIELD_TEMPLATE:
    case SJ_FIELD_LONG_TEMPLATE:
      type_code (SJ_CODE_ENTRY (find_below (row->widget, SJ_TYPE_CODE_ENTRY)), "1 + \"\303\244\"");
      return true;
    case SJ_FIELD_VALUE:
      if (row->type == &sj_row_schema)
        return sj_schema_tree_build (SJ_SCHEMA_TREE (find_below (row->widget, SJ_TYPE_SCHEMA_TREE)),
                                     "{\"a\": [{\"b\": 1}]}");
      type_code (SJ_CODE_ENTRY (find_below (row->widget, SJ_TYPE_CODE_ENTRY)), "{\"type\": [1, 2.50, null]}");
      return true;
    case SJ_FIELD_REFERENCE:
    case SJ_FIELD_REFERENCES:
      return edit_reference (row);
    case SJ_FIELD_TEXTS:
    case SJ_FIELD_PAIRS:
      return edit_lines (row);
    case SJ_FIELD_RECORDS:
      return edit_records (row);
    default:
      return false;
    }
}

static bool
is_same_now (FormOwner *owner, const SjField *field, const void *before)
{
  return sj_slot_equal (field, sj_field_slot (field, before), sj_field_slot (field, owner->config));
}

/* Each row that shows, in a form of its own; the struct is as before otherwise. */
static void
edit_field (const FormCase *form_case, const SjField *field, unsigned *edited)
{
  FormOwner owner;
  SjForm *form = show (&owner, form_case);
  SjRow *row = sj_form_row (form, field->name);

  if (row != NULL && gtk_widget_get_visible (row->widget) && edit (row))
    {
      if (is_same_now (&owner, field, form_case->config))
        g_assert_true (owner.changes == 0 || field->type == SJ_FIELD_REFERENCE || field->type == SJ_FIELD_CHOICE);
      else
        {
          g_assert_cmpuint (owner.changes, >=, 1);
          g_assert_cmpstr (owner.field, ==, field->name);
          edited[field->type]++;
        }
      for (const SjField *other = form_case->spec->fields; other->name != NULL; other++)
        g_assert_true (other == field || is_same_now (&owner, other, form_case->config));
    }
  hide (&owner, form);
}

static void
test_all (void)
{
  g_autoptr (GPtrArray) cases = form_cases_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  unsigned edited[SJ_N_FIELD_TYPES] = { 0 };

  for (guint i = 0; i < cases->len; i++)
    {
      const FormCase *form_case = g_ptr_array_index (cases, i);
      FormOwner owner;
      SjForm *form = show (&owner, form_case);

      g_test_message ("%s", form_case->name);
      settle ();
      g_assert_cmpuint (owner.changes, ==, 0);    /* showing tells nothing */
      hide (&owner, form);
      if (!g_hash_table_add (seen, (gpointer) form_case->spec))
        continue;    /* one of a kind is edited */
      for (const SjField *field = form_case->spec->fields; field != NULL && field->name != NULL; field++)
        edit_field (form_case, field, edited);
    }
  for (int type = 0; type < SJ_N_FIELD_TYPES; type++)
    if (type != SJ_FIELD_POSITION && type != SJ_FIELD_RECORD && type != SJ_FIELD_DECIMAL)
      {
        g_test_message ("%s: %u", sj_field_type_name (type), edited[type]);
        g_assert_cmpuint (edited[type], >, 0);
      }
}

static const FormCase *
case_named (GPtrArray *cases, const char *name)
{
  for (guint i = 0; i < cases->len; i++)
    if (strcmp (((FormCase *) g_ptr_array_index (cases, i))->name, name) == 0)
      return g_ptr_array_index (cases, i);
  g_assert_not_reached ();
}

/* Typing is followed by the struct, letter by letter, and the cursor stays. */
static void
test_typing (void)
{
  g_autoptr (GPtrArray) cases = form_cases_new ();
  FormOwner owner;
  SjForm *form = show (&owner, case_named (cases, "new node: wait"));
  GtkWidget *entry = find_below (sj_form_row (form, "for")->widget, GTK_TYPE_ENTRY);

  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (sj_form_reveal (form, "for"));
  settle ();
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  for (const char *at = "90 min"; *at != '\0'; at++)
    {
      int position = -1;

      gtk_editable_insert_text (GTK_EDITABLE (entry), at, 1, &position);
      gtk_editable_set_position (GTK_EDITABLE (entry), -1);
    }
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "90 min");
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (entry)), ==, 6);
  g_assert_cmpstr (owner.json, ==, "\"PT1H30M\"");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "1 h 30 min");

  gtk_editable_set_text (GTK_EDITABLE (entry), "90");
  g_signal_emit_by_name (entry, "activate");
  g_assert_nonnull (sj_form_row (form, "for")->refusal);
  g_assert_nonnull (strstr (sj_form_row (form, "for")->refusal, "needs a unit"));
  g_assert_cmpstr (owner.json, ==, "\"PT1H30M\"");
  gtk_editable_set_text (GTK_EDITABLE (entry), "1d 2h");
  g_assert_null (sj_form_row (form, "for")->refusal);
  g_assert_cmpstr (owner.json, ==, "\"PT26H\"");
  hide (&owner, form);
}

/* What depends on another field comes and goes with it. */
static void
test_conditions (void)
{
  g_autoptr (GPtrArray) cases = form_cases_new ();
  FormOwner owner;
  SjForm *form = show (&owner, case_named (cases, "new node: wait"));
  GtkDropDown *mode = GTK_DROP_DOWN (find_below (sj_form_row (form, "mode")->widget, GTK_TYPE_DROP_DOWN));

  g_assert_true (gtk_widget_get_visible (sj_form_row (form, "for")->widget));
  g_assert_false (gtk_widget_get_visible (sj_form_row (form, "date")->widget));
  gtk_drop_down_set_selected (mode, 1);
  g_assert_cmpstr (owner.json, ==, "\"date\"");
  g_assert_false (gtk_widget_get_visible (sj_form_row (form, "for")->widget));
  g_assert_true (gtk_widget_get_visible (sj_form_row (form, "date")->widget));
  g_assert_cmpuint (sj_form_row (form, "date")->notes->len, ==, 1);    /* it must be set now */
  hide (&owner, form);
}

/* Records: open, change inside, move, remove. */
static void
test_records (void)
{
  g_autoptr (GPtrArray) cases = form_cases_new ();
  FormOwner owner;
  SjForm *form = show (&owner, case_named (cases, "node: call loyalty"));
  SjRow *row = sj_form_row (form, "parameters");
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  GtkWidget *item;
  SjValue list;

  g_assert_true (sj_form_reveal (form, "parameters[1].name"));
  item = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_nonnull (item);
  type_text (gtk_widget_get_ancestor (item, GTK_TYPE_ENTRY), "value");
  g_assert_cmpstr (owner.field, ==, "parameters");
  g_assert_true (sj_json_read (&arena, NULL, owner.json, strlen (owner.json), &list, NULL));
  g_assert_cmpuint (list.length, ==, 2);
  g_assert_true (sj_value_is_text (sj_value_get (list.items[1], "name"), SJ_SLICE ("value")));

  item = gtk_widget_get_first_child (find_below (row->body, GTK_TYPE_BOX));
  item = gtk_widget_get_first_child (item);
  gtk_widget_activate_action (item, "item.down", NULL);
  g_assert_true (sj_json_read (&arena, NULL, owner.json, strlen (owner.json), &list, NULL));
  g_assert_true (sj_value_is_text (sj_value_get (list.items[0], "name"), SJ_SLICE ("value")));
  gtk_widget_activate_action (item, "item.remove", NULL);
  settle ();
  g_assert_true (sj_json_read (&arena, NULL, owner.json, strlen (owner.json), &list, NULL));
  g_assert_cmpuint (list.length, ==, 1);
  hide (&owner, form);
}

/* A note stands at its row, and its button repairs. */
static void
test_notes (void)
{
  g_autoptr (GPtrArray) cases = form_cases_new ();
  FormOwner owner;
  SjForm *form = show (&owner, case_named (cases, "node: event purchase"));
  SjFormNote notes[] = {
    { SJ_SEVERITY_ERROR, "event", 0, 0, "No such event.", "Use “Charged”", "Charged", 1 },
    { SJ_SEVERITY_WARNING, "timeout", 0, 0, "Too long.", "Shorten", NULL, 7 },
    { SJ_SEVERITY_WARNING, NULL, 0, 0, "Nobody gets here.", NULL, NULL, 2 },
  };

  sj_form_set_notes (form, notes, G_N_ELEMENTS (notes));
  g_assert_true (gtk_widget_get_visible (sj_form_row (form, "timeout")->words));
  g_signal_emit_by_name (find_below (sj_form_row (form, "timeout")->words, GTK_TYPE_BUTTON), "clicked");
  g_assert_cmpuint (owner.fixes, ==, 1);
  g_signal_emit_by_name (find_below (sj_form_row (form, "event")->words, GTK_TYPE_BUTTON), "clicked");
  g_assert_cmpstr (owner.json, ==, "\"Charged\"");
  g_assert_cmpuint (sj_form_row (form, "timeout")->notes->len, ==, 0);    /* the owner checked again */
  hide (&owner, form);
}

/* One thing is found by a part of its name and chosen. */
static void
test_picker (void)
{
  g_autoptr (GListStore) picks = sj_picks_of (SJ_REF_EVENT, form_cases_library (), NULL, false);
  GtkWidget *button = gtk_menu_button_new (), *picker = sj_picker_new ();

  gtk_window_set_child (GTK_WINDOW (window), button);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), picker);
  sj_picker_set_items (SJ_PICKER (picker), G_LIST_MODEL (picks));
  g_assert_cmpuint (sj_picker_n_shown (SJ_PICKER (picker)), ==, 6);
  sj_picker_set_search (SJ_PICKER (picker), "LUMAPURCHASE");
  g_assert_cmpuint (sj_picker_n_shown (SJ_PICKER (picker)), ==, 1);
  g_assert_true (sj_picker_pick (SJ_PICKER (picker), "LumaPurchaseEvent_Email"));
  g_assert_false (sj_picker_pick (SJ_PICKER (picker), "Charged"));
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  settle ();
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  sj_widgets_init ();
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 800);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  g_test_add_func ("/form/typing", test_typing);
  g_test_add_func ("/form/conditions", test_conditions);
  g_test_add_func ("/form/records", test_records);
  g_test_add_func ("/form/notes", test_notes);
  g_test_add_func ("/form/picker", test_picker);
  g_test_add_func ("/form/all", test_all);
  result = g_test_run ();
  gtk_window_destroy (GTK_WINDOW (window));
  form_cases_end ();
  return result;
}
