/* sj-export-menu.c -- asks for a place, writes there, and says how it went. */
#include "app/sj-export-menu.h"

#include "app/sj-ask.h"
#include "app/sj-toast.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The button's own. */
typedef struct
{
  GtkMenuButton *button;    /* borrowed */
  SjRuns *runs;             /* owned */
  GSimpleActionGroup *actions;    /* owned: one for each form */
} Exports;

static void
exports_free (gpointer data)
{
  Exports *exports = data;

  g_object_unref (exports->runs);
  g_object_unref (exports->actions);
  g_free (exports);
}

static Exports *
exports_of (gpointer button)
{
  return g_object_get_data (G_OBJECT (button), "sj-exports");
}

static void
follow (GtkMenuButton *button)
{
  Exports *exports = exports_of (button);
  bool any = false;

  for (unsigned form = 0; form < SJ_N_EXPORTS; form++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (exports->actions), sj_export_forms[form].action);
      bool may = sj_export_may (exports->runs, (SjExport) form);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), may);
      any = any || may;
    }
  gtk_widget_set_sensitive (GTK_WIDGET (button), any);
}

static void
place_cb (GtkWidget *near, const char *answer, gpointer data)
{
  SjRuns *runs = exports_of (near)->runs;
  SjExport form = (SjExport) GPOINTER_TO_UINT (data);
  g_autofree char *name = g_path_get_basename (answer);
  g_autofree char *sentence = g_strdup_printf (_("Wrote “%s”"), name);
  g_autoptr (GError) error = NULL;

  if (!sj_export_may (runs, form))
    return;
  if (sj_export_write (runs, form, answer, &error))
    sj_toast (near, sentence);
  else
    sj_toast_error (near, error);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, Exports *exports)
{
  for (unsigned form = 0; form < SJ_N_EXPORTS; form++)
    if (strcmp (g_action_get_name (G_ACTION (action)), sj_export_forms[form].action) == 0)
      {
        g_autofree char *name = sj_export_name (exports->runs, (SjExport) form);

        sj_ask_save (GTK_WIDGET (exports->button), _("Write to a File"), name, place_cb, GUINT_TO_POINTER (form), NULL);
      }
}

static GMenuModel *
make_menu (Exports *exports)
{
  GMenu *menu = g_menu_new ();

  for (unsigned form = 0; form < SJ_N_EXPORTS; form++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (sj_export_forms[form].action, NULL);
      g_autofree char *full = g_strdup_printf ("runs.%s", sj_export_forms[form].action);

      g_signal_connect (action, "activate", G_CALLBACK (export_cb), exports);
      g_action_map_add_action (G_ACTION_MAP (exports->actions), G_ACTION (action));
      g_menu_append (menu, _(sj_export_forms[form].title), full);
    }
  return G_MENU_MODEL (menu);
}

void
sj_export_menu_attach (GtkMenuButton *button, SjRuns *runs)
{
  Exports *exports;
  g_autoptr (GMenuModel) menu = NULL;

  g_return_if_fail (exports_of (button) == NULL);
  exports = g_new (Exports, 1);
  *exports = (Exports) { button, g_object_ref (runs), g_simple_action_group_new () };
  g_object_set_data_full (G_OBJECT (button), "sj-exports", exports, exports_free);
  menu = make_menu (exports);
  gtk_widget_insert_action_group (GTK_WIDGET (button), "runs", G_ACTION_GROUP (exports->actions));
  gtk_menu_button_set_menu_model (button, menu);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (button))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Write what is shown to a file"), -1);
  g_signal_connect_object (runs, "changed", G_CALLBACK (follow), button, G_CONNECT_SWAPPED);
  g_signal_connect_object (sj_runs_play (runs), "changed", G_CALLBACK (follow), button, G_CONNECT_SWAPPED);
  follow (button);
}
