/* sj-cli-run.h -- drives with a bar and Ctrl-C, and what came of them. */
#pragma once

#include "engine/sj-drive.h"
#include "engine/sj-result.h"

/* Tells how far it is on a terminal.  Ctrl-C ends it after the persons at hand. */
void sj_cli_run (SjDrive *drive, SjDriven *driven);

/* Prints the result as a table or a document, and writes it to files, as a document and
 * as rows (or NULL); the exit status. */
int sj_cli_report (const SjResult *result, bool as_json, const char *out, const char *csv);
