/* sj-port-view.c -- a name and a place for the focus. */
#include "widgets/sj-port-view.h"

struct _SjPortView
{
  GtkWidget parent_instance;

  char *path;               /* owned id */
};

G_DEFINE_FINAL_TYPE (SjPortView, sj_port_view, GTK_TYPE_WIDGET)

static void
sj_port_view_finalize (GObject *object)
{
  g_free (SJ_PORT_VIEW (object)->path);
  G_OBJECT_CLASS (sj_port_view_parent_class)->finalize (object);
}

static void
sj_port_view_class_init (SjPortViewClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sj_port_view_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
sj_port_view_init (SjPortView *view)
{
  gtk_widget_set_focusable (GTK_WIDGET (view), TRUE);
  gtk_widget_set_can_target (GTK_WIDGET (view), FALSE);
}

GtkWidget *
sj_port_view_new (SjDrawing *drawing, const char *node, const char *path)
{
  SjPortView *view = g_object_new (SJ_TYPE_PORT_VIEW, NULL);
  g_autofree char *name = sj_drawing_name (drawing, node, path);

  view->path = g_strdup (path);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (view);
}

const char *
sj_port_view_path (SjPortView *view)
{
  return view->path;
}
