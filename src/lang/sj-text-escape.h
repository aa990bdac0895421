/* sj-text-escape.h -- text as HTML, a block at a time, for the files that write much of it.
 *
 * A block may be read beyond the end of a text, but never beyond its page, so that
 * no read depends on the length.
 */
#pragma once

#include "lang/sj-text.h"

#ifdef __SSE2__
#include <emmintrin.h>

#define SJ_ESCAPE_BLOCK ((size_t) 16)
#define SJ_ESCAPE_ROOM  (2 * SJ_ESCAPE_BLOCK)    /* a block and an escape, and to write beyond the end */
#define SJ_ESCAPE_PAGE  ((uintptr_t) 4096)

/* Which of 16 bytes are to be escaped; a bit for each. */
static inline unsigned
sj_escape_find (__m128i block)
{
  __m128i hits = _mm_cmpeq_epi8 (block, _mm_set1_epi8 ('&'));

  hits = _mm_or_si128 (hits, _mm_cmpeq_epi8 (block, _mm_set1_epi8 ('"')));
  hits = _mm_or_si128 (hits, _mm_cmpeq_epi8 (block, _mm_set1_epi8 ('\'')));
  hits = _mm_or_si128 (hits, _mm_cmpeq_epi8 (block, _mm_set1_epi8 ('`')));
  hits = _mm_or_si128 (hits, _mm_cmpeq_epi8 (block, _mm_set1_epi8 ('=')));
  /* < and > differ in this bit. */
  hits = _mm_or_si128 (hits, _mm_cmpeq_epi8 (_mm_or_si128 (block, _mm_set1_epi8 (2)), _mm_set1_epi8 ('>')));
  return (unsigned) _mm_movemask_epi8 (hits);
}

static inline bool
sj_escape_may_load (const char *text)
{
  return ((uintptr_t) text & (SJ_ESCAPE_PAGE - 1)) <= SJ_ESCAPE_PAGE - SJ_ESCAPE_BLOCK;
}

/* A short text in which nothing is to be escaped, as most are; false: not written. */
__attribute__ ((no_sanitize_address)) static inline bool
sj_escape_plain (SjBuffer *buffer, const char *text, size_t length)
{
  __m128i block;

  if (length > SJ_ESCAPE_BLOCK || buffer->allocated - buffer->length < SJ_ESCAPE_BLOCK || !sj_escape_may_load (text))
    return false;
  block = _mm_loadu_si128 ((const __m128i *) text);
  if ((sj_escape_find (block) & ((1u << length) - 1)) != 0)
    return false;
  _mm_storeu_si128 ((__m128i *) (buffer->text + buffer->length), block);
  buffer->length += length;
  return true;
}
#else
static inline bool
sj_escape_plain (SjBuffer *buffer, const char *text, size_t length)
{
  return false;
}
#endif
