/* sj-journey-json.h -- journeys as text: one form, the same journey the same bytes.
 *
 * The form is described in docs/journey-format.md.  What cannot be understood but
 * can be kept is kept and found (severity warning or error in `diags`); what has
 * no place in a journey makes the whole text refused.
 */
#pragma once

#include "model/sj-journey.h"

#define SJ_JOURNEY_ERROR (sj_journey_error_quark ())

typedef enum
{
  SJ_JOURNEY_ERROR_SYNTAX,      /* no JSON, or no journey */
  SJ_JOURNEY_ERROR_NEWER        /* cannot be written: made by a newer program */
} SjJourneyError;

GQuark sj_journey_error_quark (void);

/* `name` is the file's, for the error's text; `diags` gets every finding, with its
 * place in `text`.  NULL on failure. */
SjJourney *sj_journey_read (const SjKindTable *kinds, const char *name, const char *text, size_t length,
                            SjDiags *diags, GError **error);

/* Canonical.  Fails only for a journey of a newer form. */
bool  sj_journey_write     (const SjJourney *journey, SjBuffer *buffer, GError **error);
char *sj_journey_to_string (const SjJourney *journey);    /* whatever its form: for comparing and showing */

/* A journey for the clipboard or for history: single nodes, single paths. */
SjValue sj_node_to_value   (const SjNode *node, SjArena *arena);
SjNode *sj_node_from_value (const SjKindTable *kinds, SjValue value, SjReading *reading);    /* NULL: no node */
SjValue sj_path_to_value   (const SjPath *path, SjArena *arena);
SjPath *sj_path_from_value (const SjNode *node, SjValue value, SjReading *reading);
