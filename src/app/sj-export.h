/* sj-export.h -- what a simulation came to, in files that others open.
 *
 * What is shown is written: the figures of the moment in pictures, those of the whole run
 * in tables.
 */
#pragma once

#include "app/sj-runs.h"

typedef enum
{
  SJ_EXPORT_CSV,
  SJ_EXPORT_JSON,
  SJ_EXPORT_PNG,
  SJ_EXPORT_SVG,
  SJ_EXPORT_PDF,            /* a summary */
  SJ_EXPORT_COMPARISON,     /* CSV */
  SJ_N_EXPORTS
} SjExport;

typedef struct
{
  const char *action;       /* "export-csv" */
  const char *title;        /* N_, of the menu */
  const char *suffix;       /* ".csv" */
} SjExportForm;

extern const SjExportForm sj_export_forms[SJ_N_EXPORTS];

/* Whether there is something to be written. */
bool  sj_export_may   (SjRuns *runs, SjExport form);
char *sj_export_name  (SjRuns *runs, SjExport form);    /* of the file; owned by the caller */
bool  sj_export_write (SjRuns *runs, SjExport form, const char *path, GError **error);
