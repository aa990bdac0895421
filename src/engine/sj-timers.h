/* sj-timers.h -- a calendar of timers: pairs of a time and an id, soonest first.
 *
 * Equal times come out in the order of their ids, so the order is total and two runs
 * fire alike.  A time that is pushed must not lie before what has come out, nor before
 * a limit that was asked for.  Nothing is taken out early: the owner keeps what each
 * id waits for in `dues`, and a pair that says otherwise is passed over; what has come
 * out waits for nothing until the owner says so.  Owned by one thread.
 */
#pragma once

#include "base/sj-types.h"

#include <string.h>

#define SJ_TIMERS_SPAN    15                            /* a bucket is 2^15 ms */
#define SJ_TIMERS_RING    (1u << 15)                    /* buckets: 12.4 days */
#define SJ_TIMERS_SOME    15                            /* pairs of a chunk */

typedef struct
{
  SjTime time;
  uint32_t id;
} SjTimer;

/* Two cache lines; aligned to their size, so that a pointer to one has room for a count. */
typedef struct SjTimerChunk SjTimerChunk;

struct SjTimerChunk
{
  union
  {
    uint64_t near[SJ_TIMERS_SOME];    /* time within the bucket, id */
    SjTimer far[SJ_TIMERS_SOME / 2];
  };
  SjTimerChunk *next;                 /* a full one */
};

typedef struct
{
  const SjTime *dues;       /* borrowed: by id, what it waits for; or NULL: all that was pushed is due */

  SjTime start;
  int64_t bucket;           /* the one being taken out; -1 at the beginning */
  uint64_t *due;            /* owned: its pairs in order */
  uint32_t next_due, n_due, due_allocated;
  uint64_t *late;           /* owned: a heap of pairs that were pushed into it since */
  uint32_t n_late, late_allocated;

  uintptr_t *ring;          /* owned: of each bucket the newest chunk, and how many pairs it has */
  uint64_t *used;           /* owned: bits of buckets that have any */
  uintptr_t far;            /* beyond the ring, likewise */
  SjTime soonest;           /* of those */
  int64_t look;             /* the bucket at which to look at them again */

  GPtrArray *blocks;        /* owned: memory of chunks */
  uint32_t next_chunk;      /* in the last of them */
  SjTimerChunk *spare;
} SjTimers;

void sj_timers_init  (SjTimers *timers, SjTime start);    /* nothing is before `start` */
void sj_timers_clear (SjTimers *timers);

/* The soonest, if it is not after `until`. */
bool sj_timers_pop (SjTimers *timers, SjTime until, SjTimer *timer);

SjTimerChunk *sj_timers_chunk     (SjTimers *timers);
void          sj_timers_push_late (SjTimers *timers, uint64_t pair);
void          sj_timers_push_far  (SjTimers *timers, SjTime time, uint32_t id);

#define SJ_TIMERS_COUNT 0x7fu    /* of what stands beside a pointer to a chunk */

/* Room for one more; the word is that of a bucket, or of those beyond. */
static inline SjTimerChunk *
sj_timers_room (SjTimers *timers, uintptr_t *word, unsigned most, unsigned *at)
{
  SjTimerChunk *chunk = (SjTimerChunk *) (*word & ~(uintptr_t) SJ_TIMERS_COUNT);
  unsigned count = *word & SJ_TIMERS_COUNT;

  if (chunk == NULL || count == most)
    {
      SjTimerChunk *fresh = sj_timers_chunk (timers);

      fresh->next = chunk;
      chunk = fresh;
      count = 0;
    }
  *word = (uintptr_t) chunk | (count + 1);
  *at = count;
  return chunk;
}

static inline int64_t
sj_timers_bucket (const SjTimers *timers, SjTime time)
{
  return (int64_t) (((uint64_t) time - (uint64_t) timers->start) >> SJ_TIMERS_SPAN);
}

static inline void
sj_timers_push (SjTimers *timers, SjTime time, uint32_t id)
{
  uint64_t after = (uint64_t) time - (uint64_t) timers->start;
  int64_t bucket = sj_timers_bucket (timers, time);
  uint64_t pair = (after & ((1u << SJ_TIMERS_SPAN) - 1)) << 32 | id;
  uint32_t place = (uint32_t) bucket & (SJ_TIMERS_RING - 1);
  SjTimerChunk *chunk;
  unsigned at;

  if (G_UNLIKELY (bucket <= timers->bucket))
    {
      g_assert (bucket == timers->bucket);
      sj_timers_push_late (timers, pair);
      return;
    }
  if (G_UNLIKELY (bucket - timers->bucket >= SJ_TIMERS_RING))
    {
      sj_timers_push_far (timers, time, id);
      return;
    }
  chunk = sj_timers_room (timers, &timers->ring[place], SJ_TIMERS_SOME, &at);
  chunk->near[at] = pair;
  timers->used[place >> 6] |= UINT64_C (1) << (place & 63);
}

/* The id that comes `count` after the next, where that is known; for fetching what
 * belongs to it in time. */
static inline bool
sj_timers_ahead (const SjTimers *timers, uint32_t count, uint32_t *id)
{
  if (count >= timers->n_due - timers->next_due)
    return false;
  *id = (uint32_t) timers->due[timers->next_due + count];
  return true;
}
