/* sj-schema.c -- JSON Schema taken apart.
 *
 * Every keyword is a row: what reads it, or why it is not read.  Schemas come from
 * other programs, so an unknown word is no error unless passing it over would let
 * pass what its author meant to keep out.
 */
#include "profile/sj-schema.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

typedef bool (*Keyword) (SjSchema *schema, const char *word, SjValue value, SjReading *reading);

static const struct { const char *word; unsigned type; } type_words[] = {
  { "null", SJ_SCHEMA_NULL },       { "boolean", SJ_SCHEMA_BOOL },  { "integer", SJ_SCHEMA_INTEGER },
  { "number", SJ_SCHEMA_NUMBER },   { "string", SJ_SCHEMA_STRING }, { "array", SJ_SCHEMA_ARRAY },
  { "object", SJ_SCHEMA_OBJECT },
};

static const struct { const char *word; SjFormat format; } format_words[] = {
  { "date-time", SJ_FORMAT_DATE_TIME }, { "date", SJ_FORMAT_DATE }, { "email", SJ_FORMAT_EMAIL },
  { "idn-email", SJ_FORMAT_EMAIL },     { "uri", SJ_FORMAT_URI },   { "url", SJ_FORMAT_URI },
  { "iri", SJ_FORMAT_URI },
};

static bool
refuse (SjReading *reading, SjValue at, const char *word, const char *sentence)
{
  sj_reading_add (reading, SJ_SEVERITY_ERROR, "schema", at, word, sentence, word);
  return false;
}

static bool
read_type_word (SjSchema *schema, SjValue value)
{
  for (size_t i = 0; i < G_N_ELEMENTS (type_words); i++)
    if (sj_value_is_text (value, (SjSlice) { type_words[i].word, strlen (type_words[i].word) }))
      {
        schema->types |= type_words[i].type;
        return true;
      }
  return false;
}

static bool
read_type (SjSchema *schema, const char *word, SjValue value, SjReading *reading)
{
  bool good = value.type == SJ_LIST ? value.length > 0 : read_type_word (schema, value);

  for (uint32_t i = 0; value.type == SJ_LIST && i < value.length; i++)
    good = read_type_word (schema, value.items[i]) && good;
  if (good)
    return true;
  return refuse (reading, value, word,
                 _("“%s” must be one of string, integer, number, boolean, object, array and null, or a list of them."));
}

static bool
read_text (SjSchema *schema, const char *word, SjValue value, SjReading *reading)
{
  char **member = strcmp (word, "title") == 0 ? &schema->title : &schema->description;

  if (value.type != SJ_TEXT)
    return refuse (reading, value, word, _("“%s” must be a text."));
  *member = sj_value_dup_text (value);
  return true;
}

/* An unknown format limits nothing, in the standard too. */
static bool
read_format (SjSchema *schema, const char *word, SjValue value, SjReading *reading)
{
  g_autofree char *format = sj_value_dup_text (value);

  if (format == NULL)
    return refuse (reading, value, word, _("“%s” must be a text."));
  for (size_t i = 0; i < G_N_ELEMENTS (format_words); i++)
    if (strcmp (format, format_words[i].word) == 0)
      schema->format = format_words[i].format;
  if (schema->format == SJ_FORMAT_NONE)
    sj_reading_add (reading, SJ_SEVERITY_HINT, "schema-ignored", value, word,
                    _("The format “%s” is not checked; any text will pass."), format);
  return true;
}

static bool
read_enum (SjSchema *schema, const char *word, SjValue value, SjReading *reading)
{
  if (value.type != SJ_LIST || value.length == 0)
    return refuse (reading, value, word, _("“%s” must be a list of values."));
  sj_blob_unref (schema->choices);
  schema->choices = sj_blob_new (value);
  return true;
}

static bool
read_const (SjSchema *schema, const char *word, SjValue value, SjReading *reading)
{
  return read_enum (schema, word, sj_value_list (&value, 1), reading);
}

/* A schema below a keyword and, where it has one, a name. */
static SjSchema *
read_below (const char *word, const char *name, int64_t index, SjValue value, SjReading *reading)
{
  SjTrail outer = { reading ? reading->trail : NULL, word, index };
  SjTrail inner = { &outer, name, -1 };
  SjReading below = reading ? *reading : (SjReading) { NULL };

  below.trail = name ? &inner : &outer;
  return sj_schema_read (value, &below);
}

static bool
read_properties (SjSchema *schema, const char *word, SjValue value, SjReading *reading)
{
  bool good = true;

  if (value.type != SJ_OBJECT)
    return refuse (reading, value, word, _("“%s” must be an object, a schema for each name."));
  for (uint32_t i = 0; i < value.length; i++)
    if (memchr (value.members[i].key.text, '\0', value.members[i].key.length) != NULL)
      return refuse (reading, value.members[i].key, word, _("A name in “%s” holds a zero character."));
  if (schema->properties == NULL)
    schema->properties = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_schema_unref);
  for (uint32_t i = 0; i < value.length; i++)
    {
      g_autofree char *name = sj_value_dup_text (value.members[i].key);
      SjSchema *property = read_below (word, name, -1, value.members[i].value, reading);

      if (property != NULL)
        {
          property->name = g_steal_pointer (&name);
          g_ptr_array_add (schema->properties, property);
        }
      good = property != NULL && good;
    }
  return good;
}

static bool
read_items (SjSchema *schema, const char *word, SjValue value, SjReading *reading)
{
  if (value.type == SJ_LIST)
    return refuse (reading, value, word, _("“%s” must be one schema for all items, not a list of schemas."));
  schema->items = read_below (word, NULL, -1, value, reading);
  return schema->items != NULL;
}

static bool
read_additional (SjSchema *schema, const char *word, SjValue value, SjReading *reading)
{
  if (value.type == SJ_BOOL)
    {
      schema->closed = !value.boolean;
      schema->open = value.boolean;
      return true;
    }
  schema->rest = read_below (word, NULL, -1, value, reading);
  return schema->rest != NULL;
}

/* The names are gone through once the properties are known. */
static bool
read_required (SjSchema *schema, const char *word, SjValue value, SjReading *reading)
{
  bool good = value.type == SJ_LIST;

  for (uint32_t i = 0; good && i < value.length; i++)
    good = value.items[i].type == SJ_TEXT;
  return good || refuse (reading, value, word, _("“%s” must be a list of names."));
}

static bool
refuse_reference (SjSchema *schema, const char *word, SjValue value, SjReading *reading)
{
  return refuse (reading, value, word,
                 _("“%s” is not supported: write the schema it refers to in its place."));
}

static bool
refuse_alternatives (SjSchema *schema, const char *word, SjValue value, SjReading *reading)
{
  return refuse (reading, value, word, _("“%s” is not supported: describe the payload by one schema."));
}

static bool
pass_over_limit (SjSchema *schema, const char *word, SjValue value, SjReading *reading)
{
  sj_reading_add (reading, SJ_SEVERITY_WARNING, "schema-ignored", value, word,
                  _("“%s” is not checked; values beyond that limit will pass."), word);
  return true;
}

static bool
pass_over (SjSchema *schema, const char *word, SjValue value, SjReading *reading)
{
  return true;
}

static const struct { const char *word; Keyword read; } keywords[] = {
  { "type", read_type },
  { "title", read_text },
  { "description", read_text },
  { "format", read_format },
  { "enum", read_enum },
  { "const", read_const },
  { "properties", read_properties },
  { "items", read_items },
  { "additionalProperties", read_additional },
  { "required", read_required },
  { "$ref", refuse_reference },
  { "$dynamicRef", refuse_reference },
  { "oneOf", refuse_alternatives },
  { "anyOf", refuse_alternatives },
  { "allOf", refuse_alternatives },
  { "not", refuse_alternatives },
  { "if", refuse_alternatives },
  { "patternProperties", refuse_alternatives },
  { "prefixItems", refuse_alternatives },
  { "minimum", pass_over_limit },
  { "maximum", pass_over_limit },
  { "exclusiveMinimum", pass_over_limit },
  { "exclusiveMaximum", pass_over_limit },
  { "multipleOf", pass_over_limit },
  { "minLength", pass_over_limit },
  { "maxLength", pass_over_limit },
  { "pattern", pass_over_limit },
  { "minItems", pass_over_limit },
  { "maxItems", pass_over_limit },
  { "uniqueItems", pass_over_limit },
  { "contains", pass_over_limit },
  { "minProperties", pass_over_limit },
  { "maxProperties", pass_over_limit },
  { "propertyNames", pass_over_limit },
  { "dependentRequired", pass_over_limit },
  { "dependentSchemas", pass_over_limit },
  { "dependencies", pass_over_limit },
  { "unevaluatedProperties", pass_over_limit },
  { "unevaluatedItems", pass_over_limit },
  { "$schema", pass_over },
  { "$id", pass_over },
  { "id", pass_over },
  { "$comment", pass_over },
  { "$defs", pass_over },
  { "definitions", pass_over },
  { "default", pass_over },
  { "example", pass_over },
  { "examples", pass_over },
  { "deprecated", pass_over },
  { "readOnly", pass_over },
  { "writeOnly", pass_over },
};

static bool
read_keyword (SjSchema *schema, const SjMember *member, SjReading *reading)
{
  g_autofree char *word = sj_value_dup_text (member->key);
  const char *words[G_N_ELEMENTS (keywords)];
  const char *nearest;

  for (size_t i = 0; i < G_N_ELEMENTS (keywords); i++)
    {
      words[i] = keywords[i].word;
      if (strcmp (word, words[i]) == 0)
        return keywords[i].read (schema, words[i], member->value, reading);
    }
  if (strchr (word, ':') != NULL || g_str_has_prefix (word, "x-"))
    return true;    /* "meta:enum": another program's notes */
  nearest = sj_nearest (word, words, G_N_ELEMENTS (words));
  if (nearest != NULL)
    {
      SjDiag *diag = sj_reading_add (reading, SJ_SEVERITY_WARNING, "schema-ignored", member->key, word,
                                     _("“%s” is no word of a schema; did you mean “%s”?"), word, nearest);

      if (diag != NULL)
        diag->fix = g_strdup (nearest);
    }
  else
    sj_reading_add (reading, SJ_SEVERITY_HINT, "schema-ignored", member->key, word,
                    _("“%s” is no word of a schema and is passed over."), word);
  return true;
}

static int
compare_names (const void *a, const void *b)
{
  const SjSchema *left = *(SjSchema *const *) a;
  const SjSchema *right = *(SjSchema *const *) b;

  return strcmp (left->name, right->name);
}

static void
sort_properties (SjSchema *schema)
{
  size_t count = schema->properties ? schema->properties->len : 0;

  g_free (schema->sorted);
  schema->sorted = g_new (SjSchema *, count + 1);
  for (size_t i = 0; i < count; i++)
    schema->sorted[i] = g_ptr_array_index (schema->properties, i);
  qsort (schema->sorted, count, sizeof (SjSchema *), compare_names);
}

static SjSchema *
schema_new (void)
{
  SjSchema *schema = g_new0 (SjSchema, 1);

  schema->refs = 1;
  return schema;
}

/* A name that is required and described nowhere may be anything. */
static void
add_undescribed (SjSchema *schema, const char *name)
{
  SjSchema *property = schema_new ();

  property->name = g_strdup (name);
  property->required = true;
  if (schema->properties == NULL)
    schema->properties = g_ptr_array_new_with_free_func ((GDestroyNotify) sj_schema_unref);
  g_ptr_array_add (schema->properties, property);
}

/* Properties are only added once all names were looked up in those that are sorted. */
static void
mark_required (SjSchema *schema, SjValue names, SjReading *reading)
{
  g_autoptr (GHashTable) undescribed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer name;

  for (uint32_t i = 0; names.type == SJ_LIST && i < names.length; i++)
    {
      char *text = sj_value_dup_text (names.items[i]);
      SjSchema *property = (SjSchema *) sj_schema_property (schema, text, strlen (text));

      if (property != NULL)
        {
          property->required = true;
          g_free (text);
        }
      else if (g_hash_table_add (undescribed, text))
        sj_reading_add (reading, SJ_SEVERITY_WARNING, "schema-required", names.items[i], "required",
                        _("“%s” is required but is not among the properties."), text);
    }
  g_hash_table_iter_init (&iter, undescribed);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    add_undescribed (schema, name);
  if (g_hash_table_size (undescribed) > 0)
    sort_properties (schema);
}

static void
count_required (SjSchema *schema)
{
  for (guint i = 0; schema->properties != NULL && i < schema->properties->len; i++)
    schema->n_required += ((const SjSchema *) g_ptr_array_index (schema->properties, i))->required;
}

/* Keywords that speak of a type say the type where it is not written. */
static void
imply_types (SjSchema *schema)
{
  if (schema->types != 0)
    return;
  if (schema->properties != NULL || schema->rest != NULL)
    schema->types = SJ_SCHEMA_OBJECT;
  else if (schema->items != NULL)
    schema->types = SJ_SCHEMA_ARRAY;
  else if (schema->format != SJ_FORMAT_NONE)
    schema->types = SJ_SCHEMA_STRING;
}

SjSchema *
sj_schema_read (SjValue value, SjReading *reading)
{
  g_autoptr (SjSchema) schema = schema_new ();
  bool good = true;

  if (value.type == SJ_BOOL && value.boolean)
    return g_steal_pointer (&schema);    /* "true": anything */
  if (value.type != SJ_OBJECT)
    {
      sj_reading_add (reading, SJ_SEVERITY_ERROR, "schema", value, NULL, _("A schema must be a JSON object."));
      return NULL;
    }
  for (uint32_t i = 0; i < value.length; i++)
    good = read_keyword (schema, &value.members[i], reading) && good;
  if (!good)
    return NULL;

  sort_properties (schema);
  mark_required (schema, sj_value_get (value, "required"), reading);
  count_required (schema);
  imply_types (schema);
  return g_steal_pointer (&schema);
}

SjSchema *
sj_schema_ref (SjSchema *schema)
{
  g_atomic_int_inc (&schema->refs);
  return schema;
}

void
sj_schema_unref (SjSchema *schema)
{
  if (!g_atomic_int_dec_and_test (&schema->refs))
    return;
  g_free (schema->name);
  g_free (schema->title);
  g_free (schema->description);
  g_free (schema->sorted);
  g_clear_pointer (&schema->properties, g_ptr_array_unref);
  g_clear_pointer (&schema->items, sj_schema_unref);
  g_clear_pointer (&schema->rest, sj_schema_unref);
  sj_blob_unref (schema->choices);
  g_free (schema);
}

const SjSchema *
sj_schema_property (const SjSchema *schema, const char *name, size_t length)
{
  size_t low = 0, high = schema->sorted && schema->properties ? schema->properties->len : 0;

  while (low < high)
    {
      size_t middle = low + (high - low) / 2;
      const SjSchema *property = schema->sorted[middle];
      size_t own = strlen (property->name);
      int order = memcmp (property->name, name, MIN (own, length));

      if (order == 0)
        order = own < length ? -1 : own > length;
      if (order == 0)
        return property;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

const SjSchema *
sj_schema_at (const SjSchema *schema, const char *path)
{
  while (schema != NULL && *path != '\0')
    {
      size_t length = strcspn (path, ".");

      while (schema->items != NULL)
        schema = schema->items;
      schema = sj_schema_property (schema, path, length);
      path += path[length] == '.' ? length + 1 : length;
    }
  return schema;
}

static unsigned
single_type (const SjSchema *schema)
{
  unsigned types = schema->types & ~(unsigned) SJ_SCHEMA_NULL;

  if (types == (SJ_SCHEMA_INTEGER | SJ_SCHEMA_NUMBER))
    return SJ_SCHEMA_NUMBER;
  return (types & (types - 1)) == 0 ? types : 0;
}

static SjType
text_type (SjFormat format)
{
  switch (format)
    {
    case SJ_FORMAT_DATE_TIME:
      return SJ_MOMENT;
    case SJ_FORMAT_DATE:
      return SJ_DATE;
    default:
      return SJ_TEXT;
    }
}

static SjShape *
object_shape (const SjSchema *schema)
{
  SjShape *shape = sj_shape_new (SJ_OBJECT);

  if (schema->rest != NULL)
    {
      shape->map = true;
      shape->item = sj_schema_shape (schema->rest);
    }
  /* Closed for typing, so that a slip of the pen is found, unless it is said that
   * others are expected or none is described. */
  shape->open = schema->open || (schema->properties == NULL && schema->rest == NULL && !schema->closed);
  for (guint i = 0; schema->properties != NULL && i < schema->properties->len; i++)
    {
      const SjSchema *property = g_ptr_array_index (schema->properties, i);
      SjShape *field = sj_shape_add_field (shape, property->name, sj_schema_shape (property));

      field->required = property->required && (property->types & SJ_SCHEMA_NULL) == 0;
    }
  return shape;
}

static SjShape *
bare_shape (const SjSchema *schema)
{
  switch (single_type (schema))
    {
    case SJ_SCHEMA_BOOL:
      return sj_shape_new (SJ_BOOL);
    case SJ_SCHEMA_INTEGER:
      return sj_shape_new (SJ_INTEGER);
    case SJ_SCHEMA_NUMBER:
      return sj_shape_new (SJ_DECIMAL);
    case SJ_SCHEMA_STRING:
      return sj_shape_new (text_type (schema->format));
    case SJ_SCHEMA_ARRAY:
      return sj_shape_new_list (schema->items ? sj_schema_shape (schema->items) : sj_shape_new_any ());
    case SJ_SCHEMA_OBJECT:
      return object_shape (schema);
    default:
      return sj_shape_new_any ();
    }
}

/* Only texts are offered as choices; other values are typed as they are. */
static GStrv
text_choices (SjValue choices)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  for (uint32_t i = 0; choices.type == SJ_LIST && i < choices.length; i++)
    {
      g_autofree char *text = sj_value_dup_text (choices.items[i]);

      if (text != NULL)
        g_strv_builder_add (texts, text);
    }
  return g_strv_builder_end (texts);
}

SjShape *
sj_schema_shape (const SjSchema *schema)
{
  SjShape *shape = bare_shape (schema);

  shape->title = g_strdup (schema->title);
  shape->description = g_strdup (schema->description);
  if (shape->type == SJ_TEXT && schema->choices != NULL)
    shape->choices = text_choices (sj_blob_value (schema->choices));
  return shape;
}
