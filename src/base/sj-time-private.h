/* sj-time-private.h -- what the files of sj-time share: sums that cannot
 * overflow, and the digits of times.
 *
 * Readers take the place where they begin and the end of the text, and answer
 * the place behind what they took, or NULL.
 */
#pragma once

#include "base/sj-time.h"

#define DAY_SECONDS     INT64_C (86400)
#define NANOS_PER_SECOND 1000000000
#define OFFSET_LIMIT    (18 * 3600)    /* as in Java; no zone was ever further off */
#define YEAR_LIMIT      INT64_C (999999)
#define ISO_SIZE        64             /* any date and time with offset, without its region */

static inline int64_t
clamped_add (int64_t a, int64_t b)
{
  int64_t sum;

  if (__builtin_add_overflow (a, b, &sum))
    return b < 0 ? INT64_MIN : INT64_MAX;
  return sum;
}

static inline int64_t
clamped_multiply (int64_t a, int64_t positive)
{
  int64_t product;

  if (__builtin_mul_overflow (a, positive, &product))
    return a < 0 ? INT64_MIN : INT64_MAX;
  return product;
}

static inline int64_t
floor_div (int64_t a, int64_t positive)
{
  return a / positive - (a % positive < 0);
}

static inline int64_t
floor_mod (int64_t a, int64_t positive)
{
  int64_t rest = a % positive;

  return rest < 0 ? rest + positive : rest;
}

static inline bool
is_digit (char c)
{
  return (unsigned char) (c - '0') < 10;
}

static inline char
lower (char c)
{
  return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
}

static inline bool
read_two (const char *at, const char *end, int *number)
{
  if (end - at < 2 || !is_digit (at[0]) || !is_digit (at[1]))
    return false;
  *number = (at[0] - '0') * 10 + at[1] - '0';
  return true;
}

static inline char *
write_two (char *at, int number)
{
  at[0] = (char) ('0' + number / 10);
  at[1] = (char) ('0' + number % 10);
  return at + 2;
}

/* "+02", "+02:00", "+0200", "+00:09:21"; no Z. */
const char *sj_time_read_offset  (const char *at, const char *end, int32_t *offset);
/* "+02:00", "+00:09:21"; "Z" for none. */
char       *sj_time_write_offset (char *at, int32_t offset);

/* The rules of a named zone, from a file of the system's zone database. */
typedef struct SjZoneRules SjZoneRules;

/* A stretch of time during which a zone's clocks keep one offset. */
typedef struct
{
  int64_t end;                   /* the first second that is not in it; INT64_MAX: none */
  int32_t offset;
  const char *abbreviation;      /* lives as long as the rules */
} SjZoneSpan;

SjZoneRules *sj_zone_rules_read (const char *bytes, size_t size);    /* NULL: no such file */
void         sj_zone_rules_free (SjZoneRules *rules);
SjZoneSpan   sj_zone_rules_span (const SjZoneRules *rules, int64_t seconds);
