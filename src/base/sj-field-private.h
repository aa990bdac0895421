/* sj-field-private.h -- the families of field types, for sj-field*.c alone. */
#pragma once

#include "base/sj-field.h"

#include <string.h>

/* Texts are C strings; a text with a zero byte does not fit. */
static inline bool
is_plain_text (SjValue value)
{
  return value.type == SJ_TEXT && memchr (value.text, '\0', value.length) == NULL;
}

/* How slots are stored, read, written and compared.  A slot that cannot be read is
 * left at its default; the caller keeps the value that did not fit, so nothing is
 * lost by an older program's ignorance. */
typedef struct
{
  void    (*init)  (const SjField *field, void *slot);
  void    (*clear) (const SjField *field, void *slot);
  void    (*copy)  (const SjField *field, void *slot, const void *from);
  bool    (*equal) (const SjField *field, const void *a, const void *b);
  bool    (*unset) (const SjField *field, const void *slot);
  bool    (*read)  (const SjField *field, void *slot, SjValue value, SjReading *reading);
  SjValue (*write) (const SjField *field, const void *slot, SjArena *arena);
} SjFamily;

extern const SjFamily sj_bool_family;
extern const SjFamily sj_integer_family;
extern const SjFamily sj_decimal_family;
extern const SjFamily sj_duration_family;
extern const SjFamily sj_when_family;
extern const SjFamily sj_clock_family;
extern const SjFamily sj_weekdays_family;
extern const SjFamily sj_flags_family;
extern const SjFamily sj_choice_family;
extern const SjFamily sj_place_family;
extern const SjFamily sj_text_family;
extern const SjFamily sj_texts_family;
extern const SjFamily sj_pairs_family;
extern const SjFamily sj_value_family;
extern const SjFamily sj_record_family;
extern const SjFamily sj_records_family;
