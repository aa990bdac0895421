/* sj-find-bar.c -- finds steps of the journey by words, one after the other. */
#include "app/sj-find-bar.h"

#include "app/sj-find.h"

#include <glib/gi18n-lib.h>

struct _SjFindBar
{
  GtkWidget parent_instance;

  SjEditor *editor;         /* owned */
  GStrv found;              /* owned: ids; NULL: nothing is looked for */
  unsigned n_found, at;
  SjView before;            /* what was in view when it was opened */

  GtkRevealer *revealer;
  GtkSearchEntry *entry;
  GtkLabel *count;
};

G_DEFINE_FINAL_TYPE (SjFindBar, sj_find_bar, GTK_TYPE_WIDGET)

static guint closed;

static void
show_count (SjFindBar *bar)
{
  g_autofree char *words = NULL;

  if (bar->found == NULL)
    words = g_strdup ("");
  else if (bar->n_found == 0)
    words = g_strdup (_("none"));
  else
    /* Translators: the third of twelve steps that were found. */
    words = g_strdup_printf (_("%u of %u"), bar->at + 1, bar->n_found);
  gtk_label_set_text (bar->count, words);
}

static void
show_found (SjFindBar *bar)
{
  SjDrawing *drawing = sj_editor_drawing (bar->editor);

  show_count (bar);
  if (bar->n_found == 0 || drawing == NULL)
    return;
  sj_drawing_select (drawing, bar->found[bar->at]);
  sj_drawing_reveal (drawing, bar->found[bar->at], NULL);
}

static void
look (SjFindBar *bar)
{
  g_clear_pointer (&bar->found, g_strfreev);
  bar->found = sj_find_steps (sj_editor_journey (bar->editor), sj_editor_names (bar->editor),
                              gtk_editable_get_text (GTK_EDITABLE (bar->entry)));
  bar->n_found = bar->found ? g_strv_length (bar->found) : 0;
  sj_drawing_set_found (sj_editor_drawing (bar->editor), (const char *const *) bar->found);
}

static void
search_cb (SjFindBar *bar)
{
  if (sj_editor_journey (bar->editor) == NULL || !sj_find_bar_is_open (bar))
    return;
  look (bar);
  bar->at = 0;
  show_found (bar);
}

void
sj_find_bar_step (SjFindBar *bar, int by)
{
  if (bar->n_found == 0)
    return;
  bar->at = (bar->at + bar->n_found + (unsigned) by) % bar->n_found;
  show_found (bar);
}

static void
next_cb (SjFindBar *bar)
{
  sj_find_bar_step (bar, 1);
}

static void
stop_cb (SjFindBar *bar)
{
  sj_find_bar_close (bar, false);
}

static void
close_cb (SjFindBar *bar)
{
  sj_find_bar_close (bar, true);
}

bool
sj_find_bar_is_open (SjFindBar *bar)
{
  return gtk_revealer_get_reveal_child (bar->revealer);
}

void
sj_find_bar_open (SjFindBar *bar)
{
  if (!sj_find_bar_is_open (bar))
    bar->before = *sj_drawing_view (sj_editor_drawing (bar->editor));
  gtk_revealer_set_reveal_child (bar->revealer, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (bar->entry));
  gtk_editable_select_region (GTK_EDITABLE (bar->entry), 0, -1);
}

void
sj_find_bar_close (SjFindBar *bar, bool stay)
{
  SjDrawing *drawing = sj_editor_drawing (bar->editor);

  if (!sj_find_bar_is_open (bar) || drawing == NULL)
    return;
  gtk_revealer_set_reveal_child (bar->revealer, FALSE);
  sj_drawing_set_found (drawing, NULL);
  g_clear_pointer (&bar->found, g_strfreev);
  bar->n_found = bar->at = 0;
  gtk_editable_set_text (GTK_EDITABLE (bar->entry), "");
  show_count (bar);
  if (!stay)
    {
      SjView *view = sj_drawing_view (drawing);

      view->zoom = bar->before.zoom;
      view->x = bar->before.x;
      view->y = bar->before.y;
      sj_drawing_view_changed (drawing);
    }
  g_signal_emit (bar, closed, 0, stay);
}

static void
editor_cb (SjEditor *editor, unsigned what, SjFindBar *bar)
{
  if (!(what & SJ_EDITOR_JOURNEY) || bar->found == NULL || sj_editor_journey (editor) == NULL)
    return;
  look (bar);
  bar->at = MIN (bar->at, bar->n_found > 0 ? bar->n_found - 1 : 0);
  show_count (bar);
}

static void
sj_find_bar_dispose (GObject *object)
{
  SjFindBar *bar = SJ_FIND_BAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (bar), SJ_TYPE_FIND_BAR);
  g_clear_object (&bar->editor);
  g_clear_pointer (&bar->found, g_strfreev);
  G_OBJECT_CLASS (sj_find_bar_parent_class)->dispose (object);
}

static void
sj_find_bar_class_init (SjFindBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_find_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/sojourn/ui/sj-find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SjFindBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, SjFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, SjFindBar, count);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  closed = g_signal_new ("closed", SJ_TYPE_FIND_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                         G_TYPE_BOOLEAN);
}

static void
sj_find_bar_init (SjFindBar *bar)
{
  gtk_widget_init_template (GTK_WIDGET (bar));
}

GtkWidget *
sj_find_bar_new (void)
{
  return g_object_new (SJ_TYPE_FIND_BAR, NULL);
}

void
sj_find_bar_set_editor (SjFindBar *bar, SjEditor *editor)
{
  g_return_if_fail (bar->editor == NULL);
  bar->editor = g_object_ref (editor);
  g_signal_connect_object (editor, "changed", G_CALLBACK (editor_cb), bar, 0);
}
