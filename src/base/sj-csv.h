/* sj-csv.h -- rows for spreadsheets, as RFC 4180 has them.
 *
 * Cells are written one after the other, sj_csv_end () ends the row.  Numbers have a
 * point and no blanks, whatever the language.  A text that a spreadsheet would take for
 * a formula gets an apostrophe in front; so what somebody called a step never calculates.
 */
#pragma once

#include "base/sj-buffer.h"

typedef struct
{
  SjBuffer *buffer;         /* borrowed */
  bool within;              /* the row has a cell already */
} SjCsv;

void sj_csv_text   (SjCsv *csv, const char *text);    /* NULL: as sj_csv_empty () */
void sj_csv_count  (SjCsv *csv, uint64_t count);
void sj_csv_number (SjCsv *csv, double number);
void sj_csv_time   (SjCsv *csv, SjTime time);         /* ISO 8601, UTC */
void sj_csv_empty  (SjCsv *csv);
void sj_csv_end    (SjCsv *csv);

/* A row of texts, up to a NULL. */
void sj_csv_head (SjCsv *csv, const char *const *titles);
