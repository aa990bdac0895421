/* sj-hash.c -- bytes folded eight at a time, read as little-endian everywhere. */
#include "base/sj-hash.h"

#include <string.h>

static inline uint64_t
read_word (const unsigned char *bytes)
{
  uint64_t word;

  memcpy (&word, bytes, 8);
  return GUINT64_FROM_LE (word);
}

/* Fewer than eight bytes, with zeros above them. */
static inline uint64_t
read_few (const unsigned char *bytes, size_t length)
{
  uint64_t word = 0;

  for (size_t i = 0; i < length; i++)
    word |= (uint64_t) bytes[i] << 8 * i;
  return word;
}

uint64_t
sj_hash_bytes (uint64_t seed, const void *bytes, size_t length)
{
  const unsigned char *at = bytes;
  uint64_t hash = sj_hash_mix (seed, length);
  bool is_long = length >= 8;

  for (; length >= 8; at += 8, length -= 8)
    hash = sj_hash_mix (hash, read_word (at));
  if (length > 0)    /* the bytes before the last few are there to be read with them */
    hash = sj_hash_mix (hash, is_long ? read_word (at + length - 8) >> 8 * (8 - length) : read_few (at, length));
  return sj_hash_mix (hash, UINT64_C (0x8bb84b93962eacc9));
}

uint64_t
sj_hash_text (uint64_t seed, const char *text)
{
  return sj_hash_bytes (seed, text, strlen (text));
}
