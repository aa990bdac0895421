/* sj-board-hand.c -- what stands above the cards: what is held, where it may go, and why not.
 *
 * Drawn anew in each frame that has any of it; there is little.
 */
#include "widgets/sj-board-private.h"

#include "widgets/sj-draw.h"
#include "widgets/sj-overlay-draw.h"
#include "widgets/sj-route-draw.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define BUBBLE_WIDTH 300
#define LABEL_MOST   48      /* labels from afar; where they would lie on one another fewer are drawn */
#define CELL_WIDTH   96.0
#define CELL_HEIGHT  24.0
#define CELL_ROWS    128

static graphene_rect_t
placed (const SjBoard *board, const SjBox *box)
{
  double x, y, width, height;

  sj_view_place (&board->stage.view, box, &x, &y, &width, &height);
  return GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height);
}

static void
at_point (const SjBoard *board, SjPoint point, double *x, double *y)
{
  sj_view_to_widget (&board->stage.view, point.x, point.y, x, y);
}

static GdkRGBA
see_through (const GdkRGBA *colour, double alpha)
{
  GdkRGBA result = *colour;

  result.alpha = (float) alpha;
  return result;
}

/* ---------------------------------------------------------------- cards to be */

static void
draw_ghost_content (SjBoard *board, GtkSnapshot *snapshot, const SjKind *kind)
{
  SjLook *look = &board->stage.look;
  g_autoptr (PangoLayout) title = sj_look_text (look, look->title, _(kind->title), SJ_SCENE_CARD_WIDTH - 68);
  int size = sj_look_size (look, 32, sj_stage_sharp (&board->stage)), across, down;

  pango_layout_get_pixel_size (title, &across, &down);
  sj_draw_picture (snapshot, sj_look_tile (look, kind->icon, kind->group, size),
                   look->mirrored ? SJ_SCENE_CARD_WIDTH - 46 : 14, 16, 32);
  sj_draw_text (snapshot, title, look->mirrored ? SJ_SCENE_CARD_WIDTH - 56 - across : 56, 32 - down / 2.0, &look->ink);
}

static void
draw_ghost (SjBoard *board, GtkSnapshot *snapshot, const SjBox *box, const SjKind *kind)
{
  SjLook *look = &board->stage.look;
  double zoom = board->stage.view.zoom;
  bool refused = sj_drawing_hand (board->stage.drawing)->verdict == SJ_VERDICT_NO;
  const GdkRGBA *colour = refused ? &look->colours[SJ_COLOUR_RED] : &look->accent;
  graphene_rect_t place = placed (board, box);
  GdkRGBA ground = see_through (&look->card, look->contrast ? 1 : 0.85);

  sj_draw_round_box (snapshot, &place, 10 * zoom, &ground);
  sj_draw_border (snapshot, &place, 10 * zoom, 2, colour);
  if (kind == NULL || zoom < 0.3)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &place.origin);
  gtk_snapshot_scale (snapshot, (float) zoom, (float) zoom);
  draw_ghost_content (board, snapshot, kind);
  gtk_snapshot_restore (snapshot);
}

static void
draw_boxes (SjBoard *board, GtkSnapshot *snapshot, const SjHand *hand)
{
  const SjLook *look = &board->stage.look;

  for (unsigned i = 0; hand->outlines != NULL && i < hand->outlines->len; i++)
    {
      graphene_rect_t place = placed (board, &g_array_index (hand->outlines, SjBox, i));

      sj_draw_dashed_box (snapshot, &place, 2, 5, &look->accent);
    }
  for (unsigned i = 0; hand->ghosts != NULL && i < hand->ghosts->len; i++)
    draw_ghost (board, snapshot, &g_array_index (hand->ghosts, SjBox, i),
                hand->ghosts->len == 1 ? hand->ghost_kind : NULL);
}

/* ---------------------------------------------------------------- lines */

static void
draw_guides (SjBoard *board, GtkSnapshot *snapshot, const SjHand *hand)
{
  const GdkRGBA *colour = &board->stage.look.colours[SJ_COLOUR_PURPLE];

  for (unsigned i = 0; hand->guides != NULL && i < hand->guides->len; i++)
    {
      const SjGuide *guide = &g_array_index (hand->guides, SjGuide, i);
      double x, y, end_x, end_y;
      bool level = guide->from.y == guide->to.y;

      at_point (board, guide->from, &x, &y);
      at_point (board, guide->to, &end_x, &end_y);
      sj_draw_box (snapshot, MIN (x, end_x), MIN (y, end_y), MAX (fabs (end_x - x), 1), MAX (fabs (end_y - y), 1),
                   colour);
      if (!guide->gap)
        continue;
      for (unsigned end = 0; end < 2; end++)
        {
          double at_x = end ? end_x : x, at_y = end ? end_y : y;

          if (level)
            sj_draw_box (snapshot, at_x - 0.5, at_y - 4, 1, 9, colour);
          else
            sj_draw_box (snapshot, at_x - 4, at_y - 0.5, 9, 1, colour);
        }
    }
}

static void
draw_live (SjBoard *board, GtkSnapshot *snapshot, const SjHand *hand)
{
  SjStage *stage = &board->stage;
  double zoom = stage->view.zoom;
  SjBox visible = sj_view_visible (&stage->view);
  SjRouteStyle style = { .colour = stage->look.accent, .width = sj_stage_at_least (stage, 3, 2), .rounded = true,
                         .arrow = true };

  if (hand->n_live < 2)
    return;
  if (hand->verdict == SJ_VERDICT_NO)
    style.colour = stage->look.colours[SJ_COLOUR_RED];
  else if (hand->live_path != NULL && hand->live_path->kind->role != SJ_ROLE_DEFAULT)
    style.colour = stage->look.colours[sj_line_styles[hand->live_path->kind->role].colour];
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (-stage->view.x * zoom),
                                                          (float) (-stage->view.y * zoom)));
  gtk_snapshot_scale (snapshot, (float) zoom, (float) zoom);
  sj_points_draw (stage, snapshot, hand->live, hand->n_live, &style, &visible);
  gtk_snapshot_restore (snapshot);
}

static void
draw_knob (SjBoard *board, GtkSnapshot *snapshot, SjPoint point, double radius, double width, const GdkRGBA *colour)
{
  double x, y;
  graphene_rect_t box;

  at_point (board, point, &x, &y);
  box = GRAPHENE_RECT_INIT ((float) (x - radius), (float) (y - radius), (float) (2 * radius), (float) (2 * radius));
  sj_draw_round_box (snapshot, &box, radius, &board->stage.look.card);
  sj_draw_border (snapshot, &box, radius, width, colour);
}

static bool
port_of (SjBoard *board, const SjPath *path, SjPoint *point)
{
  SjCard *card = sj_scene_card_of (sj_drawing_scene (board->stage.drawing), path->node);

  for (uint32_t i = 0; card != NULL && i < path->node->n_paths; i++)
    if (path->node->paths[i] == path)
      {
        *point = sj_card_out_port (card, i);
        return true;
      }
  return false;
}

/* Both ends of a selected path may be dragged; the port that would be joined is lit. */
static void
draw_ends (SjBoard *board, GtkSnapshot *snapshot, const SjHand *hand)
{
  const SjLook *look = &board->stage.look;
  const SjPath *selected = sj_drawing_selected_path (board->stage.drawing);
  SjRoute *route = selected ? sj_scene_route_of (sj_drawing_scene (board->stage.drawing), selected) : NULL;
  SjPoint port;

  if (route != NULL && route->n_points >= 2 && board->stage.detail >= SJ_DETAIL_LABELS)
    {
      draw_knob (board, snapshot, route->points[0], 7, 3, &look->accent);
      draw_knob (board, snapshot, route->points[route->n_points - 1], 7, 3, &look->accent);
    }
  if (hand->lit_path != NULL && port_of (board, hand->lit_path, &port))
    draw_knob (board, snapshot, port, 11, 4, &look->accent);
}

static void
draw_focused_port (SjBoard *board, GtkSnapshot *snapshot)
{
  const SjFocus *focus = sj_drawing_focus (board->stage.drawing);
  SjCard *card = focus->node && focus->path && !focus->on_line
                   ? sj_scene_find (sj_drawing_scene (board->stage.drawing), focus->node) : NULL;
  const SjPath *path = card ? sj_node_path (card->node, focus->path) : NULL;
  SjPoint port;
  double x, y;

  if (path == NULL || !port_of (board, path, &port))
    return;
  at_point (board, port, &x, &y);
  sj_draw_dashed_box (snapshot, &GRAPHENE_RECT_INIT ((float) (x - 13), (float) (y - 13), 26, 26), 2, 4,
                      &board->stage.look.ink);
}

static void
draw_band (SjBoard *board, GtkSnapshot *snapshot, const SjHand *hand)
{
  const SjLook *look = &board->stage.look;
  GdkRGBA inside = see_through (&look->accent, 0.15);
  graphene_rect_t place = placed (board, &hand->band);

  if (hand->state != SJ_HAND_BAND || sj_box_is_empty (&hand->band))
    return;
  if (!look->contrast)
    gtk_snapshot_append_color (snapshot, &inside, &place);
  sj_draw_border (snapshot, &place, 0, look->contrast ? 2 : 1, &look->accent);
}

/* ---------------------------------------------------------------- words */

static void
draw_hint (SjBoard *board, GtkSnapshot *snapshot, const SjHand *hand)
{
  SjLook *look = &board->stage.look;
  const GdkRGBA *colour = &look->colours[hand->verdict == SJ_VERDICT_NO ? SJ_COLOUR_RED : SJ_COLOUR_GREEN];
  const char *icon = hand->verdict == SJ_VERDICT_NO ? "sj-badge-error-symbolic" : "sj-mark-check-symbolic";
  bool mark = hand->verdict != SJ_VERDICT_NONE;
  g_autoptr (PangoLayout) layout = NULL;
  double x, y, width, height;
  int across, down;
  graphene_rect_t box;

  if (hand->hint == NULL)
    return;
  layout = sj_look_text (look, look->caption, hand->hint, 0);
  pango_layout_set_single_paragraph_mode (layout, false);
  pango_layout_set_width (layout, BUBBLE_WIDTH * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_get_pixel_size (layout, &across, &down);
  at_point (board, hand->hint_at, &x, &y);
  width = across + (mark ? 44 : 24);
  height = MAX (down, 16) + 16;
  x = CLAMP (x + 16, 8, MAX (board->stage.view.width - width - 8, 8));
  y = CLAMP (y + 20, 8, MAX (board->stage.view.height - height - 8, 8));
  box = GRAPHENE_RECT_INIT ((float) round (x), (float) round (y), (float) width, (float) height);
  sj_draw_round_box (snapshot, &box, 8, &look->card);
  sj_draw_border (snapshot, &box, 8, 1.5, mark ? colour : &look->edge);
  if (mark)
    sj_draw_picture (snapshot, sj_look_icon (look, icon, colour, sj_look_size (look, 16, 1)),
                     box.origin.x + (look->mirrored ? width - 28 : 12), box.origin.y + (height - 16) / 2, 16);
  pango_layout_set_width (layout, across * PANGO_SCALE);
  sj_draw_text (snapshot, layout, box.origin.x + (mark && !look->mirrored ? 34 : 12),
                box.origin.y + (height - down) / 2, &look->ink);
}

/* ---------------------------------------------------------------- from afar */

/* Which labels have been drawn, and roughly where: most that would lie on another are
 * found by their cell alone. */
typedef struct
{
  graphene_rect_t boxes[LABEL_MOST];
  unsigned n;
  uint64_t cells[CELL_ROWS];    /* one bit a column */
} Labels;

static bool
is_free (const Labels *labels, const graphene_rect_t *box)
{
  for (unsigned i = 0; i < labels->n; i++)
    if (graphene_rect_intersection (box, &labels->boxes[i], NULL))
      return false;
  return true;
}

static void
draw_label (SjBoard *board, GtkSnapshot *snapshot, SjCard *card, Labels *labels)
{
  SjLook *look = &board->stage.look;
  graphene_rect_t place = placed (board, &card->box), box;
  double middle = place.origin.x + place.size.width / 2;
  unsigned column = (unsigned) CLAMP (middle / CELL_WIDTH, 0, 63);
  unsigned row = (unsigned) CLAMP (place.origin.y / CELL_HEIGHT, 0, CELL_ROWS - 1);
  int across, down;
  GskRenderNode *text;

  if (labels->n == LABEL_MOST || labels->cells[row] & UINT64_C (1) << column)
    return;
  text = sj_card_view_label (SJ_CARD_VIEW (card->data), &across, &down);
  box = GRAPHENE_RECT_INIT ((float) round (middle - across / 2.0) - 6, place.origin.y - (float) down - 8,
                            (float) across + 12, (float) down + 4);
  labels->cells[row] |= UINT64_C (1) << column;
  if (!is_free (labels, &box) || text == NULL)
    return;
  labels->boxes[labels->n++] = box;
  sj_draw_round_box (snapshot, &box, 6, &look->card);
  sj_draw_border (snapshot, &box, 6, 1, card->marks & SJ_MARK_SELECTED ? &look->accent : &look->edge);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (box.origin.x + 6, box.origin.y + 2));
  gtk_snapshot_append_node (snapshot, text);
  gtk_snapshot_restore (snapshot);
}

static bool
keeps_label (SjCard *card, unsigned rank)
{
  if (rank == 0)
    return (card->marks & (SJ_MARK_FOCUSED | SJ_MARK_HOVERED)) != 0;
  if (rank == 1)
    return (card->marks & (SJ_MARK_SELECTED | SJ_MARK_FOUND)) != 0 && !keeps_label (card, 0);
  return card->data != NULL && sj_card_view_has_error (card->data) && !keeps_label (card, 0) && !keeps_label (card, 1);
}

static void
draw_far_marks (SjBoard *board, GtkSnapshot *snapshot, SjCard *card)
{
  const SjLook *look = &board->stage.look;
  graphene_rect_t place = placed (board, &card->box);

  graphene_rect_inset (&place, -4, -4);
  if (card->marks & SJ_MARK_FOCUSED && gtk_widget_has_visible_focus (GTK_WIDGET (card->data)))
    sj_draw_dashed_box (snapshot, &place, 2, 4, &look->ink);
  if (card->marks & SJ_MARK_HOVERED)
    sj_draw_border (snapshot, &place, 4, 1, &look->ink);
  if (card->marks & (SJ_MARK_TARGET | SJ_MARK_REFUSES))
    sj_draw_border (snapshot, &place, 4, 3,
                    &look->colours[card->marks & SJ_MARK_REFUSES ? SJ_COLOUR_RED : SJ_COLOUR_GREEN]);
}

/* What matters keeps a label that can be read; those that have the focus first. */
static void
draw_labels (SjBoard *board, GtkSnapshot *snapshot)
{
  SjBox visible = sj_view_visible (&board->stage.view);
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  Labels labels = { .n = 0 };
  unsigned n_errors = 0;

  sj_scene_cards_in (sj_drawing_scene (board->stage.drawing), &visible, cards);
  for (unsigned i = 0; i < cards->len; i++)
    if (((SjCard *) g_ptr_array_index (cards, i))->marks != 0)
      draw_far_marks (board, snapshot, g_ptr_array_index (cards, i));
  /* Where so many are wrong, their dots say it. */
  for (unsigned i = 0; i < cards->len && n_errors <= LABEL_MOST; i++)
    n_errors += keeps_label (g_ptr_array_index (cards, i), 2);
  for (unsigned rank = 0; rank < (n_errors > LABEL_MOST ? 2 : 3); rank++)
    for (unsigned i = 0; i < cards->len && labels.n < LABEL_MOST; i++)
      if (keeps_label (g_ptr_array_index (cards, i), rank))
        draw_label (board, snapshot, g_ptr_array_index (cards, i), &labels);
}

void
sj_board_draw_hand (SjBoard *board, GtkSnapshot *snapshot)
{
  const SjHand *hand = sj_drawing_hand (board->stage.drawing);

  if (board->stage.detail < SJ_DETAIL_LABELS)
    draw_labels (board, snapshot);
  draw_ends (board, snapshot, hand);
  draw_focused_port (board, snapshot);
  draw_boxes (board, snapshot, hand);
  draw_live (board, snapshot, hand);
  draw_guides (board, snapshot, hand);
  draw_band (board, snapshot, hand);
  sj_overlay_draw_legend (&board->stage, snapshot);
  draw_hint (board, snapshot, hand);
}
