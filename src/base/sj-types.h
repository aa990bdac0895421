/* sj-types.h -- the few words every layer uses.
 *
 * Time is milliseconds since 1970 UTC in a signed 64-bit integer, everywhere.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef int64_t SjTime;

#define SJ_SECOND ((SjTime) 1000)
#define SJ_MINUTE (60 * SJ_SECOND)
#define SJ_HOUR   (60 * SJ_MINUTE)
#define SJ_DAY    (24 * SJ_HOUR)

#define SJ_TIME_NEVER INT64_MAX

/* A piece of somebody else's text; not terminated. */
typedef struct
{
  const char *text;
  size_t length;
} SjSlice;

#define SJ_SLICE(literal) ((SjSlice) { (literal), sizeof (literal) - 1 })

static inline bool
sj_slice_is (SjSlice slice, const char *text)
{
  return slice.length == strlen (text) && memcmp (slice.text, text, slice.length) == 0;
}
