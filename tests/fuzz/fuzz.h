/* fuzz.h -- what each fuzz target defines: it takes any bytes, and aborts where a
 * promise is broken. */
#pragma once

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* How many inputs were accepted, and not refused, so far; of targets that count them.
 * One for the target and for whoever runs it. */
__attribute__ ((weak)) unsigned fuzz_n_read;
