/* sj-row-reference.c -- rows that name other things: by name and icon, never by id.
 *
 * What is named may be gone; the row then says so and offers to choose another.
 */
#include "widgets/sj-face.h"
#include "widgets/sj-form-private.h"
#include "widgets/sj-picker.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static SjPick *
find_pick (SjRow *row, const char *id)
{
  const SjFormContext *context = sj_form_context (row->form);

  return sj_pick_find (row->field->to, context->library, context->journey, id);
}

/* A field of that name asks for a step that sends. */
static GListStore *
all_picks (SjRow *row)
{
  const SjFormContext *context = sj_form_context (row->form);

  return sj_picks_of (row->field->to, context->library, context->journey, strcmp (row->field->name, "message") == 0);
}

static bool
may_create (SjRow *row)
{
  gpointer data;

  return sj_form_calls (sj_form_root (row->form), &data)->create != NULL && sj_library_holds (row->field->to);
}

/* The id of something new, or NULL. */
static char *
create (SjRow *row)
{
  SjForm *root = sj_form_root (row->form);
  g_autofree char *place = sj_form_place (row->form, row->field->name);
  gpointer data;
  const SjFormCalls *calls = sj_form_calls (root, &data);

  return calls->create (root, place, row->field->to, data);
}

static GtkWidget *
make_picker (SjRow *row, GCallback picked, GCallback created)
{
  GtkWidget *picker = sj_picker_new ();
  g_autoptr (GListStore) picks = all_picks (row);

  sj_picker_set_items (SJ_PICKER (picker), G_LIST_MODEL (picks));
  if (may_create (row))
    sj_picker_set_create (SJ_PICKER (picker), _("New…"), created, row);
  g_signal_connect (picker, "picked", picked, row);
  return picker;
}

/* One. */

typedef struct
{
  SjRow row;
  GtkWidget *button;        /* a GtkMenuButton */
  GtkWidget *icon, *name, *detail;
  GtkWidget *open, *clear;
} ReferenceRow;

static void
reference_set (ReferenceRow *own, const char *id)
{
  g_autofree char *kept = g_strdup (id);

  sj_form_log ("chose %s for %s", kept, own->row.field->name);
  sj_row_tell_text (&own->row, kept);
}

static void
picked_cb (SjPicker *picker, const char *id, ReferenceRow *own)
{
  reference_set (own, id);
}

static void
created_cb (ReferenceRow *own)
{
  g_autofree char *id = create (&own->row);

  if (id != NULL)
    reference_set (own, id);
}

static void
clear_cb (GtkButton *button, ReferenceRow *own)
{
  gtk_widget_grab_focus (own->button);
  sj_row_tell (&own->row, sj_null);
}

static void
open_cb (GtkButton *button, ReferenceRow *own)
{
  SjForm *root = sj_form_root (own->row.form);
  g_autofree char *id = g_strdup (*(char *const *) sj_row_slot (&own->row));
  gpointer data;
  const SjFormCalls *calls = sj_form_calls (root, &data);

  if (id != NULL && calls->open != NULL)
    calls->open (root, own->row.field->to, id, data);
}

static void
popup_cb (GtkMenuButton *button, gpointer data)
{
  gtk_menu_button_set_popover (button, make_picker (data, G_CALLBACK (picked_cb), G_CALLBACK (created_cb)));
}

static GtkWidget *
small_button (SjRow *row, const char *icon, const char *words, GCallback clicked, gpointer data)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, words);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  sj_row_name (row, button, words);
  g_signal_connect (button, "clicked", clicked, data);
  return button;
}

static GtkWidget *
make_face (ReferenceRow *own)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  own->icon = gtk_image_new_from_icon_name (sj_ref_icon (own->row.field->to));
  own->name = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (own->name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (own->name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (own->name, TRUE);
  gtk_box_append (GTK_BOX (box), own->icon);
  gtk_box_append (GTK_BOX (box), own->name);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  return box;
}

static void
reference_build (SjRow *row)
{
  ReferenceRow *own = (ReferenceRow *) row;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *face = make_face (own);

  own->button = gtk_menu_button_new ();
  sj_face_set (own->button, face);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (own->button), popup_cb, row, NULL);
  gtk_widget_set_hexpand (own->button, TRUE);
  sj_row_name (row, own->button, NULL);
  own->open = small_button (row, "go-next-symbolic", _("Open"), G_CALLBACK (open_cb), own);
  own->clear = small_button (row, "edit-clear-symbolic", _("Clear"), G_CALLBACK (clear_cb), own);
  own->detail = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (own->detail), 0);
  gtk_label_set_wrap (GTK_LABEL (own->detail), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (own->detail), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (own->detail), 2);
  gtk_label_set_ellipsize (GTK_LABEL (own->detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (own->detail, "caption");
  gtk_box_append (GTK_BOX (box), own->button);
  gtk_box_append (GTK_BOX (box), own->open);
  gtk_box_append (GTK_BOX (box), own->clear);
  sj_row_set_body (row, box);
  sj_row_set_body (row, own->detail);
  row->control = own->button;
}

static void
name_button (ReferenceRow *own, const char *what)
{
  GtkWidget *inner = gtk_widget_get_first_child (own->button);

  sj_row_name (&own->row, own->button, what);
  sj_row_name (&own->row, inner, what);    /* what assistive technology meets is the button inside */
}

static void
show_missing (ReferenceRow *own, const char *id)
{
  g_autofree char *text = g_strdup_printf (_("“%s” is not there any more."), id);

  gtk_image_set_from_icon_name (GTK_IMAGE (own->icon), "dialog-warning-symbolic");
  gtk_label_set_label (GTK_LABEL (own->name), _("Choose another…"));
  gtk_label_set_label (GTK_LABEL (own->detail), text);
  gtk_widget_remove_css_class (own->detail, "dim-label");
  gtk_widget_add_css_class (own->detail, "error");
  name_button (own, text);
}

static void
show_found (ReferenceRow *own, SjPick *pick)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (own->icon), sj_pick_icon (pick));
  gtk_label_set_label (GTK_LABEL (own->name), sj_pick_name (pick));
  gtk_label_set_label (GTK_LABEL (own->detail), sj_pick_detail (pick));
  gtk_widget_remove_css_class (own->detail, "error");
  gtk_widget_add_css_class (own->detail, "dim-label");
  name_button (own, sj_pick_name (pick));
}

static void
reference_show (SjRow *row, const void *slot)
{
  ReferenceRow *own = (ReferenceRow *) row;
  const char *id = *(char *const *) slot;
  g_autoptr (SjPick) pick = id ? find_pick (row, id) : NULL;
  gpointer data;
  const SjFormCalls *calls = sj_form_calls (sj_form_root (row->form), &data);

  if (id == NULL)
    {
      gtk_image_set_from_icon_name (GTK_IMAGE (own->icon), sj_ref_icon (row->field->to));
      gtk_label_set_label (GTK_LABEL (own->name), _("Choose…"));
      gtk_label_set_label (GTK_LABEL (own->detail), "");
      name_button (own, _("not chosen"));
    }
  else if (pick != NULL)
    show_found (own, pick);
  else
    show_missing (own, id);
  gtk_widget_set_visible (own->detail, *gtk_label_get_label (GTK_LABEL (own->detail)) != '\0');
  gtk_widget_set_visible (own->open, pick != NULL && calls->open != NULL);
  gtk_widget_set_visible (own->clear, id != NULL && !(row->field->flags & SJ_FIELD_REQUIRED));
}

static bool
reference_choose (SjRow *row, const char *place, const char *id)
{
  reference_set ((ReferenceRow *) row, id);
  return true;
}

const SjRowType sj_row_reference = { .size = sizeof (ReferenceRow), .build = reference_build,
                                     .show = reference_show, .choose = reference_choose };

/* Several, in their order. */

typedef struct
{
  SjRow row;
  GtkWidget *list;
  GtkWidget *add;
} ReferencesRow;

static char **
ids_of (SjRow *row)
{
  return *(char **const *) sj_row_slot (row);
}

static void
references_add (ReferencesRow *own, const char *id)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (char **one = ids_of (&own->row); one != NULL && *one != NULL; one++)
    if (strcmp (*one, id) == 0)
      return;
    else
      g_strv_builder_add (builder, *one);
  g_strv_builder_add (builder, id);
  ids = g_strv_builder_end (builder);
  sj_form_log ("added %s to %s", id, own->row.field->name);
  sj_row_tell_slot (&own->row, &ids);
}

static void
references_remove (ReferencesRow *own, const char *id)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (char **one = ids_of (&own->row); one != NULL && *one != NULL; one++)
    if (strcmp (*one, id) != 0)
      g_strv_builder_add (builder, *one);
  ids = g_strv_builder_end (builder);
  sj_form_log ("removed %s from %s", id, own->row.field->name);
  if (ids[0] == NULL)
    sj_row_tell (&own->row, sj_null);
  else
    sj_row_tell_slot (&own->row, &ids);
}

static void
one_picked_cb (SjPicker *picker, const char *id, ReferencesRow *own)
{
  g_autofree char *kept = g_strdup (id);

  references_add (own, kept);
}

static void
one_created_cb (ReferencesRow *own)
{
  g_autofree char *id = create (&own->row);

  if (id != NULL)
    references_add (own, id);
}

static void
remove_cb (GtkButton *button, ReferencesRow *own)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (button), "id"));

  gtk_widget_grab_focus (own->add);
  references_remove (own, id);
}

static void
add_popup_cb (GtkMenuButton *button, gpointer data)
{
  gtk_menu_button_set_popover (button, make_picker (data, G_CALLBACK (one_picked_cb), G_CALLBACK (one_created_cb)));
}

static void
references_build (SjRow *row)
{
  ReferencesRow *own = (ReferencesRow *) row;

  own->add = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (own->add), "list-add-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (own->add), add_popup_cb, row, NULL);
  gtk_widget_add_css_class (own->add, "flat");
  gtk_widget_set_tooltip_text (own->add, _("Add"));
  sj_row_name (row, own->add, _("Add"));
  sj_row_name (row, gtk_widget_get_first_child (own->add), _("Add"));
  sj_row_set_end (row, own->add);
  own->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  sj_row_set_body (row, own->list);
}

static GtkWidget *
make_one (ReferencesRow *own, const char *id)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autoptr (SjPick) pick = find_pick (&own->row, id);
  g_autofree char *missing = pick ? NULL : g_strdup_printf (_("“%s” is not there any more."), id);
  const char *name = pick ? sj_pick_name (pick) : missing;
  GtkWidget *label = gtk_label_new (name), *remove;

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (label, name);
  if (pick == NULL)
    gtk_widget_add_css_class (box, "error");
  remove = small_button (&own->row, "list-remove-symbolic", _("Remove"), G_CALLBACK (remove_cb), own);
  sj_row_name (&own->row, remove, name);
  g_object_set_data_full (G_OBJECT (remove), "id", g_strdup (id), g_free);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (pick ? sj_pick_icon (pick) : "dialog-warning-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), remove);
  return box;
}

static void
references_show (SjRow *row, const void *slot)
{
  ReferencesRow *own = (ReferencesRow *) row;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (own->list)) != NULL)
    gtk_box_remove (GTK_BOX (own->list), child);
  for (char **id = *(char **const *) slot; id != NULL && *id != NULL; id++)
    gtk_box_append (GTK_BOX (own->list), make_one (own, *id));
  gtk_widget_set_visible (row->body, gtk_widget_get_first_child (own->list) != NULL);
}

static bool
references_choose (SjRow *row, const char *place, const char *id)
{
  references_add ((ReferencesRow *) row, id);
  return true;
}

const SjRowType sj_row_references = { .size = sizeof (ReferencesRow), .build = references_build,
                                      .show = references_show, .choose = references_choose };
