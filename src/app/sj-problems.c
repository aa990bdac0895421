/* sj-problems.c -- what is wrong with the journey, row by row: jump there, or mend it. */
#include "app/sj-problems.h"

#include <glib/gi18n-lib.h>

/* One row; what it says is copied, because findings live until the next check. */
#define SJ_TYPE_PROBLEM (sj_problem_get_type ())
G_DECLARE_FINAL_TYPE (SjProblem, sj_problem, SJ, PROBLEM, GObject)

struct _SjProblem
{
  GObject parent_instance;

  uint64_t key;
  SjSeverity severity;
  char *owner;
  char *text;
  char *fix;                /* or NULL */
};

G_DEFINE_FINAL_TYPE (SjProblem, sj_problem, G_TYPE_OBJECT)

static void
sj_problem_finalize (GObject *object)
{
  SjProblem *problem = SJ_PROBLEM (object);

  g_free (problem->owner);
  g_free (problem->text);
  g_free (problem->fix);
  G_OBJECT_CLASS (sj_problem_parent_class)->finalize (object);
}

static void
sj_problem_class_init (SjProblemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sj_problem_finalize;
}

static void
sj_problem_init (SjProblem *problem)
{
}

struct _SjProblems
{
  GtkWidget parent_instance;

  SjEditor *editor;                 /* owned */
  GListStore *rows;                 /* owned: of SjProblem */
  GtkSingleSelection *selection;    /* owned */

  GtkStack *stack;
  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (SjProblems, sj_problems, GTK_TYPE_WIDGET)

static guint jumped;

/* -------------------------------------------------------------------- rows */

static SjProblem *
problem_new (SjProblems *problems, const SjFinding *finding)
{
  SjProblem *problem = g_object_new (SJ_TYPE_PROBLEM, NULL);

  problem->key = sj_finding_key (finding);
  problem->severity = finding->severity;
  problem->text = g_strdup (finding->text);
  problem->owner = sj_finding_owner (finding, sj_editor_journey (problems->editor),
                                     sj_editor_names (problems->editor));
  problem->fix = finding->fix ? g_strdup (sj_fix_title (finding->fix)) : NULL;
  return problem;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return (int) (*(SjProblem *const *) b)->severity - (int) (*(SjProblem *const *) a)->severity;
}

/* Errors first, else in the order of the journey. */
static GPtrArray *
make_rows (SjProblems *problems)
{
  SjChecker *checker = sj_editor_checker (problems->editor);
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (size_t i = 0; i < sj_checker_count (checker); i++)
    {
      const SjFinding *finding = sj_checker_get (checker, i);

      if (finding->severity != SJ_SEVERITY_HINT)
        g_ptr_array_add (rows, problem_new (problems, finding));
    }
  g_ptr_array_sort (rows, compare);
  return rows;
}

static bool
is_same (SjProblem *row, SjProblem *other)
{
  return row->key == other->key && g_str_equal (row->text, other->text) &&
         g_strcmp0 (row->owner, other->owner) == 0 && g_strcmp0 (row->fix, other->fix) == 0;
}

static void
fill (SjProblems *problems)
{
  g_autoptr (GPtrArray) rows = make_rows (problems);
  GListModel *model = G_LIST_MODEL (problems->rows);
  guint count = g_list_model_get_n_items (model);
  guint start = 0;

  for (; start < MIN (count, rows->len); start++)
    {
      g_autoptr (SjProblem) row = g_list_model_get_item (model, start);

      if (!is_same (row, rows->pdata[start]))
        break;
    }
  if (start < count || start < rows->len)
    g_list_store_splice (problems->rows, start, count - start, rows->pdata + start, rows->len - start);
  gtk_stack_set_visible_child_name (problems->stack, rows->len > 0 ? "list" : "none");
}

/* ------------------------------------------------------------------ use */

static void
activate_cb (SjProblems *problems, guint position)
{
  g_autoptr (SjProblem) row = g_list_model_get_item (G_LIST_MODEL (problems->rows), position);
  const SjFinding *finding = row ? sj_editor_finding (problems->editor, row->key) : NULL;

  if (finding == NULL)
    return;
  sj_editor_go_to (problems->editor, finding);
  g_signal_emit (problems, jumped, 0, finding);
}

static void
fix_cb (GtkButton *button, GtkListItem *list_item)
{
  SjProblems *problems = SJ_PROBLEMS (gtk_widget_get_ancestor (GTK_WIDGET (button), SJ_TYPE_PROBLEMS));
  SjProblem *row = gtk_list_item_get_item (list_item);

  if (row == NULL || !sj_editor_fix (problems->editor, row->key))
    gtk_widget_error_bell (GTK_WIDGET (button));
}

static GtkWidget *
label_new (bool dim)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (dim)
    {
      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "caption");
    }
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *button = gtk_button_new_with_label ("");

  gtk_box_append (GTK_BOX (words), label_new (false));
  gtk_box_append (GTK_BOX (words), label_new (true));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (fix_cb), list_item, 0);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), button);
  gtk_list_item_set_child (list_item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  SjProblem *row = gtk_list_item_get_item (list_item);
  GtkWidget *icon = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  GtkWidget *words = gtk_widget_get_next_sibling (icon);
  GtkWidget *button = gtk_widget_get_next_sibling (words);
  bool error = row->severity == SJ_SEVERITY_ERROR;

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), error ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (icon, error ? "warning" : "error");
  gtk_widget_add_css_class (icon, error ? "error" : "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  error ? _("Error") : _("Warning"), -1);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (words)), row->text);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (words)), row->owner ? row->owner : _("Journey"));
  gtk_widget_set_tooltip_text (words, row->text);
  gtk_widget_set_visible (button, row->fix != NULL);
  if (row->fix != NULL)
    gtk_button_set_label (GTK_BUTTON (button), row->fix);
}

static void
editor_cb (SjEditor *editor, unsigned what, SjProblems *problems)
{
  if ((what & (SJ_EDITOR_FINDINGS | SJ_EDITOR_LIBRARY)) && sj_editor_checker (editor) != NULL)
    fill (problems);
}

/* ------------------------------------------------------------------ object */

static void
sj_problems_dispose (GObject *object)
{
  SjProblems *problems = SJ_PROBLEMS (object);

  gtk_widget_dispose_template (GTK_WIDGET (problems), SJ_TYPE_PROBLEMS);
  g_clear_object (&problems->selection);
  g_clear_object (&problems->rows);
  g_clear_object (&problems->editor);
  G_OBJECT_CLASS (sj_problems_parent_class)->dispose (object);
}

static void
sj_problems_class_init (SjProblemsClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_problems_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/sojourn/ui/sj-problems.ui");
  gtk_widget_class_bind_template_child (widget_class, SjProblems, stack);
  gtk_widget_class_bind_template_child (widget_class, SjProblems, list);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  jumped = g_signal_new ("jumped", SJ_TYPE_PROBLEMS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                         G_TYPE_POINTER);
}

static void
sj_problems_init (SjProblems *problems)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (problems));
  problems->rows = g_list_store_new (SJ_TYPE_PROBLEM);
  problems->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (problems->rows)));
  gtk_single_selection_set_autoselect (problems->selection, FALSE);
  gtk_single_selection_set_can_unselect (problems->selection, TRUE);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (problems->list, factory);
  gtk_list_view_set_model (problems->list, GTK_SELECTION_MODEL (problems->selection));
}

GtkWidget *
sj_problems_new (void)
{
  return g_object_new (SJ_TYPE_PROBLEMS, NULL);
}

void
sj_problems_set_editor (SjProblems *problems, SjEditor *editor)
{
  g_return_if_fail (problems->editor == NULL);
  problems->editor = g_object_ref (editor);
  g_signal_connect_object (editor, "changed", G_CALLBACK (editor_cb), problems, 0);
  fill (problems);
}

void
sj_problems_focus (SjProblems *problems)
{
  gtk_widget_grab_focus (GTK_WIDGET (problems->list));
}
