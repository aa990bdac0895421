/* sj-canvas.c -- the canvas and the bar below it, put together. */
#include "widgets/sj-canvas.h"

struct _SjCanvas
{
  GtkWidget parent_instance;

  GMenuModel *menus[SJ_N_CANVAS_MENUS];    /* owned */
  SjDrawing *drawing;                      /* borrowed */
  GtkWidget *bar;
  GtkWidget *status;
};

G_DEFINE_FINAL_TYPE (SjCanvas, sj_canvas, GTK_TYPE_WIDGET)

static void
sj_canvas_dispose (GObject *object)
{
  SjCanvas *canvas = SJ_CANVAS (object);

  sj_canvas_set_drawing (canvas, NULL);
  for (size_t i = 0; i < SJ_N_CANVAS_MENUS; i++)
    g_clear_object (&canvas->menus[i]);
  g_clear_pointer (&canvas->bar, gtk_widget_unparent);
  G_OBJECT_CLASS (sj_canvas_parent_class)->dispose (object);
}

static void
sj_canvas_class_init (SjCanvasClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sj_canvas_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "sj-canvas");
}

static void
sj_canvas_init (SjCanvas *canvas)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (canvas));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  canvas->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (canvas->bar, "canvas-bar");
  gtk_widget_set_valign (canvas->bar, GTK_ALIGN_END);
  gtk_widget_set_vexpand (canvas->bar, TRUE);
  canvas->status = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                                 "ellipsize", PANGO_ELLIPSIZE_END, "hexpand", TRUE, "xalign", 0.0, NULL);
  gtk_box_append (GTK_BOX (canvas->bar), canvas->status);
  gtk_widget_set_parent (canvas->bar, GTK_WIDGET (canvas));
}

GtkWidget *
sj_canvas_new (void)
{
  return g_object_new (SJ_TYPE_CANVAS, NULL);
}

void
sj_canvas_set_drawing (SjCanvas *canvas, SjDrawing *drawing)
{
  g_return_if_fail (SJ_IS_CANVAS (canvas));
  canvas->drawing = drawing;
}

SjDrawing *
sj_canvas_get_drawing (SjCanvas *canvas)
{
  g_return_val_if_fail (SJ_IS_CANVAS (canvas), NULL);
  return canvas->drawing;
}

void
sj_canvas_say (SjCanvas *canvas, const char *sentence)
{
  g_return_if_fail (SJ_IS_CANVAS (canvas));
  gtk_label_set_text (GTK_LABEL (canvas->status), sentence);
}

void
sj_canvas_set_menu (SjCanvas *canvas, SjCanvasMenu which, GMenuModel *menu)
{
  g_return_if_fail (SJ_IS_CANVAS (canvas) && which < SJ_N_CANVAS_MENUS);
  g_set_object (&canvas->menus[which], menu);
}
