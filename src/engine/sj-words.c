/* sj-words.c -- the words of the engine's codes. */
#include "engine/sj-words.h"

#include <glib/gi18n-lib.h>

const SjWord sj_end_words[SJ_N_ENDS] = {
#define SJ_END(CODE, id, title) { id, title },
#include "engine/sj-words.def"
};

const SjWord sj_refusal_words[SJ_N_REFUSALS] = {
#define SJ_REFUSAL(CODE, id, title) { id, title },
#include "engine/sj-words.def"
};

const SjWord sj_exclusion_words[SJ_N_EXCLUSIONS] = {
#define SJ_EXCLUSION(CODE, id, title) { id, title },
#include "engine/sj-words.def"
};

const SjWord sj_reaction_words[SJ_N_REACTIONS] = {
#define SJ_REACTION(CODE, id, title) { id, title },
#include "engine/sj-words.def"
};
