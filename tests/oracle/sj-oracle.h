/* sj-oracle.h -- docs/engine.md once more: slow, obvious, for tests only.
 *
 * Shares no code with the engine, and must not: that both agree is what is tested.
 * Lists are searched from the front, texts compared, nothing is prepared.
 */
#pragma once

#include "sj-case.h"

/* The log, as sj-case.h describes it; owned. */
char *sj_oracle_run (const SjCase *acase);

/* Whether the log's numbers add up: for every node entered = here + left + ended, for
 * every journey entered = inside + ended.  Otherwise a sentence says what does not. */
char *sj_oracle_balance (const char *log);
