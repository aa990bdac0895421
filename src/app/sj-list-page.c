/* sj-list-page.c -- all documents of a kind: the list, and beside it the one that is selected. */
#include "app/sj-list-page.h"

#include "app/sj-ask.h"
#include "app/sj-banner.h"
#include "app/sj-command.h"
#include "app/sj-document-pane.h"
#include "app/sj-item-row.h"
#include "app/sj-section.h"
#include "app/sj-toast.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _SjListPage
{
  GtkWidget parent_instance;

  SjDesk *desk;                     /* owned */
  const SjDocumentKind *kind;
  SjItems *items;                   /* owned */
  GtkSingleSelection *selection;    /* owned */
  GSimpleActionGroup *actions;      /* owned */
  char *wanted;                     /* owned: selected as soon as it is in the list; or NULL */
  GtkWidget *menu;                  /* of the rows */
  bool wants_focus;

  AdwLeaflet *leaflet;
  GtkBox *list_side;
  AdwHeaderBar *list_header;
  AdwWindowTitle *title;
  GtkButton *new_button;
  SjBanner *banner;
  GtkSearchEntry *search;
  GtkMenuButton *order_button;
  GtkStack *list_stack;
  GtkWidget *scroller;
  GtkListView *list;
  AdwStatusPage *empty;
  GtkButton *empty_new;
  GtkWidget *pane;                  /* NULL: journeys */
};

G_DEFINE_FINAL_TYPE (SjListPage, sj_list_page, GTK_TYPE_WIDGET)

static const char *const order_names[] = { "name", "change", "problems", NULL };
static const char *const filter_names[] = { "all", "flawed", "sound", NULL };

static SjItem *
selected (SjListPage *page)
{
  return gtk_single_selection_get_selected_item (page->selection);
}

/* ------------------------------------------------------------------ state */

static void
update_actions (SjListPage *page)
{
  unsigned facts = SJ_FACT_WORKSPACE;

  if (sj_desk_writable (page->desk))
    facts |= SJ_FACT_WRITABLE;
  if (selected (page) != NULL)
    facts |= SJ_FACT_ITEM;
  sj_command_update (G_ACTION_MAP (page->actions), "list", facts);
}

static void
update_stack (SjListPage *page)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (page->items));
  g_autofree char *words = g_strdup_printf ("%u", count);

  gtk_stack_set_visible_child_name (page->list_stack, count > 0                           ? "list"
                                                      : sj_items_is_narrowed (page->items) ? "nothing"
                                                                                           : "empty");
  adw_window_title_set_subtitle (page->title, count > 0 ? words : "");
}

static void
show_selected (SjListPage *page)
{
  SjItem *item = selected (page);

  update_actions (page);
  if (page->pane == NULL)
    return;
  sj_document_pane_show (SJ_DOCUMENT_PANE (page->pane), item ? item->id : NULL);
  if (item == NULL)
    adw_leaflet_set_visible_child (page->leaflet, GTK_WIDGET (page->list_side));
}

static void
select_wanted (SjListPage *page)
{
  guint position = page->wanted ? sj_items_position (page->items, page->wanted) : G_MAXUINT;

  if (position == G_MAXUINT)
    return;
  gtk_single_selection_set_selected (page->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (page->list), "list.scroll-to-item", "u", position);
  g_clear_pointer (&page->wanted, g_free);
  show_selected (page);
  if (page->wants_focus && page->pane != NULL)
    {
      adw_leaflet_set_visible_child (page->leaflet, page->pane);
      sj_document_pane_focus (SJ_DOCUMENT_PANE (page->pane));
    }
  page->wants_focus = false;
}

static void
items_cb (SjListPage *page)
{
  update_stack (page);
  select_wanted (page);
  update_actions (page);
}

static void
folded_cb (SjListPage *page)
{
  bool folded = adw_leaflet_get_folded (page->leaflet);
  bool list = adw_leaflet_get_visible_child (page->leaflet) == GTK_WIDGET (page->list_side);

  adw_header_bar_set_show_end_title_buttons (page->list_header, folded || page->pane == NULL);
  gtk_list_view_set_single_click_activate (page->list, folded && page->pane != NULL);
  if (page->pane != NULL)
    sj_document_pane_set_alone (SJ_DOCUMENT_PANE (page->pane), folded && !list);
}

/* --------------------------------------------------------------- commands */

void
sj_list_page_select (SjListPage *page, const char *id, bool focus)
{
  g_free (page->wanted);
  page->wanted = g_strdup (id);
  page->wants_focus = focus;
  if (sj_items_position (page->items, id) == G_MAXUINT && sj_items_is_narrowed (page->items))
    {
      gtk_editable_set_text (GTK_EDITABLE (page->search), "");
      sj_items_set_search (page->items, NULL);
      g_action_group_change_action_state (G_ACTION_GROUP (page->actions), "filter", g_variant_new_string ("all"));
    }
  select_wanted (page);
}

static void
open_journey (SjListPage *page, const char *id, bool fresh)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "win.show", "(isb)", (int) SJ_REF_JOURNEY, id, fresh);
}

static void
new_cb (gpointer data)
{
  SjListPage *page = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = sj_desk_add (page->desk, page->kind->ref, _(page->kind->one), &error);

  if (id == NULL)
    sj_toast_error (GTK_WIDGET (page), error);
  else if (page->kind->ref == SJ_REF_JOURNEY)
    open_journey (page, id, true);
  else
    sj_list_page_select (page, id, true);
}

void
sj_list_page_create (SjListPage *page)
{
  new_cb (page);
}

static void
open_cb (gpointer data)
{
  SjListPage *page = data;
  SjItem *item = selected (page);

  if (item == NULL)
    return;
  if (page->pane == NULL)
    {
      open_journey (page, item->id, false);
      return;
    }
  adw_leaflet_set_visible_child (page->leaflet, page->pane);
  sj_document_pane_focus (SJ_DOCUMENT_PANE (page->pane));
}

static void
find_cb (gpointer data)
{
  SjListPage *page = data;

  adw_leaflet_set_visible_child (page->leaflet, GTK_WIDGET (page->list_side));
  gtk_widget_grab_focus (GTK_WIDGET (page->search));
}

static void
duplicate_cb (gpointer data)
{
  SjListPage *page = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = sj_desk_duplicate (page->desk, page->kind->ref, selected (page)->id, &error);

  if (id == NULL)
    sj_toast_error (GTK_WIDGET (page), error);
  else
    sj_list_page_select (page, id, false);
}

static void
named_cb (GtkWidget *near, const char *name, gpointer data)
{
  SjListPage *page = SJ_LIST_PAGE (near);
  g_autoptr (GError) error = NULL;

  if (!sj_desk_rename (page->desk, page->kind->ref, data, name, &error))
    sj_toast_error (near, error);
}

static void
rename_cb (gpointer data)
{
  SjListPage *page = data;
  SjItem *item = selected (page);

  /* A profile has no name of its own: its attributes say it. */
  if (page->kind->spec != NULL && sj_spec_find (page->kind->spec, "name") == NULL)
    open_cb (page);
  else
    sj_ask_name (GTK_WIDGET (page), _("Rename"), item->name, named_cb, g_strdup (item->id), g_free);
}

typedef struct
{
  SjDesk *desk;
  SjRefTo kind;
  char *id;
  GWeakRef page;
} Gone;

static void
gone_free (gpointer data)
{
  Gone *gone = data;

  g_object_unref (gone->desk);
  g_free (gone->id);
  g_weak_ref_clear (&gone->page);
  g_free (gone);
}

static void
restore_cb (gpointer data)
{
  Gone *gone = data;
  g_autoptr (SjListPage) page = g_weak_ref_get (&gone->page);
  g_autoptr (GError) error = NULL;

  if (sj_desk_workspace (gone->desk) == NULL || page == NULL)
    return;
  if (sj_workspace_restore (sj_desk_workspace (gone->desk), gone->kind, gone->id, &error))
    sj_list_page_select (page, gone->id, false);
  else
    sj_toast_error (GTK_WIDGET (page), error);
}

static void
delete_cb (gpointer data)
{
  SjListPage *page = data;
  SjItem *item = selected (page);
  g_autofree char *sentence = g_strdup_printf (_("Deleted “%s”"), item->name);
  g_autoptr (GError) error = NULL;
  Gone *gone = g_new0 (Gone, 1);

  gone->desk = g_object_ref (page->desk);
  gone->kind = page->kind->ref;
  gone->id = g_strdup (item->id);
  g_weak_ref_init (&gone->page, page);
  if (sj_desk_delete (page->desk, gone->kind, gone->id, &error))
    {
      sj_toast_undo (GTK_WIDGET (page), sentence, restore_cb, gone, gone_free);
      return;
    }
  gone_free (gone);
  sj_toast_error (GTK_WIDGET (page), error);
}

static void
exported_cb (GtkWidget *near, const char *path, gpointer data)
{
  SjListPage *page = SJ_LIST_PAGE (near);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *sentence = g_strdup_printf (_("Written to “%s”"), name);
  g_autoptr (GError) error = NULL;

  if (sj_workspace_export_document (sj_desk_workspace (page->desk), page->kind->ref, data, path, &error))
    sj_toast (near, sentence);
  else
    sj_toast_error (near, error);
}

static void
export_cb (gpointer data)
{
  SjListPage *page = data;
  SjItem *item = selected (page);
  g_autofree char *name = g_strconcat (item->id, page->kind->spec ? ".json" : ".journey", NULL);

  sj_ask_save (GTK_WIDGET (page), _("Export as Text"), name, exported_cb, g_strdup (item->id), g_free);
}

static const SjCommandRow rows[] = {
  { "new", new_cb }, { "open", open_cb }, { "search", find_cb }, { "duplicate", duplicate_cb },
  { "rename", rename_cb }, { "delete", delete_cb }, { "export", export_cb }, { NULL }
};

/* --------------------------------------------------------- sort and filter */

static int
place_of (const char *const *names, const char *name)
{
  for (int i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return i;
  return 0;
}

static void
order_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  SjListPage *page = data;

  g_simple_action_set_state (action, state);
  sj_items_set_order (page->items, (SjItemsOrder) place_of (order_names, g_variant_get_string (state, NULL)));
}

static void
filter_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  SjListPage *page = data;

  g_simple_action_set_state (action, state);
  sj_items_set_filter (page->items, (SjItemsFilter) place_of (filter_names, g_variant_get_string (state, NULL)));
  update_stack (page);
}

static void
search_cb (SjListPage *page)
{
  sj_items_set_search (page->items, gtk_editable_get_text (GTK_EDITABLE (page->search)));
  update_stack (page);
}

static void
stop_search_cb (SjListPage *page)
{
  gtk_editable_set_text (GTK_EDITABLE (page->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (page->list));
}

static void
search_activate_cb (SjListPage *page)
{
  search_cb (page);    /* what was typed last may not have been looked for yet */
  open_cb (page);
}

static void
show_all_cb (SjListPage *page)
{
  gtk_editable_set_text (GTK_EDITABLE (page->search), "");
  g_action_group_change_action_state (G_ACTION_GROUP (page->actions), "filter", g_variant_new_string ("all"));
}

static void
activate_cb (SjListPage *page, guint position)
{
  gtk_single_selection_set_selected (page->selection, position);
  open_cb (page);
}

/* ------------------------------------------------------------------- rows */

static void
menu_cb (GtkGestureClick *gesture, int n_press, double x, double y, GtkListItem *list_item)
{
  GtkWidget *row = gtk_list_item_get_child (list_item);
  SjListPage *page = SJ_LIST_PAGE (gtk_widget_get_ancestor (row, SJ_TYPE_LIST_PAGE));
  double page_x, page_y;

  gtk_single_selection_set_selected (page->selection, gtk_list_item_get_position (list_item));
  if (!gtk_widget_translate_coordinates (row, GTK_WIDGET (page), x, y, &page_x, &page_y))
    return;
  gtk_popover_set_pointing_to (GTK_POPOVER (page->menu), &(GdkRectangle) { (int) page_x, (int) page_y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (page->menu));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *row = sj_item_row_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (menu_cb), list_item, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  sj_item_row_show (SJ_ITEM_ROW (gtk_list_item_get_child (list_item)), gtk_list_item_get_item (list_item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  sj_item_row_show (SJ_ITEM_ROW (gtk_list_item_get_child (list_item)), NULL);
}

/* ------------------------------------------------------------------ object */

static void
sj_list_page_dispose (GObject *object)
{
  SjListPage *page = SJ_LIST_PAGE (object);

  g_clear_pointer (&page->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (page), SJ_TYPE_LIST_PAGE);
  g_clear_object (&page->actions);
  g_clear_object (&page->selection);
  g_clear_object (&page->items);
  g_clear_object (&page->desk);
  g_clear_pointer (&page->wanted, g_free);
  G_OBJECT_CLASS (sj_list_page_parent_class)->dispose (object);
}

/* The rows; where there are none, what else one can do. */
static gboolean
sj_list_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SJ_LIST_PAGE (widget)->list)) ||
         gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

static void
sj_list_page_class_init (SjListPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_list_page_dispose;
  g_type_ensure (SJ_TYPE_BANNER);
  widget_class->grab_focus = sj_list_page_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/sojourn/ui/sj-list-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SjListPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, SjListPage, list_side);
  gtk_widget_class_bind_template_child (widget_class, SjListPage, list_header);
  gtk_widget_class_bind_template_child (widget_class, SjListPage, title);
  gtk_widget_class_bind_template_child (widget_class, SjListPage, new_button);
  gtk_widget_class_bind_template_child (widget_class, SjListPage, banner);
  gtk_widget_class_bind_template_child (widget_class, SjListPage, search);
  gtk_widget_class_bind_template_child (widget_class, SjListPage, order_button);
  gtk_widget_class_bind_template_child (widget_class, SjListPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, SjListPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, SjListPage, list);
  gtk_widget_class_bind_template_child (widget_class, SjListPage, empty);
  gtk_widget_class_bind_template_child (widget_class, SjListPage, empty_new);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
add_choice (SjListPage *page, const char *name, const char *first, GCallback changed)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (name, G_VARIANT_TYPE_STRING,
                                                                   g_variant_new_string (first));

  g_signal_connect (action, "change-state", changed, page);
  g_action_map_add_action (G_ACTION_MAP (page->actions), G_ACTION (action));
}

static void
sj_list_page_init (SjListPage *page)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autofree char *tooltip = sj_command_tooltip ("list", "new");
  static const char *const menu[] = { "open", "rename", "duplicate", "export", "delete", NULL };
  g_autoptr (GMenuModel) model = sj_command_menu ("list", menu);

  gtk_widget_init_template (GTK_WIDGET (page));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (page->list, factory);
  sj_command_mark_canvas (GTK_WIDGET (page->list));
  gtk_widget_set_tooltip_text (GTK_WIDGET (page->new_button), tooltip);
  page->menu = gtk_popover_menu_new_from_model (model);
  gtk_popover_set_has_arrow (GTK_POPOVER (page->menu), FALSE);
  gtk_widget_set_halign (page->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (page->menu, GTK_WIDGET (page));

  page->actions = g_simple_action_group_new ();
  sj_command_add (G_ACTION_MAP (page->actions), "list", rows, page);
  add_choice (page, "order", "name", G_CALLBACK (order_cb));
  add_choice (page, "filter", "all", G_CALLBACK (filter_cb));
  gtk_widget_insert_action_group (GTK_WIDGET (page), "list", G_ACTION_GROUP (page->actions));
}

static void
add_pane (SjListPage *page)
{
  GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_VERTICAL);

  adw_leaflet_page_set_navigatable (adw_leaflet_append (page->leaflet, line), FALSE);
  page->pane = sj_document_pane_new (page->desk, page->kind->ref);
  gtk_widget_set_hexpand (page->pane, TRUE);
  adw_leaflet_append (page->leaflet, page->pane);
  gtk_widget_set_hexpand (GTK_WIDGET (page->list_side), FALSE);
  gtk_widget_set_size_request (GTK_WIDGET (page->list_side), 320, -1);
}

static void
set_words (SjListPage *page)
{
  adw_window_title_set_title (page->title, _(page->kind->title));
  adw_status_page_set_icon_name (page->empty, page->kind->icon);
  adw_status_page_set_title (page->empty, _(page->kind->title));
  adw_status_page_set_description (page->empty, _(page->kind->purpose));
  gtk_button_set_label (page->empty_new, _(page->kind->one));
  gtk_accessible_update_property (GTK_ACCESSIBLE (page->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _(page->kind->title),
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (page->new_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(page->kind->one), -1);
}

GtkWidget *
sj_list_page_new (SjDesk *desk, SjRefTo kind)
{
  SjListPage *page = g_object_new (SJ_TYPE_LIST_PAGE, NULL);

  page->desk = g_object_ref (desk);
  page->kind = sj_document_kind (kind);
  page->items = sj_items_new (desk, kind);
  page->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (page->items)));
  gtk_single_selection_set_autoselect (page->selection, FALSE);
  gtk_single_selection_set_can_unselect (page->selection, TRUE);
  if (page->kind->spec != NULL)
    add_pane (page);
  else
    gtk_widget_set_hexpand (GTK_WIDGET (page->list_side), TRUE);
  set_words (page);
  sj_banner_set_desk (page->banner, desk);
  g_signal_connect_object (page->items, "items-changed", G_CALLBACK (items_cb), page,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (page->selection, "notify::selected-item", G_CALLBACK (show_selected), page,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_model (page->list, GTK_SELECTION_MODEL (page->selection));
  items_cb (page);
  show_selected (page);
  folded_cb (page);
  return GTK_WIDGET (page);
}

SjRefTo
sj_list_page_kind (SjListPage *page)
{
  return page->kind->ref;
}

GActionGroup *
sj_list_page_actions (SjListPage *page)
{
  return G_ACTION_GROUP (page->actions);
}
