/* sj-style.h -- how a component of a message looks, as data.
 *
 * What is not set is inherited from what stands around it, so 0 and NULL never
 * mean "none": they mean "as there".
 */
#pragma once

#include "base/sj-config.h"

typedef enum
{
  SJ_ALIGN_INHERIT,
  SJ_ALIGN_LEFT,
  SJ_ALIGN_CENTER,
  SJ_ALIGN_RIGHT
} SjAlign;

/* In pixels. */
typedef struct
{
  int64_t top, right, bottom, left;
} SjEdges;

typedef struct
{
  double width;             /* in percent of what is around it */
  int32_t align;            /* SjAlign */
  char *color;              /* of the text: "#1a2b3c" */
  char *background;
  char *font;               /* "Georgia, serif" */
  int64_t font_size;        /* pixels */
  bool bold;
  SjEdges *padding;
  SjEdges *margin;
  int64_t border;           /* pixels */
  char *border_color;
  int64_t radius;           /* of the corners, pixels */
} SjStyle;

extern const SjSpec sj_style_spec;

bool sj_is_color (const char *text);    /* "#fff", "#1a2b3c" */
