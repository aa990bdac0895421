/* sj-compare.h -- two results told apart: what is more, what is less, and how surely.
 *
 * All differences are B less A.  Where both came from the same people and the same
 * chance, what those people's luck adds to both falls out of the difference; the
 * intervals of what was noted by batches take that into account, the others are then
 * wider than they need be, never narrower.
 */
#pragma once

#include "base/sj-json.h"
#include "engine/sj-result.h"

/* What is compared, which says how a line is read. */
typedef enum
{
  SJ_COMPARE_COUNT,         /* how often; where the numbers of people differ, as if B had A's */
  SJ_COMPARE_SHARE,         /* a share of `of_a` and `of_b` */
  SJ_COMPARE_AMOUNT         /* of money, `worth_a` and `worth_b`; how sure it is is not known */
} SjCompareKind;

typedef enum { SJ_SIDE_BOTH, SJ_SIDE_A, SJ_SIDE_B } SjCompareSide;

typedef struct
{
  SjCompareKind kind;
  SjCompareSide side;       /* which result has the step, path or goal at all */
  const char *what;         /* id: "entered", "path", "converted", "completed", … */
  const char *node, *path, *goal, *channel;    /* ids; NULL where it is not about one */
  const char *title;        /* for people */
  uint64_t a, b, of_a, of_b;
  double worth_a, worth_b;
  bool paired;              /* the interval comes from batches of the same people */
  SjEstimate difference;    /* of counts or of shares */
} SjCompareLine;

typedef struct
{
  SjArena arena;
  const SjResult *a, *b;    /* borrowed */
  bool paired;              /* the same people and the same chance */
  double scale;             /* A's people for one of B's */
  GArray *lines;            /* owned: of SjCompareLine, goals first, then the journey, then steps */
} SjComparison;

SjComparison *sj_compare_new  (const SjResult *a, const SjResult *b);    /* these must live as long */
void          sj_compare_free (SjComparison *comparison);

bool sj_compare_is_sure (const SjCompareLine *line);    /* it is not chance, as far as 95 % are sure */

/* What goes into reading all of it, a sentence a line. */
void    sj_compare_write_head (const SjComparison *comparison, SjBuffer *buffer);
/* What is told without being asked for: goals, and of the rest what surely differs. */
bool    sj_compare_is_told    (const SjCompareLine *line);
/* That, or all. */
void    sj_compare_write    (const SjComparison *comparison, bool all, SjBuffer *buffer);
SjValue sj_compare_to_value (const SjComparison *comparison, SjArena *arena);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjComparison, sj_compare_free)
