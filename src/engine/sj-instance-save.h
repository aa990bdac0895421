/* sj-instance-save.h -- a person's whole life as bytes, and back.
 *
 * Runs name a version of a journey (its id and a hash of the document) and a node, or
 * a path on which the person is; events, actions, audiences and rule sets go by their
 * ids.  So a life can be loaded into programs that were compiled anew, in another
 * process, in another order; what fits no more is refused, and so is what a Sojourn with
 * another form of these bytes wrote.  Who the person is, is the
 * caller's to say before loading: here is only what has become of them.
 */
#pragma once

#include "engine/sj-life.h"

#define SJ_SAVE_ERROR (sj_save_error_quark ())

typedef enum
{
  SJ_SAVE_ERROR_DAMAGED,    /* these are no saved life's bytes */
  SJ_SAVE_ERROR_FORM,       /* an older Sojourn's, or a newer one's */
  SJ_SAVE_ERROR_OTHER       /* somebody else's, or of other journeys */
} SjSaveError;

GQuark sj_save_error_quark (void);

void sj_life_save (const SjLife *life, SjBuffer *buffer);

/* Into a life that has just begun with this person.  The bytes need not live on.  On
 * failure it is as if nothing had happened to the person yet, but for the audiences
 * they are in. */
bool sj_life_load (SjLife *life, const void *bytes, size_t length, GError **error);
