/* sj-example.c -- values from schemas, and values with parts replaced. */
#include "engine/sj-example.h"

#include "base/sj-time.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ from schemas */

static const char *const first_names[] = { "Ada", "Ben", "Chloe", "David", "Elena", "Farid", "Grace", "Hugo", "Ines",
                                           "Jonas", "Keiko", "Liam", "Mara", "Noah", "Olga", "Paul" };
static const char *const last_names[] = { "Abel", "Bauer", "Costa", "Dubois", "Evans", "Fischer", "Garcia", "Hansen",
                                          "Ito", "Jensen", "Kowalski", "Lopez", "Moreau", "Novak", "Olsen", "Park" };
static const char *const cities[] = { "Berlin", "Chicago", "Dublin", "Geneva", "Lisbon", "Madrid", "Oslo", "Paris" };
static const char *const countries[] = { "DE", "US", "IE", "CH", "PT", "ES", "NO", "FR" };

/* What a field of that name usually holds. */
static const struct
{
  const char *name;
  const char *const *words;
  uint32_t count;
} known[] = {
  { "firstName", first_names, G_N_ELEMENTS (first_names) },
  { "lastName", last_names, G_N_ELEMENTS (last_names) },
  { "city", cities, G_N_ELEMENTS (cities) },
  { "countryCode", countries, G_N_ELEMENTS (countries) },
};

static SjValue
date_text (SjTime time, bool with_time, SjArena *arena)
{
  SjCivil civil;
  int64_t seconds = time / 1000 - (time % 1000 < 0);

  sj_civil_split (seconds, 0, &civil);
  return sj_value_string (
      with_time ? sj_arena_printf (arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int) civil.year, civil.month, civil.day,
                                   civil.hour, civil.minute, civil.second)
                : sj_arena_printf (arena, "%04d-%02d-%02d", (int) civil.year, civil.month, civil.day));
}

/* Birthdays of grown-ups, or something of the last years. */
static SjValue
a_date (const SjSchema *schema, const SjExampleOf *of, uint64_t chance, SjArena *arena)
{
  bool birth = schema->name != NULL && strstr (schema->name, "irth") != NULL;
  SjTime years = birth ? 18 + (SjTime) (chance % 60) : 0;
  SjTime back = (SjTime) ((chance >> 8) % (birth ? 365 : 1000));

  if (schema->format == SJ_FORMAT_DATE_TIME)
    return date_text (of->now - (SjTime) (chance % (90 * SJ_DAY)), true, arena);
  return date_text (of->now - (years * 365 + back) * SJ_DAY, false, arena);
}

static SjValue
a_text (const SjSchema *schema, const SjExampleOf *of, uint64_t chance, SjArena *arena)
{
  switch (schema->format)
    {
    case SJ_FORMAT_DATE_TIME:
    case SJ_FORMAT_DATE:
      return a_date (schema, of, chance, arena);
    case SJ_FORMAT_EMAIL:
      return sj_value_string (sj_arena_printf (arena, "%s@example.com", of->id ? of->id : "somebody"));
    case SJ_FORMAT_URI:
      return sj_value_string (sj_arena_printf (arena, "https://example.com/%s", of->id ? of->id : "somebody"));
    default:
      break;
    }
  for (size_t i = 0; schema->name != NULL && i < G_N_ELEMENTS (known); i++)
    if (strcmp (schema->name, known[i].name) == 0)
      return sj_value_string (known[i].words[chance % known[i].count]);
  return sj_value_string (sj_arena_printf (arena, "%s %u", schema->name ? schema->name : "text",
                                           (unsigned) (chance % 10) + 1));
}

static SjValue
make (const SjSchema *schema, const SjExampleOf *of, uint64_t chance, SjArena *arena)
{
  unsigned types = schema->types;
  SjValue choices = sj_blob_value (schema->choices);

  if (choices.type == SJ_LIST && choices.length > 0)
    return choices.items[chance % choices.length];
  if (types & SJ_SCHEMA_OBJECT || (types == 0 && schema->properties != NULL))
    {
      uint32_t count = schema->properties ? schema->properties->len : 0;
      SjMember *members = sj_arena_new_n (arena, SjMember, MAX (count, 1));

      for (uint32_t i = 0; i < count; i++)
        {
          const SjSchema *property = g_ptr_array_index (schema->properties, i);

          members[i] = (SjMember) { sj_value_string (property->name),
                                    make (property, of, sj_hash_text (chance, property->name), arena) };
        }
      return sj_value_object (members, count);
    }
  if (types & SJ_SCHEMA_ARRAY)
    {
      uint32_t count = schema->items ? 1 + (uint32_t) (chance % 3) : 0;
      SjValue *items = sj_arena_new_n (arena, SjValue, MAX (count, 1));

      for (uint32_t i = 0; i < count; i++)
        items[i] = make (schema->items, of, sj_hash_mix (chance, i), arena);
      return sj_value_list (items, count);
    }
  if (types & SJ_SCHEMA_INTEGER)
    return sj_value_integer (1 + (int64_t) (chance % 100));
  if (types & SJ_SCHEMA_NUMBER)
    return sj_value_decimal ((double) (100 + chance % 20000) / 100);
  if (types & SJ_SCHEMA_BOOL)
    return sj_value_bool (chance & 1);
  return types == SJ_SCHEMA_NULL ? sj_null : a_text (schema, of, chance, arena);
}

SjValue
sj_example_value (const SjSchema *schema, const SjExampleOf *of, SjArena *arena)
{
  return make (schema, of, of->chance, arena);
}

/* ------------------------------------------------------------------ parts replaced */

static SjValue
with_member (SjArena *arena, SjValue object, SjSlice name, const char *rest, SjValue value);

static SjValue
with_item (SjArena *arena, SjValue list, uint64_t index, const char *rest, SjValue value)
{
  SjValue *items;

  if (list.type != SJ_LIST || index >= list.length)
    return list;
  items = sj_arena_dup (arena, list.items, list.length * sizeof (SjValue));
  items[index] = sj_value_with (arena, items[index], rest, value);
  return sj_value_list (items, list.length);
}

SjValue
sj_value_with (SjArena *arena, SjValue root, const char *path, SjValue value)
{
  size_t length;

  path += *path == '.';
  if (*path == '\0')
    return value;
  if (*path == '[')
    {
      char *end;
      uint64_t index = strtoull (path + 1, &end, 10);

      return *end == ']' && end > path + 1 ? with_item (arena, root, index, end + 1, value) : root;
    }
  length = strcspn (path, ".[");
  return with_member (arena, root, (SjSlice) { path, length }, path + length, value);
}

static SjValue
with_member (SjArena *arena, SjValue object, SjSlice name, const char *rest, SjValue value)
{
  uint32_t count = object.type == SJ_OBJECT ? object.length : 0;
  SjMember *members = sj_arena_new_n (arena, SjMember, count + 1);
  const SjValue *old = object.type == SJ_OBJECT ? sj_value_find (object, name.text, name.length) : NULL;
  SjValue inner = sj_value_with (arena, old ? *old : sj_null, rest, value);
  uint32_t kept = 0;
  bool placed = false;

  for (uint32_t i = 0; i < count; i++)
    if (!sj_value_is_text (object.members[i].key, name))
      members[kept++] = object.members[i];
    else if (!placed && !sj_value_is_null (inner))
      {
        members[kept++] = (SjMember) { object.members[i].key, inner };
        placed = true;
      }
  if (!placed && !sj_value_is_null (inner))
    members[kept++] = (SjMember) { sj_value_copy_text (arena, name.text, name.length), inner };
  return sj_value_object (members, kept);
}

SjFiller *
sj_fillers_make (const SjRecords *fillings, SjArena *arena, uint32_t *count)
{
  uint32_t all = fillings ? fillings->count : 0;
  SjFiller *fillers = sj_arena_new_n (arena, SjFiller, MAX (all, 1));

  *count = 0;
  for (uint32_t i = 0; i < all; i++)
    {
      const SjFilling *filling = fillings->items[i];

      if (filling->path == NULL || filling->value == NULL)
        continue;    /* flawed, and reported as such */
      fillers[(*count)++] = (SjFiller) { .path = filling->path, .missing = filling->missing / 100,
                                         .chance = sj_hash_text (0, filling->path),
                                         .drawer = sj_drawer_make (filling->value, arena) };
    }
  return fillers;
}

SjValue
sj_fillers_put (const SjFiller *fillers, uint32_t count, SjValue value, const SjExampleOf *of, SjArena *arena)
{
  for (uint32_t i = 0; i < count; i++)
    {
      uint64_t chance = sj_hash_mix (of->chance, fillers[i].chance);
      SjValue part = sj_null;

      if (!sj_chance_hits (sj_hash_mix (chance, 1), fillers[i].missing))
        part = sj_drawer_value (&fillers[i].drawer, chance, of->number, arena);
      value = sj_value_with (arena, value, fillers[i].path, part);
    }
  return value;
}

const char *
sj_example_path (SjArena *arena, const char *expression)
{
  static const char begin[] = "@event{";
  const char *dot, *end;

  if (expression == NULL || strncmp (expression, begin, strlen (begin)) != 0)
    return NULL;
  dot = strchr (expression, '.');
  end = strchr (expression, '}');
  if (dot == NULL || end == NULL || end < dot || end[1] != '\0')
    return NULL;
  for (const char *at = dot + 1; at < end; at++)
    if (!g_ascii_isalnum (*at) && strchr ("._-", *at) == NULL)
      return NULL;
  return sj_arena_strndup (arena, dot + 1, (size_t) (end - dot) - 1);
}
