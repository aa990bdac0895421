/* sj-row-type.c -- which row shows which field: a table by type, and a few exceptions. */
#include "widgets/sj-form-private.h"

#include "content/sj-action.h"
#include "profile/sj-event.h"

#include <string.h>

static const SjRowType *const types[SJ_N_FIELD_TYPES] = {
  [SJ_FIELD_TEXT] = &sj_row_text,
  [SJ_FIELD_LONG_TEXT] = &sj_row_long_text,
  [SJ_FIELD_BOOL] = &sj_row_switch,
  [SJ_FIELD_INTEGER] = &sj_row_number,
  [SJ_FIELD_DECIMAL] = &sj_row_number,
  [SJ_FIELD_PERCENT] = &sj_row_number,
  [SJ_FIELD_DURATION] = &sj_row_duration,
  [SJ_FIELD_DATE_TIME] = &sj_row_when,
  [SJ_FIELD_TIME_OF_DAY] = &sj_row_clock,
  [SJ_FIELD_WEEKDAYS] = &sj_row_weekdays,
  [SJ_FIELD_FLAGS] = &sj_row_flags,
  [SJ_FIELD_ZONE] = &sj_row_zone,
  [SJ_FIELD_CHOICE] = &sj_row_choice,
  [SJ_FIELD_EXPRESSION] = &sj_row_expression,
  [SJ_FIELD_TEMPLATE] = &sj_row_template,
  [SJ_FIELD_LONG_TEMPLATE] = &sj_row_template,
  [SJ_FIELD_REFERENCE] = &sj_row_reference,
  [SJ_FIELD_REFERENCES] = &sj_row_references,
  [SJ_FIELD_TEXTS] = &sj_row_texts,
  [SJ_FIELD_PAIRS] = &sj_row_pairs,
  [SJ_FIELD_VALUE] = &sj_row_value,
  [SJ_FIELD_POSITION] = NULL,    /* the drawing shows it */
  [SJ_FIELD_RECORD] = &sj_row_record,
  [SJ_FIELD_RECORDS] = &sj_row_records,
};

/* Fields that are more than their type says. */
static const struct { const SjSpec *spec; const char *name; const SjRowType *type; } special[] = {
  { &sj_event_type_spec, "schema", &sj_row_schema },
  { &sj_action_spec, "response", &sj_row_schema },
};

const SjRowType *
sj_row_type_of (SjForm *form, const SjField *field)
{
  for (size_t i = 0; i < G_N_ELEMENTS (special); i++)
    if (sj_form_spec (form) == special[i].spec && strcmp (field->name, special[i].name) == 0)
      return special[i].type;
  return field->flags & SJ_FIELD_HIDDEN ? NULL : types[field->type];
}
