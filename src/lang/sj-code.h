/* sj-code.h -- a compiled expression: a flat row of operations on a small stack.
 *
 * Made once from a checked tree, then run any number of times by any number of
 * threads, each with an SjEval of its own.  Names are resolved while compiling:
 * what an expression of language A reads stands in `roots`; the first segments
 * that PQL names are numbered in `names`, and whoever runs the code answers them.
 */
#pragma once

#include "lang/sj-builtin.h"
#include "lang/sj-eval.h"
#include "lang/sj-tree.h"

typedef struct SjCode SjCode;

struct SjCode
{
  const void *ops;            /* private */
  uint32_t n_ops;
  uint32_t depth;             /* of the stack */
  uint32_t n_filters;         /* nested filters, at most */
  SjRoot *roots;
  uint32_t n_roots;
  SjSlice *names;             /* B: first segments, "@index" with its @ */
  uint32_t n_names;
};

/* Answers name number `index` of the code that runs.  `element` is the element
 * that topN () or bottomN () is looking at, NULL outside of them: its fields come
 * after variables and namespaces and before the context. */
typedef bool (*SjNameFunc) (void *data, SjEval *eval, const SjCode *code, uint32_t index, const SjValue *element,
                            SjValue *value);

/* Into `arena`, which must live as long as the code; so must the tree's text. */
const SjCode *sj_code_compile (SjArena *arena, const SjTree *tree, SjDialect dialect);

bool sj_code_run (const SjCode *code, SjEval *eval, SjNameFunc names, void *data, SjValue *result);

/* Truth in PQL: null, false, "", 0 and an empty list are false. */
bool sj_value_truth (SjValue value);

/* A field as PQL reads it: of an object, or of every item of a list (nulls
 * dropped, nested lists flattened). */
SjValue sj_value_project (SjEval *eval, SjValue value, const char *name, size_t length);

/* The operations as text, one a line: what golden tests compare. */
char *sj_code_listing (const SjCode *code);
