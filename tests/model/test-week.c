/* test-week.c -- sets of minutes against the plain way, and against quiet hours. */
#include "model/sj-week.h"
#include "profile/sj-quiet.h"

#define DAY 1440

static bool
is_in_range (unsigned minute, uint32_t days, int32_t from, int32_t until)
{
  int first = from == SJ_CLOCK_UNSET ? 0 : from;
  int last = until == SJ_CLOCK_UNSET ? DAY : until;

  if (last <= first)
    last += DAY;
  for (int day = -1; day < 7; day++)
    {
      int begin = day * DAY + first;

      if ((days >> ((day + 7) % 7)) & 1 && (int) minute >= begin && (int) minute < day * DAY + last)
        return true;
    }
  /* What begins at the end of a Sunday belongs to the Monday after it. */
  return (days >> 6) & 1 && (int) minute + 7 * DAY < 6 * DAY + last && first + 6 * DAY <= (int) minute + 7 * DAY;
}

static int32_t
some_clock (GRand *chance)
{
  int32_t minute = g_rand_int_range (chance, -200, 1441);

  return minute < 0 ? SJ_CLOCK_UNSET : minute;
}

static void
test_ranges (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (3);

  for (unsigned round = 0; round < 200; round++)
    {
      uint32_t days = (uint32_t) g_rand_int_range (chance, 0, 128);
      int32_t from = some_clock (chance), until = some_clock (chance);
      SjWeek week = { { 0 } };

      sj_week_add (&week, days, from, until);
      for (unsigned minute = 0; minute < SJ_WEEK_MINUTES; minute++)
        g_assert_cmpint (sj_week_has (&week, minute), ==, is_in_range (minute, days, from, until));
    }
}

/* 1970-01-05 was a Monday. */
static void
test_quiet (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (4);

  for (unsigned round = 0; round < 60; round++)
    {
      SjQuietHours range = { (uint32_t) g_rand_int_range (chance, 0, 128), g_rand_int_range (chance, 0, 1441),
                             g_rand_int_range (chance, 0, 1441) };
      void *items[] = { &range };
      SjRecords hours = { items, 1 };
      SjWeek week = { { 0 } };

      sj_week_add (&week, range.days, range.from, range.until);
      g_assert_cmpint (sj_week_is_full (&week), ==, sj_quiet_always (&hours));
      for (unsigned minute = 0; minute < SJ_WEEK_MINUTES; minute += 7)
        g_assert_cmpint (sj_week_has (&week, minute), ==,
                         sj_quiet_at (&hours, 4 * 86400 + (int64_t) minute * 60 + 30));
    }
}

static void
test_sets (void)
{
  SjWeek all = { { 0 } }, day = { { 0 } }, night = { { 0 } }, both;

  sj_week_add (&all, SJ_ALL_DAYS, SJ_CLOCK_UNSET, SJ_CLOCK_UNSET);
  sj_week_add (&day, SJ_ALL_DAYS, 480, 1200);
  sj_week_add (&night, SJ_ALL_DAYS, 1200, 480);
  g_assert_true (sj_week_is_full (&all));
  g_assert_false (sj_week_is_full (&day));

  both = day;
  sj_week_intersect (&both, &night);
  g_assert_true (sj_week_is_empty (&both));
  both = day;
  sj_week_join (&both, &night);
  g_assert_true (sj_week_is_full (&both));
  sj_week_subtract (&both, &day);
  g_assert_true (sj_week_contains (&both, &night) && sj_week_contains (&night, &both));
  g_assert_true (sj_week_contains (&all, &day));
  g_assert_false (sj_week_contains (&day, &all));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/week/ranges", test_ranges);
  g_test_add_func ("/model/week/quiet", test_quiet);
  g_test_add_func ("/model/week/sets", test_sets);
  return g_test_run ();
}
