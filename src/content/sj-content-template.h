/* sj-content-template.h -- a beginning for messages of one channel.
 *
 * Using one copies its content into the message: later changes do not reach the
 * messages made from it (fragments do that).
 */
#pragma once

#include "content/sj-content.h"
#include "content/sj-variant.h"

typedef struct
{
  char *id;
  char *name;
  char *description;
  int32_t channel;          /* SjChannel */
  char **tags;
  SjContent content;
} SjContentTemplate;

extern const SjSpec sj_content_template_spec;

SJ_CONTENT_TYPE (SjContentTemplate, content_template)
