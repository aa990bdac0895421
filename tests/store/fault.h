/* fault.h -- a disk that fails when it is told to.
 *
 * Stands between SQLite and the files from fault_install () on.  Counts what is
 * written and synced, on any thread.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

void     fault_install (void);
/* The `after`th operation from now on fails (1: the next), and `forever` all behind it, too. */
void     fault_arm     (unsigned after, bool forever);
void     fault_disarm  (void);
unsigned fault_count   (void);    /* operations since fault_arm () */
bool     fault_struck  (void);    /* one has failed */
