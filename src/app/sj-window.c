/* sj-window.c -- a window on one workspace: it arranges the pages, and nothing else. */
#include "app/sj-window.h"

#include "app/sj-ask.h"
#include "app/sj-command.h"
#include "app/sj-editor-page.h"
#include "app/sj-list-page.h"
#include "app/sj-menu.h"
#include "app/sj-search.h"
#include "app/sj-section.h"
#include "app/sj-taste.h"
#include "app/sj-toast.h"
#include "app/sj-welcome.h"

#include <glib/gi18n-lib.h>

struct _SjWindow
{
  AdwApplicationWindow parent_instance;

  SjDesk *desk;                         /* owned; NULL: the welcome */
  GtkWidget *list_pages[SJ_N_REFS];     /* made when they are first shown */
  SjListPage *page;                     /* the one that is shown */

  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwWindowTitle *workspace_title;
  GtkButton *search_button;
  GtkMenuButton *menu_button;
  GtkListBox *navigation;
  GtkStack *pages;
  GtkStack *headers;
  AdwTabView *tabs;
};

G_DEFINE_FINAL_TYPE (SjWindow, sj_window, ADW_TYPE_APPLICATION_WINDOW)

/* ------------------------------------------------------------------ state */

static SjEditorPage *
shown_editor (SjWindow *window)
{
  AdwTabPage *tab = adw_tab_view_get_selected_page (window->tabs);

  return tab ? SJ_EDITOR_PAGE (adw_tab_page_get_child (tab)) : NULL;
}

static bool
is_shown (SjWindow *window, const char *face)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (window->stack), face) == 0;
}

static void
update_actions (SjWindow *window)
{
  int n_tabs = adw_tab_view_get_n_pages (window->tabs);
  unsigned facts = 0;

  if (window->desk != NULL)
    facts |= SJ_FACT_WORKSPACE;
  if (window->desk != NULL && sj_desk_writable (window->desk))
    facts |= SJ_FACT_WRITABLE;
  if (n_tabs > 0 && is_shown (window, "journeys"))
    facts |= SJ_FACT_TAB;
  if (n_tabs > 1 && is_shown (window, "journeys"))
    facts |= SJ_FACT_TABS;
  sj_command_update (G_ACTION_MAP (window), "win", facts);
}

/* The keys of the page that is shown work wherever the focus is. */
static void
update_scopes (SjWindow *window)
{
  SjEditorPage *editor = is_shown (window, "journeys") ? shown_editor (window) : NULL;
  bool lists = is_shown (window, "lists") && window->page != NULL;

  gtk_widget_insert_action_group (GTK_WIDGET (window), "list",
                                  lists ? sj_list_page_actions (window->page) : NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (window), "editor", editor ? sj_editor_page_actions (editor) : NULL);
  update_actions (window);
}

static void
show_face (SjWindow *window, const char *face)
{
  gtk_stack_set_visible_child_name (window->stack, face);
  update_scopes (window);
}

/* ------------------------------------------------------------------ lists */

static GtkListBoxRow *
navigation_row (SjWindow *window, SjRefTo kind)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (window->navigation, i)) != NULL; i++)
    if (GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "sj-kind")) == (int) kind)
      return row;
  return NULL;
}

static SjListPage *
list_page (SjWindow *window, SjRefTo kind)
{
  if (window->list_pages[kind] == NULL)
    {
      window->list_pages[kind] = sj_list_page_new (window->desk, kind);
      gtk_stack_add_child (window->pages, window->list_pages[kind]);
    }
  return SJ_LIST_PAGE (window->list_pages[kind]);
}

static void
turn_to (SjWindow *window, SjRefTo kind)
{
  window->page = list_page (window, kind);
  gtk_stack_set_visible_child (window->pages, GTK_WIDGET (window->page));
  update_scopes (window);
}

static void
navigated_cb (SjWindow *window, GtkListBoxRow *row)
{
  if (row != NULL && window->desk != NULL)
    turn_to (window, (SjRefTo) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "sj-kind")));
}

void
sj_window_show_page (SjWindow *window, SjRefTo kind)
{
  GtkListBoxRow *row = navigation_row (window, kind);

  g_return_if_fail (window->desk != NULL && row != NULL);
  gtk_list_box_select_row (window->navigation, row);
  turn_to (window, kind);
  show_face (window, "lists");
}

static GtkWidget *
row_content (const char *icon, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
add_navigation_row (SjWindow *window, const SjSection *section, SjRefTo ref, bool first)
{
  const SjDocumentKind *kind = sj_document_kind (ref);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), row_content (kind->icon, _(kind->title)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _(kind->title), -1);
  g_object_set_data (G_OBJECT (row), "sj-kind", GINT_TO_POINTER (ref));
  if (first && section->kinds[1] != SJ_REF_NONE)
    g_object_set_data (G_OBJECT (row), "sj-heading", (gpointer) section->title);
  gtk_list_box_append (window->navigation, row);
}

/* Sections of several kinds have a heading. */
static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const char *heading = g_object_get_data (G_OBJECT (row), "sj-heading");
  GtkWidget *label;

  if (heading == NULL || gtk_list_box_row_get_header (row) != NULL)
    return;
  label = gtk_label_new (_(heading));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "navigation-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
fill_navigation (SjWindow *window)
{
  gtk_list_box_set_header_func (window->navigation, header_cb, NULL, NULL);
  for (const SjSection *section = sj_sections; section->id != NULL; section++)
    for (const SjRefTo *kind = section->kinds; *kind != SJ_REF_NONE; kind++)
      add_navigation_row (window, section, *kind, kind == section->kinds);
}

/* --------------------------------------------------------------- journeys */

static AdwTabPage *
find_tab (SjWindow *window, const char *journey)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (window->tabs); i++)
    {
      AdwTabPage *tab = adw_tab_view_get_nth_page (window->tabs, i);

      if (g_str_equal (sj_editor_page_journey (SJ_EDITOR_PAGE (adw_tab_page_get_child (tab))), journey))
        return tab;
    }
  return NULL;
}

static void
tab_cb (SjWindow *window)
{
  SjEditorPage *editor = shown_editor (window);

  if (editor != NULL)
    gtk_stack_set_visible_child (window->headers, sj_editor_page_header (editor));
  update_scopes (window);
}

static void
let_go (SjWindow *window, SjEditorPage *editor)
{
  gtk_stack_remove (window->headers, sj_editor_page_header (editor));
  sj_editor_page_close (editor);
}

static gboolean
close_page_cb (SjWindow *window, AdwTabPage *tab)
{
  let_go (window, SJ_EDITOR_PAGE (adw_tab_page_get_child (tab)));
  adw_tab_view_close_page_finish (window->tabs, tab, TRUE);
  if (adw_tab_view_get_n_pages (window->tabs) == 0 && window->desk != NULL)
    sj_window_show_page (window, SJ_REF_JOURNEY);
  update_scopes (window);
  return TRUE;
}

static AdwTabPage *
open_tab (SjWindow *window, const char *journey)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *editor = sj_editor_page_new (window->desk, journey, &error);
  AdwTabPage *tab;

  if (editor == NULL)
    {
      sj_toast_error (GTK_WIDGET (window->toasts), error);
      return NULL;
    }
  gtk_stack_add_child (window->headers, sj_editor_page_header (SJ_EDITOR_PAGE (editor)));
  tab = adw_tab_view_append (window->tabs, editor);
  g_object_bind_property (editor, "title", tab, "title", G_BINDING_SYNC_CREATE);
  return tab;
}

static void
show_journey (SjWindow *window, const char *journey, bool name_it)
{
  AdwTabPage *tab = find_tab (window, journey);

  if (tab == NULL)
    tab = open_tab (window, journey);
  if (tab == NULL)
    return;
  adw_tab_view_set_selected_page (window->tabs, tab);
  show_face (window, "journeys");
  gtk_widget_grab_focus (adw_tab_page_get_child (tab));
  if (name_it)
    sj_editor_page_rename (SJ_EDITOR_PAGE (adw_tab_page_get_child (tab)));
  g_log ("sojourn-ui", G_LOG_LEVEL_DEBUG, "opened journey %s", journey);
}

/* What is being deleted is closed first. */
static void
going_cb (SjDesk *desk, int kind, const char *id, SjWindow *window)
{
  AdwTabPage *tab = kind == SJ_REF_JOURNEY ? find_tab (window, id) : NULL;

  if (tab != NULL)
    adw_tab_view_close_page (window->tabs, tab);
}

/* --------------------------------------------------------------- commands */

static void
show_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SjWindow *window = SJ_WINDOW (widget);
  const char *id;
  gboolean fresh;
  int kind;

  g_variant_get (parameter, "(i&sb)", &kind, &id, &fresh);
  if (window->desk == NULL || sj_document_kind ((SjRefTo) kind) == NULL)
    return;
  if (kind == SJ_REF_JOURNEY && id[0] != '\0')
    {
      show_journey (window, id, fresh);
      return;
    }
  sj_window_show_page (window, (SjRefTo) kind);
  if (id[0] != '\0')
    sj_list_page_select (window->page, id, true);
}

/* The groups of actions there are now, by scope. */
static GActionGroup *
group_of (SjWindow *window, const char *scope)
{
  SjEditorPage *editor = is_shown (window, "journeys") ? shown_editor (window) : NULL;

  if (g_str_equal (scope, "app"))
    return G_ACTION_GROUP (gtk_window_get_application (GTK_WINDOW (window)));
  if (g_str_equal (scope, "win"))
    return G_ACTION_GROUP (window);
  if (g_str_equal (scope, "editor"))
    return editor ? sj_editor_page_actions (editor) : NULL;
  if (g_str_equal (scope, "list") && is_shown (window, "lists") && window->page != NULL)
    return sj_list_page_actions (window->page);
  return NULL;
}

static bool
can_cb (const char *action, gpointer data)
{
  g_auto (GStrv) words = g_strsplit (action, ".", 2);
  GActionGroup *group = group_of (data, words[0]);

  return group != NULL && g_action_group_get_action_enabled (group, words[1]);
}

static void
search_cb (gpointer data)
{
  SjWindow *window = data;

  sj_search_present (GTK_WINDOW (window), window->desk, can_cb, window);
}

static void
menu_cb (gpointer data)
{
  SjWindow *window = data;

  if (is_shown (window, "lists"))
    gtk_menu_button_popup (window->menu_button);
}

static void
back_cb (gpointer data)
{
  sj_window_show_page (SJ_WINDOW (data), SJ_REF_JOURNEY);
}

static void
close_tab_cb (gpointer data)
{
  SjWindow *window = data;
  AdwTabPage *tab = adw_tab_view_get_selected_page (window->tabs);

  if (tab != NULL)
    adw_tab_view_close_page (window->tabs, tab);
}

static void
next_tab_cb (gpointer data)
{
  adw_tab_view_select_next_page (SJ_WINDOW (data)->tabs);
}

static void
previous_tab_cb (gpointer data)
{
  adw_tab_view_select_previous_page (SJ_WINDOW (data)->tabs);
}

/* ---------------------------------------------------------- text in and out */

/* "3 added, 1 replaced" and what was left out. */
static void
tell_imported (SjWindow *window, const SjImported *imported)
{
  g_autofree char *counts = NULL;

  if (imported->added + imported->replaced == 0 && imported->findings != NULL && imported->findings->len > 0)
    {
      sj_toast (GTK_WIDGET (window->toasts), g_ptr_array_index (imported->findings, 0));
      return;
    }
  counts = g_strdup_printf (_("Imported: %u new, %u replaced, %u unchanged"), imported->added, imported->replaced,
                            imported->same);
  sj_toast (GTK_WIDGET (window->toasts), counts);
}

typedef struct
{
  SjWindow *window;         /* a reference */
  char *path;               /* owned */
  bool as_page;             /* as what the page shows, for it cannot be seen from the file */
} Coming;

static void
coming_free (gpointer data)
{
  Coming *coming = data;

  g_object_unref (coming->window);
  g_free (coming->path);
  g_free (coming);
}

static void come (SjWindow *window, const char *path, bool as_page, SjRefTo kind);

static void
came_cb (SjWorkspace *workspace, const SjImported *imported, const GError *error, gpointer data)
{
  const Coming *coming = data;
  SjWindow *window = coming->window;
  SjRefTo kind;

  if (window->desk == NULL || sj_desk_workspace (window->desk) != workspace)
    return;    /* it shows something else by now */
  kind = window->page && is_shown (window, "lists") ? sj_list_page_kind (window->page) : SJ_REF_NONE;
  if (error != NULL && !coming->as_page && kind != SJ_REF_NONE && kind != SJ_REF_JOURNEY)
    come (window, coming->path, true, kind);
  else if (error != NULL)
    sj_toast_error (GTK_WIDGET (window->toasts), error);
  else
    tell_imported (window, imported);
  if (error == NULL && imported->id != NULL && sj_document_kind (imported->kind) != NULL)
    {
      sj_window_show_page (window, imported->kind);
      sj_list_page_select (window->page, imported->id, false);
    }
}

static void
come (SjWindow *window, const char *path, bool as_page, SjRefTo kind)
{
  Coming *coming = g_new (Coming, 1);

  *coming = (Coming) { g_object_ref (window), g_strdup (path), as_page };
  sj_workspace_import_later (sj_desk_workspace (window->desk), path, kind, came_cb, coming, coming_free);
}

void
sj_window_import (SjWindow *window, const char *path)
{
  g_return_if_fail (window->desk != NULL);

  come (window, path, false, SJ_REF_NONE);
}

static void
import_chosen_cb (GtkWidget *near, const char *path, gpointer data)
{
  sj_window_import (SJ_WINDOW (near), path);
}

static void
import_cb (gpointer data)
{
  sj_ask_open (GTK_WIDGET (data), _("Import"), NULL, NULL, import_chosen_cb, NULL, NULL);
}

static void
export_chosen_cb (GtkWidget *near, const char *path, gpointer data)
{
  SjWindow *window = SJ_WINDOW (near);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *sentence = g_strdup_printf (_("Written to “%s”"), name);
  g_autoptr (GError) error = NULL;

  if (sj_workspace_export (sj_desk_workspace (window->desk), path, &error))
    sj_toast (GTK_WIDGET (window->toasts), sentence);
  else
    sj_toast_error (GTK_WIDGET (window->toasts), error);
}

static void
export_cb (gpointer data)
{
  sj_ask_folder (GTK_WIDGET (data), _("An empty folder for the workspace as text"), export_chosen_cb, NULL, NULL);
}

static void
repair_chosen_cb (GtkWidget *near, const char *path, gpointer data)
{
  SjWindow *window = SJ_WINDOW (near);
  g_auto (SjDiags) losses = SJ_DIAGS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);

  if (sj_workspace_repair (sj_workspace_path (sj_desk_workspace (window->desk)), path, &losses, &error))
    g_application_open (G_APPLICATION (gtk_window_get_application (GTK_WINDOW (window))), &file, 1, "");
  else
    sj_toast_error (GTK_WIDGET (window->toasts), error);
}

static void
repair_cb (gpointer data)
{
  sj_ask_save (GTK_WIDGET (data), _("Repair into a Copy"), _("Repaired.sojourn"), repair_chosen_cb, NULL, NULL);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, SjWindow *window)
{
  GSList *files = g_value_get_boxed (value);

  if (window->desk == NULL || !sj_desk_writable (window->desk))
    return FALSE;
  for (GSList *each = files; each != NULL; each = each->next)
    {
      g_autofree char *path = g_file_get_path (each->data);

      if (path != NULL)
        sj_window_import (window, path);
    }
  return TRUE;
}

static const SjCommandRow rows[] = {
  { "search", search_cb }, { "menu", menu_cb }, { "import", import_cb }, { "export", export_cb },
  { "repair", repair_cb }, { "back", back_cb }, { "close-tab", close_tab_cb }, { "next-tab", next_tab_cb },
  { "previous-tab", previous_tab_cb }, { NULL }
};

/* ------------------------------------------------------------------ object */

static void
remember_size (SjWindow *window)
{
  GSettings *taste = sj_taste ();
  int width, height;

  if (taste == NULL)
    return;
  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  g_settings_set_boolean (taste, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (window)));
  if (gtk_window_is_maximized (GTK_WINDOW (window)) || width < 720 || height < 480)
    return;
  g_settings_set_int (taste, "window-width", width);
  g_settings_set_int (taste, "window-height", height);
}

static void
close_tabs (SjWindow *window)
{
  while (adw_tab_view_get_n_pages (window->tabs) > 0)
    adw_tab_view_close_page (window->tabs, adw_tab_view_get_nth_page (window->tabs, 0));
}

static gboolean
close_request (GtkWindow *gtk_window)
{
  SjWindow *window = SJ_WINDOW (gtk_window);
  SjDesk *desk = window->desk;

  remember_size (window);
  if (desk != NULL)
    {
      window->desk = NULL;
      close_tabs (window);
      sj_desk_close (desk);
      g_object_unref (desk);
    }
  return GTK_WINDOW_CLASS (sj_window_parent_class)->close_request (gtk_window);
}

static void
painted_cb (GdkFrameClock *clock, SjWindow *window)
{
  g_signal_handlers_disconnect_by_func (clock, painted_cb, window);
  g_log ("sojourn-ui", G_LOG_LEVEL_DEBUG, "first frame");
}

static void
sj_window_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sj_window_parent_class)->realize (widget);
  g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint", G_CALLBACK (painted_cb), widget, 0);
}

static void
sj_window_dispose (GObject *object)
{
  SjWindow *window = SJ_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (window), SJ_TYPE_WINDOW);
  g_clear_object (&window->desk);
  G_OBJECT_CLASS (sj_window_parent_class)->dispose (object);
}

static void
sj_window_class_init (SjWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_window_dispose;
  GTK_WINDOW_CLASS (class)->close_request = close_request;
  widget_class->realize = sj_window_realize;
  g_type_ensure (SJ_TYPE_WELCOME);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/sojourn/ui/sj-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SjWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SjWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SjWindow, workspace_title);
  gtk_widget_class_bind_template_child (widget_class, SjWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, SjWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SjWindow, navigation);
  gtk_widget_class_bind_template_child (widget_class, SjWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, SjWindow, headers);
  gtk_widget_class_bind_template_child (widget_class, SjWindow, tabs);
  gtk_widget_class_bind_template_callback (widget_class, navigated_cb);
  gtk_widget_class_bind_template_callback (widget_class, tab_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_page_cb);
  gtk_widget_class_install_action (widget_class, "win.show", "(isb)", show_cb);
}

static void
sj_window_init (SjWindow *window)
{
  static const char *const scopes[] = { "app", "win", "list", "editor" };
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_autofree char *tooltip = sj_command_tooltip ("win", "search");

  gtk_widget_init_template (GTK_WIDGET (window));
  sj_menu_set (window->menu_button, SJ_MENU_LISTS);
  gtk_widget_set_tooltip_text (GTK_WIDGET (window->search_button), tooltip);
  fill_navigation (window);
  sj_command_add (G_ACTION_MAP (window), "win", rows, window);
  for (size_t i = 0; i < G_N_ELEMENTS (scopes); i++)
    sj_command_add_keys (GTK_WIDGET (window), scopes[i]);
  g_signal_connect (drop, "drop", G_CALLBACK (drop_cb), window);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (drop));
  update_actions (window);
}

SjWindow *
sj_window_new (GtkApplication *application)
{
  SjWindow *window = g_object_new (SJ_TYPE_WINDOW, "application", application, NULL);
  GSettings *taste = sj_taste ();
  int width = taste ? g_settings_get_int (taste, "window-width") : 1360;
  int height = taste ? g_settings_get_int (taste, "window-height") : 860;

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  if (taste != NULL && g_settings_get_boolean (taste, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (window));
  return window;
}

static void
set_names (SjWindow *window)
{
  const char *title = sj_workspace_title (sj_desk_workspace (window->desk));

  adw_window_title_set_title (window->workspace_title, title);
  gtk_window_set_title (GTK_WINDOW (window), title);
}

void
sj_window_set_desk (SjWindow *window, SjDesk *desk)
{
  g_return_if_fail (window->desk == NULL);
  window->desk = desk;
  g_signal_connect_object (desk, "going", G_CALLBACK (going_cb), window, 0);
  g_signal_connect_object (desk, "state", G_CALLBACK (update_actions), window, G_CONNECT_SWAPPED);
  set_names (window);
  sj_window_show_page (window, SJ_REF_JOURNEY);
  gtk_widget_grab_focus (gtk_stack_get_visible_child (window->pages));
}

SjDesk *
sj_window_desk (SjWindow *window)
{
  return window->desk;
}
