/* sj-quiet.h -- hours in which nobody is written to.
 *
 * Ranges are on the person's own clock.  One that does not end later than it
 * begins runs past midnight and belongs to the day it begins on.  The hour a zone
 * skips or repeats is read as sj-time.h reads it.
 */
#pragma once

#include "base/sj-config.h"
#include "base/sj-time.h"

typedef enum { SJ_QUIET_LATER, SJ_QUIET_NEXT_DAY, SJ_QUIET_DROP } SjQuietMode;

typedef struct
{
  uint32_t days;            /* on which it begins; bit 0 is Monday */
  int32_t from, until;      /* minutes since midnight */
} SjQuietHours;

/* Quiet hours with what is done about them, as rule sets have them. */
typedef struct
{
  SjRecords hours;          /* of SjQuietHours */
  int32_t mode;             /* SjQuietMode */
} SjQuiet;

extern const SjSpec sj_quiet_hours_spec;
extern const SjSpec sj_quiet_spec;
extern const SjChoice sj_quiet_mode_choices[];

/* Of a list of SjQuietHours and seconds on the person's clock. */
bool sj_quiet_at (const SjRecords *hours, int64_t local);

/* When it is over: the first moment from `local` on that is not quiet; false where
 * there is none, ever. */
bool sj_quiet_end (const SjRecords *hours, int64_t local, int64_t *end);

/* Whether no hour of the week is left. */
bool sj_quiet_always (const SjRecords *hours);

typedef enum
{
  SJ_QUIET_SEND,            /* now */
  SJ_QUIET_WAIT,            /* until `when` */
  SJ_QUIET_NEVER            /* dropped, or there is no time left for it */
} SjQuietVerdict;

/* NEXT_DAY: the same time of the first following day on which it is not quiet; where
 * that hour is quiet on every day of the week, when the quiet time is over. */
SjQuietVerdict sj_quiet_decide (const SjRecords *hours, SjQuietMode mode, SjTime now, const SjZone *zone,
                                SjTime *when);
