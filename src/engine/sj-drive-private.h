/* sj-drive-private.h -- what both ways of driving share; for sj-drive*.c alone. */
#pragma once

#include "engine/sj-drive.h"

void sj_drive_prepare (const SjDrive *drive, SjLife *life, SjDriven *driven, const uint64_t *chances);
void sj_drive_take    (SjLife *life, const SjOuter *input);
/* The person's time is over: their end, and where they stand. */
void sj_drive_finish  (const SjDrive *drive, void *worker, SjLife *life, SjDriven *driven);
/* The life is over: what its step counted goes to DRIVEN. */
void sj_drive_close   (SjLife *life, SjDriven *driven);
bool sj_drive_stopped (const SjDrive *drive);

/* All persons together, in the order of time. */
void sj_drive_in_order (const SjDrive *drive, const uint64_t *chances, SjDriven *driven);
