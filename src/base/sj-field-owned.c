/* sj-field-owned.c -- types whose slot owns memory: texts, values, structs. */
#include "base/sj-field-private.h"

#include "base/sj-config.h"

#include <string.h>

static void
text_init (const SjField *field, void *slot)
{
  *(char **) slot = NULL;
}

static void
text_clear (const SjField *field, void *slot)
{
  g_clear_pointer ((char **) slot, g_free);
}

static void
text_copy (const SjField *field, void *slot, const void *from)
{
  *(char **) slot = g_strdup (*(char *const *) from);
}

static bool
text_equal (const SjField *field, const void *a, const void *b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b) == 0;
}

static bool
text_unset (const SjField *field, const void *slot)
{
  return *(char *const *) slot == NULL;
}

static bool
text_read (const SjField *field, void *slot, SjValue value, SjReading *reading)
{
  if (!is_plain_text (value))
    return false;
  *(char **) slot = value.length > 0 ? g_strndup (value.text, value.length) : NULL;
  return true;
}

static SjValue
copy_string (SjArena *arena, const char *text)
{
  return sj_value_copy_text (arena, text ? text : "", text ? strlen (text) : 0);
}

static SjValue
text_write (const SjField *field, const void *slot, SjArena *arena)
{
  return copy_string (arena, *(char *const *) slot);
}

/* A list of texts, NULL while it is empty. */
static void
texts_init (const SjField *field, void *slot)
{
  *(char ***) slot = NULL;
}

static void
texts_clear (const SjField *field, void *slot)
{
  g_clear_pointer ((char ***) slot, g_strfreev);
}

static void
texts_copy (const SjField *field, void *slot, const void *from)
{
  *(char ***) slot = g_strdupv (*(char ***) from);
}

static bool
texts_equal (const SjField *field, const void *a, const void *b)
{
  const char *const *left = *(const char *const *const *) a;
  const char *const *right = *(const char *const *const *) b;

  return left == NULL || right == NULL ? left == right : g_strv_equal (left, right);
}

static bool
texts_unset (const SjField *field, const void *slot)
{
  return *(char **const *) slot == NULL;
}

static bool
texts_read (const SjField *field, void *slot, SjValue value, SjReading *reading)
{
  if (value.type != SJ_LIST)
    return false;
  for (uint32_t i = 0; i < value.length; i++)
    if (!is_plain_text (value.items[i]))
      return false;
  if (value.length > 0)
    {
      char **texts = g_new0 (char *, value.length + 1);

      for (uint32_t i = 0; i < value.length; i++)
        texts[i] = sj_value_dup_text (value.items[i]);
      *(char ***) slot = texts;
    }
  return true;
}

static SjValue
texts_write (const SjField *field, const void *slot, SjArena *arena)
{
  char **texts = *(char **const *) slot;
  SjListBuilder list;

  sj_list_begin (&list, arena);
  for (char **text = texts; text != NULL && *text != NULL; text++)
    sj_list_add (&list, copy_string (arena, *text));
  return sj_list_end (&list);
}

static void
pairs_init (const SjField *field, void *slot)
{
  *(SjPairs *) slot = (SjPairs) { NULL, 0 };
}

static void
pairs_clear (const SjField *field, void *slot)
{
  SjPairs *pairs = slot;

  for (uint32_t i = 0; i < pairs->count; i++)
    {
      g_free (pairs->items[i].name);
      g_free (pairs->items[i].value);
    }
  g_free (pairs->items);
  pairs_init (field, slot);
}

static void
pairs_copy (const SjField *field, void *slot, const void *from)
{
  const SjPairs *source = from;
  SjPairs *pairs = slot;

  pairs->count = source->count;
  pairs->items = g_new (SjPair, source->count);
  for (uint32_t i = 0; i < source->count; i++)
    pairs->items[i] = (SjPair) { g_strdup (source->items[i].name), g_strdup (source->items[i].value) };
}

static bool
pairs_equal (const SjField *field, const void *a, const void *b)
{
  const SjPairs *left = a, *right = b;

  if (left->count != right->count)
    return false;
  for (uint32_t i = 0; i < left->count; i++)
    if (strcmp (left->items[i].name, right->items[i].name) != 0 ||
        strcmp (left->items[i].value, right->items[i].value) != 0)
      return false;
  return true;
}

static bool
pairs_unset (const SjField *field, const void *slot)
{
  return ((const SjPairs *) slot)->count == 0;
}

static bool
pairs_read (const SjField *field, void *slot, SjValue value, SjReading *reading)
{
  SjPairs *pairs = slot;

  if (value.type != SJ_OBJECT)
    return false;
  for (uint32_t i = 0; i < value.length; i++)
    if (!is_plain_text (value.members[i].key) || !is_plain_text (value.members[i].value))
      return false;
  for (uint32_t i = 0; i < value.length; i++)
    {
      g_autofree char *name = sj_value_dup_text (value.members[i].key);
      g_autofree char *text = sj_value_dup_text (value.members[i].value);

      sj_pairs_set (pairs, name, text);
    }
  return true;
}

static SjValue
pairs_write (const SjField *field, const void *slot, SjArena *arena)
{
  const SjPairs *pairs = slot;
  SjObjectBuilder object;

  sj_object_begin (&object, arena);
  for (uint32_t i = 0; i < pairs->count; i++)
    sj_object_set (&object, pairs->items[i].name, copy_string (arena, pairs->items[i].value));
  return sj_object_end (&object);
}

static void
value_init (const SjField *field, void *slot)
{
  *(SjBlob **) slot = NULL;
}

static void
value_clear (const SjField *field, void *slot)
{
  g_clear_pointer ((SjBlob **) slot, sj_blob_unref);
}

static void
value_copy (const SjField *field, void *slot, const void *from)
{
  *(SjBlob **) slot = sj_blob_ref (*(SjBlob *const *) from);
}

static bool
value_equal (const SjField *field, const void *a, const void *b)
{
  return sj_blob_equal (*(SjBlob *const *) a, *(SjBlob *const *) b);
}

static bool
value_unset (const SjField *field, const void *slot)
{
  return *(SjBlob *const *) slot == NULL;
}

static bool
value_read (const SjField *field, void *slot, SjValue value, SjReading *reading)
{
  *(SjBlob **) slot = sj_blob_new (value);
  return true;
}

static SjValue
value_write (const SjField *field, const void *slot, SjArena *arena)
{
  return sj_value_copy (arena, sj_blob_value (*(SjBlob *const *) slot));
}

/* A struct below the field, with the trail that leads to it. */
static void *
read_below (const SjField *field, int64_t index, SjValue value, SjReading *reading)
{
  SjTrail trail = { reading ? reading->trail : NULL, field->name, index };
  SjReading below = reading ? *reading : (SjReading) { NULL };
  void *config = sj_config_new (field->record);

  below.trail = &trail;
  sj_config_read (field->record, config, value, NULL, &below);
  return config;
}

/* One struct, or NULL. */
static void
record_init (const SjField *field, void *slot)
{
  *(void **) slot = NULL;
}

static void
record_clear (const SjField *field, void *slot)
{
  sj_config_free (field->record, *(void **) slot);
  record_init (field, slot);
}

static void
record_copy (const SjField *field, void *slot, const void *from)
{
  void *config = *(void *const *) from;

  *(void **) slot = config ? sj_config_copy (field->record, config) : NULL;
}

static bool
record_equal (const SjField *field, const void *a, const void *b)
{
  void *left = *(void *const *) a, *right = *(void *const *) b;

  return left == NULL || right == NULL ? left == right : sj_config_equal (field->record, left, right);
}

static bool
record_unset (const SjField *field, const void *slot)
{
  return *(void *const *) slot == NULL;
}

static bool
record_read (const SjField *field, void *slot, SjValue value, SjReading *reading)
{
  if (value.type != SJ_OBJECT)
    return false;
  *(void **) slot = read_below (field, -1, value, reading);
  return true;
}

static SjValue
record_write (const SjField *field, const void *slot, SjArena *arena)
{
  void *config = *(void *const *) slot;

  return config ? sj_config_to_value (field->record, config, arena) : sj_null;
}

static void
records_init (const SjField *field, void *slot)
{
  *(SjRecords *) slot = (SjRecords) { NULL, 0 };
}

static void
records_clear (const SjField *field, void *slot)
{
  SjRecords *records = slot;

  for (uint32_t i = 0; i < records->count; i++)
    sj_config_free (field->record, records->items[i]);
  g_free (records->items);
  records_init (field, slot);
}

static void
records_copy (const SjField *field, void *slot, const void *from)
{
  const SjRecords *source = from;
  SjRecords *records = slot;

  records->count = source->count;
  records->items = g_new (void *, source->count);
  for (uint32_t i = 0; i < source->count; i++)
    records->items[i] = sj_config_copy (field->record, source->items[i]);
}

static bool
records_equal (const SjField *field, const void *a, const void *b)
{
  const SjRecords *left = a, *right = b;

  if (left->count != right->count)
    return false;
  for (uint32_t i = 0; i < left->count; i++)
    if (!sj_config_equal (field->record, left->items[i], right->items[i]))
      return false;
  return true;
}

static bool
records_unset (const SjField *field, const void *slot)
{
  return ((const SjRecords *) slot)->count == 0;
}

static bool
records_read (const SjField *field, void *slot, SjValue value, SjReading *reading)
{
  SjRecords *records = slot;

  if (value.type != SJ_LIST)
    return false;
  for (uint32_t i = 0; i < value.length; i++)
    if (value.items[i].type != SJ_OBJECT)
      return false;
  records->count = value.length;
  records->items = g_new (void *, value.length);
  for (uint32_t i = 0; i < value.length; i++)
    records->items[i] = read_below (field, i, value.items[i], reading);
  return true;
}

static SjValue
records_write (const SjField *field, const void *slot, SjArena *arena)
{
  const SjRecords *records = slot;
  SjListBuilder list;

  sj_list_begin (&list, arena);
  for (uint32_t i = 0; i < records->count; i++)
    sj_list_add (&list, sj_config_to_value (field->record, records->items[i], arena));
  return sj_list_end (&list);
}

#define OWNED(name) { name##_init, name##_clear, name##_copy, name##_equal, name##_unset, name##_read, name##_write }

const SjFamily sj_text_family = OWNED (text);
const SjFamily sj_texts_family = OWNED (texts);
const SjFamily sj_pairs_family = OWNED (pairs);
const SjFamily sj_value_family = OWNED (value);
const SjFamily sj_record_family = OWNED (record);
const SjFamily sj_records_family = OWNED (records);
