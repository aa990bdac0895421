/* sj-ledger.h -- how often everything happened, period by period.
 *
 * A row of cells for each period; a program says which cell counts what.  Threads
 * have a ledger each; sums do not depend on who counted.
 */
#pragma once

#include "engine/sj-program.h"

typedef struct
{
  uint64_t *cells;          /* owned: n_rows of n_slots */
  uint64_t *dwells;         /* owned: SJ_DWELLS of each station */
  uint32_t n_slots, n_stations;
  uint32_t n_rows;
  SjTime start, period;
  uint64_t per_period;      /* 2^64 / period, rounded up: for dividing by it */
  SjTime from;              /* of the row that was asked for last */
  uint64_t *row;
} SjLedger;

void sj_ledger_init  (SjLedger *ledger, const SjProgram *program, SjTime start, SjTime period, uint32_t n_rows);
void sj_ledger_clear (SjLedger *ledger);
void sj_ledger_add   (SjLedger *ledger, const SjLedger *other);

uint64_t sj_ledger_sum (const SjLedger *ledger, uint32_t slot);    /* over all periods */

/* Whether the law holds at the end: for each station entered = here now + left +
 * ended.  `here` are those who stand there; where it does not hold, which. */
bool sj_ledger_balances (const SjLedger *ledger, const SjProgram *program, const uint64_t *here, uint32_t *station);

uint64_t *sj_ledger_find_row (SjLedger *ledger, SjTime now);

/* Times outside of the periods belong to the first and the last. */
static inline uint64_t *
sj_ledger_row (SjLedger *ledger, SjTime now)
{
  if (G_LIKELY ((uint64_t) (now - ledger->from) < (uint64_t) ledger->period))
    return ledger->row;
  return sj_ledger_find_row (ledger, now);
}
