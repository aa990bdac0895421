/* sj-finding.h -- one thing that is wrong with a journey, where, why, and the way out.
 *
 * A finding is the same finding as before when code, place and text position are
 * the same; sj_finding_key () is a number for that.  Findings are lent by the checker
 * and live until its next update.
 */
#pragma once

#include "base/sj-diag.h"
#include "model/sj-edit.h"

typedef struct SjFix SjFix;

typedef struct
{
  SjSeverity severity;
  const char *code;         /* static: "unreachable"; what tests and documents go by */
  SjTarget at;              /* scope, node, path or index */
  const char *field;        /* "for", "parameters[0].value"; NULL: the node, path or journey itself */
  uint32_t start, end;      /* bytes in the field's text; both 0: all of it */
  const char *text;         /* one sentence, with its full stop */
  const SjFix *fix;         /* NULL unless exactly one way out is right */
} SjFinding;

/* The place in words for programs: "settings.timeout", "goals[0].event",
 * "paths[yes].delay", "settings.for"; NULL for the node or journey itself.  Of a
 * node's finding it begins at the node, as in the node's JSON. */
char *sj_finding_place (const SjFinding *finding);

/* The place in words for people: "Event · Charged › Wait at most", "Goal Bought › Worth";
 * what the sentence names by itself is left out.  Owned by the caller. */
char *sj_finding_owner (const SjFinding *finding, const SjJourney *journey, const SjNames *names);

uint64_t sj_finding_key (const SjFinding *finding);

/* What the button says: "Use “Charged”". */
const char *sj_fix_title (const SjFix *fix);

/* The edit that carries it out; NULL where the journey has changed so that it no
 * longer fits.  Owned by the caller; give it to sj_history_do (). */
SjEdit *sj_fix_edit (const SjFix *fix, const SjJourney *journey);
