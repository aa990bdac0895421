/* sj-geometry.h -- points and boxes in the units of the journey's places.
 *
 * A box holds its left and upper edge and not its right and lower one, so boxes
 * side by side do not overlap.
 */
#pragma once

#include "base/sj-types.h"

typedef struct
{
  int32_t x, y;
} SjPoint;

typedef struct
{
  int32_t x, y, width, height;
} SjBox;

static inline int32_t
sj_box_right (const SjBox *box)
{
  return box->x + box->width;
}

static inline int32_t
sj_box_bottom (const SjBox *box)
{
  return box->y + box->height;
}

static inline bool
sj_box_is_empty (const SjBox *box)
{
  return box->width <= 0 || box->height <= 0;
}

static inline bool
sj_box_overlaps (const SjBox *box, const SjBox *other)
{
  return box->x < sj_box_right (other) && other->x < sj_box_right (box) &&
         box->y < sj_box_bottom (other) && other->y < sj_box_bottom (box);
}

static inline bool
sj_box_holds (const SjBox *box, SjPoint point)
{
  return point.x >= box->x && point.x < sj_box_right (box) && point.y >= box->y && point.y < sj_box_bottom (box);
}

static inline SjBox
sj_box_grown (const SjBox *box, int32_t by)
{
  return (SjBox) { box->x - by, box->y - by, box->width + 2 * by, box->height + 2 * by };
}

static inline bool
sj_box_equal (const SjBox *box, const SjBox *other)
{
  return box->x == other->x && box->y == other->y && box->width == other->width && box->height == other->height;
}

/* The smallest box around both; an empty one does not count. */
static inline SjBox
sj_box_around (const SjBox *box, const SjBox *other)
{
  int32_t x, y;

  if (sj_box_is_empty (box))
    return *other;
  if (sj_box_is_empty (other))
    return *box;
  x = box->x < other->x ? box->x : other->x;
  y = box->y < other->y ? box->y : other->y;
  return (SjBox) {
    x, y,
    (sj_box_right (box) > sj_box_right (other) ? sj_box_right (box) : sj_box_right (other)) - x,
    (sj_box_bottom (box) > sj_box_bottom (other) ? sj_box_bottom (box) : sj_box_bottom (other)) - y,
  };
}
