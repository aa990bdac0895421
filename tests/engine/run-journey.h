/* run-journey.h -- a journey given as text, driven with people made by a rule.
 *
 * Person n begins in minute n, and some of them buy later; who, when and for how much
 * is a hash of the number, so tests can count them by themselves.
 */
#pragma once

#include "engine/sj-result.h"

typedef struct
{
  uint32_t persons;
  unsigned threads;
  uint32_t traces;
  double share;             /* who buys */
  uint64_t seed;
  bool blind;               /* nothing is observed */
  bool in_order;
  uint64_t town;            /* other people with the same habits */
  bool tampered;            /* a cell of the node `wait` is one too high */
  const double *prices;
} RunOptions;

#define RUN_START (INT64_C (1767225600) * 1000)    /* 2026-01-01, a Thursday */
#define RUN_END   (RUN_START + 10 * SJ_DAY)

/* Whether the person buys, how long after beginning and for how many units. */
bool run_buys (uint32_t person, double share, SjTime *after, unsigned *amount);

SjResult *run_journey (const char *text, const RunOptions *options);

extern const char run_shop[];    /* begins with `start`, waits an hour for `buy`, an email, an experiment */
