/* sj-result-form.c -- members of an object, read or written by the same call. */
#include "engine/sj-result-private.h"

#include "base/sj-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

bool
sj_form_failed (const SjForm *form)
{
  return form->reading != NULL && sj_diags_failed (form->reading->diags);
}

void
sj_form_refuse (SjForm *form, SjValue at, const char *field, const char *sentence)
{
  if (!sj_form_failed (form))
    sj_reading_add (form->reading, SJ_SEVERITY_ERROR, "bad-result", at, field, "%s", sentence);
}

void
sj_form_begin_read (SjForm *form, SjArena *arena, SjReading *reading, SjValue object)
{
  *form = (SjForm) { .arena = arena, .reading = reading, .object = object };
  form->taken = sj_arena_alloc0 (arena, object.length + 1);
}

void
sj_form_begin_write (SjForm *form, SjArena *arena)
{
  *form = (SjForm) { .arena = arena };
  sj_object_begin (&form->builder, arena);
}

SjValue
sj_form_end (SjForm *form)
{
  if (!sj_form_reads (form))
    return sj_object_end (&form->builder);
  for (uint32_t i = 0; i < form->object.length && !sj_form_failed (form); i++)
    if (!form->taken[i])
      {
        SjValue key = form->object.members[i].key;
        g_autofree char *name = g_strndup (key.text, key.length);
        g_autofree char *sentence = g_strdup_printf (_("“%s” is not part of a result."), name);

        sj_form_refuse (form, key, NULL, sentence);
      }
  return form->object;
}

/* The member of that name, or NULL. */
static const SjValue *
take (SjForm *form, const char *name)
{
  size_t length = strlen (name);

  for (uint32_t i = 0; i < form->object.length && !sj_form_failed (form); i++)
    if (sj_value_is_text (form->object.members[i].key, (SjSlice) { name, length }))
      {
        form->taken[i] = true;
        return &form->object.members[i].value;
      }
  return NULL;
}

/* One that must be there. */
static const SjValue *
take_sure (SjForm *form, const char *name)
{
  const SjValue *value = take (form, name);

  if (value == NULL && !sj_form_failed (form))
    {
      g_autofree char *sentence = g_strdup_printf (_("“%s” is missing."), name);

      sj_form_refuse (form, form->object, NULL, sentence);
    }
  return value;
}

bool
sj_form_has (SjForm *form, const char *name, bool is_there)
{
  if (!sj_form_reads (form))
    return is_there;
  return !sj_form_failed (form) && sj_value_find (form->object, name, strlen (name)) != NULL;
}

static void
refuse_kind (SjForm *form, SjValue at, const char *name, const char *wanted)
{
  g_autofree char *sentence = g_strdup_printf (_("“%s” must be %s."), name, wanted);

  sj_form_refuse (form, at, name, sentence);
}

static bool
is_count (SjValue value)
{
  return value.type == SJ_INTEGER && value.integer >= 0;
}

void
sj_form_count (SjForm *form, const char *name, uint64_t *count)
{
  const SjValue *value;

  if (!sj_form_reads (form))
    sj_object_set (&form->builder, name, sj_value_integer ((int64_t) *count));
  else if ((value = take_sure (form, name)) != NULL)
    {
      if (is_count (*value))
        *count = (uint64_t) value->integer;
      else
        refuse_kind (form, *value, name, _("a whole number from 0 on"));
    }
}

void
sj_form_count_0 (SjForm *form, const char *name, uint64_t *count)
{
  if (sj_form_has (form, name, *count != 0))
    sj_form_count (form, name, count);
}

void
sj_form_integer (SjForm *form, const char *name, int64_t *integer)
{
  const SjValue *value;

  if (!sj_form_reads (form))
    sj_object_set (&form->builder, name, sj_value_integer (*integer));
  else if ((value = take_sure (form, name)) != NULL)
    {
      if (value->type == SJ_INTEGER)
        *integer = value->integer;
      else
        refuse_kind (form, *value, name, _("a whole number"));
    }
}

/* Whole ones are written as such: 12, not 12.0. */
static SjValue
number_value (double number)
{
  return fabs (number) < 1e15 && number == floor (number) ? sj_value_integer ((int64_t) number)
                                                          : sj_value_decimal (number);
}

static bool
is_number (SjValue value)
{
  return sj_value_is_number (value) && isfinite (sj_value_number (value));
}

void
sj_form_number (SjForm *form, const char *name, double *number)
{
  const SjValue *value;

  if (!sj_form_reads (form))
    sj_object_set (&form->builder, name, number_value (*number));
  else if ((value = take_sure (form, name)) != NULL)
    {
      if (is_number (*value))
        *number = sj_value_number (*value) + 0.0;    /* -0 is 0 */
      else
        refuse_kind (form, *value, name, _("a number"));
    }
}

void
sj_form_number_0 (SjForm *form, const char *name, double *number)
{
  if (sj_form_has (form, name, *number != 0))
    sj_form_number (form, name, number);
}

void
sj_form_flag (SjForm *form, const char *name, bool *flag)
{
  const SjValue *value;

  if (!sj_form_reads (form))
    sj_object_set (&form->builder, name, sj_value_bool (*flag));
  else if ((value = take_sure (form, name)) != NULL)
    {
      if (value->type == SJ_BOOL)
        *flag = value->boolean;
      else
        refuse_kind (form, *value, name, _("true or false"));
    }
}

void
sj_form_flag_0 (SjForm *form, const char *name, bool *flag)
{
  if (sj_form_has (form, name, *flag))
    sj_form_flag (form, name, flag);
}

void
sj_form_text (SjForm *form, const char *name, const char **text)
{
  const SjValue *value;

  if (!sj_form_reads (form))
    sj_object_set (&form->builder, name, sj_value_copy_text (form->arena, *text, strlen (*text)));
  else if ((value = take_sure (form, name)) != NULL)
    {
      if (value->type == SJ_TEXT && memchr (value->text, '\0', value->length) == NULL)
        *text = sj_arena_strndup (form->arena, value->text, value->length);
      else
        refuse_kind (form, *value, name, _("a text"));
    }
}

void
sj_form_text_0 (SjForm *form, const char *name, const char **text)
{
  if (sj_form_has (form, name, *text != NULL))
    sj_form_text (form, name, text);
}

void
sj_form_time (SjForm *form, const char *name, SjTime *time)
{
  const SjValue *value;
  SjMoment moment;

  if (!sj_form_reads (form))
    sj_object_set (&form->builder, name, sj_value_moment (form->arena, sj_time_moment (*time, sj_zone_utc ())));
  else if ((value = take_sure (form, name)) != NULL)
    {
      if (value->type == SJ_TEXT && sj_moment_parse (value->text, value->length, &moment))
        *time = sj_moment_time (&moment);
      else
        refuse_kind (form, *value, name, _("a moment like 2026-04-11T08:00:00Z"));
    }
}

void
sj_form_span (SjForm *form, const char *name, SjTime *span)
{
  const SjValue *value;
  int64_t seconds;
  int32_t nanos;

  if (!sj_form_reads (form))
    sj_object_set (&form->builder, name,
                   sj_value_duration (*span / 1000, (uint32_t) (*span % 1000) * 1000000));
  else if ((value = take_sure (form, name)) != NULL)
    {
      if (value->type == SJ_TEXT && sj_duration_parse (value->text, value->length, &seconds, &nanos) && seconds >= 0 &&
          seconds < INT64_C (1) << 43)
        *span = seconds * 1000 + nanos / 1000000;
      else
        refuse_kind (form, *value, name, _("a duration like PT1H"));
    }
}

void
sj_form_estimate (SjForm *form, const char *name, SjEstimate *estimate)
{
  double *numbers[] = { &estimate->value, &estimate->low, &estimate->high };
  const SjValue *value;
  SjValue items[3];

  if (!sj_form_reads (form))
    {
      for (unsigned i = 0; i < 3; i++)
        items[i] = number_value (*numbers[i]);
      sj_object_set (&form->builder, name, sj_value_list (sj_arena_dup (form->arena, items, sizeof items), 3));
    }
  else if ((value = take_sure (form, name)) != NULL)
    {
      if (value->type != SJ_LIST || value->length != 3 || !is_number (value->items[0]) ||
          !is_number (value->items[1]) || !is_number (value->items[2]))
        refuse_kind (form, *value, name, _("a list of three numbers"));
      else
        for (unsigned i = 0; i < 3; i++)
          *numbers[i] = sj_value_number (value->items[i]) + 0.0;
    }
}

static SjValue
counts_value (SjArena *arena, const uint64_t *counts, uint32_t n)
{
  SjValue *items = sj_arena_new_n (arena, SjValue, MAX (n, 1));

  for (uint32_t i = 0; i < n; i++)
    items[i] = sj_value_integer ((int64_t) counts[i]);
  return sj_value_list (items, n);
}

static bool
are_counts (SjValue list)
{
  for (uint32_t i = 0; i < list.length; i++)
    if (!is_count (list.items[i]))
      return false;
  return true;
}

static bool
are_pairs (SjValue list, uint64_t limit)
{
  if (list.type != SJ_LIST || list.length == 0 || list.length % 2 != 0 || !are_counts (list))
    return false;
  for (uint32_t i = 0; i < list.length; i += 2)
    if ((uint64_t) list.items[i].integer >= limit ||
        (i > 0 && list.items[i].integer <= list.items[i - 2].integer))
      return false;
  return true;
}

static void
copy_counts (SjValue list, uint64_t *counts)
{
  for (uint32_t i = 0; i < list.length; i++)
    counts[i] = (uint64_t) list.items[i].integer;
}

void
sj_form_series (SjForm *form, const char *name, SjSeries *series, uint64_t limit)
{
  const SjValue *value;

  if (!sj_form_reads (form))
    {
      if (series->n > 0)
        sj_object_set (&form->builder, name, counts_value (form->arena, series->pairs, 2 * series->n));
    }
  else if ((value = take (form, name)) != NULL)
    {
      if (!are_pairs (*value, limit))
        {
          refuse_kind (form, *value, name, _("a list of periods and counts, in the order of the periods"));
          return;
        }
      *series = (SjSeries) { sj_arena_new_n (form->arena, uint64_t, value->length), value->length / 2 };
      copy_counts (*value, series->pairs);
    }
}

void
sj_form_counts (SjForm *form, const char *name, uint64_t *counts, uint32_t n)
{
  const SjValue *value;

  if (!sj_form_reads (form))
    sj_object_set (&form->builder, name, counts_value (form->arena, counts, n));
  else if ((value = take_sure (form, name)) != NULL)
    {
      if (value->type == SJ_LIST && value->length == n && are_counts (*value))
        copy_counts (*value, counts);
      else
        {
          g_autofree char *wanted = g_strdup_printf (_("a list of %u counts"), n);

          refuse_kind (form, *value, name, wanted);
        }
    }
}

void
sj_form_word (SjForm *form, const char *name, const char *const *words, uint32_t n, uint32_t *which)
{
  const SjValue *value;

  if (!sj_form_reads (form))
    {
      sj_object_set (&form->builder, name, sj_value_string (words[*which]));
      return;
    }
  value = take_sure (form, name);
  for (uint32_t i = 0; value != NULL && i < n; i++)
    if (sj_value_is_text (*value, (SjSlice) { words[i], strlen (words[i]) }))
      {
        *which = i;
        return;
      }
  if (value != NULL)
    refuse_kind (form, *value, name, _("one of the words of the result format"));
}

/* ------------------------------------------------------------------ objects within */

/* A form for an object that was read, one step further down. */
static void
read_part (SjForm *form, const SjTrail *trail, SjValue value, SjFormFunc one, void *item)
{
  SjForm part;
  const SjTrail *up = form->reading->trail;

  form->reading->trail = trail;
  if (value.type != SJ_OBJECT)
    sj_form_refuse (form, value, NULL, _("An object must stand here."));
  else
    {
      sj_form_begin_read (&part, form->arena, form->reading, value);
      part.data = form->data;
      one (&part, item);
      sj_form_end (&part);
    }
  form->reading->trail = up;
}

static SjValue
write_part (SjForm *form, SjFormFunc one, void *item)
{
  SjForm part;

  sj_form_begin_write (&part, form->arena);
  part.data = form->data;
  one (&part, item);
  return sj_form_end (&part);
}

void
sj_form_object (SjForm *form, const char *name, SjFormFunc one, void *item)
{
  const SjValue *value;

  if (!sj_form_reads (form))
    sj_object_set (&form->builder, name, write_part (form, one, item));
  else if ((value = take_sure (form, name)) != NULL)
    read_part (form, &(SjTrail) { form->reading->trail, name, -1 }, *value, one, item);
}

typedef struct
{
  void *items;              /* uint64_t or SjSeries */
  const SjWord *words;
  uint32_t n;
  uint64_t limit;
} Words;

static void
words_part (SjForm *form, void *data)
{
  Words *words = data;

  for (uint32_t i = 0; i < words->n; i++)
    sj_form_count_0 (form, words->words[i].id, (uint64_t *) words->items + i);
}

static void
series_words_part (SjForm *form, void *data)
{
  Words *words = data;

  for (uint32_t i = 0; i < words->n; i++)
    sj_form_series (form, words->words[i].id, (SjSeries *) words->items + i, words->limit);
}

void
sj_form_words (SjForm *form, const char *name, uint64_t *counts, const SjWord *words, uint32_t n)
{
  sj_form_object (form, name, words_part, &(Words) { counts, words, n, 0 });
}

void
sj_form_series_words (SjForm *form, const char *name, SjSeries *series, const SjWord *words, uint32_t n,
                      uint64_t limit)
{
  bool any = false;

  for (uint32_t i = 0; i < n; i++)
    any = any || series[i].n > 0;
  if (sj_form_has (form, name, any))
    sj_form_object (form, name, series_words_part, &(Words) { series, words, n, limit });
}

static void *
new_items (SjForm *form, uint32_t n, size_t size)
{
  return sj_arena_alloc0 (form->arena, MAX (n, 1) * size);
}

static void
write_list (SjForm *form, const char *name, char *items, uint32_t n, size_t size, SjFormFunc one)
{
  SjListBuilder list;

  sj_list_begin (&list, form->arena);
  for (uint32_t i = 0; i < n; i++)
    sj_list_add (&list, write_part (form, one, items + i * size));
  sj_object_set (&form->builder, name, sj_list_end (&list));
}

void
sj_form_list (SjForm *form, const char *name, void **items, uint32_t *n, size_t size, SjFormFunc one, bool may_lack)
{
  const SjValue *value;

  if (may_lack && !sj_form_has (form, name, *n > 0))
    return;
  if (!sj_form_reads (form))
    {
      write_list (form, name, *items, *n, size, one);
      return;
    }
  value = take_sure (form, name);
  if (value == NULL)
    return;
  if (value->type != SJ_LIST || (may_lack && value->length == 0))
    {
      refuse_kind (form, *value, name, _("a list"));
      return;
    }
  *items = new_items (form, value->length, size);
  *n = value->length;
  for (uint32_t i = 0; i < *n && !sj_form_failed (form); i++)
    read_part (form, &(SjTrail) { form->reading->trail, name, i }, value->items[i], one, (char *) *items + i * size);
}

static void
write_map (SjForm *form, const char *name, char *items, uint32_t n, size_t size, size_t key, SjFormFunc one)
{
  SjObjectBuilder map;

  sj_object_begin (&map, form->arena);
  for (uint32_t i = 0; i < n; i++)
    sj_object_set (&map, *(const char **) (void *) (items + i * size + key), write_part (form, one, items + i * size));
  sj_object_set (&form->builder, name, sj_object_end (&map));
}

/* A member's name that is an id. */
static const char *
name_of (SjForm *form, SjValue key)
{
  if (memchr (key.text, '\0', key.length) != NULL)
    sj_form_refuse (form, key, NULL, _("A name may not hold a zero byte."));
  return sj_arena_strndup (form->arena, key.text, key.length);
}

static void
read_map (SjForm *form, const char *name, SjValue map, char *items, size_t size, size_t key, SjFormFunc one)
{
  SjTrail trail = { form->reading->trail, name, -1 };

  for (uint32_t i = 0; i < map.length && !sj_form_failed (form); i++)
    {
      const char *id = name_of (form, map.members[i].key);

      *(const char **) (void *) (items + i * size + key) = id;
      if (!sj_form_failed (form))
        read_part (form, &(SjTrail) { &trail, id, -1 }, map.members[i].value, one, items + i * size);
    }
}

/* An object that is there and can be read as a map; its items. */
static const SjValue *
begin_map (SjForm *form, const char *name, void **items, uint32_t *n, size_t size)
{
  const SjValue *value = take_sure (form, name);

  if (value == NULL)
    return NULL;
  if (value->type != SJ_OBJECT)
    {
      refuse_kind (form, *value, name, _("an object"));
      return NULL;
    }
  *items = new_items (form, value->length, size);
  *n = value->length;
  return value;
}

void
sj_form_map (SjForm *form, const char *name, void **items, uint32_t *n, size_t size, size_t key, SjFormFunc one)
{
  const SjValue *value;

  if (!sj_form_reads (form))
    write_map (form, name, *items, *n, size, key, one);
  else if ((value = begin_map (form, name, items, n, size)) != NULL)
    read_map (form, name, *value, *items, size, key, one);
}

typedef struct
{
  char *items;
  uint32_t n;
  size_t size, key, count;
} CountMap;

static void
count_map_part (SjForm *form, void *data)
{
  const CountMap *map = data;

  for (uint32_t i = 0; i < map->n; i++)
    {
      char *item = map->items + i * map->size;
      const char **key = (const char **) (void *) (item + map->key);

      if (sj_form_reads (form))
        *key = name_of (form, form->object.members[i].key);
      sj_form_count (form, *key, (uint64_t *) (void *) (item + map->count));
    }
}

void
sj_form_count_map (SjForm *form, const char *name, void **items, uint32_t *n, size_t size, size_t key, size_t count)
{
  if (sj_form_reads (form) && sj_form_has (form, name, false))
    {
      SjValue value = sj_value_get (form->object, name);

      *n = value.type == SJ_OBJECT ? value.length : 0;
      *items = new_items (form, *n, size);
    }
  sj_form_object (form, name, count_map_part, &(CountMap) { *items, *n, size, key, count });
}
