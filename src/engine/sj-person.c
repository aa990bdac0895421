/* sj-person.c -- the profile's value, made when asked for, and its limits. */
#include "engine/sj-person.h"

#include "base/sj-channel.h"
#include "engine/sj-example.h"
#include "engine/sj-program.h"

#include <string.h>

/* The profile's consents say what has become of them. */
static SjValue
with_consents (const SjPerson *person, SjArena *arena, SjValue value)
{
  SjValue no = sj_value_string ("n");

  for (unsigned i = 0; i < SJ_N_CHANNELS; i++)
    if (person->unsubscribed & (1u << i))
      {
        g_autofree char *path = g_strdup_printf ("consents.marketing.%s.val", sj_channel_id (i));

        value = sj_value_with (arena, value, path, no);
      }
  if ((person->refused & SJ_ALL_CHANNELS) == SJ_ALL_CHANNELS)
    value = sj_value_with (arena, value, "consents.marketing.any.val", no);
  return value;
}

SjValue
sj_person_value (SjPerson *person, SjArena *arena)
{
  if (!person->made)
    {
      person->value = person->make ? person->make (person, arena) : sj_value_object (NULL, 0);
      if (G_UNLIKELY (person->unsubscribed != 0))
        person->value = with_consents (person, arena, person->value);
      person->made = true;
    }
  return person->value;
}

void
sj_person_unsubscribe (SjPerson *person, SjArena *arena, SjChannel channel)
{
  person->refused |= (uint8_t) (1u << channel);
  person->unsubscribed |= (uint8_t) (1u << channel);
  if (person->made)
    person->value = with_consents (person, arena, person->value);
}

/* The object with one member set, or without it where the value is null. */
static SjValue
with_member (SjArena *arena, SjValue object, SjSlice name, SjValue value)
{
  uint32_t length = object.type == SJ_OBJECT ? object.length : 0;
  SjMember *members = sj_arena_new_n (arena, SjMember, length + 1);
  uint32_t count = 0;
  bool placed = false;

  for (uint32_t i = 0; i < length; i++)
    {
      if (!sj_value_is_text (object.members[i].key, name))
        members[count++] = object.members[i];
      else if (!sj_value_is_null (value) && !placed)
        {
          members[count++] = (SjMember) { object.members[i].key, value };
          placed = true;
        }
    }
  if (!placed && !sj_value_is_null (value))
    members[count++] = (SjMember) { sj_value_text (name.text, name.length), value };
  return sj_value_object (members, count);
}

static bool
add_numbers (SjValue a, SjValue b, bool minus, SjValue *sum)
{
  int64_t whole;

  if (sj_value_is_null (a))
    a = sj_value_integer (0);
  if (!sj_value_is_number (a) || !sj_value_is_number (b))
    return false;
  if (a.type == SJ_INTEGER && b.type == SJ_INTEGER)
    {
      if (minus ? __builtin_sub_overflow (a.integer, b.integer, &whole)
                : __builtin_add_overflow (a.integer, b.integer, &whole))
        return false;
      *sum = sj_value_integer (whole);
      return true;
    }
  *sum = sj_value_decimal (sj_value_number (a) + (minus ? -sj_value_number (b) : sj_value_number (b)));
  return true;
}

/* A list with one item more, unless it is there, or without all that equal it. */
static bool
change_list (SjArena *arena, SjValue list, SjValue item, bool add, SjValue *changed)
{
  SjValue *items;
  uint32_t count = 0;
  bool there = false;

  if (list.type != SJ_LIST && !sj_value_is_null (list))
    return false;
  items = sj_arena_new_n (arena, SjValue, (list.type == SJ_LIST ? list.length : 0) + 1);
  for (uint32_t i = 0; list.type == SJ_LIST && i < list.length; i++)
    {
      bool same = sj_value_equal (list.items[i], item);

      there = there || same;
      if (add || !same)
        items[count++] = list.items[i];
    }
  if (add && !there)
    items[count++] = item;
  *changed = sj_value_list (items, count);
  return true;
}

static bool
changed_value (SjArena *arena, SjValue old, SjHow how, SjValue value, SjValue *changed)
{
  switch (how)
    {
    case SJ_CHANGE_INCREASE:
    case SJ_CHANGE_DECREASE:
      return add_numbers (old, value, how == SJ_CHANGE_DECREASE, changed);
    case SJ_CHANGE_ADD:
    case SJ_CHANGE_REMOVE:
      return change_list (arena, old, value, how == SJ_CHANGE_ADD, changed);
    case SJ_CHANGE_SET:
      *changed = value;
      return true;
    case SJ_CHANGE_CLEAR:
      *changed = sj_null;
      return true;
    }
  return false;
}

static bool
change_at (SjArena *arena, SjValue object, const char *path, SjHow how, SjValue value, SjValue *changed)
{
  const char *dot = strchr (path, '.');
  SjSlice name = { path, dot ? (size_t) (dot - path) : strlen (path) };
  const SjValue *old = object.type == SJ_OBJECT ? sj_value_find (object, name.text, name.length) : NULL;
  SjValue inner;

  if (object.type != SJ_OBJECT && !sj_value_is_null (object))
    return false;
  if (dot != NULL ? !change_at (arena, old ? *old : sj_null, dot + 1, how, value, &inner)
                  : !changed_value (arena, old ? *old : sj_null, how, value, &inner))
    return false;
  *changed = with_member (arena, object, name, inner);
  return true;
}

bool
sj_person_change (SjPerson *person, SjArena *arena, const char *attribute, unsigned how, SjValue value)
{
  SjValue changed;

  value = sj_value_copy (arena, value);
  if (!change_at (arena, sj_person_value (person, arena), attribute, (SjHow) how, value, &changed))
    return false;
  person->value = changed;
  person->changed = true;
  return true;
}

void
sj_pressure_clear (SjPressure *pressure, const SjWorld *world)
{
  if (!pressure->used)
    return;
  for (uint32_t i = 0; i < world->n_times; i++)
    pressure->times[i] = INT64_MIN;
  for (uint32_t i = 0; i < world->limits->len; i++)
    pressure->next[i] = 0;
  pressure->used = false;
}

bool
sj_pressure_passed (const SjLimit *limit, SjTime sent, SjTime now, const SjZone *zone)
{
  return now - sent >= limit->surely && sj_cap_passes (limit->cap, sent, zone) <= now;
}

/* The others keep their order; the place that becomes free is that of the oldest. */
void
sj_pressure_take_back (SjPressure *pressure, const SjLimit *limit, uint32_t number, SjTime sent)
{
  SjTime *times = pressure->times + limit->first;
  uint32_t oldest = pressure->next[number];
  uint32_t at = oldest;

  for (uint32_t i = 0; i < limit->limit; i++)
    {
      at = (at + limit->limit - 1) % limit->limit;
      if (times[at] == sent)
        break;
      if (i + 1 == limit->limit)
        return;
    }
  while (at != oldest)
    {
      uint32_t before = (at + limit->limit - 1) % limit->limit;

      times[at] = times[before];
      at = before;
    }
  times[oldest] = INT64_MIN;
}
