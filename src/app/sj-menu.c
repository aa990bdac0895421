/* sj-menu.c -- the menus, made from the table of commands. */
#include "app/sj-menu.h"

#include "app/sj-command.h"

/* "scope.name"; "-" begins a section. */
static const char *const menus[SJ_N_MENUS][24] = {
  [SJ_MENU_WELCOME] = { "app.open-workspace", "-", "app.preferences", "app.shortcuts", "app.about", "-", "app.quit" },
  [SJ_MENU_LISTS] = { "win.search", "-", "app.new-workspace", "app.open-workspace", "app.open-sample", "-",
                      "win.import", "win.export", "-", "app.preferences", "app.shortcuts", "app.about", "-",
                      "app.quit" },
  [SJ_MENU_EDITOR] = { "win.search", "editor.find", "-", "editor.rename", "editor.keep-version", "editor.versions", "-",
                       "editor.tidy", "editor.fit", "editor.map", "-", "editor.outline", "editor.problems", "-",
                       "app.preferences", "app.shortcuts", "app.about" },
  [SJ_MENU_CANVAS] = { "editor.insert", "editor.paste", "-", "editor.select-all", "editor.tidy", "editor.fit" },
  [SJ_MENU_NODE] = { "editor.insert", "editor.insert-before", "editor.connect", "editor.rename-step",
                     "editor.inspect", "-", "editor.cut", "editor.copy", "editor.duplicate", "-",
                     "editor.select-after", "editor.select-before", "editor.pin", "editor.unpin", "-",
                     "editor.delete", "editor.delete-only" },
  [SJ_MENU_NODES] = { "editor.cut", "editor.copy", "editor.duplicate", "-", "editor.tidy", "editor.row",
                      "editor.column", "editor.spread-across", "editor.spread-down", "editor.fit-selection", "-",
                      "editor.pin", "editor.unpin", "-", "editor.delete", "editor.delete-only" },
  [SJ_MENU_PATH] = { "editor.insert", "editor.rename-step", "editor.connect", "editor.inspect", "-",
                     "editor.select-after", "editor.select-before", "-", "editor.disconnect" },
};

GMenuModel *
sj_menu_new (SjMenu which)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();

  for (const char *const *row = menus[which]; *row != NULL; row++)
    {
      g_auto (GStrv) words = NULL;
      const char *names[2] = { NULL, NULL };
      g_autoptr (GMenuModel) one = NULL;
      g_autoptr (GMenuItem) item = NULL;

      if (g_str_equal (*row, "-"))
        {
          g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
          g_clear_object (&section);
          section = g_menu_new ();
          continue;
        }
      words = g_strsplit (*row, ".", 2);
      names[0] = words[1];
      one = sj_command_menu (words[0], names);
      item = g_menu_item_new_from_model (one, 0);
      g_menu_append_item (section, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  return G_MENU_MODEL (menu);
}

void
sj_menu_set (GtkMenuButton *button, SjMenu which)
{
  g_autoptr (GMenuModel) model = sj_menu_new (which);
  const char *name = gtk_widget_get_tooltip_text (GTK_WIDGET (button));

  gtk_menu_button_set_menu_model (button, model);
  if (name != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (button))),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
