/* sj-ledger.c -- cells by period, and the law they obey. */
#include "engine/sj-ledger.h"

#include "engine/sj-step.h"

void
sj_ledger_init (SjLedger *ledger, const SjProgram *program, SjTime start, SjTime period, uint32_t n_rows)
{
  *ledger = (SjLedger) { .n_slots = program->n_slots, .n_stations = program->stations->len, .n_rows = MAX (n_rows, 1),
                         .start = start, .period = MAX (period, 1) };
  ledger->cells = g_new0 (uint64_t, (gsize) ledger->n_rows * ledger->n_slots);
  ledger->dwells = g_new0 (uint64_t, (gsize) ledger->n_stations * SJ_DWELLS);
  ledger->per_period = UINT64_MAX / (uint64_t) ledger->period + 1;
  ledger->from = start;
  ledger->row = ledger->cells;
}

void
sj_ledger_clear (SjLedger *ledger)
{
  g_clear_pointer (&ledger->cells, g_free);
  g_clear_pointer (&ledger->dwells, g_free);
}

void
sj_ledger_add (SjLedger *ledger, const SjLedger *other)
{
  g_assert (ledger->n_slots == other->n_slots && ledger->n_rows == other->n_rows);
  for (gsize i = 0; i < (gsize) ledger->n_rows * ledger->n_slots; i++)
    ledger->cells[i] += other->cells[i];
  for (gsize i = 0; i < (gsize) ledger->n_stations * SJ_DWELLS; i++)
    ledger->dwells[i] += other->dwells[i];
}

uint64_t *
sj_ledger_find_row (SjLedger *ledger, SjTime now)
{
  uint64_t after = now > ledger->start ? (uint64_t) (now - ledger->start) : 0;
  int64_t row = (int64_t) (uint64_t) ((__extension__ (unsigned __int128) after * ledger->per_period) >> 64);

  row -= (uint64_t) (row * ledger->period) > after;    /* the reciprocal is a little too large */
  row = MIN (row, (int64_t) ledger->n_rows - 1);
  ledger->from = ledger->start + row * ledger->period;
  ledger->row = ledger->cells + (gsize) row * ledger->n_slots;
  return ledger->row;
}

uint64_t
sj_ledger_sum (const SjLedger *ledger, uint32_t slot)
{
  uint64_t sum = 0;

  for (uint32_t row = 0; row < ledger->n_rows; row++)
    sum += ledger->cells[(gsize) row * ledger->n_slots + slot];
  return sum;
}

static uint64_t
gone_from (const SjLedger *ledger, const SjProgram *program, const SjStation *station)
{
  uint64_t gone = 0;

  for (uint32_t i = 0; i < station->n_ways; i++)
    gone += sj_ledger_sum (ledger, sj_program_way (program, station->first_way + i)->slot);
  for (uint32_t i = 0; i < SJ_N_ENDS; i++)
    gone += sj_ledger_sum (ledger, station->ends + i);
  return gone;
}

bool
sj_ledger_balances (const SjLedger *ledger, const SjProgram *program, const uint64_t *here, uint32_t *station)
{
  for (uint32_t i = 0; i < program->stations->len; i++)
    {
      const SjStation *one = sj_program_station (program, i);

      if (sj_ledger_sum (ledger, one->slot) == here[i] + gone_from (ledger, program, one))
        continue;
      if (station != NULL)
        *station = i;
      return false;
    }
  return true;
}
