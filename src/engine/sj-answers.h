/* sj-answers.h -- what becomes of messages, and what calls answer, by a behaviour.
 *
 * Made once for the programs of a world; then each answer is a hash of the person and
 * of how often they were sent such a message, or were asked about, before.  So the
 * counts must go with the person.  What is later than the end of the run is not said.
 */
#pragma once

#include "engine/sj-behaviour.h"
#include "engine/sj-life.h"

typedef struct SjAnswers SjAnswers;

/* How often one person was sent messages, and calls were made for them. */
typedef struct
{
  uint32_t sent[SJ_N_CHANNELS];
  uint32_t called;
} SjAnswered;

/* A click that leads to the journey's first goal. */
typedef struct
{
  bool comes;
  uint8_t kind;             /* SJ_INPUT_EVENT, SJ_INPUT_AUDIENCE */
  uint32_t what;            /* event, audience */
  SjTime time;
} SjConverts;

/* `said` is borrowed, NULL: all by default; so is `world`, with its programs.  `seed` is 0
 * where the chances of persons follow from one already. */
SjAnswers *sj_answers_new  (const SjWorld *world, const SjBehaviour *said, uint64_t seed);
void       sj_answers_free (SjAnswers *answers);

unsigned sj_answers_sent   (const SjAnswers *answers, SjAnswered *before, const SjLife *life, const SjEffect *effect,
                            SjTime end, SjReply *replies, SjConverts *converts);
bool     sj_answers_called (const SjAnswers *answers, SjAnswered *before, const SjLife *life, const SjEffect *effect,
                            SjArena *arena, SjReply *reply);

/* Of each message of the program; negative: none is known.  To be freed. */
double *sj_answers_prices (const SjBehaviour *said, const SjProgram *program);
