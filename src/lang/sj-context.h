/* sj-context.h -- one JSON document as the data of a journey expression.
 *
 * For command lines, tests and rehearsals: `events` (name → payload),
 * `datasources` (source → group → data), `external` (a list of `source`,
 * `fieldGroup`, `params`, `data`: what calls with parameters answer), `actions`
 * (name → response), `datasetLookup` (activity → data), `journey` (properties)
 * and `audiences` (names the profile is in).
 */
#pragma once

#include "lang/sj-eval.h"

typedef struct
{
  SjEvalScope scope;
  SjValue value;        /* borrowed */
} SjContext;

void sj_context_init (SjContext *context, SjValue value);
