/* sj-test-list.c -- one row a test, and beside it why the selected one failed. */
#include "app/sj-test-list.h"

#include "widgets/sj-widgets.h"

#include <glib/gi18n-lib.h>

struct _SjTestList
{
  GtkWidget parent_instance;

  SjTrial *trial;           /* owned */
  bool filling;

  GtkLabel *summary, *story;
  GtkListBox *list;
  GtkButton *run;
};

G_DEFINE_FINAL_TYPE (SjTestList, sj_test_list, GTK_TYPE_WIDGET)

static const struct { const char *icon, *words, *style; } states[] = {
  [SJ_TEST_NOT_RUN] = { "content-loading-symbolic", N_("Not run"), "dim-label" },
  [SJ_TEST_PASSED] = { "emblem-ok-symbolic", N_("Passed"), "success" },
  [SJ_TEST_FAILED] = { "dialog-error-symbolic", N_("Failed"), "error" },
};

/* ------------------------------------------------------------------ rows */

static int
number_of (GtkWidget *inner)
{
  return gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (gtk_widget_get_ancestor (inner, GTK_TYPE_LIST_BOX_ROW)));
}

static void
open_cb (GtkButton *button, SjTestList *tests)
{
  g_autoptr (GError) error = NULL;

  if (!sj_trial_open_test (tests->trial, (guint) number_of (GTK_WIDGET (button)), &error))
    gtk_label_set_text (tests->story, error ? error->message : "");
}

static void
delete_cb (GtkButton *button, SjTestList *tests)
{
  if (!sj_trial_delete_test (tests->trial, (guint) number_of (GTK_WIDGET (button))))
    gtk_widget_error_bell (GTK_WIDGET (button));
}

static GtkWidget *
button_new (const char *icon, const char *words, GCallback clicked, SjTestList *tests)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", clicked, tests);
  return button;
}

static GtkWidget *
make_row (SjTestList *tests, const SjTrialTest *test)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name (states[test->state].icon);
  GtkWidget *name = gtk_label_new (test->name);

  gtk_widget_set_tooltip_text (icon, _(states[test->state].words));
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(states[test->state].words), -1);
  gtk_widget_add_css_class (icon, states[test->state].style);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), button_new ("media-playback-start-symbolic", _("Go through it by hand"),
                                             G_CALLBACK (open_cb), tests));
  gtk_box_append (GTK_BOX (box), button_new ("user-trash-symbolic", _("Delete this test"), G_CALLBACK (delete_cb),
                                             tests));
  return box;
}

static void
show_summary (SjTestList *tests, const GPtrArray *rows)
{
  unsigned passed = 0, failed = 0, gone, all;
  g_autofree char *words = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const SjTrialTest *test = g_ptr_array_index (rows, i);

      passed += test->state == SJ_TEST_PASSED;
      failed += test->state == SJ_TEST_FAILED;
    }
  sj_trial_coverage (tests->trial, &gone, &all);
  if (sj_trial_error (tests->trial) != NULL)
    words = g_strdup (sj_trial_error (tests->trial));
  else if (passed + failed > 0)
    words = g_strdup_printf (_("%u passed, %u failed · %u of %u paths gone"), passed, failed, gone, all);
  gtk_label_set_text (tests->summary, words ? words : "");
  gtk_widget_set_sensitive (GTK_WIDGET (tests->run), rows->len > 0);
}

static void
fill (SjTestList *tests)
{
  const GPtrArray *rows = sj_trial_tests (tests->trial);
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (tests->list);
  int index = selected ? gtk_list_box_row_get_index (selected) : -1;
  GtkWidget *child;

  tests->filling = true;
  while ((child = GTK_WIDGET (gtk_list_box_get_row_at_index (tests->list, 0))) != NULL)
    gtk_list_box_remove (tests->list, child);
  for (guint i = 0; i < rows->len; i++)
    gtk_list_box_append (tests->list, make_row (tests, g_ptr_array_index (rows, i)));
  tests->filling = false;
  gtk_list_box_select_row (tests->list, gtk_list_box_get_row_at_index (tests->list, index));
  show_summary (tests, rows);
}

/* ------------------------------------------------------------------ use */

static void
selected_cb (SjTestList *tests, GtkListBoxRow *row)
{
  const GPtrArray *rows = sj_trial_tests (tests->trial);
  int index = row ? gtk_list_box_row_get_index (row) : -1;
  const SjTrialTest *test = index >= 0 && (guint) index < rows->len ? g_ptr_array_index (rows, (guint) index) : NULL;
  g_autofree char *text = NULL;

  if (tests->filling)
    return;
  if (test != NULL)
    text = g_strdup_printf ("%s%s%s", test->failures, *test->failures ? "\n\n" : "", test->story);
  gtk_label_set_text (tests->story, text ? text : "");
}

static void
run_cb (SjTestList *tests)
{
  sj_trial_run_tests (tests->trial);
}

static void
changed_cb (SjTrial *trial, unsigned news, SjTestList *tests)
{
  if ((news & SJ_TRIAL_TESTS) && sj_trial_editor (trial) != NULL)
    fill (tests);
}

/* ------------------------------------------------------------------ object */

static void
sj_test_list_dispose (GObject *object)
{
  SjTestList *tests = SJ_TEST_LIST (object);

  tests->filling = true;
  gtk_widget_dispose_template (GTK_WIDGET (tests), SJ_TYPE_TEST_LIST);
  sj_widgets_drop_children (GTK_WIDGET (tests));
  g_clear_object (&tests->trial);
  G_OBJECT_CLASS (sj_test_list_parent_class)->dispose (object);
}

static void
sj_test_list_class_init (SjTestListClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_test_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/sojourn/ui/sj-test-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SjTestList, summary);
  gtk_widget_class_bind_template_child (widget_class, SjTestList, story);
  gtk_widget_class_bind_template_child (widget_class, SjTestList, list);
  gtk_widget_class_bind_template_child (widget_class, SjTestList, run);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_cb);
}

static void
sj_test_list_init (SjTestList *tests)
{
  gtk_widget_init_template (GTK_WIDGET (tests));
}

void
sj_test_list_set_trial (SjTestList *tests, SjTrial *trial)
{
  g_return_if_fail (tests->trial == NULL);
  tests->trial = g_object_ref (trial);
  g_signal_connect_object (trial, "changed", G_CALLBACK (changed_cb), tests, 0);
  fill (tests);
}
