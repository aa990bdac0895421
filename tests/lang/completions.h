/* completions.h -- what an editor is offered at a place of a text, in either language. */
#pragma once

#include "lang/sj-complete.h"

typedef struct
{
  const char *text;         /* the cursor is its last bar */
  const char *offered;      /* or NULL */
  const char *missing;      /* or NULL */
} Completion;

typedef GPtrArray *(*Complete) (const char *text, size_t cursor, const void *env);

void check_completion (const Completion *row, Complete complete, const void *env);
