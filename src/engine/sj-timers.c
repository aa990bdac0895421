/* sj-timers.c -- buckets of chunks, sorted when they are due.
 *
 * What is pushed is only appended to its bucket; the order is made when the bucket's
 * turn comes, of pairs that lie side by side.  Memory is written in sequence and read
 * once, which is what makes it faster than a heap or linked lists.
 */
#include "engine/sj-timers.h"

#include <stdlib.h>

#define BLOCK  4096u        /* chunks allocated together */
#define FEW    24u          /* pairs that are sorted by insertion */
#define AHEAD  12u          /* pairs whose owner is fetched in time */
#define BINS   12u          /* as many bits, at most, part a bucket before it is sorted */
#define N_WORDS (SJ_TIMERS_RING / 64)
#define WHOLE  (1u << SJ_TIMERS_SPAN)

void
sj_timers_init (SjTimers *timers, SjTime start)
{
  *timers = (SjTimers) { .start = start, .bucket = -1, .soonest = SJ_TIME_NEVER, .due_allocated = 1024,
                         .late_allocated = 64, .next_chunk = BLOCK };
  timers->ring = g_new0 (uintptr_t, SJ_TIMERS_RING);
  timers->used = g_new0 (uint64_t, N_WORDS);
  timers->due = g_new (uint64_t, timers->due_allocated);
  timers->late = g_new (uint64_t, timers->late_allocated);
  timers->blocks = g_ptr_array_new_with_free_func (free);
}

void
sj_timers_clear (SjTimers *timers)
{
  g_free (timers->ring);
  g_free (timers->used);
  g_free (timers->due);
  g_free (timers->late);
  g_ptr_array_unref (timers->blocks);
}

SjTimerChunk *
sj_timers_chunk (SjTimers *timers)
{
  SjTimerChunk *chunk = timers->spare;

  if (chunk != NULL)
    {
      timers->spare = chunk->next;
      return chunk;
    }
  if (timers->next_chunk == BLOCK)
    {
      void *block = aligned_alloc (sizeof (SjTimerChunk), BLOCK * sizeof (SjTimerChunk));

      if (block == NULL)
        g_error ("no memory for timers");
      g_ptr_array_add (timers->blocks, block);
      timers->next_chunk = 0;
    }
  return (SjTimerChunk *) timers->blocks->pdata[timers->blocks->len - 1] + timers->next_chunk++;
}

static void
give_back (SjTimers *timers, SjTimerChunk *chunk)
{
  chunk->next = timers->spare;
  timers->spare = chunk;
}

static void
sift_down (uint64_t *heap, uint32_t count, uint64_t pair)
{
  uint32_t at = 0;

  for (;;)
    {
      uint32_t child = 2 * at + 1;

      if (child >= count)
        break;
      child += child + 1 < count && heap[child + 1] < heap[child];
      if (heap[child] >= pair)
        break;
      heap[at] = heap[child];
      at = child;
    }
  heap[at] = pair;
}

/* Into the bucket that is being taken out. */
void
sj_timers_push_late (SjTimers *timers, uint64_t pair)
{
  uint32_t at = timers->n_late++;

  if (at == timers->late_allocated)
    {
      timers->late_allocated *= 2;
      timers->late = g_renew (uint64_t, timers->late, timers->late_allocated);
    }
  while (at > 0 && timers->late[(at - 1) / 2] > pair)
    {
      timers->late[at] = timers->late[(at - 1) / 2];
      at = (at - 1) / 2;
    }
  timers->late[at] = pair;
}

void
sj_timers_push_far (SjTimers *timers, SjTime time, uint32_t id)
{
  unsigned at;
  SjTimerChunk *chunk = sj_timers_room (timers, &timers->far, G_N_ELEMENTS (chunk->far), &at);

  chunk->far[at] = (SjTimer) { time, id };
  timers->soonest = MIN (timers->soonest, time);
}

static inline bool
is_stale (const SjTimers *timers, SjTime time, uint32_t id)
{
  return timers->dues != NULL && timers->dues[id] != time;
}

/* Those that the ring has come near go into it, the others wait on. */
static void
look_far (SjTimers *timers)
{
  uintptr_t word = timers->far;
  SjTimerChunk *chunk = (SjTimerChunk *) (word & ~(uintptr_t) SJ_TIMERS_COUNT);
  unsigned count = word & SJ_TIMERS_COUNT;

  timers->far = 0;
  timers->soonest = SJ_TIME_NEVER;
  timers->look = timers->bucket + SJ_TIMERS_RING / 2;
  while (chunk != NULL)
    {
      SjTimerChunk *next = chunk->next;

      for (unsigned i = 0; i < count; i++)
        if (!is_stale (timers, chunk->far[i].time, chunk->far[i].id))
          sj_timers_push (timers, chunk->far[i].time, chunk->far[i].id);
      give_back (timers, chunk);
      chunk = next;
      count = G_N_ELEMENTS (chunk->far);
    }
}

static void
insertion_sort (uint64_t *pairs, uint32_t count)
{
  for (uint32_t i = 1; i < count; i++)
    {
      uint64_t pair = pairs[i];
      uint32_t at = i;

      for (; at > 0 && pairs[at - 1] > pair; at--)
        pairs[at] = pairs[at - 1];
      pairs[at] = pair;
    }
}

static int
compare_pairs (const void *a, const void *b)
{
  uint64_t one = *(const uint64_t *) a, other = *(const uint64_t *) b;

  return one < other ? -1 : one > other;
}

static void
sort_some (uint64_t *pairs, uint32_t count)
{
  if (count <= FEW)
    insertion_sort (pairs, count);
  else
    qsort (pairs, count, sizeof (uint64_t), compare_pairs);
}

/* Times are spread over the bucket: parted by their upper bits, few are left together. */
static void
sort_many (const uint64_t *pairs, uint32_t count, uint64_t *sorted)
{
  unsigned bits = MIN (29 - (unsigned) __builtin_clz (count), BINS);    /* 4 to 8 in a bin */
  unsigned shift = 32 + SJ_TIMERS_SPAN - bits;
  uint32_t ends[1u << BINS];
  uint32_t sum = 0, first = 0;

  memset (ends, 0, sizeof (uint32_t) << bits);
  for (uint32_t i = 0; i < count; i++)
    ends[pairs[i] >> shift]++;
  for (uint32_t i = 0; i < 1u << bits; i++)
    {
      uint32_t here = ends[i];

      ends[i] = sum;
      sum += here;
    }
  for (uint32_t i = 0; i < count; i++)
    sorted[ends[pairs[i] >> shift]++] = pairs[i];
  for (uint32_t i = 0; i < 1u << bits; i++)
    {
      sort_some (sorted + first, ends[i] - first);
      first = ends[i];
    }
}

static void
sort_due (SjTimers *timers)
{
  uint64_t *pairs = timers->due;
  uint32_t count = timers->n_due, i = 1;

  while (i < count && pairs[i - 1] <= pairs[i])
    i++;
  if (i >= count)
    return;
  if (count <= FEW)
    insertion_sort (pairs, count);
  else
    {
      memcpy (pairs + count, pairs, count * sizeof (uint64_t));
      sort_many (pairs + count, count, pairs);
    }
}

/* Chunks in the order they were filled; how many pairs they have. */
static SjTimerChunk *
turn_round (SjTimerChunk *chunk, uint32_t count, uint32_t *total)
{
  SjTimerChunk *turned = NULL;

  *total = count;
  while (chunk != NULL)
    {
      SjTimerChunk *next = chunk->next;

      __builtin_prefetch (chunk->near);
      chunk->next = turned;
      turned = chunk;
      chunk = next;
      *total += chunk ? SJ_TIMERS_SOME : 0;
    }
  return turned;
}

static void
gather (SjTimers *timers, const SjTimerChunk *chunk, uint32_t count, SjTime begin)
{
  const SjTime *dues = timers->dues;

  for (uint32_t i = 0; i < count; i++)
    {
      uint64_t pair = chunk->near[i];

      if (dues != NULL && i + AHEAD < count)
        __builtin_prefetch (&dues[(uint32_t) chunk->near[i + AHEAD]]);
      timers->due[timers->n_due] = pair;
      timers->n_due += dues == NULL || dues[(uint32_t) pair] == begin + (SjTime) (pair >> 32);
    }
}

/* The pairs of one bucket, those that still count, in order. */
static void
open_bucket (SjTimers *timers, int64_t bucket)
{
  uint32_t place = (uint32_t) bucket & (SJ_TIMERS_RING - 1);
  uintptr_t word = timers->ring[place];
  uint32_t last = word & SJ_TIMERS_COUNT, total;
  SjTimerChunk *chunk = turn_round ((SjTimerChunk *) (word & ~(uintptr_t) SJ_TIMERS_COUNT), last, &total);

  timers->bucket = bucket;
  timers->ring[place] = 0;
  timers->used[place >> 6] &= ~(UINT64_C (1) << (place & 63));
  if (total * 2 > timers->due_allocated)
    {
      g_free (timers->due);
      timers->due_allocated = total * 3;
      timers->due = g_new (uint64_t, timers->due_allocated);
    }
  timers->next_due = timers->n_due = 0;
  while (chunk != NULL)
    {
      SjTimerChunk *next = chunk->next;

      for (unsigned i = 0; timers->dues != NULL && next != NULL && i < AHEAD; i++)
        __builtin_prefetch (&timers->dues[(uint32_t) next->near[i]]);
      gather (timers, chunk, next ? SJ_TIMERS_SOME : last, timers->start + bucket * (SjTime) WHOLE);
      give_back (timers, chunk);
      chunk = next;
    }
  sort_due (timers);
}

/* The next bucket of the ring that has any; -1: none has. */
static int64_t
find_used (const SjTimers *timers)
{
  uint32_t from = (uint32_t) (timers->bucket + 1) & (SJ_TIMERS_RING - 1);

  for (uint32_t i = 0; i <= N_WORDS; i++)
    {
      uint32_t at = (from / 64 + i) % N_WORDS;
      uint64_t word = timers->used[at];

      if (i == 0)
        word &= ~UINT64_C (0) << (from & 63);
      if (word != 0)
        return timers->bucket + 1 +
               ((at * 64 + (uint32_t) __builtin_ctzll (word) - from) & (SJ_TIMERS_RING - 1));
    }
  return -1;
}

/* Goes on to the next bucket that has any and begins by then. */
static bool
go_on (SjTimers *timers, SjTime until)
{
  int64_t last = until >= timers->start ? sj_timers_bucket (timers, until) : -1;

  for (;;)
    {
      int64_t next = find_used (timers);
      int64_t beyond = timers->far != 0 ? sj_timers_bucket (timers, timers->soonest) : INT64_MAX;

      if (next < 0)
        next = beyond;
      if (next > last)
        return false;
      if (timers->far != 0 && next >= timers->look)
        {
          timers->bucket = MIN (next, beyond) - 1;
          look_far (timers);
          continue;
        }
      open_bucket (timers, next);
      return true;
    }
}

static bool
take_late (SjTimers *timers, uint64_t *pair)
{
  uint32_t count = --timers->n_late;

  *pair = timers->late[0];
  sift_down (timers->late, count, timers->late[count]);
  return true;
}

bool
sj_timers_pop (SjTimers *timers, SjTime until, SjTimer *timer)
{
  for (;;)
    {
      bool late = timers->n_late > 0 &&
                  (timers->next_due == timers->n_due || timers->late[0] < timers->due[timers->next_due]);
      uint64_t pair;
      SjTime time;

      if (!late && timers->next_due == timers->n_due)
        {
          if (!go_on (timers, until))
            return false;
          continue;
        }
      pair = late ? timers->late[0] : timers->due[timers->next_due];
      time = timers->start + timers->bucket * (SjTime) WHOLE + (SjTime) (pair >> 32);
      if (time > until)
        return false;
      if (G_UNLIKELY (late))
        take_late (timers, &pair);
      else
        timers->next_due++;
      if (G_UNLIKELY (is_stale (timers, time, (uint32_t) pair)))
        continue;
      *timer = (SjTimer) { time, (uint32_t) pair };
      return true;
    }
}
