/* sj-stage.h -- what everything on the canvas is drawn with: one drawing, one look, one zoom.
 *
 * One for each canvas; its parts borrow it.  `turn` grows whenever cards have to be drawn
 * anew though nothing in them changed: another theme, font, overlay or level of detail.
 *
 * Drawn places are those of the scene, mirrored about x = 0 where text runs from right to left.
 */
#pragma once

#include "scene/sj-drawing.h"
#include "widgets/sj-look.h"

/* How much of a card is to be seen. */
typedef enum
{
  SJ_DETAIL_BLOCKS,     /* below 12 %: coloured blocks */
  SJ_DETAIL_SHAPES,     /* below 30 %: the group's shape, badges as dots */
  SJ_DETAIL_LABELS,     /* below 60 %: tile, label, badges */
  SJ_DETAIL_ALL
} SjDetail;

typedef struct
{
  SjLook look;
  SjDrawing *drawing;   /* borrowed, or NULL */
  SjView view;          /* what is shown: on the way to the drawing's own while it glides there */
  SjDetail detail;
  double step;          /* the zoom that least widths are made for, so that few zooms need new ones */
  unsigned turn;
} SjStage;

static inline SjDetail
sj_detail_of (double zoom)
{
  return zoom >= 0.6 ? SJ_DETAIL_ALL : zoom >= 0.3 ? SJ_DETAIL_LABELS :
         zoom >= 0.12 ? SJ_DETAIL_SHAPES : SJ_DETAIL_BLOCKS;
}

static inline double
sj_step_of (double zoom)
{
  return zoom > 2 ? 4 : zoom > 1 ? 2 : zoom >= 0.6 ? 1 : zoom >= 0.45 ? 0.45 : zoom >= 0.3 ? 0.3 : zoom;
}

/* The largest zoom that pictures are shown at before they are made anew. */
static inline double
sj_stage_sharp (const SjStage *stage)
{
  return stage->step < 0.6 ? stage->step * 4 / 3 : stage->step;
}

static inline double
sj_stage_x (const SjStage *stage, double x, double width)
{
  return stage->look.mirrored ? -x - width : x;
}

/* A length that is never less than so many pixels. */
static inline double
sj_stage_at_least (const SjStage *stage, double length, double pixels)
{
  return MAX (length, pixels / stage->step);
}
