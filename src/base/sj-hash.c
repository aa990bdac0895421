/* sj-hash.c -- bytes folded eight at a time, read as little-endian everywhere. */
#include "base/sj-hash.h"

#include <string.h>

static uint64_t
read_word (const unsigned char *bytes, size_t length)
{
  uint64_t word = 0;

  memcpy (&word, bytes, length);
  return GUINT64_FROM_LE (word);
}

uint64_t
sj_hash_bytes (uint64_t seed, const void *bytes, size_t length)
{
  const unsigned char *at = bytes;
  uint64_t hash = sj_hash_mix (seed, length);

  for (; length >= 8; at += 8, length -= 8)
    hash = sj_hash_mix (hash, read_word (at, 8));
  if (length > 0)
    hash = sj_hash_mix (hash, read_word (at, length));
  return sj_hash_mix (hash, UINT64_C (0x8bb84b93962eacc9));
}

uint64_t
sj_hash_text (uint64_t seed, const char *text)
{
  return sj_hash_bytes (seed, text, strlen (text));
}
