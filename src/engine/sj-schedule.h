/* sj-schedule.h -- when an audience is read: the settings of that step as moments. */
#pragma once

#include "base/sj-time.h"
#include "model/sj-node.h"

typedef struct
{
  SjTime *times;            /* owned, ascending */
  uint32_t count;
  int64_t rate;             /* profiles a second */
  bool incremental;         /* after the first time only those who have become members since */
  bool force;               /* those still inside are taken out before each time but the first */
} SjSchedule;

/* All between `from` and `until`, both included; `node` reads an audience.  As soon as
 * possible means `from`. */
void sj_schedule_init  (SjSchedule *schedule, const SjNode *node, const SjZone *zone, SjTime from, SjTime until);
void sj_schedule_clear (SjSchedule *schedule);
