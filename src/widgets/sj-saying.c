/* sj-saying.c -- one sentence below an editor, with the one repair that is right. */
#include "widgets/sj-saying.h"

#include <glib/gi18n-lib.h>

struct _SjSaying
{
  GtkWidget parent;

  GtkWidget *line, *icon, *label, *button;
  char *text;               /* owned; NULL: nothing is wrong */
  char *fix;                /* owned, or NULL */
  size_t start, end;
};

G_DEFINE_FINAL_TYPE (SjSaying, sj_saying, GTK_TYPE_WIDGET)

enum { FIX, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
clicked_cb (GtkButton *button, SjSaying *saying)
{
  g_signal_emit (saying, signals[FIX], 0);
}

static void
sj_saying_dispose (GObject *object)
{
  SjSaying *saying = SJ_SAYING (object);

  g_clear_pointer (&saying->line, gtk_widget_unparent);
  g_clear_pointer (&saying->button, gtk_widget_unparent);
  G_OBJECT_CLASS (sj_saying_parent_class)->dispose (object);
}

static void
sj_saying_finalize (GObject *object)
{
  g_free (SJ_SAYING (object)->text);
  g_free (SJ_SAYING (object)->fix);
  G_OBJECT_CLASS (sj_saying_parent_class)->finalize (object);
}

static void
sj_saying_class_init (SjSayingClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sj_saying_dispose;
  G_OBJECT_CLASS (class)->finalize = sj_saying_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
  signals[FIX] = g_signal_new ("fix", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 0);
}

static void
sj_saying_init (SjSaying *saying)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (saying));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  saying->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  saying->icon = gtk_image_new ();
  gtk_widget_set_valign (saying->icon, GTK_ALIGN_START);
  saying->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (saying->label), 0);
  gtk_label_set_wrap (GTK_LABEL (saying->label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (saying->label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (saying->label, "caption");
  gtk_box_append (GTK_BOX (saying->line), saying->icon);
  gtk_box_append (GTK_BOX (saying->line), saying->label);
  saying->button = gtk_button_new_with_label ("");
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (saying->button))), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (saying->button, "sj-fix");
  gtk_widget_set_halign (saying->button, GTK_ALIGN_START);
  g_signal_connect (saying->button, "clicked", G_CALLBACK (clicked_cb), saying);
  gtk_widget_set_parent (saying->line, GTK_WIDGET (saying));
  gtk_widget_set_parent (saying->button, GTK_WIDGET (saying));
  gtk_widget_set_visible (GTK_WIDGET (saying), FALSE);
}

GtkWidget *
sj_saying_new (void)
{
  return g_object_new (SJ_TYPE_SAYING, NULL);
}

static const SjDiag *
worst (const SjDiags *diags)
{
  const SjDiag *found = NULL;

  for (size_t i = 0; diags != NULL && i < sj_diags_count (diags); i++)
    if (found == NULL || sj_diags_get (diags, i)->severity > found->severity)
      found = sj_diags_get (diags, i);
  return found;
}

void
sj_saying_set (SjSaying *saying, const SjDiags *diags)
{
  static const char *const icons[] = { "dialog-information-symbolic", "dialog-warning-symbolic",
                                       "dialog-error-symbolic" };
  static const char *const classes[] = { "sj-hint", "warning", "error" };
  const SjDiag *diag = worst (diags);
  g_autofree char *title = NULL;

  g_clear_pointer (&saying->text, g_free);
  g_clear_pointer (&saying->fix, g_free);
  gtk_widget_set_visible (GTK_WIDGET (saying), diag != NULL);
  if (diag == NULL)
    return;
  saying->text = g_strdup (diag->text);
  saying->fix = g_strdup (diag->fix);
  saying->start = diag->start;
  saying->end = diag->end;
  gtk_label_set_label (GTK_LABEL (saying->label), diag->text);
  gtk_image_set_from_icon_name (GTK_IMAGE (saying->icon), icons[diag->severity]);
  for (size_t i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (saying->line, classes[i]);
  gtk_widget_add_css_class (saying->line, classes[diag->severity]);
  gtk_widget_set_visible (saying->button, saying->fix != NULL);
  if (saying->fix != NULL)
    title = *saying->fix == '\0' ? g_strdup (_("Take it out")) : g_strdup_printf (_("Use “%s”"), saying->fix);
  gtk_button_set_label (GTK_BUTTON (saying->button), title ? title : "");
}

const char *
sj_saying_get (SjSaying *saying)
{
  return saying->text;
}

bool
sj_saying_repair (SjSaying *saying, size_t *start, size_t *end, const char **text)
{
  *start = saying->start;
  *end = saying->end;
  *text = saying->fix;
  return saying->fix != NULL;
}
