/* sj-playback.h -- a result at any of its moments: how many had come, gone and stayed.
 *
 * Made once from a result, which must live as long; going to a moment takes a search
 * in each curve and no memory.  At every moment entered = here + left + lost + completed
 * holds for each step, because the cells of all periods are counted by the same law.
 */
#pragma once

#include "engine/sj-result.h"

/* Of one step, up to and at the moment. */
typedef struct
{
  uint64_t entered, here, left;
  uint64_t lost;            /* ended here for another reason than having come to the end */
  uint64_t completed;
} SjPlayedNode;

/* What happens in a period; for a timeline. */
typedef enum
{
  SJ_PLAYED_ENTERED,
  SJ_PLAYED_SENT,
  SJ_PLAYED_ENDED,
  SJ_N_PLAYED
} SjPlayed;

typedef struct SjPlayback SjPlayback;

SjPlayback *sj_playback_new  (const SjResult *result);
void        sj_playback_free (SjPlayback *playback);

/* To the end of a period; `n_periods` or more: to the end of the run. */
void     sj_playback_seek   (SjPlayback *playback, uint64_t period);
uint64_t sj_playback_period (const SjPlayback *playback);
SjTime   sj_playback_time   (const SjPlayback *playback);

/* `node` and `path` count as in the result. */
const SjPlayedNode *sj_playback_node (const SjPlayback *playback, uint32_t node);
uint64_t            sj_playback_path (const SjPlayback *playback, uint32_t node, uint32_t path);
uint64_t            sj_playback_inside (const SjPlayback *playback);

/* How much of it happened in each period: n_periods numbers. */
const uint64_t *sj_playback_bars (const SjPlayback *playback, SjPlayed what);
/* The next period, or the one before, in which anything happened; the present one where there is none. */
uint64_t        sj_playback_next (const SjPlayback *playback, bool back);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SjPlayback, sj_playback_free)
