/* sj-diag.h -- what is wrong with a text or a document, said to a person.
 *
 * Checking returns all findings, not the first.  A finding knows its place in
 * the author's text in bytes; `node` and `field` say which text of a document
 * that is.  Where exactly one repair is right, `fix` replaces [start, end).
 */
#pragma once

#include "base/sj-types.h"

typedef enum
{
  SJ_SEVERITY_HINT,
  SJ_SEVERITY_WARNING,
  SJ_SEVERITY_ERROR
} SjSeverity;

typedef struct
{
  SjSeverity severity;
  const char *code;     /* static: "unknown-field"; what tests and fixes go by */
  char *node;           /* owned, or NULL */
  char *field;          /* owned, or NULL */
  size_t start;         /* bytes from the beginning of the text */
  size_t end;
  char *text;           /* owned: one sentence, with its full stop */
  char *fix;            /* owned, or NULL: what should stand there instead */
} SjDiag;

typedef struct
{
  GPtrArray *items;     /* of SjDiag, owned; NULL while there are none */
} SjDiags;

#define SJ_DIAGS_INIT { NULL }

void sj_diags_clear (SjDiags *diags);
void sj_diags_reset (SjDiags *diags);

/* The new finding, to be completed by the caller; lent. */
SjDiag *sj_diags_add (SjDiags *diags, SjSeverity severity, const char *code, size_t start, size_t end,
                      const char *format, ...) G_GNUC_PRINTF (6, 7);
SjDiag *sj_diags_take (SjDiags *diags, SjDiag *diag);

size_t        sj_diags_count  (const SjDiags *diags);
const SjDiag *sj_diags_get    (const SjDiags *diags, size_t index);
size_t        sj_diags_number (const SjDiags *diags, SjSeverity severity);    /* of that severity */
bool          sj_diags_failed (const SjDiags *diags);                         /* an error among them */

void sj_diag_free (SjDiag *diag);

const char *sj_severity_name (SjSeverity severity);    /* "error" */

/* Line and column (in characters) of a byte, both from 1. */
void sj_text_position (const char *text, size_t length, size_t offset, unsigned *line, unsigned *column);

/* The candidate nearest to `name`, if it is near enough to be meant; else NULL. */
const char *sj_nearest (const char *name, const char *const *candidates, size_t count);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SjDiags, sj_diags_clear)
