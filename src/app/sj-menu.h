/* sj-menu.h -- the menus, made from the table of commands. */
#pragma once

#include <gtk/gtk.h>

typedef enum
{
  SJ_MENU_WELCOME,
  SJ_MENU_LISTS,
  SJ_MENU_EDITOR,
  SJ_MENU_CANVAS,           /* the context menus there */
  SJ_MENU_NODE,
  SJ_MENU_NODES,
  SJ_MENU_PATH,
  SJ_N_MENUS
} SjMenu;

GMenuModel *sj_menu_new (SjMenu menu);
/* The menu, and a name that screen readers say. */
void        sj_menu_set (GtkMenuButton *button, SjMenu menu);
