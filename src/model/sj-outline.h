/* sj-outline.h -- a journey as an indented list in the order of the flow.
 *
 * A step stands where the flow first reaches it; wherever else it is reached, a
 * line says "→ see" and its name.  Steps behind one another stand below each
 * other, and only ways that part are indented.
 */
#pragma once

#include "base/sj-buffer.h"
#include "model/sj-journey.h"

typedef enum
{
  SJ_OUTLINE_IDS = 1 << 0,      /* the id behind each step, in brackets */
  SJ_OUTLINE_HEAD = 1 << 1      /* name, description, settings, goals and exit criteria first */
} SjOutlineFlags;

void sj_outline_write (const SjJourney *journey, unsigned flags, const SjNames *names, SjBuffer *buffer);
