/* sj-extra.h -- what a document's page shows below the form: who is in an audience, the
 * picture of an asset.  A row for each kind that has something; most have nothing.
 */
#pragma once

#include "app/sj-draft.h"

#include <gtk/gtk.h>

typedef struct
{
  SjRefTo ref;
  GtkWidget *(*make) (SjDesk *desk);
  void (*show) (GtkWidget *extra, SjDraft *draft);    /* after each change; NULL: nothing is shown */
} SjExtra;

const SjExtra *sj_extra_of (SjRefTo ref);    /* NULL: none */
