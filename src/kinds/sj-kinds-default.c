/* sj-kinds-default.c -- the table of all kinds, made from the list. */
#include "kinds/sj-kinds-default.h"

#include "kinds/sj-kinds.h"

#include <glib/gi18n-lib.h>

static const SjKind *const kinds[] = {
#define SJ_KIND(name) &sj_kind_##name,
#include "kinds/sj-kinds.def"
#undef SJ_KIND
  NULL
};

const SjKindTable sj_kinds_default = { kinds };

static const SjField parameter_fields[] = {
  { "name", SJ_FIELD_TEXT, offsetof (SjParameter, name), N_("Name"), .flags = SJ_FIELD_REQUIRED },
  { "value", SJ_FIELD_EXPRESSION, offsetof (SjParameter, value), N_("Value"), .flags = SJ_FIELD_REQUIRED },
  { NULL }
};

const SjSpec sj_parameter_spec = { parameter_fields, sizeof (SjParameter) };
