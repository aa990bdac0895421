/* sj-time.h -- dates, times, durations and zones; nothing else knows about zones.
 *
 * The calendar is the proleptic Gregorian one of ISO 8601.  No function reads a
 * clock.  A wall-clock time that a zone skips moves forward by the gap; one that
 * exists twice means the first.
 *
 * Text is read in the years -999999 to 999999.  Calculations answer for every
 * number; what would be beyond the range of its type stops at the end of it.
 * What cannot be read leaves the result as it was.  Everything may be called
 * from any thread.
 */
#pragma once

#include "base/sj-buffer.h"
#include "base/sj-value.h"

/* A date and time taken apart; nothing is normalised. */
typedef struct
{
  int64_t year;
  int month;            /* 1 to 12 */
  int day;              /* 1 to 31 */
  int hour;
  int minute;
  int second;
  int32_t nanos;
} SjCivil;

int64_t sj_civil_days    (int64_t year, int month, int day);      /* since 1970-01-01 */
bool    sj_civil_valid   (int64_t year, int month, int day);
int     sj_month_length  (int64_t year, int month);
int64_t sj_civil_seconds (const SjCivil *civil);                  /* on a clock without zone */
void    sj_civil_split   (int64_t seconds, int32_t nanos, SjCivil *civil);
int     sj_day_of_week   (int64_t days);                          /* 1 Monday to 7 Sunday */
int     sj_day_of_year   (int64_t days);                          /* from 1 */
int     sj_week_of_year  (int64_t days, int64_t *week_year);      /* ISO 8601 */

/* Whole months and years added to a local time, the day clamped to the month's
 * end.  False outside the years -999999 to 999999. */
bool sj_local_add_months (int64_t seconds, int64_t months, int64_t *result);

/* Zones: "Europe/Paris", "UTC", "GMT", "Z", "+02:00", "+02", "+0200".  Shared, never
 * freed; NULL where there is no such zone.  The name is the one to print, NULL for a
 * plain offset, which UTC is, too. */
typedef struct SjZone SjZone;

const SjZone *sj_zone_find   (const char *name, size_t length);
const SjZone *sj_zone_utc    (void);
const char   *sj_zone_name   (const SjZone *zone);
int32_t       sj_zone_offset (const SjZone *zone, int64_t seconds);                /* of an instant */
/* When the clock is moved in (from, to], as an instant; not asked over more than a few
 * weeks, in which it is not moved twice. */
bool          sj_zone_turns  (const SjZone *zone, int64_t from, int64_t to, int64_t *turn);
const char   *sj_zone_abbreviation (const SjZone *zone, int64_t seconds);          /* "CEST" */
SjMoment      sj_zone_moment (const SjZone *zone, int64_t seconds, int32_t nanos);
SjMoment      sj_zone_local  (const SjZone *zone, int64_t local_seconds, int32_t nanos);

/* The zone a moment is in: its named zone, or its offset. */
const SjZone *sj_moment_zone  (const SjMoment *moment);
void          sj_moment_split (const SjMoment *moment, SjCivil *civil);    /* on its own clock */
int64_t       sj_moment_local (const SjMoment *moment);                    /* the same in seconds */
SjTime        sj_moment_time  (const SjMoment *moment);                    /* milliseconds, floored */
SjMoment      sj_time_moment  (SjTime time, const SjZone *zone);

/* ISO 8601 text, the whole of it; surplus or malformed text is refused.  A plain date
 * is a local time at midnight.  A moment needs an offset or Z, which decides the
 * instant; [Region/City] behind it is kept.  A duration may have signs anywhere, small
 * letters, no T and a comma. */
bool sj_date_parse     (const char *text, size_t length, int64_t *days);
bool sj_local_parse    (const char *text, size_t length, int64_t *seconds, int32_t *nanos);
bool sj_moment_parse   (const char *text, size_t length, SjMoment *moment);
bool sj_duration_parse (const char *text, size_t length, int64_t *seconds, int32_t *nanos);

/* Whatever of the three it looks like, as in date ("…"); a null value otherwise. */
SjValue sj_time_parse (SjArena *arena, const char *text, size_t length);

/* The forms of journey expressions: seconds always, a fraction when it is not
 * zero, without trailing zeros; durations in hours at most. */
void sj_time_write_iso (SjBuffer *buffer, SjValue value);

/* The form of message templates: 2024-11-01T00:00Z, 2019-02-19T11:39+03:30[Asia/Tehran]. */
void sj_time_write_short (SjBuffer *buffer, SjValue value);

/* What people type into a field: "90s", "2h 30m", "1 day and 4 hours", "1.5 h", "-2h";
 * and back, in days at most, which is read as the same.  No months and years. */
bool  sj_span_parse  (const char *text, SjTime *span);
char *sj_span_format (SjTime span);

/* Java's patterns ("EEEE, MMMM dd yyyy HH:mm"), in a locale's words ("de_DE"; NULL is
 * "en_US").  False, and nothing appended, where the pattern is not one or the locale is
 * unknown.  Accepts dates, local times and moments; a pattern that asks for what the
 * value has not, fails, except for parts in [ ]. */
bool sj_time_format (SjBuffer *buffer, SjValue value, const char *pattern, size_t length,
                     const char *locale);

/* The reverse, for numeric patterns and English names in any case.  A text without
 * time means midnight, one without zone UTC, "yy" 2000 to 2099; one without a whole
 * date, or with one that does not exist, is refused. */
bool sj_time_scan (const char *text, size_t length, const char *pattern, size_t pattern_length,
                   SjMoment *moment);
