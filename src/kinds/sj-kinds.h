/* sj-kinds.h -- each kind, for the table; the settings they share. */
#pragma once

#include "base/sj-field.h"
#include "model/sj-library.h"
#include "model/sj-node.h"

#define SJ_KIND(name) extern const SjKind sj_kind_##name;
#include "kinds/sj-kinds.def"
#undef SJ_KIND

/* A name and the expression it gets its value from. */
typedef struct
{
  char *name;
  char *value;
} SjParameter;

extern const SjSpec sj_parameter_spec;

/* For check functions.  A step that listens, with its timeout (0: none); one that
 * stands at the beginning has nothing to wait for. */
void sj_kinds_check_timeout (SjChecker *checker, const SjNode *node, SjTime timeout);
/* Whether the usual path is taken only when it happened, never when time has passed. */
bool sj_kinds_is_timeout_apart (const SjNode *node, SjTime timeout);
/* A path that is never taken, and why: a whole sentence. */
void sj_kinds_check_never (SjChecker *checker, const SjPath *path, const char *sentence);
/* No parameter stands twice in a list of SjParameter. */
void sj_kinds_check_names (SjChecker *checker, const char *field, const SjRecords *parameters);
/* What the checker's library has of that id; NULL: nothing, or there is no library. */
const SjEntry *sj_kinds_find (SjChecker *checker, SjRefTo kind, const char *id);
