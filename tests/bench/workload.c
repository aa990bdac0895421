/* workload.c -- generator of the workloads. */
#include "workload.h"

#include "workload-words.h"

#include <string.h>

#define SEED 20240306u
#define DAY 86400000u
#define HOUR 3600000u

uint32_t
workload_mix (uint32_t h)
{
  h ^= h >> 16;
  h *= 0x85EBCA6Bu;
  h ^= h >> 13;
  h *= 0xC2B2AE35u;
  return h ^ h >> 16;
}

static uint32_t
begin (uint32_t i, uint32_t stream)
{
  uint32_t state = workload_mix (i * 0x9E3779B1u + stream * 0x85EBCA77u + SEED);

  return state != 0 ? state : 0x6D2B79F5u;
}

static uint32_t
draw (uint32_t *state)
{
  *state ^= *state << 13;
  *state ^= *state >> 17;
  *state ^= *state << 5;
  return *state;
}

static uint32_t
scale (uint32_t r, uint32_t n)
{
  return (uint32_t) (((uint64_t) (r >> 8) * n) >> 24);
}

/* A half-life; at least 1. */
static uint32_t
decay (uint32_t a, uint32_t b, uint32_t half)
{
  uint32_t zeros = a == 0 ? 32 : (uint32_t) __builtin_clz (a);

  return MIN (zeros, 20u) * half + scale (b, half) + 1;
}

static uint32_t
round_down (uint32_t time, uint32_t quantum)
{
  return time - time % quantum;
}

WorkloadVisit
workload_w1 (uint32_t person, uint32_t session, uint32_t quantum)
{
  uint32_t state = begin (person, 1 + 16 * session);
  uint32_t r[9];
  WorkloadVisit visit = { .pays = WORKLOAD_NEVER };

  for (unsigned i = 1; i <= 8; i++)
    r[i] = draw (&state);
  visit.begins = round_down (session * DAY + scale (r[1], DAY), quantum);
  visit.mobile = scale (r[5], 1000) < 400;
  if (scale (r[2], 1000) < 600)
    visit.pays = visit.begins + round_down (decay (r[3], r[4], 1200000), quantum);
  else if (scale (r[6], 1000) < 250)
    visit.pays = visit.begins + HOUR + round_down (decay (r[7], r[8], 14400000), quantum);
  return visit;
}

WorkloadVisit
workload_w2 (uint32_t person, uint32_t quantum)
{
  uint32_t state = begin (person, 2);
  uint32_t r[6];
  WorkloadVisit visit = { .pays = WORKLOAD_NEVER };

  for (unsigned i = 1; i <= 5; i++)
    r[i] = draw (&state);
  visit.begins = round_down (scale (r[1], DAY), quantum);
  if (scale (r[2], 1000) >= 550)
    return visit;
  visit.pays = visit.begins + round_down (scale (r[5], 1000) < 200 ? scale (r[4], 300000) + 1
                                                                   : decay (r[3], r[4], 2700000), quantum);
  return visit;
}

uint32_t
workload_deadline (uint32_t id, bool *cancelled)
{
  uint32_t state = begin (id, 4);
  uint32_t deadline = 10000 + scale (draw (&state), 518400000);

  *cancelled = scale (draw (&state), 1000) < 600;
  return deadline;
}

uint32_t
workload_hold (uint32_t turn)
{
  uint32_t state = begin (turn, 5);

  return 1 + scale (draw (&state), 518400000);
}

static SjValue
digits (SjArena *arena, const char *prefix, uint32_t number, unsigned width)
{
  size_t length = strlen (prefix);
  char *text = sj_arena_alloc (arena, length + width);

  memcpy (text, prefix, length);
  for (unsigned i = width; i > 0; i--, number /= 10)
    text[length + i - 1] = (char) ('0' + number % 10);
  return sj_value_text (text, length + width);
}

/* Two digits of each number below 100. */
static char pairs[100][2];

/* 1234 as "12.34"; at most five digits in front of the point. */
static inline SjValue
money (char *text, uint32_t cents)
{
  uint32_t whole = cents / 100;
  uint32_t thousands = whole / 10000, hundreds = whole / 100 % 100;
  unsigned skipped = (whole < 10000) + (whole < 1000) + (whole < 100) + (whole < 10);

  text[0] = (char) ('0' + thousands);
  memcpy (text + 1, pairs[hundreds], 2);
  memcpy (text + 3, pairs[whole % 100], 2);
  text[5] = '.';
  memcpy (text + 6, pairs[cents % 100], 2);
  return sj_value_text (text + skipped, 8 - skipped);
}

static size_t name_lengths[32], product_lengths[24];

void
workload_init (void)
{
  for (unsigned i = 0; i < 32; i++)
    name_lengths[i] = strlen (workload_names[i]);
  for (unsigned i = 0; i < 24; i++)
    product_lengths[i] = strlen (workload_products[i]);
  for (unsigned i = 0; i < 100; i++)
    {
      pairs[i][0] = (char) ('0' + i / 10);
      pairs[i][1] = (char) ('0' + i % 10);
    }
}

#define MEMBER(name, value) ((SjMember) { { .type = SJ_TEXT, .length = sizeof (name) - 1, .text = name }, value })

SjValue
workload_profile (uint32_t person, SjArena *arena)
{
  uint32_t state = begin (person, 3);
  SjValue *items = sj_arena_alloc (arena, 3 * sizeof (SjValue));
  SjMember *members = sj_arena_alloc (arena, (7 + 3 * 4) * sizeof (SjMember));
  char *sums = sj_arena_alloc (arena, (1 + 3 * 2) * 8);
  uint32_t name = scale (draw (&state), 32);
  uint32_t total = 0;

  for (unsigned i = 0; i < 3; i++)
    {
      uint32_t product = scale (draw (&state), 24);
      uint32_t count = 1 + scale (draw (&state), 5);
      uint32_t cents = 199 + scale (draw (&state), 29800);
      SjMember *item = members + 7 + 4 * i;

      item[0] = MEMBER ("product", sj_value_text (workload_products[product], product_lengths[product]));
      item[1] = MEMBER ("qty", sj_value_integer (count));
      item[2] = MEMBER ("price", money (sums + 16 * i, cents));
      item[3] = MEMBER ("line", money (sums + 16 * i + 8, count * cents));
      items[i] = sj_value_object (item, 4);
      total += count * cents;
    }
  members[0] = MEMBER ("name", sj_value_text (workload_names[name], name_lengths[name]));
  members[1] = MEMBER ("items", sj_value_list (items, 3));
  members[2] = MEMBER ("total", money (sums + 48, total));
  members[3] = MEMBER ("offer", total >= 20000 ? sj_value_text ("20% off", 7) : sj_value_text ("10% off", 7));
  members[4] = MEMBER ("code", digits (arena, "LUMA-", total % 1000000, 6));
  members[5] = MEMBER ("pid", digits (arena, "p", person, 8));
  members[6] = MEMBER ("more", sj_value_integer (2));
  return sj_value_object (members, 7);
}
