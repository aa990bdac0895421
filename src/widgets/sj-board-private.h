/* sj-board-private.h -- what the parts of the board share. */
#pragma once

#include "widgets/sj-card-view.h"
#include "widgets/sj-far.h"
#include "widgets/sj-board.h"

typedef struct SjPlane SjPlane;

struct _SjBoard
{
  GtkWidget parent_instance;

  SjStage stage;
  GtkWidget *plane;         /* owned: parent of all cards */
  GtkWidget *ports[64];     /* owned: of the focused node, for assistive technology; as many as it has paths */
  unsigned n_ports;
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
