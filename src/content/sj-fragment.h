/* sj-fragment.h -- a part of messages that is written once.
 *
 * A visual fragment is components, an expression fragment is a template.  Both
 * declare what may differ where they are used; an expression fragment reads such an
 * input as {{name}} (or {{{name}}}, unescaped), and sees no variable of a loop
 * around it, so whatever it shows of an item must be handed in.
 */
#pragma once

#include "content/sj-content.h"

typedef enum { SJ_FRAGMENT_VISUAL, SJ_FRAGMENT_EXPRESSION } SjFragmentKind;
typedef enum { SJ_FRAGMENT_DRAFT, SJ_FRAGMENT_PUBLISHED, SJ_FRAGMENT_ARCHIVED } SjFragmentStatus;
typedef enum { SJ_INPUT_TEXT, SJ_INPUT_IMAGE, SJ_INPUT_LINK } SjInputKind;

typedef struct
{
  char *name;               /* as the fragment's templates name it */
  char *label;              /* for people */
  int32_t kind;             /* SjInputKind */
  char *fallback;           /* template: where nothing is handed in; "default" in JSON */
} SjInput;

typedef struct
{
  char *id;
  char *name;
  char *description;
  int32_t kind;             /* SjFragmentKind */
  int32_t status;           /* SjFragmentStatus */
  char **tags;
  SjRecords inputs;         /* of SjInput */
  SjRecords blocks;         /* visual: of SjBlock */
  char *text;               /* expression: template */
} SjFragment;

extern const SjSpec sj_fragment_spec;

/* What {{fragment id='…'}} puts in: the text, after the defaults of its inputs.
 * NULL for a visual fragment; owned. */
char *sj_fragment_template (const SjFragment *fragment);

const SjInput *sj_fragment_input (const SjFragment *fragment, const char *name);

SJ_CONTENT_TYPE (SjFragment, fragment)
