/* sj-field-plain.c -- types whose slot is a number or a few, and owns nothing. */
#include "base/sj-field-private.h"

#include "base/sj-json.h"
#include "base/sj-time.h"

#include <math.h>
#include <string.h>

static void
nothing_to_clear (const SjField *field, void *slot)
{
}

/* A slot that is a plain number of type T, with the fallback as its default. */
#define PLAIN_FAMILY(name, T)                                                    \
  static void                                                                    \
  name##_init (const SjField *field, void *slot)                                 \
  {                                                                              \
    *(T *) slot = (T) field->fallback;                                           \
  }                                                                              \
  static void                                                                    \
  name##_copy (const SjField *field, void *slot, const void *from)               \
  {                                                                              \
    *(T *) slot = *(const T *) from;                                             \
  }                                                                              \
  static bool                                                                    \
  name##_equal (const SjField *field, const void *a, const void *b)              \
  {                                                                              \
    return *(const T *) a == *(const T *) b;                                     \
  }                                                                              \
  static bool                                                                    \
  name##_unset (const SjField *field, const void *slot)                          \
  {                                                                              \
    return *(const T *) slot == (T) field->fallback;                             \
  }

PLAIN_FAMILY (bool, bool)
PLAIN_FAMILY (integer, int64_t)
PLAIN_FAMILY (decimal, double)
PLAIN_FAMILY (duration, SjTime)
PLAIN_FAMILY (clock, int32_t)
PLAIN_FAMILY (weekdays, uint32_t)
PLAIN_FAMILY (flags, uint32_t)
PLAIN_FAMILY (choice, int32_t)

static bool
bool_read (const SjField *field, void *slot, SjValue value, SjReading *reading)
{
  if (value.type != SJ_BOOL)
    return false;
  *(bool *) slot = value.boolean;
  return true;
}

static SjValue
bool_write (const SjField *field, const void *slot, SjArena *arena)
{
  return sj_value_bool (*(const bool *) slot);
}

#define EXACT 9007199254740992.0    /* 2^53: whole decimals below are exact */

static bool
is_whole (double decimal)
{
  return decimal == floor (decimal) && fabs (decimal) < EXACT;
}

static bool
integer_read (const SjField *field, void *slot, SjValue value, SjReading *reading)
{
  if (value.type == SJ_DECIMAL && is_whole (value.decimal))
    value = sj_value_integer ((int64_t) value.decimal);
  if (value.type != SJ_INTEGER)
    return false;
  *(int64_t *) slot = value.integer;
  return true;
}

static SjValue
integer_write (const SjField *field, const void *slot, SjArena *arena)
{
  return sj_value_integer (*(const int64_t *) slot);
}

static bool
decimal_read (const SjField *field, void *slot, SjValue value, SjReading *reading)
{
  if (!sj_value_is_number (value) || !isfinite (sj_value_number (value)))
    return false;
  if (value.type == SJ_INTEGER && !is_whole ((double) value.integer))    /* a double would round it */
    return false;
  *(double *) slot = sj_value_number (value);
  return true;
}

static SjValue
decimal_write (const SjField *field, const void *slot, SjArena *arena)
{
  double decimal = *(const double *) slot;

  return is_whole (decimal) ? sj_value_integer ((int64_t) decimal) : sj_value_decimal (decimal);
}

#define LONGEST_SECONDS (INT64_MAX / 1000 - 1)

static bool
duration_of (SjValue value, int64_t *seconds, int32_t *nanos)
{
  if (value.type == SJ_DURATION)
    {
      *seconds = value.integer;
      *nanos = (int32_t) value.length;
      return true;
    }
  return value.type == SJ_TEXT && sj_duration_parse (value.text, value.length, seconds, nanos);
}

/* ISO, or what people type. */
static bool
duration_read (const SjField *field, void *slot, SjValue value, SjReading *reading)
{
  int64_t seconds;
  int32_t nanos;
  SjTime span;

  if (duration_of (value, &seconds, &nanos))
    {
      if (seconds < 0 || seconds > LONGEST_SECONDS || nanos % 1000000 != 0)
        return false;
      span = seconds * SJ_SECOND + nanos / 1000000;
    }
  else
    {
      g_autofree char *text = is_plain_text (value) ? sj_value_dup_text (value) : NULL;

      if (text == NULL || !sj_span_parse (text, &span) || span < 0)
        return false;
    }
  *(SjTime *) slot = span;
  return true;
}

static SjValue
iso_text (SjArena *arena, SjValue value)
{
  g_auto (SjBuffer) buffer = SJ_BUFFER_INIT;

  sj_time_write_iso (&buffer, value);
  return sj_value_copy_text (arena, sj_buffer_text (&buffer), buffer.length);
}

static SjValue
duration_write (const SjField *field, const void *slot, SjArena *arena)
{
  SjTime span = *(const SjTime *) slot;

  return iso_text (arena, sj_value_duration (span / SJ_SECOND, (uint32_t) (span % SJ_SECOND * 1000000)));
}

static void
when_init (const SjField *field, void *slot)
{
  *(SjWhen *) slot = (SjWhen) { 0 };
}

static void
when_copy (const SjField *field, void *slot, const void *from)
{
  *(SjWhen *) slot = *(const SjWhen *) from;
}

static bool
when_equal (const SjField *field, const void *a, const void *b)
{
  const SjWhen *left = a, *right = b;

  return left->form == right->form && left->seconds == right->seconds && left->nanos == right->nanos &&
         left->offset == right->offset;
}

static bool
when_unset (const SjField *field, const void *slot)
{
  return ((const SjWhen *) slot)->form == SJ_WHEN_UNSET;
}

/* A named zone has no place here: the journey's zone is set once for all. */
static bool
when_read (const SjField *field, void *slot, SjValue value, SjReading *reading)
{
  SjWhen *when = slot;
  SjMoment moment;
  int64_t seconds;
  int32_t nanos;

  if (value.type != SJ_TEXT)
    return false;
  if (sj_local_parse (value.text, value.length, &seconds, &nanos))
    *when = (SjWhen) { seconds, nanos, 0, SJ_WHEN_LOCAL };
  else if (sj_moment_parse (value.text, value.length, &moment) && moment.zone == NULL)
    *when = (SjWhen) { moment.seconds, moment.nanos, moment.offset, SJ_WHEN_INSTANT };
  else
    return false;
  return true;
}

static SjValue
when_write (const SjField *field, const void *slot, SjArena *arena)
{
  const SjWhen *when = slot;
  SjMoment moment = { when->seconds, when->nanos, when->offset, NULL };

  switch (when->form)
    {
    case SJ_WHEN_LOCAL:
      return iso_text (arena, sj_value_local (when->seconds, (uint32_t) when->nanos));
    case SJ_WHEN_INSTANT:
      return iso_text (arena, sj_value_moment (arena, moment));
    default:
      return sj_null;
    }
}

/* "8:30", "08:30", "24:00"; nothing behind it. */
static bool
clock_parse (const char *text, size_t length, int32_t *minutes)
{
  size_t colon = length == 5 ? 2 : 1;
  int32_t hour = 0;

  if ((length != 4 && length != 5) || text[colon] != ':')
    return false;
  for (size_t i = 0; i < length; i++)
    if (i != colon && !g_ascii_isdigit (text[i]))
      return false;
  for (size_t i = 0; i < colon; i++)
    hour = hour * 10 + (text[i] - '0');
  if (text[colon + 1] > '5')
    return false;
  *minutes = hour * 60 + (text[colon + 1] - '0') * 10 + (text[colon + 2] - '0');
  return *minutes <= 24 * 60;
}

static bool
clock_read (const SjField *field, void *slot, SjValue value, SjReading *reading)
{
  int32_t minutes;

  if (value.type != SJ_TEXT || !clock_parse (value.text, value.length, &minutes))
    return false;
  *(int32_t *) slot = minutes;
  return true;
}

static SjValue
clock_write (const SjField *field, const void *slot, SjArena *arena)
{
  int32_t minutes = *(const int32_t *) slot;

  if (minutes < 0)
    return sj_null;
  return sj_value_string (sj_arena_printf (arena, "%02d:%02d", minutes / 60, minutes % 60));
}

static const char *const day_ids[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

static bool
weekdays_read (const SjField *field, void *slot, SjValue value, SjReading *reading)
{
  uint32_t days = 0;

  if (value.type != SJ_LIST)
    return false;
  for (uint32_t i = 0; i < value.length; i++)
    {
      size_t day = 0;

      while (day < G_N_ELEMENTS (day_ids) && !sj_value_is_text (value.items[i], (SjSlice) { day_ids[day], 3 }))
        day++;
      if (day == G_N_ELEMENTS (day_ids))
        return false;
      days |= 1u << day;
    }
  *(uint32_t *) slot = days;
  return true;
}

static SjValue
weekdays_write (const SjField *field, const void *slot, SjArena *arena)
{
  uint32_t days = *(const uint32_t *) slot;
  SjListBuilder list;

  sj_list_begin (&list, arena);
  for (size_t day = 0; day < G_N_ELEMENTS (day_ids); day++)
    if (days & (1u << day))
      sj_list_add (&list, sj_value_string (day_ids[day]));
  return sj_list_end (&list);
}

static bool
choice_read (const SjField *field, void *slot, SjValue value, SjReading *reading)
{
  int choice = value.type == SJ_TEXT ? sj_choice_find (field->choices, value.text, value.length) : -1;

  if (choice < 0)
    return false;
  *(int32_t *) slot = choice;
  return true;
}

static SjValue
choice_write (const SjField *field, const void *slot, SjArena *arena)
{
  int32_t choice = *(const int32_t *) slot;

  return choice < 0 ? sj_null : sj_value_string (field->choices[choice].id);
}

/* Bit n stands for place n of the choices. */
static bool
flags_read (const SjField *field, void *slot, SjValue value, SjReading *reading)
{
  uint32_t flags = 0;

  if (value.type != SJ_LIST)
    return false;
  for (uint32_t i = 0; i < value.length; i++)
    {
      int32_t place;

      if (!choice_read (field, &place, value.items[i], reading))
        return false;
      flags |= 1u << place;
    }
  *(uint32_t *) slot = flags;
  return true;
}

static SjValue
flags_write (const SjField *field, const void *slot, SjArena *arena)
{
  uint32_t flags = *(const uint32_t *) slot;
  SjListBuilder list;

  sj_list_begin (&list, arena);
  for (int i = 0; field->choices[i].id != NULL; i++)
    if (flags & (1u << i))
      sj_list_add (&list, sj_value_string (field->choices[i].id));
  return sj_list_end (&list);
}

static void
place_init (const SjField *field, void *slot)
{
  *(SjPlace *) slot = (SjPlace) { 0 };
}

static void
place_copy (const SjField *field, void *slot, const void *from)
{
  *(SjPlace *) slot = *(const SjPlace *) from;
}

static bool
place_equal (const SjField *field, const void *a, const void *b)
{
  const SjPlace *left = a, *right = b;

  return left->set == right->set && left->x == right->x && left->y == right->y;
}

static bool
place_unset (const SjField *field, const void *slot)
{
  return !((const SjPlace *) slot)->set;
}

static bool
coordinate (SjValue value, int32_t *coordinate)
{
  int64_t integer;

  if (!integer_read (NULL, &integer, value, NULL) || integer < -SJ_PLACE_MOST || integer > SJ_PLACE_MOST)
    return false;
  *coordinate = (int32_t) integer;
  return true;
}

static bool
place_read (const SjField *field, void *slot, SjValue value, SjReading *reading)
{
  SjPlace place = { .set = true };

  if (value.type != SJ_LIST || value.length != 2 || !coordinate (value.items[0], &place.x) ||
      !coordinate (value.items[1], &place.y))
    return false;
  *(SjPlace *) slot = place;
  return true;
}

static SjValue
place_write (const SjField *field, const void *slot, SjArena *arena)
{
  const SjPlace *place = slot;
  SjValue *items = sj_arena_new_n (arena, SjValue, 2);

  if (!place->set)
    return sj_null;
  items[0] = sj_value_integer (place->x);
  items[1] = sj_value_integer (place->y);
  return sj_value_list (items, 2);
}

#define PLAIN(name)                                                                           \
  {                                                                                           \
    name##_init, nothing_to_clear, name##_copy, name##_equal, name##_unset, name##_read, name##_write \
  }

const SjFamily sj_bool_family = PLAIN (bool);
const SjFamily sj_integer_family = PLAIN (integer);
const SjFamily sj_decimal_family = PLAIN (decimal);
const SjFamily sj_duration_family = PLAIN (duration);
const SjFamily sj_when_family = PLAIN (when);
const SjFamily sj_clock_family = PLAIN (clock);
const SjFamily sj_weekdays_family = PLAIN (weekdays);
const SjFamily sj_flags_family = PLAIN (flags);
const SjFamily sj_choice_family = PLAIN (choice);
const SjFamily sj_place_family = PLAIN (place);
