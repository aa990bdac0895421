/* sj-editor-commands.c -- what the commands of the editor do: mostly, what the drawing does. */
#include "app/sj-editor-page-private.h"

#include "app/sj-ask.h"
#include "app/sj-editor-header.h"
#include "app/sj-play.h"
#include "app/sj-taste.h"
#include "app/sj-toast.h"
#include "app/sj-versions.h"
#include "model/sj-tidy.h"

#include <glib/gi18n-lib.h>

#define TIDY_AT_ONCE 500    /* steps: more take longer than a frame or two */

static SjDrawing *
drawing_of (gpointer data)
{
  return sj_editor_drawing (SJ_EDITOR_PAGE (data)->editor);
}

static void
undo_cb (gpointer data)
{
  sj_drawing_undo (drawing_of (data));
}

static void
redo_cb (gpointer data)
{
  sj_drawing_redo (drawing_of (data));
}

/* A way back for what was done last, as long as nothing else was done. */
typedef struct
{
  GWeakRef page;
  size_t n_undo;
} Back;

static void
back_free (gpointer data)
{
  Back *back = data;

  g_weak_ref_clear (&back->page);
  g_free (back);
}

static void
back_cb (gpointer data)
{
  Back *back = data;
  g_autoptr (SjEditorPage) page = g_weak_ref_get (&back->page);
  SjHistory *history = page ? sj_editor_history (page->editor) : NULL;

  if (history != NULL && sj_history_n_undo (history) == back->n_undo)
    sj_drawing_undo (drawing_of (page));
}

static void
tell_done (SjEditorPage *page)
{
  SjHistory *history = sj_editor_history (page->editor);
  const char *sentence = sj_drawing_status (drawing_of (page));
  Back *back;

  if (sj_history_undo_title (history) == NULL)
    return;
  back = g_new0 (Back, 1);
  g_weak_ref_init (&back->page, page);
  back->n_undo = sj_history_n_undo (history);
  sj_toast_undo (GTK_WIDGET (page), sentence, back_cb, back, back_free);
}

/* ------------------------------------------------------------- clipboard */

static void
put_on_clipboard (SjEditorPage *page, char *text)
{
  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (page)), text);
  g_free (text);
}

static void
cut_cb (gpointer data)
{
  put_on_clipboard (data, sj_drawing_cut (drawing_of (data)));
}

static void
copy_cb (gpointer data)
{
  put_on_clipboard (data, sj_drawing_copy (drawing_of (data)));
}

static void
text_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SjEditorPage) page = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  g_autoptr (GError) error = NULL;
  double x, y;

  if (drawing_of (page) == NULL)
    return;
  if (text == NULL)
    sj_toast (GTK_WIDGET (page), _("There is nothing to paste."));
  else if (!sj_drawing_paste (drawing_of (page), text, sj_canvas_pointer (page->canvas, &x, &y), &error))
    sj_toast (GTK_WIDGET (page), _("What was copied is no part of a journey."));
}

static void
joined_text_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SjEditorPage) page = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  g_autoptr (GError) error = NULL;

  if (drawing_of (page) == NULL)
    return;
  if (text == NULL)
    sj_toast (GTK_WIDGET (page), _("There is nothing to paste."));
  else if (!sj_drawing_paste_joined (drawing_of (page), text, &error) && error != NULL)
    sj_toast (GTK_WIDGET (page), _("What was copied is no part of a journey."));
}

static void
paste_joined_cb (gpointer data)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (data)), NULL, joined_text_cb,
                                 g_object_ref (data));
}

static void
paste_cb (gpointer data)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (data)), NULL, text_cb, g_object_ref (data));
}

static void
duplicate_cb (gpointer data)
{
  sj_drawing_duplicate (drawing_of (data));
}

/* ------------------------------------------------------- what is selected */

static void
delete_with (SjEditorPage *page, bool close)
{
  SjDrawing *drawing = drawing_of (page);
  bool path = sj_drawing_n_selected (drawing) == 0 && sj_drawing_selected_path (drawing) != NULL;

  if (path ? sj_drawing_disconnect (drawing) : sj_drawing_delete (drawing, close))
    tell_done (page);
}

static void
delete_cb (gpointer data)
{
  delete_with (data, true);
}

static void
delete_only_cb (gpointer data)
{
  delete_with (data, false);
}

static void
disconnect_cb (gpointer data)
{
  sj_drawing_disconnect (drawing_of (data));
}

static void
rename_step_cb (gpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (SJ_EDITOR_PAGE (data)->canvas));
  sj_drawing_ask_rename (drawing_of (data));
}

static void
rename_cb (gpointer data)
{
  sj_editor_page_rename (data);
}

static void
select_all_cb (gpointer data)
{
  sj_drawing_select_all (drawing_of (data));
}

static void
select_none_cb (gpointer data)
{
  sj_drawing_select_none (drawing_of (data));
}

static void
select_after_cb (gpointer data)
{
  sj_drawing_select_flow (drawing_of (data), false);
}

static void
select_before_cb (gpointer data)
{
  sj_drawing_select_flow (drawing_of (data), true);
}

static void
insert_cb (gpointer data)
{
  sj_drawing_ask_insert (drawing_of (data), false);
}

static void
insert_before_cb (gpointer data)
{
  sj_drawing_ask_insert (drawing_of (data), true);
}

static void
connect_cb (gpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (SJ_EDITOR_PAGE (data)->canvas));
  sj_drawing_aim (drawing_of (data));
}

static void
inspect_cb (gpointer data)
{
  sj_editor_page_inspect (data);
}

/* What is worked out on another thread, from a copy that does not change. */
typedef struct
{
  SjJourney *journey;       /* owned: frozen */
  GStrv ids;                /* owned: empty for all */
  SjEdit *edit;             /* owned, or NULL: nothing moves */
  size_t moved;
} Tidying;

static void
tidying_free (gpointer data)
{
  Tidying *tidying = data;

  sj_journey_unref (tidying->journey);
  g_strfreev (tidying->ids);
  g_clear_pointer (&tidying->edit, sj_edit_free);
  g_free (tidying);
}

static void
tidy_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Tidying *tidying = data;

  tidying->edit = sj_tidy (tidying->journey, tidying->ids[0] ? (const char *const *) tidying->ids : NULL,
                           &tidying->moved);
  g_task_return_boolean (task, true);
}

/* Who changed the journey meanwhile did not mean this drawing. */
static void
tidied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SjEditorPage *page = SJ_EDITOR_PAGE (source);
  Tidying *tidying = g_task_get_task_data (G_TASK (result));
  SjJourney *journey = sj_editor_journey (page->editor);
  g_autoptr (SjJourney) now = journey ? sj_journey_freeze (journey) : NULL;

  if (now != tidying->journey || tidying->edit == NULL)
    return;
  if (sj_drawing_take_tidy (drawing_of (page), g_steal_pointer (&tidying->edit), tidying->moved))
    tell_done (page);
}

static void
tidy_aside (SjEditorPage *page)
{
  Tidying *tidying = g_new0 (Tidying, 1);
  g_autoptr (GTask) task = g_task_new (page, NULL, tidied_cb, NULL);

  tidying->journey = sj_journey_freeze (sj_editor_journey (page->editor));
  tidying->ids = sj_drawing_selected (drawing_of (page));
  g_task_set_task_data (task, tidying, tidying_free);
  g_task_run_in_thread (task, tidy_thread);
}

static void
tidy_cb (gpointer data)
{
  if (sj_journey_n_nodes (sj_drawing_journey (drawing_of (data))) > TIDY_AT_ONCE)
    tidy_aside (data);
  else if (sj_drawing_tidy (drawing_of (data)))
    tell_done (data);
}

static void
row_cb (gpointer data)
{
  sj_drawing_line_up (drawing_of (data), SJ_LINE_UP_ROW);
}

static void
column_cb (gpointer data)
{
  sj_drawing_line_up (drawing_of (data), SJ_LINE_UP_COLUMN);
}

static void
spread_across_cb (gpointer data)
{
  sj_drawing_line_up (drawing_of (data), SJ_SPREAD_ACROSS);
}

static void
spread_down_cb (gpointer data)
{
  sj_drawing_line_up (drawing_of (data), SJ_SPREAD_DOWN);
}

static void
pin_cb (gpointer data)
{
  sj_drawing_set_pinned (drawing_of (data), true);
}

static void
unpin_cb (gpointer data)
{
  sj_drawing_set_pinned (drawing_of (data), false);
}

/* ---------------------------------------------------------------- versions */

static void
version_named_cb (GtkWidget *near, const char *name, gpointer data)
{
  SjEditorPage *page = SJ_EDITOR_PAGE (near);
  SjWorkspace *workspace = sj_desk_workspace (sj_editor_desk (page->editor));
  g_autofree char *sentence = g_strdup_printf (_("Version “%s” is kept"), name);
  g_autoptr (GError) error = NULL;

  if (workspace == NULL)
    return;
  if (sj_workspace_keep_version (workspace, sj_editor_id (page->editor), name, &error) != 0)
    sj_toast (near, sentence);
  else
    sj_toast_error (near, error);
}

static void
keep_version_cb (gpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  /* Translators: the name proposed for a version: a date and a time. */
  g_autofree char *name = g_date_time_format (now, _("%-e %B %Y, %H:%M"));

  sj_ask_name (GTK_WIDGET (data), _("Save a Named Version"), name, version_named_cb, NULL, NULL);
}

static void
versions_cb (gpointer data)
{
  SjEditorPage *page = data;

  sj_versions_present (GTK_WIDGET (page), sj_editor_desk (page->editor), sj_editor_id (page->editor));
}

/* ----------------------------------------------------------------- looking */

static void
find_cb (gpointer data)
{
  sj_find_bar_open (SJ_EDITOR_PAGE (data)->find_bar);
  sj_editor_page_update_actions (data);
}

static void
find_next_cb (gpointer data)
{
  sj_find_bar_step (SJ_EDITOR_PAGE (data)->find_bar, 1);
}

static void
find_previous_cb (gpointer data)
{
  sj_find_bar_step (SJ_EDITOR_PAGE (data)->find_bar, -1);
}

/* Asked for on purpose: new steps count from now on. */
static void
problems_cb (gpointer data)
{
  SjEditorPage *page = data;

  sj_drawing_finish_setup (drawing_of (page));
  sj_editor_update (page->editor);
  sj_editor_page_show_panel (page, "problems");
  sj_problems_focus (page->problems);
}

static void
next_problem_cb (gpointer data)
{
  sj_drawing_next_problem (drawing_of (data), false);
}

static void
previous_problem_cb (gpointer data)
{
  sj_drawing_next_problem (drawing_of (data), true);
}

static void
outline_cb (gpointer data)
{
  SjEditorPage *page = data;

  sj_editor_page_show_panel (page, "outline");
  sj_outline_pane_focus (page->outline);
}

static void
toggle_flap (AdwFlap *flap)
{
  adw_flap_set_reveal_flap (flap, !adw_flap_get_reveal_flap (flap));
}

static void
palette_cb (gpointer data)
{
  toggle_flap (SJ_EDITOR_PAGE (data)->palette_flap);
}

static void
inspector_cb (gpointer data)
{
  toggle_flap (SJ_EDITOR_PAGE (data)->inspector_flap);
}

static void
panel_cb (gpointer data)
{
  SjEditorPage *page = data;

  if (gtk_widget_get_visible (page->panel))
    sj_editor_page_hide_panel (page);
  else
    sj_editor_page_show_panel (page, gtk_stack_get_visible_child_name (page->panel_stack));
}

/* Palette, canvas, inspector, panel; those that are hidden are passed over. */
static void
step_area (SjEditorPage *page, int by)
{
  GtkWidget *areas[] = { GTK_WIDGET (page->palette), GTK_WIDGET (page->canvas), GTK_WIDGET (page->sides),
                         page->panel };
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  int count = (int) G_N_ELEMENTS (areas), at = 0;

  for (int i = 0; i < count; i++)
    if (focus != NULL && (focus == areas[i] || gtk_widget_is_ancestor (focus, areas[i])))
      at = i;
  for (int i = 1; i <= count; i++)
    {
      GtkWidget *area = areas[(at + i * by + i * count) % count];

      if (gtk_widget_get_mapped (area) &&
          (area == GTK_WIDGET (page->canvas) ? gtk_widget_grab_focus (area)
                                             : gtk_widget_child_focus (area, GTK_DIR_TAB_FORWARD)))
        return;
    }
}

static void
next_area_cb (gpointer data)
{
  step_area (data, 1);
}

static void
previous_area_cb (gpointer data)
{
  step_area (data, -1);
}

static void
zoom_by (SjEditorPage *page, double notches)
{
  const SjView *view = sj_drawing_view (drawing_of (page));

  sj_drawing_zoom_by (drawing_of (page), notches, view->width / 2, view->height / 2);
}

static void
zoom_in_cb (gpointer data)
{
  zoom_by (data, 1);
}

static void
zoom_out_cb (gpointer data)
{
  zoom_by (data, -1);
}

static void
zoom_normal_cb (gpointer data)
{
  sj_drawing_zoom_to (drawing_of (data), 1);
}

static void
fit_cb (gpointer data)
{
  sj_drawing_fit (drawing_of (data), false);
}

static void
fit_selection_cb (gpointer data)
{
  sj_drawing_fit (drawing_of (data), true);
}

static void
map_cb (gpointer data)
{
  SjEditorPage *page = data;
  gboolean map;

  g_object_get (page->canvas, "map", &map, NULL);
  g_object_set (page->canvas, "map", !map, NULL);
}

static void
design_cb (gpointer data)
{
  sj_editor_header_set_mode (SJ_EDITOR_HEADER (SJ_EDITOR_PAGE (data)->header), "design");
}

static void
simulate_cb (gpointer data)
{
  sj_editor_header_set_mode (SJ_EDITOR_HEADER (SJ_EDITOR_PAGE (data)->header), "simulate");
}

static void
test_cb (gpointer data)
{
  sj_editor_header_set_mode (SJ_EDITOR_HEADER (SJ_EDITOR_PAGE (data)->header), "test");
}

static void
run_cb (gpointer data)
{
  SjPlay *play = sj_play_of (SJ_EDITOR_PAGE (data)->editor);

  simulate_cb (data);
  if (sj_play_is_running (play))
    sj_play_stop (play);
  else
    sj_play_run (play);
}

static void
forget_run_cb (gpointer data)
{
  sj_play_reset (sj_play_of (SJ_EDITOR_PAGE (data)->editor));
}

const SjCommandRow sj_editor_page_rows[] = {
  { "undo", undo_cb },
  { "redo", redo_cb },
  { "cut", cut_cb },
  { "copy", copy_cb },
  { "paste", paste_cb },
  { "paste-joined", paste_joined_cb },
  { "duplicate", duplicate_cb },
  { "delete", delete_cb },
  { "delete-only", delete_only_cb },
  { "disconnect", disconnect_cb },
  { "rename-step", rename_step_cb },
  { "rename", rename_cb },
  { "keep-version", keep_version_cb },
  { "versions", versions_cb },
  { "select-all", select_all_cb },
  { "select-none", select_none_cb },
  { "select-after", select_after_cb },
  { "select-before", select_before_cb },
  { "insert", insert_cb },
  { "insert-before", insert_before_cb },
  { "connect", connect_cb },
  { "inspect", inspect_cb },
  { "tidy", tidy_cb },
  { "row", row_cb },
  { "column", column_cb },
  { "spread-across", spread_across_cb },
  { "spread-down", spread_down_cb },
  { "pin", pin_cb },
  { "unpin", unpin_cb },
  { "find", find_cb },
  { "find-next", find_next_cb },
  { "find-previous", find_previous_cb },
  { "problems", problems_cb },
  { "mode-design", design_cb },
  { "mode-simulate", simulate_cb },
  { "mode-test", test_cb },
  { "run", run_cb },
  { "forget-run", forget_run_cb },
  { "next-problem", next_problem_cb },
  { "previous-problem", previous_problem_cb },
  { "outline", outline_cb },
  { "palette", palette_cb },
  { "inspector", inspector_cb },
  { "panel", panel_cb },
  { "next-area", next_area_cb },
  { "previous-area", previous_area_cb },
  { "zoom-in", zoom_in_cb },
  { "zoom-out", zoom_out_cb },
  { "zoom-normal", zoom_normal_cb },
  { "fit", fit_cb },
  { "fit-selection", fit_selection_cb },
  { "map", map_cb },
  { NULL }
};
