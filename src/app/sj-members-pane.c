/* sj-members-pane.c -- how many are in the audience that is being edited, and some of them. */
#include "app/sj-members-pane.h"

#include "app/sj-members.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define PAUSE 200    /* milliseconds after the last change */

struct _SjMembersPane
{
  GtkWidget parent_instance;

  SjDesk *desk;             /* owned */
  SjDraft *draft;           /* owned, or NULL */
  GCancellable *cancel;     /* owned: of the count under way */
  guint timer;

  GtkWidget *group;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (SjMembersPane, sj_members_pane, GTK_TYPE_WIDGET)

/* ------------------------------------------------------------------ showing */

static char *
sentence_of (const SjMembers *members)
{
  g_autofree char *failed = NULL;
  g_autofree char *count = NULL;

  if (members->flawed)
    return g_strdup (_("The rule is not finished, so nobody is counted."));
  if (members->looked < members->total)
    count = g_strdup_printf (_("%zu of the first %zu of %zu profiles"), members->members, members->looked,
                             members->total);
  else
    count = g_strdup_printf (_("%zu of %zu profiles"), members->members, members->total);
  if (members->failed == 0)
    return g_steal_pointer (&count);
  failed = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "for %zu the rule has no answer",
                                         "for %zu the rule has no answer", members->failed), members->failed);
  return g_strdup_printf ("%s · %s", count, failed);
}

static void
row_cb (GtkListBox *list, GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (row), "win.show", "(isb)", (int) SJ_REF_PROFILE,
                              (const char *) g_object_get_data (G_OBJECT (row), "sj-id"), FALSE);
}

static void
add_row (SjMembersPane *pane, const char *id, const char *name)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("avatar-default-symbolic"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_object_set_data_full (G_OBJECT (row), "sj-id", g_strdup (id), g_free);
  gtk_list_box_append (GTK_LIST_BOX (pane->list), row);
}

static void
show_members (SjMembersPane *pane, const SjMembers *members)
{
  g_autofree char *sentence = sentence_of (members);
  GtkListBoxRow *row;

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (pane->group), sentence);
  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (pane->list), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (pane->list), GTK_WIDGET (row));
  for (guint i = 0; i < members->ids->len; i++)
    add_row (pane, members->ids->pdata[i], members->names->pdata[i]);
  gtk_widget_set_visible (pane->list, members->ids->len > 0);
}

/* ----------------------------------------------------------------- counting */

static void
count_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancel)
{
  g_task_return_pointer (task, sj_members_count (data), (GDestroyNotify) sj_members_free);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SjMembers) members = g_task_propagate_pointer (G_TASK (result), NULL);

  /* A newer count is under way, or the pane has gone: this one was cancelled. */
  if (members != NULL)
    show_members (SJ_MEMBERS_PANE (source), members);
}

static gboolean
timer_cb (gpointer data)
{
  SjMembersPane *pane = data;
  SjWorkspace *workspace = sj_desk_workspace (pane->desk);
  g_autoptr (GTask) task = NULL;

  pane->timer = 0;
  if (pane->draft == NULL || workspace == NULL)
    return G_SOURCE_REMOVE;
  g_cancellable_cancel (pane->cancel);
  g_set_object (&pane->cancel, NULL);
  pane->cancel = g_cancellable_new ();
  task = g_task_new (pane, pane->cancel, counted_cb, NULL);
  g_task_set_task_data (task, sj_members_task_new (workspace, sj_draft_config (pane->draft),
                                                   g_get_real_time () / 1000),
                        (GDestroyNotify) sj_members_task_free);
  g_task_run_in_thread (task, count_thread);
  return G_SOURCE_REMOVE;
}

void
sj_members_pane_show (GtkWidget *widget, SjDraft *draft)
{
  SjMembersPane *pane = SJ_MEMBERS_PANE (widget);

  g_set_object (&pane->draft, draft);
  g_clear_handle_id (&pane->timer, g_source_remove);
  if (draft != NULL)
    pane->timer = g_timeout_add (PAUSE, timer_cb, pane);
}

/* ------------------------------------------------------------------ object */

static void
sj_members_pane_dispose (GObject *object)
{
  SjMembersPane *pane = SJ_MEMBERS_PANE (object);

  g_cancellable_cancel (pane->cancel);
  g_clear_object (&pane->cancel);
  g_clear_handle_id (&pane->timer, g_source_remove);
  g_clear_object (&pane->draft);
  g_clear_object (&pane->desk);
  g_clear_pointer (&pane->group, gtk_widget_unparent);
  G_OBJECT_CLASS (sj_members_pane_parent_class)->dispose (object);
}

static void
sj_members_pane_class_init (SjMembersPaneClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sj_members_pane_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
sj_members_pane_init (SjMembersPane *pane)
{
  pane->group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (pane->group), _("Members"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (pane->group), _("Counting…"));
  pane->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (pane->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (pane->list, "boxed-list");
  gtk_widget_set_visible (pane->list, FALSE);
  g_signal_connect (pane->list, "row-activated", G_CALLBACK (row_cb), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (pane->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Some members"), -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (pane->group), pane->list);
  gtk_widget_set_parent (pane->group, GTK_WIDGET (pane));
}

GtkWidget *
sj_members_pane_new (SjDesk *desk)
{
  SjMembersPane *pane = g_object_new (SJ_TYPE_MEMBERS_PANE, NULL);

  pane->desk = g_object_ref (desk);
  return GTK_WIDGET (pane);
}
