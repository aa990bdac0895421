/* form-cases.h -- every kind of struct that people set, filled from the sample workspace. */
#pragma once

#include "base/sj-config.h"
#include "model/sj-journey.h"
#include "model/sj-library.h"

typedef struct
{
  char *name;               /* "event: Purchase", "node: wait (purchase)" */
  const SjSpec *spec;
  void *config;             /* owned */
  SjJourney *journey;       /* borrowed, or NULL */
  const SjNode *node;       /* borrowed, or NULL */
} FormCase;

SjLibrary *form_cases_library (void);     /* the sample; borrowed */
GPtrArray *form_cases_new     (void);     /* of FormCase; every kind and document, with defaults and as in the sample */

void       form_cases_end     (void);     /* frees what was borrowed */

/* What SjForm is owned by: takes each change into its own struct, checks that reading it
 * back gives what was told, and shows the form the result. */
typedef struct
{
  const FormCase *form_case;
  void *config;             /* owned */
  unsigned changes, lefts, fixes;
  char *field;              /* owned: told last */
  char *json;               /* owned */
} FormOwner;

void form_owner_init  (FormOwner *owner, const FormCase *form_case);
void form_owner_clear (FormOwner *owner);

/* A form of that owner, shown. */
#include "widgets/sj-form.h"
GtkWidget *form_owner_form (FormOwner *owner);
void       form_owner_note (FormOwner *owner, SjForm *form);    /* marks what checking finds */
