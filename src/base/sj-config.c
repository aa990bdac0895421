/* sj-config.c -- structs with a description, and what is kept in front of them.
 *
 * A member stands either in its slot or, where it is unknown or does not fit,
 * among the kept ones; never in both.
 */
#include "base/sj-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* In front of every struct; its size keeps the struct aligned. */
typedef struct
{
  SjBlob *extra;        /* owned: an object, or NULL */
  void *spare;
} Head;

G_STATIC_ASSERT (sizeof (Head) % 16 == 0);

#define FOR_FIELDS(spec, field) \
  for (const SjField *field = (spec)->fields; field != NULL && field->name != NULL; field++)

static Head *
head_of (const void *config)
{
  return (Head *) config - 1;
}

static void *
slot_of (const SjField *field, void *config)
{
  return (char *) config + field->offset;
}

void *
sj_config_new (const SjSpec *spec)
{
  Head *head = g_malloc0 (sizeof (Head) + spec->size);

  FOR_FIELDS (spec, field)
    sj_slot_init (field, slot_of (field, head + 1));
  return head + 1;
}

void
sj_config_free (const SjSpec *spec, void *config)
{
  if (config == NULL)
    return;
  FOR_FIELDS (spec, field)
    sj_slot_clear (field, slot_of (field, config));
  sj_blob_unref (head_of (config)->extra);
  g_free (head_of (config));
}

void *
sj_config_copy (const SjSpec *spec, const void *config)
{
  Head *head = g_malloc0 (sizeof (Head) + spec->size);

  FOR_FIELDS (spec, field)
    sj_slot_copy (field, slot_of (field, head + 1), sj_field_slot (field, config));
  head->extra = sj_blob_ref (head_of (config)->extra);
  return head + 1;
}

bool
sj_config_equal (const SjSpec *spec, const void *a, const void *b)
{
  FOR_FIELDS (spec, field)
    if (!sj_slot_equal (field, sj_field_slot (field, a), sj_field_slot (field, b)))
      return false;
  return sj_blob_equal (head_of (a)->extra, head_of (b)->extra);
}

SjValue
sj_config_extra (const void *config)
{
  return sj_blob_value (head_of (config)->extra);
}

/* Replaces the kept members by those of the array. */
static void
set_extra (void *config, const SjMember *members, size_t count)
{
  Head *head = head_of (config);
  SjBlob *old = head->extra;

  head->extra = count > 0 ? sj_blob_new (sj_value_object (members, count)) : NULL;
  sj_blob_unref (old);
}

static void
append_step (GString *path, const char *name)
{
  bool plain = *name != '\0' && strpbrk (name, ".[]\"") == NULL;

  if (!plain)
    g_string_append_printf (path, "[\"%s\"]", name);
  else
    g_string_append_printf (path, "%s%s", path->len > 0 ? "." : "", name);
}

static void
append_trail (GString *path, const SjTrail *trail)
{
  if (trail == NULL)
    return;
  append_trail (path, trail->up);
  if (trail->field != NULL)
    append_step (path, trail->field);
  if (trail->index >= 0)
    g_string_append_printf (path, "[%" G_GINT64_FORMAT "]", trail->index);
}

char *
sj_reading_path (const SjReading *reading, const char *field)
{
  GString *path = g_string_new (NULL);

  append_trail (path, reading->trail);
  if (field != NULL)
    append_step (path, field);
  return g_string_free (path, path->len == 0);
}

SjDiag *
sj_reading_add (SjReading *reading, SjSeverity severity, const char *code, SjValue at, const char *field,
                const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;
  size_t start = 0, end = 0;
  SjDiag *diag;
  va_list args;

  if (reading == NULL || reading->diags == NULL)
    return NULL;
  path = sj_reading_path (reading, field);
  if (sj_value_is_null (at) && reading->root != NULL)
    at = sj_value_follow (*reading->root, path ? path : "");
  if (reading->text != NULL)
    {
      start = sj_json_offset (at, reading->text, reading->length);
      end = start + (at.type == SJ_TEXT ? at.length : 1);
    }
  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  diag = sj_diags_add (reading->diags, severity, code, start, end, "%s", text);
  diag->node = g_strdup (reading->node);
  diag->field = g_steal_pointer (&path);
  return diag;
}

void
sj_reading_take (SjReading *reading, SjDiags *found)
{
  g_autofree char *path = sj_reading_path (reading, NULL);
  SjValue at = reading->root ? sj_value_follow (*reading->root, path ? path : "") : sj_null;
  size_t begin = reading->text ? sj_json_offset (at, reading->text, reading->length) : 0;

  for (size_t i = 0; reading->diags != NULL && i < sj_diags_count (found); i++)
    {
      const SjDiag *diag = sj_diags_get (found, i);
      SjDiag *copy = sj_diags_add (reading->diags, diag->severity, diag->code, diag->start, diag->end, "%s",
                                   diag->text);

      copy->node = g_strdup (diag->node ? diag->node : reading->node);
      copy->field = g_strdup (path);
      copy->fix = g_strdup (diag->fix);
      if (at.type != SJ_TEXT || reading->text == NULL)
        continue;
      copy->start = sj_json_inner_offset (reading->text, reading->length, begin, diag->start);
      copy->end = sj_json_inner_offset (reading->text, reading->length, begin, diag->end);
    }
  sj_diags_reset (found);
}

static char *
list_choices (const SjField *field)
{
  GString *list = g_string_new (NULL);

  for (const SjChoice *choice = field->choices; choice->id != NULL; choice++)
    g_string_append_printf (list, "%s“%s”", list->len > 0 ? ", " : "", choice->id);
  return g_string_free (list, FALSE);
}

static void
report_misfit (const SjField *field, SjValue value, SjReading *reading)
{
  bool offered = field->type == SJ_FIELD_CHOICE || field->type == SJ_FIELD_FLAGS;
  g_autofree char *choices = offered ? list_choices (field) : NULL;

  if (field->type == SJ_FIELD_FLAGS)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-value", value, field->name, _("“%s” must be a list of %s."),
                    field->name, choices);
  else if (choices != NULL)
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-value", value, field->name, _("“%s” must be one of %s."),
                    field->name, choices);
  else
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-value", value, field->name, _("“%s” must be %s."), field->name,
                    sj_field_type_words (field->type));
}

/* A setting that nobody knows: a slip of the pen, or a newer program's. */
static void
report_unknown (const SjSpec *spec, SjValue key, SjReading *reading)
{
  g_autofree char *name = sj_value_dup_text (key);
  const char *names[64];
  size_t count = 0;
  const char *nearest;
  SjDiag *diag;

  if (spec->fields == NULL)
    return;
  FOR_FIELDS (spec, field)
    if (count < G_N_ELEMENTS (names))
      names[count++] = field->name;
  nearest = sj_nearest (name, names, count);
  diag = nearest ? sj_reading_add (reading, SJ_SEVERITY_WARNING, "unknown-field", key, name,
                                   _("“%s” is not known here; did you mean “%s”?"), name, nearest)
                 : sj_reading_add (reading, SJ_SEVERITY_WARNING, "unknown-field", key, name,
                                   _("“%s” is not known here; it is kept as it is."), name);
  if (diag != NULL)
    diag->fix = g_strdup (nearest);
}

static bool
is_skipped (const char *const *skip, SjValue key)
{
  for (; skip != NULL && *skip != NULL; skip++)
    if (sj_value_is_text (key, (SjSlice) { *skip, strlen (*skip) }))
      return true;
  return false;
}

static const SjField *
field_of_key (const SjSpec *spec, SjValue key)
{
  FOR_FIELDS (spec, field)
    if (sj_value_is_text (key, (SjSlice) { field->name, strlen (field->name) }))
      return field;
  return NULL;
}

/* Whether the member found its slot.  A null is no value at all. */
static bool
read_member (const SjSpec *spec, void *config, const SjMember *member, SjReading *reading)
{
  const SjField *field = field_of_key (spec, member->key);

  if (field == NULL)
    {
      report_unknown (spec, member->key, reading);
      return false;
    }
  if (sj_value_is_null (member->value) || sj_slot_read (field, slot_of (field, config), member->value, reading))
    return true;
  report_misfit (field, member->value, reading);
  return false;
}

void
sj_config_read (const SjSpec *spec, void *config, SjValue object, const char *const *skip, SjReading *reading)
{
  g_autoptr (GArray) kept = NULL;

  g_return_if_fail (object.type == SJ_OBJECT);

  for (uint32_t i = 0; i < object.length; i++)
    {
      const SjMember *member = &object.members[i];

      if (is_skipped (skip, member->key) || read_member (spec, config, member, reading))
        continue;
      if (kept == NULL)
        kept = g_array_new (FALSE, FALSE, sizeof (SjMember));
      g_array_append_val (kept, *member);
    }
  if (kept != NULL)
    set_extra (config, (const SjMember *) (void *) kept->data, kept->len);
}

void
sj_config_write_extra (const SjSpec *spec, const void *config, SjObjectBuilder *builder)
{
  SjValue extra = sj_config_extra (config);

  for (uint32_t i = 0; extra.type == SJ_OBJECT && i < extra.length; i++)
    {
      g_autofree char *name = sj_value_dup_text (extra.members[i].key);

      sj_object_set (builder, name, sj_value_copy (builder->arena, extra.members[i].value));
    }
}

void
sj_config_write_fields (const SjSpec *spec, const void *config, SjObjectBuilder *builder)
{
  FOR_FIELDS (spec, field)
    if (!sj_slot_unset (field, sj_field_slot (field, config)))
      sj_object_set (builder, field->name, sj_slot_write (field, sj_field_slot (field, config), builder->arena));
}

void
sj_config_write (const SjSpec *spec, const void *config, SjObjectBuilder *builder)
{
  sj_config_write_fields (spec, config, builder);
  sj_config_write_extra (spec, config, builder);
}

SjValue
sj_config_to_value (const SjSpec *spec, const void *config, SjArena *arena)
{
  SjObjectBuilder builder;

  sj_object_begin (&builder, arena);
  sj_config_write (spec, config, &builder);
  return sj_object_end (&builder);
}

bool
sj_config_is_default (const SjSpec *spec, const void *config)
{
  FOR_FIELDS (spec, field)
    if (!sj_slot_unset (field, sj_field_slot (field, config)))
      return false;
  return head_of (config)->extra == NULL;
}

void
sj_raw_clear (SjRaw *raw)
{
  g_clear_pointer (&raw->value, sj_blob_unref);
  raw->place = -1;
}

static int
find_kept (const void *config, const char *name)
{
  SjValue extra = sj_config_extra (config);

  for (uint32_t i = 0; extra.type == SJ_OBJECT && i < extra.length; i++)
    if (sj_value_is_text (extra.members[i].key, (SjSlice) { name, strlen (name) }))
      return (int) i;
  return -1;
}

void
sj_config_get (const SjSpec *spec, const void *config, const char *name, SjRaw *raw)
{
  const SjField *field = sj_spec_find (spec, name);
  g_auto (SjArena) arena = SJ_ARENA_INIT;

  raw->place = find_kept (config, name);
  raw->value = NULL;
  if (raw->place >= 0)
    raw->value = sj_blob_new (sj_config_extra (config).members[raw->place].value);
  else if (field != NULL && !sj_slot_unset (field, sj_field_slot (field, config)))
    raw->value = sj_blob_new (sj_slot_write (field, sj_field_slot (field, config), &arena));
}

static void
remove_kept (void *config, int place)
{
  SjValue extra = sj_config_extra (config);
  g_autofree SjMember *members = g_new (SjMember, extra.length);
  size_t count = 0;

  for (uint32_t i = 0; i < extra.length; i++)
    if ((int) i != place)
      members[count++] = extra.members[i];
  set_extra (config, members, count);
}

void
sj_config_drop_extra (void *config, const char *name)
{
  int place = find_kept (config, name);

  if (place >= 0)
    remove_kept (config, place);
}

static void
insert_kept (void *config, const char *name, SjValue value, int place)
{
  SjValue extra = sj_config_extra (config);
  uint32_t length = extra.type == SJ_OBJECT ? extra.length : 0;
  g_autofree SjMember *members = g_new (SjMember, length + 1);
  uint32_t at = place < 0 ? length : MIN ((uint32_t) place, length);

  for (uint32_t i = 0; i < length; i++)
    members[i < at ? i : i + 1] = extra.members[i];
  members[at] = (SjMember) { sj_value_string (name), value };
  set_extra (config, members, length + 1);
}

void
sj_config_swap (const SjSpec *spec, void *config, const char *name, SjRaw *raw)
{
  const SjField *field = sj_spec_find (spec, name);
  SjRaw old = SJ_RAW_INIT;

  sj_config_get (spec, config, name, &old);
  if (old.place >= 0)
    remove_kept (config, old.place);
  else if (field != NULL)
    {
      sj_slot_clear (field, slot_of (field, config));
      sj_slot_init (field, slot_of (field, config));
    }

  if (raw->value != NULL && (field == NULL || !sj_value_is_null (sj_blob_value (raw->value))) &&
      (field == NULL || !sj_slot_read (field, slot_of (field, config), sj_blob_value (raw->value), NULL)))
    insert_kept (config, name, sj_blob_value (raw->value), raw->place);
  sj_raw_clear (raw);
  *raw = old;
}

static const char *
choice_id (const SjField *field, const void *config)
{
  int32_t choice = *(const int32_t *) sj_field_slot (field, config);

  return choice < 0 ? "" : field->choices[choice].id;
}

const char *
sj_config_text (const SjSpec *spec, const void *config, const char *name)
{
  const SjField *field = sj_spec_find (spec, name);
  const char *text;

  if (field == NULL)
    return "";
  switch (field->type)
    {
    case SJ_FIELD_TEXT:
    case SJ_FIELD_LONG_TEXT:
    case SJ_FIELD_ZONE:
    case SJ_FIELD_EXPRESSION:
    case SJ_FIELD_TEMPLATE:
    case SJ_FIELD_LONG_TEMPLATE:
    case SJ_FIELD_REFERENCE:
      text = *(char *const *) sj_field_slot (field, config);
      return text ? text : "";
    case SJ_FIELD_CHOICE:
      return choice_id (field, config);
    default:
      return "";
    }
}

int64_t
sj_config_integer (const SjSpec *spec, const void *config, const char *name)
{
  const SjField *field = sj_spec_find (spec, name);
  const void *slot = field ? sj_field_slot (field, config) : NULL;

  switch (field ? field->type : SJ_N_FIELD_TYPES)
    {
    case SJ_FIELD_BOOL:
      return *(const bool *) slot;
    case SJ_FIELD_INTEGER:
    case SJ_FIELD_DURATION:
      return *(const int64_t *) slot;
    case SJ_FIELD_CHOICE:
    case SJ_FIELD_TIME_OF_DAY:
      return *(const int32_t *) slot;
    case SJ_FIELD_WEEKDAYS:
    case SJ_FIELD_FLAGS:
      return *(const uint32_t *) slot;
    default:
      return 0;
    }
}

double
sj_config_number (const SjSpec *spec, const void *config, const char *name)
{
  const SjField *field = sj_spec_find (spec, name);

  if (field != NULL && (field->type == SJ_FIELD_DECIMAL || field->type == SJ_FIELD_PERCENT))
    return *(const double *) sj_field_slot (field, config);
  return (double) sj_config_integer (spec, config, name);
}

const SjRecords *
sj_config_records (const SjSpec *spec, const void *config, const char *name)
{
  static const SjRecords none = { NULL, 0 };
  const SjField *field = sj_spec_find (spec, name);

  return field && field->type == SJ_FIELD_RECORDS ? sj_field_slot (field, config) : &none;
}

bool
sj_config_is_set (const SjSpec *spec, const void *config, const char *name)
{
  const SjField *field = sj_spec_find (spec, name);

  return field != NULL && !sj_slot_unset (field, sj_field_slot (field, config));
}

/* "mode=for|at": whether the choice is one of those. */
static bool
choice_is_among (const SjField *field, const void *config, const char *ids)
{
  const char *id = choice_id (field, config);
  g_auto (GStrv) wanted = g_strsplit (ids, "|", -1);

  return g_strv_contains ((const char *const *) wanted, id);
}

bool
sj_config_applies (const SjSpec *spec, const void *config, const SjField *field)
{
  const char *equals = field->when ? strchr (field->when, '=') : NULL;
  g_autofree char *name = equals ? g_strndup (field->when, (size_t) (equals - field->when)) : g_strdup (field->when);
  const SjField *other;

  if (name == NULL)
    return true;
  other = sj_spec_find (spec, name);
  g_return_val_if_fail (other != NULL, true);
  if (equals != NULL)
    return choice_is_among (other, config, equals + 1);
  if (other->type == SJ_FIELD_BOOL)
    return *(const bool *) sj_field_slot (other, config);
  return !sj_slot_unset (other, sj_field_slot (other, config));
}
