/* sj-recording-texts.c -- texts in one block, found again by hash. */
#include "engine/sj-recording-private.h"

#include "base/sj-hash.h"

#include <string.h>
#include <sys/mman.h>

#define FIRST_BITS 10
#define LARGE ((size_t) 4 << 20)    /* bytes of a table from which on pages are worth a thought */

/* Zeroed.  Questions to a large table go anywhere in it: with small pages, finding the
 * page would take as long as the answer. */
static void *
table_new (size_t size)
{
  void *table;

  if (size < LARGE)
    return g_malloc0 (size);
  table = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (table == MAP_FAILED)
    g_error ("there is no memory for a table of %zu bytes", size);
  madvise (table, size, MADV_HUGEPAGE);    /* a wish, which may fail */
  return table;
}

static void
table_free (void *table, size_t size)
{
  if (size < LARGE)
    g_free (table);
  else
    munmap (table, size);
}

/* `number`, or NULL, comes before the text. */
static uint32_t
pool_add (SjPool *pool, const uint32_t *number, SjSlice text)
{
  size_t start = MAX (pool->used, 8);    /* a reference is never 0 */
  size_t front = number != NULL ? 4 : 0;
  size_t size = (4 + front + text.length + 1 + 7) & ~(size_t) 7;
  char *at;

  if (start / 8 > UINT32_MAX - 1)
    return 0;
  if (start + size > pool->allocated)
    {
      pool->allocated = MAX (start + size, pool->allocated + pool->allocated / 2 + 4096);
      pool->bytes = g_realloc (pool->bytes, pool->allocated);
    }
  at = pool->bytes + start;
  *(uint32_t *) (void *) at = (uint32_t) (front + text.length);
  if (number != NULL)
    *(uint32_t *) (void *) (at + 4) = *number;
  memcpy (at + 4 + front, text.text, text.length);
  at[4 + front + text.length] = '\0';
  pool->used = start + size;
  return (uint32_t) (start / 8);
}

uint32_t
sj_pool_add (SjPool *pool, SjSlice text)
{
  return pool_add (pool, NULL, text);
}

void
sj_texts_init (SjTexts *texts, SjPool *pool)
{
  *texts = (SjTexts) { .pool = pool, .bits = FIRST_BITS };
  texts->slots = table_new (sizeof (uint64_t) << texts->bits);
  texts->references = g_array_new (FALSE, FALSE, sizeof (uint32_t));
}

void
sj_texts_clear (SjTexts *texts)
{
  table_free (texts->slots, sizeof (uint64_t) << texts->bits);
  g_array_unref (texts->references);
}

/* The upper half of a slot is the hash, whose upper bits are the place. */
uint64_t
sj_texts_hash (SjSlice text)
{
  return sj_hash_bytes (0, text.text, text.length) & ~(uint64_t) UINT32_MAX;
}

static inline size_t
text_place (const SjTexts *texts, uint64_t slot)
{
  return (size_t) (slot >> (64 - texts->bits));
}

static void
grow_texts (SjTexts *texts)
{
  uint64_t *old = texts->slots;
  size_t count = (size_t) 1 << texts->bits;

  texts->bits++;
  texts->slots = table_new (sizeof (uint64_t) << texts->bits);
  for (size_t i = 0; i < count; i++)
    if (old[i] != 0)
      {
        size_t place = text_place (texts, old[i]);

        while (texts->slots[place] != 0)
          place = (place + 1) & (count * 2 - 1);
        texts->slots[place] = old[i];
      }
  table_free (old, sizeof (uint64_t) * count);
}

static uint32_t
add_text (SjTexts *texts, SjSlice text, uint64_t *slot, uint64_t hash, bool *added)
{
  uint32_t number = texts->references->len;
  uint32_t reference = number < UINT32_MAX - 1 ? pool_add (texts->pool, &number, text) : 0;

  if (reference == 0)
    return SJ_NONE;
  *added = true;
  *slot = hash | reference;
  g_array_append_val (texts->references, reference);
  if (texts->references->len > ((size_t) 1 << texts->bits) / 2)
    grow_texts (texts);
  return number;
}

uint32_t
sj_texts_number (SjTexts *texts, SjSlice text, uint64_t hash, bool *added)
{
  size_t mask = ((size_t) 1 << texts->bits) - 1;
  size_t place = text_place (texts, hash);

  *added = false;
  for (; texts->slots[place] != 0; place = (place + 1) & mask)
    if ((texts->slots[place] & ~(uint64_t) UINT32_MAX) == hash)
      {
        SjSlice known = sj_pool_get (texts->pool, (uint32_t) texts->slots[place]);

        if (known.length == text.length + 4 && memcmp (known.text + 4, text.text, text.length) == 0)
          return *(const uint32_t *) (const void *) known.text;
      }
  return add_text (texts, text, &texts->slots[place], hash, added);
}

SjSlice
sj_texts_get (const SjTexts *texts, uint32_t number)
{
  SjSlice known = sj_pool_get (texts->pool, g_array_index (texts->references, uint32_t, number));

  return (SjSlice) { known.text + 4, known.length - 4 };
}

void
sj_texts_fetch_slot (const SjTexts *texts, uint64_t hash)
{
  __builtin_prefetch (&texts->slots[text_place (texts, hash)]);
}

void
sj_texts_fetch_text (const SjTexts *texts, uint64_t hash)
{
  uint64_t slot = texts->slots[text_place (texts, hash)];

  if (slot != 0)
    __builtin_prefetch (texts->pool->bytes + (size_t) (uint32_t) slot * 8);
}

SjPrint
sj_print_of (SjSlice text)
{
  return (SjPrint) { MAX (sj_hash_bytes (0, text.text, text.length), 1), sj_hash_bytes (1, text.text, text.length) };
}

void
sj_prints_init (SjPrints *seen)
{
  *seen = (SjPrints) { .bits = FIRST_BITS };
  seen->slots = table_new (sizeof (SjPrint) << seen->bits);
}

void
sj_prints_clear (SjPrints *seen)
{
  table_free (seen->slots, sizeof (SjPrint) << seen->bits);
}

static inline size_t
print_place (const SjPrints *seen, SjPrint print)
{
  return (size_t) (print.a >> (64 - seen->bits));
}

static void
grow_prints (SjPrints *seen)
{
  SjPrints larger = { .count = seen->count, .bits = seen->bits + 1 };
  size_t mask = ((size_t) 1 << larger.bits) - 1;

  larger.slots = table_new (sizeof (SjPrint) << larger.bits);
  for (size_t i = 0; i < (size_t) 1 << seen->bits; i++)
    if (seen->slots[i].a != 0)
      {
        size_t place = print_place (&larger, seen->slots[i]);

        while (larger.slots[place].a != 0)
          place = (place + 1) & mask;
        larger.slots[place] = seen->slots[i];
      }
  table_free (seen->slots, sizeof (SjPrint) << seen->bits);
  *seen = larger;
}

bool
sj_prints_add (SjPrints *seen, SjPrint print)
{
  size_t mask = ((size_t) 1 << seen->bits) - 1;
  size_t place = print_place (seen, print);

  for (; seen->slots[place].a != 0; place = (place + 1) & mask)
    if (seen->slots[place].a == print.a && seen->slots[place].b == print.b)
      return false;
  seen->slots[place] = print;
  if (++seen->count > mask / 2)
    grow_prints (seen);
  return true;
}

void
sj_prints_fetch (const SjPrints *seen, SjPrint print)
{
  __builtin_prefetch (&seen->slots[print_place (seen, print)]);
}
