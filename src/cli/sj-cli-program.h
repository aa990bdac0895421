/* sj-cli-program.h -- a journey of a file, compiled with all it uses. */
#pragma once

#include "cli/sj-cli-journey.h"
#include "engine/sj-behaviour.h"
#include "engine/sj-program.h"
#include "profile/sj-profile.h"

typedef struct
{
  SjCliJourney file;
  const SjLibrary *library; /* or NULL */
  SjWorld *world;           /* owned */
  SjProgram *program;       /* the world's; the first */
} SjCliProgram;

/* With the journeys of the same folder that it leads to, and they to.  False after saying why not. */
bool sj_cli_program_open  (SjCliProgram *self, const char *path, const char *folder);
void sj_cli_program_clear (SjCliProgram *self);

/* The journey of the file once more, after it was changed. */
bool sj_cli_program_compile (SjCliProgram *self);

/* A behaviour document for these journeys; no path: none.  False after saying what is wrong. */
bool sj_cli_behaviour (const SjCliProgram *self, const char *path, SjBehaviour **behaviour);

/* What a result calls it: its own name, or the file's; to be freed. */
char *sj_cli_behaviour_name (const SjBehaviour *behaviour, const char *path);

/* By its id in the workspace, or from a file with one profile as JSON; NULL after
 * saying why not.  To be freed with sj_config_free (). */
SjProfile *sj_cli_profile (const SjLibrary *library, const char *text);

/* ISO 8601, with or without an offset; on the zone's clock.  False after saying why not. */
bool sj_cli_time (const char *text, const SjZone *zone, SjTime *time);

/* “30 days”, “P30D”: more than none, a hundred years at most.  False after saying why not. */
bool sj_cli_span (const char *text, SjTime *span);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SjCliProgram, sj_cli_program_clear)
