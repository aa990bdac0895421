/* sj-command.h -- everything one can ask for: its name, what it needs, its keys, its title.
 *
 * One table feeds actions, keys, menus, tooltips, the quick search and the shortcuts
 * window.  What is possible now is a set of facts; a command whose needs are not
 * among them is insensitive.  A command is looked for from the widget that has the
 * focus upwards, so several scopes may have a key of their own for the same thing.
 */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

typedef enum
{
  SJ_FACT_WORKSPACE = 1 << 0,   /* one is open */
  SJ_FACT_WRITABLE  = 1 << 1,   /* and may be changed */
  SJ_FACT_ITEM      = 1 << 2,   /* a row of the list is selected */
  SJ_FACT_UNDO      = 1 << 3,
  SJ_FACT_REDO      = 1 << 4,
  SJ_FACT_NODES     = 1 << 5,   /* at least one node is selected or has the focus */
  SJ_FACT_SOMETHING = 1 << 6,   /* a node or a path is */
  SJ_FACT_CONTENT   = 1 << 7,   /* the journey has nodes */
  SJ_FACT_PROBLEMS  = 1 << 8,
  SJ_FACT_FINDING   = 1 << 9,   /* the find bar is open */
  SJ_FACT_TAB       = 1 << 10,  /* a journey is open in the window */
  SJ_FACT_TABS      = 1 << 11,  /* more than one */
  SJ_FACT_PATH      = 1 << 12,  /* a path is selected */
  SJ_FACT_SEVERAL   = 1 << 13,  /* at least two nodes are selected */
  SJ_FACT_MANY      = 1 << 14   /* at least three */
} SjFacts;

typedef enum
{
  SJ_COMMAND_OUTSIDE_TEXT = 1 << 0,    /* its keys belong to a text field that has the focus */
  SJ_COMMAND_UNLISTED     = 1 << 1,    /* not in the quick search: it means nothing there */
  SJ_COMMAND_ON_CANVAS    = 1 << 2,    /* its keys are about what is selected there: sj_command_mark_canvas () */
  SJ_COMMAND_FIRST        = 1 << 3     /* before the focused widget: panes keep F6 and F8, the canvas Home */
} SjCommandFlags;

typedef struct
{
  const char *scope;            /* "app", "win", "list", "editor" */
  const char *name;
  unsigned needs;               /* SjFacts */
  const char *keys;             /* parted by blanks; or NULL */
  const char *title;            /* N_ */
  const char *part;             /* N_, of the shortcuts window */
  unsigned flags;
} SjCommand;

extern const SjCommand sj_commands[];    /* ends with a NULL scope */

const SjCommand *sj_command_find (const char *scope, const char *name);

/* "editor.undo" */
char *sj_command_action (const SjCommand *command);
/* "Undo (Ctrl+Z)" */
char *sj_command_tooltip (const char *scope, const char *name);

/* What carries it out. */
typedef void (*SjCommandDo) (gpointer self);

typedef struct
{
  const char *name;
  SjCommandDo run;
} SjCommandRow;

/* An action for each row, all of `scope`; `rows` ends with a NULL name. */
void sj_command_add    (GActionMap *map, const char *scope, const SjCommandRow *rows, gpointer self);
/* Makes those of the scope sensitive for which nothing is missing. */
void sj_command_update (GActionMap *map, const char *scope, unsigned facts);

/* The keys of a scope, for a widget in and above which the actions are. */
void sj_command_add_keys (GtkWidget *widget, const char *scope);

/* Keys that are about a selection work while the focus is here or within, but for its texts. */
void sj_command_mark_canvas (GtkWidget *widget);

/* A section of a menu from names of the scope; ends with NULL. */
GMenuModel *sj_command_menu (const char *scope, const char *const *names);

/* The window that tells all keys. */
GtkWidget *sj_command_shortcuts (void);
