/* sj-versions.c -- the versions of a journey that were kept: what is different since, and the way back. */
#include "app/sj-versions.h"

#include "app/sj-ask.h"
#include "app/sj-toast.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define MOST_LINES 30    /* differences shown of one version */

#define SJ_TYPE_VERSIONS (sj_versions_get_type ())
G_DECLARE_FINAL_TYPE (SjVersions, sj_versions, SJ, VERSIONS, AdwWindow)

struct _SjVersions
{
  AdwWindow parent_instance;

  SjDesk *desk;             /* owned */
  char *journey;            /* owned */

  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwClamp *clamp;
};

G_DEFINE_FINAL_TYPE (SjVersions, sj_versions, ADW_TYPE_WINDOW)

static int64_t
number_of (gpointer widget)
{
  return *(int64_t *) g_object_get_data (widget, "sj-number");
}

static void
set_number (gpointer widget, int64_t number)
{
  g_object_set_data_full (widget, "sj-number", g_memdup2 (&number, sizeof number), g_free);
}

static SjVersions *
window_of (GtkWidget *widget)
{
  return SJ_VERSIONS (gtk_widget_get_ancestor (widget, SJ_TYPE_VERSIONS));
}

static SjWorkspace *
workspace_of (SjVersions *versions)
{
  return sj_desk_workspace (versions->desk);
}

/* ------------------------------------------------------------------ doing */

static void
restore_cb (GtkWidget *button)
{
  SjVersions *versions = window_of (button);
  g_autoptr (GError) error = NULL;

  if (sj_workspace_restore_version (workspace_of (versions), versions->journey, number_of (button), &error))
    gtk_window_close (GTK_WINDOW (versions));
  else
    sj_toast_error (GTK_WIDGET (versions->toasts), error);
}

static void
renamed_cb (GtkWidget *near, const char *name, gpointer data)
{
  SjVersions *versions = SJ_VERSIONS (near);
  g_autoptr (GError) error = NULL;

  if (!sj_workspace_rename_version (workspace_of (versions), versions->journey, *(int64_t *) data, name, &error))
    sj_toast_error (GTK_WIDGET (versions->toasts), error);
}

static void
rename_cb (GtkWidget *button)
{
  int64_t number = number_of (button);

  sj_ask_name (GTK_WIDGET (window_of (button)), _("Rename Version"),
               g_object_get_data (G_OBJECT (button), "sj-name"), renamed_cb,
               g_memdup2 (&number, sizeof number), g_free);
}

static void
delete_response_cb (AdwMessageDialog *dialog, const char *response, SjVersions *versions)
{
  g_autoptr (GError) error = NULL;

  if (g_str_equal (response, "delete") &&
      !sj_workspace_delete_version (workspace_of (versions), versions->journey, number_of (dialog), &error))
    sj_toast_error (GTK_WIDGET (versions->toasts), error);
}

static void
delete_cb (GtkWidget *button)
{
  SjVersions *versions = window_of (button);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (versions), _("Delete this version for good?"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), _("“%s” cannot be had back."),
                                  (const char *) g_object_get_data (G_OBJECT (button), "sj-name"));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Cancel"), "delete", _("Delete"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  set_number (dialog, number_of (button));
  g_signal_connect_object (dialog, "response", G_CALLBACK (delete_response_cb), versions, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* -------------------------------------------------------------------- rows */

static void
add_button (GtkWidget *row, const SjVersion *version, const char *icon, const char *words, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  set_number (button, version->number);
  g_object_set_data_full (G_OBJECT (button), "sj-name", g_strdup (version->name), g_free);
  g_signal_connect (button, "clicked", clicked, NULL);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), button);
}

static void
add_line (GtkWidget *row, const char *text)
{
  GtkWidget *line = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (line), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line), text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (line), 3);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), line);
}

static void
add_lines (GtkWidget *row, const SjDiff *diff)
{
  for (size_t i = 0; i < MIN (sj_diff_count (diff), MOST_LINES); i++)
    add_line (row, sj_diff_get (diff, i)->text);
  if (sj_diff_count (diff) > MOST_LINES)
    {
      g_autofree char *more = g_strdup_printf (_("… and %zu more"), sj_diff_count (diff) - MOST_LINES);

      add_line (row, more);
    }
}

static char *
summary_of (const SjVersion *version, const SjDiff *diff)
{
  g_autofree char *when = sj_desk_when (version->made, g_get_real_time () / 1000);
  unsigned count = diff ? (unsigned) sj_diff_count (diff) : 0;
  g_autofree char *changes = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u difference from now", "%u differences from now", count), count);

  return g_strdup_printf ("%s · %s", when, count > 0 ? changes : _("as it is now"));
}

static GtkWidget *
row_new (SjVersions *versions, const SjVersion *version)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autoptr (SjDiff) diff = sj_workspace_compare (workspace_of (versions), versions->journey, version->number,
                                                  SJ_VERSION_NOW, NULL);
  g_autofree char *summary = summary_of (version, diff);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), version->name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), summary);
  if (sj_desk_writable (versions->desk))
    {
      add_button (row, version, "user-trash-symbolic", _("Delete This Version"), G_CALLBACK (delete_cb));
      add_button (row, version, "document-edit-symbolic", _("Rename This Version"), G_CALLBACK (rename_cb));
      add_button (row, version, "edit-undo-symbolic", _("Go Back to This Version"), G_CALLBACK (restore_cb));
    }
  if (diff != NULL && sj_diff_count (diff) > 0)
    add_lines (row, diff);
  else
    adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (row), FALSE);
  return row;
}

static void
fill (SjVersions *versions)
{
  g_autoptr (GPtrArray) kept = sj_workspace_versions (workspace_of (versions), versions->journey);
  GtkWidget *group = adw_preferences_group_new ();

  for (guint i = 0; kept != NULL && i < kept->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row_new (versions, kept->pdata[i]));
  adw_clamp_set_child (versions->clamp, group);
  gtk_stack_set_visible_child_name (versions->stack, kept != NULL && kept->len > 0 ? "list" : "empty");
}

static void
news_cb (SjDesk *desk, const SjWorkspaceNews *news, SjVersions *versions)
{
  if (news->type == SJ_WORKSPACE_VERSIONS && g_strcmp0 (news->id, versions->journey) == 0)
    fill (versions);
}

/* ------------------------------------------------------------------ object */

static void
sj_versions_dispose (GObject *object)
{
  SjVersions *versions = SJ_VERSIONS (object);

  gtk_widget_dispose_template (GTK_WIDGET (versions), SJ_TYPE_VERSIONS);
  g_clear_object (&versions->desk);
  g_clear_pointer (&versions->journey, g_free);
  G_OBJECT_CLASS (sj_versions_parent_class)->dispose (object);
}

static void
sj_versions_class_init (SjVersionsClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_versions_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/sojourn/ui/sj-versions.ui");
  gtk_widget_class_bind_template_child (widget_class, SjVersions, toasts);
  gtk_widget_class_bind_template_child (widget_class, SjVersions, stack);
  gtk_widget_class_bind_template_child (widget_class, SjVersions, clamp);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sj_versions_init (SjVersions *versions)
{
  gtk_widget_init_template (GTK_WIDGET (versions));
}

void
sj_versions_present (GtkWidget *near, SjDesk *desk, const char *journey)
{
  SjVersions *versions = g_object_new (SJ_TYPE_VERSIONS, "transient-for", gtk_widget_get_root (near), NULL);

  versions->desk = g_object_ref (desk);
  versions->journey = g_strdup (journey);
  g_signal_connect_object (desk, "news", G_CALLBACK (news_cb), versions, 0);
  fill (versions);
  gtk_window_present (GTK_WINDOW (versions));
}
