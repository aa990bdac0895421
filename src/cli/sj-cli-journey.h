/* sj-cli-journey.h -- journeys as files, for the commands that take them. */
#pragma once

#include "model/sj-journey.h"

typedef struct
{
  const char *path;         /* borrowed */
  char *text;               /* owned: as it was read */
  size_t length;
  SjJourney *journey;       /* owned */
} SjCliJourney;

/* NULL journey, after saying why not, when the file cannot be read as one.
 * Findings of reading are printed when `loud`. */
bool sj_cli_journey_open  (SjCliJourney *file, const char *path, bool loud);
void sj_cli_journey_clear (SjCliJourney *file);

/* The canonical form into the file, when it differs from what stands there. */
bool sj_cli_journey_save (const SjCliJourney *file, bool *changed);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SjCliJourney, sj_cli_journey_clear)
