/* The window with everything in it, on the sample: every page is shown once, and all of it goes. */
#include "app/sj-application.h"
#include "app/sj-command.h"
#include "app/sj-section.h"
#include "app/sj-window.h"
#include "shop.h"
#include "widgets/sj-canvas.h"
#include "widgets/sj-widgets.h"

typedef struct
{
  Shop shop;
  SjWindow *window;
} Fixture;

static SjApplication *application;    /* a program has one */

static void
fixture_init (Fixture *fixture, gconstpointer data)
{
  shop_init (&fixture->shop, NULL);
  fixture->window = sj_window_new (GTK_APPLICATION (application));
  sj_window_set_desk (fixture->window, g_object_ref (fixture->shop.desk));
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

/* The window goes with all its pages, and closes the workspace. */
static void
fixture_clear (Fixture *fixture, gconstpointer data)
{
  SjWindow *window = fixture->window;

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_close (GTK_WINDOW (window));
  shop_settle ();
  g_assert_null (window);
  g_assert_null (sj_desk_workspace (fixture->shop.desk));
  shop_clear (&fixture->shop, NULL);
}

static void
show (Fixture *fixture, SjRefTo kind, const char *id)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show", "(isb)", (int) kind, id, FALSE);
  shop_settle ();
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

static bool
is_enabled (Fixture *fixture, const char *name)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), name);
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  for (const SjDocumentKind *kind = sj_document_kinds; kind->title != NULL; kind++)
    show (fixture, kind->ref, "");
  g_assert_true (is_enabled (fixture, "search"));
  g_assert_true (is_enabled (fixture, "import"));
  g_assert_false (is_enabled (fixture, "close-tab"));
}

/* Each command that the pages on show carry out stands in the table, and the other way round. */
static void
test_new (Fixture *fixture, gconstpointer data)
{
  SjWorkspace *workspace = sj_desk_workspace (fixture->shop.desk);

  for (const SjDocumentKind *kind = sj_document_kinds; kind->title != NULL; kind++)
    {
      size_t before = kind->spec ? sj_workspace_count (workspace, kind->ref) : sj_workspace_n_journeys (workspace);
      size_t after;

      show (fixture, kind->ref, "");
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "list.new", NULL));
      shop_settle ();
      after = kind->spec ? sj_workspace_count (workspace, kind->ref) : sj_workspace_n_journeys (workspace);
      g_assert_cmpuint (after, ==, before + 1);
    }
}

static void
test_icons (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  for (const SjDocumentKind *kind = sj_document_kinds; kind->title != NULL; kind++)
    g_assert_true (gtk_icon_theme_has_icon (theme, kind->icon));
  for (const SjSection *section = sj_sections; section->id != NULL; section++)
    g_assert_true (gtk_icon_theme_has_icon (theme, section->icon));
  g_assert_true (gtk_icon_theme_has_icon (theme, "app.sojourn.Sojourn"));
}

static void
test_import (Fixture *fixture, gconstpointer data)
{
  SjWorkspace *workspace = sj_desk_workspace (fixture->shop.desk);
  g_autofree char *file = g_build_filename (fixture->shop.folder, "vip.json", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (file, "{\"id\": \"vip\", \"name\": \"VIP\", \"rule\": \"true\"}", -1, &error);
  g_assert_no_error (error);
  show (fixture, SJ_REF_AUDIENCE, "");
  sj_window_import (fixture->window, file);
  shop_settle ();
  g_assert_nonnull (sj_workspace_find (workspace, SJ_REF_AUDIENCE, "vip"));
}

static GtkWidget *
find_within (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_within (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A slider that goes with its mode leaves the focus to the canvas, and not to the name of
 * the journey, which the next key would replace. */
static void
test_modes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = shop_journey (&fixture->shop, "Purchase Journey");
  GtkWidget *window = GTK_WIDGET (fixture->window), *slider, *focus;

  show (fixture, SJ_REF_JOURNEY, id);
  g_assert_true (gtk_widget_activate_action (window, "editor.mode-simulate", NULL));
  shop_settle ();
  slider = find_within (window, GTK_TYPE_SCALE);
  g_assert_nonnull (slider);
  gtk_widget_grab_focus (slider);
  shop_settle ();
  g_assert_true (gtk_widget_activate_action (window, "editor.mode-test", NULL));
  shop_settle ();
  focus = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_true (focus == NULL || !GTK_IS_EDITABLE (focus));
  g_assert_true (focus != NULL && gtk_widget_get_ancestor (focus, SJ_TYPE_CANVAS) != NULL);
}

static void
test_journey (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = shop_journey (&fixture->shop, "Purchase Journey");

  show (fixture, SJ_REF_JOURNEY, id);
  g_assert_true (is_enabled (fixture, "close-tab"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "editor.outline", NULL));
  shop_settle ();
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "editor.problems", NULL));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "editor.select-all", NULL));
  shop_settle ();
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "editor.delete", NULL));
  shop_settle ();
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "editor.undo", NULL));
  shop_settle ();
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.close-tab", NULL));
  shop_settle ();
  g_assert_false (is_enabled (fixture, "close-tab"));
}

static GtkWindow *
top_window (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next)
    if (gtk_window_get_transient_for (each->data) != NULL && gtk_widget_get_visible (each->data))
      return each->data;
  return NULL;
}

/* Each window that commands open comes and goes. */
static void
test_windows (Fixture *fixture, gconstpointer data)
{
  static const char *const actions[] = { "win.search", "app.preferences", "app.shortcuts", "app.about",
                                         "editor.versions", "editor.keep-version" };
  g_autofree char *id = shop_journey (&fixture->shop, "Purchase Journey");
  SjWorkspace *workspace = sj_desk_workspace (fixture->shop.desk);

  g_assert_cmpint (sj_workspace_keep_version (workspace, id, "As it was", NULL), >, 0);
  show (fixture, SJ_REF_JOURNEY, id);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "editor.select-all", NULL));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "editor.delete", NULL));
  for (size_t i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GtkWindow *window;

      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), actions[i], NULL));
      shop_settle ();
      window = top_window ();
      g_assert_nonnull (window);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
      g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
      gtk_window_close (window);
      shop_settle ();
      g_assert_null (window);
    }
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The key's shortcut as GTK would find it, from the widget that has the focus upwards. */
static bool
press_key (Fixture *fixture, GtkWidget *focus, guint keyval)
{
  for (GtkWidget *widget = focus; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

      for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
        {
          g_autoptr (GListModel) shortcuts = g_list_model_get_item (controllers, i);

          for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (shortcuts) && j < g_list_model_get_n_items (shortcuts); j++)
            {
              g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, j);
              GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

              if (GTK_IS_KEYVAL_TRIGGER (trigger) && widget == GTK_WIDGET (fixture->window) &&
                  gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == keyval &&
                  gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == 0 &&
                  gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget, NULL))
                return true;
            }
        }
    }
  return false;
}

/* Delete is about the row of the list that has the focus, never about the form beside it. */
static void
test_delete_key (Fixture *fixture, gconstpointer data)
{
  SjWorkspace *workspace = sj_desk_workspace (fixture->shop.desk);
  size_t before = sj_workspace_count (workspace, SJ_REF_AUDIENCE);
  GtkWidget *window = GTK_WIDGET (fixture->window), *field, *list;

  show (fixture, SJ_REF_AUDIENCE, "big-spenders");
  field = find_widget (window, GTK_TYPE_DROP_DOWN);
  if (field == NULL)
    field = find_widget (window, GTK_TYPE_MENU_BUTTON);
  g_assert_true (gtk_widget_grab_focus (field));
  g_assert_false (press_key (fixture, gtk_window_get_focus (GTK_WINDOW (window)), GDK_KEY_Delete));
  g_assert_cmpuint (sj_workspace_count (workspace, SJ_REF_AUDIENCE), ==, before);
  list = find_widget (window, GTK_TYPE_LIST_VIEW);
  g_assert_true (gtk_widget_grab_focus (list));
  g_assert_true (press_key (fixture, gtk_window_get_focus (GTK_WINDOW (window)), GDK_KEY_Delete));
  shop_settle ();
  g_assert_cmpuint (sj_workspace_count (workspace, SJ_REF_AUDIENCE), ==, before - 1);
}

/* A journey that is deleted is closed first; it can be had back. */
static void
test_going (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = shop_journey (&fixture->shop, "Purchase Journey");
  SjWorkspace *workspace = sj_desk_workspace (fixture->shop.desk);
  g_autoptr (GError) error = NULL;

  show (fixture, SJ_REF_JOURNEY, id);
  g_assert_true (sj_desk_delete (fixture->shop.desk, SJ_REF_JOURNEY, id, &error));
  shop_settle ();
  g_assert_false (is_enabled (fixture, "close-tab"));
  g_assert_null (sj_workspace_find_journey (workspace, id));
  g_assert_true (sj_workspace_restore (workspace, SJ_REF_JOURNEY, id, &error));
  show (fixture, SJ_REF_JOURNEY, id);
  g_assert_true (is_enabled (fixture, "close-tab"));
}

static void
register_application (void)
{
  g_autoptr (GError) error = NULL;

  application = sj_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  sj_widgets_init ();
  register_application ();
  g_test_add ("/window/pages", Fixture, NULL, fixture_init, test_pages, fixture_clear);
  g_test_add ("/window/new", Fixture, NULL, fixture_init, test_new, fixture_clear);
  g_test_add ("/window/import", Fixture, NULL, fixture_init, test_import, fixture_clear);
  g_test_add ("/window/modes", Fixture, NULL, fixture_init, test_modes, fixture_clear);
  g_test_add ("/window/journey", Fixture, NULL, fixture_init, test_journey, fixture_clear);
  g_test_add ("/window/windows", Fixture, NULL, fixture_init, test_windows, fixture_clear);
  g_test_add ("/window/delete-key", Fixture, NULL, fixture_init, test_delete_key, fixture_clear);
  g_test_add ("/window/going", Fixture, NULL, fixture_init, test_going, fixture_clear);
  g_test_add_func ("/window/icons", test_icons);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
