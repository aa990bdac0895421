/* sj-summary.h -- a run on paper: what was asked, the picture, the figures, every step, the goals.
 *
 * A4 pages of PDF; the picture has a page of its own, which grows with the drawing where
 * it could not be read on A4.
 */
#pragma once

#include "engine/sj-result.h"
#include "widgets/sj-picture.h"

typedef struct
{
  const SjResult *result;
  const char *name;         /* of the run, or NULL */
  const SjZone *zone;       /* for dates; NULL: UTC */
  SjPicture *picture;       /* or NULL */
} SjSummary;

bool sj_summary_write (const SjSummary *summary, const char *path, GError **error);
