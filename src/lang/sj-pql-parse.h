/* sj-pql-parse.h -- PQL, the expressions of message templates, to a tree.
 *
 * The tree says what was written; what the names mean is decided by the template
 * they stand in.  Functions are found here, and the number of their arguments is
 * checked.
 */
#pragma once

#include "base/sj-diag.h"
#include "lang/sj-tree.h"

#define SJ_PQL_DEPTH 100     /* of parentheses, calls and the like */
#define SJ_PQL_CHAIN 1000    /* operators and steps in one expression */
#define SJ_PQL_WARNINGS 100  /* findings after which nothing is worth a warning */

/* The expression in [start, end) of `text`; NULL, with at least one error among
 * the findings, where it is none.  The text must live as long as the tree. */
SjTree *sj_pql_parse (SjArena *arena, const char *text, size_t start, size_t end, SjDiags *diags);

/* "`order-total`" where the name needs backticks in PQL, else the name itself. */
char *sj_pql_name (const char *name, size_t length);

/* The function that was probably meant, or NULL. */
const char *sj_pql_nearest_function (const char *name, size_t length);
