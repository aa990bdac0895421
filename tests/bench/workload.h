/* workload.h -- the people of the workloads W1, W1M and W2: exact, from 32-bit arithmetic.
 *
 * All arithmetic is unsigned and wraps, so every program that follows the rules has
 * the same numbers.
 */
#pragma once

#include "base/sj-value.h"

#include <stdint.h>

#define WORKLOAD_NEVER UINT32_MAX

/* When somebody begins and pays; WORKLOAD_NEVER: does not. */
typedef struct
{
  uint32_t begins, pays;
  bool mobile;
} WorkloadVisit;

WorkloadVisit workload_w1 (uint32_t person, uint32_t session, uint32_t quantum);
WorkloadVisit workload_w2 (uint32_t person, uint32_t quantum);

/* Deadlines of W4, and the delay of a hold. */
uint32_t workload_deadline (uint32_t id, bool *cancelled);
uint32_t workload_hold     (uint32_t turn);

uint32_t workload_mix (uint32_t h);

void workload_init (void);    /* before workload_profile () */

/* The data that messages show, as a profile. */
SjValue workload_profile (uint32_t person, SjArena *arena);
