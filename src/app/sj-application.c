/* sj-application.c -- the program: one at a time, a window for each workspace. */
#include "app/sj-application.h"

#include "app/sj-ask.h"
#include "app/sj-command.h"
#include "app/sj-preferences.h"
#include "app/sj-taste.h"
#include "app/sj-toast.h"
#include "app/sj-window.h"
#include "widgets/sj-widgets.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

struct _SjApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (SjApplication, sj_application, ADW_TYPE_APPLICATION)

/* ------------------------------------------------------------- workspaces */

char *
sj_application_folder (void)
{
  char *folder = g_build_filename (g_get_user_data_dir (), "sojourn", NULL);

  g_mkdir_with_parents (folder, 0700);
  return folder;
}

/* A path in that folder that no file has. */
static char *
free_path (const char *name)
{
  g_autofree char *folder = sj_application_folder ();
  g_autofree char *plain = g_strdelimit (g_strdup (name), "/\\", '-');
  char *path = g_strconcat (folder, "/", plain, SJ_WORKSPACE_SUFFIX, NULL);

  for (int number = 2; g_file_test (path, G_FILE_TEST_EXISTS); number++)
    {
      g_free (path);
      path = g_strdup_printf ("%s/%s %d%s", folder, plain, number, SJ_WORKSPACE_SUFFIX);
    }
  return path;
}

SjDesk *
sj_application_fresh (const char *name, GError **error)
{
  g_autofree char *path = free_path (name);

  return sj_desk_create (path, name, error);
}

/* Made whole under another name first, so that a copy that is there is a whole one. */
static SjDesk *
copy_sample (const char *path, GError **error)
{
  g_autofree char *sample = sj_taste_sample ();
  g_autofree char *making = g_strconcat (path, ".new", NULL);
  g_auto (SjImported) imported = { 0 };
  SjDesk *desk;

  if (sample == NULL)
    {
      g_set_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_MISSING, _("the sample is not installed"));
      return NULL;
    }
  g_remove (making);
  desk = sj_desk_create (making, _("Luma"), error);
  if (desk == NULL)
    return NULL;
  if (!sj_workspace_import (sj_desk_workspace (desk), sample, SJ_REF_NONE, &imported, error))
    {
      g_object_unref (desk);
      return NULL;
    }
  g_object_unref (desk);
  if (g_rename (making, path) != 0)
    {
      g_set_error (error, SJ_WORKSPACE_ERROR, SJ_WORKSPACE_ERROR_FAILED, _("the sample cannot be copied to “%s”"),
                   path);
      return NULL;
    }
  return sj_desk_open (path, error);
}

SjDesk *
sj_application_sample (GError **error)
{
  g_autofree char *folder = sj_application_folder ();
  g_autofree char *path = g_build_filename (folder, "Sample" SJ_WORKSPACE_SUFFIX, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? sj_desk_open (path, error) : copy_sample (path, error);
}

/* ---------------------------------------------------------------- windows */

static SjWindow *
window_with (SjApplication *self, const char *path)
{
  for (GList *each = gtk_application_get_windows (GTK_APPLICATION (self)); each != NULL; each = each->next)
    {
      SjDesk *desk = SJ_IS_WINDOW (each->data) ? sj_window_desk (each->data) : NULL;

      if (desk != NULL && g_str_equal (sj_workspace_path (sj_desk_workspace (desk)), path))
        return each->data;
    }
  return NULL;
}

static SjWindow *
front_window (SjApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  while (windows != NULL && !SJ_IS_WINDOW (windows->data))
    windows = windows->next;
  return windows ? windows->data : NULL;
}

/* The welcome becomes the workspace; a workspace stays and gets a neighbour. */
static SjWindow *
window_for (SjApplication *self, SjDesk *desk)
{
  SjWindow *window = front_window (self);

  if (window == NULL || sj_window_desk (window) != NULL)
    window = sj_window_new (GTK_APPLICATION (self));
  sj_window_set_desk (window, desk);
  if (sj_taste () != NULL)
    g_settings_set_string (sj_taste (), "workspace", sj_workspace_path (sj_desk_workspace (desk)));
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static SjWindow *
any_window (SjApplication *self)
{
  SjWindow *window = front_window (self);

  if (window == NULL)
    window = sj_window_new (GTK_APPLICATION (self));
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
complain (SjApplication *self, const char *heading, const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (any_window (self)), heading, error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
open_workspace (SjApplication *self, const char *path)
{
  SjWindow *window = window_with (self, path);
  g_autoptr (GError) error = NULL;
  SjDesk *desk;

  if (window != NULL)
    {
      gtk_window_present (GTK_WINDOW (window));
      return;
    }
  desk = sj_desk_open (path, &error);
  if (desk != NULL)
    window_for (self, desk);
  else
    complain (self, _("The workspace cannot be opened"), error);
}

static void
take_desk (SjApplication *self, SjDesk *desk, const GError *error)
{
  if (desk != NULL)
    window_for (self, desk);
  else
    complain (self, _("The workspace cannot be made"), error);
}

static void
open_sample (SjApplication *self)
{
  g_autofree char *folder = sj_application_folder ();
  g_autofree char *path = g_build_filename (folder, "Sample" SJ_WORKSPACE_SUFFIX, NULL);
  SjWindow *window = window_with (self, path);
  g_autoptr (GError) error = NULL;

  if (window != NULL)
    gtk_window_present (GTK_WINDOW (window));
  else
    take_desk (self, sj_application_sample (&error), error);
}

/* --------------------------------------------------------------- commands */

static void
named_cb (GtkWidget *near, const char *name, gpointer data)
{
  g_autoptr (GError) error = NULL;

  take_desk (data, sj_application_fresh (name, &error), error);
}

static void
new_workspace_cb (gpointer data)
{
  sj_ask_name (GTK_WIDGET (any_window (data)), _("New Workspace"), _("My workspace"), named_cb, data, NULL);
}

static void
chosen_cb (GtkWidget *near, const char *path, gpointer data)
{
  open_workspace (data, path);
}

static void
open_workspace_cb (gpointer data)
{
  sj_ask_open (GTK_WIDGET (any_window (data)), _("Open a Workspace"), "*" SJ_WORKSPACE_SUFFIX, _("Workspaces"),
               chosen_cb, data, NULL);
}

static void
open_sample_cb (gpointer data)
{
  open_sample (data);
}

static void
preferences_cb (gpointer data)
{
  sj_preferences_present (GTK_WINDOW (any_window (data)));
}

static void
shortcuts_cb (gpointer data)
{
  GtkWidget *window = sj_command_shortcuts ();

  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (any_window (data)));
  gtk_window_present (GTK_WINDOW (window));
}

static void
about_cb (gpointer data)
{
  adw_show_about_window (GTK_WINDOW (any_window (data)), "application-name", "Sojourn", "application-icon",
                         "app.sojourn.Sojourn", "version", SJ_VERSION, "developer-name",
                         _("The Sojourn developers"), "license-type", GTK_LICENSE_GPL_3_0, "comments",
                         _("Design customer journeys and see what becomes of them"), NULL);
}

/* Windows are asked to close, so that what waits reaches the disk. */
static void
quit_cb (gpointer data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (data));

  for (GList *each = windows; each != NULL; each = each->next)
    gtk_window_close (each->data);
}

static const SjCommandRow rows[] = {
  { "new-workspace", new_workspace_cb }, { "open-workspace", open_workspace_cb }, { "open-sample", open_sample_cb },
  { "preferences", preferences_cb }, { "shortcuts", shortcuts_cb }, { "about", about_cb }, { "quit", quit_cb },
  { NULL }
};

/* ------------------------------------------------------------------ object */

static void
sj_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (sj_application_parent_class)->startup (application);
  sj_widgets_init ();
  sj_preferences_follow_style ();
  sj_command_add (G_ACTION_MAP (application), "app", rows, application);
}

/* The workspace that was open last; the welcome where there is none. */
static void
sj_application_activate (GApplication *application)
{
  SjApplication *self = SJ_APPLICATION (application);
  g_autofree char *last = sj_taste () ? g_settings_get_string (sj_taste (), "workspace") : NULL;

  if (front_window (self) == NULL && last != NULL && g_file_test (last, G_FILE_TEST_EXISTS))
    open_workspace (self, last);
  else
    any_window (self);
}

static void
open_file (SjApplication *self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *whole = path ? g_canonicalize_filename (path, NULL) : NULL;
  SjWindow *window;

  if (whole == NULL)
    return;
  if (g_str_has_suffix (whole, SJ_WORKSPACE_SUFFIX))
    {
      open_workspace (self, whole);
      return;
    }
  if (front_window (self) == NULL)
    sj_application_activate (G_APPLICATION (self));
  window = any_window (self);
  if (sj_window_desk (window) == NULL)
    open_sample (self);
  window = any_window (self);
  if (sj_window_desk (window) != NULL)
    sj_window_import (window, whole);
}

static void
sj_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  for (int i = 0; i < n_files; i++)
    open_file (SJ_APPLICATION (application), files[i]);
}

static int
sj_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;
  g_print ("sojourn %s\n", SJ_VERSION);
  return 0;
}

static void
sj_application_class_init (SjApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  application_class->startup = sj_application_startup;
  application_class->activate = sj_application_activate;
  application_class->open = sj_application_open;
  application_class->handle_local_options = sj_application_handle_local_options;
}

static void
sj_application_init (SjApplication *self)
{
  static const GOptionEntry options[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Say which version this is"), NULL },
    { NULL }
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[FILE…]"));
}

SjApplication *
sj_application_new (void)
{
  return g_object_new (SJ_TYPE_APPLICATION, "application-id", "app.sojourn.Sojourn", "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path", "/app/sojourn", NULL);
}
