/* sj-condition.c -- named conditions, described. */
#include "content/sj-condition.h"

#include "content/sj-content-private.h"

#include <glib/gi18n-lib.h>

#define FIELD(name, TYPE, member, title, ...) \
  { name, SJ_FIELD_##TYPE, offsetof (SjCondition, member), title, __VA_ARGS__ }

static const SjField condition_fields[] = {
  FIELD ("id", TEXT, id, N_("Id"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("name", TEXT, name, N_("Name"), .flags = SJ_FIELD_REQUIRED),
  FIELD ("description", LONG_TEXT, description, N_("Description")),
  FIELD ("expression", EXPRESSION, expression, N_("Condition"), .result = SJ_BOOL, .flags = SJ_FIELD_REQUIRED),
  { NULL }
};

static void
check_condition (const void *config, SjReading *reading)
{
  sj_content_check_id (((const SjCondition *) config)->id, "id", reading);
}

const SjSpec sj_condition_spec = { condition_fields, sizeof (SjCondition), N_("condition"), check_condition };
