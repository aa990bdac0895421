/* sj-canvas.c -- the board, the map in its corner, and the bar below, put together. */
#include "widgets/sj-canvas.h"

#include "widgets/sj-canvas-bar.h"
#include "widgets/sj-map-view.h"
#include "widgets/sj-board.h"

#include <glib/gi18n-lib.h>

#define LEAST_HEIGHT (3 * SJ_MINIMAP_LEAST)    /* a map in less would hide more than it shows */
#define DRAG_PREFIX "sojourn-kind:"

struct _SjCanvas
{
  GtkWidget parent_instance;

  GMenuModel *menus[SJ_N_CANVAS_MENUS];    /* owned */
  SjDrawing *drawing;                      /* borrowed */
  char *said;                              /* owned */
  unsigned following;                      /* source, or 0 */
  bool map_wanted;

  /* children */
  GtkWidget *overlay, *board, *map, *back, *bar;
  GtkWidget *banner, *banner_text;         /* while the next click does something */
  GtkWidget *menu;                         /* NULL until it is opened */
  GtkWidget *rename, *entry;               /* a popover at the card */
};

enum { PROP_MAP = 1, N_PROPS };
static GParamSpec *props[N_PROPS];
enum { ASK, CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SjCanvas, sj_canvas, GTK_TYPE_WIDGET)

/* ---------------------------------------------------------------- questions */

static SjCanvasMenu
menu_for (SjDrawing *drawing)
{
  return sj_drawing_selected_path (drawing) != NULL ? SJ_CANVAS_MENU_PATH :
         sj_drawing_n_selected (drawing) > 1 ? SJ_CANVAS_MENU_NODES :
         sj_drawing_n_selected (drawing) == 1 ? SJ_CANVAS_MENU_NODE : SJ_CANVAS_MENU_EMPTY;
}

static GdkRectangle
place_of (SjCanvas *canvas, SjPoint at)
{
  double x, y;

  sj_view_to_widget (&sj_board_stage (SJ_BOARD (canvas->board))->view, at.x, at.y, &x, &y);
  return (GdkRectangle) { (int) x, (int) y, 1, 1 };
}

static void
menu_closed_cb (SjCanvas *canvas)
{
  if (canvas->board != NULL)
    gtk_widget_set_has_tooltip (canvas->board, TRUE);
}

static void
open_menu (SjCanvas *canvas, const SjAsk *ask)
{
  GMenuModel *model = canvas->menus[menu_for (canvas->drawing)];
  GdkRectangle place = place_of (canvas, ask->at);

  if (model == NULL)
    return;
  if (canvas->menu == NULL)
    {
      canvas->menu = gtk_popover_menu_new_from_model (model);
      gtk_popover_set_has_arrow (GTK_POPOVER (canvas->menu), FALSE);
      gtk_widget_set_halign (canvas->menu, GTK_ALIGN_START);
      g_signal_connect_swapped (canvas->menu, "closed", G_CALLBACK (menu_closed_cb), canvas);
      gtk_widget_set_parent (canvas->menu, canvas->board);
    }
  gtk_widget_set_has_tooltip (canvas->board, FALSE);    /* it would lie over the menu */
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (canvas->menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (canvas->menu), &place);
  gtk_popover_popup (GTK_POPOVER (canvas->menu));
}

static void
renamed_cb (SjCanvas *canvas)
{
  sj_drawing_rename (canvas->drawing, gtk_editable_get_text (GTK_EDITABLE (canvas->entry)));
  gtk_popover_popdown (GTK_POPOVER (canvas->rename));
}

static void
rename_closed_cb (SjCanvas *canvas)
{
  if (canvas->drawing != NULL && sj_drawing_ask (canvas->drawing)->type == SJ_ASK_RENAME)
    sj_drawing_pick_none (canvas->drawing);
  gtk_widget_grab_focus (canvas->board);
}

static void
make_rename (SjCanvas *canvas)
{
  canvas->rename = gtk_popover_new ();
  canvas->entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (canvas->entry), 28);
  gtk_accessible_update_property (GTK_ACCESSIBLE (canvas->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name"), -1);
  gtk_popover_set_child (GTK_POPOVER (canvas->rename), canvas->entry);
  g_signal_connect_swapped (canvas->entry, "activate", G_CALLBACK (renamed_cb), canvas);
  g_signal_connect_swapped (canvas->rename, "closed", G_CALLBACK (rename_closed_cb), canvas);
  gtk_widget_set_parent (canvas->rename, canvas->board);
}

static void
open_rename (SjCanvas *canvas, const SjAsk *ask)
{
  const SjNode *node = ask->node ? sj_journey_find (sj_drawing_journey (canvas->drawing), ask->node) : NULL;
  const SjPath *path = node && ask->path ? sj_node_path (node, ask->path) : NULL;
  const char *label = path ? path->label : node ? node->label : NULL;
  GdkRectangle place = place_of (canvas, ask->at);

  if (node == NULL)
    return;
  if (canvas->rename == NULL)
    make_rename (canvas);
  if (path == NULL)
    sj_board_place (SJ_BOARD (canvas->board), ask->node, &place);
  gtk_entry_set_placeholder_text (GTK_ENTRY (canvas->entry), path ? sj_path_title (path) : sj_node_title (node));
  gtk_editable_set_text (GTK_EDITABLE (canvas->entry), label ? label : "");
  gtk_popover_set_pointing_to (GTK_POPOVER (canvas->rename), &place);
  gtk_popover_popup (GTK_POPOVER (canvas->rename));
  gtk_widget_grab_focus (canvas->entry);
}

/* The others are asked by whoever owns a palette and an inspector. */
static void
ask (SjCanvas *canvas)
{
  const SjAsk *question = sj_drawing_ask (canvas->drawing);
  GdkRectangle place;

  if (question->type == SJ_ASK_MENU)
    open_menu (canvas, question);
  else if (question->type == SJ_ASK_RENAME)
    open_rename (canvas, question);
  else
    {
      place = place_of (canvas, question->at);
      g_signal_emit (canvas, signals[ASK], 0, &place);
    }
}

/* ---------------------------------------------------------------- following the drawing */

static void
show_map (SjCanvas *canvas)
{
  bool room = gtk_widget_get_width (canvas->board) >= SJ_MINIMAP_FROM &&
              gtk_widget_get_height (canvas->board) >= LEAST_HEIGHT;

  gtk_widget_set_visible (canvas->map, canvas->map_wanted && room && canvas->drawing != NULL);
}

static void
follow_lost (SjCanvas *canvas)
{
  bool lost = canvas->drawing != NULL && sj_scene_n_cards (sj_drawing_scene (canvas->drawing)) > 0 &&
              sj_drawing_is_lost (canvas->drawing);

  gtk_widget_set_visible (canvas->back, lost);
}

static gboolean
follow_view_cb (gpointer data)
{
  SjCanvas *canvas = data;

  canvas->following = 0;
  sj_canvas_bar_follow (SJ_CANVAS_BAR (canvas->bar), canvas->drawing);
  follow_lost (canvas);
  show_map (canvas);
  return G_SOURCE_REMOVE;
}

/* The view changes while widgets are being allocated, too: what lies around it follows
 * afterwards, but before the next frame. */
static void
view_changed_cb (SjCanvas *canvas)
{
  if (canvas->following == 0)
    canvas->following = g_idle_add_full (G_PRIORITY_DEFAULT, follow_view_cb, canvas, NULL);
}

static void
follow_hand (SjCanvas *canvas)
{
  SjHandState state = sj_drawing_hand (canvas->drawing)->state;
  const char *text = state == SJ_HAND_AIMING ? _("Choose a target") :
                     state == SJ_HAND_PASTING ? _("Click where the steps are to stand") : NULL;

  if (text != NULL)
    gtk_label_set_text (GTK_LABEL (canvas->banner_text), text);
  gtk_widget_set_visible (canvas->banner, text != NULL);
}

static void
drawing_changed_cb (SjCanvas *canvas, unsigned what)
{
  if (what & SJ_REDRAW_HAND)
    follow_hand (canvas);
  if (what & SJ_REDRAW_STATUS && *sj_drawing_status (canvas->drawing) != '\0')
    sj_canvas_say (canvas, sj_drawing_status (canvas->drawing));
  if (what & (SJ_REDRAW_SCENE | SJ_REDRAW_SELECTION | SJ_REDRAW_HISTORY | SJ_REDRAW_VIEW))
    view_changed_cb (canvas);
  if (what & SJ_REDRAW_ASK && sj_drawing_ask (canvas->drawing)->type != SJ_ASK_NOTHING)
    ask (canvas);
  g_signal_emit (canvas, signals[CHANGED], 0, what);
}

static void
back_cb (SjCanvas *canvas)
{
  if (canvas->drawing != NULL)
    sj_drawing_fit (canvas->drawing, false);
}

/* ---------------------------------------------------------------- the widget */

static void
sj_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SjCanvas *canvas = SJ_CANVAS (widget);
  int bar;

  gtk_widget_measure (canvas->bar, GTK_ORIENTATION_VERTICAL, width, &bar, NULL, NULL, NULL);
  gtk_widget_allocate (canvas->bar, width, bar, -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (0, (float) (height - bar))));
  gtk_widget_allocate (canvas->overlay, width, MAX (height - bar, 0), -1, NULL);
  if (canvas->menu != NULL)
    gtk_popover_present (GTK_POPOVER (canvas->menu));
  if (canvas->rename != NULL)
    gtk_popover_present (GTK_POPOVER (canvas->rename));
}

static void
sj_canvas_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                   int *minimum_baseline, int *natural_baseline)
{
  SjCanvas *canvas = SJ_CANVAS (widget);
  int least, wanted;

  gtk_widget_measure (canvas->overlay, orientation, -1, minimum, natural, NULL, NULL);
  gtk_widget_measure (canvas->bar, orientation, -1, &least, &wanted, NULL, NULL);
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MAX (*minimum, least) : *minimum + least;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MAX (*natural, wanted) : *natural + wanted;
}

static gboolean
sj_canvas_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SJ_CANVAS (widget)->board);
}

static void
sj_canvas_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_boolean (value, SJ_CANVAS (object)->map_wanted);
}

static void
sj_canvas_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  SjCanvas *canvas = SJ_CANVAS (object);

  canvas->map_wanted = g_value_get_boolean (value);
  show_map (canvas);
}

static void
sj_canvas_dispose (GObject *object)
{
  SjCanvas *canvas = SJ_CANVAS (object);

  if (canvas->board != NULL)
    sj_canvas_set_drawing (canvas, NULL);
  g_clear_handle_id (&canvas->following, g_source_remove);
  for (size_t i = 0; i < SJ_N_CANVAS_MENUS; i++)
    g_clear_object (&canvas->menus[i]);
  g_clear_pointer (&canvas->menu, gtk_widget_unparent);
  g_clear_pointer (&canvas->rename, gtk_widget_unparent);
  g_clear_pointer (&canvas->overlay, gtk_widget_unparent);
  g_clear_pointer (&canvas->bar, gtk_widget_unparent);
  canvas->board = NULL;
  G_OBJECT_CLASS (sj_canvas_parent_class)->dispose (object);
}

static void
sj_canvas_finalize (GObject *object)
{
  g_free (SJ_CANVAS (object)->said);
  G_OBJECT_CLASS (sj_canvas_parent_class)->finalize (object);
}

static void
sj_canvas_class_init (SjCanvasClass *class)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_canvas_dispose;
  G_OBJECT_CLASS (class)->finalize = sj_canvas_finalize;
  G_OBJECT_CLASS (class)->get_property = sj_canvas_get_property;
  G_OBJECT_CLASS (class)->set_property = sj_canvas_set_property;
  widget->size_allocate = sj_canvas_size_allocate;
  widget->measure = sj_canvas_measure;
  widget->grab_focus = sj_canvas_grab_focus;
  props[PROP_MAP] = g_param_spec_boolean ("map", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (class), N_PROPS, props);
  signals[ASK] = g_signal_new ("ask", SJ_TYPE_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               GDK_TYPE_RECTANGLE | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[CHANGED] = g_signal_new ("changed", SJ_TYPE_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_UINT);
  gtk_widget_class_install_property_action (widget, "canvas.map", "map");
  gtk_widget_class_set_css_name (widget, "sj-canvas");
}

static void
cancel_cb (SjCanvas *canvas)
{
  if (canvas->drawing != NULL)
    sj_drawing_escape (canvas->drawing);
  gtk_widget_grab_focus (canvas->board);
}

static void
make_banner (SjCanvas *canvas)
{
  GtkWidget *cancel = gtk_button_new_with_label (_("Cancel"));

  canvas->banner = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  canvas->banner_text = gtk_label_new (NULL);
  gtk_widget_add_css_class (canvas->banner, "osd");
  gtk_widget_add_css_class (canvas->banner, "canvas-banner");
  gtk_widget_set_halign (canvas->banner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (canvas->banner, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (canvas->banner), canvas->banner_text);
  gtk_box_append (GTK_BOX (canvas->banner), cancel);
  gtk_widget_set_visible (canvas->banner, FALSE);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (cancel_cb), canvas);
}

static void
make_back (SjCanvas *canvas)
{
  canvas->back = gtk_button_new_with_label (_("Back to journey"));
  gtk_widget_add_css_class (canvas->back, "osd");
  gtk_widget_add_css_class (canvas->back, "pill");
  gtk_widget_set_halign (canvas->back, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (canvas->back, GTK_ALIGN_END);
  gtk_widget_set_margin_bottom (canvas->back, 24);
  gtk_widget_set_visible (canvas->back, FALSE);
  g_signal_connect_swapped (canvas->back, "clicked", G_CALLBACK (back_cb), canvas);
}

static void
sj_canvas_init (SjCanvas *canvas)
{
  GtkWidget *widget = GTK_WIDGET (canvas);

  canvas->map_wanted = true;
  canvas->overlay = gtk_overlay_new ();
  canvas->board = sj_board_new ();
  canvas->map = sj_map_view_new (SJ_BOARD (canvas->board));
  canvas->bar = sj_canvas_bar_new ();
  make_back (canvas);
  make_banner (canvas);
  gtk_widget_set_margin_end (canvas->map, 12);
  gtk_widget_set_margin_bottom (canvas->map, 12);
  gtk_overlay_set_child (GTK_OVERLAY (canvas->overlay), canvas->board);
  gtk_overlay_add_overlay (GTK_OVERLAY (canvas->overlay), canvas->map);
  gtk_overlay_add_overlay (GTK_OVERLAY (canvas->overlay), canvas->back);
  gtk_overlay_add_overlay (GTK_OVERLAY (canvas->overlay), canvas->banner);
  gtk_widget_set_parent (canvas->overlay, widget);
  gtk_widget_set_parent (canvas->bar, widget);
  g_signal_connect_swapped (canvas->board, "view-changed", G_CALLBACK (view_changed_cb), canvas);
  g_signal_connect_swapped (canvas->board, "drawing-changed", G_CALLBACK (drawing_changed_cb), canvas);
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_widget_set_vexpand (widget, TRUE);
}

/* ---------------------------------------------------------------- for others */

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
  sj_board_set_drawing (SJ_BOARD (canvas->board), drawing);
  sj_canvas_bar_follow (SJ_CANVAS_BAR (canvas->bar), drawing);
  view_changed_cb (canvas);
  gtk_widget_queue_resize (canvas->map);
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
  if (g_strcmp0 (canvas->said, sentence) == 0)
    return;
  g_free (canvas->said);
  canvas->said = g_strdup (sentence);
  sj_canvas_bar_say (SJ_CANVAS_BAR (canvas->bar), sentence);
  g_log ("sojourn-ui", G_LOG_LEVEL_DEBUG, "%s", sentence);
}

void
sj_canvas_set_menu (SjCanvas *canvas, SjCanvasMenu which, GMenuModel *menu)
{
  g_return_if_fail (SJ_IS_CANVAS (canvas) && which < SJ_N_CANVAS_MENUS);
  g_set_object (&canvas->menus[which], menu);
}

void
sj_canvas_set_wheel_zooms (SjCanvas *canvas, bool zooms)
{
  g_return_if_fail (SJ_IS_CANVAS (canvas));
  sj_board_set_wheel_zooms (SJ_BOARD (canvas->board), zooms);
}

bool
sj_canvas_pointer (SjCanvas *canvas, double *x, double *y)
{
  g_return_val_if_fail (SJ_IS_CANVAS (canvas), false);
  return sj_board_pointer (SJ_BOARD (canvas->board), x, y);
}

char *
sj_canvas_write_drag (const char *kind, const char *config)
{
  return g_strconcat (DRAG_PREFIX, kind, config ? "\n" : NULL, config, NULL);
}

bool
sj_canvas_read_drag (const char *text, char **kind, char **config)
{
  const char *end;

  if (!g_str_has_prefix (text, DRAG_PREFIX))
    return false;
  text += strlen (DRAG_PREFIX);
  end = strchr (text, '\n');
  *kind = end ? g_strndup (text, (size_t) (end - text)) : g_strdup (text);
  *config = end ? g_strdup (end + 1) : NULL;
  return true;
}
