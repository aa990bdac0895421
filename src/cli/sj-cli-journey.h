/* sj-cli-journey.h -- journeys as files, for the commands that take them. */
#pragma once

#include "base/sj-arena.h"
#include "base/sj-value.h"
#include "model/sj-journey.h"
#include "model/sj-library.h"

typedef struct
{
  const char *path;         /* borrowed */
  char *text;               /* owned: as it was read */
  size_t length;
  SjJourney *journey;       /* owned */
  SjDiags diags;            /* of reading */
  SjArena arena;            /* of what follows, which is made when first asked for */
  SjValue document;
  GHashTable *nodes;        /* owned: id -> its SjValue in `document` */
} SjCliJourney;

/* False, after saying why not, when the file cannot be read as a journey.  Findings
 * of reading one that can be are printed when `loud`. */
bool sj_cli_journey_open  (SjCliJourney *file, const char *path, bool loud);
void sj_cli_journey_clear (SjCliJourney *file);

/* The canonical form into the file, when it differs from what stands there. */
bool sj_cli_journey_save (const SjCliJourney *file, bool *changed);

/* The workspace around a file, or the folder or file that was asked for (not NULL): loaded
 * once for all files of it.  NULL where there is none; `failed` says whether that
 * was complained of. */
const SjLibrary *sj_cli_library (const char *file, const char *folder, bool *failed);

/* Of the workspace around the file; NULL where there is none. */
const SjNames *sj_cli_names (const char *file);

/* Where a place of a node (NULL: of the journey), as findings name it, stands in the
 * file's text; the nearest thing around it that does stand there. */
size_t sj_cli_journey_offset (SjCliJourney *file, const char *node, const char *place);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SjCliJourney, sj_cli_journey_clear)
