/* sj-condition.h -- a condition with a name, for parts of messages.
 *
 * One rule, used by many messages: changing it changes what all of them show.
 */
#pragma once

#include "content/sj-content.h"

typedef struct
{
  char *id;
  char *name;
  char *description;
  char *expression;         /* of the expression language; null counts as no */
} SjCondition;

extern const SjSpec sj_condition_spec;

SJ_CONTENT_TYPE (SjCondition, condition)
