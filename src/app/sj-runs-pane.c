/* sj-runs-pane.c -- shows an SjRuns.
 *
 * Two drop-downs choose what is compared: what is shown now, the kept runs in the order of
 * the list, the versions of the journey.
 */
#include "app/sj-runs-pane.h"

#include "app/sj-ask.h"
#include "app/sj-export-menu.h"
#include "app/sj-toast.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* In this order: what matters most is seen without scrolling. */
enum { CELL_WHAT, CELL_DIFFERENCE, CELL_SURE, CELL_A, CELL_B, CELL_RANGE, N_CELLS };

/* A row of the table. */
#define SJ_TYPE_RUN_LINE (sj_run_line_get_type ())
G_DECLARE_FINAL_TYPE (SjRunLine, sj_run_line, SJ, RUN_LINE, GObject)

struct _SjRunLine
{
  GObject parent_instance;

  char *cells[N_CELLS];     /* owned */
  char *node, *path;        /* owned, or NULL */
  bool sure;
};

G_DEFINE_FINAL_TYPE (SjRunLine, sj_run_line, G_TYPE_OBJECT)

struct _SjRunsPane
{
  GtkWidget parent_instance;

  SjRuns *runs;             /* owned */
  GListStore *lines;        /* owned: of SjRunLine */
  GtkSingleSelection *chosen;    /* owned */
  GtkColumnViewColumn *columns[N_CELLS];    /* of the table */
  GArray *ids;              /* owned: of int64_t, what the drop-downs offer */
  int64_t a, b;             /* what is chosen; SJ_RUN_NONE: nothing yet */
  bool filling;

  GtkWidget *paned;
  GtkButton *keep;
  GtkMenuButton *export;
  GtkStack *list_stack, *table_stack;
  GtkListBox *list;
  GtkDropDown *first, *second;
  GtkToggleButton *compare;
  GtkCheckButton *all;
  GtkLabel *hint, *about;
  GtkColumnView *table;
};

G_DEFINE_FINAL_TYPE (SjRunsPane, sj_runs_pane, GTK_TYPE_WIDGET)

static void
sj_run_line_finalize (GObject *object)
{
  SjRunLine *line = SJ_RUN_LINE (object);

  for (unsigned i = 0; i < N_CELLS; i++)
    g_free (line->cells[i]);
  g_free (line->node);
  g_free (line->path);
  G_OBJECT_CLASS (sj_run_line_parent_class)->finalize (object);
}

static void
sj_run_line_class_init (SjRunLineClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sj_run_line_finalize;
}

static void
sj_run_line_init (SjRunLine *line)
{
}

/* ------------------------------------------------------------------ the table */

/* With a sign in any case, and a minus that is as wide as the plus. */
static char *
signed_text (double number, const char *text)
{
  return g_strdup_printf ("%s%s", number > 0 ? "+" : number < 0 ? "−" : "±", text);
}

static char *
decimal (double number)
{
  g_autofree char *text = g_strdup_printf ("%.2f", fabs (number));

  return signed_text (strcmp (text, "0.00") == 0 ? 0 : number, text);
}

static char *
more (double count)
{
  g_autofree char *text = sj_figure_exact ((int64_t) fabs (count));

  return signed_text (count, text);
}

static char *
side_text (const SjCompareLine *line, uint64_t count, uint64_t of, double worth)
{
  g_autofree char *number = NULL;
  g_autofree char *share = NULL;

  if (line->kind == SJ_COMPARE_AMOUNT)
    return g_strdup_printf ("%.2f", worth);
  number = sj_figure_exact ((int64_t) count);
  if (line->kind == SJ_COMPARE_COUNT)
    return g_steal_pointer (&number);
  share = sj_figure_share (of > 0 ? (double) count / (double) of : 0);
  return g_strdup_printf ("%s · %s", number, share);
}

static const char *
sure_words (const SjCompareLine *line)
{
  if (line->side != SJ_SIDE_BOTH)
    return line->side == SJ_SIDE_A ? _("only in A") : _("only in B");
  if (line->kind == SJ_COMPARE_AMOUNT)
    return line->worth_a == line->worth_b ? _("the same") : _("not known");
  if (line->a == line->b && line->of_a == line->of_b)
    return _("the same");
  return sj_compare_is_sure (line) ? _("surely") : _("may be chance");
}

static SjRunLine *
line_new (const SjCompareLine *line)
{
  SjRunLine *row = g_object_new (SJ_TYPE_RUN_LINE, NULL);
  const SjEstimate *difference = &line->difference;

  row->cells[CELL_WHAT] = g_strdup (line->title);
  row->cells[CELL_A] = line->side == SJ_SIDE_B ? g_strdup ("–") : side_text (line, line->a, line->of_a, line->worth_a);
  row->cells[CELL_B] = line->side == SJ_SIDE_A ? g_strdup ("–") : side_text (line, line->b, line->of_b, line->worth_b);
  row->cells[CELL_SURE] = g_strdup (sure_words (line));
  row->sure = line->side == SJ_SIDE_BOTH && sj_compare_is_sure (line);
  row->node = g_strdup (line->node);
  row->path = g_strdup (line->path);
  if (line->side != SJ_SIDE_BOTH)
    return row;
  if (line->kind == SJ_COMPARE_AMOUNT)
    {
      row->cells[CELL_DIFFERENCE] = decimal (difference->value);
      return row;
    }
  if (line->kind == SJ_COMPARE_SHARE)
    {
      g_autofree char *value = decimal (100 * difference->value);
      g_autofree char *low = decimal (100 * difference->low), *high = decimal (100 * difference->high);

      row->cells[CELL_DIFFERENCE] = g_strdup_printf (_("%s points"), value);
      row->cells[CELL_RANGE] = g_strdup_printf (_("%s to %s"), low, high);
    }
  else
    {
      g_autofree char *low = more (difference->low), *high = more (difference->high);

      row->cells[CELL_DIFFERENCE] = more (difference->value);
      row->cells[CELL_RANGE] = g_strdup_printf (_("%s to %s"), low, high);
    }
  return row;
}

static void
fill_table (SjRunsPane *pane, const SjComparison *comparison)
{
  bool all = gtk_check_button_get_active (pane->all);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < comparison->lines->len; i++)
    {
      const SjCompareLine *line = &g_array_index (comparison->lines, SjCompareLine, i);

      if (all || sj_compare_is_told (line))
        g_ptr_array_add (rows, line_new (line));
    }
  g_list_store_splice (pane->lines, 0, g_list_model_get_n_items (G_LIST_MODEL (pane->lines)), rows->pdata, rows->len);
}

static void
name_columns (SjRunsPane *pane)
{
  g_autofree char *a = g_strdup_printf (_("A: %s"), sj_runs_name_a (pane->runs));
  g_autofree char *b = g_strdup_printf (_("B: %s"), sj_runs_name_b (pane->runs));

  gtk_column_view_column_set_title (pane->columns[CELL_A], a);
  gtk_column_view_column_set_title (pane->columns[CELL_B], b);
}

static void
show_hint (SjRunsPane *pane)
{
  const char *error = sj_runs_error (pane->runs);

  if (sj_runs_is_busy (pane->runs))
    gtk_label_set_text (pane->hint, _("The version is being simulated…"));
  else if (error != NULL)
    gtk_label_set_text (pane->hint, error);
  else if (pane->ids->len >= 2)
    gtk_label_set_text (pane->hint, _("Choose two runs and compare them."));
  else
    gtk_label_set_text (pane->hint,
                        _("Keep a run, change the journey or a slider, and compare the two. Versions of the "
                          "journey and runs of other journeys can be compared as well."));
}

static void
show_comparison (SjRunsPane *pane)
{
  const SjComparison *comparison = sj_runs_comparison (pane->runs);
  g_auto (SjBuffer) about = SJ_BUFFER_INIT;

  pane->filling = true;
  gtk_toggle_button_set_active (pane->compare, comparison != NULL || sj_runs_is_busy (pane->runs));
  pane->filling = false;
  show_hint (pane);
  gtk_stack_set_visible_child_name (pane->table_stack, comparison ? "table" : "none");
  if (comparison == NULL)
    return;
  sj_compare_write_head (comparison, &about);
  gtk_label_set_text (pane->about, g_strdelimit (g_strchomp ((char *) sj_buffer_text (&about)), "\n", ' '));
  name_columns (pane);
  fill_table (pane, comparison);
}

/* What is meant is shown on the canvas. */
static void
row_cb (SjRunsPane *pane)
{
  SjRunLine *line = gtk_single_selection_get_selected_item (pane->chosen);
  SjEditor *editor = sj_play_editor (sj_runs_play (pane->runs));

  if (line != NULL && line->node != NULL && editor != NULL)
    sj_drawing_reveal (sj_editor_drawing (editor), line->node, line->path);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);
  guint cell = GPOINTER_TO_UINT (data);

  gtk_label_set_xalign (GTK_LABEL (label), cell == CELL_WHAT || cell == CELL_SURE ? 0 : 1);
  gtk_label_set_ellipsize (GTK_LABEL (label), cell == CELL_WHAT ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  if (cell == CELL_WHAT)
    gtk_label_set_width_chars (GTK_LABEL (label), 22);
  else if (cell != CELL_SURE)
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  SjRunLine *line = gtk_list_item_get_item (item);
  guint cell = GPOINTER_TO_UINT (data);
  GtkWidget *label = gtk_list_item_get_child (item);

  gtk_label_set_text (GTK_LABEL (label), line->cells[cell] ? line->cells[cell] : "");
  gtk_widget_set_tooltip_text (label, cell == CELL_WHAT ? line->cells[cell] : NULL);
  if (line->sure || cell == CELL_WHAT)
    gtk_widget_remove_css_class (label, "dim-label");
  else
    gtk_widget_add_css_class (label, "dim-label");
}

static void
make_columns (SjRunsPane *pane)
{
  static const char *const titles[N_CELLS] = {
    [CELL_WHAT] = N_("What"), [CELL_A] = N_("A"), [CELL_B] = N_("B"), [CELL_DIFFERENCE] = N_("Difference"),
    [CELL_RANGE] = N_("Between (95 %)"), [CELL_SURE] = N_("How sure"),
  };

  for (guint i = 0; i < N_CELLS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (i));
      pane->columns[i] = gtk_column_view_column_new (_(titles[i]), factory);
      gtk_column_view_column_set_expand (pane->columns[i], i == CELL_WHAT);
      gtk_column_view_append_column (pane->table, pane->columns[i]);
      g_object_unref (pane->columns[i]);    /* the table holds it */
    }
}

/* ------------------------------------------------------------------ the list */

static SjRun *
run_of (GtkWidget *inner)
{
  return g_object_get_data (G_OBJECT (gtk_widget_get_ancestor (inner, GTK_TYPE_LIST_BOX_ROW)), "sj-run");
}

static void
open_run (SjRunsPane *pane, SjRun *run)
{
  g_autoptr (GError) error = NULL;

  if (!sj_runs_open (pane->runs, run->id, &error))
    sj_toast_error (GTK_WIDGET (pane), error);
}

static void
activated_cb (SjRunsPane *pane, GtkListBoxRow *row)
{
  open_run (pane, g_object_get_data (G_OBJECT (row), "sj-run"));
}

static void
open_cb (GtkButton *button, SjRunsPane *pane)
{
  open_run (pane, run_of (GTK_WIDGET (button)));
}

static void
named_cb (GtkWidget *near, const char *answer, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!sj_runs_rename (SJ_RUNS_PANE (near)->runs, ((SjRun *) data)->id, answer, &error))
    sj_toast_error (near, error);
}

static void
rename_cb (GtkButton *button, SjRunsPane *pane)
{
  SjRun *run = run_of (GTK_WIDGET (button));

  sj_ask_name (GTK_WIDGET (pane), _("Rename Run"), run->name, named_cb, g_object_ref (run), g_object_unref);
}

static void
put_back (gpointer data)
{
  sj_deleted_run_put_back (data);
}

static void
delete_cb (GtkButton *button, SjRunsPane *pane)
{
  g_autoptr (SjRun) run = g_object_ref (run_of (GTK_WIDGET (button)));
  g_autofree char *sentence = g_strdup_printf (_("Deleted “%s”"), run->name);
  g_autoptr (GError) error = NULL;
  SjDeletedRun *deleted = sj_runs_delete (pane->runs, run->id, &error);

  if (deleted == NULL)
    sj_toast_error (GTK_WIDGET (pane), error);
  else
    sj_toast_undo (GTK_WIDGET (pane), sentence, put_back, deleted, (GDestroyNotify) sj_deleted_run_free);
}

static GtkWidget *
button_new (const char *icon, const char *words, GCallback clicked, SjRunsPane *pane)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", clicked, pane);
  return button;
}

static GtkWidget *
label_new (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, style);
    }
  return label;
}

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  SjRun *run = item;
  SjRunsPane *pane = data;
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (words), label_new (run->name, NULL));
  gtk_box_append (GTK_BOX (words), label_new (run->about, "dim-label"));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_tooltip_text (words, run->about);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 3);
  gtk_widget_set_margin_bottom (box, 3);
  gtk_box_append (GTK_BOX (box), words);
  if (run->own)
    gtk_box_append (GTK_BOX (box), button_new ("document-open-symbolic", _("Show this run"), G_CALLBACK (open_cb),
                                               pane));
  gtk_box_append (GTK_BOX (box), button_new ("document-edit-symbolic", _("Rename"), G_CALLBACK (rename_cb), pane));
  gtk_box_append (GTK_BOX (box), button_new ("user-trash-symbolic", _("Delete"), G_CALLBACK (delete_cb), pane));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), run->own);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, run->name, -1);
  g_object_set_data_full (G_OBJECT (row), "sj-run", g_object_ref (run), g_object_unref);
  return row;
}

/* ------------------------------------------------------------------ what may be done */

static int64_t
id_at (SjRunsPane *pane, guint position)
{
  return position < pane->ids->len ? g_array_index (pane->ids, int64_t, position) : SJ_RUN_NONE;
}

static guint
position_of (SjRunsPane *pane, int64_t id)
{
  for (guint i = 0; i < pane->ids->len; i++)
    if (id_at (pane, i) == id)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

/* Takes the words. */
static void
add_choice (SjRunsPane *pane, GtkStringList *list, int64_t id, char *words)
{
  gtk_string_list_take (list, words);
  g_array_append_val (pane->ids, id);
}

static GtkStringList *
make_choices (SjRunsPane *pane)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  GListModel *model = sj_runs_model (pane->runs);
  SjPlay *play = sj_runs_play (pane->runs);
  const char *shown = sj_play_shown (play);
  g_autoptr (GPtrArray) versions = sj_runs_versions (pane->runs);

  g_array_set_size (pane->ids, 0);
  if (sj_play_result (play) != NULL)
    add_choice (pane, list, SJ_RUN_SHOWN,
                shown ? g_strdup_printf (_("Shown now: %s"), shown) : g_strdup (_("Shown now")));
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (SjRun) run = g_list_model_get_item (model, i);

      add_choice (pane, list, run->id, g_strdup (run->name));
    }
  for (guint i = 0; i < versions->len; i++)
    {
      const SjVersion *version = versions->pdata[i];

      add_choice (pane, list, SJ_RUN_VERSION (version->number), g_strdup_printf (_("Version: %s"), version->name));
    }
  return list;
}

/* The newest kept run, or version, that is not what is shown. */
static guint
other_position (SjRunsPane *pane)
{
  for (guint i = 0; i < pane->ids->len; i++)
    if (id_at (pane, i) != SJ_RUN_SHOWN && id_at (pane, i) != sj_runs_shown (pane->runs))
      return i;
  return pane->ids->len > 1 ? 1 : 0;
}

/* What was chosen stays chosen where it is still there. */
static void
fill_choices (SjRunsPane *pane)
{
  g_autoptr (GtkStringList) list = make_choices (pane);
  guint a = position_of (pane, pane->a), b = position_of (pane, pane->b), n = pane->ids->len;

  pane->filling = true;
  gtk_drop_down_set_model (pane->first, G_LIST_MODEL (list));
  gtk_drop_down_set_model (pane->second, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (pane->first, a != GTK_INVALID_LIST_POSITION ? a : other_position (pane));
  gtk_drop_down_set_selected (pane->second, b != GTK_INVALID_LIST_POSITION ? b : 0);
  pane->filling = false;
  gtk_widget_set_sensitive (GTK_WIDGET (pane->first), n >= 2);
  gtk_widget_set_sensitive (GTK_WIDGET (pane->second), n >= 2);
  gtk_widget_set_sensitive (GTK_WIDGET (pane->compare), n >= 2);
  show_hint (pane);
}

static void
follow (SjRunsPane *pane)
{
  guint n = g_list_model_get_n_items (sj_runs_model (pane->runs));

  gtk_stack_set_visible_child_name (pane->list_stack, n > 0 ? "list" : "none");
  gtk_widget_set_sensitive (GTK_WIDGET (pane->keep), sj_runs_may_keep (pane->runs));
  fill_choices (pane);
}

static void
compare_now (SjRunsPane *pane)
{
  g_autoptr (GError) error = NULL;

  pane->a = id_at (pane, gtk_drop_down_get_selected (pane->first));
  pane->b = id_at (pane, gtk_drop_down_get_selected (pane->second));
  if (pane->a == SJ_RUN_NONE || pane->b == SJ_RUN_NONE || !sj_runs_compare (pane->runs, pane->a, pane->b, &error))
    {
      if (error != NULL)
        sj_toast_error (GTK_WIDGET (pane), error);
      sj_runs_stop (pane->runs);
      show_comparison (pane);
    }
}

static void
compare_cb (SjRunsPane *pane)
{
  if (pane->filling || pane->runs == NULL)
    return;
  if (gtk_toggle_button_get_active (pane->compare))
    compare_now (pane);
  else
    sj_runs_stop (pane->runs);
}

static void
chosen_cb (SjRunsPane *pane)
{
  if (pane->filling || pane->runs == NULL)
    return;
  pane->a = id_at (pane, gtk_drop_down_get_selected (pane->first));
  pane->b = id_at (pane, gtk_drop_down_get_selected (pane->second));
  if (sj_runs_comparison (pane->runs) != NULL)
    compare_now (pane);
}

static void
all_cb (SjRunsPane *pane)
{
  if (pane->runs != NULL && sj_runs_comparison (pane->runs) != NULL)
    fill_table (pane, sj_runs_comparison (pane->runs));
}

static void
kept_cb (GtkWidget *near, const char *answer, gpointer data)
{
  SjRunsPane *pane = SJ_RUNS_PANE (near);
  g_autoptr (GError) error = NULL;

  if (sj_runs_may_keep (pane->runs) && !sj_runs_keep (pane->runs, answer, &error))
    sj_toast_error (near, error);
}

static void
keep_cb (SjRunsPane *pane)
{
  g_autofree char *name = sj_runs_suggest (pane->runs);

  sj_ask_name (GTK_WIDGET (pane), _("Keep This Run"), name, kept_cb, NULL, NULL);
}

static void
play_cb (SjPlay *play, unsigned news, SjRunsPane *pane)
{
  if (news & SJ_PLAY_RUN && sj_play_editor (play) != NULL && !sj_play_is_running (play))
    follow (pane);
}

static void
setup_choice_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = label_new (NULL, NULL);

  gtk_label_set_width_chars (GTK_LABEL (label), 7);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_list_item_set_child (item, label);
}

static void
bind_choice_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

/* Names may be long; the pane stays as narrow as it can be. */
static void
furnish (GtkDropDown *choice)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_choice_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_choice_cb), NULL);
  gtk_drop_down_set_factory (choice, factory);
}

/* ------------------------------------------------------------------ object */

static void
sj_runs_pane_dispose (GObject *object)
{
  SjRunsPane *pane = SJ_RUNS_PANE (object);

  pane->filling = true;
  gtk_widget_dispose_template (GTK_WIDGET (pane), SJ_TYPE_RUNS_PANE);
  g_clear_object (&pane->chosen);
  g_clear_object (&pane->lines);
  g_clear_pointer (&pane->ids, g_array_unref);
  g_clear_object (&pane->runs);
  G_OBJECT_CLASS (sj_runs_pane_parent_class)->dispose (object);
}

static void
sj_runs_pane_class_init (SjRunsPaneClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_runs_pane_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/sojourn/ui/sj-runs-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SjRunsPane, paned);
  gtk_widget_class_bind_template_child (widget_class, SjRunsPane, keep);
  gtk_widget_class_bind_template_child (widget_class, SjRunsPane, export);
  gtk_widget_class_bind_template_child (widget_class, SjRunsPane, list_stack);
  gtk_widget_class_bind_template_child (widget_class, SjRunsPane, table_stack);
  gtk_widget_class_bind_template_child (widget_class, SjRunsPane, list);
  gtk_widget_class_bind_template_child (widget_class, SjRunsPane, first);
  gtk_widget_class_bind_template_child (widget_class, SjRunsPane, second);
  gtk_widget_class_bind_template_child (widget_class, SjRunsPane, compare);
  gtk_widget_class_bind_template_child (widget_class, SjRunsPane, all);
  gtk_widget_class_bind_template_child (widget_class, SjRunsPane, hint);
  gtk_widget_class_bind_template_child (widget_class, SjRunsPane, about);
  gtk_widget_class_bind_template_child (widget_class, SjRunsPane, table);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, compare_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_cb);
}

static void
sj_runs_pane_init (SjRunsPane *pane)
{
  pane->a = pane->b = SJ_RUN_NONE;
  pane->ids = g_array_new (FALSE, FALSE, sizeof (int64_t));
  gtk_widget_init_template (GTK_WIDGET (pane));
  make_columns (pane);
  furnish (pane->first);
  furnish (pane->second);
  pane->lines = g_list_store_new (SJ_TYPE_RUN_LINE);
  pane->chosen = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (pane->chosen, FALSE);
  gtk_single_selection_set_can_unselect (pane->chosen, TRUE);
  gtk_single_selection_set_model (pane->chosen, G_LIST_MODEL (pane->lines));
  gtk_column_view_set_model (pane->table, GTK_SELECTION_MODEL (pane->chosen));
  g_signal_connect_object (pane->chosen, "notify::selected", G_CALLBACK (row_cb), pane, G_CONNECT_SWAPPED);
}

void
sj_runs_pane_set_runs (SjRunsPane *pane, SjRuns *runs)
{
  g_return_if_fail (pane->runs == NULL);
  pane->runs = g_object_ref (runs);
  sj_export_menu_attach (pane->export, runs);
  gtk_list_box_bind_model (pane->list, sj_runs_model (runs), make_row, pane, NULL);
  g_signal_connect_object (sj_runs_model (runs), "items-changed", G_CALLBACK (follow), pane, G_CONNECT_SWAPPED);
  g_signal_connect_object (runs, "changed", G_CALLBACK (show_comparison), pane, G_CONNECT_SWAPPED);
  g_signal_connect_object (sj_runs_play (runs), "changed", G_CALLBACK (play_cb), pane, 0);
  follow (pane);
  show_comparison (pane);
}
