/* sj-pressure.h -- how many messages a person may get.
 *
 * A message counts from the moment it is decided on until its window has passed:
 * everything follows from that one time, sj_cap_passes ().  Windows are on the
 * person's own clock; calendar weeks begin on Monday.
 */
#pragma once

#include "base/sj-channel.h"
#include "base/sj-config.h"
#include "base/sj-time.h"
#include "profile/sj-quiet.h"

typedef enum { SJ_PERIOD_HOUR, SJ_PERIOD_DAY, SJ_PERIOD_WEEK, SJ_PERIOD_MONTH } SjPeriod;
typedef enum { SJ_WINDOW_ROLLING, SJ_WINDOW_CALENDAR } SjWindow;
typedef enum { SJ_CAP_MARKETING, SJ_CAP_ALL } SjCapCategory;

/* At most `limit` messages over `channels` together in `every` periods. */
typedef struct
{
  char *name;
  int64_t limit;
  int64_t every;
  int32_t period;           /* SjPeriod */
  int32_t window;           /* SjWindow */
  uint32_t channels;        /* bits of SjChannel */
  int32_t category;         /* SjCapCategory: which messages count and are held back */
} SjCap;

typedef struct
{
  char *id;
  char *name;
  char *description;
  bool inactive;
  SjRecords caps;           /* of SjCap; the strictest wins */
  SjQuiet *quiet;           /* "quietHours"; or NULL */
} SjRuleSet;

extern const SjSpec sj_rule_set_spec;

bool sj_cap_counts (const SjCap *cap, SjChannel channel, bool transactional);

/* When a message that was decided on at `sent` no longer counts. */
SjTime sj_cap_passes (const SjCap *cap, SjTime sent, const SjZone *zone);

/* Whether one more is allowed; `sent` are those that count, oldest first. */
bool sj_cap_allows (const SjCap *cap, const SjTime *sent, size_t count, SjTime now, const SjZone *zone);

/* From when on one more is allowed, if none is sent until then. */
SjTime sj_cap_opens (const SjCap *cap, const SjTime *sent, size_t count, SjTime now, const SjZone *zone);

/* "at most 3 messages by email and push in 1 week"; owned. */
char *sj_cap_describe (const SjCap *cap);
