/* sj-drawing-view.c -- what of the drawing is in view; nothing moves unless it is asked to. */
#include "scene/sj-drawing-private.h"

static SjBox
content_of (const SjDrawing *drawing)
{
  SjBox content = sj_scene_bounds (drawing->scene);

  return sj_box_is_empty (&content) ? (SjBox) { 0, 0, SJ_SCENE_CARD_WIDTH, SJ_SCENE_CARD_HEIGHT } : content;
}

void
sj_drawing_view_changed (SjDrawing *drawing)
{
  SjBox content = content_of (drawing);

  sj_drawing_begin (drawing);
  sj_view_keep (&drawing->view, &content);
  sj_drawing_touch (drawing, SJ_REDRAW_VIEW);
  sj_drawing_end (drawing);
}

void
sj_drawing_resize (SjDrawing *drawing, double width, double height)
{
  if (drawing->view.width == width && drawing->view.height == height)
    return;
  sj_drawing_begin (drawing);
  sj_view_resize (&drawing->view, width, height);
  sj_drawing_touch (drawing, SJ_REDRAW_VIEW);
  sj_drawing_end (drawing);
}

void
sj_drawing_set_mirrored (SjDrawing *drawing, bool mirrored)
{
  if (drawing->view.mirrored == mirrored)
    return;
  sj_drawing_begin (drawing);
  sj_view_mirror (&drawing->view, mirrored);
  sj_drawing_touch (drawing, SJ_REDRAW_VIEW);
  sj_drawing_end (drawing);
}

/* Where people begin to read: the first node that begins the journey, else the first. */
static const SjCard *
beginning_of (SjDrawing *drawing)
{
  GPtrArray *order = sj_drawing_order (drawing);

  return order->len > 0 ? sj_scene_card_of (drawing->scene, order->pdata[0]) : NULL;
}

void
sj_drawing_open_view (SjDrawing *drawing)
{
  SjBox content = content_of (drawing);
  const SjCard *beginning = beginning_of (drawing);

  sj_drawing_begin (drawing);
  sj_view_open (&drawing->view, &content, beginning ? &beginning->box : &content);
  sj_drawing_touch (drawing, SJ_REDRAW_VIEW);
  sj_drawing_end (drawing);
}

void
sj_drawing_pan (SjDrawing *drawing, double dx, double dy)
{
  sj_view_pan (&drawing->view, dx, dy);
  sj_drawing_view_changed (drawing);
}

void
sj_drawing_zoom_by (SjDrawing *drawing, double notches, double x, double y)
{
  sj_view_zoom_by (&drawing->view, notches, x, y);
  sj_drawing_view_changed (drawing);
}

void
sj_drawing_zoom_to (SjDrawing *drawing, double zoom)
{
  const SjCard *card = sj_scene_find (drawing->scene, drawing->focus.node);
  SjBox visible = sj_view_visible (&drawing->view);
  double x = drawing->view.width / 2, y = drawing->view.height / 2;

  if (card != NULL && sj_box_overlaps (&visible, &card->box))
    sj_view_to_widget (&drawing->view, card->box.x + card->box.width / 2.0, card->box.y + card->box.height / 2.0, &x,
                       &y);
  sj_view_zoom_at (&drawing->view, zoom, x, y);
  sj_drawing_view_changed (drawing);
}

static SjBox
selected_box (const SjDrawing *drawing)
{
  SjBox box = { 0, 0, 0, 0 };
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, drawing->nodes);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const SjCard *card = sj_scene_find (drawing->scene, key);

      if (card != NULL)
        box = sj_box_around (&box, &card->box);
    }
  g_hash_table_iter_init (&iter, drawing->paths);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const SjPath *path = sj_drawing_by_key (drawing, key);
      const SjRoute *route = path ? sj_scene_route_of (drawing->scene, path) : NULL;

      if (route != NULL && route->n_points > 0)
        box = sj_box_around (&box, &route->bounds);
    }
  return box;
}

void
sj_drawing_fit (SjDrawing *drawing, bool selection)
{
  SjBox box = selection ? selected_box (drawing) : content_of (drawing);

  if (sj_box_is_empty (&box))
    box = content_of (drawing);
  sj_drawing_begin (drawing);
  sj_view_fit (&drawing->view, &box);
  sj_drawing_touch (drawing, SJ_REDRAW_VIEW | SJ_REDRAW_GLIDE);
  sj_drawing_end (drawing);
}

void
sj_drawing_reveal (SjDrawing *drawing, const char *node, const char *path)
{
  const SjCard *card = sj_scene_find (drawing->scene, node);
  const SjRoute *route = sj_drawing_route (drawing, node, path);
  SjPoint middle;
  SjBox box;

  if (card == NULL)
    return;
  box = card->box;
  if (route != NULL && sj_scene_plus (route, NULL, &middle))
    box = (SjBox) { middle.x - SJ_SCENE_GRID, middle.y - SJ_SCENE_GRID, 2 * SJ_SCENE_GRID, 2 * SJ_SCENE_GRID };
  sj_drawing_begin (drawing);
  if (drawing->view.width > 0 && sj_view_reveal (&drawing->view, &box))
    sj_drawing_touch (drawing, SJ_REDRAW_VIEW | SJ_REDRAW_GLIDE);
  sj_drawing_end (drawing);
}

bool
sj_drawing_is_lost (const SjDrawing *drawing)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  SjBox visible = sj_view_visible (&drawing->view);

  sj_scene_cards_in (drawing->scene, &visible, found);
  return found->len == 0 && sj_scene_n_cards (drawing->scene) > 0;
}
