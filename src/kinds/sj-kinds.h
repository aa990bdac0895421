/* sj-kinds.h -- each kind, for the table; the settings they share. */
#pragma once

#include "base/sj-field.h"
#include "model/sj-kind.h"

#define SJ_KIND(name) extern const SjKind sj_kind_##name;
#include "kinds/sj-kinds.def"
#undef SJ_KIND

/* A name and the expression it gets its value from. */
typedef struct
{
  char *name;
  char *value;
} SjParameter;

extern const SjSpec sj_parameter_spec;
