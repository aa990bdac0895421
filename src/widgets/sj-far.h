/* sj-far.h -- the whole journey seen from afar, as one picture.
 *
 * Below 30 % a card is a few pixels and thousands of them are in view: they are drawn
 * into memory here, without a toolkit's help, in a time that a few hundred widgets or
 * ten thousand render nodes would take.  The picture covers the canvas exactly, in device
 * pixels, and is kept until something in it changes.
 */
#pragma once

#include "widgets/sj-stage.h"

typedef struct SjFar SjFar;

SjFar *sj_far_new  (void);
void   sj_far_free (SjFar *far);
/* What was drawn is out of date. */
void   sj_far_forget (SjFar *far);
/* Lent until the next call. */
GskRenderNode *sj_far_draw (SjFar *far, SjStage *stage);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjFar, sj_far_free)
