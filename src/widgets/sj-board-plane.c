/* sj-board-plane.c -- the plane on which all cards and paths stand, in units of the scene.
 *
 * What was drawn of a path is kept until the path or the ring is another, so that GTK finds
 * quickly what in a frame is as it was.
 */
#include "widgets/sj-board-private.h"

#include "widgets/sj-route-draw.h"

/* What was drawn of a path: SjRoute's data. */
typedef struct
{
  GskRenderNode *node;      /* owned, or NULL: nothing of it is in the ring */
  SjBox ring;
  uint32_t stamp;
  unsigned marks, turn;
  int emphasis;
} RouteNode;

typedef struct
{
  GtkWidget parent_instance;
  SjBoard *board;           /* borrowed */
} SjPlane;

typedef struct { GtkWidgetClass parent_class; } SjPlaneClass;

GType sj_plane_get_type (void);
G_DEFINE_TYPE (SjPlane, sj_plane, GTK_TYPE_WIDGET)

void
sj_board_route_free (SjRoute *route)
{
  RouteNode *drawn = g_steal_pointer (&route->data);

  if (drawn == NULL)
    return;
  g_clear_pointer (&drawn->node, gsk_render_node_unref);
  g_free (drawn);
}

void
sj_board_forget_routes (SjScene *scene)
{
  SjBox all = sj_scene_bounds (scene);
  g_autoptr (GPtrArray) routes = g_ptr_array_new ();

  sj_scene_routes_in (scene, &all, routes);
  for (unsigned i = 0; i < routes->len; i++)
    sj_board_route_free (g_ptr_array_index (routes, i));
}

static int
emphasis_of (SjBoard *board, const SjRoute *route)
{
  const SjRoute *hovered = sj_drawing_hovered_route (board->stage.drawing);

  return hovered == NULL ? 0 : hovered == route ? 1 : 2;
}

static GskRenderNode *
route_node (SjBoard *board, SjRoute *route)
{
  RouteNode *drawn = route->data;
  int emphasis = emphasis_of (board, route);
  unsigned turn = sj_board_turn (board);
  SjRouteStyle style;
  GtkSnapshot *snapshot;

  if (drawn == NULL)
    {
      route->data = drawn = g_new0 (RouteNode, 1);
      drawn->turn = turn - 1;
    }
  if (drawn->stamp == route->stamp && drawn->marks == route->marks && drawn->turn == turn &&
      drawn->emphasis == emphasis && sj_box_equal (&drawn->ring, &board->ring))
    return drawn->node;
  g_clear_pointer (&drawn->node, gsk_render_node_unref);
  drawn->stamp = route->stamp;
  drawn->marks = route->marks;
  drawn->turn = turn;
  drawn->emphasis = emphasis;
  drawn->ring = board->ring;
  snapshot = gtk_snapshot_new ();
  style = sj_route_style (&board->stage, route);
  sj_route_draw (&board->stage, snapshot, route, &style, &board->ring);
  drawn->node = gtk_snapshot_free_to_node (snapshot);
  return drawn->node;
}

static void
sj_plane_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SjBoard *board = ((SjPlane *) widget)->board;
  SjBox visible;

  if (board->stage.drawing == NULL || sj_board_is_far (board))
    return;
  for (unsigned i = 0; i < board->routes->len; i++)
    {
      GskRenderNode *node = route_node (board, g_ptr_array_index (board->routes, i));

      if (node != NULL)
        gtk_snapshot_append_node (snapshot, node);
    }
  for (unsigned i = 0; i < board->cards->len; i++)
    gtk_widget_snapshot_child (widget, ((SjCard *) g_ptr_array_index (board->cards, i))->data, snapshot);
  visible = sj_view_visible (&board->stage.view);
  for (unsigned i = 0; i < board->routes->len; i++)
    sj_route_draw_chips (&board->stage, snapshot, g_ptr_array_index (board->routes, i), &visible);
}

static void
sj_plane_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SjBoard *board = ((SjPlane *) widget)->board;

  for (unsigned i = 0; i < board->placed->len; i++)
    {
      GtkWidget *view = g_ptr_array_index (board->placed, i);
      const SjBox *box = &sj_card_view_card (SJ_CARD_VIEW (view))->box;
      double x = sj_stage_x (&board->stage, box->x, box->width);
      graphene_point_t off = sj_card_view_offset (SJ_CARD_VIEW (view));
      float left = (float) board->adrift_part;
      graphene_point_t at = GRAPHENE_POINT_INIT ((float) x + off.x * left, (float) box->y + off.y * left);

      gtk_widget_measure (view, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_allocate (view, box->width, box->height, -1, gsk_transform_translate (NULL, &at));
    }
  g_ptr_array_set_size (board->placed, 0);
}

static void
sj_plane_class_init (SjPlaneClass *class)
{
  GTK_WIDGET_CLASS (class)->snapshot = sj_plane_snapshot;
  GTK_WIDGET_CLASS (class)->size_allocate = sj_plane_size_allocate;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sj_plane_init (SjPlane *plane)
{
  gtk_widget_set_can_target (GTK_WIDGET (plane), FALSE);
}

GtkWidget *
sj_plane_new (SjBoard *board)
{
  GtkWidget *widget = g_object_new (sj_plane_get_type (), NULL);

  ((SjPlane *) widget)->board = board;
  return widget;
}
