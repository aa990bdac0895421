/* sj-card.h -- how large the card of a step is, in the units of its place. */
#pragma once

#include "model/sj-arrange.h"
#include "model/sj-node.h"

static inline int
sj_card_height (const SjNode *node)
{
  return SJ_ARRANGE_CARD_HEIGHT + (node->n_paths > 1 ? SJ_ARRANGE_ROW_HEIGHT * (int) node->n_paths : 0);
}
