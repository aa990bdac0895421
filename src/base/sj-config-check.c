/* sj-config-check.c -- what fields can say about themselves, and the walks over
 * structs within structs.
 *
 * A value that did not fit its field was reported while it was read and is kept
 * aside; its field is not called missing as well.
 */
#include "base/sj-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FOR_FIELDS(spec, field) \
  for (const SjField *field = (spec)->fields; field != NULL && field->name != NULL; field++)

/* Calls `visit` for each struct that a field holds, with the trail to it. */
static void
for_each_below (const SjField *field, const void *slot, SjReading *reading, SjConfigEach visit, gpointer data)
{
  const SjTrail *up = reading->trail;
  SjTrail trail = { up, field->name, -1 };

  reading->trail = &trail;
  if (field->type == SJ_FIELD_RECORD && *(void *const *) slot != NULL)
    visit (field->record, *(void *const *) slot, reading, data);
  else if (field->type == SJ_FIELD_RECORDS)
    {
      const SjRecords *records = slot;

      for (trail.index = 0; trail.index < records->count; trail.index++)
        visit (field->record, records->items[trail.index], reading, data);
    }
  reading->trail = up;
}

static bool
is_bounded (SjFieldType type)
{
  return type == SJ_FIELD_INTEGER || type == SJ_FIELD_DECIMAL || type == SJ_FIELD_PERCENT || type == SJ_FIELD_DURATION;
}

static double
number_in (const SjField *field, const void *slot)
{
  return field->type == SJ_FIELD_INTEGER || field->type == SJ_FIELD_DURATION ? (double) *(const int64_t *) slot
                                                                             : *(const double *) slot;
}

static char *
bound_text (const SjField *field, int64_t bound)
{
  int64_t integer = bound;
  double decimal = (double) bound;
  bool whole = field->type == SJ_FIELD_INTEGER || field->type == SJ_FIELD_DURATION;

  return sj_slot_to_text (field, whole ? (const void *) &integer : (const void *) &decimal, NULL);
}

static void
check_bounds (const SjField *field, const void *slot, SjReading *reading)
{
  double number = number_in (field, slot);
  g_autofree char *least = bound_text (field, field->min);
  g_autofree char *most = bound_text (field, field->max);

  if (number < (double) field->min)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "out-of-range", sj_null, field->name,
                    _("“%s” must be at least %s."), field->name, least ? least : "0");
  else if (field->max != 0 && number > (double) field->max)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "out-of-range", sj_null, field->name, _("“%s” must be at most %s."),
                    field->name, most);
}

static void
check_number (const SjField *field, const SjRecords *records, SjReading *reading)
{
  if (records->count < field->min)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "too-few", sj_null, field->name,
                    ngettext ("“%s” needs at least %d entry.", "“%s” needs at least %d entries.",
                              (unsigned long) field->min),
                    field->name, (int) field->min);
  else if (field->max != 0 && records->count > field->max)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "too-many", sj_null, field->name,
                    ngettext ("“%s” may have at most %d entry.", "“%s” may have at most %d entries.",
                              (unsigned long) field->max),
                    field->name, (int) field->max);
}

static void
check_field (const SjSpec *spec, const void *config, const SjField *field, SjReading *reading)
{
  const void *slot = sj_field_slot (field, config);

  if (sj_value_find (sj_config_extra (config), field->name, strlen (field->name)) != NULL)
    return;    /* it did not fit, which was reported */
  if (sj_slot_unset (field, slot))
    {
      if ((field->flags & SJ_FIELD_REQUIRED) && sj_config_applies (spec, config, field))
        sj_reading_add (reading, SJ_SEVERITY_ERROR, "missing", sj_null, field->name, _("“%s” is missing."),
                        field->name);
    }
  else if (is_bounded (field->type) && (field->min != 0 || field->max != 0))
    check_bounds (field, slot, reading);
  else if (field->type == SJ_FIELD_RECORDS)
    check_number (field, slot, reading);
}

static void
check_below (const SjSpec *spec, const void *config, SjReading *reading, gpointer data)
{
  sj_config_check (spec, config, reading);
}

void
sj_config_check (const SjSpec *spec, const void *config, SjReading *reading)
{
  FOR_FIELDS (spec, field)
    {
      check_field (spec, config, field, reading);
      for_each_below (field, sj_field_slot (field, config), reading, check_below, NULL);
    }
  if (spec->check != NULL)
    spec->check (config, reading);
}

typedef struct
{
  SjConfigEach each;
  gpointer data;
} Each;

static void
each_below (const SjSpec *spec, const void *config, SjReading *reading, gpointer data)
{
  const Each *each = data;

  sj_config_each (spec, config, reading, each->each, each->data);
}

void
sj_config_each (const SjSpec *spec, const void *config, SjReading *reading, SjConfigEach each, gpointer data)
{
  Each below = { each, data };

  each (spec, config, reading, data);
  FOR_FIELDS (spec, field)
    for_each_below (field, sj_field_slot (field, config), reading, each_below, &below);
}

typedef struct
{
  SjConfigVisit visit;
  gpointer data;
} Visit;

static void
visit_below (const SjSpec *spec, const void *config, SjReading *reading, gpointer data)
{
  const Visit *visit = data;

  sj_config_visit (spec, config, reading, visit->visit, visit->data);
}

static void
visit_texts (const SjField *field, const void *slot, SjReading *reading, SjConfigVisit visit, gpointer data)
{
  char **texts = *(char **const *) slot;
  const SjTrail *up = reading->trail;

  for (int64_t i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      SjTrail trail = { up, field->name, i };

      reading->trail = &trail;
      visit (field, texts[i], reading, data);
    }
  reading->trail = up;
}

static void
visit_text (const SjField *field, const void *slot, SjReading *reading, SjConfigVisit visit, gpointer data)
{
  SjTrail trail = { reading->trail, field->name, -1 };

  reading->trail = &trail;
  visit (field, *(char *const *) slot, reading, data);
  reading->trail = trail.up;
}

static void
visit_pairs (const SjField *field, const SjPairs *pairs, SjReading *reading, SjConfigVisit visit, gpointer data)
{
  SjTrail outer = { reading->trail, field->name, -1 };

  for (uint32_t i = 0; i < pairs->count; i++)
    {
      SjTrail trail = { &outer, pairs->items[i].name, -1 };

      reading->trail = &trail;
      visit (field, pairs->items[i].value, reading, data);
    }
  reading->trail = outer.up;
}

void
sj_config_visit (const SjSpec *spec, const void *config, SjReading *reading, SjConfigVisit visit, gpointer data)
{
  Visit below = { visit, data };

  FOR_FIELDS (spec, field)
    {
      const void *slot = sj_field_slot (field, config);

      if (sj_slot_unset (field, slot))
        continue;
      switch (field->type)
        {
        case SJ_FIELD_TEXT:
        case SJ_FIELD_LONG_TEXT:
        case SJ_FIELD_ZONE:
        case SJ_FIELD_EXPRESSION:
        case SJ_FIELD_TEMPLATE:
        case SJ_FIELD_LONG_TEMPLATE:
        case SJ_FIELD_REFERENCE:
          visit_text (field, slot, reading, visit, data);
          break;
        case SJ_FIELD_REFERENCES:
        case SJ_FIELD_TEXTS:
          visit_texts (field, slot, reading, visit, data);
          break;
        case SJ_FIELD_PAIRS:
          visit_pairs (field, slot, reading, visit, data);
          break;
        default:
          for_each_below (field, slot, reading, visit_below, &below);
          break;
        }
    }
}

void *
sj_config_parse (const SjSpec *spec, SjArena *arena, const char *text, size_t length, SjDiags *diags, SjValue *root)
{
  SjReading reading = { .text = text, .length = length, .diags = diags };
  SjJsonReader reader;
  SjJsonError error;
  SjValue value;
  void *config;
  bool ok;

  sj_json_reader_init (&reader, arena);
  reader.strict = true;
  ok = sj_json_reader_read (&reader, text, length, &value, &error);
  sj_json_reader_clear (&reader);
  if (!ok)
    {
      sj_diags_add (diags, SJ_SEVERITY_ERROR, "syntax", error.offset, error.offset + 1, _("This is not JSON: %s."),
                    error.text);
      return NULL;
    }
  if (value.type != SJ_OBJECT)
    {
      sj_diags_add (diags, SJ_SEVERITY_ERROR, "bad-value", 0, 1, _("The file must hold one JSON object."));
      return NULL;
    }
  config = sj_config_new (spec);
  sj_config_read (spec, config, value, NULL, &reading);
  if (root != NULL)
    *root = value;
  return config;
}

char *
sj_config_to_string (const SjSpec *spec, const void *config)
{
  g_auto (SjArena) arena = SJ_ARENA_INIT;

  return sj_json_to_string (sj_config_to_value (spec, config, &arena), SJ_JSON_PRETTY);
}
