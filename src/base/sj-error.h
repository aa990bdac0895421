/* sj-error.h -- failures of base: text that cannot be read. */
#pragma once

#include "base/sj-types.h"

#define SJ_BASE_ERROR (sj_base_error_quark ())

typedef enum
{
  SJ_BASE_ERROR_SYNTAX,
  SJ_BASE_ERROR_LIMIT
} SjBaseError;

GQuark sj_base_error_quark (void);
