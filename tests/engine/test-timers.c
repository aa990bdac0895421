/* test-timers.c -- the calendar of timers against a list that is searched. */
#include "engine/sj-timers.h"

#include <glib.h>

#define IDS 3000

/* What stands in the calendar, in no order; taken out by searching. */
typedef struct
{
  SjTimers timers;
  GArray *list;             /* of SjTimer */
  SjTime *dues;
  SjTime now;
  GRand *rand;
} Both;

static void
both_init (Both *both, guint32 seed, SjTime start)
{
  *both = (Both) { .list = g_array_new (FALSE, FALSE, sizeof (SjTimer)), .dues = g_new0 (SjTime, IDS), .now = start,
                   .rand = g_rand_new_with_seed (seed) };
  sj_timers_init (&both->timers, start);
  both->timers.dues = both->dues;
}

static void
both_clear (Both *both)
{
  sj_timers_clear (&both->timers);
  g_array_unref (both->list);
  g_free (both->dues);
  g_rand_free (both->rand);
}

/* Mostly near, sometimes this moment, sometimes months away. */
static SjTime
random_wait (Both *both)
{
  static const SjTime spans[] = { 1,      50,          SJ_SECOND,   SJ_MINUTE,    SJ_HOUR,
                                  SJ_DAY, 11 * SJ_DAY, 40 * SJ_DAY, 900 * SJ_DAY };
  SjTime span = spans[g_rand_int_range (both->rand, 0, G_N_ELEMENTS (spans))];

  return (SjTime) (g_rand_double (both->rand) * (double) span);
}

static void
forget (Both *both, uint32_t id)
{
  for (guint i = 0; i < both->list->len; i++)
    if (g_array_index (both->list, SjTimer, i).id == id)
      {
        g_array_remove_index_fast (both->list, i);
        return;
      }
}

/* What the id waited for before counts no longer. */
static void
set (Both *both, uint32_t id)
{
  SjTimer timer = { both->now + random_wait (both), id };

  forget (both, id);
  if (both->dues[id] == timer.time)
    timer.time++;
  both->dues[id] = timer.time;
  g_array_append_val (both->list, timer);
  sj_timers_push (&both->timers, timer.time, id);
}

static void
cancel (Both *both, uint32_t id)
{
  forget (both, id);
  both->dues[id] = SJ_TIME_NEVER;
}

static bool
search (Both *both, SjTime until, SjTimer *timer)
{
  guint best = both->list->len;

  for (guint i = 0; i < both->list->len; i++)
    {
      const SjTimer *one = &g_array_index (both->list, SjTimer, i);
      const SjTimer *other = best < both->list->len ? &g_array_index (both->list, SjTimer, best) : NULL;

      if (one->time <= until && (other == NULL || one->time < other->time ||
                                 (one->time == other->time && one->id < other->id)))
        best = i;
    }
  if (best == both->list->len)
    return false;
  *timer = g_array_index (both->list, SjTimer, best);
  g_array_remove_index_fast (both->list, best);
  return true;
}

static void
take (Both *both, SjTime until)
{
  for (;;)
    {
      SjTimer got, want;
      bool there = search (both, until, &want);

      g_assert_true (sj_timers_pop (&both->timers, until, &got) == there);
      if (!there)
        break;
      g_assert_cmpint (got.time, ==, want.time);
      g_assert_cmpuint (got.id, ==, want.id);
      both->dues[got.id] = SJ_TIME_NEVER;
      both->now = got.time;
      if (g_rand_int_range (both->rand, 0, 3) == 0)
        set (both, got.id);
    }
  both->now = until;
}

static void
run_random (guint32 seed, SjTime start)
{
  Both both;

  both_init (&both, seed, start);
  for (uint32_t i = 0; i < IDS; i++)
    set (&both, i);
  for (unsigned round = 0; round < 60; round++)
    {
      for (unsigned i = 0; i < 50; i++)
        {
          uint32_t id = (uint32_t) g_rand_int_range (both.rand, 0, IDS);

          if (i % 3 == 0)
            cancel (&both, id);
          else
            set (&both, id);
        }
      take (&both, both.now + random_wait (&both) / 8);
    }
  take (&both, SJ_TIME_NEVER - 1);
  g_assert_cmpuint (both.list->len, ==, 0);
  both_clear (&both);
}

static void
test_random (void)
{
  static const SjTime starts[] = { 0, 1700000000123, -5 * SJ_DAY };

  for (guint32 seed = 0; seed < 6; seed++)
    run_random (seed, starts[seed % G_N_ELEMENTS (starts)]);
}

/* All at one moment, pushed backwards. */
static void
test_same_time (void)
{
  SjTimers timers;
  SjTimer timer;

  sj_timers_init (&timers, 0);
  for (uint32_t i = 0; i < IDS; i++)
    sj_timers_push (&timers, 777, IDS - 1 - i);
  for (uint32_t i = 0; i < IDS; i++)
    {
      g_assert_true (sj_timers_pop (&timers, 777, &timer));
      g_assert_cmpuint (timer.id, ==, i);
      g_assert_cmpint (timer.time, ==, 777);
      if (i % 2 == 0)
        sj_timers_push (&timers, 778, i);
    }
  g_assert_false (sj_timers_pop (&timers, 777, &timer));
  for (uint32_t i = 0; i < IDS; i += 2)
    {
      g_assert_true (sj_timers_pop (&timers, 778, &timer));
      g_assert_cmpuint (timer.id, ==, i);
    }
  g_assert_false (sj_timers_pop (&timers, SJ_TIME_NEVER, &timer));
  sj_timers_clear (&timers);
}

/* A wait that is renewed again and again goes beyond the ring each time. */
static void
test_far (void)
{
  SjTimers timers;
  SjTimer timer;

  sj_timers_init (&timers, 0);
  sj_timers_push (&timers, 400 * SJ_DAY, 1);
  sj_timers_push (&timers, 13 * SJ_DAY, 2);
  for (unsigned i = 0; i < 20; i++)
    {
      g_assert_true (sj_timers_pop (&timers, SJ_TIME_NEVER, &timer));
      g_assert_cmpuint (timer.id, ==, 2);
      g_assert_cmpint (timer.time, ==, (13 + 19 * (SjTime) i) * SJ_DAY);
      sj_timers_push (&timers, timer.time + 19 * SJ_DAY, 2);
    }
  g_assert_false (sj_timers_pop (&timers, 392 * SJ_DAY, &timer));
  g_assert_true (sj_timers_pop (&timers, 393 * SJ_DAY, &timer));
  g_assert_cmpuint (timer.id, ==, 2);
  g_assert_false (sj_timers_pop (&timers, 399 * SJ_DAY, &timer));
  g_assert_true (sj_timers_pop (&timers, 400 * SJ_DAY, &timer));
  g_assert_cmpuint (timer.id, ==, 1);
  sj_timers_clear (&timers);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timers/random", test_random);
  g_test_add_func ("/timers/same-time", test_same_time);
  g_test_add_func ("/timers/far", test_far);
  return g_test_run ();
}
