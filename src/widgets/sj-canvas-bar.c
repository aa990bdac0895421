/* sj-canvas-bar.c -- buttons that call the drawing, and two lines of text. */
#include "widgets/sj-canvas-bar.h"

#include <glib/gi18n-lib.h>

struct _SjCanvasBar
{
  GtkWidget parent_instance;

  SjDrawing *drawing;       /* borrowed, or NULL */
  GtkWidget *box, *zoom, *count, *status;
};

G_DEFINE_FINAL_TYPE (SjCanvasBar, sj_canvas_bar, GTK_TYPE_WIDGET)

static const double zooms[] = { 0.25, 0.5, 0.75, 1, 1.5, 2, 4 };

/* ---------------------------------------------------------------- what the buttons do */

static void
zoom_by (SjCanvasBar *bar, double notches)
{
  const SjView *view;

  if (bar->drawing == NULL)
    return;
  view = sj_drawing_view (bar->drawing);
  sj_drawing_zoom_by (bar->drawing, notches, view->width / 2, view->height / 2);
}

static void
zoom_out_cb (SjCanvasBar *bar)
{
  zoom_by (bar, -1);
}

static void
zoom_in_cb (SjCanvasBar *bar)
{
  zoom_by (bar, 1);
}

static void
fit_cb (SjCanvasBar *bar)
{
  if (bar->drawing != NULL)
    sj_drawing_fit (bar->drawing, false);
}

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SjCanvasBar *bar = SJ_CANVAS_BAR (widget);
  double zoom = g_variant_get_double (parameter);

  if (bar->drawing == NULL)
    return;
  if (zoom > 0)
    sj_drawing_zoom_to (bar->drawing, zoom);
  else
    sj_drawing_fit (bar->drawing, zoom < 0);
}

/* ---------------------------------------------------------------- put together */

static GtkWidget *
add_button (SjCanvasBar *bar, const char *icon, const char *title, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_swapped (button, "clicked", callback, bar);
  gtk_box_append (GTK_BOX (bar->box), button);
  return button;
}

static GMenuModel *
zoom_menu (void)
{
  GMenu *menu = g_menu_new (), *fits = g_menu_new (), *sizes = g_menu_new ();
  const struct { const char *title; double zoom; } fit[] = { { _("Fit Journey"), 0 }, { _("Fit Selection"), -1 } };

  for (size_t i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      g_autofree char *title = g_strdup_printf (_("%d %%"), (int) (zooms[i] * 100));
      g_autofree char *action = g_strdup_printf ("canvas-bar.zoom(%.2f)", zooms[i]);

      g_menu_append (sizes, title, action);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (fit); i++)
    {
      g_autofree char *action = g_strdup_printf ("canvas-bar.zoom(%.2f)", fit[i].zoom);

      g_menu_append (fits, fit[i].title, action);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (sizes));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (fits));
  g_object_unref (sizes);
  g_object_unref (fits);
  return G_MENU_MODEL (menu);
}

static void
add_zoom (SjCanvasBar *bar)
{
  g_autoptr (GMenuModel) menu = zoom_menu ();

  add_button (bar, "sj-zoom-out-symbolic", _("Zoom out"), G_CALLBACK (zoom_out_cb));
  bar->zoom = gtk_menu_button_new ();
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (bar->zoom), menu);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (bar->zoom), GTK_ARROW_UP);
  gtk_widget_add_css_class (bar->zoom, "flat");
  gtk_widget_add_css_class (bar->zoom, "numeric");
  gtk_widget_set_tooltip_text (bar->zoom, _("Zoom"));
  gtk_box_append (GTK_BOX (bar->box), bar->zoom);
  add_button (bar, "sj-zoom-in-symbolic", _("Zoom in"), G_CALLBACK (zoom_in_cb));
  add_button (bar, "sj-fit-symbolic", _("Fit journey"), G_CALLBACK (fit_cb));
}

static void
add_map (SjCanvasBar *bar)
{
  GtkWidget *map = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (map), "sj-minimap-symbolic");
  gtk_widget_add_css_class (map, "flat");
  gtk_widget_set_tooltip_text (map, _("Map"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (map), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Map"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (map), "canvas.map");
  gtk_box_append (GTK_BOX (bar->box), map);
}

static GtkWidget *
add_text (SjCanvasBar *bar, GtkAccessibleRole role)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", role, NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (bar->box), label);
  return label;
}

static void
sj_canvas_bar_dispose (GObject *object)
{
  g_clear_pointer (&SJ_CANVAS_BAR (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (sj_canvas_bar_parent_class)->dispose (object);
}

static void
sj_canvas_bar_class_init (SjCanvasBarClass *class)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_canvas_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget, "canvas-bar.zoom", "d", zoom_action);
}

static void
sj_canvas_bar_init (SjCanvasBar *bar)
{
  bar->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  gtk_widget_add_css_class (bar->box, "canvas-bar");
  gtk_widget_set_parent (bar->box, GTK_WIDGET (bar));
  add_zoom (bar);
  add_map (bar);
  bar->count = add_text (bar, GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_widget_add_css_class (bar->count, "dim-label");
  gtk_widget_set_margin_start (bar->count, 8);
  bar->status = add_text (bar, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_set_hexpand (bar->status, TRUE);
  gtk_label_set_xalign (GTK_LABEL (bar->status), 1);
  gtk_widget_set_margin_start (bar->status, 12);
  sj_canvas_bar_follow (bar, NULL);
}

GtkWidget *
sj_canvas_bar_new (void)
{
  return g_object_new (SJ_TYPE_CANVAS_BAR, NULL);
}

void
sj_canvas_bar_follow (SjCanvasBar *bar, SjDrawing *drawing)
{
  double zoom = drawing ? sj_drawing_view (drawing)->zoom : 1;
  uint32_t n = drawing ? sj_scene_n_cards (sj_drawing_scene (drawing)) : 0;
  g_autofree char *percent = g_strdup_printf (_("%d %%"), (int) (zoom * 100 + 0.5));
  g_autofree char *count = g_strdup_printf (ngettext ("%u step", "%u steps", n), n);
  g_autofree char *selected = drawing && (sj_drawing_n_selected (drawing) > 0 || sj_drawing_selected_path (drawing))
                                ? sj_drawing_summary (drawing) : NULL;
  g_autofree char *both = selected ? g_strdup_printf ("%s · %s", count, selected) : NULL;

  bar->drawing = drawing;
  gtk_widget_set_sensitive (bar->box, drawing != NULL);
  if (g_strcmp0 (gtk_menu_button_get_label (GTK_MENU_BUTTON (bar->zoom)), percent) != 0)
    gtk_menu_button_set_label (GTK_MENU_BUTTON (bar->zoom), percent);
  if (strcmp (gtk_label_get_text (GTK_LABEL (bar->count)), both ? both : count) != 0)
    gtk_label_set_text (GTK_LABEL (bar->count), both ? both : count);
}

void
sj_canvas_bar_say (SjCanvasBar *bar, const char *sentence)
{
  gtk_label_set_text (GTK_LABEL (bar->status), sentence);
  gtk_widget_set_tooltip_text (bar->status, sentence);
}
