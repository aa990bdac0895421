/* sj-paint.h -- which colours the words of both languages get in an editor.
 *
 * Works on text that is being written, finished or not, and says nothing about its
 * being right: that is what compiling finds out.
 */
#pragma once

#include "base/sj-types.h"

typedef enum
{
  SJ_PAINT_TEXT,            /* in quotes */
  SJ_PAINT_NUMBER,
  SJ_PAINT_WORD,            /* and, or, not, each, else */
  SJ_PAINT_FUNCTION,        /* a function or helper that there is */
  SJ_PAINT_FIELD,           /* what is read from data */
  SJ_PAINT_TAG,             /* {{ }} and the like */
  SJ_PAINT_COMMENT,
  SJ_N_PAINTS
} SjPaint;

typedef struct
{
  SjPaint paint;
  size_t start, end;        /* bytes */
} SjPainted;

/* In their order, not overlapping; of SjPainted.  Free with g_array_unref (). */
GArray *sj_paint_expression (const char *text, size_t length);
GArray *sj_paint_template   (const char *text, size_t length);
GArray *sj_paint_json       (const char *text, size_t length);
