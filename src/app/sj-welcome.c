/* sj-welcome.c -- the first page: the sample, an empty workspace, or a file. */
#include "app/sj-welcome.h"

#include "app/sj-menu.h"

#include <adwaita.h>

struct _SjWelcome
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkMenuButton *menu_button;
  GtkListBoxRow *sample_row, *empty_row, *file_row;
};

G_DEFINE_FINAL_TYPE (SjWelcome, sj_welcome, GTK_TYPE_WIDGET)

static void
row_cb (SjWelcome *welcome, GtkListBoxRow *row)
{
  const char *action = row == welcome->sample_row  ? "app.open-sample"
                       : row == welcome->empty_row ? "app.new-workspace"
                                                   : "app.open-workspace";

  gtk_widget_activate_action (GTK_WIDGET (welcome), action, NULL);
}

static void
sj_welcome_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SJ_TYPE_WELCOME);
  G_OBJECT_CLASS (sj_welcome_parent_class)->dispose (object);
}

static void
sj_welcome_class_init (SjWelcomeClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_welcome_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/sojourn/ui/sj-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, SjWelcome, box);
  gtk_widget_class_bind_template_child (widget_class, SjWelcome, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SjWelcome, sample_row);
  gtk_widget_class_bind_template_child (widget_class, SjWelcome, empty_row);
  gtk_widget_class_bind_template_child (widget_class, SjWelcome, file_row);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
}

static void
sj_welcome_init (SjWelcome *welcome)
{
  gtk_widget_init_template (GTK_WIDGET (welcome));
  sj_menu_set (welcome->menu_button, SJ_MENU_WELCOME);
}

GtkWidget *
sj_welcome_new (void)
{
  return g_object_new (SJ_TYPE_WELCOME, NULL);
}
