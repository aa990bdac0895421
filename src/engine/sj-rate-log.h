/* sj-rate-log.h -- when calls were made whose action has a rate, while nobody waits for a turn.
 *
 * Persons compete for turns, but as long as no second sees more calls than there may
 * be, nobody's turn depends on anybody else: then each may be driven alone, and the log
 * proves afterwards that it was right.
 */
#pragma once

#include "engine/sj-world.h"

typedef struct
{
  GArray **times;           /* owned: of SjTime, for each rate of the world */
  uint32_t n_rates;
  bool full;                /* more calls than are kept: nothing is known */
} SjRateLog;

void sj_rate_log_init  (SjRateLog *log, const SjWorld *world);
void sj_rate_log_clear (SjRateLog *log);
void sj_rate_log_note  (SjRateLog *log, uint32_t rate, SjTime time);

/* Whether all calls of these logs together keep to the rates; puts them in order. */
bool sj_rate_logs_hold (SjRateLog *const *logs, uint32_t n_logs, const SjWorld *world);
