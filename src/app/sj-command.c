/* sj-command.c -- everything one can ask for: its name, what it needs, its keys, its title. */
#include "app/sj-command.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define W SJ_FACT_WORKSPACE
#define E SJ_FACT_WRITABLE
#define TEXT SJ_COMMAND_OUTSIDE_TEXT
#define CANVAS SJ_COMMAND_ON_CANVAS
#define UNLISTED SJ_COMMAND_UNLISTED
#define FIRST SJ_COMMAND_FIRST

#define CANVAS_MARK "sj-canvas"

static const char general[] = N_("General");
static const char lists[] = N_("Lists");
static const char editing[] = N_("Editing");
static const char selecting[] = N_("Selecting");
static const char building[] = N_("Building");
static const char looking[] = N_("Looking");
static const char trying[] = N_("Simulating and testing");

const SjCommand sj_commands[] = {
  { "app", "new-workspace", 0, NULL, N_("New Workspace…"), general },
  { "app", "open-workspace", 0, "<Control>o", N_("Open Workspace…"), general },
  { "app", "open-sample", 0, NULL, N_("Open the Sample"), general },
  { "app", "preferences", 0, "<Control>comma", N_("Preferences"), general },
  { "app", "shortcuts", 0, "<Control>question", N_("Keyboard Shortcuts"), general },
  { "app", "about", 0, NULL, N_("About Sojourn"), general },
  { "app", "quit", 0, "<Control>q", N_("Quit"), general },

  { "win", "search", W, "<Control>k", N_("Search Everything"), general },
  { "win", "menu", 0, "F10", N_("Main Menu"), general, UNLISTED },
  { "win", "import", W | E, "<Control>i", N_("Import…"), general },
  { "win", "export", W, NULL, N_("Export Workspace as Text…"), general },
  { "win", "repair", W, NULL, N_("Repair into a Copy…"), general, UNLISTED },
  { "win", "back", SJ_FACT_TAB, "<Alt>Home", N_("Back to the Lists"), general, FIRST },
  { "win", "close-tab", SJ_FACT_TAB, "<Control>w", N_("Close Journey"), general },
  { "win", "next-tab", SJ_FACT_TABS, "<Control>Page_Down", N_("Next Journey"), general },
  { "win", "previous-tab", SJ_FACT_TABS, "<Control>Page_Up", N_("Previous Journey"), general },

  { "list", "new", W | E, "<Control>n", N_("New"), lists },
  { "list", "open", SJ_FACT_ITEM, NULL, N_("Open"), lists, UNLISTED },
  { "list", "search", W, "<Control>f", N_("Search in the List"), lists },
  { "list", "duplicate", E | SJ_FACT_ITEM, "<Control>d", N_("Duplicate"), lists, CANVAS },
  { "list", "rename", E | SJ_FACT_ITEM, "F2", N_("Rename…"), lists },
  { "list", "delete", E | SJ_FACT_ITEM, "Delete", N_("Delete"), lists, CANVAS },
  { "list", "export", SJ_FACT_ITEM, "<Control>e", N_("Export as Text…"), lists },

  { "editor", "undo", SJ_FACT_UNDO, "<Control>z", N_("Undo"), editing, TEXT },
  { "editor", "redo", SJ_FACT_REDO, "<Control><Shift>z <Control>y", N_("Redo"), editing, TEXT },
  { "editor", "cut", E | SJ_FACT_NODES, "<Control>x", N_("Cut"), editing, CANVAS },
  { "editor", "copy", SJ_FACT_NODES, "<Control>c", N_("Copy"), editing, CANVAS },
  { "editor", "paste", E, "<Control>v", N_("Paste"), editing, CANVAS },
  { "editor", "paste-joined", E, "<Control><Shift>v", N_("Paste and Connect"), editing, CANVAS },
  { "editor", "duplicate", E | SJ_FACT_NODES, "<Control>d", N_("Duplicate"), editing, CANVAS },
  { "editor", "delete", E | SJ_FACT_SOMETHING, "Delete", N_("Delete"), editing, CANVAS },
  { "editor", "delete-only", E | SJ_FACT_SOMETHING, "<Shift>Delete", N_("Delete and Leave the Gap"), editing, CANVAS },
  { "editor", "disconnect", E | SJ_FACT_PATH, NULL, N_("Disconnect"), editing },
  { "editor", "rename-step", E | SJ_FACT_SOMETHING, "F2", N_("Rename Step or Path"), editing, CANVAS },
  { "editor", "rename", E, NULL, N_("Rename Journey"), editing },
  { "editor", "keep-version", E, "<Control>s", N_("Save a Named Version…"), editing },
  { "editor", "versions", 0, NULL, N_("Versions…"), editing },

  { "editor", "select-all", SJ_FACT_CONTENT, "<Control>a", N_("Select All"), selecting, CANVAS },
  { "editor", "select-none", SJ_FACT_SOMETHING, "<Control><Shift>a", N_("Select Nothing"), selecting, CANVAS },
  { "editor", "select-after", SJ_FACT_SOMETHING, "<Control><Shift>Right", N_("Select Everything After"), selecting,
    CANVAS },
  { "editor", "select-before", SJ_FACT_SOMETHING, "<Control><Shift>Left", N_("Select Everything Before"), selecting,
    CANVAS },

  { "editor", "insert", E, "<Control>Return", N_("Add a Step After…"), building, CANVAS },
  { "editor", "insert-before", E | SJ_FACT_SOMETHING, "<Control><Shift>Return", N_("Add a Step Before…"), building,
    CANVAS },
  { "editor", "connect", E | SJ_FACT_SOMETHING, "<Control>l", N_("Connect From Here"), building, CANVAS },
  { "editor", "inspect", 0, NULL, N_("Show Settings"), building },
  { "editor", "tidy", E | SJ_FACT_CONTENT, "<Control><Shift>l", N_("Tidy"), building },
  { "editor", "row", E | SJ_FACT_SEVERAL, NULL, N_("Line Up in a Row"), building },
  { "editor", "column", E | SJ_FACT_SEVERAL, NULL, N_("Line Up in a Column"), building },
  { "editor", "spread-across", E | SJ_FACT_MANY, NULL, N_("Spread Across"), building },
  { "editor", "spread-down", E | SJ_FACT_MANY, NULL, N_("Spread Down"), building },
  { "editor", "pin", E | SJ_FACT_NODES, NULL, N_("Keep in Place When Tidying"), building },
  { "editor", "unpin", E | SJ_FACT_NODES, NULL, N_("Let Tidying Move It"), building },

  { "editor", "find", SJ_FACT_CONTENT, "<Control>f", N_("Find a Step"), looking },
  { "editor", "find-next", SJ_FACT_FINDING, "<Control>g", N_("Find Next"), looking },
  { "editor", "find-previous", SJ_FACT_FINDING, "<Control><Shift>g", N_("Find Previous"), looking },
  { "editor", "problems", 0, NULL, N_("Show Problems"), looking },
  { "editor", "next-problem", SJ_FACT_PROBLEMS, "F8", N_("Next Problem"), looking, FIRST },
  { "editor", "previous-problem", SJ_FACT_PROBLEMS, "<Shift>F8", N_("Previous Problem"), looking, FIRST },
  { "editor", "outline", 0, "<Control><Shift>o", N_("Show Outline"), looking },
  { "editor", "palette", 0, "F9", N_("Palette"), looking },
  { "editor", "inspector", 0, "F4", N_("Inspector"), looking },
  { "editor", "panel", 0, "F7", N_("Panel"), looking },
  { "editor", "next-area", 0, "F6", N_("Next Area"), looking, FIRST },
  { "editor", "previous-area", 0, "<Shift>F6", N_("Previous Area"), looking, FIRST },
  { "editor", "zoom-in", 0, "<Control>plus <Control>equal <Control>KP_Add", N_("Zoom In"), looking },
  { "editor", "zoom-out", 0, "<Control>minus <Control>KP_Subtract", N_("Zoom Out"), looking },
  { "editor", "zoom-normal", 0, "<Control>0 <Control>KP_0", N_("Actual Size"), looking },
  { "editor", "fit", SJ_FACT_CONTENT, "<Control>9", N_("Fit the Journey"), looking },
  { "editor", "fit-selection", SJ_FACT_SOMETHING, "<Control><Shift>9 <Control>parenleft", N_("Fit the Selection"),
    looking },
  { "editor", "map", 0, "<Control>m", N_("Small Map"), looking },

  { "editor", "mode-design", 0, "<Control>1", N_("Design"), trying },
  { "editor", "mode-simulate", 0, "<Control>2", N_("Simulate"), trying },
  { "editor", "mode-test", 0, "<Control>t", N_("Test With One Profile"), trying },
  { "editor", "run", SJ_FACT_CONTENT, "F5", N_("Run or Stop the Simulation"), trying },
  { "editor", "forget-run", SJ_FACT_CONTENT, "<Shift>F5", N_("Forget the Simulation"), trying },

  { "document", "undo", SJ_FACT_UNDO, "<Control>z", N_("Undo"), editing, TEXT | UNLISTED },
  { "document", "redo", SJ_FACT_REDO, "<Control><Shift>z <Control>y", N_("Redo"), editing, TEXT | UNLISTED },

  { NULL }
};

const SjCommand *
sj_command_find (const char *scope, const char *name)
{
  for (const SjCommand *command = sj_commands; command->scope != NULL; command++)
    if (g_str_equal (command->scope, scope) && g_str_equal (command->name, name))
      return command;
  return NULL;
}

char *
sj_command_action (const SjCommand *command)
{
  return g_strconcat (command->scope, ".", command->name, NULL);
}

/* The first of a command's keys, or NULL. */
static char *
first_key (const SjCommand *command)
{
  return command->keys ? g_strndup (command->keys, strcspn (command->keys, " ")) : NULL;
}

char *
sj_command_tooltip (const char *scope, const char *name)
{
  const SjCommand *command = sj_command_find (scope, name);
  g_autofree char *key = NULL;
  g_autofree char *label = NULL;
  guint keyval;
  GdkModifierType modifiers;

  g_return_val_if_fail (command != NULL, NULL);
  key = first_key (command);
  if (key == NULL || !gtk_accelerator_parse (key, &keyval, &modifiers))
    return g_strdup (_(command->title));
  label = gtk_accelerator_get_label (keyval, modifiers);
  /* Translators: a command and its key, as “Undo (Ctrl+Z)”. */
  return g_strdup_printf (_("%s (%s)"), _(command->title), label);
}

/* ---------------------------------------------------------------- actions */

typedef struct
{
  SjCommandDo run;
  gpointer self;
} Call;

static void
activate_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const Call *call = data;

  call->run (call->self);
}

static void
call_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

void
sj_command_add (GActionMap *map, const char *scope, const SjCommandRow *rows, gpointer self)
{
  for (; rows->name != NULL; rows++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (rows->name, NULL);
      Call *call = g_new (Call, 1);

      if (sj_command_find (scope, rows->name) == NULL)
        g_error ("the table of commands has no %s.%s", scope, rows->name);
      *call = (Call) { rows->run, self };
      g_signal_connect_data (action, "activate", G_CALLBACK (activate_cb), call, call_free, 0);
      g_action_map_add_action (map, G_ACTION (action));
    }
}

void
sj_command_update (GActionMap *map, const char *scope, unsigned facts)
{
  for (const SjCommand *command = sj_commands; command->scope != NULL; command++)
    {
      GAction *action = g_str_equal (command->scope, scope) ? g_action_map_lookup_action (map, command->name) : NULL;

      if (action != NULL)
        g_simple_action_set_enabled (G_SIMPLE_ACTION (action), (command->needs & ~facts) == 0);
    }
}

/* ------------------------------------------------------------------- keys */

static bool
is_text (GtkWidget *widget)
{
  return GTK_IS_EDITABLE (widget) || GTK_IS_TEXT_VIEW (widget);
}

/* The canvas, the lists, and whatever else shows a selection that keys are about. */
static bool
is_canvas (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    if (g_object_get_data (G_OBJECT (widget), CANVAS_MARK) != NULL)
      return !is_text (widget);
  return false;
}

void
sj_command_mark_canvas (GtkWidget *widget)
{
  g_object_set_data (G_OBJECT (widget), CANVAS_MARK, GINT_TO_POINTER (1));
}

static gboolean
key_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  const SjCommand *command = data;
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  g_autofree char *action = NULL;

  if ((command->flags & SJ_COMMAND_OUTSIDE_TEXT) && focus != NULL && is_text (focus))
    return FALSE;
  if ((command->flags & SJ_COMMAND_ON_CANVAS) && focus != NULL && !is_canvas (focus))
    return FALSE;
  action = sj_command_action (command);
  return gtk_widget_activate_action (focus ? focus : widget, action, NULL);
}

void
sj_command_add_keys (GtkWidget *widget, const char *scope)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkEventController *first = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (first, GTK_PHASE_CAPTURE);
  for (const SjCommand *command = sj_commands; command->scope != NULL; command++)
    {
      g_auto (GStrv) keys = NULL;

      if (!g_str_equal (command->scope, scope) || command->keys == NULL)
        continue;
      keys = g_strsplit (command->keys, " ", -1);
      for (size_t i = 0; keys[i] != NULL; i++)
        gtk_shortcut_controller_add_shortcut (
            GTK_SHORTCUT_CONTROLLER ((command->flags & SJ_COMMAND_FIRST) ? first : controller),
            gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys[i]),
                              gtk_callback_action_new (key_cb, (gpointer) command, NULL)));
    }
  gtk_widget_add_controller (widget, controller);
  gtk_widget_add_controller (widget, first);
}

/* ------------------------------------------------------------------ menus */

GMenuModel *
sj_command_menu (const char *scope, const char *const *names)
{
  GMenu *menu = g_menu_new ();

  for (; *names != NULL; names++)
    {
      const SjCommand *command = sj_command_find (scope, *names);
      g_autofree char *action = NULL;
      g_autofree char *key = NULL;
      g_autoptr (GMenuItem) item = NULL;

      if (command == NULL)
        g_error ("the table of commands has no %s.%s", scope, *names);
      action = sj_command_action (command);
      key = first_key (command);
      item = g_menu_item_new (_(command->title), action);
      if (key != NULL)
        g_menu_item_set_attribute (item, "accel", "s", key);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

/* ------------------------------------------------------- shortcuts window */

static GtkWidget *
shortcuts_group (const char *part)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _(part));
  for (const SjCommand *command = sj_commands; command->scope != NULL; command++)
    {
      g_autofree char *key = command->part == part ? first_key (command) : NULL;
      GtkWidget *row;

      if (key == NULL)
        continue;
      row = adw_action_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(command->title));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_shortcut_label_new (key));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  return group;
}

/* Not GtkShortcutsWindow: with more than a page of them, GTK 4.8 complains of its own labels. */
GtkWidget *
sj_command_shortcuts (void)
{
  static const char *const parts[] = { general, lists, editing, selecting, building, looking };
  GtkWidget *window = adw_preferences_window_new ();
  GtkWidget *page = adw_preferences_page_new ();

  gtk_window_set_title (GTK_WINDOW (window), _("Keyboard Shortcuts"));
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), 560, 640);
  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (shortcuts_group (parts[i])));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (page));
  return window;
}
