/* sj-mode.c -- what the editor page is for at the moment: a row for each mode. */
#include "app/sj-mode.h"

#include <glib/gi18n-lib.h>

const SjMode sj_modes[] = {
  { "design", N_("Design"), "<Control>1" },
  { NULL }
};
