/* sj-text.h -- values as text, in each language's way, and text by character. */
#pragma once

#include "base/sj-buffer.h"
#include "base/sj-value.h"
#include "lang/sj-tree.h"

/* A: languages.md 1.10.  Moments are written in UTC. */
void sj_text_expression (SjBuffer *buffer, SjValue value);

/* B: languages.md 2.6. */
void sj_text_template (SjBuffer *buffer, SjValue value);
void sj_text_escaped  (SjBuffer *buffer, const char *text, size_t length);    /* for HTML */

/* Positions count characters; out of range is clamped. */
size_t sj_text_length    (const char *text, size_t length);
size_t sj_text_to_bytes  (const char *text, size_t length, int64_t characters);
char  *sj_text_fold      (const char *text, size_t length, size_t *folded_length);    /* for comparing without case */

typedef enum
{
  SJ_CASE_LOWER,
  SJ_CASE_UPPER,
  SJ_CASE_FOLD      /* what differs only in case becomes the same */
} SjCase;

/* Changes case the same way in every locale.  Writes at most `room` bytes and
 * returns how many the whole takes; more than `room` means: call again. */
size_t sj_text_map (SjCase mapping, const char *text, size_t length, char *out, size_t room);

bool sj_text_is_ascii (const char *text, size_t length);
