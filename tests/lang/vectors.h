/* vectors.h -- one test vector of either language; the format is that of the
 * languages' reference: see tests/lang/README.md. */
#pragma once

#include "base/sj-value.h"

/* Whether the vector holds; `got` says what came instead, to be freed. */
bool vector_expression (SjValue vector, char **got);
bool vector_template   (SjValue vector, char **got);

/* Equal as the format understands it: dates as values, decimals within 1e-9. */
bool vector_matches (SjArena *arena, SjValue expected, SjValue got);

/* Its `now`, or a fixed moment where it has none. */
SjMoment vector_now (SjValue vector);
