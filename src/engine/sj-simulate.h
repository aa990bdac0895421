/* sj-simulate.h -- people and an outside made of chance, for driving journeys.
 *
 * Whether somebody does something follows from the seed, the person, what it is and
 * how often it was asked before; not from the journey.  So two journeys meet the same
 * people with the same habits, and what differs is the journeys' doing.
 *
 * A step that waits for an event asks whether and when it will happen; while one is on
 * its way, no second one of the same type is decided on.
 */
#pragma once

#include "engine/sj-drive.h"
#include "engine/sj-population.h"

typedef struct SjSimulation SjSimulation;

typedef struct
{
  SjWorld *world;           /* with its programs: the journey first, then those it leads to */
  const SjBehaviour *behaviour;    /* borrowed, or NULL: all by default */
  uint32_t n_persons;       /* 0: as the behaviour says */
  uint64_t seed;
  SjTime start;
  SjTime span;              /* 0: sj_simulation_span () */
} SjSimulationSetup;

SjSimulation *sj_simulation_new  (const SjSimulationSetup *setup);
void          sj_simulation_free (SjSimulation *simulation);

/* World, people, outside, number of persons, seed, start, end; and hours as periods,
 * or days, where the span has more than a thousand.  The rest is the caller's. */
void sj_simulation_prepare (const SjSimulation *simulation, SjDrive *drive);

/* As long as a person can need for the journey's first waits one after the other, and
 * a week for coming: rounded up to days, a year at most. */
SjTime sj_simulation_span (const SjWorld *world);

/* When a run that nobody gave a time for begins: today, on the journey's clock, or when
 * the journey is open, or its audience is read. */
SjTime sj_simulation_start (const SjWorld *world, SjTime now);

/* Where the people come from: "learnt"; of documents. */
const char *sj_simulation_population (const SjSimulation *simulation);

const SjBehaviour *sj_simulation_behaviour (const SjSimulation *simulation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjSimulation, sj_simulation_free)
