/* sj-journey-private.h -- changing a journey; for the edits and the reader of this folder.
 *
 * Each function tells the observers.  Whoever calls them outside of an edit makes
 * a change that cannot be undone.
 */
#pragma once

#include "model/sj-journey.h"

void    sj_journey_changed       (SjJourney *journey, const SjChange *change);

void    sj_journey_insert_node   (SjJourney *journey, SjNode *node, uint32_t index);    /* takes it */
SjNode *sj_journey_take_node     (SjJourney *journey, SjNode *node);
void    sj_journey_insert_path   (SjJourney *journey, SjNode *node, SjPath *path, uint32_t index);    /* takes it */
SjPath *sj_journey_take_path     (SjJourney *journey, SjPath *path);
void    sj_journey_move_path     (SjJourney *journey, SjPath *path, uint32_t index);
void    sj_journey_swap_target   (SjJourney *journey, SjPath *path, char **to);
void    sj_journey_swap_place    (SjJourney *journey, SjNode *node, SjPlace *place);
