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

typedef enum
{
  SJ_OUTLINE_NODE,          /* node */
  SJ_OUTLINE_SEE,           /* node: it stands elsewhere */
  SJ_OUTLINE_PATH,          /* node, path: its steps are indented below */
  SJ_OUTLINE_DELAY,         /* node, path: time passes on it */
  SJ_OUTLINE_OPEN,          /* node, path: leads nowhere, or to what is missing */
  SJ_OUTLINE_WORDS          /* head and headings */
} SjOutlineLine;

typedef struct
{
  SjOutlineLine type;
  const SjNode *node;       /* or NULL */
  const SjPath *path;       /* or NULL */
  unsigned depth;
  const char *text;         /* one line; during the call only */
} SjOutlineRow;

typedef void (*SjOutlineEach) (const SjOutlineRow *row, gpointer data);

/* Line by line, for a list that one works on. */
void sj_outline_each  (const SjJourney *journey, unsigned flags, const SjNames *names, SjOutlineEach each,
                       gpointer data);
/* The nodes in that order, each once; of const SjNode. */
GPtrArray *sj_outline_order (const SjJourney *journey);

void sj_outline_write (const SjJourney *journey, unsigned flags, const SjNames *names, SjBuffer *buffer);
