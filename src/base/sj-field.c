/* sj-field.c -- the table of types, and what is asked of any of them. */
#include "base/sj-field-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  const char *name;
  const char *words;
  const SjFamily *family;
} types[] = {
#define SJ_FIELD_TYPE(NAME, ctype, family, words) { #NAME, words, &sj_##family##_family },
#include "base/sj-field-type.def"
#undef SJ_FIELD_TYPE
};

static const char *const ref_words[SJ_N_REFS] = {
  [SJ_REF_NONE] = N_("object"),
  [SJ_REF_EVENT] = N_("event"),
  [SJ_REF_AUDIENCE] = N_("audience"),
  [SJ_REF_ACTION] = N_("custom action"),
  [SJ_REF_CHANNEL] = N_("channel configuration"),
  [SJ_REF_MESSAGE] = N_("message"),
  [SJ_REF_TEMPLATE] = N_("template"),
  [SJ_REF_FRAGMENT] = N_("fragment"),
  [SJ_REF_RULE_SET] = N_("rule set"),
  [SJ_REF_CONDITION] = N_("condition"),
  [SJ_REF_LANGUAGES] = N_("language settings"),
  [SJ_REF_ASSET] = N_("asset"),
  [SJ_REF_JOURNEY] = N_("journey"),
  [SJ_REF_PROFILE] = N_("profile"),
  [SJ_REF_NAMESPACE] = N_("namespace"),
  [SJ_REF_ATTRIBUTE] = N_("profile attribute"),
  [SJ_REF_NODE] = N_("step"),
  [SJ_REF_GOAL] = N_("goal"),
};

const char *
sj_field_type_name (SjFieldType type)
{
  return types[type].name;
}

const char *
sj_field_type_words (SjFieldType type)
{
  return _(types[type].words);
}

const char *
sj_ref_words (SjRefTo to)
{
  return _(ref_words[to]);
}

int
sj_choice_find (const SjChoice *choices, const char *id, size_t length)
{
  for (int i = 0; choices[i].id != NULL; i++)
    if (strlen (choices[i].id) == length && memcmp (choices[i].id, id, length) == 0)
      return i;
  return -1;
}

const SjField *
sj_spec_find (const SjSpec *spec, const char *name)
{
  for (const SjField *field = spec->fields; field != NULL && field->name != NULL; field++)
    if (strcmp (field->name, name) == 0)
      return field;
  return NULL;
}

void
sj_slot_init (const SjField *field, void *slot)
{
  types[field->type].family->init (field, slot);
}

void
sj_slot_clear (const SjField *field, void *slot)
{
  types[field->type].family->clear (field, slot);
}

void
sj_slot_copy (const SjField *field, void *slot, const void *from)
{
  types[field->type].family->copy (field, slot, from);
}

bool
sj_slot_equal (const SjField *field, const void *a, const void *b)
{
  return types[field->type].family->equal (field, a, b);
}

bool
sj_slot_unset (const SjField *field, const void *slot)
{
  return types[field->type].family->unset (field, slot);
}

bool
sj_slot_read (const SjField *field, void *slot, SjValue value, SjReading *reading)
{
  return types[field->type].family->read (field, slot, value, reading);
}

SjValue
sj_slot_write (const SjField *field, const void *slot, SjArena *arena)
{
  return types[field->type].family->write (field, slot, arena);
}

const char *
sj_pairs_get (const SjPairs *pairs, const char *name)
{
  for (uint32_t i = 0; i < pairs->count; i++)
    if (strcmp (pairs->items[i].name, name) == 0)
      return pairs->items[i].value;
  return NULL;
}

static void
remove_pair (SjPairs *pairs, uint32_t place)
{
  g_free (pairs->items[place].name);
  g_free (pairs->items[place].value);
  pairs->count--;
  memmove (&pairs->items[place], &pairs->items[place + 1], (pairs->count - place) * sizeof (SjPair));
}

void
sj_pairs_set (SjPairs *pairs, const char *name, const char *value)
{
  uint32_t place = 0;

  while (place < pairs->count && strcmp (pairs->items[place].name, name) != 0)
    place++;
  if (value == NULL)
    {
      if (place < pairs->count)
        remove_pair (pairs, place);
      return;
    }
  if (place < pairs->count)
    {
      char *copy = g_strdup (value);    /* `value` may be the one that is there */

      g_free (pairs->items[place].value);
      pairs->items[place].value = copy;
      return;
    }
  pairs->items = g_renew (SjPair, pairs->items, pairs->count + 1);
  pairs->items[pairs->count++] = (SjPair) { g_strdup (name), g_strdup (value) };
}
