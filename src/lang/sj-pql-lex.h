/* sj-pql-lex.h -- PQL, the expressions of message templates, as tokens.
 *
 * One token is looked at at a time; positions are those of the author's text,
 * of which the expression is the part from `at` to `end`.
 */
#pragma once

#include "base/sj-diag.h"
#include "base/sj-value.h"

typedef enum
{
  SJ_PQL_END,
  SJ_PQL_NAME,        /* also @index and ../name */
  SJ_PQL_QUOTED,      /* a name in backticks */
  SJ_PQL_BRACKETED,   /* a name or a position in brackets behind a dot */
  SJ_PQL_NUMBER,
  SJ_PQL_TEXT,
  SJ_PQL_SYMBOL,      /* see `symbol` */
  SJ_PQL_BAD          /* reported already */
} SjPqlTokenKind;

/* Two-character symbols by a letter of their own. */
enum
{
  SJ_PQL_NE = 'N',
  SJ_PQL_LE = 'L',
  SJ_PQL_GE = 'G',
  SJ_PQL_FALLBACK = 'F'
};

typedef struct
{
  SjPqlTokenKind kind;
  char symbol;
  size_t start, end;
  SjSlice name;       /* without its backticks or brackets */
  SjValue value;      /* of a number or text */
} SjPqlToken;

typedef struct
{
  SjArena *arena;     /* borrowed: for texts with escapes */
  SjDiags *diags;     /* borrowed */
  const char *text;   /* the author's, from its beginning */
  size_t at;
  size_t end;
  bool segment;       /* behind a dot: digits are a name */
} SjPqlLexer;

void sj_pql_next (SjPqlLexer *lexer, SjPqlToken *token);

/* A byte that may stand in a name: no hyphen, no question mark. */
bool sj_pql_is_name_byte (char c);

/* The text between two quotes, escapes resolved: \\ \" \' \n \t; other pairs stay. */
SjValue sj_pql_unescape (SjArena *arena, const char *text, size_t length);
