/* sj-board-private.h -- what the parts of the board share. */
#pragma once

#include "widgets/sj-card-view.h"
#include "widgets/sj-far.h"
#include "widgets/sj-board.h"

struct _SjBoard
{
  GtkWidget parent_instance;

  SjStage stage;
  GtkWidget *plane;         /* owned: parent of all cards */
  GPtrArray *ports;         /* owned: widgets for the ways out of the focused node */
  char *ports_of;           /* owned id, or NULL */
  SjFar *far;               /* owned */
  GPtrArray *cards;         /* owned: in the ring, in the order of drawing */
  GPtrArray *routes;        /* owned: in the ring */
  GPtrArray *placed;        /* owned: card views to be allocated */
  SjBox ring;               /* of the scene: what is drawn for */
  unsigned turn;            /* that the cards in the ring were drawn for */
  bool stale;               /* cards or routes came or went since the ring was read */
  unsigned telling;         /* source that tells names, or 0 */
  unsigned telling_turn;    /* cards that were told at another turn are told again */
  unsigned ticking;         /* tick callback, or 0 */
  unsigned look_ids[3];

  GPtrArray *adrift;        /* owned: card views on their way to where they belong */
  int64_t adrift_since;
  double adrift_part;       /* of their way that is left: 1 … 0 */
  unsigned adrift_tick;     /* tick callback, or 0 */

  SjView from;              /* of a glide */
  int64_t glide_start;      /* 0: none */
  unsigned gliding;         /* tick callback, or 0 */

  double pointer_x, pointer_y, pressed_x, pressed_y;
  bool pointer_inside, wheel_zooms, space;
  int64_t space_since;
  double pinch;             /* scale of the gesture so far */
  double fling_x, fling_y;  /* pixels a second */
  int64_t fling_time;
  unsigned flinging;        /* tick callback, or 0 */
};

/* sj-board-input.c */
void sj_board_add_input  (SjBoard *board);
void sj_board_set_cursor (SjBoard *board);

/* sj-board-hand.c: what stands above all cards, in pixels of the widget */
void sj_board_draw_hand (SjBoard *board, GtkSnapshot *snapshot);

/* sj-board-plane.c */
GtkWidget *sj_plane_new           (SjBoard *board);
void       sj_board_route_free    (SjRoute *route);       /* what was drawn of it */
void       sj_board_forget_routes (SjScene *scene);

/* sj-board-cards.c */
void       sj_board_add_card       (SjBoard *board, SjCard *card);
void       sj_board_remove_card    (SjBoard *board, SjCard *card);
void       sj_board_place_card     (SjBoard *board, SjCard *card);
/* Cards that were just moved go there in a while; and: they are there. */
void       sj_board_let_drift      (SjBoard *board);
void       sj_board_end_drift      (SjBoard *board);
void       sj_board_scene_changed  (SjScene *scene, SjSceneChange change, SjCard *card, SjRoute *route, gpointer board);
void       sj_board_make_ports     (SjBoard *board, const SjFocus *focus);
void       sj_board_place_ports    (SjBoard *board);
void       sj_board_drop_ports     (SjBoard *board);
GtkWidget *sj_board_focused_widget (SjBoard *board);

static inline SjScene *
sj_board_scene (const SjBoard *board)
{
  return board->stage.drawing ? sj_drawing_scene (board->stage.drawing) : NULL;
}

static inline bool
sj_board_is_far (const SjBoard *board)
{
  return board->stage.detail < SJ_DETAIL_LABELS;
}

/* Differs wherever everything has to be drawn anew. */
static inline unsigned
sj_board_turn (const SjBoard *board)
{
  return board->stage.turn * 2048 + board->stage.detail * 512 + (unsigned) (board->stage.step * 100);
}
