/* sj-field-text.c -- what fields hold, in words for people.
 *
 * Not for documents: these words are translated and shortened.
 */
#include "base/sj-config.h"

#include "base/sj-number.h"
#include "base/sj-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The largest units first, each in its own word: "1 day 4 hours". */
static char *
duration_words (SjTime span)
{
  static const struct { SjTime unit; const char *one, *many; } units[] = {
    { SJ_DAY, N_("%lu day"), N_("%lu days") },
    { SJ_HOUR, N_("%lu hour"), N_("%lu hours") },
    { SJ_MINUTE, N_("%lu minute"), N_("%lu minutes") },
    { SJ_SECOND, N_("%lu second"), N_("%lu seconds") },
    { 1, N_("%lu millisecond"), N_("%lu milliseconds") },
  };
  GString *words = g_string_new (NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (units); i++)
    {
      unsigned long count = (unsigned long) (span / units[i].unit);

      span %= units[i].unit;
      if (count == 0)
        continue;
      if (words->len > 0)
        g_string_append_c (words, ' ');
      g_string_append_printf (words, ngettext (units[i].one, units[i].many, count), count);
    }
  return g_string_free (words, words->len == 0);
}

static char *
when_words (const SjWhen *when)
{
  SjMoment moment = { when->seconds, when->nanos, when->offset, NULL };
  int64_t seconds = when->form == SJ_WHEN_LOCAL ? when->seconds : sj_moment_local (&moment);
  g_autofree char *text = NULL;
  SjCivil civil;

  if (when->form == SJ_WHEN_UNSET)
    return NULL;
  sj_civil_split (seconds, when->nanos, &civil);
  text = g_strdup_printf ("%04" G_GINT64_FORMAT "-%02d-%02d", civil.year, civil.month, civil.day);
  if (when->form == SJ_WHEN_LOCAL && civil.hour == 0 && civil.minute == 0)
    return g_steal_pointer (&text);
  return g_strdup_printf ("%s %02d:%02d%s", text, civil.hour, civil.minute,
                          when->form == SJ_WHEN_INSTANT && when->offset == 0 ? " UTC" : "");
}

static char *
weekday_words (uint32_t days)
{
  static const char *const names[] = { N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun") };
  GString *words;

  if (days == 0)
    return NULL;
  if (days == SJ_ALL_DAYS)
    return g_strdup (_("every day"));
  words = g_string_new (NULL);
  for (size_t day = 0; day < G_N_ELEMENTS (names); day++)
    if (days & (1u << day))
      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", _(names[day]));
  return g_string_free (words, FALSE);
}

static char *
number_words (double number, const char *unit)
{
  char text[SJ_NUMBER_SIZE];

  sj_decimal_plain (number, text);
  return g_strconcat (text, unit, NULL);
}

static const char *
name_of (const SjField *field, const char *id, const SjNames *names)
{
  const char *name = names != NULL && id != NULL ? names->lookup (field->to, id, names->data) : NULL;

  return name ? name : id;
}

static char *
reference_words (const SjField *field, char *const *ids, const SjNames *names)
{
  GString *words;

  if (ids == NULL)
    return NULL;
  words = g_string_new (NULL);
  for (; *ids != NULL; ids++)
    g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", name_of (field, *ids, names));
  return g_string_free (words, FALSE);
}

#define MOST_RECORDS 4    /* in words */

static char *
record_words (const SjField *field, const SjRecords *records, const SjNames *names)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (records->count == 0)
    return NULL;
  for (uint32_t i = 0; field->each != NULL && i < MIN (records->count, MOST_RECORDS); i++)
    {
      g_autofree char *one = sj_config_summary (field->record, records->items[i], field->each, names);

      if (one != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", one);
    }
  if (text->len == 0)
    return g_strdup_printf (ngettext ("%u entry", "%u entries", records->count), records->count);
  if (records->count > MOST_RECORDS)
    g_string_append (text, "; …");
  return g_strdup (text->str);
}

static char *
choice_words (const SjField *field, int32_t choice)
{
  return choice < 0 ? NULL : g_strdup (_(field->choices[choice].title));
}

static char *
flag_words (const SjField *field, uint32_t flags)
{
  GString *words = g_string_new (NULL);

  for (int i = 0; field->choices[i].id != NULL; i++)
    if (flags & (1u << i))
      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", _(field->choices[i].title));
  return g_string_free (words, words->len == 0);
}

static char *
pair_words (const SjPairs *pairs)
{
  GString *words = g_string_new (NULL);

  for (uint32_t i = 0; i < pairs->count; i++)
    g_string_append_printf (words, "%s%s: %s", i > 0 ? ", " : "", pairs->items[i].name, pairs->items[i].value);
  return g_string_free (words, words->len == 0);
}

static char *
value_words (const SjBlob *blob)
{
  SjValue value = sj_blob_value (blob);

  if (value.type == SJ_TEXT)
    return sj_value_dup_text (value);
  return blob ? sj_json_to_string (value, SJ_JSON_COMPACT) : NULL;
}

char *
sj_slot_to_text (const SjField *field, const void *slot, const SjNames *names)
{
  int32_t minutes;

  switch (field->type)
    {
    case SJ_FIELD_BOOL:
      return g_strdup (*(const bool *) slot ? _("yes") : _("no"));
    case SJ_FIELD_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, *(const int64_t *) slot);
    case SJ_FIELD_DECIMAL:
      return number_words (*(const double *) slot, "");
    case SJ_FIELD_PERCENT:
      return number_words (*(const double *) slot, " %");
    case SJ_FIELD_DURATION:
      return duration_words (*(const SjTime *) slot);
    case SJ_FIELD_DATE_TIME:
      return when_words (slot);
    case SJ_FIELD_TIME_OF_DAY:
      minutes = *(const int32_t *) slot;
      return minutes < 0 ? NULL : g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);
    case SJ_FIELD_WEEKDAYS:
      return weekday_words (*(const uint32_t *) slot);
    case SJ_FIELD_CHOICE:
      return choice_words (field, *(const int32_t *) slot);
    case SJ_FIELD_REFERENCE:
      return g_strdup (name_of (field, *(char *const *) slot, names));
    case SJ_FIELD_REFERENCES:
      return reference_words (field, *(char *const *const *) slot, names);
    case SJ_FIELD_POSITION:
      return ((const SjPlace *) slot)->set
                 ? g_strdup_printf ("%d, %d", ((const SjPlace *) slot)->x, ((const SjPlace *) slot)->y)
                 : NULL;
    case SJ_FIELD_RECORDS:
      return record_words (field, slot, names);
    case SJ_FIELD_TEXTS:
      return reference_words (field, *(char *const *const *) slot, NULL);
    case SJ_FIELD_FLAGS:
      return flag_words (field, *(const uint32_t *) slot);
    case SJ_FIELD_PAIRS:
      return pair_words (slot);
    case SJ_FIELD_VALUE:
      return value_words (*(SjBlob *const *) slot);
    case SJ_FIELD_RECORD:
      return NULL;    /* its own fields say it */
    default:
      return g_strdup (*(char *const *) slot);
    }
}

static bool
append_field (GString *text, const SjSpec *spec, const void *config, const char *name, const SjNames *names)
{
  const SjField *field = sj_spec_find (spec, name);
  g_autofree char *words = NULL;

  g_return_val_if_fail (field != NULL, false);
  if (!sj_config_applies (spec, config, field))
    return false;
  words = sj_slot_to_text (field, sj_field_slot (field, config), names);
  if (words == NULL)
    return false;
  g_string_append (text, words);
  return true;
}

static char *
expand (const SjSpec *spec, const void *config, const char *pattern, const SjNames *names)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const char *at = pattern; *at != '\0'; at++)
    {
      const char *close = *at == '{' ? strchr (at, '}') : NULL;
      g_autofree char *name = close ? g_strndup (at + 1, (size_t) (close - at - 1)) : NULL;

      if (name == NULL)
        g_string_append_c (text, *at);
      else if (!append_field (text, spec, config, name, names))
        return NULL;
      else
        at = close;
    }
  return g_strdup (text->str);
}

char *
sj_config_summary (const SjSpec *spec, const void *config, const char *alternatives, const SjNames *names)
{
  g_auto (GStrv) patterns = alternatives ? g_strsplit (_(alternatives), "|", -1) : NULL;

  for (char **pattern = patterns; pattern != NULL && *pattern != NULL; pattern++)
    {
      char *text = expand (spec, config, *pattern, names);

      if (text != NULL)
        return text;
    }
  return NULL;
}
