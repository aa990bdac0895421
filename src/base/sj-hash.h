/* sj-hash.h -- 64-bit hashes that stay the same on every machine and run.
 *
 * Chance is a hash of what is being decided, so these numbers are part of what
 * a journey means: they are never changed, and a test holds their values.
 */
#pragma once

#include "base/sj-types.h"

/* Wyhash-like folding of two words. */
static inline uint64_t
sj_hash_mix (uint64_t a, uint64_t b)
{
  __extension__ unsigned __int128 product =
      (unsigned __int128) (a ^ UINT64_C (0x9e3779b97f4a7c15)) * (b ^ UINT64_C (0xd1b54a32d192ed03));

  return (uint64_t) product ^ (uint64_t) (product >> 64) ^ (a * UINT64_C (0x2545f4914f6cdd1d));
}

uint64_t sj_hash_bytes (uint64_t seed, const void *bytes, size_t length);
uint64_t sj_hash_text  (uint64_t seed, const char *text);

/* An even number in [0, 1). */
static inline double
sj_hash_unit (uint64_t hash)
{
  return (double) (hash >> 11) * 0x1p-53;
}
