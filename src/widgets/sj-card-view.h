/* sj-card-view.h -- one step of a journey on the canvas: a light widget that draws itself.
 *
 * Assistive technology meets the steps as these.  The widget keeps what it drew until its
 * card's stamp, the level of detail or the stage's turn is another; marks (selected,
 * focused, …) are drawn on top, so they cost nothing but the frame.
 */
#pragma once

#include "widgets/sj-stage.h"

#define SJ_TYPE_CARD_VIEW (sj_card_view_get_type ())
G_DECLARE_FINAL_TYPE (SjCardView, sj_card_view, SJ, CARD_VIEW, GtkWidget)

GtkWidget *sj_card_view_new  (SjStage *stage, SjCard *card);    /* both borrowed */
SjCard    *sj_card_view_card (SjCardView *view);
/* The card is about to go. */
void       sj_card_view_lose (SjCardView *view);

/* How far from its place it is shown when a glide begins; 0, 0 otherwise. */
void             sj_card_view_set_offset (SjCardView *view, graphene_point_t offset);
graphene_point_t sj_card_view_offset     (SjCardView *view);

/* Name, description, states and what follows, for assistive technology. */
void       sj_card_view_tell         (SjCardView *view, unsigned turn);
unsigned   sj_card_view_told         (SjCardView *view);    /* the turn of the last time */
/* Draws its marks anew, and says whether it is selected. */
void       sj_card_view_follow_marks (SjCardView *view);
/* How many findings it shows; false: as many as before. */
bool       sj_card_view_set_found    (SjCardView *view, unsigned n_errors, unsigned n_warnings);
bool       sj_card_view_has_error    (SjCardView *view);
/* Title, fact and the first problems, a line each; owned by the caller. */
char      *sj_card_view_tooltip      (SjCardView *view);
/* Its title alone, to be read from afar; lent, and kept until the card changes. */
GskRenderNode *sj_card_view_label    (SjCardView *view, int *width, int *height);

/* A card without a widget, its upper left corner at 0, 0; nothing is selected or focused. */
void           sj_card_draw          (SjStage *stage, GtkSnapshot *snapshot, SjCard *card);
