/* Runs that are kept, told apart and written to files; recorded events in place of made-up people. */
#include "app/sj-export.h"
#include "app/sj-play-panel.h"
#include "app/sj-runs-pane.h"
#include "widgets/sj-widgets.h"
#include "shop.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  Shop shop;
  SjEditor *editor;
  SjPlay *play;             /* the editor's */
  SjRuns *runs;             /* the play's */
} Stage;

static void
open_journey (Stage *stage, const char *name)
{
  g_autofree char *journey = shop_journey (&stage->shop, name);
  g_autoptr (GError) error = NULL;
  SjPlaySettings settings = { .persons = 2000, .seed = 3 };

  stage->editor = sj_editor_new (stage->shop.desk, journey, &error);
  g_assert_no_error (error);
  stage->play = sj_play_of (stage->editor);
  stage->runs = sj_runs_of (stage->play);
  sj_play_set_settings (stage->play, &settings);
  sj_play_set_active (stage->play, true);
}

static void
close_journey (Stage *stage)
{
  sj_play_set_active (stage->play, false);
  sj_editor_close (stage->editor);
  g_clear_object (&stage->editor);
  shop_settle ();
}

static void
stage_init (Stage *stage, gconstpointer data)
{
  shop_init (&stage->shop, NULL);
  open_journey (stage, "Purchase Journey");
}

static void
stage_clear (Stage *stage, gconstpointer data)
{
  close_journey (stage);
  shop_clear (&stage->shop, NULL);
}

static void
run (Stage *stage)
{
  sj_play_run (stage->play);
  while (sj_play_is_running (stage->play) || sj_play_is_stale (stage->play))
    g_main_context_iteration (NULL, TRUE);
  shop_settle ();
}

static guint
n_runs (Stage *stage)
{
  return g_list_model_get_n_items (sj_runs_model (stage->runs));
}

/* Lent by the list. */
static SjRun *
run_at (Stage *stage, guint position)
{
  g_autoptr (SjRun) found = g_list_model_get_item (sj_runs_model (stage->runs), position);

  g_assert_nonnull (found);
  return found;
}

static void
keep (Stage *stage, const char *name)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sj_runs_may_keep (stage->runs));
  g_assert_true (sj_runs_keep (stage->runs, name, &error));
  g_assert_no_error (error);
  shop_settle ();
}

/* One habit turned to that many of a hundred. */
static void
turn (Stage *stage, double percent)
{
  sj_play_turn (stage->play, 0, percent);
  run (stage);
}

/* ------------------------------------------------------------------ keeping */

static void
test_keep (Stage *stage, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  SjDeletedRun *deleted;
  uint64_t entered;

  g_assert_false (sj_runs_may_keep (stage->runs));    /* nothing was run */
  run (stage);
  entered = sj_result_find (sj_play_result (stage->play), "loyalty")->entered;
  keep (stage, "As it was");
  g_assert_cmpuint (n_runs (stage), ==, 1);
  g_assert_cmpstr (run_at (stage, 0)->name, ==, "As it was");
  g_assert_cmpint (sj_runs_shown (stage->runs), ==, run_at (stage, 0)->id);
  g_assert_false (sj_runs_may_keep (stage->runs));    /* it is kept */
  g_assert_nonnull (strstr (run_at (stage, 0)->about, "2000 people"));

  g_assert_true (sj_runs_rename (stage->runs, run_at (stage, 0)->id, "Before", &error));
  shop_settle ();
  g_assert_cmpstr (run_at (stage, 0)->name, ==, "Before");

  /* What is opened is shown as it was, and cannot be kept twice. */
  turn (stage, 100);
  g_assert_true (sj_runs_may_keep (stage->runs));
  g_assert_cmpuint (sj_result_find (sj_play_result (stage->play), "loyalty")->entered, !=, entered);
  g_assert_true (sj_runs_open (stage->runs, run_at (stage, 0)->id, &error));
  g_assert_cmpuint (sj_result_find (sj_play_result (stage->play), "loyalty")->entered, ==, entered);
  g_assert_cmpstr (sj_play_shown (stage->play), ==, "Before");
  g_assert_nonnull (sj_play_playback (stage->play));
  g_assert_false (sj_runs_may_keep (stage->runs));
  run (stage);
  g_assert_null (sj_play_shown (stage->play));

  deleted = sj_runs_delete (stage->runs, run_at (stage, 0)->id, &error);
  g_assert_nonnull (deleted);
  shop_settle ();
  g_assert_cmpuint (n_runs (stage), ==, 0);
  sj_deleted_run_put_back (deleted);
  sj_deleted_run_free (deleted);
  shop_settle ();
  g_assert_cmpstr (run_at (stage, 0)->name, ==, "Before");
}

/* They are in the file, and other journeys see them after their own. */
static void
test_others (Stage *stage, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  run (stage);
  keep (stage, "Of the purchase");
  close_journey (stage);
  open_journey (stage, "Recover an abandoned cart");
  run (stage);
  keep (stage, "Of the cart");
  g_assert_cmpuint (n_runs (stage), ==, 2);
  g_assert_cmpstr (run_at (stage, 0)->name, ==, "Of the cart");
  g_assert_true (run_at (stage, 0)->own);
  g_assert_false (run_at (stage, 1)->own);
  g_assert_nonnull (strstr (run_at (stage, 1)->about, "Purchase Journey"));
  g_assert_true (sj_runs_compare (stage->runs, run_at (stage, 0)->id, run_at (stage, 1)->id, &error));
  g_assert_cmpstr (sj_runs_comparison (stage->runs)->b->journey, !=, sj_runs_comparison (stage->runs)->a->journey);
}

/* ------------------------------------------------------------------ comparing */

static const SjNodeOverlay *
shown (Stage *stage, const char *node)
{
  const SjOverlay *overlay = sj_drawing_overlay (sj_editor_drawing (stage->editor));

  return overlay ? sj_overlay_node (overlay, node) : NULL;
}

static void
test_compare (Stage *stage, gconstpointer data)
{
  const SjOverlay *overlay;
  g_autoptr (GError) error = NULL;
  uint64_t before, after;

  run (stage);
  before = sj_result_find (sj_play_result (stage->play), "loyalty")->entered;
  keep (stage, "Usual");
  turn (stage, 90);
  after = sj_result_find (sj_play_result (stage->play), "loyalty")->entered;
  g_assert_true (sj_runs_compare (stage->runs, run_at (stage, 0)->id, SJ_RUN_SHOWN, &error));
  g_assert_true (sj_runs_comparison (stage->runs)->paired);
  overlay = sj_drawing_overlay (sj_editor_drawing (stage->editor));
  g_assert_cmpint (sj_overlay_type (overlay), ==, SJ_OVERLAY_FIGURES);    /* not laid yet */

  sj_runs_set_laid (stage->runs, true);
  overlay = sj_drawing_overlay (sj_editor_drawing (stage->editor));
  g_assert_cmpint (sj_overlay_type (overlay), ==, SJ_OVERLAY_CHANGES);
  g_assert_cmpfloat (shown (stage, "loyalty")->change.value, ==, (double) after - (double) before);
  g_assert_true (shown (stage, "loyalty")->change.sure);
  g_assert_true (sj_overlay_path (overlay, "purchase", "timeout")->change.share);

  /* What is shown is another: so is the difference. */
  turn (stage, -1);
  g_assert_cmpfloat (shown (stage, "loyalty")->change.value, ==, 0);
  g_assert_true (shown (stage, "loyalty")->change.same);
  sj_runs_stop (stage->runs);
  g_assert_null (sj_runs_comparison (stage->runs));
  g_assert_cmpint (sj_overlay_type (sj_drawing_overlay (sj_editor_drawing (stage->editor))), ==, SJ_OVERLAY_FIGURES);
}

/* Two versions of the journey: a step that only one of them has. */
static void
test_versions (Stage *stage, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  bool found = false;

  run (stage);
  keep (stage, "With the loyalty call");
  sj_drawing_select (sj_editor_drawing (stage->editor), "loyalty");
  g_assert_true (sj_drawing_delete (sj_editor_drawing (stage->editor), true));
  sj_editor_update (stage->editor);
  run (stage);
  sj_runs_set_laid (stage->runs, true);
  g_assert_true (sj_runs_compare (stage->runs, run_at (stage, 0)->id, SJ_RUN_SHOWN, &error));
  for (guint i = 0; i < sj_runs_comparison (stage->runs)->lines->len; i++)
    {
      const SjCompareLine *line = &g_array_index (sj_runs_comparison (stage->runs)->lines, SjCompareLine, i);

      found |= g_strcmp0 (line->node, "loyalty") == 0 && line->side == SJ_SIDE_A;
    }
  g_assert_true (found);
  g_assert_false (shown (stage, "loyalty")->change.known);
}

/* A version that was kept is simulated for the comparison, with the settings of now. */
static void
test_old_version (Stage *stage, gconstpointer data)
{
  SjWorkspace *workspace = sj_desk_workspace (stage->shop.desk);
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;
  int64_t number = sj_workspace_keep_version (workspace, sj_editor_id (stage->editor), "First", &error);

  g_assert_no_error (error);
  shop_settle ();
  versions = sj_runs_versions (stage->runs);
  g_assert_cmpuint (versions->len, ==, 1);
  sj_drawing_select (sj_editor_drawing (stage->editor), "loyalty");
  g_assert_true (sj_drawing_delete (sj_editor_drawing (stage->editor), true));
  sj_editor_update (stage->editor);
  run (stage);
  g_assert_true (sj_runs_compare (stage->runs, SJ_RUN_VERSION (number), SJ_RUN_SHOWN, &error));
  g_assert_true (sj_runs_is_busy (stage->runs));
  while (sj_runs_is_busy (stage->runs))
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (sj_runs_error (stage->runs));
  g_assert_cmpstr (sj_runs_name_a (stage->runs), ==, "First");
  g_assert_true (sj_runs_comparison (stage->runs)->paired);
  g_assert_cmpuint (sj_runs_comparison (stage->runs)->a->n_nodes, ==, sj_runs_comparison (stage->runs)->b->n_nodes + 1);
  g_assert_false (sj_runs_compare (stage->runs, SJ_RUN_VERSION (99), SJ_RUN_SHOWN, &error));
  g_assert_nonnull (error);
  g_assert_false (sj_runs_is_busy (stage->runs));
}

/* ------------------------------------------------------------------ files */

static void
test_export (Stage *stage, gconstpointer data)
{
  static const char *const begins[SJ_N_EXPORTS] = {
    [SJ_EXPORT_CSV] = "\xEF\xBB\xBFtable,step,", [SJ_EXPORT_JSON] = "{", [SJ_EXPORT_PNG] = "\x89PNG",
    [SJ_EXPORT_SVG] = "<?xml", [SJ_EXPORT_PDF] = "%PDF-", [SJ_EXPORT_COMPARISON] = "\xEF\xBB\xBFname,what,",
  };
  g_autoptr (GError) error = NULL;

  for (unsigned form = 0; form < SJ_N_EXPORTS; form++)
    g_assert_false (sj_export_may (stage->runs, (SjExport) form));
  run (stage);
  keep (stage, "Usual / first");
  turn (stage, 80);
  g_assert_true (sj_runs_compare (stage->runs, run_at (stage, 0)->id, SJ_RUN_SHOWN, &error));
  for (unsigned form = 0; form < SJ_N_EXPORTS; form++)
    {
      g_autofree char *name = sj_export_name (stage->runs, (SjExport) form);
      g_autofree char *path = g_build_filename (stage->shop.folder, name, NULL);
      g_autofree char *text = NULL;
      gsize length;

      g_assert_true (g_str_has_suffix (name, sj_export_forms[form].suffix));
      g_assert_null (strchr (name, '/'));
      g_assert_true (sj_export_write (stage->runs, (SjExport) form, path, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &text, &length, &error));
      g_assert_cmpmem (text, strlen (begins[form]), begins[form], strlen (begins[form]));
      g_assert_cmpuint (length, >, 1000);
      g_remove (path);
    }
  g_assert_false (sj_export_write (stage->runs, SJ_EXPORT_PDF, "/proc/nowhere/summary.pdf", &error));
  g_assert_nonnull (error);
}

/* ------------------------------------------------------------------ what was recorded */

static char *
write_file (Stage *stage, const char *name, const char *text)
{
  char *path = g_build_filename (stage->shop.folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

#define EVENT(id, type, who, time) \
  "{\"id\":\"" id "\",\"type\":\"" type "\",\"profile\":\"" who "\",\"time\":" time ",\"payload\":{}}\n"

static const char recorded[] = EVENT ("1", "LumaCheckoutEvent_Email", "luma-001", "1700000000000")
    EVENT ("2", "LumaPurchaseEvent_Email", "luma-001", "1700000020000")
    EVENT ("3", "LumaCheckoutEvent_Email", "luma-002", "1700000000000")
    "this is no line\n";

static void
test_recorded (Stage *stage, gconstpointer data)
{
  g_autofree char *events = write_file (stage, "march.jsonl", recorded);
  g_autofree char *other = write_file (stage, "empty.jsonl", "{\"id\":\"1\",\"type\":\"Nothing\",\"profile\":\"a\","
                                                             "\"time\":1700000000000}\n");
  g_autofree char *profiles = g_build_filename (g_getenv ("SAMPLE"), "profiles.jsonl", NULL);
  const GPtrArray *notes;

  sj_play_set_recording (stage->play, events, profiles);
  run (stage);
  g_assert_null (sj_play_error (stage->play));
  g_assert_cmpuint (sj_play_result (stage->play)->entered, ==, 2);
  g_assert_cmpuint (sj_result_find (sj_play_result (stage->play), "loyalty")->entered, >=, 1);
  g_assert_cmpstr (sj_play_result (stage->play)->population, ==, SJ_PLAY_RECORDED);
  g_assert_cmpuint (sj_play_result (stage->play)->n_traces, ==, 2);
  g_assert_nonnull (shown (stage, "checkout"));
  notes = sj_play_notes (stage->play);
  g_assert_cmpuint (notes->len, >=, 2);
  g_assert_nonnull (strstr (notes->pdata[0], "march.jsonl, line 4"));
  keep (stage, "March");
  g_assert_nonnull (strstr (run_at (stage, 0)->about, "recorded"));

  sj_play_set_recording (stage->play, other, NULL);
  run (stage);
  g_assert_null (sj_play_result (stage->play));
  g_assert_nonnull (sj_play_error (stage->play));
  sj_play_set_recording (stage->play, "/nowhere/at-all.jsonl", NULL);
  run (stage);
  g_assert_nonnull (strstr (sj_play_error (stage->play), "at-all.jsonl"));
  sj_play_set_recording (stage->play, NULL, NULL);
  run (stage);
  g_assert_cmpuint (sj_play_result (stage->play)->persons, ==, 2000);
  g_assert_cmpuint (sj_play_notes (stage->play)->len, ==, 0);
  g_remove (events);
  g_remove (other);
}

/* ------------------------------------------------------------------ widgets */

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;
  GtkWidget *child = gtk_widget_get_first_child (widget);

  for (; child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  GtkWidget *found = NULL;
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (; child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);
  return found;
}

static GtkStack *
find_pages (GtkWidget *panel)
{
  GtkWidget *child = gtk_widget_get_first_child (panel);

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_STACK (child))
      return GTK_STACK (child);
  g_assert_not_reached ();
}

/* Kept, compared and gone back from, with what the panel has. */
static void
test_pane (Stage *stage, gconstpointer data)
{
  GtkWidget *window = gtk_window_new (), *panel = sj_play_panel_new (stage->play), *pane, *compare;
  GtkSelectionModel *table;
  gpointer weak = panel;
  GtkStack *pages;

  g_object_add_weak_pointer (G_OBJECT (panel), &weak);
  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 300);
  gtk_window_set_child (GTK_WINDOW (window), panel);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  pages = find_pages (panel);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (pages), ==, "nothing");
  pane = find (panel, SJ_TYPE_RUNS_PANE);
  compare = find_button (pane, "Compare");
  g_assert_false (gtk_widget_get_sensitive (compare));
  run (stage);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (pages), ==, "figures");
  keep (stage, "Usual");
  g_assert_true (gtk_widget_get_sensitive (compare));
  turn (stage, 90);
  gtk_stack_set_visible_child_name (pages, "runs");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (compare), TRUE);
  g_assert_cmpstr (sj_runs_name_a (stage->runs), ==, "Usual");
  g_assert_cmpint (sj_overlay_type (sj_drawing_overlay (sj_editor_drawing (stage->editor))), ==, SJ_OVERLAY_CHANGES);
  table = gtk_column_view_get_model (GTK_COLUMN_VIEW (find (pane, GTK_TYPE_COLUMN_VIEW)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (table)), >, 3);
  gtk_test_widget_wait_for_draw (window);
  gtk_stack_set_visible_child_name (pages, "figures");
  g_assert_cmpint (sj_overlay_type (sj_drawing_overlay (sj_editor_drawing (stage->editor))), ==, SJ_OVERLAY_FIGURES);
  gtk_stack_set_visible_child_name (pages, "runs");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (compare), FALSE);
  g_assert_null (sj_runs_comparison (stage->runs));
  gtk_window_destroy (GTK_WINDOW (window));
  shop_settle ();
  g_assert_null (weak);
}

#define TEST(name) g_test_add ("/app/runs/" #name, Stage, NULL, stage_init, test_##name, stage_clear)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  sj_widgets_init ();
  TEST (keep);
  TEST (others);
  TEST (compare);
  TEST (versions);
  TEST (old_version);
  TEST (export);
  TEST (recorded);
  TEST (pane);
  return g_test_run ();
}
