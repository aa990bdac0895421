/* sj-time-rules.c -- reads the files of the zone database (TZif, RFC 8536).
 *
 * A file lists the changes that are known and ends with a POSIX rule ("CET-1CEST,
 * M3.5.0,M10.5.0/3") for the time after the last of them.  The rule is easily
 * forgotten, since many files list changes up to 2037.  Signs of offsets in the
 * rule are those of POSIX: positive is west.
 */
#include "base/sj-time-private.h"

#include <string.h>

#define HEADER_SIZE  44
#define NAME_SIZE    12    /* "CEST", "+0330"; longer ones make a file invalid */

typedef struct
{
  int32_t offset;
  char name[NAME_SIZE];
} Kind;

/* The day of a year on which clocks change, and the second of that day. */
typedef struct
{
  char form;           /* 'M': month, week, weekday; 'J': day without leap days; '0': day from 0 */
  int month, week, weekday;
  int day;
  int32_t time;
} Change;

typedef struct
{
  bool summer;         /* whether clocks change at all */
  Kind kinds[2];       /* standard, summer */
  Change changes[2];   /* to standard, to summer */
} Tail;

struct SjZoneRules
{
  int64_t *starts;     /* owned, ascending */
  uint8_t *kind_of;    /* owned, as many */
  Kind *kinds;         /* owned, at least one */
  size_t n_starts;
  size_t n_kinds;
  bool has_tail;
  Tail tail;
};

static uint32_t
read_u32 (const char *at)
{
  uint32_t word;

  memcpy (&word, at, sizeof word);
  return GUINT32_FROM_BE (word);
}

static int64_t
read_i64 (const char *at)
{
  uint64_t word;

  memcpy (&word, at, sizeof word);
  return (int64_t) GUINT64_FROM_BE (word);
}

/* -- The rule behind the list ---------------------------------------------- */

/* The readers of this part pass a NULL on. */
static const char *
behind (const char *at, const char *end, char mark)
{
  return at != NULL && at < end && *at == mark ? at + 1 : NULL;
}

static const char *
read_number (const char *at, const char *end, int most, int *number)
{
  int value = 0;

  if (at == NULL || at == end || !is_digit (*at))
    return NULL;
  for (; at < end && is_digit (*at); at++)
    {
      value = value * 10 + *at - '0';
      if (value > most)
        return NULL;
    }
  *number = value;
  return at;
}

static const char *
read_name (const char *at, const char *end, char name[NAME_SIZE])
{
  bool quoted = at < end && *at == '<';
  const char *first = at + quoted;
  size_t length;

  for (at = first; at < end && (g_ascii_isalpha (*at) || (quoted && *at != '>')); at++)
    ;
  length = (size_t) (at - first);
  if (length < 1 || length >= NAME_SIZE || (quoted && at == end))
    return NULL;
  memcpy (name, first, length);
  name[length] = '\0';
  return at + quoted;
}

/* "2", "-2:30", "2:30:15", up to a week. */
static const char *
read_time (const char *at, const char *end, int32_t *seconds)
{
  int parts[3] = { 0, 0, 0 };
  bool negative = at < end && *at == '-';
  int32_t total;

  at += at < end && (*at == '-' || *at == '+');
  for (int i = 0; i < 3; i++)
    {
      at = read_number (at, end, i == 0 ? 167 : 59, &parts[i]);
      if (at == NULL || at == end || *at != ':')
        break;
      at++;
    }
  if (at == NULL)
    return NULL;
  total = parts[0] * 3600 + parts[1] * 60 + parts[2];
  *seconds = negative ? -total : total;
  return at;
}

static const char *
read_change (const char *at, const char *end, Change *change)
{
  if (at == NULL)
    return NULL;
  change->form = at < end && (*at == 'M' || *at == 'J') ? *at++ : '0';
  if (change->form == 'M')
    {
      at = read_number (at, end, 12, &change->month);
      at = read_number (behind (at, end, '.'), end, 5, &change->week);
      at = read_number (behind (at, end, '.'), end, 6, &change->weekday);
      if (at == NULL || change->month < 1 || change->week < 1)
        return NULL;
    }
  else
    {
      at = read_number (at, end, 365, &change->day);
      if (at == NULL || (change->form == 'J' && change->day < 1))
        return NULL;
    }
  change->time = 2 * 3600;
  if (at < end && *at == '/')
    at = read_time (at + 1, end, &change->time);
  return at;
}

static bool
is_offset (int32_t seconds)
{
  return seconds >= -OFFSET_LIMIT && seconds <= OFFSET_LIMIT;
}

static bool
read_tail (const char *at, const char *end, Tail *tail)
{
  int32_t west;

  at = read_name (at, end, tail->kinds[0].name);
  at = at != NULL ? read_time (at, end, &west) : NULL;
  if (at == NULL || !is_offset (west))
    return false;
  tail->kinds[0].offset = -west;
  tail->summer = at < end;
  if (!tail->summer)
    return true;

  at = read_name (at, end, tail->kinds[1].name);
  if (at == NULL || at == end)
    return false;
  west -= 3600;
  if (*at != ',')
    at = read_time (at, end, &west);
  if (at == NULL || !is_offset (west))
    return false;
  tail->kinds[1].offset = -west;
  at = read_change (behind (at, end, ','), end, &tail->changes[1]);
  at = read_change (behind (at, end, ','), end, &tail->changes[0]);
  return at == end;
}

static int64_t
day_of_change (const Change *change, int64_t year)
{
  int64_t first = sj_civil_days (year, change->form == 'M' ? change->month : 1, 1);
  int day;

  if (change->form == '0')
    return first + change->day;
  if (change->form == 'J')    /* 29 February is never counted */
    return first + change->day - 1 + (change->day >= 60 && sj_month_length (year, 2) == 29);

  day = (change->weekday - sj_day_of_week (first) % 7 + 7) % 7 + (change->week - 1) * 7;
  return first + (day < sj_month_length (year, change->month) ? day : day - 7);
}

static int64_t
change_instant (const Tail *tail, int64_t year, int to)
{
  int64_t midnight = clamped_multiply (day_of_change (&tail->changes[to], year), DAY_SECONDS);

  return clamped_add (midnight, (int64_t) tail->changes[to].time - tail->kinds[!to].offset);
}

/* The kind in force is that of the last change that is not in the future. */
static SjZoneSpan
tail_span (const Tail *tail, int64_t seconds)
{
  SjZoneSpan span = { INT64_MAX, tail->kinds[0].offset, tail->kinds[0].name };
  int64_t latest = INT64_MIN;
  SjCivil civil;

  if (!tail->summer)
    return span;
  sj_civil_split (seconds, 0, &civil);
  for (int64_t year = civil.year - 1; year <= civil.year + 1; year++)
    for (int to = 0; to < 2; to++)
      {
        int64_t instant = change_instant (tail, year, to);

        if (instant > seconds)
          span.end = MIN (span.end, instant);
        else if (instant >= latest)
          {
            latest = instant;
            span.offset = tail->kinds[to].offset;
            span.abbreviation = tail->kinds[to].name;
          }
      }
  return span;
}

/* -- The file --------------------------------------------------------------- */

typedef struct
{
  uint32_t utc_flags, standard_flags, leaps, times, kinds, letters;
} Counts;

static size_t
body_size (const Counts *counts, size_t word)
{
  return (size_t) counts->times * (word + 1) + (size_t) counts->kinds * 6 + counts->letters +
         (size_t) counts->leaps * (word + 4) + counts->standard_flags + counts->utc_flags;
}

static bool
read_header (const char *bytes, size_t size, Counts *counts)
{
  uint32_t *fields[] = { &counts->utc_flags, &counts->standard_flags, &counts->leaps,
                         &counts->times, &counts->kinds, &counts->letters };

  if (size < HEADER_SIZE || memcmp (bytes, "TZif", 4) != 0)
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      *fields[i] = read_u32 (bytes + 20 + 4 * i);
      if (*fields[i] > 100000)
        return false;
    }
  return true;
}

static bool
read_kind (const char *entry, const char *letters, size_t n_letters, Kind *kind)
{
  size_t index = (uint8_t) entry[5];
  const char *stop = index < n_letters ? memchr (letters + index, '\0', n_letters - index) : NULL;

  kind->offset = (int32_t) read_u32 (entry);
  if (stop == NULL || stop - (letters + index) >= NAME_SIZE ||
      !is_offset (kind->offset))
    return false;
  strcpy (kind->name, letters + index);
  return true;
}

static bool
read_body (SjZoneRules *rules, const char *at, const Counts *counts)
{
  const char *kind_of = at + (size_t) counts->times * 8;
  const char *kinds = kind_of + counts->times;
  const char *letters = kinds + (size_t) counts->kinds * 6;

  rules->n_starts = counts->times;
  rules->n_kinds = counts->kinds;
  rules->starts = g_new (int64_t, counts->times);
  rules->kind_of = g_new (uint8_t, counts->times);
  rules->kinds = g_new0 (Kind, counts->kinds);
  for (size_t i = 0; i < rules->n_starts; i++)
    {
      rules->starts[i] = read_i64 (at + 8 * i);
      rules->kind_of[i] = (uint8_t) kind_of[i];
      if (rules->kind_of[i] >= counts->kinds || (i > 0 && rules->starts[i] <= rules->starts[i - 1]))
        return false;
    }
  for (size_t i = 0; i < rules->n_kinds; i++)
    if (!read_kind (kinds + 6 * i, letters, counts->letters, &rules->kinds[i]))
      return false;
  return true;
}

/* The text between two line ends behind the body. */
static bool
read_footer (SjZoneRules *rules, const char *at, const char *end)
{
  const char *stop;

  if (at == end || *at != '\n')
    return false;
  stop = memchr (at + 1, '\n', (size_t) (end - at - 1));
  if (stop == NULL)
    return false;
  rules->has_tail = stop > at + 1;
  return !rules->has_tail || read_tail (at + 1, stop, &rules->tail);
}

/* A file has two bodies, the first in 32 bits for programs of the past.  Leap
 * seconds are none of our time: a file that counts them is refused. */
SjZoneRules *
sj_zone_rules_read (const char *bytes, size_t size)
{
  const char *end = bytes + size;
  SjZoneRules *rules;
  Counts counts;
  size_t skip;

  if (!read_header (bytes, size, &counts) || bytes[4] < '2')
    return NULL;
  skip = HEADER_SIZE + body_size (&counts, 4);
  if (skip > size || !read_header (bytes + skip, size - skip, &counts))
    return NULL;
  bytes += skip + HEADER_SIZE;
  if (counts.kinds == 0 || counts.leaps > 0 || body_size (&counts, 8) > (size_t) (end - bytes))
    return NULL;

  rules = g_new0 (SjZoneRules, 1);
  if (!read_body (rules, bytes, &counts) ||
      !read_footer (rules, bytes + body_size (&counts, 8), end))
    g_clear_pointer (&rules, sj_zone_rules_free);
  return rules;
}

void
sj_zone_rules_free (SjZoneRules *rules)
{
  g_free (rules->starts);
  g_free (rules->kind_of);
  g_free (rules->kinds);
  g_free (rules);
}

static SjZoneSpan
listed_span (const SjZoneRules *rules, size_t index)
{
  const Kind *kind = &rules->kinds[index == 0 ? 0 : rules->kind_of[index - 1]];
  int64_t end = index < rules->n_starts ? rules->starts[index] : INT64_MAX;

  return (SjZoneSpan) { end, kind->offset, kind->name };
}

/* Before the first change stands the first kind. */
SjZoneSpan
sj_zone_rules_span (const SjZoneRules *rules, int64_t seconds)
{
  size_t low = 0;
  size_t high = rules->n_starts;

  while (low < high)
    {
      size_t middle = (low + high) / 2;

      if (rules->starts[middle] <= seconds)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == rules->n_starts && rules->has_tail)
    return tail_span (&rules->tail, seconds);
  return listed_span (rules, low);
}
