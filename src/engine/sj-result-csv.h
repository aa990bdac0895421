/* sj-result-csv.h -- results and comparisons as rows for spreadsheets.
 *
 * One number a row, one kind of row a file: whoever wants a table filters by `table`.
 * docs/result-format.md says what the columns are; their names and the words of `what`
 * are the same in every language, `name` and the titles are for people.
 */
#pragma once

#include "engine/sj-compare.h"

void sj_result_csv  (const SjResult *result, SjBuffer *buffer);
void sj_compare_csv (const SjComparison *comparison, SjBuffer *buffer);
