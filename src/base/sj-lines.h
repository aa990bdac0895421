/* sj-lines.h -- the lines of a file that may be longer than memory, packed or not.
 *
 * What a file is packed with shows in its first bytes (gzip, zstd), its name means
 * nothing.  A line is lent until the next one is asked for.
 */
#pragma once

#include "base/sj-types.h"

#define SJ_LINE_LIMIT ((size_t) 32 << 20)    /* bytes of one line */

typedef struct SjLines SjLines;

SjLines *sj_lines_open (const char *path, GError **error);    /* "-" is standard input */
void     sj_lines_free (SjLines *lines);

/* The next line, without its end; a byte order mark is no part of the first.  False
 * at the end of the file, and after an error: it cannot be read, or unpacked to its
 * end, or a line is too long. */
bool     sj_lines_next   (SjLines *lines, SjSlice *line, GError **error);
uint64_t sj_lines_number (const SjLines *lines);    /* of that line, from 1 */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjLines, sj_lines_free)
