/* The table of commands: no key twice where both could be meant, every row complete. */
#include "app/sj-command.h"
#include "app/sj-menu.h"

#include <adwaita.h>

static void
test_keys (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  static const char *const together[] = { "app", "win", NULL };

  for (const SjCommand *command = sj_commands; command->scope != NULL; command++)
    {
      g_auto (GStrv) keys = g_strsplit (command->keys ? command->keys : "", " ", -1);

      for (size_t i = 0; keys[i] != NULL && keys[i][0] != '\0'; i++)
        {
          guint keyval;
          GdkModifierType modifiers;
          g_autofree char *name = NULL;
          char *scoped;

          g_assert_true (gtk_accelerator_parse (keys[i], &keyval, &modifiers));
          name = gtk_accelerator_name (keyval, modifiers);
          scoped = g_strconcat (g_strv_contains (together, command->scope) ? "everywhere" : command->scope, " ", name,
                                NULL);
          if (!g_hash_table_add (seen, scoped))
            g_error ("%s.%s: another command has this key: %s", command->scope, command->name, keys[i]);
        }
    }
  /* What works everywhere is nobody else's. */
  for (const SjCommand *command = sj_commands; command->scope != NULL; command++)
    {
      g_auto (GStrv) keys = g_strsplit (command->keys ? command->keys : "", " ", -1);

      for (size_t i = 0; keys[i] != NULL && keys[i][0] != '\0' && !g_strv_contains (together, command->scope); i++)
        {
          guint keyval;
          GdkModifierType modifiers;
          g_autofree char *name = NULL;
          g_autofree char *scoped = NULL;

          gtk_accelerator_parse (keys[i], &keyval, &modifiers);
          name = gtk_accelerator_name (keyval, modifiers);
          scoped = g_strconcat ("everywhere ", name, NULL);
          if (g_hash_table_contains (seen, scoped))
            g_error ("%s.%s: its key works everywhere already: %s", command->scope, command->name, keys[i]);
        }
    }
}

static void
test_rows (void)
{
  for (const SjCommand *command = sj_commands; command->scope != NULL; command++)
    {
      g_autofree char *tooltip = sj_command_tooltip (command->scope, command->name);

      g_assert_true (sj_command_find (command->scope, command->name) == command);
      g_assert_nonnull (command->title);
      g_assert_nonnull (command->part);
      g_assert_true (g_str_has_prefix (tooltip, command->title));
    }
}

static unsigned runs;

static void
run_cb (gpointer data)
{
  runs++;
}

/* A command is as sensitive as the facts allow. */
static void
test_facts (void)
{
  static const SjCommandRow rows[] = { { "new", run_cb }, { "delete", run_cb }, { NULL } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  sj_command_add (G_ACTION_MAP (group), "list", rows, NULL);
  sj_command_update (G_ACTION_MAP (group), "list", SJ_FACT_WORKSPACE | SJ_FACT_WRITABLE);
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (group), "new"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (group), "delete"));
  g_action_group_activate_action (G_ACTION_GROUP (group), "new", NULL);
  g_action_group_activate_action (G_ACTION_GROUP (group), "delete", NULL);
  g_assert_cmpuint (runs, ==, 1);
  sj_command_update (G_ACTION_MAP (group), "list", SJ_FACT_WORKSPACE | SJ_FACT_WRITABLE | SJ_FACT_ITEM);
  g_action_group_activate_action (G_ACTION_GROUP (group), "delete", NULL);
  g_assert_cmpuint (runs, ==, 2);
}

static void
test_menus (void)
{
  for (int i = 0; i < SJ_N_MENUS; i++)
    {
      g_autoptr (GMenuModel) menu = sj_menu_new ((SjMenu) i);

      g_assert_cmpint (g_menu_model_get_n_items (menu), >, 0);
    }
}

static void
test_shortcuts (void)
{
  GtkWidget *window = sj_command_shortcuts ();

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (window);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/commands/keys", test_keys);
  g_test_add_func ("/commands/rows", test_rows);
  g_test_add_func ("/commands/facts", test_facts);
  g_test_add_func ("/commands/menus", test_menus);
  g_test_add_func ("/commands/shortcuts", test_shortcuts);
  return g_test_run ();
}
