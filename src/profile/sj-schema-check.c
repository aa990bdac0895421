/* sj-schema-check.c -- whether a payload fits its schema, and why not.
 *
 * Payloads mostly list their members in the schema's order, so the next property
 * is tried before it is searched for.  Words and paths are only made for findings.
 */
#include "profile/sj-schema.h"

#include "base/sj-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_FINDINGS 100

typedef struct
{
  SjReading *reading;       /* NULL: the answer is enough */
  unsigned findings;
} Check;

static bool check_value (Check *check, const SjSchema *schema, SjValue value);

/* Whether one more finding is to be described; counts it. */
static bool
wants_words (Check *check, SjValue at)
{
  check->findings++;
  if (check->reading == NULL || check->reading->diags == NULL)
    return false;
  if (check->findings == MOST_FINDINGS + 1)
    sj_reading_add (check->reading, SJ_SEVERITY_ERROR, "payload", at, NULL,
                    _("There are more findings; these are the first %d."), MOST_FINDINGS);
  return check->findings <= MOST_FINDINGS;
}

static bool
is_over (const Check *check)
{
  return check->reading == NULL || check->findings > MOST_FINDINGS;
}

static char *
place_of (const Check *check, const char *field)
{
  char *path = sj_reading_path (check->reading, field);

  return path ? path : g_strdup (_("The payload"));
}

static const struct { unsigned type; const char *words; } type_words[] = {
  { SJ_SCHEMA_STRING, N_("a text") },          { SJ_SCHEMA_NUMBER, N_("a number") },
  { SJ_SCHEMA_INTEGER, N_("a whole number") }, { SJ_SCHEMA_BOOL, N_("true or false") },
  { SJ_SCHEMA_ARRAY, N_("a list") },           { SJ_SCHEMA_OBJECT, N_("an object") },
  { SJ_SCHEMA_NULL, N_("null") },
};

static bool
wrong_type (Check *check, const SjSchema *schema, SjValue value)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *place = NULL;

  if (!wants_words (check, value))
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS (type_words); i++)
    if (schema->types & type_words[i].type)
      g_string_append_printf (words, "%s%s", words->len > 0 ? _(" or ") : "", _(type_words[i].words));
  place = place_of (check, NULL);
  sj_reading_add (check->reading, SJ_SEVERITY_ERROR, "payload-type", value, NULL, _("%s must be %s."), place,
                  words->str);
  return false;
}

static unsigned
type_of (SjValue value)
{
  switch (value.type)
    {
    case SJ_BOOL:
      return SJ_SCHEMA_BOOL;
    case SJ_INTEGER:
      return SJ_SCHEMA_INTEGER | SJ_SCHEMA_NUMBER;
    case SJ_DECIMAL:
      return SJ_SCHEMA_NUMBER;
    case SJ_LIST:
      return SJ_SCHEMA_ARRAY;
    case SJ_OBJECT:
      return SJ_SCHEMA_OBJECT;
    case SJ_NULL:
      return SJ_SCHEMA_NULL;
    default:
      return SJ_SCHEMA_STRING;
    }
}

bool
sj_is_email (const char *text, size_t length)
{
  const char *at = memchr (text, '@', length);
  const char *end = text + length;
  const char *dot;

  if (at == NULL || at == text || memchr (at + 1, '@', (size_t) (end - at - 1)) != NULL)
    return false;
  for (const char *c = text; c < end; c++)
    if ((unsigned char) *c <= ' ' || *c == '<' || *c == '>' || *c == ',' || *c == ';' || *c == '"')
      return false;
  dot = memrchr (at, '.', (size_t) (end - at));
  return dot != NULL && dot > at + 1 && dot < end - 1 && text[0] != '.' && at[-1] != '.' && at[1] != '.' &&
         memmem (text, length, "..", 2) == NULL;
}

bool
sj_is_uri (const char *text, size_t length)
{
  const char *colon = memchr (text, ':', length);

  if (colon == NULL || colon == text || colon == text + length - 1 || !g_ascii_isalpha (*text))
    return false;
  for (const char *c = text; c < colon; c++)
    if (!g_ascii_isalnum (*c) && *c != '+' && *c != '-' && *c != '.')
      return false;
  for (const char *c = colon; c < text + length; c++)
    if ((unsigned char) *c <= ' ')
      return false;
  return true;
}

static bool
fits_format (SjFormat format, SjValue value)
{
  SjMoment moment;
  int64_t days;

  switch (format)
    {
    case SJ_FORMAT_DATE_TIME:
      return sj_moment_parse (value.text, value.length, &moment);
    case SJ_FORMAT_DATE:
      return sj_date_parse (value.text, value.length, &days);
    case SJ_FORMAT_EMAIL:
      return sj_is_email (value.text, value.length);
    case SJ_FORMAT_URI:
      return sj_is_uri (value.text, value.length);
    default:
      return true;
    }
}

static bool
check_text (Check *check, const SjSchema *schema, SjValue value)
{
  static const char *const words[SJ_N_FORMATS] = {
    [SJ_FORMAT_DATE_TIME] = N_("%s must be a date and time with its zone, such as 2026-03-01T09:00:00Z."),
    [SJ_FORMAT_DATE] = N_("%s must be a date such as 2026-03-01."),
    [SJ_FORMAT_EMAIL] = N_("%s must be an email address."),
    [SJ_FORMAT_URI] = N_("%s must be a web address."),
  };
  g_autofree char *place = NULL;

  if (fits_format (schema->format, value))
    return true;
  if (wants_words (check, value))
    {
      place = place_of (check, NULL);
      sj_reading_add (check->reading, SJ_SEVERITY_ERROR, "payload-format", value, NULL, _(words[schema->format]),
                      place);
    }
  return false;
}

static bool
check_choices (Check *check, const SjSchema *schema, SjValue value)
{
  SjValue choices = sj_blob_value (schema->choices);
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *place = NULL;

  for (uint32_t i = 0; i < choices.length; i++)
    if (sj_value_equal (choices.items[i], value))
      return true;
  if (!wants_words (check, value))
    return false;
  for (uint32_t i = 0; i < choices.length; i++)
    {
      g_autofree char *choice = sj_json_to_string (choices.items[i], SJ_JSON_COMPACT);

      g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", choice);
    }
  place = place_of (check, NULL);
  if (choices.length == 1)
    sj_reading_add (check->reading, SJ_SEVERITY_ERROR, "payload-choice", value, NULL, _("%s must be %s."), place,
                    words->str);
  else
    sj_reading_add (check->reading, SJ_SEVERITY_ERROR, "payload-choice", value, NULL, _("%s must be one of %s."),
                    place, words->str);
  return false;
}

static bool
check_items (Check *check, const SjSchema *schema, SjValue list)
{
  SjTrail trail = { check->reading ? check->reading->trail : NULL, NULL, 0 };
  bool good = true;

  if (check->reading != NULL)
    check->reading->trail = &trail;
  for (uint32_t i = 0; i < list.length && (good || !is_over (check)); i++)
    {
      trail.index = i;
      good = check_value (check, schema->items, list.items[i]) && good;
    }
  if (check->reading != NULL)
    check->reading->trail = trail.up;
  return good;
}

static bool
check_member (Check *check, const SjSchema *schema, const SjMember *member)
{
  g_autofree char *name = check->reading ? sj_value_dup_text (member->key) : NULL;
  SjTrail trail = { check->reading ? check->reading->trail : NULL, name, -1 };
  bool good;

  if (check->reading == NULL)
    return check_value (check, schema, member->value);
  check->reading->trail = &trail;
  good = check_value (check, schema, member->value);
  check->reading->trail = trail.up;
  return good;
}

static bool
unexpected (Check *check, const SjSchema *schema, const SjMember *member)
{
  g_autofree char *name = NULL;
  g_autofree char *place = NULL;
  g_autofree const char **names = NULL;
  const char *nearest;
  guint count = schema->properties ? schema->properties->len : 0;

  if (!wants_words (check, member->key))
    return false;
  name = sj_value_dup_text (member->key);
  place = place_of (check, name);
  names = g_new (const char *, count + 1);
  for (guint i = 0; i < count; i++)
    names[i] = schema->sorted[i]->name;
  nearest = sj_nearest (name, names, count);
  if (nearest != NULL)
    sj_reading_add (check->reading, SJ_SEVERITY_ERROR, "payload-unexpected", member->key, name,
                    _("%s is not part of the schema; did you mean %s?"), place, nearest);
  else
    sj_reading_add (check->reading, SJ_SEVERITY_ERROR, "payload-unexpected", member->key, name,
                    _("%s is not part of the schema."), place);
  return false;
}

/* A null counts for what is required only where the schema speaks of null. */
static bool
is_given (const SjSchema *schema, SjValue value)
{
  return !sj_value_is_null (value) || (schema->types & SJ_SCHEMA_NULL) != 0;
}

/* The property of a member: the one in turn, as a rule. */
static const SjSchema *
find_property (const SjSchema *schema, SjValue key, guint *turn, bool *in_turn)
{
  *in_turn = false;
  if (schema->properties == NULL)
    return NULL;
  if (*turn < schema->properties->len)
    {
      const SjSchema *next = g_ptr_array_index (schema->properties, *turn);

      if (strlen (next->name) == key.length && memcmp (next->name, key.text, key.length) == 0)
        {
          (*turn)++;
          *in_turn = true;
          return next;
        }
    }
  return sj_schema_property (schema, key.text, key.length);
}

static bool
check_missing (Check *check, const SjSchema *schema, SjValue object)
{
  bool good = true;

  for (guint i = 0; i < schema->properties->len && (good || !is_over (check)); i++)
    {
      const SjSchema *property = g_ptr_array_index (schema->properties, i);
      const SjValue *found = sj_value_find (object, property->name, strlen (property->name));
      g_autofree char *place = NULL;

      if (!property->required || (found != NULL && is_given (property, *found)))
        continue;
      good = false;
      if (!wants_words (check, object))
        continue;
      place = place_of (check, property->name);
      sj_reading_add (check->reading, SJ_SEVERITY_ERROR, "payload-missing", object, property->name,
                      _("%s is missing."), place);
    }
  return good;
}

static bool
check_object (Check *check, const SjSchema *schema, SjValue object)
{
  uint32_t required = 0;    /* of those in turn: each of them is seen once */
  guint turn = 0;
  bool good = true;

  for (uint32_t i = 0; i < object.length && (good || !is_over (check)); i++)
    {
      const SjMember *member = &object.members[i];
      bool in_turn;
      const SjSchema *property = find_property (schema, member->key, &turn, &in_turn);

      if (property != NULL)
        {
          required += in_turn && property->required && is_given (property, member->value);
          good = check_member (check, property, member) && good;
        }
      else if (schema->rest != NULL)
        good = check_member (check, schema->rest, member) && good;
      else if (schema->closed)
        good = unexpected (check, schema, member) && good;
    }
  if (required != schema->n_required && (good || !is_over (check)))
    good = check_missing (check, schema, object) && good;
  return good;
}

static bool
check_value (Check *check, const SjSchema *schema, SjValue value)
{
  if (sj_value_is_null (value))
    return true;    /* missing; whether it may be is asked where it would stand */
  if (schema->types != 0 && (type_of (value) & schema->types) == 0)
    return wrong_type (check, schema, value);
  if (schema->choices != NULL && !check_choices (check, schema, value))
    return false;

  switch (value.type)
    {
    case SJ_TEXT:
      return schema->format == SJ_FORMAT_NONE || check_text (check, schema, value);
    case SJ_LIST:
      return schema->items == NULL || check_items (check, schema, value);
    case SJ_OBJECT:
      return check_object (check, schema, value);
    default:
      return true;
    }
}

bool
sj_schema_check (const SjSchema *schema, SjValue payload, SjReading *reading)
{
  Check check = { reading, 0 };

  if (schema->types != 0 && !is_given (schema, payload))
    return wrong_type (&check, schema, payload);
  return check_value (&check, schema, payload);
}
