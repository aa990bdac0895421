/* random.h -- settings and journeys of chance, the same for the same seed. */
#pragma once

#include "model/sj-edit.h"

/* A value that fits the field; seldom the default. */
SjValue random_value (GRand *chance, const SjField *field, SjArena *arena);

/* Some of the fields of a struct get values. */
void random_fill (GRand *chance, const SjSpec *spec, void *config);

/* A journey of that many nodes with settings, goals, exits and paths between them. */
SjJourney *random_journey (GRand *chance, const SjKindTable *kinds, unsigned n_nodes);

/* The same bytes; otherwise the place where they part is shown. */
void assert_same_text (const char *a, const char *b);

const SjKind *random_kind (GRand *chance, const SjKindTable *kinds);
char         *random_text (GRand *chance);

/* An edit of any type, sometimes one that does not fit. */
SjEdit *random_edit (GRand *chance, SjJourney *journey);
