/* sj-words.h -- why a run ended, an entry was refused, a message held back; what
 * became of it.  Made from sj-words.def. */
#pragma once

#include "base/sj-types.h"

typedef enum
{
#define SJ_END(CODE, id, title) SJ_END_##CODE,
#include "engine/sj-words.def"
  SJ_N_ENDS
} SjEnd;

typedef enum
{
#define SJ_REFUSAL(CODE, id, title) SJ_REFUSAL_##CODE,
#include "engine/sj-words.def"
  SJ_N_REFUSALS
} SjRefusal;

typedef enum
{
#define SJ_EXCLUSION(CODE, id, title) SJ_EXCLUSION_##CODE,
#include "engine/sj-words.def"
  SJ_N_EXCLUSIONS
} SjExclusion;

/* In the order of the reaction step's choices. */
typedef enum
{
#define SJ_REACTION(CODE, id, title) SJ_REACTION_##CODE,
#include "engine/sj-words.def"
  SJ_N_REACTIONS
} SjReactionKind;

typedef struct
{
  const char *id;           /* in documents and logs */
  const char *title;        /* N_ */
} SjWord;

/* Each in the order of its enum. */
extern const SjWord sj_end_words[SJ_N_ENDS];
extern const SjWord sj_refusal_words[SJ_N_REFUSALS];
extern const SjWord sj_exclusion_words[SJ_N_EXCLUSIONS];
extern const SjWord sj_reaction_words[SJ_N_REACTIONS];
