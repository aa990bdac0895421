/* sj-card.h -- how large the card of a step is, in the units of its place. */
#pragma once

#include "model/sj-node.h"

#define SJ_CARD_WIDTH  208
#define SJ_CARD_HEIGHT 64     /* without the rows of its paths */
#define SJ_CARD_ROW    24     /* of one path, when there is more than one */
#define SJ_CARD_COLUMN 288    /* from column to column */
#define SJ_CARD_FREE   32     /* between two cards of a column */

static inline int
sj_card_height (const SjNode *node)
{
  return SJ_CARD_HEIGHT + (node->n_paths > 1 ? SJ_CARD_ROW * (int) node->n_paths : 0);
}
