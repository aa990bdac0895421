/* sj-random-private.h -- dice, and the parts that journeys of chance are made of. */
#pragma once

#include "sj-random.h"

#define GRID (30 * SJ_MINUTE)

typedef struct
{
  GRand *rand;
  SjTime start, end;
} Dice;

/* What is needed of a journey while its nodes are written. */
typedef struct
{
  const char *id;           /* "j0" */
  unsigned n_nodes;
  const char *kinds[16];
  unsigned n_journeys;      /* of the case */
  unsigned first_jump;      /* jumps lead to journeys from that one on */
} Plan;

bool        dice_chance (Dice *dice, int percent);
int         dice_below  (Dice *dice, int bound);
const char *dice_words  (Dice *dice, const char *const *words);    /* one of a list that ends with NULL */

const char *random_event     (Dice *dice);
const char *random_audience  (Dice *dice);
const char *random_duration  (Dice *dice);    /* "PT1H" */
char       *random_condition (Dice *dice, int depth);
char       *random_value     (Dice *dice);
char       *random_moment    (Dice *dice);    /* "2026-03-28T02:30:00", perhaps with Z */
char       *random_hours     (Dice *dice);    /* members days, from, until; each with a comma behind it */
char       *random_rule_sets (Dice *dice);    /* a member with a comma behind it, or nothing */

/* One node as JSON. */
void random_node (Dice *dice, GString *text, const Plan *plan, unsigned index);
