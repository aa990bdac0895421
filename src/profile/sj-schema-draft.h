/* sj-schema-draft.h -- a schema under the hand: made from a sample, changed as a tree.
 *
 * Works on the JSON that is kept, so words that nobody here knows survive.  Every
 * change gives a new value that shares with the old one; both must live in the arena
 * or longer than it.  A path names properties from the root and goes through lists, as
 * the paths of expressions do; it ends with NULL.
 */
#pragma once

#include "base/sj-json.h"

/* What a property can be, in words for people. */
typedef struct
{
  const char *title;        /* N_ */
  const char *type;         /* NULL: anything */
  const char *format;       /* or NULL */
} SjSchemaWord;

extern const SjSchemaWord sj_schema_words[];    /* ends with a NULL title; the first is text */

/* The schema that the sample fits and that promises no more than it shows. */
SjValue sj_schema_draft (SjArena *arena, SjValue sample);

/* Which of the words describes it: its place, or -1; `list`: a list of that. */
int sj_schema_word_of (SjValue schema, bool *list);

/* What is below: an object by name, through lists; null where nothing is. */
SjValue sj_schema_below   (SjValue schema);
/* Whether a property of that must be there. */
bool    sj_schema_demands (SjValue schema, const char *name);

/* Each false, with nothing changed, where the path leads nowhere, a name is empty or
 * is there already, or what would hold the property is no object. */
bool sj_schema_add    (SjArena *arena, SjValue *schema, const char *const *path, const char *name, int word);
bool sj_schema_remove (SjArena *arena, SjValue *schema, const char *const *path);
bool sj_schema_rename (SjArena *arena, SjValue *schema, const char *const *path, const char *name);
bool sj_schema_turn   (SjArena *arena, SjValue *schema, const char *const *path, int word, bool list);
bool sj_schema_demand (SjArena *arena, SjValue *schema, const char *const *path, bool required);
