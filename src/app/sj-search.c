/* sj-search.c -- quick search: over objects, pages and commands, from anywhere. */
#include "app/sj-search.h"

#include "app/sj-hits.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define SJ_TYPE_SEARCH (sj_search_get_type ())
G_DECLARE_FINAL_TYPE (SjSearch, sj_search, SJ, SEARCH, AdwWindow)

struct _SjSearch
{
  AdwWindow parent_instance;

  SjDesk *desk;                     /* owned */
  GtkWidget *focus;                 /* owned: where the focus was; commands are of what is around it */
  SjHitsCan can;
  gpointer can_data;
  GListStore *found;                /* owned */
  GtkSingleSelection *selection;    /* owned */

  GtkSearchEntry *entry;
  GtkStack *stack;
  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (SjSearch, sj_search, ADW_TYPE_WINDOW)

static void
search_cb (SjSearch *search)
{
  g_autoptr (GPtrArray) found = sj_hits_find (search->desk, gtk_editable_get_text (GTK_EDITABLE (search->entry)),
                                              search->can, search->can_data);

  g_list_store_splice (search->found, 0, g_list_model_get_n_items (G_LIST_MODEL (search->found)), found->pdata,
                       found->len);
  gtk_stack_set_visible_child_name (search->stack, found->len > 0 ? "found" : "nothing");
  if (found->len > 0)
    gtk_single_selection_set_selected (search->selection, 0);
}

static void
carry_out (SjSearch *search, SjFound *found)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (search));
  GtkWidget *near = search->focus ? search->focus : GTK_WIDGET (window);

  if (found->of == SJ_FOUND_COMMAND)
    gtk_widget_activate_action (near, found->id, NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (window), "win.show", "(isb)", (int) found->kind, found->id, FALSE);
}

static void
activate_cb (SjSearch *search)
{
  SjFound *selected = gtk_single_selection_get_selected_item (search->selection);
  g_autoptr (SjFound) found = selected ? g_object_ref (selected) : NULL;

  if (found == NULL)
    {
      gtk_widget_error_bell (GTK_WIDGET (search));
      return;
    }
  g_object_ref (search);
  gtk_widget_set_visible (GTK_WIDGET (search), FALSE);
  carry_out (search, found);
  gtk_window_destroy (GTK_WINDOW (search));
  g_object_unref (search);
}

/* What was typed last may not have been looked for yet. */
static void
enter_cb (SjSearch *search)
{
  guint at = gtk_single_selection_get_selected (search->selection);

  search_cb (search);
  if (at < g_list_model_get_n_items (G_LIST_MODEL (search->found)))
    gtk_single_selection_set_selected (search->selection, at);
  activate_cb (search);
}

static void
activate_row_cb (SjSearch *search, guint position)
{
  gtk_single_selection_set_selected (search->selection, position);
  activate_cb (search);
}

static void
stop_cb (SjSearch *search)
{
  gtk_window_close (GTK_WINDOW (search));
}

/* Up and down walk the list while one types. */
static gboolean
key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, SjSearch *search)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (search->found));
  guint at = gtk_single_selection_get_selected (search->selection);

  if ((keyval != GDK_KEY_Down && keyval != GDK_KEY_Up) || count == 0)
    return FALSE;
  at = keyval == GDK_KEY_Down ? (at + 1) % count : (at + count - 1) % count;
  gtk_single_selection_set_selected (search->selection, at);
  gtk_widget_activate_action (GTK_WIDGET (search->list), "list.scroll-to-item", "u", at);
  return TRUE;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_add_css_class (detail, "caption");
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_list_item_set_child (list_item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *icon = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  GtkWidget *title = gtk_widget_get_next_sibling (icon);
  SjFound *found = gtk_list_item_get_item (list_item);
  guint keyval = 0;
  GdkModifierType modifiers = 0;
  g_autofree char *keys = NULL;

  if (found->keys != NULL && gtk_accelerator_parse (found->keys, &keyval, &modifiers))
    keys = gtk_accelerator_get_label (keyval, modifiers);
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), found->icon);
  gtk_label_set_text (GTK_LABEL (title), found->title);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)), keys ? keys : found->detail);
}

static void
sj_search_dispose (GObject *object)
{
  SjSearch *search = SJ_SEARCH (object);

  gtk_widget_dispose_template (GTK_WIDGET (search), SJ_TYPE_SEARCH);
  g_clear_object (&search->selection);
  g_clear_object (&search->found);
  g_clear_object (&search->focus);
  g_clear_object (&search->desk);
  G_OBJECT_CLASS (sj_search_parent_class)->dispose (object);
}

static void
sj_search_class_init (SjSearchClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_search_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/sojourn/ui/sj-search.ui");
  gtk_widget_class_bind_template_child (widget_class, SjSearch, entry);
  gtk_widget_class_bind_template_child (widget_class, SjSearch, stack);
  gtk_widget_class_bind_template_child (widget_class, SjSearch, list);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, enter_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sj_search_init (SjSearch *search)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (search));
  search->found = g_list_store_new (SJ_TYPE_FOUND);
  search->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (search->found)));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (search->list, factory);
  gtk_list_view_set_model (search->list, GTK_SELECTION_MODEL (search->selection));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), search);
  gtk_widget_add_controller (GTK_WIDGET (search->entry), keys);
}

void
sj_search_present (GtkWindow *window, SjDesk *desk, SjHitsCan can, gpointer data)
{
  SjSearch *search = g_object_new (SJ_TYPE_SEARCH, "transient-for", window, NULL);

  search->desk = g_object_ref (desk);
  search->can = can;
  search->can_data = data;
  g_set_object (&search->focus, gtk_window_get_focus (window));
  search_cb (search);
  gtk_window_present (GTK_WINDOW (search));
  gtk_widget_grab_focus (GTK_WIDGET (search->entry));
}
