/* sj-eval.h -- one evaluation: its data, its memory, its limits.
 *
 * Nothing here reads a clock or draws from a generator: `now` is given, and
 * chance is a hash of the seed and of how often it was asked.  Values that an
 * evaluation makes live in its arena until that is reset.
 *
 * An SjEval may be used again and again (it keeps compiled patterns); set `now`,
 * `seed` and `scope`, reset the arena, and evaluate.
 */
#pragma once

#include "base/sj-time.h"
#include "base/sj-value.h"
#include "lang/sj-tree.h"

typedef struct SjEval SjEval;
typedef struct SjEvalScope SjEvalScope;
typedef struct SjRegexes SjRegexes;

#define SJ_EVAL_STEPS 1000000              /* operations of one evaluation or rendering */
#define SJ_EVAL_BYTES ((size_t) 16 << 20)  /* memory that one may take up */
#define SJ_TEXT_LIMIT ((size_t) 4 << 20)   /* length of a text that a function makes */

/* A place where an expression begins to read.  `slot` is free for whoever binds
 * the expression to its data, so that nothing is looked up by name. */
typedef struct
{
  SjRootKind kind;
  SjSlice name;
  SjSlice group;
  uint32_t slot;
} SjRoot;

/* How an evaluation reaches its data.  The functions are given the scope and may
 * keep more behind it; a value they hand out must live as long as the arena. */
struct SjEvalScope
{
  /* The root's value; null where there is none.  `params` is an object, empty
   * but for sources that are called.  False stops the evaluation, after
   * sj_eval_fail (). */
  bool (*root)     (const SjEvalScope *scope, SjEval *eval, const SjRoot *root, SjValue params, SjValue *value);
  bool (*audience) (const SjEvalScope *scope, const char *name, size_t length);
};

typedef struct
{
  const char *code;       /* static: "overflow", "type", "limit", "source"; NULL: none */
  const char *text;       /* a sentence; in the arena */
  uint32_t start, end;    /* in the author's text */
} SjEvalError;

struct SjEval
{
  SjArena *arena;         /* borrowed */
  const SjEvalScope *scope;   /* borrowed */
  SjMoment now;           /* with the zone of the journey or profile */
  uint64_t seed;
  uint32_t draws;         /* how often chance was asked */
  uint32_t steps;         /* left */
  size_t bytes;           /* the arena may grow up to this use */
  SjRegexes *regexes;     /* owned */
  uint32_t start, end;    /* the operation under way, for errors */
  SjEvalError error;
};

void sj_eval_init  (SjEval *eval, SjArena *arena);
void sj_eval_clear (SjEval *eval);

/* Before each evaluation or rendering: full limits, no error. */
void sj_eval_begin (SjEval *eval);

/* For functions.  Each returns false so that `return sj_eval_fail (…)` reads well. */
bool sj_eval_fail   (SjEval *eval, const char *code, const char *format, ...) G_GNUC_PRINTF (3, 4);
bool sj_eval_charge (SjEval *eval, size_t steps);    /* false, with the error set, when used up */

/* An even number in [0, 1), the next of this evaluation. */
double   sj_eval_random (SjEval *eval);
uint64_t sj_eval_chance (SjEval *eval);

/* A result text; false beyond the limits. */
bool sj_eval_text   (SjEval *eval, const char *text, size_t length, SjValue *result);    /* copied */
bool sj_eval_buffer (SjEval *eval, SjBuffer *buffer, SjValue *result);    /* copied, and the buffer cleared */
