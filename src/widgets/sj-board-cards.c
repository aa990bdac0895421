/* sj-board-cards.c -- a widget for each step, and for each way out of the focused one.
 *
 * They come and go as the scene says, and tell assistive technology what they are.
 */
#include "widgets/sj-board-private.h"

#include "widgets/sj-port-view.h"

#include <adwaita.h>
#include <math.h>

#define PORT_SIZE 24
#define DRIFT_TIME (200 * G_TIME_SPAN_MILLISECOND)

/* Names cost a search through each step's surroundings, and all of them say how many
 * steps there are: those of a large journey are told a few at a time. */
static gboolean
tell_some_cb (gpointer data)
{
  SjBoard *board = data;
  GtkWidget *view = gtk_widget_get_first_child (board->plane);
  int64_t until = g_get_monotonic_time () + 2 * G_TIME_SPAN_MILLISECOND;

  for (; view != NULL; view = gtk_widget_get_next_sibling (view))
    {
      if (sj_card_view_told (SJ_CARD_VIEW (view)) == board->telling_turn)
        continue;
      if (g_get_monotonic_time () >= until)
        return G_SOURCE_CONTINUE;
      sj_card_view_tell (SJ_CARD_VIEW (view), board->telling_turn);
    }
  board->telling = 0;
  return G_SOURCE_REMOVE;
}

static void
tell_all (SjBoard *board)
{
  board->telling_turn++;
  if (board->telling == 0)
    board->telling = g_idle_add_full (G_PRIORITY_LOW, tell_some_cb, board, NULL);
}

void
sj_board_place_card (SjBoard *board, SjCard *card)
{
  g_ptr_array_add (board->placed, card->data);
  gtk_widget_queue_allocate (board->plane);
}

void
sj_board_add_card (SjBoard *board, SjCard *card)
{
  GtkWidget *view = sj_card_view_new (&board->stage, card);

  card->data = view;
  gtk_widget_set_child_visible (view, FALSE);
  gtk_widget_set_parent (view, board->plane);
  sj_board_place_card (board, card);
  board->stale = true;
  tell_all (board);
}

void
sj_board_remove_card (SjBoard *board, SjCard *card)
{
  GtkWidget *view = card->data;

  if (view == NULL)
    return;
  card->data = NULL;
  sj_card_view_lose (SJ_CARD_VIEW (view));
  while (g_ptr_array_remove_fast (board->placed, view))
    ;
  g_ptr_array_remove_fast (board->adrift, view);
  g_ptr_array_remove_fast (board->cards, card);
  gtk_widget_unparent (view);
  board->stale = true;
  tell_all (board);
}

/* ---------------------------------------------------------------- tidied cards glide */

static void
place_adrift (SjBoard *board)
{
  for (unsigned i = 0; i < board->adrift->len; i++)
    g_ptr_array_add (board->placed, g_ptr_array_index (board->adrift, i));
  gtk_widget_queue_allocate (board->plane);
}

static void
land (SjBoard *board)
{
  for (unsigned i = 0; i < board->adrift->len; i++)
    sj_card_view_set_offset (g_ptr_array_index (board->adrift, i), GRAPHENE_POINT_INIT (0, 0));
  place_adrift (board);
  g_ptr_array_set_size (board->adrift, 0);
  board->adrift_tick = 0;
}

void
sj_board_end_drift (SjBoard *board)
{
  if (board->adrift_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (board), board->adrift_tick);
  land (board);
}

static gboolean
drift_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SjBoard *board = SJ_BOARD (widget);
  double part = (double) (gdk_frame_clock_get_frame_time (clock) - board->adrift_since) / DRIFT_TIME;

  board->adrift_part = pow (1 - CLAMP (part, 0, 1), 3);
  place_adrift (board);
  if (part < 1)
    return G_SOURCE_CONTINUE;
  land (board);
  return G_SOURCE_REMOVE;
}

void
sj_board_let_drift (SjBoard *board)
{
  sj_board_end_drift (board);
  if (!adw_get_enable_animations (GTK_WIDGET (board)) || !gtk_widget_get_mapped (GTK_WIDGET (board)))
    return;
  for (unsigned i = 0; i < board->placed->len; i++)
    {
      SjCardView *view = g_ptr_array_index (board->placed, i);
      const SjBox *box = &sj_card_view_card (view)->box;
      graphene_rect_t was;

      if (!gtk_widget_get_child_visible (GTK_WIDGET (view)) ||
          g_ptr_array_find (board->adrift, view, NULL) ||
          !gtk_widget_compute_bounds (GTK_WIDGET (view), board->plane, &was))
        continue;
      was.origin.x -= (float) sj_stage_x (&board->stage, box->x, box->width);
      was.origin.y -= (float) box->y;
      sj_card_view_set_offset (view, was.origin);
      g_ptr_array_add (board->adrift, view);
    }
  board->adrift_part = 1;
  board->adrift_since = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (GTK_WIDGET (board)));
  board->adrift_tick = gtk_widget_add_tick_callback (GTK_WIDGET (board), drift_cb, NULL, NULL);
}

/* ---------------------------------------------------------------- as the scene says */

static void
change_card (SjBoard *board, SjCard *card)
{
  sj_card_view_tell (SJ_CARD_VIEW (card->data), board->telling_turn);
  gtk_widget_queue_draw (card->data);
}

void
sj_board_scene_changed (SjScene *scene, SjSceneChange change, SjCard *card, SjRoute *route, gpointer data)
{
  SjBoard *board = data;

  switch (change)
    {
    case SJ_SCENE_CARD_ADDED:
      sj_board_add_card (board, card);
      break;
    case SJ_SCENE_CARD_REMOVED:
      sj_board_remove_card (board, card);
      break;
    case SJ_SCENE_CARD_CHANGED:
      change_card (board, card);
      break;
    case SJ_SCENE_CARD_MOVED:
      if (gtk_widget_get_width (card->data) != card->box.width ||
          gtk_widget_get_height (card->data) != card->box.height)
        gtk_widget_queue_resize (card->data);
      sj_board_place_card (board, card);
      board->stale = true;
      break;
    case SJ_SCENE_ROUTE_REMOVED:
      g_ptr_array_remove_fast (board->routes, route);
      sj_board_route_free (route);
      board->stale = true;
      break;
    case SJ_SCENE_ROUTE_ADDED:
    case SJ_SCENE_ROUTE_CHANGED:
      board->stale = true;
      break;
    }
  sj_far_forget (board->far);
}


/* ---------------------------------------------------------------- ports */

void
sj_board_drop_ports (SjBoard *board)
{
  for (unsigned i = 0; i < board->ports->len; i++)
    gtk_widget_unparent (g_ptr_array_index (board->ports, i));
  g_ptr_array_set_size (board->ports, 0);
  g_clear_pointer (&board->ports_of, g_free);
}

/* The ports of the focused step stand beside the cards, after the last: GTK's focus and
 * assistive technology meet them there. */
void
sj_board_make_ports (SjBoard *board, const SjFocus *focus)
{
  SjCard *card = focus->node ? sj_scene_find (sj_board_scene (board), focus->node) : NULL;

  sj_board_drop_ports (board);
  if (card == NULL)
    return;
  board->ports_of = g_strdup (focus->node);
  for (uint32_t i = 0; i < card->node->n_paths; i++)
    {
      GtkWidget *port = sj_port_view_new (board->stage.drawing, focus->node, card->node->paths[i]->id);

      gtk_widget_set_parent (port, GTK_WIDGET (board));
      g_ptr_array_add (board->ports, port);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (board));
}

GtkWidget *
sj_board_focused_widget (SjBoard *board)
{
  const SjFocus *focus = sj_drawing_focus (board->stage.drawing);
  SjCard *card = focus->node ? sj_scene_find (sj_board_scene (board), focus->node) : NULL;

  if (card == NULL)
    return GTK_WIDGET (board);
  for (unsigned i = 0; focus->path != NULL && i < board->ports->len; i++)
    if (strcmp (sj_port_view_path (g_ptr_array_index (board->ports, i)), focus->path) == 0)
      return g_ptr_array_index (board->ports, i);
  return card->data;
}

void
sj_board_place_ports (SjBoard *board)
{
  SjCard *card = board->ports_of ? sj_scene_find (sj_board_scene (board), board->ports_of) : NULL;

  for (unsigned i = 0; i < board->ports->len; i++)
    {
      GtkWidget *widget = g_ptr_array_index (board->ports, i);
      SjPoint port = card && i < card->node->n_paths ? sj_card_out_port (card, i) : (SjPoint) { 0, 0 };
      double x, y;

      sj_view_to_widget (&board->stage.view, port.x, port.y, &x, &y);
      gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_allocate (widget, PORT_SIZE, PORT_SIZE, -1,
                           gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) (x - PORT_SIZE / 2),
                                                                               (float) (y - PORT_SIZE / 2))));
    }
}
