/* sj-store.h -- a workspace file that is open: its lock, its writer, its readers.
 *
 * Everything is written through the writer (sj-writer.h); what is read is read on
 * a connection of its own that sees what is committed.  Called from one thread.
 */
#pragma once

#include "base/sj-diag.h"
#include "store/sj-writer.h"

typedef struct SjStore SjStore;

/* Not there yet, or empty. */
SjStore *sj_store_create (const char *path, SjWriterTold told, gpointer data, GError **error);
SjStore *sj_store_open   (const char *path, SjWriterTold told, gpointer data, GError **error);
/* Without a lock, without a writer; whoever writes it meanwhile is not disturbed.
 * Also a damaged one, as far as that goes. */
SjStore *sj_store_open_to_read (const char *path, GError **error);
bool     sj_store_close (SjStore *store, GError **error);    /* frees in any case */

const char *sj_store_path   (const SjStore *store);    /* without links, absolute */
const char *sj_store_name   (const SjStore *store);    /* for sentences */
SjWriter   *sj_store_writer (SjStore *store);          /* NULL: only to read */

/* To read from.  What waits to be written is written first, so that it is seen; where
 * that fails, older things are. */
SjDb *sj_store_reader (SjStore *store);

/* Looks through all pages; each thing that is wrong is a finding.  False: something is. */
bool sj_store_check (SjStore *store, SjDiags *damage);

/* The hash that stands beside a text. */
int64_t sj_store_sum (const char *text, size_t length);
