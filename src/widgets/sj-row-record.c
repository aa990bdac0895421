/* sj-row-record.c -- rows that hold structs: one, or a list of them, each a form again.
 *
 * What is inside is made when it is opened for the first time: blocks hold blocks
 * without end.  A change inside becomes a change of the whole field, because that is
 * what an edit can say.
 */
#include "widgets/sj-form-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct StructRow StructRow;

/* One struct: a line that opens, and the form in it. */
typedef struct
{
  StructRow *owner;
  GtkWidget *box;
  GtkWidget *button;        /* the line */
  GtkWidget *arrow, *label, *mark;
  GtkWidget *revealer;
  GtkWidget *menu;          /* of a list's items */
  SjForm *form;             /* NULL until it was opened */
} Item;

struct StructRow
{
  SjRow row;
  GtkWidget *list;          /* a box of items */
  GtkWidget *add, *remove;
  GPtrArray *items;         /* owned: of Item */
  bool one;                 /* a RECORD */
  bool shown;               /* something was shown: what is new since then was added */
};

static const SjSpec *
spec_of (const StructRow *own)
{
  return own->row.field->record;
}

static uint32_t
count_in (const StructRow *own, const void *slot)
{
  return own->one ? *(void *const *) slot != NULL : ((const SjRecords *) slot)->count;
}

static const void *
struct_at (const StructRow *own, const void *slot, uint32_t index)
{
  if (own->one)
    return *(void *const *) slot;
  return index < ((const SjRecords *) slot)->count ? ((const SjRecords *) slot)->items[index] : NULL;
}

static guint
index_of (const Item *item)
{
  guint index = 0;

  g_ptr_array_find (item->owner->items, item, &index);
  return index;
}

/* The list as it is, with other items in between: `change` gives what stands for one. */
static void
tell_list (StructRow *own, SjArena *arena, int skip, int at, SjValue value)
{
  const SjRecords *records = sj_row_slot (&own->row);
  SjListBuilder list;

  sj_list_begin (&list, arena);
  for (int i = 0; i <= (int) records->count; i++)
    {
      if (i == at)
        sj_list_add (&list, value);
      if (i < (int) records->count && i != skip)
        sj_list_add (&list, sj_config_to_value (spec_of (own), records->items[i], arena));
    }
  sj_row_tell (&own->row, sj_list_end (&list));
}

static SjValue
changed_struct (StructRow *own, SjArena *arena, const void *config, const char *field, SjValue value)
{
  const SjSpec *spec = spec_of (own);
  void *copy = config ? sj_config_copy (spec, config) : sj_config_new (spec);
  g_auto (SjRaw) raw = SJ_RAW_INIT;
  SjValue result;

  raw.value = sj_value_is_null (value) ? NULL : sj_blob_new (value);
  sj_config_swap (spec, copy, field, &raw);
  result = sj_value_copy (arena, sj_config_to_value (spec, copy, arena));
  sj_config_free (spec, copy);
  return result;
}

static void
inner_changed_cb (SjForm *form, const char *field, SjValue value, gpointer data)
{
  Item *item = data;
  StructRow *own = item->owner;
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  guint index = index_of (item);
  SjValue whole = changed_struct (own, &arena, struct_at (own, sj_row_slot (&own->row), index), field, value);

  if (own->one)
    sj_row_tell (&own->row, whole);
  else
    tell_list (own, &arena, (int) index, (int) index, whole);
}

static bool
is_open (const Item *item)
{
  return gtk_revealer_get_reveal_child (GTK_REVEALER (item->revealer));
}

static void
fill_item (Item *item)
{
  StructRow *own = item->owner;
  const void *config = struct_at (own, sj_row_slot (&own->row), index_of (item));
  void *blank = config ? NULL : sj_config_new (spec_of (own));

  if (item->form != NULL)
    sj_form_show (item->form, config ? config : blank, NULL);
  if (blank != NULL)
    sj_config_free (spec_of (own), blank);
}

static char *
note_prefix (const Item *item)
{
  return item->owner->one ? g_strdup ("") : g_strdup_printf ("[%u]", index_of (item));
}

static GPtrArray *
notes_of (const Item *item)
{
  g_autofree char *prefix = note_prefix (item);
  GPtrArray *notes;

  if (*prefix != '\0')
    return sj_notes_below (item->owner->row.notes, prefix);
  notes = sj_row_notes_new ();
  for (guint i = 0; i < item->owner->row.notes->len; i++)
    {
      const SjRowNote *note = g_ptr_array_index (item->owner->row.notes, i);

      if (note->field != NULL)
        sj_notes_add (notes, note);
    }
  return notes;
}

static void
make_form (Item *item)
{
  static const SjFormCalls calls = { .changed = inner_changed_cb };

  if (item->form != NULL)
    return;
  item->form = SJ_FORM (sj_form_new_below (spec_of (item->owner), &item->owner->row));
  sj_form_set_index (item->form, item->owner->one ? -1 : (int) index_of (item));
  sj_form_set_calls (item->form, &calls, item);
  gtk_revealer_set_child (GTK_REVEALER (item->revealer), GTK_WIDGET (item->form));
  fill_item (item);
  sj_form_take_notes (item->form, notes_of (item));
}

static void
set_open (Item *item, bool open)
{
  if (open)
    make_form (item);
  gtk_revealer_set_reveal_child (GTK_REVEALER (item->revealer), open);
  gtk_image_set_from_icon_name (GTK_IMAGE (item->arrow), open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (item->button), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
}

static void
toggle_cb (GtkButton *button, Item *item)
{
  set_open (item, !is_open (item));
}

/* The summary the field asks for, else the first text in it, else what it is. */
static char *
words_of (StructRow *own, const void *config, guint index)
{
  SjNames names = sj_form_names (own->row.form);
  const SjNames *known = names.lookup ? &names : NULL;
  char *text = config ? sj_config_summary (spec_of (own), config, own->row.field->each, known) : NULL;

  for (const SjField *field = spec_of (own)->fields; text == NULL && config != NULL && field->name != NULL; field++)
    if (!(field->flags & SJ_FIELD_HIDDEN) && field->type != SJ_FIELD_BOOL && field->type != SJ_FIELD_RECORDS &&
        sj_config_applies (spec_of (own), config, field) &&
        (!sj_slot_unset (field, sj_field_slot (field, config)) || field->type == SJ_FIELD_CHOICE))
      text = sj_slot_to_text (field, sj_field_slot (field, config), known);
  if (text != NULL)
    return text;
  return own->one ? g_strdup (config ? _("Set") : _("Not set")) : g_strdup_printf (_("Entry %u"), index + 1);
}

static void
mark_item (Item *item)
{
  g_autoptr (GPtrArray) notes = notes_of (item);
  SjSeverity worst = SJ_SEVERITY_HINT;

  for (guint i = 0; i < notes->len; i++)
    worst = MAX (worst, ((const SjRowNote *) g_ptr_array_index (notes, i))->severity);
  gtk_widget_set_visible (item->mark, notes->len > 0);
  gtk_image_set_from_icon_name (GTK_IMAGE (item->mark),
                                worst == SJ_SEVERITY_ERROR ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (item->mark, "error");
  gtk_widget_remove_css_class (item->mark, "warning");
  gtk_widget_add_css_class (item->mark, worst == SJ_SEVERITY_ERROR ? "error" : "warning");
  if (notes->len > 0)
    gtk_widget_set_tooltip_text (item->mark, ((const SjRowNote *) g_ptr_array_index (notes, 0))->text);
}

static void
show_item (Item *item)
{
  StructRow *own = item->owner;
  guint index = index_of (item);
  g_autofree char *words = words_of (own, struct_at (own, sj_row_slot (&own->row), index), index);
  char *end = words + strcspn (words, "\n");

  *end = '\0';
  gtk_label_set_label (GTK_LABEL (item->label), words);
  sj_row_name (&own->row, item->button, words);
  if (item->form != NULL)
    {
      sj_form_set_index (item->form, own->one ? -1 : (int) index);
      fill_item (item);
    }
  if (item->menu != NULL)
    {
      gtk_widget_action_set_enabled (item->box, "item.up", index > 0);
      gtk_widget_action_set_enabled (item->box, "item.down", index + 1 < own->items->len);
    }
}

/* Items are moved first, so that what is open stays with what it shows. */
static void
move_item (Item *item, int by)
{
  StructRow *own = item->owner;
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  const SjRecords *records = sj_row_slot (&own->row);
  int from = (int) index_of (item), to = from + by;
  GtkWidget *before;
  SjValue value;

  if (to < 0 || to >= (int) own->items->len || own->items->len != records->count)
    return;
  value = sj_config_to_value (spec_of (own), records->items[from], &arena);
  g_ptr_array_insert (own->items, to, g_ptr_array_steal_index (own->items, (guint) from));
  before = to > 0 ? ((Item *) g_ptr_array_index (own->items, (guint) to - 1))->box : NULL;
  gtk_box_reorder_child_after (GTK_BOX (own->list), item->box, before);
  sj_form_log ("moved an entry of %s", own->row.field->name);
  tell_list (own, &arena, from, by > 0 ? to + 1 : to, value);
  gtk_widget_grab_focus (item->button);
}

static void
item_free (gpointer data)
{
  g_free (data);
}

static void
drop_item (StructRow *own, guint index)
{
  Item *item = g_ptr_array_index (own->items, index);

  g_idle_add_once (g_object_unref, g_object_ref (item->box));    /* an action of its own may be under way */
  g_object_set_data (G_OBJECT (item->box), "item", NULL);
  gtk_box_remove (GTK_BOX (own->list), item->box);
  g_ptr_array_remove_index (own->items, index);
}

static void
remove_item (Item *item)
{
  StructRow *own = item->owner;
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  guint index = index_of (item);

  gtk_widget_grab_focus (own->add);
  drop_item (own, index);
  sj_form_log ("removed an entry of %s", own->row.field->name);
  tell_list (own, &arena, (int) index, -1, sj_null);
}

static void
up_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move_item (g_object_get_data (G_OBJECT (widget), "item"), -1);
}

static void
down_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move_item (g_object_get_data (G_OBJECT (widget), "item"), 1);
}

static void
remove_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  remove_item (g_object_get_data (G_OBJECT (widget), "item"));
}

/* A box that knows the actions of an item. */
#define SJ_TYPE_ITEM_BOX (sj_item_box_get_type ())
G_DECLARE_FINAL_TYPE (SjItemBox, sj_item_box, SJ, ITEM_BOX, GtkBox)

struct _SjItemBox
{
  GtkBox parent;
};

G_DEFINE_FINAL_TYPE (SjItemBox, sj_item_box, GTK_TYPE_BOX)

static void
sj_item_box_class_init (SjItemBoxClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_install_action (widget_class, "item.up", NULL, up_cb);
  gtk_widget_class_install_action (widget_class, "item.down", NULL, down_cb);
  gtk_widget_class_install_action (widget_class, "item.remove", NULL, remove_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "item.up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "item.down", NULL);
}

static void
sj_item_box_init (SjItemBox *box)
{
}

static GtkWidget *
make_menu (Item *item)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_append (menu, _("Move Up"), "item.up");
  g_menu_append (menu, _("Move Down"), "item.down");
  g_menu_append (menu, _("Remove"), "item.remove");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Move or remove"));
  sj_row_name (&item->owner->row, button, _("Move or remove"));
  sj_row_name (&item->owner->row, gtk_widget_get_first_child (button), _("Move or remove"));
  return button;
}

static GtkWidget *
make_line (Item *item)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *face = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  item->arrow = gtk_image_new_from_icon_name ("pan-end-symbolic");
  item->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (item->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (item->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (item->label, TRUE);
  item->mark = gtk_image_new ();
  gtk_widget_set_visible (item->mark, FALSE);
  gtk_box_append (GTK_BOX (face), item->arrow);
  gtk_box_append (GTK_BOX (face), item->label);
  gtk_box_append (GTK_BOX (face), item->mark);
  item->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (item->button), face);
  gtk_widget_add_css_class (item->button, "flat");
  gtk_widget_set_hexpand (item->button, TRUE);
  g_signal_connect (item->button, "clicked", G_CALLBACK (toggle_cb), item);
  gtk_box_append (GTK_BOX (line), item->button);
  if (!item->owner->one)
    gtk_box_append (GTK_BOX (line), item->menu = make_menu (item));
  return line;
}

static Item *
add_item (StructRow *own)
{
  Item *item = g_new0 (Item, 1);

  item->owner = own;
  item->box = g_object_new (SJ_TYPE_ITEM_BOX, "orientation", GTK_ORIENTATION_VERTICAL, NULL);
  g_object_set_data (G_OBJECT (item->box), "item", item);
  gtk_widget_add_css_class (item->box, "sj-item");
  gtk_box_append (GTK_BOX (item->box), make_line (item));
  item->revealer = gtk_revealer_new ();
  gtk_box_append (GTK_BOX (item->box), item->revealer);
  gtk_box_append (GTK_BOX (own->list), item->box);
  g_ptr_array_add (own->items, item);
  return item;
}

static void
add_cb (GtkButton *button, StructRow *own)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;
  const SjRecords *records = sj_row_slot (&own->row);
  guint before = own->items->len;
  Item *item;

  sj_form_log ("added an entry to %s", own->row.field->name);
  tell_list (own, &arena, -1, (int) records->count, sj_value_object (NULL, 0));
  if (own->items->len <= before)
    return;
  item = g_ptr_array_index (own->items, own->items->len - 1);
  set_open (item, true);
  gtk_widget_child_focus (GTK_WIDGET (item->form), GTK_DIR_TAB_FORWARD);
}

static void
unset_cb (GtkButton *button, StructRow *own)
{
  sj_form_log ("removed %s", own->row.field->name);
  if (own->items->len > 0)
    gtk_widget_grab_focus (((Item *) g_ptr_array_index (own->items, 0))->button);
  sj_row_tell (&own->row, sj_null);
}

static GtkWidget *
end_button (StructRow *own, const char *icon, const char *words, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, words);
  sj_row_name (&own->row, button, words);
  g_signal_connect (button, "clicked", clicked, own);
  sj_row_set_end (&own->row, button);
  return button;
}

static void
struct_build (SjRow *row)
{
  StructRow *own = (StructRow *) row;

  own->one = row->field->type == SJ_FIELD_RECORD;
  own->items = g_ptr_array_new_with_free_func (item_free);
  own->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  if (own->one)
    own->remove = end_button (own, "edit-clear-symbolic", _("Remove"), G_CALLBACK (unset_cb));
  else
    own->add = end_button (own, "list-add-symbolic", _("Add"), G_CALLBACK (add_cb));
  sj_row_set_body (row, own->list);
}

/* A struct that matters is open from the beginning: that of a whole document. */
static bool
begins_open (const StructRow *own, const void *slot)
{
  return own->one && sj_form_root (own->row.form) == own->row.form && count_in (own, slot) > 0 &&
         !(own->row.field->flags & SJ_FIELD_ADVANCED);
}

static void
struct_show (SjRow *row, const void *slot)
{
  StructRow *own = (StructRow *) row;
  uint32_t count = own->one ? 1 : count_in (own, slot);

  while (own->items->len > count)
    drop_item (own, own->items->len - 1);
  while (own->items->len < count)
    add_item (own);
  for (guint i = 0; i < own->items->len; i++)
    {
      show_item (g_ptr_array_index (own->items, i));
      mark_item (g_ptr_array_index (own->items, i));
    }
  if (own->remove != NULL)
    gtk_widget_set_visible (own->remove, count_in (own, slot) > 0);
  if (!own->shown && begins_open (own, slot))
    set_open (g_ptr_array_index (own->items, 0), true);
  own->shown = true;
  gtk_widget_set_visible (row->body, count > 0);
}

static void
struct_noted (SjRow *row, const GPtrArray *notes)
{
  StructRow *own = (StructRow *) row;

  for (guint i = 0; i < own->items->len; i++)
    {
      Item *item = g_ptr_array_index (own->items, i);

      mark_item (item);
      if (item->form != NULL)
        sj_form_take_notes (item->form, notes_of (item));
    }
}

/* The item a place inside leads to, and what is left of it. */
static Item *
item_at (StructRow *own, const char *place, const char **rest)
{
  char *end = NULL;
  guint64 index = 0;

  *rest = place;
  if (!own->one)
    {
      if (place == NULL || *place != '[')
        return NULL;
      index = g_ascii_strtoull (place + 1, &end, 10);
      if (*end != ']')
        return NULL;
      *rest = end[1] == '.' ? end + 2 : NULL;
    }
  return index < own->items->len ? g_ptr_array_index (own->items, index) : NULL;
}

static bool
struct_reveal (SjRow *row, const char *place)
{
  StructRow *own = (StructRow *) row;
  const char *rest;
  Item *item = item_at (own, place, &rest);

  if (item == NULL)
    return gtk_widget_grab_focus (own->add ? own->add : own->list);
  set_open (item, true);
  return (rest != NULL && sj_form_reveal (item->form, rest)) || gtk_widget_grab_focus (item->button);
}

static bool
struct_choose (SjRow *row, const char *place, const char *id)
{
  const char *rest;
  Item *item = item_at ((StructRow *) row, place, &rest);

  if (item == NULL || rest == NULL)
    return false;
  set_open (item, true);
  return sj_form_choose (item->form, rest, id);
}

static void
struct_clear (SjRow *row)
{
  g_ptr_array_unref (((StructRow *) row)->items);
}

#define STRUCT_ROW                                                                                           \
  {                                                                                                          \
    .size = sizeof (StructRow), .build = struct_build, .show = struct_show, .noted = struct_noted,           \
    .choose = struct_choose, .reveal = struct_reveal, .clear = struct_clear                                  \
  }

const SjRowType sj_row_record = STRUCT_ROW;
const SjRowType sj_row_records = STRUCT_ROW;
