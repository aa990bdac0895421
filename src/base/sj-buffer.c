/* sj-buffer.c -- growth by half, never beyond the limit. */
#include "base/sj-buffer.h"

#include <stdio.h>

void
sj_buffer_init (SjBuffer *buffer)
{
  *buffer = (SjBuffer) SJ_BUFFER_INIT;
}

void
sj_buffer_clear (SjBuffer *buffer)
{
  g_free (buffer->text);
  sj_buffer_init (buffer);
}

void
sj_buffer_reset (SjBuffer *buffer)
{
  buffer->length = 0;
  buffer->full = false;
}

bool
sj_buffer_grow (SjBuffer *buffer, size_t more)
{
  size_t needed = buffer->length + more;
  size_t size;

  if (buffer->full || needed < more || (buffer->limit > 0 && needed > buffer->limit))
    {
      buffer->full = true;
      buffer->allocated = buffer->length;    /* so that a shorter piece does not slip in behind */
      return false;
    }
  size = MAX (buffer->allocated + buffer->allocated / 2, 256);
  size = MAX (size, needed);
  if (buffer->limit > 0)
    size = MIN (size, buffer->limit);
  buffer->text = g_realloc (buffer->text, size + 1);    /* one more for the terminator */
  buffer->allocated = size;
  return true;
}

const char *
sj_buffer_text (SjBuffer *buffer)
{
  if (buffer->text == NULL)
    return "";
  buffer->text[buffer->length] = '\0';
  return buffer->text;
}

char *
sj_buffer_steal (SjBuffer *buffer)
{
  char *text = buffer->text ? buffer->text : g_malloc (1);

  text[buffer->length] = '\0';
  buffer->text = NULL;
  buffer->length = buffer->allocated = 0;
  buffer->full = false;
  return text;
}

void
sj_buffer_append (SjBuffer *buffer, const char *text)
{
  sj_buffer_append_n (buffer, text, strlen (text));
}

void
sj_buffer_printf (SjBuffer *buffer, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  sj_buffer_append (buffer, text);
}

void
sj_buffer_integer (SjBuffer *buffer, int64_t integer)
{
  char digits[24];
  char *at = digits + sizeof digits;
  uint64_t left = integer < 0 ? 0 - (uint64_t) integer : (uint64_t) integer;

  do
    *--at = (char) ('0' + left % 10);
  while ((left /= 10) > 0);
  if (integer < 0)
    *--at = '-';
  sj_buffer_append_n (buffer, at, (size_t) (digits + sizeof digits - at));
}

void
sj_buffer_unichar (SjBuffer *buffer, gunichar character)
{
  char bytes[6];

  sj_buffer_append_n (buffer, bytes, (size_t) g_unichar_to_utf8 (character, bytes));
}
