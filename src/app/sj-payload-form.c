/* sj-payload-form.c -- the example is walked twice in the same order: to make the rows,
 * and to put back what they say. */
#include "app/sj-payload-form.h"

#include "base/sj-json.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST 200            /* rows */

struct _SjPayloadForm
{
  GtkWidget parent_instance;

  char *json;               /* owned: the example */
  GPtrArray *rows;          /* of GtkWidget, in the order of the walk; borrowed */
  GtkWidget *group;
};

G_DEFINE_FINAL_TYPE (SjPayloadForm, sj_payload_form, GTK_TYPE_WIDGET)

static bool
is_leaf (SjValue value)
{
  return value.type == SJ_TEXT || value.type == SJ_BOOL || sj_value_is_number (value);
}

/* ------------------------------------------------------------------ rows */

static GtkWidget *
entry_row (const char *title, const char *text)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  return row;
}

static GtkWidget *
switch_row (const char *title, bool on)
{
  GtkWidget *row = adw_action_row_new (), *toggle = gtk_switch_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_switch_set_active (GTK_SWITCH (toggle), on);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  return row;
}

static void
add_leaf (SjPayloadForm *form, const char *title, SjValue value)
{
  g_autofree char *text = NULL;
  GtkWidget *row;

  if (form->rows->len >= MOST)
    return;
  if (value.type == SJ_BOOL)
    row = switch_row (title, value.boolean);
  else
    {
      text = value.type == SJ_TEXT ? g_strndup (value.text, value.length) : sj_json_to_string (value, SJ_JSON_COMPACT);
      row = entry_row (title, text);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (form->group), row);
  g_ptr_array_add (form->rows, row);
}

/* "items › 1 › name" */
static void
add_rows (SjPayloadForm *form, const char *title, SjValue value)
{
  if (is_leaf (value))
    {
      add_leaf (form, title, value);
      return;
    }
  for (uint32_t i = 0; (value.type == SJ_OBJECT || value.type == SJ_LIST) && i < value.length; i++)
    {
      SjValue key = value.type == SJ_OBJECT ? value.members[i].key : sj_null;
      g_autofree char *name = value.type == SJ_OBJECT ? g_strndup (key.text, key.length)
                                                      : g_strdup_printf ("%u", i + 1);
      g_autofree char *whole = *title ? g_strdup_printf ("%s › %s", title, name) : g_strdup (name);

      add_rows (form, whole, value.type == SJ_OBJECT ? value.members[i].value : value.items[i]);
    }
}

void
sj_payload_form_set (SjPayloadForm *form, const char *json)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  SjValue value;

  g_return_if_fail (SJ_IS_PAYLOAD_FORM (form));
  for (guint i = 0; i < form->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (form->group), g_ptr_array_index (form->rows, i));
  g_ptr_array_set_size (form->rows, 0);
  g_free (form->json);
  form->json = g_strdup (json);
  if (sj_json_read (&arena, NULL, json, strlen (json), &value, NULL))
    add_rows (form, "", value);
}

/* ------------------------------------------------------------------ back */

typedef struct
{
  SjPayloadForm *form;
  SjArena *arena;
  guint next;
  GError *error;            /* owned; the first */
} Taking;

static SjValue
take_number (Taking *taking, GtkWidget *row, SjValue before)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  SjValue value;

  if (sj_json_read (taking->arena, NULL, stripped, strlen (stripped), &value, NULL) && sj_value_is_number (value))
    return value;
  if (taking->error == NULL)
    g_set_error (&taking->error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 _("“%s” is no number, as “%s” must be. Write it like 44 or 44.5."), text,
                 adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  return before;
}

static SjValue
take_leaf (Taking *taking, SjValue before)
{
  GtkWidget *row;
  const char *text;

  if (taking->next >= taking->form->rows->len)
    return before;
  row = g_ptr_array_index (taking->form->rows, taking->next++);
  if (before.type == SJ_BOOL)
    return sj_value_bool (gtk_switch_get_active (
        GTK_SWITCH (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)))));
  if (before.type != SJ_TEXT)
    return take_number (taking, row, before);
  text = gtk_editable_get_text (GTK_EDITABLE (row));
  return sj_value_copy_text (taking->arena, text, strlen (text));
}

static SjValue
take_value (Taking *taking, SjValue before)
{
  if (is_leaf (before))
    return take_leaf (taking, before);
  if (before.type == SJ_OBJECT)
    {
      SjMember *members = sj_arena_new_n (taking->arena, SjMember, before.length);

      for (uint32_t i = 0; i < before.length; i++)
        members[i] = (SjMember) { before.members[i].key, take_value (taking, before.members[i].value) };
      return sj_value_object (members, before.length);
    }
  if (before.type == SJ_LIST)
    {
      SjValue *items = sj_arena_new_n (taking->arena, SjValue, before.length);

      for (uint32_t i = 0; i < before.length; i++)
        items[i] = take_value (taking, before.items[i]);
      return sj_value_list (items, before.length);
    }
  return before;
}

char *
sj_payload_form_take (SjPayloadForm *form, GError **error)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  Taking taking = { form, &arena, 0, NULL };
  SjValue value = sj_null;

  g_return_val_if_fail (SJ_IS_PAYLOAD_FORM (form), NULL);
  if (form->json == NULL || !sj_json_read (&arena, NULL, form->json, strlen (form->json), &value, NULL))
    return g_strdup ("{}");
  value = take_value (&taking, value);
  if (taking.error != NULL)
    {
      g_propagate_error (error, taking.error);
      return NULL;
    }
  return sj_json_to_string (value, SJ_JSON_COMPACT);
}

/* ------------------------------------------------------------------ object */

static void
sj_payload_form_dispose (GObject *object)
{
  SjPayloadForm *form = SJ_PAYLOAD_FORM (object);

  g_clear_pointer (&form->group, gtk_widget_unparent);
  g_clear_pointer (&form->rows, g_ptr_array_unref);
  g_clear_pointer (&form->json, g_free);
  G_OBJECT_CLASS (sj_payload_form_parent_class)->dispose (object);
}

static void
sj_payload_form_class_init (SjPayloadFormClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sj_payload_form_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
sj_payload_form_init (SjPayloadForm *form)
{
  form->rows = g_ptr_array_new ();
  form->group = adw_preferences_group_new ();
  gtk_widget_set_parent (form->group, GTK_WIDGET (form));
}

GtkWidget *
sj_payload_form_new (void)
{
  return g_object_new (SJ_TYPE_PAYLOAD_FORM, NULL);
}
