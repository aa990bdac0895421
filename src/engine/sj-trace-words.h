/* sj-trace-words.h -- what happened to somebody, as sentences for people. */
#pragma once

#include "engine/sj-result.h"

/* "Gets the message “Order Confirmation Email”"; NULL for what goes without saying, as
 * leaving by the only way on.  Owned by the caller. */
char *sj_trace_mark_words (const SjResult *result, const SjResultMark *mark);

/* How it went: "Completed · 2 messages"; owned by the caller. */
char *sj_trace_summary (const SjResult *result, const SjResultTrace *trace);

/* Whether the person came to the node. */
bool sj_trace_visits (const SjResultTrace *trace, const char *node);
