/* sj-week.h -- minutes of the week, Monday to Sunday, as a set.
 *
 * On the clock of whoever it is about; a week in which that clock is moved is not
 * special here.
 */
#pragma once

#include "base/sj-field.h"

#define SJ_WEEK_MINUTES (7 * 24 * 60)

typedef struct
{
  uint64_t bits[(SJ_WEEK_MINUTES + 63) / 64];
} SjWeek;

/* A range on each of the days; SJ_CLOCK_UNSET: from the beginning or until the end
 * of the day.  One that does not end later than it begins runs into the next day. */
void sj_week_add       (SjWeek *week, uint32_t days, int32_t from, int32_t until);
void sj_week_join      (SjWeek *week, const SjWeek *other);
void sj_week_intersect (SjWeek *week, const SjWeek *other);
void sj_week_subtract  (SjWeek *week, const SjWeek *other);

bool sj_week_has      (const SjWeek *week, unsigned minute);
bool sj_week_is_empty (const SjWeek *week);
bool sj_week_is_full  (const SjWeek *week);
bool sj_week_contains (const SjWeek *week, const SjWeek *part);
