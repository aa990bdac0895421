/* sj-engine-case.h -- a case on the engine, with the log that sj-case.h describes.
 *
 * Each person is an SjLife; all of them go through time together, so that what they
 * compete for is given out in the order of the case.
 */
#pragma once

#include "engine/sj-life.h"
#include "sj-case.h"

/* The log; owned.  What does not balance in the ledger stands at its end as lines
 * that begin with "!". */
char *sj_engine_run_case (const SjCase *acase);

/* What a case says of the outside, as the engine asks for it. */
unsigned sj_engine_case_replies (const SjCaseSend *reply, SjReply *replies);
bool     sj_engine_case_answer  (const SjCaseCall *call, SjReply *reply);
