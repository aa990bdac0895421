/* sample.h -- the sample workspace and its journeys. */
#pragma once

#include "model/sj-library.h"

/* While the tests run. */
extern SjLibrary *sample_library;

/* The text of one of its journeys: "purchase.journey". */
char *sample_journey (const char *file);

/* Runs the tests that were added. */
int sample_test_run (void);
