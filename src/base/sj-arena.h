/* sj-arena.h -- memory that is given back all at once.
 *
 * Allocation moves a pointer; nothing is freed one by one.  A reset keeps the
 * memory, so that a loop which evaluates and resets settles into never calling
 * malloc.  An arena belongs to one thread.
 */
#pragma once

#include "base/sj-types.h"

typedef struct SjArenaChunk SjArenaChunk;

typedef struct
{
  char *next;             /* first free byte of the current chunk */
  char *end;
  SjArenaChunk *chunk;    /* owned, newest first */
  size_t closed;          /* bytes used up in the chunks behind the current one */
} SjArena;

#define SJ_ARENA_INIT { NULL, NULL, NULL, 0 }

void   sj_arena_init  (SjArena *arena);
void   sj_arena_clear (SjArena *arena);
void   sj_arena_reset (SjArena *arena);
size_t sj_arena_used  (const SjArena *arena);

void *sj_arena_grow (SjArena *arena, size_t size);

/* Aligned to 8 bytes, not zeroed. */
static inline void *
sj_arena_alloc (SjArena *arena, size_t size)
{
  size = (size + 7) & ~(size_t) 7;
  if (G_LIKELY (size <= (size_t) (arena->end - arena->next)))
    {
      void *block = arena->next;

      arena->next = (char *) ((uintptr_t) arena->next + size);    /* of an empty arena it is NULL */
      return block;
    }
  return sj_arena_grow (arena, size);
}

#define sj_arena_new(arena, Type)          ((Type *) sj_arena_alloc ((arena), sizeof (Type)))
#define sj_arena_new0(arena, Type)         ((Type *) sj_arena_alloc0 ((arena), sizeof (Type)))
#define sj_arena_new_n(arena, Type, count) ((Type *) sj_arena_alloc_n ((arena), (count), sizeof (Type)))

void *sj_arena_alloc0  (SjArena *arena, size_t size);
void *sj_arena_alloc_n (SjArena *arena, size_t count, size_t size);
void *sj_arena_dup     (SjArena *arena, const void *bytes, size_t size);
char *sj_arena_strndup (SjArena *arena, const char *text, size_t length);    /* terminated */
char *sj_arena_strdup  (SjArena *arena, const char *text);
char *sj_arena_printf  (SjArena *arena, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SjArena, sj_arena_clear)
