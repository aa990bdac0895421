/* sj-complete.h -- what may stand at the cursor, for editors of both languages. */
#pragma once

#include "lang/sj-builtin.h"
#include "lang/sj-shape.h"

typedef enum
{
  SJ_CANDIDATE_FIELD,
  SJ_CANDIDATE_EVENT,
  SJ_CANDIDATE_SOURCE,
  SJ_CANDIDATE_GROUP,
  SJ_CANDIDATE_ACTION,
  SJ_CANDIDATE_LOOKUP,
  SJ_CANDIDATE_PROPERTY,
  SJ_CANDIDATE_AUDIENCE,
  SJ_CANDIDATE_STEP,          /* all (…), at (…): on lists and maps */
  SJ_CANDIDATE_ITEM,          /* currentEventField and its like */
  SJ_CANDIDATE_FUNCTION,
  SJ_CANDIDATE_KEYWORD,
  SJ_CANDIDATE_CHOICE,        /* one of the values a field may have */
  SJ_CANDIDATE_VARIABLE,      /* templates: let, helper results, block parameters */
  SJ_CANDIDATE_HELPER,
  SJ_CANDIDATE_FRAGMENT
} SjCandidateKind;

/* `text` takes the place of [start, end); `caret` is where the cursor goes in it,
 * so that it may stand between the parentheses of a call. */
typedef struct
{
  SjCandidateKind kind;
  char *text;
  char *label;                /* what the list shows */
  char *detail;               /* type, signature or title; or NULL */
  size_t start, end;
  size_t caret;
} SjCandidate;

/* A list of SjCandidate in a sensible order, which frees what it holds. */
GPtrArray *sj_candidates_new (void);

/* The caret stands behind the text. */
SjCandidate *sj_candidates_add (GPtrArray *candidates, SjCandidateKind kind, size_t start, size_t end,
                                const char *text, const char *label, const char *detail);

/* Whether a name is worth offering for what was typed: it begins with it, or a
 * word inside of it does, in any case of letters. */
bool sj_candidate_matches (const char *name, const char *typed, size_t length);

/* The fields of a shape that match, quoted as their language needs it. */
void sj_candidates_add_fields (GPtrArray *candidates, const SjShape *shape, size_t start, size_t end,
                               const char *typed, size_t length, char *(*quote) (const char *name));

/* The functions of a language that match; the caret stands where their arguments go. */
void sj_candidates_add_functions (GPtrArray *candidates, SjDialect dialect, size_t start, size_t end,
                                  const char *typed, size_t length);
