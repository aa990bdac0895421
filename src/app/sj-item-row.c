/* sj-item-row.c -- a document in a list: icon, name, what it is, problems, last change. */
#include "app/sj-item-row.h"

#include "app/sj-section.h"

#include <glib/gi18n-lib.h>

struct _SjItemRow
{
  GtkWidget parent_instance;

  SjItem *item;             /* owned, or NULL */
  gulong handler;

  GtkWidget *box;
  GtkImage *icon;
  GtkLabel *name;
  GtkLabel *chip;
  GtkLabel *detail;
  GtkLabel *changed;
  GtkBox *badges;
  GtkWidget *errors, *warnings;
};

G_DEFINE_FINAL_TYPE (SjItemRow, sj_item_row, GTK_TYPE_WIDGET)

GtkWidget *
sj_count_badge_new (bool error)
{
  GtkWidget *badge = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);

  gtk_box_append (GTK_BOX (badge), gtk_image_new_from_icon_name (error ? "dialog-error-symbolic"
                                                                       : "dialog-warning-symbolic"));
  gtk_box_append (GTK_BOX (badge), gtk_label_new (NULL));
  gtk_widget_add_css_class (badge, error ? "error" : "warning");
  gtk_widget_add_css_class (badge, "numeric");
  g_object_set_data (G_OBJECT (badge), "sj-error", GINT_TO_POINTER (error));
  return badge;
}

void
sj_count_badge_set (GtkWidget *badge, unsigned count)
{
  bool error = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (badge), "sj-error"));
  g_autofree char *number = g_strdup_printf ("%u", count);
  g_autofree char *words = g_strdup_printf (
      error ? g_dngettext (GETTEXT_PACKAGE, "%u error", "%u errors", count)
            : g_dngettext (GETTEXT_PACKAGE, "%u warning", "%u warnings", count), count);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (badge)), number);
  gtk_widget_set_tooltip_text (badge, words);
  gtk_widget_set_visible (badge, count > 0);
}

static void
renewed_cb (SjItemRow *row)
{
  const SjItem *item = row->item;
  const SjDocumentKind *kind = sj_document_kind (item->kind);
  g_autofree char *when = item->changed ? sj_desk_when (item->changed, g_get_real_time () / 1000) : NULL;

  gtk_image_set_from_icon_name (row->icon, kind->icon);
  gtk_label_set_text (row->name, item->name);
  gtk_label_set_text (row->detail, item->detail);
  gtk_label_set_text (row->changed, when ? when : "");
  gtk_widget_set_visible (GTK_WIDGET (row->chip), item->kind == SJ_REF_JOURNEY);
  sj_count_badge_set (row->errors, item->errors);
  sj_count_badge_set (row->warnings, item->warnings);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, item->name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, item->detail, -1);
}

void
sj_item_row_show (SjItemRow *row, SjItem *item)
{
  if (row->item != NULL)
    g_clear_signal_handler (&row->handler, row->item);
  g_set_object (&row->item, item);
  if (item == NULL)
    return;
  row->handler = g_signal_connect_swapped (item, "renewed", G_CALLBACK (renewed_cb), row);
  renewed_cb (row);
}

static void
sj_item_row_dispose (GObject *object)
{
  SjItemRow *row = SJ_ITEM_ROW (object);

  sj_item_row_show (row, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (row), SJ_TYPE_ITEM_ROW);
  G_OBJECT_CLASS (sj_item_row_parent_class)->dispose (object);
}

static void
sj_item_row_class_init (SjItemRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_item_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/sojourn/ui/sj-item-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SjItemRow, box);
  gtk_widget_class_bind_template_child (widget_class, SjItemRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SjItemRow, name);
  gtk_widget_class_bind_template_child (widget_class, SjItemRow, chip);
  gtk_widget_class_bind_template_child (widget_class, SjItemRow, detail);
  gtk_widget_class_bind_template_child (widget_class, SjItemRow, changed);
  gtk_widget_class_bind_template_child (widget_class, SjItemRow, badges);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sj_item_row_init (SjItemRow *row)
{
  gtk_widget_init_template (GTK_WIDGET (row));
  row->errors = sj_count_badge_new (true);
  row->warnings = sj_count_badge_new (false);
  gtk_box_append (row->badges, row->errors);
  gtk_box_append (row->badges, row->warnings);
}

GtkWidget *
sj_item_row_new (void)
{
  return g_object_new (SJ_TYPE_ITEM_ROW, NULL);
}
