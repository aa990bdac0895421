/* sj-editor-page-private.h -- the editor page from inside; for sj-editor-*.c alone. */
#pragma once

#include "app/sj-banner.h"
#include "app/sj-command.h"
#include "app/sj-editor-header.h"
#include "app/sj-editor-page.h"
#include "app/sj-editor.h"
#include "app/sj-find-bar.h"
#include "app/sj-inspector.h"
#include "app/sj-outline-pane.h"
#include "app/sj-palette.h"
#include "app/sj-problems.h"
#include "widgets/sj-canvas.h"

#include <adwaita.h>

#define SJ_MOST_MODES 4

struct _SjEditorPage
{
  GtkWidget parent_instance;

  SjEditor *editor;                         /* owned */
  GtkWidget *header;                        /* owned; shown by the window */
  GSimpleActionGroup *actions;              /* owned */
  unsigned mode;                            /* row of sj_modes */
  GtkWidget *mode_sides[SJ_MOST_MODES];     /* in `sides`, or NULL */
  GtkWidget *mode_panels[SJ_MOST_MODES];    /* in `panel_stack`, or NULL */
  int side_width;                           /* when its edge was taken hold of */
  guint opening;
  bool opened;

  GtkWidget *box;
  SjBanner *banner;
  AdwFlap *palette_flap, *inspector_flap;
  SjPalette *palette;
  GtkWidget *handle;
  GtkStack *sides;
  SjInspector *inspector;
  GtkPaned *paned;
  SjFindBar *find_bar;
  SjCanvas *canvas;
  GtkWidget *empty_words, *empty_buttons;
  GtkWidget *panel;
  GtkStack *panel_stack;
  SjProblems *problems;
  SjOutlinePane *outline;
};

extern const SjCommandRow sj_editor_page_rows[];

void sj_editor_page_update_actions (SjEditorPage *page);
void sj_editor_page_show_inspector (SjEditorPage *page, bool show);
void sj_editor_page_inspect        (SjEditorPage *page);    /* and the focus to its first field */
void sj_editor_page_show_panel     (SjEditorPage *page, const char *which);
void sj_editor_page_hide_panel     (SjEditorPage *page);
void sj_editor_page_set_mode       (SjEditorPage *page, unsigned mode);
