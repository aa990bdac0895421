/* sj-section.h -- the pages beside the canvas, and the kinds of documents on them.
 *
 * Navigation, lists, editors, quick search and import walk these rows; a new kind of
 * document is a new row.
 */
#pragma once

#include "base/sj-field.h"

/* A kind of document as a page shows it. */
typedef struct
{
  SjRefTo ref;
  const char *title;        /* N_, of all of them: "Audiences" */
  const char *one;          /* N_, of a new one: "New audience" */
  const char *icon;
  const char *purpose;      /* N_, what they are for: on the empty page */
  const SjSpec *spec;       /* NULL: journeys */
} SjDocumentKind;

extern const SjDocumentKind sj_document_kinds[];    /* ends with a NULL title */

const SjDocumentKind *sj_document_kind (SjRefTo ref);    /* NULL: none such */

/* A row of the navigation. */
typedef struct
{
  const char *id;           /* in actions and remembered */
  const char *title;        /* N_ */
  const char *icon;
  SjRefTo kinds[8];         /* ends with SJ_REF_NONE */
} SjSection;

extern const SjSection sj_sections[];    /* ends with a NULL id */

/* The section a kind of document is in. */
const SjSection *sj_section_of (SjRefTo ref);
