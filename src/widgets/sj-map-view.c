/* sj-map-view.c -- a picture of the cards, kept until one moves, and a frame over it. */
#include "widgets/sj-map-view.h"

#include "widgets/sj-card-view.h"
#include "widgets/sj-draw.h"
#include "widgets/sj-pixels.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _SjMapView
{
  GtkWidget parent_instance;

  SjBoard *board;           /* borrowed */
  GdkTexture *picture;      /* owned, or NULL */
  SjMinimap map;            /* of the picture */
  unsigned turn;
  double start_x, start_y;
};

G_DEFINE_FINAL_TYPE (SjMapView, sj_map_view, GTK_TYPE_WIDGET)

static SjMinimap
map_of (SjMapView *view)
{
  const SjStage *stage = sj_board_stage (view->board);
  SjBox content = sj_scene_bounds (sj_drawing_scene (stage->drawing));
  SjMinimap map;

  sj_minimap_init (&map, &stage->view, &content);
  return map;
}

static void
draw_card (const SjPixels *pixels, const SjStage *stage, const SjMinimap *map, SjCard *card)
{
  const SjLook *look = &stage->look;
  const GdkRGBA *colour = &look->colours[sj_group_styles[card->node->kind->group].colour];
  bool lit = (card->marks & (SJ_MARK_FOUND | SJ_MARK_SELECTED)) != 0;
  double x, y, width, height;

  sj_minimap_place (map, &card->box, &x, &y, &width, &height);
  sj_pixels_fill (pixels, (int) lround (x * look->scale), (int) lround (y * look->scale),
                  MAX ((int) lround (width * look->scale), 2), MAX ((int) lround (height * look->scale), 2),
                  sj_pixel_of (lit ? &look->accent : colour, &look->card));
}

static void
draw_problem (const SjPixels *pixels, const SjStage *stage, const SjMinimap *map, SjCard *card)
{
  const SjLook *look = &stage->look;
  int size = (int) lround (4 * look->scale);
  double x, y, width, height;

  if (card->data == NULL || !sj_card_view_has_error (card->data))
    return;
  sj_minimap_place (map, &card->box, &x, &y, &width, &height);
  sj_pixels_shape (pixels, SJ_SHAPE_CIRCLE, (int) ((x + width) * look->scale) - size / 2,
                   (int) (y * look->scale) - size / 2, size,
                   sj_pixel_of (&look->colours[SJ_COLOUR_RED], &look->card));
}

static GdkTexture *
draw_picture (const SjStage *stage, const SjMinimap *map)
{
  SjScene *scene = sj_drawing_scene (stage->drawing);
  SjPixels pixels = { NULL, (int) ceil (map->width * stage->look.scale), (int) ceil (map->height * stage->look.scale) };
  size_t stride = (size_t) pixels.width * sizeof (uint32_t), size = stride * (size_t) pixels.height;
  g_autoptr (GBytes) bytes = NULL;

  pixels.pixels = g_malloc (size);
  sj_pixels_fill (&pixels, 0, 0, pixels.width, pixels.height, sj_pixel_of (&stage->look.card, &stage->look.card));
  for (uint32_t i = 0; i < sj_scene_n_cards (scene); i++)
    draw_card (&pixels, stage, map, sj_scene_card (scene, i));
  for (uint32_t i = 0; i < sj_scene_n_cards (scene); i++)
    draw_problem (&pixels, stage, map, sj_scene_card (scene, i));
  bytes = g_bytes_new_take (pixels.pixels, size);
  return gdk_memory_texture_new (pixels.width, pixels.height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static void
sj_map_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SjMapView *view = SJ_MAP_VIEW (widget);
  SjStage *stage = sj_board_stage (view->board);
  SjMinimap map;
  graphene_rect_t box;
  double x, y, width, height;

  if (stage->drawing == NULL)
    return;
  map = map_of (view);
  if (view->picture == NULL || view->turn != stage->turn || memcmp (&map, &view->map, sizeof map) != 0)
    {
      g_clear_object (&view->picture);
      view->picture = draw_picture (stage, &map);
      view->map = map;
      view->turn = stage->turn;
    }
  box = GRAPHENE_RECT_INIT (0, 0, (float) map.width, (float) map.height);
  gtk_snapshot_append_texture (snapshot, view->picture, &box);
  sj_minimap_frame (&map, &stage->view, &x, &y, &width, &height);
  gtk_snapshot_push_clip (snapshot, &box);
  sj_draw_border (snapshot, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height), 2, 2,
                  &stage->look.accent);
  gtk_snapshot_pop (snapshot);
  sj_draw_border (snapshot, &box, 6, stage->look.border, &stage->look.edge);
}

static void
sj_map_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                     int *minimum_baseline, int *natural_baseline)
{
  SjMapView *view = SJ_MAP_VIEW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = SJ_MINIMAP_WIDTH;
  else
    *minimum = *natural = sj_board_stage (view->board)->drawing ? (int) ceil (map_of (view).height) : SJ_MINIMAP_LEAST;
}

/* ---------------------------------------------------------------- the pointer */

static void
pan_to (SjMapView *view, double x, double y)
{
  SjDrawing *drawing = sj_board_stage (view->board)->drawing;
  SjMinimap map;

  if (drawing == NULL)
    return;
  map = map_of (view);
  sj_minimap_pan (&map, sj_drawing_view (drawing), x, y);
  sj_drawing_view_changed (drawing);
}

static void
drag_begin_cb (GtkGestureDrag *drag, double x, double y, SjMapView *view)
{
  view->start_x = x;
  view->start_y = y;
  pan_to (view, x, y);
}

static void
drag_update_cb (GtkGestureDrag *drag, double dx, double dy, SjMapView *view)
{
  pan_to (view, view->start_x + dx, view->start_y + dy);
}

static gboolean
scroll_cb (GtkEventControllerScroll *scroll, double dx, double dy, SjMapView *view)
{
  SjStage *stage = sj_board_stage (view->board);

  if (stage->drawing == NULL)
    return GDK_EVENT_PROPAGATE;
  sj_drawing_zoom_by (stage->drawing, -dy, stage->view.width / 2, stage->view.height / 2);
  return GDK_EVENT_STOP;
}

/* ---------------------------------------------------------------- the widget */

static void
view_changed_cb (SjMapView *view)
{
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

static void
drawing_changed_cb (SjMapView *view, unsigned what)
{
  if ((what & (SJ_REDRAW_SCENE | SJ_REDRAW_MARKS | SJ_REDRAW_HISTORY)) == 0)
    return;
  g_clear_object (&view->picture);
  gtk_widget_queue_draw (GTK_WIDGET (view));
  if (what & SJ_REDRAW_HISTORY)
    gtk_widget_queue_resize (GTK_WIDGET (view));
}

static void
sj_map_view_dispose (GObject *object)
{
  g_clear_object (&SJ_MAP_VIEW (object)->picture);
  G_OBJECT_CLASS (sj_map_view_parent_class)->dispose (object);
}

static void
sj_map_view_class_init (SjMapViewClass *class)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sj_map_view_dispose;
  widget->snapshot = sj_map_view_snapshot;
  widget->measure = sj_map_view_measure;
  gtk_widget_class_set_css_name (widget, "sj-map");
  gtk_widget_class_set_accessible_role (widget, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sj_map_view_init (SjMapView *view)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), view);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), view);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), view);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (view), scroll);
  gtk_widget_set_halign (GTK_WIDGET (view), GTK_ALIGN_END);
  gtk_widget_set_valign (GTK_WIDGET (view), GTK_ALIGN_END);
  gtk_widget_set_overflow (GTK_WIDGET (view), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Map of the journey"), -1);
}

GtkWidget *
sj_map_view_new (SjBoard *board)
{
  SjMapView *view = g_object_new (SJ_TYPE_MAP_VIEW, NULL);

  view->board = board;
  g_signal_connect_object (board, "view-changed", G_CALLBACK (view_changed_cb), view, G_CONNECT_SWAPPED);
  g_signal_connect_object (board, "drawing-changed", G_CALLBACK (drawing_changed_cb), view, G_CONNECT_SWAPPED);
  return GTK_WIDGET (view);
}
