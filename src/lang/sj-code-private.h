/* sj-code-private.h -- operations and frames, for the compiler and the runner. */
#pragma once

#include "lang/sj-code.h"

typedef enum
{
#define SJ_CODE_OP(name, handler, takes) SJ_CODE_##name,
#include "lang/sj-op.def"
#undef SJ_CODE_OP
  SJ_N_CODE_OPS
} SjCodeOp;

typedef struct
{
  uint8_t code;             /* SjCodeOp */
  uint8_t flags;
  uint16_t count;           /* values taken off the stack, where that differs */
  uint32_t arg;
  uint32_t start, end;      /* in the author's text */
} SjInstruction;

enum
{
  SJ_CODE_LEFT_FIELD = 1 << 0,      /* COMPARE: the operand was read from data */
  SJ_CODE_RIGHT_FIELD = 1 << 1,
};

/* COERCE: any of the three dates, by the look of the text; the same, but a plain
 * date is its midnight. */
#define SJ_COERCE_ANY SJ_NULL
#define SJ_COERCE_TIME SJ_BOOL

typedef struct
{
  SjCode public;
  const SjValue *constants;
  const SjSlice *fields;
  const SjBuiltin *const *functions;
} SjCodeFull;

/* Operators on values; false after sj_eval_fail ().  The flags of `compare` say
 * which operand's text may be a date. */
bool sj_operate_compare    (SjEval *eval, SjOperator op, unsigned flags, SjValue a, SjValue b, bool *result);
bool sj_operate_arithmetic (SjEval *eval, SjOperator op, SjValue a, SjValue b, SjValue *result);
bool sj_operate_negate     (SjEval *eval, SjValue a, SjValue *result);
bool sj_operate_test       (SjEval *eval, SjOperator op, SjValue a, SjValue *result);
bool sj_operate_compare_pql    (SjEval *eval, SjOperator op, SjValue a, SjValue b, bool *result);
bool sj_operate_arithmetic_pql (SjEval *eval, SjOperator op, SjValue a, SjValue b, SjValue *result);

/* A text as the date type that is needed, null if it is none. */
SjValue sj_operate_coerce (SjEval *eval, SjValue value, SjType type);

/* What a list that all (…) made carries: empty, it counts as null. */
#define SJ_VALUE_FILTERED (1 << 7)
