/* sj-time-zone.c -- zones by name or offset, found once and kept for good.
 *
 * The system's zone database is read here and not by GTimeZone, which accepts
 * far more names than there are zones ("EST5", "5") and walks all changes for
 * every question.  A zone never changes once it is in the table, so only the
 * table has a lock; what is asked twice in a row on one thread needs none.
 */
#include "base/sj-time-private.h"

#include <string.h>

#define NAME_LIMIT 64

struct SjZone
{
  char *name;             /* NULL: a plain offset */
  size_t name_length;
  SjZoneRules *rules;     /* NULL: a plain offset */
  int32_t offset;         /* of a plain one */
  char text[12];          /* the same in letters: "Z", "+02:00" */
};

static const SjZone utc = { .text = "Z" };

static GRWLock lock;
static GHashTable *named;      /* name → zone; both live as long as the program */
static GHashTable *offsets;    /* offset → zone */

static _Thread_local const SjZone *latest;    /* the named zone that this thread asked for last */

const SjZone *
sj_zone_utc (void)
{
  return &utc;
}

const char *
sj_zone_name (const SjZone *zone)
{
  return zone->name;
}

static SjZone *
new_offset_zone (int32_t offset)
{
  SjZone *zone = g_new0 (SjZone, 1);

  zone->offset = offset;
  *sj_time_write_offset (zone->text, offset) = '\0';
  return zone;
}

/* There are 129,601 of them at most. */
static const SjZone *
find_offset (int32_t offset)
{
  const SjZone *zone = NULL;

  g_return_val_if_fail (offset >= -OFFSET_LIMIT && offset <= OFFSET_LIMIT, &utc);
  if (offset == 0)
    return &utc;
  g_rw_lock_reader_lock (&lock);
  if (offsets != NULL)
    zone = g_hash_table_lookup (offsets, GINT_TO_POINTER (offset));
  g_rw_lock_reader_unlock (&lock);
  if (zone != NULL)
    return zone;

  g_rw_lock_writer_lock (&lock);
  if (offsets == NULL)
    offsets = g_hash_table_new (NULL, NULL);
  zone = g_hash_table_lookup (offsets, GINT_TO_POINTER (offset));
  if (zone == NULL)
    {
      zone = new_offset_zone (offset);
      g_hash_table_insert (offsets, GINT_TO_POINTER (offset), (gpointer) zone);
    }
  g_rw_lock_writer_unlock (&lock);
  return zone;
}

/* Letters, digits, "_", "-" and "+" in parts that begin with a letter, so that no
 * name leads out of the database's folder. */
static bool
is_region_name (const char *name, size_t length)
{
  bool inside = false;    /* a part */

  for (size_t i = 0; i < length; i++)
    {
      bool mark = name[i] == '_' || name[i] == '-' || name[i] == '+';

      if (!g_ascii_isalpha (name[i]) && !(inside && (name[i] == '/' || mark || is_digit (name[i]))))
        return false;
      inside = name[i] != '/';
    }
  return inside;
}

/* What stands beside the zones: this machine's own, and copies of all of them. */
static bool
is_zone_name (const char *name)
{
  return !g_str_equal (name, "localtime") && !g_str_equal (name, "posixrules") &&
         !g_str_equal (name, "Factory") &&
         !g_str_has_prefix (name, "posix/") && !g_str_has_prefix (name, "right/");
}

static SjZone *
load_zone (const char *name)
{
  const char *folder = g_getenv ("TZDIR");
  g_autofree char *path = g_build_filename (folder ? folder : "/usr/share/zoneinfo", name, NULL);
  g_autofree char *bytes = NULL;
  SjZoneRules *rules;
  SjZone *zone;
  size_t size;

  if (!g_file_get_contents (path, &bytes, &size, NULL))
    return NULL;
  rules = sj_zone_rules_read (bytes, size);
  if (rules == NULL)
    return NULL;
  zone = g_new0 (SjZone, 1);
  zone->name = g_strdup (name);
  zone->name_length = strlen (name);
  zone->rules = rules;
  return zone;
}

static const SjZone *
add_zone (const char *name)
{
  SjZone *loaded = load_zone (name);
  const SjZone *zone;

  if (loaded == NULL)
    return NULL;
  g_rw_lock_writer_lock (&lock);
  if (named == NULL)
    named = g_hash_table_new (g_str_hash, g_str_equal);
  zone = g_hash_table_lookup (named, name);
  if (zone == NULL)
    {
      g_hash_table_insert (named, loaded->name, loaded);
      zone = g_steal_pointer (&loaded);
    }
  g_rw_lock_writer_unlock (&lock);

  if (loaded != NULL)    /* another thread was faster */
    {
      sj_zone_rules_free (loaded->rules);
      g_free (loaded->name);
      g_free (loaded);
    }
  return zone;
}

static const SjZone *
find_named (const char *text, size_t length)
{
  char name[NAME_LIMIT];
  const SjZone *zone = NULL;

  if (length >= NAME_LIMIT || !is_region_name (text, length))
    return NULL;
  memcpy (name, text, length);
  name[length] = '\0';
  if (!is_zone_name (name))
    return NULL;

  g_rw_lock_reader_lock (&lock);
  if (named != NULL)
    zone = g_hash_table_lookup (named, name);
  g_rw_lock_reader_unlock (&lock);
  return zone != NULL ? zone : add_zone (name);
}

static bool
is_utc_name (const char *name, size_t length)
{
  return (length == 1 && name[0] == 'Z') ||
         (length == 3 && (memcmp (name, "UTC", 3) == 0 || memcmp (name, "GMT", 3) == 0));
}

const SjZone *
sj_zone_find (const char *name, size_t length)
{
  int32_t offset;
  const SjZone *zone;

  if (latest != NULL && latest->name_length == length && memcmp (latest->name, name, length) == 0)
    return latest;
  if (is_utc_name (name, length))
    return &utc;
  if (length > 0 && sj_time_read_offset (name, name + length, &offset) == name + length)
    return find_offset (offset);

  zone = find_named (name, length);
  if (zone != NULL)
    latest = zone;
  return zone;
}

static SjZoneSpan
find_span (const SjZone *zone, int64_t seconds)
{
  if (zone->rules != NULL)
    return sj_zone_rules_span (zone->rules, seconds);
  return (SjZoneSpan) { INT64_MAX, zone->offset, zone->text };
}

int32_t
sj_zone_offset (const SjZone *zone, int64_t seconds)
{
  return find_span (zone, seconds).offset;
}

bool
sj_zone_turns (const SjZone *zone, int64_t from, int64_t to, int64_t *turn)
{
  int32_t before = sj_zone_offset (zone, from);

  if (to <= from || sj_zone_offset (zone, to) == before)
    return false;
  while (to - from > 1)
    {
      int64_t middle = from + (to - from) / 2;

      if (sj_zone_offset (zone, middle) == before)
        from = middle;
      else
        to = middle;
    }
  *turn = to;
  return true;
}

const char *
sj_zone_abbreviation (const SjZone *zone, int64_t seconds)
{
  return find_span (zone, seconds).abbreviation;
}

SjMoment
sj_zone_moment (const SjZone *zone, int64_t seconds, int32_t nanos)
{
  return (SjMoment) { seconds, nanos, sj_zone_offset (zone, seconds), zone->name };
}

/* Walks the changes around the local time.  What lies before a change on the
 * clock from before it, belongs before it: so a doubled hour means the first one,
 * and a time in a gap, read on the old clock, shows moved forward on the new. */
SjMoment
sj_zone_local (const SjZone *zone, int64_t local_seconds, int32_t nanos)
{
  SjZoneSpan span = find_span (zone, clamped_add (local_seconds, -2 * DAY_SECONDS));

  while (span.end != INT64_MAX && clamped_add (span.end, span.offset) <= local_seconds)
    {
      SjZoneSpan next = find_span (zone, span.end);

      if (clamped_add (span.end, next.offset) > local_seconds)
        break;
      span = next;
    }
  return sj_zone_moment (zone, clamped_add (local_seconds, -(int64_t) span.offset), nanos);
}

const SjZone *
sj_moment_zone (const SjMoment *moment)
{
  const SjZone *zone = moment->zone ? sj_zone_find (moment->zone, strlen (moment->zone)) : NULL;

  return zone != NULL ? zone : find_offset (moment->offset);
}

int64_t
sj_moment_local (const SjMoment *moment)
{
  return clamped_add (moment->seconds, moment->offset);
}

void
sj_moment_split (const SjMoment *moment, SjCivil *civil)
{
  sj_civil_split (sj_moment_local (moment), moment->nanos, civil);
}

SjTime
sj_moment_time (const SjMoment *moment)
{
  int64_t millis = moment->nanos / 1000000;

  if (moment->seconds < 0)    /* the second before the first whole one is not whole itself */
    return clamped_add (clamped_multiply (moment->seconds + 1, 1000), millis - 1000);
  return clamped_add (clamped_multiply (moment->seconds, 1000), millis);
}

SjMoment
sj_time_moment (SjTime time, const SjZone *zone)
{
  return sj_zone_moment (zone, floor_div (time, 1000), (int32_t) floor_mod (time, 1000) * 1000000);
}
