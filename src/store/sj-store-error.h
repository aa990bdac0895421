/* sj-store-error.h -- why a workspace file could not be read or written. */
#pragma once

#include "base/sj-types.h"

#define SJ_STORE_ERROR (sj_store_error_quark ())

typedef enum
{
  SJ_STORE_ERROR_MISSING,       /* no such file */
  SJ_STORE_ERROR_EXISTS,        /* to be made, but there */
  SJ_STORE_ERROR_BUSY,          /* open in another program; the message names it */
  SJ_STORE_ERROR_NEWER,         /* of a newer form */
  SJ_STORE_ERROR_FOREIGN,       /* something else */
  SJ_STORE_ERROR_READ_ONLY,
  SJ_STORE_ERROR_DAMAGED,
  SJ_STORE_ERROR_FAILED         /* the disk is full, cannot be read, … */
} SjStoreError;

GQuark sj_store_error_quark (void);
