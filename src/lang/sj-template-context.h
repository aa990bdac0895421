/* sj-template-context.h -- one JSON document as the data of a message template.
 *
 * For command lines, tests and previews: `fragments` (id → template), `datasets`
 * (id → key → record) and `external` (action → response; "$request" answers with
 * the request itself) are what the rendering's host knows; the rest of the
 * document is the root object, with `profile`, `context`, ….
 */
#pragma once

#include "lang/sj-template.h"

typedef struct
{
  SjTemplateEnv env;        /* for compiling */
  SjTemplateHost host;      /* for rendering; its data is this struct */
  SjValue root;
  SjValue fragments;
  SjValue datasets;
  SjValue external;
} SjTemplateContext;

/* `value` and `arena` must live as long as the context. */
void sj_template_context_init (SjTemplateContext *context, SjArena *arena, SjValue value);
void sj_template_context_use  (const SjTemplateContext *context, SjRender *render);
