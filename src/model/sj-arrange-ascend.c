/* sj-arrange-ascend.c -- numbers that ascend, as close to what is wished as can be.
 *
 * Each number may have several wishes of different weight; the sum of weighted
 * distances is the least possible, of equally good solutions the greatest.  One
 * pass: the heap holds the corners of what the best for the first numbers
 * costs, over the value of the last of them.
 */
#include "model/sj-arrange-private.h"

static void
push (SjArrangeAscent *ascent, SjArrangeWish wish)
{
  SjArrangeWish *heap = ascent->heap;
  unsigned i = ascent->n_heap++;

  for (; i > 0 && heap[(i - 1) / 2].value < wish.value; i = (i - 1) / 2)
    heap[i] = heap[(i - 1) / 2];
  heap[i] = wish;
}

static void
drop_greatest (SjArrangeAscent *ascent)
{
  SjArrangeWish *heap = ascent->heap, last = heap[--ascent->n_heap];
  unsigned i = 0;

  while (2 * i + 1 < ascent->n_heap)
    {
      unsigned child = 2 * i + 1;

      if (child + 1 < ascent->n_heap && heap[child + 1].value > heap[child].value)
        child++;
      if (heap[child].value <= last.value)
        break;
      heap[i] = heap[child];
      i = child;
    }
  heap[i] = last;
}

void
sj_arrange_ascent_init (SjArrangeAscent *ascent, unsigned most_wishes)
{
  *ascent = (SjArrangeAscent) { .heap = g_new (SjArrangeWish, most_wishes + 1) };
}

void
sj_arrange_ascent_clear (SjArrangeAscent *ascent)
{
  g_free (ascent->heap);
}

void
sj_arrange_ascent_start (SjArrangeAscent *ascent)
{
  ascent->n_heap = 0;
  ascent->weight = 0;
}

/* One more wish of the number that comes next; its weight is above 0. */
void
sj_arrange_ascent_wish (SjArrangeAscent *ascent, int value, int weight)
{
  push (ascent, (SjArrangeWish) { value, 2 * weight });
  ascent->weight += weight;
}

/* That were all wishes of this number: there was at least one. */
int
sj_arrange_ascent_next (SjArrangeAscent *ascent)
{
  while (ascent->heap[0].weight <= ascent->weight)
    {
      ascent->weight -= ascent->heap[0].weight;
      drop_greatest (ascent);
    }
  ascent->heap[0].weight -= ascent->weight;
  ascent->weight = 0;
  return ascent->heap[0].value;
}

/* The numbers as `next` returned them; only now they ascend. */
void
sj_arrange_ascent_finish (int *numbers, unsigned n)
{
  for (unsigned i = n; i-- > 1;)
    numbers[i - 1] = MIN (numbers[i - 1], numbers[i]);
}
