/* fuzz.h -- what each fuzz target defines: it takes any bytes, and aborts where a
 * promise is broken. */
#pragma once

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
