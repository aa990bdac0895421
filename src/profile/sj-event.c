/* sj-event.c -- types of events. */
#include "profile/sj-event.h"

#include "base/sj-name.h"
#include "lang/sj-expr-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const SjChoice kind_choices[] = {
  { "unitary", N_("About one person") },
  { "business", N_("Business event") },
  { NULL },
};

#define FIELD(name, TYPE, member, title, ...) \
  { name, SJ_FIELD_##TYPE, offsetof (SjEventType, member), title, __VA_ARGS__ }

static const SjField event_type_fields[] = {
  FIELD ("id", TEXT, id, N_("Id"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("name", TEXT, name, N_("Name"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("description", LONG_TEXT, description, N_("Description")),
  FIELD ("kind", CHOICE, kind, N_("Kind"), .choices = kind_choices),
  FIELD ("condition", EXPRESSION, condition, N_("Only if"), .result = SJ_BOOL,
         .help = N_("Which payloads are this event; without it all that are sent to it.")),
  FIELD ("identity", EXPRESSION, identity, N_("The person's id"), .result = SJ_TEXT, .when = "kind=unitary",
         .flags = SJ_FIELD_REQUIRED),
  FIELD ("namespace", REFERENCE, space, N_("Namespace of the id"), .to = SJ_REF_NAMESPACE, .when = "kind=unitary",
         .flags = SJ_FIELD_REQUIRED),
  FIELD ("eventId", TEXT, event_id, N_("The event's own id"),
         .help = N_("The field by which an event that arrives twice is counted once.")),
  FIELD ("time", TEXT, time, N_("The event's time"),
         .help = N_("The field with the time at which it happened; without it the time of arrival counts.")),
  FIELD ("schema", VALUE, schema, N_("Schema")),
  FIELD ("sample", VALUE, sample, N_("Example")),
  { NULL }
};

static void
check_event_type (const void *config, SjReading *reading)
{
  const SjEventType *type = config;

  if (type->id != NULL && !sj_is_id (type->id))
    sj_reading_add (reading, SJ_SEVERITY_ERROR, "bad-id", sj_null, "id",
                    _("“%s” cannot be an id: letters, digits, _ and - are possible."), type->id);
}

const SjSpec sj_event_type_spec = { event_type_fields, sizeof (SjEventType), N_("event type"), check_event_type };

SjSchema *
sj_event_type_read_schema (const SjEventType *type, SjReading *reading)
{
  SjTrail trail = { reading->trail, "schema", -1 };
  SjReading below = *reading;
  SjValue schema = sj_blob_value (type->schema);

  if (type->schema == NULL)
    return NULL;
  if (reading->root != NULL)
    schema = sj_value_follow (*reading->root, "schema");    /* the same, with places */
  else
    below.text = NULL;
  below.trail = &trail;
  return sj_schema_read (schema, &below);
}

/* An expression of the type itself sees this event and nothing else. */
typedef struct
{
  SjExprEnv env;
  const SjEventType *type;
  SjShape *shape;
} EventEnv;

static bool
is_named (SjSlice slice, const char *name)
{
  return name != NULL && strlen (name) == slice.length && memcmp (slice.text, name, slice.length) == 0;
}

static bool
find_root (const SjExprEnv *env, SjRootKind kind, SjSlice name, SjSlice group, const SjShape **shape)
{
  const EventEnv *event = (const EventEnv *) env;

  *shape = event->shape;
  return kind == SJ_ROOT_EVENT && (is_named (name, event->type->id) || is_named (name, event->type->name));
}

static bool
find_audience (const SjExprEnv *env, SjSlice name)
{
  return false;
}

static char **
list_names (const SjExprEnv *env, SjRootKind kind, SjSlice source)
{
  const EventEnv *event = (const EventEnv *) env;
  char **names = g_new0 (char *, 2);

  if (kind == SJ_ROOT_EVENT)
    names[0] = g_strdup (event->type->id);
  return names;
}

static char **
list_audiences (const SjExprEnv *env)
{
  return g_new0 (char *, 1);
}

static void
check_expression (const EventEnv *env, const char *name, const char *text, SjReading *reading)
{
  SjTrail trail = { reading->trail, name, -1 };
  SjReading below = *reading;

  if (text == NULL)
    return;
  below.trail = &trail;
  sj_expr_check_field (sj_spec_find (&sj_event_type_spec, name), text, &env->env, &below);
}

static void
check_path (const SjSchema *schema, const char *name, const char *path, SjReading *reading)
{
  if (path == NULL || schema == NULL || sj_schema_at (schema, path) != NULL)
    return;
  sj_reading_add (reading, SJ_SEVERITY_ERROR, "unknown-field", sj_null, name, _("The schema has no field “%s”."), path);
}

static void
check_sample (const SjEventType *type, const SjSchema *schema, SjReading *reading)
{
  SjTrail trail = { reading->trail, "sample", -1 };
  SjReading below = *reading;
  SjValue sample = reading->root ? sj_value_follow (*reading->root, "sample") : sj_blob_value (type->sample);

  if (type->sample == NULL || schema == NULL)
    return;
  below.trail = &trail;
  if (reading->root == NULL)
    below.text = NULL;
  sj_schema_check (schema, sample, &below);
}

void
sj_event_type_check (const SjEventType *type, const SjSchema *schema, SjReading *reading)
{
  g_autoptr (SjShape) shape = schema ? sj_schema_shape (schema) : NULL;
  EventEnv env = { { find_root, find_audience, list_names, list_audiences }, type, shape };

  check_expression (&env, "condition", type->condition, reading);
  check_expression (&env, "identity", type->identity, reading);
  check_path (schema, "eventId", type->event_id, reading);
  check_path (schema, "time", type->time, reading);
  check_sample (type, schema, reading);
}
