/* sj-code-run-private.h -- one evaluation under way; for sj-code-run*.c alone.
 *
 * A handler moves the top of the stack and, where it jumps, `next`.  False stops the
 * evaluation, with its error set.
 */
#pragma once

#include "lang/sj-code-private.h"

typedef struct SjAnswered SjAnswered;

/* What a source answered to parameters. */
struct SjAnswered
{
  const SjAnswered *before;
  uint32_t root;
  SjValue params;
  SjValue value;
};

typedef struct
{
  const SjCodeFull *code;
  const SjInstruction *ops;
  SjEval *eval;
  SjValue *top;             /* the topmost value */
  uint32_t next;            /* the operation to run next */
  SjValue *items;
  const SjValue *element;   /* of topN () */
  SjNameFunc names;
  void *data;
  SjValue *roots;
  bool *read;               /* which roots were */
  const SjAnswered *answers;  /* the newest */
} SjFrame;

typedef bool SjCodeHandler (SjFrame *frame, const SjInstruction *op);

#define SJ_CODE_OP(name, handler, takes) SjCodeHandler sj_code_run_##handler;
#include "lang/sj-op.def"
#undef SJ_CODE_OP

/* The operations from `from` up to `to`. */
bool sj_frame_run (SjFrame *frame, uint32_t from, uint32_t to);

static inline void
sj_frame_push (SjFrame *frame, SjValue value)
{
  *++frame->top = value;
}

/* Where an error that comes now is shown. */
static inline void
sj_frame_at (SjFrame *frame, const SjInstruction *op)
{
  frame->eval->start = op->start;
  frame->eval->end = op->end;
}
