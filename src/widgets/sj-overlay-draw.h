/* sj-overlay-draw.h -- numbers of a run, one profile's way, or the differences of two versions, on cards and paths.
 *
 * Never changes the size of a card.  What is told by colour is told by a number, a mark
 * or a line as well.
 */
#pragma once

#include "widgets/sj-route-draw.h"

/* Above what the card draws; in its own units. */
void sj_overlay_draw_card   (SjStage *stage, GtkSnapshot *snapshot, const SjCard *card);
/* What a count takes at the start of a path's row; 0: nothing. */
int  sj_overlay_row_width   (SjStage *stage, const SjNode *node, uint32_t index);
/* Colour, width and dashes of a path under the overlay. */
void sj_overlay_style_route (const SjStage *stage, const SjRoute *route, SjRouteStyle *style);
/* Whether the overlay puts a step into the background. */
bool sj_overlay_dims        (const SjStage *stage, const SjCard *card);
/* What widths and colours mean, in the upper start corner; in pixels of the widget. */
void sj_overlay_draw_legend (SjStage *stage, GtkSnapshot *snapshot);
