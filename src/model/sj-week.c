/* sj-week.c -- sets of minutes; the bits behind the last minute are never set. */
#include "model/sj-week.h"

#define DAY_MINUTES (24 * 60)
#define N_WORDS G_N_ELEMENTS (((SjWeek *) NULL)->bits)

static void
add_minutes (SjWeek *week, unsigned from, unsigned until)
{
  for (unsigned minute = from; minute < until;)
    {
      unsigned bit = minute % 64;
      unsigned count = MIN (64 - bit, until - minute);
      uint64_t run = count == 64 ? UINT64_MAX : (UINT64_C (1) << count) - 1;

      week->bits[minute / 64] |= run << bit;
      minute += count;
    }
}

void
sj_week_add (SjWeek *week, uint32_t days, int32_t from, int32_t until)
{
  unsigned first = from == SJ_CLOCK_UNSET ? 0 : (unsigned) from;
  unsigned last = until == SJ_CLOCK_UNSET ? DAY_MINUTES : (unsigned) until;

  if (last <= first)
    last += DAY_MINUTES;
  for (unsigned day = 0; day < 7; day++)
    {
      unsigned start = day * DAY_MINUTES + first, end = day * DAY_MINUTES + last;

      if (!(days & (1u << day)))
        continue;
      if (start >= SJ_WEEK_MINUTES)
        {
          start -= SJ_WEEK_MINUTES;
          end -= SJ_WEEK_MINUTES;
        }
      add_minutes (week, start, MIN (end, SJ_WEEK_MINUTES));
      if (end > SJ_WEEK_MINUTES)
        add_minutes (week, 0, end - SJ_WEEK_MINUTES);
    }
}

void
sj_week_join (SjWeek *week, const SjWeek *other)
{
  for (unsigned i = 0; i < N_WORDS; i++)
    week->bits[i] |= other->bits[i];
}

void
sj_week_intersect (SjWeek *week, const SjWeek *other)
{
  for (unsigned i = 0; i < N_WORDS; i++)
    week->bits[i] &= other->bits[i];
}

void
sj_week_subtract (SjWeek *week, const SjWeek *other)
{
  for (unsigned i = 0; i < N_WORDS; i++)
    week->bits[i] &= ~other->bits[i];
}

bool
sj_week_has (const SjWeek *week, unsigned minute)
{
  return (week->bits[minute / 64] >> (minute % 64)) & 1;
}

bool
sj_week_is_empty (const SjWeek *week)
{
  for (unsigned i = 0; i < N_WORDS; i++)
    if (week->bits[i] != 0)
      return false;
  return true;
}

bool
sj_week_is_full (const SjWeek *week)
{
  for (unsigned i = 0; i < SJ_WEEK_MINUTES / 64; i++)
    if (week->bits[i] != UINT64_MAX)
      return false;
  return week->bits[N_WORDS - 1] == (UINT64_C (1) << SJ_WEEK_MINUTES % 64) - 1;
}

bool
sj_week_contains (const SjWeek *week, const SjWeek *part)
{
  for (unsigned i = 0; i < N_WORDS; i++)
    if (part->bits[i] & ~week->bits[i])
      return false;
  return true;
}
