/* sj-text.c -- how each language writes a value, and counting in characters.
 *
 * Case never depends on the locale of the process: a Turkish server must not
 * turn "TITLE" into "tıtle".
 */
#include "lang/sj-text-escape.h"

#include "base/sj-json.h"
#include "base/sj-number.h"
#include "base/sj-time.h"

#include <string.h>
#include <unicode/ucasemap.h>

static void
write_number (SjBuffer *buffer, double decimal, size_t (*write) (double, char *))
{
  char text[SJ_NUMBER_SIZE];

  sj_buffer_append_n (buffer, text, write (decimal, text));
}

static void
write_utc (SjBuffer *buffer, SjValue value)
{
  SjMoment moment = *value.moment;

  moment.offset = 0;
  moment.zone = NULL;
  sj_time_write_iso (buffer, (SjValue) { .type = SJ_MOMENT, .moment = &moment });
}

void
sj_text_expression (SjBuffer *buffer, SjValue value)
{
  switch (value.type)
    {
    case SJ_BOOL:
      sj_buffer_append (buffer, value.boolean ? "true" : "false");
      break;
    case SJ_INTEGER:
      sj_buffer_integer (buffer, value.integer);
      break;
    case SJ_DECIMAL:
      write_number (buffer, value.decimal, sj_decimal_java);
      break;
    case SJ_TEXT:
      sj_buffer_append_n (buffer, value.text, value.length);
      break;
    case SJ_DATE:
    case SJ_LOCAL:
    case SJ_DURATION:
      sj_time_write_iso (buffer, value);
      break;
    case SJ_MOMENT:
      write_utc (buffer, value);
      break;
    case SJ_LIST:
    case SJ_OBJECT:
      sj_json_write (buffer, value, SJ_JSON_COMPACT);
      break;
    default:
      break;
    }
}

static void
write_items (SjBuffer *buffer, SjValue list)
{
  for (uint32_t i = 0; i < list.length && !buffer->full; i++)
    {
      if (i > 0)
        sj_buffer_append_c (buffer, ',');
      sj_text_template (buffer, list.items[i]);
    }
}

void
sj_text_template (SjBuffer *buffer, SjValue value)
{
  switch (value.type)
    {
    case SJ_BOOL:
      sj_buffer_append (buffer, value.boolean ? "true" : "false");
      break;
    case SJ_INTEGER:
      sj_buffer_integer (buffer, value.integer);
      break;
    case SJ_DECIMAL:
      write_number (buffer, value.decimal, sj_decimal_plain);
      break;
    case SJ_TEXT:
      sj_buffer_append_n (buffer, value.text, value.length);
      break;
    case SJ_DATE:
    case SJ_LOCAL:
    case SJ_MOMENT:
    case SJ_DURATION:
      sj_time_write_short (buffer, value);
      break;
    case SJ_LIST:
      write_items (buffer, value);
      break;
    case SJ_OBJECT:
      sj_json_write (buffer, value, SJ_JSON_COMPACT);
      break;
    default:
      break;
    }
}

/* Padded, so that one word holds it. */
typedef struct
{
  char text[8];
  size_t length;
} Escape;

static const Escape escapes[256] = {
  ['&'] = { "&amp;", 5 },   ['<'] = { "&lt;", 4 },    ['>'] = { "&gt;", 4 },   ['"'] = { "&quot;", 6 },
  ['\''] = { "&#x27;", 6 }, ['`'] = { "&#x60;", 6 }, ['='] = { "&#x3D;", 6 },
};

/* One character after the other. */
static void
escape_slowly (SjBuffer *buffer, const char *text, const char *end)
{
  const char *from = text;

  for (const char *at = text; at < end; at++)
    {
      const Escape *escape = &escapes[(unsigned char) *at];

      if (G_LIKELY (escape->length == 0))
        continue;
      sj_buffer_append_n (buffer, from, (size_t) (at - from));
      sj_buffer_append_n (buffer, escape->text, escape->length);
      from = at + 1;
    }
  sj_buffer_append_n (buffer, from, (size_t) (end - from));
}

#ifdef __SSE2__
static inline void
copy_short (char *to, const char *text, size_t length)
{
  if (length >= 8)
    {
      memcpy (to, text, 8);
      memcpy (to + length - 8, text + length - 8, 8);
    }
  else
    for (size_t i = 0; i < length; i++)
      to[i] = text[i];
}


/* A block of which the first `length` bytes count.  The others are read with it
 * where they lie on the same page: then the read cannot fail, and needs no branch
 * that depends on the length of the text. */
__attribute__ ((no_sanitize_address)) static inline __m128i
load_block (const char *text, size_t length)
{
  char copy[SJ_ESCAPE_BLOCK];

  if (G_LIKELY (sj_escape_may_load (text) || length == SJ_ESCAPE_BLOCK))
    return _mm_loadu_si128 ((const __m128i *) text);
  copy_short (copy, text, length);
  return _mm_loadu_si128 ((const __m128i *) copy);
}

/* Copies a block and looks at it; what is to be escaped is written over it. */
static const char *
escape_blocks (SjBuffer *buffer, const char *text, const char *end)
{
  while (text < end && buffer->allocated - buffer->length >= SJ_ESCAPE_ROOM)
    {
      size_t length = MIN ((size_t) (end - text), SJ_ESCAPE_BLOCK);
      char *to = buffer->text + buffer->length;
      __m128i block = load_block (text, length);
      unsigned hits = sj_escape_find (block) & ((1u << length) - 1);

      _mm_storeu_si128 ((__m128i *) to, block);
      if (G_UNLIKELY (hits != 0))
        {
          const Escape *escape;

          length = (size_t) __builtin_ctz (hits);
          escape = &escapes[(unsigned char) text[length]];
          memcpy (to + length, escape->text, sizeof escape->text);
          buffer->length += escape->length;
          text++;
        }
      buffer->length += length;
      text += length;
    }
  return text;
}
#else
static inline const char *
escape_blocks (SjBuffer *buffer, const char *text, const char *end)
{
  return text;
}
#endif

void
sj_text_escaped (SjBuffer *buffer, const char *text, size_t length)
{
  const char *end = text + length;

  if (!sj_buffer_reserve (buffer, length))
    return;
  escape_slowly (buffer, escape_blocks (buffer, text, end), end);
}

static inline bool
begins_character (char byte)
{
  return ((unsigned char) byte & 0xc0) != 0x80;
}

size_t
sj_text_length (const char *text, size_t length)
{
  size_t count = 0;

  for (size_t i = 0; i < length; i++)
    count += begins_character (text[i]);
  return count;
}

size_t
sj_text_to_bytes (const char *text, size_t length, int64_t characters)
{
  size_t at = 0;

  if (characters <= 0)
    return 0;
  if ((uint64_t) characters >= length)
    return length;
  while (at < length && characters-- > 0)
    do
      at++;
    while (at < length && !begins_character (text[at]));
  return at;
}

bool
sj_text_is_ascii (const char *text, size_t length)
{
  unsigned char bits = 0;

  for (size_t i = 0; i < length; i++)
    bits |= (unsigned char) text[i];
  return bits < 0x80;
}

/* Shared and never freed; NULL cannot happen for the root locale. */
static const UCaseMap *
case_map (void)
{
  static UCaseMap *map;

  if (g_once_init_enter (&map))
    {
      UErrorCode error = U_ZERO_ERROR;

      g_once_init_leave (&map, ucasemap_open ("", U_FOLD_CASE_DEFAULT, &error));
    }
  return map;
}

static void
map_ascii (SjCase mapping, const char *text, size_t length, char *out)
{
  for (size_t i = 0; i < length; i++)
    out[i] = mapping == SJ_CASE_UPPER ? g_ascii_toupper (text[i]) : g_ascii_tolower (text[i]);
}

size_t
sj_text_map (SjCase mapping, const char *text, size_t length, char *out, size_t room)
{
  static int32_t (*const mappers[]) (const UCaseMap *, char *, int32_t, const char *, int32_t, UErrorCode *) = {
    [SJ_CASE_LOWER] = ucasemap_utf8ToLower,
    [SJ_CASE_UPPER] = ucasemap_utf8ToUpper,
    [SJ_CASE_FOLD] = ucasemap_utf8FoldCase,
  };
  UErrorCode error = U_ZERO_ERROR;
  int32_t needed;

  g_return_val_if_fail (length <= INT32_MAX / 4, 0);

  if (length <= room && sj_text_is_ascii (text, length))
    {
      map_ascii (mapping, text, length, out);
      return length;
    }
  needed = mappers[mapping](case_map (), out, (int32_t) MIN (room, INT32_MAX), text, (int32_t) length, &error);
  return U_SUCCESS (error) || error == U_BUFFER_OVERFLOW_ERROR ? (size_t) needed : 0;
}

char *
sj_text_fold (const char *text, size_t length, size_t *folded_length)
{
  size_t room = length + length / 2 + 8;    /* more only for rare letters */
  char *folded = g_malloc (room + 1);
  size_t needed = sj_text_map (SJ_CASE_FOLD, text, length, folded, room);

  if (needed > room)
    {
      folded = g_realloc (folded, needed + 1);
      needed = sj_text_map (SJ_CASE_FOLD, text, length, folded, needed);
    }
  folded[needed] = '\0';
  *folded_length = needed;
  return folded;
}
