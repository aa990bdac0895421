/* sj-picker.c -- a popover in which one thing of many is found and chosen. */
#include "widgets/sj-picker.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SjPicker
{
  GtkPopover parent;

  GtkWidget *search;
  GtkWidget *list;
  GtkWidget *nothing;
  GtkWidget *scrolled;
  GtkWidget *foot;
  GtkFilter *filter;              /* borrowed */
  GtkFilterListModel *shown;      /* borrowed */
  GtkSingleSelection *selection;  /* owned */
  char *typed;                    /* owned, folded */
};

G_DEFINE_FINAL_TYPE (SjPicker, sj_picker, GTK_TYPE_POPOVER)

enum { PICKED, N_SIGNALS };
static guint signals[N_SIGNALS];

static bool
contains (const char *text, const char *folded)
{
  g_autofree char *own = g_utf8_casefold (text, -1);

  return strstr (own, folded) != NULL;
}

static gboolean
matches (gpointer item, gpointer data)
{
  SjPicker *picker = data;
  SjPick *pick = item;

  return picker->typed == NULL || *picker->typed == '\0' || contains (sj_pick_name (pick), picker->typed) ||
         contains (sj_pick_id (pick), picker->typed) || contains (sj_pick_detail (pick), picker->typed);
}

static void
update_nothing (SjPicker *picker)
{
  bool any = g_list_model_get_n_items (G_LIST_MODEL (picker->shown)) > 0;

  gtk_widget_set_visible (picker->scrolled, any);
  gtk_widget_set_visible (picker->nothing, !any);
}

static void
search_changed_cb (GtkEditable *search, SjPicker *picker)
{
  g_free (picker->typed);
  picker->typed = g_utf8_casefold (gtk_editable_get_text (search), -1);
  gtk_filter_changed (picker->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_nothing (picker);
}

static void
take (SjPicker *picker, guint position)
{
  g_autoptr (SjPick) pick = g_list_model_get_item (G_LIST_MODEL (picker->shown), position);
  g_autoptr (SjPicker) kept = g_object_ref (picker);

  if (pick == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (picker));
  g_signal_emit (picker, signals[PICKED], 0, sj_pick_id (pick));
}

static void
activate_cb (GtkListView *list, guint position, SjPicker *picker)
{
  take (picker, position);
}

static void
search_activate_cb (GtkEntry *search, SjPicker *picker)
{
  guint position = gtk_single_selection_get_selected (picker->selection);

  take (picker, position == GTK_INVALID_LIST_POSITION ? 0 : position);
}

/* Up and Down go through the list while one types. */
static gboolean
search_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, SjPicker *picker)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (picker->shown));
  guint at = gtk_single_selection_get_selected (picker->selection);

  if (count == 0 || (key != GDK_KEY_Down && key != GDK_KEY_Up))
    return FALSE;
  if (at == GTK_INVALID_LIST_POSITION)
    at = 0;
  else
    at = key == GDK_KEY_Down ? MIN (at + 1, count - 1) : at - (at > 0);
  gtk_single_selection_set_selected (picker->selection, at);
  gtk_widget_activate_action (picker->list, "list.scroll-to-item", "u", at);
  return TRUE;
}

/* Escape, which the entry keeps to itself. */
static void
stop_search_cb (GtkSearchEntry *search, SjPicker *picker)
{
  gtk_popover_popdown (GTK_POPOVER (picker));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (NULL), *detail = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), name);
  gtk_box_append (GTK_BOX (words), detail);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), words);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  SjPick *pick = gtk_list_item_get_item (item);
  GtkWidget *icon = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *name = gtk_widget_get_first_child (gtk_widget_get_next_sibling (icon));
  GtkWidget *detail = gtk_widget_get_next_sibling (name);

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), sj_pick_icon (pick));
  gtk_label_set_label (GTK_LABEL (name), sj_pick_name (pick));
  gtk_label_set_label (GTK_LABEL (detail), sj_pick_detail (pick));
  gtk_widget_set_visible (detail, *sj_pick_detail (pick) != '\0');
}

static void
show_cb (GtkWidget *widget, gpointer data)
{
  SjPicker *picker = SJ_PICKER (widget);

  gtk_editable_set_text (GTK_EDITABLE (picker->search), "");
  gtk_widget_grab_focus (picker->search);
}

static void
sj_picker_dispose (GObject *object)
{
  SjPicker *picker = SJ_PICKER (object);

  g_clear_object (&picker->selection);
  G_OBJECT_CLASS (sj_picker_parent_class)->dispose (object);
}

static void
sj_picker_finalize (GObject *object)
{
  g_free (SJ_PICKER (object)->typed);
  G_OBJECT_CLASS (sj_picker_parent_class)->finalize (object);
}

static void
sj_picker_class_init (SjPickerClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sj_picker_dispose;
  G_OBJECT_CLASS (class)->finalize = sj_picker_finalize;
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
make_list (SjPicker *picker)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  picker->filter = GTK_FILTER (gtk_custom_filter_new (matches, picker, NULL));
  picker->shown = gtk_filter_list_model_new (NULL, picker->filter);
  picker->selection = gtk_single_selection_new (G_LIST_MODEL (picker->shown));
  picker->list = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (picker->selection)), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (picker->list), TRUE);
  gtk_widget_add_css_class (picker->list, "sj-picks");
  gtk_accessible_update_property (GTK_ACCESSIBLE (picker->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Choices"), -1);
  g_signal_connect (picker->list, "activate", G_CALLBACK (activate_cb), picker);
  picker->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (picker->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (picker->scrolled), 320);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (picker->scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (picker->scrolled), picker->list);
}

static void
sj_picker_init (SjPicker *picker)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  picker->search = gtk_search_entry_new ();
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (picker->search), 0);    /* Return takes what was typed */
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (picker->search), GTK_WIDGET (picker));
  gtk_accessible_update_property (GTK_ACCESSIBLE (picker->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search"), -1);
  make_list (picker);
  picker->nothing = gtk_label_new (_("Nothing found"));
  gtk_widget_add_css_class (picker->nothing, "dim-label");
  gtk_widget_set_margin_top (picker->nothing, 12);
  gtk_widget_set_margin_bottom (picker->nothing, 12);
  picker->foot = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_size_request (box, 290, -1);
  gtk_box_append (GTK_BOX (box), picker->search);
  gtk_box_append (GTK_BOX (box), picker->scrolled);
  gtk_box_append (GTK_BOX (box), picker->nothing);
  gtk_box_append (GTK_BOX (box), picker->foot);
  gtk_popover_set_child (GTK_POPOVER (picker), box);
  gtk_widget_add_css_class (GTK_WIDGET (picker), "sj-picker");
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (search_key_cb), picker);
  gtk_widget_add_controller (picker->search, keys);
  g_signal_connect (picker->search, "search-changed", G_CALLBACK (search_changed_cb), picker);
  g_signal_connect (picker->search, "activate", G_CALLBACK (search_activate_cb), picker);
  g_signal_connect (picker->search, "stop-search", G_CALLBACK (stop_search_cb), picker);
  g_signal_connect (picker, "show", G_CALLBACK (show_cb), NULL);
}

GtkWidget *
sj_picker_new (void)
{
  return g_object_new (SJ_TYPE_PICKER, NULL);
}

void
sj_picker_set_items (SjPicker *picker, GListModel *picks)
{
  g_return_if_fail (SJ_IS_PICKER (picker));

  gtk_filter_list_model_set_model (picker->shown, picks);
  update_nothing (picker);
}

void
sj_picker_set_search (SjPicker *picker, const char *text)
{
  g_return_if_fail (SJ_IS_PICKER (picker));

  gtk_editable_set_text (GTK_EDITABLE (picker->search), text);
  search_changed_cb (GTK_EDITABLE (picker->search), picker);    /* without the wait of the entry */
}

static void
create_cb (GtkButton *button, SjPicker *picker)
{
  gtk_popover_popdown (GTK_POPOVER (picker));
}

void
sj_picker_set_create (SjPicker *picker, const char *label, GCallback create, gpointer data)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  g_signal_connect (button, "clicked", G_CALLBACK (create_cb), picker);
  g_signal_connect_swapped (button, "clicked", create, data);
  gtk_box_append (GTK_BOX (picker->foot), button);
}

bool
sj_picker_pick (SjPicker *picker, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (picker->shown)); i++)
    {
      g_autoptr (SjPick) pick = g_list_model_get_item (G_LIST_MODEL (picker->shown), i);

      if (strcmp (sj_pick_id (pick), id) != 0)
        continue;
      take (picker, i);
      return true;
    }
  return false;
}

guint
sj_picker_n_shown (SjPicker *picker)
{
  return g_list_model_get_n_items (G_LIST_MODEL (picker->shown));
}
