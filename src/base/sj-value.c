/* sj-value.c -- looking into values and comparing them.
 *
 * The order of an integer and a decimal is exact, also beyond 2^53: a cast to
 * double alone would call 9007199254740993 and 9007199254740992.0 equal.
 */
#include "base/sj-value.h"

#include "base/sj-hash.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const SjValue sj_null = { .type = SJ_NULL };

static const char *const type_names[SJ_N_TYPES] = {
  [SJ_NULL] = "null",
  [SJ_BOOL] = "boolean",
  [SJ_INTEGER] = "integer",
  [SJ_DECIMAL] = "decimal",
  [SJ_TEXT] = "string",
  [SJ_DATE] = "dateOnly",
  [SJ_LOCAL] = "dateTimeOnly",
  [SJ_MOMENT] = "dateTime",
  [SJ_DURATION] = "duration",
  [SJ_LIST] = "list",
  [SJ_OBJECT] = "object",
};

const char *
sj_type_name (SjType type)
{
  return (unsigned) type < SJ_N_TYPES ? type_names[type] : "unknown";
}

bool
sj_type_from_name (const char *name, SjType *type)
{
  for (unsigned i = 0; i < SJ_N_TYPES; i++)
    if (strcmp (name, type_names[i]) == 0)
      {
        *type = i;
        return true;
      }
  return false;
}

SjValue
sj_value_string (const char *text)
{
  return text ? sj_value_text (text, strlen (text)) : sj_null;
}

SjValue
sj_value_moment (SjArena *arena, SjMoment moment)
{
  SjMoment *copy = sj_arena_new (arena, SjMoment);

  *copy = moment;
  return (SjValue) { .type = SJ_MOMENT, .moment = copy };
}

SjValue
sj_value_copy_text (SjArena *arena, const char *text, size_t length)
{
  return sj_value_text (sj_arena_strndup (arena, text, length), length);
}

static SjValue
copy_list (SjArena *arena, SjValue list)
{
  SjValue *items = sj_arena_new_n (arena, SjValue, list.length);

  for (uint32_t i = 0; i < list.length; i++)
    items[i] = sj_value_copy (arena, list.items[i]);
  return sj_value_list (items, list.length);
}

static SjValue
copy_object (SjArena *arena, SjValue object)
{
  SjMember *members = sj_arena_new_n (arena, SjMember, object.length);

  for (uint32_t i = 0; i < object.length; i++)
    {
      members[i].key = sj_value_copy (arena, object.members[i].key);
      members[i].value = sj_value_copy (arena, object.members[i].value);
    }
  return sj_value_object (members, object.length);
}

SjValue
sj_value_copy (SjArena *arena, SjValue value)
{
  switch (value.type)
    {
    case SJ_TEXT:
      return sj_value_copy_text (arena, value.text, value.length);
    case SJ_MOMENT:
      {
        SjMoment moment = *value.moment;

        moment.zone = sj_arena_strdup (arena, moment.zone);
        return sj_value_moment (arena, moment);
      }
    case SJ_LIST:
      return copy_list (arena, value);
    case SJ_OBJECT:
      return copy_object (arena, value);
    default:
      value.flags = 0;
      return value;
    }
}

const SjValue *
sj_value_find (SjValue object, const char *name, size_t length)
{
  if (object.type != SJ_OBJECT)
    return NULL;

  for (uint32_t i = object.length; i > 0; i--)
    {
      const SjMember *member = &object.members[i - 1];

      if (member->key.length == length && memcmp (member->key.text, name, length) == 0)
        return &member->value;
    }
  return NULL;
}

SjValue
sj_value_get (SjValue object, const char *name)
{
  const SjValue *found = sj_value_find (object, name, strlen (name));

  return found ? *found : sj_null;
}

char *
sj_value_dup_text (SjValue value)
{
  return value.type == SJ_TEXT ? g_strndup (value.text, value.length) : NULL;
}

/* How an integer stands to a decimal, exactly.  False for a NaN. */
static bool
compare_mixed (int64_t integer, double decimal, int *order)
{
  double whole;

  if (isnan (decimal))
    return false;
  if (decimal >= 0x1p63)
    *order = -1;
  else if (decimal < -0x1p63)
    *order = 1;
  else
    {
      int64_t floor_part;

      whole = floor (decimal);
      floor_part = (int64_t) whole;
      if (integer != floor_part)
        *order = integer < floor_part ? -1 : 1;
      else
        *order = decimal > whole ? -1 : 0;
    }
  return true;
}

static bool
compare_numbers (SjValue a, SjValue b, int *order)
{
  if (a.type == SJ_INTEGER && b.type == SJ_INTEGER)
    *order = (a.integer > b.integer) - (a.integer < b.integer);
  else if (a.type == SJ_INTEGER)
    return compare_mixed (a.integer, b.decimal, order);
  else if (b.type == SJ_INTEGER)
    {
      if (!compare_mixed (b.integer, a.decimal, order))
        return false;
      *order = -*order;
    }
  else if (isnan (a.decimal) || isnan (b.decimal))
    return false;
  else
    *order = (a.decimal > b.decimal) - (a.decimal < b.decimal);
  return true;
}

static int
compare_text (SjValue a, SjValue b)
{
  uint32_t common = MIN (a.length, b.length);
  int order = common > 0 ? memcmp (a.text, b.text, common) : 0;

  return order ? order : (a.length > b.length) - (a.length < b.length);
}

static int
compare_parts (int64_t a, int64_t b, int64_t a_nanos, int64_t b_nanos)
{
  if (a != b)
    return a < b ? -1 : 1;
  return (a_nanos > b_nanos) - (a_nanos < b_nanos);
}

bool
sj_value_compare (SjValue a, SjValue b, int *order)
{
  if (sj_value_is_number (a) && sj_value_is_number (b))
    return compare_numbers (a, b, order);
  if (a.type != b.type)
    return false;

  switch (a.type)
    {
    case SJ_TEXT:
      *order = compare_text (a, b);
      return true;
    case SJ_DATE:
      *order = compare_parts (a.integer, b.integer, 0, 0);
      return true;
    case SJ_LOCAL:
    case SJ_DURATION:
      *order = compare_parts (a.integer, b.integer, a.length, b.length);
      return true;
    case SJ_MOMENT:
      *order = compare_parts (a.moment->seconds, b.moment->seconds, a.moment->nanos, b.moment->nanos);
      return true;
    default:
      return false;
    }
}

static bool
lists_equal (SjValue a, SjValue b)
{
  if (a.length != b.length)
    return false;
  for (uint32_t i = 0; i < a.length; i++)
    if (!sj_value_equal (a.items[i], b.items[i]))
      return false;
  return true;
}

/* The members of an object in the order of their names, of each name the last. */
typedef struct
{
  const SjMember *few[24];
  const SjMember **members;
  uint32_t count;
} Sorted;

static int
compare_members (const void *a, const void *b)
{
  const SjMember *first = *(const SjMember *const *) a, *second = *(const SjMember *const *) b;
  int order = compare_text (first->key, second->key);

  return order ? order : (first > second) - (first < second);
}

static void
sort_members (Sorted *sorted, SjValue object)
{
  sorted->members = object.length <= G_N_ELEMENTS (sorted->few) ? sorted->few
                                                                : g_new (const SjMember *, object.length);
  for (uint32_t i = 0; i < object.length; i++)
    sorted->members[i] = &object.members[i];
  qsort (sorted->members, object.length, sizeof *sorted->members, compare_members);

  sorted->count = 0;
  for (uint32_t i = 0; i < object.length; i++)
    {
      const SjMember *next = i + 1 < object.length ? sorted->members[i + 1] : NULL;

      if (next == NULL || compare_text (sorted->members[i]->key, next->key) != 0)
        sorted->members[sorted->count++] = sorted->members[i];
    }
}

static void
sorted_clear (Sorted *sorted)
{
  if (sorted->members != sorted->few)
    g_free (sorted->members);
}

static bool
members_equal (const Sorted *a, const Sorted *b)
{
  if (a->count != b->count)
    return false;
  for (uint32_t i = 0; i < a->count; i++)
    if (compare_text (a->members[i]->key, b->members[i]->key) != 0 ||
        !sj_value_equal (a->members[i]->value, b->members[i]->value))
      return false;
  return true;
}

static bool
objects_equal (SjValue a, SjValue b)
{
  Sorted a_sorted, b_sorted;
  bool equal;

  sort_members (&a_sorted, a);
  sort_members (&b_sorted, b);
  equal = members_equal (&a_sorted, &b_sorted);
  sorted_clear (&a_sorted);
  sorted_clear (&b_sorted);
  return equal;
}

bool
sj_value_equal (SjValue a, SjValue b)
{
  int order;

  if (sj_value_compare (a, b, &order))
    return order == 0;
  if (a.type != b.type)
    return false;

  switch (a.type)
    {
    case SJ_NULL:
      return true;
    case SJ_BOOL:
      return a.boolean == b.boolean;
    case SJ_LIST:
      return lists_equal (a, b);
    case SJ_OBJECT:
      return objects_equal (a, b);
    default:
      return false;
    }
}

static uint64_t
hash_members (SjValue object)
{
  uint64_t hash = SJ_OBJECT;
  Sorted sorted;

  sort_members (&sorted, object);
  for (uint32_t i = 0; i < sorted.count; i++)
    {
      hash = sj_hash_mix (hash, sj_value_hash (sorted.members[i]->key));
      hash = sj_hash_mix (hash, sj_value_hash (sorted.members[i]->value));
    }
  sorted_clear (&sorted);
  return hash;
}

static uint64_t
hash_decimal (double decimal)
{
  uint64_t bits;

  if (decimal >= -0x1p63 && decimal < 0x1p63 && decimal == floor (decimal))
    return sj_hash_mix (SJ_INTEGER, (uint64_t) (int64_t) decimal);
  memcpy (&bits, &decimal, sizeof bits);
  return sj_hash_mix (SJ_DECIMAL, bits);
}

uint64_t
sj_value_hash (SjValue value)
{
  uint64_t hash = value.type;

  switch (value.type)
    {
    case SJ_BOOL:
      return sj_hash_mix (hash, value.boolean);
    case SJ_INTEGER:
    case SJ_DATE:
      return sj_hash_mix (hash, (uint64_t) value.integer);
    case SJ_DECIMAL:
      return hash_decimal (value.decimal);
    case SJ_TEXT:
      return sj_hash_bytes (hash, value.text, value.length);
    case SJ_LOCAL:
    case SJ_DURATION:
      return sj_hash_mix (sj_hash_mix (hash, (uint64_t) value.integer), value.length);
    case SJ_MOMENT:
      hash = sj_hash_mix (hash, (uint64_t) value.moment->seconds);
      return sj_hash_mix (hash, (uint64_t) value.moment->nanos);
    case SJ_LIST:
      for (uint32_t i = 0; i < value.length; i++)
        hash = sj_hash_mix (hash, sj_value_hash (value.items[i]));
      return hash;
    case SJ_OBJECT:
      return hash_members (value);
    default:
      return hash;
    }
}
