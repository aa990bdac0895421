/* sj-duration.h -- lengths of time as a person types and reads them in a row.
 *
 * Written "2 h 30 min", read in many ways: "90m", "1d 2h", "1.5 hours", "PT2H".
 */
#pragma once

#include "base/sj-types.h"

char *sj_duration_text (SjTime span);    /* "" for 0 */

/* False with a sentence in `why`, owned by the caller.  Empty text is 0. */
bool sj_duration_read (const char *text, SjTime *span, char **why);

/* "08:30"; of "8:30", "8", "0830", "8 pm", "8.30".  -1 for an empty text. */
bool  sj_clock_read (const char *text, int32_t *minutes, char **why);
char *sj_clock_text (int32_t minutes);
