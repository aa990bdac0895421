/* sj-json-private.h -- what reads JSON, and what only passes over it, have in common. */
#pragma once

#include "base/sj-types.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* The first byte from `at` on that is a quote, a backslash or a control
 * character; whether a byte beyond ASCII was passed is added to `wide`. */
static inline const char *
sj_json_find_special (const char *at, const char *end, bool *wide)
{
#ifdef __SSE2__
  const __m128i quote = _mm_set1_epi8 ('"');
  const __m128i slash = _mm_set1_epi8 ('\\');
  const __m128i space = _mm_set1_epi8 (0x1f);

  for (; end - at >= 16; at += 16)
    {
      __m128i bytes = _mm_loadu_si128 ((const __m128i *) at);
      __m128i low = _mm_cmpeq_epi8 (_mm_min_epu8 (bytes, space), bytes);
      __m128i marks = _mm_or_si128 (_mm_cmpeq_epi8 (bytes, quote), _mm_cmpeq_epi8 (bytes, slash));
      __m128i hits = _mm_or_si128 (marks, low);
      unsigned mask = (unsigned) _mm_movemask_epi8 (hits);
      unsigned high = (unsigned) _mm_movemask_epi8 (bytes);

      if (mask != 0)
        {
          unsigned first = (unsigned) __builtin_ctz (mask);

          *wide |= (high & ((1u << first) - 1)) != 0;
          return at + first;
        }
      *wide |= high != 0;
    }
#endif
  for (; at < end; at++)
    {
      unsigned char byte = (unsigned char) *at;

      if (byte == '"' || byte == '\\' || byte < 0x20)
        break;
      *wide |= byte >= 0x80;
    }
  return at;
}
