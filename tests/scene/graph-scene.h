/* graph-scene.h -- made-up graphs as journeys, to be drawn. */
#pragma once

#include "model/sj-history.h"
#include "tests/bench/journey-graph.h"

/* With a card as high as its paths want; `tidy`: put in order, else as the graph has them. */
SjJourney *graph_journey (const JourneyGraph *graph, bool tidy);
