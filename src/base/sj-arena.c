/* sj-arena.c -- chunks of doubling size, the newest in front.
 *
 * A reset keeps only the largest chunk: after a few rounds one chunk holds a
 * whole round, and the arena no longer grows.
 */
#include "base/sj-arena.h"

#include <string.h>

#define FIRST_CHUNK ((size_t) 4096)
#define LARGEST_CHUNK ((size_t) 1 << 20)    /* of the doubling; a single request may be larger */

struct SjArenaChunk
{
  SjArenaChunk *older;
  size_t size;
  char bytes[];
};

void
sj_arena_init (SjArena *arena)
{
  *arena = (SjArena) SJ_ARENA_INIT;
}

static void
free_chunks (SjArenaChunk *chunk)
{
  while (chunk != NULL)
    {
      SjArenaChunk *older = chunk->older;

      g_free (chunk);
      chunk = older;
    }
}

void
sj_arena_clear (SjArena *arena)
{
  free_chunks (arena->chunk);
  sj_arena_init (arena);
}

/* The newest chunk is the largest, but for single requests larger than the
 * doubling had reached; those are let go with the rest. */
void
sj_arena_reset (SjArena *arena)
{
  if (arena->chunk == NULL)
    return;

  free_chunks (g_steal_pointer (&arena->chunk->older));
  arena->closed = 0;
  arena->next = arena->chunk->bytes;
}

size_t
sj_arena_used (const SjArena *arena)
{
  return arena->chunk ? arena->closed + (size_t) (arena->next - arena->chunk->bytes) : 0;
}

void *
sj_arena_grow (SjArena *arena, size_t size)
{
  size_t room = arena->chunk ? MIN (arena->chunk->size * 2, LARGEST_CHUNK) : FIRST_CHUNK;
  SjArenaChunk *chunk;

  room = MAX (room, size);
  arena->closed = sj_arena_used (arena);
  chunk = g_malloc (sizeof (SjArenaChunk) + room);
  chunk->older = arena->chunk;
  chunk->size = room;
  arena->chunk = chunk;
  arena->next = chunk->bytes + size;
  arena->end = chunk->bytes + room;
  return chunk->bytes;
}

void *
sj_arena_alloc0 (SjArena *arena, size_t size)
{
  void *block = sj_arena_alloc (arena, size);

  return size > 0 ? memset (block, 0, size) : block;
}

void *
sj_arena_alloc_n (SjArena *arena, size_t count, size_t size)
{
  g_assert (size == 0 || count <= SIZE_MAX / 2 / size);
  return sj_arena_alloc (arena, count * size);
}

void *
sj_arena_dup (SjArena *arena, const void *bytes, size_t size)
{
  void *copy = sj_arena_alloc (arena, size);

  return size > 0 ? memcpy (copy, bytes, size) : copy;
}

char *
sj_arena_strndup (SjArena *arena, const char *text, size_t length)
{
  char *copy = sj_arena_alloc (arena, length + 1);

  if (length > 0)
    memcpy (copy, text, length);
  copy[length] = '\0';
  return copy;
}

char *
sj_arena_strdup (SjArena *arena, const char *text)
{
  return text ? sj_arena_strndup (arena, text, strlen (text)) : NULL;
}

char *
sj_arena_printf (SjArena *arena, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  return sj_arena_strdup (arena, text);
}
