/* sj-extra.c -- what a document's page shows below the form. */
#include "app/sj-extra.h"

#include "app/sj-members-pane.h"
#include "app/sj-picture-pane.h"

static const SjExtra extras[] = {
  { SJ_REF_AUDIENCE, sj_members_pane_new, sj_members_pane_show },
  { SJ_REF_ASSET, sj_picture_pane_new, sj_picture_pane_show },
};

const SjExtra *
sj_extra_of (SjRefTo ref)
{
  for (size_t i = 0; i < G_N_ELEMENTS (extras); i++)
    if (extras[i].ref == ref)
      return &extras[i];
  return NULL;
}
