/* sj-lower-private.h -- a program under construction; for sj-lower.c and sj-compile.c. */
#pragma once

#include "engine/sj-lower.h"

struct SjLower
{
  SjProgram *program;
  SjDiags *diags;
  const SjNode *node;
  uint16_t station;
  uint32_t branch;          /* lowering the target of a fork: the way to it; else SJ_NONE */
  SjTime delay;
  uint32_t listen;          /* operation that listeners of this node belong to; SJ_NONE: not yet */
  GHashTable *values;       /* owned: "e:event", "a:action" to value number + 1 */
  bool reads_all;           /* some template may name any event or answer */
  bool failed;
};

/* After arrays have grown: the program's own pointers to them. */
void sj_program_settle (SjProgram *program);

/* The value of a run that an event or an answer becomes. */
uint32_t sj_lower_value (SjLower *lower, char prefix, SjSlice name);
