/* sj-time-pattern.h -- Java's date patterns, taken apart.
 *
 * One reader for writing and for reading dates.  It refuses what Java refuses:
 * letters that mean nothing, too many of one, { } and #, a quote that is not
 * closed, a closing bracket without an opening one.  Letters that Java knows and
 * that are not in its table are refused as well.
 */
#pragma once

#include "base/sj-types.h"

typedef struct
{
  const char *at;
  const char *end;
  unsigned depth;     /* of optional parts */
  bool quoted;
} SjPattern;

typedef struct
{
  char letter;        /* of a field; '[' and ']'; '\0' for literal text */
  int count;          /* how often the letter stands there */
  SjSlice literal;
} SjPatternItem;

typedef enum
{
  SJ_PATTERN_ITEM,
  SJ_PATTERN_END,
  SJ_PATTERN_BAD
} SjPatternResult;

static inline SjPattern
sj_pattern_begin (const char *text, size_t length)
{
  return (SjPattern) { text, text + length, 0, false };
}

SjPatternResult sj_pattern_next (SjPattern *pattern, SjPatternItem *item);

typedef enum
{
  SJ_SHOW_NEVER,
  SJ_SHOW_IF_ANY,    /* where they are not zero */
  SJ_SHOW_ALWAYS
} SjShow;

/* What X, x and Z show behind the hours of an offset. */
typedef struct
{
  SjShow minutes, seconds;
  bool colons;
} SjOffsetForm;

const SjOffsetForm *sj_offset_form (char letter, int count);
