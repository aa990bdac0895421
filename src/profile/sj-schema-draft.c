/* sj-schema-draft.c -- a schema under the hand: made from a sample, changed as a tree. */
#include "profile/sj-schema-draft.h"

#include "base/sj-time.h"
#include "profile/sj-schema.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEEPEST 40    /* of a sample; what lies deeper may be anything, and the schema stays readable as JSON */

const SjSchemaWord sj_schema_words[] = {
  { N_("Text"), "string", NULL },
  { N_("Date and time"), "string", "date-time" },
  { N_("Date"), "string", "date" },
  { N_("Email"), "string", "email" },
  { N_("Web address"), "string", "uri" },
  { N_("Whole number"), "integer", NULL },
  { N_("Number"), "number", NULL },
  { N_("Yes or no"), "boolean", NULL },
  { N_("Group"), "object", NULL },
  { N_("Anything"), NULL, NULL },
  { NULL }
};

/* A copy of the object with that member: in its place, or last; null takes it out. */
static SjValue
with_member (SjArena *arena, SjValue object, const char *name, SjValue value)
{
  SjObjectBuilder builder;
  bool there = false, remove = sj_value_is_null (value);

  sj_object_begin (&builder, arena);
  for (uint32_t i = 0; object.type == SJ_OBJECT && i < object.length; i++)
    {
      SjMember member = object.members[i];
      bool same = sj_value_is_text (member.key, (SjSlice) { name, strlen (name) });

      if (same && !there && !remove)
        member.value = value;
      if (!same || (!there && !remove))
        g_array_append_val (builder.members, member);
      there = there || same;
    }
  if (!there && !remove)
    sj_object_set (&builder, name, value);
  return sj_object_end (&builder);
}

/* Samples.  Null: nothing is known yet. */

static SjValue draft (SjArena *arena, SjValue sample, unsigned depth);

static SjValue
typed (SjArena *arena, const char *type, const char *format)
{
  SjObjectBuilder builder;

  sj_object_begin (&builder, arena);
  if (type != NULL)
    sj_object_set (&builder, "type", sj_value_string (type));
  if (format != NULL)
    sj_object_set (&builder, "format", sj_value_string (format));
  return sj_object_end (&builder);
}

static const char *
format_of (SjValue text)
{
  SjMoment moment;
  int64_t days;

  if (sj_moment_parse (text.text, text.length, &moment) && moment.zone == NULL)
    return "date-time";
  if (sj_date_parse (text.text, text.length, &days))
    return "date";
  if (sj_is_email (text.text, text.length))
    return "email";
  if (text.length > 8 && (memcmp (text.text, "http://", 7) == 0 || memcmp (text.text, "https://", 8) == 0) &&
      sj_is_uri (text.text, text.length))
    return "uri";
  return NULL;
}

/* Of a text: the format only where the schema's own check agrees. */
static SjValue
draft_text (SjArena *arena, SjValue text)
{
  const char *format = format_of (text);
  SjValue schema = typed (arena, "string", format);
  g_autoptr (SjSchema) read = format ? sj_schema_read (schema, NULL) : NULL;

  return read == NULL || sj_schema_check (read, text, NULL) ? schema : typed (arena, "string", NULL);
}

static const char *
type_of (SjValue schema)
{
  SjValue type = sj_value_get (schema, "type");

  return type.type == SJ_TEXT ? type.text : NULL;
}

static bool
is_type (SjValue schema, const char *name)
{
  return sj_value_is_text (sj_value_get (schema, "type"), (SjSlice) { name, strlen (name) });
}

static SjValue merge (SjArena *arena, SjValue one, SjValue two);

static SjValue
merge_properties (SjArena *arena, SjValue one, SjValue two)
{
  SjValue all = sj_value_get (one, "properties"), more = sj_value_get (two, "properties");

  for (uint32_t i = 0; i < more.length; i++)
    {
      g_autofree char *name = sj_value_dup_text (more.members[i].key);

      all = with_member (arena, all, name, merge (arena, sj_value_get (all, name), more.members[i].value));
    }
  return with_member (arena, one, "properties", all);
}

/* What both fit. */
static SjValue
merge (SjArena *arena, SjValue one, SjValue two)
{
  if (sj_value_is_null (one) || sj_value_is_null (two))
    return sj_value_is_null (one) ? two : one;
  if ((is_type (one, "integer") && is_type (two, "number")) || (is_type (one, "number") && is_type (two, "integer")))
    return typed (arena, "number", NULL);
  if (type_of (one) == NULL || !sj_value_equal (sj_value_get (one, "type"), sj_value_get (two, "type")))
    return typed (arena, NULL, NULL);
  if (is_type (one, "object"))
    return merge_properties (arena, one, two);
  if (is_type (one, "array"))
    return with_member (arena, one, "items",
                        merge (arena, sj_value_get (one, "items"), sj_value_get (two, "items")));
  return sj_value_equal (one, two) ? one : typed (arena, type_of (one), NULL);
}

static SjValue
draft_list (SjArena *arena, SjValue list, unsigned depth)
{
  SjValue items = sj_null;

  for (uint32_t i = 0; i < list.length; i++)
    items = merge (arena, items, draft (arena, list.items[i], depth + 1));
  return with_member (arena, typed (arena, "array", NULL), "items", items);
}

static SjValue
draft_object (SjArena *arena, SjValue object, unsigned depth)
{
  SjValue properties = sj_value_object (NULL, 0);

  for (uint32_t i = 0; i < object.length; i++)
    {
      const SjMember *member = &object.members[i];
      g_autofree char *name = sj_value_dup_text (member->key);
      SjValue schema;

      if (memchr (member->key.text, '\0', member->key.length) != NULL ||
          sj_value_find (object, member->key.text, member->key.length) != &member->value)
        continue;    /* no name for a field; or it stands there again */
      schema = draft (arena, member->value, depth + 1);
      if (sj_value_is_null (schema))
        schema = typed (arena, NULL, NULL);
      properties = with_member (arena, properties, name, schema);
    }
  return with_member (arena, typed (arena, "object", NULL), "properties", properties);
}

static SjValue
draft (SjArena *arena, SjValue sample, unsigned depth)
{
  if (depth > DEEPEST)
    return typed (arena, NULL, NULL);
  switch (sample.type)
    {
    case SJ_NULL:
      return sj_null;
    case SJ_BOOL:
      return typed (arena, "boolean", NULL);
    case SJ_INTEGER:
      return typed (arena, "integer", NULL);
    case SJ_DECIMAL:
      return typed (arena, "number", NULL);
    case SJ_LIST:
      return draft_list (arena, sample, depth);
    case SJ_OBJECT:
      return draft_object (arena, sample, depth);
    default:
      return draft_text (arena, sample);
    }
}

SjValue
sj_schema_draft (SjArena *arena, SjValue sample)
{
  SjValue schema = draft (arena, sample, 0);

  return sj_value_is_null (schema) ? typed (arena, NULL, NULL) : schema;
}

/* Looking. */

static bool
is_list (SjValue schema)
{
  return is_type (schema, "array") || (sj_value_get (schema, "items").type == SJ_OBJECT && type_of (schema) == NULL);
}

/* What the items are; of anything else the schema itself. */
static SjValue
inside (SjValue schema)
{
  return is_list (schema) ? sj_value_get (schema, "items") : schema;
}

/* The one type besides null. */
static SjValue
main_type (SjValue schema)
{
  SjValue type = sj_value_get (schema, "type"), found = sj_null;

  if (type.type != SJ_LIST)
    return type;
  for (uint32_t i = 0; i < type.length; i++)
    if (!sj_value_is_text (type.items[i], SJ_SLICE ("null")))
      {
        if (!sj_value_is_null (found))
          return sj_null;
        found = type.items[i];
      }
  return found;
}

int
sj_schema_word_of (SjValue schema, bool *list)
{
  SjValue one = inside (schema), type, format;

  *list = is_list (schema);
  if (is_list (one))
    return -1;    /* a list of lists */
  type = main_type (one);
  format = sj_value_get (one, "format");
  if (sj_value_is_null (type) && sj_value_get (one, "properties").type == SJ_OBJECT)
    type = sj_value_string ("object");
  for (int i = 0; sj_schema_words[i].title != NULL; i++)
    {
      const SjSchemaWord *word = &sj_schema_words[i];

      if (!sj_value_equal (type, sj_value_string (word->type)))
        continue;
      if (word->format == NULL || sj_value_equal (format, sj_value_string (word->format)))
        {
          bool exact = word->format != NULL;
          int next = i;

          /* A later row may say it more exactly. */
          while (!exact && sj_schema_words[++next].title != NULL)
            if (sj_value_equal (type, sj_value_string (sj_schema_words[next].type)) &&
                sj_schema_words[next].format != NULL &&
                sj_value_equal (format, sj_value_string (sj_schema_words[next].format)))
              return next;
          return i;
        }
    }
  return -1;
}

SjValue
sj_schema_below (SjValue schema)
{
  while (is_list (schema))
    schema = sj_value_get (schema, "items");
  return sj_value_get (schema, "properties");
}

static bool
stands_in (SjValue list, const char *name)
{
  for (uint32_t i = 0; list.type == SJ_LIST && i < list.length; i++)
    if (sj_value_is_text (list.items[i], (SjSlice) { name, strlen (name) }))
      return true;
  return false;
}

bool
sj_schema_demands (SjValue schema, const char *name)
{
  while (is_list (schema))
    schema = sj_value_get (schema, "items");
  return stands_in (sj_value_get (schema, "required"), name);
}

/* Changing.  A change gets the object schema that holds the property. */

typedef struct
{
  SjArena *arena;
  const char *name;         /* of the property; of what is added, too */
  const char *other;        /* the new name */
  int word;
  bool flag;
} Change;

typedef bool (*Apply) (const Change *change, SjValue *schema);

static bool
descend (SjArena *arena, SjValue *schema, const char *const *path, Apply apply, const Change *change)
{
  SjValue properties, child;

  if (is_list (*schema))
    {
      SjValue items = sj_value_get (*schema, "items");

      if (sj_value_is_null (items))
        items = sj_value_object (NULL, 0);
      if (!descend (arena, &items, path, apply, change))
        return false;
      *schema = with_member (arena, *schema, "items", items);
      return true;
    }
  if (path[0] == NULL)
    return apply (change, schema);
  properties = sj_value_get (*schema, "properties");
  child = sj_value_get (properties, path[0]);
  if (child.type != SJ_OBJECT || !descend (arena, &child, path + 1, apply, change))
    return false;
  *schema = with_member (arena, *schema, "properties", with_member (arena, properties, path[0], child));
  return true;
}

/* To the object that holds the last name of the path. */
static bool
change_last (SjArena *arena, SjValue *schema, const char *const *path, Apply apply, Change *change)
{
  size_t length = g_strv_length ((char **) path);
  g_autofree const char **up = g_new0 (const char *, length + 1);

  if (length == 0)
    return false;
  for (size_t i = 0; i + 1 < length; i++)
    up[i] = path[i];
  change->arena = arena;
  change->name = path[length - 1];
  return descend (arena, schema, up, apply, change);
}

static bool
may_hold (SjValue schema)
{
  SjValue type = main_type (schema);

  return schema.type == SJ_OBJECT && (sj_value_is_null (type) || sj_value_is_text (type, SJ_SLICE ("object")));
}

static bool
apply_add (const Change *change, SjValue *schema)
{
  const SjSchemaWord *word = &sj_schema_words[change->word];
  SjValue properties = sj_value_get (*schema, "properties");
  SjValue property = typed (change->arena, word->type, word->format);

  if (!may_hold (*schema) || *change->name == '\0' ||
      sj_value_find (properties, change->name, strlen (change->name)) != NULL)
    return false;
  if (sj_value_is_null (sj_value_get (*schema, "type")))
    *schema = with_member (change->arena, *schema, "type", sj_value_string ("object"));
  *schema = with_member (change->arena, *schema, "properties",
                         with_member (change->arena, properties, change->name, property));
  return true;
}

bool
sj_schema_add (SjArena *arena, SjValue *schema, const char *const *path, const char *name, int word)
{
  Change change = { arena, sj_arena_strdup (arena, name), NULL, word, false };
  SjValue changed = schema->type == SJ_OBJECT ? *schema : typed (arena, "object", NULL);

  if (!descend (arena, &changed, path, apply_add, &change))
    return false;
  *schema = changed;
  return true;
}

/* The names that must be there, with one put for another; NULL takes it out. */
static SjValue
with_required (SjArena *arena, SjValue schema, const char *name, const char *other)
{
  SjValue required = sj_value_get (schema, "required");
  SjListBuilder list;

  sj_list_begin (&list, arena);
  for (uint32_t i = 0; required.type == SJ_LIST && i < required.length; i++)
    if (!sj_value_is_text (required.items[i], (SjSlice) { name, strlen (name) }))
      sj_list_add (&list, required.items[i]);
    else if (other != NULL)
      sj_list_add (&list, sj_value_string (other));
  required = sj_list_end (&list);
  return with_member (arena, schema, "required", required.length > 0 ? required : sj_null);
}

static bool
apply_remove (const Change *change, SjValue *schema)
{
  SjValue properties = sj_value_get (*schema, "properties");

  if (sj_value_find (properties, change->name, strlen (change->name)) == NULL)
    return false;
  *schema = with_member (change->arena, *schema, "properties",
                         with_member (change->arena, properties, change->name, sj_null));
  *schema = with_required (change->arena, *schema, change->name, NULL);
  return true;
}

bool
sj_schema_remove (SjArena *arena, SjValue *schema, const char *const *path)
{
  Change change = { .arena = arena };

  return change_last (arena, schema, path, apply_remove, &change);
}

static bool
apply_rename (const Change *change, SjValue *schema)
{
  SjValue properties = sj_value_get (*schema, "properties");
  SjObjectBuilder builder;

  if (sj_value_find (properties, change->name, strlen (change->name)) == NULL || *change->other == '\0' ||
      sj_value_find (properties, change->other, strlen (change->other)) != NULL)
    return false;
  sj_object_begin (&builder, change->arena);
  for (uint32_t i = 0; i < properties.length; i++)
    {
      SjMember member = properties.members[i];

      if (sj_value_is_text (member.key, (SjSlice) { change->name, strlen (change->name) }))
        member.key = sj_value_string (change->other);
      g_array_append_val (builder.members, member);
    }
  *schema = with_member (change->arena, *schema, "properties", sj_object_end (&builder));
  if (stands_in (sj_value_get (*schema, "required"), change->name))
    *schema = with_required (change->arena, *schema, change->name, change->other);
  return true;
}

bool
sj_schema_rename (SjArena *arena, SjValue *schema, const char *const *path, const char *name)
{
  Change change = { .other = sj_arena_strdup (arena, name) };

  return change_last (arena, schema, path, apply_rename, &change);
}

/* What is said about the property stays; what is said about its type goes, but for
 * the fields of a group. */
static SjValue
turned (SjArena *arena, SjValue property, const SjSchemaWord *word, bool list)
{
  static const char *const of_type[] = { "type", "format", "properties", "items", "required", "additionalProperties",
                                         "enum", "const" };
  static const char *const of_group[] = { "properties", "required", "additionalProperties" };
  SjValue one = inside (property), base = typed (arena, word->type, word->format), outer = property;
  bool group = g_strcmp0 (word->type, "object") == 0;

  for (size_t i = 0; i < G_N_ELEMENTS (of_type); i++)
    outer = with_member (arena, outer, of_type[i], sj_null);
  for (size_t i = 0; group && i < G_N_ELEMENTS (of_group); i++)
    if (!sj_value_is_null (sj_value_get (one, of_group[i])))
      base = with_member (arena, base, of_group[i], sj_value_get (one, of_group[i]));
  if (list)
    {
      SjValue whole = typed (arena, "array", NULL);

      base = with_member (arena, whole, "items", base);
    }
  for (uint32_t i = 0; outer.type == SJ_OBJECT && i < outer.length; i++)
    {
      g_autofree char *name = sj_value_dup_text (outer.members[i].key);

      base = with_member (arena, base, name, outer.members[i].value);
    }
  return base;
}

static bool
apply_turn (const Change *change, SjValue *schema)
{
  SjValue properties = sj_value_get (*schema, "properties");
  const SjValue *property = sj_value_find (properties, change->name, strlen (change->name));

  if (property == NULL || property->type != SJ_OBJECT)
    return false;
  properties = with_member (change->arena, properties, change->name,
                            turned (change->arena, *property, &sj_schema_words[change->word], change->flag));
  *schema = with_member (change->arena, *schema, "properties", properties);
  return true;
}

bool
sj_schema_turn (SjArena *arena, SjValue *schema, const char *const *path, int word, bool list)
{
  Change change = { .word = word, .flag = list };

  return change_last (arena, schema, path, apply_turn, &change);
}

static bool
apply_demand (const Change *change, SjValue *schema)
{
  SjValue required = sj_value_get (*schema, "required");
  SjListBuilder list;

  if (sj_value_find (sj_value_get (*schema, "properties"), change->name, strlen (change->name)) == NULL)
    return false;
  *schema = with_required (change->arena, *schema, change->name, change->flag ? change->name : NULL);
  if (!change->flag || stands_in (required, change->name))
    return true;
  sj_list_begin (&list, change->arena);
  for (uint32_t i = 0; required.type == SJ_LIST && i < required.length; i++)
    sj_list_add (&list, required.items[i]);
  sj_list_add (&list, sj_value_copy_text (change->arena, change->name, strlen (change->name)));
  *schema = with_member (change->arena, *schema, "required", sj_list_end (&list));
  return true;
}

bool
sj_schema_demand (SjArena *arena, SjValue *schema, const char *const *path, bool required)
{
  Change change = { .flag = required };

  return change_last (arena, schema, path, apply_demand, &change);
}
