/* sj-buffer.h -- one growing text that output is appended to.
 *
 * A buffer may have a limit; a piece that would go beyond it is not written, nor
 * is anything behind it, and `full` says so.  The text is always valid for `length` bytes and is
 * terminated by sj_buffer_steal () and sj_buffer_text ().
 */
#pragma once

#include "base/sj-types.h"

#include <string.h>

typedef struct
{
  char *text;           /* owned */
  size_t length;
  size_t allocated;
  size_t limit;         /* 0: none */
  bool full;
} SjBuffer;

#define SJ_BUFFER_INIT { NULL, 0, 0, 0, false }

void        sj_buffer_init   (SjBuffer *buffer);
void        sj_buffer_clear  (SjBuffer *buffer);
void        sj_buffer_reset  (SjBuffer *buffer);                  /* keeps memory and limit */
const char *sj_buffer_text   (SjBuffer *buffer);                  /* terminated, borrowed */
char       *sj_buffer_steal  (SjBuffer *buffer);                  /* terminated */

bool sj_buffer_grow     (SjBuffer *buffer, size_t more);
void sj_buffer_append   (SjBuffer *buffer, const char *text);
void sj_buffer_printf   (SjBuffer *buffer, const char *format, ...) G_GNUC_PRINTF (2, 3);
void sj_buffer_integer  (SjBuffer *buffer, int64_t integer);
void sj_buffer_unichar  (SjBuffer *buffer, gunichar character);

/* Room for `more` bytes behind the text, or false when that passes the limit. */
static inline bool
sj_buffer_reserve (SjBuffer *buffer, size_t more)
{
  return G_LIKELY (more <= buffer->allocated - buffer->length) || sj_buffer_grow (buffer, more);
}

static inline void
sj_buffer_append_n (SjBuffer *buffer, const char *text, size_t length)
{
  if (!sj_buffer_reserve (buffer, length))
    return;
  if (length > 0)
    memcpy (buffer->text + buffer->length, text, length);
  buffer->length += length;
}

static inline void
sj_buffer_append_c (SjBuffer *buffer, char c)
{
  if (!sj_buffer_reserve (buffer, 1))
    return;
  buffer->text[buffer->length++] = c;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SjBuffer, sj_buffer_clear)
