/* random.h -- settings and journeys of chance, the same for the same seed. */
#pragma once

#include "model/sj-journey.h"

/* A value that fits the field; seldom the default. */
SjValue random_value (GRand *chance, const SjField *field, SjArena *arena);

/* Some of the fields of a struct get values. */
void random_fill (GRand *chance, const SjSpec *spec, void *config);

/* A journey of that many nodes with settings, goals, exits and paths between them. */
SjJourney *random_journey (GRand *chance, const SjKindTable *kinds, unsigned n_nodes);

const SjKind *random_kind (GRand *chance, const SjKindTable *kinds);
char         *random_text (GRand *chance);
