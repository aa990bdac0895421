/* sj-appearance.h -- the table of sj-appearance.def, for whoever draws.
 *
 * Knows no toolkit, so that tests and exports read the same table.
 */
#pragma once

#include "model/sj-kind.h"

typedef enum
{
#define SJ_COLOUR(name, light, dark) SJ_COLOUR_##name,
#define SJ_LINE(role, colour, dashes, mark)
#define SJ_SHAPED(group, colour, shape)
#include "widgets/sj-appearance.def"
  SJ_N_COLOURS
} SjColour;

typedef enum
{
  SJ_SHAPE_CIRCLE,
  SJ_SHAPE_DIAMOND,
  SJ_SHAPE_SQUARE,      /* rounded */
  SJ_SHAPE_PILL
} SjTileShape;

/* Instead of an icon: the path's place among those of its node, counted from 1. */
#define SJ_MARK_ORDER "1"

typedef struct
{
  SjColour colour;
  uint8_t dashes[4];    /* lengths drawn and left out; the first 0: solid, the third 0: just two */
  const char *mark;     /* name of an icon, SJ_MARK_ORDER, or NULL */
} SjLineStyle;

typedef struct
{
  SjColour colour;
  SjTileShape shape;
} SjGroupStyle;

extern const SjLineStyle  sj_line_styles[SJ_N_ROLES];
extern const SjGroupStyle sj_group_styles[SJ_N_GROUPS];

uint32_t sj_colour_rgb (SjColour colour, bool dark);    /* 0xrrggbb */
/* Of WCAG 2: 1 … 21. */
double   sj_contrast   (uint32_t rgb, uint32_t ground);
